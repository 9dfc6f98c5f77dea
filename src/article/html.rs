//! Web pages: the main text, and what their metadata says of title, date, language and publisher.

use super::fields::Fields;
use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};

/// Where pages give their date beside JSON-LD and OpenGraph, and the attribute that holds it.
const DATES: &[(&str, &str)] = &[
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='dc.date.issued'], meta[name='DC.date.issued']", "content"),
    ("meta[name='dc.date'], meta[name='DC.date']", "content"),
    ("meta[name='pubdate'], meta[name='publishdate'], meta[name='date']", "content"),
    ("time[itemprop='datePublished'], time[pubdate], time[datetime]", "datetime"),
];

/// How deep elements may stand in one another; browsers stop at half of it.
const DEEPEST: usize = 1000;

/// Whether elements stand in one another deeper than any page that is made to be read has them: those that no
/// page closes by itself are counted.
pub(super) fn is_too_deep(html: &str) -> bool {
    const COUNTED: &[&str] = &[
        "a",
        "article",
        "b",
        "blockquote",
        "center",
        "div",
        "em",
        "font",
        "i",
        "main",
        "ol",
        "section",
        "span",
        "strong",
        "table",
        "u",
        "ul",
    ];
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let (name, opens) = tag.strip_prefix('/').map_or((tag, true), |name| (name, false));
        let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
        if COUNTED.iter().any(|counted| counted.eq_ignore_ascii_case(&name[..end])) {
            depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
            if depth > DEEPEST {
                return true;
            }
        }
    }
    false
}

/// Reads a page. Fails where no part of it is text enough to be an article.
pub(super) fn page(html: &str) -> Result<Fields, ReadabilityError> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config))?;
    let elsewhere = DATES
        .iter()
        .find_map(|(selector, attribute)| page.doc.select(selector).attr(attribute))
        .map(|date| date.to_string());
    let article = page.parse()?;
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
