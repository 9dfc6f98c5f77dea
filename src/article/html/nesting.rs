//! How deep a page's elements stand in one another.
//!
//! What parses pages takes the square of the time for elements that stay open, and what reads them goes into itself:
//! a hostile page would hold up a batch or end it by its stack. So the tags are counted before the page is parsed, and
//! the depth is measured before it is read.

use dom_smoothie::Readability;
use rustc_hash::FxHashMap;

/// How deep elements may stand in one another; browsers stop at half of it.
const DEEPEST: usize = 1000;

/// How many tags a page may open and not close. Pages leave some open that end by themselves.
const MOST_OPEN: usize = 4000;

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

/// Elements that draw.
const DRAWINGS: &[&str] = &["math", "svg"];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style"];

/// Whether more tags are open at one place than any page leaves open, as far as that can be seen without parsing.
pub(super) fn leaves_too_much_open(html: &str) -> bool {
    let mut open_of: FxHashMap<String, usize> = FxHashMap::default();
    let mut open = 0_usize;
    for tag in (Tags { rest: html, in_drawing: false }) {
        if is_one_of(END_THEMSELVES, tag.name) {
            continue;
        }
        let of_name = open_of.entry(tag.name.to_ascii_lowercase()).or_default();
        if !tag.opens {
            // A closing tag closes nothing where none of its name is open.
            open -= usize::from(*of_name > 0);
            *of_name = of_name.saturating_sub(1);
            continue;
        }
        if !tag.own_end {
            *of_name += 1;
            open += 1;
        }
        if open > MOST_OPEN {
            return true;
        }
    }
    false
}

/// Whether elements stand in one another deeper than [`DEEPEST`]. It does not go into itself, as selecting does.
pub(super) fn is_too_deep(page: &Readability) -> bool {
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

/// A tag that opens or closes an element.
#[derive(Debug, PartialEq)]
struct Tag<'a> {
    name: &'a str,
    opens: bool,
    /// Whether it ends its element with `/>`, as tags of drawings alone may.
    own_end: bool,
}

/// The tags of a page as the HTML Living Standard (13.2.5) tells them from the rest: not what looks like one in a
/// comment, a quoted attribute, a script or a style.
struct Tags<'a> {
    rest: &'a str,
    /// Whether a drawing is open: in one, scripts and styles are markup.
    in_drawing: bool,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let (_, from) = self.rest.split_once('<')?;
            if let Some(comment) = from.strip_prefix("!--") {
                self.rest = after_comment(comment);
                continue;
            }
            let (named, opens) = from.strip_prefix('/').map_or((from, true), |named| (named, false));
            if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.rest = if from.starts_with(['!', '?', '/']) {
                    from.split_once('>').map_or("", |(_, behind)| behind)
                } else {
                    from
                };
                continue;
            }
            let end =
                named.find(|c: char| c.is_ascii_whitespace() || "/>".contains(c)).unwrap_or(named.len());
            let (name, attributes) = named.split_at(end);
            let (slash, rest) = after_attributes(attributes);
            if is_one_of(DRAWINGS, name) {
                self.in_drawing = opens;
            } else if self.in_drawing {
                self.in_drawing = !is_one_of(END_THEMSELVES, name) && !is_one_of(NOT_DRAWN, name);
            }
            let raw = opens && !self.in_drawing && is_one_of(RAW, name);
            self.rest = if raw { after_raw(rest, name) } else { rest };
            return Some(Tag { name, opens, own_end: self.in_drawing && slash });
        }
    }
}

/// What follows the end of a comment; one that is not ended goes on to the end of the page.
fn after_comment(comment: &str) -> &str {
    for at_once in [">", "->"] {
        if let Some(rest) = comment.strip_prefix(at_once) {
            return rest;
        }
    }
    let mut rest = comment;
    while let Some((_, behind)) = rest.split_once("--") {
        for end in [">", "!>"] {
            if let Some(rest) = behind.strip_prefix(end) {
                return rest;
            }
        }
        // Of three dashes the last two may end it.
        rest = &rest[rest.len() - behind.len() - 1..];
    }
    ""
}

/// Whether the tag ends with a slash, and what follows it.
fn after_attributes(attributes: &str) -> (bool, &str) {
    let mut rest = attributes;
    while let Some(at) = rest.find(['>', '=']) {
        if rest[at..].starts_with('>') {
            return (rest[..at].ends_with('/'), &rest[at + 1..]);
        }
        let value = rest[at + 1..].trim_ascii_start();
        rest = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => match value[1..].split_once(quote) {
                Some((_, behind)) => behind,
                None => return (false, ""),
            },
            _ => &value[value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len())..],
        };
    }
    (false, "")
}

/// The end of an element whose content is no markup, and what follows it.
fn after_raw<'a>(inside: &'a str, name: &str) -> &'a str {
    let mut rest = inside;
    while let Some(at) = rest.find("</") {
        if rest[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return &rest[at..];
        }
        rest = &rest[at + 2..];
    }
    ""
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<String> {
        let named = |tag: Tag<'_>| {
            format!("{}{}{}", if tag.opens { "" } else { "/" }, tag.name, if tag.own_end { "/" } else { "" })
        };
        Tags { rest: html, in_drawing: false }.map(named).collect()
    }

    #[test]
    fn tags_are_told_from_what_looks_like_them() {
        for (html, expected) in [
            ("<p>a < b</p>", vec!["p", "/p"]),
            ("<!DOCTYPE html><?xml a?></ x><b>", vec!["b"]),
            (
                "<!-- <i> --><b><!--><u><!---><s><!-- <i> --!><em><!-- a --- <i> ---><q>",
                vec!["b", "u", "s", "em", "q"],
            ),
            ("<a href=\"</q>\" title = '<i>' alt=/><b/><g x=y />", vec!["a", "b", "g"]),
            ("<script>if (a<b) '<i>'</SCRIPT><style>a</style>", vec!["script", "/SCRIPT", "style", "/style"]),
            ("<a href=\"open", vec!["a"]),
            (
                "<svg><g/><path d='a' /><style><i/></svg><g/>",
                vec!["svg", "g/", "path/", "style", "i", "/svg", "g"],
            ),
        ] {
            assert_eq!(names(html), expected, "{html}");
        }
    }

    #[test]
    fn closing_tags_of_what_is_not_open_close_nothing() {
        assert!(leaves_too_much_open(&"<details></x>".repeat(MOST_OPEN + 1)));
        let hidden = format!("<svg><style><p></p>{}", "<details>".repeat(MOST_OPEN + 1));
        assert!(leaves_too_much_open(&hidden));
        assert!(!leaves_too_much_open(&"<details></DETAILS>".repeat(MOST_OPEN + 1)));
    }
}
