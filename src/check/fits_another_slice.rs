//! M206: another slice has the number, but that may be chance.

use super::ambiguous_reading;
use super::neighbours::Way;
use super::right_elsewhere::{counted, told};
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    // Where the period was only inferred, that rule has said so already.
    let hit = case.inquiry().hint.as_ref().filter(|_| ambiguous_reading::finding(case).is_none())?;
    let key = match hit.way {
        Way::Roles | Way::Measure | Way::Level | Way::RunningTotal => "finding.M206.deeds",
        Way::Places | Way::Elsewhere | Way::Period | Way::Several => "finding.M206",
    };
    let finding = Finding::note(told(case, key, hit)).resting_on(hit.series);
    Some(counted(finding, case, hit))
}
