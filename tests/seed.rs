//! The acceptance case of the design. `.ci/seed` runs the program on the seed article, which is not part of
//! this project, and has this test compare the run's tables with what is expected, exactly.

use mizan::check::{CheckRow, EvidenceRow, FindingRow};
use mizan::claim::{ClaimRow, MentionRow, SkippedRow};
use mizan::table::{Row, read_file};
use std::path::PathBuf;

fn run_folder() -> PathBuf {
    std::env::var_os("MIZAN_SEED_RUN").expect(".ci/seed sets MIZAN_SEED_RUN").into()
}

fn table<R: Row>() -> Vec<R> {
    read_file(&run_folder().join(R::TABLE.file_name())).unwrap()
}

/// The claim with a value, or the trend without one.
fn claim(value: Option<f64>) -> ClaimRow {
    let mut found: Vec<ClaimRow> = table();
    found.retain(|claim| claim.value == value);
    assert_eq!(found.len(), 1, "claims with the value {value:?}");
    found.remove(0)
}

/// What a claim is about: measure, actor, places, period and its basis.
fn slots(claim: &ClaimRow) -> String {
    format!(
        "{} by {} in {} {} ({})",
        claim.measure,
        claim.actor.as_ref().map_or("", |actor| actor.as_str()),
        claim.places.iter().map(|place| place.as_str()).collect::<Vec<_>>().join(" "),
        claim.period().map(|period| period.to_string()).unwrap_or_default(),
        claim.period_basis,
    )
}

/// The findings of a claim as "code severity", in order.
fn findings(claim: &ClaimRow) -> Vec<String> {
    let all: Vec<FindingRow> = table();
    all.iter()
        .filter(|finding| finding.claim_id == claim.claim_id)
        .map(|finding| format!("{} {}", finding.code, finding.severity))
        .collect()
}

fn headline(claim: &ClaimRow) -> (String, String) {
    let all: Vec<CheckRow> = table();
    let check = all.iter().find(|check| check.claim_id == claim.claim_id).unwrap();
    (check.outcome.to_string(), check.code.clone())
}

/// How a series stands to a claim: "yes 153", "no period".
fn evidence(claim: &ClaimRow, series: &str) -> String {
    let all: Vec<EvidenceRow> = table();
    let found = all.iter().find(|row| row.claim_id == claim.claim_id && *row.series == *series);
    let row = found.unwrap_or_else(|| panic!("no evidence from {series}"));
    match row.reason {
        Some(reason) => format!("{} {reason}", row.comparable),
        None => format!("{} {}", row.comparable, row.figure.unwrap_or(f64::NAN)),
    }
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn the_claims_are_read() {
    let (first, second) = (claim(Some(153.0)), claim(Some(121.0)));
    assert_eq!(slots(&first), "attack by Islamic State in IQ SY 2024-01-01..2024-06-30 (context)");
    assert_eq!(slots(&second), "attack by Islamic State in IQ SY 2023-01-01..2023-12-31 (context)");
    assert_eq!(first.compared_to, Some(second.claim_id));
    assert_eq!(table::<ClaimRow>().len(), 3);
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn what_is_no_claim_is_accounted_for() {
    let mut skipped: Vec<f64> = table::<SkippedRow>().iter().filter_map(|row| row.value).collect();
    skipped.sort_by(f64::total_cmp);
    assert_eq!(skipped, [6.0, 2024.0, 2026.0]);
    assert!(table::<SkippedRow>().iter().any(|row| row.text == "الستة"));
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn next_january_and_next_week_are_mentions() {
    let mentions: Vec<MentionRow> = read_file(&run_folder().join("mentions.csv")).unwrap();
    for part in ["كانون الثاني المقبل", "أسبوع المقبل"] {
        assert!(mentions.iter().any(|mention| mention.text.contains(part)), "{part}");
    }
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn six_months_against_twelve_is_the_headline() {
    let first = claim(Some(153.0));
    assert_eq!(headline(&first), ("misleading".to_owned(), "M101".to_owned()));
    assert_eq!(findings(&first), ["M101 material", "A001 material", "M102 minor", "M201 note"]);
    let all: Vec<FindingRow> = table();
    let unequal = all.iter().find(|finding| finding.code == "M101").unwrap();
    assert_eq!(unequal.numbers, "pace=306 ratio=2.53 raw=1.26");
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn the_years_total_agrees_with_a_note_on_its_basis() {
    let second = claim(Some(121.0));
    assert_eq!(headline(&second), ("agrees".to_owned(), "A001".to_owned()));
    assert_eq!(findings(&second), ["A001 material", "M201 note", "M202 note"]);
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn other_counters_are_listed_with_the_reason() {
    let (first, second) = (claim(Some(153.0)), claim(Some(121.0)));
    for (series, to_first, to_second) in [
        ("centcom-attacks", "yes 153", "no period"),
        ("ap-official-attacks", "no period", "yes 121"),
        ("mei-attacks-syria", "no places", "no places"),
        ("mei-attacks-iraq", "no places", "no places"),
        ("sohr-attacks", "no places", "no places"),
        ("ucdp-deaths", "no measure", "no measure"),
    ] {
        assert_eq!(evidence(&first, series), to_first, "{series}");
        assert_eq!(evidence(&second, series), to_second, "{series}");
    }
}

#[test]
#[ignore = "needs the seed article: .ci/seed runs it"]
fn a_trend_without_a_number_cannot_be_checked() {
    assert_eq!(headline(&claim(None)).0, "not-checkable");
}
