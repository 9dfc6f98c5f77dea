//! The rows of a lexicon's file as they stand in it, read without making strings of their cells.

use crate::error::{Error, Result};
use memchr::memchr2;
use std::borrow::Cow;

/// A row, features joined by blanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawRow<'a> {
    pub kind: &'a str,
    pub value: &'a str,
    pub features: &'a str,
    pub form: &'a str,
}

/// Gives each row below the header. A row that has not four cells is an error, as is one that `each` refuses.
pub(super) fn for_each(csv: &str, mut each: impl FnMut(RawRow) -> Result<()>) -> Result<()> {
    let (_, mut rest) = record(csv);
    while !rest.is_empty() {
        let (cells, after) = record(rest);
        let done = match &cells {
            Some([kind, value, features, form]) => each(RawRow { kind, value, features, form }),
            None => Err(Error::new("a row has four cells: kind, value, features, form")),
        };
        done.map_err(|error| {
            let before = &csv[..csv.len() - rest.len()];
            error.line(before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1)
        })?;
        rest = after;
    }
    Ok(())
}

/// The cells of the first record, if it has four, and what stands behind it.
fn record(csv: &str) -> (Option<[Cow<'_, str>; 4]>, &str) {
    let mut cells: [Cow<'_, str>; 4] = Default::default();
    let mut rest = csv;
    for (at, cell) in cells.iter_mut().enumerate() {
        let (found, end) = first_cell(rest);
        let last = rest.as_bytes().get(end) != Some(&b',');
        *cell = found;
        rest = &rest[(end + 1).min(rest.len())..];
        if last {
            return ((at == 3).then_some(cells), rest);
        }
    }
    (None, rest)
}

/// The first cell and where it ends: at a comma, a line's end or that of the text.
fn first_cell(csv: &str) -> (Cow<'_, str>, usize) {
    let Some(quoted) = csv.strip_prefix('"') else {
        let end = memchr2(b',', b'\n', csv.as_bytes()).unwrap_or(csv.len());
        let cell = &csv[..end];
        return (Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell)), end);
    };
    let mut close = quoted.find('"').unwrap_or(quoted.len());
    while quoted[close..].starts_with("\"\"") {
        close += 2 + quoted[close + 2..].find('"').unwrap_or(quoted.len() - close - 2);
    }
    let cell = &quoted[..close];
    let cell = if cell.contains('"') { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
    let behind = (close + 2).min(csv.len());
    let end = memchr2(b',', b'\n', &csv.as_bytes()[behind..]);
    (cell, end.map_or(csv.len(), |end| behind + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(csv: &str) -> Result<Vec<[String; 4]>> {
        let mut rows = Vec::new();
        for_each(csv, |row| {
            rows.push([row.kind, row.value, row.features, row.form].map(str::to_owned));
            Ok(())
        })?;
        Ok(rows)
    }

    #[test]
    fn embedded_files_are_read_as_the_csv_crate_reads_them() {
        for language in crate::lexicon::languages() {
            let csv = crate::lexicon::embedded_csv(language).unwrap();
            let records = csv::Reader::from_reader(csv.as_bytes()).into_records();
            let expected: Vec<[String; 4]> = records
                .map(|record| record.unwrap())
                .map(|record| std::array::from_fn(|at| record[at].to_owned()))
                .collect();
            assert_eq!(rows(csv).unwrap(), expected);
        }
    }

    #[test]
    fn quotes_line_ends_and_broken_rows_are_understood() {
        let header = "kind,value,features,form\n";
        let read = |row: &str| rows(&format!("{header}{row}"));
        let one = |row: &str| read(row).unwrap()[0].clone().join("/");
        assert_eq!(one("a,b,,\"c \"\"d\"\", e\"\r\n"), "a/b//c \"d\", e");
        assert_eq!(one("a,b,c d,e\r\n"), "a/b/c d/e");
        assert_eq!(one("a,b,c,\"two\nlines\""), "a/b/c/two\nlines");
        assert_eq!(one("a,b,c,\"\"\"\""), "a/b/c/\"");
        assert_eq!(read("").unwrap().len(), 0);
        for broken in ["a,b,c", "a,b,c,d,e", "a,b,c,d\na\n", "\n"] {
            assert!(read(broken).is_err(), "{broken:?}");
        }
        assert_eq!(read("a,b,c,d\ne,f,g\n").unwrap_err().line, Some(3));
    }
}
