//! Chunks: runs of records, as many as fit, cut by the input's order alone.

use super::fault;
use crate::article::{Record, Records};

/// The most records of a chunk, and the most bytes after which it takes no more.
const MOST_RECORDS: usize = 256;
const MOST_BYTES: u64 = 4 << 20;
/// The first chunks are small, so that few articles too keep all cores busy: this many records each...
const FIRST_RECORDS: usize = 8;
/// ...and twice as many after each this many chunks.
const CHUNKS_OF_A_SIZE: usize = 8;

/// Some records that follow one another.
#[derive(Debug)]
pub(super) struct Chunk {
    /// From 0.
    pub number: usize,
    pub records: Vec<Record>,
}

/// Cuts records into chunks.
pub(super) struct Chunks {
    records: Records,
    taken: usize,
    /// How many articles may still be taken.
    left: u64,
    ended: bool,
}

impl Chunks {
    /// The chunks of the records, of not more articles than the limit.
    pub(super) fn new(records: Records, limit: Option<u64>) -> Self {
        Chunks { records, taken: 0, left: limit.unwrap_or(u64::MAX), ended: false }
    }

    /// How many chunks were taken.
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// Whether the input has ended.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The next chunk; none at the input's end.
    pub(super) fn next(&mut self) -> Option<Chunk> {
        let most = most_records(self.taken);
        let mut records = Vec::with_capacity(most);
        let mut bytes = 0;
        while !self.ended && records.len() < most && bytes < MOST_BYTES {
            match self.next_record() {
                Some(record) => {
                    bytes += record.size();
                    records.push(record);
                }
                None => self.ended = true,
            }
        }
        if records.is_empty() {
            return None;
        }
        self.taken += 1;
        Some(Chunk { number: self.taken - 1, records })
    }

    fn next_record(&mut self) -> Option<Record> {
        if self.left == 0 {
            return None;
        }
        let record = fault::guarded_taking(&mut self.records)?;
        if record.is_article() {
            self.left -= 1;
        }
        Some(record)
    }
}

fn most_records(number: usize) -> usize {
    let doublings = u32::try_from(number / CHUNKS_OF_A_SIZE).unwrap_or(u32::MAX);
    FIRST_RECORDS.saturating_mul(2_usize.saturating_pow(doublings)).min(MOST_RECORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ReadOptions;

    #[test]
    fn chunks_grow_from_small_to_whole() {
        assert_eq!([0, 7, 8, 16, 39, 40, 1_000_000].map(most_records), [8, 8, 16, 32, 128, 256, 256]);
    }

    #[test]
    fn the_limit_counts_articles_and_large_ones_stand_in_chunks_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let large = "word ".repeat(1 << 20);
        for (name, text) in [("a", "a"), ("b", large.as_str()), ("c", "c"), ("d", "d")] {
            std::fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        }
        let sizes = |limit| {
            let records = Records::new(&[folder.path().to_path_buf()], &ReadOptions::default());
            let mut chunks = Chunks::new(records, limit);
            std::iter::from_fn(|| chunks.next().map(|chunk| chunk.records.len())).collect::<Vec<_>>()
        };
        assert_eq!(sizes(None), [2, 2]);
        assert_eq!(sizes(Some(3)), [2, 1]);
        assert_eq!(sizes(Some(0)), [0; 0]);
    }
}
