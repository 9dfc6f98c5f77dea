//! The files of a report: made where nobody looks for them, and put into their places when all are made.

use super::CHARTS;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Files that are to appear together in a run's folder.
///
/// None is kept in memory: a batch has hundreds of pictures. A report that fails leaves the folder as it was.
pub(super) struct ReportFiles {
    folder: PathBuf,
    staging: TempDir,
    names: Vec<String>,
}

impl ReportFiles {
    /// No files yet, for a folder.
    pub fn staged_in(folder: &Path) -> Result<Self> {
        let failed = |cause| Error::write(folder, &cause);
        // The name is one that `mizan run` takes for a leftover, if the program is killed meanwhile.
        let staging = tempfile::Builder::new().prefix(".mizan-").tempdir_in(folder).map_err(failed)?;
        fs::create_dir(staging.path().join(CHARTS)).map_err(failed)?;
        Ok(ReportFiles { folder: folder.to_path_buf(), staging, names: Vec::new() })
    }

    /// Adds a file by its name below the folder.
    pub fn add(&mut self, name: String, content: &[u8]) -> Result<()> {
        let failed = |cause| Error::write(&self.folder.join(&name), &cause);
        fs::write(self.staging.path().join(&name), content).map_err(failed)?;
        self.names.push(name);
        Ok(())
    }

    /// Puts the files into their places, takes away pages and charts that an earlier report left, and gives
    /// the files' paths.
    pub fn place(self) -> Result<Vec<PathBuf>> {
        let charts = self.folder.join(CHARTS);
        fs::create_dir_all(&charts).map_err(|cause| Error::write(&charts, &cause))?;
        let names: BTreeSet<&str> = self.names.iter().map(String::as_str).collect();
        remove_earlier(&self.folder, "", &names)?;
        remove_earlier(&charts, "charts/", &names)?;
        let mut places = Vec::with_capacity(self.names.len());
        for name in &self.names {
            let place = self.folder.join(name);
            fs::rename(self.staging.path().join(name), &place)
                .map_err(|cause| Error::write(&place, &cause))?;
            places.push(place);
        }
        // Succeeds only where no chart was drawn.
        let _ = fs::remove_dir(&charts);
        Ok(places)
    }
}

/// Removes the pictures in a folder that are pages or charts of a report, but not of this one.
fn remove_earlier(folder: &Path, prefix: &str, names: &BTreeSet<&str>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|cause| Error::read(folder, &cause))?;
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let is_page = || {
            let number = name.strip_prefix("report-").and_then(|rest| rest.strip_suffix(".png"));
            number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
        };
        let is_chart = || prefix == "charts/" && (name.ends_with(".svg") || name.ends_with(".png"));
        if (is_page() || is_chart()) && !names.contains(format!("{prefix}{name}").as_str()) {
            fs::remove_file(&path).map_err(|cause| Error::write(&path, &cause))?;
        }
    }
    Ok(())
}
