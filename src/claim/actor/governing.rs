//! The word that a quantity is the object of, and what a quantity is to it: had, lost or used.

use super::RoleReader;
use super::agent::Agent;
use super::averting::INTERCEPTION;
use super::cause::OPENING;
use super::is_passive;
use super::mention::Form;
use super::story::is_harm;
use super::subject::Subject;
use crate::claim::counted::Counted;
use crate::claim::when::When;
use crate::lexicon::ids::{ActorKind, Part};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

/// The measure that counts those whom somebody saved.
const RESCUED: &str = "rescued";
/// The value of the verbs that tell where people live.
const LIVING: &str = "living";
/// The value of the words between what is given and the sum that it is worth.
const WORTH: &str = "worth";
/// How far before what was lost the verb may stand.
const LOSS_REACH: usize = 5;
/// How far before the second of two objects the first may be described.
const JOINED_REACH: usize = 7;
/// How far behind means it may be said that they were brought down.
const BROUGHT_DOWN_REACH: usize = 10;

impl RoleReader<'_, '_> {
    /// Who has the people, means or money: "Kenya has about 4,600 soldiers".
    pub(super) fn possessor(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let part = self.scan.ids.part(&counted.measure);
        if !matches!(part, Some(Part::Force | Part::Means)) && counted.by != "currency" {
            return None;
        }
        let begin = self.scan.readings[index].begin;
        let at = (0..begin).rev().find(|at| !s.is(*at, Kind::Hedge))?;
        if !s.senses(at, Kind::Auxiliary).any(|sense| &*sense.value == "own") {
            return None;
        }
        // "The U.S., which has about 37,000 troops in the South".
        let named = at
            .checked_sub(2)
            .filter(|comma| s.is(comma + 1, Kind::WhichClause) && s.mark(*comma) == Some(','))
            .and_then(|comma| (0..comma).rev().find(|at| s.mark(*at) != Some('.')))
            .and_then(|end| self.agents.mention_at(end))
            .filter(|mention| mention.form != Form::Adjective);
        if let Some(mention) = named {
            return Some(self.agents.agent(mention));
        }
        match self.agents.subject_before(at) {
            Subject::Actor(agent) => Some(agent),
            Subject::Pronoun(pronoun) => self.agents.meant_by_pronoun(pronoun),
            _ => None,
        }
    }

    /// Whether the quantity is what something is done with: "attacked with 12 missiles", بـ 15 صاروخا.
    pub(super) fn is_instrument(&self, index: usize, part: Option<Part>) -> bool {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        let introduced =
            begin.checked_sub(1).is_some_and(|at| s.is(at, Kind::Preposition) && !s.is(at, Kind::Of));
        part == Some(Part::Means) && (introduced || s.prefixes(begin).has(Prefixes::BY))
    }

    /// Whether the means are said to have been brought down, by a verb behind them: whoever sent them did not.
    pub(super) fn is_brought_down(&self, index: usize, counted: &Counted) -> bool {
        let s = self.agents.s;
        let end = counted.head.as_ref().map_or(self.scan.readings[index].end, |head| head.items.end);
        let takes = |at: usize| s.senses(at, Kind::Act).any(|sense| &*sense.value == INTERCEPTION);
        let passes = |at: &usize| {
            !self.agents.ends_clause(*at)
                && !matches!(s.mark(*at), Some(',' | '،'))
                && !s.is(*at, Kind::WhichClause)
        };
        (end..(end + BROUGHT_DOWN_REACH).min(s.len()))
            .take_while(passes)
            .find(|at| takes(*at) || (self.agents.is_verb(*at) && !self.agents.quantity_at(*at)))
            .is_some_and(|at| takes(at) && is_passive(s, at))
    }

    /// The subject of a clause that follows the noun with nothing between: "the 30 million pounds it donated".
    pub(super) fn told_behind(&self, end: usize) -> Option<Agent> {
        let s = self.agents.s;
        if !self.agents.order.head_last {
            return None;
        }
        // "300 prisoners, 40 of whom Jordan let go".
        let end = end + usize::from(s.is(end, Kind::Auxiliary));
        let first = end + usize::from(s.is_any(end, Kinds::of(&[Kind::Definite, Kind::Article])));
        let pronoun = s.is(first, Kind::Pronoun);
        let mention = self.agents.mention_at(first).filter(|mention| mention.form != Form::Adjective);
        let next = mention.map_or(first + 1, |mention| mention.items.end);
        let verb = (next..next + 3).find(|at| !s.is(*at, Kind::Auxiliary))?;
        if !self.agents.is_verb(verb) || s.is(verb, Kind::Attribution) || is_passive(s, verb) {
            return None;
        }
        match mention {
            Some(mention) => Some(self.agents.agent(mention)),
            None => pronoun.then(|| self.agents.meant_by_pronoun(first)).flatten(),
        }
    }

    /// The police, army or coastguard who tell that people were rescued.
    pub(super) fn rescuer(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let end = self.scan.readings[index].end;
        let at = counted.governor.filter(|at| *at >= end)?;
        let rescued = counted.measure.as_str() == RESCUED && is_passive(self.agents.s, at);
        let forces = [ActorKind::Army, ActorKind::Police, ActorKind::Coastguard];
        rescued.then(|| self.agents.quoted_agent()).flatten().filter(|agent| forces.contains(&agent.kind))
    }

    /// Whose act befell the homes that are counted: قصف إسرائيلي طال منزلين.
    pub(super) fn befallen(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        let verb = (0..begin).rev().find(|at| !s.is(*at, Kind::Hedge))?;
        let befell = s.is(verb, Kind::Befalls) || self.agents.is_verb(verb);
        (befell && is_harm(&counted.measure, self.scan.ids)).then(|| self.agents.act_before(verb)).flatten()
    }

    /// Whether the quantity is what somebody lost: whoever lost it did not do it.
    pub(super) fn is_lost(&self, index: usize) -> bool {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        (begin.saturating_sub(LOSS_REACH)..begin)
            .rev()
            .take_while(|at| s.mark(*at).is_none() && !self.agents.quantity_at(*at))
            .find(|at| self.agents.is_verb(*at))
            .is_some_and(|at| s.senses(at, Kind::Act).any(|sense| &*sense.value == "loss"))
    }

    /// The militants whose own account a text is, where it tells what others lost: "the army suffered 20 casualties".
    pub(super) fn inflicted_by_speaker(&self, index: usize) -> Option<Agent> {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        let loss = (begin.saturating_sub(LOSS_REACH)..begin).rev().find(|at| self.agents.is_verb(*at))?;
        let speaker = self.agents.own_account()?;
        let theirs = match self.agents.subject_before(loss) {
            Subject::Actor(agent) => agent.id != speaker.id,
            Subject::Force(_) | Subject::Other => true,
            Subject::Pronoun(_) | Subject::Act(_) | Subject::Shared | Subject::None => false,
        };
        let ours = (0..loss).any(|at| self.agents.is_ours(at));
        (theirs && !ours && s.mark(begin).is_none()).then_some(speaker)
    }

    /// The verb, or verbal noun, whose object a quantity is.
    pub(super) fn governing(&self, index: usize, counted: &Counted) -> Option<usize> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let part = self.scan.ids.part(&counted.measure);
        let from = index.checked_sub(1).map_or(0, |before| self.scan.readings[before].begin);
        let instrument = self.is_instrument(index, part);
        let hedged = |at: usize| (at + 1..reading.begin).all(|between| s.is(between, Kind::Hedge));
        let mut worth = false;
        for at in (from.max(reading.begin.saturating_sub(14))..reading.begin).rev() {
            // Those who live somewhere are nobody's object: تحاصر القوات المدينة ويعيش فيها مئات.
            if self.agents.ends_clause(at) || self.is_living(at) {
                return None;
            }
            // "A package of aid for the farmers worth $50m": what it is for stands between.
            if counted.by == "currency" && s.senses(at, Kind::Act).any(|sense| &*sense.value == WORTH) {
                worth = true;
                continue;
            }
            if self.says_when(at) || self.agents.is_attribute(at) || self.agents.is_noun_here(at) {
                continue;
            }
            let deed = s.senses(at, Kind::Act).any(|sense| {
                let takes = match &*sense.value {
                    "money" => counted.by == "currency",
                    // دفعت بألف جندي sends them, دفعت مئات إلى الفرار is no act.
                    OPENING => self.agents.opening_of_fire(at).is_some(),
                    "dispatch" => s.prefixes(reading.begin).has(Prefixes::BY),
                    "find" => part != Some(Part::Victim),
                    _ => true,
                };
                sense.features.has(Feature::Verb) && takes
            });
            let counts =
                s.sense_with(at, Kind::Measure, Feature::Verb).is_some() && !self.agents.quantity_at(at);
            if deed || counts || self.agents.is_doing(at) {
                return Some(at);
            }
            // Where it is done may stand before its object: ضبط الحرس في جازان 5 قطع سلاح.
            if self.says_where(at, reading.begin) {
                continue;
            }
            // "Released the wife of a mayor and 16 others": what describes the first object stands between.
            if self.is_joined_object(at, reading.begin) {
                continue;
            }
            // What stands behind a preposition is no object, unless it is the number itself: "sold for 5".
            let glued = self.agents.in_glued_phrase(at) && self.agents.mention_at(at).is_none();
            // The verb's first phrase may stand before its object: ضبطت بحوزتهم 11 بندقية.
            let after_verb = self.agents.order.verb_first && at > 0 && s.is(at - 1, Kind::Act);
            let first = (glued && at + 1 == reading.begin) || (s.is(at, Kind::Preposition) && !hedged(at));
            if after_verb && first && self.agents.is_verb(at - 1) {
                continue;
            }
            let background = (s.is(at, Kind::Preposition) && !s.is(at, Kind::Of)) || glued;
            if background && !hedged(at) && !instrument && !worth && part != Some(Part::Act) {
                return None;
            }
        }
        None
    }

    /// Whether an item says that people live somewhere.
    pub(super) fn is_living(&self, at: usize) -> bool {
        self.agents.s.senses(at, Kind::Act).any(|sense| &*sense.value == LIVING)
    }

    /// Whether a preposition only describes the first of two objects, of which the quantity is the second.
    fn is_joined_object(&self, preposition: usize, begin: usize) -> bool {
        let s = self.agents.s;
        let joined = begin.checked_sub(1).is_some_and(|and| s.is(and, Kind::And));
        let short = begin - preposition <= JOINED_REACH;
        let plain = || (preposition + 1..begin).all(|at| s.mark(at).is_none() && !self.agents.is_verb(at));
        self.agents.order.head_last && joined && short && s.is(preposition, Kind::Preposition) && plain()
    }

    /// Whether an item opens a phrase that says where, behind which the object of a verb that comes first may stand.
    fn says_where(&self, at: usize, object: usize) -> bool {
        let s = self.agents.s;
        let glued = s.prefixes(at).has(Prefixes::BY) && s.is(at, Kind::Place);
        let named = || (at + 1..at + 3).any(|next| next < object && s.is(next, Kind::Place));
        self.agents.order.verb_first && (glued || (s.is(at, Kind::In) && named()))
    }

    /// Whether an item is part of what says when: "shot down 14 during the night" has the same object without it.
    fn says_when(&self, at: usize) -> bool {
        let s = self.agents.s;
        let times =
            Kinds::of(&[Kind::TimeUnit, Kind::RelativeDay, Kind::Weekday, Kind::Month, Kind::Relative]);
        let opens = s.is_any(at, Kinds::of(&[Kind::Preposition, Kind::During]));
        let begins = |when: &When| when.items.contains(&at) || (when.items.start == at + 1 && opens);
        s.is_any(at, times)
            || (opens && s.is_any(at + 1, times))
            || [Some(at), at.checked_sub(1)]
                .into_iter()
                .flatten()
                .any(|at| s.is(at, Kind::During) && !s.is(at, Kind::In))
            || self.scan.whens.iter().any(begins)
            || (self.scan.taken[at] && !self.agents.quantity_at(at))
    }
}
