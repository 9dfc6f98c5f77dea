//! `mizan report`: a run's tables in, PDF and pictures out.

use super::{Completion, folder, print};
use crate::error::{Error, Result};
use crate::report::{ReportOptions, write};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan report reports/latest     draws the report again, after you have edited a table by hand";

/// Draws the report of a run from its tables
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// A folder that `mizan run` or `mizan check` wrote
    #[arg(value_name = "RUN")]
    run: PathBuf,
    /// Print errors only
    #[arg(long, short)]
    quiet: bool,
}

impl Report {
    pub(super) fn run(&self) -> Result<Completion> {
        if !self.run.is_dir() {
            return Err(Error::new("there is no such folder")
                .at(&self.run)
                .hint("name a folder that `mizan run` wrote, such as reports/latest"));
        }
        let files = write(&self.run, &ReportOptions::default())?;
        folder::list_files(&self.run, &files)?;
        if !self.quiet {
            for file in &files {
                print(&format!("{}\n", file.display()))?;
            }
        }
        Ok(Completion::Complete)
    }
}
