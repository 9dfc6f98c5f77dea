//! M208: the direction of a trend hangs on what it is compared with.

use super::direction::by_series;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let reverses = |moves: &[super::direction::Move]| {
        let has = |sign: f64| moves.iter().any(|step| step.direction() == Some(sign));
        has(1.0) && has(-1.0)
    };
    let (moves, _) = by_series(case).into_iter().find(|(moves, _)| reverses(moves))?;
    let (period, [first, second, ..]) = (case.own().period?, &moves[..]) else { return None };
    let (series, words) = (case.series(first.series), case.words());
    let values = [
        ("source", words.source(series)),
        ("new", words.figure(&first.new, series)),
        ("period", words.period(&period)),
        ("old", words.figure(&first.old, series)),
        ("old_period", words.period(&first.before)),
        ("older", words.figure(&second.old, series)),
        ("older_period", words.period(&second.before)),
    ];
    Some(Finding::note(case.fill("finding.M208", &values)).resting_on(first.series))
}
