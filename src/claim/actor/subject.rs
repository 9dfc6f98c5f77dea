//! The subject of a verb.

use super::agent::{Agent, Agents};
use super::giver::FROM;
use super::mention::{ActorMention, DESCRIBES, Form};
use super::reference::ATTACKERS;
use crate::lexicon::ids::Part;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

/// How far a subject may stand from its verb.
const REACH: usize = 26;
/// How far from its verb a clause may open.
const OPENING: usize = 40;
/// What says when between a subject and its verb.
const TIMES: Kinds =
    Kinds::of(&[Kind::TimeUnit, Kind::RelativeDay, Kind::Weekday, Kind::Month, Kind::Relative]);
/// What may stand between a verb and the subject behind it.
const WHEN: Kinds =
    Kinds::of(&[Kind::Definite, Kind::RelativeDay, Kind::Weekday, Kind::TimeUnit, Kind::Clock]);
/// How far before a verb those counted stand that are its subject.
const COUNTED_REACH: usize = 3;
/// The value of the words that say when by what was told before: خلالها.
const DURING: &str = "during";
/// The kind of the words for soldiers and their means.
const ARMY: &str = "army";

/// What stands as the subject of a verb.
#[derive(Debug)]
pub(in crate::claim) enum Subject {
    /// Somebody named.
    Actor(Agent),
    /// The noun of an act: "the raid killed".
    Act(usize),
    /// A pronoun at an item.
    Pronoun(usize),
    /// None of its own: the verb shares that of the verb before it.
    Shared,
    /// Soldiers or means of nobody named, at an item: "troops", جنود الفرقة الثالثة.
    Force(usize),
    /// Somebody or something that is no actor known.
    Other,
    /// Nothing.
    None,
}

/// A noun phrase as it is gathered from its verb back to its beginning.
#[derive(Default)]
struct Phrase {
    /// The items of its words, the last first.
    words: Vec<usize>,
    /// An item of whoever the phrase in front of them belongs to: "members of the group".
    whole: Option<usize>,
}

impl Agents<'_, '_> {
    /// The subject that stands before a verb.
    pub fn subject_before(&self, verb: usize) -> Subject {
        let s = self.s;
        let mut phrase = Phrase::default();
        let mut at = verb;
        let mut finite = false;
        let (mut relative, mut restrictive) = (false, false);
        if s.prefixes(verb).has(Prefixes::AND) {
            return Subject::Shared;
        }
        while at > 0 && verb - at < REACH {
            at -= 1;
            let empty = phrase.words.is_empty();
            // A verb behind those counted tells of them: عبوتين ناسفتين استهدفتا.
            if self.order.verb_first
                && (2..=COUNTED_REACH).contains(&(verb - at))
                && self.quantity_at(at)
                && !self.quantity_at(verb)
            {
                return Subject::Other;
            }
            finite |= s.is(at, Kind::Auxiliary);
            if let Some(mark) =
                s.mark(at).filter(|_| !s.is(at, Kind::Genitive) && self.mention_at(at).is_none())
            {
                match mark {
                    ',' | '،' if empty && (finite || relative) => {
                        match self.before_apposition(at).filter(|_| !relative) {
                            Some(agent) => return Subject::Actor(agent),
                            None => continue,
                        }
                    }
                    // A dateline is no subject: "BEIRUT - 44 civilians were killed".
                    '-' if s.spaced(at) || s.mark(at + 1) == Some('-') => break,
                    ',' | '،' if empty => return self.before_comma(at),
                    '-' | '"' | '\'' | '«' | '»' | '“' | '”' | '‘' | '’' => continue,
                    ')' => {
                        at = (at.saturating_sub(8)..at)
                            .rev()
                            .find(|open| s.mark(*open) == Some('('))
                            .unwrap_or(at);
                        continue;
                    }
                    _ => break,
                }
            }
            if relative && !empty && s.is(at, Kind::ByActor) {
                break;
            }
            if s.is_any(at, Kinds::of(&[Kind::Preposition, Kind::In])) && !self.is_verb(at) {
                let opens_clause =
                    s.sense(at, Kind::Preposition).is_some_and(|sense| &*sense.value == "clause");
                if opens_clause && !empty {
                    break;
                }
                // "from a crackdown that killed 3,000", "to Boko Haram, which abducted 276": the clause is about
                // what stands right before it.
                let named =
                    |word: &usize| self.mention_at(*word).is_some_and(|found| found.form == Form::Name);
                let acts = |word: &usize| restrictive && self.act_noun(*word).is_some();
                let whole = self.order.head_last && s.is_any(at, Kinds::of(&[Kind::Of, Kind::Against]));
                if relative && phrase.words.iter().any(|word| acts(word) || (!whole && named(word))) {
                    break;
                }
                // "Members of the group" are its own, "troops in pursuit of the group" are not.
                let from = s.senses(at, Kind::Preposition).any(|sense| &*sense.value == FROM);
                if let Some(agent) = self.behind_opening_phrase(at, &phrase) {
                    return Subject::Actor(agent);
                }
                phrase.whole = if (s.is(at, Kind::Of) || from) && self.order.head_last {
                    phrase.words.iter().rev().copied().find(|word| self.mention_at(*word).is_some())
                } else {
                    None
                };
                phrase.words.clear();
                continue;
            }
            if s.is(at, Kind::WhichClause) {
                if empty {
                    relative = !s.is(at, Kind::Of)
                        && s.senses(at, Kind::WhichClause).all(|sense| &*sense.value != "clause");
                    restrictive = relative && at.checked_sub(1).is_some_and(|at| s.mark(at).is_none());
                    continue;
                }
                // A verb that is not listed stands right behind: "soldiers who followed the gang freed 5".
                let unlisted = s.is_word(at + 1) && s.items[at + 1].senses.is_empty();
                if unlisted && self.clause_about_subject(at + 1).is_some() {
                    phrase = Phrase::default();
                    continue;
                }
                break;
            }
            if s.is(at, Kind::And) && s.is_word(at) {
                if empty {
                    return Subject::Shared;
                }
                if let Some(preposition) = self.preposition_over(at) {
                    phrase.words.clear();
                    at = preposition;
                    continue;
                }
                // "the army and its allies": whoever of the two is known.
                match self.head_of(&phrase) {
                    Subject::Other => phrase = Phrase::default(),
                    Subject::Force(_) if self.has_owner_before(at) => phrase = Phrase::default(),
                    known => return known,
                }
                continue;
            }
            if s.is(at, Kind::Possessive) {
                continue;
            }
            if s.is(at, Kind::Pronoun) {
                return if empty { Subject::Pronoun(at) } else { self.head_of(&phrase) };
            }
            // "which it says carried out", "claimed to have hit": who says so does not come between.
            if empty && s.is(at, Kind::Attribution) {
                if let Some(which) = self.said_between(at) {
                    at = which + 1;
                    continue;
                }
                if finite {
                    continue;
                }
            }
            let verb_here = self.is_verb(at)
                && !self.is_attribute(at)
                && self.act_noun(at).is_none()
                && self.mention_at(at).is_none();
            if verb_here && let Some(which) = self.clause_about_subject(at) {
                phrase = Phrase::default();
                at = which;
                continue;
            }
            if verb_here || s.is(at, Kind::Attribution) {
                break;
            }
            if s.is_any(at, Kinds::of(&[Kind::Auxiliary, Kind::Stop, Kind::Negation]))
                && self.mention_at(at).is_none()
            {
                // What stands between an auxiliary and its verb is no subject: "are allegedly trying to sell".
                let names = |word: &usize| self.mention_at(*word).is_some() || self.act_noun(*word).is_some();
                if s.is(at, Kind::Auxiliary) && !phrase.words.iter().any(names) {
                    phrase.words.clear();
                    continue;
                }
                if empty || s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article])) {
                    continue;
                }
                break;
            }
            if s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article, Kind::Hedge])) {
                continue;
            }
            // "The fund last month approved".
            if empty && s.is_any(at, TIMES) && self.mention_at(at).is_none() {
                continue;
            }
            if self.in_glued_phrase(at) {
                phrase.words.clear();
                continue;
            }
            // "On May 3 the army killed": an article parts the subject from what stands before it.
            let the = s.is_any(at + 1, Kinds::of(&[Kind::Definite, Kind::Article]))
                || (s.is(at + 1, Kind::Generic) && !s.is(at + 1, Kind::Force));
            if self.order.head_last
                && !empty
                && the
                && let Subject::Actor(agent) = self.head_of(&phrase)
            {
                return Subject::Actor(agent);
            }
            phrase.words.push(at);
            if s.prefixes(at).has(Prefixes::AND) {
                match self.head_of(&phrase) {
                    Subject::Other => phrase = Phrase::default(),
                    known => return known,
                }
            }
        }
        self.head_of(&phrase)
    }

    /// The subject behind a phrase with which the sentence opens: "In the north rebels killed".
    fn behind_opening_phrase(&self, preposition: usize, phrase: &Phrase) -> Option<Agent> {
        let opens = preposition == 0 || self.ends_clause(preposition - 1);
        if !opens || !self.order.head_last || phrase.words.is_empty() {
            return None;
        }
        match self.first_head(&phrase.words) {
            Subject::Actor(agent) => Some(agent),
            _ => None,
        }
    }

    /// Whether those whose other soldiers or means stand behind an "and" are told before it: "Turkish jets and
    /// artillery", "its jets and artillery".
    fn has_owner_before(&self, and: usize) -> bool {
        let Some(before) = and.checked_sub(1).filter(|_| self.order.head_last) else { return false };
        self.s.is(before, Kind::Pronoun)
            || self.mention_at(before).is_some_and(|mention| mention.form == Form::Name)
    }

    /// The word that opens a clause into which a word of saying is put: "which it says killed 5".
    fn said_between(&self, saying: usize) -> Option<usize> {
        let s = self.s;
        (saying.saturating_sub(4)..saying)
            .rev()
            .take_while(|at| s.mark(*at).is_none() && !self.is_verb(*at))
            .find(|at| s.is(*at, Kind::WhichClause) && !s.is(*at, Kind::Of))
    }

    /// The preposition that holds both sides of an "and": "in Iraq and Syria".
    fn preposition_over(&self, and: usize) -> Option<usize> {
        let s = self.s;
        (and.saturating_sub(4)..and)
            .rev()
            .take_while(|at| s.mark(*at).is_none() && !self.is_verb(*at))
            .find(|at| s.is_any(*at, Kinds::of(&[Kind::Preposition, Kind::In])))
    }

    /// The word that opens the clause which a verb ends, where it only says which people or act is meant:
    /// "soldiers *who* chased them freed 5".
    fn clause_about_subject(&self, verb: usize) -> Option<usize> {
        let s = self.s;
        let which = (0..verb).rev().find(|at| !s.is(*at, Kind::Auxiliary))?;
        let about = which.checked_sub(1)?;
        let opens = s.is(which, Kind::WhichClause)
            && !s.is(which, Kind::Of)
            && s.senses(which, Kind::WhichClause).all(|sense| &*sense.value != "clause");
        if self.order.verb_first || self.after_preposition(about) {
            return None;
        }
        let noun =
            self.is_people(about) || self.act_noun(about).is_some() || self.mention_at(about).is_some();
        (opens && noun && !self.is_verb(about)).then_some(which)
    }

    /// What the phrase before a verb is about.
    fn head_of(&self, phrase: &Phrase) -> Subject {
        if phrase.words.is_empty() {
            return Subject::None;
        }
        if let Some(whole) = phrase.whole
            && self.are_members(&phrase.words)
            && let Some(mention) = self.mention_at(whole).filter(|mention| mention.form == Form::Name)
        {
            return Subject::Actor(self.agent(mention));
        }
        let words: Vec<usize> = if self.order.head_last {
            phrase.words.clone()
        } else {
            phrase.words.iter().rev().copied().collect()
        };
        // A place is a state only where it stands alone: not in "parts of Iraq".
        let place = |word: &usize| {
            self.mention_at(*word).is_some_and(|mention| matches!(mention.form, Form::Place | Form::Seat))
        };
        if words.len() > 1 && words.first().is_some_and(place) {
            return Subject::Other;
        }
        self.first_head(&words)
    }

    /// Whether words name people and say at most of what sort or nation they are: "Burundian Hutu rebels".
    fn are_members(&self, words: &[usize]) -> bool {
        let describes = |word: usize| {
            let plain = self.s.is_word(word) && self.s.items[word].senses.is_empty();
            plain || self.mention_at(word).is_some_and(|mention| mention.form == Form::Adjective)
        };
        let people = |word: usize| self.is_people(word) || self.quantity_at(word);
        words.iter().all(|word| people(*word))
            || (self.order.head_last
                && words.first().is_some_and(|first| self.is_people(*first))
                && words.iter().all(|word| people(*word) || describes(*word)))
    }

    /// Whether the sentence opens with the people of whoever is named at an item: "Fighters of *the group*".
    pub fn has_members_before(&self, start: usize) -> bool {
        let s = self.s;
        let articles = Kinds::of(&[Kind::Definite, Kind::Article]);
        let of = (0..start).rev().find(|at| !s.is_any(*at, articles)).filter(|at| s.is(*at, Kind::Of));
        let Some(of) = of.filter(|_| self.order.head_last) else { return false };
        let words: Vec<usize> = (0..of).rev().take_while(|at| !self.ends_clause(*at)).collect();
        let words = words.strip_suffix(&[0]).filter(|_| s.is_any(0, articles)).unwrap_or(&words);
        !words.is_empty() && self.are_members(words)
    }

    /// The subject that stands right behind a verb.
    pub fn subject_after(&self, verb: usize) -> Subject {
        let s = self.s;
        for at in verb + 1..(verb + 6).min(s.len()) {
            if self.quantity_at(at) {
                return Subject::None;
            }
            if s.is(at, Kind::Pronoun) && !s.is(at, Kind::Noun) {
                return Subject::Pronoun(at);
            }
            let meanwhile = s.senses(at, Kind::Clause).any(|sense| &*sense.value == DURING);
            if s.is_any(at, WHEN)
                || meanwhile
                || (matches!(s.mark(at), Some('"' | '«' | '“')) && self.mention_at(at).is_none())
            {
                continue;
            }
            if (s.mark(at).is_some() && self.mention_at(at).is_none())
                || s.is_any(at, Kinds::of(&[Kind::Preposition, Kind::Stop]))
                || self.in_glued_phrase(at)
            {
                return Subject::None;
            }
            let words: Vec<usize> = (at..(at + 4).min(s.len()))
                .take_while(|word| {
                    (s.is_word(*word) || matches!(s.mark(*word), Some('"' | '«' | '»')))
                        && !s.is_any(*word, Kinds::of(&[Kind::Preposition, Kind::Stop, Kind::Belongs]))
                        && !self.quantity_at(*word)
                        && (*word == at || !self.in_glued_phrase(*word))
                })
                .filter(|word| s.is_word(*word) || self.mention_at(*word).is_some())
                .collect();
            let end = words.last().map_or(at, |last| last + 1);
            if words.iter().all(|word| self.is_people(*word) && self.mention_at(*word).is_none())
                && s.is_any(end, Kinds::of(&[Kind::Of, Kind::Belongs]))
                && let Some(mention) = self.mention_at(end + 1)
                && matches!(mention.form, Form::Name | Form::Leader)
            {
                return Subject::Actor(self.agent(mention));
            }
            return self.first_head(&words);
        }
        Subject::None
    }

    /// The actor or act among the words of a noun phrase, in the order in which they speak for its head: people
    /// and means may stand before it ("fighters of the group"), other words may not.
    fn first_head(&self, words: &[usize]) -> Subject {
        let s = self.s;
        let other = match words.first() {
            Some(first)
                if s.senses(*first, Kind::Force).any(|sense| matches!(&*sense.value, ARMY | ATTACKERS)) =>
            {
                Subject::Force(*first)
            }
            _ => Subject::Other,
        };
        for (skipped, at) in words.iter().enumerate() {
            if let Some(mention) = self.mention_at(*at) {
                if self.acts(mention, skipped) {
                    return Subject::Actor(self.agent(mention));
                }
                return Subject::Other;
            }
            if self.act_noun(*at).is_some() {
                return if self.is_means(*at) && skipped > 0 { Subject::Other } else { Subject::Act(*at) };
            }
            if s.is(*at, Kind::Genitive) {
                return Subject::Other;
            }
            let people = self.is_people(*at);
            let unknown = s.items[*at].senses.is_empty() && self.order.head_last;
            if !(people || unknown && skipped < 3) {
                return other;
            }
        }
        other
    }

    /// The actor with whom the clause of a verb opens, before another verb that is not listed: "police sealed the
    /// square and arrested 5".
    pub fn opening_subject(&self, verb: usize) -> Option<Agent> {
        let s = self.s;
        if self.order.verb_first {
            return None;
        }
        // A dateline ends in a dash.
        let starts = |at: usize| self.ends_clause(at) || (s.mark(at) == Some('-') && s.spaced(at));
        let clause = (verb.saturating_sub(OPENING)..verb)
            .rev()
            .find(|at| starts(*at))
            .map_or(verb.saturating_sub(OPENING), |end| end + 1);
        let mention = self.mentions_in(clause..verb).first()?;
        let end = mention.items.end;
        // "In October, fighters of the group crossed the border and took 12": when and where may stand before it.
        let first = (clause..mention.items.start)
            .rev()
            .find(|at| s.mark(*at) == Some(','))
            .filter(|comma| !(clause..*comma).any(|at| self.is_verb(at) || self.quantity_at(at)))
            .map_or(clause, |comma| comma + 1);
        let opens = (first..mention.items.start)
            .all(|at| s.is_any(at, Kinds::of(&[Kind::Definite, Kind::Article])))
            && (clause == 0 || starts(clause - 1));
        let end = (end..verb).find(|at| !self.is_people(*at)).unwrap_or(end);
        let acts = (s.is_word(end) && s.items[end].senses.is_empty())
            || (s.mark(end) == Some(',') && s.is(end + 1, Kind::WhichClause));
        (opens && acts && mention.form == Form::Name).then(|| self.agent(mention))
    }

    /// Whether the item names people, by what they are.
    pub fn is_people(&self, at: usize) -> bool {
        let s = self.s;
        s.sense_with(at, Kind::Noun, Feature::Person).is_some()
            || s.is(at, Kind::Generic)
            || s.senses(at, Kind::Force).any(|sense| &*sense.value != DESCRIBES)
            || s.senses(at, Kind::Measure)
                .any(|sense| sense.features.has(Feature::Person) || self.part(sense) == Some(Part::Force))
    }

    /// Whether a mention in a subject is the one who acts: a nationality beside people is not.
    fn acts(&self, mention: &ActorMention, skipped: usize) -> bool {
        match mention.form {
            Form::Name | Form::Leader => true,
            Form::Place | Form::Seat => skipped == 0,
            Form::Adjective => false,
        }
    }
}
