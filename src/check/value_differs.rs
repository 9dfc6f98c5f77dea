//! D101: the source that decides has another figure.

use super::refutation::Cause;
use super::rule::{Case, Finding};
use super::sensitivity::with_sensitivity;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let inquiry = case.inquiry();
    let refutation = inquiry.refutation.as_ref()?;
    if refutation.cause != Cause::Unknown {
        return None;
    }
    let evidence = &case.own().evidence[refutation.evidence?];
    let partial = evidence.figure?.missing.is_some();
    let key = if partial { "finding.D101.part" } else { "finding.D101" };
    let finding = case.against(evidence, key, None)?;
    // A hedged number is not looked for.
    let finding = if inquiry.slices > 0 { finding.after_trying(inquiry.slices) } else { finding };
    Some(with_sensitivity(finding, case, evidence))
}
