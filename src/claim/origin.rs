//! Where those counted come from: "Syrian refugees", "refugees from Syria", لاجئ سوري.
//!
//! They are not there: a source that counts refugees by origin has other figures than one that counts them by host.

use super::counted::Counted;
use super::place::{PlaceMention, PlacesInForce, is_world, places_of};
use super::scan::Scan;
use crate::lexicon::Kind;
use crate::lexicon::ids::Ids;

/// The value of the words before whatever something comes from ("from", من).
const FROM: &str = "from";
/// What ends the id of a measure that counts people by where they come from, wherever they are.
const BY_ORIGIN: &str = "-by-origin";
/// What ends the id of a measure that counts those of one origin in one place.
const OF_ONE_ORIGIN: &str = "-of-one-origin";

/// What is counted, finer where the text says where those counted come from and a measure counts by that: of an
/// origin, or of an origin in the places that host them.
pub(super) fn by_origin<'l>(
    scan: &Scan<'_, 'l>,
    index: usize,
    counted: Counted<'l>,
    places: &[PlaceMention],
    in_force: &PlacesInForce,
    ids: &Ids,
) -> Counted<'l> {
    let Some(origin) = origin(scan, &counted, places) else { return counted };
    let finer = |ending: &str| {
        let id = format!("{}{ending}", counted.measure.as_str());
        ids.measure(&id).map(|row| row.id.clone())
    };
    let (Some(by_origin), Some(of_one_origin)) = (finer(BY_ORIGIN), finer(OF_ONE_ORIGIN)) else {
        return counted;
    };
    let begin = scan.readings[index].begin;
    // "Turkey hosts 3 million Syrian refugees": a host that is not located stands before.
    let may_host = |place: &&PlaceMention| place.item != origin.item && (place.located || place.item < begin);
    let others: Vec<PlaceMention> = places.iter().filter(may_host).cloned().collect();
    // What the text is about need not host them.
    let mut hosts = places_of(scan, index, &counted.measure, &others, &in_force.near(), ids);
    hosts.retain(|host| *host != origin.id);
    // A region is no place of a claim, but they are in it and not anywhere.
    let hosted = others.iter().any(|place| place.located && place.id != origin.id && !is_world(place, ids));
    match hosts.is_empty() && !hosted {
        true => Counted { measure: by_origin, places: Some(vec![origin.id.clone()]), ..counted },
        false => Counted { measure: of_one_origin, places: Some(hosts), ..counted },
    }
}

/// The place that the text names as where those counted come from.
fn origin<'m>(scan: &Scan, counted: &Counted, places: &'m [PlaceMention]) -> Option<&'m PlaceMention> {
    let noun = counted.head.as_ref().map(|head| head.items.end - 1).or(counted.governor)?;
    let first = counted.head.as_ref().map_or(noun, |head| head.items.start);
    let comes_from = scan.sentence.senses(noun + 1, Kind::Preposition).any(|sense| &*sense.value == FROM);
    places.iter().find(|place| match place.adjective {
        true => (first..noun + 2).contains(&place.item),
        false => comes_from && place.item == noun + 2,
    })
}
