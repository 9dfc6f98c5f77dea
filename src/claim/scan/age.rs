//! Numbers that are people's ages.

use super::Scan;
use crate::claim::reading::Reading;
use crate::claim::{SkipReason, Unit};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

impl Scan<'_, '_> {
    /// Whether the number is a person's age.
    pub(super) fn is_age(&self, reading: &Reading) -> bool {
        let s = self.sentence;
        let (start, end) = (reading.items.start, reading.items.end);
        let plausible = reading.quantity.unit == Unit::Count && reading.quantity.high <= 120.0;
        let after =
            (end..(end + 2).min(s.len())).any(|at| s.sense_with(at, Kind::Age, Feature::After).is_some());
        let aged = |at: usize| s.sense_with(at, Kind::Age, Feature::Before).is_some();
        // "Aged between 24 and 41", "aged 20 and 23".
        let opened = reading.begin < start && reading.begin > 1;
        let before = (start > 0 && aged(start - 1))
            || (opened && (aged(reading.begin - 1) || aged(reading.begin - 2)))
            || (reading.begin > 1
                && s.is(reading.begin - 1, Kind::And)
                && self.skipped.last().is_some_and(|(items, _, reason)| {
                    *reason == SkipReason::Age && items.end + 1 == reading.begin
                }));
        let apposed = reading.digits
            && start > 1
            && matches!(s.mark(start - 1), Some(',' | '('))
            && matches!(s.mark(end), Some(',' | ')' | '.') | None)
            && s.mark(end).is_some()
            && reading.quantity.value >= 5.0
            && s.is_word(start - 2)
            && s.token(start - 2).raw.capital
            && s.items[start - 2].senses.is_empty();
        plausible && (after || before || apposed || self.is_age_in_tens(reading))
    }

    /// Whether the number is a person's age in tens, which has the article and no noun: في السبعين.
    fn is_age_in_tens(&self, reading: &Reading) -> bool {
        let s = self.sentence;
        let (start, end) = (reading.items.start, reading.items.end);
        let value = reading.quantity.value;
        let tens = !reading.digits && value % 10.0 == 0.0 && (20.0..=100.0).contains(&value);
        let nouns =
            Kinds::of(&[Kind::Noun, Kind::Measure, Kind::Of, Kind::Percent, Kind::Month, Kind::Force]);
        tens && reading.items.len() == 1
            && start > 0
            && s.is(start - 1, Kind::In)
            && s.prefixes(start) == Prefixes::DEFINITE
            && !s.is_any(end, nouns)
            && (s.mark(end).is_some()
                || end == s.len()
                || s.is_any(end, Kinds::of(&[Kind::Stop, Kind::Clause])))
    }
}
