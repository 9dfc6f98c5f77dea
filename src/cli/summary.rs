//! The closing summary: outcomes by article, on standard output.

use super::notices;
use super::tally::Tally;
use crate::check::Outcome;
use serde_json::json;
use std::fmt::Write;

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

/// A table of articles by outcome, with a closing line of totals and what the totals leave out.
pub(super) fn of_run(tally: &Tally) -> String {
    let mut columns = Columns::default();
    let header = ["article".to_owned(), "claims".to_owned()];
    columns.row(header.into_iter().chain(Outcome::ALL.iter().map(Outcome::to_string)));
    for article in tally.listed() {
        let head = [article.id.clone(), article.claims.to_string()];
        columns.row(head.into_iter().chain(article.outcomes.iter().map(u64::to_string)));
    }
    let head = [format!("all {}", tally.articles), tally.claims.to_string()];
    columns.row(head.into_iter().chain(tally.outcomes.iter().map(u64::to_string)));
    let mut text = columns.text();
    for (count, what) in [
        (tally.duplicates, "with the text of an earlier one: listed, not checked again"),
        (tally.outside, "published outside of the days asked for: left out"),
        (tally.left_out, "without an outcome asked for: left out"),
    ] {
        if count > 0 {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{count} {what}");
        }
    }
    text
}

/// Tells the totals to a scheduler that reads JSON.
pub(super) fn event(tally: &Tally) {
    let outcomes = Outcome::ALL.iter().zip(tally.outcomes);
    let outcomes: serde_json::Map<String, serde_json::Value> =
        outcomes.map(|(outcome, count)| (outcome.to_string(), count.into())).collect();
    notices::event(
        "done",
        json!({
            "articles": tally.articles,
            "duplicates": tally.duplicates,
            "outside": tally.outside,
            "left_out": tally.left_out,
            "claims": tally.claims,
            "findings": tally.findings,
            "outcomes": outcomes,
            "errors": tally.errors.count,
            "warnings": tally.warnings.count,
        }),
    );
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
