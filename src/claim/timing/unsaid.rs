//! When it was, for quantities whose sentence does not say: what the sentences around say of the same event.

use crate::claim::{ClaimRow, Grain, Period, PeriodBasis, PlaceId};
use crate::lexicon::ids::Ids;
use jiff::civil::Date;

/// When things happened, as far as the text has been read.
#[derive(Debug, Clone, Default)]
pub(in crate::claim) struct Events {
    last: Option<Period>,
    /// The last period of each country.
    by_country: Vec<(PlaceId, Period)>,
    /// The first period, and how many claims stood before it.
    first: Option<(Period, usize)>,
}

impl Events {
    /// Takes note of the period of a sentence, of where it happened, and of how many claims were read before.
    pub(in crate::claim) fn note(
        &mut self,
        period: Period,
        places: &[&PlaceId],
        claims_before: usize,
        ids: &Ids,
    ) {
        self.last = Some(period);
        self.first.get_or_insert((period, claims_before));
        if places.is_empty() {
            self.by_country.clear();
        }
        for country in places.iter().filter_map(|place| ids.country_of(place)) {
            match self.by_country.iter_mut().find(|(known, _)| known == country) {
                Some((_, last)) => *last = period,
                None => self.by_country.push((country.clone(), period)),
            }
        }
    }

    /// The period of the last event in one of the places, else of the last event.
    pub(in crate::claim) fn last_in(&self, places: &[PlaceId], ids: &Ids) -> Option<Period> {
        let countries = places.iter().filter_map(|place| ids.country_of(place));
        let there = countries.into_iter().find_map(|country| {
            self.by_country.iter().find(|(known, _)| known == country).map(|(_, period)| *period)
        });
        there.or(self.last)
    }
}

/// Completes the claims that do not say when, once the whole text is read.
///
/// A quantity told twice has the period that it is given elsewhere, and so have those beside it in its sentence;
/// what stands before the first day that is named is about that day, if it is of the week of the news.
pub(in crate::claim) fn complete(
    claims: &mut [ClaimRow],
    unsaid: impl Fn(&ClaimRow) -> bool,
    events: &Events,
    published: Option<Date>,
    ids: &Ids,
) {
    let told: Vec<Option<(Period, PeriodBasis)>> = claims
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let open = unsaid(row) || row.period_basis == PeriodBasis::Inferred;
            let twin = open.then(|| told_elsewhere(claims, at, ids)).flatten()?;
            // Small numbers are often equal by chance.
            let basis = if row.value >= Some(10.0) { PeriodBasis::Context } else { PeriodBasis::Inferred };
            Some((claims[twin].period()?, basis))
        })
        .collect();
    let news = events.first.filter(|(period, _)| {
        period.grain == Grain::Day
            && published.is_some_and(|date| (0..=7).contains(&(date - period.start).get_days()))
    });
    let found: Vec<Option<(Period, PeriodBasis)>> = claims
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let beside = || {
                (0..claims.len())
                    .filter(|other| {
                        claims[*other].quote_start == row.quote_start && claims[*other].places == row.places
                    })
                    .find_map(|other| told[other])
                    .map(|(period, _)| (period, PeriodBasis::Inferred))
            };
            let first = || {
                news.filter(|(_, before)| at < *before).map(|(period, _)| (period, PeriodBasis::Inferred))
            };
            told[at].or_else(|| unsaid(row).then(|| beside().or_else(first)).flatten())
        })
        .collect();
    for (row, found) in claims.iter_mut().zip(found) {
        if let Some((period, basis)) = found {
            row.period_start = Some(period.start);
            row.period_end = Some(period.end);
            row.grain = Some(period.grain);
            row.period_basis = basis;
        }
    }
}

/// The nearest other claim of the same quantity whose period the text says.
fn told_elsewhere(claims: &[ClaimRow], at: usize, ids: &Ids) -> Option<usize> {
    let row = &claims[at];
    let near = |a: &ClaimRow, b: &ClaimRow| {
        let countries = |row: &ClaimRow| -> Vec<PlaceId> {
            row.places.iter().filter_map(|place| ids.country_of(place)).cloned().collect()
        };
        let (a, b) = (countries(a), countries(b));
        a.is_empty() || b.is_empty() || a.iter().any(|country| b.contains(country))
    };
    (0..claims.len())
        .filter(|other| {
            let twin = &claims[*other];
            *other != at
                && twin.quote_start != row.quote_start
                && twin.value == row.value
                && twin.value.is_some()
                && twin.unit == row.unit
                && twin.measure == row.measure
                && twin.period().is_some()
                && twin.period_basis != PeriodBasis::Inferred
                && near(row, twin)
        })
        .min_by_key(|other| other.abs_diff(at))
}
