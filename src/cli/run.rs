//! `mizan run`: articles in, tables and report out.

use super::arguments::{
    ArticleArguments, BatchArguments, FailArguments, Family, ReferenceArguments, WorkArguments,
};
use super::batch::{Stage, Store, Work};
use super::decisions::Decisions;
use super::making::{Made, Making};
use super::report::ReportArguments;
use super::tally::Tally;
use super::{Completion, dry_run, folder, notices, print, summary};
use crate::article::Digest;
use crate::check::{Checker, Outcome};
use crate::error::Result;
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  mizan run                                     the sample articles against the bundled data
  mizan run news/ --out reports/today           a folder of articles, with all below it
  mizan run article.html --published 2024-09-20 an article that does not give its date
  mizan run news/ --data my-data                against your own CSV files
  curl -s https://example.org/a | mizan run -   an article from standard input
  mizan run news/ --fail-on D,M --quiet         for pipelines: exit code 1 if something is wrong
  mizan run crawl.jsonl.gz --tables-only        70,000 articles
  mizan run crawl.jsonl.gz --tables-only --resume    go on with it after it was killed
  mizan run crawl.jsonl.gz --dry-run            what would be read, in which language and encoding

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
    #[command(flatten)]
    output: OutputArguments,
    /// Keep only articles that have a check with one of these outcomes: A, D, M, N
    #[arg(long, value_name = "D,M", value_delimiter = ',', help_heading = "Output")]
    only: Vec<Family>,
    /// List what would be read, in which language and encoding, and write nothing
    #[arg(long, help_heading = "Output")]
    dry_run: bool,
    #[command(flatten)]
    batch: BatchArguments,
    #[command(flatten)]
    work: WorkArguments,
}

/// What is written, and what it says to whoever started it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArguments {
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
}

impl OutputArguments {
    /// The folder to write.
    pub(super) fn folder(&self) -> &Path {
        &self.out
    }

    /// Draws the report below the tables, and tells what came of it all.
    pub(super) fn finish(&self, tally: &Tally, store: Store, says: bool) -> Result<Completion> {
        let mut files = Vec::new();
        if !self.tables_only {
            files = self.report.draw(&self.out)?;
            folder::list_files(&self.out, &files)?;
        }
        // Only now: a run that is killed while it draws goes on from its parts.
        store.remove()?;
        let decided =
            Decisions::in_folder(&self.out).and_then(|decisions| decisions.counted(&self.out, tally));
        let tally = &decided.unwrap_or_else(|error| {
            notices::warning(&error);
            tally.clone()
        });
        notices::of_tally(tally);
        summary::event(tally);
        if says {
            print(&summary::of_run(tally))?;
            print(&format!("{}: tables, {} report files\n", self.out.display(), files.len()))?;
        }
        Ok(if self.fail.any(|outcome| tally.of_outcome(outcome) > 0) {
            Completion::Flagged
        } else if tally.errors.count == 0 {
            Completion::Complete
        } else {
            Completion::Partial
        })
    }
}

impl Run {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        if self.dry_run {
            return dry_run::list(&self.articles);
        }
        let ids = Ids::embedded();
        let (extractor, loaded) =
            rayon::join(|| self.articles.lexicons.extractor(&ids), || self.reference.load(&ids));
        let (extractor, (datasets, unusable)) = (extractor?, loaded?);
        let checker = Checker::new(&ids, &datasets, self.reference.check_options());
        let only: Vec<Outcome> = self.only.iter().map(|family| family.outcome()).collect();
        let mut digest = Digest::default();
        self.reference.digest(&mut digest);
        let making = Making {
            articles: &self.articles,
            batch: &self.batch,
            options: &self.work,
            work: Work { stage: Stage::Checks, extractor: &extractor, checker: Some(&checker), only: &only },
            out: self.output.folder(),
            datasets: folder::dataset_notes(&datasets),
            unusable,
            digest,
        };
        match making.make()? {
            Made::Tables(tally, store) => self.output.finish(&tally, store, self.work.says()),
            Made::Ended(completion) => Ok(completion),
        }
    }
}
