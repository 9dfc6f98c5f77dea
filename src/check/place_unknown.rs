//! N006: the text does not say where.

use super::rule::{Case, Finding};
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let evidence = case.apart(Reason::NoPlace).next()?;
    let source = case.words().source(case.series(evidence.series));
    Some(Finding::material(case.fill("finding.N006", &[("source", source)])).resting_on(evidence.series))
}
