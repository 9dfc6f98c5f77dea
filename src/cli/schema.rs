//! `mizan schema`: what the tables are.

use super::dry_run::InputRow;
use super::{Completion, print};
use crate::article::ArticleRow;
use crate::check::{CheckRow, ClusterRow, EvidenceRow, FindingRow, OverrideRow, TimelineRow};
use crate::claim::{ClaimRow, MentionRow, SkippedRow};
use crate::error::{Error, ErrorRow, Result};
use crate::lexicon::LexiconRow;
use crate::lexicon::ids::{ActorRow, MeasureRow, PlaceRow};
use crate::table::{Row, Table};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  mizan schema            every table, with what its rows and columns mean
  mizan schema claims     one table as a Table Schema (Frictionless Data)";

/// Describes the tables that the program reads and writes
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Schema {
    /// A table's name
    table: Option<String>,
}

fn tables() -> [Table; 16] {
    [
        ArticleRow::TABLE,
        ClaimRow::TABLE,
        SkippedRow::TABLE,
        MentionRow::TABLE,
        EvidenceRow::TABLE,
        FindingRow::TABLE,
        CheckRow::TABLE,
        TimelineRow::TABLE,
        ClusterRow::TABLE,
        ErrorRow::TABLE,
        OverrideRow::TABLE,
        InputRow::TABLE,
        MeasureRow::TABLE,
        ActorRow::TABLE,
        PlaceRow::TABLE,
        LexiconRow::TABLE,
    ]
}

impl Schema {
    pub(super) fn run(&self) -> Result<Completion> {
        let tables = tables();
        match &self.table {
            None => print(&tables.iter().map(in_words).collect::<Vec<_>>().join("\n"))?,
            Some(name) => match tables.iter().find(|table| table.name == name) {
                Some(table) => print(&format!("{:#}\n", table.schema()))?,
                None => {
                    let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
                    return Err(Error::new(format!("there is no table `{name}`"))
                        .hint(format!("tables: {}", names.join(", "))));
                }
            },
        }
        Ok(Completion::Complete)
    }
}

fn in_words(table: &Table) -> String {
    let columns: String =
        table.columns.iter().map(|column| format!("  {:<16} {}\n", column.name, column.meaning)).collect();
    format!("{}: each row is {}\n{columns}", table.file_name(), table.row_meaning)
}
