//! What comes of some articles: rows of all tables, in the order of the articles.

use crate::article::{Article, ArticleId, ArticleRow, ReadArticle};
use crate::check::{CheckRow, Checked, EvidenceRow, FindingRow, TimelineRow};
use crate::claim::{ClaimRow, Extracted, MentionRow, SkippedRow};
use crate::error::ErrorRow;
use serde_json::{Value, json};

/// Rows of all tables.
#[derive(Debug, Default)]
pub(in crate::cli) struct Rows {
    pub articles: Vec<ArticleRow>,
    pub claims: Vec<ClaimRow>,
    pub skipped: Vec<SkippedRow>,
    pub mentions: Vec<MentionRow>,
    pub evidence: Vec<EvidenceRow>,
    pub findings: Vec<FindingRow>,
    pub checks: Vec<CheckRow>,
    pub timeline: Vec<TimelineRow>,
    pub errors: Vec<ErrorRow>,
    /// What is worth knowing about inputs that were used.
    pub warnings: Vec<ErrorRow>,
    /// Where the articles come from.
    pub origins: Vec<Value>,
    /// Texts that no file holds as they were read.
    pub texts: Vec<(ArticleId, String)>,
    /// Articles that were left out for the day on which they were published.
    pub outside: u64,
    /// Articles that were left out for their outcomes.
    pub left_out: u64,
}

impl Rows {
    /// Takes all rows away and keeps the room that they took.
    pub(in crate::cli) fn clear(&mut self) {
        let Rows {
            articles,
            claims,
            skipped,
            mentions,
            evidence,
            findings,
            checks,
            timeline,
            errors,
            warnings,
            origins,
            texts,
            outside,
            left_out,
        } = self;
        articles.clear();
        claims.clear();
        skipped.clear();
        mentions.clear();
        evidence.clear();
        findings.clear();
        checks.clear();
        timeline.clear();
        errors.clear();
        warnings.clear();
        origins.clear();
        texts.clear();
        *outside = 0;
        *left_out = 0;
    }

    /// Adds an article with what came of it.
    pub(in crate::cli) fn add(&mut self, read: ReadArticle, extracted: Extracted, checked: Checked) {
        let row = article_row(&read, extracted.claims.len(), checked.findings.len());
        self.articles.push(row);
        self.origins.push(origin(&read.article));
        self.claims.extend(extracted.claims);
        self.skipped.extend(extracted.skipped);
        self.mentions.extend(extracted.mentions);
        self.evidence.extend(checked.evidence);
        self.findings.extend(checked.findings);
        self.checks.extend(checked.checks);
        self.timeline.extend(checked.timeline);
        if read.converted {
            self.texts.push((read.article.id, read.article.text));
        }
    }
}

fn article_row(read: &ReadArticle, claims: usize, findings: usize) -> ArticleRow {
    let article = &read.article;
    ArticleRow {
        article_id: article.id.clone(),
        path: article.path.clone(),
        sha256: article.sha256.clone(),
        language: article.language.clone(),
        published: article.published,
        published_basis: article.published_basis,
        duplicate_of: read.duplicate_of.clone(),
        characters: article.text.chars().count() as u64,
        claims: claims as u64,
        findings: findings as u64,
        title: article.title.clone(),
    }
}

/// What a run's descriptor says of an article.
fn origin(article: &Article) -> Value {
    json!({
        "article_id": article.id.as_str(),
        "path": article.path,
        "sha256": article.sha256,
        "source": article.source,
        "url": article.url,
    })
}
