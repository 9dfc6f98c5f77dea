//! A run's folder: tables that appear under their names only when all are written, and the Data Package that
//! describes them.

mod descriptor;
mod index;

pub(super) use descriptor::{dataset_notes, list_files, origins_of_run};

use super::batch::{BETWEEN, element, indented};
use crate::article::{ArticleId, Sha256Of};
use crate::error::{Error, Result};
use crate::table::{self, Row, Table};
use descriptor::{DESCRIPTOR, Earlier, MARK, TEXTS, file_resource};
use index::INDEX;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The list of what the descriptor says of each article, and that of the texts, before they stand in it.
const ORIGINS: &str = ".origins";
const TEXT_RESOURCES: &str = ".texts";
/// How the names of folders begin in which files are made before they get their place.
const STAGING: &str = ".mizan-";

/// A folder that a command fills.
///
/// Files are written to a staging folder inside it and renamed into place by [`RunFolder::commit`]; a command
/// that fails before leaves the folder as it was.
pub(super) struct RunFolder {
    path: PathBuf,
    staging: Option<TempDir>,
    /// Tables and other files, but for the texts.
    resources: Vec<Value>,
    /// The texts' names, and their resources as they stand in the descriptor.
    texts: Vec<String>,
    text_resources: Option<Staged>,
    origins: Option<Staged>,
    index: String,
    /// Whether the folder was not there before.
    created: bool,
}

/// Makes a run's folder where it is not there, and tells whether it was not.
///
/// A folder that holds something else under the names of these tables, or another Data Package, is an error;
/// one that a run was `begun` in may hold tables without a descriptor, if the run was killed while it ended.
pub(super) fn make(path: &Path, tables: &[Table], begun: bool) -> Result<bool> {
    let created = !path.exists();
    fs::create_dir_all(path).map_err(|cause| Error::write(path, &cause))?;
    let something_else = |name: &str| {
        Error::new(format!("the folder holds something else: its {name} is not a run's"))
            .at(path)
            .hint("choose another folder with --out, or move the file away")
    };
    match Earlier::read(path) {
        Some(earlier) if earlier.is_run() => {}
        Some(_) => return Err(something_else(DESCRIPTOR)),
        None if path.join(DESCRIPTOR).exists() => return Err(something_else(DESCRIPTOR)),
        None if begun => {}
        None => {
            let names = tables.iter().map(Table::file_name);
            if let Some(name) = names.into_iter().find(|name| path.join(name).exists()) {
                return Err(something_else(&name));
            }
        }
    }
    Ok(created)
}

/// Removes the staging folders of commands that were killed. Nobody else may be writing to the folder.
pub(super) fn remove_leftovers(path: &Path) -> Result<()> {
    let failed = |cause: std::io::Error| Error::write(path, &cause);
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_name().to_string_lossy().starts_with(STAGING) {
            fs::remove_dir_all(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

impl RunFolder {
    /// Makes the folder where it is not there, and checks that it can be written.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let created = !path.exists();
        fs::create_dir_all(path).map_err(|cause| Error::write(path, &cause))?;
        RunFolder::staged_in(path, path, created)
    }

    /// The folder, its files made in another folder of the same disk; `created` where it was not there before.
    pub(super) fn staged_in(path: &Path, staging: &Path, created: bool) -> Result<Self> {
        let staging = staging_in(staging).map_err(|cause| Error::write(path, &cause))?;
        Ok(RunFolder {
            path: path.to_path_buf(),
            staging: Some(staging),
            resources: Vec::new(),
            texts: Vec::new(),
            text_resources: None,
            origins: None,
            index: String::new(),
            created,
        })
    }

    /// The folder's path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a table.
    pub(super) fn table<R: Row>(&mut self, rows: &[R]) -> Result<()> {
        let mut file = self.staged_file(&R::TABLE.file_name())?;
        let mut csv = Vec::new();
        table::write(&mut csv, rows).map_err(|cause| Error::write(&self.path, &cause))?;
        file.put(&csv)?;
        self.add(&R::TABLE, rows.len() as u64, file)
    }

    /// A file of the run, to be filled.
    pub(super) fn staged_file(&self, name: &str) -> Result<Staged> {
        let staged = self.staged(name);
        make_parent(&staged)?;
        let place = self.path.join(name);
        let file = File::create(&staged).map_err(|cause| Error::write(&place, &cause))?;
        Ok(Staged { file: BufWriter::with_capacity(1 << 16, file), place, sum: Sha256Of::default() })
    }

    /// The list of what the descriptor says of each article, to be filled.
    pub(super) fn staged_origins(&self) -> Result<Staged> {
        self.staged_file(ORIGINS)
    }

    /// Adds a table whose file is filled.
    pub(super) fn add(&mut self, table: &Table, rows: u64, file: Staged) -> Result<()> {
        let (bytes, hash) = file.finish()?;
        let name = table.file_name();
        self.index.push_str(&index::line(&name, &format!("each row is {} ({rows})", table.row_meaning)));
        self.resources.push(json!({
            "name": table.name,
            "path": name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes,
            "hash": hash,
            "schema": table.schema(),
        }));
        Ok(())
    }

    /// Adds the list of what the descriptor says of each article, which is filled.
    pub(super) fn add_origins(&mut self, file: Staged) -> Result<()> {
        self.origins = Some(file.flushed()?);
        Ok(())
    }

    /// Adds what the descriptor says of each article.
    pub(super) fn origins(&mut self, articles: &[Value]) -> Result<()> {
        let mut file = self.staged_origins()?;
        articles.iter().try_for_each(|article| file.put(element(article).as_bytes()))?;
        self.add_origins(file)
    }

    /// Adds a text that offsets refer to where no input file holds it.
    pub(super) fn text(&mut self, id: &str, text: &[u8]) -> Result<()> {
        let name = format!("{TEXTS}/{id}.txt");
        let mut resources = match self.text_resources.take() {
            Some(resources) => resources,
            None => {
                let what = "the text of converted articles, which offsets count in";
                self.index.push_str(&index::line(&format!("{TEXTS}/"), what));
                self.staged_file(TEXT_RESOURCES)?
            }
        };
        let mut file = self.staged_file(&name)?;
        file.put(text)?;
        let (bytes, hash) = file.finish()?;
        resources.put(format!("{}{BETWEEN}", indented(&file_resource(&name, bytes, &hash), 4)).as_bytes())?;
        self.text_resources = Some(resources);
        self.texts.push(name);
        Ok(())
    }

    /// Renames every file into place, and takes away what an earlier run left under other names.
    pub(super) fn commit(mut self, datasets: &[Value]) -> Result<()> {
        let index = index::opening(env!("CARGO_PKG_VERSION"), DESCRIPTOR) + &self.index;
        let mut file = self.staged_file(INDEX)?;
        file.put(index.as_bytes())?;
        let (bytes, hash) = file.finish()?;
        let mut kept: Vec<String> = self.resources.iter().filter_map(resource_path).collect();
        kept.append(&mut self.texts);
        kept.push(INDEX.to_owned());
        self.describe(datasets, &file_resource(INDEX, bytes, &hash))?;

        let known: FxHashSet<&str> = kept.iter().map(String::as_str).collect();
        let earlier = Earlier::read(&self.path).map(|earlier| earlier.files()).unwrap_or_default();
        // The descriptor is the last to be replaced: until then, what a killed run has left is still listed.
        for name in earlier.iter().filter(|name| !known.contains(name.as_str())) {
            remove(&self.path, name)?;
        }
        if kept.iter().any(|name| name.starts_with(TEXTS)) {
            make_parent(&self.path.join(TEXTS).join(INDEX))?;
        } else {
            // Fails where somebody else has put something there, and then it stays.
            let _ = fs::remove_dir(self.path.join(TEXTS));
        }
        for name in kept.iter().map(String::as_str).chain([DESCRIPTOR]) {
            let place = self.path.join(name);
            fs::rename(self.staged(name), &place).map_err(|cause| Error::write(&place, &cause))?;
        }
        self.created = false;
        Ok(())
    }

    /// Writes the descriptor: the lists that are as long as the input are copied into it.
    fn describe(&mut self, datasets: &[Value], last: &Value) -> Result<()> {
        const NO_ARTICLES: &str = "\"articles\": []";
        const NO_RESOURCES: &str = "\"resources\": []";
        let frame = json!({
            "profile": "data-package",
            "name": "mizan-run",
            MARK: { "version": env!("CARGO_PKG_VERSION"), "articles": [], "datasets": datasets },
            "resources": [],
        });
        let frame = pretty(&frame);
        // Quotes inside of texts are escaped, so that these stand nowhere else but where they were just put.
        let (before, rest) = frame.split_once(NO_ARTICLES).unwrap_or((&frame, ""));
        let (between, after) = rest.rsplit_once(NO_RESOURCES).unwrap_or((rest, ""));
        let mut file = self.staged_file(DESCRIPTOR)?;
        file.put(before.as_bytes())?;
        let origins = self.staged(ORIGINS);
        if self.origins.take().is_some_and(|list| list.sum.bytes() > 0) {
            file.put(b"\"articles\": [\n")?;
            file.copy(&origins, BETWEEN.len() as u64)?;
            file.put(b"\n    ]")?;
        } else {
            file.put(NO_ARTICLES.as_bytes())?;
        }
        file.put(between.as_bytes())?;
        file.put(b"\"resources\": [\n")?;
        for resource in &self.resources {
            file.put(format!("{}{BETWEEN}", indented(resource, 4)).as_bytes())?;
        }
        if let Some(list) = self.text_resources.take() {
            list.flushed()?;
            file.copy(&self.staged(TEXT_RESOURCES), 0)?;
        }
        file.put(indented(last, 4).as_bytes())?;
        file.put(b"\n  ]")?;
        file.put(after.as_bytes())?;
        file.finish()?;
        Ok(())
    }

    fn staged(&self, name: &str) -> PathBuf {
        let staging = self.staging.as_ref().unwrap_or_else(|| unreachable!("only dropping takes it"));
        staging.path().join(name)
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        self.staging.take();
        if self.created {
            // Fails where somebody else has put something there, and then it stays.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// A file that is being filled where nobody looks for it.
pub(super) struct Staged {
    file: BufWriter<File>,
    /// The place it will have: errors name it.
    place: PathBuf,
    sum: Sha256Of,
}

impl Staged {
    /// Adds bytes.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        self.file.write_all(bytes).map_err(|cause| Error::write(&self.place, &cause))
    }

    /// Adds what another file holds from a byte on.
    fn copy(&mut self, from: &Path, start: u64) -> Result<()> {
        let failed = |cause: std::io::Error| Error::read(from, &cause);
        let mut file = BufReader::new(File::open(from).map_err(failed)?);
        std::io::copy(&mut (&mut file).take(start), &mut std::io::sink()).map_err(failed)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).map_err(failed)? {
                0 => return Ok(()),
                read => self.put(&buffer[..read])?,
            }
        }
    }

    fn flushed(mut self) -> Result<Self> {
        self.file.flush().map_err(|cause| Error::write(&self.place, &cause))?;
        Ok(self)
    }

    /// How many bytes it has, and its hash as descriptors give it.
    fn finish(self) -> Result<(u64, String)> {
        let (bytes, sha256) = self.flushed()?.sum.finish();
        Ok((bytes, format!("sha256:{sha256}")))
    }
}

/// Writes a file under a temporary name beside its place and renames it; what is there and no file (a device,
/// a pipe) is written to as it is.
pub(super) fn write_file(place: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |cause: std::io::Error| Error::write(place, &cause);
    let told = |error: Error| error.at(place).hint("choose another place, or free space");
    if fs::metadata(place).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        let mut file = fs::OpenOptions::new().write(true).open(place).map_err(failed)?;
        return write(&mut file).map_err(told);
    }
    make_parent(place)?;
    let staging = staging_in(folder_of(place)).map_err(failed)?;
    let staged = staging.path().join("file");
    let mut file = BufWriter::new(File::create(&staged).map_err(failed)?);
    write(&mut file).map_err(told)?;
    file.flush().and_then(|()| fs::rename(&staged, place)).map_err(failed)
}

/// The folder in which a file is.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A folder whose files are on the same disk as those of `folder`; it goes when it is dropped.
pub(super) fn staging_in(folder: &Path) -> std::io::Result<TempDir> {
    tempfile::Builder::new().prefix(STAGING).tempdir_in(folder)
}

/// Whether a file or folder is one in which files are made before they get their place.
pub(super) fn is_staging(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with(STAGING)
}

/// Reads a run's table.
pub(super) fn read_table<R: Row>(run: &Path) -> Result<Vec<R>> {
    table::read_file(&run.join(R::TABLE.file_name()))
}

/// Reads a run's table where there is one.
pub(super) fn read_table_if_there<R: Row>(run: &Path) -> Result<Vec<R>> {
    if run.join(R::TABLE.file_name()).exists() { read_table(run) } else { Ok(Vec::new()) }
}

/// Reads the texts that a run kept, of the articles in this order.
pub(super) fn read_texts<'a>(
    run: &Path,
    articles: impl IntoIterator<Item = &'a ArticleId>,
) -> Result<Vec<(ArticleId, String)>> {
    let folder = run.join(TEXTS);
    let mut texts = Vec::new();
    if !folder.is_dir() {
        return Ok(texts);
    }
    for id in articles {
        let place = folder.join(format!("{id}.txt"));
        match fs::read_to_string(&place) {
            Ok(text) => texts.push((id.clone(), text)),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
            Err(cause) => return Err(Error::read(&place, &cause)),
        }
    }
    Ok(texts)
}

fn resource_path(resource: &Value) -> Option<String> {
    resource.get("path").and_then(Value::as_str).map(str::to_owned)
}

fn remove(run: &Path, name: &str) -> Result<()> {
    let place = run.join(name);
    match fs::remove_file(&place) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::write(&place, &cause)),
        _ => Ok(()),
    }
}

fn make_parent(place: &Path) -> Result<()> {
    let folder = folder_of(place);
    fs::create_dir_all(folder).map_err(|cause| Error::write(folder, &cause))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
