//! N008: the period is only inferred, and the number is right for another one.

use super::agreement::chance;
use super::neighbours::Way;
use super::right_elsewhere::{counted, told};
use super::rule::{Case, Finding};
use crate::claim::PeriodBasis;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let hit = case.inquiry().hint.as_ref()?;
    let inferred = own.claim.period_basis == PeriodBasis::Inferred && hit.way == Way::Period && hit.exact;
    let likely = case.quantity().is_some_and(|quantity| chance(hit.distinct, &quantity) <= 0.05);
    (inferred && likely).then(|| {
        let finding = Finding::material(told(case, "finding.N008", hit)).resting_on(hit.series);
        counted(finding, case, hit)
    })
}
