//! `mizan datasets`: what reference data there is, how it was understood, and what it says.

mod describe;
mod list;
mod query;
mod validate;

use super::Completion;
use super::arguments::ReferenceFolder;
use crate::error::Result;
use clap::{Args, Subcommand};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan datasets                                      the bundled data sets and their series
  mizan datasets list --data my-data                  those of a folder
  mizan datasets describe counts.csv                  how a CSV is understood, column by column
  mizan datasets describe counts.csv --save           ... written beside it, to be corrected
  mizan datasets validate my-data                     everything that is wrong with a folder
  mizan datasets query \"attack by Islamic State in IQ SY 2024-01..2024-06\"
                                                      what each series says to a question
  mizan datasets query \"killed in IQ 2022\" --each month --share-of \"IQ SY\" --data my-data
                                                      month by month, and as a share";

/// Lists, describes, queries and validates reference data sets
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Datasets {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    reference: ReferenceFolder,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the data sets and their series
    List {
        #[command(flatten)]
        reference: ReferenceFolder,
    },
    /// Shows how a CSV file or a folder is understood
    Describe(describe::Describe),
    /// Asks every series for a figure, in the words of `evidence.csv`
    Query(query::Query),
    /// Tells everything that is wrong with a data set
    Validate {
        /// A CSV file, or a folder with a descriptor
        path: PathBuf,
    },
}

impl Datasets {
    pub(super) fn run(&self) -> Result<Completion> {
        match &self.command {
            None => list::run(&self.reference),
            Some(Command::List { reference }) => list::run(reference),
            Some(Command::Describe(command)) => command.run(),
            Some(Command::Query(command)) => command.run(),
            Some(Command::Validate { path }) => validate::run(path),
        }
    }
}
