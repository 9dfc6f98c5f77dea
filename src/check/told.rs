//! The claims of one article, and which of them belong together.
//!
//! An article may hold thousands: what belongs to a claim is looked up, not searched for among all of them.

use super::change::{Pair, pairs};
use super::evidence::Weighed;
use super::told_twice::{About, is_settled};
use crate::claim::{ClaimId, MeasureId, Part, Relation};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The claims of an article, in the order of their table. What is looked up is indexed when a rule first asks.
pub(super) struct Told<'a> {
    pub(super) claims: &'a [Weighed<'a>],
    by_id: OnceCell<FxHashMap<&'a ClaimId, usize>>,
    by_sentence: OnceCell<FxHashMap<(Part, u32), Vec<usize>>>,
    compared_by: OnceCell<FxHashMap<&'a ClaimId, usize>>,
    settled: OnceCell<FxHashMap<About<'a>, Vec<usize>>>,
    pairs: RefCell<FxHashMap<&'a MeasureId, Rc<[Pair<'a>]>>>,
}

impl<'a> Told<'a> {
    pub(super) fn new(claims: &'a [Weighed<'a>]) -> Self {
        Told {
            claims,
            by_id: OnceCell::new(),
            by_sentence: OnceCell::new(),
            compared_by: OnceCell::new(),
            settled: OnceCell::new(),
            pairs: RefCell::default(),
        }
    }

    /// The claim of this id, the first where a table has it twice.
    pub(super) fn claim(&self, id: &ClaimId) -> Option<&'a Weighed<'a>> {
        let by_id = self.by_id.get_or_init(|| {
            let places = self.claims.iter().enumerate().rev();
            places.map(|(index, weighed)| (&weighed.claim.claim_id, index)).collect()
        });
        by_id.get(id).map(|index| &self.claims[*index])
    }

    /// The claims of a sentence, by their places in the table.
    pub(super) fn sentence(&self, claim: &Weighed<'_>) -> &[usize] {
        let sentence_of = |weighed: &Weighed<'_>| (weighed.claim.part, weighed.claim.quote_start);
        let by_sentence = self.by_sentence.get_or_init(|| {
            let mut by_sentence: FxHashMap<_, Vec<usize>> = FxHashMap::default();
            for (index, weighed) in self.claims.iter().enumerate() {
                by_sentence.entry(sentence_of(weighed)).or_default().push(index);
            }
            by_sentence
        });
        by_sentence.get(&sentence_of(claim)).map_or(&[], Vec::as_slice)
    }

    /// The first claim that is compared to this one.
    pub(super) fn compared_by(&self, id: &ClaimId) -> Option<&'a Weighed<'a>> {
        let compared_by = self.compared_by.get_or_init(|| {
            let places = self.claims.iter().enumerate().rev();
            let compares =
                |(_, weighed): &(usize, &Weighed<'_>)| weighed.claim.relation != Some(Relation::PartOf);
            let sides = places.filter(compares);
            sides.filter_map(|(index, weighed)| Some((weighed.claim.compared_to.as_ref()?, index))).collect()
        });
        compared_by.get(id).map(|index| &self.claims[*index])
    }

    /// The claims that say just what this one is about, in the order of the table; of those that leave no slot open.
    pub(super) fn again(&self, claim: &'a Weighed<'a>) -> impl Iterator<Item = &'a Weighed<'a>> {
        let settled = self.settled.get_or_init(|| {
            let mut settled: FxHashMap<About<'a>, Vec<usize>> = FxHashMap::default();
            for (index, claim) in self.claims.iter().enumerate().filter(|(_, claim)| is_settled(claim)) {
                settled.entry(About::of(claim)).or_default().push(index);
            }
            settled
        });
        settled.get(&About::of(claim)).into_iter().flatten().map(|index| &self.claims[*index])
    }

    /// The pairs of amounts in the whole article that a change may be about.
    pub(super) fn pairs(&self, change: &'a Weighed<'a>) -> Rc<[Pair<'a>]> {
        let known = self.pairs.borrow().get(&change.claim.measure).cloned();
        known.unwrap_or_else(|| {
            let found: Rc<[Pair<'a>]> = pairs(change, &self.claims.iter().collect::<Vec<_>>()).into();
            self.pairs.borrow_mut().insert(&change.claim.measure, found.clone());
            found
        })
    }
}
