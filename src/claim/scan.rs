//! One pass over a sentence: its time expressions, its quantities, and the numerals that are neither.

mod age;

use super::number::{Form, NUMBER_KINDS};
use super::period::Grain;
use super::reading::{Reading, reading_at};
use super::sentence::Sentence;
use super::when::{Anchor, PeriodReader, Shape, TIME_KINDS, When};
use super::{Bound, SkipReason, Unit};
use crate::lexicon::ids::Ids;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Suffix};
use crate::text::digit;
use jiff::civil::Date;
use std::ops::Range;

/// The least population that a rate is per.
const RATE_BASE: f64 = 10.0;

/// The kinds of words for what a year dates: "the truce of 2002".
const DATED: Kinds = Kinds::of(&[Kind::Lasts, Kind::Measure, Kind::Act]);

/// The kinds of words with which a number, a time or a name that holds a number may begin; what other words say
/// is read from beside a quantity.
const BEGINNINGS: Kinds = NUMBER_KINDS.and(TIME_KINDS).and(Kinds::of(&[
    Kind::PercentagePoint,
    Kind::RangeOpen,
    Kind::Since,
    Kind::YearToDate,
    Kind::Clock,
    Kind::Idiom,
    Kind::Designation,
]));

/// A sentence with all that was read in it, in the order of its items.
pub(super) struct Scan<'s, 'a> {
    pub sentence: &'s Sentence<'a>,
    /// What the words' ids stand for.
    pub ids: &'s Ids,
    /// The publication date.
    pub published: Option<Date>,
    /// Time expressions.
    pub whens: Vec<When>,
    /// Quantities that may be claims.
    pub readings: Vec<Reading<'a>>,
    /// Numerals that are no claims.
    pub skipped: Vec<(Range<usize>, Option<f64>, SkipReason)>,
    /// For each item, whether something of the above takes it.
    pub taken: Vec<bool>,
}

impl<'s, 'a> Scan<'s, 'a> {
    /// Reads the sentence from its first item to its last.
    pub fn new(sentence: &'s Sentence<'a>, anchor: Anchor, ids: &'s Ids) -> Self {
        let mut scan = Scan {
            sentence,
            ids,
            published: anchor.published,
            whens: Vec::new(),
            readings: Vec::new(),
            skipped: Vec::new(),
            taken: vec![false; sentence.len()],
        };
        let mut reader = PeriodReader { sentence, anchor };
        let mut at = 0;
        while at < sentence.len() {
            at = scan.step(&mut reader, at);
        }
        scan.sweep();
        scan
    }

    /// Whether the item opens the other side of a comparison. A word that also says to whom something was done does
    /// so only before a number or a period: "against 121", not "against the group".
    pub fn is_comparison(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let next = if sentence.is(at + 1, Kind::Definite) { at + 2 } else { at + 1 };
        let counts = |at: usize| {
            self.quantity_begins(at) || self.whens.binary_search_by_key(&at, |when| when.items.start).is_ok()
        };
        sentence.is(at, Kind::Comparison) && (!sentence.is(at, Kind::Against) || counts(next))
    }

    /// The quantity, its hedge and unit included, that an item belongs to.
    pub fn quantity_at(&self, at: usize) -> Option<&Reading<'a>> {
        let after = self.readings.partition_point(|reading| reading.begin <= at);
        self.readings[..after].last().filter(|reading| at < reading.end)
    }

    /// Whether a quantity, its hedge included, begins at an item.
    pub fn quantity_begins(&self, at: usize) -> bool {
        self.readings.binary_search_by_key(&at, |reading| reading.begin).is_ok()
    }

    /// The quantity whose number an item belongs to.
    pub fn number_at(&self, at: usize) -> Option<&Reading<'a>> {
        let after = self.readings.partition_point(|reading| reading.items.start <= at);
        self.readings[..after].last().filter(|reading| at < reading.items.end)
    }

    /// The period that an item belongs to.
    pub fn period_at(&self, at: usize) -> Option<&When> {
        let after = self.whens.partition_point(|when| when.items.start <= at);
        self.whens[..after].last().filter(|when| at < when.items.end)
    }

    /// Reads what begins at an item and gives the item after it.
    fn step(&mut self, reader: &mut PeriodReader, at: usize) -> usize {
        let sentence = self.sentence;
        if self.is_inert(at) {
            return at + 1;
        }
        if sentence.is(at, Kind::Idiom) && self.is_numeric_idiom(at) {
            return self.skip(at..at + 1, None, SkipReason::Idiom);
        }
        if let Some(end) = self.designation(reader, at).or_else(|| self.code(at)) {
            return end;
        }
        if !reader.is_numeric_date(at)
            && let Some(end) = self.phone(at)
        {
            return end;
        }
        let month_before = at > 0 && reader.is_month_word(at - 1);
        if month_before && sentence.is(at, Kind::HijriMonth) && sentence.is_any(at, NUMBER_KINDS) {
            return self.skip(at..at + 1, None, SkipReason::Period);
        }
        let reading = reading_at(sentence, at);
        let age = reading.as_ref().is_some_and(|reading| self.is_age(reading));
        if let Some(when) = (!age).then(|| reader.read(at)).flatten() {
            return self.take_when(reader, when);
        }
        if let Some(reading) = reading {
            return self.take_reading(reading);
        }
        if let Some(ordinal) = sentence.sense(at, Kind::Ordinal).filter(|ordinal| ordinal.low > 0.0) {
            return self.skip(at..at + 1, Some(ordinal.low), SkipReason::Ordinal);
        }
        // A name known with its number: "Covid-19", "the G7".
        if self.holds_digits(at) {
            return self.skip(at..at + 1, None, SkipReason::Name);
        }
        at + 1
    }

    /// Whether an item of several tokens has digits among them.
    fn holds_digits(&self, at: usize) -> bool {
        let item = &self.sentence.items[at];
        item.digits && item.end > item.first + 1
    }

    /// Whether nothing can begin at an item: neither a number, nor a time, nor a name that holds a number.
    #[inline]
    fn is_inert(&self, at: usize) -> bool {
        let s = self.sentence;
        let near = &s.items[at..(at + 3).min(s.len())];
        !near.iter().any(|item| item.digits)
            && !near[0].kinds.meets(BEGINNINGS)
            && s.suffix(at).is_none_or(|suffix| matches!(suffix, Suffix::Case | Suffix::Possessive))
    }

    fn is_numeric_idiom(&self, at: usize) -> bool {
        let item = self.sentence.items[at];
        item.end > item.first + 1 || !self.sentence.is_any(at, NUMBER_KINDS)
    }

    fn skip(&mut self, items: Range<usize>, value: Option<f64>, reason: SkipReason) -> usize {
        for taken in &mut self.taken[items.clone()] {
            *taken = true;
        }
        let end = items.end;
        self.skipped.push((items, value, reason));
        end
    }

    fn take_when(&mut self, reader: &mut PeriodReader, when: When) -> usize {
        let reason = match (when.shape, when.period.map(|period| period.grain)) {
            (Shape::Duration, _) => SkipReason::Duration,
            (Shape::Clock, _) => SkipReason::Time,
            (Shape::Period, Some(Grain::Day)) => SkipReason::Date,
            (Shape::Period, None) if self.names_a_day(&when) => SkipReason::Date,
            (Shape::Period, _) => SkipReason::Period,
        };
        for at in when.items.clone() {
            self.taken[at] = true;
            let dual = self.sentence.is(at, Kind::TimeUnit) && self.sentence.suffix(at).is_some();
            let hour = when.shape == Shape::Clock && self.sentence.is(at, Kind::Ordinal);
            if self.sentence.is_digits(at) || self.sentence.is_any(at, NUMBER_KINDS) || dual || hour {
                let value = super::number::number_at(self.sentence, at).map(|number| number.value);
                self.skipped.push((at..at + 1, value, reason));
            }
        }
        let end = when.items.end;
        let record = self.sentence.is(when.items.start, Kind::Since)
            && super::timing::starts::is_record(self.sentence, when.items.start);
        if when.shape == Shape::Period && !record {
            let told = super::timing::is_saying_date(self, &when);
            reader.anchor.note(&when, told);
            reader.anchor.here = when.period.or(reader.anchor.here);
            self.whens.push(when);
        }
        end
    }

    /// Keeps a quantity, unless its form or what stands beside it makes it no claim.
    fn take_reading(&mut self, reading: Reading<'a>) -> usize {
        let sentence = self.sentence;
        let items = reading.items.clone();
        let value = Some(reading.quantity.value);
        let count = reading.quantity.unit == Unit::Count;
        if count && reading.digits && sentence.is(items.end, Kind::Ordinal) && !sentence.spaced(items.end) {
            return self.skip(items.start..items.end + 1, value, SkipReason::Ordinal);
        }
        let rated = items.start > 0
            && sentence.is(items.start - 1, Kind::Per)
            && reading.quantity.value >= RATE_BASE
            && !self.readings.is_empty();
        if rated && count {
            if let Some(last) = self.readings.last_mut() {
                last.per = value;
            }
            return self.skip(items, value, SkipReason::Rate);
        }
        if self.is_age(&reading) {
            let end = items.end + usize::from(sentence.is(items.end, Kind::Age));
            self.skip(items, value, SkipReason::Age);
            return end;
        }
        let marked_unit = items.start > 0
            && sentence.is(items.start - 1, Kind::Unit)
            && !(items.start > 1 && (sentence.is_digits(items.start - 2) || self.taken[items.start - 2]));
        if count && marked_unit && reading.digits && !sentence.is(items.start - 1, Kind::Noun) {
            return self.skip(items, value, SkipReason::Name);
        }
        let stretch = |at: usize| {
            let when = sentence.prefixes(at).has(Prefixes::DEFINITE)
                && sentence.sense_with(at + 1, Kind::Relative, Feature::After).is_some();
            sentence.is(at, Kind::TimeUnit) && !when
        };
        if count
            && reading.quantity.bound == Bound::Range
            && reading.form == Form::Plain
            && stretch(items.end)
        {
            return self.skip(items, value, SkipReason::Duration);
        }
        // بندقيتين آليتين: the second only describes the first.
        let agrees = |last: &Reading| {
            last.form == Form::Dual
                && last.end == reading.begin
                && sentence.prefixes(reading.begin).is_empty()
        };
        if reading.form == Form::Dual && self.readings.last().is_some_and(agrees) {
            return self.skip(items, value, SkipReason::Repeat);
        }
        if count && self.is_score(&reading) {
            return self.skip(items, value, SkipReason::Score);
        }
        let opens_list = items.start == 0
            && reading.digits
            && matches!(sentence.mark(items.end), Some(')' | '.' | '-' | ':'))
            && sentence.spaced(items.end + 1)
            && count
            && reading.quantity.value < 100.0;
        if opens_list {
            return self.skip(items, value, SkipReason::List);
        }
        if let Some(reason) = self.name_with_number(&reading).or_else(|| self.year_before_noun(&reading)) {
            return self.skip(items, value, reason);
        }
        if let Some(reason) = self.number_in_slashes(&reading) {
            return self.skip(items, value, reason);
        }
        for taken in &mut self.taken[reading.begin..reading.end] {
            *taken = true;
        }
        let end = reading.end;
        self.readings.push(reading);
        end
    }
}

impl Scan<'_, '_> {
    /// Whether a date without a year stands beside its month.
    fn names_a_day(&self, when: &When) -> bool {
        let s = self.sentence;
        when.items.len() > 1
            && when.items.clone().any(|at| s.is(at, Kind::Month))
            && when.items.clone().any(|at| s.is_digits(at) || s.is(at, Kind::Number))
    }

    /// A number that ends or begins a name: "Pier 8", "Form 17C", "their 70s", "412 Mill Street".
    fn name_with_number(&self, reading: &Reading) -> Option<SkipReason> {
        let s = self.sentence;
        let (start, end) = (reading.items.start, reading.items.end);
        let value = reading.quantity.value;
        if !is_bare(reading) || reading.end != end || value >= 10_000.0 || value.fract() != 0.0 {
            return None;
        }
        let glued = s.is_word(end) && !s.spaced(end) && s.written(end..end + 1).chars().count() == 1;
        let proper = |at: usize| s.is_word(at) && s.token(at).raw.capital;
        let address = (end + 1..(end + 4).min(s.len()))
            .take_while(|at| proper(*at) && proper(*at - 1))
            .any(|at| s.sense_with(at, Kind::Designation, Feature::After).is_some());
        let small = value < 1000.0;
        let noun_behind = s.is_any(end, Kinds::of(&[Kind::Noun, Kind::Measure, Kind::Auxiliary, Kind::Unit]))
            || (s.is_word(end) && s.items[end].senses.is_empty());
        let proper_before = start > 1
            && proper(start - 1)
            && s.items[start - 1].senses.is_empty()
            && s.spaced(start)
            && s.mark(start - 2).is_none()
            && !noun_behind;
        (glued || address || (small && proper_before)).then_some(SkipReason::Name)
    }

    /// A year before what it dates: "the 2019 campaign", "a 1987 commercial".
    fn year_before_noun(&self, reading: &Reading) -> Option<SkipReason> {
        let s = self.sentence;
        let (start, end) = (reading.items.start, reading.items.end);
        let year = is_bare(reading)
            && (1900.0..2100.0).contains(&reading.quantity.value)
            && s.written(start..end).chars().all(|c| digit(c).is_some());
        let of = start > 1 && s.is(start - 1, Kind::Of) && s.is_any(start - 2, DATED);
        let introduced = of || start > 0 && s.is_any(start - 1, Kinds::of(&[Kind::Definite, Kind::Article]));
        (year && introduced && s.is_word(end) && !s.items[end].plural).then_some(SkipReason::Period)
    }

    /// "9/11", "24/7": numbers beside a stroke that are neither a date nor a share.
    fn number_in_slashes(&self, reading: &Reading) -> Option<SkipReason> {
        let s = self.sentence;
        let tight = |mark: usize, other: usize| {
            s.mark(mark) == Some('/') && s.is_digits(other) && !s.spaced(mark) && !s.spaced(other.max(mark))
        };
        let (start, end) = (reading.items.start, reading.items.end);
        let before = start >= 2 && tight(start - 1, start - 2);
        (reading.digits && reading.items.len() == 1 && (before || tight(end, end + 1)))
            .then_some(SkipReason::Name)
    }

    fn is_score(&self, reading: &Reading) -> bool {
        let s = self.sentence;
        let range = reading.quantity.bound == Bound::Range && reading.items.len() == 3 && reading.digits;
        let small = reading.quantity.high <= 20.0;
        let near = reading.items.start.saturating_sub(5)..(reading.items.end + 3).min(s.len());
        range && small && near.into_iter().any(|at| s.is(at, Kind::Score))
    }

    /// A word and a number that make a name: "Resolution 2254", "F-16", "G20", حركة 19 أبريل.
    fn designation(&mut self, reader: &PeriodReader, at: usize) -> Option<usize> {
        let s = self.sentence;
        if s.sense_with(at, Kind::Designation, Feature::Event).is_some()
            && let Some(date) = self.named_for(reader, at + 1).filter(|date| !date.names_year)
        {
            return Some(self.skip(at + 1..date.items.end, None, SkipReason::Name));
        }
        let named = s.senses(at, Kind::Designation).any(|sense| !sense.features.has(Feature::Event));
        if named && s.is_digits(at + 1) && !s.is(at, Kind::Month) {
            let counted = s.is_any(at + 2, Kinds::of(&[Kind::Percent, Kind::Currency]))
                || s.sense_with(at + 2, Kind::Measure, Feature::Noun).is_some();
            if !counted {
                // "Decree No. 11-108".
                let mut end = at + 2;
                while matches!(s.mark(end), Some('-' | '/'))
                    && s.is_digits(end + 1)
                    && !s.spaced(end)
                    && !s.spaced(end + 1)
                {
                    end += 2;
                }
                for part in (at + 1..end).step_by(2) {
                    self.skip(part..part + 1, None, SkipReason::Name);
                }
                return Some(end);
            }
        }
        if !s.is_word(at) || s.items[at].end > s.items[at].first + 1 {
            return None;
        }
        let hyphen = usize::from(s.mark(at + 1) == Some('-') && !s.spaced(at + 1));
        let number = at + 1 + hyphen;
        let glued = s.is_digits(number) && !s.spaced(number);
        let word = s.written(at..at + 1);
        let known = s.is_any(at, Kinds::of(&[Kind::Currency, Kind::Month, Kind::Hedge, Kind::Place]));
        // A script without capitals may write a name in any word: «شاريعتبور-1».
        let uncased = word.chars().all(|c| !c.is_lowercase() && !c.is_uppercase());
        let named = hyphen == 1 && (s.token(at).raw.capital || uncased);
        let short = word.chars().count() <= if named { 14 } else { 6 };
        if !glued || known || !short || (hyphen == 0 && s.is(at, Kind::Measure)) {
            return None;
        }
        // A range or date beside it ("2019-2021") is no name.
        Some(self.skip(number..number + 1, None, SkipReason::Name))
    }

    /// The day or month that something is named for: حركة 19 أبريل, عقود برنت تسليم يوليو.
    fn named_for(&self, reader: &PeriodReader, at: usize) -> Option<When> {
        match self.sentence.is_digits(at) {
            true => reader.date(at),
            false if self.sentence.is(at, Kind::Month) => reader.month(at),
            false => None,
        }
    }

    /// A code of digits and capitals: "2011-04-S-006".
    fn code(&mut self, at: usize) -> Option<usize> {
        let s = self.sentence;
        let mut end = at + 1;
        while s.mark(end) == Some('-') && !s.spaced(end) && !s.spaced(end + 1) && end + 1 < s.len() {
            end += 2;
        }
        let parts = || (at..end).step_by(2);
        let letters =
            parts().any(|at| s.is_word(at) && s.token(at).raw.capital && s.written(at..at + 1).len() <= 3);
        let digits = parts().filter(|at| s.is_digits(*at)).count();
        if !letters || digits < 2 || !parts().all(|at| s.is_digits(at) || s.is_word(at)) {
            return None;
        }
        for part in parts().filter(|at| s.is_digits(*at)) {
            self.skip(part..part + 1, None, SkipReason::Name);
        }
        Some(end)
    }

    /// A telephone number: many digits, or several groups of them.
    fn phone(&mut self, at: usize) -> Option<usize> {
        let s = self.sentence;
        if !s.is_digits(at) {
            return None;
        }
        let count = |at: usize| s.written(at..at + 1).chars().filter(|c| digit(*c).is_some()).count();
        let plain = s.written(at..at + 1).chars().all(|c| digit(c).is_some());
        let announced = at > 0 && (s.is(at - 1, Kind::Phone) || s.mark(at - 1) == Some('+'));
        let announced = announced || (at > 1 && s.is(at - 2, Kind::Phone));
        let (mut end, mut digits) = (at + 1, count(at));
        while (matches!(s.mark(end), Some('-')) && s.is_digits(end + 1)) || (s.is_digits(end) && announced) {
            end += 1 + usize::from(!s.is_digits(end));
            digits += count(end - 1);
        }
        let groups = end - at;
        let phone = (announced && digits >= 3 && (groups > 1 || digits >= 5))
            || (groups >= 5 && digits >= 7)
            || (plain && groups == 1 && digits >= 8 && s.written(at..at + 1).starts_with(['0', '٠']));
        if !phone {
            return None;
        }
        for item in at..end {
            self.taken[item] = true;
            if s.is_digits(item) {
                self.skipped.push((item..item + 1, None, SkipReason::Phone));
            }
        }
        Some(end)
    }

    /// Accounts for the numerals that nothing above took.
    fn sweep(&mut self) {
        for at in 0..self.sentence.len() {
            if self.taken[at] {
                continue;
            }
            let strong = Kinds::of(&[Kind::Number, Kind::Scale, Kind::Scaled, Kind::Vague]);
            let article = self.sentence.sense_with(at, Kind::Number, Feature::Ending).is_some();
            if self.sentence.is_digits(at) || (self.sentence.is_any(at, strong) && !article) {
                let reason = match self.sentence.sense(at, Kind::Number) {
                    Some(_) => SkipReason::Idiom,
                    None => SkipReason::NoMeasure,
                };
                let value = self.sentence.sense(at, Kind::Number).map(|sense| sense.low);
                self.skip(at..at + 1, value, reason);
            }
        }
    }
}

/// Whether a quantity is a count in digits alone, without a hedge or anything else before it.
fn is_bare(reading: &Reading) -> bool {
    reading.digits
        && reading.items.len() == 1
        && reading.begin == reading.items.start
        && reading.quantity.unit == Unit::Count
}
