//! Where: the places that a quantity is about, from its clause, its sentence, or the text before it.

use super::PlaceId;
use super::scan::Scan;
use super::sentence::Sentence;
use crate::lexicon::ids::Ids;
use crate::lexicon::{Feature, Kind, Kinds, Lexicon, Prefixes, Token};

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

/// The places that a sentence names, in order.
pub(super) fn mentions(sentence: &Sentence) -> Vec<PlaceMention> {
    let mut found: Vec<PlaceMention> = Vec::new();
    for item in 0..sentence.len() {
        let Some(sense) = sentence.sense(item, Kind::Place) else { continue };
        if sense.features.has(Feature::Ambiguous) && !is_located(sentence, item) {
            continue;
        }
        if sentence.is(item, Kind::Actor) {
            continue;
        }
        let adjective = sense.features.has(Feature::Adjective)
            && sentence.sense_with(item, Kind::Place, Feature::Name).is_none();
        let joined =
            sentence.prefixes(item).has(Prefixes::AND) || (item > 0 && sentence.is(item - 1, Kind::And));
        let after_place = found.last().is_some_and(|last| {
            last.located
                && (last.item + 1 == item || last.item + 2 == item || (joined && last.item + 3 >= item))
        });
        let located = is_located(sentence, item) || (after_place && !adjective);
        found.push(PlaceMention { item, id: sense.value.as_ref().into(), adjective, located });
    }
    found
}

fn is_located(sentence: &Sentence, item: usize) -> bool {
    let prefixes = sentence.prefixes(item);
    if prefixes.has(Prefixes::BY) {
        return true;
    }
    let place_words = Kinds::of(&[Kind::In, Kind::Place]);
    (1..=3).any(|back| {
        item.checked_sub(back).is_some_and(|at| {
            (sentence.is(at, Kind::In) || sentence.is(at, Kind::Against))
                && (at + 1..item).all(|between| {
                    sentence.is_any(between, place_words)
                        || sentence.is(between, Kind::Definite)
                        || sentence.is(between, Kind::Noun)
                        || (sentence.is_word(between) && sentence.items[between].senses.is_empty())
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

    /// The countries that a whole text names, before it is read: what it is about.
    pub fn of_text(tokens: &[Token], lexicon: &Lexicon, ids: &Ids) -> Self {
        let mut places = PlacesInForce::default();
        let mut at = 0;
        while at < tokens.len() {
            let found = lexicon.may_be_name(&tokens[at]).then(|| lexicon.find(tokens, at)).flatten();
            let names = found.filter(|found| found.kinds.has(Kind::Place) && !found.kinds.has(Kind::Actor));
            if let Some(sense) =
                names.and_then(|found| found.senses.iter().find(|sense| sense.kind == Kind::Place))
                && !sense.features.has(Feature::Ambiguous)
            {
                let weight = if sense.features.has(Feature::Adjective) { 1 } else { 4 };
                places.count(&sense.value.as_ref().into(), weight, ids);
            }
            at += found.map_or(1, |found| found.tokens);
        }
        places
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

/// The places of a quantity: those named nearest to it in its own part of the sentence, else the sentence's,
/// else those in force.
pub(super) fn places_of(
    scan: &Scan,
    index: usize,
    mentions: &[PlaceMention],
    in_force: &PlacesInForce,
    ids: &Ids,
) -> Vec<PlaceId> {
    let reading = &scan.readings[index];
    let next = scan.readings.get(index + 1).map_or(scan.sentence.len(), |next| next.begin);
    let previous = index.checked_sub(1).map_or(0, |previous| scan.readings[previous].end);
    let stop = clause_end(scan.sentence, reading.end);
    let group = |from: usize, to: usize, located: bool| -> Vec<PlaceId> {
        let mut near: Vec<&PlaceMention> = Vec::new();
        for mention in mentions.iter().filter(|mention| (from..to).contains(&mention.item)) {
            if mention.adjective || (located && !mention.located) {
                continue;
            }
            if near.last().is_none_or(|last| mention.item - last.item <= 3) {
                near.push(mention);
            }
        }
        near.into_iter().map(|mention| mention.id.clone()).collect()
    };
    let candidates = [
        group(reading.end, next.min(stop), true),
        last_group(mentions, previous, reading.begin),
        group(reading.end, next, true),
        group(reading.end, scan.sentence.len(), true),
        last_group(mentions, 0, reading.begin),
    ];
    let found = candidates.into_iter().map(|places| narrowed(places, ids)).find(|places| !places.is_empty());
    if let Some(found) = found {
        return found;
    }
    let in_force = in_force.places(ids);
    if !in_force.is_empty() {
        return in_force;
    }
    let named: Vec<PlaceId> = mentions.iter().take(1).map(|mention| mention.id.clone()).collect();
    let narrow = narrowed(named.clone(), ids);
    if narrow.is_empty() { named } else { narrow }
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
fn clause_end(sentence: &Sentence, from: usize) -> usize {
    (from..sentence.len())
        .find(|at| matches!(sentence.mark(*at), Some(',' | '،' | ';' | '؛' | ':')))
        .unwrap_or(sentence.len())
}

/// The places without those that contain another of them, sorted, each once.
fn without_wholes(mut places: Vec<PlaceId>, ids: &Ids) -> Vec<PlaceId> {
    let all = places.clone();
    places.retain(|place| !all.iter().any(|other| other != place && ids.place_tree.contains(place, other)));
    places.sort();
    places.dedup();
    places
}
