//! The rows of a file: ragged ones and repeats told apart, the others handed to the series that admit them.

use super::descriptor::Role;
use super::file::CsvText;
use super::normalise::Normaliser;
use super::plan::{Plan, cell_text, column};
use crate::error::{Error, Result};

impl<'a> Normaliser<'a> {
    /// Reads a file's rows. Columns that the descriptor names and the file lacks are errors only where
    /// `strict`; a layout fits several versions of a file.
    pub(super) fn read(&mut self, csv: &CsvText<'_>, strict: bool) -> Result<()> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(csv.delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(csv.text.as_ref());
        let mut record = csv::ByteRecord::new();
        let unreadable = |error: csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            Error::new(format!("the row cannot be read: {error}")).line(line).hint("check its quotes")
        };
        if !reader.read_byte_record(&mut record).map_err(unreadable)? {
            return Err(Error::new("the file is empty").hint("it should begin with a line of column names"));
        }
        let header: Vec<String> = record.iter().map(|cell| cell_text(cell).to_owned()).collect();
        for (index, name) in header.iter().enumerate() {
            if !name.is_empty() && header[..index].contains(name) {
                self.repairs.add("a column's name stands twice: the first is used", name, 1);
            }
        }
        let plans = self.plans(&header, strict)?;
        let id = self.resource.fields.iter().find(|field| field.role == Some(Role::Id));
        let id = id.and_then(|field| column(&header, field));
        let mut before = record.position().map_or(1, csv::Position::line);
        while reader.read_byte_record(&mut record).map_err(unreadable)? {
            let line = record.position().map_or(0, csv::Position::line);
            one_row(before, line)?;
            before = line;
            self.rows += 1;
            if record.len() < header.len() {
                self.repairs.add("rows with too few cells, left out", &record_text(&record), line);
                continue;
            }
            if record.iter().skip(header.len()).any(|cell| !cell.trim_ascii().is_empty()) {
                self.repairs.add("rows with too many cells, left out", &record_text(&record), line);
                continue;
            }
            if let Some(id) = id {
                let text = cell_text(&record[id.index]);
                if !text.is_empty() && !self.seen.insert(text.to_owned()) {
                    self.repairs.add("rows that repeat another's id, left out", text, line);
                    continue;
                }
            }
            let mut used = false;
            for (index, plan) in plans.iter().enumerate() {
                if plan.admits(&record) {
                    used = true;
                    self.row(index, plan, &record, line);
                }
            }
            if !used {
                self.repairs.add("rows that belong to no series", &record_text(&record), line);
            }
        }
        one_row(before, reader.position().line())?;
        if self.header.is_empty() {
            self.header = header;
        }
        if self.rows == 0 {
            return Err(Error::new("there is a header and no row")
                .line(1)
                .hint("remove the file, or fill it"));
        }
        Ok(())
    }

    fn plans(&self, header: &[String], strict: bool) -> Result<Vec<Plan<'a>>> {
        let resource = self.resource;
        if strict {
            for field in &resource.fields {
                if column(header, field).is_none() {
                    return Err(Error::new(format!("there is no column `{}`", field.name))
                        .line(1)
                        .hint("name the columns in `schema/fields` as the file's first line has them"));
                }
            }
        }
        Ok(resource.series.iter().map(|descriptor| Plan::new(resource, descriptor, header)).collect())
    }
}

/// A row that runs over a thousand lines is many rows behind an open quote.
fn one_row(line: u64, next: u64) -> Result<()> {
    if next.saturating_sub(line) <= 1000 {
        return Ok(());
    }
    Err(Error::new(format!("a row runs over {} lines", next - line))
        .line(line)
        .hint("a quote in it is not closed"))
}

fn record_text(record: &csv::ByteRecord) -> String {
    record.iter().take(8).map(cell_text).collect::<Vec<_>>().join(",")
}
