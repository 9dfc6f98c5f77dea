//! The ids that claims and data sets share, and what contains what.
//!
//! Small tables in `data/` (`measures.csv`, `actors.csv`, `places.csv`) say which ids there are and which is part of
//! which; the languages only name them. Killed is part of casualties, Mosul of Nineveh of Iraq, a province of Islamic
//! State of Islamic State. Two more say from when countries count: `fiscal_years.csv`, `wars.csv`.

use crate::error::{Error, Result};
use crate::{codes, id_type, table};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

id_type! {
    /// What is counted: `attack`, `killed`, or `other:<noun>` for a noun that `measures.csv` does not list.
    MeasureId
}
id_type! {
    /// Who did it, or to whom: the canonical English short name, `Islamic State`.
    ActorId
}
id_type! {
    /// Where: ISO 3166-1 alpha-2 (`IQ`), ISO 3166-2 (`IQ-NI`) or an id of `places.csv`.
    PlaceId
}

codes! {
    /// Whether a measure is counted over a period or read at a date.
    pub enum Flow {
        /// Events and their victims: counted over a period.
        Flow = "flow",
        /// A level: read at a date, never summed.
        Stock = "stock",
        /// Either, as with sums of money: the word alone does not tell.
        Either = "either",
    }
}

codes! {
    /// The part that what a measure counts has in what happens.
    pub enum Part {
        /// People to whom it is done.
        Victim = "victim",
        /// What is done.
        Act = "act",
        /// What it is done with.
        Means = "means",
        /// People who belong to the side that acts.
        Force = "force",
    }
}

codes! {
    /// What kind of actor.
    pub enum ActorKind {
        State = "state",
        Army = "army",
        Police = "police",
        Coastguard = "coastguard",
        Intelligence = "intelligence",
        Militants = "militants",
        Coalition = "coalition",
        Organisation = "organisation",
        Person = "person",
    }
}

codes! {
    /// What kind of place.
    pub enum PlaceKind {
        World = "world",
        Region = "region",
        Country = "country",
        Division = "division",
        City = "city",
        Area = "area",
    }
}

table! {
    /// A measure: what is counted.
    pub struct MeasureRow in "measures", "a measure: something that is counted" {
        id: MeasureId = "the measure's id",
        parent: Option<MeasureId> = "the measure that counts these and more",
        flow: Flow = "flow: counted over a period; stock: a level at a date",
        part: Option<Part> = "what is counted is a victim of what happens, the act, its means or the force that acts",
        related: Vec<MeasureId> = "measures that are easily taken for this one",
    }
}

table! {
    /// Somebody who acts or is acted upon.
    pub struct ActorRow in "actors", "somebody who acts or is acted upon" {
        id: ActorId = "the actor's id: the canonical English short name",
        kind: ActorKind = "what kind of actor",
        country: Option<PlaceId> = "the country it belongs to",
        parent: Option<ActorId> = "the actor that it is part of",
        seat: Option<PlaceId> = "the place whose name stands for it: a state's capital",
        meant_in: Vec<PlaceId> = "countries in whose news a general word for its kind means it",
    }
}

table! {
    /// A place.
    pub struct PlaceRow in "places", "a place" {
        id: PlaceId = "ISO 3166-1 alpha-2, ISO 3166-2, or an id of this table where ISO has none",
        parent: Option<PlaceId> = "the place that contains it",
        kind: PlaceKind = "what kind of place",
        iso3: Option<String> = "ISO 3166-1 alpha-3, for countries",
        iso_number: Option<u32> = "ISO 3166-1 numeric, for countries",
        gleditsch_ward: Option<u32> = "Gleditsch and Ward's number, for states",
        name: String = "English name",
    }
}

table! {
    /// When a country's fiscal year begins, where it is no calendar year.
    pub struct FiscalYearRow in "fiscal_years", "when a country's fiscal year begins" {
        country: PlaceId = "the country",
        first_month: u32 = "the month with which its fiscal year begins",
    }
}

table! {
    /// A war that news counts from the day on which it began, without its year: "since October 7".
    pub struct WarRow in "wars", "a war and the day from which news counts" {
        began: Date = "the day on which it began",
        countries: Vec<PlaceId> = "the countries whose news counts from that day, joined by spaces",
        war: String = "the war, for people",
    }
}

/// Which id is part of which.
#[derive(Debug, Clone)]
pub struct Hierarchy<Id> {
    parent: FxHashMap<Id, Option<Id>>,
}

impl<Id: Clone + Eq + std::hash::Hash + std::fmt::Display> Hierarchy<Id> {
    fn new(links: impl Iterator<Item = (Id, Option<Id>)>) -> Result<Self> {
        let mut parent = FxHashMap::default();
        for (id, up) in links {
            if parent.insert(id.clone(), up).is_some() {
                return Err(Error::new(format!("`{id}` stands twice")).field("id"));
            }
        }
        for (id, up) in &parent {
            if let Some(up) = up.as_ref().filter(|up| !parent.contains_key(*up)) {
                return Err(
                    Error::new(format!("`{id}` is part of `{up}`, which is not listed")).field("parent")
                );
            }
        }
        let hierarchy = Hierarchy { parent };
        for id in hierarchy.parent.keys() {
            if hierarchy.ancestors(id).take(64).count() == 64 {
                return Err(Error::new(format!("`{id}` is part of itself")).field("parent"));
            }
        }
        Ok(hierarchy)
    }

    /// Whether the id is listed.
    pub fn knows(&self, id: &Id) -> bool {
        self.parent.contains_key(id)
    }

    /// The id itself, then what it is part of, up to the top.
    pub fn ancestors<'a>(&'a self, id: &'a Id) -> impl Iterator<Item = &'a Id> {
        std::iter::successors(Some(id), |id| self.parent.get(*id).and_then(Option::as_ref))
    }

    /// Whether `whole` is `part` or contains it.
    pub fn contains(&self, whole: &Id, part: &Id) -> bool {
        self.ancestors(part).any(|id| id == whole)
    }
}

/// The id tables, read once.
#[derive(Debug, Clone)]
pub struct Ids {
    /// Every measure.
    pub measures: Vec<MeasureRow>,
    /// Every actor.
    pub actors: Vec<ActorRow>,
    /// Every place.
    pub places: Vec<PlaceRow>,
    fiscal_years: Vec<FiscalYearRow>,
    wars: Vec<WarRow>,
    /// Which measure counts which.
    pub measure_tree: Hierarchy<MeasureId>,
    /// Which actor is part of which.
    pub actor_tree: Hierarchy<ActorId>,
    /// Which place contains which.
    pub place_tree: Hierarchy<PlaceId>,
    measure_rows: FxHashMap<MeasureId, usize>,
    actor_rows: FxHashMap<ActorId, usize>,
    /// Of each place, where it stands among the places and where its country does.
    place_rows: FxHashMap<PlaceId, (usize, Option<usize>)>,
    /// A country's state, and the first of each kind that is part of its state.
    actors_of_countries: FxHashMap<PlaceId, ActorsByKind>,
    /// The state whose seat a place is.
    states_seated: FxHashMap<PlaceId, usize>,
    /// The actor that a general word for a kind means in a country.
    actors_meant: FxHashMap<PlaceId, ActorsByKind>,
}

/// The id tables as CSV texts.
#[derive(Debug, Clone, Copy)]
pub struct IdTables<'t> {
    /// What can be counted.
    pub measures: &'t str,
    /// Who acts.
    pub actors: &'t str,
    /// Where.
    pub places: &'t str,
    /// When fiscal years begin.
    pub fiscal_years: &'t str,
    /// When wars began.
    pub wars: &'t str,
}

fn rows<R: crate::table::Row>(text: &str, file: &str) -> Result<Vec<R>> {
    crate::table::read(text.as_bytes()).map_err(|error| error.at(file))
}

/// Where actors stand among all, by their kinds.
type ActorsByKind = Vec<(ActorKind, usize)>;

/// The first actor of a kind.
fn first_of_kind(actors: &ActorsByKind, kind: ActorKind) -> Option<usize> {
    actors.iter().find(|(known, _)| *known == kind).map(|(_, at)| *at)
}

impl Ids {
    /// The tables that are embedded in the program.
    pub fn embedded() -> Self {
        let ids = Ids::parse(&IdTables {
            measures: include_str!("../../data/measures.csv"),
            actors: include_str!("../../data/actors.csv"),
            places: include_str!("../../data/places.csv"),
            fiscal_years: include_str!("../../data/fiscal_years.csv"),
            wars: include_str!("../../data/wars.csv"),
        });
        ids.unwrap_or_else(|error| unreachable!("a test reads the embedded id tables: {error}"))
    }

    /// Reads the tables from CSV text.
    pub fn parse(tables: &IdTables<'_>) -> Result<Self> {
        let measures: Vec<MeasureRow> = rows(tables.measures, "measures.csv")?;
        let actors: Vec<ActorRow> = rows(tables.actors, "actors.csv")?;
        let places: Vec<PlaceRow> = rows(tables.places, "places.csv")?;
        let fiscal_years: Vec<FiscalYearRow> = rows(tables.fiscal_years, "fiscal_years.csv")?;
        let wars: Vec<WarRow> = rows(tables.wars, "wars.csv")?;
        let mut actors_of_countries: FxHashMap<PlaceId, ActorsByKind> = FxHashMap::default();
        let mut actors_meant: FxHashMap<PlaceId, ActorsByKind> = FxHashMap::default();
        let mut states_seated = FxHashMap::default();
        let states: FxHashSet<&ActorId> =
            actors.iter().filter(|row| row.kind == ActorKind::State).map(|row| &row.id).collect();
        for (at, row) in actors.iter().enumerate() {
            let of_state =
                row.kind == ActorKind::State || row.parent.as_ref().is_some_and(|up| states.contains(up));
            if let Some(country) = row.country.as_ref().filter(|_| of_state) {
                actors_of_countries.entry(country.clone()).or_default().push((row.kind, at));
            }
            if let Some(seat) = &row.seat {
                states_seated.entry(seat.clone()).or_insert(at);
            }
            for country in &row.meant_in {
                actors_meant.entry(country.clone()).or_default().push((row.kind, at));
            }
        }
        let measure_tree = Hierarchy::new(measures.iter().map(|row| (row.id.clone(), row.parent.clone())))
            .map_err(|error| error.at("measures.csv"))?;
        let actor_tree = Hierarchy::new(actors.iter().map(|row| (row.id.clone(), row.parent.clone())))
            .map_err(|error| error.at("actors.csv"))?;
        let place_tree = Hierarchy::new(places.iter().map(|row| (row.id.clone(), row.parent.clone())))
            .map_err(|error| error.at("places.csv"))?;
        let places_at: FxHashMap<&PlaceId, usize> =
            places.iter().enumerate().map(|(at, row)| (&row.id, at)).collect();
        let country_of = |id: &PlaceId| {
            let country = place_tree.ancestors(id).find(|id| is_country(id))?;
            places_at.get(country).copied()
        };
        Ok(Ids {
            measure_rows: measures.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect(),
            actor_rows: actors.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect(),
            place_rows: places
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id.clone(), (at, country_of(&row.id))))
                .collect(),
            actors_of_countries,
            actors_meant,
            states_seated,
            measure_tree,
            actor_tree,
            place_tree,
            measures,
            actors,
            places,
            fiscal_years,
            wars,
        })
    }

    /// The month with which a country's fiscal year begins, where it is known to be no calendar year.
    pub fn fiscal_year_of(&self, country: &PlaceId) -> Option<i8> {
        let row = self.fiscal_years.iter().find(|row| row.country == *country)?;
        i8::try_from(row.first_month).ok()
    }

    /// The days on which wars began from which a country's news counts.
    pub fn wars_in(&self, country: &PlaceId) -> impl Iterator<Item = Date> {
        self.wars.iter().filter(|row| row.countries.contains(country)).map(|row| row.began)
    }

    /// The measure's row; none for `other:` measures.
    pub fn measure(&self, id: impl AsRef<str>) -> Option<&MeasureRow> {
        self.measure_rows.get(id.as_ref()).map(|at| &self.measures[*at])
    }

    /// The actor's row.
    pub fn actor(&self, id: impl AsRef<str>) -> Option<&ActorRow> {
        self.actor_rows.get(id.as_ref()).map(|at| &self.actors[*at])
    }

    /// A country's state, or the first actor of a kind that is part of that state: its army, its police.
    pub fn actor_of_country(&self, country: impl AsRef<str>, kind: ActorKind) -> Option<&ActorRow> {
        let actors = self.actors_of_countries.get(country.as_ref())?;
        first_of_kind(actors, kind).map(|at| &self.actors[at])
    }

    /// The actor that a general word for a kind ("the coalition") means in a country's news.
    pub fn actor_meant_in(&self, country: impl AsRef<str>, kind: ActorKind) -> Option<&ActorRow> {
        let actors = self.actors_meant.get(country.as_ref())?;
        first_of_kind(actors, kind).map(|at| &self.actors[at])
    }

    /// The state for which the name of its capital can stand ("blamed on Moscow").
    pub fn state_seated_at(&self, place: impl AsRef<str>) -> Option<&ActorRow> {
        self.states_seated.get(place.as_ref()).map(|at| &self.actors[*at])
    }

    /// Whether an actor is part of a state: its army, its intelligence service, the state itself.
    pub fn is_of_state(&self, id: &ActorId) -> bool {
        self.actor_tree.ancestors(id).any(|up| self.actor(up).is_some_and(|row| row.kind == ActorKind::State))
    }

    /// The part that what a measure counts has in what happens; none where it has none, or for `other:` measures.
    pub fn part(&self, id: impl AsRef<str>) -> Option<Part> {
        self.measure(id)?.part
    }

    /// The country that the place is in, or the place itself where it is a country.
    pub fn country_of<'a>(&'a self, place: &'a PlaceId) -> Option<&'a PlaceId> {
        match self.place_rows.get(place) {
            Some((_, country)) => country.map(|at| &self.places[at].id),
            None => Some(place).filter(|place| is_country(place)),
        }
    }

    /// The place's row.
    pub fn place(&self, id: impl AsRef<str>) -> Option<&PlaceRow> {
        self.place_rows.get(id.as_ref()).map(|(at, _)| &self.places[*at])
    }
}

/// Whether a place's id is that of a country: ISO 3166-1 alpha-2.
fn is_country(id: &PlaceId) -> bool {
    id.as_str().len() == 2
}
