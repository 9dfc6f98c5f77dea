//! Reference files as bytes: encoding, separator, and what had to be mended to read them.

use crate::error::{Error, Result};
use std::borrow::Cow;
use std::path::Path;

/// Something in a file that was mended, passed over or left out, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What, in words.
    pub what: String,
    /// How often.
    pub count: u64,
    /// An example: the cell, or nothing.
    pub example: String,
    /// The example's line; 0 where it has none.
    pub line: u64,
}

/// What was mended, in the order in which it was first met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Repairs(Vec<Repair>);

impl Repairs {
    /// Counts one more.
    pub(super) fn add(&mut self, what: &str, example: &str, line: u64) {
        match self.0.iter_mut().find(|repair| repair.what == what) {
            Some(repair) => repair.count += 1,
            None => {
                let example = example.chars().take(60).collect();
                self.0.push(Repair { what: what.to_owned(), count: 1, example, line });
            }
        }
    }

    pub(super) fn into_list(self) -> Vec<Repair> {
        self.0
    }

    pub(super) fn append(&mut self, other: Repairs) {
        for repair in other.0 {
            match self.0.iter_mut().find(|known| known.what == repair.what) {
                Some(known) => known.count += repair.count,
                None => self.0.push(repair),
            }
        }
    }
}

/// A CSV file's text, ready to be split into cells.
#[derive(Debug)]
pub(super) struct CsvText<'a> {
    pub(super) text: Cow<'a, [u8]>,
    pub(super) delimiter: u8,
}

/// The longest line that is read: longer ones are no table.
const LONGEST_LINE: usize = 64 << 20;

/// Reads a file's bytes.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(Error::new("this is a folder, not a CSV file").at(path).hint("name the file in it"));
    }
    std::fs::read(path).map_err(|cause| Error::read(path, &cause))
}

/// Reads a file of a data set's folder; a link that leads out of it is not followed.
pub(super) fn read_inside(folder: &Path, path: &str) -> Result<Vec<u8>> {
    let at = folder.join(path);
    if let (Ok(folder), Ok(target)) = (folder.canonicalize(), at.canonicalize())
        && !target.starts_with(&folder)
    {
        return Err(Error::new("this leads out of the data set's folder")
            .at(&at)
            .hint("copy the file into it"));
    }
    read(&at)
}

/// Decodes the bytes and finds the separator, where the descriptor does not say them.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    encoding: Option<&str>,
    delimiter: Option<u8>,
    repairs: &mut Repairs,
) -> Result<CsvText<'a>> {
    if bytes.is_empty() {
        return Err(Error::new("the file is empty").hint("it should begin with a line of column names"));
    }
    let text = to_utf8(bytes, encoding, repairs)?;
    if text[..text.len().min(8192)].contains(&0) {
        return Err(Error::new("this is no text: it holds zero bytes").hint("save the table as CSV, UTF-8"));
    }
    let mut from = 0;
    while text.len() - from > LONGEST_LINE {
        match text[from..from + LONGEST_LINE].iter().rposition(|byte| *byte == b'\n') {
            Some(end) => from += end + 1,
            None => {
                return Err(Error::new(format!("a line has more than {} MB", LONGEST_LINE >> 20))
                    .hint("a quote may be open; check the file's quotes"));
            }
        }
    }
    let header_end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let delimiter = delimiter.unwrap_or_else(|| separator(&text[..header_end]));
    Ok(CsvText { text, delimiter })
}

fn to_utf8<'a>(bytes: &'a [u8], declared: Option<&str>, repairs: &mut Repairs) -> Result<Cow<'a, [u8]>> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        if encoding == encoding_rs::UTF_8 {
            if std::str::from_utf8(&bytes[length..]).is_ok() {
                return Ok(Cow::Borrowed(&bytes[length..]));
            }
        } else {
            repairs.add(&format!("converted from {}", encoding.name()), "", 0);
        }
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return Ok(Cow::Owned(text.into_owned().into_bytes()));
    }
    let declared = match declared {
        None => None,
        Some(label) => Some(encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| {
            Error::new(format!("`{label}` is no known encoding")).hint("such as utf-8 or windows-1256")
        })?),
    };
    if declared.is_none_or(|encoding| encoding == encoding_rs::UTF_8) && std::str::from_utf8(bytes).is_ok() {
        return Ok(Cow::Borrowed(bytes));
    }
    let encoding = declared.filter(|encoding| *encoding != encoding_rs::UTF_8).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
        detector.guess(None, chardetng::Utf8Detection::Deny)
    });
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    repairs.add(&format!("converted from {}", encoding.name()), "", 0);
    if damaged {
        repairs.add("characters that the encoding does not have", "", 0);
    }
    Ok(Cow::Owned(text.into_owned().into_bytes()))
}

/// The separator that splits the header into the most cells; a comma where none does.
fn separator(header: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        header
            .iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                !quoted && **byte == separator
            })
            .count()
    };
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, char, Vec<Repair>) {
        let mut repairs = Repairs::default();
        let csv = decode(bytes, None, None, &mut repairs).unwrap();
        (String::from_utf8(csv.text.into_owned()).unwrap(), char::from(csv.delimiter), repairs.into_list())
    }

    #[test]
    fn the_byte_order_mark_goes_and_the_separator_is_found() {
        assert_eq!(decoded(b"\xef\xbb\xbfa;b\n1;2,5\n"), ("a;b\n1;2,5\n".into(), ';', vec![]));
        assert_eq!(decoded(b"a\tb\n").1, '\t');
        assert_eq!(decoded(b"\"a;b;c\",d\n").1, ',');
        assert_eq!(decoded(b"one\n").1, ',');
    }

    #[test]
    fn other_encodings_are_converted_and_counted() {
        let utf16: Vec<u8> =
            [0xfeff_u16].into_iter().chain("بلد,عدد\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (text, _, repairs) = decoded(&utf16);
        assert_eq!((text.as_str(), repairs[0].what.as_str()), ("بلد,عدد\n", "converted from UTF-16LE"));
        let text = "البلد,عدد القتلى\nالعراق,12\nسوريا,14\nاليمن,3\n";
        let (arabic, _, _) = encoding_rs::WINDOWS_1256.encode(text);
        assert_eq!(decoded(&arabic).0, text);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let mut repairs = Repairs::default();
        for bytes in [&b""[..], b"\x89PNG\0\0\0\x01"] {
            assert!(decode(bytes, None, None, &mut repairs).is_err());
        }
    }
}
