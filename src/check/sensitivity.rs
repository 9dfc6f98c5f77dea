//! Whether an outcome hangs on a choice: the low or high estimate, a day more or less at the period's ends.

use super::agreement::Match;
use super::evidence::{Evidence, Standing};
use super::rule::{Case, Finding};
use crate::claim::{Bound, Period, shifted};
use crate::dataset::{Answer, Figure, RowKind, Slice};
use jiff::ToSpan;

/// Adds to a finding's numbers the figures with which its outcome would be another: `low`, `high`, and, where
/// the series counts events, `day_less` and `day_more`.
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
    if case.series(evidence.series).row_kind != RowKind::Event || slice.period.days() < 3 {
        return finding;
    }
    let (start, end) = (slice.period.start, slice.period.end);
    let moved = [
        ("day_less", shifted(start, 1.days()), shifted(end, (-1).days())),
        ("day_more", shifted(start, (-1).days()), shifted(end, 1.days())),
    ];
    for (name, start, end) in moved {
        let near = Slice { period: Period::span(start, end), ..slice.clone() };
        let unit = case.own().unit();
        if let Answer::Figure(near) = case.checker().datasets().answer_in(evidence.series, &near, unit)
            && changes(near.value)
        {
            finding = finding.number(name, near.value);
        }
    }
    finding
}
