//! Web pages: the main text, and what their metadata says of title, date, language and publisher.

use super::fields::Fields;
use crate::error::{Error, Result};
use dom_smoothie::{Config, Readability, TextMode};

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

/// How many tags a page may open and not close. Pages leave some open that end by themselves; what reads pages takes
/// the square of the time for those that stay open.
const MOST_OPEN: usize = 10_000;

/// Elements that have no end, or that the next of their kind ends.
const END_THEMSELVES: &[&str] = &[
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "track", "wbr",
];

/// Elements that stand in no drawing, or in which a drawing holds text as pages do (HTML Living Standard, 13.2.6.5).
const NOT_DRAWN: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "desc",
    "div",
    "dl",
    "em",
    "foreignobject",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "menu",
    "nobr",
    "ol",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "title",
    "tt",
    "u",
    "ul",
    "var",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style"];

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

/// Whether more tags are open at one place than any page leaves open, as far as that can be seen without parsing.
fn leaves_too_much_open(html: &str) -> bool {
    let is_one_of = |names: &[&str], name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut open = 0_usize;
    let mut in_drawing = false;
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (name, opens) = tag.strip_prefix('/').map_or((tag, true), |name| (name, false));
        let name = &name[..name.find(|c: char| c.is_whitespace() || "/><".contains(c)).unwrap_or(name.len())];
        let ends_itself = is_one_of(END_THEMSELVES, name);
        in_drawing = in_drawing && !ends_itself && !is_one_of(NOT_DRAWN, name);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || ends_itself {
            continue;
        }
        if !opens {
            open = open.saturating_sub(1);
            in_drawing &= !name.eq_ignore_ascii_case("svg");
            continue;
        }
        if is_one_of(RAW, name) {
            rest = after_raw(tag, name);
            continue;
        }
        // Of drawings alone, elements may end in their own tag.
        let inside = &tag[..tag.find(['<', '>']).unwrap_or(tag.len())];
        in_drawing |= name.eq_ignore_ascii_case("svg");
        if !(in_drawing && inside.ends_with('/')) {
            open += 1;
        }
        if open > MOST_OPEN {
            return true;
        }
    }
    false
}

/// What follows the end of an element whose content is no markup.
fn after_raw<'a>(inside: &'a str, name: &str) -> &'a str {
    let mut rest = inside;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return after;
        }
        rest = after;
    }
    ""
}

/// Whether elements stand in one another deeper than [`DEEPEST`]. It does not go into itself, as selecting does.
fn is_too_deep(page: &Readability) -> bool {
    let mut depth = 0;
    let mut node = page.doc.root();
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            node = child;
        } else {
            loop {
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => return false,
                }
                depth -= 1;
            }
        }
        if depth > DEEPEST {
            return true;
        }
    }
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
