//! What a number is said of, where a noun before it says what it counts: "the number of the dead rose to 15".

use super::measure_sense;
use super::whole::victims_behind;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::lexicon::ids::Part;
use crate::lexicon::{Attribute, Feature, Kind, Kinds};
use std::borrow::Cow;

/// Items before a quantity in which its subject may stand.
pub(super) const SUBJECT_WINDOW: usize = 18;

/// The nearest measure spoken of before a quantity that has no noun: "the death toll rose to 12".
pub(super) fn subject_before<'a>(
    scan: &Scan<'_, 'a>,
    reading: &Reading<'a>,
) -> Option<(usize, Cow<'a, str>)> {
    let s = scan.sentence;
    // Right before the number: "the wounded 1,280".
    let beside = reading.begin.checked_sub(1).filter(|_| s.mark(reading.begin).is_none());
    if let Some(at) = beside
        && let Some(sense) = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))
    {
        return Some((at, Cow::Borrowed(&sense.value)));
    }
    let numbered = numbered(scan, reading);
    if numbered.is_some() {
        return numbered;
    }
    for at in (reading.begin.saturating_sub(SUBJECT_WINDOW)..reading.begin).rev() {
        if matches!(s.mark(at), Some('.' | ';' | '؛' | '!' | '?')) {
            return None;
        }
        if let Some(sense) = measure_sense(scan, at, |_| true) {
            let (at, sense) = victims_behind(scan, at, sense).unwrap_or((at, sense));
            return Some((at, Cow::Borrowed(&sense.value)));
        }
        if s.is(at, Kind::And) && scan.number_at(at).is_some() {
            return None;
        }
    }
    None
}

/// What the number is said to be of: "the number of those killed in the attack rose to 15".
pub(super) fn numbered<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, Cow<'a, str>)> {
    let s = scan.sentence;
    let window = reading.begin.saturating_sub(SUBJECT_WINDOW)..reading.begin;
    let number_of = window.rev().find(|at| s.is(*at, Kind::NumberOf))?;
    let behind = || number_of + 1..(number_of + 4).min(reading.begin);
    let default = s.sense(number_of, Kind::NumberOf).and_then(|sense| sense.attribute(Attribute::Default));
    // The toll of a bombing is of people.
    let fits = |measure: &&str| default.is_none() || scan.ids.part(*measure) == Some(Part::Victim);
    let listed = behind().find_map(|at| {
        let measure = measure_sense(scan, at, |_| true).map(|sense| &*sense.value);
        let noun = || s.sense(at, Kind::Noun).and_then(|noun| noun.attribute(Attribute::Default));
        measure.or_else(noun).filter(fits).map(|measure| (at, Cow::Borrowed(measure)))
    });
    // "The number of arrivals by sea rose to 20,532".
    let other = || {
        let at = behind().find(|at| !s.is_any(*at, Kinds::of(&[Kind::Of, Kind::Definite])))?;
        let nationality = || s.sense_with(at, Kind::Place, Feature::Adjective).is_some();
        let noun = match s.sense(at, Kind::Noun) {
            Some(noun) => noun.value.to_string(),
            // عدد السوريين: in a language whose adjective stands behind its noun it is the noun itself.
            None if !s.lexicon.head_last() && nationality() => "person".to_owned(),
            None if s.items[at].senses.is_empty() && s.is_word(at) => {
                s.written(at..at + 1).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
            }
            None => return None,
        };
        Some((at, Cow::Owned(format!("other:{noun}"))))
    };
    listed.or(default.map(|measure| (number_of, Cow::Borrowed(measure)))).or_else(other)
}
