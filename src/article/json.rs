//! JSON and JSON Lines: records by the names of their members.

use super::encoding::{Decoded, decode};
use super::fields::Fields;
use super::records::{Drafts, record_draft};
use crate::error::{Error, ErrorRow};
use serde_json::Value;
use std::io::BufRead;
use std::path::Path;

/// Reads an article a line; a line that is none is an error and the next is read.
pub(super) fn lines(mut file: Box<dyn BufRead + Send>, path: &Path) -> Result<Drafts, ErrorRow> {
    let path = path.to_path_buf();
    let mut line = 0_u64;
    let mut record = 0_u64;
    Ok(Box::new(std::iter::from_fn(move || {
        loop {
            let mut bytes = Vec::new();
            match file.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => line += 1,
                Err(cause) => return Some(Err(Error::read(&path, &cause).line(line).into())),
            }
            let mut decoded = decode(&bytes, None);
            if let Some(mended) = without_lone_surrogates(&decoded.text) {
                decoded = Decoded { text: mended, replaced: true, ..decoded };
            }
            if decoded.text.trim().is_empty() {
                continue;
            }
            record += 1;
            let value = serde_json::from_str(&decoded.text)
                .map_err(|cause| malformed(&cause).line(line))
                .and_then(|value| record_fields(&value).map_err(|error| error.line(line)));
            return Some(match value {
                Ok(fields) => Ok(record_draft(fields, record, Some(line), &decoded)),
                Err(error) => Err(ErrorRow::from(error.at(&path)).of_record(record.to_string())),
            });
        }
    })))
}

/// Reads JSON values one after another, each an article or an array of them; stops where the syntax breaks.
pub(super) fn values(text: &str, path: &Path) -> Drafts {
    let mut drafts = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let values = match value {
            Ok(Value::Array(values)) => values,
            Ok(value) => vec![value],
            Err(cause) => {
                let line = cause.line() as u64;
                drafts.push(Err(malformed(&cause).line(line).at(path).into()));
                break;
            }
        };
        for value in values {
            let record = drafts.len() as u64 + 1;
            let whole = Decoded { text: String::new(), encoding: "", replaced: false };
            drafts.push(match record_fields(&value) {
                Ok(fields) => Ok(record_draft(fields, record, None, &whole)),
                Err(error) => Err(ErrorRow::from(error.at(path)).of_record(record.to_string())),
            });
        }
    }
    Box::new(drafts.into_iter())
}

fn malformed(cause: &serde_json::Error) -> Error {
    let message = cause.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    Error::new(format!("the JSON is malformed at character {}: {what}", cause.column()))
        .hint("write one object an article, with its text in `text`")
}

fn record_fields(value: &Value) -> Result<Fields, Error> {
    let object = value.as_object().ok_or_else(|| {
        Error::new("the record is not a JSON object")
            .hint("write one object an article, with its text in `text`")
    })?;
    Ok(Fields::collect(|name| match object.get(name)? {
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
