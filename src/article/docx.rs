//! Word documents (DOCX): their paragraphs, and the title that they say they have.

use super::fields::Fields;
use super::record::{LARGEST, too_large};
use crate::error::{Error, Result};
use std::io::{Cursor, Read};

/// Whether bytes are those of a zip archive, as Word documents are.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a document: a line for each paragraph, those of tables too; no headers, footers, notes and deletions.
pub(super) fn document(bytes: &[u8]) -> Result<Fields> {
    let damaged = |cause: zip::result::ZipError| {
        Error::new(format!("the document cannot be read: {cause}")).hint("save it again, or as text")
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut part = |name: &str| -> Result<String> {
        let mut content = Vec::new();
        let read = archive.by_name(name).map_err(damaged)?.take(LARGEST + 1).read_to_end(&mut content);
        read.map_err(|cause| damaged(cause.into()))?;
        if content.len() as u64 > LARGEST {
            return Err(too_large());
        }
        Ok(String::from_utf8_lossy(&content).into_owned())
    };
    let text = paragraphs(&part("word/document.xml")?);
    let properties = part("docProps/core.xml").unwrap_or_default();
    let property = |name: &str| {
        let mut found = String::new();
        elements(&properties, |tag, text| {
            if tag == name {
                found.push_str(text);
            }
        });
        unescaped(&found).trim().to_owned()
    };
    Ok(Fields { title: property("dc:title"), language: property("dc:language"), text, ..Fields::default() })
}

/// The text of the document's runs, with line breaks where its paragraphs end.
fn paragraphs(xml: &str) -> String {
    let mut text = String::new();
    elements(xml, |tag, inside| match tag {
        "w:t" => text.push_str(&unescaped(inside)),
        "w:tab" => text.push('\t'),
        "w:br" | "w:cr" | "/w:p" => text.push('\n'),
        _ => {}
    });
    text.trim().to_owned()
}

/// Gives each tag's name, that of a closing one with its slash, and the text that follows it.
fn elements<'a>(xml: &'a str, mut found: impl FnMut(&'a str, &'a str)) {
    for tag in xml.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap_or((tag, ""));
        let end = tag.char_indices().skip(1).find(|(_, c)| c.is_whitespace() || *c == '/').map(|(at, _)| at);
        found(&tag[..end.unwrap_or(tag.len())], text);
    }
}

/// The longest name of a character, `#x10FFFF`; some write zeros before it.
const LONGEST_NAME: usize = 16;

/// The text with the characters that XML writes as names or numbers.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let end = after.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b';');
        let named = end.and_then(|end| Some((character(&after[..end])?, &after[end + 1..])));
        match named {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_deletions_are_not_read() {
        let xml = "<w:document><w:body><w:p><w:pPr/><w:r><w:t>قُتل </w:t></w:r><w:r><w:t xml:space=\"preserve\">12 \
                   &amp; 3</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del></w:p><w:tbl><w:tc><w:p>\
                   <w:r><w:t>a</w:t><w:tab/><w:t>b&#x21;</w:t></w:r></w:p></w:tc></w:tbl></w:body></w:document>";
        assert_eq!(paragraphs(xml), "قُتل 12 & 3\na\tb!");
        assert_eq!(unescaped("a & b &nothing; &#1114112;"), "a & b &nothing; &#1114112;");
    }

    #[test]
    fn marks_that_begin_no_name_cost_no_search_of_the_whole() {
        let marks = "&".repeat(1_000_000);
        assert_eq!(unescaped(&marks), marks);
    }
}
