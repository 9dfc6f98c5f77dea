//! When it was, for quantities whose sentence does not say: what the sentences around say of the same event.

use crate::claim::{ClaimId, ClaimRow, MeasureId, Period, PeriodBasis, PlaceId, Unit};
use crate::lexicon::ids::Ids;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// When things happened, as far as the text has been read.
#[derive(Debug, Clone, Default)]
pub(in crate::claim) struct Events {
    last: Option<Event>,
    /// The last period of each country.
    by_country: Vec<(PlaceId, Event)>,
    /// The first period.
    lead: Option<Period>,
    /// The first day on which somebody told of the news.
    pub told: Option<Period>,
    /// The first day of the week of the news, and how many claims stood before it.
    first: Option<(Period, usize)>,
}

/// A period and the paragraph that tells of it.
#[derive(Debug, Clone, Copy)]
struct Event {
    period: Period,
    paragraph: u32,
}

impl Events {
    /// Takes note of the period of a sentence, of where it happened, and of how many claims were read before.
    pub(in crate::claim) fn note(
        &mut self,
        period: Period,
        places: &[&PlaceId],
        paragraph: u32,
        claims_before: usize,
        ids: &Ids,
    ) {
        let event = Event { period, paragraph };
        self.last = Some(event);
        self.lead.get_or_insert(period);
        self.first.get_or_insert((period, claims_before));
        if places.is_empty() {
            self.by_country.clear();
        }
        for country in places.iter().filter_map(|place| ids.country_of(place)) {
            match self.by_country.iter_mut().find(|(known, _)| known == country) {
                Some((_, last)) => *last = event,
                None => self.by_country.push((country.clone(), event)),
            }
        }
    }

    /// The period of the last event in one of the places, else of the last event; what another paragraph tells of
    /// the past gives way to the news, unless the sentence refers back to it.
    pub(in crate::claim) fn last_in(
        &self,
        places: &[PlaceId],
        paragraph: u32,
        published: Option<Date>,
        refers: bool,
        figures: bool,
        ids: &Ids,
    ) -> Option<Period> {
        let countries = places.iter().filter_map(|place| ids.country_of(place));
        let there = countries.into_iter().find_map(|country| {
            self.by_country.iter().find(|(known, _)| known == country).map(|(_, event)| *event)
        });
        let last = there.or(self.last)?;
        let fresh =
            published.is_none_or(|date| last.period.days() <= 3 && (date - last.period.end).get_days() <= 7);
        let short = last.period.days() <= 2;
        // Figures of a month go on where the news is only the day on which they came out.
        let series = figures && last.period.days() >= 28 && self.lead.is_none_or(|lead| lead.days() < 28);
        let here = last.paragraph == paragraph || fresh || short || refers || series;
        if here { Some(last.period) } else { self.lead }
    }
}

/// Completes the claims that do not say when, once the whole text is read.
///
/// A quantity told twice has the period that it is given elsewhere, and so have those beside it in its sentence;
/// what stands before the first day that is named is about that day, if it is of the week of the news.
pub(in crate::claim) fn complete(
    claims: &mut [ClaimRow],
    unsaid: &FxHashSet<ClaimId>,
    events: &Events,
    published: Option<Date>,
    ids: &Ids,
) {
    let told = told_elsewhere(claims, unsaid, ids);
    let mut beside: FxHashMap<(u32, &[PlaceId]), Period> = FxHashMap::default();
    for (row, told) in claims.iter().zip(&told) {
        if let Some((period, _)) = told {
            beside.entry((row.quote_start, &row.places)).or_insert(*period);
        }
    }
    let news = events.first.filter(|(period, _)| {
        period.days() <= 2
            && published.is_some_and(|date| (0..=7).contains(&(date - period.start).get_days()))
    });
    let found: Vec<Option<(Period, PeriodBasis)>> = claims
        .iter()
        .zip(told)
        .enumerate()
        .map(|(at, (row, told))| {
            let of_sentence = || beside.get(&(row.quote_start, row.places.as_slice())).copied();
            let of_news = || news.filter(|(_, before)| at < *before).map(|(period, _)| period);
            let inferred =
                || unsaid.contains(&row.claim_id).then(|| of_sentence().or_else(of_news)).flatten();
            told.or_else(|| inferred().map(|period| (period, PeriodBasis::Inferred)))
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

/// For each claim whose period is not said: that of the nearest other claim of the same quantity whose period is.
fn told_elsewhere(
    claims: &[ClaimRow],
    unsaid: &FxHashSet<ClaimId>,
    ids: &Ids,
) -> Vec<Option<(Period, PeriodBasis)>> {
    type Quantity<'c> = (u64, Option<Unit>, &'c MeasureId);
    let quantity = |row: &'_ ClaimRow| row.value.map(|value| (value.to_bits(), row.unit));
    let mut said: FxHashMap<Quantity, Vec<usize>> = FxHashMap::default();
    for (at, row) in claims.iter().enumerate() {
        let known = row.period().is_some() && row.period_basis != PeriodBasis::Inferred;
        if let Some((value, unit)) = quantity(row).filter(|_| known) {
            said.entry((value, unit, &row.measure)).or_default().push(at);
        }
    }
    let twin = |at: usize| -> Option<(Period, PeriodBasis)> {
        let row = &claims[at];
        let open = unsaid.contains(&row.claim_id) || row.period_basis == PeriodBasis::Inferred;
        let (value, unit) = quantity(row).filter(|_| open)?;
        let others = said.get(&(value, unit, &row.measure))?;
        // The others stand in the order of the text: the nearest ones are beside where this would stand.
        let behind = others.partition_point(|other| *other < at);
        let near = behind.saturating_sub(3)..others.len().min(behind + 3);
        let twin = others[near]
            .iter()
            .filter(|other| claims[**other].quote_start != row.quote_start)
            .filter(|other| share_country(row, &claims[**other], ids))
            .min_by_key(|other| other.abs_diff(at))?;
        // Small numbers are often equal by chance.
        let basis = if row.value >= Some(10.0) { PeriodBasis::Context } else { PeriodBasis::Inferred };
        Some((claims[*twin].period()?, basis))
    };
    (0..claims.len()).map(twin).collect()
}

/// Whether two claims can be about the same country.
fn share_country(a: &ClaimRow, b: &ClaimRow, ids: &Ids) -> bool {
    let countries = |row: &'_ ClaimRow| -> Vec<PlaceId> {
        row.places.iter().filter_map(|place| ids.country_of(place)).cloned().collect()
    };
    let (a, b) = (countries(a), countries(b));
    a.is_empty() || b.is_empty() || a.iter().any(|country| b.contains(country))
}
