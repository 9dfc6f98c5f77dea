//! A part: all that came of a chunk, in one file.
//!
//! A line of JSON, the [`Index`], says what follows: the [`Head`], the rows of each table as they stand in its
//! CSV, what the run's descriptor says of each article, texts. The file appears under its name when it is
//! whole; one that a crash of the machine has damaged is noticed by its length or its checksum, and made again.

use super::rows::Rows;
use super::work::Stage;
use crate::article::{Identity, Name};
use crate::check::Telling;
use crate::cli::tally::{Tally, Told};
use crate::error::{Error, Result};
use crate::table::{self, Row};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The section with the [`Head`].
const HEAD: &str = "head";
/// The section with what the run's descriptor says of each article.
pub(super) const ORIGINS: &str = "origins";
/// The section with the texts.
pub(super) const TEXTS: &str = "texts";

/// What a part's file holds and was made from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Index {
    /// The digest of all that the rows depend on beside the articles.
    pub key: String,
    /// The digest of the chunk's records.
    pub input: String,
    sections: Vec<Section>,
    /// Ids of articles whose texts are kept, and how many bytes each has.
    pub texts: Vec<(String, u64)>,
    checksum: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Section {
    name: String,
    bytes: u64,
    rows: u64,
}

/// What is needed of a chunk beside its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct Head {
    /// What decides the articles' identities, and the identities.
    pub names: Vec<Name>,
    pub identities: Vec<Identity>,
    pub tally: Tally,
    /// The claims as they may be told by other articles.
    pub tellings: Vec<Telling>,
}

/// A part in memory.
#[derive(Debug)]
pub(super) struct Part {
    pub head: Head,
    index: Index,
    body: Vec<u8>,
}

impl Part {
    /// The part of the rows, as far as the stage goes, its bytes in the given room. Fails only where memory does.
    pub(super) fn of(
        rows: &Rows,
        stage: Stage,
        input: String,
        names: Vec<Name>,
        identities: Vec<Identity>,
        room: Vec<u8>,
    ) -> std::io::Result<Part> {
        let tally = Tally {
            skipped: rows.skipped.len() as u64,
            outside: rows.outside,
            left_out: rows.left_out,
            errors: Told::of(&rows.errors),
            warnings: Told::of(&rows.warnings),
            ..Tally::of(&rows.articles, &rows.claims, &rows.checks)
        };
        let tellings = match stage {
            Stage::Checks => rows.claims.iter().filter_map(Telling::of).collect(),
            Stage::Mentions | Stage::Claims => Vec::new(),
        };
        let head = Head { names, identities, tally, tellings };
        let mut sections = Sections::in_room(room);
        sections.add(HEAD, 1, |bytes| Ok(serde_json::to_writer(bytes, &head)?))?;
        match stage {
            Stage::Mentions => sections.table(&rows.mentions)?,
            Stage::Claims | Stage::Checks => {
                sections.table(&rows.articles)?;
                sections.table(&rows.claims)?;
                sections.table(&rows.skipped)?;
                sections.table(&rows.errors)?;
                sections.add(ORIGINS, rows.origins.len(), |bytes| {
                    rows.origins
                        .iter()
                        .for_each(|origin| bytes.extend_from_slice(element(origin).as_bytes()));
                    Ok(())
                })?;
                sections.add(TEXTS, rows.texts.len(), |bytes| {
                    rows.texts.iter().for_each(|(_, text)| bytes.extend_from_slice(text.as_bytes()));
                    Ok(())
                })?;
            }
        }
        if stage == Stage::Checks {
            sections.table(&rows.evidence)?;
            sections.table(&rows.findings)?;
            sections.table(&rows.checks)?;
            sections.table(&rows.timeline)?;
        }
        let index = Index {
            key: String::new(),
            input,
            texts: rows.texts.iter().map(|(id, text)| (id.to_string(), text.len() as u64)).collect(),
            checksum: crc32fast::hash(&sections.bytes),
            sections: sections.sections,
        };
        Ok(Part { head, index, body: sections.bytes })
    }

    /// The room that its bytes took, for the next part.
    pub(super) fn into_room(self) -> Vec<u8> {
        self.body
    }

    /// Writes the part under its name, which it gets when it is whole.
    pub(super) fn write(&self, place: &Path, key: &str) -> std::io::Result<()> {
        let unfinished = place.with_extension("new");
        let mut index = serde_json::to_vec(&Index { key: key.to_owned(), ..self.index.clone() })?;
        index.push(b'\n');
        let written = File::create(&unfinished).and_then(|mut file| {
            file.write_all(&index)?;
            file.write_all(&self.body)
        });
        let done = written.and_then(|()| std::fs::rename(&unfinished, place));
        if done.is_err() {
            // Where there is no room for it, what is there of it takes up the room.
            let _ = std::fs::remove_file(&unfinished);
        }
        done
    }
}

/// What the run's descriptor says of an article, as it stands in its list after the one before.
pub(in crate::cli) fn element(origin: &serde_json::Value) -> String {
    format!("{BETWEEN}{}", indented(origin, 6))
}

/// What stands between two elements of a list in the descriptor.
pub(in crate::cli) const BETWEEN: &str = ",\n";

/// JSON over several lines, all of them moved in by so many spaces.
pub(in crate::cli) fn indented(value: &serde_json::Value, spaces: usize) -> String {
    let margin = " ".repeat(spaces);
    format!("{margin}{}", format!("{value:#}").replace('\n', &format!("\n{margin}")))
}

/// The bytes of a part, section after section.
struct Sections {
    bytes: Vec<u8>,
    sections: Vec<Section>,
}

impl Sections {
    fn in_room(mut bytes: Vec<u8>) -> Self {
        bytes.clear();
        Sections { bytes, sections: Vec::new() }
    }

    fn table<R: Row>(&mut self, rows: &[R]) -> std::io::Result<()> {
        self.add(R::TABLE.name, rows.len(), |bytes| table::append(bytes, rows))
    }

    fn add(
        &mut self,
        name: &str,
        rows: usize,
        write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let start = self.bytes.len();
        write(&mut self.bytes)?;
        let bytes = (self.bytes.len() - start) as u64;
        self.sections.push(Section { name: name.to_owned(), bytes, rows: rows as u64 });
        Ok(())
    }
}

/// A part's file.
#[derive(Debug)]
pub(super) struct PartFile {
    pub index: Index,
    path: PathBuf,
    file: BufReader<File>,
    /// Where the sections begin.
    start: u64,
}

impl PartFile {
    /// Opens a part.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let failed = |cause: std::io::Error| Error::read(path, &cause);
        let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
        let mut line = Vec::new();
        let start = file.read_until(b'\n', &mut line).map_err(failed)? as u64;
        let index: Index = serde_json::from_slice(&line).map_err(|_| damaged(path))?;
        let length = file.get_ref().metadata().map_err(failed)?.len();
        if length != start + index.sections.iter().map(|section| section.bytes).sum::<u64>() {
            return Err(damaged(path));
        }
        Ok(PartFile { index, path: path.to_path_buf(), file, start })
    }

    /// Whether what follows the index is what was written.
    pub(super) fn is_sound(&mut self) -> bool {
        let mut checksum = crc32fast::Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        if self.file.seek(SeekFrom::Start(self.start)).is_err() {
            return false;
        }
        loop {
            match self.file.read(&mut buffer) {
                Ok(0) => return checksum.finalize() == self.index.checksum,
                Ok(read) => checksum.update(&buffer[..read]),
                Err(_) => return false,
            }
        }
    }

    /// What is needed of the chunk beside its rows.
    pub(super) fn head(&mut self) -> Result<Head> {
        let path = self.path.clone();
        let mut json = Vec::new();
        self.section(HEAD)?.read_to_end(&mut json).map_err(|cause| Error::read(&path, &cause))?;
        serde_json::from_slice(&json).map_err(|_| damaged(&path))
    }

    /// How many rows a section has.
    pub(super) fn rows(&self, name: &str) -> u64 {
        let sections = self.index.sections.iter();
        sections.filter(|section| section.name == name).map(|section| section.rows).sum()
    }

    /// A section's bytes.
    pub(super) fn section(&mut self, name: &str) -> Result<std::io::Take<&mut BufReader<File>>> {
        let sections = &self.index.sections;
        let place = sections.iter().position(|section| section.name == name).unwrap_or(sections.len());
        let start = self.start + sections[..place].iter().map(|section| section.bytes).sum::<u64>();
        let length = sections.get(place).map_or(0, |section| section.bytes);
        self.file.seek(SeekFrom::Start(start)).map_err(|cause| Error::read(&self.path, &cause))?;
        Ok((&mut self.file).take(length))
    }
}

fn damaged(path: &Path) -> Error {
    Error::new("the part is damaged").at(path).hint("run the same command again, with --resume")
}
