//! WARC, the format of web archives: the pages and texts among its records.

use super::compression::unpacked;
use super::format::Format;
use super::identity::sha256;
use super::record::{Content, Document, LARGEST, too_large};
use super::records::Contents;
use crate::error::{Error, ErrorRow};
use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, ErrorKind, Read, Result};
use std::path::Path;

/// The longest header of a record.
const LONGEST_HEADER: u64 = 1 << 20;

/// The names, in lower case, and values of a header.
type Header = Vec<(String, String)>;

/// Reads the archive's pages and texts: responses as fetched, resources and conversions. The others are
/// counted, and told at the end.
pub(super) fn records(file: impl BufRead + Send + 'static, path: &Path) -> Contents {
    let mut archive =
        Archive { file, path: path.to_path_buf(), number: 0, passed_over: BTreeMap::new(), ended: false };
    Box::new(std::iter::from_fn(move || archive.next()))
}

struct Archive<R> {
    file: R,
    path: std::path::PathBuf,
    number: u64,
    /// How many records of each type are no articles.
    passed_over: BTreeMap<String, u64>,
    ended: bool,
}

impl<R: BufRead> Archive<R> {
    fn next(&mut self) -> Option<Content> {
        while !self.ended {
            match self.record() {
                Ok(Some(Ok(document))) => return Some(Content::Document(document)),
                Ok(Some(Err(error))) => return Some(Content::Failed(self.told(error))),
                Ok(None) => {}
                Err(cause) => {
                    self.ended = true;
                    let error = Error::new(format!("the archive cannot be read further: {cause}"))
                        .hint("fetch the file again; what stands before this record is read");
                    return Some(Content::Failed(self.told(error)));
                }
            }
        }
        let kinds: Vec<String> = std::mem::take(&mut self.passed_over)
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        (!kinds.is_empty()).then(|| {
            let error = Error::new(format!("records passed over: {}", kinds.join(", "))).at(&self.path);
            Content::Warning(error.hint("articles are responses and texts of HTML or plain text").into())
        })
    }

    fn told(&self, error: Error) -> ErrorRow {
        ErrorRow::from(error.at(&self.path)).of_record(self.number.to_string())
    }

    /// The next record's document; none where the record is no article, and at the end.
    fn record(&mut self) -> Result<Option<std::result::Result<Document, Error>>> {
        let Some(version) = first_line(&mut self.file)? else {
            self.ended = true;
            return Ok(None);
        };
        self.number += 1;
        if !version.starts_with("WARC/") {
            return Err(std::io::Error::new(ErrorKind::InvalidData, "a record does not begin with WARC/"));
        }
        let header = header(&mut self.file)?;
        let length = value(&header, "content-length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(std::io::Error::new(ErrorKind::InvalidData, "a record does not say its length"));
        };
        let kind = value(&header, "warc-type").unwrap_or_default().to_lowercase();
        let held = matches!(kind.as_str(), "response" | "resource" | "conversion");
        if !held || length > LARGEST {
            let mut block = self.file.by_ref().take(length);
            if std::io::copy(&mut block, &mut std::io::sink())? < length {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if held {
                return Ok(Some(Err(too_large())));
            }
            // What every archive has beside its responses is not worth a word.
            if !matches!(kind.as_str(), "warcinfo" | "request" | "metadata" | "revisit") {
                *self.passed_over.entry(kind).or_default() += 1;
            }
            return Ok(None);
        }
        let mut block = Vec::new();
        if self.file.by_ref().take(length).read_to_end(&mut block)? as u64 != length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(self.document(&kind, &header, block))
    }

    fn document(
        &mut self,
        kind: &str,
        header: &Header,
        block: Vec<u8>,
    ) -> Option<std::result::Result<Document, Error>> {
        let declared = value(header, "content-type").unwrap_or_default().to_lowercase();
        let (media, bytes) = if kind == "response" && declared.starts_with("application/http") {
            match response(&block) {
                Some(Ok((media, body))) => (media, body),
                Some(Err(cause)) => return Some(Err(cause)),
                None => {
                    *self.passed_over.entry("answers without a page".into()).or_default() += 1;
                    return None;
                }
            }
        } else {
            (declared, block)
        };
        let (kind, parameters) = media.split_once(';').unwrap_or((&media, ""));
        let format = match kind.trim() {
            "text/html" | "application/xhtml+xml" => Format::Html,
            "text/plain" => Format::Text,
            "" if Format::of_content(&bytes) == Format::Html => Format::Html,
            other => {
                let name = if other.is_empty() { "of unknown type" } else { other };
                *self.passed_over.entry(name.to_owned()).or_default() += 1;
                return None;
            }
        };
        let charset = parameters.split(';').find_map(|part| part.trim().strip_prefix("charset="));
        let url = value(header, "warc-target-uri").unwrap_or_default();
        Some(Ok(Document {
            number: Some(self.number),
            format,
            sha256: sha256(&bytes),
            bytes,
            url: url.trim_matches(['<', '>']).to_owned(),
            charset: charset.map(|name| name.trim_matches('"').to_owned()),
        }))
    }
}

/// The first line that is not blank; none at the end.
fn first_line(file: &mut impl BufRead) -> Result<Option<String>> {
    loop {
        match line(file)? {
            None => return Ok(None),
            Some(line) if line.trim().is_empty() => {}
            Some(line) => return Ok(Some(line)),
        }
    }
}

fn line(file: &mut impl BufRead) -> Result<Option<String>> {
    let mut line = Vec::new();
    let read = file.take(LONGEST_HEADER).read_until(b'\n', &mut line)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
}

/// The lines up to a blank one.
fn header(file: &mut impl BufRead) -> Result<Header> {
    let mut header = Header::new();
    let mut left = LONGEST_HEADER;
    while let Some(line) = line(file)?.filter(|line| !line.is_empty()) {
        left = left.checked_sub(line.len() as u64 + 1).ok_or(ErrorKind::InvalidData)?;
        if let Some((name, value)) = line.split_once(':') {
            header.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(header)
}

fn value<'a>(header: &'a Header, name: &str) -> Option<&'a str> {
    header.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The media type and the body of an HTTP response, whole and unpacked; none where it answers with no page.
fn response(block: &[u8]) -> Option<std::result::Result<(String, Vec<u8>), Error>> {
    let mut rest = Cursor::new(block);
    let status = line(&mut rest).ok()??;
    let header = header(&mut rest).ok()?;
    let code = status.split_whitespace().nth(1)?;
    if !(status.starts_with("HTTP/") && code.starts_with('2')) {
        return None;
    }
    let body = block.get(usize::try_from(rest.position()).ok()?..)?;
    let chunked =
        value(&header, "transfer-encoding").is_some_and(|way| way.to_lowercase().contains("chunked"));
    // Archives often keep these headers and store the body without what they say.
    let body = chunked.then(|| without_chunks(body)).flatten().unwrap_or_else(|| body.to_vec());
    let media = value(&header, "content-type").unwrap_or_default().to_lowercase();
    let packed = value(&header, "content-encoding").unwrap_or_default().to_lowercase();
    if packed == "br" && std::str::from_utf8(&body).is_err() {
        return Some(Err(Error::new("the page is packed with Brotli, which is not read")
            .hint("have the archive written with the pages unpacked")));
    }
    let mut unpacked_body = Vec::new();
    let read = unpacked(Box::new(Cursor::new(body)))
        .and_then(|body| body.take(LARGEST + 1).read_to_end(&mut unpacked_body));
    Some(match read {
        Err(cause) => Err(Error::new(format!("the page cannot be unpacked: {cause}"))
            .hint("fetch the page again, or save it as HTML")),
        Ok(_) if unpacked_body.len() as u64 > LARGEST => Err(too_large()),
        Ok(_) => Ok((media, unpacked_body)),
    })
}

/// The body that was sent in chunks; none where it does not stand in chunks.
fn without_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let start = end + 2;
        let stop = start.checked_add(size)?;
        whole.extend_from_slice(body.get(start..stop)?);
        body = body.get(stop..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_not_in_chunks_is_left() {
        let body = without_chunks(b"5\r\nfirst\r\n7;x=1\r\n second\r\n0\r\n\r\n");
        assert_eq!(body.as_deref(), Some(&b"first second"[..]));
        for other in [&b"<html>"[..], b"5\r\nfir", b"ffffffffffffffff\r\nx", b""] {
            assert_eq!(without_chunks(other), None);
        }
    }
}
