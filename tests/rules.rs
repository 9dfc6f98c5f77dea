//! The examples on the rules' pages: those that fire give the page's code to some claim, the silent ones to none.

use mizan::article::Article;
use mizan::check::{ArticleFacts, CheckOptions, Checker, ExampleKind, rules};
use mizan::claim::Extractor;
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;

#[test]
fn examples_fire_or_stay_silent_as_their_page_says() {
    let ids = Ids::embedded();
    let datasets = Datasets::embedded(&ids);
    let extractor = Extractor::new(&ids).unwrap();
    let checker = Checker::new(&ids, &datasets, CheckOptions::default());
    let mut wrong = Vec::new();
    for page in rules() {
        for example in page.examples.iter().filter(|example| example.kind == ExampleKind::Text) {
            let published = (!example.published.is_empty()).then(|| example.published.parse().unwrap());
            let article = Article::of_text("example", example.language, published, example.body);
            let claims = extractor.extract(&article).unwrap().claims;
            let facts = ArticleFacts { language: example.language.to_owned(), published };
            let codes: Vec<String> =
                checker.check(&facts, &claims).findings.into_iter().map(|finding| finding.code).collect();
            if codes.iter().any(|code| code == page.code) != example.fires {
                wrong.push(format!("{} on `{}`: {codes:?}", page.code, example.body.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
