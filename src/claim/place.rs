//! Where: the places that a quantity is about, from its clause, its sentence, or the text before it.

use super::comparison::part_of_previous;
use super::scan::Scan;
use super::sentence::Sentence;
use super::{MeasureId, PlaceId};
use crate::lexicon::ids::{ActorKind, Ids, PlaceKind};
use crate::lexicon::{Feature, Kind, Kinds, Lexicon, Match, Prefixes, Sense, Token};
use crate::text::TokenKind;

/// A place named in a sentence.
#[derive(Debug, Clone)]
pub(super) struct PlaceMention {
    pub item: usize,
    pub id: PlaceId,
    /// Whether it is an adjective ("Iraqi"), which says whose rather than where.
    pub adjective: bool,
    /// Whether a preposition of place stands before it.
    pub located: bool,
}

impl PlaceMention {
    /// Whether it says where a hospital is: victims are brought there from elsewhere.
    pub fn is_of_hospital(&self, s: &Sentence) -> bool {
        let hospital = |at: usize| s.senses(at, Kind::Noun).any(|noun| &*noun.value == HOSPITAL);
        let mut before =
            (self.item.saturating_sub(3)..self.item).rev().take_while(|at| s.mark(*at).is_none());
        before.any(hospital)
    }
}

/// How far before a place it is told that somebody speaks there.
const SPEAKER_REACH: usize = 10;

/// The noun for where victims are brought.
const HOSPITAL: &str = "hospital";

/// The places that a sentence names, in order.
pub(super) fn mentions(sentence: &Sentence, ids: &Ids) -> Vec<PlaceMention> {
    let mut found: Vec<PlaceMention> = Vec::new();
    for item in 0..sentence.len() {
        let Some(sense) = sense_of(sentence, item, found.last(), ids) else { continue };
        let listed = found.last().is_some_and(|last| last.located && lists(sentence, last.item, item));
        let ambiguous = sense.features.has(Feature::Ambiguous);
        if ambiguous && !listed && !is_located(sentence, item, true) && !heads_news(sentence, item) {
            continue;
        }
        // The name of somebody says where only if its row says so: "Gaza health ministry".
        let seated = sense.features.has(Feature::Place);
        if sentence.is(item, Kind::Actor) && !seated {
            continue;
        }
        let adjective = sense.features.has(Feature::Adjective)
            && sentence.sense_with(item, Kind::Place, Feature::Name).is_none()
            && !(describes_place(sentence, item) && ids.country_of(&sense.value.as_ref().into()).is_some());
        let located = (seated
            || is_located(sentence, item, ambiguous)
            || heads_number(sentence, item)
            || (!adjective && (listed || is_befallen(sentence, item))))
            && !is_seat(sentence, item);
        found.push(PlaceMention { item, id: sense.value.as_ref().into(), adjective, located });
    }
    let spoken: Vec<bool> =
        (0..found.len()).map(|at| is_where_it_is_said(sentence, &found[at..], ids)).collect();
    for (mention, said_there) in found.iter_mut().zip(spoken) {
        mention.located &= !said_there;
    }
    found
}

/// Whether the first of some places is only where somebody speaks of the others: قالت متحدثة في جنيف إن 5 وصلوا إلى
/// اليونان.
fn is_where_it_is_said(sentence: &Sentence, mentions: &[PlaceMention], ids: &Ids) -> bool {
    let Some((first, others)) = mentions.split_first() else { return false };
    let country = ids.country_of(&first.id);
    let that = |at: usize| sentence.senses(at, Kind::Clause).any(|sense| &*sense.value == "that");
    let marked = |at: &usize| sentence.mark(*at).is_none();
    let opens = || (first.item + 1..first.item + 2).any(that);
    let says = || {
        let before = (first.item.saturating_sub(SPEAKER_REACH)..first.item).rev();
        before.take_while(marked).any(|at| sentence.is(at, Kind::Attribution))
    };
    let elsewhere = || others.iter().any(|other| other.located && ids.country_of(&other.id) != country);
    !sentence.lexicon.head_last() && first.located && opens() && says() && elsewhere()
}

/// Whether an adjective says where a place is: "off the Libyan coast", الحدود التركية.
fn describes_place(sentence: &Sentence, item: usize) -> bool {
    let place = |at: usize| sentence.sense_with(at, Kind::Noun, Feature::Place).is_some();
    match sentence.lexicon.head_last() {
        true => place(item + 1),
        false => item > 0 && place(item - 1) && is_located(sentence, item - 1, true),
    }
}

/// What place a name means: of several, the one in the country that the name beside it is in ("Atlanta, Georgia").
fn sense_of<'a>(
    sentence: &Sentence<'a>,
    item: usize,
    last: Option<&PlaceMention>,
    ids: &Ids,
) -> Option<&'a Sense> {
    let first = sentence.sense(item, Kind::Place)?;
    let beside = last.filter(|last| lists(sentence, last.item, item));
    let Some(country) = beside.and_then(|last| ids.country_of(&last.id)) else { return Some(first) };
    let there = sentence
        .senses(item, Kind::Place)
        .find(|sense| ids.country_of(&sense.value.as_ref().into()) == Some(country));
    Some(there.unwrap_or(first))
}

/// Whether a place stands over the news: "DHAKA (Reuters) -".
fn heads_news(sentence: &Sentence, item: usize) -> bool {
    const LONGEST: usize = 6;
    item == 0
        && (1..LONGEST)
            .take_while(|at| !sentence.is_any(*at, Kinds::of(&[Kind::Measure, Kind::Auxiliary])))
            .any(|at| {
                matches!(sentence.mark(at), Some('-' | '–' | '—'))
                    && sentence.spaced(at)
                    && sentence.spaced(at + 1)
            })
}

/// Whether a place heads a number, as in a list: "Iraq: 5, Syria: 7".
fn heads_number(sentence: &Sentence, item: usize) -> bool {
    sentence.mark(item + 1) == Some(':') && sentence.is_digits(item + 2)
}

/// Whether something happened to a place: "an earthquake rocked Morocco", زلزال ضرب المغرب.
fn is_befallen(sentence: &Sentence, item: usize) -> bool {
    let small = Kinds::of(&[Kind::Definite, Kind::In, Kind::Place, Kind::Noun]);
    let before = (item.saturating_sub(3)..item).rev().find(|at| !sentence.is_any(*at, small));
    !owns(sentence, item) && before.is_some_and(|at| sentence.is(at, Kind::Befalls))
}

/// Whether a name is somebody's: "Tehran's agency".
fn owns(sentence: &Sentence, item: usize) -> bool {
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    sentence.written(item..item + 1).contains(apostrophe)
        || (sentence.mark(item + 1).is_some_and(apostrophe) && !sentence.spaced(item + 1))
}

/// Whether a place stands behind another as the next of a list or as what contains it: "Iraq, Syria and Jordan",
/// "Mosul, Iraq", مدينة الموصل (العراق).
fn lists(sentence: &Sentence, last: usize, item: usize) -> bool {
    let between = last + 1..item;
    between.len() <= 2
        && !owns(sentence, item)
        && between.into_iter().all(|at| {
            sentence.is(at, Kind::And)
                || sentence.is(at, Kind::Definite)
                || matches!(sentence.mark(at), Some(',' | '،' | '(' | '/' | '-' | '–'))
        })
}

/// The value of the words for what a state has abroad: "the U.S. embassy in Lima" is in Lima.
const MISSION: &str = "mission";

/// Whether a place is where somebody has his seat, not where something happened: "the Rome-based paper", مقرها بيروت.
fn is_seat(sentence: &Sentence, item: usize) -> bool {
    let hyphen = usize::from(sentence.mark(item + 1) == Some('-'));
    let before = (item.saturating_sub(4)..item)
        .rev()
        .take_while(|at| sentence.mark(*at).is_none())
        .any(|at| sentence.senses(at, Kind::Based).any(|sense| &*sense.value != MISSION));
    before || sentence.is(item + 1 + hyphen, Kind::Based)
}

/// Whether a preposition of place stands before an item; a place word whose usual meaning is another one needs it
/// right before it.
fn is_located(sentence: &Sentence, item: usize, strictly: bool) -> bool {
    if sentence.prefixes(item).has(Prefixes::BY) {
        return true;
    }
    let between_kinds = Kinds::of(&[Kind::In, Kind::Place, Kind::Definite, Kind::Noun, Kind::Of]);
    (1..=5).any(|back| {
        item.checked_sub(back).is_some_and(|at| {
            let glued = sentence.prefixes(at).has(Prefixes::BY) && sentence.is_word(at);
            let start = if glued { at } else { at + 1 };
            let against = sentence.is(at, Kind::Against) && !owns(sentence, item);
            (glued || sentence.is(at, Kind::In) || against)
                && (start..item).all(|between| {
                    sentence.is_any(between, between_kinds)
                        || (!strictly
                            && sentence.is_word(between)
                            && sentence.items[between].senses.is_empty())
                })
        })
    })
}

/// The places of the article so far: what a sentence that names none speaks of.
#[derive(Debug, Clone, Default)]
pub(super) struct PlacesInForce {
    /// Of the last sentence that located something, and how many sentences ago.
    last: Vec<PlaceId>,
    age: u32,
    /// How often each country was named, the located more.
    counts: Vec<(PlaceId, u32)>,
}

impl PlacesInForce {
    /// Takes note of a sentence's places.
    pub fn note(&mut self, mentions: &[PlaceMention], ids: &Ids) {
        self.age += 1;
        let located: Vec<PlaceId> =
            mentions.iter().filter(|mention| mention.located).map(|mention| mention.id.clone()).collect();
        let located = narrowed(located, ids);
        if !located.is_empty() {
            (self.last, self.age) = (located, 0);
        }
        for mention in mentions {
            if mention.located {
                self.count(&mention.id, 1, ids);
            }
        }
    }

    /// Only the places of the sentence right before, not what the whole text is about.
    pub fn near(&self) -> Self {
        let last = if self.age == 0 { self.last.clone() } else { Vec::new() };
        PlacesInForce { last, ..PlacesInForce::default() }
    }

    /// The countries that a whole text names, before it is read: what it is about.
    pub fn of_text(tokens: &[Token], lexicon: &Lexicon, ids: &Ids) -> Self {
        let mut places = PlacesInForce::default();
        let mut at = 0;
        while at < tokens.len() {
            let found = lexicon.may_be_name(&tokens[at]).then(|| lexicon.find(tokens, at)).flatten();
            if let Some(found) = found {
                places.count_name(tokens, at, &found, lexicon, ids);
            }
            at += found.map_or(1, |found| found.tokens);
        }
        places
    }

    /// Counts a name: a place where something happens says more than a state that acts ("Washington said"), and
    /// militants speak for their country.
    fn count_name(&mut self, tokens: &[Token], at: usize, found: &Match, lexicon: &Lexicon, ids: &Ids) {
        let sense_of = |kind| found.senses.iter().find(|sense| sense.kind == kind);
        if let Some(seat) = sense_of(Kind::Place).filter(|sense| sense.features.has(Feature::Place)) {
            return self.count(&seat.value.as_ref().into(), 6, ids);
        }
        if let Some(actor) = sense_of(Kind::Actor) {
            let row = ids.actor(&*actor.value);
            let home =
                row.filter(|row| row.kind == ActorKind::Militants).and_then(|row| row.country.as_ref());
            if let Some(country) = home {
                self.count(country, 2, ids);
            }
            return;
        }
        let Some(sense) = sense_of(Kind::Place).filter(|sense| !sense.features.has(Feature::Ambiguous))
        else {
            return;
        };
        let place: PlaceId = sense.value.as_ref().into();
        let located = tokens[at].analysis.prefixes.has(Prefixes::BY)
            || (at.saturating_sub(3)..at)
                .rev()
                .take_while(|before| tokens[*before].raw.kind == TokenKind::Word)
                .any(|before| {
                    tokens[before].analysis.prefixes.has(Prefixes::BY)
                        || lexicon
                            .find(&tokens[..at], before)
                            .is_some_and(|found| found.kinds.has(Kind::In) && before + found.tokens + 2 >= at)
                });
        let country = ids.country_of(&place) == Some(&place);
        let weight = match (sense.features.has(Feature::Adjective), located) {
            (false, true) => 6,
            (true, true) => 3,
            (false, false) if !country => 3,
            (_, false) => 1,
        };
        self.count(&place, weight, ids);
    }

    fn count(&mut self, place: &PlaceId, weight: u32, ids: &Ids) {
        let Some(country) = ids.country_of(place) else { return };
        match self.counts.iter_mut().find(|(id, _)| id == country) {
            Some((_, count)) => *count += weight,
            None => self.counts.push((country.clone(), weight)),
        }
    }

    /// The country most spoken of: the first named of those named most.
    fn most_named(&self) -> Option<(&PlaceId, u32)> {
        let most = self.counts.iter().map(|(_, count)| *count).max()?;
        self.counts.iter().find(|(_, count)| *count == most).map(|(id, count)| (id, *count))
    }

    /// The country that a sentence speaks of: the one in which it locates something, else the one in force.
    pub fn country<'a>(&'a self, mentions: &'a [PlaceMention], ids: &'a Ids) -> Option<&'a PlaceId> {
        let located =
            mentions.iter().filter(|mention| mention.located).find_map(|mention| ids.country_of(&mention.id));
        let near = || self.last.iter().filter(|_| self.age == 0).find_map(|place| ids.country_of(place));
        located.or_else(near).or_else(|| self.most_named().map(|(country, _)| country))
    }

    /// The places in force: the last located ones while they are near and not far behind the country most
    /// spoken of, else that country.
    fn places(&self, ids: &Ids) -> Vec<PlaceId> {
        let Some((country, most)) = self.most_named() else { return self.last.clone() };
        let count_of = |place: &PlaceId| {
            let country = ids.country_of(place);
            self.counts.iter().find(|(id, _)| Some(id) == country).map_or(0, |(_, count)| *count)
        };
        let near = self.age == 0;
        let strong = self.last.iter().map(count_of).max().unwrap_or(0) * 2 >= most;
        if near && strong && !self.last.is_empty() { self.last.clone() } else { vec![country.clone()] }
    }
}

/// The places without regions and the world, where a country or less is among them, and without wholes.
fn narrowed(places: Vec<PlaceId>, ids: &Ids) -> Vec<PlaceId> {
    without_wholes(places.into_iter().filter(|place| ids.country_of(place).is_some()).collect(), ids)
}

/// How far before an amount the place that has it may stand: a verb parts them.
const OWNER_REACH: usize = 3;

/// The places of a quantity: those named nearest to it in its own part of the sentence, else the sentence's,
/// else those in force. What happens in the whole world has none. An amount that is neither done to anybody nor
/// suffered is of the place that has it, named as the subject: "Thailand exported 400,000 tonnes".
pub(super) fn places_of(
    scan: &Scan,
    index: usize,
    measure: &MeasureId,
    mentions: &[PlaceMention],
    in_force: &PlacesInForce,
    ids: &Ids,
) -> Vec<PlaceId> {
    let s = scan.sentence;
    let reading = &scan.readings[index];
    let next = scan.readings.get(index + 1).map_or(s.len(), |next| next.begin);
    let previous = index.checked_sub(1).map_or(0, |previous| scan.readings[previous].end);
    let stop = clause_end(s, reading.end, mentions);
    // "129 were killed, 69 of them in Iraq": the place behind is that of the part.
    let parts = (index + 1..scan.readings.len().min(index + 6)).find(|part| is_part(scan, *part));
    let end = parts.map_or(s.len(), |part| scan.readings[part].begin);
    // "Dhaka, one of the most crowded cities in the world, has 18 million people."
    let parted = |at: usize| (at..reading.begin).any(|at| matches!(s.mark(at), Some(',' | '،')));
    if mentions.iter().any(|mention| {
        (reading.begin.saturating_sub(4)..next.min(stop)).contains(&mention.item)
            && is_world(mention, ids)
            && !parted(mention.item)
    }) {
        return Vec::new();
    }
    let candidates = [
        first_group(s, mentions, reading.end, next.min(stop)),
        last_group(mentions, previous, reading.begin),
        first_group(s, mentions, reading.end, next),
        first_group(s, mentions, reading.end, end),
        last_group(mentions, clause_start(s, reading.begin), reading.begin),
    ];
    let found = candidates.into_iter().map(|places| narrowed(places, ids)).find(|places| !places.is_empty());
    if let Some(found) = found {
        return found;
    }
    // What stands behind a comma is told of the whole again.
    let of_part = parts.map(|part| {
        let next = scan.readings.get(part + 1).map_or(s.len(), |next| next.begin);
        end..next.min(clause_end(s, scan.readings[part].end, mentions))
    });
    if of_part.is_some_and(|of_part| {
        mentions.iter().any(|mention| mention.located && of_part.contains(&mention.item))
    }) {
        return Vec::new();
    }
    let clause = clause_start(s, reading.begin).max(reading.begin.saturating_sub(OWNER_REACH))..reading.begin;
    let owner = || {
        let named = |mention: &&PlaceMention| clause.contains(&mention.item) && !mention.adjective;
        mentions.iter().rev().find(named).map(|mention| narrowed(vec![mention.id.clone()], ids))
    };
    let owner = if ids.part(measure).is_none() { owner() } else { None };
    if let Some(owner) = owner.filter(|owner| !owner.is_empty()) {
        return owner;
    }
    let in_force = in_force.places(ids);
    if !in_force.is_empty() {
        return in_force;
    }
    let before = narrowed(last_group(mentions, 0, reading.begin), ids);
    if !before.is_empty() {
        return before;
    }
    let named: Vec<PlaceId> = mentions.iter().take(1).map(|mention| mention.id.clone()).collect();
    narrowed(named, ids)
}

/// Whether a quantity is a part of the one before it: "69 of them in Iraq", بينهم 8.
fn is_part(scan: &Scan, index: usize) -> bool {
    let reading = &scan.readings[index];
    let near = (reading.begin.saturating_sub(2)..reading.begin).chain(reading.end..reading.end + 1);
    part_of_previous(scan, index) || near.into_iter().any(|at| scan.sentence.is(at, Kind::Subset))
}

/// Whether the mention names the whole world.
pub(super) fn is_world(mention: &PlaceMention, ids: &Ids) -> bool {
    ids.country_of(&mention.id).is_none()
        && ids.place(&mention.id).is_some_and(|place| place.kind == PlaceKind::World)
}

/// The first run of located places between two items, with the rest of its list behind them.
fn first_group(sentence: &Sentence, mentions: &[PlaceMention], from: usize, to: usize) -> Vec<PlaceId> {
    let mut near: Vec<&PlaceMention> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.item >= from) {
        let goes_on = near.last().is_some_and(|last| lists(sentence, last.item, mention.item));
        if mention.adjective || !mention.located || (mention.item >= to && !goes_on) {
            continue;
        }
        if near.last().is_none_or(|last| mention.item - last.item <= 3) {
            near.push(mention);
        }
    }
    near.into_iter().map(|mention| mention.id.clone()).collect()
}

/// The last run of located places between two items.
fn last_group(mentions: &[PlaceMention], from: usize, to: usize) -> Vec<PlaceId> {
    let mut near: Vec<&PlaceMention> = Vec::new();
    for mention in mentions.iter().rev().filter(|mention| (from..to).contains(&mention.item)) {
        if mention.adjective || !mention.located {
            continue;
        }
        if near.last().is_none_or(|last| last.item - mention.item <= 3) {
            near.push(mention);
        } else {
            break;
        }
    }
    near.into_iter().rev().map(|mention| mention.id.clone()).collect()
}

/// The item at which the clause that holds an item ends.
fn clause_end(sentence: &Sentence, from: usize, mentions: &[PlaceMention]) -> usize {
    let named = |at: usize| mentions.iter().any(|mention| mention.item == at && !mention.adjective);
    (from..sentence.len())
        .find(|at| match sentence.mark(*at) {
            Some(',' | '،') => !(named(at.wrapping_sub(1)) && named(at + 1)),
            Some(';' | '؛' | ':') => true,
            _ => false,
        })
        .unwrap_or(sentence.len())
}

/// The item at which the clause begins that ends before an item: behind "after", "while".
fn clause_start(sentence: &Sentence, to: usize) -> usize {
    let opens = |at: &usize| {
        sentence.sense(*at, Kind::Clause).is_some_and(|sense| matches!(&*sense.value, "after" | "while"))
    };
    (to.saturating_sub(80)..to).rev().find(opens).unwrap_or(0)
}

/// The places without those that contain another of them, sorted, each once.
fn without_wholes(mut places: Vec<PlaceId>, ids: &Ids) -> Vec<PlaceId> {
    let all = places.clone();
    places.retain(|place| !all.iter().any(|other| other != place && ids.place_tree.contains(place, other)));
    places.sort();
    places.dedup();
    places
}
