//! `mizan run`: articles in, tables and report out.

use super::arguments::{
    ArticleArguments, FailArguments, LexiconArguments, ReferenceArguments, WorkArguments,
};
use super::folder::{self, RunFolder};
use super::report::ReportArguments;
use super::{Completion, notices, print, progress, stages, summary};
use crate::check::Checker;
use crate::error::Result;
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan run                                     the sample articles against the bundled data
  mizan run news/ --out reports/today           a folder of articles, with all below it
  mizan run article.html --published 2024-09-20 an article that does not give its date
  mizan run news/ --data my-data                against your own CSV files
  curl -s https://example.org/a | mizan run -   an article from standard input
  mizan run news/ --fail-on D,M --quiet         for pipelines: exit code 1 if something is wrong

Tolerance: a number agrees as written, after rounding to the digits it is written with (2,500
for 2,487), within its hedge (more than 150: 153), or within one source's low to high estimate.";

/// Reads articles, weighs their numbers, and writes tables and a report
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Run {
    #[command(flatten)]
    articles: ArticleArguments,
    #[command(flatten)]
    reference: ReferenceArguments,
    /// Folder to write; what an earlier run left there is replaced
    #[arg(long, short, value_name = "DIR", default_value = "reports/latest")]
    out: PathBuf,
    /// Write the tables, draw no report
    #[arg(long)]
    tables_only: bool,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    fail: FailArguments,
    #[command(flatten)]
    lexicons: LexiconArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Run {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let articles = self.articles.read()?;
        let ids = Ids::embedded();
        let (datasets, mut errors) = self.reference.load(&ids)?;
        let mut run = RunFolder::create(&self.out)?;

        let mut batch =
            stages::extract(articles, &self.lexicons.extractor(&ids)?, &progress::articles(self.work.quiet));
        errors.append(&mut batch.errors);
        if batch.articles.is_empty() {
            notices::of_batch(&batch.warnings, &errors);
            return Ok(Completion::Nothing);
        }
        let checker = Checker::new(&ids, &datasets, self.reference.check_options());
        let (checked, mut faults) = stages::check(&mut batch.articles, &batch.claims, &checker);
        errors.append(&mut faults);

        run.table(&batch.articles)?;
        run.table(&batch.claims)?;
        run.table(&batch.skipped)?;
        run.table(&checked.evidence)?;
        run.table(&checked.findings)?;
        run.table(&checked.checks)?;
        run.table(&checked.timeline)?;
        run.table(&errors)?;
        run.texts(&batch.texts)?;
        batch.origins.datasets = folder::dataset_notes(&datasets);
        run.commit(&batch.origins)?;
        let mut files = Vec::new();
        if !self.tables_only {
            files = self.report.draw(&self.out)?;
        }
        folder::list_files(&self.out, &files)?;

        notices::of_batch(&batch.warnings, &errors);
        if !self.work.quiet {
            print(&summary::of_run(&batch.articles, &batch.claims, &checked.checks))?;
            print(&format!("{}: tables, {} report files\n", self.out.display(), files.len()))?;
        }
        Ok(if self.fail.any(checked.checks.iter().map(|check| check.outcome)) {
            Completion::Flagged
        } else if errors.is_empty() {
            Completion::Complete
        } else {
            Completion::Partial
        })
    }
}
