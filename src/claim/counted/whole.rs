//! Those of whom a number of people is a part, and what is said of them.

use super::subject::numbered;
use super::{Head, measure_sense, refine};
use crate::claim::MeasureId;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::lexicon::ids::{Ids, Part};
use crate::lexicon::{Feature, Kind, Kinds, Prefixes, Sense};
use std::borrow::Cow;

/// What a word before the noun says happened to the people: "61 wounded people".
pub(super) fn described<'a>(scan: &Scan<'_, 'a>, head: Option<&Head>, ids: &Ids) -> Option<&'a Sense> {
    let items = head.map(|head| head.items.clone())?;
    (items.start..items.end - 1).find_map(|at| {
        let sense = measure_sense(scan, at, |sense| sense.features.has(Feature::Passive))?;
        (ids.part(&*sense.value) == Some(Part::Victim)).then_some(sense)
    })
}

/// Those of whom a number of people is a part, where they have no number: "the wounded, among them seven reporters",
/// "among the dead were six women".
pub(super) fn whole_beside<'a>(
    scan: &Scan<'_, 'a>,
    reading: &Reading<'a>,
    ids: &Ids,
) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    let victims = |at: usize| {
        let sense = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))?;
        let definite = s.prefixes(at).has(Prefixes::DEFINITE) || (at > 0 && s.is(at - 1, Kind::Definite));
        let before = at.checked_sub(1 + usize::from(s.is(at.wrapping_sub(1), Kind::Definite)))?;
        let among =
            s.is(before, Kind::Preposition) && !s.is_any(before, Kinds::of(&[Kind::In, Kind::During]));
        (definite && among && ids.part(&*sense.value) == Some(Part::Victim)).then_some((at, sense))
    };
    let beside = reading.begin.checked_sub(1)?;
    let were = beside.checked_sub(1).filter(|_| s.is(beside, Kind::Auxiliary));
    if let Some(found) = victims(beside).or_else(|| were.and_then(victims)) {
        return Some(found);
    }
    let subset = reading.begin.checked_sub(1).filter(|at| s.is(*at, Kind::Subset))?;
    (subset.saturating_sub(3)..subset).rev().find_map(|at| {
        let sense = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))?;
        (ids.part(&*sense.value) == Some(Part::Victim)).then_some((at, sense))
    })
}

/// What a number of people is said to be of in its own stretch of the sentence.
pub(super) fn numbered_beside<'a>(scan: &Scan<'_, 'a>, index: usize) -> Option<(usize, Cow<'a, str>)> {
    let reading = &scan.readings[index];
    let previous = index.checked_sub(1).map_or(0, |previous| scan.readings[previous].end);
    numbered(scan, reading).or_else(|| toll_before(scan, reading)).filter(|(at, _)| {
        let dated = |item: usize| scan.whens.iter().any(|when| when.items.contains(&item));
        *at >= previous
            && !(*at..reading.begin).any(|item| scan.sentence.mark(item).is_some() && !dated(item))
    })
}

/// The toll that is said to come to a number: "brings the death toll of the uprising to 1,121 people".
fn toll_before<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, Cow<'a, str>)> {
    let s = scan.sentence;
    s.is(reading.begin.checked_sub(1)?, Kind::ToLevel).then_some(())?;
    (reading.begin.saturating_sub(TOLL_REACH)..reading.begin).rev().find_map(|at| {
        let noun = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))?;
        (scan.ids.part(&*noun.value) == Some(Part::Victim)).then_some((at, Cow::Borrowed(&*noun.value)))
    })
}

/// How far before a number the toll stands that comes to it.
const TOLL_REACH: usize = 20;

/// What happened to a part of those of whom something was said: the whole's measure, as fine as the noun makes it.
pub(super) fn measure_of_part(whole: &MeasureId, head: Option<&Head>, ids: &Ids) -> String {
    ids.measure_tree
        .ancestors(whole)
        .map(|measure| (measure, refine(measure.as_str(), head, ids)))
        .find(|(measure, finer)| measure.as_str() != finer)
        .map_or_else(|| whole.to_string(), |(_, finer)| finer)
}

/// The victims whose number is told, where the nearest measure only says in what they fell: "the death toll in the
/// riots rose to 20".
pub(super) fn victims_behind<'a>(
    scan: &Scan<'_, 'a>,
    nearest: usize,
    sense: &Sense,
) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    if scan.ids.part(&*sense.value) == Some(Part::Victim) {
        return None;
    }
    (nearest.saturating_sub(REACH)..nearest)
        .rev()
        .take_while(|at| {
            s.mark(*at).is_none_or(|_| s.is(*at, Kind::Genitive)) && scan.number_at(*at).is_none()
        })
        .find_map(|at| {
            let noun = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))?;
            let within = s.is(at + 1, Kind::Preposition);
            (within && scan.ids.part(&*noun.value) == Some(Part::Victim)).then_some((at, noun))
        })
}

/// What means are counted as where they went off: "the explosion of two bombs", "two bombs exploded".
pub(super) fn set_off<'a>(
    scan: &Scan<'_, 'a>,
    reading: &Reading<'a>,
    end: usize,
) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    let told = |at: usize, feature: Feature| {
        measure_sense(scan, at, |sense| sense.features.has(feature) && &*sense.value == EXPLOSION)
            .map(|sense| (at, sense))
    };
    let before = reading.begin.checked_sub(1).and_then(|at| told(at, Feature::Event));
    before.or_else(|| {
        let verb = (end..end + 3).find(|at| !s.is(*at, Kind::Auxiliary))?;
        told(verb, Feature::Verb)
    })
}

/// The measure of what bombs do.
const EXPLOSION: &str = "explosion";
/// How far from the nearest measure its victims are told.
const REACH: usize = 8;
