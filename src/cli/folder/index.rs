//! The text that a run's folder opens with: what each file is.

/// Its file name.
pub(super) const INDEX: &str = "README.txt";

/// Above the files that `mizan report` makes.
const MADE_FROM_TABLES: &str = "\nMade from these tables; `mizan report` makes them anew:\n\n";

/// What files are that are no tables, by how their names begin and end; in the order in which one opens them.
const MADE: [(&str, &str, &str); 7] = [
    ("report.pdf", "", "the report, to print and to forward"),
    ("report-", ".png", "its pages as pictures"),
    ("index.html", "", "the same in a browser, with the claims to filter"),
    ("charts/", "", "each chart alone, as PNG and as SVG"),
    ("claimreview.jsonl", "", "a schema.org ClaimReview for each claim with an outcome A, D or M"),
    ("", ".parquet", "the tables as Parquet"),
    ("excel/", ".csv", "the tables for spreadsheets"),
];

/// A line of the text: the file and what it is.
pub(super) fn line(file: &str, what: &str) -> String {
    format!("{file:<17} {what}\n")
}

/// The text over the lines of tables.
pub(super) fn opening(version: &str, descriptor: &str) -> String {
    format!("Written by mizan {version}. What each file holds; {descriptor} says what each column means.\n\n")
}

/// The text with the files that were made from the tables, in place of those that it named before.
pub(super) fn with_made(text: &str, files: &[String]) -> String {
    let tables = text.split(MADE_FROM_TABLES).next().unwrap_or(text);
    let lines = MADE.iter().filter_map(|(start, end, what)| {
        let mut fitting = files.iter().filter(|file| file.starts_with(start) && file.ends_with(end));
        let (first, more) = (fitting.next()?, fitting.next().is_some());
        Some(line(&if more { format!("{start}*{end}") } else { first.clone() }, what))
    });
    let lines: String = lines.collect();
    if lines.is_empty() { tables.to_owned() } else { format!("{tables}{MADE_FROM_TABLES}{lines}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_new_report_stand_in_place_of_the_old_ones() {
        let tables = "claims.csv        each row is a numeric claim (2)\n";
        let old = with_made(tables, &["report.pdf".into(), "charts/a.png".into(), "charts/b.png".into()]);
        assert_eq!(
            old,
            "claims.csv        each row is a numeric claim (2)\n\n\
             Made from these tables; `mizan report` makes them anew:\n\n\
             report.pdf        the report, to print and to forward\n\
             charts/*          each chart alone, as PNG and as SVG\n"
        );
        assert_eq!(with_made(&old, &[]), tables);
    }
}
