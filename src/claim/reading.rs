//! Quantities in a sentence: numbers with their hedge, range, percent sign, currency or physical unit.

use super::number::{Form, Number, number_at};
use super::quantity::{Bound, Quantity, Unit};
use super::sentence::Sentence;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};
use std::ops::Range;

/// A quantity as read, before it is known what it counts.
#[derive(Debug, Clone)]
pub(super) struct Reading<'l> {
    /// The items of the number expression, percent sign included, hedge, currency and noun excluded.
    pub items: Range<usize>,
    /// The item where the whole begins: the hedge, the currency sign or the number.
    pub begin: usize,
    /// The item after the whole: after the unit, currency or closing hedge.
    pub end: usize,
    /// The number with its hedge.
    pub quantity: Quantity,
    /// ISO 4217.
    pub currency: Option<&'l Sense>,
    /// The physical unit.
    pub unit: Option<&'l Sense>,
    /// How the number is written.
    pub form: Form,
    /// Whether it only counts right beside its noun.
    pub weak: bool,
    /// Whether it was written in digits.
    pub digits: bool,
    /// The population that a rate is per.
    pub per: Option<f64>,
}

/// Reads the quantity whose number begins at an item.
pub(super) fn reading_at<'a>(sentence: &Sentence<'a>, at: usize) -> Option<Reading<'a>> {
    if let Some(points) = points_in_one_form(sentence, at) {
        return Some(points);
    }
    let opened = opened_range(sentence, at);
    let first = number_at(sentence, if opened { at + 1 } else { at })?;
    if matches!(first.form, Form::Triple(..)) {
        return None;
    }
    let mut reading = match range(sentence, &first, opened) {
        Some(range) => range,
        None if opened => return None,
        None => single(&first),
    };
    if opened {
        reading.begin = at;
    }
    percent(sentence, &mut reading);
    money(sentence, &mut reading);
    physical(sentence, &mut reading);
    hedge(sentence, &mut reading);
    Some(reading)
}

/// Percentage points whose form holds their number: نقطتان مئويتان.
fn points_in_one_form<'a>(sentence: &Sentence<'a>, at: usize) -> Option<Reading<'a>> {
    let sense = sentence.sense(at, Kind::PercentagePoint).filter(|sense| sense.low > 0.0)?;
    let mut reading = single(&Number::whole(at..at + 1, sense.low));
    reading.quantity.unit = Unit::PercentagePoint;
    hedge(sentence, &mut reading);
    Some(reading)
}

fn opened_range(sentence: &Sentence, at: usize) -> bool {
    let numeral = |at| sentence.is_digits(at) || sentence.is_any(at, super::number::NUMBER_KINDS);
    sentence.is(at, Kind::RangeOpen) && numeral(at + 1)
}

fn single<'l>(number: &Number) -> Reading<'l> {
    let (bound, unit) = match number.form {
        Form::Vague => (Bound::Range, Unit::Count),
        Form::Fraction | Form::Multiple => (Bound::Exact, Unit::Ratio),
        Form::Plain if number.about => (Bound::Approx, Unit::Count),
        Form::Plain | Form::Dual | Form::Triple(..) => (Bound::Exact, Unit::Count),
    };
    Reading {
        items: number.items.clone(),
        begin: number.items.start,
        end: number.items.end,
        quantity: Quantity {
            value: number.value,
            low: number.low,
            high: number.high,
            bound,
            unit,
            step: number.step,
        },
        currency: None,
        unit: None,
        form: number.form,
        weak: number.weak,
        digits: number.digits,
        per: None,
    }
}

/// Joins a number with a second one to a range: "between 20 and 30", "20-30", "من 5 إلى 7 آلاف".
///
/// In text that runs from right to left the ends may stand reversed; the smaller is the low end.
fn range<'l>(sentence: &Sentence, first: &Number, opened: bool) -> Option<Reading<'l>> {
    if first.form != Form::Plain {
        return None;
    }
    let mut end = first.items.end;
    while sentence.is(end, Kind::Percent) && opened {
        end += 1;
    }
    let dash = matches!(sentence.mark(end), Some('-' | '–' | '—'));
    let joined = sentence.prefixes(end).has(Prefixes::AND);
    let word = sentence.is(end, Kind::RangeTo) && !dash;
    let or = sentence.is(end, Kind::Or);
    let next = match (dash, joined, word || or) {
        (true, ..) if first.digits || !sentence.spaced(end) => end + 1,
        (false, true, _) if opened => end,
        (false, false, true) => end + 1,
        _ => return None,
    };
    let second = number_at(sentence, next).filter(|number| number.form == Form::Plain)?;
    let both_digits = first.digits && second.digits;
    let and = sentence.is(end, Kind::And) || joined;
    let to = word && !and && !or;
    let start = first.items.start;
    let compared = start > 0 && sentence.is(start - 1, Kind::Comparison);
    let from = opened || (start > 0 && sentence.is(start - 1, Kind::RangeOpen));
    // "from 121 to 153" after a rise are two levels, and "in 20 to 30 places" needs no opening word.
    if (dash && !both_digits)
        || (and && !opened)
        || (to && (compared || (from && rises_before(sentence, start))))
    {
        return None;
    }
    if dash
        && (sentence.mark(second.items.end) == Some('-')
            || (second.unscaled && second.value.max(first.value) >= 1e6))
    {
        return None;
    }
    let scaled = first.unscaled && !second.unscaled && first.value < 1000.0;
    let scale = if scaled { second.value / leading(second.value) } else { 1.0 };
    let shares_scale = scaled && first.value < leading(second.value);
    let start = if shares_scale { first.value * scale } else { first.value };
    let near = second.value / start.max(1e-9);
    if (or || (to && !opened)) && !(0.2..=5.0).contains(&near) {
        return None;
    }
    if or && second.value - start > 10.0 * second.step.max(1.0) {
        return None;
    }
    let (low, high) = (start.min(second.value), start.max(second.value));
    if low == high {
        return None;
    }
    Some(Reading {
        items: first.items.start..second.items.end,
        end: second.items.end,
        quantity: Quantity {
            value: low,
            low,
            high,
            bound: Bound::Range,
            unit: Unit::Count,
            step: second.step,
        },
        digits: both_digits,
        ..single(first)
    })
}

/// The part of a scaled number that stands before its scale word: 7 of 7,000.
fn leading(value: f64) -> f64 {
    let mut leading = value;
    while leading >= 1000.0 {
        leading /= 1000.0;
    }
    leading
}

/// Whether a rise or fall is spoken of before the item.
fn rises_before(sentence: &Sentence, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|item| sentence.is(item, Kind::Trend))
}

fn percent(sentence: &Sentence, reading: &mut Reading) {
    let mut end = reading.items.end;
    if sentence.mark(end) == Some('-') && !sentence.spaced(end) && sentence.is(end + 1, Kind::Percent) {
        end += 1;
    }
    if sentence.is(end, Kind::PercentagePoint) {
        reading.quantity.unit = Unit::PercentagePoint;
        reading.items.end = end + 1;
    } else if sentence.is(end, Kind::Percent) {
        reading.quantity.unit = Unit::Percent;
        reading.items.end = end + 1;
    } else if reading.begin > 0
        && reading.items.start > 0
        && sentence.is(reading.items.start - 1, Kind::Percent)
        && sentence.mark(reading.items.start - 1).is_some()
        && !sentence.spaced(reading.items.start)
        && (reading.items.start < 2
            || !sentence.is_digits(reading.items.start - 2)
            || sentence.spaced(reading.items.start - 1))
    {
        reading.quantity.unit = Unit::Percent;
        reading.items.start -= 1;
        reading.begin = reading.begin.min(reading.items.start);
    }
    if matches!(reading.quantity.unit, Unit::Percent | Unit::PercentagePoint) {
        reading.end = reading.items.end;
        if reading.form == Form::Fraction {
            reading.form = Form::Plain;
        }
    }
    if reading.quantity.unit == Unit::Count
        && let Some(times) = times_at(sentence, reading.items.end)
    {
        let end = reading.items.end;
        reading.quantity.unit = Unit::Ratio;
        // "Three times more" may be three or four times as much; some forms leave no doubt.
        let doubt = if times.low.is_nan() { 1.0 } else { times.low };
        if reading.quantity.bound == Bound::Exact {
            reading.quantity.high = reading.quantity.value + doubt;
        }
        let end = end + 1 + usize::from(sentence.mark(end).is_some() && !sentence.is(end, Kind::Times));
        reading.items.end = end;
        reading.end = end;
        reading.form = Form::Multiple;
    }
}

/// A word for times right behind a number, or behind its hyphen.
fn times_at<'a>(sentence: &Sentence<'a>, at: usize) -> Option<&'a Sense> {
    let hyphen = sentence.mark(at) == Some('-') && !sentence.spaced(at) && !sentence.spaced(at + 1);
    sentence.sense(at, Kind::Times).or_else(|| sentence.sense(at + 1, Kind::Times).filter(|_| hyphen))
}

fn money<'a>(sentence: &Sentence<'a>, reading: &mut Reading<'a>) {
    let start = reading.items.start;
    if reading.form == Form::Dual {
        reading.currency = sentence.sense(start, Kind::Currency);
    }
    let sign = start.checked_sub(1).and_then(|before| sentence.sense(before, Kind::Currency));
    // "USD 5 million", "Rs 8,889 crore".
    let code = || {
        let written = sentence.written(start - 1..start);
        (2..=3).contains(&written.len())
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && written.chars().all(|c| c.is_ascii_alphabetic())
    };
    if let Some(currency) = sign.filter(|_| !sentence.is_word(start - 1) || !sentence.spaced(start) || code())
    {
        reading.currency = Some(currency);
        reading.begin = reading.begin.min(start - 1);
    } else if reading.currency.is_none() {
        let mut end = reading.end;
        if sentence.is(end, Kind::Of) && sentence.is(end + 1, Kind::Currency) {
            end += 1;
        }
        if sentence.sense_with(end, Kind::Place, Feature::Adjective).is_some()
            && sentence.is(end + 1, Kind::Currency)
        {
            end += 1;
        }
        if let Some(currency) = sentence.sense(end, Kind::Currency) {
            reading.currency = Some(currency);
            reading.end = end + 1;
        }
    }
    if reading.currency.is_some() && reading.quantity.unit == Unit::Count {
        reading.quantity.unit = Unit::Money;
    }
}

fn physical<'a>(sentence: &Sentence<'a>, reading: &mut Reading<'a>) {
    if reading.quantity.unit == Unit::Count
        && reading.form != Form::Dual
        && let Some(unit) = sentence.sense(reading.end, Kind::Unit)
    {
        reading.unit = Some(unit);
        reading.quantity.unit = Unit::Other;
        reading.end += 1;
    } else if reading.form == Form::Dual
        && let Some(unit) = sentence.sense(reading.items.start, Kind::Unit)
    {
        reading.unit = Some(unit);
        reading.quantity.unit = Unit::Other;
    }
}

/// Reads the hedge before the number, or after it.
fn hedge(sentence: &Sentence, reading: &mut Reading) {
    let mut before = reading.begin;
    while before > 0
        && (sentence.is(before - 1, Kind::Article)
            || (sentence.is(before - 1, Kind::Definite) && sentence.is(before.wrapping_sub(2), Kind::Hedge))
            || sentence.mark(before - 1) == Some('('))
    {
        before -= 1;
    }
    let found = before
        .checked_sub(1)
        .and_then(|at| sentence.sense_with(at, Kind::Hedge, Feature::Before).map(|sense| (at, sense)))
        // "Around 600 rials" says about how many, "around 20 ships" may be where.
        .filter(|(_, sense)| !sense.features.has(Feature::Ambiguous) || reading.quantity.unit != Unit::Count);
    let bound = if let Some((at, sense)) = found {
        reading.begin = at;
        bound_of(sense)
    } else if let Some(sense) =
        verb_before_subject(sentence, before).or_else(|| limit_before_subject(sentence, before))
    {
        bound_of(sense)
    } else {
        // After the number, its unit and at most two words of its noun; a sign right behind the number.
        let sign = |at: usize| at == reading.end && !sentence.spaced(at) && sentence.is(at, Kind::Hedge);
        (reading.end..(reading.end + 4).min(sentence.len()))
            .take_while(|at| (sentence.mark(*at).is_none() || sign(*at)) && !sentence.is_digits(*at))
            .find_map(|at| {
                let sense = sentence.sense_with(at, Kind::Hedge, Feature::After)?;
                let leads_next = sentence.sense_with(at, Kind::Hedge, Feature::Before).is_some()
                    && (sentence.is_digits(at + 1) || sentence.is_any(at + 1, super::number::NUMBER_KINDS));
                (!leads_next).then_some((at, sense))
            })
            .and_then(|(at, sense)| {
                // "80 or so soldiers": the noun stands behind it.
                if at == reading.end {
                    reading.end = at + 1;
                }
                bound_of(sense)
            })
    };
    if let Some(bound) = bound
        && reading.quantity.bound == Bound::Exact
    {
        reading.quantity.bound = bound;
    }
}

/// A hedge that is a verb and stands before its subject: تجاوز عدد القتلى 150, تجاوزت حصيلة الحرب في غزة 46 ألفا.
fn verb_before_subject<'a>(sentence: &Sentence<'a>, begin: usize) -> Option<&'a Sense> {
    let counts = Kinds::of(&[Kind::NumberOf, Kind::Tally]);
    let other = Kinds::of(&[Kind::Trend, Kind::Clause, Kind::Attribution, Kind::WhichClause]);
    let numbered = (begin.saturating_sub(LIMIT_REACH)..begin)
        .rev()
        .take_while(|at| {
            sentence.is_word(*at)
                && !sentence.is_any(*at, super::number::NUMBER_KINDS)
                && (!sentence.is_any(*at, other) || sentence.is_any(*at, counts))
        })
        .find(|at| sentence.is_any(*at, counts))?;
    sentence.sense_with(numbered.checked_sub(1)?, Kind::Hedge, Feature::Verb)
}

/// Items that may stand between a verb that sets a limit and the number.
const LIMIT_REACH: usize = 7;

/// A denied verb that sets a limit and stands before its subject: لا تتجاوز المسافة بينهما 50 مترا.
fn limit_before_subject<'a>(sentence: &Sentence<'a>, begin: usize) -> Option<&'a Sense> {
    let other = Kinds::of(&[Kind::Trend, Kind::Clause, Kind::Attribution, Kind::And, Kind::WhichClause]);
    (begin.saturating_sub(LIMIT_REACH)..begin)
        .rev()
        .take_while(|at| {
            sentence.is_word(*at)
                && !sentence.is_digits(*at)
                && !sentence.is_any(*at, super::number::NUMBER_KINDS)
        })
        .find_map(|at| {
            let limit = sentence.sense_with(at, Kind::Hedge, Feature::Verb)?;
            matches!(bound_of(limit), Some(Bound::AtMost)).then_some((at, limit))
        })
        .filter(|(at, _)| {
            let joined = |at: usize| sentence.prefixes(at).has(Prefixes::AND);
            !(at + 1..begin).any(|at| joined(at) || sentence.is_any(at, other) && !sentence.is(at, Kind::Of))
        })
        .map(|(_, limit)| limit)
}

fn bound_of(sense: &Sense) -> Option<Bound> {
    sense.value.parse().ok()
}
