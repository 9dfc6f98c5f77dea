//! Lexicons: a language is one CSV file, `data/lexicons/<language>.csv`.
//!
//! Each row says what a form means: `kind,value,features,form`. Kinds are what any language may say (a
//! number word, a month, a measure, a hedge, a label that reports write); values are ids or numbers; features
//! refine the kind; forms that mean the same stand in one cell, separated by `|`. [`Kind`], [`Feature`] and
//! [`Attribute`] list all there are.
//!
//! # How to add a language
//!
//! 1. Write `data/lexicons/<code>.csv`, named by the ISO 639-1 code, and add its line to `EMBEDDED` in this file.
//!    Folding is done for you: write forms as they are spelled, without caring for capitals, accents or vowel
//!    marks.
//! 2. Begin with `language` (names that exports give it), `letters` and `common` (by which texts are told to be
//!    in it), `separator` and, where they hold, the `grammar` rows.
//! 3. Number words: `number` to 999, `scale` from there on, `fraction`, `vague`, `ordinal`, `percent`, `hedge`,
//!    `range_open`, `range_to`. What joins words inside a number is an `and`. Forms of several words are one row:
//!    `number,80,,quatre-vingts`.
//! 4. Time: `month`, `weekday`, `time_unit`, `relative`, `since`, `during`, `part_of_period`.
//! 5. What is counted: `measure` rows with the ids of `data/measures.csv`, `noun`, `unit`, `currency`; then `place`
//!    and `actor` with the ids of their tables, and what makes a number no claim: `age`, `plan`, `designation`, ...
//! 6. Write `tests/corpus/<code>.csv` as its README says, and an article in `data/articles` with `lang: <code>`.
//! 7. `label` and `counted` rows let reports speak the language; a label that it lacks is written in English, and
//!    [`Labels::gaps`] lists those.
//!
//! A word of a sentence that no row can say asks for a new kind or feature, which every language may then use;
//! code that asks which language it reads does not exist. French needed two features (`ending`, `about`) and one
//! grammar row (`spaced_groups`).

pub mod ids;
mod label;
mod lookup;
mod rows;
mod sense;

pub use label::Labels;
pub use lookup::{Analysis, Lexicon, Match, Prefixes, Suffix, Token, WordId, fits};
pub use sense::{Attribute, Feature, Features, Kind, Kinds, Sense};

use crate::error::{Error, Result};
use crate::table;
use crate::text::fold;
use rows::RawRow;
use rustc_hash::FxHashSet;

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

/// The embedded CSV of a language.
fn embedded_csv(language: &str) -> Result<&'static str> {
    let found = EMBEDDED.iter().find(|(code, _)| *code == language);
    found.map(|(_, csv)| *csv).ok_or_else(|| {
        Error::new(format!("there is no lexicon for `{language}`")).hint("see `mizan --version`")
    })
}

/// Reads the embedded lexicon of a language.
pub fn embedded_rows(language: &str) -> Result<Vec<LexiconRow>> {
    embedded_rows_where(language, |_| true)
}

/// The rows of the embedded lexicon of a language that are of some kinds.
pub(crate) fn embedded_rows_of(language: &str, kinds: &[Kind]) -> Result<Vec<LexiconRow>> {
    embedded_rows_where(language, |kind| kinds.iter().any(|wanted| wanted.code() == kind))
}

fn embedded_rows_where(language: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<LexiconRow>> {
    let mut rows = Vec::new();
    for_each_embedded(language, |row| {
        if wanted(row.kind) {
            rows.push(LexiconRow {
                kind: row.kind.to_owned(),
                value: row.value.to_owned(),
                features: row.features.split_whitespace().map(str::to_owned).collect(),
                form: row.form.to_owned(),
            });
        }
        Ok(())
    })?;
    Ok(rows)
}

/// The embedded rows of a language with others over them: what those say of a form, of one kind, stands in
/// place of what is embedded.
///
/// ```
/// use mizan::lexicon::{Lexicon, LexiconRow, overlaid};
/// let row = |kind: &str, value: &str, form: &str| LexiconRow {
///     kind: kind.into(),
///     value: value.into(),
///     features: vec!["noun".into()],
///     form: form.into(),
/// };
/// let rows = overlaid("en", vec![row("measure", "drone", "quadcopter|quadcopters")])?;
/// assert_eq!(&*Lexicon::new("en", &rows)?.senses_of("quadcopters")[0].value, "drone");
/// # Ok::<(), mizan::error::Error>(())
/// ```
pub fn overlaid(language: &str, over: Vec<LexiconRow>) -> Result<Vec<LexiconRow>> {
    let mut rows = embedded_rows(language)?;
    let given: FxHashSet<(&str, String)> = over
        .iter()
        .filter(|row| !matches!(row.kind.as_str(), "label" | "counted"))
        .flat_map(|row| row.form.split('|').map(|form| (row.kind.as_str(), fold(form.trim()))))
        .collect();
    for row in &mut rows {
        let kept = |form: &&str| !given.contains(&(row.kind.as_str(), fold(form.trim())));
        if row.form.split('|').any(|form| !kept(&form)) {
            row.form = row.form.split('|').filter(kept).collect::<Vec<_>>().join("|");
        }
    }
    rows.retain(|row| !row.form.is_empty());
    rows.extend(over);
    Ok(rows)
}

/// Gives each row of an embedded lexicon, without making strings of its cells.
fn for_each_embedded(language: &str, each: impl FnMut(RawRow) -> Result<()>) -> Result<()> {
    rows::for_each(embedded_csv(language)?, each).map_err(|error| error.at(file_name(language)))
}

fn file_name(language: &str) -> String {
    format!("data/lexicons/{language}.csv")
}

/// The languages that have a lexicon.
pub fn languages() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|(code, _)| *code)
}
