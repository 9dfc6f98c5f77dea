//! Reference data as users meet it: the bundled set, files in folders, and what is wrong with them.

mod bundled;
mod derived;
mod duckdb;
mod faults;
mod guesses;
mod layouts;
mod messy;
mod packed;
mod reference;

use mizan::claim::{Bound, Period};
use mizan::dataset::{Answer, Datasets, Figure, Reason, Slice};
use mizan::error::Error;
use mizan::lexicon::ids::Ids;

fn slice(measure: &str, actor: &str, target: &str, places: &str, period: Period) -> Slice {
    let party = |name: &str| (!name.is_empty()).then(|| name.into());
    Slice {
        measure: measure.into(),
        actor: party(actor),
        target: party(target),
        places: places.split(' ').map(Into::into).collect(),
        period,
    }
}

/// The answer in a form that reads beside the case.
fn said(answer: Answer) -> String {
    match answer {
        Answer::Figure(figure) => number(&figure),
        Answer::Partial(figure) => format!(
            "part {} of {} days, {}",
            number(&figure),
            figure.days_covered,
            figure.missing.map_or("", Reason::code)
        ),
        Answer::No(reason) => format!("no: {reason}"),
    }
}

fn number(figure: &Figure) -> String {
    let bound = if figure.bound == Bound::Exact { String::new() } else { format!("{} ", figure.bound) };
    if (figure.low, figure.high) == (figure.value, figure.value) {
        format!("{bound}{}", figure.value)
    } else {
        format!("{bound}{} ({}-{})", figure.value, figure.low, figure.high)
    }
}

fn ask(datasets: &Datasets, series: &str, slice: &Slice) -> String {
    let index = datasets.series().iter().position(|known| known.name == series);
    said(datasets.answer(index.unwrap_or_else(|| panic!("there is no series {series}")), slice))
}

/// Writes files into a folder and loads it.
fn loaded(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Datasets, Vec<Error>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let (datasets, errors) = Datasets::load(folder.path(), &Ids::embedded());
    (folder, datasets, errors)
}

/// Loads one file that has nothing wrong with it.
fn file(name: &str, content: &str) -> Datasets {
    let (_folder, datasets, errors) = loaded(&[(name, content.as_bytes())]);
    assert_eq!(errors, []);
    datasets
}

/// What the series that count what is asked for say to a question.
fn asked(datasets: &Datasets, question: &str) -> String {
    let answers = match datasets.query(question) {
        Ok(answers) => answers,
        Err(error) => return error.to_string(),
    };
    let said = answers.iter().map(|answered| {
        let name = &datasets.series()[answered.series].name;
        format!("{name}: {}", said(answered.answer))
    });
    said.collect::<Vec<_>>().join(" | ")
}

/// What was mended in the first data set, with how often.
fn repairs(datasets: &Datasets) -> Vec<String> {
    datasets.sets()[0].repairs.iter().map(|repair| format!("{} x{}", repair.what, repair.count)).collect()
}

/// A file of `tests/data`.
fn test_file(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new("tests/data").join(name)).unwrap()
}
