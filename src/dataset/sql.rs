//! A figure as SQL over the CSV file, for DuckDB: the same rows, so that anybody can redo it by hand.

use super::cell::{DateForm, date_of};
use super::descriptor::{Field, Resource, Role, SeriesDescriptor};
use super::events::Events;
use super::normalise::{Cells, Index};
use super::plan::{Slots, column};
use super::timeline::Sign;
use super::totals::Totals;
use super::{Datasets, Parties, RowKind, Slice};
use crate::claim::{ActorId, PlaceId};
use crate::lexicon::ids::Ids;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// What a query by hand needs to know of a table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) files: Vec<TableFile>,
    pub(super) delimiter: u8,
    pub(super) header: Vec<String>,
    pub(super) resource: Resource,
    pub(super) cells: Cells,
}

/// A file of a table: the path, and that in it where it is an archive.
#[derive(Debug)]
pub(super) struct TableFile {
    pub(super) path: PathBuf,
    pub(super) member: Option<String>,
}

impl TableFile {
    /// What DuckDB reads: the file, or what an archive unpacks to beside it.
    fn readable(&self) -> PathBuf {
        match &self.member {
            None => self.path.clone(),
            Some(member) => self.path.with_file_name(member),
        }
    }
}

/// What a query by hand needs to know of a series.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    pub(super) table: Arc<Table>,
    pub(super) series: usize,
    pub(super) slots: Slots,
}

impl Datasets {
    /// The query over the CSV that gives a slice's figure in DuckDB, as the columns `value`, `low`, `high`
    /// and `rows`; none where the series says nothing to the slice.
    ///
    /// Files are read as text, so that the query, and not DuckDB's guess, says how cells are read.
    pub fn sql(&self, series: usize, slice: &Slice) -> Option<String> {
        let entry = self.entries.get(series)?;
        if matches!(self.answer_in(series, slice, entry.recipe.slots.unit), super::Answer::No(_)) {
            return None;
        }
        let disjoint = self.without_nested(slice);
        let slice = disjoint.as_ref().unwrap_or(slice);
        let query = Query::new(&entry.recipe, &self.ids)?;
        let parties = entry.parties(slice);
        let select = match &entry.index {
            Index::Events(events) => query.of_events(events, slice, &parties),
            Index::Totals(totals) => query.of_totals(totals, slice, &parties),
        };
        Some(query.to_unpack() + &select)
    }
}

/// The parts of which queries over a series are made.
struct Query<'a> {
    table: &'a Table,
    descriptor: &'a SeriesDescriptor,
    slots: &'a Slots,
    ids: &'a Ids,
}

impl<'a> Query<'a> {
    fn new(recipe: &'a Recipe, ids: &'a Ids) -> Option<Query<'a>> {
        let table = recipe.table.as_ref();
        let descriptor = table.resource.series.get(recipe.series)?;
        Some(Query { table, descriptor, slots: &recipe.slots, ids })
    }

    /// A comment for each archive, which DuckDB does not read itself.
    fn to_unpack(&self) -> String {
        let archives = self.table.files.iter().filter(|file| file.member.is_some());
        archives.map(|file| format!("-- first unpack {} beside itself\n", file.path.display())).collect()
    }

    fn of_events(&self, events: &Events, slice: &Slice, parties: &Parties) -> String {
        let (from, to) = (slice.period.start, slice.period.end);
        let (places, uncertain) = self.place_conditions(events, slice);
        let mut conditions = self.row_conditions();
        conditions.extend(self.party_conditions(parties));
        let begins = format!("first_day BETWEEN DATE '{from}' AND DATE '{to}'");
        let inside = format!("first_day >= DATE '{from}' AND last_day <= DATE '{to}'");
        let overlaps = format!("first_day <= DATE '{to}' AND last_day >= DATE '{from}'");
        let (sure, here) = if uncertain.is_empty() {
            conditions.push(places);
            ("", String::new())
        } else {
            conditions.push(format!("({places} OR {uncertain})"));
            (" AND here", format!(",\n    {places} AS here"))
        };
        let total = |column: &str, condition: &str| {
            if self.descriptor.count_rows {
                format!("count(*) FILTER ({condition})")
            } else {
                format!("coalesce(sum({column}) FILTER ({condition}), 0)")
            }
        };
        let known = if self.descriptor.count_rows { "" } else { "\nWHERE value IS NOT NULL" };
        format!(
            "SELECT\n  {} AS value,\n  {} AS low,\n  {} AS high,\n  count(*) FILTER ({begins}{sure}) AS rows\n\
             FROM (\n{}\n){known};",
            total("value", &format!("{begins}{sure}")),
            total("low", &format!("{inside}{sure}")),
            total("high", &overlaps),
            self.rows(&here, &conditions)
        )
    }

    fn of_totals(&self, totals: &Totals, slice: &Slice, parties: &Parties) -> String {
        let mut conditions = self.row_conditions();
        conditions.extend(self.party_conditions(parties));
        let (mut parts, mut signs) = (String::new(), String::new());
        for (number, (sign, places, row)) in totals.rows_of(parties, slice).into_iter().enumerate() {
            let place = self.exactly(places);
            let place = if place == "true" { String::new() } else { format!("{place} AND ") };
            let (first, last) = (date_of(row.start), date_of(row.next - 1));
            let number = number + 1;
            let _ = write!(
                parts,
                "\n      WHEN {place}first_day = DATE '{first}' AND last_day = DATE '{last}' THEN {number}"
            );
            if sign == Sign::Minus {
                let _ = write!(signs, "{}{number}", if signs.is_empty() { "" } else { ", " });
            }
        }
        let columns: String =
            self.place_columns().iter().map(|field| format!(", {}", quoted(&field.name))).collect();
        let mut rows = format!(
            "  SELECT *, CASE{parts} END AS part\n  FROM (\n{}\n  )",
            self.rows(&format!("{columns}, row_number() OVER () AS line"), &conditions)
        );
        let mut count = "count(*)";
        if !self.descriptor.sum_rows && totals.has_versions() {
            count = "sum(copies)";
            // The version published last answers; figures that contradict each other make a range.
            let version = if self.one(Role::Published).is_some() { "part, published" } else { "part" };
            let newest = if self.one(Role::Published).is_some() { "published DESC NULLS LAST, " } else { "" };
            rows = format!(
                "  SELECT part, value, min(low) OVER versions AS low, max(high) OVER versions AS high,\n    \
                 count(*) OVER versions AS copies\n  FROM (\n{rows}\n  )\n  WHERE part IS NOT NULL\n  \
                 WINDOW versions AS (PARTITION BY {version})\n  QUALIFY row_number() OVER (PARTITION BY part ORDER BY {newest}line) = 1"
            );
        }
        let signed = |plus: &str, minus: &str| {
            if signs.is_empty() {
                format!("sum({plus})")
            } else {
                format!("sum(CASE WHEN part IN ({signs}) THEN -{minus} ELSE {plus} END)")
            }
        };
        format!(
            "SELECT {} AS value, {} AS low, {} AS high, {count} AS rows\nFROM (\n{rows}\n)\n\
             WHERE part IS NOT NULL AND value IS NOT NULL;",
            signed("value", "value"),
            signed("low", "high"),
            signed("high", "low"),
        )
    }

    /// The rows of the files that the series is made of, with their numbers and days.
    fn rows(&self, more: &str, conditions: &[String]) -> String {
        let files = self.table.files.iter();
        let paths: Vec<String> = files.map(|file| literal(&file.readable().display().to_string())).collect();
        let numbers = if self.descriptor.count_rows {
            String::new()
        } else {
            let value = self.number(Role::Value);
            let other = |role, function: &str| match self.one(role) {
                None => value.clone(),
                Some(_) => format!("{function}(coalesce({}, {value}), {value})", self.number(role)),
            };
            let (low, high) = (other(Role::Low, "least"), other(Role::High, "greatest"));
            format!("{value} AS value, {low} AS low, {high} AS high,\n    ")
        };
        let (first_day, last_day) = self.days();
        let published = self
            .one(Role::Published)
            .map_or(String::new(), |field| format!(",\n    {} AS published", self.day(field, true)));
        let conditions = match conditions {
            [] => String::new(),
            _ => format!("\n  WHERE {}", conditions.join("\n    AND ")),
        };
        format!(
            "  SELECT {numbers}{first_day} AS first_day,\n    {last_day} AS last_day{published}{more}\n  \
             FROM read_csv([{}], delim = {}, quote = '\"', header = true, all_varchar = true){conditions}",
            paths.join(", "),
            literal(&char::from(self.table.delimiter).to_string()),
        )
    }

    fn fields(&self, role: Role) -> Vec<&'a Field> {
        let fields = &self.table.resource.fields;
        let named: Vec<&Field> = match self.descriptor.roles.get(&role) {
            Some(names) => {
                names.iter().filter_map(|name| fields.iter().find(|field| field.name == *name)).collect()
            }
            None => fields.iter().filter(|field| field.role == Some(role)).collect(),
        };
        named.into_iter().filter(|field| column(&self.table.header, field).is_some()).collect()
    }

    fn one(&self, role: Role) -> Option<&'a Field> {
        self.fields(role).first().copied()
    }

    fn place_columns(&self) -> Vec<&'a Field> {
        if self.descriptor.place.is_some() { Vec::new() } else { self.fields(Role::Place) }
    }

    /// A cell that says something, else null.
    fn said(&self, field: &Field) -> String {
        let missing = field.missing.as_ref().unwrap_or(&self.table.resource.missing);
        let cell = format!("trim({})", quoted(&field.name));
        missing
            .iter()
            .filter(|nothing| !nothing.is_empty())
            .fold(format!("nullif({cell}, '')"), |text, nothing| {
                format!("nullif({text}, {})", literal(nothing))
            })
    }

    /// A number cell; null where it is none, or stands for no data.
    fn number(&self, role: Role) -> String {
        let Some(field) = self.one(role) else { return "NULL".to_owned() };
        let cell = quoted(&field.name);
        let grouped = self.table.cells.grouped.contains(&field.name);
        let plain = match field.decimal {
            ',' => format!("replace(replace({cell}, '.', ''), ',', '.')"),
            _ if grouped => format!("replace({cell}, ',', '')"),
            _ => cell,
        };
        let missing = field.missing.as_ref().unwrap_or(&self.table.resource.missing);
        let numbers = missing.iter().filter(|nothing| nothing.parse::<f64>().is_ok_and(f64::is_finite));
        numbers.fold(format!("try_cast({plain} AS DOUBLE)"), |text, nothing| {
            format!("nullif({text}, {nothing})")
        })
    }

    /// A date cell's first or last day, in the forms that the column has.
    fn day(&self, field: &Field, last: bool) -> String {
        let cell = quoted(&field.name);
        if let Some(format) = &field.format {
            return format!("CAST(try_strptime({cell}, {}) AS DATE)", literal(format));
        }
        let forms = self.table.cells.dates.get(&field.name);
        let forms: Vec<String> = forms
            .into_iter()
            .flatten()
            .map(|form| match (form, last) {
                (DateForm::Day, _) => format!("try_cast(left({cell}, 10) AS DATE)"),
                (DateForm::Month, false) => format!("try_cast({cell} || '-01' AS DATE)"),
                (DateForm::Month, true) => format!("last_day(try_cast({cell} || '-01' AS DATE))"),
                (DateForm::Year, false) => format!("try_cast({cell} || '-01-01' AS DATE)"),
                (DateForm::Year, true) => format!("try_cast({cell} || '-12-31' AS DATE)"),
                (DateForm::Format(format), _) => {
                    format!("CAST(try_strptime({cell}, {}) AS DATE)", literal(format))
                }
            })
            .collect();
        match forms.as_slice() {
            [] => format!("try_cast({cell} AS DATE)"),
            [form] => form.clone(),
            _ => format!("coalesce({})", forms.join(", ")),
        }
    }

    /// A row's first and last day.
    fn days(&self) -> (String, String) {
        let (first, last) = if let Some(start) = self.one(Role::DateStart) {
            let last = match self.one(Role::DateEnd) {
                Some(end) => format!("coalesce({}, {})", self.day(end, true), self.day(start, true)),
                None => self.day(start, true),
            };
            (self.day(start, false), last)
        } else if let Some(date) = self.one(Role::Date) {
            (self.day(date, false), self.day(date, true))
        } else {
            self.calendar_days()
        };
        if self.slots.row_kind == RowKind::Stock && self.descriptor.at_end {
            (last.clone(), last)
        } else if self.table.cells.turned {
            (format!("least({first}, {last})"), format!("greatest({first}, {last})"))
        } else {
            (first, last)
        }
    }

    /// A row's days by its year, month and day, of which the last two may be 0.
    fn calendar_days(&self) -> (String, String) {
        let part = |role| self.one(role).map(|field| format!("try_cast({} AS INTEGER)", quoted(&field.name)));
        let Some(year) = part(Role::Year) else { return ("NULL".to_owned(), "NULL".to_owned()) };
        let Some(month) = part(Role::Month) else {
            return (format!("make_date({year}, 1, 1)"), format!("make_date({year}, 12, 31)"));
        };
        let day = part(Role::Day).unwrap_or("0".to_owned());
        let from_day = format!("CASE WHEN {month} < 1 OR {day} < 1 THEN 1 ELSE {day} END");
        let start = format!("make_date({year}, greatest({month}, 1), {from_day})");
        let last = format!(
            "CASE WHEN {month} < 1 THEN make_date({year}, 12, 31) WHEN {day} < 1 THEN last_day({start}) ELSE {start} END"
        );
        (start, last)
    }

    /// The filter of the series, and what tells it from others of the same descriptor.
    fn row_conditions(&self) -> Vec<String> {
        let filter = self.descriptor.filter.iter();
        let mut conditions: Vec<String> =
            filter.map(|(name, cells)| one_of(&format!("trim({})", quoted(name)), cells.iter())).collect();
        let slots = self.slots;
        let told_apart = [
            (Role::Measure, self.descriptor.measure.is_none(), slots.measure.as_str()),
            (Role::Unit, self.descriptor.unit.is_none(), slots.unit.code()),
            (Role::RowKind, self.descriptor.row_kind.is_none(), slots.row_kind.code()),
            (
                Role::Counting,
                self.descriptor.counting.is_none(),
                slots.counting.map_or("", |rule| rule.code()),
            ),
            (Role::Inclusion, self.descriptor.inclusion.is_none(), &slots.inclusion),
            (Role::Source, self.descriptor.source.is_none(), &slots.source),
        ];
        for (role, by_column, value) in told_apart {
            if let Some(field) = self.one(role).filter(|_| by_column) {
                let raw = field.values.iter().find(|(_, id)| *id == value).map_or(value, |(cell, _)| cell);
                conditions.push(format!("coalesce({}, '') = {}", self.said(field), literal(raw)));
            }
        }
        conditions
    }

    fn party_conditions(&self, parties: &Parties) -> Vec<String> {
        let cells = |field: &Field, actor: &ActorId| -> Vec<&'a String> {
            let known = self.table.cells.actors.iter().filter(|((column, _), _)| *column == field.name);
            let meant = known.filter(|(_, actors)| {
                if self.slots.row_kind == RowKind::Event {
                    actors.iter().any(|other| self.ids.actor_tree.contains(actor, other))
                } else {
                    actors.contains(actor)
                }
            });
            meant.map(|((_, cell), _)| cell).collect()
        };
        let is = |field: &Field, actor: &ActorId| {
            one_of(&format!("trim({})", quoted(&field.name)), cells(field, actor).into_iter())
        };
        let mut conditions = Vec::new();
        let sides = self.fields(Role::Party);
        if let (Some(actor), [one, other]) = (&parties.actor, sides.as_slice()) {
            let sides = match &parties.target {
                None => [is(one, actor), is(other, actor)],
                Some(target) => {
                    [both(&[is(one, actor), is(other, target)]), both(&[is(other, actor), is(one, target)])]
                }
            };
            conditions.push(either(&sides));
            return conditions;
        }
        for (role, constant, asked) in [
            (Role::Actor, &self.descriptor.actor, &parties.actor),
            (Role::Target, &self.descriptor.target, &parties.target),
        ] {
            let Some(field) = self.one(role).filter(|_| constant.is_none()) else { continue };
            match asked {
                Some(actor) => conditions.push(is(field, actor)),
                // Of totals, an empty cell counts all; of events, every row does.
                None if self.slots.row_kind != RowKind::Event => {
                    conditions.push(format!("{} IS NULL", self.said(field)));
                }
                None => {}
            }
        }
        conditions
    }

    /// The rows whose places are exactly these, together.
    fn exactly(&self, places: &[PlaceId]) -> String {
        self.cells_condition(&|known| known == places)
    }

    /// The rows in one of the slice's places; and those of the same country whose division is not known.
    fn place_conditions(&self, events: &Events, slice: &Slice) -> (String, String) {
        let (mut here, mut uncertain) = (Vec::new(), Vec::new());
        for place in &slice.places {
            let inside = |known: &[PlaceId]| {
                known.iter().any(|other| other == place || self.ids.place_tree.contains(place, other))
            };
            let country = events.country_of_division(place);
            let Some((country, field)) = country.zip(self.one(Role::Division)) else {
                here.push(self.cells_condition(&inside));
                continue;
            };
            let in_country = self.cells_condition(&|known| known == [country.clone()]);
            let cells = |meant: &dyn Fn(&PlaceId) -> bool| {
                let divisions = self.table.cells.divisions.iter();
                let of_column = divisions.filter(|((column, _), _)| *column == field.name);
                let cells: Vec<&String> = of_column
                    .filter(|(_, divisions)| divisions.iter().any(meant))
                    .map(|((_, cell), _)| cell)
                    .collect();
                format!(
                    "coalesce({}, false)",
                    one_of(&format!("trim({})", quoted(&field.name)), cells.into_iter())
                )
            };
            let named = cells(&|division| division == place);
            let known = cells(&|division| self.ids.place_tree.contains(&country, division));
            here.push(both(&[in_country.clone(), named]));
            uncertain.push(both(&[in_country, format!("NOT {known}")]));
        }
        uncertain.dedup();
        (either(&here), if uncertain.is_empty() { String::new() } else { either(&uncertain) })
    }

    /// The rows whose place, by the first column that has one, is meant.
    fn cells_condition(&self, meant: &dyn Fn(&[PlaceId]) -> bool) -> String {
        if self.descriptor.place.is_some() {
            return "true".to_owned();
        }
        let mut alternatives: Vec<String> = Vec::new();
        let mut not_before: Vec<String> = Vec::new();
        for field in self.place_columns() {
            let known = || self.table.cells.places.iter().filter(|((column, _), _)| *column == field.name);
            let cell = format!("trim({})", quoted(&field.name));
            let cells: Vec<&String> =
                known().filter(|(_, places)| meant(places)).map(|((_, cell), _)| cell).collect();
            if !cells.is_empty() {
                let mut conditions = not_before.clone();
                conditions.push(one_of(&cell, cells.into_iter()));
                alternatives.push(both(&conditions));
            }
            let all: Vec<&String> = known().map(|((_, cell), _)| cell).collect();
            not_before.push(format!("NOT coalesce({}, false)", one_of(&cell, all.into_iter())));
        }
        either(&alternatives)
    }
}

/// At least one of the conditions.
fn either(conditions: &[String]) -> String {
    let possible: Vec<&str> =
        conditions.iter().map(String::as_str).filter(|condition| *condition != "false").collect();
    match possible.as_slice() {
        [] => "false".to_owned(),
        [one] => (*one).to_owned(),
        several => format!("({})", several.join(" OR ")),
    }
}

/// All of the conditions.
fn both(conditions: &[String]) -> String {
    match conditions {
        [one] => one.clone(),
        _ if conditions.iter().any(|condition| condition == "false") => "false".to_owned(),
        several => format!("({})", several.join(" AND ")),
    }
}

/// The text is one of the cells.
fn one_of<'c>(text: &str, cells: impl Iterator<Item = &'c String>) -> String {
    let cells: Vec<String> = cells.map(|cell| literal(cell)).collect();
    match cells.as_slice() {
        [] => "false".to_owned(),
        [cell] => format!("{text} = {cell}"),
        _ => format!("{text} IN ({})", cells.join(", ")),
    }
}

/// A name in SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
