//! Whether a claimed number and a figure are the same: arithmetic on intervals.
//!
//! Numbers are never compared as floats. What is written leaves room, and each sort of room has its name:
//!
//! | manner | the claimed number agrees with a figure where |
//! |---|---|
//! | equal | they are the same, as written: `153` and 153 |
//! | rounded | the figure rounds to what is written: `2,500` and 2,487, `1.5 million` and 1,461,000. The room is half of the last digit's step; where the step comes from trailing zeros it is at most 5 % of the number, so that `2,000` does not take in 1,600. `8,234` has the step 1: it takes in nothing else |
//! | hedged | the claim's own hedge takes the figure in: `more than 150` is open above, `at most` below, `about 150` has twice the room of rounding (at least 5 %, at most 10 %, at least one of the last digit), `between 20 and 30` and `dozens` take in what lies between |
//! | hedged by the source | the source itself calls its figure approximate, and the claim lies in that room |
//! | within the estimates | the claim lies between one series' own low and high estimate |
//!
//! A figure that its source gives as a bound ("more than 9,000") agrees with the same number and with what the
//! claim's hedge takes in; a claim on its open side is left undecided, one on the other side differs.
//!
//! `--tolerance SHARE` sets the 5 %; every other room moves with it.

use crate::claim::{Bound, Quantity, trailing_step};
use crate::codes;
use crate::dataset::Figure;

codes! {
    /// How a claimed number and a figure agree.
    pub enum Manner {
        /// The same number.
        Equal = "equal",
        /// The figure rounds to what is written.
        Rounded = "rounded",
        /// The claim's hedge takes the figure in.
        Hedged = "hedged",
        /// The source's own hedge takes the claim in.
        HedgedBySource = "hedged_by_source",
        /// The claim lies between the series' low and high estimate.
        Estimates = "estimates",
    }
}

/// What came of setting a claimed number against a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// They are the same, in this manner.
    Agrees(Manner),
    /// The source gives a bound, and the claim lies on its open side.
    Undecided,
    /// They are not the same.
    Differs,
}

/// How much room round numbers and approximate ones have, as a share of the number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    share: f64,
}

impl Tolerance {
    /// A tolerance of this share of the number, between 0 and 1.
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Tolerance { share })
    }

    /// The share of the number.
    pub fn share(self) -> f64 {
        self.share
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Tolerance { share: 0.05 }
    }
}

/// All numbers from `low` to `high`, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least; may be minus infinity.
    pub low: f64,
    /// The greatest; may be infinity.
    pub high: f64,
}

impl Interval {
    /// The numbers at most `room` away.
    pub fn around(value: f64, room: f64) -> Self {
        Interval { low: value - room, high: value + room }
    }

    /// Whether the number is in it, but for the error of floating-point arithmetic.
    pub fn holds(self, value: f64) -> bool {
        let slack = 1e-9 * value.abs().max(1.0);
        self.low - slack <= value && value <= self.high + slack
    }

    /// Whether some number is in both.
    pub fn meets(self, other: Interval) -> bool {
        let slack = 1e-9 * other.low.abs().max(1.0);
        self.low <= other.high + slack && other.low <= self.high + slack
    }
}

/// Whether two numbers are the same but for the error of floating-point arithmetic.
pub fn same_number(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

/// Half of the written step; capped where the step comes from trailing zeros.
fn rounding_room(value: f64, step: f64, tolerance: Tolerance) -> f64 {
    let half = step / 2.0;
    if step >= 10.0 { half.min(value.abs() * tolerance.share) } else { half }
}

/// The room of a number called approximate.
fn approximate_room(value: f64, step: f64, tolerance: Tolerance) -> f64 {
    let share = value.abs() * tolerance.share;
    share.max(step.min(2.0 * share)).max(if step <= 1.0 { step } else { 0.0 })
}

/// The numbers that a claimed quantity takes in.
///
/// ```
/// use mizan::check::{Tolerance, taken_in};
/// use mizan::claim::{Bound, Quantity};
/// let round = taken_in(&Quantity::count(2500.0), Tolerance::default());
/// assert!(round.holds(2487.0) && !round.holds(2610.0));
/// let exact = taken_in(&Quantity::count(8234.0), Tolerance::default());
/// assert!(exact.holds(8234.0) && !exact.holds(8235.0));
/// let open = taken_in(&Quantity { bound: Bound::MoreThan, ..Quantity::count(150.0) }, Tolerance::default());
/// assert!(open.holds(153.0) && !open.holds(148.0));
/// ```
pub fn taken_in(quantity: &Quantity, tolerance: Tolerance) -> Interval {
    let Quantity { value, low, high, step, .. } = *quantity;
    match quantity.bound {
        Bound::Exact => Interval::around(value, rounding_room(value, step, tolerance)),
        Bound::Approx => Interval::around(value, approximate_room(value, step, tolerance)),
        Bound::AtLeast | Bound::MoreThan => Interval { low: value, high: f64::INFINITY },
        Bound::AtMost | Bound::LessThan => Interval { low: f64::NEG_INFINITY, high: value },
        Bound::Range => Interval { low, high },
    }
}

/// Sets a claimed quantity against a figure.
///
/// ```
/// use mizan::check::{Manner, Match, Tolerance, weigh};
/// use mizan::claim::{Bound, Quantity};
/// use mizan::dataset::Figure;
/// let figure = |value, low, high| Figure {
///     value, low, high, bound: Bound::Exact, days_covered: 182, rows: 1, published: None, missing: None,
/// };
/// let against = |claimed, value| weigh(&Quantity::count(claimed), &figure(value, value, value), Tolerance::default());
/// assert_eq!(against(153.0, 153.0), Match::Agrees(Manner::Equal));
/// assert_eq!(against(2500.0, 2487.0), Match::Agrees(Manner::Rounded));
/// assert_eq!(against(154.0, 153.0), Match::Differs);
/// let estimates = figure(498.0, 498.0, 614.0);
/// assert_eq!(weigh(&Quantity::count(612.0), &estimates, Tolerance::default()), Match::Agrees(Manner::Estimates));
/// ```
pub fn weigh(quantity: &Quantity, figure: &Figure, tolerance: Tolerance) -> Match {
    let claimed = taken_in(quantity, tolerance);
    let plain = matches!(quantity.bound, Bound::Exact | Bound::Approx);
    if plain && same_number(quantity.value, figure.value) {
        return Match::Agrees(Manner::Equal);
    }
    if claimed.holds(figure.value) {
        let rounded = quantity.bound == Bound::Exact;
        return Match::Agrees(if rounded { Manner::Rounded } else { Manner::Hedged });
    }
    if figure.low < figure.high && claimed.meets(Interval { low: figure.low, high: figure.high }) {
        return Match::Agrees(Manner::Estimates);
    }
    match figure.bound {
        Bound::Approx => {
            let room = approximate_room(figure.value, trailing_step(figure.value), tolerance);
            match claimed.meets(Interval::around(figure.value, room)) {
                true => Match::Agrees(Manner::HedgedBySource),
                false => Match::Differs,
            }
        }
        Bound::AtLeast | Bound::MoreThan if claimed.high > figure.value => Match::Undecided,
        Bound::AtMost | Bound::LessThan if claimed.low < figure.value => Match::Undecided,
        _ => Match::Differs,
    }
}

/// How many digits of the number as written carry information: 3 for 153, 2 for 2,500.
///
/// ```
/// use mizan::check::informative_digits;
/// use mizan::claim::Quantity;
/// assert_eq!(informative_digits(&Quantity::count(153.0)), 3);
/// assert_eq!(informative_digits(&Quantity::count(2500.0)), 2);
/// ```
pub fn informative_digits(quantity: &Quantity) -> i32 {
    let units = (quantity.value / quantity.step).abs().round();
    if units < 1.0 { 1 } else { (units + 0.5).log10().floor() as i32 + 1 }
}

/// How often a number with this many digits fits one of the distinct figures tried by chance: their count over
/// ten to the number of digits.
pub fn chance(distinct: usize, quantity: &Quantity) -> f64 {
    distinct as f64 / 10f64.powi(informative_digits(quantity))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, bound: Bound) -> Figure {
        Figure {
            value,
            low: value,
            high: value,
            bound,
            days_covered: 1,
            rows: 1,
            published: None,
            missing: None,
        }
    }

    #[test]
    fn each_pair_matches_in_its_manner() {
        let exact = Quantity::count;
        let hedged = |value, bound| Quantity { bound, ..Quantity::count(value) };
        let cases = [
            (exact(0.0), figure(0.0, Bound::Exact), Match::Agrees(Manner::Equal)),
            (exact(5.0), figure(6.0, Bound::Exact), Match::Differs),
            (exact(2000.0), figure(1600.0, Bound::Exact), Match::Differs),
            (exact(1_500_000.0), figure(1_461_000.0, Bound::Exact), Match::Agrees(Manner::Rounded)),
            (hedged(150.0, Bound::Approx), figure(153.0, Bound::Exact), Match::Agrees(Manner::Hedged)),
            (hedged(5.0, Bound::Approx), figure(6.0, Bound::Exact), Match::Agrees(Manner::Hedged)),
            (hedged(150.0, Bound::Approx), figure(196.0, Bound::Exact), Match::Differs),
            (hedged(150.0, Bound::MoreThan), figure(551.0, Bound::Exact), Match::Agrees(Manner::Hedged)),
            (hedged(200.0, Bound::MoreThan), figure(153.0, Bound::Exact), Match::Differs),
            (hedged(200.0, Bound::LessThan), figure(153.0, Bound::Exact), Match::Agrees(Manner::Hedged)),
            (exact(9000.0), figure(9000.0, Bound::MoreThan), Match::Agrees(Manner::Equal)),
            (exact(12000.0), figure(9000.0, Bound::MoreThan), Match::Undecided),
            (exact(7000.0), figure(9000.0, Bound::MoreThan), Match::Differs),
            (exact(2600.0), figure(2500.0, Bound::Approx), Match::Agrees(Manner::HedgedBySource)),
        ];
        for (quantity, figure, expected) in cases {
            assert_eq!(
                weigh(&quantity, &figure, Tolerance::default()),
                expected,
                "{} {} against {} {}",
                quantity.bound,
                quantity.value,
                figure.bound,
                figure.value
            );
        }
    }

    #[test]
    fn vague_plurals_take_in_what_lies_between() {
        let dozens = Quantity { low: 20.0, high: 99.0, bound: Bound::Range, ..Quantity::count(20.0) };
        assert_eq!(
            weigh(&dozens, &figure(44.0, Bound::Exact), Tolerance::default()),
            Match::Agrees(Manner::Hedged)
        );
        assert_eq!(weigh(&dozens, &figure(166.0, Bound::Exact), Tolerance::default()), Match::Differs);
    }

    #[test]
    fn a_decimal_has_the_step_of_its_last_digit() {
        let share = Quantity { step: 0.1, ..Quantity::count(39.1) };
        assert_eq!(
            weigh(&share, &figure(39.14, Bound::Exact), Tolerance::default()),
            Match::Agrees(Manner::Rounded)
        );
        assert_eq!(informative_digits(&share), 3);
    }
}
