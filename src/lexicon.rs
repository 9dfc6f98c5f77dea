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
use crate::text::fold;
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
    table::read(embedded_csv(language)?.as_bytes()).map_err(|error| error.at(file_name(language)))
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

/// A row as it stands in its file, features joined by blanks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawRow<'a> {
    kind: &'a str,
    value: &'a str,
    features: &'a str,
    form: &'a str,
}

/// Gives each row of an embedded lexicon, without making strings of its cells.
fn for_each_embedded(language: &str, mut each: impl FnMut(RawRow) -> Result<()>) -> Result<()> {
    let wrong = |what: String, line: u64| Error::new(what).at(file_name(language)).line(line);
    let mut reader = csv::Reader::from_reader(embedded_csv(language)?.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|error| wrong(error.to_string(), line))? {
            return Ok(());
        }
        let (Some(kind), Some(value), Some(features), Some(form)) =
            (record.get(0), record.get(1), record.get(2), record.get(3))
        else {
            return Err(wrong("a row has four cells: kind, value, features, form".to_owned(), line));
        };
        each(RawRow { kind, value, features, form })
            .map_err(|error| error.at(file_name(language)).line(line))?;
    }
}

fn file_name(language: &str) -> String {
    format!("data/lexicons/{language}.csv")
}

/// The languages that have a lexicon.
pub fn languages() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|(code, _)| *code)
}
