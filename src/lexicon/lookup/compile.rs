//! Making a lexicon's rows ready for reading: each is checked here, once.

use super::glued::{Apart, Ending, Prefix};
use super::words::Words;
use super::{Beginning, COUNTABLE, Lexicon, NOMINAL, Phrase, Prefixes, Suffix, TRIGGERS, WordFlags, WordId};
use crate::error::{Error, Result};
use crate::lexicon::rows::RawRow;
use crate::lexicon::sense::{Attribute, Feature, Features, Kind, Kinds, Sense};
use crate::text::scan;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// Letters that a word needs to agree with the noun that it describes: shorter ones are prepositions.
const AGREEING: usize = 4;

/// A word of a form with what must be glued before it.
type GluedWord = (WordId, Prefixes);

/// A form of one word.
struct Single {
    word: Range<usize>,
    sense: usize,
    /// Whether its row gives it first.
    first: bool,
}

/// A form of several words, or one that must not hide a word inside it: its words and its sense.
struct Several {
    words: Range<usize>,
    sense: usize,
}

/// A form whose words have their ids.
struct Form {
    words: Range<usize>,
    sense: usize,
}

/// Gathers rows. Folded letters and words stand one after the other in one string and one list.
#[derive(Default)]
pub(super) struct Builder {
    letters: String,
    words: Vec<Range<usize>>,
    senses: Vec<Sense>,
    single: Vec<Single>,
    several: Vec<Several>,
    prefixes: Vec<(String, Prefixes)>,
    endings: Vec<Ending>,
    head_last: bool,
    spaced_groups: bool,
    decimal_marks: Vec<char>,
    verb_first: bool,
    /// The kind of the row before: rows of a kind stand together.
    kind: Option<Kind>,
}

/// The kinds whose words are most often other words too, which they must not make singular or plural.
const BESIDE_OTHERS: Kinds = Kinds::of(&[
    Kind::Cue,
    Kind::Stop,
    Kind::Clause,
    Kind::Befalls,
    Kind::Preposition,
    Kind::Pronoun,
    Kind::Begins,
    Kind::Lasts,
    Kind::Utmost,
    Kind::Tells,
]);

impl Builder {
    pub(super) fn add(&mut self, row: RawRow) -> Result<()> {
        let kind = match self.kind.filter(|kind| kind.code() == row.kind) {
            Some(kind) => kind,
            None => row.kind.parse().map_err(|what: String| Error::new(what).field("kind"))?,
        };
        self.kind = Some(kind);
        if matches!(
            kind,
            Kind::Signal | Kind::Label | Kind::Counted | Kind::Language | Kind::Letters | Kind::Common
        ) {
            return Ok(());
        }
        let sense = sense(kind, row)?;
        let index = self.senses.len();
        for (place, form) in row.form.split('|').map(str::trim).enumerate() {
            if form.is_empty() {
                return Err(Error::new("an empty form").field("form"));
            }
            match kind {
                Kind::Prefix => {
                    let prefixes = Prefixes::parse(row.value)
                        .ok_or_else(|| Error::new(format!("`{}` is no prefix", row.value)).field("value"))?;
                    self.prefixes.push((crate::text::fold(form), prefixes));
                }
                Kind::Grammar => self.grammar(row)?,
                Kind::Separator => self.separator(row, form)?,
                Kind::Suffix => self.endings.push(ending(row, &sense, form)?),
                _ => self.form(form, kind, index, place == 0)?,
            }
        }
        self.senses.push(sense);
        Ok(())
    }

    fn form(&mut self, form: &str, kind: Kind, sense: usize, first: bool) -> Result<()> {
        let start = self.words.len();
        scan(form, |_, folded| {
            let from = self.letters.len();
            self.letters.push_str(folded);
            self.words.push(from..self.letters.len());
        });
        match self.words.len() - start {
            0 => return Err(Error::new(format!("`{form}` folds to nothing")).field("form")),
            1 if !Kinds::of(&[kind]).meets(BESIDE_OTHERS) => {
                self.single.push(Single { word: self.words[start].clone(), sense, first });
            }
            _ => self.several.push(Several { words: start..self.words.len(), sense }),
        }
        Ok(())
    }

    fn grammar(&mut self, row: RawRow) -> Result<()> {
        match row.value {
            "head_last" => self.head_last = true,
            "verb_first" => self.verb_first = true,
            "spaced_groups" => self.spaced_groups = true,
            other => {
                return Err(Error::new(format!("`{other}` is nothing a grammar row says"))
                    .field("value")
                    .hint("write `head_last`, `verb_first` or `spaced_groups`"));
            }
        }
        Ok(())
    }

    fn separator(&mut self, row: RawRow, form: &str) -> Result<()> {
        match row.value {
            "decimal" => self.decimal_marks.extend(form.chars()),
            "thousand" => {}
            other => {
                return Err(Error::new(format!("`{other}` is no use of a separator"))
                    .field("value")
                    .hint("write `thousand` or `decimal`"));
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self, language: &str) -> Lexicon {
        self.prefixes.sort_by_key(|(form, _)| form.chars().count());
        self.endings.sort_by_key(|ending| std::cmp::Reverse(ending.form.chars().count()));
        let article =
            self.prefixes.iter().find(|(_, says)| *says == Prefixes::DEFINITE).map(|(form, _)| form.clone());
        let prefixes = self.prefixes.into_iter().map(|(form, says)| Prefix {
            letters: form.chars().count() as u8,
            hides_article: says.has(Prefixes::DEFINITE)
                && article.as_ref().is_some_and(|article| !form.ends_with(article.as_str())),
            form,
            says,
        });
        let prefixes: Vec<Prefix> = prefixes.collect();
        let mut lexicon = Lexicon {
            language: language.to_owned(),
            words: Words::with_room_for(self.single.len()),
            marks: Vec::new(),
            flags: vec![WordFlags::default()],
            by_first: Vec::new(),
            by_pair: FxHashMap::default(),
            phrases: Vec::new(),
            senses: Vec::new(),
            prefix_letters: prefixes.iter().filter_map(|prefix| prefix.form.chars().next()).collect(),
            ending_letters: self.endings.iter().filter_map(|ending| ending.form.chars().last()).collect(),
            article,
            prefixes,
            endings: self.endings,
            decimal_marks: self.decimal_marks,
            spaced_groups: self.spaced_groups,
            head_last: self.head_last,
            verb_first: self.verb_first,
        };
        let mut apart = Apart::default();
        let mut ids: Vec<GluedWord> = Vec::with_capacity(self.words.len());
        let mut forms: Vec<Form> = Vec::with_capacity(self.single.len() + self.several.len());
        for Single { word, sense, first } in self.single {
            let id = lexicon.intern(&self.letters[word]);
            let Sense { kind, features, .. } = &self.senses[sense];
            let flags = &mut lexicon.flags[id.0 as usize];
            let countable = Kinds::of(&[*kind]).meets(COUNTABLE) && !features.has(Feature::Verb);
            flags.singular |= first && countable;
            flags.plural |= !first && countable;
            flags.nisba |= features.has(Feature::Nisba);
            flags.nominal |= Kinds::of(&[*kind]).meets(NOMINAL);
            ids.push((id, Prefixes::default()));
            forms.push(Form { words: ids.len() - 1..ids.len(), sense });
        }
        for Several { words, sense } in self.several {
            let start = ids.len();
            for word in &self.words[words.clone()] {
                let word = &self.letters[word.clone()];
                let known = lexicon.analyse(word, &mut apart);
                ids.push(match known.word.is_known() {
                    true => (known.word, known.prefixes),
                    false => (lexicon.intern(word), Prefixes::default()),
                });
            }
            if Kinds::of(&[self.senses[sense].kind]).meets(COUNTABLE) {
                for (word, (id, _)) in self.words[words].iter().zip(&ids[start..]).skip(1) {
                    let long = self.letters[word.clone()].chars().count() >= AGREEING;
                    lexicon.flags[id.0 as usize].agreeing |= long;
                }
            }
            forms.push(Form { words: start..ids.len(), sense });
        }
        lexicon.index(&ids, &forms, &self.senses);
        lexicon.marks = (0..128u8)
            .map(|mark| lexicon.word(char::from(mark).to_ascii_lowercase().encode_utf8(&mut [0; 4])))
            .collect();
        lexicon
    }
}

impl Lexicon {
    fn intern(&mut self, word: &str) -> WordId {
        let flags = &mut self.flags;
        self.words.get_or_insert(word, || {
            flags.push(WordFlags::default());
            WordId(flags.len() as u32 - 1)
        })
    }

    /// Gives each form its senses: the forms of one word by that word, then those of several by their first two,
    /// the longer first.
    fn index(&mut self, ids: &[GluedWord], forms: &[Form], senses: &[Sense]) {
        self.by_first = vec![Beginning::default(); self.flags.len()];
        self.senses.reserve(forms.len());
        self.phrases.reserve(forms.len());
        let words = |form: &usize| &ids[forms[*form].words.clone()];
        let (mut single, mut several): (Vec<usize>, Vec<usize>) =
            (0..forms.len()).partition(|form| words(form).len() == 1);
        single.sort_by_key(|form| words(form)[0]);
        several.sort_by_cached_key(|form| {
            let words = words(form);
            (words[0].0, words[1].0, Reverse(words.len()))
        });
        for alike in several.chunk_by_mut(|a, b| {
            let (a, b) = (words(a), words(b));
            a[0].0 == b[0].0 && a[1].0 == b[1].0 && a.len() == b.len()
        }) {
            alike.sort_by(|a, b| words(a).cmp(words(b)));
        }
        for same in single.chunk_by(|a, b| words(a) == words(b)) {
            self.give_senses(words(&same[0]), same.iter().map(|form| &senses[forms[*form].sense]));
        }
        for same in several.chunk_by(|a, b| words(a) == words(b)) {
            self.give_senses(words(&same[0]), same.iter().map(|form| &senses[forms[*form].sense]));
        }
    }

    /// Adds a form with its senses, each of them once.
    fn give_senses<'s>(&mut self, words: &[GluedWord], senses: impl Iterator<Item = &'s Sense>) {
        let start = self.senses.len();
        for sense in senses {
            if !self.senses[start..].contains(sense) {
                self.senses.push(sense.clone());
            }
        }
        self.phrase(words, start as u32..self.senses.len() as u32);
    }

    /// Adds a form with its senses.
    fn phrase(&mut self, words: &[GluedWord], range: Range<u32>) {
        let senses = &self.senses[range.start as usize..range.end as usize];
        let kinds = senses.iter().fold(Kinds::default(), |set, sense| set.and(Kinds::of(&[sense.kind])));
        let conditional = senses.iter().any(|sense| {
            [Feature::Capital, Feature::WithArticle, Feature::WithoutArticle]
                .into_iter()
                .any(|feature| sense.features.has(feature))
        });
        let first = words[0].0.0 as usize;
        self.flags[first].trigger |= kinds.meets(TRIGGERS);
        self.flags[first].name |= kinds.meets(Kinds::of(&[Kind::Place, Kind::Actor, Kind::Leader]));
        let (at, after) = (self.phrases.len() as u32, self.phrases.len() as u32 + 1);
        let beginning = &mut self.by_first[first];
        match words.get(1) {
            Some((second, _)) => {
                beginning.seconds |= Beginning::bit(*second);
                self.by_pair.entry((words[0].0, *second)).or_insert(at..at).end = after;
            }
            None => {
                if beginning.start == beginning.end {
                    beginning.start = at;
                }
                beginning.end = after;
            }
        }
        self.phrases.push(Phrase {
            glued: words[0].1,
            rest: words[1..].into(),
            senses: range,
            kinds,
            conditional,
        });
    }
}

fn ending(row: RawRow, sense: &Sense, form: &str) -> Result<Ending> {
    let suffix = match row.value {
        "dual" => Suffix::Dual,
        "dual_construct" => Suffix::DualConstruct,
        "case" => Suffix::Case,
        "case_or_dual_construct" => Suffix::CaseOrDualConstruct,
        "possessive" => Suffix::Possessive,
        other => return Err(Error::new(format!("`{other}` is no ending")).field("value")),
    };
    let replaced = crate::text::fold(sense.attribute(Attribute::Replaces).unwrap_or(""));
    Ok(Ending { form: crate::text::fold(form), replaced, suffix })
}

/// Checks a row and makes its sense.
fn sense(kind: Kind, row: RawRow) -> Result<Sense> {
    let mut features = Features::default();
    let mut attributes = Vec::new();
    for feature in row.features.split_ascii_whitespace() {
        let wrong = |what: String| Error::new(what).field("features");
        match feature.split_once('=') {
            Some((name, value)) => attributes.push((name.parse().map_err(wrong)?, Arc::from(value))),
            None => features = features.with(feature.parse().map_err(wrong)?),
        }
    }
    let (low, high) = numbers(row.value).unwrap_or((f64::NAN, f64::NAN));
    let needs_number = matches!(
        kind,
        Kind::Number
            | Kind::Scale
            | Kind::Scaled
            | Kind::Fraction
            | Kind::Vague
            | Kind::Several
            | Kind::Excess
            | Kind::Multiple
            | Kind::Ordinal
            | Kind::Month
            | Kind::HijriMonth
            | Kind::Weekday
            | Kind::RelativeDay
            | Kind::Season
    );
    if needs_number && low.is_nan() {
        return Err(Error::new(format!("`{}` is no number or interval", row.value))
            .field("value")
            .hint("write `20` or `20-99`"));
    }
    // A day that each year has is checked in a leap year.
    let dated = || match row.value.strip_prefix("--") {
        Some(day) => format!("2024-{day}").parse::<jiff::civil::Date>(),
        None => row.value.parse(),
    };
    if kind == Kind::NamedDay && dated().is_err() {
        return Err(Error::new(format!("`{}` is no date", row.value))
            .field("value")
            .hint("write `2023-10-07`, or `--12-25` for a day of each year"));
    }
    Ok(Sense { kind, features, low, high, value: Arc::from(row.value), attributes: attributes.into() })
}

fn numbers(value: &str) -> Option<(f64, f64)> {
    if let Ok(number) = value.parse::<f64>() {
        return Some((number, number));
    }
    // Two dots where an end is negative: `-1..0`.
    let (low, high) = value.split_once("..").or_else(|| value.split_once('-'))?;
    Some((low.parse().ok()?, high.parse().ok()?))
}
