//! M105: what would come about at the same pace is told as having come about.

use super::change::{Pair, is_change, stated};
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    if !is_change(own) || case.says("pace", &[own]) {
        return None;
    }
    let tolerance = case.checker().options().tolerance;
    let stated = stated(own, tolerance)?;
    let found = case.told().pairs(own);
    let projected = |pair: &Pair<'_>| {
        let held = pair.raw(own.unit(), tolerance).is_some_and(|raw| stated.meets(raw));
        let would_hold = pair.at_pace(case, own.unit()).is_some_and(|pace| stated.meets(pace));
        let within = match (own.period, pair.new.period) {
            // "Doubled from 121 in 2023 to 153": the word is about either.
            (Some(told), Some(counted)) => told.contains(&counted) || Some(told) == pair.old.period,
            _ => true,
        };
        !held && would_hold && within
    };
    let pair = found.iter().find(|pair| projected(pair))?;
    let words = case.words();
    let change = pair.change(own.unit())?;
    let values = [
        ("claim", words.claim(own.claim)),
        ("new", words.claim(pair.new.claim)),
        ("new_period", words.period(&pair.new.period?)),
        ("old", words.claim(pair.old.claim)),
        ("old_period", words.period(&pair.old.period?)),
        ("change", words.amount_of_change(change, own.unit())),
    ];
    Some(
        Finding::material(case.fill("finding.M105", &values))
            .beside(&pair.new.claim.claim_id)
            .number("change", change),
    )
}
