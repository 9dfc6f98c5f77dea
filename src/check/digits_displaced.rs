//! D107: the source's figure with two digits swapped, or one dropped or added.

use super::order_of_magnitude::slipped;
use super::rule::{Case, Finding};
use super::slip::Slip;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    slipped(case, |slip| match slip {
        Slip::Swapped => Some("finding.D107.swapped"),
        Slip::Dropped => Some("finding.D107.dropped"),
        Slip::Magnitude(_) => None,
    })
}
