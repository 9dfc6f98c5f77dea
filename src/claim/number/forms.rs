//! Numbers in one word or of a form of their own: duals, parts of one, multiples, dates in digits.

use super::{DUAL_KINDS, Form, Number, digits};
use crate::claim::digits::Digits;
use crate::claim::sentence::Sentence;
use crate::claim::trailing_step;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Suffix};
use std::ops::Range;

pub(super) fn triple(sentence: &Sentence, at: usize) -> Option<Number> {
    if !sentence.is_digits(at) {
        return None;
    }
    match digits(sentence, at) {
        Digits::Triple(first, second, third) => {
            Some(Number { form: Form::Triple(first, second, third), ..plain(at..at + 1, f64::from(third)) })
        }
        Digits::Number { .. } => None,
    }
}

impl Number {
    /// A number that one form holds.
    pub(in crate::claim) fn whole(items: Range<usize>, value: f64) -> Self {
        Number { digits: false, ..plain(items, value) }
    }
}

pub(super) fn plain(items: Range<usize>, value: f64) -> Number {
    Number {
        items,
        value,
        low: value,
        high: value,
        step: trailing_step(value),
        form: Form::Plain,
        weak: false,
        digits: true,
        about: false,
        unscaled: true,
    }
}

/// Two of a noun in the dual.
pub(super) fn dual(sentence: &Sentence, at: usize) -> Option<Number> {
    let suffix = sentence.suffix(at)?;
    let counted = sentence.is_any(at, DUAL_KINDS);
    let owner_follows = || {
        sentence.prefixes(at + 1).has(Prefixes::DEFINITE)
            || sentence.is(at + 1, Kind::Place)
            || belongs_to_next(sentence, at)
    };
    let bare = !sentence.prefixes(at).has(Prefixes::DEFINITE);
    let two = match suffix {
        Suffix::Dual => true,
        Suffix::DualConstruct => bare && owner_follows(),
        Suffix::CaseOrDualConstruct => bare && is_subject(sentence, at) && belongs_to_next(sentence, at),
        Suffix::Case | Suffix::Possessive => false,
    };
    (counted && two).then(|| Number { form: Form::Dual, digits: false, ..plain(at..at + 1, 2.0) })
}

/// Whether the noun stands right behind what happened to it, as the subject of a verb does.
fn is_subject(sentence: &Sentence, at: usize) -> bool {
    at > 0
        && [Feature::Passive, Feature::Verb]
            .into_iter()
            .any(|feature| sentence.sense_with(at - 1, Kind::Measure, feature).is_some())
}

/// Whether the noun behind is the owner of this one: definite, and somebody or something that owns.
fn belongs_to_next(sentence: &Sentence, at: usize) -> bool {
    let glued = sentence.prefixes(at + 1);
    let somebody = sentence.is_any(at + 1, Kinds::of(&[Kind::Force, Kind::Generic]));
    let definite =
        glued == Prefixes::DEFINITE && sentence.is_any(at + 1, Kinds::of(&[Kind::Actor, Kind::Noun]));
    (somebody && (glued.is_empty() || glued == Prefixes::DEFINITE)) || definite
}

/// A part of one: "half a million" is a number, "a third of" a share.
pub(super) fn fraction(sentence: &Sentence, at: usize) -> Option<Number> {
    if sentence.is_digits(at) && sentence.mark(at + 1) == Some('/') && sentence.is_digits(at + 2) {
        let (Digits::Number { value: part, .. }, Digits::Number { value: whole, .. }) =
            (digits(sentence, at), digits(sentence, at + 2))
        else {
            return None;
        };
        let tight =
            !sentence.spaced(at + 1) && !sentence.spaced(at + 2) && sentence.mark(at + 3) != Some('/');
        let small = part < whole && whole <= 10.0 && part >= 1.0;
        return (tight && small).then(|| share(at..at + 3, part / whole));
    }
    if let Some(part) = one_of_several(sentence, at) {
        return Some(part);
    }
    let sense = sentence.sense(at, Kind::Fraction)?;
    let mut next = at + 1;
    if sentence.mark(next) == Some('-') && !sentence.spaced(next) && !sentence.spaced(next + 1) {
        next += 1;
    }
    while sentence.is(next, Kind::Article)
        || (sentence.is(next, Kind::Of) && sentence.is(next + 1, Kind::Article))
    {
        next += 1;
    }
    if let Some(scale) = sentence.sense(next, Kind::Scale) {
        return Some(Number {
            step: scale.low / 10.0,
            digits: false,
            unscaled: false,
            ..plain(at..next + 1, sense.low * scale.low)
        });
    }
    let of_something = sentence.is(at + 1, Kind::Of)
        || sentence.prefixes(at + 1).has(Prefixes::DEFINITE)
        || sentence.suffix(at + 1) == Some(Suffix::Possessive)
        || sentence.is(at + 1, Kind::NumberOf)
        || sentence.is(at + 1, Kind::Definite)
        || sentence.is(at + 1, Kind::Subset)
        || sentence.suffix(at) == Some(Suffix::Possessive);
    let leads = Kinds::of(&[Kind::ToLevel, Kind::ByAmount, Kind::Hedge]);
    // "By the quarter", "to the half", as Arabic says it.
    let definite = sentence.prefixes(at).has(Prefixes::DEFINITE) && at > 0 && sentence.is_any(at - 1, leads);
    let counted = at > 0 && (sentence.is(at - 1, Kind::Article) || sentence.is(at - 1, Kind::Number));
    let unit = sentence.is(at, Kind::TimeUnit) || sentence.is(at, Kind::Ordinal);
    let differs = sentence.is_any(at + 1, Kinds::of(&[Kind::Others, Kind::Trend, Kind::Hedge])) && counted;
    // "Two thirds" says itself that it is a part.
    let several = sentence.items[at].end - sentence.items[at].first > 1;
    let enough = if unit {
        differs || definite || of_something && (counted || !sentence.is(at, Kind::Ordinal))
    } else {
        of_something || counted || definite || several
    };
    (enough && !sentence.is(at + 1, Kind::TimeUnit) && sentence.sense(at + 1, Kind::Relative).is_none())
        .then(|| share(at..at + 1, sense.low))
}

/// "1 in 5", "three out of every five".
fn one_of_several(sentence: &Sentence, at: usize) -> Option<Number> {
    let whole = |at: usize| match sentence.is_digits(at).then(|| digits(sentence, at)) {
        Some(Digits::Number { value, decimals: 0 }) => Some(value),
        Some(_) => None,
        None => sentence.sense(at, Kind::Number).map(|sense| sense.low),
    };
    let out_of = sentence.sense(at + 1, Kind::OutOf)?;
    let (part, of) = (whole(at)?, whole(at + 2)?);
    let words = !sentence.is_digits(at) && !sentence.is_digits(at + 2);
    let of_people = || {
        sentence.sense_with(at + 3, Kind::Place, Feature::Adjective).is_some()
            || sentence.sense_with(at + 3, Kind::Noun, Feature::Person).is_some()
    };
    let doubtful = out_of.features.has(Feature::Ambiguous) && part != 1.0 && !(words && of_people());
    let time = Kinds::of(&[Kind::TimeUnit, Kind::Ordinal, Kind::Scale]);
    let fits = part >= 1.0 && part < of && of <= 100.0 && !doubtful && !sentence.is_any(at + 3, time);
    fits.then(|| share(at..at + 3, part / of))
}

pub(super) fn share(items: Range<usize>, value: f64) -> Number {
    Number { form: Form::Fraction, step: 0.01, digits: false, ..plain(items, value) }
}

/// A multiple said in one word.
pub(super) fn multiple(sentence: &Sentence, at: usize) -> Option<Number> {
    let sense = sentence.sense(at, Kind::Multiple)?;
    let measured = Kinds::of(&[Kind::Definite, Kind::Of, Kind::NumberOf, Kind::Stop]);
    let of_something = sentence.is_any(at + 1, measured) || sentence.prefixes(at + 1).has(Prefixes::DEFINITE);
    let rises = at > 0 && sentence.sense_with(at - 1, Kind::Trend, Feature::Verb).is_some();
    if !sense.features.has(Feature::Verb) && !of_something && !rises {
        return None;
    }
    Some(Number {
        low: sense.low,
        high: sense.high,
        form: Form::Multiple,
        step: 0.1,
        digits: false,
        ..plain(at..at + 1, sense.low)
    })
}

/// The value of three digits that continue a number after a space ("12 500").
pub(super) fn spaced_group(sentence: &Sentence, first: usize, at: usize) -> Option<f64> {
    if !sentence.is_digits(at) || !sentence.prefixes(at).is_empty() {
        return None;
    }
    let (head, group) = (sentence.written(first..first + 1), sentence.written(at..at + 1));
    let head_fits = head.chars().all(|c| crate::text::digit(c).is_some())
        && (1..=3).contains(&head.chars().count())
        && crate::text::digit(head.chars().next()?) != Some(0);
    let digits: Vec<u8> = group.chars().filter_map(crate::text::digit).collect();
    let three = digits.len() == 3 && group.chars().count() == 3;
    let clear = three
        && (sentence.lexicon.spaced_groups()
            || digits[0] == 0
            || (digits[1] == 0 && digits[2] == 0)
            || !ends_something_else(sentence, first));
    (head_fits && clear).then(|| digits.iter().fold(0.0, |value, digit| value * 10.0 + f64::from(*digit)))
}

/// Whether digits may end what stands before them, so that those behind them begin a number: "May 5", "week 15".
fn ends_something_else(sentence: &Sentence, first: usize) -> bool {
    const OPENS: Kinds = Kinds::of(&[
        Kind::Month,
        Kind::TimeUnit,
        Kind::Designation,
        Kind::Place,
        Kind::Actor,
        Kind::Noun,
        Kind::Weekday,
    ]);
    first.checked_sub(1).is_none_or(|before| {
        !sentence.is_word(before)
            || sentence.is_any(before, OPENS)
            || (sentence.items[before].senses.is_empty() && sentence.token(before).raw.capital)
    })
}
