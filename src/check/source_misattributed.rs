//! M103: the claim names one source, and another has the number.

use super::Severity;
use super::evidence::Standing;
use super::rule::{Case, Finding};
use super::source::SourceName;
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let agreeing = own.agreeing(case.checker());
    let first = *agreeing.first()?;
    if own.attribution.is_empty() || agreeing.iter().any(|evidence| evidence.named) {
        return None;
    }
    // A sentence that names the holder too gives each its own: "CENTCOM says 153, the institute 551".
    let quote = SourceName::new(&own.claim.quote);
    if agreeing.iter().any(|evidence| case.checker().source(evidence.series).is_named_by(&quote)) {
        return None;
    }
    let measure = &own.claim.measure;
    let named: Vec<_> = own
        .evidence
        .iter()
        .filter(|evidence| evidence.named && case.series(evidence.series).measure == *measure)
        .collect();
    let (words, holder) = (case.words(), case.series(first.series));
    if let Some(other) = named.iter().find(|evidence| evidence.differs()) {
        let series = case.series(other.series);
        let figure = other.figure?;
        let explanation = case.fill(
            "finding.M103.differs",
            &[
                ("source", words.source(series)),
                ("figure", words.figure(&figure, series)),
                ("claim", words.claim(own.claim)),
                ("holder", words.source(holder)),
            ],
        );
        return Some(
            Finding::new(Severity::Material, explanation)
                .resting_on(other.series)
                .number("figure", figure.value),
        );
    }
    let silent =
        |standing| matches!(standing, Standing::Apart(Reason::Period | Reason::Places | Reason::Coverage));
    let other = named.iter().find(|evidence| silent(evidence.standing))?;
    let values = [
        ("source", words.source(case.series(other.series))),
        ("claim", words.claim(own.claim)),
        ("holder", words.source(holder)),
    ];
    Some(Finding::minor(case.fill("finding.M103.silent", &values)).resting_on(first.series))
}
