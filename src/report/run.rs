//! A run's tables as read back from its folder, joined by claim.
//!
//! Nothing else is known to a report: what it says is what stands in these files.

use super::package::Package;
use super::query::SliceWords;
use crate::article::ArticleRow;
use crate::check::{
    CheckRow, ClusterRow, EvidenceRow, FindingRow, Outcome, OverrideRow, Reason, Severity, TimelineRow,
};
use crate::claim::{ArticleId, ClaimId, ClaimRow, PlaceId, SkippedRow};
use crate::error::{Error, Result};
use crate::lexicon::ids::{Hierarchy, Ids};
use crate::table::{self, Row};
use rustc_hash::FxHashMap;
use std::path::Path;

/// The tables of a run's folder.
#[derive(Debug)]
pub(super) struct Run {
    articles: Vec<ArticleRow>,
    claims: Vec<ClaimRow>,
    skipped: FxHashMap<ArticleId, Vec<SkippedRow>>,
    evidence: FxHashMap<ClaimId, Vec<EvidenceRow>>,
    findings: FxHashMap<ClaimId, Vec<FindingRow>>,
    checks: FxHashMap<ClaimId, CheckRow>,
    timeline: FxHashMap<ClaimId, Vec<TimelineRow>>,
    decisions: FxHashMap<ClaimId, OverrideRow>,
    /// Names of the tables that the folder holds.
    pub tables: Vec<&'static str>,
    /// In the order of the file.
    pub clusters: Vec<ClusterRow>,
    /// What the folder's descriptor adds: versions, licences, hashes.
    pub package: Package,
    place_tree: Hierarchy<PlaceId>,
}

/// An article with its claims.
#[derive(Debug)]
pub(super) struct ArticleRecord<'a> {
    pub row: &'a ArticleRow,
    pub claims: Vec<ClaimRecord<'a>>,
    pub skipped: &'a [SkippedRow],
}

/// A claim with all that the run says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimRecord<'a> {
    pub row: &'a ClaimRow,
    pub check: &'a CheckRow,
    pub evidence: &'a [EvidenceRow],
    pub findings: &'a [FindingRow],
    pub timeline: &'a [TimelineRow],
    /// The claim it is compared to.
    pub compared_to: Option<&'a ClaimRow>,
    /// What a person decided.
    pub decision: Option<&'a OverrideRow>,
    /// Which places lie in which.
    place_tree: &'a Hierarchy<PlaceId>,
}

impl ClaimRecord<'_> {
    /// Whether a series counts what the claim counts, and thereabouts, be it at another time.
    pub fn is_near(&self, evidence: &EvidenceRow) -> bool {
        counts_the_same(evidence) && self.is_thereabouts(evidence)
    }

    /// Whether a series counts in places that lie in the claim's or hold them: what is counted in another country says
    /// nothing of a claim. A claim that names no place may be of any.
    pub fn is_thereabouts(&self, evidence: &EvidenceRow) -> bool {
        let (tree, claimed) = (self.place_tree, &self.row.places);
        let meet = |one: &PlaceId, other: &PlaceId| tree.contains(one, other) || tree.contains(other, one);
        let places = || SliceWords::read(&evidence.query).places;
        let meets = |place: &PlaceId| claimed.iter().any(|claimed| meet(place, claimed));
        claimed.is_empty() || evidence.query.is_empty() || places().iter().any(meets)
    }

    /// What the report marks the claim with: a person's decision, else the check's outcome.
    pub fn outcome(&self) -> Outcome {
        self.decision.map_or(self.check.outcome, |decision| decision.outcome)
    }

    /// The headline's severity.
    pub fn severity(&self) -> Severity {
        let headline = self.findings.iter().find(|finding| finding.code == self.check.code);
        headline.map_or(Severity::Material, |finding| finding.severity)
    }

    /// A figure that a finding rests on, by the name it has in `numbers`.
    pub fn number(&self, name: &str) -> Option<f64> {
        let pairs = self.findings.iter().flat_map(|finding| finding.numbers.split_whitespace());
        pairs.filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name)?.1.parse().ok()
    }

    /// Whether a reader should see it before others: its number does not hold, or its framing does not.
    pub fn is_flagged(&self) -> bool {
        matches!(self.outcome(), Outcome::Discrepancy | Outcome::Misleading)
    }

    /// Sorts the most material first: what does not hold, what misleads, what holds, what cannot be checked.
    pub fn rank(&self) -> (u8, Severity) {
        let family = match self.outcome() {
            Outcome::Discrepancy => 0,
            Outcome::Misleading => 1,
            Outcome::Agrees => 2,
            Outcome::NotCheckable => 3,
        };
        (family, self.severity())
    }
}

impl ArticleRecord<'_> {
    /// Whether any of its claims is flagged.
    pub fn is_flagged(&self) -> bool {
        self.claims.iter().any(ClaimRecord::is_flagged)
    }
}

impl Run {
    /// Reads the tables; `articles`, `claims` and `checks` must be there.
    pub fn read(folder: &Path) -> Result<Run> {
        let articles = required(folder, "extract")?;
        let claims = required(folder, "extract")?;
        let checks: Vec<CheckRow> = required(folder, "check")?;
        let evidence: Vec<EvidenceRow> = optional(folder)?;
        let findings: Vec<FindingRow> = optional(folder)?;
        let timeline: Vec<TimelineRow> = optional(folder)?;
        let skipped: Vec<SkippedRow> = optional(folder)?;
        let decisions: Vec<OverrideRow> = optional(folder)?;
        let run = Run {
            articles,
            claims,
            skipped: grouped(skipped, |row| row.article_id.clone()),
            evidence: grouped(evidence, |row| row.claim_id.clone()),
            findings: grouped(findings, |row| row.claim_id.clone()),
            checks: checks.into_iter().map(|row| (row.claim_id.clone(), row)).collect(),
            timeline: grouped(timeline, |row| row.claim_id.clone()),
            decisions: decisions.into_iter().map(|row| (row.claim_id.clone(), row)).collect(),
            tables: tables(folder),
            clusters: optional(folder)?,
            package: Package::read(folder)?,
            place_tree: Ids::embedded().place_tree,
        };
        run.require_a_check_for_every_claim(folder)?;
        Ok(run)
    }

    fn require_a_check_for_every_claim(&self, folder: &Path) -> Result<()> {
        match self.claims.iter().find(|claim| !self.checks.contains_key(&claim.claim_id)) {
            None => Ok(()),
            Some(claim) => Err(Error::new(format!("claim `{}` has no row", claim.claim_id))
                .at(folder.join(CheckRow::TABLE.file_name()))
                .hint("run `mizan check` on the folder's claims.csv")),
        }
    }

    /// The articles in the order of their table, each with its claims in the order of theirs.
    pub fn articles(&self) -> Vec<ArticleRecord<'_>> {
        let row_of: FxHashMap<&ClaimId, &ClaimRow> =
            self.claims.iter().map(|row| (&row.claim_id, row)).collect();
        let mut claims_of: FxHashMap<&ArticleId, Vec<ClaimRecord<'_>>> = FxHashMap::default();
        for row in &self.claims {
            let id = &row.claim_id;
            let Some(check) = self.checks.get(id) else { continue };
            claims_of.entry(&row.article_id).or_default().push(ClaimRecord {
                row,
                check,
                evidence: slice(&self.evidence, id),
                findings: slice(&self.findings, id),
                timeline: slice(&self.timeline, id),
                compared_to: row.compared_to.as_ref().and_then(|other| row_of.get(other).copied()),
                decision: self.decisions.get(id),
                place_tree: &self.place_tree,
            });
        }
        let records = self.articles.iter().map(|row| ArticleRecord {
            row,
            claims: claims_of.remove(&row.article_id).unwrap_or_default(),
            skipped: slice(&self.skipped, &row.article_id),
        });
        records.collect()
    }
}

/// Whether a series counts what the claim counts, be it elsewhere or at another time.
pub(super) fn counts_the_same(evidence: &EvidenceRow) -> bool {
    let another_thing = |reason| {
        matches!(reason, Reason::Measure | Reason::Actor | Reason::Target | Reason::Flow | Reason::Unit)
    };
    !evidence.reason.is_some_and(another_thing)
}

fn slice<'a, K: std::hash::Hash + Eq, V>(groups: &'a FxHashMap<K, Vec<V>>, key: &K) -> &'a [V] {
    groups.get(key).map_or(&[], Vec::as_slice)
}

fn grouped<K: std::hash::Hash + Eq, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> FxHashMap<K, Vec<V>> {
    let mut groups: FxHashMap<K, Vec<V>> = FxHashMap::default();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// The names of the tables that are there, those to look at first before the others.
fn tables(folder: &Path) -> Vec<&'static str> {
    let tables = [
        CheckRow::TABLE,
        FindingRow::TABLE,
        EvidenceRow::TABLE,
        ClaimRow::TABLE,
        SkippedRow::TABLE,
        ArticleRow::TABLE,
        TimelineRow::TABLE,
        ClusterRow::TABLE,
        OverrideRow::TABLE,
    ];
    let there = tables.into_iter().filter(|table| folder.join(table.file_name()).exists());
    there.map(|table| table.name).collect()
}

fn required<R: Row>(folder: &Path, stage: &str) -> Result<Vec<R>> {
    let path = folder.join(R::TABLE.file_name());
    if !path.exists() {
        return Err(Error::new("is missing").at(path).hint(format!(
            "a report is made from the tables that `mizan {stage}` writes; `mizan run` writes all of them"
        )));
    }
    table::read_file(&path)
}

fn optional<R: Row>(folder: &Path) -> Result<Vec<R>> {
    let path = folder.join(R::TABLE.file_name());
    if path.exists() { table::read_file(&path) } else { Ok(Vec::new()) }
}
