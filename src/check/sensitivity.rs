//! Whether an outcome hangs on a choice: the low or high estimate, a place or a day more or less.

use super::agreement::Match;
use super::evidence::{Evidence, Standing};
use super::rule::{Case, Finding};
use crate::claim::{Bound, Period, shifted};
use crate::dataset::{Figure, RowKind};
use jiff::ToSpan;

/// Adds to a finding's numbers the figures with which its outcome would be another: `low`, `high`, `place_less`,
/// `place_more` (the nearest of several), and, where the series counts events, `day_less` and `day_more`.
pub(super) fn with_sensitivity(mut finding: Finding, case: &Case<'_>, evidence: &Evidence) -> Finding {
    let (Some(quantity), Some(figure), Some(slice)) = (case.quantity(), evidence.figure, &evidence.slice)
    else {
        return finding;
    };
    let agrees = matches!(evidence.standing, Standing::Comparable(Match::Agrees(_)));
    let changes = |value: f64| {
        let point = Figure { value, low: value, high: value, bound: Bound::Exact, ..figure };
        matches!(case.weigh(&quantity, &point), Match::Agrees(_)) != agrees
    };
    for (name, value) in [("low", figure.low), ("high", figure.high)] {
        if value != figure.value && changes(value) {
            finding = finding.number(name, value);
        }
    }
    let scopes = case.checker().datasets().scopes(evidence.series, slice);
    let apart = |near: &&Figure| (near.value - figure.value).abs();
    for (name, near) in [("place_less", &scopes.narrower), ("place_more", &scopes.wider)] {
        let nearest = near.iter().min_by(|one, other| apart(one).total_cmp(&apart(other)));
        if let Some(near) = nearest.filter(|near| changes(near.value)) {
            finding = finding.number(name, near.value);
        }
    }
    if case.series(evidence.series).row_kind != RowKind::Event || slice.period.days() < 3 {
        return finding;
    }
    let (start, end) = (slice.period.start, slice.period.end);
    let less = Period::span(shifted(start, 1.days()), shifted(end, (-1).days()));
    let more = Period::span(shifted(start, (-1).days()), shifted(end, 1.days()));
    let unit = case.own().unit();
    for (period, near) in case.checker().datasets().figures_over(evidence.series, slice, unit, [less, more]) {
        if changes(near.value) {
            finding = finding.number(if period == less { "day_less" } else { "day_more" }, near.value);
        }
    }
    finding
}
