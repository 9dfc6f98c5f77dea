//! Slices near the one asked for: what would make a number true.

use super::normalise::Index;
use super::{Answer, Datasets, Entry, Figure, Parties, RowKind, Slice};
use crate::claim::{Period, PlaceId, shifted};
use jiff::ToSpan;
use std::sync::Arc;

/// A series of more places than this says nothing of which are taken for one another.
const MOST_PLACES: usize = 6;

/// Figures of the same slice in fewer places, and in more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scopes {
    /// With one of the places left out.
    pub narrower: Vec<Figure>,
    /// With more than the places.
    pub wider: Vec<Figure>,
}

impl Datasets {
    /// Every slice near the one asked for that the series answers in full, with its figure: other periods,
    /// some of the places, more of them, or others. The slice itself is not among them.
    ///
    /// How many there are weakens what a match among them is worth.
    pub fn neighbours(&self, series: usize, slice: &Slice) -> Arc<[(Slice, Figure)]> {
        self.neighbours.answer(series, slice, || self.look_for_neighbours(series, slice).into())
    }

    fn look_for_neighbours(&self, series: usize, slice: &Slice) -> Vec<(Slice, Figure)> {
        let (Some(about), Some(entry)) = (self.series.get(series), self.entries.get(series)) else {
            return Vec::new();
        };
        let parties = entry.parties(slice);
        let asked = Slice {
            measure: about.measure.clone(),
            actor: parties.actor,
            target: parties.target,
            ..slice.clone()
        };
        let mut found: Vec<(Slice, Figure)> = Vec::new();
        if let Index::Totals(totals) = &entry.index
            && !totals.knows(&Parties { actor: asked.actor.clone(), target: asked.target.clone() })
            && !totals.knows(&entry.parties(&asked))
        {
            return found;
        }
        if let Index::Totals(totals) = &entry.index
            && about.row_kind == RowKind::PeriodTotal
        {
            let same_parties = totals
                .slices(&about.measure)
                .filter(|(near, _)| near.actor == asked.actor && near.target == asked.target);
            let overlapping = same_parties.filter(|(near, _)| {
                near.places.iter().any(|place| asked.places.contains(place)) && years_apart(near, &asked) <= 5
            });
            found.extend(overlapping.filter(|(near, _)| !same(near, &asked)));
        }
        // What is added now differs among itself: only the rows may have it already.
        let rows = found.len();
        let periods = period_choices(&asked.period);
        for places in place_choices(&asked.places) {
            let near = Slice { places, ..asked.clone() };
            for (period, figure) in self.figures_over(series, &near, about.unit, periods.iter().copied()) {
                let near = Slice { period, ..near.clone() };
                if !same(&near, &asked) && !found[..rows].iter().any(|(known, _)| same(known, &near)) {
                    found.push((near, figure));
                }
            }
        }
        for places in self.taken_for(entry, &asked) {
            let near = Slice { places, ..asked.clone() };
            if !found[..rows].iter().any(|(known, _)| same(known, &near))
                && let Answer::Figure(figure) = self.answer_in(series, &near, about.unit)
            {
                found.push((near, figure));
            }
        }
        found
    }

    /// The figures of the same slice in neighbouring places: with one of several left out, and with more than
    /// them, which are the country of a part of one and what the series counts together with them.
    pub fn scopes(&self, series: usize, slice: &Slice) -> Scopes {
        let mut scopes = Scopes::default();
        let (Some(about), Some(entry)) = (self.series.get(series), self.entries.get(series)) else {
            return scopes;
        };
        let figure = |places: Vec<PlaceId>| {
            let near = Slice { measure: about.measure.clone(), places, ..slice.clone() };
            match self.answer_in(series, &near, about.unit) {
                Answer::Figure(figure) => Some(figure),
                _ => None,
            }
        };
        if slice.places.len() > 1 {
            for left_out in &slice.places {
                let kept = slice.places.iter().filter(|place| *place != left_out).cloned().collect();
                scopes.narrower.extend(figure(kept));
            }
        }
        if let [place] = &slice.places[..]
            && let Some(country) = self.ids.country_of(place).filter(|country| *country != place)
        {
            scopes.wider.extend(figure(vec![country.clone()]));
        }
        if let Index::Totals(totals) = &entry.index {
            let parties = entry.parties(slice);
            let wider = totals.groups().iter().filter(|(known, places)| {
                *known == parties
                    && places.len() > slice.places.len()
                    && slice.places.iter().all(|place| places.contains(place))
            });
            scopes.wider.extend(wider.filter_map(|(_, places)| figure(places.clone())));
        }
        scopes
    }

    /// Other places that those asked for are easily taken for: the country of a part of one, and of the few places
    /// that the series knows, those asked for with another, all together, and another alone.
    fn taken_for(&self, entry: &Entry, asked: &Slice) -> Vec<Vec<PlaceId>> {
        let mut choices = Vec::new();
        if let [place] = &asked.places[..]
            && let Some(country) = self.ids.country_of(place).filter(|country| *country != place)
        {
            choices.push(vec![country.clone()]);
        }
        let mut known: Vec<PlaceId> = match &entry.index {
            Index::Totals(totals) => totals
                .groups()
                .iter()
                .filter(|(parties, _)| parties.actor == asked.actor && parties.target == asked.target)
                .flat_map(|(_, places)| places.iter().cloned())
                .collect(),
            Index::Events(events) => events.places().into_iter().cloned().collect(),
        };
        known.sort();
        known.dedup();
        let others: Vec<PlaceId> =
            known.iter().filter(|place| !asked.places.contains(place)).cloned().collect();
        if known.len() > MOST_PLACES || others.is_empty() {
            return choices;
        }
        let with = |others: &[PlaceId]| {
            let mut places: Vec<PlaceId> = asked.places.iter().chain(others).cloned().collect();
            places.sort();
            places
        };
        choices.extend(others.chunks(1).map(with));
        choices.push(with(&others));
        choices.extend(others.into_iter().map(|place| vec![place]));
        let mut distinct: Vec<Vec<PlaceId>> = Vec::with_capacity(choices.len());
        for choice in choices {
            if !distinct.contains(&choice) {
                distinct.push(choice);
            }
        }
        distinct
    }
}

/// Whether two slices ask the same, whatever their periods' grain is called.
fn same<'a>(one: &'a Slice, other: &'a Slice) -> bool {
    let slots = |slice: &'a Slice| {
        let Slice { measure, actor, target, places, period } = slice;
        (period.start, period.end, places, measure, actor, target)
    };
    slots(one) == slots(other)
}

fn years_apart(slice: &Slice, asked: &Slice) -> i16 {
    (slice.period.end.year() - asked.period.end.year()).abs()
}

/// The places together, each alone.
fn place_choices(places: &[PlaceId]) -> Vec<Vec<PlaceId>> {
    let mut choices = vec![places.to_vec()];
    if places.len() > 1 {
        choices.extend(places.iter().map(|place| vec![place.clone()]));
    }
    choices
}

/// The period, the same stretch of other years, the one before and after, the halves, quarters, months and
/// years around it.
fn period_choices(period: &Period) -> Vec<Period> {
    let mut choices = vec![*period];
    choices.extend([-1, 1, -2, 2, -3, 3].map(|years| period.shift_years(years)));
    if let Some(months) = period.whole_months() {
        let (year, month) = (period.start.year(), period.start.month());
        let back = i32::from(month) - months;
        choices.push(Period::months(
            year + (back - 1).div_euclid(12) as i16,
            ((back - 1).rem_euclid(12) + 1) as i8,
            months,
        ));
        let next = shifted(period.end, 1.days());
        choices.push(Period::months(next.year(), next.month(), months));
        choices.extend([1, 3, 6, 9].map(|count| Period::months(year, month, count)));
    }
    let first = period.start.year();
    for year in first - 2..=period.end.year().min(first + 10) + 1 {
        choices.push(Period::year(year));
        choices.extend([1, 2].map(|half| Period::half(year, half)));
        if year == first {
            choices.extend((1..=4).map(|quarter| Period::quarter(year, quarter)));
            choices.extend((1..=12).map(|month| Period::month(year, month)));
        }
    }
    let mut distinct: Vec<Period> = Vec::with_capacity(choices.len());
    for choice in choices {
        if !distinct.iter().any(|known| (known.start, known.end) == (choice.start, choice.end)) {
            distinct.push(choice);
        }
    }
    distinct
}
