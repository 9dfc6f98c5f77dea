//! Numbers: digits and number words of any size, with the grammar that joins them.
//!
//! One grammar serves all languages. Number words have a value and a size (below ten, ten, tens, hundreds,
//! scales); what may follow what, and whether an "and" must stand between, decides where one number ends and
//! the next begins: "مليون و200 ألف" is one number, "20 و30 جريحا" are two.

mod forms;

use super::digits::{Digits, SeparatorUse, read_digits};
use super::sentence::Sentence;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};
use forms::{dual, fraction, multiple, spaced_group, triple};
use std::cell::RefCell;
use std::ops::Range;

/// What sort of number it is, by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number in digits or words.
    Plain,
    /// A vague plural: dozens.
    Vague,
    /// The dual of a noun.
    Dual,
    /// A part of one.
    Fraction,
    /// A multiple.
    Multiple,
    /// Three numbers between full stops.
    Triple(u32, u32, u32),
}

/// A number as read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// The items it takes.
    pub items: Range<usize>,
    /// Nominal value.
    pub value: f64,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// One unit of the last digit written.
    pub step: f64,
    /// Its form.
    pub form: Form,
    /// Whether it only counts right beside its noun ("one").
    pub weak: bool,
    /// Whether it was written in digits.
    pub digits: bool,
    /// Whether its words mean about their value.
    pub about: bool,
    /// Whether it has no scale word: what it may take from the other end of a range.
    pub unscaled: bool,
}

/// The kinds with which a number may begin.
pub(super) const NUMBER_KINDS: Kinds = Kinds::of(&[
    Kind::Number,
    Kind::Scale,
    Kind::Scaled,
    Kind::Vague,
    Kind::Several,
    Kind::Excess,
    Kind::Fraction,
    Kind::Multiple,
]);

/// The kinds of nouns whose dual counts two of them.
const DUAL_KINDS: Kinds = Kinds::of(&[Kind::Measure, Kind::Noun, Kind::Unit, Kind::Currency, Kind::TimeUnit]);

/// A number under construction.
struct Sum {
    /// Completed scales.
    total: f64,
    /// What is below the next scale.
    group: f64,
    /// The last scale taken.
    scale: f64,
    /// Added to the high end by vague words.
    low_excess: f64,
    high_excess: f64,
    vague: Option<(f64, f64)>,
    step: f64,
    digits: bool,
    scaled: bool,
    weak: bool,
    last: Last,
    /// Whether what followed the last scale belongs to another number: "20 thousand and 30 thousand".
    overrun: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    None,
    Unit,
    Other,
    Digits,
    Scale,
    Bound,
    Excess,
}

/// Reads the number that begins at an item.
#[inline]
pub(super) fn number_at(sentence: &Sentence, start: usize) -> Option<Number> {
    let may_begin = sentence.is_digits(start)
        || sentence.is_any(start, NUMBER_KINDS)
        || (sentence.suffix(start).is_some() && sentence.is_any(start, DUAL_KINDS));
    if may_begin { sentence.numbers.at(start, || read_number(sentence, start)) } else { None }
}

/// The numbers that were read in a sentence, which several readers ask for.
#[derive(Default)]
pub(super) struct Numbers {
    read: RefCell<Vec<(usize, Option<Number>)>>,
}

/// Of how many items the numbers are looked for among those that were read.
const REMEMBERED: usize = 8;

impl Numbers {
    /// The number at an item, read where it was not read of late.
    fn at(&self, item: usize, read: impl FnOnce() -> Option<Number>) -> Option<Number> {
        let known = {
            let all = self.read.borrow();
            let found = all.iter().rev().take(REMEMBERED).find(|(at, _)| *at == item);
            found.map(|(_, number)| number.clone())
        };
        known.unwrap_or_else(|| {
            let number = read();
            self.read.borrow_mut().push((item, number.clone()));
            number
        })
    }
}

fn read_number(sentence: &Sentence, start: usize) -> Option<Number> {
    if let Some(number) = dual(sentence, start) {
        return Some(number);
    }
    if !sentence.is_digits(start) && !sentence.is_any(start, NUMBER_KINDS) {
        return None;
    }
    if let Some(triple) = triple(sentence, start) {
        return Some(triple);
    }
    if let Some(number) = fraction(sentence, start).or_else(|| multiple(sentence, start)) {
        return Some(number);
    }
    let mut sum = Sum {
        total: 0.0,
        group: 0.0,
        scale: f64::INFINITY,
        low_excess: 0.0,
        high_excess: 0.0,
        vague: None,
        step: 0.0,
        digits: false,
        scaled: false,
        weak: false,
        last: Last::None,
        overrun: false,
    };
    let (mut end, mut at) = (start, start);
    let mut joined = false;
    let mut at_scale = None;
    while at < sentence.len() {
        let before = (sum.total, sum.group, sum.scale, sum.last);
        match take(sentence, at, joined, &mut sum) {
            Some(next) => {
                end = next;
                if sum.last == Last::Scale {
                    at_scale = Some((end, sum.total, sum.scale));
                }
            }
            None => {
                (sum.total, sum.group, sum.scale, sum.last) = before;
                break;
            }
        }
        (at, joined) = joint(sentence, end);
    }
    if sum.overrun
        && let Some((scale_end, total, scale)) = at_scale
    {
        (end, sum.total, sum.group, sum.scale, sum.last) = (scale_end, total, 0.0, scale, Last::Scale);
    }
    if end == start || matches!(sum.last, Last::Bound) || is_verb_before_subject(sentence, start..end) {
        return None;
    }
    let plain = sum.total + sum.group;
    let (low, high, form) = match sum.vague {
        Some((low, high)) => (low, high, Form::Vague),
        None if sum.high_excess > 0.0 => (plain + sum.low_excess, plain + sum.high_excess, Form::Vague),
        None => (plain, plain, Form::Plain),
    };
    if sum.last == Last::Excess && plain == 0.0 && sum.vague.is_none() {
        return None;
    }
    let value = if form == Form::Vague { low } else { plain };
    let step = if sum.step > 0.0 { sum.step } else { super::trailing_step(value) };
    Some(Number {
        items: start..end,
        value,
        low,
        high,
        step,
        form,
        weak: sum.weak && end == start + 1,
        digits: sum.digits,
        about: (start..end).any(|at| sentence.sense_with(at, Kind::Number, Feature::About).is_some()),
        unscaled: !sum.scaled,
    })
}

/// Whether what looks like a scale word alone is a verb: a scale in the singular counts indefinite nouns.
fn is_verb_before_subject(sentence: &Sentence, items: Range<usize>) -> bool {
    items.len() == 1
        && sentence.sense(items.start, Kind::Scale).is_some_and(|scale| !scale.features.has(Feature::Plural))
        && sentence.prefixes(items.start).is_empty()
        && sentence.prefixes(items.end).has(Prefixes::DEFINITE)
        && sentence.sense(items.end, Kind::Scale).is_none()
}

/// Where the next part of a number may stand, and whether an "and" joins it.
fn joint(sentence: &Sentence, end: usize) -> (usize, bool) {
    if sentence.prefixes(end).has(Prefixes::AND) {
        return (end, true);
    }
    let numeral = |at| sentence.is_any(at, NUMBER_KINDS) || sentence.is_digits(at);
    if sentence.is(end, Kind::And) && numeral(end + 1) {
        return (end + 1, true);
    }
    if sentence.is(end, Kind::And)
        && sentence.is(end + 1, Kind::Article)
        && sentence.is(end + 2, Kind::Fraction)
    {
        return (end + 2, true);
    }
    if sentence.mark(end) == Some('-')
        && !sentence.spaced(end)
        && !sentence.spaced(end + 1)
        && numeral(end + 1)
        && !sentence.is_digits(end + 1)
    {
        return (end + 1, false);
    }
    if sentence.is(end, Kind::Of) && sentence.is_any(end + 1, Kinds::of(&[Kind::Scale])) {
        return (end + 1, false);
    }
    (end, false)
}

/// Takes one more part into the sum; none where it begins another number or is no number.
fn take(sentence: &Sentence, at: usize, joined: bool, sum: &mut Sum) -> Option<usize> {
    let first = sum.last == Last::None;
    if sentence.is_digits(at) {
        return take_digits(sentence, at, joined, sum);
    }
    if sum.vague.is_some() && !sentence.is(at, Kind::Scale) {
        return None;
    }
    if let Some(sense) = sentence.sense(at, Kind::Excess)
        && (!first || excess_leads(sentence, at))
    {
        if !first && !joined {
            return None;
        }
        sum.low_excess = sense.low;
        sum.high_excess = sense.high;
        sum.last = Last::Excess;
        return Some(at + 1);
    }
    if first
        && let Some(sense) = sentence.sense(at, Kind::Vague).or_else(|| sentence.sense(at, Kind::Several))
    {
        if sense.kind == Kind::Several && !sentence.is(at + 1, Kind::Scale) {
            return None;
        }
        sum.vague = Some((sense.low, sense.high));
        sum.last = Last::Other;
        return Some(at + 1);
    }
    if let Some(next) = take_scale(sentence, at, joined, sum) {
        return Some(next);
    }
    if let Some(sense) = sentence.sense(at, Kind::Scaled)
        && (sum.group == 0.0 && (first || joined))
        && (sense.low < sum.scale || (sense.low / 2.0 == sum.scale && (sum.total / sum.scale) % 100.0 == 0.0))
    {
        sum.total += sense.low;
        sum.scale = sense.low / 2.0;
        sum.scaled = true;
        sum.last = Last::Scale;
        return Some(at + 1);
    }
    if !first
        && joined
        && let Some(sense) = sentence.sense(at, Kind::Fraction)
    {
        return take_fraction(sentence, at, sense.low, sum);
    }
    let sense = sentence.sense(at, Kind::Number)?;
    if first && sense.features.has(Feature::Ending) {
        return None;
    }
    let value = sense.low;
    let rest = sum.group % 100.0;
    let after_excess = sum.last == Last::Excess;
    let fits = match value {
        _ if first => true,
        _ if after_excess => value >= 10.0 && (joined || sense.features.has(Feature::Teen)),
        _ if sum.last == Last::Digits => false,
        100.0 if sum.group == 0.0 => joined || sum.last == Last::Scale,
        100.0 => (1.0..=9.0).contains(&sum.group) && !joined,
        v if v > 100.0 => sum.group == 0.0 && joined,
        10.0 if sense.features.has(Feature::Teen) && !joined => {
            matches!(sum.last, Last::Unit | Last::Bound) && (1.0..=9.0).contains(&rest)
        }
        v if rest == 0.0 => (sum.group >= 100.0 || sum.last == Last::Scale) && v < 100.0,
        v if (1.0..=9.0).contains(&rest) => joined && v >= 20.0,
        v => (20.0..=90.0).contains(&rest) && v < 10.0 && !joined,
    };
    if !fits {
        return None;
    }
    if value == 100.0 && (1.0..=9.0).contains(&sum.group) && !after_excess {
        sum.group *= 100.0;
    } else {
        sum.group += value;
    }
    sum.weak = first && sense.features.has(Feature::Weak);
    sum.last = match value {
        _ if sense.features.has(Feature::Bound) => Last::Bound,
        v if v < 10.0 => Last::Unit,
        _ => Last::Other,
    };
    Some(at + 1)
}

/// Whether a vague excess is followed by the number it adds to.
fn excess_leads(sentence: &Sentence, at: usize) -> bool {
    let (next, joined) = joint(sentence, at + 1);
    sentence
        .senses(next, Kind::Number)
        .any(|sense| sense.low >= 10.0 && sense.low < 100.0 && (joined || sense.features.has(Feature::Teen)))
}

fn take_digits(sentence: &Sentence, at: usize, joined: bool, sum: &mut Sum) -> Option<usize> {
    let Digits::Number { value, decimals } = digits(sentence, at) else { return None };
    let (mut value, mut end) = (value, at + 1);
    if sum.last == Last::None && decimals == 0 {
        while let Some(group) = spaced_group(sentence, at, end) {
            value = value * 1000.0 + group;
            end += 1;
        }
    }
    if sum.last != Last::None {
        let smaller_scale_follows =
            sentence.senses(end, Kind::Scale).any(|sense| sense.low < sum.scale && sense.low >= 100.0);
        let completes = value < sum.scale && value * 1000.0 >= sum.scale;
        let completed = joined && completes && !sum.digits_only();
        if sum.last != Last::Scale || !(smaller_scale_follows || completed) {
            return None;
        }
    }
    sum.group = value;
    sum.digits = true;
    sum.step = if decimals > 0 { 10f64.powi(-decimals) } else { 0.0 };
    sum.last = Last::Digits;
    Some(end)
}

impl Sum {
    /// Whether all so far was digits without a scale word.
    fn digits_only(&self) -> bool {
        self.digits && !self.scaled
    }
}

fn take_scale(sentence: &Sentence, at: usize, joined: bool, sum: &mut Sum) -> Option<usize> {
    let sense = sentence.sense(at, Kind::Scale)?;
    let scale = sense.low;
    let plural = sense.features.has(Feature::Plural);
    if scale == 1e6 && sentence.written(at..at + 1).chars().count() <= 1 && sum.last != Last::Digits {
        return None;
    }
    let first = sum.last == Last::None;
    if let Some((low, high)) = sum.vague {
        sum.vague = Some((low * scale, (high + 1.0) * scale - 1.0));
        sum.scaled = true;
        return Some(at + 1);
    }
    if first && plural {
        sum.vague = Some((2.0 * scale, 10.0 * scale - 1.0));
        sum.scaled = true;
        sum.last = Last::Other;
        return Some(at + 1);
    }
    let short =
        sentence.written(at..at + 1).chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_uppercase())
            && sentence.written(at..at + 1).len() == 1;
    if short && (sum.last != Last::Digits || sentence.spaced(at)) {
        return None;
    }
    if sum.group > 0.0 && !joined {
        if scale == 100.0 || scale == 12.0 {
            if sum.group >= 100.0 {
                return None;
            }
            sum.group *= scale;
            sum.last = Last::Other;
        } else if scale < sum.scale {
            sum.total += sum.group * scale;
            sum.step *= scale;
            (sum.group, sum.scale, sum.last) = (0.0, scale, Last::Scale);
        } else if sum.total > 0.0 {
            sum.overrun = true;
            return None;
        } else {
            sum.total = sum.group * scale;
            (sum.group, sum.scale, sum.last) = (0.0, scale, Last::Scale);
        }
        sum.scaled = true;
        return Some(at + 1);
    }
    // "a hundred thousand and a thousand" is one number; "twenty thousand and a thousand" are two.
    let hundreds = scale == sum.scale && (sum.total / scale) % 100.0 == 0.0;
    let alone =
        first || (joined && sum.group == 0.0 && (scale < sum.scale || hundreds) && sum.last == Last::Scale);
    if alone && !plural {
        // A form that is both the scale in the accusative and its dual is the dual right before a noun.
        if first
            && sentence.is_word(at + 1)
            && !sentence.prefixes(at + 1).has(Prefixes::AND)
            && !sentence.is_any(at + 1, Kinds::of(&[Kind::And, Kind::Of]))
            && let Some(two) = sentence.sense(at, Kind::Scaled)
        {
            sum.total = two.low;
        } else if scale < 1000.0 {
            sum.group = scale;
        } else {
            sum.total += scale;
        }
        sum.scaled = true;
        (sum.scale, sum.last) = (
            if scale < 1000.0 { sum.scale } else { scale },
            if scale < 1000.0 { Last::Other } else { Last::Scale },
        );
        return Some(at + 1);
    }
    if !joined && sum.last == Last::Scale && scale > sum.scale && sum.group == 0.0 {
        sum.total *= scale;
        sum.scale = scale;
        return Some(at + 1);
    }
    None
}

/// Adds "and a half" to the scale before it or to the one after it.
fn take_fraction(sentence: &Sentence, at: usize, part: f64, sum: &mut Sum) -> Option<usize> {
    let next_scale = sentence.sense(at + 1, Kind::Scale).map(|sense| sense.low);
    if sum.last == Last::Scale {
        sum.total += part * sum.scale;
        sum.last = Last::Other;
        return Some(at + if next_scale == Some(sum.scale) { 2 } else { 1 });
    }
    if matches!(sum.last, Last::Unit | Last::Digits | Last::Other) {
        sum.group += part;
        sum.last = Last::Digits;
        return Some(at + 1);
    }
    None
}

/// A number in digits.
pub(super) fn digits(sentence: &Sentence, at: usize) -> Digits {
    read_digits(sentence.written(at..at + 1), |mark| match sentence.lexicon.is_decimal(mark) {
        true => SeparatorUse::Decimal,
        false => SeparatorUse::Thousand,
    })
}
