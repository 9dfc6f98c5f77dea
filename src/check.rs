//! Weighing claims: comparability first, then the number, then what framing does to it.
//!
//! ```text
//! claims ──evidence──▶ comparable series, figures ──refutation──▶ one A, D or N each
//!                                                └──rules──▶ what the article itself and its framing show
//! ```
//!
//! `evidence` sets each claim against every series of the same or a related measure; `agreement` is the
//! arithmetic of numbers as intervals; `neighbours` and `refutation` look for what would make a number true
//! and decide whether it may be called wrong. Rules turn that into findings; `words` puts them into labels.
//!
//! # Codes
//!
//! A letter for the family and a number; stable, never reused.
//!
//! | codes | family |
//! |---|---|
//! | A001.. | agrees: a comparable series has the number, or went the same way |
//! | D101.. | discrepancy against references |
//! | D201.. | discrepancy inside the article |
//! | M101.. | misleading context: the number may be right, its framing is not |
//! | M201.. | notes, never a headline |
//! | N001.. | not checkable, and why |
//!
//! The comparison with references gives each claim exactly one A, D1.. or N: the first of them in [`RULES`]
//! that fires. All other rules say what they have to say. A claim's headline is the first of a material D, a
//! material M, A, N.
//!
//! # How to add a rule
//!
//! 1. `src/check/<name>.rs` with `pub(super) fn finding(case: &Case<'_>) -> Option<Finding>`. What it sees is in
//!    `Case`; what it says is a label, `finding.<code>`, in every lexicon.
//! 2. `src/check/<name>.md`, its page: a line `# <code> <title>`, a paragraph that says what it is, sections in
//!    Markdown, examples, and for each other language a section `## [<language>] <title>`. See [`Page`].
//! 3. One line in [`RULES`].
//!
//! Examples on a page run as tests: fenced blocks `text <language> fires|silent` hold an article. One that fires
//! gives the page's code to some claim, a silent one to none; a page has both in Arabic and in English. Behind
//! them may follow `published=2024-07-20`, and `data=levels` for a made-up set of `tests/articles/data` beside
//! the bundled ones.

mod agreement;
mod agrees;
mod ambiguous_reading;
mod base_missing;
mod basis_differs;
mod change;
mod change_does_not_follow;
mod checker;
mod clusters;
mod counts_differ;
mod digits_displaced;
mod direction;
mod direction_word;
mod evidence;
mod figure_came_later;
mod fits_another_slice;
mod impossible_value;
mod level_told_as_count;
mod measure_unknown;
mod neighbours;
mod no_reference;
mod no_source;
mod not_comparable;
mod one_source;
mod order_of_magnitude;
mod outside_coverage;
mod page;
mod parts_and_whole;
mod percent_for_points;
mod period_unknown;
mod place_unknown;
mod projection_as_fact;
mod qualifier_dropped;
mod refutation;
mod right_elsewhere;
mod right_for_another_measure;
mod right_for_another_period;
mod right_for_another_place;
mod roles_reversed;
mod rule;
mod sensitivity;
mod signal;
mod slip;
mod source;
mod source_misattributed;
mod superseded;
mod timeline;
mod told;
mod told_twice;
mod trend_agrees;
mod trend_differs;
mod understated;
mod unequal_periods;
mod value_differs;
mod window_reverses;
mod words;

pub use agreement::{Interval, Manner, Match, Tolerance, informative_digits, same_number, taken_in, weigh};
pub use checker::{ArticleFacts, CheckOptions, Checked, Checker};
pub use clusters::{Clusters, Telling};
pub use page::{Example, Page, page, rules};
pub use rule::{Case, Finding, Rule};
pub use words::Words;

use crate::claim::ClaimId;
pub use crate::dataset::Reason;
use crate::{codes, table};
use jiff::civil::Date;
use std::sync::Arc;

/// A rule, its page beside its file.
macro_rules! rule {
    ($code:literal, $name:ident) => {
        Rule {
            code: $code,
            page: include_str!(concat!("check/", stringify!($name), ".md")),
            finding: $name::finding,
        }
    };
}

/// Every rule. Those of the comparison with references stand in the order in which they are tried.
pub const RULES: &[Rule] = &[
    rule!("A001", agrees),
    rule!("A002", trend_agrees),
    rule!("D102", right_for_another_period),
    rule!("D103", right_for_another_place),
    rule!("D104", right_for_another_measure),
    rule!("D105", roles_reversed),
    rule!("D106", order_of_magnitude),
    rule!("D107", digits_displaced),
    rule!("D108", level_told_as_count),
    rule!("D109", trend_differs),
    rule!("D101", value_differs),
    rule!("N007", measure_unknown),
    rule!("N001", no_reference),
    rule!("N009", figure_came_later),
    rule!("N004", counts_differ),
    rule!("N008", ambiguous_reading),
    rule!("N005", period_unknown),
    rule!("N006", place_unknown),
    rule!("N002", outside_coverage),
    rule!("N003", not_comparable),
    rule!("D201", parts_and_whole),
    rule!("D202", change_does_not_follow),
    rule!("D203", direction_word),
    rule!("D204", impossible_value),
    rule!("D205", told_twice),
    rule!("M101", unequal_periods),
    rule!("M102", qualifier_dropped),
    rule!("M103", source_misattributed),
    rule!("M104", percent_for_points),
    rule!("M105", projection_as_fact),
    rule!("M201", no_source),
    rule!("M202", basis_differs),
    rule!("M203", superseded),
    rule!("M204", understated),
    rule!("M205", base_missing),
    rule!("M206", fits_another_slice),
    rule!("M207", one_source),
    rule!("M208", window_reverses),
];

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
        dataset: Arc<str> = "the data set's name",
        series: Arc<str> = "the series' name, unique in its data set",
        comparable: Comparable = "whether the series can be set against the claim",
        reason: Option<Reason> = "why it cannot",
        figure: Option<f64> = "the series' figure: for the slice asked for where comparable, else for the nearest slice it has",
        low: Option<f64> = "its low estimate",
        high: Option<f64> = "its high estimate",
        days_covered: Option<u64> = "days of the period that the figure covers",
        rows: Option<u64> = "rows the figure was made from",
        difference: Option<f64> = "claimed value less the figure",
        ratio: Option<f64> = "claimed value by the figure",
        query: Arc<str> = "the slice in words that `mizan datasets query` reads: `attack by Islamic State in IQ SY 2024-01-01..2024-06-30`",
    }
}

table! {
    /// A row of `findings.csv`.
    pub struct FindingRow in "findings", "a rule that fired on a claim" {
        claim_id: ClaimId = "the claim",
        code: String = "the rule's code",
        severity: Severity = "how much it weighs",
        other_claim: Option<ClaimId> = "the other claim it rests on",
        dataset: Arc<str> = "the data set it rests on",
        series: Arc<str> = "the series it rests on",
        numbers: String = "the figures behind it, name=value, joined by spaces",
        slices_tried: Option<u64> = "how many neighbouring slices were tried, to find this or in vain",
        explanation: String = "why, in the article's language",
    }
}

table! {
    /// A row of `checks.csv`.
    pub struct CheckRow in "checks", "a claim's outcome" {
        claim_id: ClaimId = "the claim",
        outcome: Outcome = "what came of it",
        code: String = "the headline's code",
        dataset: Arc<str> = "the data set the headline rests on",
        series: Arc<str> = "the series the headline rests on",
        codes: Vec<String> = "every code found, the headline first",
        explanation: String = "the headline's sentence, in the article's language",
    }
}

table! {
    /// A row of `timeline.csv`: a figure that charts draw beside a claim.
    pub struct TimelineRow in "timeline", "a figure that charts draw beside a claim" {
        claim_id: ClaimId = "the claim",
        dataset: Arc<str> = "the data set's name",
        series: Arc<str> = "the series' name",
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
        note: String = "the values told, each with how often",
    }
}
