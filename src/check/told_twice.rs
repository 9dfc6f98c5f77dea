//! D205: the article gives one quantity twice, differently, for the same source and date.

use super::agreement::taken_in;
use super::evidence::Weighed;
use super::rule::{Case, Finding};
use crate::claim::{Bound, Grain, PeriodBasis, Relation, Unit};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    if !is_settled(own) {
        return None;
    }
    let tolerance = case.checker().options().tolerance;
    let taken = taken_in(&own.quantity?, tolerance);
    let contradicts = |other: &&Weighed<'_>| {
        is_settled(other)
            && is_same_quantity(own, other)
            && other.claim.part == own.claim.part
            && other.claim.quote_start < own.claim.quote_start
            && other.quantity.is_some_and(|quantity| !taken_in(&quantity, tolerance).meets(taken))
    };
    let other = case.others().find(contradicts)?;
    let words = case.words();
    let values = [("claim", words.claim(own.claim)), ("other", words.claim(other.claim))];
    let explanation = case.fill("finding.D205", &values);
    Some(Finding::material(explanation).beside(&other.claim.claim_id))
}

/// Whether every slot is said, so that nothing but the number can differ. Events of one day are too many to be
/// told apart.
fn is_settled(claim: &Weighed<'_>) -> bool {
    let row = claim.claim;
    let long = matches!(row.grain, Some(Grain::Month | Grain::Quarter | Grain::Half | Grain::Year));
    let apart =
        matches!(row.relation, Some(Relation::PartOf | Relation::PercentMore | Relation::PercentLess));
    claim.quantity.is_some_and(|quantity| quantity.bound == Bound::Exact)
        && claim.unit() == Unit::Count
        && matches!(row.period_basis, PeriodBasis::Stated | PeriodBasis::Context | PeriodBasis::Relative)
        && long
        && !apart
        && !claim.places.is_empty()
        && (row.actor.is_some() || row.target.is_some())
        && !claim.attribution.is_empty()
}

fn is_same_quantity(one: &Weighed<'_>, other: &Weighed<'_>) -> bool {
    one.claim.measure == other.claim.measure
        && one.claim.actor == other.claim.actor
        && one.claim.target == other.claim.target
        && one.places == other.places
        && one.period == other.period
        && (one.claim.counting == other.claim.counting
            || one.claim.counting.is_none()
            || other.claim.counting.is_none())
        && one.attribution == other.attribution
}
