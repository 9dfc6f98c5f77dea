//! The elements that the page is made of; every text passes through [`escaped`].

use crate::report::document::{Direction, Fact, Figure, Mark, Tally};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// HTML in the making; every text passes through [`escaped`].
pub(super) struct Page<'a> {
    pub(super) out: String,
    pub(super) pictures: BTreeMap<&'a str, &'a str>,
}

impl Page<'_> {
    pub(super) fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
    }

    pub(super) fn element(&mut self, tag: &str, class: &str, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "<{tag} class=\"{class}\">{}</{tag}>", isolated(text));
    }

    pub(super) fn heading(&mut self, tag: &str, text: &str) {
        let _ = writeln!(self.out, "<{tag}>{}</{tag}>", escaped(text));
    }

    pub(super) fn mark(&mut self, mark: &Mark) {
        let _ = write!(
            self.out,
            "<span class=\"mark {}\" title=\"{}\"><i>{}</i></span> ",
            mark.outcome,
            escaped(&mark.name),
            mark.letter
        );
    }

    pub(super) fn facts(&mut self, facts: &[Fact]) {
        self.raw("<ul class=\"facts\">");
        for fact in facts {
            let _ = write!(self.out, "<li>{}: <b>{}</b></li>", isolated(&fact.name), isolated(&fact.value));
        }
        self.raw("</ul>\n");
    }

    pub(super) fn tally(&mut self, tally: &[Tally]) {
        self.raw("<ul class=\"tally\">");
        for Tally { mark, count } in tally {
            let none = if *count == 0 { " none" } else { "" };
            let _ = write!(self.out, "<li class=\"{}{none}\"><b>{count}</b>", mark.outcome);
            self.mark(mark);
            self.text(&mark.name);
            self.raw("</li>");
        }
        self.raw("</ul>\n");
    }

    pub(super) fn table_head(&mut self, columns: &[&str]) {
        self.raw("<div class=\"scroll\"><table><thead><tr>");
        for column in columns {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", escaped(column));
        }
        self.raw("</tr></thead><tbody>\n");
    }

    pub(super) fn table_end(&mut self) {
        self.raw("</tbody></table></div>\n");
    }

    pub(super) fn cell(&mut self, text: &str) {
        let _ = write!(self.out, "<td>{}</td>", isolated(text));
    }

    pub(super) fn linked(&mut self, text: &str, anchor: Option<&str>) {
        match anchor {
            Some(anchor) => {
                let _ = write!(self.out, "<a href=\"#{anchor}\">{}</a>", isolated(text));
            }
            None => self.raw(&isolated(text)),
        }
    }

    pub(super) fn figures(&mut self, figures: &[Figure]) {
        for figure in figures {
            let name = figure.path.rsplit('/').next().unwrap_or_default();
            let Some(svg) = self.pictures.get(name).copied() else { continue };
            let label = escaped(&figure.description);
            self.raw("<figure>");
            self.raw(&svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{label}\" "), 1));
            self.raw("</figure>\n");
        }
    }

    pub(super) fn number_cell(&mut self, count: usize) {
        let text = if count == 0 { "·".to_owned() } else { count.to_string() };
        let _ = write!(self.out, "<td class=\"number\">{text}</td>");
    }
}

pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

/// A text in an element that gives it its own direction, whatever stands around it.
pub(super) fn isolated(text: &str) -> String {
    format!("<bdi dir=\"{}\">{}</bdi>", direction(Direction::of(text)), escaped(text))
}

/// Text as it may stand between tags and inside quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Base64 with padding, as content security policies name hashes.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    pub(super) fn base64_pads_what_is_no_multiple_of_three() {
        assert_eq!(base64(b"Mizan"), "TWl6YW4=");
        assert_eq!(base64(b"Miza"), "TWl6YQ==");
        assert_eq!(base64(b"Miz"), "TWl6");
    }
}
