//! A lexicon made ready for reading: folded words, phrases by their first word, and what may be glued to them.

mod compile;
mod glued;
mod words;

use super::rows::RawRow;
use super::sense::{Feature, Kind, Kinds, Sense};
use super::{LexiconRow, for_each_embedded};
use crate::error::Result;
use crate::text::{RawToken, TokenKind, scan};
use glued::{Apart, Ending, Prefix};
use rustc_hash::FxHashMap;
use std::ops::Range;
use words::Words;

/// A folded word of a lexicon; zero for a word that it does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct WordId(u32);

impl WordId {
    /// Whether the lexicon has the word.
    pub fn is_known(self) -> bool {
        self.0 != 0
    }
}

/// What is glued before a word, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Prefixes(u8);

impl Prefixes {
    /// "and".
    pub const AND: Prefixes = Prefixes(1);
    /// "by", "with", "in".
    pub const BY: Prefixes = Prefixes(2);
    /// "to", "for".
    pub const TO: Prefixes = Prefixes(4);
    /// "like", "as".
    pub const LIKE: Prefixes = Prefixes(8);
    /// The definite article.
    pub const DEFINITE: Prefixes = Prefixes(16);
    /// The mark of the future.
    pub const FUTURE: Prefixes = Prefixes(32);

    /// Whether all of `other` are among these.
    pub fn has(self, other: Prefixes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn parse(value: &str) -> Option<Self> {
        value.split('+').try_fold(Prefixes(0), |set, name| {
            let one = match name {
                "and" => Self::AND,
                "by" => Self::BY,
                "to" => Self::TO,
                "like" => Self::LIKE,
                "definite" => Self::DEFINITE,
                "future" => Self::FUTURE,
                _ => return None,
            };
            Some(Prefixes(set.0 | one.0))
        })
    }
}

/// What is glued after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    /// Two of it.
    Dual,
    /// Two of it, before what it belongs to.
    DualConstruct,
    /// A case ending.
    Case,
    /// A case ending that the dual before what it belongs to also has.
    CaseOrDualConstruct,
    /// A possessive pronoun.
    Possessive,
}

/// A word of a text as the lexicon sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Analysis {
    /// The word without what is glued to it.
    pub word: WordId,
    /// What is glued before it.
    pub prefixes: Prefixes,
    /// How many letters those are.
    pub prefix_letters: u8,
    /// What is glued after it.
    pub suffix: Option<Suffix>,
}

impl Analysis {
    fn is_dual(&self) -> bool {
        matches!(self.suffix, Some(Suffix::Dual | Suffix::DualConstruct))
    }
}

/// A token with its analysis.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// The token as cut.
    pub raw: RawToken,
    /// What the lexicon makes of it.
    pub analysis: Analysis,
}

#[derive(Debug, Clone)]
struct Phrase {
    /// What must be glued before the first word.
    glued: Prefixes,
    /// The words after the first, with what must be glued before each.
    rest: Box<[(WordId, Prefixes)]>,
    senses: Range<u32>,
    kinds: Kinds,
    /// Whether some sense depends on how the token is written.
    conditional: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct WordFlags {
    /// Can be counted: may take a dual.
    singular: bool,
    /// A noun in another form than the singular.
    plural: bool,
    /// With a ya after it, it is an adjective and no dual.
    nisba: bool,
    /// A noun or adjective: may take case endings and pronouns.
    nominal: bool,
    /// Describes a noun in a form of several words: takes its number and case.
    agreeing: bool,
    /// May begin something that makes a sentence worth reading.
    trigger: bool,
    /// May begin the name of a place or actor.
    name: bool,
}

/// The forms that begin with a word.
#[derive(Debug, Clone, Copy, Default)]
struct Beginning {
    /// The first of its forms of one word, and the one after the last.
    start: u32,
    end: u32,
    /// Which words may stand second in its forms of several words: a bit for each, shared by several.
    seconds: u64,
}

impl Beginning {
    fn bit(second: WordId) -> u64 {
        1 << (second.0 % 64)
    }
}

/// One language's words, ready for reading.
#[derive(Debug, Clone)]
pub struct Lexicon {
    language: String,
    words: Words<WordId>,
    /// The words that ASCII characters are.
    marks: Vec<WordId>,
    flags: Vec<WordFlags>,
    /// The forms that begin with each word.
    by_first: Vec<Beginning>,
    /// The forms of several words that begin with each pair of words, the longer first.
    by_pair: FxHashMap<(WordId, WordId), Range<u32>>,
    phrases: Vec<Phrase>,
    senses: Vec<Sense>,
    /// The shorter first.
    prefixes: Vec<Prefix>,
    /// The letters with which a prefix begins.
    prefix_letters: Vec<char>,
    /// The longer first.
    endings: Vec<Ending>,
    /// The letters with which an ending ends.
    ending_letters: Vec<char>,
    /// Marks between digits that make a decimal part of three digits behind them.
    decimal_marks: Vec<char>,
    /// Whether a space may stand between thousands.
    spaced_groups: bool,
    head_last: bool,
    verb_first: bool,
    /// The definite article where it is glued to its noun.
    article: Option<String>,
}

/// What was found at a token.
#[derive(Debug, Clone, Copy)]
pub struct Match<'l> {
    /// How many tokens it takes.
    pub tokens: usize,
    /// All it can mean.
    pub senses: &'l [Sense],
    /// The kinds of those senses.
    pub kinds: Kinds,
}

/// The kinds that make a sentence worth reading.
const TRIGGERS: Kinds = Kinds::of(&[
    Kind::Number,
    Kind::Scale,
    Kind::Scaled,
    Kind::Fraction,
    Kind::Vague,
    Kind::Several,
    Kind::Multiple,
    Kind::Trend,
    Kind::Month,
    Kind::Weekday,
    Kind::RelativeDay,
    Kind::Relative,
    Kind::Ordinal,
]);

/// The kinds whose words may carry a case ending or a pronoun.
const NOMINAL: Kinds = Kinds::of(&[
    Kind::Measure,
    Kind::Noun,
    Kind::Unit,
    Kind::Currency,
    Kind::Place,
    Kind::Number,
    Kind::Scale,
    Kind::Fraction,
    Kind::Multiple,
    Kind::TimeUnit,
    Kind::Actor,
    Kind::Trend,
]);

/// The kinds whose words may be counted in the dual.
const COUNTABLE: Kinds = Kinds::of(&[Kind::Measure, Kind::Noun, Kind::Unit, Kind::Currency, Kind::TimeUnit]);

impl Lexicon {
    /// The embedded lexicon of a language.
    pub fn embedded(language: &str) -> Result<Self> {
        let mut builder = compile::Builder::default();
        for_each_embedded(language, |row| builder.add(row))?;
        Ok(builder.finish(language))
    }

    /// Makes rows ready for reading. All kinds, features and values are checked here, once.
    pub fn new(language: &str, rows: &[LexiconRow]) -> Result<Self> {
        let mut builder = compile::Builder::default();
        for (index, row) in rows.iter().enumerate() {
            let features = row.features.join(" ");
            let raw = RawRow { kind: &row.kind, value: &row.value, features: &features, form: &row.form };
            builder.add(raw).map_err(|error| error.line(index as u64 + 2))?;
        }
        Ok(builder.finish(language))
    }

    /// The language's ISO 639-1 code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether a mark between digits, with three digits after it, makes them a decimal part.
    pub fn is_decimal(&self, mark: char) -> bool {
        self.decimal_marks.contains(&mark)
    }

    /// Whether a space may stand between thousands: "12 345".
    pub fn spaced_groups(&self) -> bool {
        self.spaced_groups
    }

    /// Whether what describes a noun stands before it.
    pub fn head_last(&self) -> bool {
        self.head_last
    }

    /// Whether a verb may stand before its subject.
    pub fn verb_first(&self) -> bool {
        self.verb_first
    }

    /// Whether the token is a noun in the singular, as its lexicon row gives it first.
    pub fn is_singular(&self, token: &Token) -> bool {
        self.flags[token.analysis.word.0 as usize].singular
    }

    /// Whether the token is a noun in another form than the singular.
    pub fn is_plural(&self, token: &Token) -> bool {
        self.flags[token.analysis.word.0 as usize].plural
    }

    /// Whether the token may begin the name of a place or actor.
    pub fn may_be_name(&self, token: &Token) -> bool {
        self.flags[token.analysis.word.0 as usize].name
    }

    /// Cuts a text into tokens and looks each of them up.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        let mut seen = Words::with_room_for(text.len() / 12);
        let mut apart = Apart::default();
        scan(text, |raw, folded| {
            let analysis = match raw.kind {
                TokenKind::Word => match self.word(folded) {
                    word if word.is_known() || !self.glues() => Analysis { word, ..Analysis::default() },
                    _ => seen.get_or_insert(folded, || self.without_glued(folded, &mut apart)),
                },
                TokenKind::Punctuation(mark) => {
                    Analysis { word: self.mark(mark, folded), ..Analysis::default() }
                }
                TokenKind::Digits => Analysis { word: self.word(folded), ..Analysis::default() },
                TokenKind::Break => Analysis::default(),
            };
            let mut token = Token { raw, analysis };
            if raw.kind == TokenKind::Digits && !raw.spaced {
                self.take_glued_prefix(text, &mut tokens, &mut token);
            }
            tokens.push(token);
        });
        tokens
    }

    /// Takes a proclitic written before digits (بـ121) off the tokens and gives it to the digits.
    fn take_glued_prefix(&self, text: &str, tokens: &mut Vec<Token>, digits: &mut Token) {
        let Some(before) = tokens.last().filter(|token| token.raw.kind == TokenKind::Word) else { return };
        let word = crate::text::fold(&text[before.raw.start_byte as usize..before.raw.end_byte as usize]);
        if let Some(prefix) = self.prefixes.iter().find(|prefix| prefix.form == word) {
            digits.analysis.prefixes = prefix.says;
            digits.raw.spaced = before.raw.spaced;
            tokens.pop();
        }
    }

    /// Whether the token may make its sentence worth reading.
    pub fn is_trigger(&self, token: &Token) -> bool {
        token.raw.kind == TokenKind::Digits
            || self.flags[token.analysis.word.0 as usize].trigger
            || token.analysis.is_dual()
            || token.analysis.suffix == Some(Suffix::CaseOrDualConstruct)
    }

    /// The longest form that begins at a token.
    pub fn find<'l>(&'l self, tokens: &[Token], at: usize) -> Option<Match<'l>> {
        let first = tokens[at].analysis;
        if !first.word.is_known() {
            return None;
        }
        let beginning = &self.by_first[first.word.0 as usize];
        if beginning.seconds != 0
            && let Some(second) = tokens.get(at + 1).map(|token| token.analysis.word)
            && second.is_known()
            && beginning.seconds & Beginning::bit(second) != 0
            && let Some(several) = self.by_pair.get(&(first.word, second))
            && let Some(found) = self.first_matching(several.clone(), tokens, at)
        {
            return Some(found);
        }
        self.first_matching(beginning.start..beginning.end, tokens, at)
    }

    fn first_matching<'l>(&'l self, phrases: Range<u32>, tokens: &[Token], at: usize) -> Option<Match<'l>> {
        let phrases = &self.phrases[phrases.start as usize..phrases.end as usize];
        phrases.iter().find_map(|phrase| self.matching(phrase, tokens, at))
    }

    /// What a phrase means at a token, if it stands there.
    fn matching<'l>(&'l self, phrase: &Phrase, tokens: &[Token], at: usize) -> Option<Match<'l>> {
        let first = &tokens[at].analysis;
        let rest_fits = first.prefixes.has(phrase.glued)
            && phrase.rest.iter().enumerate().all(|(index, (word, glued))| {
                tokens.get(at + 1 + index).map(|token| &token.analysis).is_some_and(|next| {
                    next.word == *word
                        && (!next.is_dual() || first.is_dual())
                        && next.prefixes.has(Prefixes::AND) == glued.has(Prefixes::AND)
                        && next.prefixes.has(*glued)
                })
            });
        if !rest_fits {
            return None;
        }
        let senses = &self.senses[phrase.senses.start as usize..phrase.senses.end as usize];
        let kinds = if phrase.conditional {
            let token = &tokens[at];
            senses
                .iter()
                .filter(|sense| fits(sense, token))
                .fold(Kinds::default(), |kinds, sense| kinds.and(Kinds::of(&[sense.kind])))
        } else {
            phrase.kinds
        };
        (kinds != Kinds::default()).then_some(Match { tokens: phrase.rest.len() + 1, senses, kinds })
    }

    /// The senses of a whole phrase, for names in data sets.
    pub fn senses_of(&self, phrase: &str) -> &[Sense] {
        let tokens = self.tokens(phrase);
        match (!tokens.is_empty()).then(|| self.find(&tokens, 0)).flatten() {
            Some(found) if found.tokens == tokens.len() => found.senses,
            _ => &[],
        }
    }

    /// The word that a mark is, looked up once where it is ASCII.
    fn mark(&self, mark: char, folded: &str) -> WordId {
        self.marks.get(mark as usize).copied().unwrap_or_else(|| self.word(folded))
    }

    fn word(&self, folded: &str) -> WordId {
        self.words.get(folded).unwrap_or_default()
    }

    /// Whether the language glues anything to its words.
    fn glues(&self) -> bool {
        !self.prefixes.is_empty() || !self.endings.is_empty()
    }

    /// Finds a word: whole first, then without what is glued to it.
    fn analyse(&self, folded: &str, apart: &mut Apart) -> Analysis {
        match self.word(folded) {
            word if word.is_known() => Analysis { word, ..Analysis::default() },
            _ => self.without_glued(folded, apart),
        }
    }
}

/// Whether a sense fits the way its token is written.
pub fn fits(sense: &Sense, token: &Token) -> bool {
    let definite = token.analysis.prefixes.has(Prefixes::DEFINITE);
    (!sense.features.has(Feature::Capital) || token.raw.capital)
        && (!sense.features.has(Feature::WithArticle) || definite)
        && (!sense.features.has(Feature::WithoutArticle) || !definite)
}
