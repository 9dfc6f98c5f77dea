//! Header lines above a text, and the front matter of Markdown.

use super::fields::{FieldNames, Fields};

/// Separates header lines from the text below them.
///
/// A header is the first lines up to a blank one, each `name: value`, the first with a name that is known;
/// without one the whole is text. Other names are passed over.
pub(super) fn text_with_header(whole: &str, names: &FieldNames) -> Fields {
    let mut pairs = Vec::new();
    let mut rest = whole;
    while let Some((line, below)) = next_line(rest) {
        if line.trim().is_empty() && !pairs.is_empty() {
            return fields(names, pairs, below);
        }
        match pair(line, ':') {
            Some((name, value)) if !pairs.is_empty() || names.known(&name) => pairs.push((name, value)),
            _ => return fields(names, Vec::new(), whole),
        }
        rest = below;
    }
    if pairs.is_empty() { fields(names, pairs, whole) } else { fields(names, pairs, "") }
}

/// Separates YAML (`---`) or TOML (`+++`) front matter from the text below it. Lists and nested values, which
/// an article's fields never are, are passed over.
pub(super) fn text_with_front_matter(whole: &str, names: &FieldNames) -> Fields {
    let Some((fence, mut rest)) = next_line(whole) else { return fields(names, Vec::new(), whole) };
    let separator = match fence.trim_end() {
        "---" => ':',
        "+++" => '=',
        _ => return text_with_header(whole, names),
    };
    let mut pairs = Vec::new();
    while let Some((line, below)) = next_line(rest) {
        if line.trim_end() == fence.trim_end() {
            return fields(names, pairs, below);
        }
        pairs.extend(pair(line, separator));
        rest = below;
    }
    fields(names, Vec::new(), whole)
}

/// The first line without its ending, and what follows it.
fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    Some((line.strip_suffix('\r').unwrap_or(line), below))
}

/// A name in lower case and a value without the quotes around it.
fn pair(line: &str, separator: char) -> Option<(String, String)> {
    let (name, value) = line.split_once(separator)?;
    let name = name.trim_end();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let value = value.trim();
    let unquoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    plain.then(|| (name.to_ascii_lowercase(), unquoted.unwrap_or(value).to_owned()))
}

fn fields(names: &FieldNames, pairs: Vec<(String, String)>, text: &str) -> Fields {
    let found =
        names.collect(|name| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()));
    Fields { text: text.to_owned(), ..found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headed(whole: &str) -> Fields {
        text_with_header(whole, &FieldNames::default())
    }

    #[test]
    fn header_lines_end_at_the_blank_line() {
        let read = headed("Title: One: two\r\nauthor: nobody\ndate: 2024-07-17\n\nFirst.\n\nSecond.\n");
        assert_eq!(read.title, "One: two");
        assert_eq!(read.published, "2024-07-17");
        assert_eq!(read.text, "First.\n\nSecond.\n");
    }

    #[test]
    fn a_text_without_header_is_kept_as_it_is() {
        for text in ["Baghdad: calm\n\nText", "\nlater\n", "title\n\nText", "قال: نعم\n\nثم سكت"] {
            assert_eq!(headed(text), Fields { text: text.to_owned(), ..Fields::default() });
        }
    }

    #[test]
    fn front_matter_of_both_kinds() {
        for matter in [
            "---\ntitle: \"A\"\ndate: 2024-07-17\ntags:\n  - x\n---\nText",
            "+++\ntitle = \"A\"\ndate = 2024-07-17\n+++\nText",
        ] {
            let read = text_with_front_matter(matter, &FieldNames::default());
            assert_eq!((read.title.as_str(), read.published.as_str()), ("A", "2024-07-17"));
            assert_eq!(read.text, "Text");
        }
    }

    #[test]
    fn front_matter_that_never_ends_is_text() {
        assert_eq!(text_with_front_matter("---\nText", &FieldNames::default()).text, "---\nText");
    }
}
