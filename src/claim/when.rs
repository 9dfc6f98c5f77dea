//! Periods in words: dates, months, years, parts of years, and what is counted from the day of publication.

mod clock;
mod dates;
mod parts;
mod ranges;
mod relative;

use super::number::{Form, number_at};
use super::period::{Grain, Period, PeriodBasis, shifted};
use super::sentence::Sentence;
use crate::lexicon::{Kind, Prefixes};
use jiff::civil::Date;
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
            .or_else(|| self.range(at))
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

    /// Whether a date in digits begins at the item.
    pub fn is_numeric_date(&self, at: usize) -> bool {
        self.numeric_date(at).is_some()
    }

    /// Whether the item is a word for a month, not the name of one.
    pub fn is_month_word(&self, at: usize) -> bool {
        self.unit(at) == Some(TimeUnit::Month)
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
}
