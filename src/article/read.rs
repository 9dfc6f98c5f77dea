//! Reading: paths to articles, in order, each with its own id.

use super::identity::{ArticleIds, Texts};
use super::input::{Input, STDIN, inputs};
use super::published::published;
use super::records::{self, Draft, Drafts};
use super::{Article, ArticleId, Languages, PublishedBasis};
use crate::error::{Error, ErrorRow, Result};
use jiff::civil::Date;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is told about articles from outside.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The publication date of articles that do not give their own.
    pub published: Option<Date>,
}

/// An article with what the run needs to know of how it came.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadArticle {
    /// The article.
    pub article: Article,
    /// The earlier article with the same text but for white space.
    pub duplicate_of: Option<ArticleId>,
    /// Whether the text was made from another format, so that offsets need a copy of it.
    pub converted: bool,
}

/// What reading comes upon.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// An article.
    Article(Box<ReadArticle>),
    /// An input that gives no article.
    Failed(ErrorRow),
    /// Something about an input that is worth knowing; what it holds is read nonetheless.
    Warning(ErrorRow),
}

/// Reads the articles at the paths, `-` for standard input, folders with all below them.
///
/// Articles come in the order of the paths, inside a folder in the order of names, inside a file in the order
/// of records. Fails only where the embedded lexicons do.
///
/// ```
/// use mizan::article::{ReadOptions, Reading, read};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("attacks.txt");
/// std::fs::write(&path, "title: Calm\ndate: 2024-07-17\n\nThere were no attacks in the city.")?;
/// let readings: Vec<Reading> = read(&[path], ReadOptions::default())?.collect();
/// let [Reading::Article(read)] = readings.as_slice() else { panic!("{readings:?}") };
/// assert_eq!(read.article.id.as_str(), "attacks");
/// assert_eq!((read.article.title.as_str(), read.article.language.as_str()), ("Calm", "en"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(paths: &[PathBuf], options: ReadOptions) -> Result<Articles> {
    Ok(Articles {
        inputs: inputs(paths).into_iter(),
        file: None,
        languages: Languages::embedded()?,
        ids: ArticleIds::default(),
        texts: Texts::default(),
        options,
        waiting: None,
    })
}

/// The articles at some paths, read one after another; made by [`read`].
pub struct Articles {
    inputs: std::vec::IntoIter<Input>,
    file: Option<(PathBuf, Drafts)>,
    languages: Languages,
    ids: ArticleIds,
    texts: Texts,
    options: ReadOptions,
    /// An article whose warning went before it.
    waiting: Option<Box<ReadArticle>>,
}

impl Iterator for Articles {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        if let Some(article) = self.waiting.take() {
            return Some(Reading::Article(article));
        }
        loop {
            if let Some((path, drafts)) = &mut self.file {
                let path = path.clone();
                match drafts.next() {
                    Some(Ok(draft)) => return Some(self.article(&path, draft)),
                    Some(Err(error)) => return Some(Reading::Failed(error)),
                    None => self.file = None,
                }
            }
            let (path, drafts) = match self.inputs.next()? {
                Input::Unusable(error) => return Some(Reading::Failed(error)),
                Input::PassedOver(files) => return Some(Reading::Warning(files)),
                Input::Stdin => (PathBuf::from(STDIN), standard_input()),
                Input::File(path, format) => {
                    let drafts = records::of_file(&path, format);
                    (path, drafts)
                }
            };
            match drafts {
                Ok(drafts) => self.file = Some((path, drafts)),
                Err(error) => return Some(Reading::Failed(error)),
            }
        }
    }
}

fn standard_input() -> std::result::Result<Drafts, ErrorRow> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|cause| Error::read(Path::new(STDIN), &cause))?;
    records::of_bytes(bytes, None, Path::new(STDIN))
}

impl Articles {
    /// Understands a draft's date and language and gives it its id.
    fn article(&mut self, path: &Path, draft: Draft) -> Reading {
        let Draft { record, line, sha256, fields, converted, damaged } = draft;
        let told = |error: Error| {
            ErrorRow { line, ..error.at(path).into() }.of_record(if fields.id.is_empty() {
                record.clone()
            } else {
                fields.id.clone()
            })
        };
        if fields.text.trim().is_empty() {
            let hint = "an article needs a text below its header lines, or in its field `text`";
            return Reading::Failed(told(Error::new("the article has no text").hint(hint)));
        }
        let language = match self.languages.of(&fields.language, &fields.text) {
            Ok(language) => language.to_owned(),
            Err(error) => return Reading::Failed(told(error)),
        };
        let own_date = published(&fields.published);
        let (published, published_basis) = match (own_date, self.options.published) {
            (Some(date), _) => (Some(date), PublishedBasis::Metadata),
            (None, Some(date)) => (Some(date), PublishedBasis::Option),
            (None, None) => (None, PublishedBasis::Unknown),
        };
        let warning = if let Some(encoding) = damaged {
            Some(
                Error::new(format!("bytes that are not {encoding} were replaced by U+FFFD"))
                    .hint("convert the file to UTF-8"),
            )
        } else if own_date.is_none() && !fields.published.trim().is_empty() {
            Some(
                Error::new(format!("`{}` is not understood as a date", fields.published.trim()))
                    .hint("write dates as 2024-01-31"),
            )
        } else {
            None
        };
        let warning = warning.map(told);
        let id = self.ids.give(&wanted_id(path, &record, &fields.id));
        let duplicate_of = self.texts.earlier(&fields.text, &id);
        let article = Article {
            id,
            path: path.display().to_string(),
            sha256,
            language,
            published,
            published_basis,
            source: fields.source.trim().to_owned(),
            url: fields.url.trim().to_owned(),
            title: fields.title.trim().to_owned(),
            text: fields.text,
        };
        let article = Box::new(ReadArticle { article, duplicate_of, converted });
        match warning {
            Some(warning) => {
                self.waiting = Some(article);
                Reading::Warning(warning)
            }
            None => Reading::Article(article),
        }
    }
}

/// The record's own id; else the file's name, with the record's number where the file holds several.
fn wanted_id(path: &Path, record: &str, own: &str) -> String {
    if !own.trim().is_empty() {
        return own.trim().to_owned();
    }
    let stem = match path.file_stem() {
        Some(stem) if path.as_os_str() != STDIN => stem.to_string_lossy().into_owned(),
        _ => "stdin".to_owned(),
    };
    if record.is_empty() { stem } else { format!("{stem}-{record}") }
}
