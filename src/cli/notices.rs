//! What is told on standard error: warnings and errors, one line each.

use crate::error::ErrorRow;
use std::fmt::Display;

/// How many warnings and errors of a batch are printed; `errors.csv` has all errors.
const PRINTED: usize = 20;

/// Tells an error that ends the command.
pub(super) fn error(error: &impl Display) {
    eprintln!("error: {error}");
}

/// Tells what the run goes on with nonetheless.
pub(super) fn warning(warning: &impl Display) {
    eprintln!("warning: {warning}");
}

/// Tells the first warnings and errors of a batch, and how many more there are.
pub(super) fn of_batch(warnings: &[ErrorRow], errors: &[ErrorRow]) {
    warnings.iter().take(PRINTED).for_each(warning);
    if warnings.len() > PRINTED {
        eprintln!("warning: {} more", warnings.len() - PRINTED);
    }
    errors.iter().take(PRINTED).for_each(error);
    if errors.len() > PRINTED {
        eprintln!("error: {} more, all in errors.csv", errors.len() - PRINTED);
    }
}
