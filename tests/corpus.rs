//! The corpus: phrases of each language, and what must be read from them. `corpus/README.md` says how a row
//! is written.

mod expectation;
pub mod reading;

use expectation::{Found, Marked, Row, expected, matches};
use mizan::article::{Article, PublishedBasis};
use mizan::claim::{Extracted, Extractor};
use mizan::lexicon::ids::Ids;
use mizan::table::read_file;
use std::path::Path;

fn article(language: &str, row: &Row, text: &str) -> Article {
    Article {
        id: "row".into(),
        path: String::new(),
        sha256: String::new(),
        language: language.to_owned(),
        published: row.published,
        published_basis: PublishedBasis::Metadata,
        source: String::new(),
        url: String::new(),
        title: String::new(),
        text: text.to_owned(),
    }
}

/// Claims and skipped numerals in the order of the text.
fn found(extracted: &Extracted) -> Vec<Found<'_>> {
    let claims = extracted.claims.iter().map(Found::Claim);
    let mut found: Vec<Found> = claims.chain(extracted.skipped.iter().map(Found::Skipped)).collect();
    found.sort_by_key(Found::start);
    found
}

/// What is wrong with what was read from a row; none where all is as expected.
fn fault(extractor: &Extractor, language: &str, row: &Row) -> Option<String> {
    let marked = Marked::of(&row.text);
    let expected = match expected(&row.expected) {
        Ok(expected) => expected,
        Err(what) => return Some(what),
    };
    if expected.len() != marked.spans.len() {
        return Some(format!("{} readings expected, {} marked", expected.len(), marked.spans.len()));
    }
    let extracted = extractor.extract(&article(language, row, &marked.text)).expect("a lexicon");
    let found = found(&extracted);
    let right = found.len() == expected.len()
        && expected
            .iter()
            .zip(&marked.spans)
            .zip(&found)
            .all(|((expected, span), found)| matches(expected, *span, found));
    let told: Vec<String> = found.iter().map(|found| format!("{}`{}`", found.told(), found.text())).collect();
    (!right).then(|| format!("read: {}", told.join("; ")))
}

#[test]
fn every_phrase_is_read_as_expected() {
    let extractor = Extractor::new(&Ids::embedded()).unwrap();
    let mut faults = Vec::new();
    for language in mizan::lexicon::languages() {
        let path = format!("tests/corpus/{language}.csv");
        let rows: Vec<Row> = read_file(Path::new(&path)).unwrap();
        for (index, row) in rows.iter().enumerate() {
            if let Some(fault) = fault(&extractor, language, row) {
                let line = index + 2;
                faults.push(format!(
                    "{path}:{line} ({}) {}\n  wanted: {}\n  {fault}",
                    row.idea, row.text, row.expected
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_phrase_stands_once() {
    for language in mizan::lexicon::languages() {
        let rows: Vec<Row> = read_file(Path::new(&format!("tests/corpus/{language}.csv"))).unwrap();
        let mut texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        texts.sort_unstable();
        let twice: Vec<&str> = texts.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        assert!(twice.is_empty(), "{language}: {twice:?}");
    }
}
