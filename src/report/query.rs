//! Reads the slice out of a row of `evidence`: what, by whom, against whom, where, when.
//!
//! The words are those of `mizan datasets query`: `attack by Islamic State in IQ SY 2024-01-01..2024-06-30`.

use crate::claim::{Period, PlaceId};

/// A slice as the query names it; what the query does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SliceWords {
    pub measure: String,
    pub actor: String,
    pub target: String,
    pub places: Vec<PlaceId>,
    pub period: Option<Period>,
}

impl SliceWords {
    /// Reads a query; text that is none becomes the measure.
    pub fn read(query: &str) -> SliceWords {
        let (rest, period) = match query.trim().rsplit_once(' ') {
            Some((rest, last)) => match read_period(last) {
                Some(period) => (rest, Some(period)),
                None => (query.trim(), None),
            },
            None => (query.trim(), None),
        };
        let (rest, places) = split(rest, " in ");
        let (rest, target) = split(rest, " against ");
        let (measure, actor) = split(rest, " by ");
        SliceWords {
            measure: measure.to_owned(),
            actor: actor.to_owned(),
            target: target.to_owned(),
            places: places.split_whitespace().map(PlaceId::from).collect(),
            period,
        }
    }
}

fn split<'a>(text: &'a str, word: &str) -> (&'a str, &'a str) {
    text.rsplit_once(word).unwrap_or((text, ""))
}

fn read_period(text: &str) -> Option<Period> {
    let (start, end) = text.split_once("..").unwrap_or((text, text));
    Some(Period::span(start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_gives_back_its_slots() {
        let slice = SliceWords::read("attack by Islamic State against Iraq in IQ SY 2024-01-01..2024-06-30");
        assert_eq!(
            slice,
            SliceWords {
                measure: "attack".into(),
                actor: "Islamic State".into(),
                target: "Iraq".into(),
                places: vec!["IQ".into(), "SY".into()],
                period: Some(Period::half(2024, 1)),
            }
        );
        assert_eq!(SliceWords::read("killed in SY 2023-01-01..2023-12-31").period, Some(Period::year(2023)));
        assert_eq!(SliceWords::read("troops").measure, "troops");
    }
}
