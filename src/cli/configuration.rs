//! `mizan.toml` in the working folder: options that one always passes.
//!
//! A key is an option's long name without its dashes; `articles` are those that are read where none are named.
//! What the command line says itself comes first. A command takes the options that it has.

use crate::error::{Error, Result};
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use toml::Value;

/// The file's name.
const FILE: &str = "mizan.toml";
/// The key of what is read, and the argument it stands for.
const ARTICLES: (&str, &str) = ("articles", "inputs");

/// The arguments with what the configuration adds for the command that they name.
pub(super) fn completed(given: Vec<OsString>, definition: &Command) -> Result<Vec<OsString>> {
    let path = Path::new(FILE);
    match std::fs::read_to_string(path) {
        Ok(text) => with(given, definition, &text).map_err(|error| error.at(path)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(given),
        Err(cause) => Err(Error::read(path, &cause)),
    }
}

fn with(given: Vec<OsString>, definition: &Command, text: &str) -> Result<Vec<OsString>> {
    let configuration: toml::Table = text.parse().map_err(|cause: toml::de::Error| {
        let line = cause.span().map_or(1, |span| text[..span.start].matches('\n').count() as u64 + 1);
        Error::new(format!("the TOML is malformed: {}", cause.message().replace('\n', " ")))
            .line(line)
            .hint("write options as: data = \"my-data\"")
    })?;
    if let Some(unknown) = configuration.keys().find(|key| !is_known(definition, key)) {
        return Err(Error::new(format!("no command has an option `{unknown}`"))
            .field(unknown.as_str())
            .hint("keys are the long names of options; see mizan run --help"));
    }
    let command = given.iter().skip(1).find_map(|argument| definition.find_subcommand(argument));
    let Some(command) = command else { return Ok(given) };
    let mut completed = given.clone();
    let mut articles = Vec::new();
    for (key, value) in &configuration {
        if key == ARTICLES.0 {
            if reads_articles(command) && !names_articles(definition, &given) {
                articles = texts(key, value)?;
            }
            continue;
        }
        let Some(option) = option(command, key) else { continue };
        if is_given(option, &given) {
            continue;
        }
        if matches!(option.get_action(), ArgAction::SetTrue) {
            match value {
                Value::Boolean(true) => completed.push(format!("--{key}").into()),
                Value::Boolean(false) => {}
                _ => return Err(Error::new("is neither true nor false").field(key.as_str())),
            }
            continue;
        }
        completed.extend(texts(key, value)?.into_iter().map(|text| format!("--{key}={text}").into()));
    }
    completed.extend(articles.into_iter().map(OsString::from));
    Ok(completed)
}

fn is_known(definition: &Command, key: &str) -> bool {
    key == ARTICLES.0 || definition.get_subcommands().any(|command| option(command, key).is_some())
}

fn option<'a>(command: &'a Command, key: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(key))
}

fn reads_articles(command: &Command) -> bool {
    command.get_arguments().any(|argument| argument.get_id() == ARTICLES.1)
}

/// Whether the command line names articles itself; also where it cannot be understood, which is told later.
fn names_articles(definition: &Command, given: &[OsString]) -> bool {
    let Ok(matches) = definition.clone().try_get_matches_from(given) else { return true };
    matches
        .subcommand()
        .is_some_and(|(_, matches)| matches.try_contains_id(ARTICLES.1).is_ok_and(|contains| contains))
}

/// Whether the command line has the option, by its long or its short name.
fn is_given(option: &Arg, given: &[OsString]) -> bool {
    let long = option.get_long().map(|long| format!("--{long}"));
    let short = option.get_short().map(|short| format!("-{short}"));
    given.iter().any(|argument| {
        let argument = argument.to_string_lossy();
        let is_long = long.as_deref().is_some_and(|long| {
            argument.strip_prefix(long).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        });
        let is_short =
            short.as_deref().is_some_and(|short| argument.starts_with(short) && !argument.starts_with("--"));
        is_long || is_short
    })
}

/// A value, or the values of a list, as they are written on the command line.
fn texts(key: &str, value: &Value) -> Result<Vec<String>> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Integer(number) => Ok(vec![number.to_string()]),
        Value::Float(number) => Ok(vec![number.to_string()]),
        Value::Boolean(value) => Ok(vec![value.to_string()]),
        Value::Datetime(date) => Ok(vec![date.to_string()]),
        Value::Array(values) => {
            Ok(values.iter().map(|value| texts(key, value)).collect::<Result<Vec<_>>>()?.concat())
        }
        Value::Table(_) => Err(Error::new("is a table where an option's value should be")
            .field(key)
            .hint("write all options at the top, without [sections]")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::CommandLine;
    use clap::CommandFactory;

    fn completed(line: &str, text: &str) -> std::result::Result<String, String> {
        let given = line.split_whitespace().map(OsString::from).collect();
        let completed = with(given, &CommandLine::command(), text).map_err(|error| error.to_string())?;
        Ok(completed.iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_command_takes_the_options_it_has_and_the_command_line_comes_first() {
        let text = "data = \"my-data\"\njobs = 2\nauthoritative = [\"A\", \"B\"]\ntables-only = true\n\
                    since = 2024-01-31\narticles = [\"news\"]";
        assert_eq!(
            completed("mizan run", text).unwrap(),
            "mizan run --authoritative=A --authoritative=B --data=my-data --jobs=2 --since=2024-01-31 \
             --tables-only news"
        );
        assert_eq!(
            completed("mizan run a.txt --data other --authoritative=C --since 2023-01-01", text).unwrap(),
            "mizan run a.txt --data other --authoritative=C --since 2023-01-01 --jobs=2 --tables-only"
        );
        assert_eq!(completed("mizan check c.csv --jobs 1", text).unwrap().matches("--").count(), 4);
        assert_eq!(completed("mizan schema", text).unwrap(), "mizan schema");
        assert_eq!(completed("mizan", "").unwrap(), "mizan");
        assert_eq!(completed("mizan run -oout", "out = \"x\"").unwrap(), "mizan run -oout");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, told) in [
            ("colour = 1", "colour: no command has an option `colour`"),
            ("data = ", "line 1: the TOML is malformed"),
            ("\n[run]\ndata = \"x\"", "run: no command has an option `run`"),
            ("quiet = 1", "quiet: is neither true nor false"),
            ("data = { a = 1 }", "data: is a table"),
        ] {
            let error = completed("mizan run", text).unwrap_err();
            assert!(error.starts_with(told), "{error}");
        }
    }
}
