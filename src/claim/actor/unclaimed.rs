//! Attacks that somebody claims only after they were told: "A bomb killed 12. The group claimed the attack."

use super::agent::{Agent, Agents};
use super::mention::Form;
use crate::lexicon::Kind;
use crate::lexicon::ids::ActorKind;

/// How many sentences back an attack may lie that is claimed.
const NEAR: u32 = 4;
/// How far an actor or the attack stands from the word that claims it.
const REACH: usize = 8;

/// The victims told of whose attacker nobody was named.
#[derive(Debug, Default)]
pub(in crate::claim) struct Unclaimed {
    /// The places of their claims among the article's, with their sentences.
    victims: Vec<(usize, u32)>,
    sentence: u32,
}

impl Unclaimed {
    /// Goes on to the next sentence.
    pub fn next_sentence(&mut self) {
        self.sentence += 1;
    }

    /// Takes note of the claims of victims by their places.
    pub fn note(&mut self, claims: Vec<usize>) {
        self.victims.extend(claims.into_iter().map(|claim| (claim, self.sentence)));
    }

    /// The claims whose attack is claimed now; they are not given again.
    pub fn take(&mut self) -> impl Iterator<Item = usize> + use<> {
        let sentence = self.sentence;
        let victims = std::mem::take(&mut self.victims);
        victims.into_iter().filter(move |(_, told)| sentence - told <= NEAR).map(|(claim, _)| claim)
    }
}

impl Agents<'_, '_> {
    /// Who claims the attack that was told before.
    pub fn claimant(&self) -> Option<Agent> {
        let s = self.s;
        let claims =
            (0..s.len()).find(|at| s.senses(*at, Kind::Counting).any(|sense| &*sense.value == CLAIMED))?;
        let near = claims.saturating_sub(REACH)..(claims + REACH).min(s.len());
        let told = near.clone().any(|at| self.is_told_again(at));
        let denied = near.clone().any(|at| s.is(at, Kind::Negation));
        if !told || denied {
            return None;
        }
        self.mentions_in(near)
            .iter()
            .filter(|mention| mention.form == Form::Name && mention.kind == ActorKind::Militants)
            .filter(|mention| !self.after_preposition(mention.items.start))
            .min_by_key(|mention| mention.item.abs_diff(claims))
            .map(|mention| self.agent(mention))
    }

    /// Whether the sentence tells of something that somebody can have done.
    pub fn tells_attack(&self) -> bool {
        (0..self.s.len()).any(|at| self.act_noun(at).is_some() || self.is_verb(at))
    }
}

/// The counting rule of what somebody claims to have done.
const CLAIMED: &str = "claimed";
