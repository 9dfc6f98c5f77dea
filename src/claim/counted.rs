//! What a quantity counts: the noun beside it, and what happened to those it counts.

mod governor;
mod head;
mod subject;
mod toll;
mod whole;

use super::comparison::part_of_previous;
use super::number::Form;
use super::reading::Reading;
use super::scan::Scan;
use super::sentence::Sentence;
use super::{MeasureId, PlaceId, Unit};
use crate::lexicon::ids::{ActorKind, Flow, Ids, Part};
use crate::lexicon::{Attribute, Feature, Kind, Kinds, Prefixes, Sense, Suffix};
use governor::{governor_after, governor_before};
use head::head;
use std::ops::Range;
use subject::subject_before;
use toll::{lost, tally_before, toll_behind};
use whole::{described, measure_of_part, numbered_beside, set_off, whole_beside};

/// The noun that a quantity stands before.
#[derive(Debug, Clone)]
pub(super) struct Head<'l> {
    /// The items from the first modifier to the noun.
    pub items: Range<usize>,
    /// What the noun says.
    pub says: Says<'l>,
}

/// What a noun says.
#[derive(Debug, Clone)]
pub(super) enum Says<'l> {
    /// The word of a measure.
    Measure(&'l Sense),
    /// Another listed noun.
    Noun(&'l Sense),
    /// A nationality or membership used as a noun.
    Member,
    /// The name of an armed force or organisation, for its people.
    Force(ActorKind),
    /// "others": the noun of the quantity before.
    Others,
    /// A word that no lexicon has.
    Unknown(String),
}

/// What is counted, and how that was found.
#[derive(Debug, Clone)]
pub(super) struct Counted<'l> {
    pub measure: MeasureId,
    pub head: Option<Head<'l>>,
    /// The item of the word that says what happened.
    pub governor: Option<usize>,
    /// How it was found, for the derivation.
    pub by: &'static str,
    /// Where it is counted, where what is counted says so.
    pub places: Option<Vec<PlaceId>>,
}

/// What a word of a measure means here: an ambiguous word needs something in its sentence that speaks for it,
/// a cue or an actor of the right kind; then it goes before its plain meaning.
pub(super) fn measure_sense<'a>(
    scan: &Scan<'_, 'a>,
    at: usize,
    fits: impl Fn(&Sense) -> bool,
) -> Option<&'a Sense> {
    let s = scan.sentence;
    let mut plain = None;
    let mut doubtful = None;
    let senses = || s.senses(at, Kind::Measure).filter(|sense| fits(sense));
    if let Some(sense) = senses().find(|sense| has_doer(scan, sense, at)) {
        return Some(sense);
    }
    for sense in senses() {
        if !sense.features.has(Feature::Ambiguous) {
            plain = plain.or(Some(sense));
        } else if has_cue(s, sense, at) {
            return Some(sense);
        } else if sense.features.has(Feature::Noun) {
            doubtful = doubtful.or(Some(sense));
        }
    }
    plain.or(doubtful)
}

/// Whether the sentence has a cue of an ambiguous meaning.
fn has_cue(s: &Sentence<'_>, sense: &Sense, at: usize) -> bool {
    s.kinds.has(Kind::Cue)
        && (0..s.len())
            .filter(|item| *item != at && s.is(*item, Kind::Cue))
            .any(|item| s.senses(item, Kind::Cue).any(|cue| cue.value == sense.value))
}

/// Whether the actor named nearest to a word is of the kind that does what the word means: operations are carried
/// out by armies, and by militants they are attacks. What is done to militants is done by those who fight them.
fn has_doer(scan: &Scan, sense: &Sense, at: usize) -> bool {
    let s = scan.sentence;
    let Some(by) = sense.attribute(Attribute::By).and_then(|kind| kind.parse::<ActorKind>().ok()) else {
        return false;
    };
    let kind_of = |item: usize| -> Option<ActorKind> {
        let actor = s.sense(item, Kind::Actor).and_then(|actor| scan.ids.actor(&*actor.value));
        actor.map(|row| row.kind).or_else(|| {
            let generic = s.sense(item, Kind::Generic).or_else(|| s.sense(item, Kind::Force))?;
            generic.value.parse().ok()
        })
    };
    let fits = |item: usize, kind: ActorKind| {
        ((by == ActorKind::Militants) == (kind == ActorKind::Militants)) != is_target(s, item)
    };
    const DOERS: Kinds = Kinds::of(&[Kind::Actor, Kind::Generic, Kind::Force]);
    if !s.kinds.meets(DOERS) {
        return false;
    }
    let named = (0..s.len())
        .filter(|item| *item != at && s.is_any(*item, DOERS))
        .filter_map(|item| Some((item, kind_of(item)?)));
    named.min_by_key(|(item, _)| item.abs_diff(at)).is_some_and(|(item, kind)| fits(item, kind))
}

/// Whether something is said to be done to what an item names.
fn is_target(s: &Sentence<'_>, item: usize) -> bool {
    let before = |back: usize| item.checked_sub(back).is_some_and(|at| s.is(at, Kind::Against));
    before(1) || (before(2) && s.is_any(item - 1, Kinds::of(&[Kind::Definite, Kind::Noun, Kind::Force])))
}

/// How what a number counts was found where a noun before it says so.
pub(super) const SPOKEN_OF: &str = "spoken of before";

/// The measure of those who had to leave their homes.
const DISPLACED: &str = "displaced";

/// How what a number counts was found where "the figure" stands for it.
pub(super) const TALLIED: &str = "counted before";

/// Whether those that a noun counts can have something happen to them.
fn can_suffer(head: Option<&Head>, ids: &Ids) -> bool {
    match head.map(|head| &head.says) {
        None | Some(Says::Member | Says::Others | Says::Force(_) | Says::Unknown(_)) => true,
        Some(Says::Noun(sense)) => sense.features.has(Feature::Person) || sense.features.has(Feature::Animal),
        Some(Says::Measure(sense)) => {
            sense.features.has(Feature::Person)
                || ids.measure(&*sense.value).is_some_and(|row| row.flow == Flow::Stock)
        }
    }
}

/// Says what a quantity counts; none where nothing beside it says so. `earlier` is what the sentences before
/// counted last.
pub(super) fn counted<'a>(
    scan: &Scan<'_, 'a>,
    index: usize,
    head_last: bool,
    ids: &Ids,
    before: Option<&Counted<'a>>,
    earlier: Option<&MeasureId>,
) -> Option<Counted<'a>> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let found = |measure: &str, head: Option<Head<'a>>, governor: Option<usize>, by: &'static str| {
        Some(Counted { measure: measure.into(), head, governor, by, places: None })
    };
    if reading.quantity.unit == Unit::Money {
        return found("money", None, None, "currency");
    }
    if let Some(unit) = reading.unit {
        return found(&format!("other:{}", unit.value), None, None, "unit");
    }
    let mut head = head(scan, reading, head_last);
    // Infections and injuries may have one word: it goes on as what was counted before.
    let going_on = before.map(|counted| &counted.measure).or(earlier);
    if let Some(Head { items, says: Says::Measure(sense) }) = &mut head
        && sense.features.has(Feature::Ambiguous)
        && let Some(same) = s
            .senses(items.end - 1, Kind::Measure)
            .find(|other| going_on.is_some_and(|measure| measure.as_str() == &*other.value))
    {
        *sense = same;
    }
    if matches!(&head, None | Some(Head { says: Says::Unknown(_), .. }))
        && let Some((at, measure)) = toll_behind(scan, reading)
    {
        return found(measure, None, Some(at), SPOKEN_OF);
    }
    // "The toll of arrests rose to 5,900 cases": a case is one of what is said to be counted.
    if let Some(Head { items, says: Says::Measure(sense) }) = &head
        && sense.features.has(Feature::Ambiguous)
        && !s.items[items.start..items.end].iter().any(|item| item.kinds.has(Kind::Noun))
        && ids.part(&*sense.value).is_none()
        && !has_cue(s, sense, items.start)
        && let Some((at, measure)) = numbered_beside(scan, index)
        && ids.part(&*measure).is_some()
    {
        return found(&measure, head.clone(), Some(at), SPOKEN_OF);
    }
    if let Some(Head { items, says: Says::Measure(sense) }) = &head
        && !can_suffer(head.as_ref(), ids)
    {
        if ids.part(&*sense.value) == Some(Part::Means)
            && let Some((at, blown)) = set_off(scan, reading, items.end)
        {
            return found(&blown.value, head.clone(), Some(at), "happened");
        }
        return found(&sense.value, head.clone(), None, "noun");
    }
    let share = matches!(reading.quantity.unit, Unit::Percent | Unit::PercentagePoint | Unit::Ratio);
    if matches!(&head, Some(Head { says: Says::Noun(sense), .. }) if &*sense.value == "time")
        && let Some((at, sense)) = repeated(scan, reading)
    {
        return found(&sense.value, head, Some(at), "so many times");
    }
    if can_suffer(head.as_ref(), ids) && !(share && head.is_none()) {
        let end = head.as_ref().map_or(reading.end, |head| head.items.end);
        let left = governor_before(scan, reading, head_last);
        let right = governor_after(scan, end);
        let chosen = match (left, right) {
            (Some(left), Some(right)) if right.cost < left.cost => Some(right),
            (Some(left), _) => Some(left),
            (None, right) => right,
        };
        // "Killed 182, among them 13 soldiers": what is said of the whole is said of the part.
        let whole = before.filter(|whole| {
            let beside = reading.begin.checked_sub(1).is_some_and(|at| s.is(at, Kind::Subset));
            beside && index > 0 && ids.part(&whole.measure) == Some(Part::Victim)
        });
        if let Some(whole) = whole
            && let Some(governor) = &chosen
            && governor.at < scan.readings[index - 1].begin
            && whole.governor != Some(governor.at)
        {
            let part = measure_of_part(&whole.measure, head.as_ref(), ids);
            return found(&part, head, whole.governor, "as before");
        }
        // "Killed 430, while the number of the wounded passed 20,000": it has its own noun.
        let own = numbered_beside(scan, index).filter(|_| head.is_none());
        if let Some((at, measure)) = own
            && chosen.as_ref().is_some_and(|governor| governor.at < at)
        {
            return found(&measure, head, Some(at), SPOKEN_OF);
        }
        // "Two officials said": they tell of it.
        let end = head.as_ref().map_or(reading.end, |head| head.items.end);
        let tells = head_last
            && s.is(end, Kind::Attribution)
            && !s.is_any(end, Kinds::of(&[Kind::Auxiliary, Kind::Measure]))
            && s.sense_with(end + 1, Kind::Measure, Feature::Passive).is_none();
        // "Militants seized 12 shields": a word of two meanings needs people.
        let unknown = matches!(&head, Some(Head { says: Says::Unknown(_), .. }));
        let level = |sense: &Sense| {
            ids.measure(&*sense.value).is_some_and(|row| row.flow == Flow::Stock && row.part.is_none())
        };
        let of_people = |governor: &governor::Governor| {
            let people = !unknown || governor.sense.attribute(Attribute::By).is_none();
            people && !(level(governor.sense) && (unknown || known_as(head.as_ref()).is_some()))
        };
        let driven = |governor: &governor::Governor| {
            !(is_of_force(head.as_ref(), ids) && &*governor.sense.value == DISPLACED)
        };
        let chosen = chosen.filter(of_people).filter(driven);
        if let Some(governor) = chosen.filter(|governor| !tells || governor.at >= end) {
            let refined = refine(&governor.sense.value, head.as_ref(), ids);
            return found(&refined, head, Some(governor.at), "happened");
        }
    }
    if let Some(verb) = lost(scan, reading, head.as_ref()) {
        return found("killed", head, Some(verb), "happened");
    }
    match &head {
        Some(Head { says: Says::Measure(sense), .. }) => found(&sense.value, head.clone(), None, "noun"),
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person) && described(scan, head.as_ref(), ids).is_some() =>
        {
            let happened = described(scan, head.as_ref(), ids)?;
            found(&refine(&happened.value, head.as_ref(), ids), head.clone(), None, "noun")
        }
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person)
                && part_of_previous(scan, index)
                && before.is_some_and(|before| before.governor.is_some()) =>
        {
            let part = before.map(|whole| measure_of_part(&whole.measure, head.as_ref(), ids));
            found(&part.unwrap_or_default(), head.clone(), None, "as before")
        }
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person) && whole_beside(scan, reading, ids).is_some() =>
        {
            let (at, whole) = whole_beside(scan, reading, ids)?;
            let part = measure_of_part(&whole.value.as_ref().into(), head.as_ref(), ids);
            found(&part, head.clone(), Some(at), "as before")
        }
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person) && numbered_beside(scan, index).is_some() =>
        {
            let (at, measure) = numbered_beside(scan, index)?;
            found(&measure, head.clone(), Some(at), SPOKEN_OF)
        }
        // "1,200 people wounded, compared with 900 people in 2021": as the people before.
        Some(Head { says: Says::Noun(sense), .. })
            if sense.features.has(Feature::Person)
                && sense.attribute(Attribute::Default).is_none()
                && reading.begin > 0
                && scan.is_comparison(reading.begin - 1)
                && before.is_some() =>
        {
            let measure = before.map(|counted| counted.measure.as_str().to_owned()).unwrap_or_default();
            found(&measure, head, None, "as before")
        }
        Some(Head { items, says: Says::Noun(sense) }) => {
            if let Some(force) = head::force_of_members(scan, items, sense) {
                return found(force, head.clone(), None, "noun");
            }
            let measure = match sense.attribute(Attribute::Default) {
                Some(default) => default.to_string(),
                None => format!("other:{}", sense.value),
            };
            found(&measure, head.clone(), None, "noun")
        }
        Some(Head { says: Says::Force(kind), .. }) => found(head::people_of(*kind), head, None, "noun"),
        Some(Head { says: Says::Others | Says::Member, .. }) if before.is_some() => {
            let measure = before.map(|counted| counted.measure.as_str().to_owned()).unwrap_or_default();
            found(&measure, head, None, "as before")
        }
        Some(Head { says: Says::Member, .. }) => found("other:citizen", head, None, "noun"),
        Some(Head { says: Says::Others, .. }) if !share => found("other:person", head, None, "stands alone"),
        Some(Head { says: Says::Unknown(word), .. }) if !share => {
            let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            found(&format!("other:{word}"), head, None, "noun")
        }
        None if !share && part_of_previous(scan, index) && before.is_some() => {
            let measure = before.map(|counted| counted.measure.as_str().to_owned()).unwrap_or_default();
            found(&measure, None, None, "as before")
        }
        _ => {
            if let Some((at, measure)) = subject_before(scan, reading) {
                return found(&measure, head, Some(at), SPOKEN_OF);
            }
            let tally = || tally_before(s, reading).filter(|_| index == 0 && !share);
            if let Some((earlier, at)) = earlier.and_then(|earlier| Some((earlier, tally()?))) {
                return found(earlier.as_str(), head, Some(at), TALLIED);
            }
            let compared = reading.begin > 0 && s.is(reading.begin - 1, Kind::Comparison);
            match before {
                Some(counted) if !share || compared => {
                    found(counted.measure.as_str(), head, None, "as before")
                }
                _ if share && of_those(s, reading) && going_on.is_some() => {
                    found(going_on.map_or("", MeasureId::as_str), None, None, "as before")
                }
                _ if share => {
                    let of = of_noun(scan, reading.end).unwrap_or_else(|| "other:share".to_owned());
                    found(&of, None, None, "share")
                }
                _ if stands_for_people(scan, reading) => found("other:person", None, None, "stands alone"),
                _ => None,
            }
        }
    }
}

/// Whether a number without a noun is the subject of a verb in the plural, a crowd, or a part of those spoken of: "more
/// than 36,000 have landed", "tens of thousands marched", "two of them".
fn stands_for_people(scan: &Scan, reading: &Reading) -> bool {
    let s = scan.sentence;
    let verb = s.sense_with(reading.end, Kind::Auxiliary, Feature::Plural).is_some();
    let part = s.sense_with(reading.end, Kind::Subset, Feature::After).is_some();
    let apart = reading.begin == 0 || !s.is_any(reading.begin - 1, Kinds::of(&[Kind::In, Kind::Definite]));
    let crowd = reading.form == Form::Vague;
    reading.quantity.unit == Unit::Count && !reading.weak && apart && (verb || part || crowd)
}

/// What happened so many times: a verb before the number, or an event behind it.
fn repeated<'a>(scan: &Scan<'_, 'a>, reading: &Reading<'a>) -> Option<(usize, &'a Sense)> {
    let s = scan.sentence;
    let before = (reading.begin.saturating_sub(8)..reading.begin).rev().find_map(|at| {
        measure_sense(scan, at, |sense| sense.features.has(Feature::Times)).map(|sense| (at, sense))
    });
    before.or_else(|| {
        (reading.end..(reading.end + 8).min(s.len())).take_while(|at| s.mark(*at).is_none()).find_map(|at| {
            measure_sense(scan, at, |sense| sense.features.has(Feature::Noun)).map(|sense| (at, sense))
        })
    })
}

/// Whether a share is one of those spoken of: "89% of them".
fn of_those(s: &Sentence, reading: &Reading) -> bool {
    s.sense_with(reading.end, Kind::Subset, Feature::After).is_some()
}

/// The measure of the noun after "of" beside a share.
fn of_noun(scan: &Scan, at: usize) -> Option<String> {
    let s = scan.sentence;
    let mut at = at;
    while s.is_any(at, Kinds::of(&[Kind::Of, Kind::Definite, Kind::NumberOf, Kind::Possessive])) {
        at += 1;
    }
    match s.sense(at, Kind::Noun) {
        Some(noun) => Some(match noun.attribute(Attribute::Default) {
            Some(default) => default.to_owned(),
            None => format!("other:{}", noun.value),
        }),
        None => measure_sense(scan, at, |_| true).map(|sense| sense.value.to_string()),
    }
}

/// Whether those counted bear arms by what they are called: where they flee, they are not displaced.
fn is_of_force(head: Option<&Head>, ids: &Ids) -> bool {
    known_as(head).is_some_and(|measure| ids.part(measure) == Some(Part::Force))
}

/// The measure of those counted when nothing happens to them.
fn known_as<'l>(head: Option<&Head<'l>>) -> Option<&'l str> {
    match head?.says {
        Says::Noun(noun) => noun.attribute(Attribute::Default),
        Says::Measure(sense) => Some(&sense.value),
        Says::Force(kind) => Some(head::people_of(kind)),
        _ => None,
    }
}

/// The finer measure that a noun makes of what happened: children killed.
fn refine(measure: &str, head: Option<&Head>, ids: &Ids) -> String {
    let Some(Head { says: Says::Noun(sense), .. }) = head else { return measure.to_owned() };
    let Some(whom) = sense.attribute(Attribute::Refines) else { return measure.to_owned() };
    let finer = format!("{whom}-{measure}");
    if ids.measure_tree.knows(&finer.as_str().into()) { finer } else { measure.to_owned() }
}

/// Whether a number stands for something known, as "the three" does.
pub(super) fn is_definite(scan: &Scan, index: usize) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let at = reading.items.start;
    let plain = matches!(reading.form, Form::Plain | Form::Dual) && reading.quantity.unit == Unit::Count;
    let word = at > 0 && reading.begin == at && s.is(at - 1, Kind::Definite);
    plain && (word || s.prefixes(at).has(Prefixes::DEFINITE))
}

/// Whether the quantity speaks of things already spoken of: "the three leaders", القادة الثلاثة.
pub(super) fn is_repeat(scan: &Scan, index: usize, counted: &Counted) -> bool {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let at = reading.items.start;
    let governed_before = counted.governor.is_some_and(|governor| governor < at);
    let adjacent = counted.governor.is_some_and(|governor| governor + 1 == at);
    // القتلى الأربعة: the victims themselves were told before, and the number only agrees.
    let victims = |at: usize| {
        let noun = s.sense_with(at, Kind::Measure, Feature::Noun);
        noun.is_some_and(|sense| scan.ids.part(&*sense.value) == Some(Part::Victim))
    };
    let agrees = s.prefixes(at).has(Prefixes::DEFINITE)
        && at > 0
        && s.prefixes(at - 1) == Prefixes::DEFINITE
        && victims(at - 1);
    let kept = if reading.form == Form::Dual { adjacent } else { governed_before && !agrees };
    if reading.form == Form::Vague || reading.quantity.unit != Unit::Count || kept {
        return false;
    }
    // "Double the 15 of the week before" tells what it was.
    let base = index.checked_sub(1).is_some_and(|before| {
        let before = &scan.readings[before];
        before.form == Form::Multiple && before.end + 1 >= at
    });
    if base {
        return false;
    }
    let others = at > 1 && s.is(at - 1, Kind::Others) && s.is(at - 2, Kind::Definite);
    let compound = s.mark(reading.end) == Some('-') && !s.spaced(reading.end);
    if compound {
        return false;
    }
    let definite_word = others || (at > 0 && s.is(at - 1, Kind::Definite) && reading.begin == at);
    let glued = s.prefixes(at).has(Prefixes::DEFINITE);
    let possessed = matches!(s.suffix(at), Some(Suffix::Possessive)) || (reading.form == Form::Dual && glued);
    (definite_word || glued || possessed) && reading.quantity.value < 1000.0
}
