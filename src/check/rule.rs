//! What a rule is, what it sees, and what it says.

use super::checker::Checker;
use super::evidence::{Evidence, Weighed, rounded};
use super::refutation::{Inquiry, inquire};
use super::told::Told;
use super::words::Words;
use super::{ArticleFacts, Match, Severity, weigh};
use crate::claim::{ClaimId, Quantity, Relation};
use crate::dataset::{Reason, Series};
use crate::lexicon::Labels;
use std::cell::OnceCell;
use std::fmt::Write as _;

/// A rule: a code, its page, and when it fires.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable, never reused: a letter for the family and a number.
    pub code: &'static str,
    /// The page beside the rule's file, as [`Page`](super::Page) reads it.
    pub page: &'static str,
    /// What the rule says of a claim, if anything.
    pub(super) finding: fn(&Case<'_>) -> Option<Finding>,
}

/// Whether a rule belongs to the comparison with references, of which each claim gets exactly one: families A and
/// N, and D1.. of D.
pub(super) fn settles(code: &str) -> bool {
    code.starts_with(['A', 'N']) || code.starts_with("D1")
}

/// What a rule says of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub(super) severity: Severity,
    pub(super) other_claim: Option<ClaimId>,
    pub(super) series: Option<usize>,
    pub(super) numbers: String,
    pub(super) slices_tried: Option<u64>,
    pub(super) explanation: String,
}

impl Finding {
    pub(super) fn new(severity: Severity, explanation: String) -> Self {
        Finding {
            severity,
            other_claim: None,
            series: None,
            numbers: String::new(),
            slices_tried: None,
            explanation,
        }
    }

    pub(super) fn material(explanation: String) -> Self {
        Finding::new(Severity::Material, explanation)
    }

    pub(super) fn minor(explanation: String) -> Self {
        Finding::new(Severity::Minor, explanation)
    }

    pub(super) fn note(explanation: String) -> Self {
        Finding::new(Severity::Note, explanation)
    }

    /// Names the other claim that it rests on.
    pub(super) fn beside(mut self, other: &ClaimId) -> Self {
        self.other_claim = Some(other.clone());
        self
    }

    /// Names the series that it rests on.
    pub(super) fn resting_on(mut self, series: usize) -> Self {
        self.series = Some(series);
        self
    }

    /// Adds a figure behind it, with at most two decimals.
    pub(super) fn number(mut self, name: &str, value: f64) -> Self {
        let space = if self.numbers.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(self.numbers, "{space}{name}={}", rounded(value, 2));
        self
    }

    /// Says how many slices were tried.
    pub(super) fn after_trying(mut self, slices: usize) -> Self {
        self.slices_tried = Some(slices as u64);
        self
    }
}

/// A claim in its article, as rules see it.
pub struct Case<'a> {
    checker: &'a Checker<'a>,
    article: &'a ArticleFacts,
    told: &'a Told<'a>,
    index: usize,
    labels: &'a Labels,
    inquiry: OnceCell<Inquiry>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        checker: &'a Checker<'a>,
        article: &'a ArticleFacts,
        told: &'a Told<'a>,
        index: usize,
    ) -> Self {
        let labels = checker.labels(&article.language, told.claims[index].claim);
        Case { checker, article, told, index, labels, inquiry: OnceCell::new() }
    }

    pub(super) fn checker(&self) -> &'a Checker<'a> {
        self.checker
    }

    pub(super) fn article(&self) -> &'a ArticleFacts {
        self.article
    }

    /// The claim.
    pub(super) fn own(&self) -> &'a Weighed<'a> {
        &self.told.claims[self.index]
    }

    /// The claim's quantity, signed.
    pub(super) fn quantity(&self) -> Option<Quantity> {
        self.own().quantity
    }

    /// The claims of the article.
    pub(super) fn told(&self) -> &'a Told<'a> {
        self.told
    }

    /// The claims of the article in the same sentence but this one.
    pub(super) fn sentence(&self) -> impl Iterator<Item = &'a Weighed<'a>> {
        let others = self.told.sentence(self.own()).iter().filter(|at| **at != self.index);
        others.map(|at| &self.told.claims[*at])
    }

    /// The claim that this one is compared to, where it is a side of a comparison.
    pub(super) fn compared_to(&self) -> Option<&'a Weighed<'a>> {
        let own = self.own().claim;
        let other = own.compared_to.as_ref().filter(|_| own.relation != Some(Relation::PartOf))?;
        self.told.claim(other)
    }

    /// The claim that is compared to this one.
    pub(super) fn compared_by(&self) -> Option<&'a Weighed<'a>> {
        self.told.compared_by(&self.own().claim.claim_id)
    }

    /// What was found out about the number where no comparable series has it.
    pub(super) fn inquiry(&self) -> &Inquiry {
        self.inquiry.get_or_init(|| inquire(self))
    }

    pub(super) fn series(&self, index: usize) -> &'a Series {
        &self.checker.datasets().series()[index]
    }

    /// The evidence that could not be set against the claim for this reason.
    pub(super) fn apart(&self, reason: Reason) -> impl Iterator<Item = &'a Evidence> {
        let standing = super::evidence::Standing::Apart(reason);
        self.own().evidence.iter().filter(move |evidence| evidence.standing == standing)
    }

    /// Whether one of the article's sentences that hold these claims says a word of this sort.
    pub(super) fn says(&self, sort: &str, claims: &[&Weighed<'_>]) -> bool {
        let signals = self.checker.signals(&self.article.language);
        claims.iter().any(|claim| signals.occur(sort, claim.words()))
    }

    pub(super) fn words(&self) -> Words<'a> {
        Words::new(self.labels)
    }

    /// The label with its places filled.
    pub(super) fn fill(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.labels.fill(key, &values)
    }

    /// The label with its places filled by a function, which is asked for what the label says only.
    pub(super) fn fill_with(&self, key: &str, value: impl Fn(&str) -> Option<String>) -> String {
        self.labels.fill_with(key, |name, filled| filled.push_str(&value(name).unwrap_or_default()))
    }

    /// A material finding that sets the claim against a series' figure: a label with `source`, `figure`, `period`
    /// and `claim` filled in, and what else is given. None where the series has no figure or the claim no period.
    pub(super) fn against(
        &self,
        evidence: &Evidence,
        key: &str,
        more: Option<(&str, String)>,
    ) -> Option<Finding> {
        let (figure, period) = (evidence.figure?, self.own().period?);
        let (series, words) = (self.series(evidence.series), self.words());
        let explanation = self.fill_with(key, |name| match name {
            "source" => Some(words.source(series)),
            "figure" => Some(words.figure(&figure, series)),
            "period" => Some(words.period(&period)),
            "claim" => Some(words.claim(self.own().claim)),
            _ => more.as_ref().filter(|(known, _)| *known == name).map(|(_, value)| value.clone()),
        });
        Some(Finding::material(explanation).resting_on(evidence.series).number("figure", figure.value))
    }

    /// Sets a quantity against a figure with the tolerance in force.
    pub(super) fn weigh(&self, quantity: &Quantity, figure: &crate::dataset::Figure) -> Match {
        weigh(quantity, figure, self.checker.options().tolerance)
    }
}
