//! The query beside each figure gives the same figure in DuckDB. Needs Python with the package `duckdb`, in
//! `MIZAN_PYTHON` or as `python3`; passed over where that is not there.

use super::{file, loaded, test_file};
use mizan::dataset::{Answer, Datasets, Figure, RowKind};
use mizan::lexicon::ids::Ids;
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads queries, a JSON text a line, and prints each one's first row as JSON.
const RUN: &str = "
import json, sys
import duckdb
connection = duckdb.connect()
for line in sys.stdin:
    row = connection.execute(json.loads(line)).fetchone()
    print(json.dumps([None if cell is None else float(cell) for cell in row]))
";

/// The rows that the queries give; none where DuckDB is not installed.
fn run(queries: &[String]) -> Option<Vec<Vec<Option<f64>>>> {
    let python = std::env::var("MIZAN_PYTHON").unwrap_or("python3".to_owned());
    let installed = Command::new(&python).args(["-c", "import duckdb"]).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        eprintln!("duckdb is not installed: not compared");
        return None;
    }
    let mut child =
        Command::new(&python).args(["-c", RUN]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = queries.iter().map(|query| serde_json::to_string(query).unwrap() + "\n").collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Asks, and compares each figure with what its query gives.
fn compare(datasets: &Datasets, questions: &[String]) {
    let mut expected: Vec<(String, Figure, RowKind)> = Vec::new();
    let mut queries = Vec::new();
    for question in questions {
        for answered in datasets.query(question).unwrap() {
            let (Answer::Figure(figure) | Answer::Partial(figure)) = answered.answer else {
                assert_eq!(answered.sql, None, "{question}");
                continue;
            };
            let series = &datasets.series()[answered.series];
            queries.push(answered.sql.unwrap_or_else(|| panic!("{question} has no query")));
            expected.push((format!("{question} of {}", series.name), figure, series.row_kind));
        }
    }
    assert!(!queries.is_empty());
    let Some(rows) = run(&queries) else { return };
    assert_eq!(rows.len(), queries.len());
    for ((question, figure, kind), (row, query)) in expected.iter().zip(rows.iter().zip(&queries)) {
        let same = |place: usize, value: f64| row[place].is_some_and(|cell| (cell - value).abs() < 1e-6);
        assert!(same(0, figure.value), "{question}: {figure:?} {row:?}\n{query}");
        // Between two dates of a running total its bounds come from rows that the difference does not use.
        if *kind != RowKind::Cumulative {
            assert!(same(1, figure.low) && same(2, figure.high), "{question}: {figure:?} {row:?}\n{query}");
            assert!(same(3, figure.rows as f64), "{question}: {figure:?} {row:?}\n{query}");
        }
    }
}

#[test]
fn every_layout_is_redone_by_its_query() {
    let cases: [(&str, &[&str]); 9] = [
        (
            "ged.csv",
            &[
                "armed-event in SY 2017",
                "armed-event in SY 2017-01",
                "armed-event in SY-HI SY-ID 2017",
                "armed-event by Islamic State in IQ SY 2017",
                "armed-event by Syria against Islamic State in SY 2017",
                "organized-violence-deaths in IQ 2017-03-10..2017-03-20",
                "civilians-killed by Islamic State in SY 2017",
            ],
        ),
        (
            "country-years.csv",
            &["organized-violence-deaths in IQ SY 2020", "organized-violence-deaths in IQ 2020..2021"],
        ),
        (
            "acled-current.csv",
            &["clash by Islamic State in IQ SY 2022", "organized-violence-deaths in IQ 2022-01"],
        ),
        ("acled-older.csv", &["clash by Islamic State in IQ 2022", "organized-violence-deaths in IQ 2022"]),
        (
            "gtd.csv",
            &["attack in IQ 2015", "killed in IQ 2015", "attack in SY 2015-03", "wounded in IQ 2015-06"],
        ),
        ("unhcr.csv", &["refugees in LB SY 2022", "refugees-by-origin in SY 2022"]),
        ("gaza.csv", &["killed in gaza-strip 2023-10-08", "killed in gaza-strip 2023-10-08..2023-10-09"]),
        ("west-bank.csv", &["killed in west-bank 2023-10-08"]),
        ("troops.csv", &["troops by United States in IQ 2021"]),
    ];
    for (name, questions) in cases {
        let (_folder, datasets, _) = loaded(&[(name, test_file(&format!("layouts/{name}")).as_bytes())]);
        compare(&datasets, &questions.iter().map(|question| (*question).to_owned()).collect::<Vec<_>>());
    }
}

#[test]
fn versions_contradictions_and_messy_cells_are_redone_too() {
    let (_folder, datasets, errors) = loaded(&[(
        "t.csv",
        b"country;from;to;killed\nIraq;01.01.2020;31.12.2020;1.500\nIraq;01.01.2020;30.06.2020;400\n\
          Iraq;01.01.2021;31.12.2021;7\nIraq;01.01.2021;31.12.2021;9\nSyria;01.01.2020;31.12.2020;NA\n",
    )]);
    assert_eq!(errors, []);
    let questions = [
        "killed in IQ 2020",
        "killed in IQ 2020-07..2020-12",
        "killed in IQ 2021",
        "killed in IQ 2020..2021",
    ];
    compare(&datasets, &questions.map(str::to_owned));
    let _ = file("o.csv", &test_file("layouts/owid.csv"));
}

#[test]
fn the_bundled_totals_are_redone_from_the_projects_folder() {
    let datasets = Datasets::embedded(&Ids::embedded());
    let questions = [
        "attack by Islamic State in IQ SY 2024-01-01..2024-06-30",
        "operation by US-led coalition against Islamic State in IQ SY 2024-04..2024-06",
        "operation by US-led coalition against Islamic State in SY 2023",
        "killed by US-led coalition against Islamic State in IQ SY 2022",
        "organized-violence-deaths in IQ SY 2023",
    ];
    compare(&datasets, &questions.map(str::to_owned));
}

#[test]
fn a_thousand_random_slices_of_real_files_are_redone() {
    let Some(folder) = super::reference::reference("ucdp") else { return };
    let (datasets, _) = Datasets::load(&folder, &Ids::embedded());
    // A small generator of our own, so that the slices are the same everywhere.
    let mut state = 20_240_716_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    let measures = ["armed-event", "organized-violence-deaths", "civilians-killed", "state-based-deaths"];
    let actors = ["", "", " by Islamic State", " by Syria", " by SDF", " by Syrian insurgents", " by Turkey"];
    let places = ["SY", "IQ", "IQ SY", "SY-ID", "SY-HL SY-DY", "AF", "SY IL", "YE", "Middle East"];
    let mut questions = Vec::new();
    while questions.len() < 400 {
        let year = 2015 + next(5);
        let period = match next(4) {
            0 => format!("{year}"),
            1 => format!("{year}-{:02}", 1 + next(12)),
            2 => format!("{year}..{}", year + next(4)),
            _ => format!(
                "{year}-{:02}-{:02}..{}-{:02}-{:02}",
                1 + next(6),
                1 + next(28),
                year,
                7 + next(6),
                1 + next(28)
            ),
        };
        questions.push(format!("{}{} in {} {period}", measures[next(4)], actors[next(7)], places[next(9)]));
    }
    compare(&datasets, &questions);
}
