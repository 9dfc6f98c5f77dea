//! Who did it, and against whom.
//!
//! A sentence names actors ([`mention`]); its verbs and nouns of acts have agents ([`agent`], [`subject`]); a
//! quantity takes the agent of what it counts or of what happened to those it counts; what the sentence leaves
//! unsaid comes from the text before ([`memory`]), through the words that refer to it ([`reference`]).

mod agent;
mod averting;
mod blame;
mod cause;
mod doing;
mod giver;
mod governing;
mod inserted;
mod memory;
mod mention;
mod reference;
mod story;
mod subject;

use super::counted::{Counted, Says};
use super::scan::Scan;
use super::sentence::Sentence;
use super::{ActorId, PlaceId};
use crate::lexicon::ids::{ActorKind, Part};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes};
pub(super) use agent::Order;
use agent::{Agent, Agents};
use giver::FROM;
pub(super) use memory::{Memory, note};
pub(super) use mention::{ActorMention, Form, mentions};
pub(super) use story::{Side, Story, Undergone};

/// How far before a quantity a target may be named.
const TARGET_REACH: usize = 80;

/// How far before a number of fighters it is said whose they are.
const STRENGTH_REACH: usize = 8;

/// How far before a quantity what it counts may be named.
const NOUN_REACH: usize = 12;

/// Who did it and against whom.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Roles {
    pub actor: Option<ActorId>,
    pub target: Option<ActorId>,
}

/// What the roles of a sentence's quantities are read from.
pub(super) struct RoleReader<'s, 'a> {
    scan: &'s Scan<'s, 'a>,
    agents: Agents<'s, 'a>,
}

impl<'s, 'a> RoleReader<'s, 'a> {
    pub fn new(
        scan: &'s Scan<'s, 'a>,
        mentions: &'s [ActorMention],
        memory: &'s Memory,
        country: Option<&'s PlaceId>,
        order: Order,
    ) -> Self {
        let agents = Agents {
            s: scan.sentence,
            ids: scan.ids,
            order,
            mentions,
            readings: &scan.readings,
            memory,
            country,
        };
        RoleReader { scan, agents }
    }

    /// The roles in what a quantity counts.
    pub fn roles(&self, index: usize, counted: &Counted) -> Roles {
        let part = self.scan.ids.part(&counted.measure);
        let target = self.target(index, counted, part);
        let actor = match part {
            _ if self.is_lost(index) => {
                let by = self.agents.by_phrase(self.end_of_noun(index, counted), self.next_begin(index));
                by.or_else(|| self.inflicted_by_speaker(index))
            }
            Some(Part::Victim) => self.of_victims(index, counted),
            Some(Part::Act) => self.of_acts(index, counted),
            Some(Part::Means) if self.is_brought_down(index, counted) => {
                let by = self.agents.by_phrase(self.end_of_noun(index, counted), self.next_begin(index));
                by.or_else(|| self.agents.quoted_force())
            }
            Some(Part::Means)
                if self.governing(index, counted).is_some_and(|at| self.agents.intercepts(at)) =>
            {
                self.by_verb(index, counted).or_else(|| self.agents.force_that_tells())
            }
            Some(Part::Means) => self.by_verb(index, counted).or_else(|| {
                let free = self.governing(index, counted).is_none() || self.is_instrument(index, part);
                let owner = free.then(|| self.owner(index, counted)).flatten();
                owner.map(|mention| self.agents.agent(mention)).or_else(|| {
                    let begin = self.scan.readings[index].begin;
                    self.is_instrument(index, part).then(|| self.agents.act_before(begin)).flatten()
                })
            }),
            Some(Part::Force) => {
                // "holding two police officers": a general word goes behind whoever is said to hold them.
                let owner = self.owner(index, counted);
                let (named, general): (Option<_>, Option<_>) = match owner {
                    Some(mention) if self.is_general(mention) => (None, Some(mention)),
                    owner => (owner, None),
                };
                let agent = |mention: &ActorMention| self.agents.agent(mention);
                named
                    .or_else(|| self.numbered(index))
                    .map(agent)
                    .or_else(|| self.by_verb(index, counted))
                    .or_else(|| general.map(agent))
                    .or_else(|| self.strength_of(index).map(agent))
            }
            None if self.side(index, counted) == Side::Fighters => {
                let owner = self.owner(index, counted).filter(|owner| owner.kind == ActorKind::Militants);
                let by = || self.by_verb(index, counted).filter(|_| !self.acts_itself(index, counted));
                // "The army eliminated 20 terrorists of the group": what is done to them goes before whose they are.
                let done = owner.and_then(|_| self.governing(index, counted)).and_then(|_| by());
                done.or_else(|| owner.map(|owner| self.agents.agent(owner))).or_else(by)
            }
            None => self.giver(index, counted).or_else(|| {
                let told = self
                    .by_verb(index, counted)
                    .or_else(|| self.donor(index, counted))
                    .or_else(|| self.reliever(index))
                    .or_else(|| self.rescuer(index, counted))
                    .or_else(|| self.befallen(index, counted));
                if told.is_some() {
                    return told;
                }
                let noun = counted.measure.as_str().starts_with("other:") && counted.by != "unit";
                noun.then(|| self.subject_of_clause(index)).flatten()
            }),
        };
        let harms = matches!(part, Some(Part::Victim | Part::Act | Part::Means));
        let tree = &self.scan.ids.actor_tree;
        let war = counted.head.as_ref().is_some_and(|head| self.agents.is_fought_by_two(head.items.end - 1));
        let actor = actor
            .filter(|_| !war)
            .filter(|agent| {
                !harms || agent.kind != ActorKind::Organisation || self.scan.ids.is_of_state(&agent.id)
            })
            .map(|agent| agent.id)
            .filter(|id| {
                !target.as_ref().is_some_and(|target| tree.contains(id, target) || tree.contains(target, id))
            });
        Roles { actor, target }
    }

    /// Whether a quantity goes on with the acts that the one before it counts: "43 attacks in January and 48 in
    /// February".
    pub fn goes_on(&self, index: usize, counted: &Counted) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let begin = self.scan.readings[index].begin;
        let gap = self.scan.readings[before].end..begin;
        let force = self.scan.ids.part(&counted.measure) == Some(Part::Force) && counted.by == "as before";
        (force || self.scan.ids.part(&counted.measure) == Some(Part::Act))
            && gap.len() <= 14
            && !gap
                .clone()
                .any(|at| matches!(self.agents.s.mark(at), Some('.' | ';' | '؛' | '!' | '?' | '؟')))
            && !gap.into_iter().any(|at| self.agents.is_verb(at))
    }

    /// The items behind a quantity that are its own, up to the next quantity.
    fn end_of_noun(&self, index: usize, counted: &Counted) -> usize {
        counted.head.as_ref().map_or(self.scan.readings[index].end, |head| head.items.end)
    }

    fn next_begin(&self, index: usize) -> usize {
        self.scan.readings.get(index + 1).map_or(self.agents.s.len(), |next| next.begin)
    }

    /// Whose acts are counted: those of their owner, of whoever they are told to be by, of the verb's subject.
    fn of_acts(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let named = match &counted.head {
            Some(head) => {
                let noun = head.items.end - 1;
                let owner = if self.agents.order.head_last {
                    self.agents
                        .mentions_in(head.items.clone())
                        .iter()
                        .find(|mention| mention.items.end <= noun + 1)
                        .map(|mention| self.agents.agent(mention))
                } else {
                    None
                };
                owner.or_else(|| self.agents.of_noun(noun, 0))
            }
            None => self.agents.by_phrase(reading.end, self.next_begin(index)).or_else(|| {
                // "The number of violations by Pakistan at more than 3,800".
                let counts = |at: &usize| {
                    s.senses(*at, Kind::Measure).any(|sense| *sense.value == *counted.measure.as_str())
                };
                let before = (reading.begin.saturating_sub(NOUN_REACH)..reading.begin).rev();
                let noun = before.take_while(|at| !self.agents.ends_clause(*at)).find(counts)?;
                self.agents.by_phrase(noun + 1, reading.begin)
            }),
        };
        named.or_else(|| self.by_verb(index, counted)).or_else(|| self.topic_of_clause(index))
    }

    /// Who has the people or the means that are counted: "40 Estonian soldiers", عشرات من مسلحي التنظيم.
    fn owner(&self, index: usize, counted: &Counted) -> Option<&ActorMention> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let end = self.end_of_noun(index, counted);
        let inside = self
            .agents
            .mentions_in(reading.end..end)
            .iter()
            .find(|mention| mention.items.end <= end)
            .or_else(|| self.agents.mention_at(reading.end).filter(|mention| mention.items.end >= end));
        let before = reading
            .begin
            .checked_sub(1)
            .filter(|at| s.is(*at, Kind::Genitive))
            .and_then(|at| self.agents.mention_at(at.checked_sub(1)?));
        inside.or(before).or_else(|| self.belongs_to(end))
    }

    /// Whose strength a clause tells: "the group is down to about 4,000 fighters".
    fn strength_of(&self, index: usize) -> Option<&ActorMention> {
        let begin = self.scan.readings[index].begin;
        let s = self.agents.s;
        let told = self.agents.mentions_in(begin.saturating_sub(STRENGTH_REACH)..begin).last()?;
        let is = s.sense_with(told.items.end, Kind::Auxiliary, Feature::Plural).is_some()
            || s.sense_with(told.items.end, Kind::Auxiliary, Feature::Passive).is_some();
        let plain = (told.items.end..begin).all(|at| !self.agents.is_verb(at) && s.mark(at).is_none());
        (told.form == Form::Name && is && plain && !self.agents.after_preposition(told.items.start))
            .then_some(told)
    }

    /// Whether those counted are the subject of a verb behind them.
    fn acts_itself(&self, index: usize, counted: &Counted) -> bool {
        let end = self.end_of_noun(index, counted);
        (end..(end + 3).min(self.agents.s.len())).any(|at| self.agents.is_verb(at))
    }

    /// Whether those counted do something violent: "ten gunmen stormed the bank", "by three attackers".
    pub fn are_attackers(&self, index: usize, counted: &Counted) -> bool {
        let s = self.agents.s;
        let end = self.end_of_noun(index, counted);
        let by = self.scan.readings[index].begin.checked_sub(1).is_some_and(|at| s.is(at, Kind::ByActor));
        by || (end..(end + 2).min(s.len()))
            .take_while(|at| s.mark(*at).is_none())
            .any(|at| self.agents.act_verb(at).is_some())
    }

    /// Whether a mention is a general word, which names nobody itself.
    fn is_general(&self, mention: &ActorMention) -> bool {
        mention.items.len() == 1
            && !self.agents.s.is_any(mention.item, Kinds::of(&[Kind::Actor, Kind::Place]))
    }

    /// The actor of whom those counted are part: "members of the group", من عناصر التنظيم.
    fn belongs_to(&self, from: usize) -> Option<&ActorMention> {
        let s = self.agents.s;
        let mut at = from;
        let out_of = s.senses(from, Kind::Preposition).any(|sense| &*sense.value == FROM);
        let reach = if out_of { 6 } else { 4 };
        let joins =
            Kinds::of(&[Kind::Of, Kind::Belongs, Kind::Definite, Kind::Noun, Kind::Force, Kind::Measure]);
        while at < s.len() && at < from + reach {
            if let Some(mention) = self.agents.mention_at(at) {
                let of = at > from && (out_of || s.is_any(from, Kinds::of(&[Kind::Of, Kind::Belongs])));
                let beside = at == from && !self.agents.order.head_last && !self.agents.in_glued_phrase(at);
                return (of || beside)
                    .then_some(mention)
                    .filter(|mention| matches!(mention.form, Form::Name | Form::Adjective));
            }
            let glued = self.agents.in_glued_phrase(at) || self.agents.quantity_at(at);
            let plain = |at: usize| s.items[at].senses.is_empty() || self.agents.is_people(at);
            let describes = out_of && (at == from || plain(at));
            let passes = describes || s.is_any(at, joins);
            if s.mark(at).is_some() || glued || !passes || self.agents.is_verb(at) && at > from {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whose number is told: "put the number of the group's fighters at 2,000".
    fn numbered(&self, index: usize) -> Option<&ActorMention> {
        let begin = self.scan.readings[index].begin;
        let number = (begin.saturating_sub(NOUN_REACH)..begin)
            .rev()
            .take_while(|at| !self.agents.ends_clause(*at) && !self.agents.quantity_at(*at))
            .find(|at| self.agents.s.is(*at, Kind::NumberOf))?;
        self.agents.mentions_in(number..begin).iter().find(|mention| mention.form == Form::Name)
    }

    /// The subject of the verb whose object is counted, or whoever it was done by.
    fn by_verb(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let end = self.end_of_noun(index, counted);
        if let Some(accused) = self.agents.accused(reading.begin) {
            return Some(accused);
        }
        if let Some(at) = self.governing(index, counted) {
            let told = if self.agents.is_doing(at) && !self.agents.opens_as_verb(at) {
                self.agents.of_doing(at, 0)
            } else if !is_passive(s, at) || at + 1 == reading.begin {
                self.agents.of_verb(at, 0)
            } else {
                self.agents.by_phrase(at + 1, reading.begin)
            };
            // Whoever planted the bombs does not make them safe.
            if told.is_some() || self.agents.averts(at) {
                return told;
            }
        }
        if let Some(told) = self.possessor(index, counted).or_else(|| self.told_behind(end)) {
            return Some(told);
        }
        let shared = index.checked_sub(1).filter(|before| self.joined(*before, index));
        self.agents
            .by_phrase(end, self.next_begin(index))
            .or_else(|| shared.and_then(|_| self.agents.of_joined(reading.begin)))
            .or_else(|| {
                let verb = (end..(end + 2).min(s.len()))
                    .take_while(|at| s.mark(*at).is_none() && !s.prefixes(*at).has(Prefixes::AND))
                    .find(|at| s.sense_with(*at, Kind::Act, Feature::Verb).is_some())?;
                self.agents.order.verb_first.then(|| self.agents.subject_right_after(verb)).flatten()
            })
    }

    /// Whether a quantity is told in one breath with the one before it: "40 drones and 7 missiles".
    fn joined(&self, before: usize, index: usize) -> bool {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let gap = self.scan.readings[before].end..reading.begin;
        if gap.clone().any(|at| s.senses(at, Kind::Clause).any(|sense| &*sense.value == "that")) {
            return false;
        }
        let bare = gap.len() <= 2
            && gap
                .clone()
                .all(|at| s.is_word(at) && !s.is(at, Kind::Preposition) && !self.agents.is_verb(at));
        bare || s.prefixes(reading.begin).has(Prefixes::AND)
            || gap.rev().take(2).any(|at| {
                s.is(at, Kind::And)
                    || matches!(s.mark(at), Some(',' | '،'))
                    || s.prefixes(at).has(Prefixes::AND)
            })
    }

    /// The last actor that the clause names as one who acts.
    fn topic_of_clause(&self, index: usize) -> Option<Agent> {
        let begin = self.scan.readings[index].begin;
        let from = begin.saturating_sub(30);
        let s = self.agents.s;
        let stop = (from..begin).rev().find(|at| self.agents.ends_clause(*at)).map_or(from, |at| at + 1);
        // "Israel, which responded with 90 strikes": the clause is about what stands before it.
        let which = (stop..begin).rev().find(|at| {
            s.is(*at, Kind::WhichClause)
                && matches!(at.checked_sub(1).and_then(|at| s.mark(at)), Some(',' | '،'))
        });
        if let Some(before) = which.and_then(|at| at.checked_sub(2)).and_then(|at| self.agents.mention_at(at))
        {
            return Some(self.agents.agent(before));
        }
        self.agents
            .mentions_in(stop..begin)
            .iter()
            .rev()
            .filter(|mention| mention.form == Form::Name && !self.is_general(mention))
            .find(|mention| !self.agents.after_preposition(mention.items.start) && !says_so(s, mention))
            .map(|mention| self.agents.agent(mention))
    }

    /// The actor with whom the clause begins, before its verb: "Turkish soldiers have dug 12 trenches".
    fn subject_of_clause(&self, index: usize) -> Option<Agent> {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        let start = (begin.saturating_sub(12)..begin)
            .rev()
            .find(|at| {
                self.agents.quantity_at(*at)
                    || s.mark(*at).is_some_and(|mark| !matches!(mark, '-' | '\'' | '"' | '«' | '»'))
                    || (s.mark(*at) == Some('-') && s.spaced(*at))
                    || s.is_any(*at, Kinds::of(&[Kind::Attribution, Kind::And]))
                    || (s.is(*at, Kind::WhichClause) && !s.is(*at, Kind::Of))
            })
            .map_or(begin.saturating_sub(12), |at| at + 1);
        let first = (start..begin).find(|at| !s.is_any(*at, Kinds::of(&[Kind::Definite, Kind::Article])))?;
        let mention = self.agents.mention_at(first).filter(|mention| {
            matches!(mention.form, Form::Name | Form::Place)
                && !self.is_general(mention)
                && mention.kind != ActorKind::Organisation
                && !s.is(mention.items.end, Kind::Genitive)
                && !self.agents.after_preposition(mention.items.start)
        })?;
        let lives = (mention.items.end..begin).any(|at| self.is_living(at));
        (!lives && (start == 0 || !self.agents.quantity_at(start - 1))).then(|| self.agents.agent(mention))
    }

    /// Against whom: named behind "against", or the side to which the victims belong.
    fn target(&self, index: usize, counted: &Counted, part: Option<Part>) -> Option<ActorId> {
        let s = self.agents.s;
        let (begin, next) = (self.scan.readings[index].begin, self.next_begin(index));
        if part == Some(Part::Victim)
            && let Some(side) = self.side_of_victims(index, counted)
        {
            return Some(side);
        }
        if !matches!(part, Some(Part::Victim | Part::Act | Part::Means)) {
            return None;
        }
        let is_attacked = |mention: &&ActorMention| {
            let at = mention.items.start;
            let back = |back: usize| at.checked_sub(back).filter(|before| s.is(*before, Kind::Against));
            let marked = back(1).or_else(|| {
                back(2).filter(|_| {
                    s.is(at - 1, Kind::Definite) || !s.is_word(at - 1) || s.items[at - 1].senses.is_empty()
                })
            });
            let does_it = |before: usize| self.agents.is_doing(before) && self.agents.has_object(mention);
            let blamed = |before: usize| (before.saturating_sub(5)..before).any(|at| s.is(at, Kind::Accuse));
            let target =
                |before: &usize| !self.is_subject_of(*before) && !does_it(*before) && !blamed(*before);
            marked.filter(target).is_some_and(|before| {
                (mention.form == Form::Name || (mention.form == Form::Place && before + 1 == at))
                    && !s.is(at - 1, Kind::In)
            })
        };
        // Behind the number stands its own target; before it, it may be that of another number.
        let behind = self.agents.mentions_in(begin..next).iter().find(is_attacked);
        let before =
            || self.agents.mentions_in(begin.saturating_sub(TARGET_REACH)..begin).iter().find(is_attacked);
        // "Operations against the group killed 54 people": they need not be the group's, as those of a country are.
        let says = counted.head.as_ref().map(|head| &head.says);
        let anybody = part == Some(Part::Victim)
            && matches!(says, Some(Says::Noun(noun)) if noun.features.has(Feature::Person)
                && noun.attribute(Attribute::Default).is_none());
        behind
            .or_else(|| before().filter(|mention| !anybody || mention.kind != ActorKind::Militants))
            .map(|mention| mention.id.clone())
    }

    /// Whether what stands behind "attacked" is its subject: the verb comes first and has none before it.
    fn is_subject_of(&self, verb: usize) -> bool {
        self.agents.order.verb_first
            && self.agents.is_verb(verb)
            && !self.agents.s.prefixes(verb).has(Prefixes::AND)
            && !self.agents.has_subject_before(verb)
    }

    /// The side to which those killed or wounded belong: "44 IS fighters", ثلاثة من عناصر التنظيم.
    fn side_of_victims(&self, index: usize, counted: &Counted) -> Option<ActorId> {
        let reading = &self.scan.readings[index];
        let end = self.end_of_noun(index, counted);
        let inside =
            self.agents.mentions_in(reading.end..end).iter().find(|mention| mention.form == Form::Name);
        inside
            .or_else(|| self.belongs_to(end).filter(|mention| mention.form == Form::Name))
            .map(|mention| mention.id.clone())
    }
}

/// Whether a verb stands in the passive: an auxiliary right before it, and no name that is spelt like one.
fn is_passive(s: &Sentence, at: usize) -> bool {
    at > 0
        && s.sense_with(at - 1, Kind::Auxiliary, Feature::Passive).is_some()
        && s.sense_with(at - 1, Kind::Actor, Feature::Name).is_none()
}

/// Whether the actor is only whoever says so.
fn says_so(s: &Sentence, mention: &ActorMention) -> bool {
    let says = |at: usize| s.is(at, Kind::Attribution) && !s.is(at, Kind::Counting);
    says(mention.items.end) || mention.items.start.checked_sub(1).is_some_and(says)
}
