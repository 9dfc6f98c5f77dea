//! `mizan run --dry-run`: what would be read, and how.

use super::arguments::ArticleArguments;
use super::{Completion, print};
use crate::article::{ArticleId, Identities, Prepared, PublishedBasis, Reader, Record};
use crate::error::{Error, ErrorRow, Result};
use crate::table::{self, Row};
use jiff::civil::Date;
use rayon::prelude::*;

/// Records that are understood side by side.
const AT_ONCE: usize = 256;

crate::table! {
    /// A row of what a dry run prints.
    pub struct InputRow in "inputs", "an article that would be read, or an input that could not be" {
        path: String = "the file",
        article_id: Option<ArticleId> = "the id it would have",
        duplicate_of: Option<ArticleId> = "the earlier article with the same text",
        language: String = "ISO 639-1 code",
        format: String = "what kind of file or record it is",
        encoding: String = "as the Encoding Standard names it",
        published: Option<Date> = "publication date",
        published_basis: Option<PublishedBasis> = "how the publication date is known",
        characters: Option<u64> = "code points of the text",
        problem: String = "why it could not be read, or what is worth knowing",
    }
}

/// Prints a row for each article, as CSV.
pub(super) fn list(arguments: &ArticleArguments) -> Result<Completion> {
    let reader = Reader::new(arguments.options()?)?;
    let mut records = arguments.records()?;
    let mut identities = Identities::default();
    let (mut articles, mut problems) = (0_u64, false);
    print(&InputRow::TABLE.header())?;
    let mut left = arguments.limit.unwrap_or(u64::MAX);
    loop {
        let some: Vec<Record> = records
            .by_ref()
            .take_while(|record| {
                let within = left > 0 || !record.is_article();
                left -= u64::from(within && record.is_article());
                within
            })
            .take(AT_ONCE)
            .collect();
        if some.is_empty() {
            break;
        }
        let prepared: Vec<Prepared> =
            some.into_par_iter().map(|record| reader.prepare(record.loaded())).collect();
        let mut rows = Vec::new();
        for prepared in prepared {
            match prepared {
                Prepared::Failed(error) => {
                    problems = true;
                    rows.push(of_problem(&error));
                }
                Prepared::Warning(warning) => rows.push(of_problem(&warning)),
                Prepared::Outside => {}
                Prepared::Article(prepared) => {
                    articles += 1;
                    let (format, encoding) = (prepared.format, prepared.encoding);
                    let identity = identities.of(&prepared.name);
                    let (warning, read) = prepared.identified(identity);
                    let article = read.article;
                    rows.push(InputRow {
                        path: article.path,
                        article_id: Some(article.id),
                        duplicate_of: read.duplicate_of,
                        language: article.language,
                        format: format.to_owned(),
                        encoding: encoding.to_owned(),
                        published: article.published,
                        published_basis: Some(article.published_basis),
                        characters: Some(article.text.chars().count() as u64),
                        problem: warning.map(|warning| warning.what).unwrap_or_default(),
                    });
                }
            }
        }
        let mut csv = Vec::new();
        table::append(&mut csv, &rows)
            .map_err(|cause| Error::new(format!("the table cannot be written: {cause}")))?;
        print(&String::from_utf8_lossy(&csv))?;
    }
    Ok(match (articles, problems) {
        (0, _) => Completion::Nothing,
        (_, true) => Completion::Partial,
        (_, false) => Completion::Complete,
    })
}

fn of_problem(error: &ErrorRow) -> InputRow {
    InputRow {
        path: error.path.clone(),
        article_id: None,
        duplicate_of: None,
        language: String::new(),
        format: String::new(),
        encoding: String::new(),
        published: None,
        published_basis: None,
        characters: None,
        problem: ErrorRow { path: String::new(), ..error.clone() }.to_string(),
    }
}
