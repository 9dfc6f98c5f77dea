//! Figures around a claim's period, for charts.

use super::TimelineRow;
use super::checker::{Checker, is_beside};
use super::evidence::Weighed;

/// Adds a claim's rows: of each series that counts the same, its own figure or the nearest, and those of the
/// same stretch of the years around.
pub(super) fn timeline(checker: &Checker<'_>, own: &Weighed<'_>, rows: &mut Vec<TimelineRow>) {
    for evidence in own.evidence.iter().filter(|evidence| is_beside(evidence)) {
        let (Some(slice), Some(figure)) = (&evidence.slice, &evidence.figure) else { continue };
        let series = &checker.datasets().series()[evidence.series];
        let around = [-2, -1, 1, 2].map(|years| slice.period.shift_years(years));
        let mut figures = checker.datasets().figures_over(evidence.series, slice, series.unit, around);
        figures.push((slice.period, *figure));
        let (dataset, name) = checker.names_of(evidence.series);
        figures.sort_by_key(|(period, _)| *period);
        rows.extend(figures.into_iter().map(|(period, figure)| TimelineRow {
            claim_id: own.claim.claim_id.clone(),
            dataset: dataset.clone(),
            series: name.clone(),
            period_start: period.start,
            period_end: period.end,
            value: figure.value,
            low: figure.low,
            high: figure.high,
        }));
    }
}
