//! Comparability: a claim against every series of the same or a related measure.
//!
//! The slots are looked at in one order: measure, actor, target, places, period; the first that fails is the
//! reason. Who counted and by which rule is framing: it never makes a series incomparable.

use super::agreement::{Match, weigh};
use super::checker::Checker;
use super::signal::FoldedWords;
use super::source::SourceName;
use super::{ArticleFacts, Comparable, EvidenceRow};
use crate::claim::{
    ActorId, Bound, ClaimRow, MeasureId, Period, PeriodBasis, PlaceId, Quantity, Relation, Unit,
};
use crate::dataset::{Answer, Figure, Reason, RowKind, SharedSlice, Slice};
use crate::lexicon::ids::Flow;
use jiff::civil::Date;
use std::cell::OnceCell;

/// How a series stands to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be set against the claim, with this result.
    Comparable(Match),
    /// It covers the claim in part and is the claim's own source: its figure is a lower bound.
    Bound(Reason),
    /// It cannot be set against the claim.
    Apart(Reason),
}

/// A claim against one series.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// The series' place in the data sets.
    pub(super) series: usize,
    pub(super) standing: Standing,
    /// The slice of the figure: the one asked for, or the nearest that the series has.
    pub(super) slice: Option<SharedSlice>,
    pub(super) figure: Option<Figure>,
    /// Whether the claim names the series' source.
    pub(super) named: bool,
    /// Whether the claim tells what its source counts by a wider measure.
    pub(super) wider: bool,
}

impl Evidence {
    pub(super) fn agrees(&self) -> bool {
        matches!(self.standing, Standing::Comparable(Match::Agrees(_)))
    }

    pub(super) fn differs(&self) -> bool {
        self.standing == Standing::Comparable(Match::Differs)
    }
}

/// A claim with its slots read and its evidence gathered, before any rule.
#[derive(Debug, Clone)]
pub(super) struct Weighed<'a> {
    pub(super) claim: &'a ClaimRow,
    /// The quantity, signed: a fall by 68 % is -68.
    pub(super) quantity: Option<Quantity>,
    pub(super) period: Option<Period>,
    /// Sorted, without repeats.
    pub(super) places: Vec<PlaceId>,
    /// Whom the claim names.
    pub(super) attribution: SourceName,
    /// Whether it is no count of the period, once a series asks.
    derived: OnceCell<bool>,
    pub(super) evidence: Vec<Evidence>,
    /// Whether its actor is but the state where those counted are.
    host: bool,
    /// What it asks of most series; none where it does not say when.
    asked: Option<SharedSlice>,
    words: OnceCell<FoldedWords>,
}

impl<'a> Weighed<'a> {
    pub(super) fn new(checker: &Checker<'_>, article: &ArticleFacts, claim: &'a ClaimRow) -> Self {
        let mut places = claim.places.clone();
        places.sort();
        places.dedup();
        let mut weighed = Weighed {
            claim,
            quantity: signed_quantity(claim),
            period: claim.period(),
            places,
            attribution: SourceName::new(&claim.attribution),
            derived: OnceCell::new(),
            evidence: Vec::new(),
            host: false,
            asked: None,
            words: OnceCell::new(),
        };
        weighed.host =
            claim.actor.as_ref().is_some_and(|actor| checker.is_host(actor, &claim.measure, &weighed.places));
        weighed.asked = weighed.period.map(|period| weighed.slice_by(None, None, period).into());
        weighed.evidence = checker
            .series_about(&claim.measure)
            .iter()
            .map(|&series| evidence(checker, article, &weighed, series))
            .collect();
        weighed
    }

    /// Whether it is no count of the period: by how much it changed, or how many there were a month.
    fn is_derived(&self, checker: &Checker<'_>, article: &ArticleFacts) -> bool {
        *self.derived.get_or_init(|| {
            let is_rate =
                |words: &str| checker.signals(&article.language).occur("rate", &FoldedWords::of(words));
            self.claim.is_difference()
                || self.claim.derivation.contains("; per ")
                || is_rate(around(self.claim))
        })
    }

    /// Whether it is about a night, or the last hours: these touch two days, and sources count them under one.
    pub(super) fn touches_two_days(&self) -> bool {
        self.period.is_some_and(|period| period.days() == 2) && self.claim.period_basis != PeriodBasis::Stated
    }

    /// The words of its sentence.
    pub(super) fn words(&self) -> &FoldedWords {
        self.words.get_or_init(|| FoldedWords::of(&self.claim.quote))
    }

    /// The kind of number that the claim asks for.
    pub(super) fn unit(&self) -> Unit {
        self.claim.unit.unwrap_or(Unit::Count)
    }

    /// What the claim asks of a series; none where it does not say when.
    pub(super) fn slice(&self, checker: &Checker<'_>, series: usize) -> Option<SharedSlice> {
        let asked = self.asked.as_ref()?;
        Some(match (self.unsaid_measure(checker, series), self.unsaid_actor(checker, series)) {
            (None, None) => asked.clone(),
            (measure, actor) => self.slice_by(measure, actor, asked.period).into(),
        })
    }

    fn slice_in(&self, checker: &Checker<'_>, series: usize, period: Period) -> SharedSlice {
        let asked = if self.period == Some(period) { self.slice(checker, series) } else { None };
        let (measure, actor) = (self.unsaid_measure(checker, series), self.unsaid_actor(checker, series));
        asked.unwrap_or_else(|| self.slice_by(measure, actor, period).into())
    }

    /// What a series counts, where the claim names its source and tells this by a wider measure.
    fn unsaid_measure<'c>(&self, checker: &Checker<'c>, series: usize) -> Option<&'c MeasureId> {
        let about = &checker.datasets().series()[series];
        let told = self.quantity.is_some() && about.told_as.contains(&self.claim.measure);
        (told && checker.source(series).is_named_by(&self.attribution)).then_some(&about.measure)
    }

    /// Who did what a series counts, where the claim does not say it: a source that is named and counts what one
    /// actor did need not be told who that was.
    fn unsaid_actor<'c>(&self, checker: &Checker<'c>, series: usize) -> Option<&'c ActorId> {
        let unsaid = self.claim.actor.is_none() && checker.source(series).is_named_by(&self.attribution);
        if unsaid { checker.datasets().sole_actor(series) } else { None }
    }

    fn slice_by(&self, measure: Option<&MeasureId>, actor: Option<&ActorId>, period: Period) -> Slice {
        Slice {
            measure: measure.unwrap_or(&self.claim.measure).clone(),
            actor: actor.or(self.claim.actor.as_ref().filter(|_| !self.host)).cloned(),
            target: self.claim.target.clone(),
            places: self.places.clone(),
            period,
        }
    }

    /// The evidence that agrees, the best first: the source that the claim names, an authoritative one, then in
    /// the manner and order of the series.
    pub(super) fn agreeing(&self, checker: &Checker<'_>) -> Vec<&Evidence> {
        let mut agreeing: Vec<&Evidence> =
            self.evidence.iter().filter(|evidence| evidence.agrees()).collect();
        agreeing.sort_by_key(|evidence| {
            let manner = match evidence.standing {
                Standing::Comparable(Match::Agrees(manner)) => Some(manner),
                _ => None,
            };
            (!evidence.named, manner, !checker.source(evidence.series).authoritative)
        });
        agreeing
    }

    /// Whether some comparable series has the number.
    pub(super) fn has_agreement(&self) -> bool {
        self.evidence.iter().any(Evidence::agrees)
    }
}

/// The quantity with its sign: what falls by a percentage changes by less than nothing.
fn signed_quantity(claim: &ClaimRow) -> Option<Quantity> {
    let quantity = claim.quantity()?;
    if claim.relation != Some(Relation::PercentLess) || quantity.value < 0.0 {
        return Some(quantity);
    }
    let bound = match quantity.bound {
        Bound::AtLeast => Bound::AtMost,
        Bound::MoreThan => Bound::LessThan,
        Bound::AtMost => Bound::AtLeast,
        Bound::LessThan => Bound::MoreThan,
        same => same,
    };
    Some(Quantity { value: -quantity.value, low: -quantity.high, high: -quantity.low, bound, ..quantity })
}

fn evidence(checker: &Checker<'_>, article: &ArticleFacts, weighed: &Weighed<'_>, series: usize) -> Evidence {
    let source = checker.source(series);
    let named = source.is_named_by(&weighed.attribution);
    let decides = named || (weighed.attribution.is_empty() && source.authoritative);
    let asked = weighed.slice(checker, series);
    let answered = match &asked {
        Some(asked) => answer(checker, article, weighed, series, asked),
        None => Answer::No(first_slot_without_period(checker, article, weighed, series)),
    };
    let (standing, figure) = match answered {
        Answer::Figure(figure) => (comparable(checker, article, weighed, &figure), Some(figure)),
        Answer::Partial(figure) => {
            let reason = figure.missing.unwrap_or(Reason::Coverage);
            if decides { (Standing::Bound(reason), Some(figure)) } else { (Standing::Apart(reason), None) }
        }
        Answer::No(reason) => (Standing::Apart(reason), None),
    };
    let wider = asked.as_ref().is_some_and(|asked| asked.measure != weighed.claim.measure);
    let standing = match standing {
        Standing::Comparable(Match::Differs) | Standing::Bound(_) if wider => {
            Standing::Apart(Reason::Measure)
        }
        standing => standing,
    };
    if standing == Standing::Comparable(Match::Differs)
        && let Some((slice, standing, figure)) = in_one_day(checker, article, weighed, series)
            .or_else(|| as_running_total(checker, article, weighed, series))
    {
        return Evidence { series, standing, slice: Some(slice), figure: Some(figure), named, wider };
    }
    if figure.is_some() {
        return Evidence { series, standing, slice: asked, figure, named, wider };
    }
    let period = weighed.period.unwrap_or(checker.datasets().series()[series].extent);
    let near = checker.datasets().nearest(series, &weighed.slice_in(checker, series, period));
    let (slice, figure) = near.unzip();
    Evidence { series, standing, slice: slice.or(asked), figure, named, wider: false }
}

/// The slice of one of two days that a night or the last hours touch, how it stands, and its figure, where it has the
/// number.
fn in_one_day(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    series: usize,
) -> Option<(SharedSlice, Standing, Figure)> {
    let period = weighed.period.filter(|_| weighed.touches_two_days())?;
    [period.end, period.start]
        .into_iter()
        .find_map(|day| agreeing_in(checker, article, weighed, series, Period::day(day)))
}

/// The slice from the series' first day on, how it stands, and its figure, where it has the number and the text tells a
/// total that has run up ("the toll rose to 14,800 by the end of November"), or counts from that day of another year, for
/// the year may not have been told.
fn as_running_total(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    series: usize,
) -> Option<(SharedSlice, Standing, Figure)> {
    let about = &checker.datasets().series()[series];
    let period = weighed.period.filter(|period| about.extent.start < period.start)?;
    let total = || checker.signals(&article.language).occur("total", weighed.words());
    let day_of_year = |day: Date| (day.month(), day.day());
    let same_day = day_of_year(about.extent.start) == day_of_year(period.start);
    let since_first = Period::span(about.extent.start, period.end);
    (about.row_kind == RowKind::Cumulative && (same_day || total()))
        .then(|| agreeing_in(checker, article, weighed, series, since_first))
        .flatten()
}

/// The slice of another period, how it stands, and its figure, where it has the number.
fn agreeing_in(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    series: usize,
    period: Period,
) -> Option<(SharedSlice, Standing, Figure)> {
    let slice = weighed.slice_in(checker, series, period);
    let Answer::Figure(figure) = answer(checker, article, weighed, series, &slice) else { return None };
    let standing = comparable(checker, article, weighed, &figure);
    matches!(standing, Standing::Comparable(Match::Agrees(_))).then_some((slice, standing, figure))
}

fn answer(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    series: usize,
    asked: &Slice,
) -> Answer {
    let about = &checker.datasets().series()[series];
    if about.measure == asked.measure && about.unit == weighed.unit() {
        if is_of_another_sort(checker, article, weighed) {
            return Answer::No(Reason::Unit);
        }
        let level = about.row_kind == RowKind::Stock;
        let asked_for = match checker.flow(&asked.measure) {
            Some(Flow::Flow) => Some(false),
            Some(Flow::Stock) => Some(true),
            Some(Flow::Either) | None => None,
        };
        if asked_for.is_some_and(|asks_for_level| level != asks_for_level) {
            return Answer::No(Reason::Flow);
        }
    }
    match checker.datasets().answer_in(series, asked, weighed.unit()) {
        Answer::No(Reason::NoPlace) => {
            let elsewhere = Slice { places: places_of(checker, series, asked), ..asked.clone() };
            match checker.datasets().answer_in(series, &elsewhere, weighed.unit()) {
                Answer::No(reason @ (Reason::Actor | Reason::Target)) => Answer::No(reason),
                _ => Answer::No(Reason::NoPlace),
            }
        }
        answer => answer,
    }
}

/// How many letters before a number, and behind it, may say that it is a rate: "an average of 25 attacks a month".
const BEFORE: usize = 16;
const BEHIND: usize = 24;

/// The number with what stands right beside it.
fn around(claim: &ClaimRow) -> &str {
    let place = |point: u32| point.saturating_sub(claim.quote_start) as usize;
    let byte = |point: usize| claim.quote.char_indices().nth(point).map(|(byte, _)| byte);
    let start = byte(place(claim.start).saturating_sub(BEFORE)).unwrap_or(claim.quote.len());
    let end = byte(place(claim.end) + BEHIND).unwrap_or(claim.quote.len());
    claim.quote.get(start..end).unwrap_or_default()
}

/// Whether the number is no count of its own but derived from some, or a share where series of percents give
/// changes: of what is done or suffered a percent counts nothing else.
fn is_of_another_sort(checker: &Checker<'_>, article: &ArticleFacts, weighed: &Weighed<'_>) -> bool {
    let change = matches!(weighed.claim.relation, Some(Relation::PercentMore | Relation::PercentLess));
    let share = weighed.unit() == Unit::Percent && !change && checker.happens(&weighed.claim.measure);
    share || weighed.is_derived(checker, article)
}

/// Places that the series speaks of, to see whether anything but the places fails.
fn places_of(checker: &Checker<'_>, series: usize, asked: &Slice) -> Vec<PlaceId> {
    checker.datasets().nearest(series, asked).map(|(slice, _)| slice.places.clone()).unwrap_or_default()
}

/// The first slot that fails where the claim gives no period.
fn first_slot_without_period(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    series: usize,
) -> Reason {
    let extent = checker.datasets().series()[series].extent;
    let asked = weighed.slice_in(checker, series, extent);
    match answer(checker, article, weighed, series, &asked) {
        Answer::No(
            reason @ (Reason::Measure
            | Reason::Actor
            | Reason::Target
            | Reason::Places
            | Reason::NoPlace
            | Reason::Unit
            | Reason::Flow),
        ) => reason,
        _ => Reason::NoPeriod,
    }
}

/// What comes of a figure for just the slice asked for. A trend has no number to set against it; a figure that
/// came after the article may agree, never refute.
fn comparable(
    checker: &Checker<'_>,
    article: &ArticleFacts,
    weighed: &Weighed<'_>,
    figure: &Figure,
) -> Standing {
    let Some(quantity) = &weighed.quantity else { return Standing::Comparable(Match::Undecided) };
    let result = weigh(quantity, figure, checker.options().tolerance);
    let later = figure.published.zip(article.published).is_some_and(|(figure, article)| figure > article);
    if result == Match::Differs && later {
        Standing::Apart(Reason::Later)
    } else {
        Standing::Comparable(result)
    }
}

/// The row of `evidence.csv`.
pub(super) fn row(checker: &Checker<'_>, weighed: &Weighed<'_>, evidence: &Evidence) -> EvidenceRow {
    let (comparable, reason) = match evidence.standing {
        Standing::Comparable(_) => (Comparable::Yes, None),
        Standing::Bound(reason) => (Comparable::Bound, Some(reason)),
        Standing::Apart(reason) => (Comparable::No, Some(reason)),
    };
    let set_against = weighed.quantity.filter(|_| comparable != Comparable::No).zip(evidence.figure);
    let figure = evidence.figure;
    let (dataset, series) = checker.names_of(evidence.series);
    EvidenceRow {
        claim_id: weighed.claim.claim_id.clone(),
        dataset,
        series,
        comparable,
        reason,
        figure: figure.map(|figure| figure.value),
        low: figure.map(|figure| figure.low),
        high: figure.map(|figure| figure.high),
        days_covered: figure.map(|figure| figure.days_covered),
        rows: figure.map(|figure| figure.rows),
        difference: set_against.map(|(quantity, figure)| rounded(quantity.value - figure.value, 6)),
        ratio: set_against
            .filter(|(_, figure)| figure.value != 0.0)
            .map(|(quantity, figure)| rounded(quantity.value / figure.value, 4)),
        query: evidence.slice.as_ref().map_or_else(|| checker.no_name(), SharedSlice::words),
    }
}

/// The number with at most this many decimals: tables show no error of floating-point arithmetic.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}
