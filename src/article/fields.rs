//! The fields of an article and the names that exports give them.

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

impl Fields {
    /// Takes each field from the first of its names that `value` knows.
    pub(super) fn collect(value: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str], fits: fn(&str) -> bool| {
            names
                .iter()
                .filter_map(|name| value(name))
                .find(|value| !value.trim().is_empty() && fits(value))
                .unwrap_or_default()
        };
        let any = |_: &str| true;
        Fields {
            id: first(ID, any),
            title: first(TITLE, any),
            published: first(PUBLISHED, any),
            language: first(LANGUAGE, any),
            source: first(SOURCE, any),
            url: first(URL, |value| value.contains("://")),
            text: first(TEXT, any),
        }
    }

    /// Whether the name is one of a field's.
    pub(super) fn known(name: &str) -> bool {
        [ID, TITLE, PUBLISHED, LANGUAGE, SOURCE, URL, TEXT].iter().any(|names| names.contains(&name))
    }

    /// Whether the name is one under which the text comes.
    pub(super) fn is_text(name: &str) -> bool {
        TEXT.contains(&name)
    }
}
