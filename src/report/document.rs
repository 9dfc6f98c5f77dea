//! What a report says, ready to be set: every text phrased, every mark decided by the tables.
//!
//! The PDF and the HTML page are two settings of this one content. Texts are plain: neither Typst nor HTML
//! reads markup in them.

use super::wording::{Wording, letter};
use crate::check::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;

/// A whole report.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub title: String,
    pub language: String,
    pub direction: Direction,
    /// Font families for text, then for queries, the preferred first.
    pub families: Vec<String>,
    pub mono_families: Vec<String>,
    pub words: Words,
    /// The program and its version.
    pub program: String,
    /// The first page of a report on several articles.
    pub overview: Option<Overview>,
    pub articles: Vec<ArticlePage>,
    pub appendix: Appendix,
    /// What each file of the run's folder is, for the page that opens it.
    #[serde(skip)]
    pub files: Vec<FileNote>,
    /// Every claim of the run, for the page that can filter them.
    #[serde(skip)]
    pub claims: Vec<ClaimLine>,
}

/// A file of the run's folder, or a folder in it, and what it is.
#[derive(Debug)]
pub(super) struct FileNote {
    pub path: String,
    pub meaning: String,
}

/// A claim in the table of all claims.
#[derive(Debug)]
pub(super) struct ClaimLine {
    pub mark: Mark,
    pub code: String,
    pub claim: String,
    pub text: String,
    pub article: String,
    /// Who counted the series that the headline rests on; empty where it rests on none.
    pub reference: String,
    pub anchor: Option<String>,
}

/// The labels that a template needs, by key.
pub(super) type Words = BTreeMap<&'static str, String>;

/// Which way lines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// That of most of a text's letters: a sentence may well begin with a name in another script.
    pub fn of(text: &str) -> Direction {
        let runs_left = |c: &char| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFC}');
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        if letters().filter(runs_left).count() * 2 > letters().count() {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }
}

/// An outcome as a mark: letter, name and the code that colours and shapes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Mark {
    pub outcome: &'static str,
    pub letter: &'static str,
    pub name: String,
}

impl Mark {
    /// The mark of an outcome in the report's language.
    pub fn of(outcome: Outcome, wording: Wording<'_>) -> Mark {
        let name = wording.code("outcome", outcome.code());
        Mark { outcome: outcome.code(), letter: letter(outcome), name }
    }
}

/// How many claims came to an outcome.
#[derive(Debug, Serialize)]
pub(super) struct Tally {
    pub mark: Mark,
    pub count: usize,
}

/// A name and what stands for it.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub name: String,
    pub value: String,
}

/// The pages of one article.
#[derive(Debug, Serialize)]
pub(super) struct ArticlePage {
    /// Unique in the report; what links lead to.
    pub anchor: String,
    pub language: String,
    pub direction: Direction,
    pub words: Words,
    pub title: String,
    pub facts: Vec<Fact>,
    pub tally: Vec<Tally>,
    /// One sentence on all of its claims.
    pub summary: String,
    /// The sentence of the most material finding.
    pub lead: Option<Lead>,
    /// The sentences that are shown first: those with flagged claims, and others as there is room.
    pub passages: Vec<Passage>,
    /// The other sentences with claims.
    pub more_passages: Vec<Passage>,
    /// The chart that shows most.
    pub chart: Option<Figure>,
    /// Every claim in a row, in the order of the text.
    pub glance: Vec<Glance>,
    pub more_claims: Option<String>,
    pub cards: Vec<Card>,
    /// Claims that are told in a line each.
    pub lines: Vec<Line>,
    pub skipped: Vec<Fact>,
}

/// The most material finding, in its own sentence.
#[derive(Debug, Serialize)]
pub(super) struct Lead {
    pub mark: Mark,
    pub text: String,
    /// What else is to be said of its claim.
    pub notes: Vec<String>,
}

/// A sentence of the article with its numbers marked.
#[derive(Debug, Serialize)]
pub(super) struct Passage {
    /// Says so where the sentence is the title.
    pub part: Option<String>,
    pub direction: Direction,
    pub segments: Vec<Segment>,
}

/// A stretch of a passage.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Segment {
    pub text: String,
    pub mark: Option<Mark>,
    /// The claim's card, where it has one.
    pub anchor: Option<String>,
}

/// A claim in the table at a glance.
#[derive(Debug, Serialize)]
pub(super) struct Glance {
    pub number: usize,
    pub mark: Mark,
    pub claim: String,
    pub period: String,
    /// Who counted the series that the headline rests on, and its figure.
    pub reference: String,
}

/// A claim told in full.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    pub anchor: String,
    pub number: usize,
    pub mark: Mark,
    pub code: String,
    pub claim: String,
    pub decision: Option<String>,
    pub facts: Vec<Fact>,
    pub findings: Vec<FindingLine>,
    pub references: References,
    pub query: Option<String>,
    pub charts: Vec<Figure>,
}

/// A finding's sentence.
#[derive(Debug, Serialize)]
pub(super) struct FindingLine {
    pub code: String,
    pub severity: &'static str,
    pub severity_name: String,
    pub text: String,
    pub tried: Option<String>,
}

/// What the references say beside a claim.
#[derive(Debug, Serialize)]
pub(super) struct References {
    pub groups: Vec<ReferenceGroup>,
    /// Sentences on the series that stand in no group.
    pub notes: Vec<String>,
}

/// Series that can be compared, or that cannot.
#[derive(Debug, Serialize)]
pub(super) struct ReferenceGroup {
    pub heading: String,
    pub rows: Vec<Reference>,
}

/// A series beside a claim.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    pub counted_by: String,
    pub counting: Option<String>,
    pub series: String,
    pub slice: String,
    pub figure: String,
    pub comparable: &'static str,
    /// How far the claim is from the figure, or why the two cannot be compared.
    pub remark: String,
}

/// A chart's files and its description.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Figure {
    /// Below the run's folder, without its ending.
    pub path: String,
    pub description: String,
}

/// A claim in one line.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub number: usize,
    pub mark: Mark,
    pub code: String,
    pub claim: String,
    pub text: String,
}

/// The first page on several articles.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    pub title: String,
    pub summary: String,
    pub tally: Vec<Tally>,
    pub findings: Vec<OverviewFinding>,
    pub more_findings: Option<String>,
    /// Says so where only some of the flagged articles have pages.
    pub pages_note: Option<String>,
    pub counts: Vec<CountTable>,
    pub uncheckable: Vec<Fact>,
    pub charts: Vec<Figure>,
    pub clusters: Vec<ClusterLine>,
    pub articles: Vec<ArticleLine>,
    pub more_articles: Option<String>,
}

/// A finding that the overview tells, linked to its article's page.
#[derive(Debug, Serialize)]
pub(super) struct OverviewFinding {
    pub mark: Mark,
    pub code: String,
    pub claim: String,
    pub text: String,
    pub article: String,
    /// The card on the article's page; none where the report has no such page.
    pub anchor: Option<String>,
}

/// Claims counted by rule, reference, publisher or month.
#[derive(Debug, Serialize)]
pub(super) struct CountTable {
    pub heading: String,
    pub name_column: String,
    pub rows: Vec<CountRow>,
}

/// What is counted, and its claims by outcome in the order of [`Outcome::ALL`].
#[derive(Debug, Serialize)]
pub(super) struct CountRow {
    pub name: String,
    pub counts: [usize; 4],
    pub total: usize,
}

/// A claim that articles tell differently.
#[derive(Debug, Serialize)]
pub(super) struct ClusterLine {
    pub claim: String,
    pub tellings: Vec<Fact>,
}

/// An article in the overview's list.
#[derive(Debug, Serialize)]
pub(super) struct ArticleLine {
    pub title: String,
    pub date: String,
    /// Claims by outcome, in the order of [`Outcome::ALL`].
    pub counts: [usize; 4],
    pub anchor: Option<String>,
}

/// Rules, data sets and how to make the report again.
#[derive(Debug, Serialize)]
pub(super) struct Appendix {
    pub rules: Vec<RuleNote>,
    pub datasets: Vec<DatasetEntry>,
    pub reproduce: String,
    pub commands: Vec<String>,
}

/// A rule that fired: its code and the beginning of its page.
#[derive(Debug, Serialize)]
pub(super) struct RuleNote {
    pub code: String,
    pub title: String,
    pub paragraphs: Vec<String>,
}

/// A data set that claims were weighed against.
#[derive(Debug, Serialize)]
pub(super) struct DatasetEntry {
    /// That of the name and the citation, whatever the report's.
    pub direction: Direction,
    pub name: String,
    pub citation: String,
    pub facts: Vec<Fact>,
}

/// The labels that templates read, in the wording's language.
pub(super) fn words(wording: Wording<'_>) -> Words {
    const KEYS: &[&str] = &[
        "report.name",
        "report.kicker",
        "report.passages",
        "report.more_passages",
        "report.claims",
        "report.others",
        "report.skipped",
        "report.appendix",
        "report.rules",
        "report.datasets",
        "report.reproduce",
        "report.query",
        "report.page",
        "column.period",
        "column.counted_by",
        "column.slice",
        "column.figure",
        "column.remark",
        "column.claim",
        "column.finding",
        "column.article",
        "column.page",
        "column.count",
        "column.date",
        "column.number",
        "column.reason",
        "column.reference",
        "column.outcome",
        "batch.findings",
        "batch.clusters",
        "batch.uncheckable",
        "batch.articles",
        "outcome.agrees",
        "outcome.discrepancy",
        "outcome.misleading",
        "outcome.not-checkable",
        "html.filter",
        "html.all",
        "html.outcome",
        "html.rule",
        "html.reference",
        "html.contents",
        "html.tables",
        "list.separator",
    ];
    KEYS.iter().map(|key| (*key, wording.text(key))).collect()
}

/// How many of the outcomes there are, in the order of [`Outcome::ALL`].
pub(super) fn counts(outcomes: impl Iterator<Item = Outcome>) -> [usize; 4] {
    let mut counts = [0; 4];
    for outcome in outcomes {
        counts[outcome as usize] += 1;
    }
    counts
}

/// The counts as a strip of marks, every outcome in its place.
pub(super) fn tally(counts: [usize; 4], wording: Wording<'_>) -> Vec<Tally> {
    let marks = Outcome::ALL.iter().map(|outcome| Mark::of(*outcome, wording));
    marks.zip(counts).map(|(mark, count)| Tally { mark, count }).collect()
}
