//! Who says so, by which rule it was counted, and whether it is only planned.

use super::actor::{ActorMention, Form};
use super::scan::Scan;
use super::sentence::Sentence;
use super::{Counting, Unit};
use crate::lexicon::ids::ActorKind;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

/// Who says so: the actor or the words beside a word of saying in the same sentence.
pub(super) fn attribution(scan: &Scan, actors: &[ActorMention]) -> String {
    let s = scan.sentence;
    if !s.kinds.has(Kind::Attribution) {
        return counts_itself(s, actors).map(|actor| actor.id.to_string()).unwrap_or_default();
    }
    for at in 0..s.len() {
        if !s.is(at, Kind::Attribution) {
            continue;
        }
        let near = |item: usize| item.abs_diff(at) <= 5 && !crosses_mark(scan, at.min(item), at.max(item));
        // "900 troops in Iraq, according to": a place where something is says nothing.
        let there = |mention: &ActorMention| {
            let located = mention.items.start.checked_sub(1).is_some_and(|before| s.is(before, Kind::In));
            matches!(mention.form, Form::Place | Form::Seat) && located
        };
        let speaks =
            |mention: &&ActorMention| near(mention.item) && mention.form != Form::Leader && !there(mention);
        if let Some(actor) = actors.iter().filter(speaks).min_by_key(|mention| mention.item.abs_diff(at)) {
            return actor.id.to_string();
        }
        let anonymous = (at.saturating_sub(5)..(at + 6).min(s.len()))
            .find(|item| s.is(*item, Kind::Anonymous) && near(*item));
        if let Some(item) = anonymous {
            return s.written(item..item + 1).to_owned();
        }
        if s.is_word(at + 1) && !s.is(at + 1, Kind::Stop) && !scan.taken[at + 1] {
            let end = (at + 2..(at + 5).min(s.len()))
                .find(|item| {
                    s.is_any(*item, Kinds::of(&[Kind::Stop, Kind::And]))
                        || s.mark(*item).is_some()
                        || scan.taken[*item]
                })
                .unwrap_or((at + 4).min(s.len()));
            return s.written(at + 1..end.max(at + 2)).to_owned();
        }
    }
    counts_itself(s, actors).map(|actor| actor.id.to_string()).unwrap_or_default()
}

/// The organisation that the sentence says to have counted: "UCDP recorded 3,220 deaths". Whoever else records
/// attacks may have made them.
fn counts_itself<'m>(s: &Sentence, actors: &'m [ActorMention]) -> Option<&'m ActorMention> {
    let verb_first = s.lexicon.verb_first();
    actors.iter().find(|mention| {
        let verb = match verb_first {
            true => mention.items.start.checked_sub(1),
            false => (mention.items.end..mention.items.end + 2).find(|at| !s.is(*at, Kind::Auxiliary)),
        };
        let counts = verb.is_some_and(|at| s.is(at, Kind::Counting));
        counts && mention.kind == ActorKind::Organisation && mention.form == Form::Name
    })
}

fn crosses_mark(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|at| matches!(scan.sentence.mark(at), Some(';' | '؛' | '.')))
}

/// By which rule the quantity was counted, where a word before it in its clause says so.
pub(super) fn counting(scan: &Scan, index: usize) -> Option<Counting> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let before = (reading.begin.saturating_sub(10)..reading.begin).rev();
    let after = reading.end..(reading.end + 6).min(s.len());
    let clause = |at: &usize| !matches!(s.mark(*at), Some('.' | ';' | '؛' | ':'));
    before
        .take_while(clause)
        .chain(after.take_while(|at| s.mark(*at).is_none()))
        .find_map(|at| s.sense(at, Kind::Counting))
        .and_then(|sense| sense.value.parse().ok())
}

/// Items before a quantity in which a word may say that it is planned.
const PLAN_WINDOW: usize = 12;
/// Items that may stand between such a word and the rise or fall that it plans.
const PLANNED_TREND: usize = 5;

/// Whether the quantity is planned, called for, forecast or supposed: a word before it says so, or the verb behind
/// its noun, which ends at `end` where those counted are its subject.
pub(super) fn is_planned(scan: &Scan, index: usize, end: Option<usize>) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    // What somebody has is there already: "it would withdraw its 370 troops", "Poland's 2,400 soldiers will go".
    if reading.begin > 0 && s.is_any(reading.begin - 1, Kinds::of(&[Kind::Possessive, Kind::Genitive])) {
        return false;
    }
    let and = s.prefixes(reading.begin).has(Prefixes::AND);
    if reading.begin > 0 && is_wish(s, reading.begin - 1, false) && !and {
        return true;
    }
    let counts = |_: &usize| reading.quantity.unit == Unit::Count;
    wished_to(scan, reading.begin)
        || planned_before(scan, reading.begin)
        || end.filter(counts).is_some_and(|end| planned_behind(scan, end))
}

/// The value of the words for wishing that take "to" before what is wished for, with the subject between.
const WISHED_TO: &str = "to";
/// Items that may stand between such a word and its "to".
const WISH_REACH: usize = 6;

/// Whether what is counted is wished for: ودعا الاتحاد العمال إلى ثلاثة إضرابات, بحاجة إلى 600 شاحنة.
fn wished_to(scan: &Scan, begin: usize) -> bool {
    let s = scan.sentence;
    let Some(to) = begin.checked_sub(1).filter(|at| s.is(*at, Kind::ToLevel)) else { return false };
    (to.saturating_sub(WISH_REACH)..to)
        .rev()
        .take_while(|at| {
            s.mark(*at).is_none() && s.sense(*at, Kind::Clause).is_none() && !s.is(*at, Kind::Trend)
        })
        .any(|at| is_wish(s, at, true))
}

/// Whether a word wishes for what follows, behind a "to" or not; "the number of calls for it" counts them.
fn is_wish(s: &Sentence, at: usize, takes_to: bool) -> bool {
    let counted = at > 0 && s.is(at - 1, Kind::NumberOf);
    !counted && s.senses(at, Kind::Wish).any(|sense| (&*sense.value == WISHED_TO) == takes_to)
}

fn planned_before(scan: &Scan, begin: usize) -> bool {
    let s = scan.sentence;
    let mut moves = None;
    for at in (begin.saturating_sub(PLAN_WINDOW)..begin).rev() {
        // "Its forecast for growth": what is forecast.
        if at > 0 && s.is(at, Kind::Clause) && s.is(at, Kind::Preposition) && is_plan(scan, at - 1) {
            continue;
        }
        let other_clause = s.sense(at, Kind::Clause).is_some_and(|clause| &*clause.value != "that");
        if other_clause
            || s.mark(at).is_some()
            || s.is_any(at, Kinds::of(&[Kind::WhichClause, Kind::Attribution]))
        {
            return false;
        }
        if is_plan(scan, at) {
            return moves.is_none_or(|trend: usize| trend - at <= PLANNED_TREND);
        }
        // A number of its own stands between what is planned and what is counted here.
        if begin - at > PLANNED_TREND && scan.number_at(at).is_some() {
            return false;
        }
        if s.is(at, Kind::Trend) {
            moves = Some(at);
        }
    }
    false
}

fn is_plan(scan: &Scan, at: usize) -> bool {
    let s = scan.sentence;
    (s.is(at, Kind::Plan) && !scan.taken[at]) || s.prefixes(at).has(Prefixes::FUTURE)
}

/// "45 buses were due to leave", 10 آلاف متظاهر سيشاركون: a verb right behind the noun says that it is to come.
fn planned_behind(scan: &Scan, end: usize) -> bool {
    let s = scan.sentence;
    (end..(end + 4).min(s.len()))
        .take_while(|at| s.mark(*at).is_none() && !scan.taken[*at])
        .take_while(|at| !s.is(*at, Kind::WhichClause) && !s.prefixes(*at).has(Prefixes::AND))
        .take_while(|at| s.sense_with(*at, Kind::Measure, Feature::Passive).is_none())
        .any(|at| s.sense_with(at, Kind::Plan, Feature::Verb).is_some())
}

/// Whether the quantity is denied.
pub(super) fn is_negated(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    reading.begin > 0 && s.is(reading.begin - 1, Kind::Negation) && !s.is(reading.begin, Kind::Hedge)
}
