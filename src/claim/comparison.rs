//! What a quantity is compared to, and trends without a number.

use super::reading::Reading;
use super::scan::Scan;
use super::{MeasureId, Relation, Unit};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};
use std::ops::Range;

/// The quantity to which the one at `index` is the other side of a comparison: the one it stands behind.
///
/// "153 ... compared with 121": asked for 121, gives 153's index and how 153 stands to 121.
pub(super) fn compared_with(scan: &Scan, index: usize) -> Option<(usize, Relation)> {
    let s = scan.sentence;
    let begin = scan.readings[index].begin;
    let first = index.checked_sub(1)?;
    // "Fell from 48 in May to 43": 48 is the other side of what comes behind it.
    if moved_from(scan, index + 1).is_some_and(|(_, old, _)| old == index) {
        return None;
    }
    let gap = scan.readings[first].end..begin;
    let opens = gap.rev().take(6).find(|at| scan.is_comparison(*at))?;
    let comparison = s.sense(opens, Kind::Comparison)?;
    let relation = comparison.value.parse().ok()?;
    Some((first, relation))
}

/// How far before its numbers a word of rising or falling may stand.
const TREND_REACH: usize = 14;

/// The two levels of a rise or fall, where the one at `index` is named second: the new one, the old one, and how
/// the new one stands to the old.
///
/// "fell from 122 in 2023 to 35", "rose to 153 from 121", ارتفع من 121 في 2023 إلى 153.
pub(super) fn moved_from(scan: &Scan, index: usize) -> Option<(usize, usize, Relation)> {
    let s = scan.sentence;
    let second = scan.readings.get(index)?.begin;
    let first = scan.readings[index.checked_sub(1)?].begin;
    let word = |begin: usize| begin.checked_sub(1);
    let to =
        |begin: usize| word(begin).is_some_and(|at| s.is(at, Kind::ToLevel) && !s.is(at, Kind::ByAmount));
    let from =
        |begin: usize| word(begin).is_some_and(|at| s.is(at, Kind::RangeOpen) || s.is(at, Kind::Comparison));
    // "To 153 of 200" is no fall: where one word says "from" and "of", only "from ... to" is clear.
    let only_from = |begin: usize| from(begin) && word(begin).is_some_and(|at| !s.is(at, Kind::Of));
    let (new, old) = if from(first) && to(second) {
        (index, index - 1)
    } else if to(first) && only_from(second) {
        (index - 1, index)
    } else {
        return None;
    };
    // "Rose by 32, from 121 to 153": the amount does not part the word from the levels.
    let before = index.checked_sub(2);
    let start = match before.filter(|at| moved_by(scan, *at).or_else(|| change(scan, *at)).is_none()) {
        Some(before) => scan.readings[before].end,
        None => 0,
    };
    let of_comparison = || s.sense(first - 1, Kind::Comparison).filter(|sense| &*sense.value != "compared");
    let moves =
        trend_before(scan, start.max(first.saturating_sub(TREND_REACH))..first, &['.', ';', '؛', ':']);
    // "Doubled from 121 to 153".
    let multiplied = before.is_some_and(|at| s.is(scan.readings[at].items.start, Kind::Multiple));
    let relation = moves.or_else(|| of_comparison().map(way)).or(multiplied.then_some(Relation::More))?;
    Some((new, old, relation))
}

/// The nearest word of rising or falling in front of a quantity, no further than one of the marks.
fn trend_before(scan: &Scan, items: Range<usize>, marks: &[char]) -> Option<Relation> {
    let s = scan.sentence;
    items
        .rev()
        .take_while(|at| s.mark(*at).is_none_or(|mark| !marks.contains(&mark)))
        .find_map(|at| s.sense(at, Kind::Trend))
        .map(way)
}

/// Which way a word says that something went.
fn way(sense: &Sense) -> Relation {
    if &*sense.value == "less" { Relation::Less } else { Relation::More }
}

/// Whether the quantity is by how much something rose or fell: "rose by 12", زادت بـ12 عملية. It is no count of its
/// own.
pub(super) fn moved_by(scan: &Scan, index: usize) -> Option<Relation> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let by = reading.begin > 0 && s.is(reading.begin - 1, Kind::ByAmount);
    let glued = s.prefixes(reading.begin).has(Prefixes::BY);
    if reading.quantity.unit != Unit::Count || !(by || glued) {
        return None;
    }
    let start = index.checked_sub(1).map_or(0, |before| scan.readings[before].end);
    let near = start.max(reading.begin.saturating_sub(TREND_REACH))..reading.begin;
    trend_before(scan, near, &['.', ',', '،', ';', '؛', ':'])
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

/// How far before a trend a word may stand that makes it no fact.
const UNREAL_REACH: usize = 6;

/// Whether a trend is denied, planned, called for or feared: "did not rise", طالب بزيادة.
fn is_unreal(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    let denied = (at.saturating_sub(2)..at).any(|before| s.is(before, Kind::Negation));
    let wished = (at.saturating_sub(UNREAL_REACH)..at)
        .rev()
        .take_while(|before| s.mark(*before).is_none())
        .any(|before| s.is_any(before, Kinds::of(&[Kind::Plan, Kind::Wish])) && !scan.taken[before]);
    denied || wished
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
        if scan.taken[at] || is_unreal(scan, at) {
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
            relation: way(trend),
        });
    }
    found
}
