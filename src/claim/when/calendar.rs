//! Periods that a calendar names without a number: seasons, weekends, fiscal years, months of the Hijri calendar.

use super::super::period::{Grain, Period, PeriodBasis, shifted};
use super::dates::hijri;
use super::{PeriodReader, TimeUnit, When};
use crate::lexicon::{Feature, Kind};
use jiff::ToSpan;
use jiff::civil::Date;

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

    /// A fiscal year: which days it has is left to the country, so the period is open.
    pub(super) fn fiscal_year(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let before = usize::from(s.sense_with(at, Kind::Relative, Feature::Before).is_some());
        let unit = at + before;
        if self.unit(unit) != Some(TimeUnit::Fiscal) {
            return None;
        }
        let mut end =
            unit + 1 + usize::from(s.sense_with(unit + 1, Kind::Relative, Feature::After).is_some());
        if let Some((_, after)) = self.year_digits(end, true) {
            end = after;
            if matches!(s.mark(end), Some('/' | '-' | '–')) && !s.spaced(end) && s.is_digits(end + 1) {
                end += 2;
            }
        }
        Some(self.known(at..end, None, PeriodBasis::None))
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
