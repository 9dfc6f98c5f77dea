//! What a quantity counts: the noun beside it, and what happened to those it counts.

mod governor;
mod head;

use super::comparison::part_of_previous;
use super::number::Form;
use super::reading::Reading;
use super::scan::Scan;
use super::sentence::Sentence;
use super::{MeasureId, Unit};
use crate::lexicon::ids::{ActorKind, Flow, Ids};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes, Sense, Suffix};
use governor::{governor_after, governor_before};
use head::head;
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
    let senses = || s.senses(at, Kind::Measure).filter(|sense| fits(sense));
    if let Some(sense) = senses().find(|sense| has_doer(scan, sense, at)) {
        return Some(sense);
    }
    for sense in senses() {
        if !sense.features.has(Feature::Ambiguous) {
            plain = plain.or(Some(sense));
        } else if has_cue(s, sense, at) {
            return Some(sense);
        } else if sense.features.has(Feature::Noun) {
            doubtful = doubtful.or(Some(sense));
        }
    }
    plain.or(doubtful)
}

/// Whether the sentence has a cue of an ambiguous meaning.
fn has_cue(s: &Sentence<'_>, sense: &Sense, at: usize) -> bool {
    s.kinds.has(Kind::Cue)
        && (0..s.len())
            .filter(|item| *item != at && s.is(*item, Kind::Cue))
            .any(|item| s.senses(item, Kind::Cue).any(|cue| cue.value == sense.value))
}

/// Whether the sentence names an actor of the kind that does what the word means: operations are carried out by
/// armies, and by militants they are attacks. What is done to militants is done by those who fight them.
fn has_doer(scan: &Scan, sense: &Sense, at: usize) -> bool {
    let s = scan.sentence;
    let Some(by) = sense.attribute(Attribute::By).and_then(|kind| kind.parse::<ActorKind>().ok()) else {
        return false;
    };
    let kind_of = |item: usize| -> Option<ActorKind> {
        let actor = s.sense(item, Kind::Actor).and_then(|actor| scan.ids.actor(&*actor.value));
        actor.map(|row| row.kind).or_else(|| {
            let generic = s.sense(item, Kind::Generic).or_else(|| s.sense(item, Kind::Force))?;
            generic.value.parse().ok()
        })
    };
    let fits = |item: usize, kind: ActorKind| {
        ((by == ActorKind::Militants) == (kind == ActorKind::Militants)) != is_target(s, item)
    };
    const DOERS: Kinds = Kinds::of(&[Kind::Actor, Kind::Generic, Kind::Force]);
    let does = |item: usize| s.is_any(item, DOERS) && kind_of(item).is_some_and(|kind| fits(item, kind));
    s.kinds.meets(DOERS) && (0..s.len()).any(|item| item != at && does(item))
}

/// Whether something is said to be done to what an item names.
fn is_target(s: &Sentence<'_>, item: usize) -> bool {
    let before = |back: usize| item.checked_sub(back).is_some_and(|at| s.is(at, Kind::Against));
    before(1) || (before(2) && s.is_any(item - 1, Kinds::of(&[Kind::Definite, Kind::Noun, Kind::Force])))
}

/// Items before a quantity in which its subject may stand.
const SUBJECT_WINDOW: usize = 18;

/// The nearest measure spoken of before a quantity that has no noun: "the death toll rose to 12".
fn subject_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, &'a str)> {
    let s = scan.sentence;
    let numbered = numbered(scan, reading);
    if numbered.is_some() {
        return numbered;
    }
    for at in (reading.begin.saturating_sub(SUBJECT_WINDOW)..reading.begin).rev() {
        if matches!(s.mark(at), Some('.' | ';' | '؛' | '!' | '?')) {
            return None;
        }
        if let Some(sense) = measure_sense(scan, at, |_| true) {
            return Some((at, &sense.value));
        }
        if s.is(at, Kind::And) && scan.number_at(at).is_some() {
            return None;
        }
    }
    None
}

/// What the number is said to be of: "the number of those killed in the attack rose to 15".
fn numbered<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, &'a str)> {
    let s = scan.sentence;
    let window = reading.begin.saturating_sub(SUBJECT_WINDOW)..reading.begin;
    let number_of = window.rev().find(|at| s.is(*at, Kind::NumberOf))?;
    (number_of + 1..(number_of + 4).min(reading.begin)).find_map(|at| {
        let measure = measure_sense(scan, at, |_| true).map(|sense| &*sense.value);
        let noun = || s.sense(at, Kind::Noun).and_then(|noun| noun.attribute(Attribute::Default));
        measure.or_else(noun).map(|measure| (at, measure))
    })
}

/// Whether those that a noun counts can have something happen to them.
fn can_suffer(head: Option<&Head>, ids: &Ids) -> bool {
    match head.map(|head| &head.says) {
        None | Some(Says::Member | Says::Others | Says::Force(_) | Says::Unknown(_)) => true,
        Some(Says::Noun(sense)) => sense.features.has(Feature::Person) || sense.features.has(Feature::Animal),
        Some(Says::Measure(sense)) => {
            sense.features.has(Feature::Person)
                || ids.measure(&*sense.value).is_some_and(|row| row.flow == Flow::Stock)
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
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person)
                && part_of_previous(scan, index)
                && before.is_some_and(|before| before.governor.is_some()) =>
        {
            let part = before.map(|whole| measure_of_part(&whole.measure, head.as_ref(), ids));
            found(&part.unwrap_or_default(), head.clone(), None, "as before")
        }
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person) && numbered_beside(scan, index).is_some() =>
        {
            let (at, measure) = numbered_beside(scan, index)?;
            found(measure, head.clone(), Some(at), "spoken of before")
        }
        // "1,200 people wounded, compared with 900 people in 2021": as the people before.
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person)
                && sense.attribute(Attribute::Default).is_none()
                && reading.begin > 0
                && scan.is_comparison(reading.begin - 1)
                && before.is_some() =>
        {
            let measure = before.map(|counted| counted.measure.as_str().to_owned()).unwrap_or_default();
            found(&measure, head, None, "as before")
        }
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
            if let Some((at, measure)) = subject_before(scan, reading) {
                return found(measure, head, Some(at), "spoken of before");
            }
            let compared = reading.begin > 0 && s.is(reading.begin - 1, Kind::Comparison);
            match before {
                Some(counted) if !share || compared => {
                    found(counted.measure.as_str(), head, None, "as before")
                }
                _ if share => {
                    let of = of_noun(scan, reading.end).unwrap_or_else(|| "other:share".to_owned());
                    found(&of, None, None, "share")
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

/// What a number of people is said to be of in its own stretch of the sentence.
fn numbered_beside<'a>(scan: &Scan<'_, 'a>, index: usize) -> Option<(usize, &'a str)> {
    let reading = &scan.readings[index];
    let previous = index.checked_sub(1).map_or(0, |previous| scan.readings[previous].end);
    numbered(scan, reading).filter(|(at, _)| {
        *at >= previous && !(*at..reading.begin).any(|item| scan.sentence.mark(item).is_some())
    })
}

/// The measure of the noun after "of" beside a share.
fn of_noun(scan: &Scan, at: usize) -> Option<String> {
    let s = scan.sentence;
    let mut at = at;
    while s.is_any(at, Kinds::of(&[Kind::Of, Kind::Definite, Kind::NumberOf])) {
        at += 1;
    }
    match s.sense(at, Kind::Noun) {
        Some(noun) => Some(match noun.attribute(Attribute::Default) {
            Some(default) => default.to_owned(),
            None => format!("other:{}", noun.value),
        }),
        None => measure_sense(scan, at, |_| true).map(|sense| sense.value.to_string()),
    }
}

/// The finer measure that a noun makes of what happened: children killed.
fn refine(measure: &str, head: Option<&Head>, ids: &Ids) -> String {
    let Some(Head { says: Says::Noun(sense), .. }) = head else { return measure.to_owned() };
    let Some(whom) = sense.attribute(Attribute::Refines) else { return measure.to_owned() };
    let finer = format!("{whom}-{measure}");
    if ids.measure_tree.knows(&finer.as_str().into()) { finer } else { measure.to_owned() }
}

/// Whether a number stands for something known, as "the three" does.
pub(super) fn is_definite(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let at = reading.items.start;
    let plain = matches!(reading.form, Form::Plain | Form::Dual) && reading.quantity.unit == Unit::Count;
    let word = at > 0 && reading.begin == at && s.is(at - 1, Kind::Definite);
    plain && (word || s.prefixes(at).has(Prefixes::DEFINITE))
}

/// What happened to a part of those of whom something was said: the whole's measure, as fine as the noun makes it.
fn measure_of_part(whole: &MeasureId, head: Option<&Head>, ids: &Ids) -> String {
    ids.measure_tree
        .ancestors(whole)
        .map(|measure| (measure, refine(measure.as_str(), head, ids)))
        .find(|(measure, finer)| measure.as_str() != finer)
        .map_or_else(|| whole.to_string(), |(_, finer)| finer)
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
