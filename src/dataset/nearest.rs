//! What a series has instead of the slice asked for: never evidence, only what to show beside the reason.

use super::events::Events;
use super::normalise::Index;
use super::totals::Totals;
use super::{Answer, Datasets, Figure, Parties, SharedSlice, Slice};
use crate::claim::PlaceId;

/// Whether the actor and the target are others than those asked for, the nearest first.
const OTHER_PARTIES: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];

impl Datasets {
    /// The figure of the slice that differs least from the one asked for: in actor, in target, in places,
    /// then in time.
    pub fn nearest(&self, series: usize, slice: &Slice) -> Option<(SharedSlice, Figure)> {
        let (about, entry) = (self.series.get(series)?, self.entries.get(series)?);
        match &entry.index {
            Index::Totals(totals) => {
                let Parties { actor, target } = entry.parties(slice);
                let asked = Slice { measure: about.measure.clone(), actor, target, ..slice.clone() };
                self.nearest_of_totals(series, totals, &asked)
            }
            Index::Events(events) => self.nearest.answer(series, slice, || {
                let asked = Slice { measure: about.measure.clone(), ..slice.clone() };
                widened(events, asked).into_iter().find_map(|candidate| {
                    match self.answer_in(series, &candidate, about.unit) {
                        Answer::Figure(figure) | Answer::Partial(figure) => Some((candidate.into(), figure)),
                        Answer::No(_) => None,
                    }
                })
            }),
        }
    }

    /// Of the nearest parties: the slice just as asked where they answer it, else their nearest row.
    fn nearest_of_totals(
        &self,
        series: usize,
        totals: &Totals,
        asked: &Slice,
    ) -> Option<(SharedSlice, Figure)> {
        let unit = self.series.get(series)?.unit;
        OTHER_PARTIES.into_iter().find_map(|others| {
            let are_so = |parties: &&Parties| others == other_parties(parties, asked);
            let as_asked = totals.parties().iter().filter(are_so).find_map(|parties| {
                let Parties { actor, target } = parties.clone();
                let candidate = Slice { actor, target, ..asked.clone() };
                match self.answer_in(series, &candidate, unit) {
                    Answer::Figure(figure) => Some((candidate.into(), figure)),
                    _ => None,
                }
            });
            as_asked.or_else(|| nearest_row(totals, asked, |parties| are_so(&parties)))
        })
    }
}

fn other_parties(parties: &Parties, asked: &Slice) -> (bool, bool) {
    (parties.actor != asked.actor, parties.target != asked.target)
}

/// The first of the rows of these parties that are nearest to the slice asked for, in places, then in time.
fn nearest_row(
    totals: &Totals,
    asked: &Slice,
    are_wanted: impl Fn(&Parties) -> bool,
) -> Option<(SharedSlice, Figure)> {
    let mut nearest: Option<((usize, i64), (usize, usize))> = None;
    for (group, (parties, places)) in totals.groups().iter().enumerate() {
        if !are_wanted(parties) {
            continue;
        }
        let apart = places_apart(places, &asked.places);
        if nearest.is_some_and(|((least, _), _)| least < apart) {
            continue;
        }
        for (row, days) in totals.days_apart(group, &asked.period).enumerate() {
            if nearest.is_none_or(|(least, _)| (apart, days) < least) {
                nearest = Some(((apart, days), (group, row)));
            }
        }
    }
    let (_, (group, row)) = nearest?;
    totals.row(&asked.measure, group, row)
}

/// How many places only one of the two has.
fn places_apart(places: &[PlaceId], asked: &[PlaceId]) -> usize {
    let missing = asked.iter().filter(|place| !places.contains(place)).count();
    missing + places.iter().filter(|place| !asked.contains(place)).count()
}

/// The slice as asked, then without what the events do not name, inside the days that they cover.
fn widened(events: &Events, asked: Slice) -> [Slice; 3] {
    let extent = events.extent();
    let period = asked.period.overlap(&extent).unwrap_or(extent);
    let known: Vec<PlaceId> =
        asked.places.iter().filter(|place| events.places().contains(place)).cloned().collect();
    let places = if known.is_empty() { asked.places.clone() } else { known };
    let near = Slice { places, period, ..asked };
    [near.clone(), Slice { target: None, ..near.clone() }, Slice { actor: None, target: None, ..near }]
}
