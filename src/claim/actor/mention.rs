//! The actors that a sentence names, by name, by nationality or by a general word.

use super::memory::Memory;
use crate::claim::sentence::Sentence;
use crate::claim::{ActorId, PlaceId};
use crate::lexicon::ids::{ActorKind, ActorRow, Ids};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};
use std::ops::Range;

/// How many actors of a kind a general word may mean.
const CALLED: usize = 8;
/// The value of words that describe a force.
pub(super) const DESCRIBES: &str = "describes";
/// How many words may stand between a force and whose it is.
const DESCRIBING: usize = 2;
/// What ends the words between an owner and a government.
const STOPS: Kinds = Kinds::of(&[Kind::Stop, Kind::Preposition, Kind::And, Kind::Definite, Kind::Article]);
/// What may stand before the name of whoever leads a force.
const TITLES: Kinds = Kinds::of(&[Kind::Force, Kind::Generic, Kind::Noun]);

/// The kinds of words by which an actor is named.
const NAMING: Kinds = Kinds::of(&[Kind::Actor, Kind::Force, Kind::Generic, Kind::Leader, Kind::Place]);

/// How an actor is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::claim) enum Form {
    /// By its name or a general word: "Hamas", "the Syrian army", "the group".
    Name,
    /// By an adjective, which makes an actor of it only beside what somebody does or has: "Israeli strikes".
    Adjective,
    /// By the place whose state it is: "Israel".
    Place,
    /// By its capital: "Moscow".
    Seat,
    /// By whoever leads it: "Putin", حفتر.
    Leader,
}

/// An actor named in a sentence.
#[derive(Debug, Clone)]
pub(in crate::claim) struct ActorMention {
    /// The item of its head.
    pub item: usize,
    /// All of its items.
    pub items: Range<usize>,
    pub id: ActorId,
    /// What kind of actor; places that act are states.
    pub kind: ActorKind,
    pub form: Form,
}

/// The actors that a sentence names, in order. General words take whom the text spoke of, else whom they mean
/// in the country that the text is about.
pub(in crate::claim) fn mentions(
    sentence: &Sentence,
    memory: &Memory,
    country: Option<&PlaceId>,
    ids: &Ids,
) -> Vec<ActorMention> {
    let mut found: Vec<ActorMention> = Vec::new();
    let mut item = 0;
    while item < sentence.len() {
        let mention = mention_at(sentence, item, &found, memory, country, ids);
        let end = mention.as_ref().map_or(item + 1, |mention| mention.items.end);
        if let Some(mention) = mention {
            // "the Israeli army": the force takes the adjective before it.
            if found.last().is_some_and(|last| last.items.start >= mention.items.start) {
                found.pop();
            }
            found.push(mention);
        }
        item = end.max(item + 1);
    }
    found
}

fn mention_at(
    s: &Sentence,
    item: usize,
    found: &[ActorMention],
    memory: &Memory,
    country: Option<&PlaceId>,
    ids: &Ids,
) -> Option<ActorMention> {
    if !s.is_any(item, NAMING) {
        return None;
    }
    let named = s
        .sense(item, Kind::Actor)
        .filter(|sense| !sense.features.has(Feature::Capital) || !is_shouted(s, item))
        .map(|sense| {
            let id: ActorId = sense.value.as_ref().into();
            let kind = ids.actor(&id).map_or(ActorKind::Organisation, |row| row.kind);
            let form = match s.sense_with(item, Kind::Actor, Feature::Name) {
                Some(_) => Form::Name,
                None => Form::Adjective,
            };
            ActorMention { item, items: item..item + 1, id, kind, form }
        });
    let general = || {
        let (id, kind) = general(s, item, found, memory, country, ids)?;
        let form = match s.sense_with(item, Kind::Generic, Feature::Adjective) {
            Some(_) => Form::Adjective,
            None => Form::Name,
        };
        Some(ActorMention { item, items: item..item + 1, id, kind, form })
    };
    // A force beside a nationality is told whole; a general word goes before the name that stands in for it.
    force_of_owner(s, item, ids)
        .or_else(|| s.is(item, Kind::Generic).then(general).flatten())
        .or(named)
        .or_else(general)
        .or_else(|| leader(s, item, ids))
        .or_else(|| state(s, item, ids))
}

/// A force, named by what it is and whose: "the Syrian army", القوات البحرية الفرنسية, "forces loyal to Haftar".
fn force_of_owner(s: &Sentence, item: usize, ids: &Ids) -> Option<ActorMention> {
    let force = s.sense(item, Kind::Force)?;
    let kind: ActorKind = force.value.parse().ok()?;
    // "army-backed" names no army.
    if s.mark(item + 1) == Some('-') && !s.spaced(item + 1) {
        return None;
    }
    let adjective = |at: usize| s.sense_with(at, Kind::Place, Feature::Adjective).is_some();
    let owned = |at: usize, items: Range<usize>| owner(s, at, kind, ids).map(|row| (row, items));
    let adjective_after = || {
        let at = (item + 1..item + 2 + DESCRIBING).find(|at| !describes(s, *at))?;
        adjective(at).then(|| owned(at, item..at + 1)).flatten()
    };
    let before = || {
        let mut at = item.checked_sub(1).filter(|_| s.prefixes(item).is_empty())?;
        // "Egypt's army-backed government": a government is its country's whatever is said about it.
        let first = (item.saturating_sub(4)..item).rev().find(|at| s.is(*at, Kind::Genitive));
        if let Some(genitive) = first.filter(|_| kind == ActorKind::State) {
            let passes = |at: usize| (s.is_word(at) && !s.is_any(at, STOPS)) || s.mark(at) == Some('-');
            let named = |at: usize| s.is_any(at, Kinds::of(&[Kind::Actor, Kind::Leader]));
            at = if (genitive + 1..item).all(|at| passes(at) && !named(at)) { genitive } else { at };
        }
        let genitive = s.is(at, Kind::Genitive);
        let at = if genitive { at.checked_sub(1)? } else { at };
        (genitive || adjective(at)).then(|| owned(at, at..item + 1)).flatten()
    };
    let named_after = || owned(item + 1, item..item + 2).filter(|_| s.prefixes(item + 1).is_empty());
    let belongs = || {
        let at = item + 1;
        let at = if s.is(at, Kind::Belongs) { at + 1 } else { return None };
        let named = (at..at + 1 + DESCRIBING).find(|at| owner(s, *at, kind, ids).is_some())?;
        let passed = (at..named).all(|at| s.is(at, Kind::Definite) || s.is_any(at, TITLES));
        passed.then(|| owned(named, item..named + 1)).flatten()
    };
    let (row, items) = adjective_after().or_else(before).or_else(named_after).or_else(belongs)?;
    Some(ActorMention { item, items, id: row.id.clone(), kind: row.kind, form: Form::Name })
}

/// Whether a word describes the force before it and another may follow: القوات *الجوية* الفرنسية.
fn describes(s: &Sentence, at: usize) -> bool {
    s.senses(at, Kind::Force).any(|sense| &*sense.value == DESCRIBES)
}

/// Whose force it is: the force of a country, or that of whoever leads it.
fn owner<'i>(s: &Sentence, at: usize, kind: ActorKind, ids: &'i Ids) -> Option<&'i ActorRow> {
    if let Some(leader) = s.sense(at, Kind::Leader) {
        let row = ids.actor(&*leader.value)?;
        let force = row.country.as_ref().filter(|_| row.kind == ActorKind::State);
        return force.and_then(|country| ids.actor_of_country(country, kind)).or(Some(row));
    }
    let place = s.sense(at, Kind::Place).filter(|_| !s.is(at, Kind::Actor))?;
    let country = &*place.value;
    // "The Kyiv government": a capital's is its state's.
    let seated = || ids.state_seated_at(country).filter(|_| kind == ActorKind::State);
    ids.actor_of_country(country, kind)
        .or_else(|| ids.actor_of_country(country, ActorKind::State))
        .or_else(seated)
}

/// The actor that somebody leads.
fn leader(s: &Sentence, item: usize, ids: &Ids) -> Option<ActorMention> {
    let id: ActorId = s.sense(item, Kind::Leader)?.value.as_ref().into();
    let kind = ids.actor(&id)?.kind;
    Some(ActorMention { item, items: item..item + 1, id, kind, form: Form::Leader })
}

/// Whom a general word means: the last of its kind that was spoken of, else who is meant by it in the country.
fn general(
    s: &Sentence,
    item: usize,
    found: &[ActorMention],
    memory: &Memory,
    country: Option<&PlaceId>,
    ids: &Ids,
) -> Option<(ActorId, ActorKind)> {
    let generic = s.sense(item, Kind::Generic);
    // "to the army" hides the article that the general word has: للجيش.
    let definite = s.prefixes(item).has(Prefixes::DEFINITE);
    let force =
        || s.senses(item, Kind::Force).find(|sense| definite || sense.features.has(Feature::Anaphoric));
    let kind: ActorKind = generic.or_else(force)?.value.parse().ok()?;
    let word = s.written(item..item + 1);
    let in_sentence = found.iter().rev().filter(|mention| mention.form == Form::Name);
    let spoken_of: Vec<(&ActorId, String)> = in_sentence
        .filter(|mention| mention.kind == kind)
        .take(CALLED)
        .map(|mention| (&mention.id, s.written(mention.items.clone()).to_owned()))
        .chain(memory.spoken_of(kind).map(|(id, named)| (id, named.to_owned())))
        .collect();
    // "The party" is one that was called so, or one that is no actor.
    let alike_only = generic.is_some_and(|sense| sense.features.has(Feature::Anaphoric));
    // "the movement" is the one that was called a movement.
    let last = spoken_of
        .iter()
        .find(|(_, named)| names_alike(word, named))
        .or_else(|| spoken_of.first().filter(|_| !alike_only))
        .map(|(id, _)| ((*id).clone(), kind));
    if kind == ActorKind::Person || alike_only {
        return last;
    }
    last.or_else(|| {
        let country = country?;
        let state = || match kind {
            ActorKind::Army | ActorKind::Police | ActorKind::Coastguard | ActorKind::State => ids
                .actor_of_country(country, kind)
                .or_else(|| ids.actor_of_country(country, ActorKind::State)),
            _ => None,
        };
        let row = ids.actor_meant_in(country, kind).or_else(state)?;
        Some((row.id.clone(), row.kind))
    })
}

/// Whether a general word is part of what an actor was called.
fn names_alike(word: &str, named: &str) -> bool {
    let last = |text: &str| text.split_whitespace().last().map(str::to_lowercase).unwrap_or_default();
    let word = last(word);
    named
        .split_whitespace()
        .map(str::to_lowercase)
        .filter(|part| part.chars().count() > 2)
        .any(|part| word.ends_with(&part) || part.ends_with(&word))
}

/// The state that a country's name, its adjective or its capital stands for.
fn state(s: &Sentence, item: usize, ids: &Ids) -> Option<ActorMention> {
    let named = s.sense_with(item, Kind::Place, Feature::Name);
    let sense = named.or_else(|| s.sense_with(item, Kind::Place, Feature::Adjective))?;
    let place = &*sense.value;
    let (row, form) = match ids.actor_of_country(place, ActorKind::State) {
        Some(row) if named.is_some() => (row, Form::Place),
        Some(row) => (row, Form::Adjective),
        None => (ids.state_seated_at(place)?, Form::Seat),
    };
    Some(ActorMention { item, items: item..item + 1, id: row.id.clone(), kind: ActorKind::State, form })
}

/// Whether an abbreviation that only its capital letters tell from a word stands in a text all in capitals.
fn is_shouted(s: &Sentence, item: usize) -> bool {
    let shouts = |at: usize| {
        let word = s.written(at..at + 1);
        s.is_word(at)
            && word.chars().count() > 3
            && word.chars().all(|c| !c.is_lowercase())
            && word.chars().any(char::is_uppercase)
    };
    (item.saturating_sub(2)..item).chain(item + 1..(item + 3).min(s.len())).any(shouts)
}
