//! Periods that a calendar names without a number: seasons, weekends, fiscal years, months of the Hijri calendar.

use super::super::period::{Grain, Period, PeriodBasis, shifted};
use super::dates::hijri;
use super::{PeriodReader, TimeUnit, When};
use crate::lexicon::{Feature, Kind, Kinds};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::ops::Range;

impl PeriodReader<'_, '_> {
    /// A season: "summer 2023", "last winter", الصيف الماضي.
    pub(super) fn season(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Relative, Feature::Before);
        let start = at + usize::from(before.is_some());
        let first_month = s.sense(start, Kind::Season)?.low as i8;
        let season = |year: i16| Period::months(year, first_month, 3);
        if before.is_none()
            && let Some((year, basis, named, end)) = self.year_after(start + 1)
        {
            return Some(When { names_year: named, ..self.known(at..end, Some(season(year)), basis) });
        }
        let (steps, end) = match before {
            Some(word) => (word.value.parse().ok(), start + 1),
            None => self.relative_word(start + 1),
        };
        let steps = steps?;
        let Some(published) = self.anchor.published else {
            return Some(self.known(at..end, None, PeriodBasis::None));
        };
        let years = (published.year() - 1..=published.year() + 1).map(season);
        let found = match steps {
            -1 => years.rev().find(|season| season.end < published),
            1 => years.into_iter().find(|season| season.start > published),
            _ => years
                .rev()
                .find(|season| season.start <= published)
                .map(|season| Period { end: season.end.min(published), ..season }),
        };
        Some(When { future: steps == 1, ..self.known(at..end, found, PeriodBasis::Relative) })
    }

    /// "over the weekend", "last weekend": Saturday and Sunday.
    pub(super) fn weekend(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = s.sense_with(at, Kind::Relative, Feature::Before);
        let start = at + usize::from(before.is_some());
        if self.unit(start) != Some(TimeUnit::Weekend) {
            return None;
        }
        let steps = before.and_then(|word| word.value.parse::<i32>().ok());
        let period = self.anchor.published.and_then(|published| {
            let day = published.weekday().to_monday_zero_offset();
            let monday = shifted(published, (-i64::from(day)).days());
            let running = day >= 5;
            // From Tuesday on "this weekend" is the coming one.
            let weeks = match steps {
                Some(1) => return None,
                Some(0) if !running && day > 0 => return None,
                Some(-1) if running => 1,
                _ => i64::from(!running),
            };
            let saturday = shifted(monday, (5 - 7 * weeks).days());
            Some(Period::span(saturday, shifted(saturday, 1.days()).min(published.max(saturday))))
        });
        Some(self.known(at..start + 1, period, PeriodBasis::Relative))
    }

    /// A week of the year by its number, as those who count cases have it: "in week 15".
    pub(super) fn numbered_week(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let introduced = at > 0 && s.is_any(at - 1, Kinds::of(&[Kind::In, Kind::During, Kind::Since]));
        if self.unit(at) != Some(TimeUnit::Week) || !s.is_digits(at + 1) || !introduced {
            return None;
        }
        // "In week 15 of the war".
        let (number, end) = self.small(at + 1, 53.0)?;
        if s.is(end, Kind::Of) {
            return Some(self.known(at..end, None, PeriodBasis::None));
        }
        let (year, basis, named, end) = match self.year_after(end) {
            Some(found) => found,
            None => {
                let (year, basis) = self.anchor.current_year()?;
                (year, basis, false, end)
            }
        };
        let monday = ISOWeekDate::new(year, number as i8, Weekday::Monday).ok()?.date();
        let week = Period { grain: Grain::Week, ..Period::span(monday, shifted(monday, 6.days())) };
        Some(When { names_year: named, ..self.known(at..end, Some(week), basis) })
    }

    /// A fiscal year: its days are those of the country's; where that is not known, the period is open.
    pub(super) fn fiscal_year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let relative = s.sense_with(at, Kind::Relative, Feature::Before);
        let unit = at + usize::from(relative.is_some());
        if self.unit(unit) != Some(TimeUnit::Fiscal) {
            return None;
        }
        let word = relative.or_else(|| s.sense_with(unit + 1, Kind::Relative, Feature::After));
        let end = unit + 1 + usize::from(relative.is_none() && word.is_some());
        if let Some((first, end)) = self.two_years(end) {
            return Some(self.fiscal_year_from(at..end, first));
        }
        if let Some((year, end)) = self.year_digits(end, true) {
            // Only one that begins in October is always named for the year in which it ends.
            let named_for_its_end = self.anchor.fiscal_year == Some(10);
            return Some(match named_for_its_end {
                true => self.fiscal_year_from(at..end, year - 1),
                false => self.known(at..end, None, PeriodBasis::None),
            });
        }
        let steps = |value: &str| if value == "past" { Some(-1) } else { value.parse().ok() };
        let period = word.and_then(|word| self.fiscal_year_from_now(steps(&word.value)?));
        Some(self.known(at..end, period, PeriodBasis::Relative))
    }

    /// A fiscal year by the two calendar years that it is part of: "the 2000-2001 financial year".
    pub(super) fn years_of_fiscal_year(&self, at: usize) -> Option<When> {
        let (first, end) = self.two_years(at)?;
        let fiscal = self.unit(end) == Some(TimeUnit::Fiscal);
        fiscal.then(|| self.fiscal_year_from(at..end + 1, first))
    }

    /// Two years of which the second is the next, and the first of them: "2000-2001", "2000/01".
    fn two_years(&self, at: usize) -> Option<(i16, usize)> {
        let s = self.sentence;
        let (first, mark) = self.year_digits(at, true)?;
        if !matches!(s.mark(mark), Some('/' | '-' | '–')) || s.spaced(mark) || !s.is_digits(mark + 1) {
            return None;
        }
        let second: i16 = crate::text::fold(s.written(mark + 1..mark + 2)).parse().ok()?;
        let next = first + 1;
        (second == next || second == next % 100).then_some((first, mark + 2))
    }

    fn fiscal_year_from(&self, items: Range<usize>, year: i16) -> When {
        let period = self.anchor.fiscal_year.map(|month| Period::months(year, month, 12));
        When { names_year: true, ..self.known(items, period, PeriodBasis::Stated) }
    }

    /// The fiscal year some steps from that of the news, up to now where it is running.
    fn fiscal_year_from_now(&self, steps: i16) -> Option<Period> {
        let (published, month) = (self.anchor.published?, self.anchor.fiscal_year?);
        let running = published.year() - i16::from(published.month() < month);
        let whole = Period::months(running + steps, month, 12);
        (steps <= 0).then(|| Period { end: whole.end.min(published), ..whole })
    }

    /// A month of the Hijri calendar without a year, where something shows that it is one: "during Ramadan",
    /// شهر رمضان الماضي.
    pub(super) fn hijri_month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let month = s.sense(at, Kind::HijriMonth)?.low as u8;
        let before = at.checked_sub(1)?;
        let shown = self.unit(before) == Some(TimeUnit::Month)
            || (month == 9 && (s.is(before, Kind::During) || s.is(before, Kind::Relative)));
        if !shown {
            return None;
        }
        let (steps, end) = match s.sense_with(before, Kind::Relative, Feature::Before) {
            Some(word) => (word.value.parse().ok(), at + 1),
            None => self.relative_word(at + 1),
        };
        let Some(published) = self.anchor.published else {
            return Some(self.known(at..end, None, PeriodBasis::None));
        };
        let first = i32::from(published.year() - 622) * 33 / 32 - 1;
        let months = (first..first + 5).filter_map(|year| hijri_month_of(year, month));
        let found = match steps {
            Some(1) => months.into_iter().find(|month| month.start > published),
            Some(-1) => months.rev().find(|month| month.end < published),
            _ => months
                .rev()
                .find(|month| month.start <= published)
                .map(|month| Period::span(month.start, month.end.min(published))),
        };
        Some(When { future: steps == Some(1), ..self.known(at..end, found, PeriodBasis::Relative) })
    }
}

/// The days of a month of the Hijri calendar.
pub(super) fn hijri_month_of(year: i32, month: u8) -> Option<Period> {
    let start: Date = hijri(year, month, 1)?;
    let end = hijri(year, month, 30).or_else(|| hijri(year, month, 29))?;
    Some(Period { grain: Grain::Span, ..Period::span(start, end) })
}
