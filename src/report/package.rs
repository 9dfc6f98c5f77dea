//! What a run's `datapackage.json` adds to its tables: where articles come from, and which data sets were
//! read, in which version, under which licence.

use crate::claim::{ArticleId, Counting, Unit};
use crate::error::{Error, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The descriptor's part below `mizan`; every member may be missing.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Package {
    /// The version of the program that made the run.
    pub version: Option<String>,
    /// Where articles were published.
    pub articles: Vec<ArticleOrigin>,
    /// The data sets that claims were weighed against.
    pub datasets: Vec<DatasetNote>,
}

/// Who published an article, and where.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct ArticleOrigin {
    pub article_id: String,
    pub source: String,
    pub url: String,
}

/// A data set as it was read.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct DatasetNote {
    pub name: String,
    pub title: String,
    pub version: String,
    pub licence: String,
    pub citation: String,
    pub sha256: String,
    pub series: Vec<SeriesNote>,
}

/// Who counted a series, and by which rule.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct SeriesNote {
    pub name: String,
    pub source: String,
    /// The source's name by language.
    pub source_names: BTreeMap<String, String>,
    pub counting: Option<Counting>,
    /// What the figures are, in kind.
    pub unit: Option<Unit>,
}

impl Package {
    /// Reads the folder's descriptor; a folder without one has an empty package.
    pub fn read(folder: &Path) -> Result<Package> {
        let path = folder.join("datapackage.json");
        if !path.exists() {
            return Ok(Package::default());
        }
        let text = std::fs::read_to_string(&path).map_err(|cause| Error::read(&path, &cause))?;
        let value: Value = serde_json::from_str(&text).map_err(|cause| {
            Error::new(format!("is not JSON: {cause}"))
                .at(&path)
                .line(cause.line() as u64)
                .hint("delete it, or run `mizan run` again")
        })?;
        Ok(Package::of(&value["mizan"]))
    }

    fn of(value: &Value) -> Package {
        Package {
            version: value["version"].as_str().map(str::to_owned),
            articles: members(&value["articles"], |article| ArticleOrigin {
                article_id: text(article, "article_id"),
                source: text(article, "source"),
                url: text(article, "url"),
            }),
            datasets: members(&value["datasets"], |dataset| DatasetNote {
                name: text(dataset, "name"),
                title: text(dataset, "title"),
                version: text(dataset, "version"),
                licence: text(dataset, "licence"),
                citation: text(dataset, "citation"),
                sha256: text(dataset, "sha256"),
                series: members(&dataset["series"], |series| SeriesNote {
                    name: text(series, "name"),
                    source: text(series, "source"),
                    source_names: names(&series["sourceNames"]),
                    counting: series["counting"].as_str().and_then(|code| code.parse().ok()),
                    unit: series["unit"].as_str().and_then(|code| code.parse().ok()),
                }),
            }),
        }
    }

    /// Who published an article, and where, as far as it is known.
    pub fn origin(&self, article: &ArticleId) -> Option<&ArticleOrigin> {
        self.articles.iter().find(|origin| origin.article_id == article.as_str())
    }

    /// What is known of a data set.
    pub fn dataset(&self, name: &str) -> Option<&DatasetNote> {
        self.datasets.iter().find(|dataset| dataset.name == name)
    }

    /// What is known of a series.
    pub fn series(&self, dataset: &str, series: &str) -> Option<&SeriesNote> {
        self.dataset(dataset)?.series.iter().find(|note| note.name == series)
    }

    /// Who counted a series; its name where that is not known.
    pub fn counted_by<'a>(&'a self, dataset: &str, series: &'a str) -> &'a str {
        self.series(dataset, series)
            .map(|note| note.source.as_str())
            .filter(|source| !source.is_empty())
            .unwrap_or(series)
    }
}

fn members<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().map(|values| values.iter().map(read).collect()).unwrap_or_default()
}

fn names(value: &Value) -> BTreeMap<String, String> {
    let own = |(language, name): (&String, &Value)| Some((language.clone(), name.as_str()?.to_owned()));
    value.as_object().map(|names| names.iter().filter_map(own).collect()).unwrap_or_default()
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
