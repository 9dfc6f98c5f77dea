//! Markdown: what a reader sees of it, without marks and addresses.

use super::fields::{FieldNames, Fields};
use super::header::text_with_front_matter;

/// Reads front matter and text; the first heading is the title where the front matter has none.
pub(super) fn document(whole: &str, names: &FieldNames) -> Fields {
    let mut fields = text_with_front_matter(whole, names);
    let mut text = String::with_capacity(fields.text.len());
    for line in fields.text.lines() {
        if is_rule_or_fence(line) {
            continue;
        }
        let (level, shown) = without_block_marks(line);
        let shown = without_inline_marks(shown);
        if level == 1 && fields.title.is_empty() && text.trim().is_empty() {
            fields.title = shown;
        } else {
            text.push_str(&shown);
            text.push('\n');
        }
    }
    fields.text = text.trim().to_owned();
    fields
}

fn is_rule_or_fence(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("```")
        || line.starts_with("~~~")
        || (line.len() >= 3 && ["-", "*", "=", "_"].iter().any(|mark| line.replace(mark, "").is_empty()))
}

/// The heading's level, 0 for other lines, and the line without the marks of headings, quotes and bullets.
fn without_block_marks(line: &str) -> (usize, &str) {
    let line = line.trim_start_matches(['>', ' ']);
    let heading = line.trim_start_matches('#');
    let level = line.len() - heading.len();
    if (1..=6).contains(&level) && heading.starts_with(' ') {
        return (level, heading.trim().trim_end_matches('#').trim_end());
    }
    let shown = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line);
    (0, shown)
}

/// Links as their text, images as nothing, emphasis as what it emphasises.
fn without_inline_marks(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '*', '`', '\\', '_']) {
        let (before, from) = rest.split_at(at);
        let image = before.ends_with('!') && from.starts_with('[');
        shown.push_str(if image { &before[..before.len() - 1] } else { before });
        if let Some((text, after)) = link(from) {
            if !image {
                shown.push_str(&without_inline_marks(text));
            }
            rest = after;
            continue;
        }
        let mut letters = from.chars();
        match letters.next() {
            Some('\\') => shown.extend(letters.next()),
            Some('_') if !at_word_edge(&shown, letters.as_str()) => shown.push('_'),
            Some('[') => shown.push_str(if image { "![" } else { "[" }),
            _ => {}
        }
        rest = letters.as_str();
    }
    shown.push_str(rest);
    shown
}

/// The most bytes of a link's text, and of its address: brackets farther apart have nothing to do with each other.
const LONGEST_LINK: usize = 4096;

/// The text of a link that begins here, and what follows the link.
fn link(from: &str) -> Option<(&str, &str)> {
    let inside = from.strip_prefix('[')?;
    let near = |text: &'_ str| text.floor_char_boundary(LONGEST_LINK);
    let end = inside[..near(inside)].find("](")?;
    let address = &inside[end + 2..];
    let close = address[..near(address)].find(')')?;
    Some((&inside[..end], &address[close + 1..]))
}

/// Whether an underscore between these stands at the edge of a word, where it is a mark and no letter.
fn at_word_edge(before: &str, after: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(letter(before.chars().next_back()) && letter(after.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_addresses_go_words_stay() {
        let read = document(
            "---\nlang: en\n---\n# A title\n\nSome **153 attacks** in [Iraq](https://example.org/2024/07) \
             and ![map 5](a.png)Syria.\n\n> - snake_case \\* 5\n\n```\n---\n",
            &FieldNames::default(),
        );
        assert_eq!((read.title.as_str(), read.language.as_str()), ("A title", "en"));
        assert_eq!(read.text, "Some 153 attacks in Iraq and Syria.\n\nsnake_case * 5");
    }

    #[test]
    fn brackets_that_begin_no_link_cost_no_search_of_the_whole() {
        let brackets = "[".repeat(300_000);
        assert_eq!(without_inline_marks(&brackets), brackets);
        let far = format!("[a{}](b)", " ".repeat(LONGEST_LINK));
        assert_eq!(without_inline_marks(&far), far);
    }
}
