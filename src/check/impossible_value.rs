//! D204: a value that cannot be.

use super::agreement::taken_in;
use super::rule::{Case, Finding};
use crate::claim::{Relation, Unit};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let quantity = own.quantity?;
    let words = case.words();
    let told = words.claim(own.claim);
    let tolerance = case.checker().options().tolerance;
    match (own.unit(), own.claim.relation) {
        (Unit::Percent, Some(Relation::PercentLess)) if taken_in(&quantity, tolerance).high < -100.0 => {
            Some(Finding::material(case.fill("finding.D204.fall", &[("claim", told)])))
        }
        (Unit::Percent, Some(Relation::PartOf)) if taken_in(&quantity, tolerance).low > 100.0 => {
            Some(Finding::material(case.fill("finding.D204.share", &[("claim", told)])))
        }
        (Unit::Count, _) if quantity.value < 0.0 => {
            Some(Finding::material(case.fill("finding.D204.negative", &[("claim", told)])))
        }
        (Unit::Count, Some(Relation::PartOf)) => {
            let whole = case.told().claim(own.claim.compared_to.as_ref()?)?;
            let same = whole.claim.measure == own.claim.measure && whole.unit() == Unit::Count;
            let more = taken_in(&quantity, tolerance).low > taken_in(&whole.quantity?, tolerance).high;
            (same && more).then(|| {
                let values = [("claim", told), ("whole", words.claim(whole.claim))];
                Finding::material(case.fill("finding.D204.part", &values)).beside(&whole.claim.claim_id)
            })
        }
        _ => None,
    }
}
