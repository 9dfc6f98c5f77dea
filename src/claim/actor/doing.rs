//! Who does what a verbal noun says: "the army's killing of 5", قتل الجيش.

use super::agent::{Agent, Agents, DEPTH, REACH, glued_at_most_definite};
use super::mention::{ActorMention, Form};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes};

impl Agents<'_, '_> {
    /// The owner of a verbal noun: "the army's killing of 5", مهاجمة القوات للسفينة.
    pub fn owner_of_doing(&self, at: usize) -> Option<Agent> {
        if self.order.head_last { self.owner_before(at) } else { self.owner_after(at) }
    }

    /// Who does what a verbal noun says: its owner, else who announces or does it.
    pub fn of_doing(&self, at: usize, depth: u8) -> Option<Agent> {
        if depth > DEPTH {
            return None;
        }
        let s = self.s;
        if let Some(owner) = self.owner_of_doing(at) {
            return Some(owner);
        }
        if s.prefixes(at).has(Prefixes::AND) || (at > 0 && s.is(at - 1, Kind::And)) {
            let joined = (at.saturating_sub(REACH)..at)
                .rev()
                .take_while(|before| !self.ends_clause(*before))
                .find(|before| self.is_doing(*before) && !self.in_glued_phrase(*before));
            return match joined {
                Some(before) => self.of_doing(before, depth + 1),
                None => self.of_verb_before(at, depth + 1),
            };
        }
        let mut quoted = false;
        for before in (at.saturating_sub(12)..at).rev() {
            quoted |= matches!(s.mark(before), Some('"' | '«' | '“'));
            if self.ends_clause(before)
                || (s.is(before, Kind::WhichClause) && !s.is(before, Kind::Preposition))
            {
                return None;
            }
            // Whoever stands behind an unlisted verb is its subject: ردت إسرائيل بشن غارات.
            if self.order.verb_first
                && !quoted
                && let Some(mention) = self.mention_at(before)
                && mention.form != Form::Adjective
                && mention.items.start == before
                && !self.after_preposition(before)
                && before
                    .checked_sub(1)
                    .is_some_and(|verb| s.is_word(verb) && s.items[verb].senses.is_empty())
            {
                return Some(self.agent(mention));
            }
            let verb = s.sense_with(before, Kind::Act, Feature::Verb).is_some() && !self.is_noun_here(before);
            if s.is(before, Kind::Attribution) || verb {
                return self.of_verb(before, depth + 1);
            }
            // The act that led to it: تسببت غارات التحالف في تدمير.
            if self.act_noun(before).is_some() && !self.quantity_at(before) && !self.after_preposition(before)
            {
                return self.of_noun(before, depth + 1).or_else(|| self.author_again(before));
            }
        }
        None
    }

    /// Whether what a word says is done by states.
    pub fn is_done_by_states(&self, item: usize) -> bool {
        self.s.senses(item, Kind::Act).any(|sense| sense.attribute(Attribute::By).is_some())
    }

    /// Whose act it is by what it is: a crackdown is the state's.
    pub fn by_nature(&self, item: usize) -> Option<Agent> {
        let act = self.s.senses(item, Kind::Act).find_map(|sense| sense.attribute(Attribute::By))?;
        let row = self.ids.actor_of_country(self.country?, act.parse().ok()?)?;
        Some(Agent { id: row.id.clone(), kind: row.kind })
    }

    /// Whether a force behind a verbal noun does it, since whom it is done to comes next: استهداف الجيش مدرسة.
    pub fn has_object(&self, force: &ActorMention) -> bool {
        let (s, at) = (self.s, force.items.end);
        let parts = Kinds::of(&[Kind::Stop, Kind::Preposition, Kind::In, Kind::And, Kind::Attribution]);
        s.is(force.item, Kind::Force)
            && s.is_word(at)
            && glued_at_most_definite(s.prefixes(at))
            && !s.is_any(at, parts)
            && !s.is_any(at, Kinds::of(&[Kind::Weekday, Kind::RelativeDay, Kind::TimeUnit, Kind::During]))
            && !self.is_verb(at)
    }
}
