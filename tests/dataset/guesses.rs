//! Tables that nobody described: roles guessed from names and contents, used only where the guess is sure.

use super::{asked, file, loaded};
use mizan::dataset::{Understood, describe};
use mizan::lexicon::ids::Ids;
use std::path::Path;

#[test]
fn a_table_is_understood_in_either_language() {
    let datasets = file("counts.csv", "Country,Year,Number killed\nIraq,2019,5\nSyria,2019,7\nIraq,2020,6\n");
    assert_eq!(datasets.sets()[0].understood, Understood::Guessed);
    assert_eq!(asked(&datasets, "killed in IQ 2020"), "number-killed: 6");
    let datasets =
        file("counts.csv", "الدولة;السنة;عدد القتلى;عدد الجرحى\nالعراق;2019;5;9\nسوريا;2019;7;1\n");
    assert_eq!(asked(&datasets, "killed in SY 2019"), "عدد-القتلى: 7");
    assert_eq!(asked(&datasets, "wounded in IQ 2019"), "عدد-الجرحى: 9");
}

#[test]
fn rows_are_events_where_a_place_has_several_a_day() {
    let datasets = file(
        "attacks.csv",
        "date,country,province,killed\n2020-01-01,Iraq,Diyala,2\n2020-01-01,Iraq,Diyala,0\n2020-01-03,Iraq,Kirkuk,4\n",
    );
    assert_eq!(asked(&datasets, "killed in IQ 2020-01-01..2020-01-02"), "killed: 2");
    assert_eq!(asked(&datasets, "attack in IQ 2020-01-01..2020-01-03"), "rows: 3");
}

#[test]
fn day_and_month_are_told_apart_where_a_date_shows_it() {
    let american = "date,country,killed\n02/13/2023,Iraq,1\n02/01/2023,Iraq,2\n";
    let datasets = file("counts.csv", american);
    assert_eq!(asked(&datasets, "killed in IQ 2023-02-01"), "killed: 2");
    let (_folder, _, errors) =
        loaded(&[("counts.csv", b"date,country,killed\n02/03/2023,Iraq,1\n02/01/2023,Iraq,2\n")]);
    assert!(errors[0].what.contains("no column says when"), "{}", errors[0]);
}

#[test]
fn rates_percents_running_totals_and_levels_are_told_apart() {
    let cases = [
        ("date,country,killed_cum\n2020-01-01,Iraq,1\n2020-01-02,Iraq,3\n", "cumulative", "count"),
        ("year,country,refugees\n2020,Iraq,1\n2021,Iraq,3\n", "stock", "count"),
        ("year,country,death rate per 100 000 killed\n2020,Iraq,1\n2021,Iraq,3\n", "period_total", "other"),
        ("year,country,killed %\n2020,Iraq,1\n2021,Iraq,3\n", "period_total", "percent"),
    ];
    for (content, kind, unit) in cases {
        let datasets = file("t.csv", content);
        let series = &datasets.series()[0];
        assert_eq!((series.row_kind.code(), series.unit.code()), (kind, unit), "{content}");
    }
}

#[test]
fn a_guess_that_is_not_sure_is_not_used_and_says_so() {
    let (folder, datasets, errors) = loaded(&[("mystery.csv", b"a,b,c\n1,2,3\n4,5,6\n")]);
    assert_eq!(datasets.sets(), []);
    let error = errors[0].to_string();
    assert!(error.contains("mystery.csv:1") && error.contains("no column says where"), "{error}");
    let description = describe(&folder.path().join("mystery.csv"), &Ids::embedded()).unwrap();
    assert!(!description.used);
}

#[test]
fn every_column_is_described_with_confidence_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.csv");
    std::fs::write(&path, "Country,Year,Killed,Remarks\nIraq,2019,5,x\nSyria,2020,7,y\n").unwrap();
    let description = describe(&path, &Ids::embedded()).unwrap();
    let columns: Vec<String> = description
        .columns
        .iter()
        .map(|column| {
            let role = column.role.map_or("-", mizan::dataset::Role::code);
            format!("{} {role} {} {}", column.name, column.confidence, column.reason)
        })
        .collect();
    assert_eq!(
        columns,
        [
            "Country place 1 100 % of its cells are places, and its name says so",
            "Year year 1 100 % of its cells are years, and its name says so",
            "Killed value 1 100 % of its cells are numbers, and its name means killed",
            "Remarks - 0 neither name nor contents are known",
        ]
    );
}

#[test]
fn a_saved_description_is_a_descriptor_that_says_the_same() {
    for (name, content) in [
        (
            "counts.csv",
            "Country;Year;Killed;low;high\nIraq;2019;1.500;1.400;1.700\nSyria;2020;7,5;7;8\n".to_owned(),
        ),
        ("ged.csv", super::test_file("layouts/ged.csv")),
        ("gaza.csv", super::test_file("layouts/gaza.csv")),
        ("acled.csv", super::test_file("layouts/acled-current.csv")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, &content).unwrap();
        let ids = Ids::embedded();
        let before = file(name, &content);
        let json = describe(&path, &ids).unwrap().datapackage();
        std::fs::write(folder.path().join("datapackage.json"), json).unwrap();
        let (after, errors) = mizan::dataset::Datasets::load(folder.path(), &ids);
        assert_eq!(errors, [], "{name}");
        assert_eq!(after.series(), before.series(), "{name}");
        assert_eq!(after.sets()[0].understood, Understood::Described);
    }
}

#[test]
fn describing_what_is_no_file_is_an_error() {
    let error = describe(Path::new("no/such.csv"), &Ids::embedded()).unwrap_err();
    assert!(error.to_string().starts_with("no/such.csv: cannot be read"), "{error}");
}
