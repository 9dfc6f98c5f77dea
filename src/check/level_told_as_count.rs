//! D108: the number is a level, or a running total, told as a count over the period.

use super::neighbours::Way;
use super::right_elsewhere::right_elsewhere;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    right_elsewhere(case, Way::Level, "finding.D108.level")
        .or_else(|| right_elsewhere(case, Way::RunningTotal, "finding.D108.running"))
}
