//! N003: no series of the same or a related measure can be set against the claim.

use super::evidence::{Evidence, Standing};
use super::rule::{Case, Finding};
use crate::claim::PlaceId;
use crate::dataset::Reason;

/// Slots from the last that is looked at to the first: the further down, the farther the series.
const SLOTS: [Reason; 11] = [
    Reason::Later,
    Reason::Coverage,
    Reason::Period,
    Reason::NoPeriod,
    Reason::Places,
    Reason::NoPlace,
    Reason::Target,
    Reason::Actor,
    Reason::Unit,
    Reason::Flow,
    Reason::Measure,
];

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let away = |evidence: &Evidence| is_away(case, evidence);
    let progress = |evidence: &&Evidence| match evidence.standing {
        Standing::Comparable(_) => 0,
        Standing::Bound(_) => 1,
        Standing::Apart(reason) => 2 + SLOTS.iter().position(|known| *known == reason).unwrap_or(SLOTS.len()),
    };
    // The claim's own source and places say more than another measure's figure from the other end of the world.
    let nearest = own.evidence.iter().min_by_key(|one| (!one.wider, !one.named, away(one), progress(one)));
    let tells = |one: &&Evidence| one.standing != Standing::Apart(Reason::Measure) || !away(one);
    let Some(evidence) = nearest.filter(tells) else {
        return Some(Finding::material(case.fill("finding.N003.none", &[])));
    };
    let (series, words) = (case.series(evidence.series), case.words());
    let (Standing::Apart(reason) | Standing::Bound(reason)) = evidence.standing else {
        return Some(Finding::material(case.fill("finding.N003.none", &[])).resting_on(evidence.series));
    };
    let (Some(figure), Some(slice)) = (&evidence.figure, &evidence.slice) else {
        let values = [("source", words.source(series)), ("reason", words.reason(reason))];
        let explanation = case.fill("finding.N003.bare", &values);
        return Some(Finding::material(explanation).resting_on(evidence.series));
    };
    let key = if evidence.wider { "finding.N003.wider" } else { "finding.N003" };
    let explanation = case.fill(
        key,
        &[
            ("measure", words.measure(&series.measure)),
            ("source", words.source(series)),
            ("reason", words.reason(reason)),
            ("figure", words.figure(figure, series)),
            ("places", words.places(&slice.places)),
            ("period", words.period(&slice.period)),
        ],
    );
    Some(Finding::material(explanation).resting_on(evidence.series))
}

/// Whether the figure is of none of the claim's places.
fn is_away(case: &Case<'_>, evidence: &Evidence) -> bool {
    let (own, datasets) = (case.own(), case.checker().datasets());
    let Some(slice) = &evidence.slice else { return false };
    let near = |one: &PlaceId, other: &PlaceId| datasets.holds(one, other) || datasets.holds(other, one);
    !own.places.is_empty()
        && !slice.places.is_empty()
        && !slice.places.iter().any(|place| own.places.iter().any(|named| near(place, named)))
}
