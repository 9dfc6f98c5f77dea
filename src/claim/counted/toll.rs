//! Tolls and losses: numbers whose noun stands elsewhere, or is that of those who lost them.

use super::subject::SUBJECT_WINDOW;
use super::{Head, Says, measure_sense};
use crate::claim::Unit;
use crate::claim::reading::Reading;
use crate::claim::scan::Scan;
use crate::claim::sentence::Sentence;
use crate::lexicon::ids::Part;
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes, Sense};

/// Items that may stand between a verb of losing and those who were lost.
const LOSS_REACH: usize = 5;

/// What a number is the toll of, where the toll is named behind it: ارتفعت إلى 17 حصيلة قتلى الهجوم.
pub(super) fn toll_behind<'a>(scan: &Scan<'_, 'a>, reading: &Reading) -> Option<(usize, &'a str)> {
    let s = scan.sentence;
    let default = s.sense(reading.end, Kind::NumberOf)?.attribute(Attribute::Default);
    let named = (reading.end + 1..reading.end + 3).find_map(|at| {
        let sense = measure_sense(scan, at, |sense| sense.features.has(Feature::Noun))?;
        (scan.ids.part(&*sense.value) == Some(Part::Victim)).then_some(&*sense.value)
    });
    Some((reading.end, named.or(default)?))
}

/// The verb by which an army or group is said to have lost those of its people that a quantity counts.
pub(super) fn lost(scan: &Scan, reading: &Reading, head: Option<&Head>) -> Option<usize> {
    let s = scan.sentence;
    let force = |sense: &Sense| {
        let called = sense.attribute(Attribute::Default).unwrap_or(&sense.value);
        scan.ids.part(called) == Some(Part::Force)
    };
    let people = match head.map(|head| &head.says) {
        Some(Says::Measure(sense) | Says::Noun(sense)) => force(sense),
        _ => false,
    };
    if !people || reading.quantity.unit != Unit::Count {
        return None;
    }
    // "Lost contact with 5 soldiers" has another object, and فقد 5 جنود says that they are missing.
    let object = !s.prefixes(reading.begin).has(Prefixes::BY);
    (reading.begin.saturating_sub(LOSS_REACH)..reading.begin)
        .rev()
        .take_while(|at| object && s.mark(*at).is_none() && scan.quantity_at(*at).is_none())
        .take_while(|at| !s.is(*at, Kind::Preposition) || s.is(*at, Kind::Clause))
        .take_while(|at| !s.is(*at, Kind::WhichClause))
        .take_while(|at| s.senses(*at, Kind::Clause).all(|clause| &*clause.value == "during"))
        .find(|at| s.sense_with(*at, Kind::Act, Feature::Verb).is_some())
        .filter(|at| s.senses(*at, Kind::Act).any(|sense| &*sense.value == "loss"))
        .filter(|at| s.lexicon.head_last() || at + 1 < reading.begin)
}

/// The word before a quantity that stands for how many there were of what was counted before: "the figure for
/// 2023 was 121".
pub(super) fn tally_before(s: &Sentence, reading: &Reading) -> Option<usize> {
    let clause = (reading.begin.saturating_sub(SUBJECT_WINDOW)..reading.begin)
        .rev()
        .take_while(|at| !matches!(s.mark(*at), Some('.' | ';' | '؛' | '!' | '?')));
    let definite =
        |at: usize| s.prefixes(at).has(Prefixes::DEFINITE) || (at > 0 && s.is(at - 1, Kind::Definite));
    // Those spoken of in the same sentence may be the ones meant.
    let speaker = Kinds::of(&[Kind::Anonymous, Kind::Attribution, Kind::Actor, Kind::Force]);
    let others = |at: &usize| {
        s.items[*at].plural
            && s.is_any(*at, Kinds::of(&[Kind::Noun, Kind::Measure]))
            && !s.is_any(*at, speaker)
    };
    let found = clause.into_iter().find(|at| s.is(*at, Kind::Tally) && definite(*at))?;
    (!(0..found).any(|at| others(&at))).then_some(found)
}
