//! A001: a comparable series has the number.

use super::agreement::Match;
use super::evidence::Standing;
use super::rule::{Case, Finding};
use super::sensitivity::with_sensitivity;
use super::{Manner, Severity};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let evidence = *case.own().agreeing(case.checker()).first()?;
    let (Standing::Comparable(Match::Agrees(manner)), Some(figure), Some(slice)) =
        (evidence.standing, &evidence.figure, &evidence.slice)
    else {
        return None;
    };
    let series = case.series(evidence.series);
    let words = case.words();
    let key = match manner {
        Manner::Equal => "finding.A001.equal",
        Manner::Rounded => "finding.A001.rounded",
        Manner::Hedged => "finding.A001.hedged",
        Manner::HedgedBySource => "finding.A001.hedged_by_source",
        Manner::Estimates => "finding.A001.estimates",
    };
    let explanation = case.fill_with(key, |name| match name {
        "source" => Some(words.source(series)),
        "figure" => Some(words.figure(figure, series)),
        "low" => Some(words.number(figure.low)),
        "high" => Some(words.number(figure.high)),
        "claim" => Some(words.claim(case.own().claim)),
        "period" => Some(words.period(&slice.period)),
        "places" => Some(words.places(&slice.places)),
        _ => None,
    });
    let finding = Finding::new(Severity::Material, explanation)
        .resting_on(evidence.series)
        .number("figure", figure.value);
    Some(with_sensitivity(finding, case, evidence))
}
