//! A batch: articles of any number through the stages, on all cores, in memory that does not grow with them.
//!
//! The input is cut into *chunks*, by its order alone. A thread takes a chunk, understands its records, waits
//! for its turn to give the articles their identities (the one thing that needs the articles before), works it
//! through and writes its rows as a [`Part`](part::Part), renamed into place when it is whole. The parts,
//! joined in order, are the tables:
//!
//! ```text
//! records ─▶ chunks ─▶ | understand ─ identify, in turn ─ extract, check ─ write a part | ─▶ join ─▶ tables
//! ```
//!
//! A chunk is also the unit of resuming (a part whose chunk is unchanged is kept) and of sharding (of N shards
//! the I-th works through every N-th chunk; all shards read all records, so that all know the identities).

mod chunk;
mod fault;
mod join;
mod part;
mod rows;
mod store;
mod turns;
mod work;

pub(super) use fault::{guarded_work, keep_quiet_about_guarded_faults};
pub(super) use join::{copy_table, join, tally};
pub(super) use part::{BETWEEN, element, indented};
pub(super) use rows::Rows;
pub(super) use store::{ShardNote, Store, finished_shard, place};
pub(super) use work::{Stage, Work};

use super::progress::Progress;
use super::stop;
use crate::article::{Digest, Identity, Name, Prepared, Reader, Record, Records};
use crate::error::{Error, Result};
use chunk::{Chunk, Chunks};
use part::Part;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, MutexGuard, PoisonError};
use turns::Turns;

/// The stack of a thread: pages nest their elements as deep as they like.
const STACK: usize = 256 << 20;

/// One of several runs that share the work on the same articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shard {
    /// Which, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

impl Shard {
    /// A run that does all.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Whether the chunk is this shard's.
    pub fn has(self, chunk: usize) -> bool {
        chunk % self.of == self.number - 1
    }
}

impl std::str::FromStr for Shard {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some(Shard { number: number.trim().parse().ok()?, of: of.trim().parse().ok()? })
        });
        numbers
            .filter(|shard| (1..=shard.of).contains(&shard.number))
            .ok_or_else(|| format!("`{text}` is no shard: write 2/7 for the second of seven"))
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// How a batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    /// How many chunks there are; of a batch that was stopped, how many were begun.
    pub chunks: usize,
    /// Whether somebody stopped it before its end.
    pub stopped: bool,
}

/// What a thread keeps from chunk to chunk: the room that rows and their bytes take.
#[derive(Default)]
struct Room {
    rows: Rows,
    bytes: Vec<u8>,
}

/// What a batch needs.
pub(super) struct Batch<'a> {
    /// Understands records.
    pub reader: &'a Reader,
    /// What is made of the articles.
    pub work: &'a Work<'a>,
    /// Where parts are put.
    pub store: &'a Store,
    /// Which chunks are worked through.
    pub shard: Shard,
    /// How many threads work.
    pub jobs: usize,
    /// The most articles that are read.
    pub limit: Option<u64>,
    /// What is told meanwhile.
    pub progress: &'a Progress,
}

impl Batch<'_> {
    /// Works through the records; an error is one of the output, and ends the batch.
    pub(super) fn run(&self, records: Records) -> Result<Ended> {
        let chunks = Mutex::new(Chunks::new(records, self.limit));
        let turns = Turns::default();
        let failure = Mutex::new(None);
        std::thread::scope(|scope| {
            for _ in 0..self.jobs.max(1) {
                let thread = std::thread::Builder::new().stack_size(STACK);
                let started = thread.spawn_scoped(scope, || {
                    let _abandoned = turns.abandon_if_panicking();
                    let mut room = Room::default();
                    while !stop::requested() && locked(&failure).is_none() {
                        let Some(chunk) = locked(&chunks).next() else { return };
                        if let Err(error) = self.chunk(chunk, &turns, &mut room) {
                            locked(&failure).get_or_insert(error);
                        }
                    }
                });
                if let Err(cause) = started {
                    let error = Error::new(format!("the threads cannot be started: {cause}"));
                    locked(&failure).get_or_insert(error.field("--jobs"));
                }
            }
        });
        if let Some(error) = locked(&failure).take() {
            return Err(error);
        }
        let chunks = chunks.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Ended { chunks: chunks.taken(), stopped: !chunks.ended() })
    }

    fn chunk(&self, chunk: Chunk, turns: &Turns, room: &mut Room) -> Result<()> {
        let Chunk { number, records } = chunk;
        let records: Vec<Record> = records.into_iter().map(Record::loaded).collect();
        let bytes = records.iter().map(Record::size).sum();
        let input = digest(&records);
        let own = self.shard.has(number);
        let kept = if own { self.store.kept(number, &input) } else { None };
        let (names, mut records, mut prepared) = match &kept {
            Some(head) => (head.names.clone(), Some(records), None),
            None => {
                let prepared = self.prepared(records);
                (names(&prepared), None, Some(prepared))
            }
        };
        let identify = |identities: &mut crate::article::Identities| {
            names.iter().map(|name| identities.of(name)).collect()
        };
        let identities: Vec<Identity> = turns.take(number, identify)?;
        if !own {
            return Ok(());
        }
        if let Some(head) = kept.filter(|head| head.identities == identities) {
            self.progress.add(&head.tally, bytes);
            return Ok(());
        }
        let prepared = prepared.take().unwrap_or_else(|| self.prepared(records.take().unwrap_or_default()));
        room.rows.clear();
        self.work.articles(prepared, &identities, &mut room.rows);
        let part =
            Part::of(&room.rows, self.work.stage, input, names, identities, std::mem::take(&mut room.bytes))
                .map_err(|cause| self.store.unwritten(&cause))?;
        self.progress.add(&part.head.tally, bytes);
        self.store.put(number, &part)?;
        room.bytes = part.into_room();
        Ok(())
    }

    fn prepared(&self, records: Vec<Record>) -> Vec<Prepared> {
        records.into_iter().map(|record| fault::guarded_reading(self.reader, record)).collect()
    }
}

fn names(prepared: &[Prepared]) -> Vec<Name> {
    let name = |prepared: &Prepared| match prepared {
        Prepared::Article(article) => Some(article.name.clone()),
        _ => None,
    };
    prepared.iter().filter_map(name).collect()
}

/// The digest of all that a chunk is made from.
fn digest(records: &[Record]) -> String {
    let mut digest = Digest::default();
    records.iter().for_each(|record| record.digest(&mut digest));
    digest.finish()
}

/// What a mutex guards, also after a thread has panicked with it: no value here is left half changed.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chunk_is_one_shard_s() {
        for of in 1..=7 {
            for chunk in 0..50 {
                let shards = (1..=of).filter(|&number| Shard { number, of }.has(chunk));
                assert_eq!(shards.count(), 1);
            }
        }
        assert_eq!("2/7".parse(), Ok(Shard { number: 2, of: 7 }));
        for wrong in ["0/3", "4/3", "1", "1/", "a/b", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
