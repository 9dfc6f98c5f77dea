//! How far a batch has come, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A line that counts articles; nothing where standard error is no terminal.
pub(super) fn articles(quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    match ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
