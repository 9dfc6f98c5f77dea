//! Parts of a year: its first months, halves and quarters.

use super::super::period::Period;
use super::{PeriodReader, TimeUnit, When, shifted};
use crate::lexicon::{Feature, Kind, Suffix};
use jiff::ToSpan;

impl PeriodReader<'_, '_> {
    /// "first six months of 2024", "الأشهر الستة الأولى من العام", "الأشهر الثلاثة الأخيرة من 2023".
    pub(super) fn first_units_of_year(&self, at: usize) -> Option<When> {
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
            match part(end) {
                Some(which) => (which.low, count, self.unit(end + 1)?, end + 2),
                None => (part(end + 1)?.low, count, self.unit(end)?, end + 2),
            }
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
    pub(super) fn part_of_year(&self, at: usize) -> Option<When> {
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

    pub(super) fn part_unit(&self, at: usize) -> Option<TimeUnit> {
        self.sentence.senses(at, Kind::TimeUnit).find_map(|sense| match &*sense.value {
            "half" => Some(TimeUnit::Half),
            "quarter" => Some(TimeUnit::Quarter),
            _ => None,
        })
    }
}
