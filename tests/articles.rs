//! Sample cases: an article, and beside it what a run makes of it, claim by claim.
//!
//! `UPDATE_EXPECT=1 cargo test articles` writes the expected files anew; read what changed.
//!
//! The figures are the bundled ones and those of `tests/articles/data`, which holds made-up sets for what the
//! bundled one has not: levels, running totals, events, versions.

use expect_test::expect_file;
use mizan::article::{Article, ReadOptions, Reading, read};
use mizan::check::{ArticleFacts, CheckOptions, Checked, Checker, Comparable, RULES};
use mizan::claim::{ClaimRow, Extractor};
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const CASES: &str = "tests/articles";

fn inputs() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    found.sort();
    found
}

/// The bundled data sets and the made-up ones, as one folder.
fn datasets(ids: &Ids) -> Datasets {
    let folder = tempfile::tempdir().unwrap();
    for root in ["data/isis-attacks", "tests/articles/data"] {
        copy(Path::new(root), &folder.path().join(Path::new(root).file_name().unwrap()));
    }
    let (datasets, errors) = Datasets::load(folder.path(), ids);
    assert_eq!(errors, []);
    datasets
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}

fn article(path: &Path) -> Article {
    let paths = [path.to_path_buf()];
    let mut articles = read(&paths, ReadOptions::default()).unwrap();
    match articles.next() {
        Some(Reading::Article(read)) => read.article,
        other => panic!("{}: {other:?}", path.display()),
    }
}

/// What the run says of an article, for people to read: each claim with its slots, the evidence that counts or
/// nearly did, and the findings.
fn told(claims: &[ClaimRow], checked: &Checked) -> String {
    let mut text = String::new();
    for (claim, check) in claims.iter().zip(&checked.checks) {
        writeln!(text, "{}", slots(claim)).unwrap();
        for row in checked.evidence.iter().filter(|row| row.claim_id == claim.claim_id) {
            let figure = row.figure.map(|figure| format!(" {figure}")).unwrap_or_default();
            match (row.comparable, row.reason) {
                (Comparable::No, Some(reason)) => writeln!(text, "    {}: {reason}", row.series).unwrap(),
                (Comparable::Bound, _) => writeln!(text, "    {}: at least{figure}", row.series).unwrap(),
                _ => writeln!(text, "    {}:{figure}", row.series).unwrap(),
            }
        }
        writeln!(text, "  {} {}", check.outcome, check.code).unwrap();
        for finding in checked.findings.iter().filter(|finding| finding.claim_id == claim.claim_id) {
            let tried = finding.slices_tried.map(|tried| format!(" tried={tried}")).unwrap_or_default();
            let numbers = format!("{}{tried}", finding.numbers);
            let space = if numbers.is_empty() { "" } else { " " };
            writeln!(text, "  {} {}{space}{numbers}", finding.code, finding.severity).unwrap();
            writeln!(text, "    {}", finding.explanation).unwrap();
        }
    }
    text
}

fn slots(claim: &ClaimRow) -> String {
    let mut text = claim.text.clone();
    text += &format!(" = {}", claim.bound.map_or(String::new(), |bound| format!("{bound} ")));
    text += &claim.value.map_or("no number".to_owned(), |value| value.to_string());
    text += &format!(" {} {}", claim.unit.map_or(String::new(), |unit| unit.to_string()), claim.measure);
    if let Some(actor) = &claim.actor {
        text += &format!(" by {actor}");
    }
    if let Some(target) = &claim.target {
        text += &format!(" against {target}");
    }
    let places: Vec<&str> = claim.places.iter().map(|place| place.as_str()).collect();
    text += &format!(" in [{}]", places.join(" "));
    let period = claim.period().map_or("no period".to_owned(), |period| period.to_string());
    text += &format!(" {period} ({})", claim.period_basis);
    if let Some(counting) = claim.counting {
        text += &format!(", {counting}");
    }
    if !claim.attribution.is_empty() {
        text += &format!(", says {}", claim.attribution);
    }
    if let Some(relation) = claim.relation {
        let other = claim.compared_to.as_ref().map_or(String::new(), |other| {
            format!(" {}", other.as_str().split_once('#').map_or("", |(_, at)| at))
        });
        text += &format!(", {relation}{other}");
    }
    format!("{} {text}", claim.claim_id.as_str().split_once('#').map_or("", |(_, at)| at))
}

#[test]
fn articles_come_out_as_expected() {
    let ids = Ids::embedded();
    let datasets = datasets(&ids);
    let extractor = Extractor::new(&ids).unwrap();
    let checker = Checker::new(&ids, &datasets, CheckOptions::default());
    let mut fired: BTreeSet<String> = BTreeSet::new();
    for path in inputs() {
        let article = article(&path);
        let claims = extractor.extract(&article).unwrap().claims;
        let facts = ArticleFacts { language: article.language.clone(), published: article.published };
        let checked = checker.check(&facts, &claims);
        fired.extend(checked.findings.iter().map(|finding| finding.code.clone()));
        let expected = fs::canonicalize(&path).unwrap().with_extension("expected");
        expect_file![expected].assert_eq(&told(&claims, &checked));
    }
    let silent: Vec<&str> =
        RULES.iter().map(|rule| rule.code).filter(|code| !fired.contains(*code)).collect();
    assert_eq!(silent, [""; 0], "rules that fire in no article");
}
