//! How fast whole extraction reads article text in one thread, how long it takes to be ready, and how much memory
//! it takes. Run with `cargo bench --no-default-features --bench extraction`.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mizan::article::{Article, Languages};
use mizan::claim::Extractor;
use mizan::lexicon::Lexicon;
use mizan::lexicon::ids::Ids;

/// Articles of one iteration.
const ARTICLES: usize = 24;

fn main() {
    memory();
    divan::main();
}

/// The bodies of the sample articles in a language, in the order of their names.
fn samples(language: &str) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("sample articles")
        .map(|entry| entry.expect("entry").path())
        .collect();
    paths.sort();
    let of_language = |text: &String| text.contains(&format!("\nlang: {language}\n"));
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a sample article"))
        .filter(of_language)
        .map(|text| text.split_once("\n\n").map_or(String::new(), |(_, body)| body.trim().to_owned()))
        .collect()
}

/// Articles of several paragraphs each, made of the samples in turn.
fn articles(language: &str) -> Vec<Article> {
    let bodies = samples(language);
    assert!(!bodies.is_empty(), "no sample article in {language}");
    (0..ARTICLES)
        .map(|index| {
            let body = |turn: usize| bodies[(index + turn) % bodies.len()].as_str();
            let text = (0..5).map(body).collect::<Vec<_>>().join("\n\n");
            let day = jiff::civil::date(2024, 7, 18);
            Article::of_text(&format!("{language}-{index}"), language, Some(day), &text)
        })
        .collect()
}

/// Tells what memory the process takes before it is ready, when every language is, and when it has read articles of
/// each.
fn memory() {
    let tell = |what: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let kilobytes = |name: &str| -> Option<f64> {
            status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
        };
        if let (Some(now), Some(most)) = (kilobytes("VmRSS:"), kilobytes("VmHWM:")) {
            println!("{what:<28} {:>6.1} MB, at most {:.1} MB", now / 1024.0, most / 1024.0);
        }
    };
    let articles: Vec<Article> = mizan::lexicon::languages().flat_map(articles).collect();
    tell("memory before");
    let extractor = Extractor::new(&Ids::embedded()).expect("the embedded lexicons");
    for language in mizan::lexicon::languages() {
        assert!(extractor.lexicon(language).is_some());
    }
    tell("with every lexicon");
    for article in &articles {
        black_box(extractor.extract(article).expect("claims"));
    }
    tell("after reading");
}

#[divan::bench(args = mizan::lexicon::languages())]
fn whole_extraction(bencher: Bencher, language: &str) {
    let articles = articles(language);
    let extractor = Extractor::new(&Ids::embedded()).expect("the embedded lexicons");
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for article in &articles {
            black_box(extractor.extract(black_box(article)).expect("claims"));
        }
    });
}

#[divan::bench(args = mizan::lexicon::languages())]
fn lexicon_ready(language: &str) -> Lexicon {
    Lexicon::embedded(language).expect("an embedded lexicon")
}

/// All that the first article of a language waits for.
#[divan::bench(args = mizan::lexicon::languages())]
fn first_article_begun(bencher: Bencher, language: &str) {
    let article = Article::of_text("first", language, None, ".");
    bencher.bench(|| {
        let languages = Languages::embedded().expect("the embedded lexicons");
        let extractor = Extractor::new(&Ids::embedded()).expect("the embedded lexicons");
        black_box(extractor.extract(&article).expect("nothing"));
        (languages, extractor)
    });
}
