//! A run's descriptor, `datapackage.json`: what it says, and reading it back.

use super::index::{self, INDEX};
use super::{pretty, remove, write_file};
use crate::article::sha256;
use crate::claim::Counting;
use crate::dataset::{Dataset, Datasets};
use crate::error::{Error, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Component, Path, PathBuf};

/// The descriptor's file name.
pub(super) const DESCRIPTOR: &str = "datapackage.json";
/// Where the extracted texts of converted formats are kept.
pub(super) const TEXTS: &str = "texts";
/// The descriptor's property that tells a run's folder from any other Data Package.
pub(super) const MARK: &str = "mizan";

/// What the descriptor of the run in this folder says of each article; nothing where there is no run.
pub(in crate::cli) fn origins_of_run(run: &Path) -> Vec<Value> {
    let descriptor = read_descriptor(run).unwrap_or_default();
    descriptor[MARK]["articles"].as_array().cloned().unwrap_or_default()
}

/// What a run's descriptor says of the data sets that were read.
pub(in crate::cli) fn dataset_notes(datasets: &Datasets) -> Vec<Value> {
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

/// Lists further files of a run (reports, pictures) in its descriptor, in place of those listed before.
pub(in crate::cli) fn list_files(run: &Path, files: &[PathBuf]) -> Result<()> {
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
        let hash = format!("sha256:{}", sha256(&content));
        resources.push(file_resource(name, content.len() as u64, &hash));
    }
    for name in earlier.iter().filter(|name| !names.contains(name)) {
        remove(run, name)?;
    }
    list_in_index(run, resources, &names)?;
    write_text(&run.join(DESCRIPTOR), &pretty(&descriptor))
}

/// Says in the index what the files are.
fn list_in_index(run: &Path, resources: &mut [Value], names: &[String]) -> Result<()> {
    let of_index = |resource: &&mut Value| resource.get("path").and_then(Value::as_str) == Some(INDEX);
    let Some(resource) = resources.iter_mut().find(of_index) else { return Ok(()) };
    let place = run.join(INDEX);
    let text = fs::read_to_string(&place).map_err(|cause| Error::read(&place, &cause))?;
    let text = index::with_made(&text, names);
    *resource = file_resource(INDEX, text.len() as u64, &format!("sha256:{}", sha256(text.as_bytes())));
    write_text(&place, &text)
}

fn write_text(place: &Path, text: &str) -> Result<()> {
    write_file(place, |file| file.write_all(text.as_bytes()).map_err(|cause| Error::write(place, &cause)))
}

fn read_descriptor(run: &Path) -> Result<Value> {
    let path = run.join(DESCRIPTOR);
    let text = fs::read_to_string(&path).map_err(|cause| Error::read(&path, &cause))?;
    let descriptor: Value = serde_json::from_str(&text).map_err(|cause| {
        Error::new(format!("the JSON is malformed: {cause}")).at(&path).hint("run the command again")
    })?;
    Ok(descriptor)
}

/// What there is in a folder before a run: what its descriptor lists.
#[derive(Debug, Deserialize)]
pub(super) struct Earlier {
    #[serde(rename = "mizan")]
    mark: Option<IgnoredAny>,
    #[serde(default)]
    resources: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
struct Listed {
    #[serde(default)]
    path: String,
}

impl Earlier {
    /// What the folder's descriptor lists; none where there is no descriptor, or none that can be read.
    pub(super) fn read(run: &Path) -> Option<Self> {
        serde_json::from_reader(BufReader::new(File::open(run.join(DESCRIPTOR)).ok()?)).ok()
    }

    /// Whether the descriptor is a run's.
    pub(super) fn is_run(&self) -> bool {
        self.mark.is_some()
    }

    /// The run's files, as far as they lie inside its folder; none where it is no run.
    pub(super) fn files(self) -> Vec<String> {
        let inside =
            |path: &String| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !self.is_run() {
            return Vec::new();
        }
        self.resources.into_iter().map(|listed| listed.path).filter(inside).collect()
    }
}

/// A resource that is no table. Its name is the path, in the letters that Data Packages allow.
pub(super) fn file_resource(path: &str, bytes: u64, hash: &str) -> Value {
    let name: String = path
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '-' })
        .collect();
    json!({ "name": name, "path": path, "bytes": bytes, "hash": hash })
}
