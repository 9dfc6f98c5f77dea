//! D205: the article gives one quantity twice, differently, for the same source and date.

use super::agreement::taken_in;
use super::evidence::Weighed;
use super::rule::{Case, Finding};
use super::source::SourceName;
use crate::claim::{ActorId, Bound, Counting, Grain, MeasureId, Part, PeriodBasis, PlaceId, Relation, Unit};
use jiff::civil::Date;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    if !is_settled(own) {
        return None;
    }
    let tolerance = case.checker().options().tolerance;
    let taken = taken_in(&own.quantity?, tolerance);
    let contradicts = |other: &&Weighed<'_>| {
        other.claim.quote_start < own.claim.quote_start
            && may_count_alike(own.claim.counting, other.claim.counting)
            && other.quantity.is_some_and(|quantity| !taken_in(&quantity, tolerance).meets(taken))
    };
    let other = case.told().again(own).find(contradicts)?;
    let words = case.words();
    let values = [("claim", words.claim(own.claim)), ("other", words.claim(other.claim))];
    let explanation = case.fill("finding.D205", &values);
    Some(Finding::material(explanation).beside(&other.claim.claim_id))
}

/// What a claim is about, all but its number.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct About<'a> {
    part: Part,
    measure: &'a MeasureId,
    actor: Option<&'a ActorId>,
    target: Option<&'a ActorId>,
    places: &'a [PlaceId],
    period: Option<(Date, Date)>,
    attribution: &'a SourceName,
}

impl<'a> About<'a> {
    pub(super) fn of(weighed: &'a Weighed<'a>) -> Self {
        let claim = weighed.claim;
        About {
            part: claim.part,
            measure: &claim.measure,
            actor: claim.actor.as_ref(),
            target: claim.target.as_ref(),
            places: &weighed.places,
            period: weighed.period.map(|period| (period.start, period.end)),
            attribution: &weighed.attribution,
        }
    }
}

/// Whether every slot is said, so that nothing but the number can differ. Events of one day are too many to be
/// told apart.
pub(super) fn is_settled(claim: &Weighed<'_>) -> bool {
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

/// Whether two claims may count by one rule.
fn may_count_alike(one: Option<Counting>, other: Option<Counting>) -> bool {
    one == other || one.is_none() || other.is_none()
}
