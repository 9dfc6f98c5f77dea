//! Names in reference files and in questions: places of any tradition, actors and measures, as ids.

use crate::lexicon::ids::{ActorId, Ids, MeasureId, PlaceId};
use crate::lexicon::{Feature, Kind, LexiconRow, embedded_rows_of, languages};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Finds the id that a cell means: by the id tables, else by the names that the lexicons know, which are read
/// when the first name needs them.
#[derive(Debug)]
pub(super) struct Names {
    tables: Known,
    lexicons: OnceLock<Known>,
    questions: OnceLock<Known>,
    iso_numbers: FxHashMap<u32, PlaceId>,
    gleditsch_ward: FxHashMap<u32, PlaceId>,
}

/// Folded name → ids.
#[derive(Debug, Default)]
struct Known {
    places: FxHashMap<String, Vec<PlaceId>>,
    actors: FxHashMap<String, ActorId>,
    measures: FxHashMap<String, MeasureId>,
    /// What the words between the names of a question lead to, by their labels: "by" to an actor.
    leads: FxHashMap<String, Lead>,
    /// What is written together with the second of two names and joins them.
    joining: Vec<String>,
}

/// What a word of a question leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Actor,
    Target,
    Place,
}

/// The labels that hold those words.
const LEADS: [(&str, Lead); 3] =
    [("query.by", Lead::Actor), ("query.against", Lead::Target), ("query.in", Lead::Place)];

impl Known {
    fn add_place(&mut self, name: &str, id: &PlaceId) {
        let known = self.places.entry(folded(name)).or_default();
        if !known.contains(id) {
            known.push(id.clone());
        }
    }

    /// Takes up the rows of some kinds of every lexicon.
    fn add_rows(&mut self, kinds: &[Kind]) {
        for language in languages() {
            embedded_rows_of(language, kinds).unwrap_or_default().iter().for_each(|row| self.add_row(row));
        }
    }

    /// Takes up what a row of a lexicon says.
    fn add_row(&mut self, row: &LexiconRow) {
        let has = |feature: Feature| row.features.iter().any(|known| known == feature.code());
        let Ok(kind) = row.kind.parse::<Kind>() else { return };
        let forms = row.form.split('|');
        match kind {
            Kind::Place if has(Feature::Name) => {
                forms.for_each(|form| self.add_place(form, &PlaceId::from(row.value.as_str())));
            }
            Kind::Actor if has(Feature::Name) => forms.for_each(|form| {
                self.actors.entry(folded(form)).or_insert_with(|| ActorId::from(row.value.as_str()));
            }),
            Kind::Measure if has(Feature::Noun) && !has(Feature::Ambiguous) => forms.for_each(|form| {
                self.measures.entry(folded(form)).or_insert_with(|| MeasureId::from(row.value.as_str()));
            }),
            Kind::Prefix if row.value == Kind::And.code() => self.joining.extend(forms.map(folded)),
            Kind::Label => {
                let lead = LEADS.iter().find(|(label, _)| *label == row.value);
                self.leads.extend(lead.map(|(_, lead)| (folded(&row.form), *lead)));
            }
            _ => {}
        }
    }

    fn best_place(&self, folded_name: &str) -> Option<&PlaceId> {
        let found = self.places.get(folded_name)?;
        found.iter().min_by_key(rank)
    }
}

impl Names {
    /// The names in the id tables and in every lexicon.
    pub(super) fn new(ids: &Ids) -> Self {
        let mut names = Names {
            tables: Known::default(),
            lexicons: OnceLock::new(),
            questions: OnceLock::new(),
            iso_numbers: FxHashMap::default(),
            gleditsch_ward: FxHashMap::default(),
        };
        for place in &ids.places {
            names.tables.add_place(place.id.as_str(), &place.id);
            names.tables.add_place(&place.name, &place.id);
            if let Some(code) = &place.iso3 {
                names.tables.add_place(code, &place.id);
            }
            if let Some(number) = place.iso_number {
                names.iso_numbers.entry(number).or_insert_with(|| place.id.clone());
            }
            if let Some(number) = place.gleditsch_ward {
                names.gleditsch_ward.entry(number).or_insert_with(|| place.id.clone());
            }
        }
        for actor in &ids.actors {
            names.tables.actors.insert(folded(actor.id.as_str()), actor.id.clone());
        }
        names
    }

    fn lexicons(&self) -> &Known {
        self.lexicons.get_or_init(|| {
            let mut known = Known::default();
            known.add_rows(&[Kind::Place, Kind::Actor]);
            known
        })
    }

    /// What only questions say.
    fn questions(&self) -> &Known {
        self.questions.get_or_init(|| {
            let mut known = Known::default();
            known.add_rows(&[Kind::Measure, Kind::Prefix, Kind::Label]);
            known
        })
    }

    /// A country or other place of its own by name or ISO code: "Yemen (North Yemen)" by what stands before
    /// the bracket, else by what stands in it.
    pub(super) fn place(&self, name: &str) -> Option<PlaceId> {
        let country = |place: &&PlaceId| place.as_str().len() == 2;
        let listed = self.tables.best_place(&folded(name)).filter(country);
        let find = |reading: String| {
            self.lexicons()
                .best_place(&reading)
                .into_iter()
                .chain(self.tables.best_place(&reading))
                .min_by_key(rank)
        };
        listed.or_else(|| readings(name).find_map(find)).cloned()
    }

    /// A division by its name, with or without what it is ("Idlib Governorate"), inside a country.
    pub(super) fn division(&self, name: &str, country: &PlaceId, ids: &Ids) -> Option<PlaceId> {
        let head = folded(name).rsplit_once(' ').map(|(head, _)| head.to_owned());
        readings(name)
            .chain(head)
            .flat_map(|reading| {
                let known = [&self.tables, self.lexicons()].map(|known| known.places.get(&reading));
                known.into_iter().flatten().flatten().cloned().collect::<Vec<_>>()
            })
            .find(|id| id != country && ids.place_tree.contains(country, id))
    }

    /// A measure by a noun of any lexicon: "attacks", هجمات.
    pub(super) fn measure(&self, name: &str) -> Option<MeasureId> {
        self.questions().measures.get(&folded(name)).cloned()
    }

    /// What a word between names leads to: an actor, a target or a place.
    pub(super) fn leads_to(&self, word: &str) -> Option<Lead> {
        self.questions().leads.get(&folded(word)).copied()
    }

    /// A name without the "and" that is written together with it: وسوريا.
    pub(super) fn without_joining<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.questions().joining.iter().find_map(|joining| name.strip_prefix(joining.as_str()))
    }

    /// A country by ISO 3166-1 number.
    pub(super) fn iso_number(&self, cell: &str) -> Option<PlaceId> {
        self.iso_numbers.get(&whole_number(cell)?).cloned()
    }

    /// A state by Gleditsch and Ward's number.
    pub(super) fn gleditsch_ward(&self, cell: &str) -> Option<PlaceId> {
        self.gleditsch_ward.get(&whole_number(cell)?).cloned()
    }

    /// An actor by any of its names; one that no table lists is known by the name the file gives it.
    pub(super) fn actor(&self, name: &str) -> ActorId {
        self.known_actor(name).unwrap_or_else(|| ActorId::from(name.trim()))
    }

    /// An actor that the tables list.
    pub(super) fn known_actor(&self, name: &str) -> Option<ActorId> {
        let whole = folded(name);
        let before_bracket = name.split_once('(').map(|(before, _)| folded(before));
        let readings =
            || std::iter::once(&whole).chain(&before_bracket).filter(|reading| !reading.is_empty());
        let listed = readings().find_map(|reading| self.tables.actors.get(reading));
        listed.or_else(|| readings().find_map(|reading| self.lexicons().actors.get(reading))).cloned()
    }
}

/// The name in its possible readings, the whole first.
fn readings(name: &str) -> impl Iterator<Item = String> {
    let bracket = name.split_once('(').map(|(before, rest)| (before, rest.split(')').next().unwrap_or(rest)));
    let (before, inside) = bracket.unzip();
    [Some(name), before, inside].into_iter().flatten().map(folded).filter(|reading| !reading.is_empty())
}

/// Countries before other places, those before divisions.
fn rank(place: &&PlaceId) -> (bool, bool) {
    (place.as_str().len() != 2, place.as_str().contains('-'))
}

fn whole_number(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

/// A name without case, diacritics, punctuation and what else its spelling varies in.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in crate::text::fold(name).chars() {
        match c {
            c if c.is_alphanumeric() => folded.push(c),
            '\'' | '’' | '‘' | 'ʻ' | 'ʿ' => {}
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
