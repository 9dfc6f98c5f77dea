//! M203: an earlier version of the source's figure has the number.

use super::agreement::Match;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let quantity = own.quantity.filter(|_| !own.has_agreement())?;
    let datasets = case.checker().datasets();
    own.evidence.iter().find_map(|evidence| {
        let (series, figure) = (case.series(evidence.series), evidence.figure?);
        if series.measure != own.claim.measure {
            return None;
        }
        let slice = own.slice(case.checker(), evidence.series)?;
        let earlier = datasets
            .earlier(evidence.series, &slice)
            .into_iter()
            .find(|version| matches!(case.weigh(&quantity, version), Match::Agrees(_)))?;
        let words = case.words();
        let day =
            |published: Option<jiff::civil::Date>| published.map_or_else(String::new, |day| words.day(day));
        let values = [
            ("source", words.source(series)),
            ("earlier", words.figure(&earlier, series)),
            ("earlier_day", day(earlier.published)),
            ("figure", words.figure(&figure, series)),
            ("day", day(figure.published)),
        ];
        Some(
            Finding::note(case.fill("finding.M203", &values))
                .resting_on(evidence.series)
                .number("earlier", earlier.value)
                .number("figure", figure.value),
        )
    })
}
