//! Making a run's folder of articles: what `run` and `extract` have in common.

use super::arguments::{ArticleArguments, BatchArguments, WorkArguments};
use super::batch::{self, Batch, Shard, ShardNote, Store, Work};
use super::folder::{self, RunFolder};
use super::progress::Progress;
use super::tally::Tally;
use super::{Completion, notices};
use crate::article::{Digest, Reader};
use crate::error::{Error, ErrorRow, Result};
use crate::table;
use std::path::{Path, PathBuf};

/// What is made of which articles, and where it is put.
pub(super) struct Making<'a> {
    pub articles: &'a ArticleArguments,
    pub batch: &'a BatchArguments,
    pub options: &'a WorkArguments,
    pub work: Work<'a>,
    /// The run's folder.
    pub out: &'a Path,
    /// What the run's descriptor says of the data sets.
    pub datasets: Vec<serde_json::Value>,
    /// The data sets that could not be used.
    pub unusable: Vec<ErrorRow>,
    /// What else the rows depend on.
    pub digest: Digest,
}

/// What was made.
pub(super) enum Made {
    /// The tables. The store is to be removed when nothing more is to come.
    Tables(Box<Tally>, Store),
    /// All that there is to do for now; the tables come later.
    Ended(Completion),
}

impl Making<'_> {
    /// Works the articles through and writes the tables.
    pub(super) fn make(mut self) -> Result<Made> {
        let reader = Reader::new(self.articles.options()?)?;
        let records = self.articles.records()?;
        let stage = self.work.stage;
        let created = folder::make(self.out, stage.tables(), Store::is_in(self.out))?;
        let rows = self.rows_key();
        let mut key = Digest::default();
        key.text(&rows);
        key.text(&program());
        let store = match Store::open(self.out, key.finish(), self.batch.resume) {
            Ok(store) => store,
            Err(error) => {
                if created {
                    // Fails where somebody else has put something there, and then it stays.
                    let _ = std::fs::remove_dir(self.out);
                }
                return Err(error);
            }
        };
        folder::remove_leftovers(self.out)?;
        let mut run = RunFolder::staged_in(self.out, store.folder(), created)?;

        let progress = Progress::new(self.options.quiet, records.bytes());
        let shard = self.batch.shard.unwrap_or(Shard::WHOLE);
        let batch = Batch {
            reader: &reader,
            work: &self.work,
            store: &store,
            shard,
            jobs: self.options.jobs(),
            limit: self.articles.limit,
            progress: &progress,
        };
        let ended = batch.run(records);
        progress.finish();
        let ended = ended?;
        let own: Vec<PathBuf> =
            (0..ended.chunks).filter(|chunk| shard.has(*chunk)).map(|chunk| store.place(chunk)).collect();
        if ended.stopped {
            let tally = batch::tally(&own)?;
            let error = Error::new(format!("stopped: {} articles are done and kept", tally.articles));
            notices::warning(&error.at(self.out).hint("go on with the same command and --resume"));
            return Ok(Made::Ended(Completion::Stopped));
        }
        if self.batch.shard.is_some() {
            let tally = batch::tally(&own)?;
            notices::of_tally(&tally);
            let mut unusable = Vec::new();
            table::write(&mut unusable, &self.unusable).map_err(|cause| Error::write(self.out, &cause))?;
            store.note(&ShardNote {
                shard,
                stage,
                key: rows,
                chunks: ended.chunks,
                datasets: std::mem::take(&mut self.datasets),
                unusable: String::from_utf8_lossy(&unusable).into_owned(),
            })?;
            if self.options.says() {
                let articles = tally.articles;
                super::print(&format!(
                    "{}: shard {shard} is done, {articles} articles; join all with `mizan merge`\n",
                    self.out.display()
                ))?;
            }
            let complete = tally.errors.count == 0 && self.unusable.is_empty();
            return Ok(Made::Ended(if complete { Completion::Complete } else { Completion::Partial }));
        }
        let tally = batch::join(&mut run, stage, &own, &self.unusable)?;
        if tally.is_empty() {
            notices::of_tally(&tally);
            store.remove()?;
            return Ok(Made::Ended(Completion::Nothing));
        }
        run.commit(&self.datasets)?;
        Ok(Made::Tables(Box::new(tally), store))
    }

    /// The digest of all that the rows depend on beside the articles, the same on every machine.
    fn rows_key(&mut self) -> String {
        let mut digest = std::mem::take(&mut self.digest);
        digest.text(env!("CARGO_PKG_VERSION"));
        self.articles.digest(&mut digest);
        self.work.stage.tables().iter().for_each(|table| digest.text(&table.header()));
        self.work.only.iter().for_each(|outcome| digest.text(outcome.code()));
        self.datasets.iter().for_each(|dataset| digest.text(&dataset.to_string()));
        self.unusable.iter().for_each(|error| digest.text(&error.to_string()));
        digest.finish()
    }
}

/// Names this build of the program: a new one makes everything again.
fn program() -> String {
    let found = std::env::current_exe().and_then(std::fs::metadata);
    let built = found.and_then(|program| Ok((program.len(), program.modified()?)));
    built.map(|built| format!("{built:?}")).unwrap_or_default()
}

/// Joins shards that are done to the run that they are parts of.
pub(super) fn merge(shards: &[PathBuf], out: &Path) -> Result<Made> {
    let mut notes = Vec::new();
    for run in shards {
        let (note, parts) = batch::finished_shard(run)?;
        notes.push((note, parts, run));
    }
    notes.sort_by_key(|(note, ..)| note.shard.number);
    let Some((first, _, first_run)) = notes.first() else {
        return Err(Error::new("no shard is named").hint("name the folders: mizan merge one two --out all"));
    };
    for (note, _, run) in &notes {
        if note.shard.of != first.shard.of || note.key != first.key || note.chunks != first.chunks {
            let what = format!("this shard and {} are of different runs", first_run.display());
            return Err(Error::new(what)
                .at(run)
                .hint("run all shards over the same articles, with the same data, options and program"));
        }
    }
    let of = first.shard.of;
    let numbers: Vec<usize> = notes.iter().map(|(note, ..)| note.shard.number).collect();
    if let Some(missing) = (1..=of).find(|number| !numbers.contains(number)) {
        return Err(Error::new(format!("shard {missing}/{of} is missing"))
            .hint(format!("run it with --shard {missing}/{of}, and name its folder too")));
    }
    if let Some(pair) = notes.windows(2).find(|pair| pair[0].0.shard == pair[1].0.shard) {
        let (note, _, run) = &pair[1];
        let what = format!("shard {} is named twice", note.shard);
        return Err(Error::new(what).at(run).hint("name each shard's folder once"));
    }
    let parts: Vec<PathBuf> = (0..first.chunks)
        .filter_map(|chunk| {
            let (_, folder, _) = notes.iter().find(|(note, ..)| note.shard.has(chunk))?;
            Some(batch::place(folder, chunk))
        })
        .collect();
    let unusable: Vec<ErrorRow> = table::read(first.unusable.as_bytes())?;
    let created = folder::make(out, first.stage.tables(), Store::is_in(out))?;
    let store = Store::open(out, first.key.clone(), true)?;
    folder::remove_leftovers(out)?;
    let mut run = RunFolder::staged_in(out, store.folder(), created)?;
    let tally = batch::join(&mut run, first.stage, &parts, &unusable)?;
    if tally.is_empty() {
        notices::of_tally(&tally);
        store.remove()?;
        return Ok(Made::Ended(Completion::Nothing));
    }
    run.commit(&first.datasets)?;
    Ok(Made::Tables(Box::new(tally), store))
}
