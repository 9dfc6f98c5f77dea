//! N004: comparable series have other figures, and none of them decides.

use super::agreement::Match;
use super::evidence::Standing;
use super::rule::{Case, Finding};

/// How many figures an explanation names.
const MOST_SHOWN: usize = 4;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let (words, mut figures) = (case.words(), Vec::new());
    for evidence in &own.evidence {
        if let (Standing::Comparable(_), Some(figure)) = (evidence.standing, &evidence.figure) {
            let series = case.series(evidence.series);
            let values = [("source", words.source(series)), ("figure", words.figure(figure, series))];
            let text = case.fill("finding.N004.figure", &values);
            figures.push((evidence, text));
        }
    }
    let (first, _) = figures.first()?;
    let (evidence, period) = (*first, own.period?);
    let shown: Vec<String> = figures.into_iter().map(|(_, text)| text).take(MOST_SHOWN).collect();
    let undecided = evidence.standing == Standing::Comparable(Match::Undecided);
    let key = match (own.claim.value, undecided) {
        (None, _) => "finding.N004.trend",
        (Some(_), true) => "finding.N004.bound",
        (Some(_), false) => "finding.N004",
    };
    let values = [("figures", words.list(&shown)), ("period", words.period(&period))];
    let explanation = case.fill(key, &values);
    Some(Finding::material(explanation).resting_on(evidence.series))
}
