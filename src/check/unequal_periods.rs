//! M101: the text compares what two periods of unequal length counted.

use super::Severity;
use super::evidence::Weighed;
use super::rule::{Case, Finding};
use crate::claim::{Period, Relation, Unit};
use crate::dataset::{Answer, Slice};
use crate::lexicon::ids::Flow;

/// Lengths that differ by less than this share are told apart by no reader.
const LEAST_DIFFERENCE: f64 = 0.1;

/// Two counts of a comparison with what they come to at the same pace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// The first number over the length of the second's period.
    pub(super) value: f64,
    /// That by the second number.
    pub(super) ratio: f64,
    /// The numbers as written, the first by the second.
    pub(super) raw: f64,
}

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let other = case.compared_to()?;
    if matches!(own.claim.relation, Some(Relation::Ratio | Relation::PercentMore | Relation::PercentLess)) {
        return None;
    }
    // What is counted a month is the same whatever the length; and of "the same period" the length was misread.
    if case.says("rate", &[own, other]) || case.says("alike", &[own, other]) {
        return None;
    }
    let pace = pace(case, own, other)?;
    let (period, other_period) = (own.period?, other.period?);
    let said = case.says("pace", &[own, other]);
    let words = case.words();
    let values = [
        ("claim", words.claim(own.claim)),
        ("length", words.length(&period)),
        ("other", words.claim(other.claim)),
        ("other_length", words.length(&other_period)),
        ("change", words.change(((pace.raw - 1.0) * 100.0).round())),
        ("pace", words.number(pace.value.round())),
        ("other_value", words.number(other.quantity?.value)),
        ("ratio", words.number(pace.ratio)),
    ];
    let key = if said { "finding.M101.said" } else { "finding.M101" };
    let severity = if said { Severity::Note } else { Severity::Material };
    let finding = Finding::new(severity, case.fill(key, &values))
        .beside(&other.claim.claim_id)
        .number("pace", pace.value)
        .number("ratio", pace.ratio)
        .number("raw", pace.raw);
    Some(match like_for_like(case, own, other) {
        Some(figure) => finding.number("like_for_like", figure),
        None => finding,
    })
}

/// The pace of two counts of one measure over periods of unequal length: by months where both are whole ones,
/// else by days.
pub(super) fn pace(case: &Case<'_>, own: &Weighed<'_>, other: &Weighed<'_>) -> Option<Pace> {
    let counts = |claim: &Weighed<'_>| matches!(claim.unit(), Unit::Count | Unit::Money | Unit::Other);
    let level = matches!(case.checker().flow(&own.claim.measure), Some(Flow::Stock | Flow::Either));
    // What neither happens nor is suffered may be told of a day as it stood then.
    let as_of = |period: &Period| period.days() == 1 && !case.checker().happens(&own.claim.measure);
    if level
        || as_of(&own.period?)
        || as_of(&other.period?)
        || own.claim.measure != other.claim.measure
        || !counts(own)
        || own.unit() != other.unit()
    {
        return None;
    }
    let (length, other_length) = lengths(&own.period?, &other.period?);
    if (length - other_length).abs() < LEAST_DIFFERENCE * length.max(other_length) {
        return None;
    }
    let (value, other_value) = (own.quantity?.value, other.quantity?.value);
    if value <= 0.0 || other_value <= 0.0 {
        return None;
    }
    let paced = value * other_length / length;
    Some(Pace { value: paced, ratio: paced / other_value, raw: value / other_value })
}

/// How long two periods are, in months where both are whole ones, else in days.
fn lengths(one: &Period, other: &Period) -> (f64, f64) {
    match (one.whole_months(), other.whole_months()) {
        (Some(one), Some(other)) => (f64::from(one), f64::from(other)),
        _ => (f64::from(one.days()), f64::from(other.days())),
    }
}

/// What the other number's source counted in the same stretch of the other's year, where it says so.
fn like_for_like(case: &Case<'_>, own: &Weighed<'_>, other: &Weighed<'_>) -> Option<f64> {
    let (period, other_period) = (own.period?, other.period?);
    let years = i32::from(other_period.start.year() - period.start.year());
    let same_stretch = period.shift_years(years);
    if !other_period.contains(&same_stretch) {
        return None;
    }
    let checker = case.checker();
    other.agreeing(checker).iter().find_map(|evidence| {
        let slice = Slice { period: same_stretch, ..Slice::clone(evidence.slice.as_ref()?) };
        match checker.datasets().answer_in(evidence.series, &slice, other.unit()) {
            Answer::Figure(figure) => Some(figure.value),
            _ => None,
        }
    })
}
