//! Dates, months and years, as they are written.

use super::super::digits::Digits;
use super::super::number::digits;
use super::super::period::{Grain, Period, PeriodBasis, shifted};
use super::super::sentence::Sentence;
use super::calendar::hijri_month_of;
use super::{PeriodReader, TimeUnit, When};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};
use jiff::ToSpan;
use jiff::civil::Date;

impl PeriodReader<'_, '_> {
    /// `2024-05-12`, `12/5/2024`, `12.05.2024`.
    pub(in crate::claim) fn numeric_date(&self, at: usize) -> Option<When> {
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
                    && !is_code(s, at, at + 3)
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
            (1300..=1500, 1..=12, 1..=30) | (1..=30, 1..=12, 1300..=1500) => {
                let (year, day) = if first > third { (first, third) } else { (third, first) };
                let end = end + usize::from(s.is(end, Kind::Era));
                return Some(self.stated(at..end, Period::day(hijri(year as i32, second as u8, day as u8)?)));
            }
            _ => return None,
        };
        let date = Date::new(year as i16, month as i8, day as i8).ok()?;
        // "05/12/2024" is the twelfth of May to some.
        let loose = first <= 12 && second <= 12 && first != second && s.mark(at + 1) == Some('/');
        Some(When { loose, ..self.stated(at..end, Period::day(date)) })
    }

    /// A month's number and the item after it; "يناير/كانون الثاني", "أغسطس (آب)" and "يوليو
    /// تموز" are one month.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let s = self.sentence;
        let month = s.sense(at, Kind::Month)?.low as i8;
        let same = |at: usize| s.senses(at, Kind::Month).any(|sense| sense.low as i8 == month);
        let mut end = at + 1;
        if same(end) {
            end += 1;
        } else if s.mark(end) == Some('/') && same(end + 1) {
            end += 2;
        } else if s.mark(end) == Some('(') && same(end + 1) && s.mark(end + 2) == Some(')') {
            end += 3;
        } else if s.mark(end) == Some('.') && !s.spaced(end) && s.is_digits(end + 1) {
            end += 1;
        }
        Some((month, end))
    }

    /// A year after a month or a part: "2024", "عام 2024", ", 2024", "من العام الماضي", "last year".
    pub(super) fn year_after(&self, at: usize) -> Option<(i16, PeriodBasis, bool, usize)> {
        let s = self.sentence;
        let mut next = at;
        while s.is(next, Kind::Of)
            || s.mark(next) == Some(',')
            || s.is(next, Kind::Definite)
            || s.is(next, Kind::During)
            || (s.is(next, Kind::Article) && self.unit(next + 1) == Some(TimeUnit::Year))
        {
            next += 1;
        }
        if let Some(relative) =
            self.relative(next).filter(|when| when.period.is_some_and(|p| p.grain == Grain::Year))
        {
            let year = relative.period?.start.year();
            // العام الحالي 2024: the year is said twice.
            return Some(match self.year_digits(relative.items.end, true) {
                Some((named, end)) if named == year => (year, PeriodBasis::Stated, true, end),
                _ => (year, relative.basis, false, relative.items.end),
            });
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
    pub(super) fn year_digits(&self, at: usize, expected: bool) -> Option<(i16, usize)> {
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
    pub(in crate::claim) fn date(&self, at: usize) -> Option<When> {
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
        // "28 NOV 89": two digits that can be no day.
        if s.is_digits(end)
            && s.written(end..end + 1).chars().count() == 2
            && let Some((short, after)) = self.small(end, 99.0).filter(|(short, _)| *short > 31)
            && !s.is_any(after, COUNTED)
        {
            let date = Date::new(1900 + short as i16, month, day as i8).ok()?;
            return Some(self.stated(at..after, Period::day(date)));
        }
        if let Some((year, basis, named, end)) = self.year_after(end) {
            let date = Date::new(year, month, day as i8).ok()?;
            return Some(When { names_year: named, ..self.known(at..end, Some(Period::day(date)), basis) });
        }
        let (steps, end) = self.relative_word(end);
        if let Some(date) = self.anchor.day_spoken_of(month, day as i8).filter(|_| steps.is_none()) {
            return Some(self.known(at..end, Some(Period::day(date)), PeriodBasis::Context));
        }
        let nearest = self.nearest(steps, |year| Date::new(year, month, day as i8).ok());
        let (period, basis) =
            nearest.map_or((None, PeriodBasis::None), |(date, basis)| (Some(Period::day(date)), basis));
        // "The October 7 attack" is known by its day long after.
        let event = |at: usize| s.sense_with(at, Kind::Measure, Feature::Noun).is_some();
        let loose = if s.lexicon.head_last() { event(end) } else { at > 0 && event(at - 1) };
        Some(When { loose, ..self.known(at..end, period, basis) })
    }

    /// A day of a month that has no name: "the 17th of last month", 17 من الشهر الجاري.
    pub(super) fn day_of_this_month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let (day, end) = self.small(at, 31.0)?;
        let written = if s.lexicon.head_last() { s.is(end - 1, Kind::Ordinal) } else { true };
        if !written || !s.is(end, Kind::Of) {
            return None;
        }
        let next = end + 1 + usize::from(s.is(end + 1, Kind::Definite));
        let this = || {
            let month = self.unit(next) == Some(TimeUnit::Month) && s.prefixes(next).has(Prefixes::DEFINITE);
            month.then(|| {
                self.known(next..next + 1, self.anchor.published.map(Period::day), PeriodBasis::Relative)
            })
        };
        let month = self.relative(next).or_else(this).filter(|when| {
            when.items.clone().any(|at| self.unit(at) == Some(TimeUnit::Month))
                && !s.is(when.items.end, Kind::Genitive)
        })?;
        let within = month.period.filter(|period| period.days() <= 31)?.start;
        let date = Date::new(within.year(), within.month(), day as i8).ok()?;
        Some(When { items: at..month.items.end, period: Some(Period::day(date)), ..month })
    }

    /// A month alone, with a year or a word such as "last" where the text has one.
    pub(in crate::claim) fn month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense(at, Kind::Relative).filter(|sense| sense.features.has(Feature::Before));
        let start = at + usize::from(before.is_some());
        let (month, end) = self.month_name(start)?;
        // "March delivery", "May Street".
        if s.sense_with(end, Kind::Designation, Feature::After).is_some() {
            return None;
        }
        if let Some((year, basis, named, end)) = self.year_after(end) {
            return Some(When {
                names_year: named,
                ..self.known(at..end, Some(Period::month(year, month)), basis)
            });
        }
        // "May" and مارس are more often verbs.
        let shown = before.is_some()
            || end > start + 1
            || self.relative_word(end).0.is_some()
            || (at > 0
                && (s.is_any(
                    at - 1,
                    Kinds::of(&[
                        Kind::In,
                        Kind::During,
                        Kind::Since,
                        Kind::Until,
                        Kind::TimeUnit,
                        Kind::RangeOpen,
                        Kind::RangeTo,
                        Kind::Of,
                        Kind::And,
                        Kind::Comparison,
                    ]),
                ) || !s.prefixes(at).is_empty()));
        let ambiguous = s.senses(start, Kind::Month).any(|sense| sense.features.has(Feature::Ambiguous));
        if ambiguous && !shown {
            return None;
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
    pub(super) fn relative_word(&self, at: usize) -> (Option<i32>, usize) {
        let sense = self.sentence.sense_with(at, Kind::Relative, Feature::After);
        match sense.and_then(|sense| sense.value.parse().ok()) {
            Some(steps) => (Some(steps), at + 1),
            None => (None, at),
        }
    }

    /// The date of the nearest year that the steps allow: the last one at or before the news, the next after it.
    pub(super) fn nearest(
        &self,
        steps: Option<i32>,
        date: impl Fn(i16) -> Option<Date>,
    ) -> Option<(Date, PeriodBasis)> {
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
    pub(super) fn hijri_date(&self, at: usize) -> Option<When> {
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
            None => hijri_month_of(year as i32, month)?,
        };
        Some(self.stated(at..end, period))
    }

    /// "2019-2021", "between 2019 and 2021", "من 2019 إلى 2021".
    pub(super) fn year_range(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let open = s.is(at, Kind::RangeOpen);
        let start = at + usize::from(open);
        let start = start + usize::from(self.unit(start) == Some(TimeUnit::Year));
        let (first, end) = self.year_digits(start, open)?;
        let joined = s.prefixes(end).has(Prefixes::AND);
        if s.mark(end) == Some('/')
            && !s.spaced(end)
            && !s.spaced(end + 1)
            && let Some((short, after)) = self.small(end + 1, 99.0)
            && i64::from((first + 1) % 100) == short
        {
            let both = Period::span(Period::year(first).start, Period::year(first + 1).end);
            return Some(self.stated(at..after, both));
        }
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
    pub(super) fn year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if self.unit(at) == Some(TimeUnit::Year) {
            if let Some((year, end)) = self.year_digits(at + 1, true) {
                return Some(self.stated(at..end, Period::year(year)));
            }
            return None;
        }
        let (year, end) = self.year_digits(at, false)?;
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
        // "In 2014" before a verb counts nothing: في 2014 قتل المئات.
        let verb = introduced && s.sense_with(end, Kind::Measure, Feature::Verb).is_some();
        // So does a year since or at the end of which something is told: منذ نهاية 2017 مواجهات.
        let since = |at: usize| s.is(at, Kind::Since);
        let bound = Kinds::of(&[Kind::Since, Kind::In, Kind::Until, Kind::Preposition]);
        let part = at > 1 && s.is(at - 1, Kind::During) && s.is_any(at - 2, bound);
        let dates = !s.lexicon.head_last() && at > 0 && (since(at - 1) || part);
        let counts = s.is_any(end, COUNTED)
            && !verb
            && !dates
            && [Prefixes::AND, Prefixes::BY, Prefixes::TO]
                .into_iter()
                .all(|glued| !s.prefixes(end).has(glued))
            && !(s.is(end, Kind::Of) && s.is(end, Kind::Stop));
        let spoken_of = s.is_any(end, Kinds::of(&[Kind::Plan, Kind::Auxiliary])) && end < s.len();
        let names_event =
            at > 0 && s.is(at - 1, Kind::Definite) && s.is_word(end) && s.token(end).raw.capital;
        let place_named_person = s.is(end, Kind::Place) && !introduced;
        let ends = !is_code(s, at, end) && (s.mark(end).is_some() || end >= s.len());
        let described = self.describes(at, end);
        (!hedged
            && !place_named_person
            && (described || (!counts && (introduced || spoken_of || names_event || ends))))
            .then(|| self.stated(at..end, Period::year(year)))
    }

    /// Whether a year tells of which year something is: "the 2023 harvest", هجمات 2023.
    fn describes(&self, at: usize, end: usize) -> bool {
        let s = self.sentence;
        let Some(before) = at.checked_sub(1) else { return false };
        let names = Kinds::of(&[Kind::Measure, Kind::Noun]);
        let person = |at: usize| {
            s.sense_with(at, Kind::Noun, Feature::Person).is_some()
                || s.sense_with(at, Kind::Measure, Feature::Person).is_some()
        };
        // "All 2,000 attacks" may be written without its comma.
        let round = self.year_digits(at, true).is_some_and(|(year, _)| year % 100 == 0);
        let ahead = !round
            && s.is_any(before, Kinds::of(&[Kind::Definite, Kind::Article]))
            && (s.is_any(end, names) && !person(end) || (s.is_word(end) && s.items[end].senses.is_empty()));
        let behind = s.is_any(before, names)
            && !person(before)
            && s.token(before).analysis.word.is_known()
            && !s.prefixes(before).has(Prefixes::DEFINITE)
            && s.suffix(before).is_none()
            && before > 0
            && !s.is_any(before, Kinds::of(&[Kind::NumberOf, Kind::Trend]))
            && !s.is_any(end, COUNTED)
            && !s.lexicon.head_last();
        ahead || behind
    }
}

/// What follows a number that counts.
pub(super) const COUNTED: Kinds = Kinds::of(&[
    Kind::Measure,
    Kind::Noun,
    Kind::Percent,
    Kind::Scale,
    Kind::Currency,
    Kind::Unit,
    Kind::Of,
    Kind::TimeUnit,
]);

/// Whether digits are part of a code: "2011-04-S-006".
fn is_code(s: &Sentence, at: usize, end: usize) -> bool {
    let tight = |mark: usize, next: usize| s.mark(mark) == Some('-') && !s.spaced(next.max(mark));
    let before = at >= 2 && tight(at - 1, at) && !s.spaced(at - 1) && s.is_word(at - 2);
    before || (tight(end, end + 1) && !s.spaced(end) && (s.is_word(end + 1) || s.is_digits(end + 1)))
}

/// A day of the Umm al-Qura calendar as a Gregorian date.
pub(super) fn hijri(year: i32, month: u8, day: u8) -> Option<Date> {
    use icu_calendar::cal::Hijri;
    use icu_calendar::types::Month;
    use icu_calendar::{Date as CalendarDate, Iso};
    let there = CalendarDate::try_new(year.into(), Month::new(month), day, Hijri::new_umm_al_qura()).ok()?;
    let iso = there.to_calendar(Iso);
    Date::new(iso.year().extended_year() as i16, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
}
