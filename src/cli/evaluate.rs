//! `mizan evaluate`: extraction against articles that a person annotated.

use super::arguments::LexiconArguments;
use super::{Completion, print};
use crate::error::Result;
use crate::evaluate::{evaluate, read_gold};
use crate::lexicon::ids::Ids;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan evaluate gold.jsonl                precision, recall and F1, and the ten worst misses
  mizan evaluate gold.jsonl --misses 100   more of the misses
  mizan evaluate gold.jsonl --slot actor   only where the actor was misread

A gold file has an article a line: article_id, lang, published, text, and its claims.";

/// Measures extraction against articles whose claims a person annotated
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Evaluate {
    /// The annotated articles, as JSON Lines
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// How many misses to show, the worst first
    #[arg(long, value_name = "N", default_value_t = 10)]
    misses: usize,
    /// Only the misses of one slot: value, bound, measure, places, period, actor, missed
    #[arg(long, value_name = "SLOT")]
    slot: Option<String>,
    #[command(flatten)]
    lexicons: LexiconArguments,
}

impl Evaluate {
    pub(super) fn run(&self) -> Result<Completion> {
        let gold = read_gold(&self.gold)?;
        let ids = Ids::embedded();
        let evaluation = evaluate(&gold, &self.lexicons.extractor(&ids)?, &ids)?;
        let mut misses: Vec<_> = evaluation.misses.iter().collect();
        misses.retain(|miss| self.slot.as_deref().is_none_or(|slot| miss.slot() == slot));
        print(&format!("{evaluation}\n"))?;
        for miss in misses.iter().take(self.misses) {
            print(&format!("{}: {}: {}\n", miss.article_id, miss.what, miss.context))?;
        }
        Ok(Completion::Complete)
    }
}
