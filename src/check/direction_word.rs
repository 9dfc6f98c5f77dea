//! D203: the word says up, the numbers say down.

use super::agreement::taken_in;
use super::rule::{Case, Finding};
use super::unequal_periods::pace;
use crate::claim::Relation;

pub(super) fn finding(case: &Case<'_>) -> Option<Finding> {
    let own = case.own();
    let other = case.compared_to()?;
    let rises = match own.claim.relation? {
        Relation::More => true,
        Relation::Less => false,
        _ => return None,
    };
    // At the same pace the word may be right after all: that comparison is another rule's.
    let comparable = own.claim.measure == other.claim.measure
        && own.unit() == other.unit()
        && own.period.is_some()
        && other.period.is_some()
        && pace(case, own, other).is_none();
    if !comparable {
        return None;
    }
    let tolerance = case.checker().options().tolerance;
    let (first, second) = (taken_in(&own.quantity?, tolerance), taken_in(&other.quantity?, tolerance));
    let contradicted = if rises { first.high < second.low } else { first.low > second.high };
    if !contradicted {
        return None;
    }
    let words = case.words();
    let values = [("claim", words.claim(own.claim)), ("other", words.claim(other.claim))];
    let key = if rises { "finding.D203.more" } else { "finding.D203.less" };
    let explanation = case.fill(key, &values);
    Some(Finding::material(explanation).beside(&other.claim.claim_id))
}
