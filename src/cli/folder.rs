//! A run's folder: tables that appear under their names only when all are written, and the Data Package that
//! describes them.

use crate::article::{Article, ArticleId, sha256};
use crate::claim::Counting;
use crate::dataset::{Dataset, Datasets};
use crate::error::{Error, Result};
use crate::table::{self, Row};
use serde_json::{Value, json};
use std::fs;
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

/// The descriptor's file name.
const DESCRIPTOR: &str = "datapackage.json";
/// Says what each file is.
const INDEX: &str = "README.txt";
/// Where the extracted texts of converted formats are kept.
const TEXTS: &str = "texts";
/// The descriptor's property that tells a run's folder from any other Data Package.
const MARK: &str = "mizan";

/// What a run was made from: the part of its descriptor that no table has.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Each article: where it was read from and published, and its SHA-256.
    pub articles: Vec<Value>,
    /// Each data set: version, licence, citation, series and SHA-256.
    pub datasets: Vec<Value>,
}

impl Origins {
    /// Those of the run in this folder; none where there is no run.
    pub(super) fn of_run(run: &Path) -> Self {
        let descriptor = read_descriptor(run).unwrap_or_default();
        let list = |name: &str| descriptor[MARK][name].as_array().cloned().unwrap_or_default();
        Origins { articles: list("articles"), datasets: list("datasets") }
    }

    /// Adds an article.
    pub(super) fn article(&mut self, article: &Article) {
        self.articles.push(json!({
            "article_id": article.id.as_str(),
            "path": article.path,
            "sha256": article.sha256,
            "source": article.source,
            "url": article.url,
        }));
    }
}

/// What a run's descriptor says of the data sets that were read.
pub(super) fn dataset_notes(datasets: &Datasets) -> Vec<Value> {
    let series_of = |set: &Dataset| -> Vec<Value> {
        let own = datasets.series().iter().filter(|series| series.dataset == set.name);
        own.map(|series| {
            json!({
                "name": series.name,
                "title": series.title,
                "source": series.source,
                "sourceNames": series.source_names,
                "unit": series.unit.code(),
                "counting": series.counting.map(Counting::code),
            })
        })
        .collect()
    };
    let note = |set: &Dataset| {
        let hashes: Vec<&str> = set.files.iter().map(|(_, sha256)| sha256.as_str()).collect();
        json!({
            "name": set.name,
            "title": set.title,
            "version": set.version,
            "licence": set.licence,
            "citation": set.citation,
            "sha256": hashes.join(" "),
            "series": series_of(set),
        })
    };
    datasets.sets().iter().map(note).collect()
}

/// A folder that a command fills.
///
/// Files are written to a staging folder inside it and renamed into place by [`RunFolder::commit`]; a command
/// that fails before leaves the folder as it was.
pub(super) struct RunFolder {
    path: PathBuf,
    staging: Option<TempDir>,
    resources: Vec<Value>,
    index: String,
    /// Whether the folder was not there before.
    created: bool,
}

impl RunFolder {
    /// Makes the folder where it is not there, and checks that it can be written.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let created = !path.exists();
        let failed = |cause: std::io::Error| Error::write(path, &cause);
        fs::create_dir_all(path).map_err(failed)?;
        let staging = staging_in(path).map_err(failed)?;
        Ok(RunFolder {
            path: path.to_path_buf(),
            staging: Some(staging),
            resources: Vec::new(),
            index: String::new(),
            created,
        })
    }

    /// Adds a table.
    pub(super) fn table<R: Row>(&mut self, rows: &[R]) -> Result<()> {
        let mut csv = Vec::new();
        table::write(&mut csv, rows).map_err(|cause| Error::write(&self.path, &cause))?;
        let name = R::TABLE.file_name();
        self.file(&name, &csv)?;
        self.index.push_str(&format!("{name:<16} each row is {} ({})\n", R::TABLE.row_meaning, rows.len()));
        self.resources.push(json!({
            "name": R::TABLE.name,
            "path": name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": csv.len(),
            "hash": hash(&csv),
            "schema": R::TABLE.schema(),
        }));
        Ok(())
    }

    /// Adds the texts that offsets refer to where no input file holds them.
    pub(super) fn texts(&mut self, texts: &[(ArticleId, String)]) -> Result<()> {
        let mut texts: Vec<_> = texts.iter().collect();
        texts.sort();
        for (id, text) in &texts {
            let name = format!("{TEXTS}/{id}.txt");
            self.file(&name, text.as_bytes())?;
            self.resources.push(file_resource(&name, text.as_bytes()));
        }
        if !texts.is_empty() {
            let place = format!("{TEXTS}/");
            self.index
                .push_str(&format!("{place:<16} the text of converted articles, which offsets count in\n"));
        }
        Ok(())
    }

    /// Renames every file into place, then takes away what an earlier run left under other names.
    pub(super) fn commit(mut self, origins: &Origins) -> Result<()> {
        let version = env!("CARGO_PKG_VERSION");
        let index = format!(
            "Written by mizan {version}. What each file holds; {DESCRIPTOR} says what each column means.\n\n{}",
            self.index
        );
        self.file(INDEX, index.as_bytes())?;
        self.resources.push(file_resource(INDEX, index.as_bytes()));
        let descriptor = json!({
            "profile": "data-package",
            "name": "mizan-run",
            MARK: { "version": version, "articles": origins.articles, "datasets": origins.datasets },
            "resources": std::mem::take(&mut self.resources),
        });
        let earlier = resource_paths(&read_descriptor(&self.path).unwrap_or_default());
        self.file(DESCRIPTOR, pretty(&descriptor).as_bytes())?;
        let kept = resource_paths(&descriptor);
        for name in kept.iter().map(String::as_str).chain([DESCRIPTOR]) {
            let place = self.path.join(name);
            make_parent(&place)?;
            fs::rename(self.staged(name), &place).map_err(|cause| Error::write(&place, &cause))?;
        }
        for name in earlier.iter().filter(|name| !kept.contains(name)) {
            remove(&self.path, name)?;
        }
        self.created = false;
        Ok(())
    }

    fn staged(&self, name: &str) -> PathBuf {
        let staging = self.staging.as_ref().unwrap_or_else(|| unreachable!("only dropping takes it"));
        staging.path().join(name)
    }

    fn file(&self, name: &str, content: &[u8]) -> Result<()> {
        let staged = self.staged(name);
        make_parent(&staged)?;
        fs::write(&staged, content).map_err(|cause| Error::write(&self.path.join(name), &cause))
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

/// Lists further files of a run (reports, pictures) in its descriptor, in place of those listed before.
pub(super) fn list_files(run: &Path, files: &[PathBuf]) -> Result<()> {
    let mut descriptor = read_descriptor(run)?;
    let names: Vec<String> = files
        .iter()
        .filter_map(|file| file.strip_prefix(run).ok())
        .map(|name| name.to_string_lossy().replace('\\', "/"))
        .collect();
    let is_table = |resource: &Value| resource.get("schema").is_some();
    let is_text = |path: &str| path == INDEX || path.starts_with(TEXTS);
    let Some(resources) = descriptor.get_mut("resources").and_then(Value::as_array_mut) else {
        return Err(Error::new("the descriptor lists no resources").at(run.join(DESCRIPTOR)));
    };
    let mut earlier = Vec::new();
    resources.retain(|resource| {
        let path = resource.get("path").and_then(Value::as_str).unwrap_or_default();
        let kept = is_table(resource) || is_text(path);
        if !kept {
            earlier.push(path.to_owned());
        }
        kept
    });
    for name in &names {
        let place = run.join(name);
        let content = fs::read(&place).map_err(|cause| Error::read(&place, &cause))?;
        resources.push(file_resource(name, &content));
    }
    for name in earlier.iter().filter(|name| !names.contains(name)) {
        remove(run, name)?;
    }
    write_file(&run.join(DESCRIPTOR), pretty(&descriptor).as_bytes())
}

/// Writes a file under a temporary name beside its place and renames it.
pub(super) fn write_file(place: &Path, content: &[u8]) -> Result<()> {
    let failed = |cause: std::io::Error| Error::write(place, &cause);
    make_parent(place)?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staging = staging_in(folder).map_err(failed)?;
    let staged = staging.path().join("file");
    fs::write(&staged, content).and_then(|()| fs::rename(&staged, place)).map_err(failed)
}

/// A folder whose files are on the same disk as those of `folder`; it goes when it is dropped.
fn staging_in(folder: &Path) -> std::io::Result<TempDir> {
    tempfile::Builder::new().prefix(".mizan-").tempdir_in(folder)
}

/// Reads a run's table.
pub(super) fn read_table<R: Row>(run: &Path) -> Result<Vec<R>> {
    table::read_file(&run.join(R::TABLE.file_name()))
}

/// Reads a run's table where there is one.
pub(super) fn read_table_if_there<R: Row>(run: &Path) -> Result<Vec<R>> {
    if run.join(R::TABLE.file_name()).exists() { read_table(run) } else { Ok(Vec::new()) }
}

/// Reads the texts that a run kept, in the order of their names.
pub(super) fn read_texts(run: &Path) -> Result<Vec<(ArticleId, String)>> {
    let folder = run.join(TEXTS);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |cause: std::io::Error| Error::read(&folder, &cause);
    let entries = fs::read_dir(&folder).map_err(failed)?;
    let mut places =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
    places.sort();
    let mut texts = Vec::new();
    for place in places {
        let id = place.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(&place).map_err(|cause| Error::read(&place, &cause))?;
        texts.push((ArticleId::from(id.as_str()), text));
    }
    Ok(texts)
}

fn read_descriptor(run: &Path) -> Result<Value> {
    let path = run.join(DESCRIPTOR);
    let text = fs::read_to_string(&path).map_err(|cause| Error::read(&path, &cause))?;
    let descriptor: Value = serde_json::from_str(&text).map_err(|cause| {
        Error::new(format!("the JSON is malformed: {cause}")).at(&path).hint("run the command again")
    })?;
    Ok(descriptor)
}

/// The paths of a run's resources that lie inside its folder; none where the descriptor is not a run's.
fn resource_paths(descriptor: &Value) -> Vec<String> {
    let inside = |path: &&str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let resources = descriptor.get("resources").and_then(Value::as_array);
    resources
        .filter(|_| descriptor.get(MARK).is_some())
        .into_iter()
        .flatten()
        .filter_map(|resource| resource.get("path").and_then(Value::as_str))
        .filter(inside)
        .map(str::to_owned)
        .collect()
}

fn remove(run: &Path, name: &str) -> Result<()> {
    let place = run.join(name);
    match fs::remove_file(&place) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::write(&place, &cause)),
        _ => Ok(()),
    }
}

fn make_parent(place: &Path) -> Result<()> {
    match place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => fs::create_dir_all(folder).map_err(|cause| Error::write(folder, &cause)),
        None => Ok(()),
    }
}

/// A resource that is no table. Its name is the path, in the letters that Data Packages allow.
fn file_resource(path: &str, content: &[u8]) -> Value {
    let name: String = path
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' })
        .collect();
    json!({ "name": name, "path": path, "bytes": content.len(), "hash": hash(content) })
}

fn hash(content: &[u8]) -> String {
    format!("sha256:{}", sha256(content))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
