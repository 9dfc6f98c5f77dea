//! Averting what others do: means brought down, attacks foiled, explosives made safe.

use super::agent::{Agent, Agents};
use crate::lexicon::Kind;
use crate::lexicon::ids::ActorKind;

/// The value of the words for bringing down what flies.
pub(super) const INTERCEPTION: &str = "interception";
/// The value of the words for foiling attacks and making explosives safe.
const DISPOSAL: &str = "disposal";

impl Agents<'_, '_> {
    /// Whether the item says that somebody brings down what flies.
    pub fn intercepts(&self, item: usize) -> bool {
        self.s.senses(item, Kind::Act).any(|sense| &*sense.value == INTERCEPTION)
    }

    /// The state or force that tells of it: the one quoted or, where only an officer without its name is, the one that
    /// the text has let speak.
    pub fn force_that_tells(&self) -> Option<Agent> {
        let unnamed = self.quoted().is_none() && self.s.kinds.has(Kind::Attribution);
        let speaker = || self.memory.speaker().filter(|_| unnamed).and_then(|id| self.of_id(id));
        let forces = [ActorKind::Army, ActorKind::Coalition, ActorKind::State, ActorKind::Police];
        self.quoted_force().or_else(|| speaker().filter(|agent| forces.contains(&agent.kind)))
    }

    /// Whether the item says that somebody averts what others do: shoots down, defuses, foils.
    pub fn averts(&self, item: usize) -> bool {
        self.s.senses(item, Kind::Act).any(|sense| matches!(&*sense.value, INTERCEPTION | DISPOSAL))
    }
}
