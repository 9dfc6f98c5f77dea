//! `mizan mentions`: every quantity and period as read, before claims are made.

use super::arguments::{ArticleArguments, LexiconArguments, WorkArguments};
use super::{Completion, folder, notices, print, progress, stages};
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use crate::table;
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
    lexicons: LexiconArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Mentions {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let articles = self.articles.read()?;
        let extractor = self.lexicons.extractor(&Ids::embedded())?;
        let batch = stages::extract(articles, &extractor, &progress::articles(self.work.quiet));
        notices::of_batch(&batch.warnings, &batch.errors);
        if batch.articles.is_empty() {
            return Ok(Completion::Nothing);
        }
        let mut csv = Vec::new();
        table::write(&mut csv, &batch.mentions)
            .map_err(|cause| Error::new(format!("the table cannot be written: {cause}")))?;
        match &self.out {
            Some(place) => folder::write_file(place, &csv)?,
            None => print(&String::from_utf8_lossy(&csv))?,
        }
        Ok(if batch.errors.is_empty() { Completion::Complete } else { Completion::Partial })
    }
}
