//! Reference data: folders of CSV with a descriptor, as series that answer with figures.
//!
//! A data set is a folder without code: CSV files and one `datapackage.json` that gives each column a role.
//! Loading makes *series*: rows that share who counted, the counting and inclusion rule and the row kind.
//! A series answers a [`Slice`] with a [`Figure`], or says in which slot it cannot.
//!
//! ```
//! use mizan::claim::Period;
//! use mizan::dataset::{Answer, Datasets, Slice};
//! use mizan::lexicon::ids::Ids;
//! let datasets = Datasets::embedded(&Ids::embedded());
//! let slice = Slice {
//!     measure: "attack".into(),
//!     actor: Some("Islamic State".into()),
//!     target: None,
//!     places: vec!["IQ".into(), "SY".into()],
//!     period: Period::half(2024, 1),
//! };
//! assert_eq!(slice.to_string(), "attack by Islamic State in IQ SY 2024-01-01..2024-06-30");
//! let centcom = datasets.series().iter().position(|series| series.name == "centcom-attacks").unwrap();
//! let Answer::Figure(figure) = datasets.answer(centcom, &slice) else { panic!("it has this figure") };
//! assert_eq!((figure.value, figure.rows), (153.0, 1));
//! ```

mod cell;
mod compressed;
mod derived;
mod describe;
mod descriptor;
mod events;
mod file;
mod guess;
mod json;
mod layout;
mod load;
mod meaning;
mod memo;
mod names;
mod nearest;
mod neighbours;
mod normalise;
mod plan;
mod query;
mod rows;
mod sql;
mod timeline;
mod totals;
mod write;

pub use derived::{Each, Ratio, Spread};
pub use describe::{Description, describe};
pub use descriptor::{Codes, Coverage, Descriptor, Field, Resource, Role, SeriesDescriptor};
pub use file::Repair;
pub use guess::ColumnGuess;
pub use neighbours::Scopes;
pub use query::Queried;

use crate::claim::{ActorId, Bound, Counting, MeasureId, Period, PlaceId, Unit};
use crate::codes;
use crate::lexicon::ids::Ids;
use jiff::civil::Date;
use memo::Memo;
use names::Names;
use normalise::Index;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

codes! {
    /// What a row of a series is; this decides the arithmetic.
    pub enum RowKind {
        /// One row an event: events are counted, their victims summed.
        Event = "event",
        /// One row a count over a period and places: answers only its own slice, or a disjoint tiling of it.
        PeriodTotal = "period_total",
        /// A level at a date: read, never summed.
        Stock = "stock",
        /// A running total: differenced.
        Cumulative = "cumulative",
    }
}

codes! {
    /// The slot in which a series is not comparable.
    pub enum Reason {
        /// The series counts another measure.
        Measure = "measure",
        /// Another actor, or one the series does not name.
        Actor = "actor",
        /// Another target, or one the series does not name.
        Target = "target",
        /// Other places, or only some of them.
        Places = "places",
        /// It has no figure for this period.
        Period = "period",
        /// It covers only part of the period.
        Coverage = "coverage",
        /// A level against a count over a period.
        Flow = "flow",
        /// The claim does not say which period it speaks of.
        NoPeriod = "no_period",
        /// The claim does not say where.
        NoPlace = "no_place",
        /// Its unit (a percent, a ratio) is not the series'.
        Unit = "unit",
        /// It was published after the article.
        Later = "later",
    }
}

codes! {
    /// What an actor of a series did.
    pub enum ActorRole {
        /// It did what is counted.
        By = "by",
        /// It took part, on either side: who attacked whom is not said.
        Involving = "involving",
    }
}

/// What a claim asks of a series.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slice {
    /// What is counted.
    pub measure: MeasureId,
    /// By whom; none asks for a count of all.
    pub actor: Option<ActorId>,
    /// Against whom; none asks for a count of all.
    pub target: Option<ActorId>,
    /// Where: the places together. Sorted, without repeats.
    pub places: Vec<PlaceId>,
    /// When. For a stock the day is the period's end.
    pub period: Period,
}

/// In the words that `mizan datasets query` reads.
impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.measure)?;
        if let Some(actor) = &self.actor {
            write!(f, " by {actor}")?;
        }
        if let Some(target) = &self.target {
            write!(f, " against {target}")?;
        }
        if !self.places.is_empty() {
            f.write_str(" in")?;
            for place in &self.places {
                write!(f, " {place}")?;
            }
        }
        write!(f, " {}", self.period)
    }
}

/// A slice that much evidence shares, with its words, which are put together once.
#[derive(Debug, Clone)]
pub struct SharedSlice(Arc<(Slice, OnceLock<Arc<str>>)>);

impl SharedSlice {
    /// As [`Slice`] writes itself.
    pub fn words(&self) -> Arc<str> {
        self.0.1.get_or_init(|| self.to_string().into()).clone()
    }
}

impl From<Slice> for SharedSlice {
    fn from(slice: Slice) -> Self {
        SharedSlice(Arc::new((slice, OnceLock::new())))
    }
}

impl std::ops::Deref for SharedSlice {
    type Target = Slice;
    fn deref(&self) -> &Slice {
        &self.0.0
    }
}

/// A series' answer for a slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// Best estimate.
    pub value: f64,
    /// Low estimate: the value where the series gives none.
    pub low: f64,
    /// High estimate: the value where the series gives none.
    pub high: f64,
    /// How the source itself hedged the figure.
    pub bound: Bound,
    /// Days of the slice's period that it covers.
    pub days_covered: u64,
    /// Rows it was made from.
    pub rows: u64,
    /// When the newest of those rows was published, where known.
    pub published: Option<Date>,
    /// What it lacks of the slice: some of the places, or of the days ([`Reason::Coverage`]).
    pub missing: Option<Reason>,
}

/// What a series says to a slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// The figure of exactly this slice.
    Figure(Figure),
    /// The figure of a part of the days or of the places, said in [`Figure::missing`]: of a count, a lower
    /// bound.
    Partial(Figure),
    /// It has none, and in which slot that lies.
    No(Reason),
}

/// Who counted, what and how: the unit of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The data set's name.
    pub dataset: String,
    /// Unique in its data set.
    pub name: String,
    /// For people.
    pub title: String,
    /// Who counted, for people.
    pub source: String,
    /// Actor ids and other names under which an article may name the source, the parents' included.
    pub source_aliases: Vec<String>,
    /// Wider measures as which a text that names the source tells its figures: UCDP's "deaths" are those in organized
    /// violence. What is told so may agree, never refute.
    pub told_as: Vec<MeasureId>,
    /// The source's name by language (ISO 639-1), where the descriptor gives it.
    pub source_names: BTreeMap<String, String>,
    /// By which rule.
    pub counting: Option<Counting>,
    /// What is counted in and out, in words.
    pub inclusion: String,
    /// What a row is.
    pub row_kind: RowKind,
    /// Whether the source decides, so that a differing number is wrong.
    pub authoritative: bool,
    /// What is counted.
    pub measure: MeasureId,
    /// What the numbers are, in kind; percents never answer counts.
    pub unit: Unit,
    /// What the actors did.
    pub actor_role: ActorRole,
    /// Rows that it is made of.
    pub rows: u64,
    /// The first and last day that it speaks of.
    pub extent: Period,
}

/// A data set as loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Unique among those loaded.
    pub name: String,
    /// For people.
    pub title: String,
    /// The version, where it is said.
    pub version: String,
    /// The licence, where it is said.
    pub licence: String,
    /// How to cite it.
    pub citation: String,
    /// How it was understood: by its descriptor, a known layout's name, or as guessed.
    pub understood: Understood,
    /// Its files with their SHA-256, in hexadecimal.
    pub files: Vec<(PathBuf, String)>,
    /// Rows read.
    pub rows: u64,
    /// What was mended or left out.
    pub repairs: Vec<Repair>,
}

/// How a data set's columns became known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// By its own descriptor.
    Described,
    /// By the header, as this known layout.
    Layout(String),
    /// By names and contents of the columns.
    Guessed,
}

/// The data sets loaded, and the series they make.
///
/// A series goes by its place in [`Datasets::series`].
#[derive(Debug, Clone)]
pub struct Datasets {
    sets: Vec<Dataset>,
    series: Vec<Series>,
    entries: Vec<Entry>,
    ids: Ids,
    names: Arc<Names>,
    /// The answers of [`Datasets::nearest`] and [`Datasets::neighbours`].
    nearest: Memo<Option<(SharedSlice, Figure)>>,
    neighbours: Memo<Arc<[(Slice, Figure)]>>,
}

/// What stands behind a series.
#[derive(Debug, Clone)]
struct Entry {
    index: Index,
    recipe: sql::Recipe,
    also_by: Vec<ActorId>,
    implied_actor: bool,
}

/// Who did it and to whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Parties {
    actor: Option<ActorId>,
    target: Option<ActorId>,
}

impl Datasets {
    /// The data sets, in the order in which they were loaded.
    pub fn sets(&self) -> &[Dataset] {
        &self.sets
    }

    /// Every series.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// What a series says to a slice that asks for a count.
    pub fn answer(&self, series: usize, slice: &Slice) -> Answer {
        self.answer_in(series, slice, Unit::Count)
    }

    /// What a series says to a slice that asks for a number of this kind: a percent is answered by a series
    /// of percents only.
    pub fn answer_in(&self, series: usize, slice: &Slice, unit: Unit) -> Answer {
        let (Some(about), Some(entry)) = (self.series.get(series), self.entries.get(series)) else {
            return Answer::No(Reason::Measure);
        };
        if about.measure != slice.measure {
            return Answer::No(Reason::Measure);
        }
        if about.unit != unit {
            return Answer::No(Reason::Unit);
        }
        if slice.places.is_empty() {
            return Answer::No(Reason::NoPlace);
        }
        let parties = entry.parties(slice);
        let disjoint = self.without_nested(slice);
        let slice = disjoint.as_ref().unwrap_or(slice);
        match &entry.index {
            Index::Totals(totals) => totals.answer(&parties, slice),
            Index::Events(events) => events.answer(&parties, slice, &self.ids),
        }
    }

    /// The figures that a series has in full of the same slice in several periods, with their periods.
    ///
    /// What is asked, and why one would not get it, are as for [`Datasets::answer_in`].
    pub fn figures_over(
        &self,
        series: usize,
        slice: &Slice,
        unit: Unit,
        periods: impl IntoIterator<Item = Period>,
    ) -> Vec<(Period, Figure)> {
        let full = |period: Period, answer: Answer| match answer {
            Answer::Figure(figure) => Some((period, figure)),
            _ => None,
        };
        let asked = |period: Period| self.answer_in(series, &Slice { period, ..slice.clone() }, unit);
        let known = self.series.get(series).zip(self.entries.get(series));
        match known.filter(|(about, _)| about.measure == slice.measure && about.unit == unit) {
            Some((_, entry @ Entry { index: Index::Events(events), .. })) if !slice.places.is_empty() => {
                let disjoint = self.without_nested(slice);
                let places = disjoint.as_ref().map_or(&slice.places, |slice| &slice.places);
                let Ok(found) = events.find(&entry.parties(slice), places, &self.ids) else {
                    return Vec::new();
                };
                periods.into_iter().filter_map(|period| full(period, events.read(&found, &period))).collect()
            }
            _ => periods.into_iter().filter_map(|period| full(period, asked(period))).collect(),
        }
    }

    /// The versions of a slice's figure that were published before the one that answers, newest first.
    pub fn earlier(&self, series: usize, slice: &Slice) -> Vec<Figure> {
        match self.entries.get(series).map(|entry| (&entry.index, entry.parties(slice))) {
            Some((Index::Totals(totals), parties)) => totals.earlier(&parties, slice),
            _ => Vec::new(),
        }
    }

    /// The actor that did all of what a series counts, where it is one.
    pub fn sole_actor(&self, series: usize) -> Option<&ActorId> {
        match self.entries.get(series).map(|entry| &entry.index) {
            Some(Index::Totals(totals)) => totals.sole_actor(),
            _ => None,
        }
    }

    /// Whether a place is another or lies in it.
    pub fn holds(&self, whole: &PlaceId, part: &PlaceId) -> bool {
        self.ids.place_tree.contains(whole, part)
    }

    /// The slice without places that lie in another of its places; none where there are none.
    fn without_nested(&self, slice: &Slice) -> Option<Slice> {
        if slice.places.len() < 2 {
            return None;
        }
        let tree = &self.ids.place_tree;
        let nested =
            |place: &PlaceId| slice.places.iter().any(|other| other != place && tree.contains(other, place));
        if !slice.places.iter().any(nested) {
            return None;
        }
        let places = slice.places.iter().filter(|place| !nested(place)).cloned().collect();
        Some(Slice { places, ..slice.clone() })
    }
}

impl Entry {
    /// The parties asked for, under the names that the rows have for them.
    fn parties(&self, slice: &Slice) -> Parties {
        let renamed = match &slice.actor {
            Some(actor) => self.also_by.contains(actor),
            None => self.implied_actor,
        };
        let own = match &self.index {
            Index::Totals(totals) if renamed => totals.sole_actor().cloned(),
            _ => None,
        };
        Parties { actor: own.or_else(|| slice.actor.clone()), target: slice.target.clone() }
    }
}
