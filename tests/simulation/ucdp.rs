//! Statements about real figures: civilians killed in organized violence by country and year, as UCDP counts them,
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

/// Civilians killed, by country and year.
type Deaths = BTreeMap<(&'static str, i32), f64>;

fn deaths() -> Option<Deaths> {
    let mut rows = csv::Reader::from_path(file()?).unwrap();
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let [country, year] = ["country_cy", "year_cy"].map(column);
    let civilians = column("cumulative_total_deaths_civilians_in_orgvio_cy");
    let mut deaths = Deaths::new();
    for row in rows.records().map(Result::unwrap) {
        let Some((known, ..)) = COUNTRIES.iter().find(|(known, ..)| *known == &row[country]) else {
            continue;
        };
        deaths.insert((known, row[year].parse().unwrap()), row[civilians].parse().unwrap_or(0.0));
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
    let known: Vec<(&(&str, i32), &f64)> = deaths.iter().filter(|(_, count)| **count >= 20.0).collect();
    let mut cases = Vec::new();
    while cases.len() < count {
        let language = if cases.len() % 2 == 0 { Arabic } else { English };
        let ((country, year), count) = *chance.pick(&known);
        let (kind, causes, value): (_, &[&str], _) = match (wrong, chance.below(2)) {
            (false, _) => ("UCDP, as counted", &[], *count),
            (true, 0) => {
                let other = deaths.get(&(country, year - 1)).copied().unwrap_or(0.0);
                ("UCDP, other year", &["D102"], other)
            }
            (true, _) => ("UCDP, point displaced", &["D106"], count * 10.0),
        };
        let apart = value < count * 0.9 || value > count * 1.1;
        if value >= 20.0 && (!wrong || apart) {
            let text = told(language, chance, country, *year, value);
            cases.push(Case { kind, language, text, causes });
        }
    }
    cases
}
