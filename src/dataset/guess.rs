//! Guessing what the columns of an unknown table say, from their names and from what stands in them.
//!
//! Every guess has a confidence between 0 and 1 and its reason in words. The words that names are compared
//! with are data: `data/layouts/guess.json`.

use super::cell::{date, number};
use super::descriptor::Role;
use super::file::CsvText;
use super::names::{Names, folded};
use crate::claim::{MeasureId, Unit};
use serde_json::Value;
use std::collections::BTreeMap;

const WORDS: &str = include_str!("../../data/layouts/guess.json");

/// How many rows a guess looks at.
const SAMPLE: usize = 2000;

/// The words by which columns are known.
#[derive(Debug)]
pub(super) struct Words {
    /// Below this confidence no guess is used.
    pub(super) threshold: f64,
    /// Cells that say nothing.
    pub(super) missing: Vec<String>,
    roles: Vec<(Role, Vec<String>)>,
    measures: Vec<(MeasureId, Vec<String>)>,
    lists: BTreeMap<&'static str, Vec<String>>,
}

impl Words {
    pub(super) fn embedded() -> Words {
        let json: Value = serde_json::from_str(WORDS)
            .unwrap_or_else(|error| unreachable!("a test reads the words for guessing: {error}"));
        let texts = |value: &Value| -> Vec<String> {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let entries = |key: &str| json.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        let fold_all = |words: Vec<String>| words.iter().map(|word| folded(word)).collect::<Vec<_>>();
        Words {
            threshold: json.get("threshold").and_then(Value::as_f64).unwrap_or(1.0),
            missing: json.get("missing").map(texts).unwrap_or_default(),
            roles: entries("roles")
                .iter()
                .filter_map(|(role, words)| Some((role.parse().ok()?, fold_all(texts(words)))))
                .collect(),
            measures: entries("measures")
                .iter()
                .map(|(measure, words)| (measure.as_str().into(), fold_all(texts(words))))
                .collect(),
            lists: ["rates", "percents", "running", "not_values"]
                .into_iter()
                .map(|key| (key, json.get(key).map(texts).map(fold_all).unwrap_or_default()))
                .collect(),
        }
    }

    /// How well a name fits a role: 1 in full, less where the name holds more.
    fn role(&self, role: Role, name: &str) -> f64 {
        self.roles.iter().filter(|(known, _)| *known == role).flat_map(|(_, words)| words).fold(
            0.0,
            |best, word| {
                let fit = if word == name {
                    1.0
                } else if has_word(name, word) {
                    0.7
                } else {
                    0.0
                };
                f64::max(best, fit)
            },
        )
    }

    /// The measure that a column's name names: the one by the longest word.
    pub(super) fn measure(&self, name: &str) -> Option<MeasureId> {
        let name = folded(name);
        let words = self.measures.iter().flat_map(|(id, words)| words.iter().map(move |word| (id, word)));
        let fitting = words.filter(|(_, word)| has_word(&name, word));
        fitting.max_by_key(|(_, word)| word.chars().count()).map(|(id, _)| id.clone())
    }

    /// What a column's numbers are, in kind, by its name.
    pub(super) fn unit(&self, name: &str) -> Unit {
        if name.contains('%') || self.has("percents", name) {
            Unit::Percent
        } else if self.has("rates", name) {
            Unit::Other
        } else {
            Unit::Count
        }
    }

    /// Whether a column's name says that it is a running total.
    pub(super) fn running(&self, name: &str) -> bool {
        self.has("running", name)
    }

    fn has(&self, list: &str, name: &str) -> bool {
        let name = folded(name);
        self.lists.get(list).is_some_and(|words| words.iter().any(|word| has_word(&name, word)))
    }
}

/// Whether the words stand in the name, as whole words.
fn has_word(name: &str, words: &str) -> bool {
    name.match_indices(words).any(|(at, _)| {
        let before = name[..at].chars().next_back();
        let after = name[at + words.len()..].chars().next();
        before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
    })
}

/// A column as guessed.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnGuess {
    /// As in the header.
    pub name: String,
    /// What it most likely says; none: nothing of use.
    pub role: Option<Role>,
    /// Between 0 and 1.
    pub confidence: f64,
    /// Why, in words.
    pub reason: String,
    /// In a value column, what is counted.
    pub measure: Option<MeasureId>,
    /// In a date column, how dates are written, where that must be said.
    pub format: Option<String>,
    /// The decimal point of its numbers.
    pub decimal: char,
}

/// What stands in a column, in shares of the cells that say something.
#[derive(Debug, Default)]
struct Contents {
    cells: f64,
    dates: f64,
    years: f64,
    numbers: f64,
    places: f64,
    decimal_comma: bool,
    format: Option<&'static str>,
}

/// The header and the first rows of a table.
pub(super) struct Sample {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sample {
    pub(super) fn new(csv: &CsvText<'_>) -> Sample {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(csv.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(csv.text.as_ref());
        let text = |record: csv::ByteRecord| -> Vec<String> {
            record.iter().map(|cell| super::plan::cell_text(cell).to_owned()).collect()
        };
        let mut rows = reader.byte_records().filter_map(Result::ok).map(text).take(SAMPLE + 1);
        let header = rows.next().unwrap_or_default();
        Sample { rows: rows.filter(|row| row.len() >= header.len()).collect(), header }
    }

    /// The cells of a column that say something.
    pub(super) fn cells<'a>(&'a self, column: usize, words: &'a Words) -> impl Iterator<Item = &'a str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(column)).map(String::as_str);
        cells.filter(|cell| !words.missing.iter().any(|nothing| nothing == cell))
    }
}

/// Guesses the role of every column; no two columns get the same role, but for values.
pub(super) fn columns(sample: &Sample, words: &Words, names: &Names) -> Vec<ColumnGuess> {
    let mut guesses: Vec<ColumnGuess> = sample
        .header
        .iter()
        .enumerate()
        .map(|(index, name)| column(sample, index, name, words, names))
        .collect();
    let roles: Vec<Role> = guesses.iter().filter_map(|guess| guess.role).collect();
    for role in roles.into_iter().filter(|role| *role != Role::Value) {
        let best = guesses
            .iter()
            .enumerate()
            .filter(|(_, guess)| guess.role == Some(role))
            .max_by(|(i, a), (j, b)| a.confidence.total_cmp(&b.confidence).then(j.cmp(i)))
            .map(|(index, _)| index);
        for (index, guess) in guesses.iter_mut().enumerate() {
            if guess.role == Some(role) && Some(index) != best {
                guess.role = None;
                guess.reason = format!("another column fits `{role}` better");
            }
        }
    }
    guesses
}

fn column(sample: &Sample, index: usize, name: &str, words: &Words, names: &Names) -> ColumnGuess {
    let contents = contents(sample, index, words, names);
    let plain = folded(name);
    let measure = words.measure(name);
    let named = |role| words.role(role, &plain);
    let text = if contents.cells > 0.0 { 1.0 - contents.numbers.max(contents.dates) } else { 0.0 };
    let no_value = words.has("not_values", name) || contents.years > 0.9 && named(Role::Year) > 0.0;
    let numeric = if no_value { 0.0 } else { contents.numbers };
    let by_measure = if measure.is_some() { 1.0 } else { 0.0 };
    let mut candidates = vec![
        (Role::Place, 0.75 * contents.places + 0.25 * named(Role::Place), contents.places, "are places"),
        (Role::Date, 0.7 * contents.dates + 0.3 * named(Role::Date), contents.dates, "are dates"),
        (Role::Year, 0.6 * contents.years + 0.4 * named(Role::Year), contents.years, "are years"),
        (Role::Value, 0.5 * numeric + 0.5 * by_measure * numeric, numeric, "are numbers"),
    ];
    for role in [Role::DateStart, Role::DateEnd, Role::Published] {
        candidates.push((role, contents.dates * named(role), contents.dates, "are dates"));
    }
    for role in [Role::Low, Role::High, Role::Month] {
        candidates.push((role, numeric * named(role), numeric, "are numbers"));
    }
    for role in [Role::Actor, Role::Target, Role::Source, Role::Division] {
        candidates.push((role, 0.9 * text * named(role), text, "are words"));
    }
    candidates.push((Role::Id, named(Role::Id), 1.0, "are filled"));
    let best = candidates.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let (role, confidence, share, what) = best.unwrap_or((Role::Id, 0.0, 0.0, ""));
    let percent = (share * 100.0).round();
    let mut reason = format!("{percent} % of its cells {what}");
    let by_name = if role == Role::Value { measure.is_some() } else { named(role) > 0.0 };
    reason.push_str(if by_name { ", and its name says so" } else { ", but its name does not say so" });
    if let Some(measure) = measure.as_ref().filter(|_| role == Role::Value) {
        reason = format!("{percent} % of its cells are numbers, and its name means {measure}");
    }
    ColumnGuess {
        name: name.to_owned(),
        role: (confidence >= 0.3).then_some(role),
        confidence: (confidence * 100.0).round() / 100.0,
        reason: if confidence >= 0.3 { reason } else { "neither name nor contents are known".to_owned() },
        measure: measure.filter(|_| role == Role::Value),
        format: contents.format.map(str::to_owned).filter(|_| role != Role::Value),
        decimal: if contents.decimal_comma { ',' } else { '.' },
    }
}

fn contents(sample: &Sample, index: usize, words: &Words, names: &Names) -> Contents {
    let cells: Vec<&str> = sample.cells(index, words).collect();
    if cells.is_empty() {
        return Contents::default();
    }
    let total = cells.len() as f64;
    let share = |fits: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| fits(cell)).count() as f64 / total;
    let points = share(&|cell| number(cell, '.').is_some());
    let commas = share(&|cell| number(cell, ',').is_some());
    let slashes = share(&|cell| cell.matches('/').count() == 2);
    let format = (slashes > 0.9).then(|| slash_format(&cells)).flatten();
    let is_year = |cell: &str| {
        let year = cell.strip_suffix(".0").unwrap_or(cell);
        year.len() == 4 && number(year, '.').is_some_and(|year| (1400.0..=2100.0).contains(&year))
    };
    let dates = share(&|cell| cell.len() > 4 && date(cell, format).is_some());
    Contents {
        cells: total,
        dates,
        years: share(&is_year),
        numbers: points.max(commas),
        places: share(&|cell| cell.len() > 1 && number(cell, '.').is_none() && names.place(cell).is_some()),
        decimal_comma: commas > points || commas == points && points_group_thousands(&cells),
        format,
    }
}

/// Whether full stops stand in the cells, and only before three digits: counts have no thousandth parts.
fn points_group_thousands(cells: &[&str]) -> bool {
    let mut pointed = cells.iter().filter(|cell| cell.contains('.')).peekable();
    pointed.peek().is_some() && pointed.all(|cell| cell.split('.').skip(1).all(|part| part.len() == 3))
}

/// Which of day and month stands first in dates with slashes, where some date shows it.
fn slash_format(cells: &[&str]) -> Option<&'static str> {
    let part =
        |cell: &str, index: usize| cell.split('/').nth(index).and_then(|part| part.parse::<u32>().ok());
    let over_twelve =
        |index| cells.iter().any(|cell| part(cell, index).is_some_and(|part| part > 12 && part <= 31));
    match (over_twelve(0), over_twelve(1)) {
        (true, false) => Some("%d/%m/%Y"),
        (false, true) => Some("%m/%d/%Y"),
        _ => None,
    }
}
