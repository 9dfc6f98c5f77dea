//! A simulation: thousands of statements about a world whose figures are known, true ones and ones with one
//! planted error, through the whole chain from text to verdict.
//!
//! `cargo test simulation -- --nocapture` prints the rates of each kind.

mod cases;
mod chance;
mod statement;
mod ucdp;
mod world;

use cases::{Case, ERRORS, Kind, TRUE_STATEMENTS, cases};
use chance::Chance;
use mizan::article::Article;
use mizan::check::{ArticleFacts, CheckOptions, Checked, Checker, Outcome, Severity};
use mizan::claim::Extractor;
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::collections::BTreeMap;
use world::World;

/// Statements of each sort.
const STATEMENTS: usize = 2000;
/// Statements of each sort about real figures.
const REAL: usize = 200;

struct Chain<'a> {
    extractor: &'a Extractor,
    checker: Checker<'a>,
}

impl Chain<'_> {
    fn run(&self, case: &Case) -> Checked {
        let published = Some(jiff::civil::date(2024, 6, 1));
        let article = Article::of_text("simulated", case.language.code(), published, &case.text);
        let claims = self.extractor.extract(&article).unwrap().claims;
        let facts = ArticleFacts { language: article.language, published: article.published };
        self.checker.check(&facts, &claims)
    }
}

fn is_alarm(checked: &Checked) -> bool {
    checked.checks.iter().any(|check| matches!(check.outcome, Outcome::Discrepancy | Outcome::Misleading))
}

/// How often a kind was flagged, and for the right reason.
#[derive(Default, Clone, Copy)]
struct Tally {
    all: usize,
    agreeing: usize,
    flagged: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, case: &Case, checked: &Checked) {
        let named = checked.findings.iter().any(|finding| {
            finding.severity == Severity::Material && case.causes.contains(&finding.code.as_str())
        });
        let flagged = is_alarm(checked);
        self.all += 1;
        self.agreeing += usize::from(checked.checks.iter().any(|check| check.outcome == Outcome::Agrees));
        self.flagged += usize::from(flagged);
        self.right += usize::from(flagged && named);
    }

    fn plus(self, other: Tally) -> Tally {
        Tally {
            all: self.all + other.all,
            agreeing: self.agreeing + other.agreeing,
            flagged: self.flagged + other.flagged,
            right: self.right + other.right,
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn drawn(world: &World, kinds: &'static [Kind], chance: &mut Chance) -> Vec<Case> {
    let each = STATEMENTS.div_ceil(kinds.len());
    kinds.iter().flat_map(|kind| cases(world, kind, each, chance)).collect()
}

/// The rates by kind, and what went wrong: told for people who read on.
fn tally(chain: &Chain<'_>, cases: &[Case]) -> (BTreeMap<(&'static str, &'static str), Tally>, Vec<String>) {
    let mut tallies: BTreeMap<_, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in cases {
        let checked = chain.run(case);
        let tally = tallies.entry((case.kind, case.language.code())).or_default();
        let before = *tally;
        tally.add(case, &checked);
        let expected =
            if case.causes.is_empty() { tally.flagged == before.flagged } else { tally.right > before.right };
        if !expected {
            let codes: Vec<String> = checked.checks.iter().map(|check| check.codes.join("+")).collect();
            wrong.push(format!("[{}] {:?} {}", case.kind, codes, case.text));
        }
    }
    (tallies, wrong)
}

fn sum(tallies: &BTreeMap<(&'static str, &'static str), Tally>) -> Tally {
    tallies.values().fold(Tally::default(), |sum, tally| sum.plus(*tally))
}

fn print(title: &str, tallies: &BTreeMap<(&'static str, &'static str), Tally>) {
    println!("\n{title}: statements, agreeing %, flagged %, right cause % of the flagged");
    for ((kind, language), tally) in tallies {
        println!(
            "  {kind:<26} {language} {:>5} {:>6.1} {:>6.1} {:>6.1}",
            tally.all,
            100.0 * share(tally.agreeing, tally.all),
            100.0 * share(tally.flagged, tally.all),
            100.0 * share(tally.right, tally.flagged),
        );
    }
}

#[test]
fn true_statements_raise_no_alarm_and_planted_errors_are_named() {
    let ids = Ids::embedded();
    let mut chance = Chance::new(20240716);
    let world = World::new(&mut chance);
    let datasets = world.datasets(&mut chance, &ids);
    let extractor = Extractor::new(&ids).unwrap();
    let chain =
        Chain { extractor: &extractor, checker: Checker::new(&ids, &datasets, CheckOptions::default()) };

    let (mut truths, mut alarms) = tally(&chain, &drawn(&world, TRUE_STATEMENTS, &mut chance));
    let (mut errors, mut missed) = tally(&chain, &drawn(&world, ERRORS, &mut chance));
    if let Some(file) = ucdp::file() {
        let (datasets, _) = Datasets::load(&file, &ids);
        let chain =
            Chain { extractor: &extractor, checker: Checker::new(&ids, &datasets, CheckOptions::default()) };
        for (wrong, tallies, told) in [(false, &mut truths, &mut alarms), (true, &mut errors, &mut missed)] {
            let (real, more) = tally(&chain, &ucdp::statements(&mut chance, REAL, wrong));
            tallies.extend(real);
            told.extend(more);
        }
    }
    print("True statements", &truths);
    print("Planted errors", &errors);
    let (truth, error) = (sum(&truths), sum(&errors));
    let false_alarms = share(truth.flagged, truth.all);
    let (detection, right_cause) = (share(error.flagged, error.all), share(error.right, error.flagged));
    println!(
        "\nfalse alarms {:.2} %, agreement of true statements {:.1} %, detection {:.1} %, right cause {:.1} %",
        100.0 * false_alarms,
        100.0 * share(truth.agreeing, truth.all),
        100.0 * detection,
        100.0 * right_cause,
    );
    if std::env::var_os("MIZAN_SIMULATION_MISSES").is_some() {
        println!("\n{}\n\n{}", alarms.join("\n"), missed.join("\n"));
    }
    assert!(truth.all >= STATEMENTS && error.all >= STATEMENTS);
    assert!(false_alarms <= 0.01, "false alarms: {}", alarms.join("\n"));
    assert!(detection >= 0.85 && right_cause >= 0.75, "missed: {}", missed.join("\n"));
}

#[test]
fn without_references_nothing_agrees_and_nothing_is_refuted() {
    let ids = Ids::embedded();
    let mut chance = Chance::new(7);
    let world = World::new(&mut chance);
    let nothing = tempfile::tempdir().unwrap();
    let (datasets, _) = Datasets::load(nothing.path(), &ids);
    let extractor = Extractor::new(&ids).unwrap();
    let chain =
        Chain { extractor: &extractor, checker: Checker::new(&ids, &datasets, CheckOptions::default()) };
    let mut all = drawn(&world, TRUE_STATEMENTS, &mut chance);
    all.extend(drawn(&world, ERRORS, &mut chance));
    for case in &all {
        for finding in chain.run(case).findings {
            let against_references = finding.code.starts_with('A') || finding.code.starts_with("D1");
            assert!(!against_references, "{} on {}", finding.code, case.text);
        }
    }
}
