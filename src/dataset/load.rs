//! Loading: the bundled data sets, or all that a folder holds, each understood by its descriptor, its header
//! or not at all.

use super::compressed;
use super::descriptor::{Descriptor, Resource};
use super::file::{self, Repairs};
use super::memo::Memo;
use super::names::Names;
use super::normalise::{Index, Made, Normaliser};
use super::plan::Slots;
use super::sql::{Recipe, Table, TableFile};
use super::{ActorRole, Dataset, Datasets, Entry, Role, RowKind, Series, Understood};
use crate::claim::{ActorId, MeasureId, Period};
use crate::error::{Error, Result};
use crate::lexicon::LexiconRow;
use crate::lexicon::ids::{ActorRow, FiscalYearRow, Ids, MeasureRow, PlaceRow, WarRow};
use crate::table::Row;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A data set that is embedded in the program: its folder, its descriptor and its files.
struct Bundled {
    folder: &'static str,
    descriptor: &'static str,
    files: &'static [(&'static str, &'static str)],
}

const BUNDLED: &[Bundled] = &[Bundled {
    folder: "data/isis-attacks",
    descriptor: include_str!("../../data/isis-attacks/datapackage.json"),
    files: &[("figures.csv", include_str!("../../data/isis-attacks/figures.csv"))],
}];

/// The name of a data set's descriptor.
const DESCRIPTOR: &str = "datapackage.json";

impl Datasets {
    /// The data sets that are embedded in the program.
    pub fn embedded(ids: &Ids) -> Self {
        let mut loader = Loader::new(ids);
        for bundled in BUNDLED {
            let (descriptor, problems) = Descriptor::parse(bundled.descriptor);
            loader.problems(problems, Path::new(bundled.folder));
            let read = |path: &str| {
                let text = bundled.files.iter().find(|(name, _)| *name == path).map(|(_, text)| *text);
                text.map(|text| text.as_bytes().to_vec())
                    .ok_or_else(|| Error::new("the file is not embedded").at(path))
            };
            let folder = Path::new(bundled.folder);
            if let Err(error) = loader.add(&descriptor, folder, Understood::Described, &read) {
                loader.errors.push(error.at(folder));
            }
        }
        let (datasets, errors) = loader.finish();
        match errors.first() {
            None => datasets,
            Some(error) => unreachable!("a test loads the bundled data sets: {error}"),
        }
    }

    /// Loads what a path holds: a folder (with the folders in it), a descriptor or a CSV file. What cannot
    /// be used is among the errors; all the rest is loaded.
    pub fn load(path: &Path, ids: &Ids) -> (Self, Vec<Error>) {
        let mut loader = Loader::new(ids);
        if path.is_dir() {
            loader.folder(path);
        } else if !path.exists() {
            loader.errors.push(Error::new("there is no such file or folder").at(path).hint("check the path"));
        } else if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
            loader.described(path.parent().unwrap_or(Path::new(".")));
        } else {
            loader.bare(path);
        }
        loader.finish()
    }

    /// Everything wrong with a data set's folder or CSV file, ids that no table lists included: nothing where
    /// it can be used as it is.
    pub fn validate(path: &Path, ids: &Ids) -> Vec<Error> {
        let (datasets, mut problems) = Datasets::load(path, ids);
        for (series, entry) in datasets.series.iter().zip(&datasets.entries) {
            let problem =
                |what: String| Error::new(what).at(path).field(format!("{}/{}", series.dataset, series.name));
            let measure = &series.measure;
            if ids.measure(measure).is_none() && !measure.as_str().starts_with("other:") {
                problems.push(
                    problem(format!("no claim counts `{measure}`"))
                        .hint("use an id of measures.csv, or `other:` and a noun"),
                );
            }
            for place in entry.index.places().into_iter().filter(|place| !ids.place_tree.knows(place)) {
                problems.push(
                    problem(format!("there is no place `{place}`"))
                        .hint("use ISO 3166 codes or ids of places.csv"),
                );
            }
        }
        problems
    }
}

struct Loader<'a> {
    ids: &'a Ids,
    names: Arc<Names>,
    datasets: Datasets,
    errors: Vec<Error>,
    /// The folders being read, without symbolic links: one that leads back into them is not followed.
    above: Vec<PathBuf>,
}

impl<'a> Loader<'a> {
    fn new(ids: &'a Ids) -> Self {
        let names = Arc::new(Names::new(ids));
        Loader {
            ids,
            names: names.clone(),
            datasets: Datasets {
                sets: Vec::new(),
                series: Vec::new(),
                entries: Vec::new(),
                ids: ids.clone(),
                names,
                nearest: Memo::default(),
                neighbours: Memo::default(),
            },
            errors: Vec::new(),
            above: Vec::new(),
        }
    }

    fn finish(self) -> (Datasets, Vec<Error>) {
        (self.datasets, self.errors)
    }

    fn problems(&mut self, problems: Vec<Error>, folder: &Path) {
        let path = folder.join(DESCRIPTOR);
        self.errors.extend(problems.into_iter().map(|problem| problem.at(&path)));
    }

    /// A folder: described, or its CSV files and folders one by one.
    fn folder(&mut self, folder: &Path) {
        match folder.canonicalize() {
            Ok(real) if self.above.contains(&real) => {}
            Ok(real) => {
                self.above.push(real);
                self.files_of(folder);
                self.above.pop();
            }
            Err(cause) => self.errors.push(Error::read(folder, &cause)),
        }
    }

    fn files_of(&mut self, folder: &Path) {
        let mut listed = Vec::new();
        if folder.join(DESCRIPTOR).is_file() {
            if is_run(folder) {
                return;
            }
            listed = self.described(folder);
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) => return self.errors.push(Error::read(folder, &cause)),
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let is_csv = compressed::may_hold_table(&path);
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() && !hidden {
                self.folder(&path);
            } else if is_csv && !hidden && !listed.contains(&path) {
                self.bare(&path);
            }
        }
    }

    /// A folder with a descriptor; the files that it lists.
    fn described(&mut self, folder: &Path) -> Vec<PathBuf> {
        let path = folder.join(DESCRIPTOR);
        let json = match std::fs::read_to_string(&path) {
            Ok(json) => json,
            Err(cause) => {
                self.errors.push(Error::read(&path, &cause));
                return Vec::new();
            }
        };
        let (mut descriptor, problems) = Descriptor::parse(json.trim_start_matches('\u{feff}'));
        let unusable = !problems.is_empty();
        self.problems(problems, folder);
        let paths = descriptor.resources.iter().flat_map(|resource| &resource.paths);
        let listed: Vec<PathBuf> = paths.map(|path| folder.join(path)).collect();
        if unusable {
            return listed;
        }
        // A package of others says nothing of series: its files are taken by their headers.
        descriptor.resources.retain(|resource| !resource.series.is_empty());
        if descriptor.resources.is_empty() {
            return Vec::new();
        }
        let read = |path: &str| file::read_inside(folder, path);
        if let Err(error) = self.add(&descriptor, folder, Understood::Described, &read) {
            self.errors.push(error.at(&path));
        }
        listed
    }

    /// A CSV file without a descriptor.
    fn bare(&mut self, path: &Path) {
        if let Err(error) = self.recognised(path) {
            self.errors.push(error.at(path));
        }
    }

    fn recognised(&mut self, path: &Path) -> Result<()> {
        let bytes = file::read(path)?;
        let unpacked = compressed::unpack(&bytes)?;
        let csv = file::decode(&unpacked.bytes, None, None, &mut Repairs::default())?;
        let header = super::layout::header(&csv);
        if is_own_table(&header) {
            return Ok(());
        }
        let name = compressed::table_name(path);
        let mut description = super::describe::of_csv(&csv, &name, &self.names, self.ids);
        if !description.used {
            return Err(description.not_used());
        }
        let file_name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for resource in &mut description.descriptor.resources {
            resource.paths = vec![file_name.clone()];
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        drop(csv);
        drop(unpacked);
        let bytes = std::cell::RefCell::new(Some(bytes));
        let read = |_: &str| bytes.borrow_mut().take().map_or_else(|| file::read(path), Ok);
        self.add(&description.descriptor, folder, description.understood, &read)
    }

    /// Reads a data set's tables and keeps its series.
    fn add(
        &mut self,
        descriptor: &Descriptor,
        folder: &Path,
        understood: Understood,
        read: &dyn Fn(&str) -> Result<Vec<u8>>,
    ) -> Result<()> {
        if self.datasets.sets.iter().any(|set| set.name == descriptor.name) {
            return Err(Error::new(format!("there is another data set named `{}`", descriptor.name))
                .field("/name")
                .hint("rename one of them, or leave one out"));
        }
        let mut set = Dataset {
            name: descriptor.name.clone(),
            title: descriptor.title.clone(),
            version: descriptor.version.clone(),
            licence: descriptor.licence.clone(),
            citation: descriptor.citation.clone(),
            understood,
            files: Vec::new(),
            rows: 0,
            repairs: Vec::new(),
        };
        let strict = set.understood == Understood::Described;
        let mut repairs = Repairs::default();
        let mut made: Vec<(&Resource, Arc<Table>, Made)> = Vec::new();
        for resource in &descriptor.resources {
            let mut normaliser = Normaliser::new(resource, &self.names, self.ids);
            let mut delimiter = b',';
            let mut archives = Vec::new();
            for path in &resource.paths {
                let at = folder.join(path);
                let bytes = read(path).map_err(|error| error.at(&at))?;
                let (sha256, read) = rayon::join(
                    || crate::article::sha256(&bytes),
                    || {
                        let unpacked = compressed::unpack(&bytes)?;
                        let csv = file::decode(
                            &unpacked.bytes,
                            resource.encoding.as_deref(),
                            resource.delimiter,
                            &mut repairs,
                        )?;
                        delimiter = csv.delimiter;
                        normaliser.read(&csv, strict)?;
                        Ok(unpacked.member)
                    },
                );
                archives.push(read.map_err(|error: Error| error.at(&at))?);
                set.files.push((at, sha256));
            }
            set.rows += normaliser.rows;
            if set.version.is_empty() {
                set.version = normaliser.version.take().unwrap_or_default();
            }
            let header = std::mem::take(&mut normaliser.header);
            let (series, cells, mended) = normaliser.finish();
            repairs.append(mended);
            let files = resource.paths.iter().zip(archives);
            let files = files.map(|(path, member)| TableFile { path: folder.join(path), member }).collect();
            let table = Arc::new(Table { files, delimiter, header, resource: resource.clone(), cells });
            made.extend(series.into_iter().map(|series| (resource, table.clone(), series)));
        }
        if made.is_empty() {
            return Err(Error::new("no row could be used").hint("check the roles and values of its columns"));
        }
        set.repairs = repairs.into_list();
        let names: Vec<String> = series_names(&made);
        for ((_, table, made), name) in made.into_iter().zip(names) {
            self.keep(&set, table, made, name);
        }
        self.datasets.sets.push(set);
        Ok(())
    }

    fn keep(&mut self, set: &Dataset, table: Arc<Table>, made: Made, name: String) {
        let resource = &table.resource;
        let Some(descriptor) = resource.series.get(made.descriptor) else { return };
        let slots = made.slots.clone();
        let Slots { measure, unit, row_kind, counting, inclusion, source } = made.slots;
        let extent = match &made.index {
            Index::Totals(totals) => totals.extent(),
            Index::Events(events) => Some(events.extent()),
        };
        let has_party = descriptor.roles.get(&Role::Party).map_or_else(
            || resource.fields.iter().any(|field| field.role == Some(Role::Party)),
            |columns| !columns.is_empty(),
        );
        self.datasets.series.push(Series {
            dataset: set.name.clone(),
            title: if descriptor.title.is_empty() { name.clone() } else { descriptor.title.clone() },
            name,
            source: if source.is_empty() { set.title.clone() } else { source },
            source_aliases: descriptor.source_aliases.clone(),
            source_names: descriptor.source_names.clone(),
            told_as: descriptor.told_as.iter().map(|measure| MeasureId::from(measure.as_str())).collect(),
            counting,
            inclusion,
            row_kind,
            authoritative: descriptor.authoritative,
            measure,
            unit,
            actor_role: if has_party && row_kind == RowKind::Event {
                ActorRole::Involving
            } else {
                ActorRole::By
            },
            rows: made.rows,
            extent: extent.unwrap_or(Period::day(jiff::civil::Date::constant(1970, 1, 1))),
        });
        let also_by = descriptor.also_by.iter().map(|actor| ActorId::from(actor.as_str())).collect();
        self.datasets.entries.push(Entry {
            index: made.index,
            recipe: Recipe { series: made.descriptor, slots, table: table.clone() },
            also_by,
            implied_actor: descriptor.implied_actor,
        });
    }
}

/// A name for each series: its descriptor's, with what tells it from others of the same descriptor.
fn series_names(made: &[(&Resource, Arc<Table>, Made)]) -> Vec<String> {
    let family = |resource: &Resource, one: &Made| (std::ptr::from_ref(resource), one.descriptor);
    let mut families: FxHashMap<_, (&Made, bool, bool)> = FxHashMap::default();
    for (resource, _, one) in made {
        let (first, measures, countings) =
            families.entry(family(resource, one)).or_insert((one, false, false));
        *measures |= first.slots.measure != one.slots.measure;
        *countings |= first.slots.counting != one.slots.counting;
    }
    let mut names: Vec<String> = Vec::with_capacity(made.len());
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut next_of: FxHashMap<String, u32> = FxHashMap::default();
    for (resource, _, one) in made {
        let mut name =
            resource.series.get(one.descriptor).map_or_else(String::new, |series| series.name.clone());
        let (_, measures, countings) = families[&family(resource, one)];
        if measures {
            name = format!("{name}-{}", one.slots.measure);
        }
        if countings && let Some(counting) = one.slots.counting {
            name = format!("{name}-{counting}");
        }
        if !taken.insert(name.clone()) {
            let next = next_of.entry(name.clone()).or_insert(2);
            let numbered = (*next..).map(|number| (number, format!("{name}-{number}")));
            let free = numbered.into_iter().find(|(_, numbered)| !taken.contains(numbered));
            if let Some((number, numbered)) = free {
                *next = number + 1;
                taken.insert(numbered.clone());
                name = numbered;
            }
        }
        names.push(name);
    }
    names
}

/// Whether a folder holds what a run wrote: results are no references.
fn is_run(folder: &Path) -> bool {
    let json = std::fs::read_to_string(folder.join(DESCRIPTOR)).unwrap_or_default();
    serde_json::from_str::<serde_json::Value>(&json).is_ok_and(|package| package.get("mizan").is_some())
}

/// Whether a header is that of one of the program's own id tables or lexicons, which often lie beside data.
fn is_own_table(header: &[String]) -> bool {
    let tables = [
        MeasureRow::TABLE,
        ActorRow::TABLE,
        PlaceRow::TABLE,
        FiscalYearRow::TABLE,
        WarRow::TABLE,
        LexiconRow::TABLE,
    ];
    tables
        .iter()
        .any(|table| table.columns.iter().map(|column| column.name).eq(header.iter().map(String::as_str)))
}
