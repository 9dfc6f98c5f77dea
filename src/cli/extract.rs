//! `mizan extract`: articles in, claims out.

use super::arguments::{ArticleArguments, BatchArguments, WorkArguments};
use super::batch::{Stage, Work};
use super::making::{Made, Making};
use super::{Completion, notices, print, summary};
use crate::article::Digest;
use crate::error::Result;
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan extract news/ -o claims     writes articles.csv, claims.csv, skipped.csv and errors.csv
  mizan check claims/claims.csv     weighs the claims, after you have corrected them by hand";

/// Reads articles and writes their numeric claims as a table
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Extract {
    #[command(flatten)]
    articles: ArticleArguments,
    /// Folder to write
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    batch: BatchArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Extract {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let extractor = self.articles.lexicons.extractor(&Ids::embedded())?;
        let making = Making {
            articles: &self.articles,
            batch: &self.batch,
            options: &self.work,
            work: Work { stage: Stage::Claims, extractor: &extractor, checker: None, only: &[] },
            out: &self.out,
            datasets: Vec::new(),
            unusable: Vec::new(),
            digest: Digest::default(),
        };
        let (tally, store) = match making.make()? {
            Made::Tables(tally, store) => (tally, store),
            Made::Ended(completion) => return Ok(completion),
        };
        store.remove()?;
        notices::of_tally(&tally);
        summary::event(&tally);
        if self.work.says() {
            print(&format!(
                "{}: {} articles, {} claims, {} numerals skipped\n",
                self.out.display(),
                tally.articles,
                tally.claims,
                tally.skipped
            ))?;
        }
        Ok(if tally.errors.count == 0 { Completion::Complete } else { Completion::Partial })
    }
}
