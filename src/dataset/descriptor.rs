//! Descriptors: `datapackage.json` (Frictionless Data Package, v1 and v2) with the roles of columns and the
//! series that rows make.
//!
//! Everything wrong is reported at once, each problem with its JSON pointer. Properties of the standard keep
//! their meaning (`name`, `title`, `version`, `licenses`; `path`, `encoding`, `dialect`, `missingValues`;
//! `format` of dates in the letters of strptime, `decimalChar`). These are ours:
//!
//! | where | property | meaning |
//! |---|---|---|
//! | package | `citation` | how to cite it |
//! | package | `recognise` | in a layout: the columns by which a bare file is known as this one |
//! | field | `role` | what the column says, see [`Role`] |
//! | field | `codes` | in a place column: which codes the cells are, see [`Codes`] |
//! | field | `values` | cell → id, where a cell is not an id or a known name |
//! | field | `strip`, `separator` | words before a name that are not part of it; what separates names in a cell |
//! | resource | `series` | the series that its rows make |
//! | series | `where` | column → the cells allowed: the rows that it is made of |
//! | series | `roles` | role → its columns in this series, in place of the fields' own roles |
//! | series | `measure`, `actor`, `target`, `place`, `unit`, `rowKind`, `counting`, `inclusion`, `source` | what all its rows have in common, where no column says it |
//! | series | `countRows`, `sumRows` | rows are counted; rows for the same slice are cells of a finer table |
//! | series | `atEnd`, `tolerance` | a stock is the level at its period's end; for how many days after it still answers |
//! | series | `coverage` | where absence means zero: `rows` (nowhere), `observed_days`, `observed_years` |
//! | series | `sourceAliases`, `authoritative` | other names of the source; whether it decides |
//! | series | `toldAs` | wider measures as which texts tell its figures where they name its source |
//! | series | `sourceNames` | language → the source's name, for reports in that language |
//! | series | `alsoBy`, `impliedActor` | other names of the rows' actor; whether nobody else does what is counted |
//! | series | `eachColumn` | in a layout: it stands for a series of each column that no field describes |
//!
//! ```
//! use mizan::dataset::Descriptor;
//! let (descriptor, problems) = Descriptor::parse(r#"{
//!   "name": "ministry",
//!   "resources": [{
//!     "name": "dead",
//!     "path": "dead.csv",
//!     "schema": { "fields": [
//!       { "name": "governorate", "role": "place" },
//!       { "name": "month", "role": "date" },
//!       { "name": "dead", "role": "value" }
//!     ] },
//!     "series": [{ "name": "dead", "measure": "killed", "rowKind": "total", "source": "Ministry of Health" }]
//!   }]
//! }"#);
//! assert_eq!(descriptor.name, "ministry");
//! assert_eq!(
//!     problems[0].to_string(),
//!     "/resources/0/series/0/rowKind: `total` is none of event, period_total, stock, cumulative \
//!      (use one of these words)",
//! );
//! ```

use super::RowKind;
use super::json::Reader;
use crate::claim::{Counting, Unit};
use crate::codes;
use crate::error::Error;
use serde_json::Value;
use std::collections::BTreeMap;

codes! {
    /// What a column says about its row.
    pub enum Role {
        /// Names the row; a second row of the same name is a repeat.
        Id = "id",
        /// Where.
        Place = "place",
        /// Where in the place: a first-level division.
        Division = "division",
        /// The day, month or year.
        Date = "date",
        /// The first day.
        DateStart = "date_start",
        /// The last day.
        DateEnd = "date_end",
        /// The year.
        Year = "year",
        /// The month, 1 to 12; 0 where it is not known.
        Month = "month",
        /// The day of the month; 0 where it is not known.
        Day = "day",
        /// What is counted.
        Measure = "measure",
        /// Who did it.
        Actor = "actor",
        /// To whom.
        Target = "target",
        /// Who took part, on either side.
        Party = "party",
        /// The number: the best estimate.
        Value = "value",
        /// The low estimate.
        Low = "low",
        /// The high estimate.
        High = "high",
        /// How the source hedged the number.
        Bound = "bound",
        /// What the number is a number of, in kind.
        Unit = "unit",
        /// What a row is.
        RowKind = "row_kind",
        /// By which rule it was counted.
        Counting = "counting",
        /// What is counted in and out.
        Inclusion = "inclusion",
        /// Who counted.
        Source = "source",
        /// When the row was published.
        Published = "published",
        /// Which version of the data set the row is from.
        Version = "version",
    }
}

codes! {
    /// Which codes the cells of a place column are.
    pub enum Codes {
        /// Names, ISO 3166-1 alpha-2 or alpha-3 codes.
        Name = "name",
        /// Ids as the tables have them, several joined by spaces: the places together.
        Id = "id",
        /// ISO 3166-1 numeric codes.
        IsoNumber = "iso_number",
        /// Gleditsch and Ward's numbers of states.
        GleditschWard = "gleditsch_ward",
    }
}

/// A data set's descriptor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Descriptor {
    /// Short name, unique among the data sets loaded.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Version.
    pub version: String,
    /// Licences, joined by a comma.
    pub licence: String,
    /// How to cite it.
    pub citation: String,
    /// In a layout: the columns by which a bare file is known.
    pub recognise: Vec<String>,
    /// Its tables.
    pub resources: Vec<Resource>,
}

/// A table of a data set: one CSV file, or several with the same columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resource {
    /// JSON pointer of the resource.
    pub pointer: String,
    /// Its name.
    pub name: String,
    /// Paths inside the package's folder.
    pub paths: Vec<String>,
    /// Encoding of the files; none: found out.
    pub encoding: Option<String>,
    /// What separates cells; none: found out.
    pub delimiter: Option<u8>,
    /// Cells that say nothing.
    pub missing: Vec<String>,
    /// Its columns.
    pub fields: Vec<Field>,
    /// The series that its rows make.
    pub series: Vec<SeriesDescriptor>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// As in the header.
    pub name: String,
    /// What it says; none: not used.
    pub role: Option<Role>,
    /// How dates are written, in the letters of strptime; none: any form that can be read in one way only.
    pub format: Option<String>,
    /// Which codes places are.
    pub codes: Codes,
    /// Cell → id.
    pub values: BTreeMap<String, String>,
    /// Words before a name that are not part of it: `Government of `.
    pub strip: Vec<String>,
    /// What separates several actors in one cell.
    pub separator: Option<String>,
    /// The decimal point.
    pub decimal: char,
    /// Cells that say nothing in this column.
    pub missing: Option<Vec<String>>,
}

impl Field {
    /// A column of which nothing is known but its name.
    pub fn named(name: &str) -> Self {
        Field {
            name: name.to_owned(),
            role: None,
            format: None,
            codes: Codes::Name,
            values: BTreeMap::new(),
            strip: Vec::new(),
            separator: None,
            decimal: '.',
            missing: None,
        }
    }
}

/// For which places and days the absence of a row means zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coverage {
    /// For none: no row is no data.
    #[default]
    Rows,
    /// For the places that occur, from the first day that occurs to the last.
    ObservedDays,
    /// For the places that occur, the years that occur.
    ObservedYears,
}

/// The series that some of a table's rows make.
///
/// A slot is said here, or by a column's role; rows that differ in one of measure, unit, row kind, counting
/// rule, inclusion rule and source fall into series of their own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeriesDescriptor {
    /// JSON pointer of the series.
    pub pointer: String,
    /// Its name, unique in the data set.
    pub name: String,
    /// Its title, for people.
    pub title: String,
    /// The rows it is made of: column → the cells allowed.
    pub filter: Vec<(String, Vec<String>)>,
    /// Which columns have which role in this series; in place of what the columns say.
    pub roles: BTreeMap<Role, Vec<String>>,
    /// Whether rows are counted; else values are read.
    pub count_rows: bool,
    /// Whether rows for the same slice are cells of a finer table, to be summed.
    pub sum_rows: bool,
    /// Whether a stock is the level at its period's end; else it holds throughout the period.
    pub at_end: bool,
    /// For how many days after its date a stock still answers.
    pub tolerance: u32,
    /// What is counted.
    pub measure: Option<String>,
    /// Who did it, in every row.
    pub actor: Option<String>,
    /// To whom, in every row.
    pub target: Option<String>,
    /// Where, in every row.
    pub place: Option<String>,
    /// Other actors under whose name the rows' actor goes.
    pub also_by: Vec<String>,
    /// Whether all of what is counted here is by the rows' actor, so that a count of all asks for the same.
    pub implied_actor: bool,
    /// In a layout: whether it stands for a series of each column that no field describes.
    pub each_column: bool,
    /// What a row is.
    pub row_kind: Option<RowKind>,
    /// By which rule.
    pub counting: Option<Counting>,
    /// What is counted in and out.
    pub inclusion: Option<String>,
    /// Who counted.
    pub source: Option<String>,
    /// Other names of the source.
    pub source_aliases: Vec<String>,
    /// The source's name by language (ISO 639-1), for reports.
    pub source_names: BTreeMap<String, String>,
    /// Wider measures as which texts that name the source tell its figures.
    pub told_as: Vec<String>,
    /// Whether the source decides.
    pub authoritative: bool,
    /// What the numbers are, in kind.
    pub unit: Option<Unit>,
    /// Where absence means zero.
    pub coverage: Coverage,
}

impl Descriptor {
    /// Reads a descriptor; beside it, everything that is wrong with it.
    pub fn parse(json: &str) -> (Descriptor, Vec<Error>) {
        let value: Value = match serde_json::from_str(json) {
            Ok(value) => value,
            Err(error) => {
                let problem = Error::new(format!("this is not JSON: {error}"))
                    .line(error.line() as u64)
                    .hint("check it with a JSON editor");
                return (Descriptor::default(), vec![problem]);
            }
        };
        let mut problems = Vec::new();
        let descriptor = descriptor(&mut Reader { object: &value, pointer: "", problems: &mut problems });
        (descriptor, problems)
    }
}

fn descriptor(reader: &mut Reader<'_>) -> Descriptor {
    let name = reader.text("name").unwrap_or_default();
    if name.is_empty() {
        reader.problem("name", "there is no name", "give the data set a short name of its own");
    }
    let resources = reader.each("resources", resource);
    if resources.is_empty()
        && reader.object.get("resources").is_none_or(|value| value == &Value::Array(vec![]))
    {
        reader.problem("resources", "there is no table", "list at least one CSV file with its `path`");
    }
    let licences = reader.each("licenses", |licence| {
        licence.text("name").or_else(|| licence.text("title")).or_else(|| licence.text("path"))
    });
    Descriptor {
        title: reader.text("title").unwrap_or_else(|| name.clone()),
        version: reader.text("version").unwrap_or_default(),
        licence: licences.into_iter().flatten().collect::<Vec<_>>().join(", "),
        citation: reader.text("citation").unwrap_or_default(),
        recognise: reader.texts("recognise").unwrap_or_default(),
        name,
        resources,
    }
}

fn resource(reader: &mut Reader<'_>) -> Resource {
    let name = reader.text("name").unwrap_or_default();
    let paths = reader.texts("path").unwrap_or_default();
    for path in &paths {
        let outside = path.starts_with(['/', '\\'])
            || path.contains(':')
            || path.split(['/', '\\']).any(|step| step == "..");
        if outside {
            reader.problem(
                "path",
                format!("`{path}` leads out of the data set's folder"),
                "put the file into the folder and give its path from there",
            );
        }
    }
    let delimiter = reader.object("dialect").get("delimiter").and_then(Value::as_str).map(str::to_owned);
    let delimiter = delimiter.and_then(|text| match text.as_bytes() {
        [byte] => Some(*byte),
        _ => {
            reader.problem("dialect/delimiter", "should be one ASCII character", "such as `,` or `;`");
            None
        }
    });
    let schema = reader.object.get("schema").cloned().unwrap_or(Value::Null);
    let pointer = format!("{}/schema", reader.pointer);
    let mut schema = Reader { object: &schema, pointer: &pointer, problems: &mut *reader.problems };
    let fields = schema.each("fields", field);
    let missing = schema.texts("missingValues").unwrap_or_else(|| vec![String::new()]);
    let series = reader.each("series", |series| series_descriptor(series, &fields));
    for (index, one) in series.iter().enumerate() {
        if series[..index].iter().any(|other| other.name == one.name) {
            reader.problem(
                &format!("series/{index}/name"),
                format!("`{}` stands twice", one.name),
                "give each series a name of its own",
            );
        }
    }
    Resource {
        pointer: reader.pointer.to_owned(),
        name,
        paths: paths.into_iter().filter(|path| !path.contains("..")).collect(),
        encoding: reader.text("encoding"),
        delimiter,
        missing,
        fields,
        series,
    }
}

fn field(reader: &mut Reader<'_>) -> Field {
    let name = reader.text("name").unwrap_or_default();
    if name.is_empty() {
        reader.problem("name", "the column has no name", "give it the name it has in the header");
    }
    let values = reader.object("values");
    let decimal = reader.text("decimalChar").and_then(|text| text.chars().next());
    Field {
        role: reader.code("role"),
        format: reader.text("format").filter(|format| format.contains('%')),
        codes: reader.code("codes").unwrap_or(Codes::Name),
        values: values.into_iter().filter_map(|(cell, id)| Some((cell, id.as_str()?.to_owned()))).collect(),
        strip: reader.texts("strip").unwrap_or_default(),
        separator: reader.text("separator").filter(|separator| !separator.is_empty()),
        decimal: decimal.unwrap_or('.'),
        missing: reader.texts("missingValues"),
        name,
    }
}

fn series_descriptor(reader: &mut Reader<'_>, fields: &[Field]) -> SeriesDescriptor {
    let name = reader.text("name").unwrap_or_default();
    if name.is_empty() {
        reader.problem("name", "the series has no name", "give it a short name of its own");
    }
    let known = |column: &str| fields.iter().any(|field| field.name == column);
    let mut filter = Vec::new();
    let where_reader = reader.object("where");
    for column in where_reader.keys() {
        if !known(column) {
            reader.problem(
                &format!("where/{column}"),
                format!("there is no column `{column}`"),
                "name a column of `schema/fields`",
            );
        }
        let mut cells = Reader {
            object: &Value::Object(where_reader.clone()),
            pointer: &format!("{}/where", reader.pointer),
            problems: &mut *reader.problems,
        };
        filter.push((column.clone(), cells.texts(column).unwrap_or_default()));
    }
    let mut roles = BTreeMap::new();
    let role_columns = reader.object("roles");
    for role_name in role_columns.keys() {
        match role_name.parse::<Role>() {
            Err(expected) => {
                reader.problem(&format!("roles/{role_name}"), expected, "use one of these words")
            }
            Ok(role) => {
                let mut cells = Reader {
                    object: &Value::Object(role_columns.clone()),
                    pointer: &format!("{}/roles", reader.pointer),
                    problems: &mut *reader.problems,
                };
                let columns = cells.texts(role_name).unwrap_or_default();
                for column in columns.iter().filter(|column| !known(column)) {
                    reader.problem(
                        &format!("roles/{role_name}"),
                        format!("there is no column `{column}`"),
                        "name a column of `schema/fields`",
                    );
                }
                roles.insert(role, columns);
            }
        }
    }
    let coverage = match reader.text("coverage").as_deref() {
        None | Some("rows") => Coverage::Rows,
        Some("observed_days") => Coverage::ObservedDays,
        Some("observed_years") => Coverage::ObservedYears,
        Some(other) => {
            reader.problem(
                "coverage",
                format!("`{other}` is none of rows, observed_days, observed_years"),
                "use one of these words",
            );
            Coverage::Rows
        }
    };
    let count_rows = reader.flag("countRows");
    let each_column = reader.flag("eachColumn");
    let has = |role| {
        roles.get(&role).map_or_else(
            || fields.iter().any(|field| field.role == Some(role)),
            |columns| !columns.is_empty(),
        )
    };
    let values = (has(Role::Value), has(Role::Measure), has(Role::Place), has(Role::RowKind));
    let dated = [Role::Date, Role::DateStart, Role::Year].into_iter().any(has);
    let series = SeriesDescriptor {
        pointer: reader.pointer.to_owned(),
        title: reader.text("title").unwrap_or_default(),
        name,
        filter,
        roles,
        count_rows,
        sum_rows: reader.flag("sumRows"),
        at_end: reader.flag("atEnd"),
        tolerance: reader.days("tolerance"),
        measure: reader.text("measure"),
        actor: reader.text("actor"),
        target: reader.text("target"),
        place: reader.text("place"),
        also_by: reader.texts("alsoBy").unwrap_or_default(),
        implied_actor: reader.flag("impliedActor"),
        each_column,
        row_kind: reader.code("rowKind"),
        counting: reader.code("counting"),
        inclusion: reader.text("inclusion"),
        source: reader.text("source"),
        source_aliases: reader.texts("sourceAliases").unwrap_or_default(),
        source_names: reader.texts_by_name("sourceNames"),
        told_as: reader.texts("toldAs").unwrap_or_default(),
        authoritative: reader.flag("authoritative"),
        unit: reader.code("unit"),
        coverage,
    };
    let (value, measure, place, row_kind) = values;
    if !value && !count_rows && !each_column {
        reader.problem("", "nothing is counted", "give a column the role `value`, or set `countRows`");
    }
    if !measure && series.measure.is_none() && !each_column {
        reader.problem("measure", "it is not said what is counted", "name a measure, such as `killed`");
    }
    if !place && series.place.is_none() {
        reader.problem("place", "it is not said where", "give a column the role `place`, or name a place");
    }
    if !row_kind && series.row_kind.is_none() {
        reader.problem("rowKind", "it is not said what a row is", "event, period_total, stock or cumulative");
    }
    if !dated {
        reader.problem("", "no column says when", "give a column the role `date`, `date_start` or `year`");
    }
    if count_rows && series.row_kind.is_some_and(|kind| kind != RowKind::Event) {
        reader.problem("countRows", "only events can be counted", "set `rowKind` to `event`");
    }
    series
}
