//! True statements. About the bundled figures, written freely in both languages by somebody who knew neither the
//! program nor the templates of the simulation (`tests/data/true-statements.csv`): none of them may be called wrong,
//! nor misleading but where its note says that this was intended. About files of known layouts
//! (`tests/data/statements-of-layouts.csv`), with wrong ones among them, each with the outcome that it must have.

use mizan::article::Article;
use mizan::check::{ArticleFacts, CheckOptions, Checker, Outcome};
use mizan::claim::Extractor;
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::path::Path;

#[test]
fn true_statements_are_not_called_wrong() {
    let ids = Ids::embedded();
    let datasets = Datasets::embedded(&ids);
    let extractor = Extractor::new(&ids).unwrap();
    let checker = Checker::new(&ids, &datasets, CheckOptions::default());
    let mut rows = csv::Reader::from_path("tests/data/true-statements.csv").unwrap();
    let (mut statements, mut agreeing, mut wrong) = (0, 0, Vec::new());
    for (index, row) in rows.records().enumerate() {
        let row = row.unwrap();
        let [language, published, text, note] = [0, 1, 2, 3].map(|column| &row[column]);
        let id = format!("line-{}", index + 2);
        let article = Article::of_text(&id, language, published.parse().ok(), text);
        let claims = extractor.extract(&article).unwrap().claims;
        let facts = ArticleFacts { language: language.to_owned(), published: article.published };
        let checks = checker.check(&facts, &claims).checks;
        statements += 1;
        agreeing += usize::from(checks.iter().any(|check| check.outcome == Outcome::Agrees));
        let alarm = |outcome| match outcome {
            Outcome::Discrepancy => true,
            Outcome::Misleading => !note.starts_with("intended"),
            Outcome::Agrees | Outcome::NotCheckable => false,
        };
        for check in checks.iter().filter(|check| alarm(check.outcome)) {
            wrong.push(format!(
                "{} {} {text}\n    {}",
                check.claim_id,
                check.codes.join("+"),
                check.explanation
            ));
        }
    }
    println!("{statements} true statements, {agreeing} with a number that agrees, {} alarms", wrong.len());
    assert!(statements >= 300);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_source_counts_is_weighed_as_it_counts_it() {
    let ids = Ids::embedded();
    let (datasets, errors) = Datasets::load(Path::new("tests/data/layouts"), &ids);
    assert_eq!(errors, []);
    let extractor = Extractor::new(&ids).unwrap();
    let checker = Checker::new(&ids, &datasets, CheckOptions::default());
    let mut rows = csv::Reader::from_path("tests/data/statements-of-layouts.csv").unwrap();
    for row in rows.records().map(Result::unwrap) {
        let [language, published, text, expected] = [0, 1, 2, 3].map(|column| &row[column]);
        let article = Article::of_text("a", language, published.parse().ok(), text);
        let claims = extractor.extract(&article).unwrap().claims;
        let facts = ArticleFacts { language: language.to_owned(), published: article.published };
        let checks = checker.check(&facts, &claims).checks;
        let outcomes: Vec<&str> = checks.iter().map(|check| check.outcome.code()).collect();
        assert_eq!(outcomes, [expected], "{text}\n{:?} {}", claims[0].measure, checks[0].explanation);
    }
}
