//! Tables: what stands between two stages, as a person can open, edit and feed back.
//!
//! A table is defined once, with [`table!`](crate::table!): the row type, the columns' names in order,
//! their types and what they mean. From that one definition come the CSV reader and writer, the
//! `DataFrame` (and Parquet) and the Table Schema in a run's `datapackage.json`.
//!
//! CSV is UTF-8 with LF, quoted as RFC 4180 has it; dates are ISO 8601; several values in a cell are joined
//! by one space; an empty cell is "not said"; free text stands last.

use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::Path;

/// How a column's cells are typed outside: the `type` of Table Schema, the dtype of a `DataFrame`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellType {
    /// Text, codes and lists of codes.
    String,
    /// A whole number.
    Integer,
    /// A number that may have a fraction.
    Number,
    /// A calendar day, `2024-06-30`.
    Date,
}

/// One column: name, type and meaning.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// As in the CSV header.
    pub name: &'static str,
    /// How cells are typed.
    pub cell_type: CellType,
    /// What a cell says, in one line.
    pub meaning: &'static str,
}

/// A table's definition.
#[derive(Debug)]
pub struct Table {
    /// File name without its ending: `claims` for `claims.csv`.
    pub name: &'static str,
    /// What a row is, in one line.
    pub row_meaning: &'static str,
    /// In the order of the file.
    pub columns: &'static [Column],
}

impl Table {
    /// `claims.csv` for the table `claims`.
    pub fn file_name(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The first line of its file.
    pub fn header(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(",") + "\n"
    }

    /// The Table Schema (Frictionless Data, v1) of this table.
    pub fn schema(&self) -> serde_json::Value {
        let fields: Vec<_> = self
            .columns
            .iter()
            .map(|column| {
                let cell_type = match column.cell_type {
                    CellType::String => "string",
                    CellType::Integer => "integer",
                    CellType::Number => "number",
                    CellType::Date => "date",
                };
                serde_json::json!({ "name": column.name, "type": cell_type, "description": column.meaning })
            })
            .collect();
        serde_json::json!({ "fields": fields, "missingValues": [""] })
    }
}

/// A type that can stand in a cell.
pub trait Cell: Sized {
    /// How the column is typed outside.
    const TYPE: CellType;
    /// Appends the cell's text; appending nothing means "not said".
    fn write_cell(&self, out: &mut String);
    /// Reads a cell; the message says what was expected.
    fn read_cell(text: &str) -> std::result::Result<Self, String>;
}

/// A row of a table; made by [`table!`](crate::table!).
pub trait Row: Sized + 'static {
    /// The one definition of the table.
    const TABLE: Table;
    /// For each column, what appends a row's cell to a buffer.
    const WRITERS: &'static [fn(&Self, &mut String)];
    /// Reads the cells; `cell` gives the text below a column's name, empty where the file lacks it.
    fn read_cells<'a>(cell: &mut dyn FnMut(&'static str) -> &'a str) -> Result<Self>;
}

/// Defines a table: its row type, its columns and how it is read and written.
///
/// ```
/// mizan::table! {
///     /// Capitals and their people.
///     pub struct Capital in "capitals", "a capital" {
///         people: Option<u64> = "how many live there",
///         name: String = "its name",
///     }
/// }
/// use mizan::table::{read, write};
/// let capital = Capital { people: Some(9_000_000), name: "Baghdad, \"city of peace\"".into() };
/// let mut csv = Vec::new();
/// write(&mut csv, &[capital]).unwrap();
/// assert_eq!(csv, b"people,name\n9000000,\"Baghdad, \"\"city of peace\"\"\"\n");
/// let rows: Vec<Capital> = read(csv.as_slice()).unwrap();
/// assert_eq!(rows[0].people, Some(9_000_000));
/// ```
#[macro_export]
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub struct $row:ident in $name:literal, $row_meaning:literal {
            $( $field:ident : $type:ty = $meaning:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $row {
            $( #[doc = $meaning] pub $field: $type, )+
        }
        impl $crate::table::Row for $row {
            const TABLE: $crate::table::Table = $crate::table::Table {
                name: $name,
                row_meaning: $row_meaning,
                columns: &[ $( $crate::table::Column {
                    name: stringify!($field),
                    cell_type: <$type as $crate::table::Cell>::TYPE,
                    meaning: $meaning,
                }, )+ ],
            };
            const WRITERS: &'static [fn(&Self, &mut String)] =
                &[ $( |row, out| $crate::table::Cell::write_cell(&row.$field, out), )+ ];
            fn read_cells<'a>(
                cell: &mut dyn FnMut(&'static str) -> &'a str,
            ) -> $crate::error::Result<Self> {
                Ok($row {
                    $( $field: $crate::table::Cell::read_cell(cell(stringify!($field))).map_err(|expected| {
                        $crate::error::Error::new(expected).field(stringify!($field))
                    })?, )+
                })
            }
        }
    };
}

/// Writes rows below the table's header.
pub fn write<R: Row>(mut out: impl Write, rows: &[R]) -> std::io::Result<()> {
    out.write_all(R::TABLE.header().as_bytes())?;
    append(&mut out, rows)?;
    out.flush()
}

/// Writes rows without a header, as they follow those that stand there.
pub fn append<R: Row>(out: impl Write, rows: &[R]) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    let mut cell = String::new();
    for row in rows {
        for write_cell in R::WRITERS {
            cell.clear();
            write_cell(row, &mut cell);
            writer.write_field(&cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Appends a row as a JSON object, its members typed as the columns are, `null` for what is not said.
///
/// ```
/// mizan::table! {
///     /// Capitals.
///     pub struct Capital in "capitals", "a capital" {
///         people: Option<u64> = "how many live there",
///         name: String = "its name",
///     }
/// }
/// let mut json = String::new();
/// mizan::table::append_json(&mut json, &Capital { people: None, name: "\"Baghdad\"".into() });
/// assert_eq!(json, r#"{"people":null,"name":"\"Baghdad\""}"#);
/// ```
pub fn append_json<R: Row>(out: &mut String, row: &R) {
    let mut cell = String::new();
    for (index, (column, write_cell)) in R::TABLE.columns.iter().zip(R::WRITERS).enumerate() {
        cell.clear();
        write_cell(row, &mut cell);
        // Writing to a String cannot fail.
        let _ = write!(out, "{}\"{}\":", if index == 0 { '{' } else { ',' }, column.name);
        match column.cell_type {
            _ if cell.is_empty() => out.push_str("null"),
            CellType::Integer | CellType::Number => out.push_str(&cell),
            CellType::String | CellType::Date => append_json_text(out, &cell),
        }
    }
    out.push('}');
}

/// Appends a text as a JSON string.
fn append_json_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Reads rows; columns may stand in any order, unknown ones are passed over, a missing one reads as empty.
///
/// A row with too few or too many cells, a cell that does not parse, and a file that lacks the table's
/// first column are errors with their line.
pub fn read<R: Row>(input: impl Read) -> Result<Vec<R>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(input);
    let headers = reader.headers().map_err(|error| csv_error(&error))?.clone();
    let place: FxHashMap<&str, usize> = headers
        .iter()
        .enumerate()
        .map(|(index, name)| (name.trim_start_matches('\u{feff}'), index))
        .collect();
    let first = R::TABLE.columns[0].name;
    if !place.contains_key(first) {
        return Err(Error::new(format!("there is no column `{first}`")).line(1).hint(format!(
            "the first line names the columns of table `{}`; see `mizan schema`",
            R::TABLE.name
        )));
    }
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
        let line = record.position().map_or(0, csv::Position::line);
        let row =
            R::read_cells(&mut |name| place.get(name).and_then(|&index| record.get(index)).unwrap_or(""))
                .map_err(|error| error.line(line))?;
        rows.push(row);
    }
    Ok(rows)
}

/// Reads a table's file.
pub fn read_file<R: Row>(path: &Path) -> Result<Vec<R>> {
    let file = std::fs::File::open(path).map_err(|cause| Error::read(path, &cause))?;
    read(std::io::BufReader::new(file)).map_err(|error| error.at(path))
}

/// The CSV reader's complaint with the line it names.
fn csv_error(error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} cells where the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the row is not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    Error::new(what).line(line).hint("a cell with a comma, quote or line break must stand in double quotes")
}

/// The rows as a `DataFrame`, typed as the table's columns are.
pub fn data_frame<R: Row>(rows: &[R]) -> Result<polars::prelude::DataFrame> {
    use polars::prelude::{Column as Series, DataFrame, IntoColumn, NamedFrom, Series as PolarsSeries};
    let columns = R::TABLE.columns;
    let mut cells: Vec<Vec<Option<String>>> = vec![Vec::with_capacity(rows.len()); columns.len()];
    for row in rows {
        for (cells, write_cell) in cells.iter_mut().zip(R::WRITERS) {
            let mut cell = String::new();
            write_cell(row, &mut cell);
            cells.push((!cell.is_empty()).then_some(cell));
        }
    }
    let series: Vec<Series> = columns
        .iter()
        .zip(cells)
        .map(|(column, cells)| {
            let name = column.name.into();
            match column.cell_type {
                CellType::String => PolarsSeries::new(name, cells),
                CellType::Integer => PolarsSeries::new(name, parsed::<i64>(&cells)),
                CellType::Number => PolarsSeries::new(name, parsed::<f64>(&cells)),
                CellType::Date => {
                    let days: Vec<Option<i32>> = cells
                        .iter()
                        .map(|cell| cell.as_deref().and_then(|text| text.parse().ok()).map(days_since_epoch))
                        .collect();
                    PolarsSeries::new(name, days)
                        .cast(&polars::prelude::DataType::Date)
                        .unwrap_or_else(|_| PolarsSeries::new(column.name.into(), &cells))
                }
            }
            .into_column()
        })
        .collect();
    DataFrame::new(rows.len(), series)
        .map_err(|error| Error::new(format!("table `{}` cannot be built: {error}", R::TABLE.name)))
}

fn parsed<T: std::str::FromStr>(cells: &[Option<String>]) -> Vec<Option<T>> {
    cells.iter().map(|cell| cell.as_deref().and_then(|text| text.parse().ok())).collect()
}

fn days_since_epoch(day: jiff::civil::Date) -> i32 {
    (day - jiff::civil::Date::constant(1970, 1, 1)).get_days()
}

impl Cell for String {
    const TYPE: CellType = CellType::String;
    fn write_cell(&self, out: &mut String) {
        out.push_str(self);
    }
    fn read_cell(text: &str) -> std::result::Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl Cell for std::sync::Arc<str> {
    const TYPE: CellType = CellType::String;
    fn write_cell(&self, out: &mut String) {
        out.push_str(self);
    }
    fn read_cell(text: &str) -> std::result::Result<Self, String> {
        Ok(text.into())
    }
}

impl<T: Cell> Cell for Option<T> {
    const TYPE: CellType = T::TYPE;
    fn write_cell(&self, out: &mut String) {
        if let Some(value) = self {
            value.write_cell(out);
        }
    }
    fn read_cell(text: &str) -> std::result::Result<Self, String> {
        if text.is_empty() { Ok(None) } else { T::read_cell(text).map(Some) }
    }
}

/// Several values, joined by one space.
impl<T: Cell> Cell for Vec<T> {
    const TYPE: CellType = CellType::String;
    fn write_cell(&self, out: &mut String) {
        for (index, value) in self.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            value.write_cell(out);
        }
    }
    fn read_cell(text: &str) -> std::result::Result<Self, String> {
        text.split_whitespace().map(T::read_cell).collect()
    }
}

macro_rules! number_cells {
    ($($number:ty, $type:ident, $expected:literal;)+) => {$(
        impl Cell for $number {
            const TYPE: CellType = CellType::$type;
            fn write_cell(&self, out: &mut String) {
                // Writing to a String cannot fail.
                let _ = write!(out, "{self}");
            }
            fn read_cell(text: &str) -> std::result::Result<Self, String> {
                text.trim().parse().map_err(|_| format!(concat!("`{}` is not ", $expected), text))
            }
        }
    )+};
}
number_cells! {
    u32, Integer, "a whole number";
    u64, Integer, "a whole number";
    i64, Integer, "a whole number";
    jiff::civil::Date, Date, "a date such as 2024-01-31";
}

impl Cell for f64 {
    const TYPE: CellType = CellType::Number;
    fn write_cell(&self, out: &mut String) {
        // Whole numbers are written much faster as such. Writing to a String cannot fail.
        let whole = self.fract() == 0.0 && self.abs() < 1e15 && (*self != 0.0 || self.is_sign_positive());
        let _ = if whole { write!(out, "{}", *self as i64) } else { write!(out, "{self}") };
    }
    fn read_cell(text: &str) -> std::result::Result<Self, String> {
        text.trim().parse().map_err(|_| format!("`{text}` is not a number"))
    }
}

/// An enumeration whose variants have fixed names in tables, JSON and on the command line.
///
/// ```
/// mizan::codes! {
///     /// Which way the pans move.
///     pub enum Balance { Even = "even", Tilted = "tilted" }
/// }
/// assert_eq!("tilted".parse(), Ok(Balance::Tilted));
/// assert_eq!(Balance::Even.to_string(), "even");
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $code:literal ),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_meta])* #[doc = concat!("Written `", $code, "`.")] $variant ),+ }
        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            /// The code as tables have it.
            pub fn code(self) -> &'static str {
                match self { $( $name::$variant => $code ),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> std::result::Result<Self, String> {
                match text {
                    $( $code => Ok($name::$variant), )+
                    _ => Err(format!("`{text}` is none of {}", [$( $code ),+].join(", "))),
                }
            }
        }
        impl $crate::table::Cell for $name {
            const TYPE: $crate::table::CellType = $crate::table::CellType::String;
            fn write_cell(&self, out: &mut String) { out.push_str(self.code()); }
            fn read_cell(text: &str) -> std::result::Result<Self, String> { text.trim().parse() }
        }
    };
}

/// A code that names an entry of one of the id tables; made of text, ordered and compared as text.
#[macro_export]
macro_rules! id_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::sync::Arc<str>);
        impl $name {
            /// The id as tables have it.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
        impl From<&str> for $name {
            fn from(id: &str) -> Self { $name(id.into()) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(&self.0) }
        }
        impl $crate::table::Cell for $name {
            const TYPE: $crate::table::CellType = $crate::table::CellType::String;
            fn write_cell(&self, out: &mut String) { out.push_str(&self.0); }
            fn read_cell(text: &str) -> std::result::Result<Self, String> { Ok(text.into()) }
        }
    };
}
