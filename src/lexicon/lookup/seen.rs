//! The words that a text has had so far, each analysed once.

use super::Analysis;
use std::hash::Hasher;

/// Analyses by folded word: open addressing over one string, without an allocation for each word.
pub(super) struct Seen {
    /// Indices of entries plus one; zero where there is none.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    letters: String,
}

struct Entry {
    hash: u64,
    start: u32,
    end: u32,
    analysis: Analysis,
}

impl Seen {
    pub fn new() -> Self {
        Seen { slots: vec![0; 512], entries: Vec::with_capacity(256), letters: String::with_capacity(2048) }
    }

    /// The analysis of a word, made where the text has not had it yet.
    pub fn analysis(&mut self, word: &str, make: impl FnOnce() -> Analysis) -> Analysis {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(word.as_bytes());
        let hash = hasher.finish();
        if (self.entries.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mut slot = self.first_slot(hash);
        while self.slots[slot] != 0 {
            let entry = &self.entries[self.slots[slot] as usize - 1];
            if entry.hash == hash && &self.letters[entry.start as usize..entry.end as usize] == word {
                return entry.analysis;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let analysis = make();
        let start = self.letters.len() as u32;
        self.letters.push_str(word);
        self.entries.push(Entry { hash, start, end: self.letters.len() as u32, analysis });
        self.slots[slot] = self.entries.len() as u32;
        analysis
    }

    fn first_slot(&self, hash: u64) -> usize {
        (hash >> 20) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for index in 0..self.entries.len() {
            let mut slot = self.first_slot(self.entries[index].hash);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = index as u32 + 1;
        }
    }
}
