//! Describing a file: how it is understood, and a descriptor for the user to correct.

use super::compressed;
use super::descriptor::{Coverage, Descriptor, Field, Resource, Role, SeriesDescriptor};
use super::file::{self, CsvText, Repairs};
use super::guess::{ColumnGuess, Sample, Words, columns};
use super::names::Names;
use super::{RowKind, Understood, layout};
use crate::claim::{MeasureId, Unit};
use crate::error::{Error, Result};
use crate::lexicon::ids::{Flow, Ids};
use std::collections::BTreeSet;
use std::path::Path;

/// How a file is understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// By a layout, or as guessed.
    pub understood: Understood,
    /// Every column; of a known layout, those that it reads.
    pub columns: Vec<ColumnGuess>,
    /// The descriptor that says the same; what `describe --save` writes.
    pub descriptor: Descriptor,
    /// Whether it is used as it is: a guess below the threshold is not.
    pub used: bool,
    /// Why it is not, in words.
    pub why_not: String,
}

/// Says how a CSV file would be understood.
pub fn describe(path: &Path, ids: &Ids) -> Result<Description> {
    let bytes = file::read(path)?;
    let unpacked = compressed::unpack(&bytes).map_err(|error| error.at(path))?;
    let csv =
        file::decode(&unpacked.bytes, None, None, &mut Repairs::default()).map_err(|error| error.at(path))?;
    let mut description = of_csv(&csv, &compressed::table_name(path), &Names::new(ids), ids);
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    for resource in &mut description.descriptor.resources {
        resource.paths = vec![name.clone()];
    }
    Ok(description)
}

/// Says how a table would be understood; its data set is to go by the name of its file.
pub(super) fn of_csv(csv: &CsvText<'_>, stem: &str, names: &Names, ids: &Ids) -> Description {
    let header = layout::header(csv);
    let words = Words::embedded();
    if let Some(mut descriptor) = layout::of_header(&header, &words, ids) {
        let understood = Understood::Layout(std::mem::replace(&mut descriptor.name, stem.to_owned()));
        let tables = descriptor.resources.iter();
        let fields = tables.flat_map(|table| table.fields.iter().map(move |field| (table, field)));
        let present = fields.filter(|(_, field)| super::plan::column(&header, field).is_some());
        let columns = present.map(|(table, field)| of_layout(table, field));
        return Description {
            understood,
            columns: columns.collect(),
            descriptor,
            used: true,
            why_not: String::new(),
        };
    }
    let sample = Sample::new(csv);
    let columns = columns(&sample, &words, names);
    let series = series(&sample, &columns, &words, stem, ids);
    let why_not = why_not(&columns, &series, &words);
    let resource = Resource {
        pointer: "/resources/0".to_owned(),
        name: "table".to_owned(),
        delimiter: Some(csv.delimiter),
        missing: words.missing.clone(),
        fields: columns.iter().map(field).collect(),
        series,
        ..Resource::default()
    };
    Description {
        understood: Understood::Guessed,
        columns,
        descriptor: Descriptor {
            name: stem.to_owned(),
            title: stem.to_owned(),
            resources: vec![resource],
            ..Descriptor::default()
        },
        used: why_not.is_empty(),
        why_not,
    }
}

/// A column of a layout, with its role: its own, or the one that a series gives it.
fn of_layout(table: &Resource, field: &Field) -> ColumnGuess {
    let by_series = table.series.iter().find_map(|series| {
        let of_column = series.roles.iter().find(|(_, columns)| columns.contains(&field.name));
        let filters = series.filter.iter().any(|(column, _)| *column == field.name);
        match of_column {
            Some((role, _)) => Some((Some(*role), format!("the layout reads it for {}", series.name))),
            None => filters.then(|| (None, format!("the layout tells {} by it", series.name))),
        }
    });
    let (role, reason) = match (field.role, by_series) {
        (None, Some(by_series)) => by_series,
        (role, _) => (role, "the layout says so".to_owned()),
    };
    ColumnGuess {
        name: field.name.clone(),
        role,
        confidence: 1.0,
        reason,
        measure: None,
        format: field.format.clone(),
        decimal: field.decimal,
    }
}

fn field(guess: &ColumnGuess) -> Field {
    Field {
        role: guess.role.filter(|role| !matches!(role, Role::Value | Role::Low | Role::High)),
        format: guess.format.clone(),
        decimal: guess.decimal,
        ..Field::named(&guess.name)
    }
}

/// Why a guess is not used; empty where it is.
fn why_not(columns: &[ColumnGuess], series: &[SeriesDescriptor], words: &Words) -> String {
    let best = |roles: &[Role]| {
        let fitting = columns.iter().filter(|guess| guess.role.is_some_and(|role| roles.contains(&role)));
        fitting.map(|guess| guess.confidence).fold(0.0, f64::max)
    };
    let mut lacking = Vec::new();
    for (what, confidence) in [
        ("where", best(&[Role::Place])),
        ("when", best(&[Role::Date, Role::DateStart, Role::Year])),
        ("what is counted", if series.is_empty() { 0.0 } else { 1.0 }),
    ] {
        if confidence < words.threshold {
            lacking
                .push(format!("no column says {what} (confidence {confidence}, {} needed)", words.threshold));
        }
    }
    lacking.join("; ")
}

/// The series that the columns make: one for each column of numbers whose measure is known, or the rows
/// themselves where the file's name says what they are.
fn series(
    sample: &Sample,
    columns: &[ColumnGuess],
    words: &Words,
    stem: &str,
    ids: &Ids,
) -> Vec<SeriesDescriptor> {
    let has = |role| columns.iter().any(|guess| guess.role == Some(role));
    let by_day = has(Role::Date) || has(Role::DateStart);
    let values: Vec<&ColumnGuess> = columns
        .iter()
        .filter(|guess| guess.role == Some(Role::Value) && guess.confidence >= words.threshold)
        .collect();
    let events = by_day && !has(Role::DateEnd) && repeats(sample, columns);
    let mut made: Vec<SeriesDescriptor> = Vec::new();
    for value in &values {
        let Some(measure) = &value.measure else { continue };
        let mut one = SeriesDescriptor {
            name: name_of(&value.name),
            title: value.name.clone(),
            row_kind: Some(row_kind(measure, &value.name, events, words, ids)),
            unit: Some(words.unit(&value.name)).filter(|unit| *unit != Unit::Count),
            coverage: if events { Coverage::ObservedDays } else { Coverage::Rows },
            measure: Some(measure.as_str().to_owned()),
            ..SeriesDescriptor::default()
        };
        one.roles.insert(Role::Value, vec![value.name.clone()]);
        if values.len() == 1 {
            for role in [Role::Low, Role::High] {
                let columns = columns.iter().filter(|guess| guess.role == Some(role));
                one.roles.insert(role, columns.map(|guess| guess.name.clone()).collect());
            }
        }
        if made.iter().any(|other| other.name == one.name) {
            one.name = format!("{}-{}", one.name, made.len() + 1);
        }
        made.push(one);
    }
    if events && let Some(measure) = words.measure(stem) {
        made.push(SeriesDescriptor {
            name: "rows".to_owned(),
            title: stem.to_owned(),
            count_rows: true,
            row_kind: Some(RowKind::Event),
            coverage: Coverage::ObservedDays,
            measure: Some(measure.as_str().to_owned()),
            ..SeriesDescriptor::default()
        });
    }
    made
}

fn row_kind(measure: &MeasureId, column: &str, events: bool, words: &Words, ids: &Ids) -> RowKind {
    if words.running(column) {
        RowKind::Cumulative
    } else if ids.measure(measure).is_some_and(|row| row.flow == Flow::Stock) {
        RowKind::Stock
    } else if events {
        RowKind::Event
    } else {
        RowKind::PeriodTotal
    }
}

/// Whether several rows speak of the same place, day and party: then they are events and no totals.
fn repeats(sample: &Sample, columns: &[ColumnGuess]) -> bool {
    let keys: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, guess)| {
            guess.role.is_some_and(|role| {
                matches!(role, Role::Place | Role::Division | Role::Date | Role::DateStart | Role::Actor)
            })
        })
        .map(|(index, _)| index)
        .collect();
    let mut seen = BTreeSet::new();
    sample.rows.iter().any(|row| {
        let key: Vec<&str> = keys.iter().filter_map(|index| row.get(*index)).map(String::as_str).collect();
        !seen.insert(key)
    })
}

/// A column's name as the name of a series.
pub(super) fn name_of(column: &str) -> String {
    let words = column.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

impl Description {
    /// The text of a `datapackage.json` that says the same.
    pub fn datapackage(&self) -> String {
        format!("{:#}\n", self.descriptor.to_json())
    }

    /// The error for a guess that is not used.
    pub(super) fn not_used(&self) -> Error {
        Error::new(format!(
            "the table is neither described nor of a known layout, and a guess is not sure enough: {}",
            self.why_not
        ))
        .line(1)
        .hint("save the guess with `mizan datasets describe FILE --save`, and correct it")
    }
}
