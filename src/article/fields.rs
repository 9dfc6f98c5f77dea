//! The fields of an article and the names that exports give them.

use crate::error::{Error, Result};

/// An article's fields as text, before they are understood; empty where a format does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub id: String,
    pub title: String,
    pub published: String,
    pub language: String,
    pub source: String,
    pub url: String,
    pub text: String,
}

/// Names of each field in header lines, front matter, JSON and CSV, the preferred first: this program's own,
/// then those of trafilatura, newspaper4k, news-please and feeds.
const ID: &[&str] = &["id", "article_id", "doc_id", "uid", "guid"];
const TITLE: &[&str] = &["title", "headline"];
const PUBLISHED: &[&str] = &[
    "published",
    "date",
    "publish_date",
    "date_publish",
    "date_published",
    "published_at",
    "published_date",
    "publication_date",
    "pubdate",
];
const LANGUAGE: &[&str] = &["lang", "language", "meta_lang"];
const SOURCE: &[&str] = &[
    "sitename",
    "site_name",
    "source-hostname",
    "meta_site_name",
    "source_domain",
    "source",
    "hostname",
    "publisher",
];
const URL: &[&str] = &["url", "link", "canonical_link", "source_url", "source"];
const TEXT: &[&str] = &["text", "maintext", "article_text", "body", "content", "raw_text"];

/// The fields by the names under which a user maps others to them.
const FIELDS: &[(&str, &[&str])] = &[
    ("id", ID),
    ("title", TITLE),
    ("published", PUBLISHED),
    ("lang", LANGUAGE),
    ("source", SOURCE),
    ("url", URL),
    ("text", TEXT),
];

/// Under which names the fields of articles come: the usual ones, and before them those that a user says.
///
/// ```
/// use mizan::article::FieldNames;
/// let names = FieldNames::default().and("text=artikeltext")?;
/// assert!(names.and("colour=red").is_err());
/// # Ok::<(), mizan::error::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// A field and the name it comes under, as said.
    said: Vec<(&'static str, String)>,
}

impl FieldNames {
    /// The same with a further name, written `text=body`.
    pub fn and(&self, mapping: &str) -> Result<Self> {
        let (field, name) = mapping.split_once('=').unwrap_or((mapping, ""));
        let known = FIELDS.iter().find(|(known, _)| *known == field.trim());
        let name = name.trim().to_owned();
        let (Some((field, _)), false) = (known, name.is_empty()) else {
            let fields: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
            return Err(Error::new(format!("`{mapping}` maps no field"))
                .field("--field")
                .hint(format!("write FIELD=NAME, as text=body; fields: {}", fields.join(", "))));
        };
        let mut names = self.clone();
        let lower = name.to_lowercase();
        if lower != name {
            // Header lines and the names of CSV columns are compared in lower case, JSON as it is.
            names.said.push((field, lower));
        }
        names.said.push((field, name));
        Ok(names)
    }

    /// Every mapping, as it was written.
    pub fn mappings(&self) -> Vec<String> {
        self.said.iter().map(|(field, name)| format!("{field}={name}")).collect()
    }

    /// Takes each field from the first of its names that `value` knows.
    pub(super) fn collect(&self, value: impl Fn(&str) -> Option<String>) -> Fields {
        let first = |field: &str, fits: fn(&str) -> bool| {
            self.names_of(field)
                .filter_map(&value)
                .find(|value| !value.trim().is_empty() && fits(value))
                .unwrap_or_default()
        };
        let any = |_: &str| true;
        Fields {
            id: first("id", any),
            title: first("title", any),
            published: first("published", any),
            language: first("lang", any),
            source: first("source", any),
            url: first("url", |value| value.contains("://")),
            text: first("text", any),
        }
    }

    fn names_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let said = self.said.iter().filter(move |(said, _)| *said == field).map(|(_, name)| name.as_str());
        let usual = FIELDS.iter().filter(move |(known, _)| *known == field);
        said.chain(usual.flat_map(|(_, names)| names.iter().copied()))
    }

    /// Whether the name is one of a field's.
    pub(super) fn known(&self, name: &str) -> bool {
        FIELDS.iter().any(|(_, names)| names.contains(&name))
            || self.said.iter().any(|(_, said)| said == name)
    }

    /// Whether the name is one under which the text comes.
    pub(super) fn is_text(&self, name: &str) -> bool {
        self.names_of("text").any(|known| known == name)
    }
}
