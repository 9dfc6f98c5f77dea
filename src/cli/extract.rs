//! `mizan extract`: articles in, claims out.

use super::arguments::{ArticleArguments, LexiconArguments, WorkArguments};
use super::folder::RunFolder;
use super::{Completion, notices, print, progress, stages};
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
    lexicons: LexiconArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Extract {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let articles = self.articles.read()?;
        let mut run = RunFolder::create(&self.out)?;
        let extractor = self.lexicons.extractor(&Ids::embedded())?;
        let batch = stages::extract(articles, &extractor, &progress::articles(self.work.quiet));
        notices::of_batch(&batch.warnings, &batch.errors);
        if batch.articles.is_empty() {
            return Ok(Completion::Nothing);
        }
        run.table(&batch.articles)?;
        run.table(&batch.claims)?;
        run.table(&batch.skipped)?;
        run.table(&batch.errors)?;
        run.texts(&batch.texts)?;
        run.commit(&batch.origins)?;
        if !self.work.quiet {
            let (articles, claims, skipped) = (batch.articles.len(), batch.claims.len(), batch.skipped.len());
            print(&format!(
                "{}: {articles} articles, {claims} claims, {skipped} numerals skipped\n",
                self.out.display()
            ))?;
        }
        Ok(if batch.errors.is_empty() { Completion::Complete } else { Completion::Partial })
    }
}
