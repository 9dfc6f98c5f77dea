//! Clusters: what several articles count alike, and whether they have the same number.
//!
//! A note beside the checks, made when they are done: no check depends on what another article says.

use super::ClusterRow;
use crate::claim::{ClaimId, ClaimRow, Relation, Unit};
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::hash::{Hash, Hasher};

/// A claim as other articles may tell it too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Of what is counted, by whom, against whom, where, over which period.
    slice: u64,
    value: f64,
    claim: String,
}

impl Telling {
    /// The telling of a claim that says what it counts and when, and by whom or where; none of others, and
    /// none of a change or a part, nor of an amount of which only the unit is known: two sums of money in one
    /// country and year are hardly the same.
    pub fn of(claim: &ClaimRow) -> Option<Telling> {
        let of_its_own = matches!(
            claim.relation,
            None | Some(Relation::Compared | Relation::More | Relation::Less | Relation::Same)
        );
        let placed = claim.actor.is_some() || !claim.places.is_empty();
        let measure = claim.measure.as_str();
        let only_unit = matches!(claim.unit, Some(Unit::Other | Unit::Money)) || measure.is_empty();
        if !of_its_own || claim.is_difference() || !placed || only_unit {
            return None;
        }
        let mut places: Vec<&str> = claim.places.iter().map(|place| place.as_str()).collect();
        places.sort_unstable();
        let mut hasher = FxHasher::default();
        measure.hash(&mut hasher);
        claim.unit.map(|unit| unit.code()).hash(&mut hasher);
        claim.currency.hash(&mut hasher);
        claim.actor.as_ref().map(|actor| actor.as_str()).hash(&mut hasher);
        claim.target.as_ref().map(|target| target.as_str()).hash(&mut hasher);
        places.hash(&mut hasher);
        (claim.period_start?, claim.period_end?).hash(&mut hasher);
        Some(Telling { slice: hasher.finish(), value: claim.value?, claim: claim.claim_id.to_string() })
    }

    /// The article that tells it.
    fn article(&self) -> &str {
        self.claim.rsplit_once('#').map_or(self.claim.as_str(), |(article, _)| article)
    }
}

/// Finds, in two passes over the same tellings, those that several articles tell.
///
/// ```
/// use mizan::check::{Clusters, Telling};
/// let tellings: Vec<Telling> = Vec::new();
/// let mut clusters = Clusters::default();
/// tellings.iter().for_each(|telling| clusters.count(telling));
/// tellings.iter().for_each(|telling| clusters.collect(telling));
/// assert!(clusters.rows().is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Clusters {
    /// By slice, the first article that tells of it, and whether another does.
    tellers: FxHashMap<u64, (u64, bool)>,
    /// By slice, where in `members` its tellings are.
    places: FxHashMap<u64, usize>,
    members: Vec<Vec<Telling>>,
}

impl Clusters {
    /// The first pass.
    pub fn count(&mut self, telling: &Telling) {
        let mut hasher = FxHasher::default();
        telling.article().hash(&mut hasher);
        let article = hasher.finish();
        let (first, several) = self.tellers.entry(telling.slice).or_insert((article, false));
        *several |= *first != article;
    }

    /// The second pass, when the first is over.
    pub fn collect(&mut self, telling: &Telling) {
        if !self.tellers.get(&telling.slice).is_some_and(|(_, several)| *several) {
            return;
        }
        let place = *self.places.entry(telling.slice).or_insert(self.members.len());
        match self.members.get_mut(place) {
            Some(members) => members.push(telling.clone()),
            None => self.members.push(vec![telling.clone()]),
        }
    }

    /// The clusters in the order of their first claims.
    pub fn rows(self) -> Vec<ClusterRow> {
        let clusters = self.members.into_iter().enumerate();
        clusters.flat_map(|(index, members)| rows(&format!("c{}", index + 1), &members)).collect()
    }
}

/// The most values that a note counts: it stands in each row of its cluster, so that one of all values would grow
/// with the square of a cluster that hardly agrees.
const NOTED: usize = 12;

/// A row for each telling. The note counts the values, `153×3 121×1`, and behind the most frequent how many more
/// there are: `+57`.
fn rows(cluster: &str, members: &[Telling]) -> Vec<ClusterRow> {
    let mut counts: Vec<(f64, u64)> = Vec::new();
    let mut places: FxHashMap<u64, usize> = FxHashMap::default();
    for member in members {
        let place = *places.entry(member.value.to_bits()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((member.value, 1)),
        }
    }
    // Stable: of values told equally often the one told first stays first.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut note = String::new();
    for (value, count) in counts.iter().take(NOTED) {
        // Writing to a String cannot fail.
        let _ = write!(note, "{}{value}×{count}", if note.is_empty() { "" } else { " " });
    }
    if counts.len() > NOTED {
        let _ = write!(note, " +{}", counts.len() - NOTED);
    }
    let most = counts.first().map(|(value, _)| value.to_bits());
    let row = |member: &Telling| ClusterRow {
        cluster_id: cluster.to_owned(),
        claim_id: ClaimId::from(member.claim.as_str()),
        agreement: if Some(member.value.to_bits()) == most { "same" } else { "differs" }.to_owned(),
        note: note.clone(),
    };
    members.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::claim::Extractor;
    use crate::lexicon::ids::Ids;

    fn telling(slice: u64, value: f64, claim: &str) -> Telling {
        Telling { slice, value, claim: claim.to_owned() }
    }

    #[test]
    fn what_one_article_tells_is_no_cluster() {
        let tellings = [
            telling(1, 5.0, "a#1"),
            telling(2, 153.0, "a#9"),
            telling(1, 6.0, "a#20"),
            telling(2, 121.0, "b#3"),
            telling(2, 153.0, "c#t3"),
            telling(3, 153.0, "c#8"),
        ];
        let mut clusters = Clusters::default();
        tellings.iter().for_each(|telling| clusters.count(telling));
        tellings.iter().for_each(|telling| clusters.collect(telling));
        let rows = clusters.rows();
        let told: Vec<(&str, &str, &str)> = rows
            .iter()
            .map(|row| (row.cluster_id.as_str(), row.claim_id.as_str(), row.agreement.as_str()))
            .collect();
        assert_eq!(told, [("c1", "a#9", "same"), ("c1", "b#3", "differs"), ("c1", "c#t3", "same")]);
        assert_eq!(rows[0].note, "153×2 121×1");
    }

    #[test]
    fn an_amount_of_which_only_the_unit_is_known_is_not_told_by_others() {
        let extractor = Extractor::new(&Ids::embedded()).unwrap();
        let is_telling = |text: &str| {
            let article = Article::of_text("a", "en", None, text);
            Telling::of(&extractor.extract(&article).unwrap().claims[0]).is_some()
        };
        assert!(!is_telling("A bank in France got 40 million dollars in 1987."));
        assert!(!is_telling("A mine in France gave 40 tonnes of tin in 1987."));
        assert!(is_telling("In France 40 soldiers were killed in 1987."));
    }

    #[test]
    fn the_note_of_a_cluster_that_hardly_agrees_stays_short() {
        let tellings: Vec<Telling> =
            (0..500_u32).map(|at| telling(1, f64::from(at / 2), &format!("a{at}#1"))).collect();
        let rows = rows("c1", &tellings);
        assert_eq!(rows.len(), 500);
        assert!(rows.iter().all(|row| row.note.starts_with("0×2 1×2 ") && row.note.ends_with("11×2 +238")));
    }
}
