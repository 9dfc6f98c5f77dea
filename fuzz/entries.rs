//! What fuzzing drives: bytes from outside through each reader. Nothing here may panic or run for long, and
//! what is promised of every result is asserted.
//!
//! The targets of cargo-fuzz and `tests/fuzz.rs` share these.

#![allow(dead_code, reason = "each target uses one of them")]

use mizan::article::{Article, PublishedBasis, ReadOptions, Reader, Reading};
use mizan::check::{ArticleFacts, CheckOptions, Checker};
use mizan::claim::{ClaimRow, Extractor, Part};
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use mizan::table;
use std::fs;
use std::sync::LazyLock;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(ReadOptions::default()).expect("lexicons load"));
static IDS: LazyLock<Ids> = LazyLock::new(Ids::embedded);
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(&IDS).expect("lexicons load"));
static DATASETS: LazyLock<Datasets> = LazyLock::new(|| Datasets::embedded(&IDS));
static CHECKER: LazyLock<Checker<'static>> =
    LazyLock::new(|| Checker::new(&IDS, &DATASETS, CheckOptions::default()));

/// The endings of all that articles come in; the first byte of an input chooses.
pub const ENDINGS: &[&str] = &[
    "txt",
    "html",
    "md",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "warc",
    "unknown",
    "txt.gz",
    "jsonl.zst",
    "warc.gz",
];

/// A file of articles: each gives an article with a text, or an error that says what and what to do.
pub fn articles(bytes: &[u8]) {
    let Some((first, content)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let folder = tempfile::tempdir().expect("a folder for the file");
    let path = folder.path().join(format!("a.{ending}"));
    fs::write(&path, content).expect("the file is written");
    for reading in READER.read(&[path]) {
        match reading {
            Reading::Article(read) => {
                assert!(!read.article.text.trim().is_empty() && !read.article.id.as_str().is_empty());
            }
            Reading::Failed(error) | Reading::Warning(error) => {
                assert!(!error.what.is_empty() && !error.path.is_empty());
            }
        }
    }
}

/// A text: every claim stands where it says, has a check, and comes back from its table as it was.
pub fn extraction(bytes: &[u8]) {
    let Some((first, content)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(content).into_owned();
    let languages: Vec<&str> = mizan::lexicon::languages().collect();
    let published = jiff::civil::date(2024, 7, 18);
    let article = Article {
        id: "a".into(),
        path: "a.txt".into(),
        sha256: String::new(),
        language: languages[usize::from(*first) % languages.len()].into(),
        published: (first & 0x80 == 0).then_some(published),
        published_basis: PublishedBasis::Option,
        source: String::new(),
        url: String::new(),
        title: String::new(),
        text,
    };
    let extracted = EXTRACTOR.extract(&article).expect("the language has a lexicon");
    let characters: Vec<char> = article.text.chars().collect();
    for claim in &extracted.claims {
        assert!(claim.part == Part::Text && claim.start < claim.end);
        let written: String = characters[claim.start as usize..claim.end as usize].iter().collect();
        assert_eq!(written, claim.text);
    }
    let mut csv = Vec::new();
    table::write(&mut csv, &extracted.claims).expect("memory is written");
    let back: Vec<ClaimRow> = table::read(csv.as_slice()).expect("a table that was written is read");
    assert_eq!(back, extracted.claims);
    let facts = ArticleFacts { language: article.language.clone(), published: article.published };
    assert_eq!(CHECKER.check(&facts, &extracted.claims).checks.len(), extracted.claims.len());
}

/// A data set: a descriptor, a line `---`, a CSV. Series that come of it are weighed against.
pub fn datasets(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (descriptor, csv) = text.split_once("\n---\n").unwrap_or(("", &text));
    let folder = tempfile::tempdir().expect("a folder for the data set");
    if !descriptor.is_empty() {
        fs::write(folder.path().join("datapackage.json"), descriptor).expect("the descriptor is written");
    }
    fs::write(folder.path().join("data.csv"), csv).expect("the table is written");
    let (datasets, errors) = Datasets::load(folder.path(), &IDS);
    assert!(errors.iter().all(|error| !error.what.is_empty()));
    let checker = Checker::new(&IDS, &datasets, CheckOptions::default());
    let claims: Vec<ClaimRow> = table::read(CLAIM.as_bytes()).expect("the claim is well formed");
    let facts = ArticleFacts { language: "en".into(), published: None };
    assert_eq!(checker.check(&facts, &claims).checks.len(), claims.len());
}

const CLAIM: &str = "claim_id,article_id,part,start,end,value,unit,measure,actor,places,period_start,period_end,period_basis,quote_start\n\
                     a#0,a,text,0,3,153,count,attack,Islamic State,IQ SY,2024-01-01,2024-06-30,stated,0\n";

/// A table of claims that a person wrote: each gets a check, or the table an error that names its line.
pub fn claims(bytes: &[u8]) {
    match table::read::<ClaimRow>(bytes) {
        Ok(claims) => {
            let facts = ArticleFacts { language: "ar".into(), published: None };
            assert_eq!(CHECKER.check(&facts, &claims).checks.len(), claims.len());
        }
        Err(error) => assert!(error.line.is_some() && !error.what.is_empty()),
    }
}

/// A text from article to report: whatever stands in it is set as text.
pub fn report(bytes: &[u8]) {
    #[cfg(feature = "report")]
    drawn(&String::from_utf8_lossy(bytes));
    #[cfg(not(feature = "report"))]
    let _ = bytes;
}

#[cfg(feature = "report")]
fn drawn(text: &str) {
    use mizan::article::ArticleRow;
    use mizan::report::{ReportOptions, write};
    let article = Article {
        id: "a".into(),
        path: text.into(),
        sha256: String::new(),
        language: "ar".into(),
        published: Some(jiff::civil::date(2024, 7, 18)),
        published_basis: PublishedBasis::Option,
        source: text.into(),
        url: text.into(),
        title: text.into(),
        text: format!("{text} 153 هجوما لتنظيم داعش في العراق وسوريا {text}"),
    };
    let extracted = EXTRACTOR.extract(&article).expect("the language has a lexicon");
    let facts = ArticleFacts { language: article.language.clone(), published: article.published };
    let checked = CHECKER.check(&facts, &extracted.claims);
    let folder = tempfile::tempdir().expect("a folder for the run");
    let row = ArticleRow {
        article_id: article.id,
        path: article.path,
        sha256: article.sha256,
        language: article.language,
        published: article.published,
        published_basis: article.published_basis,
        duplicate_of: None,
        characters: 0,
        claims: extracted.claims.len() as u64,
        findings: checked.findings.len() as u64,
        title: article.title,
    };
    fn put<R: table::Row>(folder: &std::path::Path, rows: &[R]) {
        let file = fs::File::create(folder.join(R::TABLE.file_name())).expect("the table's file is made");
        table::write(file, rows).expect("the table is written");
    }
    put(folder.path(), &[row]);
    put(folder.path(), &extracted.claims);
    put(folder.path(), &extracted.skipped);
    put(folder.path(), &checked.evidence);
    put(folder.path(), &checked.findings);
    put(folder.path(), &checked.checks);
    put(folder.path(), &checked.timeline);
    let options = ReportOptions { dpi: 36.0, ..ReportOptions::default() };
    write(folder.path(), &options).expect("a report of any text is drawn");
}
