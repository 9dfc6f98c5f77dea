//! N009: the figure that differs came after the article.

use super::evidence::Standing;
use super::rule::{Case, Finding};
use crate::dataset::Reason;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let settled = own.evidence.iter().any(|evidence| matches!(evidence.standing, Standing::Comparable(_)));
    let evidence = case.apart(Reason::Later).next().filter(|_| !settled)?;
    let day = evidence.figure?.published.map_or_else(String::new, |day| case.words().day(day));
    case.against(evidence, "finding.N009", Some(("day", day)))
}
