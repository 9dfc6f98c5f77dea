//! The checker: claims of one article in, evidence, findings, checks and timeline out.

use super::evidence::{Evidence, Standing, Weighed, row};
use super::rule::{Case, Finding, settles};
use super::signal::Signals;
use super::source::Source;
use super::timeline::timeline;
use super::told::Told;
use super::{CheckRow, EvidenceRow, FindingRow, Outcome, RULES, Severity, TimelineRow, Tolerance};
use crate::claim::{ActorId, ClaimRow, MeasureId, PlaceId};
use crate::dataset::Datasets;
use crate::lexicon::ids::{ActorKind, Flow, Ids, Part};
use crate::lexicon::{Kind, Labels, embedded_rows_of, languages};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// What a user may set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckOptions {
    /// Names of data sets, series or sources whose figures decide.
    pub authoritative: Vec<String>,
    /// The room of round and approximate numbers.
    pub tolerance: Tolerance,
}

/// What of an article matters beside its claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleFacts {
    /// ISO 639-1 code: the language of the explanations.
    pub language: String,
    /// Publication date, where known: figures that came later never refute.
    pub published: Option<Date>,
}

/// What came of an article's claims, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// A row for each claim and series of the same or a related measure.
    pub evidence: Vec<EvidenceRow>,
    /// A row for each rule that fired.
    pub findings: Vec<FindingRow>,
    /// A row for each claim.
    pub checks: Vec<CheckRow>,
    /// Figures that charts draw beside the claims.
    pub timeline: Vec<TimelineRow>,
}

/// Weighs claims against data sets and against their article.
#[derive(Debug)]
pub struct Checker<'a> {
    datasets: &'a Datasets,
    options: CheckOptions,
    sources: Vec<Source>,
    related: FxHashMap<MeasureId, Vec<usize>>,
    flows: FxHashMap<MeasureId, Flow>,
    happening: FxHashSet<MeasureId>,
    /// What is there, whoever does what.
    standing: FxHashSet<MeasureId>,
    /// The country of each state.
    countries: FxHashMap<ActorId, PlaceId>,
    /// Each made ready when the first article needs it.
    languages: FxHashMap<&'static str, OnceLock<Language>>,
    other_language: OnceLock<Language>,
    /// The names of each series' data set and of the series.
    names: Vec<(Arc<str>, Arc<str>)>,
    no_name: Arc<str>,
}

/// A language's labels, in the digits that its articles may use, and its signals.
#[derive(Debug)]
struct Language {
    labels: Labels,
    arabic_digits: Labels,
    persian_digits: Labels,
    signals: Signals,
}

impl Language {
    fn new(code: &str) -> Self {
        let labels = Labels::embedded(code);
        Language {
            arabic_digits: labels.clone().with_digits('٠'),
            persian_digits: labels.clone().with_digits('۰'),
            labels,
            signals: Signals::new(&embedded_rows_of(code, &[Kind::Signal]).unwrap_or_default()),
        }
    }
}

impl<'a> Checker<'a> {
    /// A checker against these data sets.
    pub fn new(ids: &Ids, datasets: &'a Datasets, options: CheckOptions) -> Self {
        let series = datasets.series();
        let mut measures: Vec<&MeasureId> = ids.measures.iter().map(|row| &row.id).collect();
        measures.extend(series.iter().map(|series| &series.measure));
        let related = measures
            .into_iter()
            .map(|measure| {
                let about = |at: &usize| is_related(ids, measure, &series[*at].measure);
                (measure.clone(), (0..series.len()).filter(about).collect())
            })
            .collect();
        Checker {
            sources: series.iter().map(|series| Source::new(series, &options.authoritative)).collect(),
            related,
            flows: ids.measures.iter().map(|row| (row.id.clone(), row.flow)).collect(),
            happening: ids
                .measures
                .iter()
                .filter(|row| matches!(row.part, Some(Part::Act | Part::Victim)))
                .map(|row| row.id.clone())
                .collect(),
            standing: ids
                .measures
                .iter()
                .filter(|row| row.flow == Flow::Stock && row.part.is_none())
                .map(|row| row.id.clone())
                .collect(),
            countries: ids
                .actors
                .iter()
                .filter(|row| row.kind == ActorKind::State)
                .filter_map(|row| Some((row.id.clone(), row.country.clone()?)))
                .collect(),
            languages: languages().map(|code| (code, OnceLock::new())).collect(),
            other_language: OnceLock::new(),
            names: series
                .iter()
                .map(|about| (about.dataset.as_str().into(), about.name.as_str().into()))
                .collect(),
            no_name: "".into(),
            datasets,
            options,
        }
    }

    /// Weighs the claims of one article: every claim gets one headline, and all that rules say of it.
    pub fn check(&self, article: &ArticleFacts, claims: &[ClaimRow]) -> Checked {
        let weighed: Vec<Weighed<'_>> =
            claims.iter().map(|claim| Weighed::new(self, article, claim)).collect();
        let told = Told::new(&weighed);
        let mut checked = Checked::default();
        checked.evidence.reserve_exact(weighed.iter().map(|own| own.evidence.len()).sum());
        checked.checks.reserve_exact(weighed.len());
        for (index, own) in weighed.iter().enumerate() {
            let case = Case::new(self, article, &told, index);
            let mut findings = findings(&case);
            findings.sort_by_key(|(code, finding)| headline_order(code, finding));
            checked.evidence.extend(own.evidence.iter().map(|evidence| row(self, own, evidence)));
            checked.checks.push(self.check_row(own, &findings));
            checked
                .findings
                .extend(findings.into_iter().map(|(code, finding)| self.finding_row(own, code, finding)));
            timeline(self, own, &mut checked.timeline);
        }
        checked
    }

    pub(super) fn datasets(&self) -> &'a Datasets {
        self.datasets
    }

    pub(super) fn options(&self) -> &CheckOptions {
        &self.options
    }

    pub(super) fn source(&self, series: usize) -> &Source {
        &self.sources[series]
    }

    /// The series of the same or a related measure.
    pub(super) fn series_about(&self, measure: &MeasureId) -> &[usize] {
        self.related.get(measure).map_or(&[], Vec::as_slice)
    }

    /// Whether a measure is a flow or a stock; none where it is not listed.
    pub(super) fn flow(&self, measure: &MeasureId) -> Option<Flow> {
        self.flows.get(measure).copied()
    }

    /// Whether what is counted is done by somebody or suffered.
    pub(super) fn happens(&self, measure: &MeasureId) -> bool {
        self.happening.contains(measure)
    }

    /// Whether what is counted is there, whoever does what.
    pub(super) fn is_standing(&self, measure: &MeasureId) -> bool {
        self.standing.contains(measure)
    }

    /// Whether an actor only is the state where those counted are: "Lebanon hosts 800,000 refugees".
    pub(super) fn is_host(&self, actor: &ActorId, measure: &MeasureId, places: &[PlaceId]) -> bool {
        self.is_standing(measure) && self.countries.get(actor).is_some_and(|country| places.contains(country))
    }

    /// The labels of the language, in the digits in which the claim is written.
    pub(super) fn labels(&self, language: &str, claim: &ClaimRow) -> &Labels {
        let language = self.language(language);
        match claim.text.chars().find(|c| c.is_numeric()) {
            Some('٠'..='٩') => &language.arabic_digits,
            Some('۰'..='۹') => &language.persian_digits,
            _ => &language.labels,
        }
    }

    pub(super) fn signals(&self, language: &str) -> &Signals {
        &self.language(language).signals
    }

    fn language(&self, code: &str) -> &Language {
        match self.languages.get_key_value(code) {
            Some((code, language)) => language.get_or_init(|| Language::new(code)),
            None => self.other_language.get_or_init(|| Language::new("")),
        }
    }

    fn finding_row(&self, own: &Weighed<'_>, code: &str, finding: Finding) -> FindingRow {
        let (dataset, series) = self.names(finding.series);
        FindingRow {
            claim_id: own.claim.claim_id.clone(),
            code: code.to_owned(),
            severity: finding.severity,
            other_claim: finding.other_claim,
            dataset,
            series,
            numbers: finding.numbers,
            slices_tried: finding.slices_tried,
            explanation: finding.explanation,
        }
    }

    fn check_row(&self, own: &Weighed<'_>, findings: &[(&'static str, Finding)]) -> CheckRow {
        let Some((code, headline)) = findings.first() else {
            unreachable!("the last rule of the comparison with references always fires")
        };
        let (dataset, series) = self.names(headline.series);
        CheckRow {
            claim_id: own.claim.claim_id.clone(),
            outcome: outcome(code),
            code: (*code).to_owned(),
            dataset,
            series,
            codes: findings.iter().map(|(code, _)| (*code).to_owned()).collect(),
            explanation: headline.explanation.clone(),
        }
    }

    /// What stands where there is no name.
    pub(super) fn no_name(&self) -> Arc<str> {
        self.no_name.clone()
    }

    /// The names of a series' data set and of the series; empty where there is none.
    fn names(&self, series: Option<usize>) -> (Arc<str>, Arc<str>) {
        series.map_or_else(|| (self.no_name(), self.no_name()), |series| self.names_of(series))
    }

    /// The names of a series' data set and of the series.
    pub(super) fn names_of(&self, series: usize) -> (Arc<str>, Arc<str>) {
        self.names[series].clone()
    }
}

/// Whether a series' measure is the claim's, counts it or is counted by it, or is easily taken for it.
fn is_related(ids: &Ids, claimed: &MeasureId, counted: &MeasureId) -> bool {
    let lists = |one: &MeasureId, other| ids.measure(one).is_some_and(|row| row.related.contains(other));
    ids.measure_tree.contains(claimed, counted)
        || ids.measure_tree.contains(counted, claimed)
        || lists(claimed, counted)
        || lists(counted, claimed)
}

/// What the rules say: the first of the comparison with references, and all others.
fn findings(case: &Case<'_>) -> Vec<(&'static str, Finding)> {
    let mut found = Vec::new();
    let mut settled = false;
    for rule in RULES {
        if settles(rule.code) && settled {
            continue;
        }
        if let Some(finding) = (rule.finding)(case) {
            settled |= settles(rule.code);
            found.push((rule.code, finding));
        }
    }
    found
}

/// Where a finding stands among a claim's: a material D, a material M, A, N, then what is never a headline.
fn headline_order(code: &'static str, finding: &Finding) -> (u8, Severity, &'static str) {
    let rank = match (code.as_bytes().first(), finding.severity) {
        (Some(b'D'), Severity::Material) => 0,
        (Some(b'M'), Severity::Material) => 1,
        (Some(b'A'), _) => 2,
        (Some(b'N'), _) => 3,
        _ => 4,
    };
    (rank, finding.severity, code)
}

fn outcome(code: &str) -> Outcome {
    match code.as_bytes().first() {
        Some(b'A') => Outcome::Agrees,
        Some(b'D') => Outcome::Discrepancy,
        Some(b'M') => Outcome::Misleading,
        _ => Outcome::NotCheckable,
    }
}

/// Whether the evidence has a figure that charts may draw beside the claim: of the slice asked for, or of
/// another period.
pub(super) fn is_beside(evidence: &Evidence) -> bool {
    use crate::dataset::Reason;
    match evidence.standing {
        Standing::Comparable(_) | Standing::Bound(_) => true,
        Standing::Apart(reason) => {
            matches!(reason, Reason::Period | Reason::Coverage | Reason::Later | Reason::NoPeriod)
        }
    }
}
