//! Reference data: folders of CSV with a descriptor, as series that answer with figures.
//!
//! A data set is a folder without code: CSV files and one `datapackage.json` that gives each column a role.
//! Loading makes *series*: rows that share who counted, the counting and inclusion rule and the row kind.
//! A series answers a [`Slice`] with a [`Figure`], or says in which slot it cannot.

use crate::claim::{ActorId, Counting, MeasureId, Period, PlaceId};
use crate::codes;
use jiff::civil::Date;

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

/// What a claim asks of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub bound: crate::claim::Bound,
    /// Days of the slice's period that it covers.
    pub days_covered: u64,
    /// Rows it was made from.
    pub rows: u64,
    /// When the newest of those rows was published, where known.
    pub published: Option<Date>,
}

/// Who counted, what and how: the unit of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The data set's name.
    pub dataset: String,
    /// Unique in its data set.
    pub name: String,
    /// Who counted, for people.
    pub source: String,
    /// Actor ids and other names under which an article may name the source, the parents' included.
    pub source_aliases: Vec<String>,
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
}
pub use crate::standin::Datasets;
