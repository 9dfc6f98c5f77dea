//! D201: parts that exhaust a whole do not make it.

use super::agreement::{Interval, taken_in};
use super::evidence::Weighed;
use super::rule::{Case, Finding};
use crate::claim::Unit;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let whole = case.own();
    let parts = exhaustive_parts(case, whole)?;
    let tolerance = case.checker().options().tolerance;
    let mut sum = Interval { low: 0.0, high: 0.0 };
    let mut value = 0.0;
    for part in &parts {
        let taken = taken_in(&part.quantity?, tolerance);
        sum = Interval { low: sum.low + taken.low, high: sum.high + taken.high };
        value += part.quantity?.value;
    }
    if taken_in(&whole.quantity?, tolerance).meets(sum) {
        return None;
    }
    let words = case.words();
    let told: Vec<String> = parts
        .iter()
        .map(|part| {
            let values = [("claim", words.claim(part.claim)), ("places", words.places(&part.places))];
            case.fill("finding.D201.part", &values)
        })
        .collect();
    let values =
        [("parts", words.list(&told)), ("sum", words.number(value)), ("claim", words.claim(whole.claim))];
    Some(
        Finding::material(case.fill("finding.D201", &values))
            .beside(&parts[0].claim.claim_id)
            .number("sum", value)
            .number("whole", whole.quantity?.value),
    )
}

/// The claims of the sentence that cut the whole by its places: one for each place, of the same measure, deed
/// and period. Words such as "including" open subsets, which need not add up; places that together are the
/// whole's do.
fn exhaustive_parts<'a>(case: &Case<'a>, whole: &Weighed<'_>) -> Option<Vec<&'a Weighed<'a>>> {
    if whole.places.len() < 2 || whole.unit() != Unit::Count || whole.quantity.is_none() {
        return None;
    }
    let is_part = |part: &&Weighed<'_>| {
        part.claim.measure == whole.claim.measure
            && part.unit() == Unit::Count
            && part.quantity.is_some()
            && part.places.len() == 1
            && part.claim.start > whole.claim.start
            && (part.period.is_none() || part.period == whole.period)
            && agree(&part.claim.actor, &whole.claim.actor)
            && agree(&part.claim.target, &whole.claim.target)
    };
    let parts: Vec<&Weighed<'_>> = case.sentence().filter(is_part).collect();
    let mut places: Vec<_> = parts.iter().flat_map(|part| part.places.iter().cloned()).collect();
    places.sort();
    (places == whole.places).then_some(parts)
}

/// Whether two slots say the same, or one of them nothing.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
