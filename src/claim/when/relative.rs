//! Periods counted from the day of publication, or from the period last spoken of.

use super::super::period::{Grain, Period, PeriodBasis, shifted};
use super::{PeriodReader, TimeUnit, When};
use crate::lexicon::{Feature, Kind, Prefixes, Suffix};
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::ops::Range;

impl PeriodReader<'_, '_> {
    /// "last year", العام الماضي, "the past three months", اليومين الماضيين, "two days ago", أمس.
    pub(super) fn relative(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let same = |at: usize| {
            s.senses(at, Kind::Relative)
                .any(|word| word.features.has(Feature::After) && &*word.value == "same")
        };
        // اليوم نفسه is the day last spoken of, not today.
        if s.is(at, Kind::RelativeDay) && same(at + 1) {
            let day = self.anchor.last.filter(|last| last.grain == Grain::Day);
            return Some(self.known(at..at + 2, day, PeriodBasis::Context));
        }
        // اليوم الثالث is the third of some days, not today.
        if s.is(at, Kind::RelativeDay)
            && s.is(at + 1, Kind::Ordinal)
            && (s.is(at + 1, Kind::PartOfPeriod) || s.prefixes(at + 1).has(Prefixes::DEFINITE))
        {
            return Some(self.known(at..at + 2, None, PeriodBasis::None));
        }
        // اليوم التالي, اليوم الذي سبقه: counted from the day last spoken of, not from today.
        if s.sense(at, Kind::RelativeDay).is_some_and(|day| day.low == 0.0 && day.high == 0.0)
            && let Some(word) = s.sense_with(at + 1, Kind::Relative, Feature::After)
            && matches!(&*word.value, "previous" | "following")
        {
            return self.counted_from_now(at..at + 2, &word.value, TimeUnit::Day, None);
        }
        if let Some(day) = s.sense(at, Kind::RelativeDay) {
            return Some(self.relative_day(at, day.low as i64, day.high as i64));
        }
        if let Some(ago) = self.ago(at) {
            return Some(ago);
        }
        let before = s.sense_with(at, Kind::Relative, Feature::Before);
        if let Some(word) = before {
            let mut next = at + 1;
            let count = self.small(next, 1000.0);
            if let Some((_, end)) = count {
                next = end;
            }
            let unit = self.unit(next)?;
            let count =
                if s.suffix(next) == Some(Suffix::Dual) { Some(2) } else { count.map(|(count, _)| count) };
            return self.counted_from_now(at..next + 1, &word.value, unit, count);
        }
        let mut next = at;
        let mut count = None;
        if let Some((leading, end)) = self.small(at, 1000.0) {
            (count, next) = (Some(leading), end);
        }
        let unit = self.unit(next)?;
        if s.suffix(next) == Some(Suffix::Dual) {
            count = Some(2);
        }
        next += 1;
        if count.is_none()
            && let Some((following, end)) = self.small(next, 1000.0)
            && s.sense_with(end, Kind::Relative, Feature::After).is_some()
        {
            (count, next) = (Some(following), end);
        }
        let word = s.sense_with(next, Kind::Relative, Feature::After)?;
        self.counted_from_now(at..next + 1, &word.value, unit, count)
    }

    /// "That day", ذلك الشهر: the one in which the period last spoken of began.
    pub(super) fn spoken_of(&self, at: usize) -> Option<When> {
        let unit = self.sentence.sense(at, Kind::Then)?;
        let spoken = if &*unit.value == "day" { self.anchor.last } else { self.anchor.event };
        let period = spoken.map(|last| match &*unit.value {
            "day" if last.days() <= 2 => last,
            "day" => Period::day(last.start),
            "month" => Period::month(last.start.year(), last.start.month()),
            _ => Period::year(last.start.year()),
        });
        Some(self.known(at..at + 1, period, PeriodBasis::Context))
    }

    /// How many years a time counted back lies behind the publication, where it is years.
    fn years_back(&self, ago: &When) -> Option<i32> {
        let year = ago.period.filter(|period| period.grain == Grain::Year)?.start.year();
        Some(i32::from(self.anchor.published?.year() - year))
    }

    /// "today", أمس الأول, "overnight", with the day of the week where that is named too: أمس (الجمعة).
    fn relative_day(&self, at: usize, from: i64, to: i64) -> When {
        let s = self.sentence;
        let bracketed =
            s.mark(at + 1) == Some('(') && s.is(at + 2, Kind::Weekday) && s.mark(at + 3) == Some(')');
        let weekday = if bracketed { at + 2 } else { at + 1 };
        let end = match (bracketed, s.is(weekday, Kind::Weekday)) {
            (true, _) => at + 4,
            (false, true) => at + 2,
            (false, false) => at + 1,
        };
        let day = |steps: i64| self.anchor.published.map(|date| shifted(date, steps.days()));
        // "Overnight Thursday" begins on Thursday.
        let named = self.weekday(weekday).filter(|_| from != to && end > at + 1).and_then(|when| when.period);
        let period = match named {
            Some(named) => Some(Period::span(named.start, shifted(named.start, (to - from).days()))),
            None => day(from).zip(day(to)).map(|(start, end)| Period::span(start, end)),
        };
        self.known(at..end, period, PeriodBasis::Relative)
    }

    /// "two days ago", قبل أربعة أشهر.
    pub(super) fn ago(&self, at: usize) -> Option<When> {
        let ago = self.ago_from_now(at)?;
        // "428 million in January, against 804 million a year ago": the same part of that year.
        let part = self.anchor.here.filter(|here| (28..300).contains(&here.days()));
        let compared = || {
            let article = at > 0 && self.sentence.is(at - 1, Kind::Article);
            let before = at.checked_sub(1 + usize::from(article));
            let of_unit = before.is_some_and(|at| self.unit(at).is_some());
            !of_unit && (at.saturating_sub(8)..at).any(|at| self.sentence.is(at, Kind::Comparison))
        };
        match part.zip(self.years_back(&ago)).filter(|_| compared()) {
            Some((part, years)) => {
                Some(self.known(ago.items, Some(part.shift_years(-years)), PeriodBasis::Context))
            }
            None => Some(ago),
        }
    }

    fn ago_from_now(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Ago, Feature::Before).is_some();
        let hedge = s.sense_with(at + 1, Kind::Hedge, Feature::Before).filter(|_| before);
        let start = at + usize::from(before) + usize::from(hedge.is_some());
        let after = |end: usize| s.sense_with(end, Kind::Ago, Feature::After).is_some();
        // "Days ago", قبل أشهر, "more than a year ago": how long is not said.
        if self.unit(start).is_some()
            && self.is_plural_unit(&(start..start + 1))
            && (before || after(start + 1))
        {
            return Some(self.known(at..start + 1 + usize::from(!before), None, PeriodBasis::None));
        }
        let (count, next) = match self.small(start, 1000.0) {
            Some(found) => found,
            None if s.suffix(start) == Some(Suffix::Dual) => (2, start),
            None if self.unit(start).is_some() && !self.is_plural_unit(&(start..start + 1)) => (1, start),
            None => return None,
        };
        let unit = self.unit(next)?;
        let end = next + 1;
        if !before && !after(end) {
            return None;
        }
        let end = end + usize::from(!before);
        if hedge.is_some_and(|hedge| &*hedge.value != "approx") {
            return Some(self.known(at..end, None, PeriodBasis::None));
        }
        let back = |published| match unit {
            TimeUnit::Year => shifted(published, (-count).years()),
            TimeUnit::Decade => shifted(published, (-count * 10).years()),
            TimeUnit::Quarter => shifted(published, (-count * 3).months()),
            TimeUnit::Half => shifted(published, (-count * 6).months()),
            TimeUnit::Month => shifted(published, (-count).months()),
            TimeUnit::Week => shifted(published, (-count * 7).days()),
            TimeUnit::Hour => shifted(published, (-(count / 24)).days()),
            _ => shifted(published, (-count).days()),
        };
        let period = self.anchor.published.map(|published| match unit {
            TimeUnit::Year | TimeUnit::Decade => Period::year(back(published).year()),
            TimeUnit::Week => neighbour(Period::day(published), TimeUnit::Week, -count),
            _ => Period::day(back(published)),
        });
        let mut when = self.known(at..end, period, PeriodBasis::Relative);
        when.since = self.anchor.published.map(back);
        if period.is_none() && unit == TimeUnit::Year {
            when.period = self.anchor.year.map(|year| Period::year(year - count as i16));
            when.basis = PeriodBasis::Context;
        }
        Some(when)
    }

    /// A unit of time beside a word that counts from now or from the period last spoken of.
    pub(super) fn counted_from_now(
        &self,
        items: Range<usize>,
        word: &str,
        unit: TimeUnit,
        count: Option<i64>,
    ) -> Option<When> {
        let mut end = items.end;
        match word {
            "same" => {
                let year = self.year_after(end);
                let (target, basis) = match year {
                    Some((year, basis, _, after)) => {
                        end = after;
                        (Some(year), basis)
                    }
                    None => (None, PeriodBasis::Context),
                };
                let last = self.anchor.counted_from(unit);
                let period = last
                    .zip(target)
                    .map(|(last, year)| last.shift_years(i32::from(year) - i32::from(last.start.year())));
                // "The same period a year ago".
                if let Some(ago) = self.ago_from_now(end).filter(|_| period.is_none()) {
                    let years = self.years_back(&ago);
                    let before = last.zip(years).map(|(last, years)| last.shift_years(-years));
                    return Some(self.known(items.start..ago.items.end, before, PeriodBasis::Context));
                }
                return Some(self.known(items.start..end, period.or(last), basis));
            }
            // "Compared with 121 a year earlier" means the same part of that year.
            "earlier" if unit == TimeUnit::Year && self.anchor.here.is_some() => {
                let years = -(count.unwrap_or(1) as i32);
                let period = self.anchor.here.map(|here| here.shift_years(years));
                return Some(self.known(items, period, PeriodBasis::Context));
            }
            "previous" | "following" | "earlier" => {
                let ahead = if word == "following" { 1 } else { -1 };
                if count.is_none() && self.is_plural_unit(&items) {
                    return Some(self.known(items, None, PeriodBasis::None));
                }
                if let (TimeUnit::Hour, Some(hours), Some(published)) = (unit, count, self.anchor.published) {
                    let start = shifted(published, (-(hours + 23) / 24).days());
                    return Some(self.known(
                        items,
                        Some(Period::span(start, published)),
                        PeriodBasis::Relative,
                    ));
                }
                let period = match (unit, count) {
                    (TimeUnit::Year, None) => {
                        let (year, basis) = self.anchor.year_spoken_of()?;
                        let period = Period::year(year + ahead);
                        let spoken = self.anchor.spoken.is_some() || self.anchor.here.is_some();
                        let basis = if spoken { PeriodBasis::Context } else { basis };
                        return Some(self.known(items, Some(period), basis));
                    }
                    // "The next day" after a month that was spoken of may be any.
                    (TimeUnit::Day, _) if self.anchor.last.is_some_and(|last| last.days() > 7) => None,
                    (_, None) => {
                        self.anchor.counted_from(unit).map(|last| neighbour(last, unit, i64::from(ahead)))
                    }
                    // "Three days earlier" is a day, "the previous three days" are three.
                    (_, Some(count)) if word == "earlier" => {
                        self.anchor.counted_from(unit).map(|last| neighbour(last, unit, -count))
                    }
                    (_, Some(count)) if ahead < 0 => {
                        self.anchor.counted_from(unit).and_then(|last| units_before(last.start, unit, count))
                    }
                    _ => None,
                };
                return Some(self.known(items, period, PeriodBasis::Context));
            }
            _ => {}
        }
        // "The past year" runs up to now, "last year" is the one before this.
        let rolling = word == "past";
        let count = count.or((rolling && !self.is_plural_unit(&items)).then_some(1));
        let steps: i64 = if rolling { -1 } else { word.parse().ok()? };
        let Some(published) = self.anchor.published else {
            let year = self.anchor.year.filter(|_| unit == TimeUnit::Year && count.is_none());
            let period = year.map(|year| Period::year(year + steps as i16));
            // Which year a text without a date is of is itself a guess.
            return Some(When { future: steps > 0, ..self.known(items, period, PeriodBasis::Inferred) });
        };
        let period = match (unit, count, steps) {
            (TimeUnit::Hour, hours, -1) => {
                Period::span(shifted(published, (-(hours.unwrap_or(1) + 23) / 24).days()), published)
            }
            (TimeUnit::Period | TimeUnit::Other | TimeUnit::Fiscal | TimeUnit::Hour, _, _) => {
                return Some(self.known(items, None, PeriodBasis::None));
            }
            (_, Some(count), -1) => {
                let start = match unit {
                    TimeUnit::Day => shifted(published, (-count).days()),
                    TimeUnit::Week => shifted(published, (-count * 7).days()),
                    TimeUnit::Month => shifted(published, (-count).months()),
                    TimeUnit::Quarter => shifted(published, (-count * 3).months()),
                    TimeUnit::Half => shifted(published, (-count * 6).months()),
                    TimeUnit::Decade => shifted(published, (-count * 10).years()),
                    _ => shifted(published, (-count).years()),
                };
                Period::span(start, published)
            }
            (_, Some(count), _) => Period::span(published, shifted(published, count.days())),
            // What is still running has only been counted so far.
            (_, None, 0) => {
                let whole = neighbour(Period::day(published), unit, 0);
                Period { end: whole.end.min(published.max(whole.start)), ..whole }
            }
            (_, None, _) => neighbour(Period::day(published), unit, steps),
        };
        let plural_of_now =
            count.is_none() && steps == -1 && unit != TimeUnit::Hour && self.is_plural_unit(&items);
        if plural_of_now {
            return Some(self.known(items, None, PeriodBasis::None));
        }
        Some(When { future: steps > 0, ..self.known(items, Some(period), PeriodBasis::Relative) })
    }

    /// Whether a unit stands in the plural without a number ("in recent months"): its length is not said.
    pub(super) fn is_plural_unit(&self, items: &Range<usize>) -> bool {
        let s = self.sentence;
        items.clone().any(|at| {
            s.sense_with(at, Kind::TimeUnit, Feature::Plural).is_some()
                || (s.lexicon.head_last() && s.is(at, Kind::TimeUnit) && s.items[at].plural)
        })
    }

    /// A day of the week: the last one at or before the news, unless a word beside it says otherwise.
    pub(super) fn weekday(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Relative, Feature::Before);
        let start = at + usize::from(before.is_some());
        let weekday = s.sense(start, Kind::Weekday)?;
        let day = Weekday::from_monday_one_offset(weekday.low as i8).ok()?;
        let (steps, end) = match before.and_then(|sense| sense.value.parse().ok()) {
            Some(steps) => (Some(steps), start + 1),
            None => self.relative_word(start + 1),
        };
        let end = end + usize::from(s.is(end, Kind::RelativeDay));
        let period = self.anchor.published.map(|published| {
            let back = (i64::from(published.weekday().to_monday_one_offset())
                - i64::from(day.to_monday_one_offset()))
            .rem_euclid(7);
            let day = match steps {
                Some(1) => shifted(published, (if back == 0 { 7 } else { 7 - back }).days()),
                Some(-1) if back == 0 => shifted(published, (-7).days()),
                _ => shifted(published, (-back).days()),
            };
            // بعد منتصف ليل الجمعة: the night goes on into the next day.
            let next = shifted(day, 1.days());
            Period::day(if weekday.high > weekday.low && next <= published { next } else { day })
        });
        let loose = s.sense_with(start, Kind::Weekday, Feature::Ambiguous).is_some();
        Some(When { future: steps == Some(1), loose, ..self.known(at..end, period, PeriodBasis::Relative) })
    }
}

/// The unit of time that holds the period's end, moved by some steps.
pub(super) fn neighbour(period: Period, unit: TimeUnit, steps: i64) -> Period {
    let day = period.end;
    match unit {
        TimeUnit::Day => Period::day(shifted(day, steps.days())),
        TimeUnit::Week => {
            let monday = shifted(day, (-i64::from(day.weekday().to_monday_zero_offset()) + steps * 7).days());
            Period { grain: Grain::Week, ..Period::span(monday, shifted(monday, 6.days())) }
        }
        TimeUnit::Month => {
            let there = shifted(Period::month(day.year(), day.month()).start, steps.months());
            Period::month(there.year(), there.month())
        }
        TimeUnit::Quarter => {
            let first = Period::quarter(day.year(), (day.month() - 1) / 3 + 1).start;
            let there = shifted(first, (steps * 3).months());
            Period::months(there.year(), there.month(), 3)
        }
        TimeUnit::Half => {
            let first = Period::half(day.year(), (day.month() - 1) / 6 + 1).start;
            let there = shifted(first, (steps * 6).months());
            Period::months(there.year(), there.month(), 6)
        }
        TimeUnit::Decade => {
            let first = day.year() - day.year() % 10 + (steps * 10) as i16;
            Period::span(Period::year(first).start, Period::year(first + 9).end)
        }
        _ => Period::year(day.year() + steps as i16),
    }
}

/// So many units of time before a day.
fn units_before(day: jiff::civil::Date, unit: TimeUnit, count: i64) -> Option<Period> {
    let start = match unit {
        TimeUnit::Day => shifted(day, (-count).days()),
        TimeUnit::Week => shifted(day, (-count * 7).days()),
        TimeUnit::Month => shifted(day, (-count).months()),
        TimeUnit::Year => shifted(day, (-count).years()),
        _ => return None,
    };
    Some(Period::span(start, shifted(day, (-1).days())))
}
