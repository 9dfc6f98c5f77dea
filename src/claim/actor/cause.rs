//! Who did what happened to the people that a quantity counts.

use super::agent::{Agent, Agents};
use super::memory::WAR;
use super::mention::{ActorMention, Form};
use super::story::{Side, Undergone, is_harm};
use super::subject::Subject;
use super::{RoleReader, is_passive};
use crate::claim::comparison::part_of_previous;
use crate::claim::counted::{Counted, Says};
use crate::claim::{ActorId, ClaimId};
use crate::lexicon::ids::{ActorKind, Part};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes, Sense};
use std::sync::Arc;

/// How far a cause may stand from those whom it befell.
const REACH: usize = 40;
/// How far from a running total it is said since when it runs.
const SINCE_REACH: usize = 16;
/// The value of the words for what an attack does to homes ("destroyed").
const DAMAGE: &str = "damage";
/// How far from homes it is said that they were damaged.
const DAMAGE_REACH: usize = 5;
/// The measure that counts those whom somebody holds.
const CUSTODY: &str = "detained";
/// How far before a number it is joined to those before it.
const AND_REACH: usize = 5;
/// How far behind a noun it is said whose people are counted.
const SIDE_REACH: usize = 3;
/// The value of the words for those whom the forces of a state hunt ("suspects").
const OUTLAWS: &str = "outlaws";
/// The value of the words for what people do together and goes on ("uprising").
const UPRISING: &str = "protest";
/// The measure that counts those who fight a state.
const FIGHTERS: &str = "fighters";
/// The value of the verbs of "opened fire", and of its nouns.
pub(super) const OPENING: &str = "opening";
const FIRE: &str = "fire";
/// How far behind its verb the fire is named that is opened.
const FIRE_REACH: usize = 16;
/// How far behind a part of those counted it is said who did it to them.
const PART_REACH: usize = 3;
/// How many acts of a sentence are kept for the sentences behind it.
const ACTS_KEPT: usize = 4;

impl RoleReader<'_, '_> {
    /// Who did it to the victims: the subject of the verb or verbal noun, "by" whom, or the agent of the act in
    /// which, or of which, it was the outcome.
    pub(super) fn of_victims(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let end = self.end_of_noun(index, counted);
        let begins = reading.begin;
        let governor = counted.governor;
        if let Some(accused) = self.agents.accused(begins) {
            return Some(accused);
        }
        if let Some(arrest) = self.passive_arrest(index, counted) {
            let next = self.next_begin(index);
            let by = self.agents.by_phrase(arrest + 1, begins).or_else(|| self.agents.by_phrase(end, next));
            return by.or_else(|| self.teller()).or_else(|| self.arrested_by_the_state(arrest));
        }
        if let Some(at) = governor.filter(|at| *at < begins) {
            let verb = self.agents.is_verb(at) && (!is_passive(s, at) || at + 1 == begins);
            let told = if verb {
                self.agents.of_verb(at, 0)
            } else if self.agents.is_doing(at) {
                self.agents.of_doing(at, 0)
            } else {
                None
            };
            // "The army announced the death of 3 of its soldiers" without having killed them.
            let own = self.are_own(index, counted) && told == self.agents.quoted_agent();
            if told.is_some() && !own {
                return told;
            }
        }
        if governor.is_none()
            && let Some(agent) = self.by_verb(index, counted)
        {
            return Some(agent);
        }
        let after = governor.map_or(end, |at| if at >= end { at + 1 } else { end });
        let next = self.next_begin(index);
        // "Killed 22, eight of them at a post run by": what follows is about where they were.
        if part_of_previous(self.scan, index) && governor.is_none_or(|at| at < begins) {
            return self.agents.by_phrase(end, next.min(end + PART_REACH));
        }
        let by = self.agents.by_phrase(end, next.max(after)).or_else(|| self.agents.by_phrase(after, next));
        if by.is_some() || self.is_running_total(index) {
            return by;
        }
        if self.is_for_the_state(index, counted)
            && let Some(force) = self.agents.quoted_force()
        {
            return Some(force);
        }
        let told = self
            .agents
            .act_between(end, next)
            .or_else(|| self.agents.act_before(begins))
            .or_else(|| (next < s.len()).then(|| self.agents.act_behind(next)).flatten())
            .or_else(|| self.agents.act_again(begins.saturating_sub(REACH), (end + REACH).min(s.len())))
            .or_else(|| self.agents.by_phrase_shared(begins))
            .or_else(|| self.agents.attributed())
            .or_else(|| {
                (self.side(index, counted) == Side::Fighters).then(|| self.agents.campaigner()).flatten()
            })
            .or_else(|| self.arrested_by_the_state(self.arrest(index, counted)?));
        told.filter(|agent| !self.tells_its_own_loss(index, counted, agent))
    }

    /// The verbal noun that says that those counted are arrested, as states do.
    fn arrest(&self, index: usize, counted: &Counted) -> Option<usize> {
        let custody = self.scan.ids.measure_tree.ancestors(&counted.measure).any(|id| id.as_str() == CUSTODY);
        let at = counted.governor.filter(|at| self.agents.is_doing(*at));
        let at = custody.then(|| at.or_else(|| self.governing(index, counted))).flatten();
        at.filter(|at| *at < self.scan.readings[index].begin && self.agents.is_done_by_states(*at))
    }

    /// An arrest of which it is only said that it took place, though those who attacked may be told of before it: تم
    /// توقيف 26.
    fn passive_arrest(&self, index: usize, counted: &Counted) -> Option<usize> {
        let s = self.agents.s;
        self.arrest(index, counted)
            .filter(|at| is_passive(s, *at) || s.sense_with(*at, Kind::Measure, Feature::Passive).is_some())
    }

    /// The forces or militants who tell what was done: they did it themselves.
    fn teller(&self) -> Option<Agent> {
        let militants = || self.agents.quoted_agent().filter(|agent| agent.kind == ActorKind::Militants);
        self.agents.quoted_force().or_else(militants)
    }

    /// The state of the country that the text is about, whose forces arrest people there, where those of no other one
    /// were spoken of.
    fn arrested_by_the_state(&self, arrest: usize) -> Option<Agent> {
        let alone = !self.agents.is_another_state_spoken_of();
        alone.then(|| self.agents.by_nature(arrest)).flatten()
    }

    /// Whether the army that is said to have done it only tells of soldiers who were killed: they are its own.
    fn tells_its_own_loss(&self, index: usize, counted: &Counted, agent: &Agent) -> bool {
        let tree = &self.scan.ids.actor_tree;
        let tells = self.agents.quoted_agent().is_some_and(|quoted| {
            tree.contains(&quoted.id, &agent.id) || tree.contains(&agent.id, &quoted.id)
        });
        tells && self.side(index, counted) == Side::Forces && self.scan.ids.is_of_state(&agent.id)
    }

    /// Whether what befell those counted is what the forces of a state do, and tell: militants killed, people
    /// arrested.
    fn is_for_the_state(&self, index: usize, counted: &Counted) -> bool {
        let custody = self.scan.ids.measure_tree.ancestors(&counted.measure).any(|id| id.as_str() == CUSTODY);
        let fight = || (0..self.agents.s.len()).any(|at| self.agents.is_fight(at));
        custody || (self.side(index, counted) == Side::Fighters && !fight())
    }

    /// What a claim tells of what befell people, or was done to them, where whoever did it may be told elsewhere:
    /// not of what a war has come to.
    pub(in crate::claim) fn undergone(
        &self,
        index: usize,
        counted: &Counted,
        claim: &ClaimId,
    ) -> Option<Undergone> {
        let s = self.agents.s;
        let part = self.scan.ids.part(&counted.measure);
        let act = part == Some(Part::Act) || (part == Some(Part::Means) && counted.head.is_some());
        if !is_harm(&counted.measure, self.scan.ids) && !act {
            return None;
        }
        let begins = self.scan.readings[index].begin;
        let near = begins.saturating_sub(DAMAGE_REACH)
            ..(self.end_of_noun(index, counted) + DAMAGE_REACH).min(s.len());
        let damaged = near.into_iter().any(|at| s.senses(at, Kind::Act).any(|sense| &*sense.value == DAMAGE));
        if part.is_none() && !damaged {
            return None;
        }
        let active =
            counted.governor.filter(|at| *at < begins && self.agents.is_verb(*at) && !is_passive(s, *at));
        let unnamed =
            matches!(active.map(|at| self.agents.doer(at)), Some(Subject::Other | Subject::Force(_)));
        let war = |at: usize| s.senses(at, Kind::Act).any(|sense| &*sense.value == WAR);
        if self.is_running_total(index) || (0..s.len()).any(war) {
            return None;
        }
        let speaker = || self.agents.quoted_agent().or_else(|| self.agents.meant_by_pronoun(begins));
        let own = self.are_own(index, counted).then(speaker).flatten();
        Some(Undergone {
            claim: claim.clone(),
            side: self.side(index, counted),
            own: own.map(|agent| agent.id),
            unnamed,
        })
    }

    /// To which side those counted belong, by what they are called.
    pub(super) fn side(&self, index: usize, counted: &Counted) -> Side {
        let s = self.agents.s;
        let from = self.scan.readings[index].end;
        let to = (self.end_of_noun(index, counted) + SIDE_REACH).min(self.next_begin(index));
        let called = match counted.head.as_ref().map(|head| &head.says) {
            Some(Says::Noun(noun)) => noun.attribute(Attribute::Default),
            _ => None,
        };
        // "Army vehicles".
        let described = counted.head.as_ref().map_or(from..from, |head| head.items.clone());
        let of_state = described.into_iter().any(|at| {
            s.senses(at, Kind::Force).any(|sense| matches!(&*sense.value, "army" | "police" | "coastguard"))
        });
        let ends = Kinds::of(&[Kind::Clause, Kind::Auxiliary]);
        let befell =
            |at: usize| s.senses(at, Kind::Measure).any(|sense| sense.features.has(Feature::Passive));
        let called_so = || {
            (from..to).take_while(|at| {
                s.mark(*at).is_none() && !self.agents.is_verb(*at) && !befell(*at) && !s.is_any(*at, ends)
            })
        };
        let nouns = called_so()
            .flat_map(|at| s.senses(at, Kind::Noun))
            .filter_map(|sense| sense.attribute(Attribute::Default));
        let outlaws = called_so().any(|at| s.senses(at, Kind::Force).any(|sense| &*sense.value == OUTLAWS));
        match called.into_iter().chain(nouns).find_map(|id| self.force_of(id)) {
            _ if outlaws => Side::Fighters,
            Some(side) => side,
            None if of_state => Side::Forces,
            None => Side::Anybody,
        }
    }

    /// The side whose people a measure of forces counts.
    fn force_of(&self, measure: &str) -> Option<Side> {
        (self.scan.ids.part(measure) == Some(Part::Force)).then(|| {
            if self.scan.ids.measure_tree.ancestors(&measure.into()).any(|id| id.as_str() == FIGHTERS) {
                Side::Fighters
            } else {
                Side::Forces
            }
        })
    }

    /// Whether those counted belong to whoever is spoken of: "3 of its soldiers", ثلاثة من جنوده.
    fn are_own(&self, index: usize, counted: &Counted) -> bool {
        let s = self.agents.s;
        let from = self.scan.readings[index].end;
        let to = (self.end_of_noun(index, counted) + 3).min(self.next_begin(index));
        (from..to).any(|at| s.is(at, Kind::Possessive) || (s.is(at, Kind::Pronoun) && !s.is(at, Kind::Noun)))
    }

    /// Whether the number is what all together have come to: "bringing to 41 the number killed since January" is of
    /// more than the attack just told.
    fn is_running_total(&self, index: usize) -> bool {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let and = reading.begin.checked_sub(1).is_some_and(|at| s.is(at, Kind::And));
        let part = |index: usize| part_of_previous(self.scan, index);
        // "To 1,340 people, including 870 civilians and 90 soldiers": so are its parts.
        if part(index) || (and && index > 0 && part(index - 1)) {
            return self.is_running_total(index - 1);
        }
        let to = (0..reading.begin).rev().find(|at| !s.is(*at, Kind::Hedge));
        let since = |at: &usize| s.is_any(*at, Kinds::of(&[Kind::Since, Kind::YearToDate]));
        let clause = |at: &usize| !self.agents.ends_clause(*at);
        let lasts = || {
            let before = (reading.begin.saturating_sub(SINCE_REACH)..reading.begin).rev();
            before
                .take_while(clause)
                .any(|at| s.senses(at, Kind::Lasts).any(|sense| &*sense.value == UPRISING))
        };
        to.is_some_and(|at| s.is(at, Kind::ToLevel) || s.prefixes(reading.begin).has(Prefixes::TO))
            && (lasts()
                || (reading.end..s.len().min(reading.end + SINCE_REACH))
                    .take_while(clause)
                    .any(|at| since(&at))
                || (reading.begin.saturating_sub(SINCE_REACH)..reading.begin)
                    .rev()
                    .take_while(clause)
                    .any(|at| since(&at)))
    }
}

impl Agents<'_, '_> {
    /// The state whose offensive was told before: "3,000 militants have been killed since then".
    fn campaigner(&self) -> Option<Agent> {
        let author = self.memory.author_of(WAR, false)?;
        self.ids.is_of_state(author).then(|| self.of_id(author)).flatten()
    }

    /// Whom the words before say that others were killed or arrested by, in the same breath: "12 were killed by the
    /// army and 30 arrested".
    fn by_phrase_shared(&self, to: usize) -> Option<Agent> {
        let s = self.s;
        let and = (to.saturating_sub(AND_REACH)..to)
            .rev()
            .find(|at| s.is(*at, Kind::And) || s.prefixes(*at).has(Prefixes::AND))?;
        let befell = |at: usize| {
            s.senses(at, Kind::Measure)
                .any(|sense| sense.features.has(Feature::Passive) && self.part(sense) == Some(Part::Victim))
        };
        let by = (and.saturating_sub(REACH)..and)
            .rev()
            .take_while(|at| !self.ends_clause(*at) && !s.is(*at, Kind::WhichClause))
            .find(|at| s.is(*at, Kind::ByActor) && !self.is_amount(*at))?;
        let told = by.checked_sub(1).is_some_and(befell);
        told.then(|| self.behind(by + 1)).flatten()
    }

    /// The agent of the first act between two items of one clause.
    pub(super) fn act_between(&self, from: usize, to: usize) -> Option<Agent> {
        for at in from..to.min(from + REACH) {
            if self.ends_clause(at) {
                return None;
            }
            if let Some(agent) = self.of_cause(at) {
                return Some(agent);
            }
        }
        None
    }

    /// The agent of the first act behind an item, past other quantities.
    fn act_behind(&self, from: usize) -> Option<Agent> {
        self.act_between(from, self.s.len())
    }

    /// The agent of the nearest act before an item.
    pub(super) fn act_before(&self, to: usize) -> Option<Agent> {
        for at in (to.saturating_sub(REACH)..to).rev() {
            if self.ends_clause(at) {
                return None;
            }
            let cause = self.of_cause(at);
            // An act that nobody is named for stands before those that somebody is.
            if cause.is_some() || (self.act_noun(at).is_some() && !self.quantity_at(at)) {
                return cause;
            }
        }
        None
    }

    /// The agent of what may be the cause: a violent act, by its noun or its verb.
    fn of_cause(&self, at: usize) -> Option<Agent> {
        let s = self.s;
        // A dual is its own number: غارتين.
        let number = self.quantity_at(at) && self.act_noun(at).is_none();
        if number || self.mention_at(at).is_some_and(|mention| mention.item != at) {
            return None;
        }
        if self.act_noun(at).is_some() {
            return (!self.does_no_harm(at)).then(|| self.of_noun(at, 0)).flatten();
        }
        let doing =
            s.sense_with(at, Kind::Act, Feature::Event).is_some_and(|sense| &*sense.value == "violence");
        if doing && let Some(owner) = self.owner_of_doing(at) {
            return Some(owner);
        }
        self.act_verb(at).and_then(|_| self.of_verb(at, 1))
    }

    /// Whether means are told to do something that harms nobody: "coastguard vessels picked up 638 people".
    fn does_no_harm(&self, means: usize) -> bool {
        let verb = (means + 1..(means + 5).min(self.s.len()))
            .take_while(|at| self.s.mark(*at).is_none())
            .find(|at| self.is_verb(*at));
        self.is_means(means) && verb.is_some_and(|at| self.act_verb(at).is_none() && self.s.is(at, Kind::Act))
    }

    /// What violent act an active verb says.
    pub(super) fn act_verb(&self, at: usize) -> Option<Arc<str>> {
        let s = self.s;
        let violent = s
            .senses(at, Kind::Act)
            .find(|sense| sense.features.has(Feature::Verb) && &*sense.value == "violence")
            .or_else(|| self.opening_of_fire(at));
        let counted = || {
            s.senses(at, Kind::Measure)
                .find(|sense| sense.features.has(Feature::Verb) && sense.features.has(Feature::Times))
        };
        let active = !is_passive(s, at) && !self.is_noun_here(at);
        counted().or(violent).filter(|_| active).map(|sense| sense.value.clone())
    }

    /// The verb of "opened fire", whose subject stands between the two: فتحت القوات على المتظاهرين النار.
    pub(super) fn opening_of_fire(&self, at: usize) -> Option<&Sense> {
        let s = self.s;
        let opens = s.sense_with(at, Kind::Act, Feature::Verb).filter(|sense| &*sense.value == OPENING)?;
        let fire = |at: usize| s.senses(at, Kind::Act).any(|sense| &*sense.value == FIRE);
        let mut clause = (at + 1..(at + FIRE_REACH).min(s.len())).take_while(|at| !self.ends_clause(*at));
        clause.any(fire).then_some(opens)
    }

    /// The author of an act that the text told before and speaks of again.
    fn act_again(&self, from: usize, to: usize) -> Option<Agent> {
        (from..to).filter(|at| self.act_noun(*at).is_some()).find_map(|at| self.author_again(at))
    }

    /// The agent of the verb whose object a quantity joined to another is.
    pub(super) fn of_joined(&self, begin: usize) -> Option<Agent> {
        for at in (begin.saturating_sub(16)..begin).rev() {
            if self.ends_clause(at) {
                return None;
            }
            let verb = self.s.sense_with(at, Kind::Act, Feature::Verb).is_some() && !self.quantity_at(at);
            if verb && !is_passive(self.s, at) {
                return self.of_verb(at, 1);
            }
            // A measure's verb may be a passive one spelt alike, unless its subject stands right behind it.
            if self.order.verb_first && self.is_verb(at) && !self.quantity_at(at) {
                return self.subject_right_after(at);
            }
            if self.is_doing(at) {
                return self.of_doing(at, 1);
            }
        }
        None
    }

    /// Whether the item is a war that two states are named as having fought: it is the act of neither alone.
    pub(super) fn is_fought_by_two(&self, item: usize) -> bool {
        let s = self.s;
        let state = |mention: &ActorMention| {
            mention.kind == ActorKind::State && matches!(mention.form, Form::Place | Form::Name)
        };
        let joined = |pair: &[ActorMention]| {
            let gap = pair[0].items.end..pair[1].items.start;
            let with_and = s.prefixes(pair[1].items.start).has(Prefixes::AND)
                || gap.clone().any(|at| s.is(at, Kind::And));
            with_and && gap.len() <= 2 && pair.iter().all(state)
        };
        let clause = (item.saturating_sub(REACH)..item)
            .rev()
            .find(|at| self.ends_clause(*at))
            .unwrap_or(item.saturating_sub(REACH));
        s.senses(item, Kind::Act).any(|sense| &*sense.value == WAR)
            && self
                .mentions_in(clause..item)
                .windows(2)
                .any(|pair| joined(pair) && !self.after_preposition(pair[0].items.start))
    }

    /// The actor right behind a verb.
    pub(super) fn subject_right_after(&self, verb: usize) -> Option<Agent> {
        match self.subject_after(verb) {
            Subject::Actor(agent) => Some(agent),
            _ => None,
        }
    }

    /// Whether a verb has its subject before it.
    pub(super) fn has_subject_before(&self, verb: usize) -> bool {
        matches!(self.subject_before(verb), Subject::Actor(_) | Subject::Act(_) | Subject::Pronoun(_))
    }

    /// The acts of the sentence whose agents it tells, for the sentences behind it.
    pub(super) fn acts_told(&self) -> Vec<(Arc<str>, ActorId)> {
        let mut told: Vec<(Arc<str>, ActorId)> = Vec::new();
        // What something was done for is told of somebody else: "in retaliation for the army's raid".
        let motive = self.s.motive();
        for mention in self.mentions {
            if motive.is_some_and(|motive| motive.contains(&mention.item)) {
                continue;
            }
            let near = mention.items.start.saturating_sub(8)..(mention.items.end + 8).min(self.s.len());
            for at in near {
                let (act, noun) = match self.act_noun(at) {
                    Some(act) => (act, true),
                    None => match self.act_verb(at) {
                        Some(act) => (act, false),
                        None => continue,
                    },
                };
                if told.iter().any(|(known, _)| *known == act) {
                    continue;
                }
                if let Some(agent) = if noun { self.of_noun(at, 1) } else { self.of_verb(at, 1) } {
                    told.push((act, agent.id));
                }
            }
            if told.len() >= ACTS_KEPT {
                break;
            }
        }
        told
    }

    /// Who the sentence is about: the first whom it names as one who acts.
    pub(super) fn topic(&self) -> Option<ActorId> {
        self.mentions
            .iter()
            .filter(|mention| matches!(mention.form, Form::Name | Form::Place | Form::Leader))
            .filter(|mention| mention.form == Form::Name || self.owns_nobody(mention))
            .find(|mention| {
                let start = mention.items.start;
                !self.after_preposition(start) || self.has_members_before(start)
            })
            .map(|mention| self.agent(mention).id)
    }
}
