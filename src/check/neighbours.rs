//! What would make it true: the slices beside the one asked for, searched for the number as written.
//!
//! Slices are tried in order of how easily they are taken for the right one: some of the places or more of
//! them, another measure, the roles reversed, a running total, then other periods from near to far, and at last
//! two slots at once. What a match is worth falls with the number of *distinct* figures tried up to it:
//! a number of two digits fits one of fifty by chance, a number of five hardly.

use super::agreement::{Tolerance, same_number, weigh};
use super::checker::Checker;
use super::evidence::Weighed;
use super::{ArticleFacts, Manner, Match};
use crate::claim::{Bound, Period, PlaceId, Quantity};
use crate::dataset::{Answer, Figure, RowKind, SharedSlice, Slice};
use crate::lexicon::ids::Flow;
use jiff::civil::Date;
use std::sync::Arc;

/// A series with the slice asked of it and the figures of the slices around.
type Neighbourhood = (usize, SharedSlice, Arc<[(Slice, Figure)]>);

/// In what a slice differs from the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Some of the places, or more of them.
    Places,
    /// Other places altogether.
    Elsewhere,
    /// Another measure.
    Measure,
    /// Another measure, which is a level where the claim gives a count over a period.
    Level,
    /// Actor and target have changed places.
    Roles,
    /// Another period.
    Period,
    /// The running total up to the period's end.
    RunningTotal,
    /// More than one slot.
    Several,
}

/// A slice that has the number as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    pub(super) way: Way,
    pub(super) series: usize,
    pub(super) slice: Slice,
    pub(super) figure: Figure,
    /// Whether the figure is the number itself, not one that rounds to it.
    pub(super) exact: bool,
    /// Slices tried up to this one.
    pub(super) slices: usize,
    /// Distinct figures among them.
    pub(super) distinct: usize,
}

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Searched {
    /// The first slice that has the number.
    pub(super) hit: Option<Hit>,
    /// Slices tried, that one among them.
    pub(super) slices: usize,
}

/// Slices with their figures, counted as they are tried.
struct Search<'a> {
    quantity: Quantity,
    tolerance: Tolerance,
    slices: usize,
    /// The distinct figures, in order.
    figures: Vec<f64>,
    weighed: &'a Weighed<'a>,
    /// When the article was published.
    told: Option<Date>,
}

impl Search<'_> {
    /// Counts a slice, and gives it back where it has the number. Figures that came after the article cannot have
    /// come into it.
    fn tries(&mut self, way: Way, series: usize, slice: &Slice, figure: &Figure) -> Option<Hit> {
        if figure.published.zip(self.told).is_some_and(|(published, told)| published > told) {
            return None;
        }
        self.slices += 1;
        let place = self.figures.partition_point(|known| *known < figure.value);
        let beside = [place.checked_sub(1), Some(place)].into_iter().flatten();
        let is_known =
            |at: usize| self.figures.get(at).is_some_and(|known| same_number(*known, figure.value));
        if !beside.into_iter().any(is_known) {
            self.figures.insert(place, figure.value);
        }
        let point = Figure { low: figure.value, high: figure.value, bound: Bound::Exact, ..*figure };
        let exact = same_number(self.quantity.value, figure.value);
        let fits = matches!(
            weigh(&self.quantity, &point, self.tolerance),
            Match::Agrees(Manner::Equal | Manner::Rounded)
        );
        (exact || fits).then_some(Hit {
            way,
            series,
            slice: slice.clone(),
            figure: *figure,
            exact,
            slices: self.slices,
            distinct: self.figures.len(),
        })
    }
}

/// The first slice with the number as written, in the order in which slices are taken for one another; only of
/// the source that the claim names, where it names one. A hedged number fits too much to be looked for.
pub(super) fn search(checker: &Checker<'_>, article: &ArticleFacts, weighed: &Weighed<'_>) -> Searched {
    let exact = weighed.quantity.filter(|quantity| quantity.bound == Bound::Exact);
    let Some((quantity, _)) = exact.zip(weighed.period) else { return Searched::default() };
    let mut search = Search {
        quantity,
        tolerance: checker.options().tolerance,
        slices: 0,
        figures: Vec::new(),
        weighed,
        told: article.published,
    };
    let hit = search.all(checker);
    Searched { hit, slices: search.slices }
}

impl Search<'_> {
    /// Tries one slice after another up to the first that has the number.
    fn all(&mut self, checker: &Checker<'_>) -> Option<Hit> {
        let weighed = self.weighed;
        let searched: Vec<usize> = weighed
            .evidence
            .iter()
            .filter(|evidence| evidence.named || weighed.attribution.is_empty())
            .map(|evidence| evidence.series)
            .collect();
        let of_measure: Vec<Neighbourhood> = searched
            .iter()
            .filter(|&&series| checker.datasets().series()[series].measure == weighed.claim.measure)
            .filter_map(|&series| {
                let slice = weighed.slice(checker, series)?;
                let near = checker.datasets().neighbours(series, &slice);
                Some((series, slice, near))
            })
            .collect();
        let other_measures: Vec<usize> = searched
            .iter()
            .copied()
            .filter(|&series| checker.datasets().series()[series].measure != weighed.claim.measure)
            .collect();

        let mut others: Vec<(i64, usize, &Slice, &Figure)> = Vec::new();
        let mut several: Vec<(usize, &Slice, &Figure)> = Vec::new();
        for (series, slice, near) in &of_measure {
            for (other, figure) in near.iter() {
                match (other.places == slice.places, same_days(&other.period, &slice.period)) {
                    (false, true) => {
                        let apart = !slice.places.iter().any(|place| lies_in(checker, place, &other.places));
                        let way = if apart { Way::Elsewhere } else { Way::Places };
                        if let Some(hit) = self.tries(way, *series, other, figure) {
                            return Some(hit);
                        }
                    }
                    (true, false) => {
                        others.push((apart(&other.period, &slice.period), *series, other, figure))
                    }
                    _ => several.push((*series, other, figure)),
                }
            }
        }
        if let Some(hit) = self.other_measures(checker, &other_measures) {
            return Some(hit);
        }
        if let Some(hit) = self.reversed(checker, &searched) {
            return Some(hit);
        }
        for (series, slice, _) in &of_measure {
            if let Some(hit) = self.running_total(checker, *series, slice) {
                return Some(hit);
            }
        }
        others.sort_by_key(|(apart, series, ..)| (*apart, *series));
        for (_, series, slice, figure) in others {
            if let Some(hit) = self.tries(Way::Period, series, slice, figure) {
                return Some(hit);
            }
        }
        several
            .into_iter()
            .find_map(|(series, slice, figure)| self.tries(Way::Several, series, slice, figure))
    }

    /// The same slice of the measures that are easily taken for the claim's.
    fn other_measures(&mut self, checker: &Checker<'_>, series: &[usize]) -> Option<Hit> {
        let counts_flow = checker.flow(&self.weighed.claim.measure) == Some(Flow::Flow);
        series.iter().find_map(|&series| {
            let about = &checker.datasets().series()[series];
            let asked = Slice {
                measure: about.measure.clone(),
                ..Slice::clone(&*self.weighed.slice(checker, series)?)
            };
            let level = counts_flow && about.row_kind == RowKind::Stock;
            let way = if level { Way::Level } else { Way::Measure };
            self.asks(checker, way, series, asked)
        })
    }

    /// The slice with actor and target exchanged, and with the target's deeds against whomever.
    fn reversed(&mut self, checker: &Checker<'_>, series: &[usize]) -> Option<Hit> {
        let (actor, target) = (&self.weighed.claim.actor, &self.weighed.claim.target);
        let mut parties = Vec::new();
        if target.is_some() {
            parties.push((target.clone(), actor.clone()));
            if actor.is_some() {
                parties.push((target.clone(), None));
            }
        }
        if actor.is_some() && target.is_none() {
            parties.push((None, actor.clone()));
        }
        series.iter().find_map(|&series| {
            let about = &checker.datasets().series()[series];
            let asked = self.weighed.slice(checker, series)?;
            let sole = checker.datasets().sole_actor(series).cloned();
            let with_sole = parties
                .iter()
                .filter(|(actor, target)| actor.is_none() && target.is_some())
                .filter_map(|(_, target)| Some((Some(sole.clone()?), target.clone())));
            let all: Vec<_> = parties.iter().cloned().chain(with_sole).collect();
            all.into_iter().find_map(|(actor, target)| {
                let reversed =
                    Slice { measure: about.measure.clone(), actor, target, ..Slice::clone(&asked) };
                self.asks(checker, Way::Roles, series, reversed)
            })
        })
    }

    /// What had run up, since the first day that the series knows, at the end of the period.
    fn running_total(&mut self, checker: &Checker<'_>, series: usize, slice: &Slice) -> Option<Hit> {
        let about = &checker.datasets().series()[series];
        if about.row_kind != RowKind::Cumulative || about.extent.start >= slice.period.start {
            return None;
        }
        let since_first = Period::span(about.extent.start, slice.period.end);
        self.asks(checker, Way::RunningTotal, series, Slice { period: since_first, ..slice.clone() })
    }

    fn asks(&mut self, checker: &Checker<'_>, way: Way, series: usize, slice: Slice) -> Option<Hit> {
        match checker.datasets().answer_in(series, &slice, self.weighed.unit()) {
            Answer::Figure(figure) => self.tries(way, series, &slice, &figure),
            _ => None,
        }
    }
}

/// Whether a place is one of these or lies in one of them.
fn lies_in(checker: &Checker<'_>, place: &PlaceId, places: &[PlaceId]) -> bool {
    places.iter().any(|whole| checker.datasets().holds(whole, place))
}

fn same_days(one: &Period, other: &Period) -> bool {
    (one.start, one.end) == (other.start, other.end)
}

/// Days between the beginnings and the ends of two periods.
fn apart(one: &Period, other: &Period) -> i64 {
    let days = |a: jiff::civil::Date, b: jiff::civil::Date| i64::from((a - b).get_days()).abs();
    days(one.start, other.start) + days(one.end, other.end)
}
