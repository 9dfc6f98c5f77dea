//! M207: several references agree, and one source stands behind them.

use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let agreeing = case.own().agreeing(case.checker());
    let (first, rest) = agreeing.split_first()?;
    let series = case.series(first.series);
    if rest.is_empty() || rest.iter().any(|evidence| case.series(evidence.series).source != series.source) {
        return None;
    }
    let source = case.words().source(series);
    Some(Finding::note(case.fill("finding.M207", &[("source", source)])).resting_on(first.series))
}
