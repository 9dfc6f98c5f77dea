//! Who did what a word says was done: the agents of verbs and of the nouns of acts.

use super::memory::Memory;
use super::mention::{ActorMention, Form};
use super::subject::Subject;
use crate::claim::reading::Reading;
use crate::claim::sentence::Sentence;
use crate::claim::{ActorId, PlaceId};
use crate::lexicon::ids::{ActorKind, Ids, Part};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense, Suffix};
use std::ops::Range;
use std::sync::Arc;

/// How far back a verb is looked for whose subject a verb without one shares.
pub(super) const REACH: usize = 24;
/// How long a phrase between two commas may be.
const INSERTED: usize = 12;
/// How many times a search goes on to the act before.
pub(super) const DEPTH: u8 = 4;

/// How a language orders words.
#[derive(Debug, Clone, Copy)]
pub(in crate::claim) struct Order {
    /// What describes a noun stands before it.
    pub head_last: bool,
    /// The verb stands before its subject.
    pub verb_first: bool,
}

/// A sentence with the actors that it names.
pub(in crate::claim) struct Agents<'s, 'a> {
    pub s: &'s Sentence<'a>,
    pub ids: &'s Ids,
    pub order: Order,
    pub mentions: &'s [ActorMention],
    /// The quantities that were read in it; none where it was not read for them.
    pub readings: &'s [Reading<'a>],
    pub memory: &'s Memory,
    /// The country that the sentence is about.
    pub country: Option<&'s PlaceId>,
}

/// Who did it, and what kind of actor that is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::claim) struct Agent {
    pub id: ActorId,
    pub kind: ActorKind,
}

impl Agents<'_, '_> {
    /// The mention that an item is part of.
    pub fn mention_at(&self, item: usize) -> Option<&ActorMention> {
        let after = self.mentions.partition_point(|mention| mention.items.end <= item);
        self.mentions.get(after).filter(|mention| mention.items.contains(&item))
    }

    /// The mentions that begin between two items.
    pub fn mentions_in(&self, items: Range<usize>) -> &[ActorMention] {
        let first = self.mentions.partition_point(|mention| mention.items.start < items.start);
        let end = self.mentions.partition_point(|mention| mention.items.start < items.end);
        &self.mentions[first..end.max(first)]
    }

    /// Whom a mention names as an agent: a ministry beside a nationality is its state.
    pub fn agent(&self, mention: &ActorMention) -> Agent {
        let s = self.s;
        let nationless = mention.kind == ActorKind::Organisation
            && self.ids.actor(&mention.id).is_some_and(|row| row.country.is_none() && row.parent.is_none());
        let before = mention.items.start.checked_sub(1);
        let owner = before.filter(|at| s.is(*at, Kind::Genitive)).and_then(|at| at.checked_sub(1)).or(before);
        // The name of a country behind it may be whom it acts for: منح البنك الدولي تونس قرضا.
        let behind = Some(mention.items.end).filter(|at| {
            s.sense_with(*at, Kind::Place, Feature::Adjective).is_some() || self.order.head_last
        });
        let state = [behind, owner].into_iter().flatten().find_map(|at| {
            let beside = nationless.then(|| s.sense(at, Kind::Place)).flatten()?;
            let state = self.ids.actor_of_country(&*beside.value, ActorKind::State);
            state.or_else(|| self.ids.state_seated_at(&*beside.value))
        });
        match state {
            Some(state) => Agent { id: state.id.clone(), kind: state.kind },
            None => Agent { id: mention.id.clone(), kind: mention.kind },
        }
    }

    /// Whether a quantity stands at the item.
    pub fn quantity_at(&self, item: usize) -> bool {
        let after = self.readings.partition_point(|reading| reading.end <= item);
        self.readings.get(after).is_some_and(|reading| reading.begin <= item)
    }

    /// The part that what a measure's word counts has in what happens.
    pub fn part(&self, sense: &Sense) -> Option<Part> {
        self.ids.part(&*sense.value)
    }

    /// What a noun says was done: a word of an act, or of a measure that counts acts or their means.
    pub fn act_noun(&self, item: usize) -> Option<Arc<str>> {
        let act = self.s.sense_with(item, Kind::Act, Feature::Noun).map(|sense| sense.value.clone());
        act.or_else(|| {
            self.s
                .senses(item, Kind::Measure)
                .filter(|sense| sense.features.has(Feature::Noun))
                .find(|sense| matches!(self.part(sense), Some(Part::Act | Part::Means)))
                .map(|sense| sense.value.clone())
        })
    }

    /// Whether the item names what is used, not what is done with it.
    pub fn is_means(&self, item: usize) -> bool {
        self.s.sense_with(item, Kind::Act, Feature::Noun).is_none()
            && self
                .s
                .senses(item, Kind::Measure)
                .any(|sense| sense.features.has(Feature::Noun) && self.part(sense) == Some(Part::Means))
    }

    /// Whether the item can be a verb of doing.
    pub fn is_verb(&self, item: usize) -> bool {
        let s = self.s;
        let verb = |kind: Kind| s.is(item, kind) && s.sense_with(item, kind, Feature::Verb).is_some();
        (verb(Kind::Act) || verb(Kind::Measure)) && !self.is_noun_here(item)
    }

    /// Whether a word that may as well be a verbal noun is the verb with which a clause begins: منح الاتحاد تونس.
    pub fn opens_as_verb(&self, item: usize) -> bool {
        let opens = item.checked_sub(1).is_none_or(|before| self.s.mark(before).is_some());
        self.order.verb_first && opens && self.is_verb(item)
    }

    /// Whether a word that may as well be a verb is a noun where it stands: القصف, قصف إسرائيلي.
    pub fn is_noun_here(&self, item: usize) -> bool {
        let described = || {
            let next = self.mention_at(item + 1);
            next.is_some_and(|next| next.form == Form::Adjective && self.s.prefixes(item + 1).is_empty())
        };
        let governed = || self.in_glued_phrase(item) || (item > 0 && self.s.is(item - 1, Kind::Preposition));
        self.order.verb_first
            && self.act_noun(item).is_some()
            && (self.s.prefixes(item).has(Prefixes::DEFINITE) || described() || governed())
    }

    /// Whether a word that is spelt like a verb only describes the noun behind it: "the body of beheaded hostages".
    pub fn is_attribute(&self, item: usize) -> bool {
        let opens = Kinds::of(&[Kind::Of, Kind::Definite, Kind::Article, Kind::Possessive]);
        self.order.head_last && item > 0 && self.s.is_any(item - 1, opens)
    }

    /// Whether the item is a verbal noun that names what its agent does to somebody ("killing", تدمير).
    pub fn is_doing(&self, item: usize) -> bool {
        self.s.sense_with(item, Kind::Act, Feature::Event).is_some()
    }

    /// Whether a stretch ends at the item whatever it is about.
    pub fn ends_clause(&self, item: usize) -> bool {
        matches!(self.s.mark(item), Some('.' | ';' | '؛' | ':' | '!' | '?' | '؟'))
    }

    /// Whether a preposition is glued to the item.
    pub fn in_glued_phrase(&self, item: usize) -> bool {
        let glued = self.s.prefixes(item);
        [Prefixes::BY, Prefixes::TO, Prefixes::LIKE].into_iter().any(|one| glued.has(one))
    }

    /// Whether the mention may stand before a noun as its owner or adjective.
    fn modifies(&self, mention: &ActorMention) -> bool {
        !matches!(mention.form, Form::Place | Form::Seat | Form::Leader)
            || self.s.sense_with(mention.item, Kind::Place, Feature::Adjective).is_some()
            || self.s.is(mention.items.end, Kind::Genitive)
    }

    /// Who did what the noun at an item says: its owner or adjective, "by" whom, or whose verb it is the object of.
    pub fn of_noun(&self, item: usize, depth: u8) -> Option<Agent> {
        if depth > DEPTH {
            return None;
        }
        let beside = if self.order.head_last { self.owner_before(item) } else { self.owner_after(item) };
        let possessed = || {
            if item > 0 && self.s.is(item - 1, Kind::Possessive) {
                return self.meant_by_pronoun(item - 1);
            }
            // What "they bombed it" is written like: قصفها.
            let spelt_alike = self.s.is(item, Kind::ByActor)
                && self.s.sense_with(item, Kind::Act, Feature::Anaphoric).is_some();
            let its = spelt_alike || matches!(self.s.suffix(item), Some(Suffix::Possessive));
            its.then(|| self.meant_by_pronoun(item)).flatten()
        };
        beside
            .or_else(possessed)
            .or_else(|| self.accused(item))
            .or_else(|| self.put_down_to(item))
            .or_else(|| self.by_phrase(item + 1, item + 12))
            .or_else(|| self.relative_subject(item))
            .or_else(|| self.of_object(item, depth + 1))
            .or_else(|| self.by_nature(item))
    }

    /// The owner or adjective before a noun: "Israeli air strikes", "the army's raid".
    pub fn owner_before(&self, item: usize) -> Option<Agent> {
        let s = self.s;
        let mut at = item;
        while at > 0 && item - at < 6 {
            at -= 1;
            if let Some(mention) = self.mention_at(at) {
                let against = mention.items.start.checked_sub(2).is_some_and(|before| {
                    s.mark(before + 1) == Some('-') && !s.spaced(before + 1) && s.is(before, Kind::Against)
                });
                return (self.modifies(mention) && !against).then(|| self.agent(mention));
            }
            let joins = matches!(s.mark(at), Some('-' | '"' | '\'' | '“' | '”')) || s.is(at, Kind::Genitive);
            let stops = s.is_any(
                at,
                Kinds::of(&[Kind::Definite, Kind::Article, Kind::Preposition, Kind::And, Kind::Stop]),
            );
            if (s.mark(at).is_some() && !joins) || stops || self.is_verb(at) || self.quantity_at(at) {
                return None;
            }
        }
        None
    }

    /// The owner or adjective behind a noun: غارات جوية إسرائيلية, قصف قوات النظام, غارة للتحالف.
    pub fn owner_after(&self, item: usize) -> Option<Agent> {
        let s = self.s;
        let definite = s.prefixes(item).has(Prefixes::DEFINITE);
        // The verbal noun's owner may be its object: who does it stands there only before what it is done to.
        let doing = self.is_doing(item) && s.sense_with(item, Kind::Measure, Feature::Noun).is_none();
        for at in item + 1..(item + 5).min(s.len()) {
            let glued = s.prefixes(at);
            if let Some(mention) = self.mention_at(at) {
                let adjacent = (item + 1..at).all(|between| self.is_people(between));
                let acts = match mention.form {
                    Form::Adjective => {
                        let agrees = glued.has(Prefixes::DEFINITE) == definite
                            || (item + 1..at).all(|between| !s.items[between].senses.is_empty());
                        agrees && !self.in_glued_phrase(at) && !glued.has(Prefixes::AND)
                    }
                    Form::Name if glued.has(Prefixes::TO) => !doing,
                    Form::Name => adjacent && glued_at_most_definite(glued),
                    Form::Place => adjacent && glued.is_empty() && s.is(mention.items.end, Kind::Against),
                    Form::Seat | Form::Leader => false,
                };
                let object = doing
                    && !self.has_object(mention)
                    && mention.form != Form::Adjective
                    && !self.quantity_at(mention.items.end)
                    && !s.prefixes(mention.items.end).has(Prefixes::TO);
                return (acts && !object).then(|| self.agent(mention));
            }
            let describes = s.is_word(at)
                && glued_at_most_definite(glued)
                && (glued.has(Prefixes::DEFINITE) == definite || s.items[at].senses.is_empty())
                && !s.is_any(at, Kinds::of(&[Kind::Stop, Kind::Preposition, Kind::ByActor, Kind::Place]))
                && !self.is_verb(at)
                && !self.quantity_at(at);
            let quoted = matches!(s.mark(at), Some('"' | '«' | '“'));
            let opens = s.is(at, Kind::Definite);
            if !describes && !quoted && !opens {
                return None;
            }
        }
        None
    }

    /// The first actor named behind "by" between two items.
    pub fn by_phrase(&self, from: usize, to: usize) -> Option<Agent> {
        let s = self.s;
        let mut at = from;
        while at < to.min(s.len()) {
            if let Some(end) = self.insertion_at(at) {
                at = end;
                continue;
            }
            let parted = matches!(s.mark(at), Some(',' | '،'))
                && !s.is_any(at + 1, Kinds::of(&[Kind::ByActor, Kind::WhichClause]));
            if self.ends_clause(at) || self.quantity_at(at) || parted {
                return None;
            }
            if s.is(at, Kind::ByActor) && !self.is_amount(at) {
                return self.behind(at + 1);
            }
            at += 1;
        }
        None
    }

    /// The end of a phrase between two commas that says who was among those counted: ", including a teacher,".
    fn insertion_at(&self, comma: usize) -> Option<usize> {
        let s = self.s;
        let is_comma = |at: usize| matches!(s.mark(at), Some(',' | '،'));
        if !is_comma(comma) || !s.is(comma + 1, Kind::Subset) {
            return None;
        }
        (comma + 2..(comma + INSERTED).min(s.len()))
            .take_while(|at| !self.ends_clause(*at) && !self.is_verb(*at) && !self.quantity_at(*at))
            .find(|at| is_comma(*at))
            .map(|end| end + 1)
    }

    /// Who does it in a clause about the noun: "the offensive that Israel launched", "which IS claimed".
    fn relative_subject(&self, item: usize) -> Option<Agent> {
        let s = self.s;
        let which = (item + 1..(item + 8).min(s.len()))
            .take_while(|at| !self.ends_clause(*at) && !self.quantity_at(*at))
            .find(|at| s.is(*at, Kind::WhichClause) && !s.is(*at, Kind::Preposition))?;
        let subject =
            which + 1 + usize::from(s.is_any(which + 1, Kinds::of(&[Kind::Definite, Kind::Article])));
        let mention = self.mention_at(subject).filter(|mention| mention.form != Form::Adjective)?;
        let verb = (mention.items.end..mention.items.end + 3)
            .find(|at| !s.is(*at, Kind::Auxiliary))
            .filter(|at| s.is(*at, Kind::Counting) || self.is_verb(*at))?;
        (!s.is(verb + 1, Kind::Definite)).then(|| self.agent(mention))
    }

    /// Whether a word like "by" opens an amount.
    pub fn is_amount(&self, at: usize) -> bool {
        self.quantity_at(at + 1)
    }

    /// The actor, or the author of the act, that a phrase begins with.
    pub fn behind(&self, from: usize) -> Option<Agent> {
        let s = self.s;
        let mut instrument = from.checked_sub(1).is_some_and(|by| self.act_noun(by).is_some());
        for at in from..(from + 5).min(s.len()) {
            instrument |= self.is_means(at) || s.is(at, Kind::Force);
            if let Some(mention) = self.mention_at(at) {
                if !self.order.head_last && mention.form == Form::Adjective && !instrument {
                    return None;
                }
                let beside = mention.items.end;
                if self.order.head_last && mention.form != Form::Name || s.is(beside, Kind::Genitive) {
                    let act = (beside..(beside + 4).min(s.len())).find(|next| self.act_noun(*next).is_some());
                    if act.is_some() {
                        return Some(self.agent(mention));
                    }
                    // "by a US official" is by no state.
                    let describes = s.is_word(beside)
                        && s.sense_with(mention.item, Kind::Place, Feature::Adjective).is_some()
                        && !s.is_any(beside, Kinds::of(&[Kind::Stop, Kind::Preposition, Kind::And]));
                    let state = !matches!(mention.form, Form::Name | Form::Adjective)
                        && !s.is(beside, Kind::Genitive);
                    return (state && !describes).then(|| self.agent(mention));
                }
                return Some(self.agent(mention));
            }
            if (self.order.head_last || !self.is_means(at)) && self.act_noun(at).is_some() {
                return self.of_noun(at, DEPTH);
            }
            let first = (from..at).all(|at| s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article])));
            if first
                && s.is(at, Kind::Force)
                && let Some(army) = self.of_unnamed_force(at)
            {
                return Some(army);
            }
            // "By devices planted by the group": who handled them.
            if instrument && self.order.head_last && self.is_verb(at) {
                return self.by_phrase(at + 1, at + 3);
            }
            let members = s.is(at, Kind::Of) && at > from && self.is_people(at - 1);
            let passes = members
                || s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article]))
                || matches!(s.mark(at), Some('"' | '«' | '“' | '-'))
                || (s.is_word(at)
                    && !s.is_any(at, Kinds::of(&[Kind::Stop, Kind::Preposition, Kind::And]))
                    && !self.is_verb(at)
                    && !self.quantity_at(at));
            if !passes {
                return None;
            }
        }
        None
    }

    /// Whose verb the noun at an item is the object of: "the group carried out an attack".
    fn of_object(&self, item: usize, depth: u8) -> Option<Agent> {
        let s = self.s;
        if self.in_glued_phrase(item) || self.is_fought_by_two(item) {
            return None;
        }
        let mut object = true;
        for at in (item.saturating_sub(10)..item).rev() {
            let mark = s.mark(at).filter(|_| !s.is(at, Kind::Genitive));
            let counts = self.quantity_at(at) && (at + 1..item).all(|between| self.quantity_at(between));
            if counts {
                continue;
            }
            if mark.is_some_and(|mark| !matches!(mark, '-' | '"' | '\'' | '«' | '»' | '“' | '”'))
                || self.quantity_at(at)
                || (s.is(at, Kind::WhichClause) && !s.is(at, Kind::Preposition))
            {
                return None;
            }
            // "Foiled an attack": whoever averts it does not carry it out.
            if self.averts(at) {
                return None;
            }
            if s.is(at, Kind::Counting)
                || (s.sense_with(at, Kind::Act, Feature::Verb).is_some() && self.act_noun(at).is_none())
            {
                return object.then(|| self.of_verb(at, depth)).flatten();
            }
            if self.is_doing(at) {
                return object.then(|| self.of_doing(at, depth)).flatten();
            }
            // The nearest preposition takes the noun from the verb: "fired after the attack".
            let takes = (s.is(at, Kind::Preposition) && !s.is(at, Kind::Of)) || self.in_glued_phrase(at);
            let adjacent = (at + 1..item).all(|between| {
                s.is_any(between, Kinds::of(&[Kind::Definite, Kind::Article]))
                    || s.items[between].senses.is_empty()
            });
            object &= !(takes && adjacent);
        }
        None
    }

    /// Who does what the verb at an item says.
    pub fn of_verb(&self, at: usize, depth: u8) -> Option<Agent> {
        if depth > DEPTH || (at + 1..at + 6).any(|war| self.is_fought_by_two(war)) {
            return None;
        }
        if self.order.verb_first {
            match self.subject_after(at) {
                Subject::Actor(agent) => return self.said_of_itself(at).or(Some(agent)),
                Subject::Act(item) => {
                    let told = self.of_noun(item, depth + 1).or_else(|| self.author_again(item));
                    return told.or_else(|| match self.subject_before(at) {
                        // مقاتلوها هم من نفذوا الهجوم: what follows is the object.
                        Subject::Pronoun(item) => self.meant_by_pronoun(item),
                        _ => None,
                    });
                }
                Subject::Force(at) => return self.of_unnamed_force(at),
                // A plural verb stands behind its subject: مسلحو الجماعة زرعوا ألغاما.
                Subject::Other => {
                    return match self.subject_before(at) {
                        Subject::Actor(agent) => Some(agent),
                        Subject::Force(at) => self.of_unnamed_force(at),
                        Subject::Shared => {
                            self.of_verb_before(at, depth + 1).or_else(|| self.attackers_before(at))
                        }
                        // قالت إنها استهدفت مواقع: what follows is the object.
                        Subject::Pronoun(item) if item + 1 == at => self.meant_by_pronoun(item),
                        _ => None,
                    };
                }
                Subject::Pronoun(item) => return self.meant_by_pronoun(item),
                Subject::Shared | Subject::None => {}
            }
        }
        match self.subject_before(at) {
            Subject::Actor(agent) => Some(agent),
            Subject::Act(item) => self.of_noun(item, depth + 1).or_else(|| self.author_again(item)),
            Subject::Pronoun(item) => self.meant_by_pronoun(item),
            Subject::Force(at) => self.of_unnamed_force(at),
            Subject::None | Subject::Shared if self.opens_without_subject(at) => self.meant_by_pronoun(at),
            Subject::Shared => self.of_verb_before(at, depth + 1).or_else(|| self.attackers_before(at)),
            Subject::Other | Subject::None => None,
        }
    }

    /// Whether a verb opens a sentence, or goes on with it, about whom the text spoke of: وكان قد دفع بألف جندي.
    fn opens_without_subject(&self, verb: usize) -> bool {
        let s = self.s;
        let auxiliary = |at: usize| s.is(at, Kind::Auxiliary);
        let opens = (1..=2).contains(&verb) && (0..verb).all(auxiliary);
        let joined = verb > 0 && auxiliary(verb - 1) && s.prefixes(verb - 1).has(Prefixes::AND);
        self.order.verb_first && (opens || joined) && !s.is(verb, Kind::Measure)
    }

    /// The agent of the verb that another one without a subject of its own is joined to.
    pub fn of_verb_before(&self, at: usize, depth: u8) -> Option<Agent> {
        if depth > DEPTH {
            return None;
        }
        for before in (at.saturating_sub(REACH)..at).rev() {
            if self.ends_clause(before) {
                return None;
            }
            let told = if self.is_verb(before) {
                self.of_verb(before, depth)
            } else if self.is_doing(before) {
                self.of_doing(before, depth)
            } else {
                None
            };
            if told.is_some() {
                return told;
            }
        }
        self.opening_subject(at)
    }

    /// Whether a preposition stands before the item, over an article and what kind of group is named.
    pub fn after_preposition(&self, item: usize) -> bool {
        let s = self.s;
        let mut at = item;
        let group = |at: usize| {
            let known = s.sense(at, Kind::Noun).is_some() || self.is_people(at);
            !self.order.head_last && known && s.prefixes(at).is_empty() && !self.is_verb(at)
        };
        while at > 0 && (s.is_any(at - 1, Kinds::of(&[Kind::Definite, Kind::Article])) || group(at - 1)) {
            at -= 1;
            if self.in_glued_phrase(at) {
                return true;
            }
        }
        self.in_glued_phrase(item) || (at > 0 && s.is(at - 1, Kind::Preposition))
    }
}

pub(super) fn glued_at_most_definite(glued: Prefixes) -> bool {
    glued.is_empty() || glued == Prefixes::DEFINITE
}
