//! M201: the text names no source for a number that a reference has.

use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let unsaid = own.attribution.is_empty() && own.has_agreement() && own.quantity.is_some();
    unsaid.then(|| Finding::note(case.fill("finding.M201", &[])))
}
