//! What the rules "right for another ..." share: the number is the figure of a neighbouring slice.

use super::agreement::chance;
use super::neighbours::{Hit, Way};
use super::refutation::Cause;
use super::rule::{Case, Finding};

/// The finding of a rule for one way of missing the right slice, where that is how the number came about.
pub(super) fn right_elsewhere(case: &Case<'_>, way: Way, key: &str) -> Option<Finding> {
    let refutation = case.inquiry().refutation.as_ref()?;
    let Cause::Slice(hit) = &refutation.cause else { return None };
    if hit.way != way {
        return None;
    }
    let finding = Finding::material(told(case, key, hit)).resting_on(hit.series);
    let own = refutation.evidence.and_then(|at| case.own().evidence[at].figure);
    let finding = match own {
        Some(figure) => finding.number("figure", figure.value),
        None => finding,
    };
    Some(counted(finding, case, hit))
}

/// Adds what was tried.
pub(super) fn counted(finding: Finding, case: &Case<'_>, hit: &Hit) -> Finding {
    let finding = finding.number("found", hit.figure.value).number("distinct", hit.distinct as f64);
    let finding = match case.quantity() {
        Some(quantity) => finding.number("chance", chance(hit.distinct, &quantity)),
        None => finding,
    };
    finding.after_trying(hit.slices)
}

/// The slice that has the number in words, beside the one that the claim speaks of.
pub(super) fn told(case: &Case<'_>, key: &str, hit: &Hit) -> String {
    let own = case.own();
    let words = case.words();
    let series = case.series(hit.series);
    case.fill_with(key, |name| match name {
        "source" => Some(words.source(series)),
        "claim" => Some(words.claim(own.claim)),
        "told" => Some(words.told(own.claim)),
        "figure" => Some(words.figure(&hit.figure, series)),
        "deeds" => Some(words.deeds(&hit.figure, series, &hit.slice)),
        "period" => own.period.map(|period| words.period(&period)),
        "other_period" => Some(words.period(&hit.slice.period)),
        "places" => Some(words.places(&own.places)),
        "other_places" => Some(words.places(&hit.slice.places)),
        "day" => Some(words.day(hit.slice.period.end)),
        _ => None,
    })
}
