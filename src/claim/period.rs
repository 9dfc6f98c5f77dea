//! Periods: closed intervals of days, with their grain and how they became known.

use crate::codes;
use jiff::civil::Date;
use jiff::{Span as Stretch, ToSpan};

codes! {
    /// The calendar unit that a period is one of.
    pub enum Grain {
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Half = "half",
        Year = "year",
        Span = "span",
    }
}

codes! {
    /// How a period became known.
    pub enum PeriodBasis {
        /// Said in full: "in March 2024".
        Stated = "stated",
        /// Completed from the text around it.
        Context = "context",
        /// Counted from the publication date: "last year".
        Relative = "relative",
        /// Unsaid: the date of the news itself or of the lead.
        Inferred = "inferred",
        /// Not known.
        None = "none",
    }
}

/// A closed interval of days.
///
/// ```
/// use mizan::claim::{Grain, Period};
/// let half = Period::half(2024, 1);
/// assert_eq!(half.to_string(), "2024-01-01..2024-06-30");
/// assert_eq!((half.days(), half.whole_months(), half.grain), (182, Some(6), Grain::Half));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day, included.
    pub end: Date,
    /// The calendar unit.
    pub grain: Grain,
}

impl Period {
    /// One day.
    pub fn day(date: Date) -> Self {
        Period { start: date, end: date, grain: Grain::Day }
    }

    /// From the first day to the last, in either order; the grain is what calendar unit they bound.
    pub fn span(start: Date, end: Date) -> Self {
        let (start, end) = if start <= end { (start, end) } else { (end, start) };
        Period { start, end, grain: grain_of(start, end) }
    }

    /// A calendar month; months outside 1-12 are carried into the years around.
    pub fn month(year: i16, month: i8) -> Self {
        Self::months(year, month, 1)
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: i16, quarter: i8) -> Self {
        Self::months(year, quarter.saturating_sub(1) * 3 + 1, 3)
    }

    /// A half-year, 1 or 2.
    pub fn half(year: i16, half: i8) -> Self {
        Self::months(year, half.saturating_sub(1) * 6 + 1, 6)
    }

    /// A calendar year.
    pub fn year(year: i16) -> Self {
        Self::months(year, 1, 12)
    }

    /// `count` calendar months from the first of the given one.
    pub fn months(year: i16, month: i8, count: i32) -> Self {
        let first = i32::from(year.clamp(1, 9998)) * 12 + i32::from(month) - 1;
        let start = first_of_month(first);
        let end = first_of_month(first.saturating_add(count.max(1) - 1)).last_of_month();
        Period { start, end, grain: grain_of(start, end) }
    }

    /// How many days it has.
    pub fn days(&self) -> i32 {
        (self.end - self.start).get_days() + 1
    }

    /// How many calendar months it consists of, where it begins and ends with one.
    pub fn whole_months(&self) -> Option<i32> {
        (self.start.day() == 1 && self.end == self.end.last_of_month())
            .then(|| months_between(self.start, self.end))
    }

    /// Whether every day of `other` is in it.
    pub fn contains(&self, other: &Period) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The days that both have.
    pub fn overlap(&self, other: &Period) -> Option<Period> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start <= end).then(|| Period::span(start, end))
    }

    /// The same stretch of another year.
    pub fn shift_years(&self, years: i32) -> Self {
        if let Some(months) = self.whole_months() {
            let start = shifted(self.start, years.years());
            return Period { grain: self.grain, ..Period::months(start.year(), start.month(), months) };
        }
        Period {
            start: shifted(self.start, years.years()),
            end: shifted(self.end, years.years()),
            grain: self.grain,
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The date moved by a stretch of time, held inside the calendar's bounds.
pub fn shifted(date: Date, by: Stretch) -> Date {
    date.saturating_add(by)
}

/// The first day of a month that is counted from the year 0, inside the calendar's bounds.
fn first_of_month(month: i32) -> Date {
    let month = month.clamp(0, 9999 * 12 + 11);
    Date::constant((month / 12) as i16, (month % 12 + 1) as i8, 1)
}

/// How many calendar months two days touch.
fn months_between(start: Date, end: Date) -> i32 {
    i32::from(end.year() - start.year()) * 12 + i32::from(end.month() - start.month()) + 1
}

fn grain_of(start: Date, end: Date) -> Grain {
    match months_between(start, end) {
        _ if start == end => Grain::Day,
        _ if start.day() != 1 || end != end.last_of_month() => Grain::Span,
        1 => Grain::Month,
        3 if start.month() % 3 == 1 => Grain::Quarter,
        6 if start.month() % 6 == 1 => Grain::Half,
        12 if start.month() == 1 => Grain::Year,
        _ => Grain::Span,
    }
}
