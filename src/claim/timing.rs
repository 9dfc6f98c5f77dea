//! Which of a sentence's periods a quantity is about.

use super::period::{Period, PeriodBasis};
use super::scan::Scan;
use super::when::When;
use crate::lexicon::Kind;

/// The period of a quantity: the one beside it, else the one its sentence opens with.
pub(super) fn period_of(scan: &Scan, index: usize) -> Option<(Period, PeriodBasis)> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let next = scan.readings.get(index + 1).map_or(s.len(), |next| next.begin);
    let previous = index.checked_sub(1).map_or(0, |previous| scan.readings[previous].end);
    let usable = |when: &&When| when.period.is_some() && !when.future && !is_saying_date(scan, when);
    let known = |when: &When| when.period.map(|period| (period, when.basis));
    let comparison_between = |when: &When| {
        let (from, to) = if when.items.start >= reading.end {
            (reading.end, when.items.start)
        } else {
            (when.items.end, reading.begin)
        };
        (from..to).any(|at| scan.is_comparison(at))
    };
    let after =
        scan.whens.iter().filter(usable).find(|when| {
            when.items.start >= reading.end && when.items.end <= next && !comparison_between(when)
        });
    let just_before = scan.whens.iter().rev().filter(usable).find(|when| {
        when.items.end <= reading.begin && when.items.start >= previous && !comparison_between(when)
    });
    let leading = scan
        .whens
        .iter()
        .filter(usable)
        .find(|when| when.items.end <= reading.begin && !comparison_between(when));
    let later = scan.whens.iter().filter(usable).find(|when| {
        when.items.start >= reading.end && !comparison_between(when) && !opens_clause(scan, reading.end, when)
    });
    after.or(just_before).or(leading).or(later).and_then(known)
}

/// Whether another clause begins between an item and a period.
fn opens_clause(scan: &Scan, from: usize, when: &When) -> bool {
    (from..when.items.start).any(|at| matches!(scan.sentence.mark(at), Some(';' | '؛')))
}

/// Whether the period says when somebody said so: "said on Friday".
pub(super) fn is_saying_date(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    (1..=3).any(|back| {
        when.items.start.checked_sub(back).is_some_and(|at| {
            s.is(at, Kind::Attribution)
                && !s.is(at, Kind::Counting)
                && (at + 1..when.items.start).all(|between| {
                    s.is(between, Kind::Stop)
                        || s.is(between, Kind::During)
                        || s.is(between, Kind::In)
                        || s.is(between, Kind::Place)
                        || s.is(between, Kind::Actor)
                })
        })
    })
}
