//! M102: the source gives the number as claimed by the actor itself, and the text does not say so.

use super::rule::{Case, Finding};
use super::source::SourceName;
use crate::claim::Counting;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let agreeing = own.agreeing(case.checker());
    let first = *agreeing.first()?;
    let claimed = |series: usize| case.series(series).counting == Some(Counting::Claimed);
    if own.claim.counting.is_some() || !agreeing.iter().all(|evidence| claimed(evidence.series)) {
        return None;
    }
    let actor = first.slice.as_ref()?.actor.as_ref()?;
    // Whoever quotes the actor says that it is the actor's claim.
    if !own.attribution.is_empty() && SourceName::new(actor.as_str()) == own.attribution {
        return None;
    }
    let words = case.words();
    let values = [("source", words.source(case.series(first.series))), ("actor", words.actor(actor))];
    let explanation = case.fill("finding.M102", &values);
    Some(Finding::minor(explanation).resting_on(first.series))
}
