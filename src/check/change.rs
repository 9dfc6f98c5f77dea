//! Changes said in percent or as a multiple, and the two numbers that they are about.

use super::agreement::{Interval, Tolerance, taken_in};
use super::evidence::Weighed;
use super::rule::Case;
use super::unequal_periods::pace;
use crate::claim::{Bound, ClaimId, Relation, Unit};
use rustc_hash::FxHashMap;

/// The numbers before and after a change.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) new: &'a Weighed<'a>,
    pub(super) old: &'a Weighed<'a>,
}

/// Whether the claim is a change in percent or a multiple.
pub(super) fn is_change(claim: &Weighed<'_>) -> bool {
    match claim.unit() {
        Unit::Percent => {
            matches!(claim.claim.relation, Some(Relation::PercentMore | Relation::PercentLess))
        }
        Unit::Ratio => claim.claim.relation == Some(Relation::Ratio),
        _ => false,
    }
}

/// Whether the claim gives an amount of what the change is about.
fn is_amount(claim: &Weighed<'_>, change: &Weighed<'_>) -> bool {
    claim.quantity.is_some()
        && matches!(claim.unit(), Unit::Count | Unit::Money | Unit::Other)
        && claim.claim.relation != Some(Relation::PartOf)
        && !claim.claim.is_difference()
        && claim.claim.measure == change.claim.measure
}

/// The pairs of numbers in these claims that the change may be about: the two sides of a comparison, else the
/// only two amounts, of one time and of a later one, which is the new.
pub(super) fn pairs<'a>(change: &Weighed<'_>, claims: &[&'a Weighed<'a>]) -> Vec<Pair<'a>> {
    let amounts: Vec<&Weighed<'_>> =
        claims.iter().copied().filter(|claim| is_amount(claim, change)).collect();
    let by_id: FxHashMap<&ClaimId, &Weighed<'_>> =
        amounts.iter().rev().map(|amount| (&amount.claim.claim_id, *amount)).collect();
    let linked: Vec<Pair<'a>> = amounts
        .iter()
        .filter_map(|new| Some(Pair { new, old: by_id.get(new.claim.compared_to.as_ref()?)? }))
        .collect();
    if !linked.is_empty() {
        return linked;
    }
    let [one, other] = amounts[..] else { return Vec::new() };
    let (Some(period), Some(other_period)) = (one.period, other.period) else { return Vec::new() };
    let alike = one.places == other.places
        && one.claim.actor == other.claim.actor
        && one.claim.target == other.claim.target;
    match alike {
        // A week inside of a year is no change of it.
        true if period.end < other_period.start => vec![Pair { new: other, old: one }],
        true if other_period.end < period.start => vec![Pair { new: one, old: other }],
        _ => Vec::new(),
    }
}

impl Pair<'_> {
    /// What the numbers as written make of the change: in percent, or as a multiple.
    pub(super) fn raw(&self, unit: Unit, tolerance: Tolerance) -> Option<Interval> {
        self.scaled(unit, tolerance, 1.0)
    }

    /// What they make of it at the same pace, where their periods are of unequal length.
    pub(super) fn at_pace(&self, case: &Case<'_>, unit: Unit) -> Option<Interval> {
        let pace = pace(case, self.new, self.old)?;
        self.scaled(unit, case.checker().options().tolerance, pace.ratio / pace.raw)
    }

    fn scaled(&self, unit: Unit, tolerance: Tolerance, scale: f64) -> Option<Interval> {
        let new = taken_in(&self.new.quantity?, tolerance);
        let old = taken_in(&self.old.quantity?, tolerance);
        if old.low <= 0.0 || !old.high.is_finite() || !new.high.is_finite() || !new.low.is_finite() {
            return None;
        }
        let (low, high) = (scale * new.low / old.high, scale * new.high / old.low);
        Some(match unit {
            Unit::Ratio => Interval { low, high },
            _ => Interval { low: (low - 1.0) * 100.0, high: (high - 1.0) * 100.0 },
        })
    }

    /// The middle of the change as written, for explanations.
    pub(super) fn change(&self, unit: Unit) -> Option<f64> {
        let ratio = self.new.quantity?.value / self.old.quantity?.value;
        Some(if unit == Unit::Ratio { ratio } else { (ratio - 1.0) * 100.0 })
    }
}

/// The changes that the claim's number takes in. A percentage may have been cut off as well as rounded; a
/// multiple in words is a round one: "doubled" is said of 1.8 to 2.6.
pub(super) fn stated(change: &Weighed<'_>, tolerance: Tolerance) -> Option<Interval> {
    let quantity = change.quantity?;
    let taken = taken_in(&quantity, tolerance);
    let plain = matches!(quantity.bound, Bound::Exact | Bound::Approx);
    Some(match change.unit() {
        Unit::Ratio if plain && quantity.step >= 1.0 => {
            Interval { low: quantity.value * 0.9, high: quantity.value * 1.3 }
        }
        _ => {
            let room = quantity.step.min(1.0);
            Interval { low: taken.low - room, high: taken.high + room }
        }
    })
}
