//! Reading JSON objects property by property, so that everything wrong is found at once, with its pointer.

use crate::error::Error;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::str::FromStr;

/// One JSON object, with where it stands and what has been found wrong so far.
pub(super) struct Reader<'a> {
    pub(super) object: &'a Value,
    pub(super) pointer: &'a str,
    pub(super) problems: &'a mut Vec<Error>,
}

impl Reader<'_> {
    pub(super) fn problem(&mut self, key: &str, what: impl Into<String>, hint: impl Into<String>) {
        let pointer =
            if key.is_empty() { self.pointer.to_owned() } else { format!("{}/{key}", self.pointer) };
        self.problems.push(Error::new(what).field(pointer).hint(hint));
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.object.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(_) => {
                self.problem(key, "should be text", "put it in double quotes");
                None
            }
        }
    }

    pub(super) fn code<T: FromStr<Err = String>>(&mut self, key: &str) -> Option<T> {
        let text = self.text(key)?;
        text.parse().map_err(|expected: String| self.problem(key, expected, "use one of these words")).ok()
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.object.get(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.problem(key, "should be true or false", "write it without quotes");
                false
            }
        }
    }

    pub(super) fn days(&mut self, key: &str) -> u32 {
        match self.object.get(key) {
            None => 0,
            Some(value) => value.as_u64().and_then(|days| u32::try_from(days).ok()).unwrap_or_else(|| {
                self.problem(key, "should be a number of days", "write a whole number");
                0
            }),
        }
    }

    /// One text or a list of them.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let value = self.object.get(key)?;
        let list = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        let mut texts = Vec::with_capacity(list.len());
        for item in &list {
            match item {
                Value::String(text) => texts.push(text.clone()),
                Value::Number(number) => texts.push(number.to_string()),
                _ => self.problem(key, "should be text or a list of texts", "put each in double quotes"),
            }
        }
        Some(texts)
    }

    pub(super) fn object(&mut self, key: &str) -> Map<String, Value> {
        match self.object.get(key) {
            None => Map::new(),
            Some(Value::Object(map)) => map.clone(),
            Some(_) => {
                self.problem(key, "should be an object", "write { \"name\": ... }");
                Map::new()
            }
        }
    }

    /// One text by name.
    pub(super) fn texts_by_name(&mut self, key: &str) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (name, value) in self.object(key) {
            match value {
                Value::String(text) => {
                    texts.insert(name, text);
                }
                _ => self.problem(key, format!("`{name}` should be text"), "put it in double quotes"),
            }
        }
        texts
    }

    /// Reads each object of a list.
    pub(super) fn each<T>(&mut self, key: &str, mut read: impl FnMut(&mut Reader<'_>) -> T) -> Vec<T> {
        let Some(value) = self.object.get(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.problem(key, "should be a list", "write [ { ... } ]");
            return Vec::new();
        };
        let mut read_items = Vec::with_capacity(list.len());
        for (index, item) in list.iter().enumerate() {
            let pointer = format!("{}/{key}/{index}", self.pointer);
            let mut reader = Reader { object: item, pointer: &pointer, problems: &mut *self.problems };
            if item.is_object() {
                read_items.push(read(&mut reader));
            } else {
                reader.problem("", "should be an object", "write { \"name\": ... }");
            }
        }
        read_items
    }
}
