//! Joining: parts, in the order of their chunks, to the tables of a run's folder.
//!
//! Rows are copied from the parts' files; of no table more than a buffer is in memory.

use super::part::{ORIGINS, PartFile, TEXTS};
use super::work::Stage;
use crate::check::{ClusterRow, Clusters};
use crate::cli::folder::{RunFolder, Staged};
use crate::cli::tally::Tally;
use crate::error::{Error, ErrorRow, Result};
use crate::table::{self, Row, Table};
use rayon::prelude::*;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Adds the tables, texts and origins that the parts hold to the run, and gives the counts of all.
///
/// Data sets that could not be used stand first in the table of errors.
pub(in crate::cli) fn join(
    run: &mut RunFolder,
    stage: Stage,
    parts: &[PathBuf],
    unusable: &[ErrorRow],
) -> Result<Tally> {
    let mut before = Vec::new();
    table::append(&mut before, unusable).map_err(|cause| Error::write(run.path(), &cause))?;
    let tables = stage.tables();
    let ((staged, origins), counted) = rayon::join(
        || {
            let joined = |table: &Table| {
                let first: &[u8] = if table.name == ErrorRow::TABLE.name { &before } else { &[] };
                let head = [table.header().as_bytes(), first].concat();
                let file = run.staged_file(&table.file_name())?;
                joined(file, parts, table.name, &head)
            };
            let staged: Vec<Result<(Staged, u64)>> = tables.par_iter().map(joined).collect();
            (staged, run.staged_origins().and_then(|file| joined_origins(file, parts)))
        },
        || counted(stage, parts),
    );
    let (mut tally, clusters) = counted?;
    for (table, staged) in tables.iter().zip(staged) {
        let (staged, rows) = staged?;
        if table.name == ErrorRow::TABLE.name {
            if stage == Stage::Checks {
                run.table(&clusters)?;
            }
            run.add(table, rows + unusable.len() as u64, staged)?;
        } else {
            run.add(table, rows, staged)?;
        }
    }
    run.add_origins(origins?)?;
    for part in parts {
        let mut part = PartFile::open(part)?;
        let texts = std::mem::take(&mut part.index.texts);
        let mut section = part.section(TEXTS)?;
        for (id, bytes) in texts {
            let mut text = Vec::new();
            (&mut section)
                .take(bytes)
                .read_to_end(&mut text)
                .map_err(|cause| Error::new(format!("a part cannot be read: {cause}")).at(run.path()))?;
            run.text(&id, &text)?;
        }
    }
    tally.errors_before(unusable);
    Ok(tally)
}

/// Copies one table out of the parts to where its rows are wanted, below its header.
pub(in crate::cli) fn copy_table(out: &mut impl Write, table: &Table, parts: &[PathBuf]) -> Result<()> {
    let unwritten = |cause: std::io::Error| Error::new(format!("the table cannot be written: {cause}"));
    out.write_all(table.header().as_bytes()).map_err(unwritten)?;
    for part in parts {
        std::io::copy(&mut PartFile::open(part)?.section(table.name)?, out).map_err(unwritten)?;
    }
    out.flush().map_err(unwritten)
}

/// The counts of all parts.
pub(in crate::cli) fn tally(parts: &[PathBuf]) -> Result<Tally> {
    Ok(counted(Stage::Mentions, parts)?.0)
}

fn joined(mut file: Staged, parts: &[PathBuf], section: &str, head: &[u8]) -> Result<(Staged, u64)> {
    file.put(head)?;
    let mut rows = 0;
    for path in parts {
        let mut part = PartFile::open(path)?;
        rows += part.rows(section);
        copied(&mut part.section(section)?, path, &mut file)?;
    }
    Ok((file, rows))
}

fn joined_origins(file: Staged, parts: &[PathBuf]) -> Result<Staged> {
    joined(file, parts, ORIGINS, &[]).map(|(file, _)| file)
}

fn copied(section: &mut impl Read, path: &Path, file: &mut Staged) -> Result<()> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match section.read(&mut buffer).map_err(|cause| Error::read(path, &cause))? {
            0 => return Ok(()),
            read => file.put(&buffer[..read])?,
        }
    }
}

/// The counts of all parts, and of checks the clusters.
fn counted(stage: Stage, parts: &[PathBuf]) -> Result<(Tally, Vec<ClusterRow>)> {
    let mut tally = Tally::default();
    let mut clusters = Clusters::default();
    for part in parts {
        let head = PartFile::open(part)?.head()?;
        head.tellings.iter().for_each(|telling| clusters.count(telling));
        tally.add(head.tally);
    }
    if stage == Stage::Checks {
        for part in parts {
            let head = PartFile::open(part)?.head()?;
            head.tellings.iter().for_each(|telling| clusters.collect(telling));
        }
    }
    Ok((tally, clusters.rows()))
}
