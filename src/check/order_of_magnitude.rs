//! D106: the source's figure with its decimal point displaced.

use super::refutation::Cause;
use super::rule::{Case, Finding};
use super::slip::Slip;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    slipped(case, |slip| match slip {
        Slip::Magnitude(power) if power > 0 => Some("finding.D106.more"),
        Slip::Magnitude(_) => Some("finding.D106.less"),
        Slip::Swapped | Slip::Dropped => None,
    })
}

/// The finding for a slip of the pen, where it is one that `key` has a label for.
pub(super) fn slipped(case: &Case<'_>, key: impl Fn(Slip) -> Option<&'static str>) -> Option<Finding> {
    let refutation = case.inquiry().refutation.as_ref()?;
    let Cause::Slip(slip) = refutation.cause else { return None };
    let key = key(slip)?;
    let evidence = &case.own().evidence[refutation.evidence?];
    let (figure, period) = (evidence.figure?, case.own().period?);
    let series = case.series(evidence.series);
    let words = case.words();
    let factor = match slip {
        Slip::Magnitude(power) => 10f64.powi(power.abs()),
        Slip::Swapped | Slip::Dropped => 1.0,
    };
    let explanation = case.fill(
        key,
        &[
            ("source", words.source(series)),
            ("figure", words.figure(&figure, series)),
            ("period", words.period(&period)),
            ("claim", words.claim(case.own().claim)),
            ("factor", words.number(factor)),
        ],
    );
    Some(Finding::material(explanation).resting_on(evidence.series).number("figure", figure.value))
}
