//! What was asked before: the articles of a batch ask for the same slices again and again.

use super::Slice;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Parts of the memory that threads use side by side.
const PARTS: usize = 16;
/// The most answers of a part: when there are as many, it begins anew.
const MOST: usize = 4096;

/// Answers by series and slice. How many there are does not grow with what is asked.
#[derive(Debug)]
pub(super) struct Memo<A> {
    /// By the hash of a series and a slice, those of the last that had it, and the answer.
    parts: [Mutex<FxHashMap<u64, Asked<A>>>; PARTS],
}

/// A series, what it was asked, and the answer.
type Asked<A> = (usize, Slice, A);

impl<A> Default for Memo<A> {
    fn default() -> Self {
        Memo { parts: std::array::from_fn(|_| Mutex::default()) }
    }
}

/// A copy remembers nothing: what it is asked may be another thing.
impl<A> Clone for Memo<A> {
    fn clone(&self) -> Self {
        Memo::default()
    }
}

impl<A: Clone> Memo<A> {
    /// The answer given before, else the one found now.
    pub(super) fn answer(&self, series: usize, slice: &Slice, find: impl FnOnce() -> A) -> A {
        let mut hasher = FxHasher::default();
        (series, slice).hash(&mut hasher);
        let hash = hasher.finish();
        // The low bits place the key inside of its part.
        let Some(part) = self.parts.get((hash >> 48) as usize % PARTS) else { return find() };
        let known = {
            let part = part.lock().unwrap_or_else(PoisonError::into_inner);
            let same = part.get(&hash).filter(|(of, asked, _)| *of == series && asked == slice);
            same.map(|(.., answer)| answer.clone())
        };
        known.unwrap_or_else(|| {
            let found = find();
            let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
            if part.len() >= MOST {
                part.clear();
            }
            part.insert(hash, (series, slice.clone(), found.clone()));
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Period;

    #[test]
    fn what_is_asked_again_is_not_looked_for_again_and_the_memory_stays_small() {
        let memo = Memo::default();
        let slice = |year| Slice {
            measure: "attack".into(),
            actor: None,
            target: None,
            places: vec!["IQ".into()],
            period: Period::year(year),
        };
        assert_eq!(memo.answer(1, &slice(2020), || 7), 7);
        assert_eq!(memo.answer(1, &slice(2020), || 8), 7);
        assert_eq!([memo.answer(2, &slice(2020), || 8), memo.answer(1, &slice(2021), || 9)], [8, 9]);
        for series in 0..2 * PARTS * MOST {
            memo.answer(series, &slice(2020), || 1);
        }
        let known: usize = memo.parts.iter().map(|part| part.lock().unwrap().len()).sum();
        assert!((1..=PARTS * MOST).contains(&known), "{known}");
    }
}
