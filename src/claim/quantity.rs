//! Quantities: numbers as they were written, with the room that their wording leaves.

use crate::codes;

codes! {
    /// How the text hedges its number.
    pub enum Bound {
        /// No hedge.
        Exact = "exact",
        /// About, nearly, some.
        Approx = "approx",
        /// At least.
        AtLeast = "at_least",
        /// More than, over.
        MoreThan = "more_than",
        /// At most, up to.
        AtMost = "at_most",
        /// Less than, under.
        LessThan = "less_than",
        /// Between two numbers, or a vague plural such as dozens.
        Range = "range",
    }
}

codes! {
    /// What the number is a number of, in kind.
    pub enum Unit {
        Count = "count",
        Percent = "percent",
        PercentagePoint = "percentage_point",
        Ratio = "ratio",
        Money = "money",
        Other = "other",
    }
}

/// A number as written: `low ≤ value ≤ high`, its hedge, its unit, and the step of its last written digit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The nominal value in base units: 26 for "26 %", 1,500,000 for "1.5 million".
    pub value: f64,
    /// The lower end of a range; the value itself where there is none.
    pub low: f64,
    /// The upper end of a range; the value itself where there is none.
    pub high: f64,
    /// The hedge.
    pub bound: Bound,
    /// The unit.
    pub unit: Unit,
    /// One unit of the last digit that carries information: 100 for "2,500", 1 for "8,234", 0.01 for "39.14",
    /// 100,000 for "1.5 million".
    pub step: f64,
}

impl Quantity {
    /// An unhedged count whose step follows from its trailing zeros.
    ///
    /// ```
    /// use mizan::claim::Quantity;
    /// assert_eq!(Quantity::count(2500.0).step, 100.0);
    /// assert_eq!(Quantity::count(153.0).step, 1.0);
    /// ```
    pub fn count(value: f64) -> Self {
        Quantity {
            value,
            low: value,
            high: value,
            bound: Bound::Exact,
            unit: Unit::Count,
            step: trailing_step(value),
        }
    }
}

/// The place value of a whole number's last digit that is not zero; 1 for zero and for fractions.
pub fn trailing_step(value: f64) -> f64 {
    if value == 0.0 || value.fract() != 0.0 || value.abs() >= 1e15 {
        return 1.0;
    }
    let mut step = 1.0;
    while (value / (step * 10.0)).fract() == 0.0 {
        step *= 10.0;
    }
    step
}

/// The step of a number as written: from its decimals where it has some, else from the value's trailing zeros.
/// Marks between digits that all count are not decimal ones: "2,400" is no 2.4.
pub(super) fn written_step(text: &str, value: f64) -> f64 {
    let digit = |c: char| c.to_digit(10).or(arabic_digit(c));
    let is_mark = |c: char| matches!(c, '.' | '٫' | ',');
    let digits: String =
        text.chars().filter_map(digit).filter_map(|digit| char::from_digit(digit, 10)).collect();
    let all: f64 = digits.parse().unwrap_or(value);
    let after = text.rsplit_once(is_mark).map_or("", |(_, after)| after);
    let decimals = after.chars().take_while(|c| c.is_numeric()).count();
    if decimals == 0 || all == 0.0 || all == value.abs() {
        return trailing_step(value);
    }
    // All digits together are the number in units of its last one.
    value.abs() / all
}

fn arabic_digit(c: char) -> Option<u32> {
    match c {
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}
