//! Slips of the pen: a number that is another one with its point or its digits displaced.

use super::agreement::{Tolerance, informative_digits, same_number, weigh};
use super::{Manner, Match};
use crate::claim::{Bound, Quantity};
use crate::dataset::Figure;

/// What happened to a figure on its way into the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// It was multiplied by ten to this power.
    Magnitude(i32),
    /// Two of its digits changed places.
    Swapped,
    /// It lost a digit, or gained one.
    Dropped,
}

/// How the text's number came from the figure, where one slip explains it.
pub(super) fn slip(quantity: &Quantity, figure: &Figure, tolerance: Tolerance) -> Option<Slip> {
    if quantity.bound != Bound::Exact || informative_digits(quantity) < 2 || figure.value == 0.0 {
        return None;
    }
    let power = (quantity.value / figure.value).abs().log10().round() as i32;
    let scale = 10f64.powi(-power);
    let scaled = Quantity { value: quantity.value * scale, step: quantity.step * scale, ..*quantity };
    let exactly = Figure { low: figure.value, high: figure.value, bound: Bound::Exact, ..*figure };
    let displaced = power != 0 && power.abs() <= 9;
    let agreement = if displaced { weigh(&scaled, &exactly, tolerance) } else { Match::Differs };
    let digits = digits(quantity.value).zip(digits(figure.value));
    match (agreement, digits) {
        (Match::Agrees(Manner::Equal), _) => Some(Slip::Magnitude(power)),
        (_, Some((written, meant))) if swapped(&written, &meant) => Some(Slip::Swapped),
        (_, Some((written, meant))) if without_one(&written, &meant) || without_one(&meant, &written) => {
            Some(Slip::Dropped)
        }
        (Match::Agrees(Manner::Rounded), _) => Some(Slip::Magnitude(power)),
        _ => None,
    }
}

/// The digits of a whole number of at least ten.
fn digits(value: f64) -> Option<Vec<u8>> {
    let whole = value.round().abs();
    ((10.0..1e15).contains(&whole) && same_number(whole, value.abs()))
        .then(|| format!("{whole:.0}").into_bytes())
}

fn swapped(written: &[u8], meant: &[u8]) -> bool {
    let displaced: Vec<usize> =
        (0..written.len().min(meant.len())).filter(|&at| written[at] != meant[at]).collect();
    written.len() == meant.len()
        && matches!(displaced[..], [one, other] if written[one] == meant[other] && written[other] == meant[one])
}

/// Whether taking one digit out of the longer, of at least three digits, leaves the shorter.
fn without_one(longer: &[u8], shorter: &[u8]) -> bool {
    longer.len() >= 3
        && longer.len() == shorter.len() + 1
        && (0..longer.len()).any(|gap| longer[..gap] == shorter[..gap] && longer[gap + 1..] == shorter[gap..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_differences() {
        let cases = [
            (169.0, 196.0, Some(Slip::Swapped)),
            (31.0, 13.0, Some(Slip::Swapped)),
            (1530.0, 153.0, Some(Slip::Magnitude(1))),
            (1_500_000_000.0, 1_490_000.0, Some(Slip::Magnitude(3))),
            (15.0, 153.0, Some(Slip::Dropped)),
            (1153.0, 153.0, Some(Slip::Dropped)),
            (13.0, 14.0, None),
            (30.0, 3.0, None),
            (154.0, 153.0, None),
        ];
        for (written, meant, expected) in cases {
            let figure = Figure {
                value: meant,
                low: meant,
                high: meant,
                bound: Bound::Exact,
                days_covered: 1,
                rows: 1,
                published: None,
                missing: None,
            };
            let found = slip(&Quantity::count(written), &figure, Tolerance::default());
            assert_eq!(found, expected, "{written} for {meant}");
        }
    }
}
