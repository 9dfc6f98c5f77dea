//! The word that says what happened to those whom a quantity counts.

use super::head::is_happening;
use super::measure_sense;
use crate::claim::comparison::part_of_previous;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::lexicon::ids::Part;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};

/// A word that says what happened, and how far it stands from the quantity.
pub(super) struct Governor<'l> {
    pub at: usize,
    pub sense: &'l Sense,
    pub cost: usize,
}

/// Items before a quantity among which that word is looked for.
const WINDOW: usize = 24;

/// What may stand between that word and the quantity costs at most so much, and so much where the quantity is the last of
/// a list.
const FARTHEST: usize = 12;
const FARTHEST_OF_LIST: usize = 16;

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
    // "Murdered the mayor, the justice of the peace, and three peasants": the last of a list stands farther off.
    let listed = begin > 0 && s.is(begin - 1, Kind::And);
    let most = if listed { FARTHEST_OF_LIST } else { FARTHEST };
    let mut cost = 0;
    let mut beyond = begin;
    for at in (begin.saturating_sub(WINDOW)..begin).rev() {
        if at >= beyond && beyond < begin {
            continue;
        }
        // When it happened may stand between.
        if scan.period_at(at).is_some() {
            continue;
        }
        // Who says so may stand between two commas: أوقف الحرس، وفق البيان نفسه، 22 مهربا.
        if matches!(s.mark(at), Some(',' | '،'))
            && let Some(open) = source_begins(scan, at)
        {
            beyond = open;
            continue;
        }
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
        // Where the verb may stand before its subject, those who raid are counted, not raids: يقتحم أربعة مسلحين.
        let sense = sense.filter(|sense| head_last || !is_act(scan, sense));
        if let Some(sense) = sense {
            let active_object = !head_last || sense.features.has(Feature::Event) || !passive_here(scan, at);
            let noun = sense.features.has(Feature::Noun) && !sense.features.has(Feature::Verb);
            if active_object && !noun {
                return (cost <= most).then_some(Governor { at, sense, cost });
            }
            cost += 4;
        }
        if scan.taken[at] {
            cost += 1;
        }
        if s.is_any(at, Kinds::of(&[Kind::WhichClause, Kind::Attribution, Kind::Comparison])) {
            cost += 3;
        }
        cost += 1;
    }
    None
}

/// Items that a source may take between two commas.
const SOURCE: usize = 8;

/// The comma that opens what one closes, where only a source stands between them: ", according to the ministry,".
fn source_begins(scan: &Scan, close: usize) -> Option<usize> {
    let s = scan.sentence;
    let open = (close.saturating_sub(SOURCE)..close)
        .rev()
        .take_while(|at| scan.quantity_at(*at).is_none())
        .find(|at| s.mark(*at).is_some())
        .filter(|at| matches!(s.mark(*at), Some(',' | '،')))?;
    s.is(open + 1, Kind::Attribution).then_some(open)
}

/// Whether a verb says what somebody does, and not what happens to people.
fn is_act(scan: &Scan, sense: &Sense) -> bool {
    let verb = sense.features.has(Feature::Verb) && !sense.features.has(Feature::Times);
    verb && scan.ids.part(&*sense.value) == Some(Part::Act)
}

/// Whether a verb stands in the passive: an auxiliary right before it, and no name that is spelt like one.
pub(super) fn passive_here(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    at > 0
        && s.sense_with(at - 1, Kind::Auxiliary, Feature::Passive).is_some()
        && s.sense_with(at - 1, Kind::Actor, Feature::Name).is_none()
}

/// Items after a noun among which that word is looked for.
const REACH: usize = 16;

/// The nearest word after the noun that says what happened.
pub(super) fn governor_after<'a>(scan: &Scan<'_, 'a>, from: usize) -> Option<Governor<'a>> {
    let s = scan.sentence;
    let mut cost: usize = 0;
    let mut parenthesis = false;
    let mut beyond = from;
    let mut limit = from + REACH;
    for at in from..(from + 2 * REACH).min(s.len()) {
        if at < beyond {
            continue;
        }
        if at >= limit {
            break;
        }
        // "Four civilians, a couple and their daughter among them, were killed".
        if at <= from + 2
            && matches!(s.mark(at), Some(',' | '،'))
            && let Some(end) = aside_end(scan, at)
        {
            beyond = end;
            limit += end - at;
            continue;
        }
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
        let others = scan.readings.partition_point(|reading| reading.begin < at);
        if let Some(other) = scan.readings.get(others).filter(|other| other.begin == at) {
            // "Nine people, four of them children, were killed"; "12 soldiers and 17 rebels died".
            if !(part_of_previous(scan, others) || is_joined(scan, from, at)) {
                return None;
            }
            beyond = other.end;
            // The comma before a part costs nothing.
            cost = if matches!(s.mark(at - 1), Some(',' | '،')) { cost.saturating_sub(3) } else { cost + 1 };
            continue;
        }
        let says = s.is(at, Kind::Attribution) && !s.is(at, Kind::Auxiliary) && !s.is(at, Kind::Measure);
        let other_clause = s.sense(at, Kind::Clause).is_some_and(|clause| {
            matches!(&*clause.value, "after" | "when" | "while") && !s.is(at, Kind::Measure)
        });
        if says || other_clause || s.is(at, Kind::Since) && !s.is(at, Kind::RangeOpen) {
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
        cost += usize::from(!s.is_any(at, Kinds::of(&[Kind::Auxiliary, Kind::Of, Kind::Definite])));
    }
    None
}

/// The item behind what stands aside between two commas, where the verb follows it.
fn aside_end(scan: &Scan, comma: usize) -> Option<usize> {
    let s = scan.sentence;
    let close = (comma + 2..(comma + REACH).min(s.len()))
        .take_while(|at| !matches!(s.mark(*at), Some('.' | ';' | '؛' | ':' | '!' | '?')))
        .filter(|at| matches!(s.mark(*at), Some(',' | '،')))
        .find(|at| {
            let passive = s.sense_with(at + 1, Kind::Measure, Feature::Passive).is_some();
            let auxiliary = s.is(at + 1, Kind::Auxiliary);
            passive || auxiliary && !s.is_any(at + 1, Kinds::of(&[Kind::Or, Kind::Subset]))
        })?;
    // A number inside it that is no part of the first has a verb of its own.
    let whole = (comma..close).all(|at| {
        let first = scan.readings.partition_point(|reading| reading.begin < at);
        scan.readings.get(first).is_none_or(|other| other.begin != at || part_of_previous(scan, first))
    });
    let aside = !(comma..close).any(|at| s.is(at, Kind::Auxiliary) && is_passive(scan, at));
    (whole && aside).then_some(close + 1)
}

fn is_passive(scan: &Scan, auxiliary: usize) -> bool {
    scan.sentence.sense_with(auxiliary, Kind::Auxiliary, Feature::Passive).is_some()
}

/// Whether only nouns, places and "and" stand between two numbers, so that they share their verb.
fn is_joined(scan: &Scan, from: usize, to: usize) -> bool {
    const NOMINAL: Kinds = Kinds::of(&[
        Kind::Noun,
        Kind::Measure,
        Kind::Place,
        Kind::Actor,
        Kind::Force,
        Kind::Of,
        Kind::In,
        Kind::And,
        Kind::Definite,
        Kind::Stop,
        Kind::Others,
    ]);
    let s = scan.sentence;
    let and = s.prefixes(to).has(Prefixes::AND) || (to > from && s.is(to - 1, Kind::And));
    and && (from..to).all(|at| {
        matches!(s.mark(at), Some(',' | '،'))
            || scan.taken[at]
            || (s.is_any(at, NOMINAL) && !is_happening(scan, at) && !s.is(at, Kind::Auxiliary))
    })
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
