//! D106: the source's figure with its decimal point displaced.

use super::refutation::Cause;
use super::rule::{Case, Finding};
use super::slip::Slip;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    slipped(case, |slip| match slip {
        Slip::Magnitude(power) if power > 0 => Some("finding.D106.more"),
        Slip::Magnitude(_) => Some("finding.D106.less"),
        Slip::Swapped | Slip::Dropped => None,
    })
}

/// The finding for a slip of the pen, where it is one that `key` has a label for.
pub(super) fn slipped(case: &Case<'_>, key: impl Fn(Slip) -> Option<&'static str>) -> Option<Finding> {
    let refutation = case.inquiry().refutation.as_ref()?;
    let Cause::Slip(slip) = refutation.cause else { return None };
    let key = key(slip)?;
    let evidence = &case.own().evidence[refutation.evidence?];
    let factor = match slip {
        Slip::Magnitude(power) => 10f64.powi(power.abs()),
        Slip::Swapped | Slip::Dropped => 1.0,
    };
    case.against(evidence, key, Some(("factor", case.words().number(factor))))
}
