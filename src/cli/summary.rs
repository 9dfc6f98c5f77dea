//! The closing summary: outcomes by article, on standard output.

use crate::article::ArticleRow;
use crate::check::{CheckRow, Outcome};
use crate::claim::{ArticleId, ClaimId, ClaimRow};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// Articles that are listed; of more, only the first of those with something to look at.
const LISTED: usize = 40;

/// Columns of text below a header, padded to equal width; columns of numbers stand to the right.
#[derive(Debug, Default)]
pub(super) struct Columns {
    rows: Vec<Vec<String>>,
}

impl Columns {
    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The rows, each column as wide as its widest cell.
    pub(super) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
            })
            .map(Option::unwrap_or_default)
            .collect();
        let numeric: Vec<bool> = (0..columns)
            .map(|column| {
                let mut cells = self.rows.iter().skip(1).filter_map(|row| row.get(column));
                cells.all(|cell| cell.parse::<f64>().is_ok())
            })
            .collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .zip(&numeric)
                .map(
                    |((cell, &width), numeric)| {
                        if *numeric { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
                    },
                )
                .collect();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", cells.join("  ").trim_end());
        }
        text
    }
}

/// A table of articles by outcome, with a closing line of totals.
pub(super) fn of_run(articles: &[ArticleRow], claims: &[ClaimRow], checks: &[CheckRow]) -> String {
    let article_of: FxHashMap<&ClaimId, &ArticleId> =
        claims.iter().map(|claim| (&claim.claim_id, &claim.article_id)).collect();
    let mut tallies: FxHashMap<&ArticleId, Vec<usize>> = FxHashMap::default();
    let mut total = vec![0; Outcome::ALL.len()];
    for check in checks {
        let column = Outcome::ALL.iter().position(|outcome| *outcome == check.outcome);
        let (Some(column), Some(article)) = (column, article_of.get(&check.claim_id)) else { continue };
        tallies.entry(article).or_insert_with(|| vec![0; Outcome::ALL.len()])[column] += 1;
        total[column] += 1;
    }
    let mut columns = Columns::default();
    let header = ["article".to_owned(), "claims".to_owned()];
    columns.row(header.into_iter().chain(Outcome::ALL.iter().map(Outcome::to_string)));
    let none = vec![0; Outcome::ALL.len()];
    let worth_a_look = |article: &&ArticleRow| {
        articles.len() <= LISTED
            || checks.len() <= LISTED
            || tallies.get(&article.article_id).is_some_and(|tally| {
                Outcome::ALL.iter().zip(tally).any(|(outcome, count)| {
                    *count > 0 && matches!(outcome, Outcome::Discrepancy | Outcome::Misleading)
                })
            })
    };
    for article in articles.iter().filter(worth_a_look).take(LISTED) {
        let tally = tallies.get(&article.article_id).unwrap_or(&none);
        let head = [article.article_id.to_string(), article.claims.to_string()];
        columns.row(head.into_iter().chain(tally.iter().map(usize::to_string)));
    }
    let claimed: u64 = articles.iter().map(|article| article.claims).sum();
    let head = [format!("all {}", articles.len()), claimed.to_string()];
    columns.row(head.into_iter().chain(total.iter().map(usize::to_string)));
    columns.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut columns = Columns::default();
        columns.row(["a", "claims"].map(str::to_owned));
        columns.row(["longer", "3"].map(str::to_owned));
        assert_eq!(columns.text(), "a       claims\nlonger       3\n");
    }
}
