//! Which of a sentence's periods a quantity is about.
//!
//! Every period of the sentence costs what stands between it and the quantity: another number little, another
//! clause much. The cheapest is the quantity's; where even that is dear, it is only a guess (`inferred`).

pub(super) mod starts;
pub(super) mod unsaid;

use super::Unit;
use super::comparison::change;
use super::period::{Grain, Period, PeriodBasis};
use super::scan::Scan;
use super::when::When;
use crate::lexicon::ids::Flow;
use crate::lexicon::{Kind, Kinds, Prefixes};

/// What a sentence says about when, for one quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// In this period.
    In(Period, PeriodBasis),
    /// On the day on which somebody told of it, or before.
    Told(Period),
    /// At a time that it does not settle ("since the war began", "in recent months").
    Open,
    /// Nothing of its own.
    Nothing,
}

/// Up to here a period is said of the quantity.
const SURE: u32 = 160;
/// The cost of another clause between both.
const CLAUSE: u32 = 150;
/// How far before an amount it is said of what it is.
const SUBJECT: usize = 10;
/// How many items may stand between both.
const REACH: usize = 150;

/// The period of a quantity, from its own sentence.
///
/// A standing level ("its 370 troops") has only the period that is said right of it.
pub(super) fn period_of(scan: &Scan, index: usize, level: Level) -> Said {
    let begin = scan.readings[index].begin;
    let base = |when: &When| starts::is_base_of_change(scan, when) && !starts::is_of_base(scan, when, begin);
    let told_of_quantity =
        |when: &&When| !is_dateline(scan, when) && !base(when) && !is_of_founding(scan, when);
    let costs = near(scan, index).iter().filter(told_of_quantity);
    // "Output fell in December to 32 million barrels" tells of the level in December.
    // "The number of migrants since January reached 20,532": so does that.
    let reached = |when: &When| {
        let s = scan.sentence;
        (when.items.end..begin).any(|at| s.is(at, Kind::ToLevel))
            || (when.items.start.saturating_sub(6)..when.items.start).any(|at| s.is(at, Kind::NumberOf))
    };
    let aside = |when: &When| {
        level == Level::Standing
            && when.items.end <= begin
            && !opens_clause(scan, when)
            && !reached(when)
            && !scan.sentence.is(when.items.start, Kind::Since)
    };
    // "The conflict that began in 2023 and became a war last month has killed 4,000": the whole of it counts.
    let went_on = |when: &When| {
        level == Level::Flow
            && when.since.is_none()
            && when.items.end <= begin
            && starts::run_from(scan, when).is_some()
            && !starts::at_the_beginning(scan, when, begin)
    };
    // "The toll from Saturday's quake rose to 1,941 on Tuesday": of Saturday.
    let tolled = |when: &When| {
        let s = scan.sentence;
        when.items.end <= begin
            && s.is(when.items.end, Kind::Genitive)
            && (when.items.start.saturating_sub(6)..when.items.start)
                .any(|at| s.is_any(at, Kinds::of(&[Kind::NumberOf, Kind::Measure])))
    };
    let found = costs
        .filter_map(|when| cost(scan, index, when).map(|cost| (cost + CLAUSE * u32::from(aside(when)), when)))
        .filter(|(cost, when)| (when.period.is_some() && !when.future) || *cost <= SURE)
        .min_by_key(|(cost, when)| {
            (*cost).saturating_sub(if went_on(when) || tolled(when) { 2 * CLAUSE } else { 0 })
        });
    match found {
        Some((_, When { period: None, .. } | When { future: true, .. })) => Said::Open,
        Some((cost, when)) => {
            let Some(period) = when.period else { return Said::Open };
            if cost > SURE && is_saying_date(scan, when) {
                return Said::Told(period);
            }
            let sure = cost <= SURE && !went_on(when);
            let basis = if sure { when.basis } else { PeriodBasis::Inferred };
            Said::In(run(scan, index, when, level, period), basis)
        }
        None if is_compared(scan, index) => Said::Open,
        None => Said::Nothing,
    }
}

/// The periods of the sentence that are not too far from a quantity to be read with it.
fn near<'s>(scan: &'s Scan, index: usize) -> &'s [When] {
    let reading = &scan.readings[index];
    let (from, to) = (reading.begin.saturating_sub(REACH), reading.end + REACH);
    let start = scan.whens.partition_point(|when| when.items.end < from);
    let end = scan.whens.partition_point(|when| when.items.start < to);
    &scan.whens[start..end.max(start)]
}

/// Where a quantity is told at one time, or over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// It came about over the period.
    Flow,
    /// An amount, which may be either.
    Amount,
    /// It is there, whatever happens.
    Standing,
}

/// A period that runs from a day counted back, where the quantity came about during it: "it began five years ago,
/// and 850 have been killed in that time"; from when something began that goes on; the last day of it for a level
/// that is told at its end.
fn run(scan: &Scan, index: usize, when: &When, level: Level, period: Period) -> Period {
    let begin = scan.readings[index].begin;
    let unit = scan.readings[index].quantity.unit;
    let at_a_time = level != Level::Flow || unit == Unit::Percent && change(scan, index).is_none();
    // "Revenue was 5 billion at the end of the quarter" came in over the quarter.
    let flows = level != Level::Standing
        && (begin.saturating_sub(SUBJECT)..begin).any(|at| {
            scan.sentence.senses(at, Kind::Measure).any(|sense| {
                let row = scan.ids.measure(&*sense.value);
                row.is_some_and(|row| row.flow == Flow::Flow && row.part.is_none())
            })
        });
    if at_a_time
        && !flows
        && let Some(day) = starts::closing_day(scan, when)
    {
        return day;
    }
    if level == Level::Flow
        && let Some(period) = starts::run_from(scan, when)
        && !starts::at_the_beginning(scan, when, begin)
    {
        return period;
    }
    let during = (when.items.end..begin.max(when.items.end)).any(|at| clause(scan, at) == Some("during"));
    match (when.since, scan.published) {
        (Some(start), Some(published)) if during => Period::span(start, published),
        _ => period,
    }
}

/// Whether the quantity is the other side of a comparison.
fn is_compared(scan: &Scan, index: usize) -> bool {
    let begin = scan.readings[index].begin;
    index > 0 && (begin.saturating_sub(3)..begin).any(|at| scan.is_comparison(at))
}

/// What stands between a quantity and a period; none where the period is that of the other side of a comparison.
fn cost(scan: &Scan, index: usize, when: &When) -> Option<u32> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let behind = when.items.start >= reading.end;
    let (from, to) = if behind { (reading.end, when.items.start) } else { (when.items.end, reading.begin) };
    let opens = opens_clause(scan, when);
    let mut cost = 0;
    let mut commas = 0;
    let mut figure = false;
    let mut at = from;
    while at < to {
        if let Some(other) = scan.quantity_at(at) {
            // "Fell to 250,000 from 1.4 million in July": the period is that of the level before.
            let before = |at: usize, kind: Kind| at > 0 && s.is(at - 1, kind);
            let old = other.begin - usize::from(before(other.begin, Kind::Definite));
            let base = before(old, Kind::RangeOpen) && (behind && !s.is(reading.end, Kind::RangeTo));
            if base
                && (before(reading.begin, Kind::ToLevel)
                    || is_change(scan, index, reading.begin..other.begin))
            {
                return None;
            }
            cost += 50;
            at = other.end;
            continue;
        }
        if let Some(other) = scan.period_at(at) {
            cost += 120;
            at = other.items.end.max(at + 1);
            continue;
        }
        if scan.is_comparison(at) {
            let follows = !behind && is_result(scan, index, at);
            let compares = behind || scan.readings.iter().any(|reading| reading.end <= at);
            if compares && !follows {
                return None;
            }
        }
        cost += 2 + match (s.mark(at), clause(scan, at)) {
            // "... in March: 137 in Iraq and 59 in Syria".
            (Some(':'), _) if !behind && lists_parts(scan, at) => 20,
            // What stands behind a colon tells more of what stands before it.
            (Some(':'), _) if !behind => 60,
            (Some(';' | '؛' | ':'), _) => 400,
            (Some('—' | '–' | '(' | ')'), _) => 60,
            (Some('-'), _) if s.spaced(at) && s.spaced(at + 1) => 60,
            (Some(',' | '،'), _) => {
                commas += 40;
                0
            }
            (_, Some("that")) if behind => CLAUSE,
            (_, Some("that")) => 60,
            (_, Some("cause")) => CLAUSE * u32::from(behind && names_event(scan, at, to)),
            (_, Some("during")) => 0,
            (_, Some("when")) => 40,
            (_, Some(_)) => CLAUSE,
            _ if s.is(at, Kind::WhichClause) && !s.is(at, Kind::RangeOpen) && !s.is(at, Kind::Of) => CLAUSE,
            _ => 0,
        };
        figure |= s.is_any(at, Kinds::of(&[Kind::NumberOf, Kind::Tally]));
        at += 1;
    }
    // "Nearly twice the number recorded in 2023": what it is a multiple of.
    if behind && figure && reading.quantity.unit == Unit::Ratio {
        return None;
    }
    if behind {
        cost += commas.min(80) + if opens { 150 } else { 0 };
        // "... killed five, raising the toll since January to 164": the period is that of the other figure.
        cost += if figure { CLAUSE } else { 0 };
    } else {
        cost += if opens { commas.saturating_sub(40) } else { 30 + commas };
        cost += if in_side_clause(scan, when) { CLAUSE } else { 0 };
        if is_base(scan, when, reading.begin) {
            return None;
        }
    }
    let short = when.period.is_none_or(|period| period.days() <= 7);
    let said = is_saying_date(scan, when) || (!behind && opens && short && says_behind(scan, when));
    Some(cost + if said || when.loose { 300 } else { 0 })
}

/// Whether a quantity, behind which some items follow, is by how much something moved: "down 61% from 44,098".
fn is_change(scan: &Scan, index: usize, items: std::ops::Range<usize>) -> bool {
    let percent = scan.readings[index].quantity.unit != Unit::Count;
    let trend = |at: usize| scan.sentence.is(at, Kind::Trend);
    items.clone().any(trend) || percent && (items.start.saturating_sub(3)..items.start).any(trend)
}

/// Whether a change is what comes of a comparison before it: "48 in February, compared with 43 in January, an
/// increase of 12 percent".
fn is_result(scan: &Scan, index: usize, comparison: usize) -> bool {
    let other = index.checked_sub(1).is_some_and(|before| scan.readings[before].begin > comparison);
    other && change(scan, index).is_some()
}

/// Whether a colon stands between a number and the parts that it is made of.
fn lists_parts(scan: &Scan, colon: usize) -> bool {
    let before = scan.readings.first().is_some_and(|reading| reading.end <= colon);
    before && (colon + 1..colon + 3).any(|at| scan.quantity_begins(at))
}

/// What clause an item opens.
fn clause<'a>(scan: &Scan<'_, 'a>, at: usize) -> Option<&'a str> {
    scan.sentence.sense(at, Kind::Clause).map(|sense| &*sense.value)
}

/// Whether an event is named between two items.
fn names_event(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|at| scan.sentence.is(at, Kind::Measure))
}

/// Whether a period stands at the head of its clause, so that it is about what follows: "In May, 12 were killed".
fn opens_clause(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let small = Kinds::of(&[Kind::In, Kind::Against, Kind::During, Kind::Definite, Kind::Since]);
    let mut start = when.items.start;
    while start > 0 && s.is_any(start - 1, small) {
        start -= 1;
    }
    let and = start > 0 && (s.is(start - 1, Kind::And) || matches!(s.mark(start - 1), Some(';' | '؛')));
    let head = start == 0 || (and && start < when.items.start);
    let next = when.items.end + usize::from(matches!(s.mark(when.items.end), Some(',' | '،')));
    let and_number = s.prefixes(next).has(Prefixes::AND);
    let leads = !and_number && scan.quantity_at(next).is_some_and(|reading| reading.begin == next);
    head || (leads && start < when.items.start)
}

/// Whether a period is that of what another is compared to, and the quantity stands behind it: "up from 900 a year
/// earlier, and cut 30 jobs".
fn is_base(scan: &Scan, when: &When, begin: usize) -> bool {
    is_other_side(scan, when) && begin > when.items.end + 2
}

/// Whether a period is that of the other side of a comparison: "to 153 from 121 in 2023", "against 900 a year earlier".
pub(super) fn is_other_side(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let old_level = |at: usize| {
        let from = s.is(at, Kind::RangeOpen) && scan.quantity_begins(at + 1) && at > 0;
        from && scan.quantity_at(at - 1).is_some()
            && (at.saturating_sub(10)..at).any(|at| s.is_any(at, Kinds::of(&[Kind::Trend, Kind::ToLevel])))
    };
    (when.items.start.saturating_sub(8)..when.items.start)
        .rev()
        .take_while(|at| !matches!(s.mark(*at), Some(';' | '؛' | ':')))
        .take_while(|at| !(s.is(*at, Kind::ToLevel) && scan.quantity_begins(at + 1)))
        .any(|at| scan.is_comparison(at) || old_level(at))
}

/// Whether a period stands in a clause beside the main one, before the quantity: "the group, which was founded in
/// 2009, has killed 300".
fn in_side_clause(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    (0..when.items.start)
        .rev()
        .take_while(|at| s.mark(*at).is_none())
        .take_while(|at| scan.quantity_at(*at).is_none())
        .take(12)
        .any(|at| {
            // "The number who have drowned this year": the clause says what is counted.
            let counts = at > 0 && s.is_any(at - 1, Kinds::of(&[Kind::NumberOf, Kind::Tally]));
            let which = s.is(at, Kind::WhichClause) && !s.is(at, Kind::RangeOpen) && !s.is(at, Kind::Of);
            (which && !counts) || clause(scan, at) == Some("after")
        })
}

/// How far before a date it may be said who said so: قال وزير الداخلية والجماعات المحلية، الجمعة،.
const SAYING: usize = 12;

/// Whether a period only says since when what stands before the comma is there: "the bank, founded in 1938, lost 6
/// percent".
fn is_of_founding(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let opens = |at: usize| matches!(s.mark(at), Some(',' | '('));
    let verb = (0..when.items.start).rev().find(|at| !s.is_any(*at, Kinds::of(&[Kind::In, Kind::During])));
    let founded = verb.is_some_and(|at| at > 0 && s.is(at, Kind::Founded) && opens(at - 1));
    founded && matches!(s.mark(when.items.end), Some(',' | ')'))
}

/// Whether a period stands behind "since" in its stretch of the sentence: "since the state of siege in May".
pub(super) fn is_of_what_came_before(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    (0..when.items.start)
        .rev()
        .take_while(|at| s.mark(*at).is_none() && scan.quantity_at(*at).is_none())
        .take(12)
        .any(|at| s.is(at, Kind::Since))
}

/// Whether the period says when somebody said so: "said on Friday", أعلنت الشرطة، الجمعة،.
pub(super) fn is_saying_date(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    for at in (when.items.start.saturating_sub(SAYING)..when.items.start).rev() {
        if s.is(at, Kind::Tells) && !s.is(at, Kind::Genitive) {
            return true;
        }
        if s.is(at, Kind::Attribution) {
            let passive = at > 0 && s.is(at - 1, Kind::Auxiliary) && s.is(at, Kind::Counting);
            return !passive;
        }
        let other = matches!(s.mark(at), Some(mark) if !matches!(mark, ',' | '،' | '"' | '«' | '»' | '“' | '”'))
            || s.is(at, Kind::Measure)
            || s.is(at, Kind::WhichClause) && !s.is(at, Kind::RangeOpen) && !s.is(at, Kind::Of)
            || clause(scan, at).is_some()
            || scan.quantity_at(at).is_some();
        if other {
            return false;
        }
    }
    false
}

/// Whether somebody says something right behind the period: "on Friday the ministry said".
fn says_behind(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let end = when.items.end;
    (end..(end + 6).min(s.len()))
        .take_while(|at| {
            !s.is(*at, Kind::Measure) && clause(scan, *at).is_none() && scan.quantity_at(*at).is_none()
        })
        .any(|at| s.is(at, Kind::Attribution))
}

/// How long a line above the news may be that only dates it.
const HEADER: usize = 24;

/// Whether the date stands with its year before all else in a text, but for places and another calendar's date, or
/// makes a line of its own.
fn is_header(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let tells = Kinds::of(&[
        Kind::Attribution,
        Kind::Measure,
        Kind::Act,
        Kind::Auxiliary,
        Kind::Noun,
        Kind::Preposition,
        Kind::Clause,
        Kind::Actor,
    ]);
    // A line of a date and a time of day, or of when it was put out.
    let alone = || {
        let tells = Kinds::of(&[Kind::Attribution, Kind::Measure, Kind::Auxiliary, Kind::Clause]);
        s.len() <= HEADER && scan.readings.is_empty() && (0..s.len()).all(|at| !s.is_any(at, tells))
    };
    let first = || {
        s.range.start == 0
            && (0..when.items.start).all(|at| !s.is_any(at, tells) && scan.quantity_at(at).is_none())
    };
    when.names_year && when.items.start <= 12 && (alone() || first())
}

/// Whether it is the date that stands over the news: "KABUL, April 3 (Reuters) -", "Saturday 3 September 2005 10.55 GMT".
pub(super) fn is_dateline(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let (start, end) = (when.items.start, when.items.end);
    let day = when.period.is_some_and(|period| period.grain == Grain::Day);
    let alone = when.names_year && start == 0 && (end..s.len()).all(|at| !s.is_word(at) && !s.is_digits(at));
    if day && alone {
        return true;
    }
    let introduced =
        start > 0 && s.is_any(start - 1, Kinds::of(&[Kind::In, Kind::Against, Kind::During, Kind::Since]));
    if !day || introduced || start > 30 {
        return false;
    }
    let bracketed = when.names_year
        && start > 1
        && s.mark(start - 1) == Some('(')
        && s.mark(end) == Some(')')
        && s.is(start - 2, Kind::Place);
    let timed = when.names_year && s.is_digits(end) && (end..end + 5).any(|at| s.is(at, Kind::Clock));
    let dashed = start <= 12
        && (end..(end + 8).min(s.len())).take_while(|at| scan.quantity_at(*at).is_none()).any(|at| {
            let stroke = s.mark(at) == Some('/') && s.spaced(at) && s.spaced(at + 1);
            let dash = stroke || matches!(s.mark(at), Some('-' | '—' | '–'));
            dash && (at == end || s.mark(at - 1) == Some(')'))
        });
    bracketed || timed || dashed || is_header(scan, when)
}
