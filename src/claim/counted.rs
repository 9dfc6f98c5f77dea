//! What a quantity counts: the noun beside it, and what happened to those it counts.

use super::number::Form;
use super::reading::Reading;
use super::scan::Scan;
use super::{MeasureId, Unit};
use crate::lexicon::ids::{ActorKind, Flow, Ids};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes, Sense, Suffix};
use std::ops::Range;

/// The noun that a quantity stands before.
#[derive(Debug, Clone)]
pub(super) struct Head<'l> {
    /// The items from the first modifier to the noun.
    pub items: Range<usize>,
    /// What the noun says.
    pub says: Says<'l>,
}

/// What a noun says.
#[derive(Debug, Clone)]
pub(super) enum Says<'l> {
    /// The word of a measure.
    Measure(&'l Sense),
    /// Another listed noun.
    Noun(&'l Sense),
    /// A nationality or membership used as a noun.
    Member,
    /// The name of an armed force or organisation, for its people.
    Force(ActorKind),
    /// "others": the noun of the quantity before.
    Others,
    /// A word that no lexicon has.
    Unknown(String),
}

/// What is counted, and how that was found.
#[derive(Debug, Clone)]
pub(super) struct Counted<'l> {
    pub measure: MeasureId,
    pub head: Option<Head<'l>>,
    /// The item of the word that says what happened.
    pub governor: Option<usize>,
    /// How it was found, for the derivation.
    pub by: &'static str,
}

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

/// What a word of a measure means here: an ambiguous word needs something in its sentence that speaks for it,
/// a cue or an actor of the right kind; then it goes before its plain meaning.
pub(super) fn measure_sense<'a>(
    scan: &Scan<'_, 'a>,
    at: usize,
    fits: impl Fn(&Sense) -> bool,
) -> Option<&'a Sense> {
    let s = scan.sentence;
    let mut plain = None;
    let mut doubtful = None;
    for sense in s.senses(at, Kind::Measure).filter(|sense| fits(sense)) {
        if !sense.features.has(Feature::Ambiguous) {
            plain = plain.or(Some(sense));
        } else if is_spoken_for(scan, sense, at) {
            return Some(sense);
        } else if sense.features.has(Feature::Noun) {
            doubtful = doubtful.or(Some(sense));
        }
    }
    plain.or(doubtful)
}

/// Whether a cue or an actor in the sentence speaks for an ambiguous meaning.
fn is_spoken_for(scan: &Scan, sense: &Sense, at: usize) -> bool {
    let s = scan.sentence;
    let by: Option<ActorKind> = sense.attribute(Attribute::By).and_then(|kind| kind.parse().ok());
    (0..s.len()).filter(|item| *item != at).any(|item| {
        let cue = s.is(item, Kind::Cue) && s.senses(item, Kind::Cue).any(|cue| cue.value == sense.value);
        cue || by.is_some_and(|by| {
            let actor =
                s.sense(item, Kind::Actor).and_then(|actor| scan.ids.actor(&actor.value.as_ref().into()));
            let kind = actor.map(|row| row.kind).or_else(|| {
                let generic = s.sense(item, Kind::Generic).or_else(|| s.sense(item, Kind::Force))?;
                generic.value.parse().ok()
            });
            kind.is_some_and(|kind| (by == ActorKind::Militants) == (kind == ActorKind::Militants))
        })
    })
}

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
    while s.is(at, Kind::Definite) || matches!(s.mark(at), Some('"' | '«' | '“' | '\'')) {
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
        if joined || glued.has(Prefixes::AND) {
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
                    let kind = scan.ids.actor(&actor.value.as_ref().into())?.kind;
                    matches!(kind, ActorKind::Army | ActorKind::Police | ActorKind::Militants).then_some(kind)
                });
                if member && found.is_none() {
                    found = Some(Head { items: first..at + 1, says: Says::Member });
                } else if let (Some(kind), None) = (force, &found) {
                    found = Some(Head { items: first..at + 1, says: Says::Force(kind) });
                    if s.items[at].plural {
                        break;
                    }
                } else if !head_last || (!member && !s.is(at, Kind::Actor) && !describes(scan, at)) {
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
fn describes(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    let noun = Kinds::of(&[Kind::Noun, Kind::Measure]);
    s.is_word(at + 1) && !scan.taken[at + 1] && (s.is_any(at + 1, noun) || s.items[at + 1].senses.is_empty())
}

/// The noun before a "one" that follows what it counts: صحفي واحد.
fn head_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<Head<'a>> {
    let s = scan.sentence;
    let at = reading.begin.checked_sub(1)?;
    let says = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))
        .map(Says::Measure)
        .or_else(|| s.sense(at, Kind::Noun).map(Says::Noun))?;
    let indefinite = !s.prefixes(at).has(Prefixes::DEFINITE);
    indefinite.then_some(Head { items: at..at + 1, says })
}

/// Whether a word that may be a noun is a verb here: an auxiliary stands before it.
fn blocks_noun(scan: &Scan, at: usize) -> bool {
    at > 0 && scan.sentence.is(at - 1, Kind::Auxiliary)
}

/// Whether the item says what happened and is no noun.
fn is_happening(scan: &Scan, at: usize) -> bool {
    scan.sentence.senses(at, Kind::Measure).any(|sense| {
        [Feature::Verb, Feature::Passive, Feature::Event]
            .into_iter()
            .any(|feature| sense.features.has(feature))
            && !sense.features.has(Feature::Noun)
    })
}

/// A word that says what happened, and how far it stands from the quantity.
struct Governor<'l> {
    at: usize,
    sense: &'l Sense,
    cost: usize,
}

/// The nearest word before the quantity that says what happened to those it counts.
fn governor_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>, head_last: bool) -> Option<Governor<'a>> {
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
        if scan.taken[at] && !scan.whens.iter().any(|when| when.items.contains(&at)) {
            cost += 1;
        }
        if s.is_any(at, Kinds::of(&[Kind::WhichClause, Kind::Attribution, Kind::Comparison])) {
            cost += 3;
        }
        cost += 1;
    }
    None
}

/// Whether a verb stands in the passive: an auxiliary right before it.
fn passive_here(scan: &Scan, at: usize) -> bool {
    at > 0 && scan.sentence.sense_with(at - 1, Kind::Auxiliary, Feature::Passive).is_some()
}

/// The nearest word after the noun that says what happened.
fn governor_after<'a>(scan: &Scan<'_, 'a>, from: usize) -> Option<Governor<'a>> {
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
        let quantity = scan.readings.iter().any(|reading| reading.items.start == at);
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
fn object_follows(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    scan.readings.iter().any(|reading| reading.begin == at)
        || s.is(at, Kind::Definite)
        || s.is(at, Kind::Article)
        || s.is(at, Kind::Noun)
        || s.sense_with(at, Kind::Place, Feature::Adjective).is_some()
        || s.sense_with(at, Kind::Measure, Feature::Noun).is_some()
}

/// The nearest measure spoken of before a quantity that has no noun: "the death toll rose to 12".
fn subject_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    let window = reading.begin.saturating_sub(18)..reading.begin;
    // "the number of those killed in the attack rose to 15": what the number is of, not what stands nearest.
    let numbered = window.clone().rev().find(|at| s.is(*at, Kind::NumberOf)).and_then(|at| {
        (at + 1..(at + 4).min(reading.begin))
            .find_map(|at| measure_sense(scan, at, |_| true).map(|sense| (at, sense)))
    });
    if numbered.is_some() {
        return numbered;
    }
    for at in window.rev() {
        if matches!(s.mark(at), Some('.' | ';' | '؛' | '!' | '?')) {
            return None;
        }
        if let Some(sense) = measure_sense(scan, at, |_| true) {
            return Some((at, sense));
        }
        if scan.readings.iter().any(|other| other.items.contains(&at)) && s.is(at, Kind::And) {
            return None;
        }
    }
    None
}

/// Whether those that a noun counts can have something happen to them.
fn can_suffer(head: Option<&Head>, ids: &Ids) -> bool {
    match head.map(|head| &head.says) {
        None | Some(Says::Member | Says::Others | Says::Force(_) | Says::Unknown(_)) => true,
        Some(Says::Noun(sense)) => sense.features.has(Feature::Person) || sense.features.has(Feature::Animal),
        Some(Says::Measure(sense)) => {
            sense.features.has(Feature::Person)
                || ids.measure(&sense.value.as_ref().into()).is_some_and(|row| row.flow == Flow::Stock)
        }
    }
}

/// Says what a quantity counts; none where nothing beside it says so.
pub(super) fn counted<'a>(
    scan: &Scan<'_, 'a>,
    index: usize,
    head_last: bool,
    ids: &Ids,
    before: Option<&Counted<'a>>,
) -> Option<Counted<'a>> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let found = |measure: &str, head: Option<Head<'a>>, governor: Option<usize>, by: &'static str| {
        Some(Counted { measure: measure.into(), head, governor, by })
    };
    if reading.quantity.unit == Unit::Money {
        return found("money", None, None, "currency");
    }
    if let Some(unit) = reading.unit {
        return found(&format!("other:{}", unit.value), None, None, "unit");
    }
    let head = head(scan, reading, head_last);
    if let Some(Head { says: Says::Measure(sense), .. }) = &head
        && !can_suffer(head.as_ref(), ids)
    {
        return found(&sense.value, head.clone(), None, "noun");
    }
    let share = matches!(reading.quantity.unit, Unit::Percent | Unit::PercentagePoint | Unit::Ratio);
    if matches!(&head, Some(Head { says: Says::Noun(sense), .. }) if &*sense.value == "time")
        && let Some((at, sense)) = repeated(scan, reading)
    {
        return found(&sense.value, head, Some(at), "so many times");
    }
    if can_suffer(head.as_ref(), ids) && !(share && head.is_none()) {
        let end = head.as_ref().map_or(reading.end, |head| head.items.end);
        let left = governor_before(scan, reading, head_last);
        let right = governor_after(scan, end);
        let chosen = match (left, right) {
            (Some(left), Some(right)) if right.cost < left.cost => Some(right),
            (Some(left), _) => Some(left),
            (None, right) => right,
        };
        if let Some(governor) = chosen {
            let refined = refine(&governor.sense.value, head.as_ref(), ids);
            return found(&refined, head, Some(governor.at), "happened");
        }
    }
    match &head {
        Some(Head { says: Says::Measure(sense), .. }) => found(&sense.value, head.clone(), None, "noun"),
        Some(Head { says: Says::Noun(sense), .. }) => {
            let measure = match sense.attribute(Attribute::Default) {
                Some(default) => default.to_string(),
                None => format!("other:{}", sense.value),
            };
            found(&measure, head.clone(), None, "noun")
        }
        Some(Head { says: Says::Force(kind), .. }) => {
            let people = match kind {
                ActorKind::Army => "troops",
                ActorKind::Police => "police",
                _ => "fighters",
            };
            found(people, head, None, "noun")
        }
        Some(Head { says: Says::Others | Says::Member, .. }) if before.is_some() => {
            let measure = before.map(|counted| counted.measure.as_str().to_owned()).unwrap_or_default();
            found(&measure, head, None, "as before")
        }
        Some(Head { says: Says::Member, .. }) => found("other:citizen", head, None, "noun"),
        Some(Head { says: Says::Unknown(word), .. }) if !share => {
            let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            found(&format!("other:{word}"), head, None, "noun")
        }
        _ => {
            if let Some((at, sense)) = subject_before(scan, reading) {
                return found(&sense.value, head, Some(at), "spoken of before");
            }
            let compared = reading.begin > 0 && s.is(reading.begin - 1, Kind::Comparison);
            match before {
                Some(counted) if !share || compared => {
                    found(counted.measure.as_str(), head, None, "as before")
                }
                _ if share => {
                    let of = of_noun(scan, reading.end).unwrap_or_default();
                    found(
                        &if of.is_empty() { "other:share".to_owned() } else { format!("other:{of}") },
                        None,
                        None,
                        "share",
                    )
                }
                _ => None,
            }
        }
    }
}

/// What happened so many times: a verb before the number, or an event behind it.
fn repeated<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    let before = (reading.begin.saturating_sub(8)..reading.begin).rev().find_map(|at| {
        measure_sense(scan, at, |sense| sense.features.has(Feature::Times)).map(|sense| (at, sense))
    });
    before.or_else(|| {
        (reading.end..(reading.end + 8).min(s.len())).take_while(|at| s.mark(*at).is_none()).find_map(|at| {
            measure_sense(scan, at, |sense| sense.features.has(Feature::Noun)).map(|sense| (at, sense))
        })
    })
}

/// The noun after "of" beside a share.
fn of_noun(scan: &Scan, at: usize) -> Option<String> {
    let s = scan.sentence;
    let mut at = at;
    while s.is(at, Kind::Of) || s.is(at, Kind::Definite) {
        at += 1;
    }
    let sense = s.sense(at, Kind::Noun).or_else(|| s.sense(at, Kind::Measure))?;
    Some(sense.value.to_string())
}

/// The finer measure that a noun makes of what happened: children killed.
fn refine(measure: &str, head: Option<&Head>, ids: &Ids) -> String {
    let Some(Head { says: Says::Noun(sense), .. }) = head else { return measure.to_owned() };
    let Some(whom) = sense.attribute(Attribute::Refines) else { return measure.to_owned() };
    let finer = format!("{whom}-{measure}");
    if ids.measure_tree.knows(&finer.as_str().into()) { finer } else { measure.to_owned() }
}

/// Whether the quantity speaks of things already spoken of: "the three leaders", القادة الثلاثة.
pub(super) fn is_repeat(scan: &Scan, index: usize, counted: &Counted) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let at = reading.items.start;
    let governed_before = counted.governor.is_some_and(|governor| governor < at);
    let adjacent = counted.governor.is_some_and(|governor| governor + 1 == at);
    let kept = if reading.form == Form::Dual { adjacent } else { governed_before };
    if reading.form == Form::Vague || reading.quantity.unit != Unit::Count || kept {
        return false;
    }
    let others = at > 1 && s.is(at - 1, Kind::Others) && s.is(at - 2, Kind::Definite);
    let compound = s.mark(reading.end) == Some('-') && !s.spaced(reading.end);
    if compound {
        return false;
    }
    let definite_word = others || (at > 0 && s.is(at - 1, Kind::Definite) && reading.begin == at);
    let glued = s.prefixes(at).has(Prefixes::DEFINITE);
    let possessed = matches!(s.suffix(at), Some(Suffix::Possessive)) || (reading.form == Form::Dual && glued);
    (definite_word || glued || possessed) && reading.quantity.value < 1000.0
}
