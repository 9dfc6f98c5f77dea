//! Times of day and stretches of time, which are no periods.

use super::super::digits::Digits;
use super::super::number::{Form, Number, digits, number_at};
use super::super::period::PeriodBasis;
use super::{PeriodReader, Shape, When};
use crate::lexicon::{Feature, Kind, Prefixes};

impl PeriodReader<'_, '_> {
    /// A time of day: "10:30", "at 5 pm", الساعة العاشرة.
    pub(super) fn clock(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let time = |end: usize| When { shape: Shape::Clock, ..self.known(at..end, None, PeriodBasis::None) };
        let near_clock = (at.saturating_sub(4)..(at + 5).min(s.len())).any(|at| s.is(at, Kind::Clock));
        let four_digits = s.is_digits(at) && s.written(at..at + 1).chars().count() == 4;
        let military = four_digits
            && (s.written(at..at + 1).starts_with('0') || s.mark(at + 1) == Some(':'))
            && matches!(digits(s, at), Digits::Number { value, decimals: 0 } if value % 100.0 < 60.0 && value < 2400.0);
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
        let (_, end) = s.is_digits(at).then(|| self.small(at, 2400.0))??;
        s.is(end, Kind::Clock).then(|| time(end + 1))
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
