//! D102: the number is the figure of another period.

use super::neighbours::Way;
use super::right_elsewhere::right_elsewhere;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    right_elsewhere(case, Way::Period, "finding.D102")
}
