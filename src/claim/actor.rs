//! Who did it, and against whom.

use super::counted::{Counted, Says};
use super::scan::Scan;
use super::sentence::Sentence;
use super::{ActorId, PlaceId};
use crate::lexicon::ids::{ActorKind, Ids};
use crate::lexicon::{Feature, Kind, Prefixes};

/// An actor named in a sentence.
#[derive(Debug, Clone)]
pub(super) struct ActorMention {
    pub item: usize,
    pub id: ActorId,
    /// What kind of actor; places that act are states.
    pub kind: ActorKind,
    /// Named as a place, which acts only as a verb's subject.
    pub place: bool,
}

/// The actors that a sentence names, in order; "the group" is the last one of its kind before.
pub(super) fn mentions(sentence: &Sentence, last: &[ActorMention], ids: &Ids) -> Vec<ActorMention> {
    let mut found: Vec<ActorMention> = Vec::new();
    for item in 0..sentence.len() {
        if let Some(sense) = sentence.sense(item, Kind::Actor) {
            let id: ActorId = sense.value.as_ref().into();
            let kind = ids.actor(&id).map_or(ActorKind::Organisation, |row| row.kind);
            found.push(ActorMention { item, id, kind, place: false });
        } else if let Some(force) = force_of_state(sentence, item, ids) {
            found.push(force);
        } else if let Some(sense) = sentence.sense(item, Kind::Generic) {
            let definite = sentence.prefixes(item).has(Prefixes::DEFINITE)
                || (item > 0 && sentence.is(item - 1, Kind::Definite))
                || sentence.items[item].end > sentence.items[item].first + 1;
            let kind = sense.value.parse::<ActorKind>().ok();
            let before = found
                .iter()
                .rev()
                .chain(last.iter().rev())
                .find(|mention| kind.is_none_or(|kind| mention.kind == kind) && !mention.place);
            if let Some(before) = before.filter(|_| definite).cloned() {
                found.push(ActorMention { item, ..before });
            }
        } else if let Some(sense) = sentence.sense(item, Kind::Place) {
            let country = sense.value.as_ref().into();
            if let Some(state) = ids.actor_of_country(&country, ActorKind::State) {
                found.push(ActorMention { item, id: state.id.clone(), kind: ActorKind::State, place: true });
            }
        }
    }
    found
}

/// A state's force, named by what it is and whose: "the Syrian army", القوات العراقية.
fn force_of_state(sentence: &Sentence, item: usize, ids: &Ids) -> Option<ActorMention> {
    let force = sentence.sense(item, Kind::Force)?;
    let kind: ActorKind = force.value.parse().ok()?;
    let whose = |at: usize| sentence.sense(at, Kind::Place).map(|sense| sense.value.as_ref().into());
    let country: PlaceId = whose(item + 1).or_else(|| item.checked_sub(1).and_then(whose))?;
    let row =
        ids.actor_of_country(&country, kind).or_else(|| ids.actor_of_country(&country, ActorKind::State))?;
    Some(ActorMention { item, id: row.id.clone(), kind: row.kind, place: false })
}

/// Who did it and against whom.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Roles {
    pub actor: Option<ActorId>,
    pub target: Option<ActorId>,
}

/// Finds the roles of what a quantity counts.
pub(super) fn roles(
    scan: &Scan,
    index: usize,
    counted: &Counted,
    mentions: &[ActorMention],
    head_last: bool,
    victims: bool,
) -> Roles {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let head = counted.head.as_ref();
    let end = head.map_or(reading.end, |head| head.items.end);
    let mut roles = Roles::default();
    let next = scan.readings.get(index + 1).map_or(s.len(), |next| next.begin);
    let clause = |item: usize| !(end..item).any(|at| matches!(s.mark(at), Some(';' | '؛' | ':')));
    for mention in mentions {
        let at = mention.item;
        let marked = |kind: Kind| {
            (1..=2).any(|back| {
                at.checked_sub(back).is_some_and(|before| s.is(before, kind))
                    && (back == 1
                        || s.is(at - 1, Kind::Definite)
                        || !s.is_word(at - 1)
                        || s.items[at - 1].senses.is_empty())
            })
        };
        let behind = (end..next).contains(&at) && clause(at);
        if marked(Kind::ByActor) && (behind || at < reading.begin) && roles.actor.is_none() {
            roles.actor = Some(mention.id.clone());
        } else if marked(Kind::Against)
            && (!mention.place || s.is(at - 1, Kind::Against))
            && !s.is(at - 1, Kind::In)
            && at < next
            && roles.target.is_none()
        {
            roles.target = Some(mention.id.clone());
        }
    }
    // Named inside the noun phrase: "121 Islamic State attacks", "44 IS fighters killed".
    let inside = |mention: &&ActorMention| {
        (head.is_some_and(|head| head.items.contains(&mention.item))
            || (!head_last && mention.item == end && !s.is(mention.item, Kind::Place)))
            && roles.actor.as_ref() != Some(&mention.id)
    };
    if let Some(mention) = mentions.iter().find(inside) {
        let whose =
            head.is_some_and(|head| matches!(&head.says, Says::Measure(_))) && !victims && !mention.place;
        if whose {
            roles.actor.get_or_insert(mention.id.clone());
        } else if victims && !mention.place {
            roles.target.get_or_insert(mention.id.clone());
        }
    }
    if roles.actor.is_none() {
        roles.actor = subject(scan, index, counted, mentions, head_last, victims, roles.target.as_ref());
    }
    if roles.actor == roles.target {
        roles.target = None;
    }
    roles
}

/// The actor that is the subject of what happened.
fn subject(
    scan: &Scan,
    index: usize,
    counted: &Counted,
    mentions: &[ActorMention],
    head_last: bool,
    victims: bool,
    target: Option<&ActorId>,
) -> Option<ActorId> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let free = |mention: &&ActorMention| Some(&mention.id) != target && !says_so(s, mention.item);
    match counted.governor {
        Some(at) if at < reading.begin && victims => {
            // An active verb's subject: before it where the language says so, else right after it.
            let event = s.sense_with(at, Kind::Measure, Feature::Event).is_some();
            let before = mentions.iter().rev().filter(free).find(|mention| {
                mention.item < at
                    && at - mention.item <= 6
                    && !located(s, mention.item)
                    && !(mention.item..at).any(|item| s.mark(item).is_some_and(|mark| mark != '-'))
            });
            let after = mentions.iter().filter(free).find(|mention| {
                mention.item > at && mention.item < reading.begin && !located(s, mention.item)
            });
            if head_last { before.or(after.filter(|_| event)) } else { after.or(before) }
                .map(|mention| mention.id.clone())
        }
        Some(_) => None,
        None if victims => None,
        None => {
            // Events have the actor that the clause speaks of.
            let before =
                mentions.iter().rev().filter(free).find(|mention| {
                    mention.item < reading.begin && !mention.place && !located(s, mention.item)
                });
            before.map(|mention| mention.id.clone())
        }
    }
}

/// Whether the actor is only whoever says so.
fn says_so(s: &Sentence, item: usize) -> bool {
    let next_says = s.is(item + 1, Kind::Attribution) && !s.is(item + 1, Kind::Counting);
    let before_says = item > 0 && s.is(item - 1, Kind::Attribution) && !s.is(item - 1, Kind::Counting);
    next_says || before_says
}

fn located(s: &Sentence, item: usize) -> bool {
    item > 0 && s.is(item - 1, Kind::In) && !s.is(item - 1, Kind::ByActor)
}
