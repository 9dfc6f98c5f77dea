//! What is wrong with an input is said with its place and what to do, and every other set still loads.

use super::loaded;
use mizan::dataset::Datasets;
use mizan::error::Error;
use mizan::lexicon::ids::Ids;

const GOOD: (&str, &[u8]) = ("good.csv", b"country,year,killed\nIraq,2020,5\n");

/// The errors without the folder's path, and whether the good set was loaded beside the bad one.
fn problems(files: &[(&str, &[u8])]) -> (Vec<String>, bool) {
    let files: Vec<_> = files.iter().copied().chain([GOOD]).collect();
    let (folder, datasets, errors) = loaded(&files);
    let root = format!("{}/", folder.path().display());
    let good = datasets.sets().iter().any(|set| set.name == "good");
    (errors.iter().map(|error| error.to_string().replace(&root, "")).collect(), good)
}

fn described(json: &str) -> (Vec<String>, bool) {
    problems(&[
        ("bad/datapackage.json", json.as_bytes()),
        ("bad/t.csv", b"country,year,killed\nIraq,2020,5\n"),
    ])
}

#[test]
fn files_that_are_no_tables() {
    let cases: [(&str, &[u8], &str); 6] = [
        ("empty.csv", b"", "bad: the file is empty"),
        ("header.csv", b"country,year,killed\n", "bad:1:"),
        ("binary.csv", b"\x89PNG\r\n\0\0\0\rIHDR\0\0\0\x01", "bad: this is no text"),
        ("nulls.csv", b"a\0b,c\n1,2\n", "bad: this is no text"),
        ("names.csv", b"apples,pears\n1,2\n", "bad:1: the table is neither described nor of a known layout"),
        ("quote.csv", b"country,year,killed\nIraq,2020,5\n\"Iraq,2021,6\nSyria,2020,7\n", ""),
    ];
    for (name, content, expected) in cases {
        let (errors, good) = problems(&[(name, content)]);
        assert!(good, "{name}");
        if !expected.is_empty() {
            assert!(errors[0].starts_with(&expected.replace("bad", name)), "{name}: {errors:?}");
            assert!(errors[0].ends_with(')'), "a hint ends {errors:?}");
        }
    }
}

#[test]
fn a_row_swallowed_by_an_open_quote_is_an_error_that_names_its_line() {
    let mut content = String::from("country,year,killed\nIraq,2019,5\n\"Iraq,2020,6\n");
    content.push_str(&"Syria,2020,7\n".repeat(2000));
    let (errors, good) = problems(&[("quote.csv", content.as_bytes())]);
    assert!(good && errors[0].contains("quote.csv:3:"), "{errors:?}");
}

#[test]
fn a_descriptor_tells_all_that_is_wrong_with_it_at_once() {
    let (errors, good) = described(
        r#"{ "resources": [ { "path": "../outside.csv", "dialect": { "delimiter": ";;" },
            "schema": { "fields": [ { "name": "country", "role": "plaice" }, { "role": "year" } ] },
            "series": [ { "name": "s", "rowKind": "sum", "where": { "nothing": ["1"] }, "roles": { "value": "gone" } },
                        { "name": "s", "measure": "killed", "rowKind": "period_total", "countRows": "yes" } ] } ] }"#,
    );
    assert!(good);
    let expected = [
        "bad/datapackage.json: /name: there is no name",
        "bad/datapackage.json: /resources/0/path: `../outside.csv` leads out of the data set's folder",
        "bad/datapackage.json: /resources/0/dialect/delimiter: should be one ASCII character",
        "bad/datapackage.json: /resources/0/schema/fields/0/role: `plaice` is none of id, place",
        "bad/datapackage.json: /resources/0/schema/fields/1/name: the column has no name",
        "bad/datapackage.json: /resources/0/series/0/where/nothing: there is no column `nothing`",
        "bad/datapackage.json: /resources/0/series/0/roles/value: there is no column `gone`",
        "bad/datapackage.json: /resources/0/series/0/rowKind: `sum` is none of event",
        "bad/datapackage.json: /resources/0/series/0/measure: it is not said what is counted",
        "bad/datapackage.json: /resources/0/series/0/place: it is not said where",
        "bad/datapackage.json: /resources/0/series/1/countRows: should be true or false",
        "bad/datapackage.json: /resources/0/series/1/name: `s` stands twice",
    ];
    for start in expected {
        assert!(errors.iter().any(|error| error.starts_with(start)), "{start}\n{}", errors.join("\n"));
    }
    assert!(errors.iter().all(|error| error.ends_with(')')), "every problem has a hint");
}

#[test]
fn descriptors_that_do_not_fit_their_files() {
    let fits = r#"{ "name": "bad", "resources": [ { "name": "t", "path": "PATH",
        "schema": { "fields": [ { "name": "country", "role": "place" }, { "name": "YEAR", "role": "year" },
            { "name": "killed", "role": "value" } ] },
        "series": [ { "name": "s", "measure": "killed", "rowKind": "period_total" } ] } ] }"#;
    let fits = fits.replace("YEAR", "year");
    let cases = [
        (fits.replace("PATH", "gone.csv"), "bad/gone.csv: cannot be read"),
        (fits.replace("PATH", "."), "bad/.: this is a folder"),
        (
            fits.replace("PATH", "/etc/passwd"),
            "bad/datapackage.json: /resources/0/path: `/etc/passwd` leads out",
        ),
        (
            fits.replace("PATH", "t.csv").replace("\"year\"", "\"jahr\""),
            "bad/datapackage.json: /resources/0/schema/fields/1/role: `jahr` is none of",
        ),
        (
            fits.replace("PATH", "t.csv").replace("{ \"name\": \"year\"", "{ \"name\": \"when\""),
            "bad/t.csv:1: there is no column `when`",
        ),
        (
            fits.replace("PATH", "t.csv")
                .replace("\"country\", \"role\"", "\"country\", \"codes\": \"iso_number\", \"role\""),
            "bad/datapackage.json: no row could be used",
        ),
        ("{ not json".to_owned(), "bad/datapackage.json:1: this is not JSON"),
        ("[]".to_owned(), "bad/datapackage.json: /name: there is no name"),
        (
            fits.replace("PATH", "t.csv").replace("\"bad\"", "\"good\""),
            "there is another data set named `good`",
        ),
        (
            fits.replace("PATH", "t.csv").replace("\"path\"", "\"encoding\": \"klingon\", \"path\""),
            "bad/t.csv: `klingon` is no known encoding",
        ),
        (
            fits.replace("PATH", "t.csv").replace("period_total\"", "period_total\", \"countRows\": true"),
            "bad/datapackage.json: /resources/0/series/0/countRows: only events can be counted",
        ),
    ];
    for (json, expected) in cases {
        let (errors, good) = described(&json);
        assert!(errors.iter().any(|error| error.contains(expected)), "{expected}\n{}", errors.join("\n"));
        assert!(good || expected.contains("another data set"), "{expected}");
    }
}

#[test]
fn ids_that_no_table_lists_are_told_by_validation() {
    let json = r#"{ "name": "bad", "resources": [ { "name": "t", "path": "t.csv",
        "schema": { "fields": [ { "name": "place", "role": "place", "codes": "id" },
            { "name": "year", "role": "year" }, { "name": "dead", "role": "value" } ] },
        "series": [ { "name": "s", "measure": "kiled", "rowKind": "period_total" } ] } ] }"#;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("datapackage.json"), json).unwrap();
    std::fs::write(folder.path().join("t.csv"), "place,year,dead\nIQ XQ,2020,5\n").unwrap();
    let ids = Ids::embedded();
    assert_eq!(Datasets::load(folder.path(), &ids).1, []);
    let problems: Vec<String> =
        Datasets::validate(folder.path(), &ids).iter().map(|error| error.what.clone()).collect();
    assert_eq!(problems, ["no claim counts `kiled`", "there is no place `XQ`"]);
}

#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let json = r#"{ "name": "bad", "resources": [ { "name": "t", "path": "link.csv",
        "schema": { "fields": [ { "name": "country", "role": "place" }, { "name": "year", "role": "year" },
            { "name": "killed", "role": "value" } ] },
        "series": [ { "name": "s", "measure": "killed", "rowKind": "period_total" } ] } ] }"#;
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "country,year,killed\nIraq,2020,5\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("datapackage.json"), json).unwrap();
    if std::os::unix::fs::symlink(outside.path(), folder.path().join("link.csv")).is_err() {
        return;
    }
    let (datasets, errors) = Datasets::load(folder.path(), &Ids::embedded());
    assert_eq!(datasets.sets(), []);
    assert!(errors[0].to_string().contains("leads out of the data set's folder"), "{errors:?}");
}

#[test]
fn a_linked_folder_is_read_and_one_that_leads_back_is_not() {
    let shared = tempfile::tempdir().unwrap();
    std::fs::write(shared.path().join("counts.csv"), "Country,Year,Number killed\nIraq,2020,5\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (to, name) in [(shared.path(), "linked"), (folder.path(), "back")] {
        if std::os::unix::fs::symlink(to, folder.path().join(name)).is_err() {
            return;
        }
    }
    let (datasets, errors) = Datasets::load(folder.path(), &Ids::embedded());
    assert_eq!(errors, []);
    assert_eq!(datasets.series().len(), 1);
}

#[test]
fn paths_that_are_not_there() {
    let (datasets, errors) = Datasets::load(std::path::Path::new("no/such/folder"), &Ids::embedded());
    assert_eq!(datasets.sets(), []);
    assert_eq!(
        errors,
        [Error::new("there is no such file or folder").at("no/such/folder").hint("check the path")]
    );
}

#[test]
fn a_question_may_be_asked_in_any_language_with_a_lexicon() {
    let datasets = Datasets::embedded(&Ids::embedded());
    let slice = "attack by Islamic State in IQ SY 2024-01-01..2024-06-30";
    let questions = [
        "attacks by Islamic State in Iraq Syria 2024-01..2024-06",
        "هجمات تنظيم الدولة في العراق وسوريا 2024-01..2024-06",
        "attaques par Islamic State en Irak Syrie 2024-01..2024-06",
    ];
    for question in questions {
        assert_eq!(datasets.query(question).unwrap()[0].slice.to_string(), slice, "{question}");
    }
}

#[test]
fn a_question_that_is_not_understood_says_which_word() {
    let datasets = Datasets::embedded(&Ids::embedded());
    let cases = [
        ("", "query: the question does not say what is counted"),
        ("attack by Islamic State in IQ", "query: the question does not say when"),
        ("attack by Islamic State 2024", "query: the question does not say where"),
        ("attack in Atlantis 2024", "query: `Atlantis` names no place"),
        ("foo in IQ 2024", "query: `foo` names nothing that is counted"),
        ("attacks by Martians IQ 2024", "there is no actor `Martians`"),
        ("rocket in IQ 2024", "measure: no series counts `rocket`"),
        ("attack in IQ 2024-13", "query: `2024-13` names no place, actor or date"),
    ];
    for (question, expected) in cases {
        let error = datasets.query(question).map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{question}: {error}");
    }
}
