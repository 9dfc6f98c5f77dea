//! Figures around a claim's period, for charts.

use super::TimelineRow;
use super::checker::{Checker, is_beside};
use super::evidence::Weighed;
use crate::claim::Period;
use crate::dataset::{Answer, Figure, Slice};

/// Adds a claim's rows: of each series that counts the same, its own figure or the nearest, and those of the
/// same stretch of the years around.
pub(super) fn timeline(checker: &Checker<'_>, own: &Weighed<'_>, rows: &mut Vec<TimelineRow>) {
    for evidence in own.evidence.iter().filter(|evidence| is_beside(evidence)) {
        let (Some(slice), Some(figure)) = (&evidence.slice, &evidence.figure) else { continue };
        let series = &checker.datasets().series()[evidence.series];
        let mut figures: Vec<(Period, Figure)> = vec![(slice.period, *figure)];
        for years in [-2, -1, 1, 2] {
            let period = slice.period.shift_years(years);
            let near = Slice { period, ..slice.clone() };
            if let Answer::Figure(figure) = checker.datasets().answer_in(evidence.series, &near, series.unit)
            {
                figures.push((period, figure));
            }
        }
        figures.sort_by_key(|(period, _)| *period);
        rows.extend(figures.into_iter().map(|(period, figure)| TimelineRow {
            claim_id: own.claim.claim_id.clone(),
            dataset: series.dataset.clone(),
            series: series.name.clone(),
            period_start: period.start,
            period_end: period.end,
            value: figure.value,
            low: figure.low,
            high: figure.high,
        }));
    }
}
