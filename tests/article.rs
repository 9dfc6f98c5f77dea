//! Reading articles: each format, and what is wrong with each.

use mizan::article::{Article, PublishedBasis, ReadArticle, ReadOptions, Reading, read};
use mizan::error::ErrorRow;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

#[derive(Default)]
struct Outcome {
    read: Vec<ReadArticle>,
    failed: Vec<ErrorRow>,
    warnings: Vec<ErrorRow>,
}

impl Outcome {
    fn ids(&self) -> Vec<&str> {
        self.read.iter().map(|read| read.article.id.as_str()).collect()
    }
}

fn outcome(path: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for reading in read(&[path.to_path_buf()], ReadOptions::default()).unwrap() {
        match reading {
            Reading::Article(read) => outcome.read.push(*read),
            Reading::Failed(error) => outcome.failed.push(error),
            Reading::Warning(warning) => outcome.warnings.push(warning),
        }
    }
    outcome
}

/// The one article of a file with this name and content.
fn only(name: &str, content: &[u8]) -> Article {
    let folder = folder(&[(name, content)]);
    let outcome = outcome(&folder.path().join(name));
    assert_eq!((outcome.failed.as_slice(), outcome.read.len()), (&[][..], 1));
    outcome.read.into_iter().next().unwrap().article
}

/// The one error of a file with this name and content, and the line it names.
fn failure(name: &str, content: &[u8]) -> (String, Option<u64>) {
    let folder = folder(&[(name, content)]);
    let outcome = outcome(&folder.path().join(name));
    assert_eq!((outcome.failed.len(), outcome.read.len()), (1, 0));
    assert!(outcome.failed[0].path.ends_with(name) && !outcome.failed[0].hint.is_empty());
    (outcome.failed[0].what.clone(), outcome.failed[0].line)
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>عنوان الخبر - الموقع</title>
<meta property="og:title" content="عنوان الخبر"><meta property="og:site_name" content="الموقع">
DATE</head><body><nav><a href="/1">الرئيسية 1</a><a href="/2">سياسة 2</a></nav>
<article><h1>عنوان الخبر</h1><p>قالت الشرطة إن ثلاثة أشخاص قتلوا يوم الأحد في هجوم على سوق في المدينة، وأصيب 12 آخرون بجروح متفاوتة نقلوا
على إثرها إلى المستشفى العام لتلقي العلاج.</p><p>وأضافت الشرطة أن التحقيق جار، وأن المنطقة أغلقت أمام حركة السير حتى إشعار آخر، فيما لم تعلن أي جهة
مسؤوليتها عن الهجوم الذي يعد الثاني من نوعه هذا الشهر في المدينة نفسها.</p></article>
<footer>جميع الحقوق محفوظة 2024</footer></body></html>"#;

#[test]
fn text_with_header_lines() {
    let article = only(
        "a b.txt",
        "title: هدوء\ndate: 2024-07-17\nsource: وكالة\nurl: https://example.org/1\nlang: ar\n\nلا هجمات.\n"
            .as_bytes(),
    );
    assert_eq!(article.id.as_str(), "a-b");
    assert_eq!((article.title.as_str(), article.text.as_str()), ("هدوء", "لا هجمات.\n"));
    assert_eq!(article.published, Some(jiff::civil::date(2024, 7, 17)));
    assert_eq!(article.published_basis, PublishedBasis::Metadata);
    assert_eq!((article.source.as_str(), article.url.as_str()), ("وكالة", "https://example.org/1"));
}

#[test]
fn html_gives_its_main_text_and_its_metadata() {
    for date in [
        r#"<meta property="article:published_time" content="2024-07-17T10:00:00+03:00">"#,
        r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"عنوان الخبر","datePublished":"2024-07-17T08:00:00Z"}</script>"#,
        r#"<meta itemprop="datePublished" content="2024-07-17">"#,
    ] {
        let article = only("page.html", PAGE.replace("DATE", date).as_bytes());
        assert_eq!(article.published, Some(jiff::civil::date(2024, 7, 17)), "{date}");
        assert_eq!((article.title.as_str(), article.language.as_str()), ("عنوان الخبر", "ar"));
        assert!(article.text.contains("وأصيب 12 آخرون") && article.text.contains("الثاني من نوعه"));
        assert!(!article.text.contains("الرئيسية") && !article.text.contains("محفوظة"), "{}", article.text);
    }
}

#[test]
fn html_in_windows_1256() {
    let page = PAGE.replace("DATE", "").replace("utf-8", "windows-1256");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(&page);
    assert!(!lost);
    assert!(only("page.html", &bytes).text.contains("وأصيب 12 آخرون"));
}

#[test]
fn markdown_with_front_matter() {
    let article = only(
        "a.md",
        b"---\ntitle: Calm\ndate: 2024-07-17\n---\nThe **city** was [calm](https://example.org/9).\n",
    );
    assert_eq!((article.title.as_str(), article.text.as_str()), ("Calm", "The city was calm."));
}

#[test]
fn json_lines_with_the_names_of_other_tools() {
    for (line, source) in [
        (
            r#"{"id": "x1", "title": "T", "published": "2024-07-17", "lang": "en", "source": "S", "url": "https://s.org/1", "text": "The text."}"#,
            "S",
        ),
        (
            r#"{"id": "x1", "title": "T", "date": "2024-07-17", "language": "en", "source-hostname": "S", "source": "https://s.org/1", "raw_text": "raw", "text": "The text."}"#,
            "S",
        ),
        (
            r#"{"id": "x1", "title": "T", "publish_date": "2024-07-17 00:00:00", "meta_lang": "en", "meta_site_name": "S", "url": "https://s.org/1", "text": "The text."}"#,
            "S",
        ),
        (
            r#"{"id": "x1", "title": "T", "date_publish": "2024-07-17 08:00:00", "language": "en", "source_domain": "S", "url": "https://s.org/1", "maintext": "The text."}"#,
            "S",
        ),
    ] {
        let article = only("a.jsonl", line.as_bytes());
        assert_eq!((article.id.as_str(), article.text.as_str()), ("x1", "The text."), "{line}");
        assert_eq!(article.published, Some(jiff::civil::date(2024, 7, 17)), "{line}");
        assert_eq!((article.source.as_str(), article.url.as_str()), (source, "https://s.org/1"), "{line}");
    }
}

#[test]
fn gold_files_are_article_sets() {
    let line =
        r#"{"article_id": "en-1", "lang": "en", "published": null, "text": "The text.", "claims": []}"#;
    let article = only("gold.jsonl", line.as_bytes());
    assert_eq!((article.id.as_str(), article.published), ("en-1", None));
    assert_eq!(article.published_basis, PublishedBasis::Unknown);
}

#[test]
fn csv_rows_and_json_arrays_are_articles() {
    let files: &[(&str, &[u8])] = &[
        ("1.csv", b"\xef\xbb\xbfid,title,published,text\r\nA,One,2024-07-17,\"First, with\nlines.\"\r\n,Two,,Second was here.\r\n"),
        ("2.json", br#"[{"id": "B", "text": "Third was here."}, {"text": "Fourth was here."}]"#),
    ];
    let folder = folder(files);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["A", "1-2", "B", "2-2"]);
    assert_eq!(outcome.read[0].article.text, "First, with\nlines.");
}

#[test]
fn folders_are_read_with_all_below_in_the_order_of_names() {
    let folder = folder(&[
        ("b/2.txt", b"The second."),
        ("a.txt", b"The first."),
        ("c.txt", b"The fourth."),
        ("b/3.txt", b"The third."),
        ("b/.hidden.txt", b"The hidden."),
        ("b/picture.png", b"\x89PNG"),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a", "2", "3", "c"]);
    assert_eq!(outcome.warnings.len(), 1);
    assert_eq!(outcome.warnings[0].what, "files passed over: 1 .png");
}

#[cfg(unix)]
#[test]
fn a_link_back_into_its_folder_is_not_followed() {
    let folder = folder(&[("a.txt", b"The first.")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    assert_eq!(outcome(folder.path()).ids(), ["a"]);
}

#[test]
fn the_same_text_again_is_a_duplicate_of_the_first() {
    let folder = folder(&[
        ("a.txt", b"The same text."),
        ("b.txt", b"title: B\n\nThe  same\ntext.\n"),
        ("c/a.txt", b"Another text."),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a", "b", "a-2"]);
    let duplicates: Vec<_> = outcome.read.iter().map(|read| read.duplicate_of.clone()).collect();
    assert_eq!(duplicates, [None, Some("a".into()), None]);
}

#[test]
fn the_option_dates_only_what_is_undated() {
    let folder = folder(&[("a.txt", b"date: 2024-07-17\n\nThe first."), ("b.txt", b"The second.")]);
    let options = ReadOptions { published: Some(jiff::civil::date(2020, 1, 1)) };
    let found: Vec<_> = read(&[folder.path().to_path_buf()], options)
        .unwrap()
        .map(|reading| match reading {
            Reading::Article(read) => (read.article.published.unwrap().year(), read.article.published_basis),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(found, [(2024, PublishedBasis::Metadata), (2020, PublishedBasis::Option)]);
}

#[test]
fn bad_bytes_and_dates_are_warnings() {
    let folder = folder(&[
        ("a.txt", "قُتل 12 شخصًا في \u{0}".replace('\u{0}', "").as_bytes()),
        ("b.txt", b"date: 07/08/2024\n\nThe second."),
        ("c.txt", &["قتل 12 شخصا ".as_bytes(), b"\xff", "في المدينة".as_bytes()].concat()),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a", "b", "c"]);
    let warnings: Vec<_> = outcome.warnings.iter().map(|warning| warning.what.as_str()).collect();
    assert_eq!(
        warnings,
        ["`07/08/2024` is not understood as a date", "bytes that are not UTF-8 were replaced by U+FFFD"]
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    for (name, content, what, line) in [
        ("empty.txt", &b""[..], "the article has no text", None),
        ("blank.txt", b"title: A\n\n  \n", "the article has no text", None),
        ("picture.txt", b"\x89PNG\x00\x00\x01", "the file is not text", None),
        ("print.txt", b"%PDF-1.7 text", "the file is not text", None),
        (
            "russian.txt",
            "lang: ru\n\n12 человек".as_bytes(),
            "its language is given as `ru`, and no lexicon reads it",
            None,
        ),
        ("a.csv", b"id,title\n1,A\n", "there is no column `text`", Some(1)),
        ("b.csv", b"id,text\n1,A,B\n", "the row has 3 cells where the header has 2", Some(2)),
        ("c.jsonl", b"[1]\n", "the record is not a JSON object", Some(1)),
    ] {
        assert_eq!(failure(name, content), (what.to_owned(), line), "{name}");
    }
    let (what, line) = failure("d.jsonl", b"\n{\"text\": \"a\n");
    assert!(what.starts_with("the JSON is malformed at character"), "{what}");
    assert_eq!(line, Some(2));
}

#[test]
fn one_bad_record_does_not_end_its_file() {
    let folder = folder(&[
        ("a.jsonl", b"{\"text\": \"The first.\"}\n{broken}\n{\"text\": \"The third.\"}\n"),
        ("b.csv", b"text,title\nThe first row.,A\nThe second row.\n\"The third row.\",C\n"),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a-1", "a-3", "b-1", "b-3"]);
    let places: Vec<_> = outcome.failed.iter().map(|error| (error.record.as_str(), error.line)).collect();
    assert_eq!(places, [("2", Some(2)), ("2", Some(3))]);
}

#[test]
fn paths_that_lead_to_nothing() {
    let folder = folder(&[("empty/.keep", b"")]);
    let missing = outcome(&PathBuf::from("no/such/path"));
    assert_eq!(
        missing.failed[0].to_string(),
        "no/such/path: there is no such file or folder (check the path)"
    );
    let empty = outcome(&folder.path().join("empty"));
    assert_eq!(empty.failed[0].what, "the folder holds no article");
}

proptest::proptest! {
    #[test]
    fn no_bytes_of_any_format_make_reading_panic(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        ending in proptest::sample::select(vec!["txt", "html", "md", "json", "jsonl", "csv", "tsv", "other"]),
        start in proptest::sample::select(vec!["", "title: a\n\n", "---\n", "{\"text\": \"", "[{", "text,id\n", "<html><p>"]),
    ) {
        let content = [start.as_bytes(), &bytes].concat();
        let folder = folder(&[(&format!("a.{ending}"), &content)]);
        let outcome = outcome(&folder.path().join(format!("a.{ending}")));
        proptest::prop_assert!(outcome.failed.iter().all(|error| !error.what.is_empty()));
    }
}
