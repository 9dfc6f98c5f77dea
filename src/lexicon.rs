//! Lexicons: a language is one CSV file, `data/lexicons/<language>.csv`.
//!
//! Each row says what a form means: `kind,value,features,form`. Kinds are what any language may say (a
//! number word, a month, a measure, a hedge, a label that reports write); values are ids or numbers; features
//! refine the kind; forms that mean the same stand in one cell, separated by `|`.

pub mod ids;
mod label;
mod lookup;
mod sense;

pub use label::Labels;
pub use lookup::{Analysis, Lexicon, Match, Prefixes, Suffix, Token, WordId, fits};
pub use sense::{Attribute, Feature, Features, Kind, Kinds, Sense};

use crate::error::{Error, Result};
use crate::table;

table! {
    /// A row of a lexicon.
    pub struct LexiconRow in "lexicon", "what a form means" {
        kind: String = "what sort of thing the form is",
        value: String = "the id or number it stands for",
        features: Vec<String> = "what refines the kind",
        form: String = "the form, or several separated by |",
    }
}

/// The languages whose lexicons are embedded: ISO 639-1 code and file. Adding a language is one file and one
/// line here.
const EMBEDDED: &[(&str, &str)] = &[
    ("ar", include_str!("../data/lexicons/ar.csv")),
    ("en", include_str!("../data/lexicons/en.csv")),
    ("fr", include_str!("../data/lexicons/fr.csv")),
];

/// Reads the embedded lexicon of a language.
pub fn embedded_rows(language: &str) -> Result<Vec<LexiconRow>> {
    let (_, csv) = EMBEDDED.iter().find(|(code, _)| *code == language).ok_or_else(|| {
        Error::new(format!("there is no lexicon for `{language}`")).hint("see `mizan --version`")
    })?;
    table::read(csv.as_bytes()).map_err(|error| error.at(format!("data/lexicons/{language}.csv")))
}

/// The languages that have a lexicon.
pub fn languages() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|(code, _)| *code)
}
