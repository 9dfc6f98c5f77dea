//! Records: what an article is made from, before anything of it is understood.

use super::compression;
use super::encoding::{Decoded, decode};
use super::fields::{FieldNames, Fields};
use super::format::{Format, is_pdf, pdf_is_not_read};
use super::identity::{Digest, sha256};
use super::{docx, header, html, json, markdown};
use crate::error::{Error, ErrorRow};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The most bytes that one article may have.
pub(super) const LARGEST: u64 = 32 << 20;

/// What one article is made from, a file or a record in a file; or why there is none.
#[derive(Debug)]
pub struct Record {
    pub(super) path: Arc<Path>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A file that is one article and not opened yet, and its size.
    File(Format, u64),
    /// What is one article.
    Document(Document),
    /// A JSON object, its number in the file and the line on which it begins.
    Object { number: u64, line: u64, json: Vec<u8> },
    /// A row of a CSV below these names.
    Row { number: u64, line: Option<u64>, names: Arc<[String]>, row: csv::ByteRecord },
    /// Something that gives no article.
    Failed(ErrorRow),
    /// Something worth knowing about what is read nonetheless.
    Warning(ErrorRow),
}

/// A page or a text.
#[derive(Debug)]
pub(super) struct Document {
    /// Its number in the file, where the file is not the article.
    pub number: Option<u64>,
    pub format: Format,
    pub bytes: Vec<u8>,
    /// Of the file, or of the bytes of a record.
    pub sha256: String,
    /// Where it was fetched from.
    pub url: String,
    /// The encoding that it came with.
    pub charset: Option<String>,
}

/// An article as its record gives it, before its date and language are understood.
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
    /// The format's name.
    pub format: &'static str,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether bytes that the encoding does not have were replaced.
    pub replaced: bool,
}

/// What is told of an article that is larger than any article is.
pub(super) fn too_large() -> Error {
    Error::new(format!("it is larger than {} MB, which no article is", LARGEST >> 20))
        .hint("cut it into its articles: one JSON object a line, or one file each")
}

impl Record {
    /// How many bytes the record takes, as far as is known before it is opened.
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::File(_, size) => *size,
            Content::Document(document) => document.bytes.len() as u64,
            Content::Object { json, .. } => json.len() as u64,
            Content::Row { row, .. } => row.as_slice().len() as u64,
            Content::Failed(_) | Content::Warning(_) => 0,
        }
    }

    /// The file, and the record's number in it, empty where the file is the article.
    pub fn place(&self) -> (&Path, String) {
        let number = match &self.content {
            Content::Document(document) => document.number,
            Content::Object { number, .. } | Content::Row { number, .. } => Some(*number),
            Content::File(..) | Content::Failed(_) | Content::Warning(_) => None,
        };
        (&self.path, number.map(|number| number.to_string()).unwrap_or_default())
    }

    /// Whether an article should come of it.
    pub fn is_article(&self) -> bool {
        !matches!(self.content, Content::Failed(_) | Content::Warning(_))
    }

    /// The same record with its bytes in memory, or with the reason why they cannot be had.
    pub fn loaded(self) -> Record {
        let Content::File(format, _) = self.content else { return self };
        let content = match opened(&self.path, format) {
            Ok(document) => Content::Document(document),
            Err(error) => Content::Failed(error.at(&self.path).into()),
        };
        Record { path: self.path, content }
    }

    /// Adds all that the article is made from to a digest.
    pub fn digest(&self, digest: &mut Digest) {
        digest.text(&self.path.to_string_lossy());
        match &self.content {
            Content::File(_, size) => digest.number(*size),
            Content::Document(document) => {
                digest.number(document.number.unwrap_or_default());
                digest.text(&document.sha256);
                digest.text(&document.url);
            }
            Content::Object { number, json, .. } => {
                digest.number(*number);
                digest.bytes(json);
            }
            Content::Row { number, names, row, .. } => {
                digest.number(*number);
                names.iter().for_each(|name| digest.text(name));
                row.iter().for_each(|cell| digest.bytes(cell));
            }
            Content::Failed(row) | Content::Warning(row) => digest.text(&row.to_string()),
        }
    }
}

/// Reads a file that is one article.
fn opened(path: &Path, format: Format) -> Result<Document, Error> {
    let failed = |cause: std::io::Error| Error::read(path, &cause);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    let sha256 = sha256(&bytes);
    if compression::of(&bytes).is_some() {
        let mut packed = std::mem::take(&mut bytes);
        let unpacked = compression::unpacked(Box::new(std::io::Cursor::new(std::mem::take(&mut packed))));
        unpacked.and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok(Document { number: None, format, bytes, sha256, url: String::new(), charset: None })
}

impl Content {
    /// Reads the record's fields.
    pub(super) fn draft(self, path: &Path, names: &FieldNames) -> Result<Draft, ErrorRow> {
        let of_record = |number: u64, line: Option<u64>, error: Error| {
            ErrorRow { line: error.line.or(line), ..error.at(path).into() }.of_record(number.to_string())
        };
        match self {
            Content::File(format, _) => {
                let document = opened(path, format).map_err(|error| error.at(path))?;
                document.draft(names).map_err(|error| error.at(path).into())
            }
            Content::Document(document) => {
                let number = document.number;
                document.draft(names).map_err(|error| match number {
                    Some(number) => of_record(number, None, error),
                    None => error.at(path).into(),
                })
            }
            Content::Object { number, line, json } => {
                let (fields, decoded) =
                    json::object(&json, line, names).map_err(|error| of_record(number, Some(line), error))?;
                Ok(of_fields(fields, number, Some(line), Format::Json, &decoded))
            }
            Content::Row { number, line, names: columns, row } => {
                if row.len() != columns.len() {
                    let cells =
                        format!("the row has {} cells where the header has {}", row.len(), columns.len());
                    let hint = "a cell with a comma, quote or line break must stand in double quotes";
                    return Err(of_record(number, line, Error::new(cells).hint(hint)));
                }
                let cells: Vec<Decoded> = row.iter().map(|cell| decode(cell, None)).collect();
                let fields = names.collect(|name| {
                    let place = columns.iter().position(|known| known == name)?;
                    cells.get(place).map(|cell| cell.text.clone())
                });
                let worst = cells.iter().find(|cell| cell.replaced);
                let text = cells.iter().max_by_key(|cell| cell.text.len());
                let whole = Decoded { text: String::new(), encoding: "UTF-8", replaced: false };
                Ok(of_fields(fields, number, line, Format::Csv(b','), worst.or(text).unwrap_or(&whole)))
            }
            Content::Failed(error) | Content::Warning(error) => Err(error),
        }
    }
}

impl Document {
    fn draft(self, names: &FieldNames) -> Result<Draft, Error> {
        if is_pdf(&self.bytes) {
            return Err(pdf_is_not_read());
        }
        let (mut fields, encoding, replaced) = match self.format {
            Format::Docx => (docx::document(&self.bytes)?, "UTF-8", false),
            _ => self.decoded(names)?,
        };
        if fields.url.is_empty() {
            fields.url.clone_from(&self.url);
        }
        Ok(Draft {
            record: self.number.map(|number| number.to_string()).unwrap_or_default(),
            line: None,
            sha256: self.sha256,
            fields,
            converted: self.format != Format::Text || self.number.is_some(),
            format: self.format.name(),
            encoding,
            replaced,
        })
    }

    /// The fields of a page or text, its encoding, and whether bytes were replaced.
    fn decoded(&self, names: &FieldNames) -> Result<(Fields, &'static str, bool), Error> {
        let own = || if self.format == Format::Html { html::declared_encoding(&self.bytes) } else { None };
        let declared = self.charset.clone().or_else(own);
        let Decoded { text, encoding, replaced } = decode(&self.bytes, declared.as_deref());
        if text.contains('\0') {
            return Err(Error::new("the file is not text").hint("save the article as text or HTML"));
        }
        let fields = match self.format {
            Format::Html => html::page(&text)?,
            Format::Markdown => markdown::document(&text, names),
            _ => header::text_with_header(&text, names),
        };
        Ok((fields, encoding, replaced))
    }
}

fn of_fields(fields: Fields, number: u64, line: Option<u64>, format: Format, decoded: &Decoded) -> Draft {
    Draft {
        record: number.to_string(),
        line,
        sha256: sha256(fields.text.as_bytes()),
        fields,
        converted: false,
        format: format.name(),
        encoding: decoded.encoding,
        replaced: decoded.replaced,
    }
}
