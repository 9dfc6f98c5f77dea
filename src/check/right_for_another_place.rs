//! D103: the number is the figure of other places.

use super::neighbours::Way;
use super::right_elsewhere::right_elsewhere;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    [Way::Places, Way::Elsewhere].into_iter().find_map(|way| right_elsewhere(case, way, "finding.D103"))
}
