//! Which files to read: files as named, folders with all below them in the order of their names.

use super::format::{Format, is_named_pdf, pdf_is_not_read};
use crate::error::{Error, ErrorRow};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The name that stands for standard input.
pub(super) const STDIN: &str = "-";

/// What a named path leads to, in order.
#[derive(Debug)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file with articles in it and its size; no format where only its content can tell it.
    File(PathBuf, Option<Format>, u64),
    /// A path that cannot be used.
    Unusable(ErrorRow),
    /// Files that a folder holds beside its articles.
    PassedOver(ErrorRow),
}

/// Follows the paths; each folder's files stand in the order of their names.
pub(super) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == STDIN {
            inputs.push(Input::Stdin);
            continue;
        }
        match fs::metadata(path) {
            Ok(_) => named(path, &mut inputs),
            Err(cause) => match matches(path) {
                Some(found) if !found.is_empty() => found.iter().for_each(|path| named(path, &mut inputs)),
                Some(_) => inputs.push(Input::Unusable(
                    Error::new("no file matches").at(path).hint("check the pattern, or name a folder").into(),
                )),
                None => inputs.push(unusable(path, &cause)),
            },
        }
    }
    inputs
}

/// A file or folder that is named, by itself or by a pattern.
fn named(path: &Path, inputs: &mut Vec<Input>) {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => folder(path, inputs),
        Ok(found) => inputs.push(Input::File(path.to_path_buf(), Format::of(path), found.len())),
        Err(cause) => inputs.push(unusable(path, &cause)),
    }
}

/// What a pattern with `*`, `?` or `[...]` matches, in the order of names; none where the path is no pattern.
fn matches(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = path.to_str().filter(|pattern| pattern.contains(['*', '?', '[']))?;
    let mut found: Vec<PathBuf> = glob::glob(pattern).ok()?.filter_map(Result::ok).collect();
    found.sort();
    Some(found)
}

fn unusable(path: &Path, cause: &std::io::Error) -> Input {
    let error = if cause.kind() == std::io::ErrorKind::NotFound {
        Error::new("there is no such file or folder").at(path).hint("check the path")
    } else {
        Error::read(path, cause)
    };
    Input::Unusable(error.into())
}

fn folder(path: &Path, inputs: &mut Vec<Input>) {
    let before = inputs.len();
    let mut walk = Walk { inputs, above: Vec::new(), passed_over: BTreeMap::new() };
    walk.folder(path);
    let passed_over = walk.passed_over;
    if !passed_over.is_empty() {
        let kinds: Vec<String> =
            passed_over.iter().map(|(ending, count)| format!("{count} {ending}")).collect();
        let error = Error::new(format!("files passed over: {}", kinds.join(", ")))
            .at(path)
            .hint("name a file itself to have it read whatever its ending");
        inputs.push(Input::PassedOver(error.into()));
    }
    if !inputs[before..].iter().any(|input| matches!(input, Input::File(..) | Input::Unusable(_))) {
        let error = Error::new("the folder holds no article")
            .at(path)
            .hint(format!("articles are files ending in {}", Format::endings().join(", ")));
        inputs.push(Input::Unusable(error.into()));
    }
}

struct Walk<'a> {
    inputs: &'a mut Vec<Input>,
    /// The folders above, without symbolic links: one that leads back into them is not followed.
    above: Vec<PathBuf>,
    /// How many files of each ending are no articles.
    passed_over: BTreeMap<String, u64>,
}

impl Walk<'_> {
    fn folder(&mut self, path: &Path) {
        match entries(path) {
            Ok((real, _)) if self.above.contains(&real) => {}
            Ok((real, entries)) => {
                self.above.push(real);
                for entry in entries {
                    self.entry(&entry);
                }
                self.above.pop();
            }
            Err(cause) => self.inputs.push(unusable(path, &cause)),
        }
    }

    fn entry(&mut self, path: &Path) {
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            return;
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(path),
            Ok(found) => match Format::of(path) {
                Some(format) => {
                    self.inputs.push(Input::File(path.to_path_buf(), Some(format), found.len()));
                }
                None if is_named_pdf(path) => {
                    self.inputs.push(Input::Unusable(pdf_is_not_read().at(path).into()));
                }
                None => {
                    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
                    *self
                        .passed_over
                        .entry(ending.unwrap_or_else(|| "without ending".into()))
                        .or_default() += 1;
                }
            },
            Err(cause) => self.inputs.push(unusable(path, &cause)),
        }
    }
}

fn entries(path: &Path) -> std::io::Result<(PathBuf, Vec<PathBuf>)> {
    let real = fs::canonicalize(path)?;
    let mut entries =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    entries.sort();
    Ok((real, entries))
}
