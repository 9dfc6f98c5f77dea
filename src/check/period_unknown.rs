//! N005: the text does not say which period the number is for.

use super::rule::{Case, Finding};
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let evidence = case.apart(Reason::NoPeriod).next()?;
    let series = case.series(evidence.series);
    let source = case.words().source(series);
    Some(Finding::material(case.fill("finding.N005", &[("source", source)])).resting_on(evidence.series))
}
