//! M104: a difference of two percentages, in points, is called a percentage.

use super::agreement::Interval;
use super::evidence::Weighed;
use super::rule::{Case, Finding};
use crate::claim::{Relation, Unit};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let change = matches!(own.claim.relation, Some(Relation::PercentMore | Relation::PercentLess));
    if own.unit() != Unit::Percent || !change {
        return None;
    }
    let is_share = |claim: &&Weighed<'_>| {
        claim.unit() == Unit::Percent
            && claim.claim.measure == own.claim.measure
            && !matches!(claim.claim.relation, Some(Relation::PercentMore | Relation::PercentLess))
    };
    let shares: Vec<&Weighed<'_>> = case.sentence().filter(is_share).collect();
    let [one, other] = shares[..] else { return None };
    let (Some(one), Some(other), Some(stated)) = (one.quantity, other.quantity, own.quantity) else {
        return None;
    };
    let points = (one.value - other.value).abs();
    let (small, large) = (one.value.min(other.value), one.value.max(other.value));
    if small <= 0.0 || points == 0.0 {
        return None;
    }
    let fall = own.claim.relation == Some(Relation::PercentLess);
    let relative = if fall { points / large * 100.0 } else { points / small * 100.0 };
    let taken = Interval::around(stated.value.abs(), stated.step.max(one.step).max(other.step).min(1.0));
    if !taken.holds(points) || taken.holds(relative) {
        return None;
    }
    let words = case.words();
    let values = [
        ("claim", words.claim(own.claim)),
        ("points", words.counted(points, &"percentage_point".into())),
        ("change", words.change(if fall { -relative.round() } else { relative.round() })),
    ];
    Some(
        Finding::material(case.fill("finding.M104", &values))
            .number("points", points)
            .number("percent", relative),
    )
}
