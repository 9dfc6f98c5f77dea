//! `mizan datasets describe`.

use super::list::in_words;
use crate::cli::summary::Columns;
use crate::cli::{Completion, notices, print};
use crate::dataset::{Datasets, Description, Role, describe};
use crate::error::{Error, ErrorRow, Result};
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Describe {
    /// A CSV file, or a folder of data sets
    path: PathBuf,
    /// Writes the descriptor of a CSV file as `datapackage.json` beside it, to be corrected
    #[arg(long)]
    save: bool,
}

impl Describe {
    pub(super) fn run(&self) -> Result<Completion> {
        let ids = Ids::embedded();
        if self.save || self.path.is_file() {
            let description = describe(&self.path, &ids)?;
            print(&columns(&description))?;
            if self.save {
                let saved = save(&self.path, &description)?;
                print(&format!("written: {}\n", saved.display()))?;
                return Ok(Completion::Complete);
            }
        }
        let (datasets, errors) = Datasets::load(&self.path, &ids);
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

/// Each column with its role, how sure that is, and why.
fn columns(description: &Description) -> String {
    let mut columns = Columns::default();
    columns.row(["column", "role", "sure", "why"].map(str::to_owned));
    for column in &description.columns {
        columns.row([
            column.name.clone(),
            column.role.map_or("-", Role::code).to_owned(),
            format!("{} %", (column.confidence * 100.0).round()),
            column.reason.clone(),
        ]);
    }
    columns.text()
}

/// Writes the descriptor; one that is there already is left alone.
fn save(path: &Path, description: &Description) -> Result<PathBuf> {
    let target = path.with_file_name("datapackage.json");
    if target.exists() {
        return Err(Error::new("there is a descriptor already").at(&target).hint("move it away first"));
    }
    std::fs::write(&target, description.datapackage()).map_err(|cause| Error::write(&target, &cause))?;
    Ok(target)
}
