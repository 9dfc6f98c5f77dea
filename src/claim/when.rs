//! Periods in words: dates, months, years, parts of years, and what is counted from the day of publication.

use super::digits::Digits;
use super::number::{Form, Number, digits, number_at};
use super::period::{Grain, Period, PeriodBasis, shifted};
use super::sentence::Sentence;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Suffix};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// What periods are counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchor {
    /// The publication date.
    pub published: Option<Date>,
    /// The year that the text itself puts the news in, where it has no publication date.
    pub year: Option<i16>,
    /// The last year spoken of in this sentence or the paragraph.
    pub spoken: Option<i16>,
    /// The last period spoken of.
    pub last: Option<Period>,
}

impl Anchor {
    /// The year of the news and how it is known.
    fn current_year(&self) -> Option<(i16, PeriodBasis)> {
        self.published
            .map(|date| (date.year(), PeriodBasis::Relative))
            .or(self.year.map(|year| (year, PeriodBasis::Context)))
    }

    /// The year that "the year" means here.
    fn year_in_force(&self) -> Option<(i16, PeriodBasis)> {
        self.spoken.map(|year| (year, PeriodBasis::Context)).or(self.current_year())
    }
}

/// A period as read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// The items it takes.
    pub items: Range<usize>,
    /// The days; none where the text leaves them open.
    pub period: Option<Period>,
    /// How it is known.
    pub basis: PeriodBasis,
    /// Whether the text itself names the year.
    pub names_year: bool,
    /// Whether it lies ahead of the news.
    pub future: bool,
    /// Whether it is no period but a stretch of time, or a time of day.
    pub shape: Shape,
}

/// What sort of time expression it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Period,
    Duration,
    Clock,
}

/// The units of time that make periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeUnit {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Hour,
    Period,
    Other,
}

/// Reads periods in one sentence.
pub(super) struct PeriodReader<'s, 'a> {
    pub sentence: &'s Sentence<'a>,
    pub anchor: Anchor,
}

impl PeriodReader<'_, '_> {
    /// Reads the longest time expression that begins at an item.
    pub fn read(&self, at: usize) -> Option<When> {
        let mut found = self
            .since(at)
            .or_else(|| self.year_to_date(at))
            .or_else(|| self.plain(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.duration(at))?;
        self.join_days(&mut found);
        if let Some(period) = found.period
            && self.anchor.published.is_some_and(|published| period.start > published)
        {
            found.future = true;
        }
        Some(found)
    }

    /// Joins a day with the next one named: "Friday and Saturday", أمس واليوم.
    fn join_days(&self, found: &mut When) {
        let s = self.sentence;
        let end = found.items.end;
        let joined = s.prefixes(end).has(Prefixes::AND);
        let next = if joined { end } else { end + 1 };
        let day = |when: &When| when.period.filter(|period| period.grain == Grain::Day);
        if (joined || s.is(end, Kind::And))
            && let Some(first) = day(found)
            && let Some(when) = self.relative(next).or_else(|| self.weekday(next)).or_else(|| self.date(next))
            && let Some(second) = day(&when)
        {
            found.items.end = when.items.end;
            found.period = Some(Period::span(first.start, second.end));
        }
    }

    /// A period without "since" before it.
    fn plain(&self, at: usize) -> Option<When> {
        self.numeric_date(at)
            .or_else(|| self.date(at))
            .or_else(|| self.hijri_date(at))
            .or_else(|| self.first_units_of_year(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year_range(at))
            .or_else(|| self.year(at))
    }

    fn stated(&self, items: Range<usize>, period: Period) -> When {
        When {
            items,
            period: Some(period),
            basis: PeriodBasis::Stated,
            names_year: true,
            future: false,
            shape: Shape::Period,
        }
    }

    fn known(&self, items: Range<usize>, period: Option<Period>, basis: PeriodBasis) -> When {
        let basis = if period.is_some() { basis } else { PeriodBasis::None };
        When { items, period, basis, names_year: false, future: false, shape: Shape::Period }
    }

    /// `2024-05-12`, `12/5/2024`, `12.05.2024`.
    fn numeric_date(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if !s.is_digits(at) {
            return None;
        }
        let number = |at: usize| match (s.is_digits(at), s.items.get(at)) {
            (true, Some(_)) => match digits(s, at) {
                Digits::Number { value, decimals: 0 } => Some(value as i64),
                _ => None,
            },
            _ => None,
        };
        let (first, second, third, end) = match digits(s, at) {
            Digits::Triple(first, second, third) => {
                (i64::from(first), i64::from(second), i64::from(third), at + 1)
            }
            Digits::Number { .. } => {
                let mark = s.mark(at + 1).filter(|mark| matches!(mark, '/' | '-' | '–'))?;
                if let (Some(year @ 1900..=2100), Some(month @ 1..=12)) = (number(at), number(at + 2))
                    && mark == '-'
                    && !s.spaced(at + 1)
                    && !s.spaced(at + 2)
                    && !s.is_digits(at + 4)
                    && s.written(at + 2..at + 3).chars().count() == 2
                {
                    return Some(self.stated(at..at + 3, Period::month(year as i16, month as i8)));
                }
                if s.spaced(at + 1) || s.spaced(at + 2) || s.mark(at + 3) != Some(mark) || s.spaced(at + 4) {
                    return None;
                }
                (number(at)?, number(at + 2)?, number(at + 4)?, at + 5)
            }
        };
        let (year, month, day) = match (first, second, third) {
            (1900..=2100, 1..=12, 1..=31) => (first, second, third),
            (1..=31, 1..=12, 1900..=2100) => (third, second, first),
            (1..=12, 13..=31, 1900..=2100) => (third, first, second),
            (1..=31, 1..=12, 0..=99) => (2000 + third, second, first),
            _ => return None,
        };
        let date = Date::new(year as i16, month as i8, day as i8).ok()?;
        Some(self.stated(at..end, Period::day(date)))
    }

    /// The value of a small whole number, as a day or a count.
    fn small(&self, at: usize, high: f64) -> Option<(i64, usize)> {
        let s = self.sentence;
        if let Some(ordinal) =
            s.sense(at, Kind::Ordinal).filter(|sense| sense.low >= 1.0 && sense.low <= high)
        {
            return Some((ordinal.low as i64, at + 1));
        }
        let number = number_at(s, at)?;
        let whole = number.form == Form::Plain && number.value.fract() == 0.0 && !number.weak;
        let mut end = number.items.end;
        if number.digits && s.is(end, Kind::Ordinal) && !s.spaced(end) {
            end += 1;
        }
        (whole && number.value >= 1.0 && number.value <= high).then_some((number.value as i64, end))
    }

    /// A month's number and the item after it; "يناير/كانون الثاني" and "أغسطس (آب)" are one month.
    fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let s = self.sentence;
        let month = s.sense(at, Kind::Month)?.low as i8;
        let same = |at: usize| s.senses(at, Kind::Month).any(|sense| sense.low as i8 == month);
        let mut end = at + 1;
        if s.mark(end) == Some('/') && same(end + 1) {
            end += 2;
        } else if s.mark(end) == Some('(') && same(end + 1) && s.mark(end + 2) == Some(')') {
            end += 3;
        } else if s.mark(end) == Some('.') && !s.spaced(end) && s.is_digits(end + 1) {
            end += 1;
        }
        Some((month, end))
    }

    /// A year after a month or a part: "2024", "عام 2024", ", 2024", "من العام الماضي", "last year".
    fn year_after(&self, at: usize) -> Option<(i16, PeriodBasis, bool, usize)> {
        let s = self.sentence;
        let mut next = at;
        while s.is(next, Kind::Of)
            || s.mark(next) == Some(',')
            || s.is(next, Kind::Definite)
            || s.is(next, Kind::During)
        {
            next += 1;
        }
        if let Some(relative) =
            self.relative(next).filter(|when| when.period.is_some_and(|p| p.grain == Grain::Year))
        {
            let year = relative.period?.start.year();
            return Some((year, relative.basis, false, relative.items.end));
        }
        let year_word = self.unit(next) == Some(TimeUnit::Year);
        if year_word {
            next += 1;
        }
        if let Some((year, end)) = self.year_digits(next, true) {
            return Some((year, PeriodBasis::Stated, true, end));
        }
        if year_word && (s.is(next - 2, Kind::Of) || s.is(next - 2, Kind::Definite)) {
            let (year, basis) = self.anchor.year_in_force()?;
            return Some((year, basis, false, next));
        }
        None
    }

    /// Four digits that can be a year.
    fn year_digits(&self, at: usize, expected: bool) -> Option<(i16, usize)> {
        let s = self.sentence;
        if !s.is_digits(at) {
            return None;
        }
        let written = s.written(at..at + 1);
        let Digits::Number { value, decimals: 0 } = digits(s, at) else { return None };
        let four = written.chars().filter(|c| crate::text::digit(*c).is_some()).count() == 4
            && written.chars().all(|c| crate::text::digit(c).is_some() || crate::text::is_ignorable(c));
        let (low, high) = if expected { (1000.0, 2200.0) } else { (1900.0, 2099.0) };
        if !four || value < low || value > high {
            return None;
        }
        let mut end = at + 1;
        if s.is(end, Kind::Era) {
            end += 1;
        }
        Some((value as i16, end))
    }

    /// A day with its month, and a year where the text has one.
    fn date(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let mut start = at;
        if s.is(at, Kind::Weekday) {
            start += 1;
            while matches!(s.mark(start), Some(',' | '،')) || s.is(start, Kind::Definite) {
                start += 1;
            }
        }
        let day_first = self.small(start, 31.0).and_then(|(day, end)| {
            let of = usize::from(s.is(end, Kind::Of));
            let (month, end) = self.month_name(end + of)?;
            Some((day, month, end))
        });
        let (day, month, end) = day_first.or_else(|| {
            let (month, end) = self.month_name(start)?;
            let (day, end) = self.small(end, 31.0)?;
            (s.is_digits(end - 1) || s.is(end - 1, Kind::Ordinal)).then_some((day, month, end))
        })?;
        if let Some((year, basis, named, end)) = self.year_after(end) {
            let date = Date::new(year, month, day as i8).ok()?;
            return Some(When { names_year: named, ..self.known(at..end, Some(Period::day(date)), basis) });
        }
        let (steps, end) = self.relative_word(end);
        let (date, basis) = self.nearest(steps, |year| Date::new(year, month, day as i8).ok())?;
        Some(self.known(at..end, Some(Period::day(date)), basis))
    }

    /// A month alone, with a year or a word such as "last" where the text has one.
    fn month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense(at, Kind::Relative).filter(|sense| sense.features.has(Feature::Before));
        let start = at + usize::from(before.is_some());
        let (month, end) = self.month_name(start)?;
        if let Some((year, basis, named, end)) = self.year_after(end) {
            return Some(When {
                names_year: named,
                ..self.known(at..end, Some(Period::month(year, month)), basis)
            });
        }
        let (steps, end) = match before.map(|sense| sense.value.parse().ok()) {
            Some(steps) => (steps, end),
            None => self.relative_word(end),
        };
        let Some((date, basis)) = self.nearest(steps, |year| Date::new(year, month, 1).ok()) else {
            return Some(self.known(at..end, None, PeriodBasis::None));
        };
        Some(self.known(at..end, Some(Period::month(date.year(), date.month())), basis))
    }

    /// A word such as الماضي after a month or day: the steps it takes, and the item after it.
    fn relative_word(&self, at: usize) -> (Option<i32>, usize) {
        let sense = self.sentence.sense_with(at, Kind::Relative, Feature::After);
        match sense.and_then(|sense| sense.value.parse().ok()) {
            Some(steps) => (Some(steps), at + 1),
            None => (None, at),
        }
    }

    /// The date of the nearest year that the steps allow: the last one at or before the news, the next after it.
    fn nearest(&self, steps: Option<i32>, date: impl Fn(i16) -> Option<Date>) -> Option<(Date, PeriodBasis)> {
        if steps.is_none()
            && let Some(year) = self.anchor.spoken.filter(|_| self.anchor.published.is_none())
        {
            return Some((date(year)?, PeriodBasis::Context));
        }
        let (year, basis) = self.anchor.current_year()?;
        let here = date(year)?;
        let Some(published) = self.anchor.published else {
            let shift = i16::from(steps == Some(1));
            return Some((date(year + shift)?, basis));
        };
        let found = match steps {
            Some(1) if here <= published => date(year + 1)?,
            Some(1 | 0) => here,
            _ if here > shifted(published, 6.days()) => date(year - 1)?,
            _ => here,
        };
        Some((found, basis))
    }

    /// A date of the Hijri calendar, alone.
    fn hijri_date(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let (day, month_at) = match self.small(at, 30.0) {
            Some((day, end)) => (Some(day), end + usize::from(s.is(end, Kind::Of))),
            None => (None, at),
        };
        let month = s.sense(month_at, Kind::HijriMonth)?.low as u8;
        let mut next = month_at + 1;
        if self.unit(next) == Some(TimeUnit::Year) {
            next += 1;
        }
        let Digits::Number { value: year, .. } = s.is_digits(next).then(|| digits(s, next))? else {
            return None;
        };
        if !(1300.0..=1500.0).contains(&year) {
            return None;
        }
        let end = next + 1 + usize::from(s.is(next + 1, Kind::Era));
        let period = match day {
            Some(day) => Period::day(hijri(year as i32, month, day as u8)?),
            None => Period::span(
                hijri(year as i32, month, 1)?,
                hijri(year as i32, month, 30).or_else(|| hijri(year as i32, month, 29))?,
            ),
        };
        Some(self.stated(at..end, period))
    }

    fn unit(&self, at: usize) -> Option<TimeUnit> {
        Some(match &*self.sentence.sense(at, Kind::TimeUnit)?.value {
            "day" | "night" => TimeUnit::Day,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            "quarter" => TimeUnit::Quarter,
            "half" => TimeUnit::Half,
            "year" => TimeUnit::Year,
            "decade" => TimeUnit::Decade,
            "hour" => TimeUnit::Hour,
            "period" => TimeUnit::Period,
            _ => TimeUnit::Other,
        })
    }

    /// "first six months of 2024", "الأشهر الستة الأولى من العام", "الأشهر الثلاثة الأخيرة من 2023".
    fn first_units_of_year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let part = |at: usize| s.sense(at, Kind::PartOfPeriod).filter(|sense| sense.low.abs() == 1.0);
        let (which, count, unit, end) = if let Some(which) = part(at) {
            let (count, end) = self.small(at + 1, 60.0)?;
            (which.low, count, self.unit(end)?, end + 1)
        } else if let Some(unit) = self.unit(at) {
            if s.suffix(at) == Some(Suffix::Dual) {
                (part(at + 1)?.low, 2, unit, at + 2)
            } else {
                let (count, end) = self.small(at + 1, 60.0)?;
                (part(end)?.low, count, unit, end + 1)
            }
        } else {
            let (count, end) = self.small(at, 60.0)?;
            let unit = self.unit(end)?;
            (part(end + 1)?.low, count, unit, end + 2)
        };
        let (year, basis, named, end) = self.year_after(end)?;
        let whole = Period::year(year);
        let period = match unit {
            TimeUnit::Month if which > 0.0 => Period::months(year, 1, count as i32),
            TimeUnit::Month => Period::months(year, (13 - count) as i8, count as i32),
            TimeUnit::Day | TimeUnit::Week => {
                let days = (count * if unit == TimeUnit::Week { 7 } else { 1 } - 1).days();
                if which > 0.0 {
                    Period::span(whole.start, shifted(whole.start, days))
                } else {
                    Period::span(shifted(whole.end, -days), whole.end)
                }
            }
            TimeUnit::Quarter => Period::months(year, 1, 3 * count as i32),
            _ => return None,
        };
        Some(When { names_year: named, ..self.known(at..end, Some(period), basis) })
    }

    /// A half or quarter of a year: "first half of 2024", "الربع الثاني من العام", "H1 2024".
    fn part_of_year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let (kind, which, end) = if let Some(named) = s.sense(at, Kind::NamedPart) {
            let (kind, which) = named.value.split_once('-')?;
            (if kind == "half" { TimeUnit::Half } else { TimeUnit::Quarter }, which.parse().ok()?, at + 1)
        } else if let Some(part) = s.sense_with(at, Kind::PartOfPeriod, Feature::Before) {
            (self.part_unit(at + 1)?, part.low, at + 2)
        } else {
            (self.part_unit(at)?, s.sense_with(at + 1, Kind::PartOfPeriod, Feature::After)?.low, at + 2)
        };
        let (year, basis, named, end) = match self.year_after(end) {
            Some(found) => found,
            None => {
                let (year, basis) = self.anchor.year_in_force()?;
                (year, basis, false, end)
            }
        };
        let parts = if kind == TimeUnit::Half { 2.0 } else { 4.0 };
        let which = if which < 0.0 { parts } else { which };
        if which > parts {
            return None;
        }
        let period = if kind == TimeUnit::Half {
            Period::half(year, which as i8)
        } else {
            Period::quarter(year, which as i8)
        };
        Some(When { names_year: named, ..self.known(at..end, Some(period), basis) })
    }

    fn part_unit(&self, at: usize) -> Option<TimeUnit> {
        self.sentence.senses(at, Kind::TimeUnit).find_map(|sense| match &*sense.value {
            "half" => Some(TimeUnit::Half),
            "quarter" => Some(TimeUnit::Quarter),
            _ => None,
        })
    }

    /// "last year", العام الماضي, "the past three months", اليومين الماضيين, "two days ago", أمس.
    fn relative(&self, at: usize) -> Option<When> {
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
    fn ago(&self, at: usize) -> Option<When> {
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
    fn counted_from_now(
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
    fn is_plural_unit(&self, items: &Range<usize>) -> bool {
        items.clone().any(|at| self.sentence.sense_with(at, Kind::TimeUnit, Feature::Plural).is_some())
    }

    /// A day of the week: the last one at or before the news, unless a word beside it says otherwise.
    fn weekday(&self, at: usize) -> Option<When> {
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

    /// "2019-2021", "between 2019 and 2021", "من 2019 إلى 2021".
    fn year_range(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let open = s.is(at, Kind::RangeOpen);
        let start = at + usize::from(open);
        let start = start + usize::from(self.unit(start) == Some(TimeUnit::Year));
        let (first, end) = self.year_digits(start, open)?;
        let joined = s.prefixes(end).has(Prefixes::AND);
        if !joined && !s.is(end, Kind::RangeTo) {
            return None;
        }
        let next = end + usize::from(!joined);
        if s.mark(end).is_some()
            && !s.spaced(next)
            && let Some((short, after)) = self.small(next, 99.0)
            && s.is_digits(next)
            && i64::from(first % 100) < short
            && short > 12
        {
            let last = first - first % 100 + short as i16;
            return Some(
                self.stated(at..after, Period::span(Period::year(first).start, Period::year(last).end)),
            );
        }
        let next = next + usize::from(self.unit(next) == Some(TimeUnit::Year));
        let (second, end) = self.year_digits(next, true)?;
        let tight = s.mark(end - 2).is_some();
        (second > first && (open || tight))
            .then(|| self.stated(at..end, Period::span(Period::year(first).start, Period::year(second).end)))
    }

    /// A year: beside a word for year, or four digits that nothing counts.
    fn year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if self.unit(at) == Some(TimeUnit::Year) {
            if let Some((year, end)) = self.year_digits(at + 1, true) {
                return Some(self.stated(at..end, Period::year(year)));
            }
            return None;
        }
        if let Some(season) = s.sense(at, Kind::Season)
            && let Some((year, basis, named, end)) = self.year_after(at + 1)
        {
            let period = Period::months(year, season.low as i8, 3);
            return Some(When { names_year: named, ..self.known(at..end, Some(period), basis) });
        }
        let (year, end) = self.year_digits(at, false)?;
        let counted = Kinds::of(&[
            Kind::Measure,
            Kind::Noun,
            Kind::Percent,
            Kind::Scale,
            Kind::Currency,
            Kind::Unit,
            Kind::Of,
            Kind::TimeUnit,
        ]);
        let introduced = at > 0
            && (s.is_any(
                at - 1,
                Kinds::of(&[
                    Kind::In,
                    Kind::During,
                    Kind::Since,
                    Kind::Until,
                    Kind::Month,
                    Kind::Comparison,
                    Kind::Ago,
                ]),
            ) || matches!(s.mark(at - 1), Some('(' | '/' | '-' | '–' | ',')))
            || s.prefixes(at).has(Prefixes::TO)
            || (s.prefixes(at).has(Prefixes::AND) && at > 0 && self.year_digits(at - 1, false).is_some());
        let hedged = at > 0 && s.is(at - 1, Kind::Hedge);
        let decade = s.is_word(end) && !s.spaced(end) && s.written(end..end + 1) == "s";
        if decade {
            return Some(
                self.stated(at..end + 1, Period::span(Period::year(year).start, Period::year(year + 9).end)),
            );
        }
        let counts = s.is_any(end, counted)
            && [Prefixes::AND, Prefixes::BY, Prefixes::TO]
                .into_iter()
                .all(|glued| !s.prefixes(end).has(glued))
            && !(s.is(end, Kind::Of) && s.is(end, Kind::Stop));
        let spoken_of = s.is_any(end, Kinds::of(&[Kind::Plan, Kind::Auxiliary])) && end < s.len();
        let names_event =
            at > 0 && s.is(at - 1, Kind::Definite) && s.is_word(end) && s.token(end).raw.capital;
        let place_named_person = s.is(end, Kind::Place) && !introduced;
        (!counts
            && !hedged
            && !place_named_person
            && (introduced || spoken_of || names_event || s.mark(end).is_some() || end >= s.len()))
        .then(|| self.stated(at..end, Period::year(year)))
    }

    /// "since March", منذ عام 2011: up to the day of publication.
    fn since(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if !s.is(at, Kind::Since) {
            return None;
        }
        let mut next = at + 1;
        while s.is(next, Kind::Definite) || s.is(next, Kind::In) {
            next += 1;
        }
        // "since the start of the war four months ago": the date may stand behind an event's name.
        let from = (next..(next + 6).min(s.len()))
            .take_while(|at| *at == next || s.mark(*at).is_none())
            .find_map(|at| self.plain(at))?;
        let (Some(period), Some(published)) = (from.period, self.anchor.published) else {
            return Some(When { items: at..from.items.end, period: None, basis: PeriodBasis::None, ..from });
        };
        let start = period.start;
        Some(When {
            items: at..from.items.end,
            period: (start <= published).then(|| Period::span(start, published)),
            ..from
        })
    }

    fn year_to_date(&self, at: usize) -> Option<When> {
        self.sentence.sense(at, Kind::YearToDate)?;
        let period = self.anchor.published.map(|date| Period::span(Period::year(date.year()).start, date));
        Some(self.known(at..at + 1, period, PeriodBasis::Relative))
    }

    /// A time of day: "10:30", "at 5 pm", الساعة العاشرة.
    fn clock(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let time = |end: usize| When { shape: Shape::Clock, ..self.known(at..end, None, PeriodBasis::None) };
        let near_clock = (at.saturating_sub(4)..(at + 5).min(s.len())).any(|at| s.is(at, Kind::Clock));
        let four_digits = s.is_digits(at) && s.written(at..at + 1).chars().count() == 4;
        let military = four_digits
            && (s.written(at..at + 1).starts_with('0') || s.mark(at + 1) == Some(':'))
            && matches!(digits(s, at), Digits::Number { value, decimals: 0 } if value % 100.0 < 60.0 && value < 2400.0);
        if military {
            return Some(time(at + 1));
        }
        if near_clock && self.is_time_of_day(at) {
            return Some(time(at + 1 + usize::from(s.is(at + 1, Kind::Clock))));
        }
        if s.is_digits(at) && s.mark(at + 1) == Some(':') && s.is_digits(at + 2) && !s.spaced(at + 2) {
            let end = at + 3 + usize::from(s.is(at + 3, Kind::Clock));
            return Some(time(end));
        }
        if s.is(at, Kind::Clock) {
            let next = at + 1;
            if let Some((_, end)) = self.small(next, 24.0) {
                return Some(time(end));
            }
            return None;
        }
        let (_, end) = s.is_digits(at).then(|| self.small(at, 2400.0))??;
        s.is(end, Kind::Clock).then(|| time(end + 1))
    }

    /// Whether digits are hours and minutes with a separator other than a colon: "16,00".
    fn is_time_of_day(&self, at: usize) -> bool {
        let s = self.sentence;
        if !s.is_digits(at) {
            return false;
        }
        let mut parts = s.written(at..at + 1).split([',', '.', '،']);
        let number =
            |part: Option<&str>| part.filter(|part| part.chars().count() <= 2).map(crate::text::fold);
        let valid = |part: Option<String>, below: u8| {
            part.is_some_and(|part| {
                part.chars().filter_map(crate::text::digit).fold(0u8, |value, digit| value * 10 + digit)
                    < below
            })
        };
        let (hours, minutes) = (number(parts.next()), number(parts.next()));
        valid(hours, 25)
            && minutes.as_ref().is_some_and(|part| part.chars().count() == 2)
            && valid(minutes, 60)
    }

    /// A stretch of time: "three days", أربعة أشهر, يومين.
    fn duration(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let length =
            |end: usize| When { shape: Shape::Duration, ..self.known(at..end, None, PeriodBasis::None) };
        let Number { items, form, .. } = number_at(s, at)?;
        if form == Form::Dual {
            return self.unit(at).map(|_| length(at + 1));
        }
        let mut end = items.end;
        if s.mark(end) == Some('-') && !s.spaced(end) {
            end += 1;
        }
        if s.is(end, Kind::Ordinal) || form == Form::Multiple {
            return None;
        }
        s.sense(end, Kind::TimeUnit).map(|_| length(end + 1))
    }
}

/// The unit of time that holds the period's end, moved by some steps.
fn neighbour(period: Period, unit: TimeUnit, steps: i64) -> Period {
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

/// A day of the Umm al-Qura calendar as a Gregorian date.
fn hijri(year: i32, month: u8, day: u8) -> Option<Date> {
    use icu_calendar::cal::Hijri;
    use icu_calendar::types::Month;
    use icu_calendar::{Date as CalendarDate, Iso};
    let there = CalendarDate::try_new(year.into(), Month::new(month), day, Hijri::new_umm_al_qura()).ok()?;
    let iso = there.to_calendar(Iso);
    Date::new(iso.year().extended_year() as i16, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
}
