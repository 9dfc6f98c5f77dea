//! Where values and days stand along an axis, in reading direction.

use crate::claim::{Period, shifted};
use jiff::ToSpan;
use jiff::civil::Date;

/// Values from zero up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueScale {
    start: i32,
    end: i32,
    step: f64,
    most: f64,
}

impl ValueScale {
    /// An axis from `start`, where zero is, to `end`, that holds `most` and ends at a round value.
    pub fn new(start: i32, end: i32, most: f64) -> Self {
        let step = round_step(most.max(f64::MIN_POSITIVE) / 5.0);
        ValueScale { start, end, step, most: (most / step).ceil().max(1.0) * step }
    }

    /// Where a value stands; values beyond the axis stand at its end.
    pub fn at(&self, value: f64) -> i32 {
        let part = (value / self.most).clamp(0.0, 1.0);
        self.start + (part * f64::from(self.end - self.start)).round() as i32
    }

    /// Whether the axis holds a value.
    pub fn holds(&self, value: f64) -> bool {
        value <= self.most
    }

    /// The round values along the axis.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = self.step;
        (0..=(self.most / step).round() as u32).map(move |index| f64::from(index) * step)
    }
}

/// The next of 1, 2, 5, 10, 20, ...; for values of whole things never below one.
fn round_step(least: f64) -> f64 {
    let magnitude = 10f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * magnitude).find(|step| *step >= least);
    step.unwrap_or(magnitude * 10.0)
}

/// Days from the first month to the last, both whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeScale {
    start: i32,
    end: i32,
    first: Date,
    after_last: Date,
}

impl TimeScale {
    /// An axis that holds the periods, widened to whole months.
    pub fn new(start: i32, end: i32, periods: &[Period]) -> Option<Self> {
        let first = periods.iter().map(|period| period.start).min()?.first_of_month();
        let last = periods.iter().map(|period| period.end).max()?;
        Some(TimeScale { start, end, first, after_last: shifted(last.first_of_month(), 1.months()) })
    }

    /// Where a day begins.
    pub fn at(&self, day: Date) -> i32 {
        let days = |until: Date| f64::from((until - self.first).get_days());
        let part = days(day) / days(self.after_last).max(1.0);
        self.start + (part * f64::from(self.end - self.start)).round() as i32
    }

    /// Where a period begins and where it ends.
    pub fn extent(&self, period: &Period) -> (i32, i32) {
        (self.at(period.start), self.at(shifted(period.end, 1.days())))
    }

    fn months(&self) -> i32 {
        let years = i32::from(self.after_last.year() - self.first.year());
        years * 12 + i32::from(self.after_last.month() - self.first.month())
    }

    /// Whether the axis is so long that it is marked by years alone.
    pub fn marks_years(&self) -> bool {
        self.months() > 48
    }

    /// The first days of the months (or years) to mark: few enough to be read.
    pub fn ticks(&self) -> Vec<Date> {
        let months = self.months();
        // What is marked by its year alone is marked once a year.
        let least = if self.marks_years() { 12 } else { 1 };
        let fits = |step: &i32| *step >= least && months / step <= 8;
        let step = [1, 3, 6, 12, 24, 60, 120, 240].into_iter().find(fits).unwrap_or(600);
        let mut ticks = Vec::new();
        let mut month = Date::constant(self.first.year(), 1, 1);
        while month <= self.after_last {
            if month >= self.first {
                ticks.push(month);
            }
            let next = shifted(month, step.months());
            if next <= month {
                break;
            }
            month = next;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_axis_of_values_ends_at_a_round_value_that_holds_the_largest() {
        for (most, end) in
            [(153.0, 200.0), (551.0, 600.0), (3.0, 3.0), (0.0, 0.0), (2_500_000.0, 2_500_000.0)]
        {
            let scale = ValueScale::new(0, 1000, most);
            assert!(scale.ticks().last().is_some_and(|last| last >= end), "{most}");
            assert!(scale.ticks().count() <= 7, "{most}");
        }
    }

    #[test]
    fn a_half_year_is_half_as_wide_as_a_year() {
        let periods = [Period::year(2023), Period::half(2024, 1)];
        let scale = TimeScale::new(0, 1800, &periods).unwrap();
        let width = |period: &Period| scale.extent(period).1 - scale.extent(period).0;
        assert!((width(&periods[0]) - 2 * width(&periods[1])).abs() <= 8);
        assert_eq!(scale.ticks().len(), 7);
    }

    #[test]
    fn a_year_is_marked_once_where_only_years_are_told() {
        let scale = TimeScale::new(0, 1800, &[Period::span(date(2020, 12, 31), date(2024, 12, 31))]).unwrap();
        assert!(scale.marks_years());
        let years: Vec<i16> = scale.ticks().iter().map(|tick| tick.year()).collect();
        assert_eq!(years, [2021, 2022, 2023, 2024, 2025]);
    }
}
