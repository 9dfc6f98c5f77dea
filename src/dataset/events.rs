//! The index of series whose rows are events: by actor, target and place, sums over days in any period.
//!
//! An event whose days straddle an end of the period, or whose date is only known to the month or year,
//! counts for the value where it begins inside; for `low` where it lies inside; for `high` where it overlaps.
//! Events of one day need only running sums by day; the rest are few and looked through.

use super::cell::date_of;
use super::timeline::{Reading, bounds};
use super::totals::figure;
use super::{Answer, Parties, Reason, Slice};
use crate::claim::{ActorId, Bound, Period, PlaceId};
use crate::lexicon::ids::Ids;
use rustc_hash::{FxHashMap, FxHashSet};

/// What an event weighs: 1 where rows are counted, else its dead, wounded, ...
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Weight {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// One event: its days from `start` up to `next`, and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Event {
    pub(super) start: i32,
    pub(super) next: i32,
    pub(super) weight: Weight,
}

/// Running sums up to and including a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Running {
    rows: u32,
    weight: Weight,
}

impl Running {
    fn with(self, weight: Weight) -> Running {
        Running {
            rows: self.rows + 1,
            weight: Weight {
                value: self.weight.value + weight.value,
                low: self.weight.low + weight.low,
                high: self.weight.high + weight.high,
            },
        }
    }
}

/// The events of one actor, target and place.
#[derive(Debug, Clone, Default)]
struct Days {
    days: Vec<i32>,
    running: Vec<Running>,
    /// Events of more than one day, by first day.
    long: Vec<Event>,
    /// The length of the longest.
    longest: i32,
}

impl Days {
    /// Adds an event; they come in the order of their first days.
    fn push(&mut self, event: Event) {
        let length = event.next - event.start;
        if length > 1 {
            self.longest = self.longest.max(length);
            self.long.push(event);
            return;
        }
        let total = self.running.last().copied().unwrap_or_default().with(event.weight);
        match (self.days.last(), self.running.last_mut()) {
            (Some(day), Some(last)) if *day == event.start => *last = total,
            _ => {
                self.days.push(event.start);
                self.running.push(total);
            }
        }
    }

    fn reading(&self, start: i32, next: i32) -> Reading {
        let before = |day: i32| match self.days.partition_point(|known| *known < day) {
            0 => Running::default(),
            index => self.running[index - 1],
        };
        let (from, to) = (before(start), before(next));
        let mut reading = Reading {
            value: to.weight.value - from.weight.value,
            low: to.weight.low - from.weight.low,
            high: to.weight.high - from.weight.high,
            rows: u64::from(to.rows - from.rows),
            ..Reading::NONE
        };
        let first = self.long.partition_point(|event| event.start < start.saturating_sub(self.longest));
        for event in self.long[first..].iter().take_while(|event| event.start < next) {
            if event.next <= start {
                continue;
            }
            reading.high += event.weight.high;
            if event.start >= start {
                reading.value += event.weight.value;
                reading.rows += 1;
                if event.next <= next {
                    reading.low += event.weight.low;
                }
            }
        }
        reading
    }
}

/// Running sums by actor, target and place.
#[derive(Debug, Clone)]
pub(super) struct Events {
    actors: FxHashMap<ActorId, u32>,
    places: FxHashMap<PlaceId, u32>,
    days: FxHashMap<Key, Days>,
    /// The pairs of actor and target that occur.
    pairs: FxHashSet<(u32, u32)>,
    /// Those that occur as targets.
    targets: FxHashSet<u32>,
    /// Events in a country whose division is not known, by country.
    unplaced: FxHashMap<PlaceId, PlaceId>,
    /// The stretches of days, from the first up to the day after the last, for which no row means zero.
    covered: Vec<(i32, i32)>,
    /// Whether that is declared; else it is what occurs.
    declared: bool,
    any: CountsAll,
}

/// Whether the events are those by all actors, and those against all targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountsAll {
    pub(super) actor: bool,
    pub(super) target: bool,
}

/// Actor, target, place; 0 is "any" for the first two.
type Key = (u32, u32, u32);

/// What an event is found under: pairs of actor and target, and places.
#[derive(Debug)]
struct Combination {
    pairs: Vec<(u32, u32)>,
    places: Vec<u32>,
}

/// Collects events until all are there.
#[derive(Debug, Default)]
pub(super) struct EventsBuilder {
    actors: FxHashMap<ActorId, u32>,
    places: FxHashMap<PlaceId, u32>,
    combinations: Vec<Combination>,
    /// Each event with its combination.
    events: Vec<(Event, u32)>,
}

impl EventsBuilder {
    /// The number that stands for an actor.
    pub(super) fn actor(&mut self, id: &ActorId) -> u32 {
        number_of(&mut self.actors, id)
    }

    /// The number that stands for a place.
    pub(super) fn place(&mut self, id: &PlaceId) -> u32 {
        number_of(&mut self.places, id)
    }

    /// The number that stands for the pairs of parties (0 for any) and the places below which events are to
    /// be found.
    pub(super) fn combination(&mut self, pairs: Vec<(u32, u32)>, places: Vec<u32>) -> u32 {
        let number = u32::try_from(self.combinations.len()).unwrap_or(u32::MAX);
        self.combinations.push(Combination { pairs, places });
        number
    }

    /// Adds an event below a combination.
    pub(super) fn add(&mut self, combination: u32, event: Event) {
        self.events.push((event, combination));
    }

    /// The index. `covered` are the stretches of days for which no row means zero, where that is declared.
    pub(super) fn build(
        mut self,
        any: CountsAll,
        unplaced: FxHashMap<PlaceId, PlaceId>,
        covered: Option<Vec<(i32, i32)>>,
    ) -> Events {
        self.events.sort_by_key(|(event, _)| (event.start, event.next));
        let first = self.events.first().map_or(0, |(event, _)| event.start);
        let next = self.events.iter().map(|(event, _)| event.next).max().unwrap_or(1);
        let mut numbers: FxHashMap<Key, usize> = FxHashMap::default();
        let mut all_days: Vec<Days> = Vec::new();
        let below: Vec<Vec<usize>> = self
            .combinations
            .iter()
            .map(|Combination { pairs, places }| {
                let keys = places
                    .iter()
                    .flat_map(|place| pairs.iter().map(move |(actor, target)| (*actor, *target, *place)));
                keys.map(|key| {
                    *numbers.entry(key).or_insert_with(|| {
                        all_days.push(Days::default());
                        all_days.len() - 1
                    })
                })
                .collect()
            })
            .collect();
        for (event, combination) in self.events {
            for number in &below[combination as usize] {
                all_days[*number].push(event);
            }
        }
        let pairs: FxHashSet<(u32, u32)> =
            numbers.keys().map(|(actor, target, _)| (*actor, *target)).collect();
        let mut take = |number: usize| std::mem::take(&mut all_days[number]);
        Events {
            targets: pairs.iter().map(|(_, target)| *target).collect(),
            pairs,
            actors: self.actors,
            places: self.places,
            days: numbers.into_iter().map(|(key, number)| (key, take(number))).collect(),
            unplaced,
            declared: covered.is_some(),
            covered: covered.unwrap_or_else(|| vec![(first, next)]),
            any,
        }
    }
}

fn number_of<Id: Clone + Eq + std::hash::Hash>(numbers: &mut FxHashMap<Id, u32>, id: &Id) -> u32 {
    if let Some(number) = numbers.get(id) {
        return *number;
    }
    let number = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
    numbers.insert(id.clone(), number);
    number
}

/// Where the events of some parties in some places are found: what is the same for every period.
#[derive(Debug)]
pub(super) struct Found<'e> {
    days: Vec<&'e Days>,
    /// Those of unknown division in the countries of the divisions asked for.
    unplaced: Vec<&'e Days>,
    /// Whether some of the places, or parts of them, have no events.
    missing_place: bool,
}

impl Events {
    /// What the events say to a slice.
    pub(super) fn answer(&self, parties: &Parties, slice: &Slice, ids: &Ids) -> Answer {
        match self.find(parties, &slice.places, ids) {
            Ok(found) => self.read(&found, &slice.period),
            Err(reason) => Answer::No(reason),
        }
    }

    /// Finds the events of the parties in the places, or says which slot no event has.
    pub(super) fn find(
        &self,
        parties: &Parties,
        places_asked: &[PlaceId],
        ids: &Ids,
    ) -> Result<Found<'_>, Reason> {
        if parties.actor.is_none() && !self.any.actor {
            return Err(Reason::Actor);
        }
        if parties.target.is_none() && !self.any.target {
            return Err(Reason::Target);
        }
        let number = |actor: &Option<ActorId>| match actor {
            None => Some(0),
            Some(actor) => self.actors.get(actor).copied(),
        };
        let acts = |actor: &u32| *actor == 0 || self.pairs.iter().any(|(known, _)| known == actor);
        let actor = number(&parties.actor).filter(acts).ok_or(Reason::Actor)?;
        // Against whom, but not by whom, is known only where the rows say who attacked.
        let aimed_at = |target: &u32| {
            self.targets.contains(target) && (actor != 0 || self.pairs.contains(&(0, *target)))
        };
        let target = number(&parties.target).filter(aimed_at).ok_or(Reason::Target)?;
        let mut places = Vec::with_capacity(places_asked.len());
        let mut missing_place = false;
        for place in places_asked {
            match self.places.get(place) {
                Some(number) => places.push((*number, self.unplaced.get(place))),
                None => {
                    let inside = self.inside(place, ids);
                    missing_place |= inside.is_empty() || !self.has_all_of(place, &inside, ids);
                    places.extend(inside.into_iter().map(|number| (number, None)));
                }
            }
        }
        if places.is_empty() {
            return Err(Reason::Places);
        }
        let days_in = |place: u32| self.days.get(&(actor, target, place));
        let mut countries: Vec<u32> = Vec::new();
        for (_, unplaced) in &places {
            let country = unplaced.and_then(|country| self.places.get(country));
            countries.extend(country.filter(|country| !countries.contains(country)));
        }
        Ok(Found {
            days: places.into_iter().filter_map(|(place, _)| days_in(place)).collect(),
            unplaced: countries.into_iter().filter_map(days_in).collect(),
            missing_place,
        })
    }

    /// What was found says for a period.
    pub(super) fn read(&self, found: &Found<'_>, period: &Period) -> Answer {
        let (start, next) = bounds(period);
        let overlaps = self.covered.iter().map(|(from, to)| (*to.min(&next) - *from.max(&start)).max(0));
        let days: i32 = overlaps.sum();
        if days == 0 {
            return Answer::No(Reason::Period);
        }
        let mut sum = Reading::NONE;
        for days in &found.days {
            sum = sum.plus(days.reading(start, next));
        }
        // An event whose division is not known may lie in any of its country's.
        for days in &found.unplaced {
            sum.high += days.reading(start, next).high;
        }
        let sum = Reading { days: u64::from(days.unsigned_abs()), bound: Bound::Exact, ..sum };
        if found.missing_place {
            Answer::Partial(figure(sum, Some(Reason::Places)))
        } else if days < next - start || !self.declared {
            Answer::Partial(figure(sum, Some(Reason::Coverage)))
        } else {
            Answer::Figure(figure(sum, None))
        }
    }

    /// The countries that occur and lie in a larger place.
    fn inside(&self, whole: &PlaceId, ids: &Ids) -> Vec<u32> {
        let countries = self.places.iter().filter(|(place, _)| is_country(place));
        let mut inside: Vec<u32> = countries
            .filter(|(place, _)| ids.place_tree.contains(whole, place))
            .map(|(_, number)| *number)
            .collect();
        inside.sort_unstable();
        inside
    }

    fn has_all_of(&self, whole: &PlaceId, inside: &[u32], ids: &Ids) -> bool {
        let places = ids.places.iter().map(|row| &row.id);
        places.filter(|place| is_country(place) && ids.place_tree.contains(whole, place)).count()
            == inside.len()
    }

    /// The places that occur, sorted.
    pub(super) fn places(&self) -> Vec<&PlaceId> {
        let mut places: Vec<&PlaceId> =
            self.places.keys().filter(|place| !place.as_str().ends_with(UNPLACED)).collect();
        places.sort();
        places
    }

    /// Whether the actor occurs, on either side.
    pub(super) fn names(&self, actor: &ActorId) -> bool {
        self.actors.contains_key(actor)
    }

    /// The country of a division that occurs.
    pub(super) fn country_of_division(&self, division: &PlaceId) -> Option<PlaceId> {
        let unknown = self.unplaced.get(division)?;
        unknown.as_str().strip_suffix(UNPLACED).map(PlaceId::from)
    }

    /// The days for which it answers in full, or else those that occur.
    pub(super) fn extent(&self) -> Period {
        let first = self.covered.first().map_or(0, |(from, _)| *from);
        let last = self.covered.last().map_or(0, |(_, to)| *to - 1);
        Period::span(date_of(first), date_of(last))
    }
}

/// Marks the place that gathers a country's events of unknown division.
pub(super) const UNPLACED: &str = "-?";

fn is_country(place: &PlaceId) -> bool {
    place.as_str().len() == 2
}
