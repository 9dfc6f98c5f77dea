//! Statements about real figures: civilians killed in one-sided violence by country and year, as UCDP counts them,
//! where its file lies beside the project.

use super::cases::Case;
use super::chance::Chance;
use super::statement::Language::{self, Arabic, English};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const COUNTRIES: [(&str, &str, &str); 8] = [
    ("Somalia", "Somalia", "الصومال"),
    ("Mali", "Mali", "مالي"),
    ("Nigeria", "Nigeria", "نيجيريا"),
    ("Iraq", "Iraq", "العراق"),
    ("Syria", "Syria", "سوريا"),
    ("Afghanistan", "Afghanistan", "أفغانستان"),
    ("Sudan", "Sudan", "السودان"),
    ("Burkina Faso", "Burkina Faso", "بوركينا فاسو"),
];

/// The file, where there is one.
pub fn file() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let path = folder.join("ucdp/organizedviolencecy_v25_1.csv");
    path.is_file().then_some(path)
}

/// Best, low and high estimate by country and year.
type Deaths = BTreeMap<(&'static str, i32), [f64; 3]>;

fn deaths() -> Option<Deaths> {
    let mut rows = csv::Reader::from_path(file()?).unwrap();
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let [country, year] = ["country_cy", "year_cy"].map(column);
    let estimates = ["best", "low", "high"].map(|estimate| column(&format!("os_total_deaths_{estimate}_cy")));
    let mut deaths = Deaths::new();
    for row in rows.records().map(Result::unwrap) {
        let Some((known, ..)) = COUNTRIES.iter().find(|(known, ..)| *known == &row[country]) else {
            continue;
        };
        let estimates = estimates.map(|column| row[column].parse().unwrap_or(0.0));
        deaths.insert((known, row[year].parse().unwrap()), estimates);
    }
    Some(deaths)
}

fn told(language: Language, chance: &mut Chance, country: &str, year: i32, value: f64) -> String {
    let (_, english, arabic) = COUNTRIES.iter().find(|(known, ..)| *known == country).unwrap();
    match (language, chance.below(2)) {
        (English, 0) => format!("According to UCDP, {value} civilians were killed in {english} in {year}."),
        (English, _) => format!("{value} civilians were killed in {english} in {year}, according to UCDP."),
        (Arabic, 0) => format!("بحسب برنامج أوبسالا، قُتل {value} من المدنيين في {arabic} في عام {year}."),
        (Arabic, _) => format!("قُتل {value} من المدنيين في {arabic} في عام {year}، وفق برنامج أوبسالا."),
    }
}

/// So many statements, true ones or with another year's figure or a displaced point; none where there is no file.
pub fn statements(chance: &mut Chance, count: usize, wrong: bool) -> Vec<Case> {
    let Some(deaths) = deaths() else { return Vec::new() };
    let known: Vec<(&(&str, i32), &[f64; 3])> =
        deaths.iter().filter(|(_, [best, ..])| *best >= 20.0).collect();
    let mut cases = Vec::new();
    while cases.len() < count {
        let language = if cases.len() % 2 == 0 { Arabic } else { English };
        let ((country, year), [best, low, high]) = *chance.pick(&known);
        let (kind, causes, value): (_, &[&str], _) = match (wrong, chance.below(2)) {
            (false, _) => ("UCDP, as counted", &[], *best),
            (true, 0) => {
                let other = deaths.get(&(country, year - 1)).map_or(0.0, |[best, ..]| *best);
                ("UCDP, other year", &["D102"], other)
            }
            (true, _) => ("UCDP, point displaced", &["D106"], best * 10.0),
        };
        let apart = value < low * 0.9 || value > high * 1.1;
        if value >= 20.0 && (!wrong || apart) {
            let text = told(language, chance, country, *year, value);
            cases.push(Case { kind, language, text, causes });
        }
    }
    cases
}
