//! Periods that follow one another: "Friday and Saturday", أمس واليوم, شهري يناير وفبراير, "in 2022 and 2023".

use super::super::period::{Grain, Period, shifted};
use super::dates::COUNTED;
use super::{PeriodReader, When};
use crate::lexicon::{Kind, Prefixes};
use jiff::ToSpan;

impl PeriodReader<'_, '_> {
    /// Joins a day, month or year with the next one named, where that one follows it in time.
    pub(super) fn join(&self, found: &mut When) {
        let Some((first, second, when)) = self.next_named(found) else { return };
        let follows = match first.grain {
            Grain::Day => (1..=7).contains(&(second.start - first.start).get_days()),
            _ => second.start == shifted(first.end, 1.days()),
        };
        if follows {
            found.items.end = when.items.end;
            found.period = Some(Period::span(first.start, second.end));
            found.names_year |= when.names_year;
            if when.names_year {
                found.basis = when.basis;
            }
        }
    }

    /// The period, the one of the same grain that is named beside it, and where that stands. The one that names
    /// no year is taken in the other's.
    fn next_named(&self, found: &When) -> Option<(Period, Period, When)> {
        let s = self.sentence;
        let end = found.items.end;
        let mark = matches!(s.mark(end), Some('-' | '–' | '/'));
        let and = s.is(end, Kind::And);
        let joined = s.prefixes(end).has(Prefixes::AND);
        let first = found.period?;
        let next = match first.grain {
            Grain::Day if and || mark => end + 1,
            Grain::Day if joined || s.is(end, Kind::Weekday) => end,
            Grain::Month | Grain::Year if joined => end,
            Grain::Month | Grain::Year if and => end + 1,
            _ => return None,
        };
        let when = match first.grain {
            Grain::Day => self.relative(next).or_else(|| self.weekday(next)).or_else(|| self.date(next)),
            Grain::Month => self.month(next),
            _ => self.joined_year(next),
        }?;
        let second = when.period.filter(|second| second.grain == first.grain)?;
        let moved = |period: Period, year: i16| period.shift_years(i32::from(year - period.start.year()));
        let (first, second) = match (found.names_year, when.names_year) {
            (false, true) if first.grain == Grain::Month => {
                let same = moved(first, second.start.year());
                (if same.start > second.start { same.shift_years(-1) } else { same }, second)
            }
            (true, false) if first.grain == Grain::Month => {
                let same = moved(second, first.start.year());
                (first, if same.start < first.start { same.shift_years(1) } else { same })
            }
            _ => (first, second),
        };
        Some((first, second, when))
    }

    /// A year behind another: digits, alone or behind the word for year, that count nothing.
    fn joined_year(&self, at: usize) -> Option<When> {
        let (year, end) = match self.year(at) {
            Some(when) => return Some(when),
            None => self.year_digits(at, false)?,
        };
        (!self.sentence.is_any(end, COUNTED)).then(|| self.stated(at..end, Period::year(year)))
    }
}
