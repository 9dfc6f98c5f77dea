//! Web pages: the main text, and what their metadata says of title, date, language and publisher.

mod nesting;

use super::fields::Fields;
use crate::error::{Error, Result};
use dom_smoothie::{Config, Readability, TextMode};
use nesting::{is_too_deep, leaves_too_much_open};

/// Where pages give their date beside JSON-LD and OpenGraph, and the attribute that holds it.
const DATES: &[(&str, &str)] = &[
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='dc.date.issued'], meta[name='DC.date.issued']", "content"),
    ("meta[name='dc.date'], meta[name='DC.date']", "content"),
    ("meta[name='pubdate'], meta[name='publishdate'], meta[name='date']", "content"),
    ("time[itemprop='datePublished'], time[pubdate], time[datetime]", "datetime"),
];

/// Reads a page. Fails where no part of it is text enough to be an article, and where elements stand in one another
/// deeper than in any page that is made to be read.
pub(super) fn page(html: &str) -> Result<Fields> {
    let hint = "save the article's text in a text file";
    let too_deep = || Error::new("the page's elements are nested too deeply").hint(hint);
    let no_article = |cause| Error::new(format!("no article is found in the page: {cause}")).hint(hint);
    if leaves_too_much_open(html) {
        return Err(too_deep());
    }
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(no_article)?;
    if is_too_deep(&page) {
        return Err(too_deep());
    }
    let elsewhere = DATES
        .iter()
        .find_map(|(selector, attribute)| page.doc.select(selector).attr(attribute))
        .map(|date| date.to_string());
    let article = page.parse().map_err(no_article)?;
    Ok(Fields {
        id: String::new(),
        title: article.title,
        published: article.published_time.or(elsewhere).unwrap_or_default(),
        language: article.lang.unwrap_or_default(),
        source: article.site_name.unwrap_or_default(),
        url: article.url.unwrap_or_default(),
        text: article.text_content.trim().to_owned(),
    })
}

/// The encoding that a page declares in its first kilobyte.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}
