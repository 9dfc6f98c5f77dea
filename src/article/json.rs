//! JSON and JSON Lines: records by the names of their members.

use super::encoding::{Decoded, decode};
use super::fields::{FieldNames, Fields};
use super::record::{Content, LARGEST, too_large};
use super::records::Contents;
use crate::error::{Error, ErrorRow};
use serde_json::Value;
use std::io::{BufRead, Read, Result as Io};
use std::path::{Path, PathBuf};

/// Reads an article a line; a line that is none is an error and the next is read.
pub(super) fn lines(mut file: Box<dyn BufRead + Send>, path: &Path) -> Contents {
    let path = path.to_path_buf();
    let (mut line, mut number, mut ended) = (0_u64, 0_u64, false);
    Box::new(std::iter::from_fn(move || {
        while !ended {
            let mut json = Vec::new();
            let whole = match take_line(&mut *file, &mut json) {
                Ok(None) => return None,
                Ok(Some(whole)) => whole,
                Err(cause) => {
                    ended = true;
                    return Some(Content::Failed(Error::read(&path, &cause).line(line + 1).into()));
                }
            };
            line += 1;
            json.truncate(json.trim_ascii_end().len());
            if is_blank(&json) {
                continue;
            }
            number += 1;
            return Some(if whole {
                Content::Object { number, line, json }
            } else {
                let error = ErrorRow::from(too_large().at(&path).line(line));
                Content::Failed(error.of_record(number.to_string()))
            });
        }
        None
    }))
}

/// Takes the next line of JSON Lines, and tells whether it was whole: of one that is larger than any article is
/// only the beginning is kept. None at the end.
///
/// ```
/// let mut file: &[u8] = b"{}\n{\"text\": \"a\"}";
/// let mut lines = Vec::new();
/// let mut line = Vec::new();
/// while let Some(whole) = mizan::article::take_line(&mut file, &mut line)? {
///     lines.push((std::mem::take(&mut line), whole));
/// }
/// assert_eq!(lines, [(b"{}\n".to_vec(), true), (b"{\"text\": \"a\"}".to_vec(), true)]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn take_line(mut file: &mut dyn BufRead, line: &mut Vec<u8>) -> Io<Option<bool>> {
    if Read::take(&mut file, LARGEST).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    let whole = line.ends_with(b"\n") || (line.len() as u64) < LARGEST;
    if !whole {
        file.skip_until(b'\n')?;
    }
    Ok(Some(whole))
}

fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).iter().all(u8::is_ascii_whitespace)
}

/// Reads objects one after another, alone or in arrays; stops where something else stands.
pub(super) fn values(file: Box<dyn BufRead + Send>, path: &Path) -> Contents {
    let mut values = Values { file, path: path.to_path_buf(), line: 1, number: 0, ended: false };
    Box::new(std::iter::from_fn(move || values.next()))
}

struct Values {
    file: Box<dyn BufRead + Send>,
    path: PathBuf,
    line: u64,
    number: u64,
    ended: bool,
}

impl Values {
    fn next(&mut self) -> Option<Content> {
        if self.ended {
            return None;
        }
        match self.begin() {
            Ok(None) => None,
            Ok(Some(b'{')) => {
                self.number += 1;
                let (line, mut json) = (self.line, Vec::new());
                Some(match self.object(&mut json) {
                    Ok(true) => Content::Object { number: self.number, line, json },
                    Ok(false) => self.failed(too_large().line(line)),
                    Err(cause) => self.unread(&cause),
                })
            }
            Ok(Some(other)) => {
                self.number += 1;
                self.ended = true;
                let what =
                    format!("the JSON is malformed: `{}` stands where an object should", char::from(other));
                let hint = "write one object an article, with its text in `text`";
                Some(self.failed(Error::new(what).line(self.line).hint(hint)))
            }
            Err(cause) => Some(self.unread(&cause)),
        }
    }

    fn unread(&mut self, cause: &std::io::Error) -> Content {
        self.ended = true;
        self.failed(Error::read(&self.path, cause).line(self.line))
    }

    fn failed(&self, error: Error) -> Content {
        Content::Failed(ErrorRow::from(error.at(&self.path)).of_record(self.number.to_string()))
    }

    /// The byte that a value begins with, after white space, commas and brackets.
    fn begin(&mut self) -> Io<Option<u8>> {
        loop {
            let Some(&byte) = self.file.fill_buf()?.first() else { return Ok(None) };
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' | b'[' | b']' | 0xef | 0xbb | 0xbf => {}
                _ => return Ok(Some(byte)),
            }
            self.file.consume(1);
        }
    }

    /// Takes an object up to the brace that closes it, or to the file's end; tells whether it was kept whole.
    fn object(&mut self, json: &mut Vec<u8>) -> Io<bool> {
        let (mut depth, mut quoted, mut escaped) = (0_u64, false, false);
        let mut whole = true;
        loop {
            let buffer = self.file.fill_buf()?;
            if buffer.is_empty() {
                return Ok(whole);
            }
            let mut taken = buffer.len();
            for (at, byte) in buffer.iter().enumerate() {
                self.line += u64::from(*byte == b'\n');
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' if !quoted => depth += 1,
                    b'}' if !quoted => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    taken = at + 1;
                    break;
                }
            }
            whole &= (json.len() + taken) as u64 <= LARGEST;
            if whole {
                json.extend_from_slice(&buffer[..taken]);
            }
            self.file.consume(taken);
            if depth == 0 {
                return Ok(whole);
            }
        }
    }
}

/// The fields of an object that begins on a line, and how it was decoded.
pub(super) fn object(json: &[u8], line: u64, names: &FieldNames) -> Result<(Fields, Decoded), Error> {
    let mut decoded = decode(json, None);
    if let Some(mended) = without_lone_surrogates(&decoded.text) {
        decoded = Decoded { text: mended, replaced: true, ..decoded };
    }
    let value: Value = serde_json::from_str(&decoded.text)
        .map_err(|cause| malformed(&cause).line(line + (cause.line() as u64).saturating_sub(1)))?;
    Ok((record_fields(&value, names)?, decoded))
}

fn malformed(cause: &serde_json::Error) -> Error {
    let message = cause.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    Error::new(format!("the JSON is malformed at character {}: {what}", cause.column()))
        .hint("write one object an article, with its text in `text`")
}

fn record_fields(value: &Value, names: &FieldNames) -> Result<Fields, Error> {
    let object = value.as_object().ok_or_else(|| {
        Error::new("the record is not a JSON object")
            .hint("write one object an article, with its text in `text`")
    })?;
    Ok(names.collect(|name| match object.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            Some(parts.join("\n"))
        }
        _ => None,
    }))
}

/// The JSON with each escaped half of a surrogate pair that lacks its other half as U+FFFD, as crawls that cut
/// texts leave them; none where there is no such half.
fn without_lone_surrogates(json: &str) -> Option<String> {
    let escape = |at: usize| {
        let digits = json.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = json.get(at..)?.find('\\') {
        at += found;
        match escape(at) {
            Some(0xd800..=0xdbff) if matches!(escape(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    (copied > 0).then(|| mended + &json[copied..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_pairs_are_replaced_and_pairs_stay() {
        for (json, mended) in [
            (r#""\ud83d\ude00 \u0627""#, None),
            (r#""\\ud83d""#, None),
            (r#""a \ud83d b""#, Some(r#""a \ufffd b""#)),
            (r#""\ude00\ud83d""#, Some(r#""\ufffd\ufffd""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\"#, None),
        ] {
            assert_eq!(without_lone_surrogates(json).as_deref(), mended, "{json}");
        }
    }
}
