//! The store: the folder below a run's folder in which its parts are put while it works.

use super::part::{Head, Part, PartFile};
use super::{Shard, Stage};
use crate::cli::folder::is_staging;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The store's name below the run's folder.
const FOLDER: &str = "parts";
/// Held by whoever writes.
const LOCK: &str = "lock";
/// What a shard says of itself when it is done.
const SHARD: &str = "shard.json";
/// How the files of a store end.
const ENDINGS: &[&str] = &["part", "new"];

/// What a finished shard says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct ShardNote {
    /// Which it is.
    pub shard: Shard,
    /// How far its articles were taken.
    pub stage: Stage,
    /// The digest of all that its rows depend on beside the articles.
    pub key: String,
    /// How many chunks all shards have together.
    pub chunks: usize,
    /// What the run's descriptor says of the data sets.
    pub datasets: Vec<serde_json::Value>,
    /// The data sets that could not be used, as they stand in the table of errors.
    pub unusable: String,
}

/// A folder of parts.
#[derive(Debug)]
pub(in crate::cli) struct Store {
    folder: PathBuf,
    key: String,
    /// Held while this is; released by the system when the program dies.
    _lock: File,
}

impl Store {
    /// Whether a run's folder has a store: a run was begun there and has not ended.
    pub(in crate::cli) fn is_in(run: &Path) -> bool {
        run.join(FOLDER).join(LOCK).is_file() && is_store(&run.join(FOLDER))
    }

    /// Opens the store of a run's folder; what is in it is thrown away unless the run resumes.
    ///
    /// Another run that writes there is an error.
    pub(in crate::cli) fn open(run: &Path, key: String, resume: bool) -> Result<Self> {
        let folder = run.join(FOLDER);
        let failed = |cause: std::io::Error| Error::write(&folder, &cause);
        if folder.is_dir() && !is_store(&folder) {
            return Err(Error::new("the folder holds something else")
                .at(&folder)
                .hint("choose another folder with --out"));
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        let lock = File::create(folder.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(Error::new("another run is writing here")
                    .at(run)
                    .hint("wait for it to end, or choose another folder with --out"));
            }
            // Some file systems know no locks; two runs at once are then the user's care.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        clear(&folder, |name| !resume || !name.ends_with(".part")).map_err(failed)?;
        Ok(Store { folder, key, _lock: lock })
    }

    /// Where the store is.
    pub(in crate::cli) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a chunk's part is.
    pub(in crate::cli) fn place(&self, chunk: usize) -> PathBuf {
        place(&self.folder, chunk)
    }

    /// The head of the part that an earlier run made of this chunk, if it is whole and what it was made from is
    /// what there is now.
    pub(super) fn kept(&self, chunk: usize, input: &str) -> Option<Head> {
        let place = self.place(chunk);
        if !place.exists() {
            return None;
        }
        let mut part = PartFile::open(&place).ok()?;
        let unchanged = part.index.key == self.key && part.index.input == input;
        if unchanged && part.is_sound() { part.head().ok() } else { None }
    }

    /// Puts a chunk's part in its place.
    pub(super) fn put(&self, chunk: usize, part: &Part) -> Result<()> {
        part.write(&self.place(chunk), &self.key).map_err(|cause| self.unwritten(&cause))
    }

    /// What is told where a part cannot be written.
    pub(super) fn unwritten(&self, cause: &std::io::Error) -> Error {
        Error { hint: None, ..Error::write(&self.folder, cause) }
            .hint("free space, then go on with the same command and --resume")
    }

    /// Notes that a shard is done.
    pub(in crate::cli) fn note(&self, note: &ShardNote) -> Result<()> {
        let place = self.folder.join(SHARD);
        let unfinished = place.with_extension("new");
        let written = serde_json::to_vec(note).map_err(std::io::Error::from);
        written
            .and_then(|json| fs::write(&unfinished, json))
            .and_then(|()| fs::rename(&unfinished, &place))
            .map_err(|cause| self.unwritten(&cause))
    }

    /// Removes the store: the run is done and needs it no more.
    pub(in crate::cli) fn remove(self) -> Result<()> {
        fs::remove_dir_all(&self.folder).map_err(|cause| Error::write(&self.folder, &cause))
    }
}

/// Removes the files of a store that `unwanted` names, and what a killed run was about to write.
fn clear(folder: &Path, unwanted: impl Fn(&str) -> bool) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else if name != LOCK && unwanted(&name) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// The note of a finished shard and the folder of its parts.
pub(in crate::cli) fn finished_shard(run: &Path) -> Result<(ShardNote, PathBuf)> {
    let folder = run.join(FOLDER);
    let path = folder.join(SHARD);
    let no_shard = |what: String| {
        Error::new(what).at(run).hint("name the folders that `mizan run --shard I/N` wrote, and ended")
    };
    let json = fs::read(&path).map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => no_shard("there is no finished shard".into()),
        _ => Error::read(&path, &cause),
    })?;
    let note =
        serde_json::from_slice(&json).map_err(|cause| no_shard(format!("is no shard's note: {cause}")))?;
    Ok((note, folder))
}

/// Where a chunk's part is in a folder of parts.
pub(in crate::cli) fn place(folder: &Path, chunk: usize) -> PathBuf {
    folder.join(format!("{chunk:07}.part"))
}

/// Whether a folder holds what a store holds and nothing else.
fn is_store(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else { return false };
    entries.all(|entry| {
        entry.is_ok_and(|entry| {
            let name = entry.file_name();
            let ours = [LOCK, SHARD].iter().any(|known| name.as_os_str() == *known) || is_staging(&name);
            ours || Path::new(&name).extension().is_some_and(|end| ENDINGS.iter().any(|known| end == *known))
        })
    })
}
