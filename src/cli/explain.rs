//! `mizan explain`: the page of a rule, or the list of all.

use super::{Completion, print};
use crate::check::{Page, page, rules};
use crate::error::{Error, Result};
use crate::lexicon;
use clap::Args;
use clap::builder::PossibleValuesParser;

const EXAMPLES: &str = "\
Examples:
  mizan explain M101              what a code means, how it is computed, with examples
  mizan explain M101 --lang ar    the same in Arabic
  mizan explain --list            every code with its title, by family

Families: A agrees, D discrepancy, M misleading context (from M201 on: notes), N not checkable";

/// Explains a code: what the rule looks for, how it computes, examples that fire and that stay silent
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// A code, such as D101
    #[arg(required_unless_present = "list")]
    code: Option<String>,
    /// List every code with its title
    #[arg(long, conflicts_with = "code")]
    list: bool,
    /// Language of the page (ISO 639-1); what is not translated comes in English
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = PossibleValuesParser::new(lexicon::languages()))]
    lang: String,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Completion> {
        match &self.code {
            None => print(&list(&self.lang))?,
            Some(code) => {
                let page = page(code).ok_or_else(|| unknown(code))?;
                print(&page.markdown(&self.lang))?;
            }
        }
        Ok(Completion::Complete)
    }
}

fn unknown(code: &str) -> Error {
    let family: Vec<&str> = rules()
        .iter()
        .map(|page| page.code)
        .filter(|known| {
            code.chars().next().is_some_and(|letter| known.starts_with(letter.to_ascii_uppercase()))
        })
        .collect();
    let hint = match family[..] {
        [] => "codes begin with A, D, M or N; `mizan explain --list` shows them all".to_owned(),
        _ => format!("codes of that family: {}", family.join(", ")),
    };
    Error::new(format!("there is no code `{code}`")).hint(hint)
}

/// The codes as a Markdown table: README.md holds the English one.
fn list(language: &str) -> String {
    let width = rules().iter().map(|page| page.title(language).chars().count()).max().unwrap_or(0);
    let row = |code: &str, title: &str| format!("| {code:<4} | {title:<width$} |\n");
    let head = format!("| code | {:<width$} |\n|------|{}|\n", "rule", "-".repeat(width + 2));
    head + &rules().iter().map(|page: &Page| row(page.code, page.title(language))).collect::<String>()
}
