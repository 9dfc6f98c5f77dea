//! Who lends or gives the money that a quantity is of.

use super::RoleReader;
use super::agent::Agent;
use super::mention::{ActorMention, Form};
use crate::claim::counted::Counted;
use crate::lexicon::ids::ActorKind;
use crate::lexicon::{Feature, Kind, Kinds};

/// How far a sum may stand from what says that it is lent.
const REACH: usize = 10;
/// The value of the words for what is lent ("loan", قرض).
const LOAN: &str = "loan";
/// The value of the words for help in need ("relief", مساعدات).
const RELIEF: &str = "relief";
/// How far from what is brought its ship or convoy is named.
const RELIEF_REACH: usize = 14;
/// The value of the words for getting a sum ("received", تلقى).
const RECEIPT: &str = "receipt";
/// The value of the words before whoever something comes from ("from", من).
pub(super) const FROM: &str = "from";
/// The value of the words before whoever something is agreed with ("with", مع).
const WITH: &str = "with";
/// The value of the verbs that give or grant a sum.
const MONEY: &str = "money";

impl RoleReader<'_, '_> {
    /// Who lends a sum: "an IMF loan of $2bn", قرض من البنك الدولي بقيمة مليار دولار.
    pub(super) fn giver(&self, index: usize, counted: &Counted) -> Option<Agent> {
        if counted.by != "currency" {
            return None;
        }
        let Some(loan) = self.loan(index) else { return self.received_from(index) };
        let lender = self.lender_beside(loan).or_else(|| self.comes_from(loan));
        lender.map(|mention| self.agents.agent(mention)).or_else(|| self.granted_by(loan))
    }

    /// From whom a sum was received: "received $300m from the bank".
    fn received_from(&self, index: usize) -> Option<Agent> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let received = (reading.begin.saturating_sub(REACH)..reading.begin)
            .rev()
            .take_while(|at| !self.agents.ends_clause(*at) && !self.agents.quantity_at(*at))
            .any(|at| s.senses(at, Kind::Act).any(|sense| &*sense.value == RECEIPT));
        received.then(|| self.comes_from(reading.end - 1)).flatten().map(|mention| self.agents.agent(mention))
    }

    /// The word that says that the sum is lent, behind or before it.
    fn loan(&self, index: usize) -> Option<usize> {
        let s = self.agents.s;
        let reading = &self.scan.readings[index];
        let is_loan = |at: &usize| s.senses(*at, Kind::Act).any(|sense| &*sense.value == LOAN);
        let behind = (reading.end..(reading.end + 5).min(s.len()))
            .take_while(|at| !s.is_any(*at, Kinds::of(&[Kind::Preposition, Kind::And])))
            .take_while(|at| !self.agents.ends_clause(*at) && !self.agents.is_verb(*at))
            .find(is_loan);
        let passes = |at: &usize| {
            !self.agents.ends_clause(*at)
                && !self.agents.quantity_at(*at)
                && !matches!(s.mark(*at), Some(',' | '،'))
        };
        let before =
            || (reading.begin.saturating_sub(REACH)..reading.begin).rev().take_while(passes).find(is_loan);
        behind.or_else(before)
    }

    /// The lender whose name stands beside the loan; a state's there is as well that of the borrower.
    fn lender_beside(&self, loan: usize) -> Option<&ActorMention> {
        let at = if self.agents.order.head_last {
            (loan.saturating_sub(3)..loan).rev().find(|at| self.agents.mention_at(*at).is_some())?
        } else {
            loan + 1
        };
        let lends = [ActorKind::Organisation, ActorKind::Coalition];
        self.agents
            .mention_at(at)
            .filter(|mention| mention.form == Form::Name && lends.contains(&mention.kind))
            .filter(|mention| !self.is_general(mention))
    }

    /// From whom the loan is said to come.
    fn comes_from(&self, loan: usize) -> Option<&ActorMention> {
        let s = self.agents.s;
        let parts = |at: usize| {
            self.agents.ends_clause(at) || matches!(s.mark(at), Some(',' | '،')) || self.agents.is_verb(at)
        };
        let is_with = |at: usize| s.senses(at, Kind::Preposition).any(|sense| &*sense.value == WITH);
        let is_from = |at: usize| {
            // Agreed "with" a lender, whom one knows by what it is.
            let lender = |mention: &ActorMention| mention.kind == ActorKind::Organisation;
            s.senses(at, Kind::Preposition).any(|sense| &*sense.value == FROM)
                || (is_with(at)
                    && [at + 1, at + 2].into_iter().filter_map(|at| self.agents.mention_at(at)).any(lender))
        };
        let other = |at: usize| s.is(at, Kind::Preposition) && !s.is(at, Kind::Of);
        let from = (loan + 1..(loan + REACH).min(s.len()))
            .find(|at| !self.agents.quantity_at(*at) && (is_from(*at) || other(*at) || parts(*at)))
            .filter(|at| is_from(*at))?;
        let named = from + 1 + usize::from(s.is_any(from + 1, Kinds::of(&[Kind::Definite, Kind::Article])));
        self.agents.mention_at(named).filter(|mention| mention.form != Form::Adjective)
    }

    /// The lender who grants the loan: وافق صندوق النقد الدولي على قرض.
    fn granted_by(&self, loan: usize) -> Option<Agent> {
        let s = self.agents.s;
        let grants = |at: usize| {
            s.senses(at, Kind::Act).any(|sense| sense.features.has(Feature::Verb) && &*sense.value == MONEY)
        };
        let verb = (loan.saturating_sub(REACH)..loan)
            .rev()
            .take_while(|at| !self.agents.ends_clause(*at) && !self.agents.quantity_at(*at))
            .find(|at| grants(*at))?;
        self.agents.of_verb(verb, 0).filter(|agent| agent.kind == ActorKind::Organisation)
    }

    /// Whose relief a quantity is part of: سفينة إغاثة إماراتية تحمل 1200 طن.
    pub(super) fn reliever(&self, index: usize) -> Option<Agent> {
        let s = self.agents.s;
        let begin = self.scan.readings[index].begin;
        let relief = |at: &usize| s.senses(*at, Kind::Act).any(|sense| &*sense.value == RELIEF);
        let passes = |at: &usize| !self.agents.ends_clause(*at) && !self.agents.quantity_at(*at);
        let at = (begin.saturating_sub(RELIEF_REACH)..begin).rev().take_while(passes).find(relief)?;
        let beside = if self.agents.order.head_last { at.checked_sub(1)? } else { at + 1 };
        let mention = self.agents.mention_at(beside)?;
        matches!(mention.form, Form::Name | Form::Adjective).then(|| self.agents.agent(mention))
    }

    /// Whose money it is that is told by what it is for: "a $25m US bounty".
    pub(super) fn donor(&self, index: usize, counted: &Counted) -> Option<Agent> {
        let s = self.agents.s;
        let mut at = self.scan.readings[index].end;
        if counted.by != "currency" {
            return None;
        }
        // The same sum in another currency may stand between: "a $25m (£15m) US bounty".
        while matches!(s.mark(at), Some('(' | ')' | '#')) || s.is(at, Kind::Of) || self.agents.quantity_at(at)
        {
            at += 1;
        }
        let mention = self.agents.mention_at(at).filter(|mention| {
            let adjective = s.sense_with(mention.item, Kind::Place, Feature::Adjective).is_some();
            adjective && s.is_any(mention.items.end, Kinds::of(&[Kind::Measure, Kind::Noun]))
                || s.items.get(mention.items.end).is_some_and(|next| adjective && next.senses.is_empty())
        })?;
        Some(self.agents.agent(mention))
    }
}
