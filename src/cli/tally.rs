//! Counts of a batch: what the closing summary and the exit code say.

use crate::article::ArticleRow;
use crate::check::{CheckRow, Outcome};
use crate::claim::{ArticleId, ClaimId, ClaimRow};
use crate::error::ErrorRow;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// Articles that are listed, and warnings and errors that are printed, at most.
const LISTED: usize = 40;
const PRINTED: usize = 20;

/// Counts of a chunk or of a whole batch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub articles: u64,
    pub duplicates: u64,
    pub claims: u64,
    pub skipped: u64,
    pub findings: u64,
    /// Checks by outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [u64; 4],
    /// Articles left out for their day, and for their outcomes.
    pub outside: u64,
    pub left_out: u64,
    pub errors: Told,
    pub warnings: Told,
    /// The first articles.
    pub first: Vec<ArticleTally>,
    /// The first articles with something to look at.
    pub flagged: Vec<ArticleTally>,
}

/// An article's claims and checks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ArticleTally {
    pub id: String,
    pub claims: u64,
    /// In the order of [`Outcome::ALL`].
    pub outcomes: [u64; 4],
}

/// How many warnings or errors there were, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Told {
    pub count: u64,
    pub first: Vec<String>,
}

impl Told {
    /// Those of some rows.
    pub(super) fn of(rows: &[impl Display]) -> Self {
        let first = rows.iter().take(PRINTED).map(ToString::to_string).collect();
        Told { count: rows.len() as u64, first }
    }

    /// Adds those that come after.
    pub(super) fn add(&mut self, later: Told) {
        self.count += later.count;
        self.first.extend(later.first);
        self.first.truncate(PRINTED);
    }
}

impl Tally {
    /// Counts rows.
    pub(super) fn of(articles: &[ArticleRow], claims: &[ClaimRow], checks: &[CheckRow]) -> Self {
        let article_of: FxHashMap<&ClaimId, &ArticleId> =
            claims.iter().map(|claim| (&claim.claim_id, &claim.article_id)).collect();
        let mut of_article: FxHashMap<&ArticleId, [u64; 4]> = FxHashMap::default();
        let mut tally = Tally {
            articles: articles.len() as u64,
            duplicates: articles.iter().filter(|article| article.duplicate_of.is_some()).count() as u64,
            claims: articles.iter().map(|article| article.claims).sum(),
            findings: articles.iter().map(|article| article.findings).sum(),
            ..Tally::default()
        };
        for check in checks {
            let column = Outcome::ALL.iter().position(|outcome| *outcome == check.outcome);
            let (Some(column), Some(article)) = (column, article_of.get(&check.claim_id)) else { continue };
            of_article.entry(article).or_default()[column] += 1;
            tally.outcomes[column] += 1;
        }
        let line = |article: &ArticleRow| ArticleTally {
            id: article.article_id.to_string(),
            claims: article.claims,
            outcomes: of_article.get(&article.article_id).copied().unwrap_or_default(),
        };
        tally.first = articles.iter().take(LISTED).map(line).collect();
        tally.flagged = articles.iter().map(line).filter(ArticleTally::is_flagged).take(LISTED).collect();
        tally
    }

    /// Adds the counts of what comes after.
    pub(super) fn add(&mut self, later: Tally) {
        for (sum, more) in [
            (&mut self.articles, later.articles),
            (&mut self.duplicates, later.duplicates),
            (&mut self.claims, later.claims),
            (&mut self.skipped, later.skipped),
            (&mut self.findings, later.findings),
            (&mut self.outside, later.outside),
            (&mut self.left_out, later.left_out),
        ] {
            *sum += more;
        }
        self.outcomes.iter_mut().zip(later.outcomes).for_each(|(sum, more)| *sum += more);
        self.errors.add(later.errors);
        self.warnings.add(later.warnings);
        self.first.extend(later.first);
        self.first.truncate(LISTED);
        self.flagged.extend(later.flagged);
        self.flagged.truncate(LISTED);
    }

    /// Whether there was no article at all.
    pub(super) fn is_empty(&self) -> bool {
        self.articles + self.outside + self.left_out == 0
    }

    /// How many checks there are.
    pub(super) fn checks(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// The articles worth listing: all where they are few, else the first of those with something to look at.
    pub(super) fn listed(&self) -> &[ArticleTally] {
        let few = LISTED as u64;
        if self.articles <= few || self.checks() <= few { &self.first } else { &self.flagged }
    }

    /// How many checks have this outcome.
    pub(super) fn of_outcome(&self, outcome: Outcome) -> u64 {
        let counts = Outcome::ALL.iter().zip(self.outcomes);
        counts.filter(|(other, _)| **other == outcome).map(|(_, count)| count).sum()
    }

    /// Adds an error that belongs to no article.
    pub(super) fn errors_before(&mut self, errors: &[ErrorRow]) {
        let later = std::mem::replace(&mut self.errors, Told::of(errors));
        self.errors.add(later);
    }
}

impl ArticleTally {
    fn is_flagged(&self) -> bool {
        Outcome::ALL.iter().zip(self.outcomes).any(|(outcome, count)| {
            count > 0 && matches!(outcome, Outcome::Discrepancy | Outcome::Misleading)
        })
    }
}
