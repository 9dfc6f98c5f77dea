//! What the text so far said about who did what, for sentences that do not say it again.

use super::agent::{Agents, Order};
use super::mention::{ActorMention, Form};
use super::story::Telling;
use crate::claim::reading::Reading;
use crate::claim::sentence::Sentence;
use crate::claim::{ActorId, PlaceId};
use crate::lexicon::ids::{ActorKind, Ids};
use crate::lexicon::{Kind, Kinds};

/// How many sentences back an act is still the one spoken of.
const NEAR: u32 = 3;

/// How many actors and acts are kept.
const ACTORS_KEPT: usize = 12;

/// The kinds of the words for "we" and "our".
const OURS: Kinds = Kinds::of(&[Kind::Pronoun, Kind::Possessive]);

/// What goes on for long: it is not the attack that was told last.
pub(super) const WAR: &str = "war";

/// The actors and acts that the text spoke of.
#[derive(Debug, Clone, Default)]
pub(in crate::claim) struct Memory {
    /// The actors named, with their kinds and as they were called, the last named first.
    actors: Vec<(ActorId, ActorKind, String)>,
    /// Who the last sentence that had a subject was about.
    topic: Option<(ActorId, u32)>,
    /// What was done, by whom and in which sentence, the last first.
    acts: Vec<(std::sync::Arc<str>, ActorId, u32)>,
    /// Whom the text quoted last; until it quotes somebody, whom it named first.
    speaker: Option<ActorId>,
    quotes: bool,
    ours: bool,
    sentence: u32,
}

impl Memory {
    /// The actors of a kind that were spoken of and how they were called, the last named first.
    pub fn spoken_of(&self, kind: ActorKind) -> impl Iterator<Item = (&ActorId, &str)> {
        self.actors.iter().filter(move |(_, of, _)| *of == kind).map(|(id, _, named)| (id, named.as_str()))
    }

    /// Whom a pronoun means that nobody in its own sentence stands for.
    pub fn topic(&self) -> Option<&ActorId> {
        self.topic.as_ref().filter(|(_, at)| self.sentence - at <= 1).map(|(id, _)| id)
    }

    /// Who did what "the attack" speaks of again: the last act of that sort, or the last act of all where the
    /// word is a general one.
    pub fn author_of(&self, act: &str, general: bool) -> Option<&ActorId> {
        let near = || self.acts.iter().filter(|(.., at)| self.sentence - at <= NEAR);
        near()
            .find(|(known, ..)| **known == *act)
            .or_else(|| near().next().filter(|_| general && act != WAR))
            .map(|(_, author, _)| author)
    }

    /// Whom the text lets say "we".
    pub fn speaker(&self) -> Option<&ActorId> {
        self.speaker.as_ref()
    }

    /// Who tells the text, where it speaks of "us" and has quoted nobody.
    pub fn own_account(&self) -> Option<&ActorId> {
        self.speaker().filter(|_| self.ours && !self.quotes)
    }

    /// Takes note that the text speaks of "us" in a sentence that quotes nobody.
    pub fn note_ours(&mut self) {
        self.ours = true;
    }

    /// Takes note of whom a sentence quotes.
    pub fn note_speaker(&mut self, quoted: Option<ActorId>) {
        if quoted.is_some() {
            self.speaker = quoted;
            self.quotes = true;
        }
    }

    /// Takes note of a sentence: whom it named, what was done in it and by whom, and who it was about.
    pub fn note(
        &mut self,
        mentions: Vec<(ActorId, ActorKind, String)>,
        acts: Vec<(std::sync::Arc<str>, ActorId)>,
        topic: Option<ActorId>,
    ) {
        if !self.quotes && self.speaker.is_none() {
            self.speaker = mentions.first().map(|(id, ..)| id.clone());
        }
        for (id, kind, named) in mentions {
            // A general word calls nobody by a name.
            let called =
                self.actors.iter().position(|(known, ..)| *known == id).map(|at| self.actors.remove(at).2);
            self.actors
                .insert(0, (id, kind, if named.is_empty() { called.unwrap_or_default() } else { named }));
        }
        self.actors.truncate(ACTORS_KEPT);
        for (act, author) in acts {
            self.acts.retain(|(known, ..)| *known != act);
            self.acts.insert(0, (act, author, self.sentence));
        }
        self.acts.truncate(ACTORS_KEPT);
        if let Some(topic) = topic {
            self.topic = Some((topic, self.sentence));
        }
    }

    /// Goes on to the next sentence.
    pub fn next_sentence(&mut self) {
        self.sentence += 1;
    }
}

/// Takes note of what a sentence says about who did what, and gives what it says of the event that the text tells.
pub(in crate::claim) fn note(
    memory: &mut Memory,
    s: &Sentence,
    readings: &[Reading],
    mentions: &[ActorMention],
    country: Option<&PlaceId>,
    ids: &Ids,
    order: Order,
) -> Telling {
    let (acts, topic, quoted, ours, telling) = {
        let agents = Agents { s, ids, order, mentions, readings, memory, country };
        let acts = agents.acts_told();
        let telling = agents.telling(&acts);
        let ours =
            s.kinds.meets(OURS) && (0..s.len()).any(|at| agents.is_ours(at)) && agents.quoted().is_none();
        (acts, agents.topic(), agents.quoted_agent().map(|agent| agent.id), ours, telling)
    };
    if ours {
        memory.note_ours();
    }
    if mentions.is_empty() {
        return telling;
    }
    let named = mentions
        .iter()
        .filter(|mention| mention.form == Form::Name)
        .map(|mention| {
            let general = s.is(mention.item, Kind::Generic);
            let called = if general { "" } else { s.written(mention.items.clone()) };
            (mention.id.clone(), mention.kind, called.to_owned())
        })
        .collect();
    memory.note_speaker(quoted);
    memory.note(named, acts, topic);
    telling
}
