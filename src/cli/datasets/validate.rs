//! `mizan datasets validate`.

use crate::cli::{Completion, notices, print};
use crate::dataset::Datasets;
use crate::error::Result;
use crate::lexicon::ids::Ids;
use std::path::Path;

/// Tells every problem of a data set, each with its place; exit code 2 where there are any.
pub(super) fn run(path: &Path) -> Result<Completion> {
    let problems = Datasets::validate(path, &Ids::embedded());
    problems.iter().for_each(notices::error);
    if problems.is_empty() {
        print(&format!("{}: nothing wrong\n", path.display()))?;
        return Ok(Completion::Complete);
    }
    Ok(Completion::Nothing)
}
