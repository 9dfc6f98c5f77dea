//! D101: the source that decides has another figure.

use super::refutation::Cause;
use super::rule::{Case, Finding};
use super::sensitivity::with_sensitivity;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let refutation = case.inquiry().refutation.as_ref()?;
    if refutation.cause != Cause::Unknown {
        return None;
    }
    let evidence = &case.own().evidence[refutation.evidence?];
    let (figure, period) = (evidence.figure?, case.own().period?);
    let series = case.series(evidence.series);
    let words = case.words();
    let key = if figure.missing.is_some() { "finding.D101.part" } else { "finding.D101" };
    let explanation = case.fill(
        key,
        &[
            ("source", words.source(series)),
            ("figure", words.figure(&figure, series)),
            ("period", words.period(&period)),
            ("claim", words.claim(case.own().claim)),
        ],
    );
    let finding = Finding::material(explanation).resting_on(evidence.series).number("figure", figure.value);
    Some(with_sensitivity(finding, case, evidence))
}
