//! A002: a series went the way that a trend without a number says.

use super::direction::by_series;
use super::rule::{Case, Finding};

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let (moves, _) = by_series(case).into_iter().find(|(_, verdict)| *verdict == Some(true))?;
    Some(super::trend_differs::told(case, "finding.A002", &moves[0]))
}
