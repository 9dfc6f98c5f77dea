//! Rows of a table as the figures of series: cells read by role, series told apart, indexes filled.

use super::cell::{DateForm, calendar, date, date_of, dated, day_number, number};
use super::descriptor::{Coverage, Field, Resource, Role};
use super::events::{Event, Events, EventsBuilder, UNPLACED, Weight};
use super::file::Repairs;
use super::meaning::{actor_of, pairs, places_of, with_ancestors};
use super::names::Names;
use super::plan::{Column, Plan, Slots, cell_text, counts_all};
use super::timeline::{Clash, Total};
use super::totals::Totals;
use super::{Parties, RowKind};
use crate::claim::{ActorId, Bound, PlaceId};
use crate::lexicon::ids::Ids;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a series, ready to answer.
#[derive(Debug, Clone)]
pub(super) enum Index {
    Totals(Totals),
    Events(Events),
}

impl Index {
    /// The places that occur, sorted.
    pub(super) fn places(&self) -> Vec<&PlaceId> {
        match self {
            Index::Totals(totals) => {
                let places: BTreeSet<&PlaceId> =
                    totals.groups().iter().flat_map(|(_, places)| places).collect();
                places.into_iter().collect()
            }
            Index::Events(events) => events.places(),
        }
    }

    /// Whether some row names the actor, on either side.
    pub(super) fn names(&self, actor: &ActorId) -> bool {
        match self {
            Index::Totals(totals) => totals
                .groups()
                .iter()
                .any(|(parties, _)| [&parties.actor, &parties.target].contains(&&Some(actor.clone()))),
            Index::Events(events) => events.names(actor),
        }
    }
}

/// The rows of one series while they come in.
#[derive(Debug, Default)]
struct Builder {
    totals: FxHashMap<(Parties, Vec<PlaceId>), Vec<Total>>,
    events: EventsBuilder,
    unplaced: FxHashMap<PlaceId, PlaceId>,
    /// The cells of places and parties → what events with them are found under.
    combinations: FxHashMap<Box<[u8]>, u32>,
    rows: u64,
}

/// Where a row belongs: the series descriptor, and the series among those that its rows fall into.
#[derive(Debug, Clone, Copy)]
struct Group {
    series: usize,
    group: usize,
}

/// Which cells of a file meant which id: what a query by hand needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cells {
    /// Column and cell → places.
    pub(super) places: BTreeMap<(String, String), Vec<PlaceId>>,
    /// Column and cell → divisions, in whichever country.
    pub(super) divisions: BTreeMap<(String, String), BTreeSet<PlaceId>>,
    /// The forms in which a column writes dates.
    pub(super) dates: BTreeMap<String, BTreeSet<DateForm>>,
    /// Columns of numbers with grouped digits.
    pub(super) grouped: BTreeSet<String>,
    /// Whether some row has its first and last day the wrong way round.
    pub(super) turned: bool,
    /// Column and cell → actors.
    pub(super) actors: BTreeMap<(String, String), Vec<ActorId>>,
}

/// A series as made from a table's rows.
#[derive(Debug)]
pub(super) struct Made {
    /// Its place in the table's list of series descriptors.
    pub(super) descriptor: usize,
    pub(super) slots: Slots,
    pub(super) index: Index,
    pub(super) rows: u64,
}

/// Reads the rows of a table's files into series.
pub(super) struct Normaliser<'a> {
    pub(super) resource: &'a Resource,
    names: &'a Names,
    ids: &'a Ids,
    /// For each series descriptor, the series that its rows fall into.
    builders: Vec<Vec<(Slots, Builder)>>,
    pub(super) seen: FxHashSet<String>,
    /// For each column, what a cell means.
    places: Vec<FxHashMap<String, Option<Vec<PlaceId>>>>,
    divisions: FxHashMap<(PlaceId, String), Option<PlaceId>>,
    dates: Vec<FxHashMap<String, Option<(i32, i32)>>>,
    cells: Cells,
    /// The cells of the row in hand that say where and by whom.
    signature: Vec<u8>,
    pub(super) repairs: Repairs,
    pub(super) rows: u64,
    /// The version that the rows name.
    pub(super) version: Option<String>,
    /// The years and the first and last day on which a row begins.
    years: BTreeSet<i16>,
    extent: Option<(i32, i32)>,
    /// The columns of the first file, as its header has them.
    pub(super) header: Vec<String>,
}

impl<'a> Normaliser<'a> {
    pub(super) fn new(resource: &'a Resource, names: &'a Names, ids: &'a Ids) -> Self {
        Normaliser {
            resource,
            names,
            ids,
            builders: resource.series.iter().map(|_| Vec::new()).collect(),
            seen: FxHashSet::default(),
            places: Vec::new(),
            divisions: FxHashMap::default(),
            dates: Vec::new(),
            cells: Cells::default(),
            signature: Vec::new(),
            repairs: Repairs::default(),
            rows: 0,
            version: None,
            years: BTreeSet::new(),
            extent: None,
            header: Vec::new(),
        }
    }

    /// Puts a row into the series of a descriptor.
    pub(super) fn row(&mut self, series: usize, plan: &Plan<'_>, record: &csv::ByteRecord, line: u64) {
        let group = match self.group(series, plan, record) {
            Ok(group) => Group { series, group },
            Err(what) => {
                return self.repairs.add("rows whose kind cannot be read, left out", &what, line);
            }
        };
        let kind = self.builders[series][group.group].0.row_kind;
        let Some((start, next)) = self.days(plan, record, line) else { return };
        let (first, last) = self.extent.unwrap_or((start, start));
        if self.extent.is_none_or(|(first, last)| start < first || start > last) {
            self.extent = Some((first.min(start), last.max(start)));
        }
        self.years.insert(date_of(start).year());
        if self.version.is_none() {
            self.version = plan.text(Role::Version, record, self.resource).map(str::to_owned);
        }
        let Some(weight) = self.weight(plan, record, line) else { return };
        let event = Event { start, next, weight };
        if kind == RowKind::Event {
            if let Some(combination) = self.combination(group, plan, record, line) {
                let builder = &mut self.builders[group.series][group.group].1;
                builder.rows += 1;
                builder.events.add(combination, event);
            }
        } else {
            let Some(places) = self.places(plan, record, line) else { return };
            let at_end = kind == RowKind::Stock && plan.descriptor.at_end;
            let start = if at_end { next - 1 } else { start };
            self.total(group, plan, record, places, Event { start, ..event });
        }
    }

    /// The place, among the series of a descriptor, of the one that a row belongs to.
    fn group(
        &mut self,
        series: usize,
        plan: &Plan<'_>,
        record: &csv::ByteRecord,
    ) -> std::result::Result<usize, String> {
        let groups = &mut self.builders[series];
        let slots = match &plan.constant {
            Some(_) if !groups.is_empty() => return Ok(0),
            Some(slots) => slots.clone(),
            None => plan.slots(record, self.resource)?,
        };
        if let Some(known) = groups.iter().position(|(known, _)| *known == slots) {
            return Ok(known);
        }
        groups.push((slots, Builder::default()));
        Ok(groups.len() - 1)
    }

    fn total(
        &mut self,
        Group { series, group }: Group,
        plan: &Plan<'_>,
        record: &csv::ByteRecord,
        places: Vec<PlaceId>,
        Event { start, next, weight }: Event,
    ) {
        let mut party = |role: Role, constant: &Option<String>| match (plan.one(role), constant) {
            (_, Some(actor)) => Some(ActorId::from(actor.as_str())),
            (Some(column), None) => {
                let cell = self.resource.said(column.field, cell_text(record.get(column.index)?))?;
                let actor = actor_of(column.field, cell, self.names);
                let key = (column.field.name.clone(), cell.to_owned());
                self.cells.actors.entry(key).or_insert_with(|| vec![actor.clone()]);
                Some(actor)
            }
            (None, None) => None,
        };
        let parties = Parties {
            actor: party(Role::Actor, &plan.descriptor.actor),
            target: party(Role::Target, &plan.descriptor.target),
        };
        let bound = plan.text(Role::Bound, record, self.resource).and_then(|text| text.parse().ok());
        let published = plan.text(Role::Published, record, self.resource).and_then(|text| date(text, None));
        let total = Total {
            start,
            next,
            value: weight.value,
            low: weight.low,
            high: weight.high,
            bound: bound.unwrap_or(Bound::Exact),
            published: published.map(|(_, last)| last),
            rows: 1,
        };
        let builder = &mut self.builders[series][group].1;
        builder.rows += 1;
        builder.totals.entry((parties, places)).or_default().push(total);
    }

    /// What an event is found under. Rows with the same cells are found under the same, so that only the first
    /// of them is looked into.
    fn combination(
        &mut self,
        Group { series, group }: Group,
        plan: &Plan<'_>,
        record: &csv::ByteRecord,
        line: u64,
    ) -> Option<u32> {
        let mut cells = std::mem::take(&mut self.signature);
        cells.clear();
        for column in &plan.signature {
            cells.extend_from_slice(record.get(*column).unwrap_or_default());
            cells.push(0);
        }
        let known = self.builders[series][group].1.combinations.get(cells.as_slice()).copied();
        let combination = known.or_else(|| {
            let places = self.places(plan, record, line)?;
            let combination = self.new_combination(Group { series, group }, plan, record, &places);
            let builder = &mut self.builders[series][group].1;
            builder.combinations.insert(cells.as_slice().into(), combination);
            Some(combination)
        });
        self.signature = cells;
        combination
    }

    fn new_combination(
        &mut self,
        Group { series, group }: Group,
        plan: &Plan<'_>,
        record: &csv::ByteRecord,
        places: &[PlaceId],
    ) -> u32 {
        let division = plan.one(Role::Division).and_then(|column| {
            let country = places.first()?;
            let cell = self.resource.said(column.field, cell_text(record.get(column.index)?));
            let Some(cell) = cell else { return Some((country.clone(), None)) };
            let key = (country.clone(), cell.to_owned());
            let (names, ids) = (self.names, self.ids);
            let division =
                self.divisions.entry(key).or_insert_with(|| names.division(cell, country, ids)).clone();
            if let Some(division) = &division {
                let key = (column.field.name.clone(), cell.to_owned());
                self.cells.divisions.entry(key).or_default().insert(division.clone());
            }
            Some((country.clone(), division))
        });
        let builder = &mut self.builders[series][group].1;
        let mut found_under: Vec<u32> = places.iter().map(|place| builder.events.place(place)).collect();
        if let Some((country, division)) = division {
            let unknown = PlaceId::from(format!("{country}{UNPLACED}").as_str());
            if let Some(division) = &division {
                builder.unplaced.entry(division.clone()).or_insert_with(|| unknown.clone());
            }
            found_under.push(builder.events.place(&division.unwrap_or(unknown)));
        }
        let mut sides = |role: Role, constant: &Option<String>| -> Vec<Vec<u32>> {
            if let Some(actor) = constant {
                return vec![with_ancestors(&ActorId::from(actor.as_str()), self.ids, &mut builder.events)];
            }
            let mut sides = Vec::new();
            for column in plan.all(role) {
                let Some(cell) = record.get(column.index).map(cell_text) else { continue };
                let Some(cell) = self.resource.said(column.field, cell) else { continue };
                let separator = column.field.separator.as_deref();
                let split = separator.map_or_else(|| vec![cell], |separator| cell.split(separator).collect());
                let actors: Vec<ActorId> =
                    split.into_iter().map(|name| actor_of(column.field, name.trim(), self.names)).collect();
                let mut numbers: Vec<u32> = actors
                    .iter()
                    .flat_map(|actor| with_ancestors(actor, self.ids, &mut builder.events))
                    .collect();
                numbers.sort_unstable();
                numbers.dedup();
                let key = (column.field.name.clone(), cell.to_owned());
                self.cells.actors.entry(key).or_insert(actors);
                sides.push(numbers);
            }
            sides
        };
        let parties = sides(Role::Party, &None);
        let actors = sides(Role::Actor, &plan.descriptor.actor);
        let targets = sides(Role::Target, &plan.descriptor.target);
        let any = plan.counts_all();
        let pairs = pairs(&parties, &actors, &targets, any);
        builder.events.combination(pairs, found_under)
    }

    fn days(&mut self, plan: &Plan<'_>, record: &csv::ByteRecord, line: u64) -> Option<(i32, i32)> {
        let cell =
            |column: &Column<'_>| self.resource.said(column.field, cell_text(record.get(column.index)?));
        let mut read = |column: &Column<'_>| -> Option<Option<(i32, i32)>> {
            let text = cell(column)?;
            if let Some(known) = per_column(&mut self.dates, column.index).get(text) {
                return Some(*known);
            }
            let days = match column.field.format.as_deref() {
                Some(format) => date(text, Some(format)),
                None => dated(text).map(|(form, days)| {
                    self.cells.dates.entry(column.field.name.clone()).or_default().insert(form);
                    days
                }),
            };
            let days = days.map(|(from, to)| (day_number(from), day_number(to)));
            per_column(&mut self.dates, column.index).insert(text.to_owned(), days);
            Some(days)
        };
        let days = if let Some(start) = plan.one(Role::DateStart) {
            let from = read(start);
            let to = plan.one(Role::DateEnd).and_then(read);
            match (from, to) {
                (Some(Some(from)), Some(Some(to))) => Some((from.0, to.1)),
                (Some(Some(from)), None) => Some(from),
                _ => None,
            }
        } else if let Some(column) = plan.one(Role::Date) {
            read(column).flatten()
        } else {
            plan.one(Role::Year).and_then(|year| {
                let whole =
                    |column: &Column<'_>| number(cell(column)?, '.').filter(|value| value.fract() == 0.0);
                let part = |role| plan.one(role).and_then(whole).map_or(0, |value| value as i8);
                let (from, to) = calendar(whole(year)? as i16, part(Role::Month), part(Role::Day))?;
                Some((day_number(from), day_number(to)))
            })
        };
        match days {
            Some((from, to)) if from <= to => Some((from, to + 1)),
            Some((from, to)) => {
                self.cells.turned = true;
                self.repairs.add("first and last day stand the wrong way round: turned", "", line);
                Some((to, from + 1))
            }
            None => {
                let date_column =
                    [Role::DateStart, Role::Date, Role::Year].into_iter().find_map(|role| plan.one(role));
                let example = date_column.and_then(|column| record.get(column.index)).map_or("", cell_text);
                self.repairs.add("rows without a date that can be read, left out", example, line);
                None
            }
        }
    }

    fn weight(&mut self, plan: &Plan<'_>, record: &csv::ByteRecord, line: u64) -> Option<Weight> {
        if plan.descriptor.count_rows {
            return Some(Weight { value: 1.0, low: 1.0, high: 1.0 });
        }
        let read = |role: Role| -> Option<(&Field, &str, Option<f64>)> {
            let column = plan.one(role)?;
            let text = self.resource.said(column.field, cell_text(record.get(column.index)?))?;
            Some((column.field, text, number(text, column.field.decimal)))
        };
        match read(Role::Value) {
            Some((field, text, Some(value))) => {
                if text.contains(',') && !self.cells.grouped.contains(&field.name) {
                    self.cells.grouped.insert(field.name.clone());
                }
                let other = |role| read(role).and_then(|(_, _, value)| value).unwrap_or(value);
                let (low, high) = (other(Role::Low), other(Role::High));
                Some(Weight { value, low: low.min(value), high: high.max(value) })
            }
            Some((field, text, None)) => {
                self.repairs.add(&format!("`{}` holds no number: no data", field.name), text, line);
                None
            }
            None => {
                let name = plan.one(Role::Value).map_or("", |column| column.field.name.as_str());
                self.repairs.add(&format!("`{name}` is empty: no data"), "", line);
                None
            }
        }
    }

    /// The places of a row, from the first column that has them.
    fn places(&mut self, plan: &Plan<'_>, record: &csv::ByteRecord, line: u64) -> Option<Vec<PlaceId>> {
        if let Some(place) = &plan.descriptor.place {
            return Some(vec![PlaceId::from(place.as_str())]);
        }
        let mut example = "";
        for column in plan.all(Role::Place) {
            let Some(cell) = record.get(column.index).map(cell_text) else { continue };
            let Some(cell) = self.resource.said(column.field, cell) else { continue };
            example = cell;
            let known = per_column(&mut self.places, column.index);
            if let Some(places) = known.get(cell) {
                match places {
                    Some(places) => return Some(places.clone()),
                    None => continue,
                }
            }
            let places = places_of(column.field, cell, self.names);
            known.insert(cell.to_owned(), places.clone());
            if let Some(places) = places {
                self.cells.places.insert((column.field.name.clone(), cell.to_owned()), places.clone());
                return Some(places);
            }
        }
        let what =
            if example.is_empty() { "rows without a place" } else { "rows of places that are not known" };
        self.repairs.add(&format!("{what}, left out"), example, line);
        None
    }

    /// The series, in the order of their descriptors; the columns' cells that meant places and actors.
    pub(super) fn finish(self) -> (Vec<Made>, Cells, Repairs) {
        let mut repairs = self.repairs;
        let mut made = Vec::new();
        for (index, (groups, descriptor)) in self.builders.into_iter().zip(&self.resource.series).enumerate()
        {
            let mut groups: Vec<_> = groups.into_iter().filter(|(_, builder)| builder.rows > 0).collect();
            groups.sort_by(|a, b| a.0.cmp(&b.0));
            for (slots, builder) in groups {
                let rows = builder.rows;
                let index_of_rows = if slots.row_kind == RowKind::Event {
                    let any = counts_all(descriptor);
                    let covered = covered(descriptor.coverage, self.extent, &self.years);
                    Index::Events(builder.events.build(any, builder.unplaced, covered))
                } else {
                    Index::Totals(Totals::new(
                        slots.row_kind,
                        descriptor.tolerance,
                        descriptor.sum_rows,
                        builder.totals,
                        |clash, total| {
                            let example = total.value.to_string();
                            match clash {
                                Clash::Repeat => repairs.add("figures given twice, used once", &example, 0),
                                Clash::Contradiction => {
                                    repairs.add(
                                        "figures that contradict each other: made a range",
                                        &example,
                                        0,
                                    );
                                }
                            }
                        },
                    ))
                };
                made.push(Made { descriptor: index, slots, index: index_of_rows, rows });
            }
        }
        (made, self.cells, repairs)
    }
}

/// The map of a column; columns are few.
fn per_column<T>(maps: &mut Vec<FxHashMap<String, T>>, column: usize) -> &mut FxHashMap<String, T> {
    if maps.len() <= column {
        maps.resize_with(column + 1, FxHashMap::default);
    }
    &mut maps[column]
}

/// The stretches of days for which no row means zero.
fn covered(coverage: Coverage, extent: Option<(i32, i32)>, years: &BTreeSet<i16>) -> Option<Vec<(i32, i32)>> {
    let (first, last) = extent?;
    match coverage {
        Coverage::Rows => None,
        Coverage::ObservedDays => Some(vec![(first, last + 1)]),
        Coverage::ObservedYears => {
            let mut stretches: Vec<(i32, i32)> = Vec::new();
            for (from, to) in years.iter().filter_map(|year| calendar(*year, 0, 0)) {
                let (from, next) = (day_number(from), day_number(to) + 1);
                match stretches.last_mut() {
                    Some((_, end)) if *end == from => *end = next,
                    _ => stretches.push((from, next)),
                }
            }
            Some(stretches)
        }
    }
}
