//! Periods counted from the day of publication, or from the period last spoken of.

use super::super::period::{Grain, Period, PeriodBasis, shifted};
use super::{PeriodReader, TimeUnit, When};
use crate::lexicon::{Feature, Kind, Suffix};
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::ops::Range;

impl PeriodReader<'_, '_> {
    /// "last year", العام الماضي, "the past three months", اليومين الماضيين, "two days ago", أمس.
    pub(super) fn relative(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if let Some(day) = s.sense(at, Kind::RelativeDay) {
            let date = self.anchor.published.map(|date| Period::day(shifted(date, (day.low as i64).days())));
            let end = at + 1 + usize::from(s.mark(at + 1) == Some('(') && s.is(at + 2, Kind::Weekday)) * 3;
            let end = if end > s.len() { at + 1 } else { end };
            let end = end + usize::from(end == at + 1 && s.is(end, Kind::Weekday));
            return Some(self.known(at..end, date, PeriodBasis::Relative));
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

    /// "two days ago", قبل أربعة أشهر.
    pub(super) fn ago(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Ago, Feature::Before).is_some();
        let start = at + usize::from(before);
        let (count, next) = match self.small(start, 1000.0) {
            Some(found) => found,
            None if s.suffix(start) == Some(Suffix::Dual) => (2, start),
            None if before && self.unit(start).is_some() => (1, start),
            None => return None,
        };
        let unit = self.unit(next)?;
        let end = next + 1;
        if !before && s.sense_with(end, Kind::Ago, Feature::After).is_none() {
            return None;
        }
        let end = end + usize::from(!before);
        let period = self.anchor.published.map(|published| match unit {
            TimeUnit::Year => Period::year(published.year() - count as i16),
            TimeUnit::Month => Period::day(shifted(published, (-count).months())),
            TimeUnit::Week => neighbour(Period::day(published), TimeUnit::Week, -count),
            TimeUnit::Hour => Period::day(shifted(published, (-(count / 24)).days())),
            _ => Period::day(shifted(published, (-count).days())),
        });
        let mut when = self.known(at..end, period, PeriodBasis::Relative);
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
                let last = self.anchor.last;
                let period = last
                    .zip(target)
                    .map(|(last, year)| last.shift_years(i32::from(year) - i32::from(last.start.year())));
                let period = if unit == TimeUnit::Period { period } else { period.or(last) };
                return Some(self.known(items.start..end, period, basis));
            }
            "previous" | "following" => {
                let step = if word == "previous" { -1 } else { 1 };
                let (year, basis) = self.anchor.year_in_force()?;
                let period = match unit {
                    TimeUnit::Year => Some(Period::year(year + step)),
                    _ => self.anchor.last.map(|last| neighbour(last, unit, i64::from(step))),
                };
                let basis = if self.anchor.spoken.is_some() { PeriodBasis::Context } else { basis };
                return Some(self.known(items, period, basis));
            }
            _ => {}
        }
        let steps: i64 = word.parse().ok()?;
        let Some(published) = self.anchor.published else {
            let year = self.anchor.year.filter(|_| unit == TimeUnit::Year && count.is_none());
            let period = year.map(|year| Period::year(year + steps as i16));
            return Some(When { future: steps > 0, ..self.known(items, period, PeriodBasis::Context) });
        };
        let period = match (unit, count, steps) {
            (TimeUnit::Hour, Some(hours), -1) => {
                Period::span(shifted(published, (-(hours + 23) / 24).days()), published)
            }
            (TimeUnit::Period | TimeUnit::Other | TimeUnit::Hour, _, _) => {
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
        let plural_of_now = count.is_none() && steps == -1 && self.is_plural_unit(&items);
        if plural_of_now {
            return Some(self.known(items, None, PeriodBasis::None));
        }
        Some(When { future: steps > 0, ..self.known(items, Some(period), PeriodBasis::Relative) })
    }

    /// Whether a unit stands in the plural without a number ("in recent months"): its length is not said.
    pub(super) fn is_plural_unit(&self, items: &Range<usize>) -> bool {
        items.clone().any(|at| self.sentence.sense_with(at, Kind::TimeUnit, Feature::Plural).is_some())
    }

    /// A day of the week: the last one at or before the news, unless a word beside it says otherwise.
    pub(super) fn weekday(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Relative, Feature::Before);
        let start = at + usize::from(before.is_some());
        let weekday = s.sense(start, Kind::Weekday)?.low as i8;
        let day = Weekday::from_monday_one_offset(weekday).ok()?;
        let (steps, end) = match before.and_then(|sense| sense.value.parse().ok()) {
            Some(steps) => (Some(steps), start + 1),
            None => self.relative_word(start + 1),
        };
        let end = end + usize::from(s.is(end, Kind::RelativeDay));
        let period = self.anchor.published.map(|published| {
            let back = (i64::from(published.weekday().to_monday_one_offset())
                - i64::from(day.to_monday_one_offset()))
            .rem_euclid(7);
            Period::day(match steps {
                Some(1) => shifted(published, (if back == 0 { 7 } else { 7 - back }).days()),
                Some(-1) if back == 0 => shifted(published, (-7).days()),
                _ => shifted(published, (-back).days()),
            })
        });
        Some(When { future: steps == Some(1), ..self.known(at..end, period, PeriodBasis::Relative) })
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
        TimeUnit::Year | TimeUnit::Hour | TimeUnit::Period | TimeUnit::Other => {
            Period::year(day.year() + steps as i16)
        }
    }
}
