//! D109: the series of the claim's source went the other way.

use super::direction::{Move, by_series};
use super::rule::{Case, Finding};
use crate::claim::PeriodBasis;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    if matches!(own.claim.period_basis, PeriodBasis::Inferred | PeriodBasis::None) {
        return None;
    }
    let decides = |step: &Move| {
        step.named || (own.attribution.is_empty() && case.checker().source(step.series).authoritative)
    };
    let later = |step: &Move| {
        let published = step.new.published.max(step.old.published);
        published.zip(case.article().published).is_some_and(|(figure, article)| figure > article)
    };
    let (moves, _) = by_series(case)
        .into_iter()
        .find(|(moves, verdict)| *verdict == Some(false) && decides(&moves[0]) && !moves.iter().any(later))?;
    Some(told(case, "finding.D109", &moves[0]))
}

/// A move in words.
pub(super) fn told(case: &Case<'_>, key: &str, step: &Move) -> Finding {
    let words = case.words();
    let series = case.series(step.series);
    let period = case.own().period.map_or_else(String::new, |period| words.period(&period));
    let explanation = case.fill(
        key,
        &[
            ("source", words.source(series)),
            ("old", words.figure(&step.old, series)),
            ("old_period", words.period(&step.before)),
            ("new", words.figure(&step.new, series)),
            ("period", period),
        ],
    );
    Finding::material(explanation)
        .resting_on(step.series)
        .number("old", step.old.value)
        .number("new", step.new.value)
}
