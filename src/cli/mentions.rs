//! `mizan mentions`: every quantity and period as read, before claims are made.

use super::arguments::{ArticleArguments, WorkArguments};
use super::batch::{self, Batch, Shard, Stage, Store, Work};
use super::progress::Progress;
use super::{Completion, folder, notices, stop};
use crate::article::Reader;
use crate::claim::MentionRow;
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use crate::table::Row;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan mentions article.txt                    prints every number and period it reads
  mizan mentions news/ -o mentions.csv          writes them to a file
  echo 'منذ آذار قُتل 12' | mizan mentions -    tries a phrase";

/// Lists every quantity and period of articles as read, before claims are made
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Mentions {
    #[command(flatten)]
    articles: ArticleArguments,
    /// File to write; standard output where left out
    #[arg(long, short, value_name = "FILE.csv")]
    out: Option<PathBuf>,
    #[command(flatten)]
    work: WorkArguments,
}

impl Mentions {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let reader = Reader::new(self.articles.options()?)?;
        let records = self.articles.records()?;
        let extractor = self.articles.lexicons.extractor(&Ids::embedded())?;
        let work = Work { stage: Stage::Mentions, extractor: &extractor, checker: None, only: &[] };
        let parts = tempfile::tempdir()
            .map_err(|cause| Error::new(format!("no folder for temporary files can be made: {cause}")))?;
        let store = Store::open(parts.path(), String::new(), false)?;
        let progress = Progress::new(self.work.quiet, records.bytes());
        let batch = Batch {
            reader: &reader,
            work: &work,
            store: &store,
            shard: Shard::WHOLE,
            jobs: self.work.jobs(),
            limit: self.articles.limit,
            progress: &progress,
        };
        let ended = batch.run(records)?;
        progress.finish();
        let parts: Vec<PathBuf> = (0..ended.chunks).map(|chunk| store.place(chunk)).collect();
        let tally = batch::tally(&parts)?;
        notices::of_tally(&tally);
        if stop::requested() {
            return Ok(Completion::Stopped);
        }
        if tally.is_empty() {
            return Ok(Completion::Nothing);
        }
        match &self.out {
            Some(place) => {
                folder::write_file(place, |mut file| {
                    batch::copy_table(&mut file, &MentionRow::TABLE, &parts)
                })?;
            }
            None => super::print_with(|out| batch::copy_table(out, &MentionRow::TABLE, &parts))?,
        }
        Ok(if tally.errors.count == 0 { Completion::Complete } else { Completion::Partial })
    }
}
