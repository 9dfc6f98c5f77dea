//! Article ids that are unique in a run and safe as file names, and texts that come twice.

use super::ArticleId;
use crate::text::{digit, fold};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::hash::Hasher;

/// The longest id in bytes: with a number and an ending after it, file systems still take it.
const LONGEST: usize = 120;

/// What decides an article's id and whether its text came before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The id it would have if it stood alone.
    pub wanted: String,
    /// Of the folded text.
    pub text: TextDigest,
}

/// The digest of a folded text: texts that differ in spelling and white space only have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextDigest(u128);

impl TextDigest {
    /// The digest of a text.
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let mut hash = Sha256::new();
        let mut plain = String::with_capacity(folded.len());
        for word in folded.split_whitespace() {
            plain.extend(word.chars().map(|c| digit(c).map_or(c, |value| char::from(b'0' + value))));
            plain.push(' ');
        }
        hash.update(&plain);
        let whole: [u8; 32] = hash.finalize().into();
        let half = whole.first_chunk().copied().unwrap_or_default();
        TextDigest(u128::from_be_bytes(half))
    }
}

/// What an article is called among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Unique in the run.
    pub id: String,
    /// The id of the earlier article with the same text.
    pub duplicate_of: Option<String>,
}

/// Gives articles their identities, in the order of the input.
///
/// ```
/// use mizan::article::{Identities, Name, TextDigest};
/// let mut identities = Identities::default();
/// let mut identity = |wanted: &str, text| {
///     identities.of(&Name { wanted: wanted.into(), text: TextDigest::of(text) })
/// };
/// assert_eq!(identity("news", "قُتل ١٢ شخصًا").id, "news");
/// let second = identity("news", "قتل 12 شخصا");
/// assert_eq!((second.id.as_str(), second.duplicate_of.as_deref()), ("news-2", Some("news")));
/// ```
#[derive(Debug, Default)]
pub struct Identities {
    ids: ArticleIds,
    texts: Texts,
}

impl Identities {
    /// The identity of the next article.
    pub fn of(&mut self, name: &Name) -> Identity {
        let id = self.ids.give(&name.wanted);
        let duplicate_of = self.texts.earlier(name.text, &id);
        Identity { id, duplicate_of }
    }
}

/// Gives ids, each once. Ids that differ only in the case of their letters count as the same, as they do in
/// the file systems of some machines.
#[derive(Debug, Default)]
struct ArticleIds {
    /// Hashes of the ids that are taken: of two ids with one hash the later gets a number that it did not need.
    taken: FxHashSet<u64>,
    /// By the hash of an id that was wanted more than once, the number that the last one got.
    numbers: FxHashMap<u64, u64>,
}

impl ArticleIds {
    /// An id like the wanted one: a number is added where it is taken.
    fn give(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let key = case_blind(&safe);
        if self.taken.insert(key) {
            return safe;
        }
        let mut number = self.numbers.get(&key).copied().unwrap_or(1);
        loop {
            number += 1;
            let id = format!("{safe}-{number}");
            if self.taken.insert(case_blind(&id)) {
                self.numbers.insert(key, number);
                return id;
            }
        }
    }
}

fn case_blind(id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(id.to_lowercase().as_bytes());
    hasher.finish()
}

/// The id that an article has where it stands alone.
pub(super) fn alone(wanted: &str) -> ArticleId {
    safe(wanted).as_str().into()
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
struct Texts {
    /// By a text's digest, where in `ids` the id of its first article stands.
    first: FxHashMap<TextDigest, (u32, u8)>,
    /// The ids, one after another.
    ids: String,
}

impl Texts {
    /// The earlier article with the same text; remembers this one where there is none.
    fn earlier(&mut self, text: TextDigest, id: &str) -> Option<String> {
        if let Some((start, length)) = self.first.get(&text) {
            let start = *start as usize;
            return self.ids.get(start..start + usize::from(*length)).map(str::to_owned);
        }
        // Beyond four gigabytes of ids, later texts are not remembered.
        if let (Ok(start), Ok(length)) = (u32::try_from(self.ids.len()), u8::try_from(id.len())) {
            self.first.insert(text, (start, length));
            self.ids.push_str(id);
        }
        None
    }
}

/// A digest of several things: where one ends and the next begins counts.
#[derive(Debug, Clone, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    /// The digest in hexadecimal.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// SHA-256 of what is written, and how much that is.
#[derive(Debug, Clone, Default)]
pub struct Sha256Of {
    hash: Sha256,
    bytes: u64,
}

impl Sha256Of {
    /// Adds what is written next.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// How many bytes there were so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many bytes there were, and SHA-256 in hexadecimal.
    pub fn finish(self) -> (u64, String) {
        (self.bytes, hexadecimal(&self.hash.finalize()))
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(hash: &[u8]) -> String {
    use std::fmt::Write;
    hash.iter().fold(String::with_capacity(64), |mut hex, byte| {
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
            assert_eq!(ids.give(wanted), given);
        }
        assert!(ids.give(&"ب".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn spelling_and_white_space_make_no_other_text() {
        let mut texts = Texts::default();
        let mut earlier = |text, id| texts.earlier(TextDigest::of(text), id);
        assert_eq!(earlier("Twelve were killed.", "a"), None);
        assert_eq!(earlier(" Twelve\nwere  killed. ", "b").as_deref(), Some("a"));
        assert_eq!(earlier("Twelve were killed", "c"), None);
        assert_eq!(earlier("قُتل ١٢ في الموصل", "d"), None);
        assert_eq!(earlier("قتل 12 في الموصل", "e").as_deref(), Some("d"));
        assert_eq!(earlier("قتل 13 في الموصل", "f"), None);
    }

    #[test]
    fn hashes_are_the_standard_ones() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
