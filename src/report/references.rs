//! What the references say beside a claim: those that can be set against it first, then those that count the
//! same elsewhere or at another time, and in a sentence those that count something else.

use super::document::{Reference, ReferenceGroup, References};
use super::package::Package;
use super::query::SliceWords;
use super::run::{ClaimRecord, counts_the_same};
use super::wording::{Wording, isolated, shown};
use crate::check::{Comparable, EvidenceRow, Outcome};

/// How many rows are shown of those that cannot be compared.
const MOST_ROWS: usize = 7;
/// How many series a sentence names.
const MOST_NAMED: usize = 5;

/// The references beside a claim.
pub(super) fn references(claim: &ClaimRecord<'_>, wording: Wording<'_>, package: &Package) -> References {
    let (mut beside, elsewhere): (Vec<&EvidenceRow>, Vec<&EvidenceRow>) =
        claim.evidence.iter().filter(says_anything).partition(|row| row.comparable != Comparable::No);
    let all = elsewhere.len();
    let (mut near, other): (Vec<&EvidenceRow>, Vec<&EvidenceRow>) =
        elsewhere.into_iter().filter(|row| claim.is_thereabouts(row)).partition(|row| counts_the_same(row));
    let mut left_out = all - near.len() - other.len();
    beside.sort_by_key(|row| row.comparable);
    // Beside a number that holds, what cannot be compared with it is told in a sentence.
    let mut named = Vec::new();
    if claim.outcome() == Outcome::Agrees {
        named.append(&mut near);
    }
    left_out += near.len().saturating_sub(MOST_ROWS);
    near.truncate(MOST_ROWS);
    let mut sentence = |key: &'static str, rows: &[&EvidenceRow]| {
        left_out += rows.len().saturating_sub(MOST_NAMED);
        let named: Vec<String> =
            rows.iter().take(MOST_NAMED).map(|row| in_a_sentence(row, wording, package)).collect();
        let list = named.join(&wording.text("references.between"));
        (!named.is_empty()).then(|| wording.fill(key, &[("list", list)]))
    };
    let notes = [sentence("references.near", &named), sentence("references.others", &other)];

    let group = |key: &'static str, rows: Vec<&EvidenceRow>| ReferenceGroup {
        heading: wording.text(key),
        rows: rows.into_iter().map(|row| reference(row, wording, package)).collect(),
    };
    let groups = [group("references.comparable", beside), group("chart.incomparable", near)];
    let more = || {
        let values = [("file", "evidence.csv".to_owned()), ("count", wording.number(left_out as f64))];
        wording.fill("batch.more", &values)
    };
    References {
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        notes: notes.into_iter().flatten().chain((left_out > 0).then(more)).collect(),
    }
}

/// Whether a row says anything: a figure, or that a series which counts the same has none.
fn says_anything(row: &&EvidenceRow) -> bool {
    row.figure.is_some() || counts_the_same(row)
}

/// A series' figure in its own unit, with its estimates.
pub(super) fn figure(row: &EvidenceRow, wording: Wording<'_>, package: &Package) -> String {
    let unit = package.series(&row.dataset, &row.series).and_then(|note| note.unit);
    row.figure.map_or_else(String::new, |value| {
        wording.estimate(unit, value, row.low.unwrap_or(value), row.high.unwrap_or(value))
    })
}

fn reference(row: &EvidenceRow, wording: Wording<'_>, package: &Package) -> Reference {
    let counting = package.series(&row.dataset, &row.series).and_then(|note| note.counting);
    Reference {
        counted_by: wording.counted_by(package, &row.dataset, &row.series),
        counting: counting.map(|counting| wording.code("counting", counting.code())),
        series: shown(&format!("{}/{}", row.dataset, row.series)),
        slice: wording.slice(&SliceWords::read(&row.query)),
        figure: figure(row, wording, package),
        comparable: row.comparable.code(),
        remark: remark(row, wording),
    }
}

/// How far the claim is from the figure, or why the two cannot be compared.
fn remark(row: &EvidenceRow, wording: Wording<'_>) -> String {
    match row.comparable {
        Comparable::Yes => wording.difference(row),
        Comparable::Bound => wording.code("comparable", row.comparable.code()),
        Comparable::No => row.reason.map(|reason| wording.code("reason", reason.code())).unwrap_or_default(),
    }
}

fn in_a_sentence(row: &EvidenceRow, wording: Wording<'_>, package: &Package) -> String {
    let counted_by = wording.counted_by(package, &row.dataset, &row.series);
    let values = [
        ("source", isolated(&counted_by)),
        ("figure", figure(row, wording, package)),
        ("slice", wording.slice(&SliceWords::read(&row.query))),
    ];
    wording.fill("references.other", &values)
}
