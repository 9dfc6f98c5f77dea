//! Article ids that are unique in a run and safe as file names, and texts that come twice.

use super::ArticleId;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

/// The longest id in bytes: with a number and an ending after it, file systems still take it.
const LONGEST: usize = 120;

/// Gives ids, each once. Ids that differ only in the case of their letters count as the same, as they do in
/// the file systems of some machines.
#[derive(Debug, Default)]
pub(super) struct ArticleIds {
    taken: FxHashSet<String>,
}

impl ArticleIds {
    /// An id like the wanted one: a number is added where it is taken.
    pub(super) fn give(&mut self, wanted: &str) -> ArticleId {
        let safe = safe(wanted);
        let mut id = safe.clone();
        let mut number = 1_u64;
        while !self.taken.insert(id.to_lowercase()) {
            number += 1;
            id = format!("{safe}-{number}");
        }
        id.as_str().into()
    }
}

/// Letters, digits, `-`, `_` and `.` stay; whatever else stands between them becomes one `-`.
fn safe(wanted: &str) -> String {
    let mut id = String::new();
    for c in wanted.chars() {
        let kept = if c.is_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' };
        if !(kept == '-' && id.ends_with('-')) {
            id.push(kept);
        }
    }
    let mut id = id.trim_matches(['-', '.']).to_owned();
    while id.len() > LONGEST {
        id.pop();
    }
    if id.is_empty() { "article".to_owned() } else { id }
}

/// Remembers texts, so that one that came before is found.
#[derive(Debug, Default)]
pub(super) struct Texts {
    first: FxHashMap<[u8; 32], ArticleId>,
}

impl Texts {
    /// The earlier article with the same text but for white space; remembers this one where there is none.
    pub(super) fn earlier(&mut self, text: &str, id: &ArticleId) -> Option<ArticleId> {
        let mut hash = Sha256::new();
        for word in text.split_whitespace() {
            hash.update(word);
            hash.update(b" ");
        }
        match self.first.entry(hash.finalize().into()) {
            std::collections::hash_map::Entry::Occupied(earlier) => Some(earlier.get().clone()),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(id.clone());
                None
            }
        }
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_safe() {
        let mut ids = ArticleIds::default();
        for (wanted, given) in [
            ("report 1", "report-1"),
            ("report/1", "report-1-2"),
            ("Report#1", "Report-1-3"),
            ("../../etc", "etc"),
            ("تقرير", "تقرير"),
            ("   ", "article"),
            ("", "article-2"),
        ] {
            assert_eq!(ids.give(wanted).as_str(), given);
        }
        assert!(ids.give(&"ب".repeat(500)).as_str().len() <= LONGEST);
    }

    #[test]
    fn white_space_makes_no_other_text() {
        let mut texts = Texts::default();
        assert_eq!(texts.earlier("Twelve were killed.", &"a".into()), None);
        assert_eq!(texts.earlier(" Twelve\nwere  killed. ", &"b".into()), Some("a".into()));
        assert_eq!(texts.earlier("Twelve were killed", &"c".into()), None);
    }

    #[test]
    fn hashes_are_the_standard_ones() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
