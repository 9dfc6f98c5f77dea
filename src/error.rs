//! What can go wrong with an *input*, said so that it can be mended: what, where, and what to do.
//!
//! Findings about articles are rows of tables, never errors.

use crate::table;
use std::fmt;
use std::path::{Path, PathBuf};

/// The result of anything that reads or writes.
pub type Result<T> = std::result::Result<T, Error>;

/// A problem with an input or an output: what is wrong, where, and what to do about it.
///
/// ```
/// use mizan::error::Error;
/// let error = Error::new("`13-2024` is not a date")
///     .at("claims.csv").line(7).field("period_start")
///     .hint("write dates as 2024-01-31");
/// assert_eq!(
///     error.to_string(),
///     "claims.csv:7: period_start: `13-2024` is not a date (write dates as 2024-01-31)",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// What is wrong, without a final full stop.
    pub what: String,
    /// The file or folder.
    pub path: Option<PathBuf>,
    /// The line of a text file, counted from 1.
    pub line: Option<u64>,
    /// The column, JSON pointer or option.
    pub field: Option<String>,
    /// What the user can do.
    pub hint: Option<String>,
}

impl Error {
    /// An error that so far only says what is wrong.
    pub fn new(what: impl Into<String>) -> Self {
        Error { what: what.into(), path: None, line: None, field: None, hint: None }
    }

    /// Names the file or folder, unless a place nearer to the cause already did.
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path.get_or_insert_with(|| path.as_ref().to_path_buf());
        self
    }

    /// Names the line, counted from 1.
    pub fn line(mut self, line: u64) -> Self {
        self.line.get_or_insert(line);
        self
    }

    /// Names the column, JSON pointer or option.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field.get_or_insert_with(|| field.into());
        self
    }

    /// Says what the user can do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }

    /// A file that could not be read, in the words of the operating system.
    pub fn read(path: &Path, cause: &std::io::Error) -> Self {
        Error::new(format!("cannot be read: {cause}")).at(path).hint("check the path and its permissions")
    }

    /// A file or folder that could not be written, in the words of the operating system.
    pub fn write(path: &Path, cause: &std::io::Error) -> Self {
        Error::new(format!("cannot be written: {cause}"))
            .at(path)
            .hint("choose another folder with --out, or free space and check its permissions")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}", path.display())?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(&self.what)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

table! {
    /// A row of `errors.csv`: one article, record or file that the run went on without.
    pub struct ErrorRow in "errors", "an input that could not be used" {
        path: String = "the file or folder",
        record: String = "the record in it: its id, else its number",
        line: Option<u64> = "the line, counted from 1",
        what: String = "what is wrong",
        hint: String = "what to do about it",
    }
}

impl ErrorRow {
    /// The same, of a record in the file.
    pub fn of_record(mut self, record: impl Into<String>) -> Self {
        self.record = record.into();
        self
    }
}

impl From<Error> for ErrorRow {
    fn from(error: Error) -> Self {
        ErrorRow {
            path: error.path.map(|path| path.display().to_string()).unwrap_or_default(),
            record: String::new(),
            line: error.line,
            what: match error.field {
                Some(field) => format!("{field}: {}", error.what),
                None => error.what,
            },
            hint: error.hint.unwrap_or_default(),
        }
    }
}

/// In the form of an [`Error`], the record after the line.
impl fmt::Display for ErrorRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = Error {
            what: self.what.clone(),
            path: Some(&self.path).filter(|path| !path.is_empty()).map(PathBuf::from),
            line: self.line,
            field: Some(&self.record).filter(|record| !record.is_empty()).cloned(),
            hint: Some(&self.hint).filter(|hint| !hint.is_empty()).cloned(),
        };
        error.fmt(f)
    }
}
