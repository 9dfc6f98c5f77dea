//! `mizan check`: claims in, evidence, findings and checks out.

use super::arguments::{FailArguments, ReferenceArguments, WorkArguments};
use super::batch::guarded_work;
use super::decisions::{self, Decisions};
use super::folder::{self, RunFolder, folder_of};
use super::tally::Tally;
use super::{Completion, notices, print, summary};
use crate::article::{ArticleRow, Languages, PublishedBasis};
use crate::check::{ArticleFacts, Checked, Checker, Clusters, Telling};
use crate::claim::{ArticleId, ClaimId, ClaimRow, SkippedRow};
use crate::error::{Error, ErrorRow, Result};
use crate::lexicon::ids::Ids;
use crate::table;
use clap::Args;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  mizan check claims/claims.csv                    writes evidence, findings and checks beside the claims
  mizan check claims/claims.csv --data my-data     against your own CSV files
  mizan check my.csv -o checked && mizan report checked
                                                   claims that you or another program wrote

The articles' languages and dates come from articles.csv beside the claims, where there is one.";

/// Weighs claims against reference data and the article they stand in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// The table of claims, as `mizan extract` writes it
    #[arg(value_name = "CLAIMS.csv")]
    claims: PathBuf,
    #[command(flatten)]
    reference: ReferenceArguments,
    /// Folder to write; the folder of the claims where left out
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    fail: FailArguments,
    #[command(flatten)]
    work: WorkArguments,
}

impl Check {
    pub(super) fn run(&self) -> Result<Completion> {
        self.work.start()?;
        if self.claims.is_dir() {
            return Err(Error::new("this is a folder")
                .at(&self.claims)
                .hint(format!("name the table: {}", self.claims.join("claims.csv").display())));
        }
        let claims: Vec<ClaimRow> = table::read_file(&self.claims)?;
        each_once(&claims).map_err(|error| error.at(&self.claims))?;
        let beside = folder_of(&self.claims);
        let mut articles: Vec<ArticleRow> = folder::read_table_if_there(beside)?;
        add_articles_of(&claims, &mut articles, &self.claims)?;
        let skipped: Vec<SkippedRow> = folder::read_table_if_there(beside)?;
        let texts = folder::read_texts(beside, articles.iter().map(|article| &article.article_id))?;
        let mut errors: Vec<ErrorRow> = folder::read_table_if_there(beside)?;
        let (decisions, stale) = match Decisions::in_folder(beside) {
            Ok(decisions) => {
                let stale = decisions.on_no_claim(&claims);
                (decisions, stale)
            }
            Err(error) => (Decisions::default(), vec![error.into()]),
        };

        let ids = Ids::embedded();
        let (datasets, mut unusable) = self.reference.load(&ids)?;
        let out = self.out.as_deref().unwrap_or(beside);
        let mut run = RunFolder::create(out)?;
        let checker = Checker::new(&ids, &datasets, self.reference.check_options());
        let (mut checked, mut faults) = weighed(&mut articles, &claims, &checker);
        unusable.append(&mut faults);
        unusable.extend(stale);
        notices::of_batch(&[], &unusable);
        let completion = if unusable.is_empty() { Completion::Complete } else { Completion::Partial };
        errors.retain(|earlier| !unusable.contains(earlier));
        errors.append(&mut unusable);

        run.table(&articles)?;
        run.table(&claims)?;
        run.table(&skipped)?;
        run.table(&checked.evidence)?;
        run.table(&checked.findings)?;
        run.table(&checked.checks)?;
        run.table(&checked.timeline)?;
        let tellings: Vec<Telling> = claims.iter().filter_map(Telling::of).collect();
        let mut clusters = Clusters::default();
        tellings.iter().for_each(|telling| clusters.count(telling));
        tellings.iter().for_each(|telling| clusters.collect(telling));
        run.table(&clusters.rows())?;
        run.table(&errors)?;
        for (id, text) in &texts {
            run.text(id.as_str(), text.as_bytes())?;
        }
        run.origins(&folder::origins_of_run(beside))?;
        run.commit(&folder::dataset_notes(&datasets))?;
        decisions::keep(beside, out)?;
        decisions.decide(&mut checked.checks);
        let tally = Tally::of(&articles, &claims, &checked.checks);
        summary::event(&tally);
        if self.work.says() {
            print(&summary::of_run(&tally))?;
        }
        Ok(if self.fail.any(|outcome| tally.of_outcome(outcome) > 0) {
            Completion::Flagged
        } else {
            completion
        })
    }
}

/// Checks the claims of each article, and counts claims and findings into the articles' rows.
fn weighed(
    articles: &mut [ArticleRow],
    claims: &[ClaimRow],
    checker: &Checker<'_>,
) -> (Checked, Vec<ErrorRow>) {
    let mut by_article: FxHashMap<&ArticleId, Vec<ClaimRow>> = FxHashMap::default();
    for claim in claims {
        by_article.entry(&claim.article_id).or_default().push(claim.clone());
    }
    let checked: Vec<std::result::Result<Checked, ErrorRow>> = articles
        .par_iter()
        .map(|article| {
            let Some(claims) = by_article.get(&article.article_id) else { return Ok(Checked::default()) };
            let facts = ArticleFacts { language: article.language.clone(), published: article.published };
            guarded_work(&article.path, &article.article_id, || checker.check(&facts, claims))
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

/// Every claim id stands once; line numbers count the header.
fn each_once(claims: &[ClaimRow]) -> Result<()> {
    let mut seen: FxHashSet<&ClaimId> = FxHashSet::default();
    match claims.iter().find(|claim| !seen.insert(&claim.claim_id)) {
        Some(claim) => Err(Error::new(format!("the claim `{}` stands twice", claim.claim_id))
            .hint("give each claim an id of its own")),
        None => Ok(()),
    }
}

/// Adds a row for each article that claims name and the table of articles lacks; its language is that of the
/// quotes.
fn add_articles_of(claims: &[ClaimRow], articles: &mut Vec<ArticleRow>, path: &Path) -> Result<()> {
    let languages = Languages::embedded()?;
    let mut known: FxHashSet<_> = articles.iter().map(|article| article.article_id.clone()).collect();
    for claim in claims {
        if !known.insert(claim.article_id.clone()) {
            continue;
        }
        let quotes: Vec<&str> = claims
            .iter()
            .filter(|other| other.article_id == claim.article_id)
            .map(|other| other.quote.as_str())
            .collect();
        let language = languages.of("", &quotes.join(" ")).map_err(|error| {
            Error { hint: None, ..error.at(path).field("quote") }
                .hint("write the sentence of each claim into `quote`, or an articles.csv beside the claims")
        })?;
        articles.push(ArticleRow {
            article_id: claim.article_id.clone(),
            path: path.display().to_string(),
            sha256: String::new(),
            language: language.to_owned(),
            published: None,
            published_basis: PublishedBasis::Unknown,
            duplicate_of: None,
            characters: 0,
            claims: 0,
            findings: 0,
            title: String::new(),
        });
    }
    Ok(())
}
