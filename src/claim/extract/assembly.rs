//! From what was read in a sentence to rows of tables.

mod about;

use super::{Context, Extracted, PartReader};
use crate::claim::actor::{ActorMention, Form, RoleReader, Undergone};
use crate::claim::attribution::{attribution, counting, is_negated, is_planned};
use crate::claim::comparison::{
    Trend, change, compared_with, moved_by, moved_from, part_of_previous, trends,
};
use crate::claim::counted::{Counted, SPOKEN_OF, Says, TALLIED, counted, is_definite, is_repeat};
use crate::claim::origin::by_origin;
use crate::claim::scan::Scan;
use crate::claim::timing::{Level, Said, is_dateline, period_of};
use crate::claim::when::Shape;
use crate::claim::{
    ActorId, ClaimId, ClaimRow, Grain, MeasureId, MentionKind, MentionRow, Period, PeriodBasis, PlaceId,
    Relation, SkipReason, SkippedRow, Unit,
};
use crate::claim::{number, place};
use crate::lexicon::ids::{ActorKind, Flow, Part};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Sense};
use std::cell::OnceCell;
use std::ops::Range;

/// The claims of one sentence under assembly.
pub(super) struct Assembly<'r, 'a> {
    pub(super) reader: &'r PartReader<'a>,
    pub(super) scan: &'r Scan<'r, 'r>,
    pub(super) places: &'r [place::PlaceMention],
    pub(super) actors: &'r [ActorMention],
    /// Who did it and against whom.
    pub(super) roles: RoleReader<'r, 'r>,
    pub(super) context: &'r Context,
    /// Who says so, found once for the sentence.
    pub(super) said: OnceCell<String>,
}

impl Assembly<'_, '_> {
    /// Adds the sentence's rows, and gives the claims that do not say when; notes those of what befell people.
    pub(super) fn assemble(&self, extracted: &mut Extracted, undergone: &mut Vec<Undergone>) -> Vec<ClaimId> {
        let mut unsaid = Vec::new();
        self.mentions(extracted);
        let mut skipped: Vec<(Range<usize>, Option<f64>, SkipReason)> = self.scan.skipped.clone();
        let mut counts: Vec<Option<Counted>> = Vec::new();
        let mut claims: Vec<Option<ClaimRow>> = Vec::new();
        let earlier = self.context.last_count.map(|last| &extracted.claims[last]);
        let measure = earlier.map(|row| &row.measure);
        let mut last = None;
        for index in 0..self.scan.readings.len() {
            let before = last.and_then(|last: usize| counts[last].as_ref());
            let found =
                counted(self.scan, index, self.reader.lexicon.head_last(), self.reader.ids, before, measure);
            let in_force = &self.context.places;
            let found = found
                .map(|counted| by_origin(self.scan, index, counted, self.places, in_force, self.reader.ids));
            let verdict = match &found {
                None if is_definite(self.scan, index) => Err(SkipReason::Repeat),
                None => Err(SkipReason::NoMeasure),
                Some(counted) => self.no_claim(index, counted).map_or(Ok(counted), Err),
            };
            match verdict {
                Ok(counted) => {
                    let said = period_of(self.scan, index, self.level(index, counted));
                    let row = self.claim(index, counted, said, (&counts, &claims), earlier);
                    let unknown = matches!(said, Said::Nothing | Said::Told(_));
                    if unknown && self.level(index, counted) == Level::Flow {
                        unsaid.push(row.claim_id.clone());
                    }
                    let mut befell = self.roles.undergone(index, counted, &row.claim_id);
                    // "Three soldiers were killed and five wounded": soldiers too.
                    if let (None, Some(befell), Some(before)) = (&counted.head, &mut befell, undergone.last())
                    {
                        befell.side = before.side;
                    }
                    undergone.extend(befell);
                    claims.push(Some(row));
                }
                Err(reason) => {
                    let reading = &self.scan.readings[index];
                    skipped.push((reading.items.clone(), Some(reading.quantity.value), reason));
                    claims.push(None);
                }
            }
            last = found.as_ref().map(|_| index).or(last);
            counts.push(found);
        }
        self.link(&mut claims);
        let mut rows: Vec<ClaimRow> = claims.into_iter().flatten().collect();
        for trend in trends(self.scan) {
            rows.push(self.trend(trend));
        }
        rows.sort_by_key(|row| (row.start, row.end));
        extracted.claims.extend(rows);
        skipped.sort_by_key(|(items, ..)| items.start);
        extracted
            .skipped
            .extend(skipped.into_iter().map(|(items, value, reason)| self.skipped(items, value, reason)));
        unsaid
    }

    /// Why a quantity whose measure is known is no claim all the same.
    fn no_claim(&self, index: usize, counted: &Counted) -> Option<SkipReason> {
        let scan = self.scan;
        let reading = &scan.readings[index];
        let says = counted.head.as_ref().map(|head| &head.says);
        let vague_noun = match says {
            None | Some(Says::Unknown(_)) => true,
            Some(Says::Noun(sense)) => sense.features.has(Feature::Abstract),
            Some(_) => false,
        };
        if reading.weak && (vague_noun || matches!(counted.by, "as before" | SPOKEN_OF)) {
            return Some(SkipReason::Idiom);
        }
        // غرفة واحدة: where "one" stands behind its noun, it counts people and what is listed, not things.
        let thing = |sense: &Sense| {
            !sense.features.has(Feature::Person) && sense.attribute(Attribute::Default).is_none()
        };
        if reading.weak
            && !reading.digits
            && !self.reader.lexicon.head_last()
            && matches!(says, Some(Says::Noun(sense)) if thing(sense))
        {
            return Some(SkipReason::Idiom);
        }
        // "As one diplomat said": somebody speaks, nobody is counted.
        let end = counted.head.as_ref().map_or(reading.end, |head| head.items.end);
        if reading.weak && scan.sentence.is(end, Kind::Attribution) && counted.by == "noun" {
            return Some(SkipReason::Idiom);
        }
        if reading.weak && reading.digits {
            return None;
        }
        // "Born twice", ولد مرتين: how often, of nothing that is counted.
        let only_times = |sense: &Sense| &*sense.value == "time" && counted.by == "noun";
        if reading.form == number::Form::Dual && matches!(says, Some(Says::Noun(sense)) if only_times(sense))
        {
            return Some(SkipReason::Idiom);
        }
        if is_repeat(scan, index, counted) {
            return Some(SkipReason::Repeat);
        }
        let subject = counted.governor.is_none_or(|at| at >= end).then_some(end);
        if is_planned(scan, index, subject) {
            return Some(SkipReason::Plan);
        }
        if is_negated(scan, index) {
            return Some(SkipReason::Negated);
        }
        None
    }

    fn claim(
        &self,
        index: usize,
        counted: &Counted,
        said: Said,
        (counts, claims): (&[Option<Counted>], &[Option<ClaimRow>]),
        earlier: Option<&ClaimRow>,
    ) -> ClaimRow {
        let reader = self.reader;
        let scan = self.scan;
        let reading = &scan.readings[index];
        let quantity = reading.quantity;
        let ranged = quantity.low != quantity.high;
        let victims = reader.ids.part(&counted.measure) == Some(Part::Victim);
        let roles = self.roles.roles(index, counted);
        let same = claims
            .last()
            .and_then(Option::as_ref)
            .filter(|before| before.measure == counted.measure && self.roles.goes_on(index, counted));
        let compared = compared_with(scan, index)
            .map(|(other, _)| other)
            .or_else(|| moved_from(scan, index).and_then(|_| index.checked_sub(1)))
            .filter(|other| counts.get(*other).is_some_and(Option::is_some));
        let inherits = |row: &ClaimRow| compared.is_some() && row.measure == counted.measure;
        let other =
            compared.and_then(|other| claims.get(other).and_then(Option::as_ref)).filter(|row| inherits(row));
        let tallied = earlier.filter(|_| counted.by == TALLIED);
        let mut places = match other.or(tallied) {
            Some(other) if !self.places_after(index) => other.places.clone(),
            _ => counted.places.clone().unwrap_or_else(|| {
                place::places_of(scan, index, &counted.measure, self.places, &self.context.places, reader.ids)
            }),
        };
        if places.is_empty() {
            places.extend(self.beat(roles.actor.as_ref()));
        }
        let whole = part_of_previous(scan, index).then(|| claims.iter().rev().flatten().next()).flatten();
        let level = self.level(index, counted);
        let period = match said {
            Said::In(_, PeriodBasis::Inferred) if level == Level::Standing => None,
            Said::In(period, basis) => Some((period, basis)),
            Said::Open => None,
            Said::Told(_) if level != Level::Flow => None,
            Said::Told(day) => {
                let before = |row: &ClaimRow| row.period().filter(|period| told_of(period, &day));
                let here = claims.iter().rev().flatten().find_map(before);
                here.map(|period| (period, PeriodBasis::Inferred))
                    .or_else(|| self.inferred_period(level, true, &places, Some(day)))
            }
            Said::Nothing if counted.by == "currency" && self.is_acting(index) => {
                self.inferred_period(Level::Flow, false, &places, None)
            }
            Said::Nothing => self.inferred_period(level, victims, &places, None),
        };
        // "Nine million fled, among them 1.9 million who crossed": a part is of the same time.
        let sure = |basis: PeriodBasis| basis != PeriodBasis::Inferred;
        let whole_before = || earlier.filter(|_| index == 0 && self.is_part_of_earlier(index));
        let of_whole = whole.or_else(whole_before).and_then(|row| row.period().zip(Some(row.period_basis)));
        let period = match of_whole.filter(|_| said != Said::Open) {
            Some(of_whole) if period.is_none_or(|(_, basis)| !sure(basis) && sure(of_whole.1)) => {
                Some(of_whole)
            }
            _ => period,
        };
        // "34.9 billion at the end of August, against 34.8 in the month before": both are told at its end.
        let closing = |row: &ClaimRow| {
            row.grain == Some(Grain::Day)
                && row.period_end.is_some_and(|day| Period::month(day.year(), day.month()).end == day)
        };
        let against = compared.and_then(|other| claims.get(other)?.as_ref());
        let period = match (period, against) {
            (Some((month, basis)), Some(other))
                if level != Level::Flow && month.grain == Grain::Month && closing(other) =>
            {
                Some((Period::day(month.end), basis))
            }
            _ => period,
        };
        let shared =
            whole.filter(|whole| reader.ids.part(&whole.measure) == reader.ids.part(&counted.measure));
        // "Twice as many", "a rise of 61 percent": of what was counted right before.
        let again = matches!(quantity.unit, Unit::Ratio | Unit::Percent);
        let shared = shared.or_else(|| {
            claims.iter().rev().flatten().next().filter(|row| again && row.measure == counted.measure)
        });
        // وبين الموقوفين سبعة أجانب: done by whoever did it to those counted before.
        let among = earlier.filter(|row| {
            let tree = &reader.ids.measure_tree;
            counted.by == "as before"
                && counted.governor.is_some_and(|at| at < reading.begin)
                && index == 0
                && (tree.contains(&row.measure, &counted.measure)
                    || tree.contains(&counted.measure, &row.measure))
        });
        let shared = shared.or(among);
        let part_of = whole.map(|row| row.claim_id.clone());
        ClaimRow {
            value: Some(quantity.value),
            low: ranged.then_some(quantity.low),
            high: ranged.then_some(quantity.high),
            bound: Some(quantity.bound),
            unit: Some(quantity.unit),
            currency: reading.currency.map(|sense| sense.value.to_string()),
            actor: roles.actor.or(other
                .or(same)
                .or(tallied)
                .or(shared)
                .and_then(|other| other.actor.clone())),
            target: roles.target.or(other.or(same).or(tallied).and_then(|other| other.target.clone())),
            places,
            counting: counting(scan, index),
            relation: part_of
                .as_ref()
                .map(|_| Relation::PartOf)
                .or_else(|| change(scan, index))
                .or_else(|| moved_by(scan, index)),
            compared_to: part_of,
            derivation: derivation(counted, reading.per),
            ..self.row(reading.items.clone(), counted.measure.clone(), period)
        }
    }

    /// A claim's row with what any claim has: where it stands, what it counts, when, who says so and the quote.
    fn row(
        &self,
        items: Range<usize>,
        measure: MeasureId,
        period: Option<(Period, PeriodBasis)>,
    ) -> ClaimRow {
        let sentence = self.scan.sentence;
        let span = sentence.span(items.clone());
        ClaimRow {
            claim_id: self.reader.claim_id(span),
            article_id: self.reader.article_id(),
            part: self.reader.part,
            start: span.start,
            end: span.end,
            value: None,
            low: None,
            high: None,
            bound: None,
            unit: None,
            currency: None,
            measure,
            actor: None,
            target: None,
            places: Vec::new(),
            period_start: period.map(|(period, _)| period.start),
            period_end: period.map(|(period, _)| period.end),
            grain: period.map(|(period, _)| period.grain),
            period_basis: period.map_or(PeriodBasis::None, |(_, basis)| basis),
            counting: None,
            compared_to: None,
            relation: None,
            derivation: String::new(),
            attribution: self.said.get_or_init(|| attribution(self.scan, self.actors)).clone(),
            text: sentence.written(items).to_owned(),
            quote_start: sentence.tokens[sentence.range.start].raw.span.start,
            quote: self.reader.text[sentence.bytes()].to_owned(),
        }
    }

    /// The country of a police force or coastguard, which acts at home.
    fn beat(&self, actor: Option<&ActorId>) -> Option<PlaceId> {
        let row = self.reader.ids.actor(actor?)?;
        row.country.clone().filter(|_| matches!(row.kind, ActorKind::Police | ActorKind::Coastguard))
    }

    /// Whether the quantity is a level or a size, which has no period unless the text says so.
    fn level(&self, index: usize, counted: &Counted) -> Level {
        let ids = self.reader.ids;
        let stock = ids.measure(&counted.measure).is_some_and(|row| row.flow == Flow::Stock);
        let moved = || change(self.scan, index).is_some();
        let deployed = || {
            ids.part(&counted.measure) == Some(Part::Force)
                && (self.is_acting(index) || self.roles.are_attackers(index, counted))
        };
        match stock {
            true if moved() || deployed() => Level::Flow,
            true => Level::Standing,
            false if matches!(counted.by, "unit" | "currency") => Level::Amount,
            false => Level::Flow,
        }
    }

    /// Whether somebody does something with what is counted: "launched an operation with 2,500 troops", "donated 5
    /// million"; not "its 370 troops".
    fn is_acting(&self, index: usize) -> bool {
        let s = self.scan.sentence;
        let begin = self.scan.readings[index].begin;
        let owned = begin > 0 && s.is_any(begin - 1, Kinds::of(&[Kind::Possessive, Kind::Genitive]));
        // "Used to cost" is no act.
        let acts =
            |at: usize| s.sense_with(at, Kind::Act, Feature::Verb).is_some() && !s.is(at + 1, Kind::ToLevel);
        !owned && (begin.saturating_sub(14)..begin).any(acts)
    }

    /// The period of the news, for a quantity whose sentence does not say when: that of the events before, of the
    /// dateline, the day on which it was told, or the day of publication for what happens to people.
    fn inferred_period(
        &self,
        level: Level,
        victims: bool,
        places: &[PlaceId],
        told: Option<Period>,
    ) -> Option<(Period, PeriodBasis)> {
        let anchor = &self.context.anchor;
        let (paragraph, refers) = (self.context.paragraph, self.refers_back());
        let events = &self.context.events;
        let figures = level == Level::Amount || self.moves();
        let before = events.last_in(places, paragraph, anchor.published, refers, figures, self.reader.ids);
        let inferred = |period| (period, PeriodBasis::Inferred);
        if level != Level::Flow {
            let statistic = before.filter(|period| period.days() >= 28);
            return statistic.filter(|_| level == Level::Amount && self.tells_of_trade()).map(inferred);
        }
        if let Some(told) = told {
            return Some(inferred(before.filter(|period| told_of(period, &told)).unwrap_or(told)));
        }
        let dateline = || {
            let dates = self.scan.whens.iter().filter(|when| is_dateline(self.scan, when));
            dates.into_iter().find_map(|when| when.period)
        };
        let published = || anchor.published.filter(|_| victims).map(Period::day);
        before.or_else(dateline).or(events.told).or_else(published).map(inferred)
    }

    /// Links the two sides of comparisons: the first is compared to the second, and of a rise or fall the new level
    /// to the old.
    fn link(&self, claims: &mut [Option<ClaimRow>]) {
        for index in 1..claims.len() {
            let compared =
                || compared_with(self.scan, index).map(|(first, relation)| (first, index, relation));
            let Some((first, second, relation)) = moved_from(self.scan, index).or_else(compared) else {
                continue;
            };
            let Some(other) = claims[second].as_ref().map(|row| row.claim_id.clone()) else { continue };
            if let Some(row) = claims[first].as_mut().filter(|row| row.compared_to.is_none()) {
                row.compared_to = Some(other);
                row.relation.get_or_insert(relation);
            }
        }
    }

    fn trend(&self, trend: Trend) -> ClaimRow {
        let actor = self
            .actors
            .iter()
            .filter(|mention| mention.form == Form::Name)
            .min_by_key(|mention| mention.item.abs_diff(trend.items.end))
            .filter(|mention| mention.item.abs_diff(trend.items.end) <= 4)
            .map(|mention| mention.id.clone());
        let period = self
            .scan
            .whens
            .iter()
            .find(|when| when.items.start >= trend.items.start && when.items.start <= trend.items.end + 5)
            .and_then(|when| when.period.map(|period| (period, when.basis)));
        let places: Vec<_> = self
            .places
            .iter()
            .filter(|mention| {
                mention.located && mention.item >= trend.items.start && mention.item <= trend.items.end + 5
            })
            .map(|mention| mention.id.clone())
            .collect();
        ClaimRow {
            actor,
            places,
            relation: Some(trend.relation),
            derivation: "trend".to_owned(),
            ..self.row(trend.items, trend.measure, period)
        }
    }

    /// A numeral that is no claim, with all that is glued to it.
    fn skipped(&self, items: Range<usize>, value: Option<f64>, reason: SkipReason) -> SkippedRow {
        let sentence = self.scan.sentence;
        let first = sentence.token(items.start).raw;
        let last = sentence.tokens[sentence.items[items.end - 1].end - 1].raw;
        SkippedRow {
            article_id: self.reader.article_id(),
            part: self.reader.part,
            start: first.span.start,
            end: last.span.end,
            value,
            reason,
            text: self.reader.text[first.start_byte as usize..last.end_byte as usize].to_owned(),
        }
    }

    fn mentions(&self, extracted: &mut Extracted) {
        let sentence = self.scan.sentence;
        let mut rows: Vec<MentionRow> = Vec::new();
        let row = |items: Range<usize>, kind: MentionKind| {
            let span = sentence.span(items.clone());
            MentionRow {
                article_id: self.reader.article_id(),
                kind,
                start: span.start,
                end: span.end,
                value: None,
                low: None,
                high: None,
                bound: None,
                unit: None,
                period_start: None,
                period_end: None,
                grain: None,
                text: sentence.written(items).to_owned(),
            }
        };
        for reading in &self.scan.readings {
            let quantity = reading.quantity;
            rows.push(MentionRow {
                value: Some(quantity.value),
                low: Some(quantity.low),
                high: Some(quantity.high),
                bound: Some(quantity.bound),
                unit: Some(quantity.unit),
                ..row(reading.items.clone(), MentionKind::Quantity)
            });
        }
        for when in self.scan.whens.iter().filter(|when| when.shape == Shape::Period) {
            let period: Option<Period> = when.period;
            rows.push(MentionRow {
                period_start: period.map(|period| period.start),
                period_end: period.map(|period| period.end),
                grain: period.map(|period| period.grain),
                ..row(when.items.clone(), MentionKind::Period)
            });
        }
        rows.sort_by_key(|row| (row.start, row.end));
        extracted.mentions.extend(rows);
    }
}

/// How the slots were read, for those who redo it.
fn derivation(counted: &Counted, per: Option<f64>) -> String {
    match per {
        Some(per) => format!("measure: {}; per {per}", counted.by),
        None => format!("measure: {}", counted.by),
    }
}

/// Whether what was told on a day can be of the period: it is of the week before.
fn told_of(period: &Period, told: &Period) -> bool {
    period.days() <= 7 && (0..=7).contains(&(told.start - period.end).get_days())
}
