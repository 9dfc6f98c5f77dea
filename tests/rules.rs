//! The examples on the rules' pages: those that fire give the page's code to some claim, the silent ones to none.

use mizan::article::Article;
use mizan::check::{ArticleFacts, CheckOptions, Checker, Example, rules};
use mizan::claim::Extractor;
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The bundled data sets, and a made-up one where an example names it.
fn datasets(name: &str, ids: &Ids) -> Datasets {
    if name.is_empty() {
        return Datasets::embedded(ids);
    }
    let folder = tempfile::tempdir().unwrap();
    for from in [Path::new("data/isis-attacks"), &Path::new("tests/articles/data").join(name)] {
        let to = folder.path().join(from.file_name().unwrap());
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
    let (datasets, errors) = Datasets::load(folder.path(), ids);
    assert_eq!(errors, []);
    datasets
}

fn examples() -> impl Iterator<Item = (&'static str, &'static Example)> {
    rules().iter().flat_map(|page| page.examples.iter().map(|example| (page.code, example)))
}

#[test]
fn examples_fire_or_stay_silent_as_their_page_says() {
    let ids = Ids::embedded();
    let extractor = Extractor::new(&ids).unwrap();
    let mut by_data: BTreeMap<&str, Vec<(&str, &Example)>> = BTreeMap::new();
    for (code, example) in examples() {
        by_data.entry(example.data).or_default().push((code, example));
    }
    let mut wrong = Vec::new();
    for (data, examples) in by_data {
        let datasets = datasets(data, &ids);
        let checker = Checker::new(&ids, &datasets, CheckOptions::default());
        for (code, example) in examples {
            let published = (!example.published.is_empty()).then(|| example.published.parse().unwrap());
            let article = Article::of_text("example", example.language, published, example.body);
            let claims = extractor.extract(&article).unwrap().claims;
            let facts = ArticleFacts { language: example.language.to_owned(), published };
            let codes: Vec<String> =
                checker.check(&facts, &claims).findings.into_iter().map(|finding| finding.code).collect();
            if codes.iter().any(|found| found == code) != example.fires {
                wrong.push(format!("{code} on `{}`: {codes:?}", example.body.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_examples_that_fire_and_that_stay_silent_in_arabic_and_english() {
    let mut lacking = Vec::new();
    for page in rules() {
        for language in ["ar", "en"] {
            for fires in [true, false] {
                let fits = |example: &Example| (example.language, example.fires) == (language, fires);
                if !page.examples.iter().any(fits) {
                    lacking.push(format!(
                        "{} {language} {}",
                        page.code,
                        if fires { "fires" } else { "silent" }
                    ));
                }
            }
        }
    }
    assert_eq!(lacking, [""; 0]);
}
