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

/// The claims of an article, in the order of their table.
pub(super) struct Told<'a> {
    pub(super) claims: &'a [Weighed<'a>],
    by_id: FxHashMap<&'a ClaimId, usize>,
    by_sentence: FxHashMap<(Part, u32), Vec<usize>>,
    compared_by: FxHashMap<&'a ClaimId, usize>,
    settled: OnceCell<FxHashMap<About<'a>, Vec<usize>>>,
    pairs: RefCell<FxHashMap<&'a MeasureId, Rc<[Pair<'a>]>>>,
}

impl<'a> Told<'a> {
    pub(super) fn new(claims: &'a [Weighed<'a>]) -> Self {
        let mut told = Told {
            claims,
            by_id: FxHashMap::default(),
            by_sentence: FxHashMap::default(),
            compared_by: FxHashMap::default(),
            settled: OnceCell::new(),
            pairs: RefCell::default(),
        };
        for (index, weighed) in claims.iter().enumerate() {
            let claim = weighed.claim;
            told.by_id.entry(&claim.claim_id).or_insert(index);
            told.by_sentence.entry((claim.part, claim.quote_start)).or_default().push(index);
            if let Some(other) = &claim.compared_to
                && claim.relation != Some(Relation::PartOf)
            {
                told.compared_by.entry(other).or_insert(index);
            }
        }
        told
    }

    /// The claim of this id.
    pub(super) fn claim(&self, id: &ClaimId) -> Option<&'a Weighed<'a>> {
        self.by_id.get(id).map(|index| &self.claims[*index])
    }

    /// The claims of a sentence, by their places in the table.
    pub(super) fn sentence(&self, claim: &Weighed<'_>) -> &[usize] {
        let sentence = (claim.claim.part, claim.claim.quote_start);
        self.by_sentence.get(&sentence).map_or(&[], Vec::as_slice)
    }

    /// The first claim that is compared to this one.
    pub(super) fn compared_by(&self, id: &ClaimId) -> Option<&'a Weighed<'a>> {
        self.compared_by.get(id).map(|index| &self.claims[*index])
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
