//! Files of articles: what each format holds, one record after another.
//!
//! A file's records are read as they are asked for: no more of a file is in memory than one record, unless it
//! is UTF-16, which is decoded first.

use super::compression::{Stream, peeked, unpacked};
use super::encoding::decode;
use super::fields::FieldNames;
use super::format::{Format, is_pdf, pdf_is_not_read};
use super::identity::sha256;
use super::record::{Content, Document, LARGEST, too_large};
use super::{json, warc};
use crate::error::{Error, ErrorRow};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Records, one after another.
pub(super) type Contents = Box<dyn Iterator<Item = Content> + Send>;

/// How much of a file tells its format.
const HEAD: u64 = 1024;

/// The records of a file; without a format its content tells.
pub(super) fn of_file(path: &Path, format: Option<Format>, size: u64, names: &FieldNames) -> Contents {
    match format {
        Some(format @ (Format::Text | Format::Html | Format::Markdown | Format::Docx)) => {
            Box::new(std::iter::once(Content::File(format, size)))
        }
        _ => {
            let opened = File::open(path).and_then(|file| of_stream(Box::new(file), format, path, names));
            opened.unwrap_or_else(|cause| failed(Error::read(path, &cause).into()))
        }
    }
}

/// The records of a stream, packed or not.
pub(super) fn of_stream(
    stream: Stream,
    format: Option<Format>,
    path: &Path,
    names: &FieldNames,
) -> std::io::Result<Contents> {
    let (head, stream) = peeked(unpacked(stream)?, HEAD)?;
    if is_pdf(&head) {
        return Ok(failed(pdf_is_not_read().at(path).into()));
    }
    let format = format.unwrap_or_else(|| Format::of_content(&head));
    Ok(match format {
        Format::Text | Format::Html | Format::Markdown | Format::Docx => document(stream, format, path)?,
        Format::Warc => warc::records(BufReader::with_capacity(1 << 16, stream), path),
        Format::JsonLines => json::lines(utf8_lines(stream, &head)?, path),
        Format::Json => json::values(utf8_lines(stream, &head)?, path),
        Format::Csv(delimiter) => csv_rows(utf8_lines(stream, &head)?, delimiter, path, names),
    })
}

fn failed(error: ErrorRow) -> Contents {
    Box::new(std::iter::once(Content::Failed(error)))
}

fn document(stream: Stream, format: Format, path: &Path) -> std::io::Result<Contents> {
    let mut bytes = Vec::new();
    stream.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Ok(failed(too_large().at(path).into()));
    }
    let sha256 = sha256(&bytes);
    let document = Document { number: None, format, bytes, sha256, url: String::new(), charset: None };
    Ok(Box::new(std::iter::once(Content::Document(document))))
}

/// How much of a file in UTF-16 is decoded at once: a packed one of some kilobytes may hold any amount.
const MOST_TO_DECODE: u64 = 8 * LARGEST;

/// A reader of lines in UTF-8, or in an encoding that has ASCII's line ends: UTF-16 is decoded first.
fn utf8_lines(stream: Stream, head: &[u8]) -> std::io::Result<Box<dyn BufRead + Send>> {
    if matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        let mut bytes = Vec::new();
        stream.take(MOST_TO_DECODE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_TO_DECODE {
            let most = MOST_TO_DECODE >> 20;
            return Err(std::io::Error::other(format!(
                "it has more than {most} MB in UTF-16; save it as UTF-8"
            )));
        }
        return Ok(Box::new(Cursor::new(decode(&bytes, None).text.into_bytes())));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, stream)))
}

/// Fails where more is read than is left: a quote that is never closed would take in the whole file.
struct Limited<R> {
    inner: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        if (read as u64) > left {
            return Err(std::io::Error::other("a row has no end; a double quote may lack its partner"));
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn csv_rows(lines: Box<dyn BufRead + Send>, delimiter: u8, path: &Path, names: &FieldNames) -> Contents {
    let left = Arc::new(AtomicU64::new(LARGEST));
    let lines = Limited { inner: lines, left: Arc::clone(&left) };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(lines);
    let header = match reader.byte_headers() {
        Ok(header) => header,
        Err(cause) => return failed(csv_broken(&cause, path)),
    };
    let columns: Arc<[String]> = header
        .iter()
        .map(|name| decode(name, None).text.trim_start_matches('\u{feff}').trim().to_lowercase())
        .collect();
    if !columns.iter().any(|name| names.is_text(name)) {
        let error = Error::new("there is no column `text`").at(path).line(1).hint(
            "the first line names the columns: id, title, published, lang, source, url, text; \
             --field text=NAME says which one has the text",
        );
        return failed(error.into());
    }
    let path: PathBuf = path.to_path_buf();
    let mut number = 0_u64;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        left.store(LARGEST, Ordering::Relaxed);
        let mut row = csv::ByteRecord::new();
        match reader.read_byte_record(&mut row) {
            Ok(false) => return None,
            Ok(true) => number += 1,
            Err(cause) => {
                ended = true;
                return Some(Content::Failed(csv_broken(&cause, &path)));
            }
        }
        let line = row.position().map(csv::Position::line);
        Some(Content::Row { number, line, names: Arc::clone(&columns), row })
    }))
}

fn csv_broken(cause: &csv::Error, path: &Path) -> ErrorRow {
    let error = Error::new(format!("the CSV cannot be read: {cause}"))
        .at(path)
        .hint("a cell with a comma, quote or line break must stand in double quotes");
    ErrorRow { line: cause.position().map(csv::Position::line), ..error.into() }
}
