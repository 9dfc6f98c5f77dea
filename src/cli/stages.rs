//! The stages over a batch: articles to claims, claims to checks, in parallel, rows in the order of the input.

use super::folder::Origins;
use crate::article::{Article, ArticleId, ArticleRow, Articles, ReadArticle, Reading};
use crate::check::{ArticleFacts, Checked, Checker};
use crate::claim::{ClaimRow, Extracted, Extractor, MentionRow, SkippedRow};
use crate::error::{Error, ErrorRow};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Articles that are in memory at one time.
const CHUNK: usize = 256;

/// What extraction makes of a batch.
#[derive(Debug, Default)]
pub(super) struct Extraction {
    pub articles: Vec<ArticleRow>,
    pub claims: Vec<ClaimRow>,
    pub skipped: Vec<SkippedRow>,
    pub mentions: Vec<MentionRow>,
    pub errors: Vec<ErrorRow>,
    /// What is worth knowing about inputs that were used.
    pub warnings: Vec<ErrorRow>,
    /// Where the articles come from.
    pub origins: Origins,
    /// Texts that no file holds as they were read.
    pub texts: Vec<(ArticleId, String)>,
}

/// Reads every article and extracts its claims. Duplicates are listed and not extracted again.
pub(super) fn extract(mut articles: Articles, extractor: &Extractor, progress: &ProgressBar) -> Extraction {
    let mut batch = Extraction::default();
    loop {
        let chunk: Vec<Reading> = articles.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            progress.finish_and_clear();
            return batch;
        }
        let extracted: Vec<_> = chunk
            .into_par_iter()
            .map(|reading| match reading {
                Reading::Article(read) if read.duplicate_of.is_none() => {
                    let extracted = guarded(&read.article, extractor);
                    (Reading::Article(read), Some(extracted))
                }
                reading => (reading, None),
            })
            .collect();
        progress.inc(extracted.len() as u64);
        for (reading, extracted) in extracted {
            batch.add(reading, extracted);
        }
    }
}

impl Extraction {
    fn add(&mut self, reading: Reading, extracted: Option<Result<Extracted, ErrorRow>>) {
        let read = match reading {
            Reading::Article(read) => read,
            Reading::Failed(error) => return self.errors.push(error),
            Reading::Warning(warning) => return self.warnings.push(warning),
        };
        let extracted = match extracted {
            Some(Ok(extracted)) => extracted,
            Some(Err(error)) => return self.errors.push(error),
            None => Extracted::default(),
        };
        self.origins.article(&read.article);
        self.articles.push(article_row(&read, extracted.claims.len()));
        self.claims.extend(extracted.claims);
        self.skipped.extend(extracted.skipped);
        self.mentions.extend(extracted.mentions);
        if read.converted {
            self.texts.push((read.article.id, read.article.text));
        }
    }
}

fn article_row(read: &ReadArticle, claims: usize) -> ArticleRow {
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
        findings: 0,
        title: article.title.clone(),
    }
}

/// Extracts an article's claims; a panic in it is that article's error, not the batch's end.
fn guarded(article: &Article, extractor: &Extractor) -> Result<Extracted, ErrorRow> {
    match catch_unwind(AssertUnwindSafe(|| extractor.extract(article))) {
        Ok(extracted) => extracted.map_err(|error| ErrorRow::from(error).of_record(article.id.as_str())),
        Err(_) => Err(fault(&article.path, &article.id)),
    }
}

fn fault(path: &str, id: &ArticleId) -> ErrorRow {
    let error = Error::new("the article could not be worked through: a fault of this program")
        .at(path)
        .hint("report it with the article");
    ErrorRow::from(error).of_record(id.as_str())
}

/// Checks the claims of each article, and counts claims and findings into the articles' rows.
pub(super) fn check(
    articles: &mut [ArticleRow],
    claims: &[ClaimRow],
    checker: &Checker,
) -> (Checked, Vec<ErrorRow>) {
    let mut by_article: FxHashMap<&ArticleId, Vec<ClaimRow>> = FxHashMap::default();
    for claim in claims {
        by_article.entry(&claim.article_id).or_default().push(claim.clone());
    }
    let checked: Vec<Result<Checked, ErrorRow>> = articles
        .par_iter()
        .map(|article| {
            let Some(claims) = by_article.get(&article.article_id) else { return Ok(Checked::default()) };
            let facts = ArticleFacts { language: article.language.clone(), published: article.published };
            catch_unwind(AssertUnwindSafe(|| checker.check(&facts, claims)))
                .map_err(|_| fault(&article.path, &article.article_id))
        })
        .collect();
    let mut all = Checked::default();
    let mut errors = Vec::new();
    for (article, checked) in articles.iter_mut().zip(checked) {
        article.claims = by_article.get(&article.article_id).map_or(0, Vec::len) as u64;
        match checked {
            Ok(checked) => {
                article.findings = checked.findings.len() as u64;
                all.evidence.extend(checked.evidence);
                all.findings.extend(checked.findings);
                all.checks.extend(checked.checks);
                all.timeline.extend(checked.timeline);
            }
            Err(error) => errors.push(error),
        }
    }
    (all, errors)
}
