//! Times of day and stretches of time, which are no periods.

use super::super::digits::Digits;
use super::super::number::{Form, Number, digits, number_at};
use super::super::period::PeriodBasis;
use super::{PeriodReader, Shape, When};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

impl PeriodReader<'_, '_> {
    /// A time of day: "10:30", "at 5 pm", الساعة العاشرة.
    pub(super) fn clock(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let time = |end: usize| When { shape: Shape::Clock, ..self.known(at..end, None, PeriodBasis::None) };
        if let Some(end) = self.military_range(at) {
            return Some(time(end));
        }
        let near_clock = (at.saturating_sub(4)..(at + 5).min(s.len())).any(|at| s.is(at, Kind::Clock));
        let military = self.is_hours_and_minutes(at)
            && (s.written(at..at + 1).starts_with('0')
                || s.mark(at + 1) == Some(':')
                || self.tells_the_time(at));
        if military {
            return Some(time(at + 1));
        }
        if near_clock && self.is_time_of_day(at) {
            return Some(time(at + 1 + usize::from(s.is(at + 1, Kind::Clock))));
        }
        if s.is_digits(at) && s.mark(at + 1) == Some(':') && s.is_digits(at + 2) && !s.spaced(at + 2) {
            let end = at + 3 + usize::from(s.is(at + 3, Kind::Clock));
            return Some(time(end));
        }
        if s.is(at, Kind::Clock) {
            let next = at + 1;
            if let Some((_, end)) = self.small(next, 24.0) {
                return Some(time(end));
            }
            return None;
        }
        let (_, end) = self.small(at, if s.is_digits(at) { 2400.0 } else { 12.0 })?;
        s.is(end, Kind::Clock).then(|| time(end + 1))
    }

    /// Whether four digits without a separator can be hours and minutes: "2100".
    fn is_hours_and_minutes(&self, at: usize) -> bool {
        let s = self.sentence;
        s.is_digits(at)
            && s.written(at..at + 1).chars().filter(|c| crate::text::digit(*c).is_some()).count() == 4
            && matches!(digits(s, at), Digits::Number { value, decimals: 0 } if value % 100.0 < 60.0 && value < 2400.0)
    }

    /// Whether hours and minutes without a separator stand where a time does: "at 2100 on 15 January", "the blast
    /// at 1830,".
    fn tells_the_time(&self, at: usize) -> bool {
        let s = self.sentence;
        let Some(before) = at.checked_sub(1).filter(|before| s.is(*before, Kind::At)) else { return false };
        let day = |at: usize| s.is_any(at, Kinds::of(&[Kind::Weekday, Kind::RelativeDay, Kind::Month]));
        let dated = (at + 1..at + 4).any(day);
        let happened = before.checked_sub(1).is_some_and(|at| {
            s.sense_with(at, Kind::Measure, Feature::Noun).is_some()
                || s.sense_with(at, Kind::Act, Feature::Noun).is_some()
                || s.is(at, Kind::Begins)
        });
        dated || (happened && !s.is_word(at + 1))
    }

    /// The end of two times between which something happened: "between 0200 and 0300".
    fn military_range(&self, at: usize) -> Option<usize> {
        let s = self.sentence;
        let padded = |at: usize| self.is_hours_and_minutes(at) && s.written(at..at + 1).starts_with('0');
        let joined = s.is_any(at + 2, Kinds::of(&[Kind::And, Kind::RangeTo, Kind::Until]));
        (s.is(at, Kind::RangeOpen) && padded(at + 1) && joined && self.is_hours_and_minutes(at + 3))
            .then_some(at + 4)
    }

    /// Whether digits are hours and minutes with a separator other than a colon: "16,00".
    pub(super) fn is_time_of_day(&self, at: usize) -> bool {
        let s = self.sentence;
        if !s.is_digits(at) {
            return false;
        }
        let mut parts = s.written(at..at + 1).split([',', '.', '،']);
        let number =
            |part: Option<&str>| part.filter(|part| part.chars().count() <= 2).map(crate::text::fold);
        let valid = |part: Option<String>, below: u8| {
            part.is_some_and(|part| {
                part.chars().filter_map(crate::text::digit).fold(0u8, |value, digit| value * 10 + digit)
                    < below
            })
        };
        let (hours, minutes) = (number(parts.next()), number(parts.next()));
        valid(hours, 25)
            && minutes.as_ref().is_some_and(|part| part.chars().count() == 2)
            && valid(minutes, 60)
    }

    /// A stretch of time: "three days", أربعة أشهر, يومين.
    pub(super) fn duration(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let length =
            |end: usize| When { shape: Shape::Duration, ..self.known(at..end, None, PeriodBasis::None) };
        let Number { items, form, .. } = number_at(s, at)?;
        if form == Form::Dual {
            return self.unit(at).map(|_| length(at + 1));
        }
        let mut end = items.end;
        // "Two or three days".
        if s.is(end, Kind::Or)
            && let Some(other) = number_at(s, end + 1).filter(|other| other.form == Form::Plain)
        {
            end = other.items.end;
        }
        if s.mark(end) == Some('-') && !s.spaced(end) {
            end += 1;
        }
        if s.is(end, Kind::Ordinal) || form == Form::Multiple {
            return None;
        }
        // "230 billion last year" is no stretch of time: العام الماضي behind a number is when.
        let when = s.prefixes(end).has(Prefixes::DEFINITE)
            && s.sense_with(end + 1, Kind::Relative, Feature::After).is_some();
        s.sense(end, Kind::TimeUnit).filter(|_| !when).map(|_| length(end + 1))
    }
}
