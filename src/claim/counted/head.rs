//! The noun that a quantity stands before.

use super::{Head, Says, measure_sense};
use crate::claim::number::Form;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::lexicon::ids::ActorKind;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};
use std::ops::Range;

/// Kinds of words that cannot describe the noun that follows.
const BREAKS: Kinds = Kinds::of(&[
    Kind::Stop,
    Kind::In,
    Kind::During,
    Kind::Since,
    Kind::Until,
    Kind::And,
    Kind::Or,
    Kind::Comparison,
    Kind::Attribution,
    Kind::ByActor,
    Kind::Subset,
    Kind::WhichClause,
    Kind::Auxiliary,
    Kind::Hedge,
    Kind::Weekday,
    Kind::RelativeDay,
]);

/// Finds the noun that a quantity stands before.
pub(super) fn head<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>, head_last: bool) -> Option<Head<'a>> {
    let s = scan.sentence;
    if reading.form == Form::Dual {
        let at = reading.items.start;
        let says = s
            .sense(at, Kind::Noun)
            .map(Says::Noun)
            .filter(|_| s.sense_with(at, Kind::Measure, Feature::Noun).is_none())
            .or_else(|| measure_sense(scan, at, |sense| sense.features.has(Feature::Noun)).map(Says::Measure))
            .or_else(|| measure_sense(scan, at, |_| true).map(Says::Measure))?;
        return Some(Head { items: at..at + 1, says });
    }
    if reading.weak && !head_last {
        return head_before(scan, reading);
    }
    let mut at = reading.end;
    if s.mark(at) == Some('-') && !s.spaced(at) {
        at += 1;
    }
    let of = s.is(at, Kind::Of);
    if of {
        at += 1;
    }
    // "Nine of 11 counts": both number the same noun.
    if of && let Some(whole) = scan.quantity_at(at).filter(|other| other.begin == at) {
        at = whole.end;
    }
    while s.is(at, Kind::Definite)
        || (of && s.is(at, Kind::Possessive))
        || matches!(s.mark(at), Some('"' | '«' | '“' | '\''))
    {
        at += 1;
    }
    let first = at;
    let mut found: Option<Head> = None;
    let mut unknown: Option<usize> = None;
    while at < s.len() && at < first + 6 {
        if scan.taken[at] {
            break;
        }
        if let Some(mark) = s.mark(at) {
            if mark != '-' || s.spaced(at) {
                break;
            }
            at += 1;
            continue;
        }
        let glued = s.prefixes(at);
        let joined = at > first && !glued.is_empty() && !glued.has(Prefixes::DEFINITE);
        if joined || glued.has(Prefixes::AND) || glued.has(Prefixes::BY) {
            break;
        }
        let noun = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))
            .map(Says::Measure)
            .or_else(|| s.sense(at, Kind::Noun).map(Says::Noun))
            .or_else(|| s.is(at, Kind::Others).then_some(Says::Others));
        match noun {
            Some(says) if !blocks_noun(scan, at) => {
                found = Some(Head { items: first..at + 1, says });
                // A plural does not describe the noun behind it.
                if !head_last || s.items[at].plural {
                    break;
                }
            }
            _ if s.is_any(at, BREAKS) => break,
            _ if is_happening(scan, at) => break,
            _ if s.is_any(at, Kinds::of(&[Kind::Place, Kind::Actor])) => {
                let member = s.sense_with(at, Kind::Place, Feature::Adjective).is_some()
                    || s.sense_with(at, Kind::Actor, Feature::Adjective).is_some();
                let force = s.sense_with(at, Kind::Actor, Feature::Name).and_then(|actor| {
                    let kind = scan.ids.actor(&*actor.value)?.kind;
                    let people =
                        [ActorKind::Army, ActorKind::Police, ActorKind::Coastguard, ActorKind::Militants];
                    people.contains(&kind).then_some(kind)
                });
                if member && found.is_none() {
                    found = Some(Head { items: first..at + 1, says: Says::Member });
                } else if let (Some(kind), None) = (force, &found) {
                    found = Some(Head { items: first..at + 1, says: Says::Force(kind) });
                    if s.items[at].plural {
                        break;
                    }
                } else if !member && !s.is(at, Kind::Actor) && !describes(scan, at) {
                    break;
                }
                if !head_last {
                    break;
                }
            }
            _ => {
                if found.as_ref().is_some_and(|head| !matches!(head.says, Says::Member | Says::Force(_))) {
                    break;
                }
                unknown = Some(at);
                if !head_last {
                    break;
                }
            }
        }
        at += 1;
    }
    let later_unknown = |head: &Head| {
        matches!(head.says, Says::Member | Says::Others | Says::Force(_))
            && unknown.is_some_and(|at| at >= head.items.end)
    };
    match (found, unknown) {
        (Some(head), None) => Some(head),
        (Some(head), Some(_)) if !later_unknown(&head) => Some(head),
        (_, Some(at)) => {
            Some(Head { items: first..at + 1, says: Says::Unknown(s.written(at..at + 1).to_lowercase()) })
        }
        (None, None) => None,
    }
}

/// Whether a place's name describes the noun that follows: "UK troops".
pub(super) fn describes(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    let noun = Kinds::of(&[Kind::Noun, Kind::Measure]);
    s.is_word(at + 1) && !scan.taken[at + 1] && (s.is_any(at + 1, noun) || s.items[at + 1].senses.is_empty())
}

/// The noun before a "one" that follows what it counts: صحفي واحد.
pub(super) fn head_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<Head<'a>> {
    let s = scan.sentence;
    let at = reading.begin.checked_sub(1)?;
    let says = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))
        .map(Says::Measure)
        .or_else(|| s.sense(at, Kind::Noun).map(Says::Noun))?;
    let indefinite = !s.prefixes(at).has(Prefixes::DEFINITE);
    indefinite.then_some(Head { items: at..at + 1, says })
}

/// Whether a word that may be a noun is a verb here: an auxiliary stands before it.
pub(super) fn blocks_noun(scan: &Scan, at: usize) -> bool {
    at > 0 && scan.sentence.is(at - 1, Kind::Auxiliary)
}

/// Whether the item says what happened and is no noun.
pub(super) fn is_happening(scan: &Scan, at: usize) -> bool {
    scan.sentence.senses(at, Kind::Measure).any(|sense| {
        [Feature::Verb, Feature::Passive, Feature::Event]
            .into_iter()
            .any(|feature| sense.features.has(feature))
            && !sense.features.has(Feature::Noun)
    })
}

/// What counts the people of an armed force or organisation.
pub(super) fn people_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Army => "troops",
        ActorKind::Police | ActorKind::Coastguard => "police",
        _ => "fighters",
    }
}

/// What counts the members of an armed group that is named beside them: "2,000 al-Qaeda members".
pub(super) fn force_of_members(scan: &Scan, items: &Range<usize>, noun: &Sense) -> Option<&'static str> {
    if &*noun.value != MEMBER {
        return None;
    }
    let s = scan.sentence;
    let behind = items.end + 1 + usize::from(s.is(items.end + 1, Kind::Definite));
    let named = items.clone().chain(s.is(items.end, Kind::Of).then_some(behind));
    let kinds = named.filter_map(|at| scan.ids.actor(&*s.sense(at, Kind::Actor)?.value));
    kinds.map(|row| row.kind).find(|kind| *kind == ActorKind::Militants).map(people_of)
}

/// The noun for those who belong to any organisation.
const MEMBER: &str = "member";
