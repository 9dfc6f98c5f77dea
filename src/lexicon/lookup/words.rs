//! Folded words and what is known of each: open addressing over one string, without an allocation for each word.

use std::hash::Hasher;

/// Values by word.
#[derive(Debug, Clone)]
pub(super) struct Words<T> {
    /// Always a power of two, and at most half of them taken.
    slots: Vec<Slot>,
    entries: Vec<Entry<T>>,
    letters: String,
}

/// Part of a word's hash, and the number of its entry from 1; zero where the slot is free.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    tag: u32,
    entry: u32,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    start: u32,
    end: u32,
    hash: u64,
    value: T,
}

impl<T: Copy> Words<T> {
    /// None yet, with room for so many.
    pub fn with_room_for(words: usize) -> Self {
        Words {
            slots: vec![Slot::default(); (words * 2 + 2).next_power_of_two()],
            entries: Vec::with_capacity(words),
            letters: String::with_capacity(words * 8),
        }
    }

    /// The value of a word.
    pub fn get(&self, word: &str) -> Option<T> {
        self.find(hash(word), word).ok()
    }

    /// The value of a word, made where it has none yet.
    pub fn get_or_insert(&mut self, word: &str, make: impl FnOnce() -> T) -> T {
        let hash = hash(word);
        let slot = match self.find(hash, word) {
            Ok(value) => return value,
            Err(free) => free,
        };
        let value = make();
        let start = self.letters.len() as u32;
        self.letters.push_str(word);
        self.entries.push(Entry { start, end: self.letters.len() as u32, hash, value });
        self.slots[slot] = Slot { tag: tag(hash), entry: self.entries.len() as u32 };
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        value
    }

    /// The value of a word, or else the free slot where it belongs.
    fn find(&self, hash: u64, word: &str) -> Result<T, usize> {
        let mut at = self.first_slot(hash);
        loop {
            let slot = self.slots[at];
            if slot.entry == 0 {
                return Err(at);
            }
            if slot.tag == tag(hash) {
                let entry = &self.entries[slot.entry as usize - 1];
                if self.letters.as_bytes()[entry.start as usize..entry.end as usize] == *word.as_bytes() {
                    return Ok(entry.value);
                }
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn first_slot(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![Slot::default(); self.slots.len() * 2];
        for index in 0..self.entries.len() {
            let hash = self.entries[index].hash;
            let mut at = self.first_slot(hash);
            while self.slots[at].entry != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = Slot { tag: tag(hash), entry: index as u32 + 1 };
        }
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_keeps_its_value() {
        let mut words = Words::with_room_for(0);
        for number in 0..5000_u32 {
            assert_eq!(words.get_or_insert(&format!("كلمة {number}"), || number), number);
        }
        for number in 0..5000_u32 {
            assert_eq!(words.get(&format!("كلمة {number}")), Some(number));
            assert_eq!(words.get_or_insert(&format!("كلمة {number}"), || 0), number);
        }
        assert_eq!(words.get("كلمة"), None);
    }
}
