//! Flags that several commands share, each defined once.

use super::batch::Shard;
use super::notices;
use crate::article::{Digest, FieldNames, ReadOptions, Records};
use crate::check::{CheckOptions, Outcome, Tolerance};
use crate::claim::Extractor;
use crate::dataset::Datasets;
use crate::error::{Error, ErrorRow, Result};
use crate::lexicon::ids::Ids;
use crate::lexicon::{Lexicon, LexiconRow, languages, overlaid};
use crate::table::read_file;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The articles that come with the program's source.
const SAMPLES: &str = "data/articles";

/// Which articles.
#[derive(Debug, Args)]
#[command(next_help_heading = "Articles")]
pub(super) struct ArticleArguments {
    /// Files, folders or patterns of articles: text, HTML, Markdown, JSON Lines, CSV, DOCX, WARC, also
    /// packed with gzip or Zstandard; `-` for standard input. PDF files are told as errors, not read
    #[arg(value_name = "ARTICLES")]
    inputs: Vec<PathBuf>,
    /// Publication date of the articles that do not give theirs, as 2024-01-31
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// Leave out articles published before this day, and undated ones
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Leave out articles published after this day, and undated ones
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Read the first so many articles only
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<u64>,
    /// Where JSON, CSV or header lines have a field: text=artikel (may be repeated)
    #[arg(long = "field", value_name = "FIELD=NAME")]
    fields: Vec<String>,
    #[command(flatten)]
    pub(super) lexicons: LexiconArguments,
}

impl ArticleArguments {
    /// What is told about the articles from outside.
    pub(super) fn options(&self) -> Result<ReadOptions> {
        let mut names = FieldNames::default();
        for mapping in &self.fields {
            names = names.and(mapping)?;
        }
        Ok(ReadOptions { published: self.published, since: self.since, until: self.until, names })
    }

    /// The records; those of the sample articles in the working folder where none are named.
    pub(super) fn records(&self) -> Result<Records> {
        let samples = PathBuf::from(SAMPLES);
        let options = self.options()?;
        if !self.inputs.is_empty() {
            Ok(Records::new(&self.inputs, &options))
        } else if samples.is_dir() {
            Ok(Records::new(&[samples], &options))
        } else {
            Err(Error::new("no articles are named, and the sample articles are not here")
                .at(SAMPLES)
                .hint("name files or folders: mizan run news/"))
        }
    }

    /// Adds what the rows depend on beside the articles themselves.
    pub(super) fn digest(&self, digest: &mut Digest) {
        for day in [self.published, self.since, self.until] {
            digest.text(&day.map(|day| day.to_string()).unwrap_or_default());
        }
        digest.text(&self.fields.join("\n"));
        self.lexicons.digest(digest);
    }
}

/// Where the reference data are.
#[derive(Debug, Args)]
pub(super) struct ReferenceFolder {
    /// Folder of reference data sets, in place of the bundled ones
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl ReferenceFolder {
    /// The data sets, with an error for each that cannot be used.
    pub(super) fn load(&self, ids: &Ids) -> Result<(Datasets, Vec<ErrorRow>)> {
        let Some(folder) = &self.data else {
            return Ok((Datasets::embedded(ids), Vec::new()));
        };
        if !folder.exists() {
            return Err(Error::new("there is no such folder of data sets")
                .at(folder)
                .hint("name a folder of CSV files with --data, or leave it out for the bundled data"));
        }
        let (datasets, errors) = Datasets::load(folder, ids);
        if datasets.series().is_empty() {
            let warning = Error::new("no data set is loaded: articles are checked against themselves only")
                .at(folder)
                .hint("see how a CSV is understood with: mizan datasets describe FILE");
            notices::warning(&warning);
        }
        Ok((datasets, errors.into_iter().map(ErrorRow::from).collect()))
    }
}

/// Which reference data, and which of them decide.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reference data")]
pub(super) struct ReferenceArguments {
    #[command(flatten)]
    folder: ReferenceFolder,
    /// A data set or source whose count decides, so that a differing number is wrong (may be repeated)
    #[arg(long, value_name = "NAME")]
    authoritative: Vec<String>,
    /// The room of round and approximate numbers, as a share of the number: `mizan explain A001` tells the rules
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = tolerance)]
    tolerance: Tolerance,
}

/// Reads a share.
fn tolerance(text: &str) -> std::result::Result<Tolerance, String> {
    let share = text.parse().ok().and_then(Tolerance::new);
    share.ok_or_else(|| "write a share between 0 and 1, such as 0.05 for 5 %".to_owned())
}

impl ReferenceArguments {
    /// The data sets, with an error for each that cannot be used.
    pub(super) fn load(&self, ids: &Ids) -> Result<(Datasets, Vec<ErrorRow>)> {
        self.folder.load(ids)
    }

    /// How to check.
    pub(super) fn check_options(&self) -> CheckOptions {
        CheckOptions { authoritative: self.authoritative.clone(), tolerance: self.tolerance }
    }

    /// Adds what the rows depend on beside the data themselves.
    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.text(&self.authoritative.join("\n"));
        digest.text(&format!("{:?}", self.tolerance));
    }
}

/// Words of one's own.
#[derive(Debug, Args)]
pub(super) struct LexiconArguments {
    /// CSV of words to add to a language's lexicon, named after it: `ar.csv` (may be repeated). What it says of
    /// a form stands in place of what is built in
    #[arg(long, value_name = "FILE.csv")]
    lexicon: Vec<PathBuf>,
}

impl LexiconArguments {
    /// Adds the words.
    fn digest(&self, digest: &mut Digest) {
        for path in &self.lexicon {
            digest.text(&path.to_string_lossy());
            digest.bytes(&std::fs::read(path).unwrap_or_default());
        }
    }

    /// An extractor with these words.
    pub(super) fn extractor(&self, ids: &Ids) -> Result<Extractor> {
        let mut added: BTreeMap<String, Vec<LexiconRow>> = BTreeMap::new();
        for path in &self.lexicon {
            let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !languages().any(|known| known == language) {
                let known: Vec<&str> = languages().collect();
                return Err(Error::new(format!("`{language}` is no language that is read")).at(path).hint(
                    format!("name the file after the language that it adds to: {}", known.join(", ")),
                ));
            }
            let rows: Vec<LexiconRow> = read_file(path)?;
            Lexicon::new(&language, &rows).map_err(|error| error.at(path))?;
            added.entry(language).or_default().extend(rows);
        }
        added.into_iter().try_fold(Extractor::new(ids)?, |extractor, (language, rows)| {
            Ok(extractor.with_lexicon(Lexicon::new(&language, &overlaid(&language, rows)?)?))
        })
    }
}

/// How to work.
#[derive(Debug, Args)]
#[command(next_help_heading = "Working")]
pub(super) struct WorkArguments {
    /// Threads to use; all cores by default
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Print errors only
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// How to tell progress, warnings and errors: in words, or as a JSON object a line
    #[arg(long, value_name = "HOW", value_enum, default_value_t = Log::Words)]
    log: Log,
}

/// How progress, warnings and errors are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Log {
    Words,
    Json,
}

impl WorkArguments {
    /// Sets how things are told, and the number of threads.
    pub(super) fn start(&self) -> Result<()> {
        if self.log == Log::Json {
            notices::as_json();
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0))
            .build_global()
            .map_err(|cause| Error::new(format!("the threads cannot be started: {cause}")).field("--jobs"))
    }

    /// How many threads work.
    pub(super) fn jobs(&self) -> usize {
        rayon::current_num_threads()
    }

    /// Prints what is for people: nothing where they want nothing, nor where a scheduler reads along.
    pub(super) fn says(&self) -> bool {
        !self.quiet && self.log == Log::Words
    }
}

/// How to go on with a batch, or to share it out.
#[derive(Debug, Args)]
#[command(next_help_heading = "Large batches")]
pub(super) struct BatchArguments {
    /// Go on with a run that was stopped or killed; what has changed since is made again
    #[arg(long)]
    pub(super) resume: bool,
    /// Do the I-th of N shares of the work; `mizan merge` joins them
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<Shard>,
}

/// Which outcomes make a run fail.
#[derive(Debug, Args)]
pub(super) struct FailArguments {
    /// Exit with 1 if a check has one of these outcomes: D discrepancy, M misleading, N not checkable
    #[arg(long, value_name = "D,M", value_delimiter = ',')]
    fail_on: Vec<Family>,
}

impl FailArguments {
    /// Whether any of the outcomes is one to fail on.
    pub(super) fn any(&self, occurs: impl Fn(Outcome) -> bool) -> bool {
        self.fail_on.iter().any(|family| occurs(family.outcome()))
    }
}

/// A family of outcomes by its letter.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "UPPER")]
pub(super) enum Family {
    A,
    D,
    M,
    N,
}

impl Family {
    /// The outcome.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Family::A => Outcome::Agrees,
            Family::D => Outcome::Discrepancy,
            Family::M => Outcome::Misleading,
            Family::N => Outcome::NotCheckable,
        }
    }
}
