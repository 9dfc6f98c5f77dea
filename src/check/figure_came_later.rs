//! N009: the figure that differs came after the article.

use super::evidence::Standing;
use super::rule::{Case, Finding};
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let settled = own.evidence.iter().any(|evidence| matches!(evidence.standing, Standing::Comparable(_)));
    let evidence = case.apart(Reason::Later).next().filter(|_| !settled)?;
    let (figure, period) = (evidence.figure?, own.period?);
    let (series, words) = (case.series(evidence.series), case.words());
    let day = figure.published.map_or_else(String::new, |day| words.day(day));
    let explanation = case.fill(
        "finding.N009",
        &[
            ("source", words.source(series)),
            ("figure", words.figure(&figure, series)),
            ("period", words.period(&period)),
            ("day", day),
        ],
    );
    Some(Finding::material(explanation).resting_on(evidence.series).number("figure", figure.value))
}
