//! The formats that articles come in.
//!
//! PDF is not one of them: of the crates that read it (pdf-extract 0.12, lopdf 0.47, pdf_oxide 0.3, hayro-interpret
//! 0.7) none gives Arabic in the order of reading throughout, one turns 1,250 into 052,1, and in English the marks of
//! notes and the cells of tables run into the numbers and sentences beside them. All but lopdf can also be brought to
//! overflow the stack by a small file, which ends the program.

use super::{compression, docx};
use crate::error::Error;
use std::path::Path;

/// How a file holds articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// One article, optional header lines above it.
    Text,
    /// One web page.
    Html,
    /// One article, optional front matter above it.
    Markdown,
    /// An article a line.
    JsonLines,
    /// One article, an array of them, or several one after another.
    Json,
    /// An article a row, cells separated by this character.
    Csv(u8),
    /// A web archive: a page or text a record.
    Warc,
    /// One Word document.
    Docx,
}

/// A first line longer than this is a whole JSON object, not the start of a pretty-printed one.
const LONG_LINE: usize = 500;

const ENDINGS: &[(&str, Format)] = &[
    (".txt", Format::Text),
    (".text", Format::Text),
    (".html", Format::Html),
    (".htm", Format::Html),
    (".xhtml", Format::Html),
    (".md", Format::Markdown),
    (".markdown", Format::Markdown),
    (".jsonl", Format::JsonLines),
    (".ndjson", Format::JsonLines),
    (".json", Format::Json),
    (".csv", Format::Csv(b',')),
    (".tsv", Format::Csv(b'\t')),
    (".warc", Format::Warc),
    (".wet", Format::Warc),
    (".docx", Format::Docx),
];

impl Format {
    /// The format that the file's ending names, below that of a packed file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = without_packing(&name);
        ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, format)| *format)
    }

    /// The endings of files that folders are searched for.
    pub(super) fn endings() -> Vec<&'static str> {
        ENDINGS.iter().map(|(ending, _)| *ending).chain(compression::ENDINGS.iter().copied()).collect()
    }

    /// The format's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "HTML",
            Format::Markdown => "Markdown",
            Format::JsonLines => "JSON Lines",
            Format::Json => "JSON",
            Format::Csv(_) => "CSV",
            Format::Warc => "WARC",
            Format::Docx => "DOCX",
        }
    }

    /// The format that a content looks like: text where it looks like nothing else.
    pub(super) fn of_content(bytes: &[u8]) -> Self {
        if docx::is_archive(bytes) {
            return Format::Docx;
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        let is_page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.contains(tag));
        let array_of_objects =
            start.strip_prefix('[').is_some_and(|inside| inside.trim_start().starts_with('{'));
        let first_line = start.lines().next().unwrap_or_default();
        if start.starts_with("warc/") {
            Format::Warc
        } else if start.starts_with('<') && is_page {
            Format::Html
        } else if start.starts_with('{')
            && (first_line.trim_end().ends_with('}') || first_line.len() > LONG_LINE)
        {
            Format::JsonLines
        } else if start.starts_with('{') || array_of_objects {
            Format::Json
        } else {
            Format::Text
        }
    }
}

/// Whether bytes are those of a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"%PDF-")
}

/// Whether the file's ending says that it is a PDF file, packed or not.
pub(super) fn is_named_pdf(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    without_packing(&name).ends_with(".pdf")
}

/// What is told of a PDF file.
pub(super) fn pdf_is_not_read() -> Error {
    Error::new("PDF files are not read: text taken out of them has numbers in the wrong places").hint(
        "give the web page or Word document that it was made from; or save its text, a line for each paragraph, \
         and compare the numbers",
    )
}

/// The name of a file without the ending that says how it is packed.
pub(super) fn without_packing(name: &str) -> &str {
    compression::ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Whether the file's ending says that it is packed.
pub(super) fn is_packed(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    without_packing(&name) != name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_in_any_case() {
        assert_eq!(Format::of(Path::new("a/B.HTML")), Some(Format::Html));
        assert_eq!(Format::of(Path::new("a/b.jsonl.zst")), Some(Format::JsonLines));
        assert_eq!(Format::of(Path::new("a/b.pdf")), None);
        assert_eq!(Format::of(Path::new("txt")), None);
        assert!(is_named_pdf(Path::new("a/b.PDF")) && is_named_pdf(Path::new("b.pdf.gz")));
        assert!(!is_named_pdf(Path::new("a.pdf/b.txt")));
    }

    #[test]
    fn content_tells_where_no_ending_does() {
        for (content, format) in [
            ("<!DOCTYPE html><html>", Format::Html),
            ("\u{feff}{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Format::JsonLines),
            ("[\n {\"text\": \"a\"}]", Format::Json),
            ("{\n \"text\": \"a\"\n}", Format::Json),
            ("WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc),
            ("[Baghdad] Calm", Format::Text),
            ("<3 hours ago", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(Format::of_content(content.as_bytes()), format, "{content}");
        }
    }
}
