//! The word that says what happened to those whom a quantity counts.

use super::measure_sense;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};

/// A word that says what happened, and how far it stands from the quantity.
pub(super) struct Governor<'l> {
    pub at: usize,
    pub sense: &'l Sense,
    pub cost: usize,
}

/// The nearest word before the quantity that says what happened to those it counts.
pub(super) fn governor_before<'a>(
    scan: &Scan<'_, 'a>,
    reading: &Reading<'a>,
    head_last: bool,
) -> Option<Governor<'a>> {
    let s = scan.sentence;
    let begin = reading.begin;
    let prefixes = s.prefixes(begin);
    if begin > 0
        && s.is_any(begin - 1, Kinds::of(&[Kind::In, Kind::During, Kind::ByActor, Kind::Against]))
        && !s.is(begin - 1, Kind::Hedge)
    {
        return None;
    }
    if prefixes.has(Prefixes::BY) {
        return None;
    }
    let mut cost = 0;
    for at in (begin.saturating_sub(14)..begin).rev() {
        match s.mark(at) {
            Some('.' | ';' | '؛' | ':' | '!' | '?') => return None,
            Some(',' | '،') => cost += 2,
            Some(_) => {}
            None => {}
        }
        let sense = measure_sense(scan, at, |sense| {
            sense.features.has(Feature::Event)
                || sense.features.has(Feature::Verb)
                || (!head_last && sense.features.has(Feature::Passive))
        });
        if let Some(sense) = sense {
            let active_object = !head_last || sense.features.has(Feature::Event) || !passive_here(scan, at);
            let noun = sense.features.has(Feature::Noun) && !sense.features.has(Feature::Verb);
            if active_object && !noun {
                return (cost <= 12).then_some(Governor { at, sense, cost });
            }
            cost += 4;
        }
        if scan.taken[at] && scan.period_at(at).is_none() {
            cost += 1;
        }
        if s.is_any(at, Kinds::of(&[Kind::WhichClause, Kind::Attribution, Kind::Comparison])) {
            cost += 3;
        }
        cost += 1;
    }
    None
}

/// Whether a verb stands in the passive: an auxiliary right before it, and no name that is spelt like one.
pub(super) fn passive_here(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    at > 0
        && s.sense_with(at - 1, Kind::Auxiliary, Feature::Passive).is_some()
        && s.sense_with(at - 1, Kind::Actor, Feature::Name).is_none()
}

/// The nearest word after the noun that says what happened.
pub(super) fn governor_after<'a>(scan: &Scan<'_, 'a>, from: usize) -> Option<Governor<'a>> {
    let s = scan.sentence;
    let mut cost = 0;
    let mut parenthesis = false;
    for at in from..(from + 12).min(s.len()) {
        match s.mark(at) {
            Some('.' | ';' | '؛' | ':' | '!' | '?') => return None,
            Some('(') => parenthesis = true,
            Some(')') => parenthesis = false,
            Some(',' | '،') => cost += 3,
            _ => {}
        }
        if parenthesis {
            continue;
        }
        let quantity = scan.number_at(at).is_some_and(|reading| reading.items.start == at);
        if quantity || s.is(at, Kind::Attribution) && !s.is(at, Kind::Auxiliary) && !s.is(at, Kind::Measure) {
            return None;
        }
        if s.prefixes(at).has(Prefixes::AND) || s.is(at, Kind::And) {
            cost += 3;
        }
        let sense = measure_sense(scan, at, |sense| {
            sense.features.has(Feature::Verb) || sense.features.has(Feature::Passive)
        });
        if let Some(sense) = sense {
            let object = object_follows(scan, at + 1);
            if sense.features.has(Feature::Passive) || passive_here(scan, at) || !object {
                return (cost <= 9).then_some(Governor { at, sense, cost });
            }
            return None;
        }
        cost += usize::from(!s.is(at, Kind::Auxiliary));
    }
    None
}

/// Whether what follows a verb is its object, so that the verb is active.
pub(super) fn object_follows(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    // What a preposition is glued to is no object: قتلوا بقذائف.
    let glued = s.prefixes(at);
    if [Prefixes::BY, Prefixes::TO].into_iter().any(|one| glued.has(one)) {
        return false;
    }
    scan.quantity_begins(at)
        || s.is(at, Kind::Definite)
        || s.is(at, Kind::Article)
        || s.is(at, Kind::Noun)
        || s.sense_with(at, Kind::Place, Feature::Adjective).is_some()
        || s.sense_with(at, Kind::Measure, Feature::Noun).is_some()
}
