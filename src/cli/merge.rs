//! `mizan merge`: shards in, the run that they are parts of out.

use super::Completion;
use super::arguments::WorkArguments;
use super::making::{self, Made};
use super::run::OutputArguments;
use crate::error::Result;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan run crawl.jsonl --shard 1/2 --out one      on one machine
  mizan run crawl.jsonl --shard 2/2 --out two      on another, over the same articles
  mizan merge one two --out all                    what one run over all would have written";

/// Joins the shards of a run
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Merge {
    /// Folders that `mizan run --shard` wrote
    #[arg(value_name = "DIR", required = true)]
    shards: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Merge {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        match making::merge(&self.shards, self.output.folder())? {
            Made::Tables(tally, store) => self.output.finish(&tally, store, self.work.says()),
            Made::Ended(completion) => Ok(completion),
        }
    }
}
