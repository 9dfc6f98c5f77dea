//! Who says so, by which rule it was counted, and whether it is only planned.

use super::Counting;
use super::actor::ActorMention;
use super::scan::Scan;
use crate::lexicon::{Kind, Kinds};

/// Who says so: the actor or the words beside a word of saying in the same sentence.
pub(super) fn attribution(scan: &Scan, actors: &[ActorMention]) -> String {
    let s = scan.sentence;
    if !s.kinds.has(Kind::Attribution) {
        return String::new();
    }
    for at in 0..s.len() {
        if !s.is(at, Kind::Attribution) {
            continue;
        }
        let near = |item: usize| item.abs_diff(at) <= 5 && !crosses_mark(scan, at.min(item), at.max(item));
        if let Some(actor) =
            actors.iter().filter(|mention| near(mention.item)).min_by_key(|mention| mention.item.abs_diff(at))
        {
            return actor.id.to_string();
        }
        let anonymous = (at.saturating_sub(5)..(at + 6).min(s.len()))
            .find(|item| s.is(*item, Kind::Anonymous) && near(*item));
        if let Some(item) = anonymous {
            return s.written(item..item + 1).to_owned();
        }
        if s.is_word(at + 1) && !s.is(at + 1, Kind::Stop) && !scan.taken[at + 1] {
            let end = (at + 2..(at + 5).min(s.len()))
                .find(|item| {
                    s.is_any(*item, Kinds::of(&[Kind::Stop, Kind::And]))
                        || s.mark(*item).is_some()
                        || scan.taken[*item]
                })
                .unwrap_or((at + 4).min(s.len()));
            return s.written(at + 1..end.max(at + 2)).to_owned();
        }
    }
    String::new()
}

fn crosses_mark(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|at| matches!(scan.sentence.mark(at), Some(';' | '؛' | '.')))
}

/// By which rule the quantity was counted, where a word before it in its clause says so.
pub(super) fn counting(scan: &Scan, index: usize) -> Option<Counting> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let before = (reading.begin.saturating_sub(10)..reading.begin).rev();
    let after = reading.end..(reading.end + 6).min(s.len());
    let clause = |at: &usize| !matches!(s.mark(*at), Some('.' | ';' | '؛' | ':'));
    before
        .take_while(clause)
        .chain(after.take_while(|at| s.mark(*at).is_none()))
        .find_map(|at| s.sense(at, Kind::Counting))
        .and_then(|sense| sense.value.parse().ok())
}

/// Whether the quantity is planned, forecast or supposed: a word that says so stands right before it.
pub(super) fn is_planned(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    // What somebody has is there already: "it would withdraw its 370 troops".
    if reading.begin > 0 && s.is(reading.begin - 1, Kind::Possessive) {
        return false;
    }
    (reading.begin.saturating_sub(8)..reading.begin)
        .rev()
        .take_while(|at| s.mark(*at).is_none())
        .take_while(|at| !s.is_any(*at, Kinds::of(&[Kind::WhichClause, Kind::Attribution, Kind::Trend])))
        .any(|at| s.is(at, Kind::Plan) && !scan.taken[at])
}

/// Whether the quantity is denied.
pub(super) fn is_negated(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    reading.begin > 0 && s.is(reading.begin - 1, Kind::Negation) && !s.is(reading.begin, Kind::Hedge)
}
