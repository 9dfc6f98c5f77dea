//! The index of series whose rows are totals, levels or running totals: by actor, target and places.

use super::cell::date_of;
use super::timeline::{Clash, Reading, Timeline, Total, bounds};
use super::{Answer, Figure, Parties, Reason, RowKind, Slice};
use crate::claim::{ActorId, MeasureId, Period, PlaceId};
use rustc_hash::FxHashMap;

type Places = Vec<PlaceId>;

/// Timelines by actor, target and places.
#[derive(Debug, Clone)]
pub(super) struct Totals {
    kind: RowKind,
    tolerance: i32,
    groups: FxHashMap<Parties, FxHashMap<Places, Timeline>>,
    /// The groups in order: hash order must not show.
    order: Vec<(Parties, Places)>,
}

/// What a figure is asked of: places and days.
#[derive(Clone, Copy)]
struct Window {
    start: i32,
    next: i32,
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
        };
        for ((parties, places), rows) in rows {
            let timeline = Timeline::new(rows, sum_rows, &mut clash);
            totals.order.push((parties.clone(), places.clone()));
            totals.groups.entry(parties).or_default().insert(places, timeline);
        }
        totals
    }

    /// Which slot no row has: the actor or the target.
    fn missing_party(&self, parties: &Parties) -> Option<Reason> {
        if self.groups.contains_key(parties) {
            return None;
        }
        let has_actor = self.groups.keys().any(|known| known.actor == parties.actor);
        Some(if has_actor { Reason::Target } else { Reason::Actor })
    }

    pub(super) fn answer(&self, parties: &Parties, slice: &Slice) -> Answer {
        if let Some(reason) = self.missing_party(parties) {
            return Answer::No(reason);
        }
        let Some(group) = self.groups.get(parties) else { return Answer::No(Reason::Actor) };
        let (start, next) = bounds(&slice.period);
        let window = Window { start, next };
        if let Some(reading) = self.covering(group, &slice.places, window) {
            return Answer::Figure(figure(reading, None));
        }
        let known: Places = slice.places.iter().filter(|place| occurs(group, place)).cloned().collect();
        if self.kind == RowKind::Stock {
            let somewhere = known.len() == slice.places.len();
            return Answer::No(if somewhere { Reason::Period } else { Reason::Places });
        }
        if known.len() == slice.places.len() && self.tileable(group, &slice.places) {
            return match self.covering_part(group, &slice.places, window) {
                Some(reading) => Answer::Partial(figure(reading, Some(Reason::Coverage))),
                None => Answer::No(Reason::Period),
            };
        }
        match self.some_places(group, &slice.places, window) {
            Some(reading) => Answer::Partial(figure(reading, Some(Reason::Places))),
            None => Answer::No(Reason::Places),
        }
    }

    /// The places together: by a row of their own, as a sum of disjoint parts, or as a difference.
    fn covering(
        &self,
        group: &FxHashMap<Places, Timeline>,
        places: &[PlaceId],
        window: Window,
    ) -> Option<Reading> {
        self.adding(group, places, window).or_else(|| {
            if self.kind == RowKind::Stock || places.is_empty() {
                return None;
            }
            let mut wider: Vec<&Places> = group
                .keys()
                .filter(|known| {
                    known.len() > places.len() && places.iter().all(|place| known.contains(place))
                })
                .collect();
            wider.sort();
            wider.into_iter().find_map(|known| {
                let whole = self.reading(group.get(known)?, window)?;
                let rest: Places = known.iter().filter(|place| !places.contains(place)).cloned().collect();
                let rest = self.adding(group, &rest, window)?;
                let left = whole.minus(rest)?;
                (left.value >= 0.0).then_some(Reading { days: whole.days, ..left })
            })
        })
    }

    fn adding(
        &self,
        group: &FxHashMap<Places, Timeline>,
        places: &[PlaceId],
        window: Window,
    ) -> Option<Reading> {
        if let Some(reading) = group.get(places).and_then(|timeline| self.reading(timeline, window)) {
            return Some(reading);
        }
        let parts = disjoint_parts(group, places)?;
        let mut sum = Reading::NONE;
        for part in &parts {
            let reading = self.reading(group.get(part.as_slice())?, window)?;
            sum = Reading { days: reading.days, ..sum.plus(reading) };
        }
        (parts.len() > 1).then_some(sum)
    }

    fn reading(&self, timeline: &Timeline, window: Window) -> Option<Reading> {
        match self.kind {
            RowKind::Stock => {
                let level = timeline.level(window.next - 1, self.tolerance)?;
                let days =
                    if level.days > 0 { u64::from((window.next - window.start).unsigned_abs()) } else { 0 };
                Some(Reading { days, ..level })
            }
            RowKind::Cumulative => {
                let (growth, covered) = timeline.growth(window.start, window.next)?;
                covered.then_some(growth)
            }
            RowKind::PeriodTotal | RowKind::Event => timeline.total(window.start, window.next),
        }
    }

    /// Whether the places could be answered in some period.
    fn tileable(&self, group: &FxHashMap<Places, Timeline>, places: &[PlaceId]) -> bool {
        group.contains_key(places) || disjoint_parts(group, places).is_some()
    }

    /// What the rows cover of the period, for all the places.
    fn covering_part(
        &self,
        group: &FxHashMap<Places, Timeline>,
        places: &[PlaceId],
        window: Window,
    ) -> Option<Reading> {
        let part = |timeline: &Timeline| match self.kind {
            RowKind::Cumulative => timeline.growth(window.start, window.next).map(|(growth, _)| growth),
            _ => timeline.part(window.start, window.next),
        };
        if let Some(reading) = group.get(places).and_then(part) {
            return Some(reading);
        }
        let mut sum: Option<Reading> = None;
        for places in disjoint_parts(group, places)? {
            if let Some(reading) = group.get(places.as_slice()).and_then(part) {
                let before = sum.unwrap_or(Reading { days: reading.days, ..Reading::NONE });
                sum = Some(Reading { days: before.days.min(reading.days), ..before.plus(reading) });
            }
        }
        sum
    }

    /// The sum over those of the places that the period can be read for.
    fn some_places(
        &self,
        group: &FxHashMap<Places, Timeline>,
        places: &[PlaceId],
        window: Window,
    ) -> Option<Reading> {
        let mut sum: Option<Reading> = None;
        for place in places {
            let timeline = group.get(std::slice::from_ref(place));
            if let Some(reading) = timeline.and_then(|timeline| self.reading(timeline, window)) {
                sum = Some(Reading { days: reading.days, ..sum.unwrap_or(Reading::NONE).plus(reading) });
            }
        }
        sum
    }

    /// Every row as a slice with its figure, in order.
    pub(super) fn slices<'a>(&'a self, measure: &'a MeasureId) -> impl Iterator<Item = (Slice, Figure)> + 'a {
        self.order.iter().flat_map(move |(parties, places)| {
            let timeline = self.groups.get(parties).and_then(|group| group.get(places));
            timeline.into_iter().flat_map(Timeline::rows).map(move |row| {
                let slice = Slice {
                    measure: measure.clone(),
                    actor: parties.actor.clone(),
                    target: parties.target.clone(),
                    places: places.clone(),
                    period: Period::span(date_of(row.start), date_of(row.next - 1)),
                };
                (slice, figure(row.reading(), None))
            })
        })
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

/// Whether some row speaks of the place, alone or with others.
fn occurs(group: &FxHashMap<Places, Timeline>, place: &PlaceId) -> bool {
    group.contains_key(std::slice::from_ref(place)) || group.keys().any(|places| places.contains(place))
}

/// The places cut into groups that have rows, each place in one.
fn disjoint_parts(group: &FxHashMap<Places, Timeline>, places: &[PlaceId]) -> Option<Vec<Places>> {
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
