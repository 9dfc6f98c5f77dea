//! D105: the number is what the target did, told as done to it.

use super::neighbours::Way;
use super::right_elsewhere::right_elsewhere;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    right_elsewhere(case, Way::Roles, "finding.D105")
}
