//! M205: a change in percent without what it is a change from.

use super::change::is_change;
use super::rule::{Case, Finding};
use crate::claim::Unit;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let bare = own.unit() == Unit::Percent
        && is_change(own)
        && own.claim.compared_to.is_none()
        && own.period.is_none()
        && case.sentence().all(|other| other.claim.measure != own.claim.measure)
        && !case.says("base", &[own]);
    bare.then(|| {
        let told = case.words().claim(own.claim);
        Finding::note(case.fill("finding.M205", &[("claim", told)]))
    })
}
