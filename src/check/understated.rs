//! M204: a hedge that holds, far from the figure.

use super::rule::{Case, Finding};
use crate::claim::Bound;

/// From this multiple on a hedge says much less than it could.
const FAR: f64 = 1.5;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let quantity = own.quantity?;
    let evidence = *own.agreeing(case.checker()).first()?;
    let figure = evidence.figure?;
    let far = match quantity.bound {
        Bound::AtLeast | Bound::MoreThan => figure.value >= FAR * quantity.value + quantity.step,
        Bound::AtMost | Bound::LessThan => figure.value * FAR + quantity.step <= quantity.value,
        Bound::Exact | Bound::Approx | Bound::Range => false,
    };
    if !far || quantity.value <= 0.0 {
        return None;
    }
    let (series, words) = (case.series(evidence.series), case.words());
    let values = [
        ("claim", words.claim(own.claim)),
        ("source", words.source(series)),
        ("figure", words.figure(&figure, series)),
    ];
    Some(
        Finding::note(case.fill("finding.M204", &values))
            .resting_on(evidence.series)
            .number("figure", figure.value),
    )
}
