//! N002: the references that count this do not reach the period.

use super::evidence::{Evidence, Standing};
use super::rule::{Case, Finding};
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let period = case.own().period?;
    let mut nearest: Option<&Evidence> = None;
    for evidence in &case.own().evidence {
        match evidence.standing {
            Standing::Apart(Reason::Period | Reason::Coverage) => {
                if case.series(evidence.series).extent.overlap(&period).is_some() {
                    return None;
                }
                nearest = nearest.or(Some(evidence));
            }
            Standing::Apart(_) if evidence.wider => return None,
            Standing::Apart(_) => {}
            Standing::Comparable(_) | Standing::Bound(_) => return None,
        }
    }
    let evidence = nearest?;
    let (series, words) = (case.series(evidence.series), case.words());
    let explanation = case.fill(
        "finding.N002",
        &[
            ("source", words.source(series)),
            ("extent", words.period(&series.extent)),
            ("period", words.period(&period)),
        ],
    );
    Some(Finding::material(explanation).resting_on(evidence.series))
}
