//! Who claims an attack, or is blamed for it.

use super::agent::{Agent, Agents};
use super::is_passive;
use super::mention::Form;
use super::subject::Subject;
use crate::lexicon::ids::ActorKind;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

/// How far an actor or the attack stands from the word that claims it.
const REACH: usize = 8;
/// The value of the words that stand behind whom somebody holds to have done it ("responsible").
const HELD: &str = "held";
/// The value of the words that put something down to whoever stands behind them.
pub(super) const ATTRIBUTED: &str = "to";
/// The counting rule of what somebody claims to have done.
const CLAIMED: &str = "claimed";

impl Agents<'_, '_> {
    /// Who is blamed for what is told here or was told before: "he said, blaming the group".
    pub(super) fn blamed(&self) -> Option<Agent> {
        let s = self.s;
        if let Some(held) = self.held_responsible() {
            return Some(held);
        }
        let accuses = |at: &usize| s.senses(*at, Kind::Accuse).any(|sense| &*sense.value != ATTRIBUTED);
        let blame = (0..s.len()).find(|at| accuses(at) && !is_passive(s, *at))?;
        if (blame.saturating_sub(REACH)..blame).any(|at| s.is(at, Kind::Negation)) {
            return None;
        }
        let mut named = self.mentions_in(blame + 1..(blame + REACH).min(s.len())).iter().filter(|mention| {
            mention.form != Form::Adjective && !self.after_preposition(mention.items.start)
        });
        let first = named.next()?;
        let adjacent = (blame + 1..first.items.start)
            .all(|at| s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article])));
        // Where the verb comes first, the accuser stands between it and whom he accuses.
        let mention = match self.order.verb_first {
            true if adjacent => named.next()?,
            true => first,
            false => Some(first).filter(|_| adjacent)?,
        };
        let behind = mention.items.end..(mention.items.end + REACH).min(s.len());
        // Blamed together with others, nobody is alone.
        if s.is(mention.items.end, Kind::And) || s.prefixes(mention.items.end).has(Prefixes::AND) {
            return None;
        }
        // Blamed for something else than the attack: "accused Israel of breaking the truce".
        let of = behind.clone().take_while(|at| s.mark(*at).is_none()).any(|at| {
            s.is(at, Kind::Preposition) && !self.is_told_again(at + 1) && !self.is_told_again(at + 2)
        });
        (!of || behind.clone().any(|at| self.is_told_again(at))).then(|| self.agent(mention))
    }

    /// Who is held responsible for what is told in the same sentence or was told before: "the raid, for which it held
    /// the army responsible", "the incident, for which the group is blamed".
    fn held_responsible(&self) -> Option<Agent> {
        let s = self.s;
        let held = |at: usize| s.senses(at, Kind::Accuse).any(|sense| &*sense.value == HELD);
        let blame = (1..s.len()).rev().find(|at| held(*at))?;
        let told = blame.saturating_sub(REACH)..(blame + REACH).min(s.len());
        let denied = told.clone().any(|at| s.is(at, Kind::Negation));
        let which = |at: usize| s.is(at, Kind::WhichClause) && at > 0 && s.is(at - 1, Kind::Preposition);
        if denied || !told.clone().any(|at| which(at) || (at > blame && self.is_told_again(at))) {
            return None;
        }
        let Some(mention) = self.mention_at(blame - 1) else {
            return match self.subject_before(blame - 1) {
                Subject::Actor(agent) => Some(agent),
                _ => None,
            };
        };
        let verb = (0..mention.items.start).rev().find(|at| !s.is(*at, Kind::Definite))?;
        s.is(verb, Kind::Act).then(|| self.agent(mention))
    }

    /// Who claims the attack that was told before.
    pub(super) fn claimant(&self) -> Option<Agent> {
        let s = self.s;
        let claims =
            (0..s.len()).find(|at| s.senses(*at, Kind::Counting).any(|sense| &*sense.value == CLAIMED))?;
        let near = claims.saturating_sub(REACH)..(claims + REACH).min(s.len());
        let told = s.sense_with(claims, Kind::Counting, Feature::Anaphoric).is_some()
            || near.clone().any(|at| self.is_told_again(at));
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
}
