//! What began: wars, protests and campaigns that go on, and the days from which a text counts since.

use super::clause;
use crate::claim::period::{Grain, Period, PeriodBasis};
use crate::claim::scan::Scan;
use crate::claim::sentence::Sentence;
use crate::claim::when::When;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};
use jiff::civil::Date;
use std::hash::{Hash, Hasher};

/// How far before its date the name of what began may stand.
const REACH: usize = 9;
/// How far before the base of a change the preposition stands that makes it one.
const BASE_REACH: usize = 4;
/// How many beginnings a text is remembered by.
const REMEMBERED: usize = 6;

/// The days on which things began that the text counts from: "the takeover of 1 February".
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::claim) struct Starts([Option<(u64, Date)>; REMEMBERED]);

impl Starts {
    /// Takes note of what the sentence says began on which day.
    pub(in crate::claim) fn note(&mut self, scan: &Scan) {
        for when in &scan.whens {
            let Some(period) = when.period.filter(|_| !when.future) else { continue };
            let since = is_since(scan.sentence, when);
            let inside = || when.items.clone().find_map(|at| sort(scan.sentence, at)).filter(|_| since);
            let named = inside()
                .or_else(|| named_before(scan, when.items.start))
                .or_else(|| named_behind(scan, when));
            let whole = matches!(period.grain, Grain::Day | Grain::Month | Grain::Year);
            let until_now = since && scan.published.is_some_and(|date| period.end == date);
            let Some(sort) = named.filter(|_| whole || until_now) else { continue };
            if self.0.iter().flatten().any(|(known, _)| *known == sort) {
                continue;
            }
            self.0.rotate_right(1);
            self.0[0] = Some((sort, period.start));
        }
    }

    /// The day on which what is named right behind "since" began: "since the takeover", منذ انطلاق العملية.
    pub(in crate::claim) fn since(&self, sentence: &Sentence, at: usize) -> Option<Date> {
        let named = (at..(at + 6).min(sentence.len()))
            .take_while(|at| sentence.mark(*at).is_none())
            .find_map(|at| sort(sentence, at))?;
        self.0.iter().flatten().find(|(known, _)| *known == named).map(|(_, start)| *start)
    }
}

/// The value of the words for a war.
const WAR: &str = "war";
/// How far behind "since" the war may be named.
const WAR_REACH: usize = 5;

/// Whether what is named behind "since" is the war: "since the war began", منذ اندلاع الحرب.
pub(in crate::claim) fn names_war(sentence: &Sentence, at: usize) -> bool {
    (at..(at + WAR_REACH).min(sentence.len()))
        .take_while(|at| sentence.mark(*at).is_none())
        .find_map(|at| sentence.sense(at, Kind::Lasts))
        .is_some_and(|sense| &*sense.value == WAR)
}

/// The sort of what goes on that an item names.
fn sort(sentence: &Sentence, at: usize) -> Option<u64> {
    let sense = sentence.sense(at, Kind::Lasts)?;
    let mut hasher = rustc_hash::FxHasher::default();
    sense.value.hash(&mut hasher);
    Some(hasher.finish())
}

/// What goes on and is named before a date, with nothing counted between.
fn named_before(scan: &Scan, date: usize) -> Option<u64> {
    (date.saturating_sub(REACH)..date)
        .rev()
        .take_while(|at| !matches!(scan.sentence.mark(*at), Some(';' | '؛' | ':' | '.')))
        .take_while(|at| scan.quantity_at(*at).is_none() && scan.period_at(*at).is_none())
        .find_map(|at| sort(scan.sentence, at))
}

/// What is named behind a date: right behind it, "the Feb. 1 coup", or as what came about on it, "on the 10th they
/// agreed on a truce".
fn named_behind(scan: &Scan, when: &When) -> Option<u64> {
    let s = scan.sentence;
    let end = when.items.end;
    let beside = || s.lexicon.head_last().then(|| sort(s, end)).flatten();
    let sudden =
        |at: &usize| s.senses(*at, Kind::Lasts).any(|sense| matches!(&*sense.value, "takeover" | "truce"));
    beside().or_else(|| {
        (end..(end + 5).min(s.len()))
            .take_while(|at| s.mark(*at).is_none() && scan.quantity_at(*at).is_none())
            .find(sudden)
            .and_then(|at| sort(s, at))
    })
}

fn is_since(sentence: &Sentence, when: &When) -> bool {
    sentence.is(when.items.start, Kind::Since)
}

/// From the day on which something began that goes on, up to publication: the period of a quantity that is told of
/// it, "killed 458 in protests that began in September".
pub(in crate::claim) fn run_from(scan: &Scan, when: &When) -> Option<Period> {
    let s = scan.sentence;
    let period = when.period?;
    let published = scan.published.filter(|published| period.start < *published)?;
    // What began this week may be over, unless its toll still rises.
    let toll = s.kinds.holds(Kinds::of(&[Kind::NumberOf, Kind::Trend]));
    if period.days() <= 2 && (published - period.start).get_days() <= 3 && !toll {
        return None;
    }
    let begins = (when.items.start.saturating_sub(4)..when.items.start)
        .rev()
        .take_while(|at| s.mark(*at).is_none() && scan.period_at(*at).is_none())
        .take_while(|at| scan.quantity_at(*at).is_none())
        .find(|at| s.is(*at, Kind::Begins))?;
    let named = (begins.saturating_sub(REACH)..when.items.start)
        .rev()
        .take_while(|at| !matches!(s.mark(*at), Some(';' | '؛' | ':')))
        .any(|at| sort(s, at).is_some());
    let start = when.since.unwrap_or(period.start);
    (named && !is_since(s, when)).then(|| Period::span(start, published))
}

/// Whether what the quantity counts came about when something began, and not since: "began in March when police
/// killed nine".
pub(super) fn at_the_beginning(scan: &Scan, when: &When, begin: usize) -> bool {
    (when.items.end..begin.max(when.items.end)).any(|at| matches!(clause(scan, at), Some("when" | "after")))
}

/// The last day of a period that a level is told at the end of: "at the end of December", بنهاية مارس.
pub(super) fn closing_day(scan: &Scan, when: &When) -> Option<Period> {
    let s = scan.sentence;
    let mut before = when.items.start.checked_sub(1)?;
    while s.is_any(before, Kinds::of(&[Kind::Definite, Kind::Of])) && s.sense(before, Kind::During).is_none()
    {
        before = before.checked_sub(1)?;
    }
    let ends = s.senses(before, Kind::During).any(|sense| &*sense.value == "end");
    when.period.filter(|_| ends).map(|period| Period::day(period.end))
}

/// Whether a period is only what a change is counted from: "rose 8% from August", بزيادة 61% عن آذار, "on a year
/// earlier".
pub(in crate::claim) fn is_base_of_change(scan: &Scan, when: &When) -> bool {
    let s = scan.sentence;
    let mut start = when.items.start;
    while start > 0
        && s.is_any(start - 1, Kinds::of(&[Kind::Article, Kind::Definite, Kind::During, Kind::TimeUnit]))
    {
        let preposition = s.is(start - 1, Kind::Preposition) && !s.is(start - 1, Kind::Definite);
        if preposition {
            break;
        }
        start -= 1;
    }
    let Some(before) = start.checked_sub(1) else { return false };
    // "On a year earlier", "from the previous month": counted from another period, beside any preposition.
    let counted = when.basis == PeriodBasis::Context
        && when.items.clone().any(|at| {
            s.senses(at, Kind::Relative).any(|word| matches!(&*word.value, "earlier" | "previous"))
        });
    let base = |at: usize| s.senses(at, Kind::Preposition).any(|word| &*word.value == "base");
    // بنسبة 6% عن المحصل في الربع المماثل: what it was then stands between.
    let before = match s.is(before, Kind::In) {
        true => (before.saturating_sub(BASE_REACH)..before)
            .rev()
            .take_while(|at| {
                s.is_word(*at) && scan.quantity_at(*at).is_none() && scan.period_at(*at).is_none()
            })
            .find(|at| base(*at))
            .unwrap_or(before),
        false => before,
    };
    let from = s.is(before, Kind::RangeOpen) || base(before);
    // "A 38% rise on the second half of 2023".
    let on =
        s.is(before, Kind::Preposition) && !s.is_any(before, Kinds::of(&[Kind::During, Kind::In, Kind::Of]));
    let rise = before > 0 && s.sense_with(before - 1, Kind::Trend, Feature::Noun).is_some();
    let long = when.period.is_some_and(|period| period.days() >= 28);
    let leads = from
        || (counted && s.is(before, Kind::Preposition) && !s.is(before, Kind::During))
        || (on && rise && long);
    if !leads || s.prefixes(when.items.start).has(Prefixes::AND) {
        return false;
    }
    (before.saturating_sub(8)..before)
        .rev()
        .take_while(|at| !matches!(s.mark(*at), Some(';' | '؛' | ':')))
        .any(|at| s.is_any(at, Kinds::of(&[Kind::Trend, Kind::ByAmount])))
}

/// Whether a quantity stands in a clause about what a change is counted from: "up 61% from March, which saw 67".
pub(super) fn is_of_base(scan: &Scan, when: &When, begin: usize) -> bool {
    let s = scan.sentence;
    (when.items.end..begin.max(when.items.end)).take_while(|at| scan.quantity_at(*at).is_none()).any(|at| {
        (s.is(at, Kind::WhichClause) && !s.is(at, Kind::RangeOpen)) || clause(scan, at) == Some("when")
    })
}

/// Whether "since" only says among what something is the first or utmost: "the deadliest attack since 2014".
pub(in crate::claim) fn is_record(sentence: &Sentence, since: usize) -> bool {
    (since.saturating_sub(6)..since)
        .rev()
        .take_while(|at| sentence.mark(*at).is_none() && !sentence.is_digits(*at))
        .any(|at| sentence.is(at, Kind::Utmost))
}
