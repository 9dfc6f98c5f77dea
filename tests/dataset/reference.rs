//! Real files, where they are there: the figures as counted by hand with other tools.

use super::{asked, repairs};
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::path::{Path, PathBuf};

/// A real file; none where the folder beside the project is not there.
pub(super) fn reference(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(path);
    path.exists().then_some(path)
}

fn check(path: &str, cases: &[(&str, &str)]) {
    let Some(path) = reference(path) else { return };
    let (datasets, errors) = Datasets::load(&path, &Ids::embedded());
    assert_eq!(errors, []);
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), *expected, "{question}");
    }
}

#[test]
fn events_in_syria() {
    check(
        "ucdp/ucdp_ged191_syria.csv",
        &[
            ("events involving Islamic State Syria 2017-01..2017-12", "events: 2853"),
            ("armed-event in SY 2017", "events: 5587"),
            ("one-sided-deaths by Islamic State in SY 2017", "one-sided: 556 (556-613)"),
            ("civilians-killed in SY 2017", "civilians: 8913"),
            (
                "attack by Islamic State in SY 2017",
                "measure: no series counts `attack` (counted are: armed-event, civilians-killed, one-sided-deaths, organized-violence-deaths)",
            ),
        ],
    );
}

#[test]
fn country_years() {
    check(
        "ucdp/organizedviolencecy_v25_1.csv",
        &[
            ("organized-violence-deaths in IQ 2023", "deaths: 498 (498-614)"),
            ("organized-violence-deaths in SY 2024", "deaths: 3616 (3568-3677)"),
            ("organized-violence-deaths in IQ SY 2023", "deaths: 2685 (2684-2977)"),
            ("organized-violence-deaths in IQ 2023-01..2023-06", "deaths: no: period"),
        ],
    );
}

#[test]
fn every_country_of_every_tradition_is_known() {
    for path in ["ucdp/organizedviolencecy_v25_1.csv", "ucdp/ucdp_ged231_sample1000.csv"] {
        let Some(path) = reference(path) else { return };
        let (datasets, _) = Datasets::load(&path, &Ids::embedded());
        assert_eq!(repairs(&datasets), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn people_and_troops() {
    check(
        "us-troops/us_troops_country_year.csv",
        &[
            ("troops by United States in IQ 2021", "troops: 2500"),
            ("troops by United States in IQ 2024", "troops: no: period"),
        ],
    );
    check(
        "unhcr/unhcr_population.csv",
        &[("internally-displaced in SY 2023", "internally-displaced: 7248188")],
    );
}

#[test]
fn the_whole_folder_loads_and_what_cannot_be_used_is_named() {
    let Some(path) = reference("") else { return };
    let (datasets, errors) = Datasets::load(&path, &Ids::embedded());
    let wrong: Vec<String> = errors
        .iter()
        .map(|error| error.path.as_ref().unwrap().file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        (datasets.sets().len(), wrong),
        (9, vec!["World_conflict_deaths_various_sources.csv".to_owned()])
    );
}
