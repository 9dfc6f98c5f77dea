//! Decisions: the outcomes that a person gave to claims, in `overrides.csv` beside a run's tables.

use super::folder;
use super::tally::Tally;
use crate::article::ArticleRow;
use crate::check::{CheckRow, Outcome, OverrideRow};
use crate::claim::{ClaimId, ClaimRow};
use crate::error::{Error, ErrorRow, Result};
use crate::table::Row;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

/// What was decided on the claims of a run.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    path: PathBuf,
    rows: Vec<OverrideRow>,
}

impl Decisions {
    /// Those in a run's folder; none where it has no such table.
    pub(super) fn in_folder(folder: &Path) -> Result<Self> {
        let rows = folder::read_table_if_there(folder)?;
        Ok(Decisions { path: place(folder), rows })
    }

    /// Those on claims that are not there.
    pub(super) fn on_no_claim(&self, claims: &[ClaimRow]) -> Vec<ErrorRow> {
        let known: FxHashSet<&ClaimId> = claims.iter().map(|claim| &claim.claim_id).collect();
        let stale = self.rows.iter().filter(|decision| !known.contains(&decision.claim_id));
        stale
            .map(|decision| {
                let error = Error::new("decides on a claim that is not there")
                    .at(&self.path)
                    .hint("write the id of a row of claims.csv, or take the decision out");
                ErrorRow::from(error).of_record(decision.claim_id.to_string())
            })
            .collect()
    }

    /// Gives the checks the outcomes that were decided. The tables keep what the program found.
    pub(super) fn decide(&self, checks: &mut [CheckRow]) {
        let decided: FxHashMap<&ClaimId, Outcome> =
            self.rows.iter().map(|decision| (&decision.claim_id, decision.outcome)).collect();
        for check in checks {
            check.outcome = decided.get(&check.claim_id).copied().unwrap_or(check.outcome);
        }
    }

    /// The counts of the run in a folder, its outcomes as they were decided.
    pub(super) fn counted(&self, run: &Path, tally: &Tally) -> Result<Tally> {
        if self.rows.is_empty() {
            return Ok(tally.clone());
        }
        let articles: Vec<ArticleRow> = folder::read_table(run)?;
        let claims: Vec<ClaimRow> = folder::read_table(run)?;
        let mut checks: Vec<CheckRow> = folder::read_table(run)?;
        self.decide(&mut checks);
        let decided = Tally::of(&articles, &claims, &checks);
        Ok(Tally {
            outcomes: decided.outcomes,
            first: decided.first,
            flagged: decided.flagged,
            ..tally.clone()
        })
    }
}

/// Takes the decisions along into another folder, unless that has its own.
pub(super) fn keep(beside: &Path, out: &Path) -> Result<()> {
    let (from, to) = (place(beside), place(out));
    if from.exists() && !to.exists() {
        std::fs::copy(&from, &to).map_err(|cause| Error::new(cause.to_string()).at(&to))?;
    }
    Ok(())
}

fn place(folder: &Path) -> PathBuf {
    folder.join(OverrideRow::TABLE.file_name())
}
