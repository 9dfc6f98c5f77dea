//! `mizan report`: a run's tables in, PDF and pictures out.

#[cfg(feature = "report")]
use super::exports::ExportArguments;
use super::{Completion, folder, print};
use crate::error::{Error, Result};
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  mizan report reports/latest                   again, after you have edited a table by hand
  mizan report reports/latest --report-lang en  in English whatever the articles' language
  mizan report reports/latest --pages all       a page for each article, not only for the flagged ones";

/// Draws the report of a run from its tables
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Report {
    /// A folder that `mizan run` or `mizan check` wrote
    #[arg(value_name = "RUN")]
    run: PathBuf,
    #[command(flatten)]
    report: ReportArguments,
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
        let files = self.report.draw(&self.run)?;
        folder::list_files(&self.run, &files)?;
        if !self.quiet {
            for file in &files {
                print(&format!("{}\n", file.display()))?;
            }
        }
        Ok(Completion::Complete)
    }
}

/// What the report looks like.
#[cfg(feature = "report")]
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Language of the report, in place of each article's own
    #[arg(long, value_name = "LANG")]
    report_lang: Option<String>,
    /// Which articles get pages of their own: flagged, all or none
    #[arg(long, value_name = "WHICH", default_value_t = crate::report::Pages::Flagged)]
    pages: crate::report::Pages,
    /// Dots per inch of the pictures of pages
    #[arg(long, value_name = "N", default_value_t = 144.0)]
    dpi: f64,
    /// Folder of TrueType or OpenType fonts to set texts in
    #[arg(long, value_name = "DIR")]
    font_dir: Option<PathBuf>,
    /// A Typst template in place of the built-in one
    #[arg(long, value_name = "FILE.typ")]
    template: Option<PathBuf>,
    #[command(flatten)]
    exports: ExportArguments,
}

#[cfg(feature = "report")]
impl ReportArguments {
    /// Draws the report of the run in a folder, and gives the files written.
    pub(super) fn draw(&self, run: &Path) -> Result<Vec<PathBuf>> {
        let options = crate::report::ReportOptions {
            language: self.report_lang.clone(),
            pages: self.pages,
            dpi: self.dpi,
            font_dir: self.font_dir.clone(),
            template: self.template.clone(),
            ..crate::report::ReportOptions::default()
        };
        let mut files = crate::report::write(run, &options)?;
        files.extend(self.exports.write(run)?);
        Ok(files)
    }
}

/// This program was built to write tables only.
#[cfg(not(feature = "report"))]
#[derive(Debug, Args)]
pub(super) struct ReportArguments {}

#[cfg(not(feature = "report"))]
impl ReportArguments {
    /// Draws nothing.
    pub(super) fn draw(&self, _: &Path) -> Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }
}
