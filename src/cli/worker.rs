//! `mizan worker`: articles as JSON Lines in, one JSON object for each out, for any scheduler or engine.

use super::arguments::{LexiconArguments, ReferenceArguments, WorkArguments};
use super::batch::{Rows, Stage, Work, guarded_work};
use super::{Completion, notices};
use crate::article::{ArticleId, FieldNames, Prepared, ReadOptions, Reader, take_line};
use crate::check::Checker;
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use crate::table::{Row, append_json};
use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::path::Path;

/// The most lines that are worked through side by side, and how many are at first, so that answers begin at once.
const MOST_AT_ONCE: usize = 256;
const FIRST_AT_ONCE: usize = 8;

const EXAMPLES: &str = "\
Examples:
  mizan worker < articles.jsonl > checked.jsonl
  echo '{\"id\": \"a\", \"text\": \"Twelve were killed in Mosul.\"}' | mizan worker

Each line is answered by one line, in order, as soon as it is done: an object with `article`
(null where the line is no article), `claims`, `skipped`, `evidence`, `findings`, `checks`,
`timeline`, `errors` and `warnings`, each a list of rows as `mizan schema` describes them. A bad
line is answered by its errors; the worker ends when its input does. An article is called what
its `id` says: ids are not made unique here, and the same text is worked through each time.";

/// Answers articles on standard input, one JSON object each, on standard output
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Worker {
    #[command(flatten)]
    reference: ReferenceArguments,
    /// Publication date of the articles that do not give theirs, as 2024-01-31
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// Where the objects have a field: text=artikel (may be repeated)
    #[arg(long = "field", value_name = "FIELD=NAME")]
    fields: Vec<String>,
    #[command(flatten)]
    lexicons: LexiconArguments,
    #[command(flatten)]
    work: WorkArguments,
}

/// A line of the input: its number, its bytes, and whether they are all of it.
type Line = (u64, Vec<u8>, bool);

impl Worker {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        let mut names = FieldNames::default();
        for mapping in &self.fields {
            names = names.and(mapping)?;
        }
        let reader = Reader::new(ReadOptions { published: self.published, names, ..ReadOptions::default() })?;
        let ids = Ids::embedded();
        let extractor = self.lexicons.extractor(&ids)?;
        let (datasets, unusable) = self.reference.load(&ids)?;
        notices::of_batch(&[], &unusable);
        let checker = Checker::new(&ids, &datasets, self.reference.check_options());
        let work = Work { stage: Stage::Checks, extractor: &extractor, checker: Some(&checker), only: &[] };
        answer(BufReader::with_capacity(1 << 20, std::io::stdin()), std::io::stdout().lock(), |line| {
            answered(&reader, &work, line)
        })?;
        Ok(Completion::Complete)
    }
}

/// Answers each line, in order: those that are there already side by side, the first of those to come at once.
fn answer(
    mut input: BufReader<impl Read>,
    mut out: impl Write,
    with: impl Fn(Line) -> String + Sync,
) -> Result<()> {
    let mut number = 0;
    let mut most = FIRST_AT_ONCE;
    loop {
        let mut lines: Vec<Line> = Vec::new();
        let mut ended = false;
        while lines.len() < most && (lines.is_empty() || input.buffer().contains(&b'\n')) {
            let mut line = Vec::new();
            match take_line(&mut input, &mut line) {
                Ok(Some(whole)) => {
                    number += 1;
                    if !line.trim_ascii().is_empty() {
                        lines.push((number, line, whole));
                    }
                }
                Ok(None) => {
                    ended = true;
                    break;
                }
                Err(cause) => return Err(Error::read(Path::new("-"), &cause).line(number + 1)),
            }
        }
        most = (2 * most).min(MOST_AT_ONCE);
        let answers: Vec<String> = lines.into_par_iter().map(&with).collect();
        let written = answers.iter().try_for_each(|answer| out.write_all(answer.as_bytes()));
        match written.and_then(|()| out.flush()) {
            Err(cause) if cause.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(cause) => return Err(Error::new(format!("standard output cannot be written: {cause}"))),
            Ok(()) if ended => return Ok(()),
            Ok(()) => {}
        }
    }
}

fn answered(reader: &Reader, work: &Work<'_>, (number, json, whole): Line) -> String {
    let path = Path::new("-");
    let id = ArticleId::from(number.to_string().as_str());
    let prepared = guarded_work("-", &id, || reader.prepare_line(path, number, json, whole));
    let mut rows = Rows::default();
    match prepared.unwrap_or_else(Prepared::Failed) {
        Prepared::Failed(error) => rows.errors.push(error),
        Prepared::Warning(warning) => rows.warnings.push(warning),
        Prepared::Outside => {}
        Prepared::Article(article) => {
            let (warning, read) = article.alone();
            rows.warnings.extend(warning);
            work.article(read, &mut rows);
        }
    }
    object(&rows)
}

/// The rows as one object on one line.
fn object(rows: &Rows) -> String {
    let mut json = String::with_capacity(1 << 12);
    json.push_str("{\"article\":");
    match rows.articles.first() {
        Some(article) => append_json(&mut json, article),
        None => json.push_str("null"),
    }
    list(&mut json, "claims", &rows.claims);
    list(&mut json, "skipped", &rows.skipped);
    list(&mut json, "evidence", &rows.evidence);
    list(&mut json, "findings", &rows.findings);
    list(&mut json, "checks", &rows.checks);
    list(&mut json, "timeline", &rows.timeline);
    list(&mut json, "errors", &rows.errors);
    list(&mut json, "warnings", &rows.warnings);
    json.push_str("}\n");
    json
}

fn list<R: Row>(json: &mut String, name: &str, rows: &[R]) {
    json.push_str(",\"");
    json.push_str(name);
    json.push_str("\":[");
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        append_json(json, row);
    }
    json.push(']');
}
