//! Questions in words: `attack by Islamic State in IQ SY 2024-01-01..2024-06-30`.
//!
//! A question names what is counted, by whom (`by`, or `involving` for either side), against whom
//! (`against`), where (`in`) and when, a day, month, year, or two of them with `..` between; the words `by`
//! and `in` may be left out. All of it goes by ids, or by any name in any language that has a lexicon:
//! `هجمات تنظيم الدولة في العراق وسوريا 2024`.

use super::cell::date;
use super::names::{Lead, Names, folded};
use super::{Answer, Datasets, Reason, Slice};
use crate::claim::{ActorId, MeasureId, Period, PlaceId};
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;

/// A series' answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Queried {
    /// The series' place among [`Datasets::series`].
    pub series: usize,
    /// What was asked.
    pub slice: Slice,
    /// What it says.
    pub answer: Answer,
    /// The query that gives the same figure in DuckDB.
    pub sql: Option<String>,
}

/// What the next words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Free,
    Actor,
    Target,
    Place,
}

impl Slice {
    /// Reads a question; [`Slice`] writes itself in the same words.
    ///
    /// ```
    /// use mizan::dataset::Slice;
    /// use mizan::lexicon::ids::Ids;
    /// let question = "attack by Islamic State in IQ 2024-01-01..2024-06-30";
    /// assert_eq!(Slice::parse(question, &Ids::embedded()).unwrap().to_string(), question);
    /// ```
    pub fn parse(question: &str, ids: &Ids) -> Result<Slice> {
        Reader { ids, names: &Names::new(ids) }.read(question)
    }
}

impl Datasets {
    /// Puts a question to every series that counts what it asks for.
    pub fn query(&self, question: &str) -> Result<Vec<Queried>> {
        let slice = Reader { ids: &self.ids, names: &self.names }.read(question)?;
        for actor in slice.actor.iter().chain(&slice.target) {
            if !self.ids.actor_tree.knows(actor) && !self.entries.iter().any(|entry| entry.index.names(actor))
            {
                return Err(Error::new(format!("there is no actor `{actor}`"))
                    .hint("write the id of actors.csv, or the name that the data set gives it"));
            }
        }
        let mut answers = Vec::new();
        for (series, about) in
            self.series.iter().enumerate().filter(|(_, about)| about.measure == slice.measure)
        {
            let answer = self.answer_in(series, &slice, about.unit);
            answers.push(Queried { series, slice: slice.clone(), answer, sql: self.sql(series, &slice) });
        }
        if answers.is_empty() {
            let mut known: Vec<&str> = self.series.iter().map(|about| about.measure.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            return Err(Error::new(format!("no series counts `{}`", slice.measure))
                .field(Reason::Measure.code())
                .hint(format!("counted are: {}", known.join(", "))));
        }
        Ok(answers)
    }
}

impl Datasets {
    /// Reads places as questions name them: codes, or names in either language.
    pub fn places(&self, words: &str) -> Result<Vec<PlaceId>> {
        Reader { ids: &self.ids, names: &self.names }.places(words)
    }
}

struct Reader<'a> {
    ids: &'a Ids,
    names: &'a Names,
}

impl Reader<'_> {
    fn read(&self, question: &str) -> Result<Slice> {
        let words: Vec<&str> = question.split_whitespace().collect();
        let (mut measure, mut actor, mut target, mut period) = (None, None, None, None);
        let mut places: Vec<PlaceId> = Vec::new();
        let mut slot = Slot::Free;
        let mut at = 0;
        while at < words.len() {
            let word = words[at];
            if let Some(found) = days(word) {
                period = Some(found);
                at += 1;
            } else if let Some(keyword) = self.keyword(word) {
                slot = keyword;
                at += 1;
            } else if measure.is_none() && slot == Slot::Free {
                let (found, length) =
                    self.longest(&words[at..], |name| self.measure(name)).ok_or_else(|| {
                        unknown(word, "nothing that is counted", "begin with a measure, such as `attack`")
                    })?;
                measure = Some(found);
                at += length;
            } else if slot == Slot::Actor || slot == Slot::Target {
                let (found, length) =
                    self.longest(&words[at..], |name| self.names.known_actor(name)).unwrap_or_else(|| {
                        let length = self.unknown_name(&words[at..]);
                        (ActorId::from(words[at..at + length].join(" ").as_str()), length)
                    });
                if slot == Slot::Actor {
                    actor = Some(found)
                } else {
                    target = Some(found)
                }
                (slot, at) = (Slot::Place, at + length);
            } else {
                let place = self.longest(&words[at..], |name| self.place(name));
                if let Some((place, length)) = place {
                    places.push(place);
                    at += length;
                } else if let Some((found, length)) = self
                    .longest(&words[at..], |name| self.names.known_actor(name))
                    .filter(|_| actor.is_none())
                {
                    (actor, at) = (Some(found), at + length);
                } else {
                    return Err(unknown(
                        word,
                        "no place, actor or date",
                        "write places as codes, such as `IQ`",
                    ));
                }
            }
        }
        places.sort();
        places.dedup();
        Ok(Slice {
            measure: measure
                .ok_or_else(|| lacking("what is counted", "begin with a measure, such as `attack`"))?,
            actor,
            target,
            places: if places.is_empty() {
                return Err(lacking("where", "add a place, such as `in IQ`"));
            } else {
                places
            },
            period: period.ok_or_else(|| lacking("when", "add a period, such as `2024-01..2024-06`"))?,
        })
    }

    /// The longest beginning of the words that names something.
    fn longest<T>(&self, words: &[&str], find: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
        let end = words.iter().position(|word| days(word).is_some()).unwrap_or(words.len()).min(8);
        (1..=end).rev().find_map(|length| Some((find(&words[..length].join(" "))?, length)))
    }

    /// How many words an actor has whom no table lists: up to the next keyword, place or date.
    fn unknown_name(&self, words: &[&str]) -> usize {
        let ends = |word: &&str| {
            self.keyword(word).is_some()
                || days(word).is_some()
                || self.ids.place_tree.knows(&PlaceId::from(*word))
        };
        words.iter().position(ends).unwrap_or(words.len()).max(1)
    }

    /// What a word leads to.
    fn keyword(&self, word: &str) -> Option<Slot> {
        match word {
            // As [`Slice`] writes itself: no lexicon is read for these.
            "by" | "involving" => Some(Slot::Actor),
            "against" => Some(Slot::Target),
            "in" => Some(Slot::Place),
            _ if self.ids.place_tree.knows(&word.into()) => None,
            _ => self.names.leads_to(word).map(|lead| match lead {
                Lead::Actor => Slot::Actor,
                Lead::Target => Slot::Target,
                Lead::Place => Slot::Place,
            }),
        }
    }

    /// A measure by its id, in the singular or plural, or by the last word of it, or by its noun in any lexicon.
    fn measure(&self, name: &str) -> Option<MeasureId> {
        if name.starts_with("other:") {
            return Some(name.into());
        }
        let name = folded(name);
        let singular = name.strip_suffix('s').unwrap_or(&name).to_owned();
        let ids = || self.ids.measures.iter().map(|row| &row.id);
        let whole = |id: &&MeasureId| {
            let id = folded(id.as_str());
            id == name || id == singular || id.strip_suffix('s') == Some(&singular)
        };
        let last = |id: &&MeasureId| id.as_str().rsplit('-').next().is_some_and(|word| word == singular);
        ids()
            .find(whole)
            .or_else(|| {
                let mut fitting = ids().filter(last);
                fitting.next().filter(|_| fitting.next().is_none())
            })
            .cloned()
            .or_else(|| self.names.measure(&name))
    }

    fn places(&self, words: &str) -> Result<Vec<PlaceId>> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut places = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (place, length) = self
                .longest(&words[at..], |name| self.place(name))
                .ok_or_else(|| unknown(words[at], "no place", "write places as codes, such as `IQ SY`"))?;
            places.push(place);
            at += length;
        }
        places.sort();
        places.dedup();
        Ok(places)
    }

    fn place(&self, name: &str) -> Option<PlaceId> {
        let id = PlaceId::from(name);
        if self.ids.place_tree.knows(&id) {
            return Some(id);
        }
        self.names.place(name).or_else(|| self.names.place(self.names.without_joining(name)?))
    }
}

/// `2024`, `2024-01`, `2024-01-31`, or two of them with `..` between.
fn days(word: &str) -> Option<Period> {
    let (from, to) = word.split_once("..").unwrap_or((word, word));
    if !from.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (start, end) = (date(from, None)?.0, date(to, None)?.1);
    Some(Period::span(start, end))
}

fn unknown(word: &str, what: &str, hint: &str) -> Error {
    Error::new(format!("`{word}` names {what}")).field("query").hint(hint)
}

fn lacking(what: &str, hint: &str) -> Error {
    Error::new(format!("the question does not say {what}")).field("query").hint(hint)
}
