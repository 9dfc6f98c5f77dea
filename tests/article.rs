//! Reading articles: each format, and what is wrong with each.

use mizan::article::{
    Article, FieldNames, Prepared, PublishedBasis, ReadArticle, ReadOptions, Reader, Reading, Records, read,
};
use mizan::error::ErrorRow;
use std::io::Write;
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
        ("d.txt", "قُتل ١٢ شخصًا في الموصل".as_bytes()),
        ("e.txt", "قتل 12 شخصا في الموصل".as_bytes()),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a", "b", "a-2", "d", "e"]);
    let duplicates: Vec<_> = outcome.read.iter().map(|read| read.duplicate_of.clone()).collect();
    assert_eq!(duplicates, [None, Some("a".into()), None, None, Some("d".into())]);
}

#[test]
fn the_option_dates_only_what_is_undated() {
    let folder = folder(&[("a.txt", b"date: 2024-07-17\n\nThe first."), ("b.txt", b"The second.")]);
    let options = ReadOptions { published: Some(jiff::civil::date(2020, 1, 1)), ..ReadOptions::default() };
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
        ("print.txt", b"%PDF-1.7 text", PDF, None),
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

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

fn zstandard(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn every_format_may_be_packed() {
    for (name, content) in [
        ("a.txt", "date: 2024-07-17\n\nقُتل 12 شخصًا في الموصل.".as_bytes()),
        ("a.html", PAGE.as_bytes()),
        ("a.md", b"# Calm\n\nThe city was calm."),
        ("a.jsonl", b"{\"text\": \"The first.\"}\n{\"text\": \"The second.\"}\n"),
        ("a.json", b"[{\"text\": \"The first.\"}, {\"text\": \"The second.\"}]"),
        ("a.csv", b"text,title\nThe first row.,A\n"),
    ] {
        let plain = folder(&[(name, content)]);
        let expected = outcome(plain.path());
        assert!(!expected.read.is_empty() && expected.failed.is_empty(), "{name}");
        for (ending, packed) in [("gz", gzip(content)), ("zst", zstandard(content))] {
            let folder = folder(&[(&format!("{name}.{ending}"), &packed)]);
            let found = outcome(folder.path());
            assert_eq!(found.ids(), expected.ids(), "{name}.{ending}");
            let texts = |outcome: &Outcome| {
                outcome.read.iter().map(|read| read.article.text.clone()).collect::<Vec<_>>()
            };
            assert_eq!(texts(&found), texts(&expected), "{name}.{ending}");
        }
    }
}

#[test]
fn a_packed_file_that_is_cut_off_gives_what_it_has_and_an_error() {
    let lines: String = (0..4000).map(|n| format!("{{\"text\": \"The text with number {n}.\"}}\n")).collect();
    let packed = gzip(lines.as_bytes());
    let folder = folder(&[("a.jsonl.gz", &packed[..packed.len() / 2])]);
    let outcome = outcome(folder.path());
    assert!(outcome.read.len() > 500 && outcome.read.len() < 4000, "{}", outcome.read.len());
    let last = outcome.failed.last().unwrap();
    assert!(last.what.starts_with("cannot be read"), "{}", last.what);
}

#[test]
fn word_documents_give_their_paragraphs() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        (
            "word/document.xml",
            "<w:document><w:body><w:p><w:r><w:t>قُتل 12 </w:t></w:r><w:r><w:t>شخصًا.</w:t></w:r></w:p><w:p><w:r>\
             <w:t>في الموصل.</w:t></w:r></w:p></w:body></w:document>",
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:title>حصيلة &amp; أرقام</dc:title></cp:coreProperties>",
        ),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    let content = archive.finish().unwrap().into_inner();
    let article = only("a.docx", &content);
    assert_eq!(
        (article.title.as_str(), article.text.as_str()),
        ("حصيلة & أرقام", "قُتل 12 شخصًا.\nفي الموصل.")
    );
    assert_eq!(article.language, "ar");
    let (what, _) = failure("b.docx", &content[..content.len() - 9]);
    assert!(what.starts_with("the document cannot be read"), "{what}");
    let (what, _) = failure("c.docx", b"not an archive");
    assert!(what.starts_with("the document cannot be read"), "{what}");
}

/// What is told of a PDF file.
const PDF: &str = "PDF files are not read: text taken out of them has numbers in the wrong places";

/// A PDF file of one page that says how many were killed.
const PRINT: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
    <</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]\
    /Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>\nendobj\n4 0 obj\n\
    <</Length 60>>\nstream\nBT /F 12 Tf 20 150 Td (In Mosul 12 people were killed.) Tj ET \nendstream\nendobj\n\
    trailer\n<</Size 5/Root 1 0 R>>\n%%EOF\n";

#[test]
fn pdf_files_are_told_with_what_to_do_instead() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(PRINT).unwrap();
    let packed = packed.finish().unwrap();
    for (name, content) in [
        ("a.pdf", PRINT),
        ("b", PRINT),
        ("c.html", PRINT),
        ("d.docx", PRINT),
        ("e.PDF.gz", &packed),
        ("f.pdf", &[b"\r\n", &PRINT[..40]].concat()),
    ] {
        assert_eq!(failure(name, content), (PDF.to_owned(), None), "{name}");
    }
    let large = [PRINT, &vec![b' '; 33 << 20]].concat();
    assert_eq!(failure("large.pdf", &large).0, PDF);
    // A file that is named so and is none is read as what it is.
    assert_eq!(only("g.pdf", b"In Mosul 12 people were killed.").text, "In Mosul 12 people were killed.");
}

#[test]
fn pdf_files_in_a_folder_are_errors_each() {
    let folder = folder(&[
        ("a.txt", b"In Mosul 12 people were killed."),
        ("b.pdf", PRINT),
        ("c/d.Pdf", b""),
        ("c/e.png", b"\x89PNG"),
    ]);
    let found = outcome(folder.path());
    assert_eq!(found.ids(), ["a"]);
    let failed: Vec<&str> = found.failed.iter().map(|error| error.what.as_str()).collect();
    assert_eq!(failed, [PDF, PDF]);
    assert!(found.failed[0].path.ends_with("b.pdf") && found.failed[1].path.ends_with("d.Pdf"));
    assert!(found.failed[0].hint.contains("web page or Word document"), "{}", found.failed[0].hint);
    assert_eq!(found.warnings[0].what, "files passed over: 1 .png");
    let only_print = outcome(&folder.path().join("c"));
    assert_eq!((only_print.read.len(), only_print.failed.len()), (0, 1));
}

/// A record of a web archive.
fn warc_record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// An answer of a server.
fn answer(status: &str, header: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{header}\r\n\r\n").as_bytes(), body].concat()
}

#[test]
fn web_archives_give_their_pages_and_texts() {
    let page = PAGE.replace("DATE", r#"<meta itemprop="datePublished" content="2024-07-17">"#);
    let (old, _, lost) = encoding_rs::WINDOWS_1256.encode(&page);
    assert!(!lost);
    let old = old.into_owned();
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let http = "application/http; msgtype=response";
    let records = [
        warc_record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        warc_record(
            "request",
            "https://example.org/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        warc_record(
            "response",
            "https://example.org/1",
            http,
            &answer("200 OK", "Content-Type: text/html; charset=utf-8", page.as_bytes()),
        ),
        warc_record(
            "response",
            "https://example.org/2",
            http,
            &answer("404 Not Found", "Content-Type: text/html", b"<html>no</html>"),
        ),
        warc_record(
            "response",
            "https://example.org/3",
            http,
            &answer("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        ),
        warc_record(
            "response",
            "https://example.org/4",
            http,
            &answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", &gzip(page.as_bytes())),
        ),
        warc_record(
            "response",
            "https://example.org/5",
            http,
            &answer("200 OK", "Content-Type: image/png", b"\x89PNG"),
        ),
        warc_record(
            "response",
            "https://example.org/6",
            http,
            &answer("200 OK", "Content-Type: text/html; charset=windows-1256", &old),
        ),
        warc_record("conversion", "https://example.org/7", "text/plain", "قُتل 12 شخصًا في الموصل.".as_bytes()),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    for (name, content) in [("crawl.warc", records.concat()), ("crawl.warc.gz", packed)] {
        let folder = folder(&[(name, &content)]);
        let outcome = outcome(folder.path());
        assert_eq!(
            outcome.ids(),
            ["crawl-3", "crawl-5", "crawl-6", "crawl-8", "crawl-9"],
            "{:?}",
            outcome.failed
        );
        let first = &outcome.read[0];
        assert_eq!(first.article.url, "https://example.org/1");
        assert_eq!(first.article.published, Some(jiff::civil::date(2024, 7, 17)));
        assert!(first.converted && first.article.text.contains("وأصيب 12 آخرون"));
        // The same page, however it was sent.
        for later in &outcome.read[1..4] {
            assert_eq!(later.duplicate_of, Some("crawl-3".into()), "{}", later.article.id);
        }
        let told: Vec<&str> = outcome.warnings.iter().map(|warning| warning.what.as_str()).collect();
        assert_eq!(told, ["records passed over: 1 answers without a page, 1 image/png"]);
    }
}

#[test]
fn a_web_archive_that_is_cut_off_gives_what_it_has_and_an_error() {
    let record = warc_record("conversion", "https://example.org/7", "text/plain", b"The city was calm.");
    let content = [record.as_slice(), &record[..record.len() - 12]].concat();
    let folder = folder(&[("a.warc", &content)]);
    let outcome = outcome(folder.path());
    assert_eq!((outcome.ids(), outcome.failed.len()), (vec!["a-1"], 1));
    assert!(outcome.failed[0].what.starts_with("the archive cannot be read further"));
}

#[test]
fn patterns_match_files_in_the_order_of_names() {
    let folder = folder(&[
        ("b/2.txt", b"The second."),
        ("a/1.txt", b"The first."),
        ("a/1.html", b"The page."),
        ("c/3.txt", b"The third."),
    ]);
    let pattern = |pattern: &str| outcome(&folder.path().join(pattern));
    assert_eq!(pattern("[ab]/*.txt").ids(), ["1", "2"]);
    assert_eq!(pattern("**/*.txt").ids(), ["1", "2", "3"]);
    let none = pattern("*.pdf");
    assert_eq!((none.read.len(), none.failed[0].what.as_str()), (0, "no file matches"));
}

#[test]
fn fields_come_under_the_names_that_one_says() {
    let folder = folder(&[
        ("a.jsonl", br#"{"Beitrag": "The first text.", "Kopf": "One", "text": "not this"}"#),
        ("b.csv", b"Beitrag,Kopf\nThe second text.,Two\n"),
        ("c.txt", b"kopf: Three\n\nThe third text."),
    ]);
    let names = FieldNames::default().and("text=Beitrag").unwrap().and("title=Kopf").unwrap();
    let options = ReadOptions { names, ..ReadOptions::default() };
    let found: Vec<(String, String)> = read(&[folder.path().to_path_buf()], options)
        .unwrap()
        .map(|reading| match reading {
            Reading::Article(read) => (read.article.title, read.article.text),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [("One", "The first text."), ("Two", "The second text."), ("Three", "The third text.")];
    assert_eq!(found, expected.map(|(title, text)| (title.to_owned(), text.to_owned())));
    for wrong in ["text", "text=", "colour=red", "=body"] {
        assert!(FieldNames::default().and(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn days_leave_articles_out_and_undated_ones_too() {
    let folder = folder(&[
        ("a.txt", b"date: 2024-01-31\n\nThe first."),
        ("b.txt", b"date: 2024-02-01\n\nThe second."),
        ("c.txt", b"date: 2024-02-29\n\nThe third."),
        ("d.txt", b"date: 2024-03-01\n\nThe fourth."),
        ("e.txt", b"The fifth."),
    ]);
    let date = jiff::civil::date;
    for (since, until, expected) in [
        (Some(date(2024, 2, 1)), Some(date(2024, 2, 29)), &["b", "c"][..]),
        (Some(date(2024, 2, 29)), None, &["c", "d"]),
        (None, Some(date(2024, 1, 31)), &["a"]),
        (None, None, &["a", "b", "c", "d", "e"]),
    ] {
        let options = ReadOptions { since, until, ..ReadOptions::default() };
        let ids: Vec<String> = read(&[folder.path().to_path_buf()], options)
            .unwrap()
            .filter_map(|reading| match reading {
                Reading::Article(read) => Some(read.article.id.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(ids, expected);
    }
}

#[test]
fn a_file_that_vanishes_is_an_error_and_the_next_is_read() {
    let folder =
        folder(&[("a.txt", b"The first."), ("b.csv", b"text\nThe second.\n"), ("c.txt", b"The third.")]);
    let options = ReadOptions::default();
    let records = Records::new(&[folder.path().to_path_buf()], &options);
    std::fs::remove_file(folder.path().join("a.txt")).unwrap();
    std::fs::remove_file(folder.path().join("b.csv")).unwrap();
    let reader = Reader::new(options).unwrap();
    let found: Vec<String> = records
        .map(|record| match reader.prepare(record.loaded()) {
            Prepared::Failed(error) => error.what,
            Prepared::Article(article) => article.name.wanted,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(found.len(), 3);
    assert!(found[..2].iter().all(|what| what.starts_with("cannot be read: ")), "{found:?}");
    assert_eq!(found[2], "c");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_and_files_that_cannot_be_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("z.txt", b"The last.")]);
    let name = std::ffi::OsStr::from_bytes(b"a\xff.txt");
    std::fs::write(folder.path().join(name), "The first.").unwrap();
    // Whoever reads it, the first page of this file is an error.
    std::os::unix::fs::symlink("/proc/self/mem", folder.path().join("m.txt")).unwrap();
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["a", "z"]);
    assert_eq!(outcome.failed.len(), 1);
    assert!(outcome.failed[0].what.starts_with("cannot be read: "), "{}", outcome.failed[0].what);
}

#[test]
fn what_is_larger_than_any_article_is_an_error_and_costs_no_memory() {
    let large = "word ".repeat(7 << 20);
    let json =
        format!("{{\"text\": \"The first.\"}}\n{{\"text\": \"{large}\"}}\n{{\"text\": \"The third.\"}}\n");
    let array =
        format!("[{{\"text\": \"The first.\"}}, {{\"text\": \"{large}\"}}, {{\"text\": \"The third.\"}}]");
    let row = format!("text,title\nThe first.,A\n\"{large},B\n");
    let folder = folder(&[
        ("a.txt", large.as_bytes()),
        ("b.jsonl", json.as_bytes()),
        ("c.json", array.as_bytes()),
        ("d.csv", row.as_bytes()),
    ]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.ids(), ["b-1", "b-3", "c-1", "c-3", "d-1"]);
    let places: Vec<_> = outcome.failed.iter().map(|error| (error.record.as_str(), error.line)).collect();
    assert_eq!(places[..3], [("", None), ("2", Some(2)), ("2", Some(1))]);
    assert!(outcome.failed[..3].iter().all(|error| error.what.starts_with("it is larger than 32 MB")));
    assert!(
        outcome.failed[3].what.contains("a double quote may lack its partner"),
        "{}",
        outcome.failed[3].what
    );
}

#[test]
fn a_page_that_nests_its_elements_deeply_is_told() {
    for (before, element) in [
        ("", "div"),
        ("", "small"),
        ("", "details"),
        ("", "svg"),
        ("", "x"),
        ("", "x/"),
        ("", "path/"),
        ("<svg><p>", "x/"),
        ("<svg><foreignObject>", "x/"),
    ] {
        for depth in [2_000, 30_000] {
            let elements = format!("<{element}>").repeat(depth);
            let page = format!("<html><body>{before}{elements}The city was calm.");
            let folder = folder(&[("deep.html", page.as_bytes())]);
            let failed = outcome(folder.path()).failed;
            assert_eq!(failed.len(), 1, "{element} {depth}");
            assert!(failed[0].what.contains("nested too deeply"), "{element} {depth}: {}", failed[0].what);
        }
    }
}

#[test]
fn a_page_with_drawings_scripts_and_elements_that_end_themselves_is_no_deep_one() {
    let page = format!(
        "<html><body><svg>{}</svg><script>{}</script><p>{}<p>The city was calm after 12 attacks in a week, said the \
         governor, and the markets opened again on Sunday.</body></html>",
        "<path d='M0 0'/>".repeat(20_000),
        "for(i=0;i<n;i++);".repeat(20_000),
        "The markets of the city were open on that day.<br>".repeat(12_000),
    );
    let folder = folder(&[("wide.html", page.as_bytes())]);
    let outcome = outcome(folder.path());
    assert_eq!(outcome.failed, []);
    assert!(outcome.read[0].article.text.contains("after 12 attacks"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_of_any_format_make_reading_panic(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        ending in proptest::sample::select(vec![
            "txt", "html", "md", "json", "jsonl", "csv", "tsv", "warc", "other", "txt.gz", "csv.zst",
        ]),
        start in proptest::sample::select(vec!["", "title: a\n\n", "---\n", "{\"text\": \"", "[{", "text,id\n", "<html><p>",
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 20\r\n\r\n"]),
    ) {
        let content = [start.as_bytes(), &bytes].concat();
        let folder = folder(&[(&format!("a.{ending}"), &content)]);
        let outcome = outcome(&folder.path().join(format!("a.{ending}")));
        proptest::prop_assert!(outcome.failed.iter().all(|error| !error.what.is_empty()));
    }
}
