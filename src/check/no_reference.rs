//! N001: no loaded data set counts this.

use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    case.own().evidence.is_empty().then(|| {
        let measure = case.words().measure(&case.own().claim.measure);
        Finding::material(case.fill("finding.N001", &[("measure", measure)]))
    })
}
