//! The index of series whose rows are totals, levels or running totals: by actor, target and places.

use super::cell::date_of;
use super::timeline::{Clash, Reading, Sign, Timeline, Total, bounds};
use super::{Answer, Figure, Parties, Reason, RowKind, SharedSlice, Slice};
use crate::claim::{ActorId, MeasureId, Period, PlaceId};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

type Places = Vec<PlaceId>;
type Group = FxHashMap<Places, Timeline>;
type Rows = Vec<(SharedSlice, Figure)>;
type Pieces = (Vec<(Sign, Places)>, Option<Reason>);

/// Timelines by actor, target and places.
#[derive(Debug, Clone)]
pub(super) struct Totals {
    kind: RowKind,
    tolerance: i32,
    groups: FxHashMap<Parties, Group>,
    /// The groups in order: hash order must not show.
    order: Vec<(Parties, Places)>,
    /// Whether some figure is given more than once.
    versions: bool,
    /// The actors and targets of the groups, in order.
    parties: Vec<Parties>,
    few_rows: OnceLock<Option<Vec<Rows>>>,
}

/// The most rows that are kept as slices.
const FEW: usize = 4096;

/// The days asked for: the first, and the one after the last.
#[derive(Clone, Copy)]
struct Window {
    start: i32,
    next: i32,
}

impl Window {
    fn of(slice: &Slice) -> Window {
        let (start, next) = bounds(&slice.period);
        Window { start, next }
    }
}

impl Totals {
    pub(super) fn new(
        kind: RowKind,
        tolerance: u32,
        sum_rows: bool,
        rows: FxHashMap<(Parties, Places), Vec<Total>>,
        mut clash: impl FnMut(Clash, &Total),
    ) -> Self {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut totals = Totals {
            kind,
            tolerance: i32::try_from(tolerance).unwrap_or(i32::MAX / 2),
            groups: FxHashMap::default(),
            order: Vec::with_capacity(rows.len()),
            versions: false,
            parties: Vec::new(),
            few_rows: OnceLock::new(),
        };
        for ((parties, places), rows) in rows {
            let timeline = Timeline::new(rows, sum_rows, |found, row| {
                totals.versions = true;
                clash(found, row);
            });
            totals.versions |= timeline.has_earlier();
            totals.order.push((parties.clone(), places.clone()));
            totals.groups.entry(parties).or_default().insert(places, timeline);
        }
        totals.parties = totals.order.iter().map(|(parties, _)| parties.clone()).collect();
        totals.parties.dedup();
        totals
    }

    /// Which slot no row has: the actor or the target.
    fn missing_party(&self, parties: &Parties) -> Reason {
        let has_actor = self.groups.keys().any(|known| known.actor == parties.actor);
        if has_actor { Reason::Target } else { Reason::Actor }
    }

    pub(super) fn answer(&self, parties: &Parties, slice: &Slice) -> Answer {
        let Some(group) = self.groups.get(parties) else {
            return Answer::No(self.missing_party(parties));
        };
        let window = Window::of(slice);
        match self.pieces(group, &slice.places, window) {
            Ok((pieces, missing)) => {
                let reading = |timeline| self.reading(timeline, window, missing);
                let sum = pieces.iter().try_fold(None::<Reading>, |sum, (sign, places)| {
                    let reading = group.get(places.as_slice()).and_then(reading)?;
                    let days = sum.map_or(reading.days, |sum| sum.days.min(reading.days));
                    let before = sum.unwrap_or(Reading::NONE);
                    let sum = match sign {
                        Sign::Plus => before.plus(reading),
                        Sign::Minus => before.minus(reading).filter(|rest| rest.value >= 0.0)?,
                    };
                    Some(Some(Reading { days, ..sum }))
                });
                match (sum.flatten(), missing) {
                    (None, _) => Answer::No(Reason::Period),
                    (Some(sum), None) => Answer::Figure(figure(sum, None)),
                    (Some(sum), missing) => Answer::Partial(figure(sum, missing)),
                }
            }
            Err(reason) => Answer::No(reason),
        }
    }

    /// The rows that an answer is made of, each added or taken away, with their places.
    pub(super) fn rows_of(&self, parties: &Parties, slice: &Slice) -> Vec<(Sign, &[PlaceId], &Total)> {
        let Some(group) = self.groups.get(parties) else { return Vec::new() };
        let window = Window::of(slice);
        let Ok((pieces, missing)) = self.pieces(group, &slice.places, window) else { return Vec::new() };
        let mut rows = Vec::new();
        for (sign, places) in &pieces {
            let Some((places, timeline)) = group.get_key_value(places.as_slice()) else { continue };
            let Window { start, next } = window;
            let signed = match self.kind {
                RowKind::Stock => {
                    let row = timeline.level_row(next - 1, self.tolerance);
                    row.map(|row| (Sign::Plus, row)).into_iter().collect()
                }
                RowKind::Cumulative => timeline.growth_rows(start, next),
                RowKind::PeriodTotal | RowKind::Event if missing == Some(Reason::Coverage) => {
                    timeline.part_rows(start, next).into_iter().map(|row| (Sign::Plus, row)).collect()
                }
                RowKind::PeriodTotal | RowKind::Event => timeline.total_rows(start, next).unwrap_or_default(),
            };
            rows.extend(signed.into_iter().map(|(inner, row)| {
                (if inner == *sign { Sign::Plus } else { Sign::Minus }, places.as_slice(), row)
            }));
        }
        rows
    }

    /// The places cut into those that rows speak of together, each added or taken away, and what is missing
    /// where they make up only a part.
    fn pieces(&self, group: &Group, places: &[PlaceId], window: Window) -> Result<Pieces, Reason> {
        let answers = |part: &Places, missing| {
            group.get(part).and_then(|timeline| self.reading(timeline, window, missing)).is_some()
        };
        let plus = |parts: Vec<Places>| parts.into_iter().map(|part| (Sign::Plus, part)).collect();
        let together = places.to_vec();
        if answers(&together, None) {
            return Ok((vec![(Sign::Plus, together)], None));
        }
        let parts = disjoint_parts(group, places);
        if let Some(parts) = parts.clone().filter(|parts| parts.iter().all(|part| answers(part, None))) {
            return Ok((plus(parts), None));
        }
        if let Some(pieces) = self.difference(group, places, &|part| answers(part, None)) {
            return Ok((pieces, None));
        }
        let somewhere = |place: &PlaceId| group.keys().any(|known| known.contains(place));
        if self.kind == RowKind::Stock {
            return Err(if places.iter().all(somewhere) { Reason::Period } else { Reason::Places });
        }
        let coverage = Some(Reason::Coverage);
        if group.contains_key(&together) || parts.is_some() {
            let parts = if answers(&together, coverage) { vec![together] } else { parts.unwrap_or_default() };
            let parts: Vec<Places> = parts.into_iter().filter(|part| answers(part, coverage)).collect();
            return if parts.is_empty() { Err(Reason::Period) } else { Ok((plus(parts), coverage)) };
        }
        let alone = places.iter().map(|place| vec![place.clone()]);
        let some: Vec<Places> = alone.filter(|part| answers(part, None)).collect();
        if some.is_empty() { Err(Reason::Places) } else { Ok((plus(some), Some(Reason::Places))) }
    }

    /// More places together, without those that are too many.
    fn difference(
        &self,
        group: &Group,
        places: &[PlaceId],
        answers: &dyn Fn(&Places) -> bool,
    ) -> Option<Vec<(Sign, Places)>> {
        if self.kind == RowKind::Stock {
            return None;
        }
        let has_all = |known: &&Places| places.iter().all(|place| known.contains(place));
        let mut wider: Vec<&Places> =
            group.keys().filter(|known| known.len() > places.len()).filter(has_all).collect();
        wider.sort();
        wider.into_iter().filter(|known| answers(known)).find_map(|known| {
            let rest: Places = known.iter().filter(|place| !places.contains(place)).cloned().collect();
            let rest = if answers(&rest) { vec![rest] } else { disjoint_parts(group, &rest)? };
            let taken = rest.into_iter().map(|part| (Sign::Minus, part));
            let pieces: Vec<_> = std::iter::once((Sign::Plus, known.clone())).chain(taken).collect();
            pieces.iter().all(|(_, part)| answers(part)).then_some(pieces)
        })
    }

    /// What a timeline says to the window: in full, or as much as it covers.
    fn reading(&self, timeline: &Timeline, window: Window, missing: Option<Reason>) -> Option<Reading> {
        let Window { start, next } = window;
        let partly = missing == Some(Reason::Coverage);
        match self.kind {
            RowKind::Stock => {
                let level = timeline.level(next - 1, self.tolerance)?;
                let days = if level.days > 0 { u64::from((next - start).unsigned_abs()) } else { 0 };
                Some(Reading { days, ..level })
            }
            RowKind::Cumulative => {
                let (growth, covered) = timeline.growth(start, next)?;
                (covered || partly).then_some(growth)
            }
            RowKind::PeriodTotal | RowKind::Event if partly => timeline.part(start, next),
            RowKind::PeriodTotal | RowKind::Event => timeline.total(start, next),
        }
    }

    /// Whether there are rows of these parties.
    pub(super) fn knows(&self, parties: &Parties) -> bool {
        self.groups.contains_key(parties)
    }

    /// For each row of a group, by how many days its ends lie from the period's, together.
    pub(super) fn days_apart(&self, group: usize, period: &Period) -> impl Iterator<Item = i64> + '_ {
        let (start, next) = bounds(period);
        let apart = |one: i32, other: i32| i64::from(one).abs_diff(i64::from(other)) as i64;
        self.rows_of_group(group).map(move |row| apart(row.start, start) + apart(row.next, next))
    }

    /// A row of a group as a slice with its figure; where they are not too many to be kept, made once.
    pub(super) fn row(&self, measure: &MeasureId, group: usize, row: usize) -> Option<(SharedSlice, Figure)> {
        let few = || {
            let rows = (0..self.order.len()).map(|group| self.rows_of_group(group).count()).sum::<usize>();
            (rows <= FEW)
                .then(|| (0..self.order.len()).map(|group| self.group(measure, group).collect()).collect())
        };
        match self.few_rows.get_or_init(few) {
            Some(groups) => groups.get(group)?.get(row).cloned(),
            None => self.group(measure, group).nth(row),
        }
    }

    /// Every row as a slice with its figure, in order.
    pub(super) fn slices<'a>(&'a self, measure: &'a MeasureId) -> impl Iterator<Item = (Slice, Figure)> + 'a {
        (0..self.order.len()).flat_map(move |group| self.slices_of_group(measure, group))
    }

    fn group<'a>(
        &'a self,
        measure: &'a MeasureId,
        group: usize,
    ) -> impl Iterator<Item = (SharedSlice, Figure)> + 'a {
        self.slices_of_group(measure, group).map(|(slice, figure)| (slice.into(), figure))
    }

    fn slices_of_group<'a>(
        &'a self,
        measure: &'a MeasureId,
        group: usize,
    ) -> impl Iterator<Item = (Slice, Figure)> + 'a {
        let (parties, places) = &self.order[group];
        self.rows_of_group(group).map(move |row| {
            let slice = Slice {
                measure: measure.clone(),
                actor: parties.actor.clone(),
                target: parties.target.clone(),
                places: places.clone(),
                period: Period::span(date_of(row.start), date_of(row.next - 1)),
            };
            (slice, figure(row.reading(), None))
        })
    }

    fn rows_of_group(&self, group: usize) -> impl Iterator<Item = &Total> {
        let (parties, places) = &self.order[group];
        let timeline = self.groups.get(parties).and_then(|group| group.get(places));
        timeline.into_iter().flat_map(Timeline::rows)
    }

    /// The versions of the slice's figure that were published before the one that answers, newest first.
    pub(super) fn earlier(&self, parties: &Parties, slice: &Slice) -> Vec<Figure> {
        let (start, next) = bounds(&slice.period);
        let timeline = self.groups.get(parties).and_then(|group| group.get(&slice.places));
        let rows = timeline.into_iter().flat_map(|timeline| timeline.earlier(start, next));
        rows.map(|row| figure(row.reading(), None)).collect()
    }

    /// The actor of every row, where they have the same.
    pub(super) fn sole_actor(&self) -> Option<&ActorId> {
        let mut actors = self.order.iter().map(|(parties, _)| parties.actor.as_ref());
        let first = actors.next()??;
        actors.all(|actor| actor == Some(first)).then_some(first)
    }

    /// Whether some figure is given more than once: in versions, again, or otherwise.
    pub(super) fn has_versions(&self) -> bool {
        self.versions
    }

    /// The actors and targets of the groups, in order.
    pub(super) fn parties(&self) -> &[Parties] {
        &self.parties
    }

    /// The groups, in order.
    pub(super) fn groups(&self) -> &[(Parties, Places)] {
        &self.order
    }

    /// The first and last day that a row speaks of.
    pub(super) fn extent(&self) -> Option<Period> {
        let timelines = self.groups.values().flat_map(FxHashMap::values);
        let days = timelines.flat_map(Timeline::rows).map(|row| (row.start, row.next - 1));
        let (start, end) = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some(Period::span(date_of(start), date_of(end)))
    }
}

/// The places cut into groups that have rows, each place in one.
fn disjoint_parts(group: &Group, places: &[PlaceId]) -> Option<Vec<Places>> {
    let Some((first, rest)) = places.split_first() else { return Some(Vec::new()) };
    let single = vec![first.clone()];
    if group.contains_key(&single)
        && let Some(mut parts) = disjoint_parts(group, rest)
    {
        parts.insert(0, single);
        return Some(parts);
    }
    // Sets of more than a few places come only as lists of single countries.
    if places.len() > 6 {
        return None;
    }
    (1_u32..1 << rest.len()).find_map(|mask| {
        let chosen = |index: usize| mask & (1 << index) != 0;
        let mut part = vec![first.clone()];
        part.extend(
            rest.iter().enumerate().filter(|(index, _)| chosen(*index)).map(|(_, place)| place.clone()),
        );
        group.contains_key(&part).then_some(())?;
        let others: Places = rest
            .iter()
            .enumerate()
            .filter(|(index, _)| !chosen(*index))
            .map(|(_, place)| place.clone())
            .collect();
        let mut parts = disjoint_parts(group, &others)?;
        parts.insert(0, part);
        Some(parts)
    })
}

pub(super) fn figure(reading: Reading, missing: Option<Reason>) -> Figure {
    Figure {
        value: reading.value,
        low: reading.low,
        high: reading.high,
        bound: reading.bound,
        days_covered: reading.days,
        rows: reading.rows,
        published: reading.published,
        missing,
    }
}
