//! D202: a stated change does not follow from the stated numbers.

use super::change::{is_change, pairs, stated};
use super::evidence::rounded;
use super::rule::{Case, Finding};
use crate::claim::Unit;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    if !is_change(own) {
        return None;
    }
    let sentence: Vec<_> = case.sentence().collect();
    let found = pairs(own, &sentence);
    let [pair] = found[..] else { return None };
    let tolerance = case.checker().options().tolerance;
    let stated = stated(own, tolerance)?;
    let follows = stated.meets(pair.raw(own.unit(), tolerance)?)
        || pair.at_pace(case, own.unit()).is_some_and(|pace| stated.meets(pace));
    if follows {
        return None;
    }
    let change = pair.change(own.unit())?;
    let decimals = if own.unit() == Unit::Ratio { 2 } else { 1 };
    let words = case.words();
    let values = [
        ("claim", words.stated_change(own.claim)),
        ("old", words.claim(pair.old.claim)),
        ("new", words.claim(pair.new.claim)),
        ("change", words.amount_of_change(rounded(change, decimals), own.unit())),
    ];
    Some(
        Finding::material(case.fill("finding.D202", &values))
            .beside(&pair.new.claim.claim_id)
            .number("change", change),
    )
}
