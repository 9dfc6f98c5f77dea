//! `mizan check`: claims in, evidence, findings and checks out.

use super::arguments::{FailArguments, ReferenceArguments, WorkArguments};
use super::folder::{self, Origins, RunFolder};
use super::{Completion, notices, print, stages, summary};
use crate::article::{ArticleRow, Languages, PublishedBasis};
use crate::check::Checker;
use crate::claim::{ClaimId, ClaimRow, SkippedRow};
use crate::error::{Error, ErrorRow, Result};
use crate::lexicon::ids::Ids;
use crate::table;
use clap::Args;
use rustc_hash::FxHashSet;
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
        let texts = folder::read_texts(beside)?;
        let mut errors: Vec<ErrorRow> = folder::read_table_if_there(beside)?;

        let ids = Ids::embedded();
        let (datasets, mut unusable) = self.reference.load(&ids)?;
        let out = self.out.as_deref().unwrap_or(beside);
        let mut run = RunFolder::create(out)?;
        let checker = Checker::new(&ids, &datasets, self.reference.check_options());
        let (checked, mut faults) = stages::check(&mut articles, &claims, &checker);
        unusable.append(&mut faults);
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
        run.table(&errors)?;
        run.texts(&texts)?;
        let articles_origins = Origins::of_run(beside).articles;
        run.commit(&Origins { articles: articles_origins, datasets: folder::dataset_notes(&datasets) })?;
        if !self.work.quiet {
            print(&summary::of_run(&articles, &claims, &checked.checks))?;
        }
        Ok(if self.fail.any(checked.checks.iter().map(|check| check.outcome)) {
            Completion::Flagged
        } else {
            completion
        })
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
