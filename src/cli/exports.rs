//! A run's tables once more in the forms that other programs take: Parquet, and CSV for spreadsheets.
//!
//! The tables themselves stay as they are, since other commands read them.

use super::folder;
use crate::article::ArticleRow;
use crate::check::{CheckRow, ClusterRow, EvidenceRow, FindingRow, TimelineRow};
use crate::claim::{ClaimRow, SkippedRow};
use crate::error::{Error, ErrorRow, Result};
use crate::table::{self, CellType, Row};
use clap::Args;
use std::path::{Path, PathBuf};

/// Where the tables for spreadsheets stand.
const SPREADSHEETS: &str = "excel";

/// In which further forms tables are written.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// Write each table as Parquet too, beside its CSV
    #[cfg(feature = "parquet")]
    #[arg(long)]
    parquet: bool,
    /// Write each table for spreadsheets too, below excel/: with a byte order mark, no cell run as a formula
    #[arg(long)]
    excel: bool,
}

impl ExportArguments {
    /// Writes the tables that the folder holds in the forms asked for and in those that it has them in already,
    /// and gives the files written.
    pub(super) fn write(&self, run: &Path) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        self.table::<ArticleRow>(run, &mut files)?;
        self.table::<ClaimRow>(run, &mut files)?;
        self.table::<SkippedRow>(run, &mut files)?;
        self.table::<EvidenceRow>(run, &mut files)?;
        self.table::<FindingRow>(run, &mut files)?;
        self.table::<CheckRow>(run, &mut files)?;
        self.table::<TimelineRow>(run, &mut files)?;
        self.table::<ClusterRow>(run, &mut files)?;
        self.table::<ErrorRow>(run, &mut files)?;
        Ok(files)
    }

    fn table<R: Row>(&self, run: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
        if !run.join(R::TABLE.file_name()).exists() {
            return Ok(());
        }
        #[cfg(feature = "parquet")]
        let place = run.join(format!("{}.parquet", R::TABLE.name));
        #[cfg(feature = "parquet")]
        if self.parquet || place.exists() {
            put(&place, &parquet(&folder::read_table::<R>(run)?)?)?;
            files.push(place);
        }
        let place = run.join(SPREADSHEETS).join(R::TABLE.file_name());
        if self.excel || place.exists() {
            put(&place, &for_spreadsheets(&folder::read_table::<R>(run)?)?)?;
            files.push(place);
        }
        Ok(())
    }
}

fn put(place: &Path, bytes: &[u8]) -> Result<()> {
    folder::write_file(place, |out| out.write_all(bytes).map_err(|cause| Error::write(place, &cause)))
}

/// Rows as a Parquet file, its columns typed as the table's.
#[cfg(feature = "parquet")]
fn parquet<R: Row>(rows: &[R]) -> Result<Vec<u8>> {
    let mut frame = table::data_frame(rows)?;
    let mut file = Vec::new();
    polars_io::parquet::write::ParquetWriter::new(&mut file).finish(&mut frame).map_err(|cause| {
        Error::new(format!("table `{}` cannot be written as Parquet: {cause}", R::TABLE.name))
    })?;
    Ok(file)
}

/// Rows as CSV that a spreadsheet reads as UTF-8, and in which no text is run as a formula.
fn for_spreadsheets<R: Row>(rows: &[R]) -> Result<Vec<u8>> {
    const BYTE_ORDER_MARK: &str = "\u{FEFF}";
    let failed = |cause: csv::Error| {
        Error::new(format!("table `{}` cannot be written for spreadsheets: {cause}", R::TABLE.name))
    };
    let mut plain = Vec::new();
    table::write(&mut plain, rows).map_err(|cause| failed(cause.into()))?;
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(R::TABLE.columns.iter().map(|column| column.name)).map_err(failed)?;
    for record in csv::Reader::from_reader(plain.as_slice()).records() {
        let record = record.map_err(failed)?;
        let cells = record.iter().zip(R::TABLE.columns).map(|(cell, column)| {
            if column.cell_type == CellType::String { neutral(cell) } else { cell.to_owned() }
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|cause| failed(cause.into_error().into()))
}

/// A text with an apostrophe before it where a spreadsheet would run it as a formula.
fn neutral(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::table! {
        /// A note on a number.
        pub struct Note in "notes", "a note" {
            number: Option<f64> = "the number",
            text: String = "what is said of it",
        }
    }

    #[test]
    fn texts_that_a_spreadsheet_would_run_are_neutralised_and_numbers_are_not() {
        let rows: Vec<Note> = ["=HYPERLINK(\"http://x\")", "+1", "-2", "@A1", "قال: =1", ""]
            .into_iter()
            .map(|text| Note { number: Some(-4.5), text: text.to_owned() })
            .collect();
        let csv = String::from_utf8(for_spreadsheets(&rows).unwrap()).unwrap();
        let expected = "\u{FEFF}number,text\n-4.5,\"'=HYPERLINK(\"\"http://x\"\")\"\n-4.5,'+1\n-4.5,'-2\n\
                        -4.5,'@A1\n-4.5,قال: =1\n-4.5,\n";
        assert_eq!(csv, expected);
    }

    #[cfg(feature = "parquet")]
    #[test]
    fn parquet_keeps_the_columns_types() {
        use polars_io::SerReader;
        let rows = [
            Note { number: Some(0.5), text: "ميزان".to_owned() },
            Note { number: None, text: String::new() },
        ];
        let file = std::io::Cursor::new(parquet(&rows).unwrap());
        let read = polars_io::parquet::read::ParquetReader::new(file).finish().unwrap();
        assert!(read.equals_missing(&table::data_frame(&rows).unwrap()));
    }
}
