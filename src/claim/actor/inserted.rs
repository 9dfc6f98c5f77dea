//! Subjects that a phrase between two commas parts from their verbs: "the army, backed by jets, killed 5".

use super::agent::{Agent, Agents};
use super::mention::{ActorMention, Form};
use super::subject::Subject;
use crate::lexicon::{Kind, Kinds, Prefixes};

/// How long a phrase between two commas may be.
const INSERTED: usize = 16;

impl Agents<'_, '_> {
    /// A verb behind a comma shares the subject of the verb before it ("raided the camp, killing 5"), unless a
    /// phrase between two commas parts it from its own ("the army, backed by jets, killed 5").
    pub(super) fn before_comma(&self, comma: usize) -> Subject {
        let open = self.comma_before(comma);
        if let Some(agent) = open.and_then(|open| self.before_insertion(open)) {
            return Subject::Actor(agent);
        }
        let inserted = open
            .filter(|open| !(*open..comma).any(|at| self.is_verb(at) || self.quantity_at(at)) && *open > 0);
        match inserted {
            Some(open) => match self.named_before(open) {
                Some(mention)
                    if mention.form != Form::Adjective && !self.after_preposition(mention.items.start) =>
                {
                    Subject::Actor(self.agent(mention))
                }
                _ => self.named_between(open, comma).map_or(Subject::Shared, Subject::Actor),
            },
            None => Subject::Shared,
        }
    }

    /// Whom a phrase between two commas says more about, before a verb of several words: "the ADF, a militia in
    /// the east, had killed 5".
    pub(super) fn before_apposition(&self, comma: usize) -> Option<Agent> {
        let s = self.s;
        let open = self.comma_before(comma)?;
        if let Some(agent) = self.before_insertion(open) {
            return Some(agent);
        }
        let says_more = s.is_any(open + 1, Kinds::of(&[Kind::Article, Kind::Definite]))
            || (s.is(open + 1, Kind::Pronoun) && s.prefixes(open + 1).has(Prefixes::AND))
            || (s.is(open + 1, Kind::WhichClause) && !s.is(open + 1, Kind::Of));
        let plain = |at: usize| !self.is_verb(at) && !self.quantity_at(at) && !s.is(at, Kind::Attribution);
        let mention = self.named_before(open).filter(|mention| mention.form == Form::Name)?;
        let subject = says_more && (open + 1..comma).all(plain);
        (subject && !self.after_preposition(mention.items.start)).then(|| self.agent(mention))
    }

    /// Whoever a sentence opens with, before a phrase between two commas: "Germany, criticised for its caution, has".
    fn before_insertion(&self, open: usize) -> Option<Agent> {
        let s = self.s;
        let mention = self.named_before(open).filter(|_| self.order.head_last)?;
        let first = (0..mention.items.start)
            .rev()
            .find(|at| !s.is_any(*at, Kinds::of(&[Kind::Definite, Kind::Article])));
        let opens = first.is_none_or(|at| self.ends_clause(at));
        let acts = !matches!(mention.form, Form::Adjective | Form::Seat);
        // "Germany, France and Italy", "Lagos, Nigeria".
        let lists = self.mention_at(open + 1).is_some() || s.is(open + 1, Kind::Place);
        (opens && acts && !lists).then(|| self.agent(mention))
    }

    /// The comma that opens what another one closes.
    fn comma_before(&self, comma: usize) -> Option<usize> {
        (comma.saturating_sub(INSERTED)..comma).rev().find(|at| matches!(self.s.mark(*at), Some(',' | '،')))
    }

    /// The mention that ends before a comma, in quotation marks or not.
    fn named_before(&self, comma: usize) -> Option<&ActorMention> {
        let quote = |at: &usize| {
            let people = self.order.head_last && self.is_people(*at);
            (people || matches!(self.s.mark(*at), Some('"' | '»' | '”' | '’' | ')')))
                && self.mention_at(*at).is_none()
        };
        (0..comma).rev().find(|at| !quote(at)).and_then(|at| self.mention_at(at))
    }

    /// The actor that a phrase between two commas is the name of: "the militia, the Badr Organization, killed".
    fn named_between(&self, open: usize, comma: usize) -> Option<Agent> {
        let s = self.s;
        let first = open + 1 + usize::from(s.is(open + 1, Kind::Definite));
        let mention = self.mention_at(first)?;
        let whole = mention.items == (first..comma) && mention.form == Form::Name;
        let noun = open > 0 && (self.is_people(open - 1) || s.is(open - 1, Kind::Noun));
        (whole && noun).then(|| self.agent(mention))
    }
}
