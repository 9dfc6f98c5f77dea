//! What a sentence is about, beyond its quantities: what it goes back to, whether it tells of trade.

use super::Assembly;
use crate::claim::comparison::change;
use crate::claim::when::When;
use crate::lexicon::ids::Flow;
use crate::lexicon::{Feature, Kind, Kinds, Sense};

impl Assembly<'_, '_> {
    /// Whether the quantity is a part of the last one of the text before: "nearly 8,000 of them".
    pub(super) fn is_part_of_earlier(&self, index: usize) -> bool {
        let s = self.scan.sentence;
        let end = self.scan.readings[index].end;
        (end..end + 2).any(|at| s.sense_with(at, Kind::Subset, Feature::After).is_some())
    }

    /// Whether the sentence opens with a word for what was told before: "they include", "that bombing".
    pub(super) fn refers_back(&self) -> bool {
        let s = self.scan.sentence;
        s.is(0, Kind::Pronoun)
            || s.is_any(0, Kinds::of(&[Kind::WhichClause, Kind::Relative]))
                && (1..4).any(|at| s.is(at, Kind::Measure))
    }

    /// Whether the sentence tells by what share something moved.
    pub(super) fn moves(&self) -> bool {
        (0..self.scan.readings.len()).any(|index| change(self.scan, index).is_some())
    }

    /// Whether the sentence tells of amounts that are counted over a period: of what rises and falls, exports, output.
    pub(super) fn tells_of_trade(&self) -> bool {
        let s = self.scan.sentence;
        let ids = self.reader.ids;
        let over_a_period = |sense: &Sense| {
            ids.measure(&*sense.value).is_some_and(|row| row.flow == Flow::Flow && row.part.is_none())
        };
        let same = |when: &When| {
            when.items.clone().any(|at| s.senses(at, Kind::Relative).any(|word| &*word.value == "same"))
        };
        s.kinds.has(Kind::Trend)
            || self.scan.whens.iter().any(same)
            || self
                .scan
                .readings
                .iter()
                .any(|reading| reading.begin > 0 && s.is(reading.begin - 1, Kind::ToLevel))
            || (0..s.len()).any(|at| s.senses(at, Kind::Measure).any(over_a_period))
    }

    /// Whether a place is named behind a quantity in its own stretch of the sentence.
    pub(super) fn places_after(&self, index: usize) -> bool {
        let reading = &self.scan.readings[index];
        let next = self.scan.readings.get(index + 1).map_or(self.scan.sentence.len(), |next| next.begin);
        let stop = (reading.end..next)
            .find(|at| matches!(self.scan.sentence.mark(*at), Some(',' | '،' | ';' | '؛')))
            .unwrap_or(next);
        self.places.iter().any(|mention| mention.located && (reading.end..stop).contains(&mention.item))
    }
}
