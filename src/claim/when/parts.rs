//! Parts of a year: its first months, halves and quarters.

use super::super::period::{Period, PeriodBasis};
use super::{PeriodReader, TimeUnit, When, shifted};
use crate::lexicon::{Feature, Kind, Prefixes, Suffix};
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
        let of = end + usize::from(s.is(end, Kind::Of));
        if self.unit(of) == Some(TimeUnit::Fiscal) {
            return Some(self.known(at..of + 1, None, PeriodBasis::None));
        }
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
            if kind == "decade" {
                return self.named_decade(at, which.parse().ok()?);
            }
            (if kind == "half" { TimeUnit::Half } else { TimeUnit::Quarter }, which.parse().ok()?, at + 1)
        } else if let Some(part) = s.sense_with(at, Kind::PartOfPeriod, Feature::Before) {
            (self.part_unit(at + 1)?, part.low, at + 2)
        } else {
            (self.part_unit(at)?, s.sense_with(at + 1, Kind::PartOfPeriod, Feature::After)?.low, at + 2)
        };
        let before_year = end;
        let (year, basis, named, end) = match self.year_after(end) {
            Some(found) => found,
            // "The first chapter" is no quarter.
            None if (at..end).any(|at| s.sense_with(at, Kind::TimeUnit, Feature::Ambiguous).is_some()) => {
                return None;
            }
            None => {
                let (year, basis) = self.anchor.year_in_force()?;
                // In July "the fourth quarter" is last year's.
                let ahead = |year: i16| {
                    let month =
                        if kind == TimeUnit::Half { 6.0 * (which - 1.0) } else { 3.0 * (which - 1.0) };
                    self.anchor.published.is_some_and(|published| {
                        Period::month(year, month as i8 + 1).start > published && self.anchor.spoken.is_none()
                    })
                };
                (if which > 0.0 && ahead(year) { year - 1 } else { year }, basis, false, end)
            }
        };
        // "The second half" may be that of a match.
        let loose = kind == TimeUnit::Half && end == before_year;
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
        Some(When { names_year: named, loose, ..self.known(at..end, Some(period), basis) })
    }

    /// A decade by name (التسعينيات), unless it is somebody's age.
    fn named_decade(&self, at: usize, first: i16) -> Option<When> {
        let s = self.sentence;
        if s.is(at + 1, Kind::Age) || s.is(at + 2, Kind::Age) {
            return None;
        }
        let years = Period::span(Period::year(first).start, Period::year(first + 9).end);
        Some(self.stated(at..at + 1, years))
    }

    /// Days or weeks of a month: "first week of May", "the first ten days of May", الأسبوع الأول من أيار.
    pub(super) fn part_of_month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let part = |at: usize| s.sense(at, Kind::PartOfPeriod).map(|sense| sense.low as i64);
        // "The second week of May".
        let nth = self.small(at, 4.0).filter(|(_, end)| self.unit(*end) == Some(TimeUnit::Week));
        let nth = nth.filter(|(_, end)| s.is(end - 1, Kind::Ordinal));
        let (which, count, unit, end) = if let (None, Some((which, end))) = (part(at), nth) {
            (which, None, TimeUnit::Week, end + 1)
        } else if let Some(which) = part(at) {
            match self.small(at + 1, 31.0) {
                Some((count, end)) => (which, Some(count), self.unit(end)?, end + 1),
                None => (which, None, self.unit(at + 1)?, at + 2),
            }
        } else {
            let unit = self.unit(at)?;
            match (part(at + 1), self.small(at + 1, 31.0)) {
                (Some(which), _) if s.suffix(at) == Some(Suffix::Dual) => (which, Some(2), unit, at + 2),
                (Some(which), _) => (which, None, unit, at + 2),
                (None, Some((count, end))) => (part(end)?, Some(count), unit, end + 1),
                (None, None) => return None,
            }
        };
        let length = match unit {
            TimeUnit::Day => 1,
            TimeUnit::Week => 7,
            _ => return None,
        };
        if count.is_some() && which.abs() != 1 {
            return None;
        }
        let mut next = end;
        while s.is(next, Kind::Of)
            || s.is(next, Kind::Definite)
            || s.is(next, Kind::During)
            || self.unit(next) == Some(TimeUnit::Month)
        {
            next += 1;
        }
        let month = self.month(next)?;
        let whole = month.period?;
        let days = count.unwrap_or(1) * length;
        let start = if which > 0 {
            shifted(whole.start, ((which - 1) * length).days())
        } else {
            shifted(whole.end, (1 - days).days())
        };
        let period = Period::span(start, shifted(start, (days - 1).days()));
        Some(When { items: at..month.items.end, period: Some(period), ..month })
    }

    /// A stretch of time up to a month or day: "the three months to June", السنة المنتهية في مارس.
    pub(super) fn units_up_to(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let (count, at_unit) = match self.small(at, 120.0) {
            Some(found) => found,
            None if at > 0 && (s.is(at - 1, Kind::Definite) || s.prefixes(at).has(Prefixes::DEFINITE)) => {
                (1, at)
            }
            // "Its first quarter to June".
            None if s.sense_with(at, Kind::PartOfPeriod, Feature::Before).is_some()
                && self.part_unit(at + 1).is_some() =>
            {
                (1, at + 1)
            }
            None => return None,
        };
        let unit = self.unit(at_unit)?;
        if !s.is(at_unit + 1, Kind::Until) {
            return None;
        }
        let mut next = at_unit + 2;
        while s.is(next, Kind::During) || s.is(next, Kind::Definite) || s.is(next, Kind::Of) {
            next += 1;
        }
        let last = self.date(next).or_else(|| self.month(next)).or_else(|| self.year(next))?;
        let end = last.period?.end;
        let after = shifted(end, 1.days());
        let start = match unit {
            TimeUnit::Day => shifted(after, (-count).days()),
            TimeUnit::Week => shifted(after, (-count * 7).days()),
            TimeUnit::Month => shifted(after, (-count).months()),
            TimeUnit::Quarter => shifted(after, (-count * 3).months()),
            TimeUnit::Half => shifted(after, (-count * 6).months()),
            TimeUnit::Year => shifted(after, (-count).years()),
            _ => return None,
        };
        Some(When { items: at..last.items.end, period: Some(Period::span(start, end)), ..last })
    }

    pub(super) fn part_unit(&self, at: usize) -> Option<TimeUnit> {
        self.sentence.senses(at, Kind::TimeUnit).find_map(|sense| match &*sense.value {
            "half" => Some(TimeUnit::Half),
            "quarter" => Some(TimeUnit::Quarter),
            _ => None,
        })
    }
}
