//! What is told on standard error: warnings and errors, one line each.

use crate::error::ErrorRow;
use std::fmt::Display;

/// How many errors of a batch are printed; `errors.csv` has them all.
const PRINTED: usize = 20;

/// Tells an error that ends the command.
pub(super) fn error(error: &impl Display) {
    eprintln!("error: {error}");
}

/// Tells what the run goes on with nonetheless.
pub(super) fn warning(warning: &impl Display) {
    eprintln!("warning: {warning}");
}

/// Tells the first errors of a batch and how many more there are.
pub(super) fn errors(rows: &[ErrorRow]) {
    for row in rows.iter().take(PRINTED) {
        error(row);
    }
    if rows.len() > PRINTED {
        eprintln!("error: {} more, all in errors.csv", rows.len() - PRINTED);
    }
}
