//! Making a lexicon's rows ready for reading: each is checked here, once.

use super::{COUNTABLE, Ending, Lexicon, NOMINAL, Phrase, Prefixes, Suffix, TRIGGERS, WordFlags, WordId};
use crate::error::{Error, Result};
use crate::lexicon::LexiconRow;
use crate::lexicon::sense::{Attribute, Feature, Features, Kind, Kinds, Sense};
use crate::text::scan;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The words of a form, each with what must be glued before it.
type Form = Vec<(WordId, Prefixes)>;

#[derive(Default)]
pub(super) struct Builder {
    /// Forms of one word: word, senses.
    single: Vec<(String, Sense, bool)>,
    /// Forms of several words, and forms that must not hide a word inside them.
    several: Vec<(String, Sense)>,
    prefixes: Vec<(String, Prefixes)>,
    endings: Vec<Ending>,
    head_last: bool,
}

impl Builder {
    pub(super) fn add(&mut self, row: &LexiconRow) -> Result<()> {
        let kind: Kind = row.kind.parse().map_err(|what: String| Error::new(what).field("kind"))?;
        if matches!(
            kind,
            Kind::Signal | Kind::Label | Kind::Counted | Kind::Language | Kind::Letters | Kind::Common
        ) {
            return Ok(());
        }
        let sense = sense(kind, row)?;
        for (index, form) in row.form.split('|').map(str::trim).enumerate() {
            if form.is_empty() {
                return Err(Error::new("an empty form").field("form"));
            }
            match kind {
                Kind::Prefix => {
                    let prefixes = Prefixes::parse(&row.value)
                        .ok_or_else(|| Error::new(format!("`{}` is no prefix", row.value)).field("value"))?;
                    self.prefixes.push((crate::text::fold(form), prefixes));
                }
                Kind::Grammar => match row.value.as_str() {
                    "head_last" => self.head_last = true,
                    other => return Err(Error::new(format!("`{other}` is no order")).field("value")),
                },
                Kind::Suffix => self.endings.push(ending(row, form)?),
                _ => {
                    let words = split(form);
                    match words.as_slice() {
                        [] => return Err(Error::new(format!("`{form}` folds to nothing")).field("form")),
                        [word] if !matches!(kind, Kind::Cue | Kind::Stop | Kind::Clause) => {
                            self.single.push((word.clone(), sense.clone(), index == 0));
                        }
                        _ => self.several.push((form.to_owned(), sense.clone())),
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self, language: &str) -> Lexicon {
        self.prefixes.sort_by_key(|(form, _)| form.chars().count());
        self.endings.sort_by_key(|ending| std::cmp::Reverse(ending.form.chars().count()));
        let article = self
            .prefixes
            .iter()
            .find(|(_, prefixes)| *prefixes == Prefixes::DEFINITE)
            .map(|(form, _)| form.clone());
        let mut lexicon = Lexicon {
            article,
            language: language.to_owned(),
            words: FxHashMap::default(),
            flags: vec![WordFlags::default()],
            by_first: Vec::new(),
            phrases: Vec::new(),
            senses: Vec::new(),
            prefixes: self.prefixes,
            endings: self.endings,
            decimal_point: false,
            head_last: self.head_last,
        };
        let mut forms: Vec<(Form, Sense)> = Vec::new();
        for (word, sense, first) in self.single {
            let id = lexicon.intern(&word);
            let flags = &mut lexicon.flags[id.0 as usize];
            let set = Kinds::of(&[sense.kind]);
            flags.singular |= first && set.meets(COUNTABLE) && !sense.features.has(Feature::Verb);
            flags.plural |= !first && set.meets(COUNTABLE) && !sense.features.has(Feature::Verb);
            flags.nisba |= sense.features.has(Feature::Nisba);
            flags.nominal |= set.meets(NOMINAL);
            forms.push((vec![(id, Prefixes::default())], sense));
        }
        for (form, sense) in self.several {
            let words = split(&form);
            let ids = words
                .iter()
                .map(|word| {
                    let known = lexicon.analyse(word);
                    if known.word.is_known() {
                        (known.word, known.prefixes)
                    } else {
                        (lexicon.intern(word), Prefixes::default())
                    }
                })
                .collect();
            forms.push((ids, sense));
        }
        lexicon.index(forms);
        lexicon.decimal_point = lexicon
            .senses_of(".")
            .iter()
            .any(|sense| sense.kind == Kind::Separator && &*sense.value == "decimal");
        lexicon
    }
}

impl Lexicon {
    fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = WordId(self.flags.len() as u32);
        self.words.insert(word.into(), id);
        self.flags.push(WordFlags::default());
        id
    }

    /// Sorts the forms by first word, the longer first, and gives each form its senses.
    fn index(&mut self, mut forms: Vec<(Form, Sense)>) {
        forms.sort_by(|(a, _), (b, _)| {
            (a[0].0, std::cmp::Reverse(a.len()), a).cmp(&(b[0].0, std::cmp::Reverse(b.len()), b))
        });
        self.by_first = vec![0..0; self.flags.len()];
        let mut forms = forms.into_iter().peekable();
        while let Some((words, sense)) = forms.next() {
            let start = self.senses.len() as u32;
            self.senses.push(sense);
            while let Some((_, sense)) = forms.next_if(|(next, _)| *next == words) {
                if !self.senses[start as usize..].contains(&sense) {
                    self.senses.push(sense);
                }
            }
            let senses = &self.senses[start as usize..];
            let kinds = senses.iter().fold(Kinds::default(), |set, sense| set.and(Kinds::of(&[sense.kind])));
            let conditional = senses.iter().any(|sense| {
                [Feature::Capital, Feature::WithArticle, Feature::WithoutArticle]
                    .into_iter()
                    .any(|feature| sense.features.has(feature))
            });
            let first = words[0].0.0 as usize;
            self.flags[first].trigger |= kinds.meets(TRIGGERS);
            self.flags[first].name |= kinds.meets(Kinds::of(&[Kind::Place, Kind::Actor]));
            let range = &mut self.by_first[first];
            if range.start == range.end {
                range.start = self.phrases.len() as u32;
            }
            range.end = self.phrases.len() as u32 + 1;
            self.phrases.push(Phrase {
                glued: words[0].1,
                rest: words[1..].into(),
                senses: start..self.senses.len() as u32,
                kinds,
                conditional,
            });
        }
    }
}

/// The folded tokens of a form.
fn split(form: &str) -> Vec<String> {
    let mut words = Vec::new();
    scan(form, |_, folded| words.push(folded.to_owned()));
    words
}

fn ending(row: &LexiconRow, form: &str) -> Result<Ending> {
    let suffix = match row.value.as_str() {
        "dual" => Suffix::Dual,
        "dual_construct" => Suffix::DualConstruct,
        "case" => Suffix::Case,
        "possessive" => Suffix::Possessive,
        other => return Err(Error::new(format!("`{other}` is no ending")).field("value")),
    };
    let sense = sense(Kind::Suffix, row)?;
    let replaced = crate::text::fold(sense.attribute(Attribute::Replaces).unwrap_or(""));
    Ok(Ending { form: crate::text::fold(form), replaced, suffix })
}

/// Checks a row and makes its sense.
fn sense(kind: Kind, row: &LexiconRow) -> Result<Sense> {
    let mut features = Features::default();
    let mut attributes = Vec::new();
    for feature in &row.features {
        let wrong = |what: String| Error::new(what).field("features");
        match feature.split_once('=') {
            Some((name, value)) => attributes.push((name.parse().map_err(wrong)?, Arc::from(value))),
            None => features = features.with(feature.parse().map_err(wrong)?),
        }
    }
    let (low, high) = numbers(&row.value).unwrap_or((f64::NAN, f64::NAN));
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
    Ok(Sense {
        kind,
        features,
        low,
        high,
        value: Arc::from(row.value.as_str()),
        attributes: attributes.into(),
    })
}

fn numbers(value: &str) -> Option<(f64, f64)> {
    if let Ok(number) = value.parse::<f64>() {
        return Some((number, number));
    }
    // Two dots where an end is negative: `-1..0`.
    let (low, high) = value.split_once("..").or_else(|| value.split_once('-'))?;
    Some((low.parse().ok()?, high.parse().ok()?))
}
