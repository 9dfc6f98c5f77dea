//! N007: what is counted is no measure that the program knows.

use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let unknown = own.evidence.is_empty() && case.checker().flow(&own.claim.measure).is_none();
    unknown.then(|| {
        let measure = case.words().measure(&own.claim.measure);
        Finding::material(case.fill("finding.N007", &[("measure", measure)]))
    })
}
