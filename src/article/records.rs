//! Files of articles: what each format holds, one draft after another.

use super::encoding::{Decoded, decode};
use super::fields::Fields;
use super::format::Format;
use super::identity::sha256;
use super::{header, html, json, markdown};
use crate::error::{Error, ErrorRow};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// An article as its file gives it, before its date and language are understood.
#[derive(Debug)]
pub(super) struct Draft {
    /// The record in the file: its number; empty where the file is the article.
    pub record: String,
    /// The line on which the record begins.
    pub line: Option<u64>,
    /// Of the file's bytes, or of a record's text.
    pub sha256: String,
    pub fields: Fields,
    /// Whether the text is not in the file as it stands here: offsets then need a copy of it.
    pub converted: bool,
    /// The encoding that the bytes do not wholly follow.
    pub damaged: Option<&'static str>,
}

/// Drafts, one after another; an error for each record that gives none.
pub(super) type Drafts = Box<dyn Iterator<Item = Result<Draft, ErrorRow>> + Send>;

/// Opens a file; without a format its content tells.
pub(super) fn of_file(path: &Path, format: Option<Format>) -> Result<Drafts, ErrorRow> {
    let unread = |cause: std::io::Error| ErrorRow::from(Error::read(path, &cause));
    let file = File::open(path).map_err(unread)?;
    match format {
        Some(Format::JsonLines) => json::lines(utf8_lines(file).map_err(unread)?, path),
        Some(Format::Csv(delimiter)) => csv_rows(utf8_lines(file).map_err(unread)?, delimiter, path),
        _ => {
            let mut bytes = Vec::new();
            BufReader::new(file).read_to_end(&mut bytes).map_err(unread)?;
            of_bytes(bytes, format, path)
        }
    }
}

/// Reads what was taken in whole.
pub(super) fn of_bytes(bytes: Vec<u8>, format: Option<Format>, path: &Path) -> Result<Drafts, ErrorRow> {
    let format = format.unwrap_or_else(|| Format::of_content(&bytes));
    match format {
        Format::Text | Format::Html | Format::Markdown => {
            let draft = document(&bytes, format).map_err(|error| error.at(path))?;
            Ok(Box::new(std::iter::once(Ok(draft))))
        }
        Format::JsonLines => json::lines(Box::new(Cursor::new(bytes)), path),
        Format::Csv(delimiter) => csv_rows(Box::new(Cursor::new(bytes)), delimiter, path),
        Format::Json => Ok(json::values(&decode(&bytes, None).text, path)),
    }
}

/// Reads a file that is one article.
fn document(bytes: &[u8], format: Format) -> Result<Draft, Error> {
    let declared = (format == Format::Html).then(|| html::declared_encoding(bytes)).flatten();
    let Decoded { text, encoding, replaced } = decode(bytes, declared.as_deref());
    if text.contains('\0') || bytes.starts_with(b"%PDF-") {
        return Err(Error::new("the file is not text").hint("save the article as text or HTML"));
    }
    let fields = match format {
        Format::Html => html::page(&text).map_err(|cause| {
            Error::new(format!("no article is found in the page: {cause}"))
                .hint("save the article's text in a text file")
        })?,
        Format::Markdown => markdown::document(&text),
        _ => header::text_with_header(&text),
    };
    Ok(Draft {
        record: String::new(),
        line: None,
        sha256: sha256(bytes),
        fields,
        converted: format != Format::Text,
        damaged: replaced.then_some(encoding),
    })
}

/// A reader of lines in UTF-8, or in an encoding that has ASCII's line ends: UTF-16 is decoded first.
fn utf8_lines(file: File) -> std::io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    if matches!(reader.fill_buf()?, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        return Ok(Box::new(Cursor::new(decode(&bytes, None).text.into_bytes())));
    }
    Ok(Box::new(reader))
}

fn csv_rows(lines: Box<dyn BufRead + Send>, delimiter: u8, path: &Path) -> Result<Drafts, ErrorRow> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(lines);
    let header = reader.byte_headers().map_err(|cause| csv_broken(&cause, path))?;
    let names: Vec<String> = header
        .iter()
        .map(|name| decode(name, None).text.trim_start_matches('\u{feff}').trim().to_lowercase())
        .collect();
    if !names.iter().any(|name| Fields::is_text(name)) {
        return Err(Error::new("there is no column `text`")
            .at(path)
            .line(1)
            .hint("the first line names the columns: id, title, published, lang, source, url, text")
            .into());
    }
    let path: PathBuf = path.to_path_buf();
    let mut record = 0_u64;
    let mut row = csv::ByteRecord::new();
    Ok(Box::new(std::iter::from_fn(move || {
        match reader.read_byte_record(&mut row) {
            Ok(false) => return None,
            Ok(true) => record += 1,
            Err(cause) => return Some(Err(csv_broken(&cause, &path))),
        }
        let line = row.position().map(csv::Position::line);
        if row.len() != names.len() {
            let error =
                Error::new(format!("the row has {} cells where the header has {}", row.len(), names.len()))
                    .hint("a cell with a comma, quote or line break must stand in double quotes");
            let error = ErrorRow { line, ..error.at(&path).into() };
            return Some(Err(error.of_record(record.to_string())));
        }
        let cells: Vec<Decoded> = row.iter().map(|cell| decode(cell, None)).collect();
        let fields = Fields::collect(|name| {
            let place = names.iter().position(|known| known == name)?;
            cells.get(place).map(|cell| cell.text.clone())
        });
        let worst = cells.iter().find(|cell| cell.replaced).or(cells.first());
        worst.map(|cell| Ok(record_draft(fields, record, line, cell)))
    })))
}

fn csv_broken(cause: &csv::Error, path: &Path) -> ErrorRow {
    let error = Error::new(format!("the CSV cannot be read: {cause}"))
        .at(path)
        .hint("a cell with a comma, quote or line break must stand in double quotes");
    ErrorRow { line: cause.position().map(csv::Position::line), ..error.into() }
}

/// A record's draft, with what decoding it met.
pub(super) fn record_draft(fields: Fields, record: u64, line: Option<u64>, decoded: &Decoded) -> Draft {
    Draft {
        record: record.to_string(),
        line,
        sha256: sha256(fields.text.as_bytes()),
        fields,
        converted: false,
        damaged: decoded.replaced.then_some(decoded.encoding),
    }
}
