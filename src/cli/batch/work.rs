//! What is made of an article: mentions, claims, or checks.

use super::fault::guarded_work;
use super::rows::Rows;
use crate::article::{Article, ArticleRow, Identity, Prepared, ReadArticle};
use crate::check::{ArticleFacts, CheckRow, Checked, Checker, EvidenceRow, FindingRow, Outcome, TimelineRow};
use crate::claim::{ClaimRow, Extracted, Extractor, MentionRow, SkippedRow};
use crate::error::{ErrorRow, Result};
use crate::table::{Row, Table};
use serde::{Deserialize, Serialize};

/// How far articles are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cli) enum Stage {
    /// What is read, before claims are made of it.
    Mentions,
    /// Claims.
    Claims,
    /// Claims and what comes of weighing them.
    Checks,
}

impl Stage {
    /// The tables that come of it.
    pub(in crate::cli) fn tables(self) -> &'static [Table] {
        const MENTIONS: &[Table] = &[MentionRow::TABLE];
        const CLAIMS: &[Table] = &[ArticleRow::TABLE, ClaimRow::TABLE, SkippedRow::TABLE, ErrorRow::TABLE];
        const CHECKS: &[Table] = &[
            ArticleRow::TABLE,
            ClaimRow::TABLE,
            SkippedRow::TABLE,
            EvidenceRow::TABLE,
            FindingRow::TABLE,
            CheckRow::TABLE,
            TimelineRow::TABLE,
            ErrorRow::TABLE,
        ];
        match self {
            Stage::Mentions => MENTIONS,
            Stage::Claims => CLAIMS,
            Stage::Checks => CHECKS,
        }
    }
}

/// The stages with what they need.
pub(in crate::cli) struct Work<'a> {
    pub stage: Stage,
    pub extractor: &'a Extractor,
    /// Weighs the claims, where the stage is that.
    pub checker: Option<&'a Checker<'a>>,
    /// Leave out articles with none of these outcomes; none keeps all.
    pub only: &'a [Outcome],
}

impl Work<'_> {
    /// Adds what comes of the articles of a chunk, each under its identity.
    pub(super) fn articles(&self, prepared: Vec<Prepared>, identities: &[Identity], rows: &mut Rows) {
        let mut identities = identities.iter();
        for prepared in prepared {
            match prepared {
                Prepared::Failed(error) => rows.errors.push(error),
                Prepared::Warning(warning) => rows.warnings.push(warning),
                Prepared::Outside => rows.outside += 1,
                Prepared::Article(article) => {
                    let Some(identity) = identities.next() else { continue };
                    let (warning, read) = article.identified(identity.clone());
                    rows.warnings.extend(warning);
                    self.article(read, rows);
                }
            }
        }
    }

    /// Works an article through and adds what comes of it. A duplicate is listed and not worked through again.
    pub(in crate::cli) fn article(&self, read: ReadArticle, rows: &mut Rows) {
        let worked = if read.duplicate_of.is_none() {
            let article = &read.article;
            guarded_work(&article.path, &article.id, || self.worked(article)).and_then(|worked| {
                worked.map_err(|error| ErrorRow::from(error).of_record(article.id.as_str()))
            })
        } else {
            Ok(Default::default())
        };
        match worked {
            Ok((_, checked)) if !self.is_wanted(&checked) => rows.left_out += 1,
            Ok((extracted, checked)) => rows.add(read, extracted, checked),
            Err(error) => rows.errors.push(error),
        }
    }

    fn worked(&self, article: &Article) -> Result<(Extracted, Checked)> {
        let mut extracted = self.extractor.extract(article)?;
        if self.stage != Stage::Mentions {
            extracted.mentions = Vec::new();
        }
        let facts = ArticleFacts { language: article.language.clone(), published: article.published };
        let checked = self.checker.map(|checker| checker.check(&facts, &extracted.claims));
        Ok((extracted, checked.unwrap_or_default()))
    }

    fn is_wanted(&self, checked: &Checked) -> bool {
        self.only.is_empty() || checked.checks.iter().any(|check| self.only.contains(&check.outcome))
    }
}
