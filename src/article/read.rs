//! Reading: paths to records, records to articles, each with its own identity.
//!
//! The steps that can run side by side are apart from those that cannot: taking records ([`Records`]) and
//! giving identities ([`Identities`](super::Identities)) go in the order of the input, understanding a record
//! ([`Reader`]) does not mind it. [`read`] does all of them, one after another.

use super::fields::FieldNames;
use super::format::{is_packed, without_packing};
use super::identity::{Identities, Identity, Name, TextDigest, alone};
use super::input::{Input, STDIN, inputs};
use super::published::published;
use super::record::{Content, Draft, Record, too_large};
use super::records::{self, Contents};
use super::{Article, ArticleId, Languages, PublishedBasis};
use crate::error::{Error, ErrorRow, Result};
use jiff::civil::Date;
use std::borrow::Borrow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is told about articles from outside.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The publication date of articles that do not give their own.
    pub published: Option<Date>,
    /// Leave out articles published before this day, and undated ones.
    pub since: Option<Date>,
    /// Leave out articles published after this day, and undated ones.
    pub until: Option<Date>,
    /// Under which names the fields of articles come.
    pub names: FieldNames,
}

/// An article with what the run needs to know of how it came.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadArticle {
    /// The article.
    pub article: Article,
    /// The earlier article with the same text but for spelling and white space.
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
pub fn read(paths: &[PathBuf], options: ReadOptions) -> Result<impl Iterator<Item = Reading>> {
    Ok(readings(Reader::new(options)?, paths))
}

fn readings<R: Borrow<Reader>>(reader: R, paths: &[PathBuf]) -> impl Iterator<Item = Reading> + use<R> {
    let records = Records::new(paths, &reader.borrow().options);
    let mut identities = Identities::default();
    records.flat_map(move |record| {
        match reader.borrow().prepare(record) {
            Prepared::Article(prepared) => {
                let identity = identities.of(&prepared.name);
                let (warning, read) = prepared.identified(identity);
                [warning.map(Reading::Warning), Some(Reading::Article(Box::new(read)))]
            }
            Prepared::Failed(error) => [Some(Reading::Failed(error)), None],
            Prepared::Warning(warning) => [Some(Reading::Warning(warning)), None],
            Prepared::Outside => [None, None],
        }
        .into_iter()
        .flatten()
    })
}

/// The records at some paths, in order.
pub struct Records {
    inputs: std::vec::IntoIter<Input>,
    file: Option<(Arc<Path>, Contents)>,
    names: FieldNames,
    bytes: Option<u64>,
}

impl Records {
    /// The records at the paths, `-` for standard input, folders with all below them.
    pub fn new(paths: &[PathBuf], options: &ReadOptions) -> Self {
        let inputs = inputs(paths);
        let size = |input: &Input| match input {
            Input::Stdin => None,
            Input::File(path, ..) if is_packed(path) => None,
            Input::File(_, _, size) => Some(*size),
            Input::Unusable(_) | Input::PassedOver(_) => Some(0),
        };
        let bytes = inputs.iter().map(size).sum();
        Records { inputs: inputs.into_iter(), file: None, names: options.names.clone(), bytes }
    }

    /// How many bytes all records have together; none where that is known only when they are read.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Gives up the file that is being read: the record is why, and the next is of the next file.
    pub fn broken_off(&mut self, error: Error) -> Option<Record> {
        let (path, _) = self.file.take()?;
        let content = Content::Failed(error.at(&path).into());
        Some(Record { path, content })
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some((path, contents)) = &mut self.file {
                if let Some(content) = contents.next() {
                    return Some(Record { path: Arc::clone(path), content });
                }
                self.file = None;
            }
            let (path, contents): (PathBuf, Contents) = match self.inputs.next()? {
                Input::Unusable(error) => (PathBuf::new(), once(Content::Failed(error))),
                Input::PassedOver(files) => (PathBuf::new(), once(Content::Warning(files))),
                Input::Stdin => (PathBuf::from(STDIN), standard_input(&self.names)),
                Input::File(path, format, size) => {
                    let contents = records::of_file(&path, format, size, &self.names);
                    (path, contents)
                }
            };
            self.file = Some((path.into(), contents));
        }
    }
}

fn once(content: Content) -> Contents {
    Box::new(std::iter::once(content))
}

fn standard_input(names: &FieldNames) -> Contents {
    let path = Path::new(STDIN);
    records::of_stream(Box::new(std::io::stdin()), None, path, names)
        .unwrap_or_else(|cause| once(Content::Failed(Error::read(path, &cause).into())))
}

/// Understands records: their text, date and language. Threads may share one.
#[derive(Debug)]
pub struct Reader {
    languages: Languages,
    options: ReadOptions,
}

/// What a record turned out to be.
#[derive(Debug)]
pub enum Prepared {
    /// An article that has no identity yet.
    Article(Box<PreparedArticle>),
    /// No article, and why.
    Failed(ErrorRow),
    /// Something worth knowing.
    Warning(ErrorRow),
    /// An article that was published outside of the days asked for.
    Outside,
}

/// An article that has no identity yet.
#[derive(Debug)]
pub struct PreparedArticle {
    /// What decides its identity.
    pub name: Name,
    /// The name of the format it came in.
    pub format: &'static str,
    /// The encoding it was read in.
    pub encoding: &'static str,
    article: Article,
    converted: bool,
    warning: Option<ErrorRow>,
}

impl PreparedArticle {
    /// The article as it is where it stands alone, and what is worth knowing about it.
    pub fn alone(self) -> (Option<ErrorRow>, ReadArticle) {
        let id = self.article.id.as_str().to_owned();
        self.identified(Identity { id, duplicate_of: None })
    }

    /// The article under its identity, and what is worth knowing about it.
    pub fn identified(self, identity: Identity) -> (Option<ErrorRow>, ReadArticle) {
        let article = Article { id: identity.id.as_str().into(), ..self.article };
        let duplicate_of = identity.duplicate_of.as_deref().map(ArticleId::from);
        (self.warning, ReadArticle { article, duplicate_of, converted: self.converted })
    }
}

impl Reader {
    /// Reads the articles at the paths, as [`read`] does; one reader may read many times.
    pub fn read(&self, paths: &[PathBuf]) -> impl Iterator<Item = Reading> {
        readings(self, paths)
    }

    /// A reader with the embedded lexicons.
    pub fn new(options: ReadOptions) -> Result<Self> {
        Ok(Reader { languages: Languages::embedded()?, options })
    }

    /// Understands a line of JSON Lines that stands alone; `whole` where it is not cut off, see
    /// [`take_line`](super::take_line).
    pub fn prepare_line(&self, path: &Path, line: u64, json: Vec<u8>, whole: bool) -> Prepared {
        let content = if whole {
            Content::Object { number: line, line, json }
        } else {
            Content::Failed(ErrorRow::from(too_large().at(path).line(line)).of_record(line.to_string()))
        };
        self.prepare(Record { path: path.into(), content })
    }

    /// Understands a record's text, date and language.
    pub fn prepare(&self, record: Record) -> Prepared {
        let Record { path, content } = record;
        if let Content::Warning(warning) = content {
            return Prepared::Warning(warning);
        }
        match content.draft(&path, &self.options.names).and_then(|draft| self.article(&path, draft)) {
            Ok(article) if self.is_outside(article.article.published) => Prepared::Outside,
            Ok(article) => Prepared::Article(Box::new(article)),
            Err(error) => Prepared::Failed(error),
        }
    }

    fn is_outside(&self, published: Option<Date>) -> bool {
        let ReadOptions { since, until, .. } = &self.options;
        let before = since.is_some_and(|since| published.is_none_or(|day| day < since));
        let after = until.is_some_and(|until| published.is_none_or(|day| day > until));
        before || after
    }

    /// Understands a draft's date and language.
    fn article(&self, path: &Path, draft: Draft) -> std::result::Result<PreparedArticle, ErrorRow> {
        let Draft { record, line, sha256, fields, converted, format, encoding, replaced } = draft;
        let told = |error: Error| {
            ErrorRow { line, ..error.at(path).into() }.of_record(if fields.id.is_empty() {
                record.clone()
            } else {
                fields.id.clone()
            })
        };
        if fields.text.trim().is_empty() {
            let hint = "an article needs a text below its header lines, or in its field `text`";
            return Err(told(Error::new("the article has no text").hint(hint)));
        }
        let language = self.languages.of(&fields.language, &fields.text).map_err(told)?.to_owned();
        let own_date = published(&fields.published);
        let (published, published_basis) = match (own_date, self.options.published) {
            (Some(date), _) => (Some(date), PublishedBasis::Metadata),
            (None, Some(date)) => (Some(date), PublishedBasis::Option),
            (None, None) => (None, PublishedBasis::Unknown),
        };
        let warning = if replaced {
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
        let wanted = wanted_id(path, &record, &fields.id);
        let name = Name { text: TextDigest::of(&fields.text), wanted };
        let article = Article {
            id: alone(&name.wanted),
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
        Ok(PreparedArticle { name, format, encoding, article, converted, warning })
    }
}

/// The record's own id; else the file's name, with the record's number where the file holds several.
fn wanted_id(path: &Path, record: &str, own: &str) -> String {
    if !own.trim().is_empty() {
        return own.trim().to_owned();
    }
    let stem = match path.file_name() {
        Some(name) if path.as_os_str() != STDIN => {
            let name = name.to_string_lossy();
            Path::new(without_packing(&name)).file_stem().map(|stem| stem.to_string_lossy().into_owned())
        }
        _ => None,
    };
    let stem = stem.unwrap_or_else(|| "stdin".to_owned());
    if record.is_empty() { stem } else { format!("{stem}-{record}") }
}
