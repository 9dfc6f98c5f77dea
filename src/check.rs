//! Weighing claims: comparability first, then the number, then what framing does to it.

use crate::claim::ClaimId;
use crate::dataset::Reason;
use crate::{codes, table};
use jiff::civil::Date;

codes! {
    /// What came of weighing a claim.
    pub enum Outcome {
        /// A comparable series has the number.
        Agrees = "agrees",
        /// The number does not hold.
        Discrepancy = "discrepancy",
        /// The number is right, its framing is not.
        Misleading = "misleading",
        /// The number cannot be checked.
        NotCheckable = "not-checkable",
    }
}

codes! {
    /// How much a finding weighs; a note never becomes the headline.
    pub enum Severity {
        Material = "material",
        Minor = "minor",
        Note = "note",
    }
}

codes! {
    /// Whether a series can be set against a claim.
    pub enum Comparable {
        Yes = "yes",
        /// It covers the claim in part: it bounds the number from one side.
        Bound = "bound",
        No = "no",
    }
}

table! {
    /// A row of `evidence.csv`: a claim against one series of the same or a related measure.
    pub struct EvidenceRow in "evidence", "a claim against a series" {
        claim_id: ClaimId = "the claim",
        dataset: String = "the data set's name",
        series: String = "the series' name, unique in its data set",
        comparable: Comparable = "whether the series can be set against the claim",
        reason: Option<Reason> = "why it cannot",
        figure: Option<f64> = "the series' figure: for the slice asked for where comparable, else for the nearest slice it has",
        low: Option<f64> = "its low estimate",
        high: Option<f64> = "its high estimate",
        days_covered: Option<u64> = "days of the period that the figure covers",
        rows: Option<u64> = "rows the figure was made from",
        difference: Option<f64> = "claimed value less the figure",
        ratio: Option<f64> = "claimed value by the figure",
        query: String = "the slice in words that `mizan datasets query` reads: `attack by Islamic State in IQ SY 2024-01-01..2024-06-30`",
    }
}

table! {
    /// A row of `findings.csv`.
    pub struct FindingRow in "findings", "a rule that fired on a claim" {
        claim_id: ClaimId = "the claim",
        code: String = "the rule's code",
        severity: Severity = "how much it weighs",
        other_claim: Option<ClaimId> = "the other claim it rests on",
        dataset: String = "the data set it rests on",
        series: String = "the series it rests on",
        numbers: String = "the figures behind it, name=value, joined by spaces",
        slices_tried: Option<u64> = "how many neighbouring slices were tried to find this",
        explanation: String = "why, in the article's language",
    }
}

table! {
    /// A row of `checks.csv`.
    pub struct CheckRow in "checks", "a claim's outcome" {
        claim_id: ClaimId = "the claim",
        outcome: Outcome = "what came of it",
        code: String = "the headline's code",
        dataset: String = "the data set the headline rests on",
        series: String = "the series the headline rests on",
        codes: Vec<String> = "every code found, the headline first",
        explanation: String = "the headline's sentence, in the article's language",
    }
}

table! {
    /// A row of `timeline.csv`: a figure that charts draw beside a claim.
    pub struct TimelineRow in "timeline", "a figure that charts draw beside a claim" {
        claim_id: ClaimId = "the claim",
        dataset: String = "the data set's name",
        series: String = "the series' name",
        period_start: Date = "first day",
        period_end: Date = "last day",
        value: f64 = "the figure",
        low: f64 = "its low estimate",
        high: f64 = "its high estimate",
    }
}

table! {
    /// A row of `overrides.csv`: a person's decision on a claim.
    pub struct OverrideRow in "overrides", "a person's decision on a claim" {
        claim_id: ClaimId = "the claim",
        outcome: Outcome = "what the person decided",
        who: String = "who",
        when: Option<Date> = "when",
        note: String = "why",
    }
}

table! {
    /// A row of `clusters.csv`.
    pub struct ClusterRow in "clusters", "a claim that several articles make" {
        cluster_id: String = "the cluster",
        claim_id: ClaimId = "a claim of it",
        agreement: String = "same: the same value as the most; differs: another",
        note: String = "in words",
    }
}
pub use crate::standin::{ArticleFacts, CheckOptions, Checked, Checker};
