//! What a quantity is compared to, and trends without a number.

use super::reading::Reading;
use super::scan::Scan;
use super::{MeasureId, Relation, Unit};
use crate::lexicon::{Feature, Kind, Kinds};
use std::ops::Range;

/// The quantity to which the one at `index` is the other side of a comparison: the one it stands behind.
///
/// "153 ... compared with 121": asked for 121, gives 153's index and how 153 stands to 121.
pub(super) fn compared_with(scan: &Scan, index: usize) -> Option<(usize, Relation)> {
    let s = scan.sentence;
    let begin = scan.readings[index].begin;
    let first = index.checked_sub(1)?;
    let gap = scan.readings[first].end..begin;
    let opens = gap.rev().take(6).find(|at| scan.is_comparison(*at))?;
    let comparison = s.sense(opens, Kind::Comparison)?;
    let relation = comparison.value.parse().ok()?;
    Some((first, relation))
}

/// How a share or multiple of change moves: "up 26 %", ارتفع بنسبة 26%.
pub(super) fn change(scan: &Scan, index: usize) -> Option<Relation> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let percent = matches!(reading.quantity.unit, Unit::Percent | Unit::PercentagePoint);
    let ratio = reading.quantity.unit == Unit::Ratio;
    if ratio && s.is(reading.items.start, Kind::Multiple) {
        return Some(Relation::Ratio);
    }
    if !percent {
        return None;
    }
    if reading.begin > 0 && s.is(reading.begin - 1, Kind::ToLevel) && !s.is(reading.begin - 1, Kind::ByAmount)
    {
        return None;
    }
    // "from 16 percent to 19 percent" are two levels.
    let next = scan.readings.get(index + 1);
    let leads_to = |next: &Reading| next.begin > 0 && s.is(next.begin - 1, Kind::ToLevel);
    if reading.begin > 0 && s.is(reading.begin - 1, Kind::RangeOpen) && next.is_some_and(leads_to) {
        return None;
    }
    let near = (reading.begin.saturating_sub(8)..reading.begin)
        .rev()
        .chain(reading.end..(reading.end + 3).min(s.len()));
    let trend = near
        .take_while(|at| !matches!(s.mark(*at), Some('.' | ';' | '؛')))
        .find_map(|at| s.sense(at, Kind::Trend))?;
    Some(if &*trend.value == "less" { Relation::PercentLess } else { Relation::PercentMore })
}

/// Whether the quantity is a part of the one before it: "59 of them in Syria", بينهم 8 نساء.
pub(super) fn part_of_previous(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let before = (reading.begin.saturating_sub(2)..reading.begin).any(|at| s.is(at, Kind::Subset));
    // "12 of them" is a part; in "12, of them 3 women" the part is what follows.
    let after = (reading.end..(reading.end + 2).min(s.len())).any(|at| {
        s.sense_with(at, Kind::Subset, Feature::After).is_some()
            && scan.readings.get(index + 1).is_none_or(|next| next.begin != at + 1)
    });
    index > 0 && (before || after)
}

/// A trend without a number: where it stands, what moves and which way.
pub(super) struct Trend {
    pub items: Range<usize>,
    pub measure: MeasureId,
    pub relation: Relation,
}

/// The trends of a sentence that have no number of their own.
pub(super) fn trends(scan: &Scan) -> Vec<Trend> {
    let s = scan.sentence;
    if !s.kinds.has(Kind::Trend) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..s.len() {
        let Some(trend) = s.sense(at, Kind::Trend) else { continue };
        if scan.taken[at] {
            continue;
        }
        let noun = trend.features.has(Feature::Noun);
        let measure_at = |item: usize| {
            s.sense_with(item, Kind::Measure, Feature::Noun)
                .filter(|_| !scan.taken[item])
                .map(|sense| (item, sense))
        };
        let skip = |item: usize| {
            s.is_any(
                item,
                Kinds::of(&[Kind::Of, Kind::In, Kind::NumberOf, Kind::Definite, Kind::Actor, Kind::Place]),
            )
        };
        let after = {
            let mut item = at + 1;
            while item < s.len() && item < at + 5 && skip(item) && measure_at(item).is_none() {
                item += 1;
            }
            measure_at(item)
        };
        // "Attacks by the group in Mali fell": whose and where may stand between.
        let between =
            Kinds::of(&[Kind::ByActor, Kind::Against, Kind::And, Kind::Force, Kind::Generic, Kind::Noun]);
        let before = (at.saturating_sub(10)..at)
            .rev()
            .take_while(|item| s.mark(*item).is_none())
            .take_while(|item| {
                at - item <= 4 || measure_at(*item).is_some() || skip(*item) || s.is_any(*item, between)
            })
            .find_map(|item| measure_at(item).filter(|_| !noun));
        let Some((item, sense)) = after.or(before) else { continue };
        let clause_has_number = (at.min(item)..s.len())
            .take_while(|item| !matches!(s.mark(*item), Some(',' | '،' | ';' | '؛' | ':' | '.')))
            .any(|item| scan.number_at(item).is_some());
        if clause_has_number {
            continue;
        }
        found.push(Trend {
            items: at.min(item)..at.max(item) + 1,
            measure: sense.value.as_ref().into(),
            relation: if &*trend.value == "less" { Relation::Less } else { Relation::More },
        });
    }
    found
}
