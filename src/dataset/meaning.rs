//! What cells mean: places, actors, and the pairs of actor and target that an event is found under.

use super::descriptor::{Codes, Field};
use super::events::{CountsAll, EventsBuilder};
use super::names::Names;
use crate::claim::{ActorId, PlaceId};
use crate::lexicon::ids::Ids;

/// The pairs of actor and target, 0 for any, below which an event is found.
pub(super) fn pairs(
    parties: &[Vec<u32>],
    actors: &[Vec<u32>],
    targets: &[Vec<u32>],
    any: CountsAll,
) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(8);
    let either = |all: bool, sides: &[Vec<u32>]| -> Vec<u32> {
        let zero = all.then_some(0);
        zero.into_iter().chain(sides.iter().flatten().copied()).collect()
    };
    for actor in either(any.actor, actors) {
        for target in either(any.target, targets) {
            pairs.push((actor, target));
        }
    }
    for (index, side) in parties.iter().enumerate() {
        for actor in side {
            pairs.push((*actor, 0));
            for (_, other) in parties.iter().enumerate().filter(|(other, _)| *other != index) {
                pairs.extend(other.iter().map(|target| (*actor, *target)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

pub(super) fn with_ancestors(actor: &ActorId, ids: &Ids, events: &mut EventsBuilder) -> Vec<u32> {
    ids.actor_tree.ancestors(actor).map(|actor| events.actor(actor)).collect()
}

pub(super) fn actor_of(field: &Field, cell: &str, names: &Names) -> ActorId {
    if let Some(id) = field.values.get(cell) {
        return ActorId::from(id.as_str());
    }
    let stripped = field.strip.iter().find_map(|word| cell.strip_prefix(word.as_str()));
    stripped.and_then(|name| names.known_actor(name)).unwrap_or_else(|| names.actor(cell))
}

pub(super) fn places_of(field: &Field, cell: &str, names: &Names) -> Option<Vec<PlaceId>> {
    if let Some(id) = field.values.get(cell) {
        return Some(vec![PlaceId::from(id.as_str())]);
    }
    let one = match field.codes {
        Codes::Id => {
            let mut places: Vec<PlaceId> = cell.split_whitespace().map(PlaceId::from).collect();
            places.sort();
            places.dedup();
            return Some(places);
        }
        Codes::Name => names.place(cell),
        Codes::IsoNumber => names.iso_number(cell),
        Codes::GleditschWard => names.gleditsch_ward(cell),
    };
    one.map(|place| vec![place])
}
