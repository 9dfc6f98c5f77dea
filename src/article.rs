//! Articles: one text each, with id, title, publication date and language.
//!
//! [`read`] takes files, folders, patterns and standard input: text with optional header lines, HTML, Markdown,
//! JSON and JSON Lines, CSV, Word documents, web archives, each as it is or packed with gzip or Zstandard. What
//! cannot be read, a PDF file for one, is told and passed over; the others go on.
//!
//! An article here is made of what it says itself. Which sentences it has, and what they claim, is for
//! [`claim`](crate::claim).

mod compression;
mod docx;
mod encoding;
mod fields;
mod format;
mod header;
mod html;
mod identity;
mod input;
mod json;
mod language;
mod markdown;
mod published;
mod read;
mod record;
mod records;
mod warc;

pub use fields::FieldNames;
pub use identity::{Digest, Identities, Identity, Name, Sha256Of, TextDigest, sha256};
pub use json::take_line;
pub use language::Languages;
pub use read::{Prepared, PreparedArticle, ReadArticle, ReadOptions, Reader, Reading, Records, read};
pub use record::Record;

use crate::{codes, id_type, table};
use jiff::civil::Date;

id_type! {
    /// An article's id, unique in a run and safe as a file name.
    ArticleId
}

codes! {
    /// How an article's publication date is known.
    pub enum PublishedBasis {
        Metadata = "metadata",
        Option = "option",
        Text = "text",
        Unknown = "unknown",
    }
}

table! {
    /// A row of `articles.csv`.
    pub struct ArticleRow in "articles", "an article" {
        article_id: ArticleId = "unique in the run: the file's name without its ending, or the record's id",
        path: String = "where it was read from",
        sha256: String = "SHA-256 of the file, or of the text of a record in a file",
        language: String = "ISO 639-1 code",
        published: Option<Date> = "publication date",
        published_basis: PublishedBasis = "how the publication date is known",
        duplicate_of: Option<ArticleId> = "the earlier article with the same text",
        characters: u64 = "code points of the text",
        claims: u64 = "rows of `claims`",
        findings: u64 = "rows of `findings`",
        title: String = "the title",
    }
}

/// An article as read: what extraction works on.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Unique in the run.
    pub id: ArticleId,
    /// Where it was read from.
    pub path: String,
    /// SHA-256 of the file, or of the text of a record in a file, in hexadecimal.
    pub sha256: String,
    /// ISO 639-1 code: that of the lexicon it is read with.
    pub language: String,
    /// Publication date.
    pub published: Option<Date>,
    /// How that is known.
    pub published_basis: PublishedBasis,
    /// The publisher.
    pub source: String,
    /// Where it was published.
    pub url: String,
    /// The title, empty where there is none.
    pub title: String,
    /// The text; offsets count its code points.
    pub text: String,
}

impl Article {
    /// An article that is no more than a text, with its publication date where it has one.
    ///
    /// ```
    /// use mizan::article::Article;
    /// let article = Article::of_text("note", "en", None, "Twelve people were killed.");
    /// assert_eq!(article.id.as_str(), "note");
    /// assert!(article.title.is_empty());
    /// ```
    pub fn of_text(id: &str, language: &str, published: Option<Date>, text: &str) -> Self {
        let known = if published.is_some() { PublishedBasis::Metadata } else { PublishedBasis::Unknown };
        Article {
            id: id.into(),
            path: String::new(),
            sha256: sha256(text.as_bytes()),
            language: language.to_owned(),
            published,
            published_basis: known,
            source: String::new(),
            url: String::new(),
            title: String::new(),
            text: text.to_owned(),
        }
    }
}
