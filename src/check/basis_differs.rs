//! M202: the two numbers of a comparison were counted on different bases.

use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let other = case.compared_by()?;
    if own.claim.measure != other.claim.measure {
        return None;
    }
    let checker = case.checker();
    let (own_agreeing, other_agreeing) = (own.agreeing(checker), other.agreeing(checker));
    let (first, second) = (*own_agreeing.first()?, *other_agreeing.first()?);
    let shared = own_agreeing.iter().any(|one| other_agreeing.iter().any(|two| one.series == two.series));
    let (series, other_series) = (case.series(first.series), case.series(second.series));
    let alike = series.counting == other_series.counting && series.source == other_series.source;
    if shared || alike {
        return None;
    }
    let words = case.words();
    let values = [
        ("basis", words.basis(series)),
        ("other", words.claim(other.claim)),
        ("other_basis", words.basis(other_series)),
    ];
    Some(
        Finding::note(case.fill("finding.M202", &values))
            .beside(&other.claim.claim_id)
            .resting_on(first.series),
    )
}
