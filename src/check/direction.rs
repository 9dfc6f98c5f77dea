//! Which way a number went, within one series.

use super::evidence::Standing;
use super::rule::Case;
use super::words::direction;
use crate::claim::{Period, shifted};
use crate::dataset::{Answer, Figure, Slice};
use crate::text::{TokenKind, scan};
use jiff::ToSpan;

/// A series' figure for the claim's period beside that for an earlier one of the same length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub(super) series: usize,
    pub(super) named: bool,
    pub(super) before: Period,
    pub(super) old: Figure,
    pub(super) new: Figure,
}

impl Move {
    /// The sign of the change, where the estimates do not overlap.
    pub(super) fn direction(&self) -> Option<f64> {
        if self.new.low > self.old.high {
            Some(1.0)
        } else if self.new.high < self.old.low {
            Some(-1.0)
        } else {
            None
        }
    }
}

/// How a trend without a number stands to the moves of the series: for each series that has the claim's period,
/// the move from the same stretch of the year before, and from the stretch just before. None where the sentence
/// names a year that is neither: it may compare with that one.
pub(super) fn moves(case: &Case<'_>) -> Vec<Move> {
    let own = case.own();
    let (Some(period), true) = (own.period, own.claim.value.is_none()) else { return Vec::new() };
    let mut moves = Vec::new();
    let known = period.start.year() - 1..=period.end.year();
    if years_in(&own.claim.quote).any(|year| !known.contains(&year)) {
        return moves;
    }
    for evidence in &own.evidence {
        let (Standing::Comparable(_), Some(new), Some(slice)) =
            (evidence.standing, evidence.figure, &evidence.slice)
        else {
            continue;
        };
        for before in earlier(&period) {
            let asked = Slice { period: before, ..Slice::clone(slice) };
            if let Answer::Figure(old) = case.checker().datasets().answer(evidence.series, &asked) {
                moves.push(Move { series: evidence.series, named: evidence.named, before, old, new });
            }
        }
    }
    moves
}

/// The years that a text names in four digits.
fn years_in(text: &str) -> impl Iterator<Item = i16> {
    let mut words = Vec::new();
    scan(text, |token, folded| {
        if token.kind == TokenKind::Digits {
            words.extend(folded.parse::<i16>());
        }
    });
    words.into_iter().filter(|year| (1900..2100).contains(year))
}

/// The same stretch of the year before, then the stretch of the same length just before.
fn earlier(period: &Period) -> Vec<Period> {
    let year_before = period.shift_years(-1);
    let just_before = match period.whole_months() {
        Some(months) => {
            let start = shifted(period.start, (-months).months());
            Period::span(start, shifted(period.start, (-1).days()))
        }
        None => {
            let start = shifted(period.start, (-period.days()).days());
            Period::span(start, shifted(period.start, (-1).days()))
        }
    };
    let mut all = vec![year_before];
    if (just_before.start, just_before.end) != (year_before.start, year_before.end) {
        all.push(just_before);
    }
    all
}

/// The moves of one series that has any, with whether all go the way that the claim says, or all the other.
pub(super) fn by_series(case: &Case<'_>) -> Vec<(Vec<Move>, Option<bool>)> {
    let Some(claimed) = direction(case.own().claim.relation) else { return Vec::new() };
    let mut grouped: Vec<Vec<Move>> = Vec::new();
    for step in moves(case) {
        match grouped.last_mut().filter(|group| group[0].series == step.series) {
            Some(group) => group.push(step),
            None => grouped.push(vec![step]),
        }
    }
    grouped
        .into_iter()
        .map(|group| {
            let all = |sign: f64| group.iter().all(|step| step.direction() == Some(sign));
            let verdict = if all(claimed) {
                Some(true)
            } else if all(-claimed) {
                Some(false)
            } else {
                None
            };
            (group, verdict)
        })
        .collect()
}
