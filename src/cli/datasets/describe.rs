//! `mizan datasets describe`.

use super::list::in_words;
use crate::cli::{Completion, notices, print};
use crate::dataset::Datasets;
use crate::error::{ErrorRow, Result};
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Describe {
    /// A CSV file, or a folder of data sets
    path: PathBuf,
}

impl Describe {
    pub(super) fn run(&self) -> Result<Completion> {
        let (datasets, errors) = Datasets::load(&self.path, &Ids::embedded());
        let errors: Vec<ErrorRow> = errors.into_iter().map(ErrorRow::from).collect();
        notices::of_batch(&[], &errors);
        for set in datasets.sets() {
            print(&in_words(set, &datasets))?;
        }
        Ok(match (datasets.sets().is_empty(), errors.is_empty()) {
            (true, _) => Completion::Nothing,
            (false, true) => Completion::Complete,
            (false, false) => Completion::Partial,
        })
    }
}
