//! Reports: what stands in a run's tables is what is read in the report, and nothing else.
#![cfg(feature = "report")]

use jiff::civil::Date;
use mizan::article::{ArticleRow, PublishedBasis};
use mizan::check::{
    CheckRow, ClusterRow, Comparable, EvidenceRow, FindingRow, Outcome, OverrideRow, Severity,
};
use mizan::claim::{ClaimRow, Part, Period, PeriodBasis, Unit};
use mizan::dataset::Reason;
use mizan::report::{Pages, ReportOptions, write};
use mizan::table::{self, Row};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A run's tables in the making.
#[derive(Default)]
struct Tables {
    articles: Vec<ArticleRow>,
    claims: Vec<ClaimRow>,
    evidence: Vec<EvidenceRow>,
    findings: Vec<FindingRow>,
    checks: Vec<CheckRow>,
    clusters: Vec<ClusterRow>,
    overrides: Vec<OverrideRow>,
}

impl Tables {
    fn article(&mut self, id: &str, language: &str, published: Option<Date>, title: &str) {
        self.articles.push(ArticleRow {
            article_id: id.into(),
            path: format!("articles/{id}.txt"),
            sha256: "00".repeat(32),
            language: language.to_owned(),
            published,
            published_basis: published.map_or(PublishedBasis::Unknown, |_| PublishedBasis::Metadata),
            duplicate_of: None,
            characters: 1000,
            claims: 0,
            findings: 0,
            title: title.to_owned(),
        });
    }

    /// A claim of so many attacks in 2023, its number in the middle of a sentence; gives its id.
    fn claim(
        &mut self,
        article: &str,
        start: u32,
        value: f64,
        sentence: [&str; 2],
        outcome: Outcome,
    ) -> String {
        let id = format!("{article}#{start}");
        let [before, after] = sentence;
        let text = value.to_string();
        let before_length = before.chars().count() as u32;
        let period = Period::year(2023);
        self.claims.push(ClaimRow {
            claim_id: id.as_str().into(),
            article_id: article.into(),
            part: Part::Text,
            start,
            end: start + text.len() as u32,
            value: Some(value),
            low: None,
            high: None,
            bound: None,
            unit: Some(Unit::Count),
            currency: None,
            measure: "attack".into(),
            actor: Some("Islamic State".into()),
            target: None,
            places: vec!["SY".into()],
            period_start: Some(period.start),
            period_end: Some(period.end),
            grain: Some(period.grain),
            period_basis: PeriodBasis::Stated,
            counting: None,
            compared_to: None,
            relation: None,
            derivation: String::new(),
            attribution: String::new(),
            quote: format!("{before}{text}{after}"),
            text,
            quote_start: start - before_length,
        });
        let (code, comparable) = match outcome {
            Outcome::Agrees => ("A101", Comparable::Yes),
            Outcome::Discrepancy => ("D101", Comparable::Yes),
            Outcome::Misleading => ("M101", Comparable::Yes),
            Outcome::NotCheckable => ("N101", Comparable::No),
        };
        let figure = if outcome == Outcome::Discrepancy { value + 40.0 } else { value };
        self.evidence.push(EvidenceRow {
            claim_id: id.as_str().into(),
            dataset: "counts".into(),
            series: "monitor".into(),
            comparable,
            reason: (comparable == Comparable::No).then_some(Reason::Places),
            figure: (comparable == Comparable::Yes).then_some(figure),
            low: None,
            high: None,
            days_covered: Some(365),
            rows: Some(1),
            difference: Some(value - figure),
            ratio: Some(value / figure),
            query: format!("attack by Islamic State in SY {period}").into(),
        });
        let explanation = format!("{code}: {value}");
        self.findings.push(FindingRow {
            claim_id: id.as_str().into(),
            code: code.to_owned(),
            severity: Severity::Material,
            other_claim: None,
            dataset: "counts".into(),
            series: "monitor".into(),
            numbers: String::new(),
            slices_tried: None,
            explanation: explanation.clone(),
        });
        self.checks.push(CheckRow {
            claim_id: id.as_str().into(),
            outcome,
            code: code.to_owned(),
            dataset: "counts".into(),
            series: "monitor".into(),
            codes: vec![code.to_owned()],
            explanation,
        });
        id
    }

    fn written(&self) -> TempDir {
        let folder = TempDir::new().unwrap();
        fn put<R: Row>(folder: &TempDir, rows: &[R]) {
            let mut csv = Vec::new();
            table::write(&mut csv, rows).unwrap();
            fs::write(folder.path().join(R::TABLE.file_name()), csv).unwrap();
        }
        put(&folder, &self.articles);
        put(&folder, &self.claims);
        put(&folder, &self.evidence);
        put(&folder, &self.findings);
        put(&folder, &self.checks);
        put(&folder, &self.clusters);
        put(&folder, &self.overrides);
        folder
    }
}

/// A copy of a run's folder among the tests' data.
fn copied(run: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in fs::read_dir(Path::new("tests/data").join(run)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

/// Small pictures: what is tested here does not depend on their size.
fn quick() -> ReportOptions {
    ReportOptions { dpi: 36.0, ..ReportOptions::default() }
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn names(folder: &TempDir, files: &[PathBuf]) -> Vec<String> {
    let name = |file: &PathBuf| file.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
    files.iter().map(name).collect()
}

/// What stands between the tags, below the head.
fn without_tags(markup: &str) -> String {
    let body = markup.split("</head>").last().unwrap();
    body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

/// The PDF's text where poppler is installed.
fn pdf_text(folder: &TempDir) -> Option<String> {
    let output = Command::new("pdftotext").arg(folder.path().join("report.pdf")).arg("-").output();
    match output {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        _ => {
            eprintln!("skipped: there is no pdftotext");
            None
        }
    }
}

#[test]
fn one_article_gives_a_pdf_its_pages_its_charts_a_page_for_browsers_and_claim_reviews() {
    let folder = copied("run-seed");
    let files = write(folder.path(), &quick()).unwrap();
    let names = names(&folder, &files);
    for expected in [
        "report.pdf",
        "report-01.png",
        "charts/wahdat-alrasd-161-over-time.svg",
        "charts/wahdat-alrasd-161-over-time.png",
        "charts/wahdat-alrasd-161-against-references.svg",
        "index.html",
        "claimreview.jsonl",
    ] {
        assert!(names.iter().any(|name| name == expected), "{expected} is missing from {names:?}");
    }
    assert!(files.iter().all(|file| file.metadata().unwrap().len() > 0));
    let pages = names.iter().filter(|name| name.starts_with("report-")).count();
    assert!((1..=3).contains(&pages), "an article's report has one to three pages: {names:?}");
}

#[test]
fn six_months_are_drawn_half_as_wide_as_twelve_and_the_pace_beside_them() {
    let folder = copied("run-seed");
    write(folder.path(), &quick()).unwrap();
    let svg = read(&folder, "charts/wahdat-alrasd-161-over-time.svg");
    let claimed = "fill=\"#164E7A\"";
    let width = |line: &str| {
        let width = line.split("width=\"").nth(1).unwrap();
        width.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let bars: Vec<f64> = svg
        .lines()
        .filter(|line| line.starts_with("<rect") && line.contains(claimed))
        .map(width)
        .filter(|width| *width > 100.0)
        .collect();
    let [six_months, twelve_months] = bars[..] else { panic!("two bars were expected: {bars:?}") };
    assert!((twelve_months / six_months - 2.0).abs() < 0.1, "{bars:?}");
    assert!(svg.contains("306"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (one, other) = (copied("run-seed"), copied("run-seed"));
    let files = names(&one, &write(one.path(), &quick()).unwrap());
    write(other.path(), &quick()).unwrap();
    for name in files {
        let bytes = |folder: &TempDir| fs::read(folder.path().join(&name)).unwrap();
        assert!(bytes(&one) == bytes(&other), "{name} differs");
    }
}

#[test]
fn the_first_page_tells_what_is_wrong_and_what_the_text_leaves_out() {
    let folder = copied("run-seed");
    write(folder.path(), &quick()).unwrap();
    let html = read(&folder, "index.html");
    let lead = html.split("class=\"lead misleading\"").nth(1).unwrap().split("<h2>").next().unwrap();
    let said = ["ستة أشهر بسنة كاملة", "306", "أعلن التنظيم مسؤوليته عنه", "لا يسمّي النص مصدرًا"];
    assert!(said.iter().all(|words| lead.contains(words)), "{lead}");
}

#[test]
fn percents_are_told_as_percents_and_stand_on_no_axis_of_counts() {
    let folder = copied("run-seed");
    let evidence = read(&folder, "evidence.csv");
    let row = "wahdat-alrasd#161,isis-attacks,oir-attack-change,no,unit,-68,,,97,1,,,\
               attack by Islamic State in IQ 2023-01-01..2023-04-07\n";
    fs::write(folder.path().join("evidence.csv"), format!("{evidence}{row}")).unwrap();
    let package = read(&folder, "datapackage.json");
    let mut package: serde_json::Value = serde_json::from_str(&package).unwrap();
    let series = package["mizan"]["datasets"][0]["series"].as_array_mut().unwrap();
    series.push(serde_json::json!({
        "name": "oir-attack-change",
        "source": "CJTF-OIR",
        "sourceNames": { "ar": "قوة المهام المشتركة" },
        "unit": "percent",
    }));
    fs::write(folder.path().join("datapackage.json"), package.to_string()).unwrap();
    write(folder.path(), &quick()).unwrap();
    let html = without_tags(&read(&folder, "index.html"));
    assert!(html.contains("قوة المهام المشتركة") && html.contains("\u{2212}68%"), "{html}");
    for entry in fs::read_dir(folder.path().join("charts")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "svg") {
            let svg = without_tags(&fs::read_to_string(&path).unwrap());
            assert!(!svg.contains("68"), "{}", path.display());
        }
    }
}

#[test]
fn a_figure_changed_in_evidence_changes_wherever_it_is_told() {
    let folder = copied("run-english");
    let evidence = read(&folder, "evidence.csv").replace(",551,551,551,", ",567,560,575,");
    fs::write(folder.path().join("evidence.csv"), evidence).unwrap();
    write(folder.path(), &quick()).unwrap();
    for name in ["index.html", "charts/monitor-note-148-against-references.svg"] {
        let text = without_tags(&read(&folder, name));
        assert!(text.contains("567 (560–575)"), "{name}");
        assert!(!text.contains("551"), "{name}");
    }
    if let Some(text) = pdf_text(&folder) {
        assert!(text.contains("567 (560–575)") && !text.contains("551"));
    }
}

#[test]
fn texts_that_look_like_markup_stay_letter_for_letter_and_overrides_of_direction_go() {
    let hostile = "#import \"x\": * ] $x$ *b* @ref <label> <script>alert(1)</script> \\ #panic() \u{202E}abc\u{202C} & ' ";
    let literal = "#import \"x\": * ] $x$ *b* @ref <label> <script>alert(1)</script> \\ #panic() abc & ' ";
    let mut tables = Tables::default();
    tables.article("hostile<&>", "en", None, hostile);
    tables.claim("hostile<&>", 200, 61.0, [hostile, " ] #read(\"/etc/passwd\")"], Outcome::Discrepancy);
    tables.evidence[0].series = "<b>series</b> #s".into();
    tables.findings[0].explanation = hostile.into();
    let folder = tables.written();
    write(folder.path(), &quick()).unwrap();

    let html = read(&folder, "index.html");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; \\ #panic() abc &amp; &#39;"));
    assert_eq!(html.matches("<script>").count(), 1, "only the page's own");
    assert!(!html.contains('\u{202E}') && !html.contains("<b>series"));
    let svg = read(&folder, "charts/hostile-200-against-references.svg");
    assert!(svg.contains("&lt;b&gt;series&lt;/b&gt;"));
    if let Some(text) = pdf_text(&folder) {
        let flat = |text: &str| text.split_whitespace().collect::<String>();
        assert!(flat(&text).contains(&flat(literal)), "{text}");
        assert!(flat(&text).contains("]#read(\"/etc/passwd\")"));
    }
    let review: serde_json::Value =
        serde_json::from_str(read(&folder, "claimreview.jsonl").lines().next().unwrap()).unwrap();
    assert!(review["claimReviewed"].as_str().unwrap().starts_with("#import \"x\""));
}

#[test]
fn arabic_sentences_come_out_of_the_pdf_in_the_order_of_reading() {
    let folder = copied("run-seed");
    write(folder.path(), &quick()).unwrap();
    let Some(text) = pdf_text(&folder) else { return };
    // Extractors put marks of direction around numbers, with the spaces on either side of them.
    let letters = |text: &str| -> String {
        let is_mark = |c: &char| matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        text.chars().filter(|c| !c.is_whitespace() && !is_mark(c)).collect()
    };
    for expected in [
        "داعش يضاعف وتيرة هجماته في العراق وسوريا",
        "التنظيم 153 هجوًما داخل العراق وسوريا بين مطلع السنة ونهاية حزيران",
        "بعدما كانت الحصيلة 121 هجوًما في السنة التي سبقتها",
    ] {
        assert!(letters(&text).contains(&letters(expected)), "{expected}\n{text}");
    }
}

#[test]
fn the_pdf_is_tagged_titled_and_in_the_articles_language_and_keeps_to_pdf_ua() {
    let folder = copied("run-seed");
    write(folder.path(), &quick()).unwrap();
    let pdf = fs::read(folder.path().join("report.pdf")).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    for mark in ["/Marked true", "/StructTreeRoot", "/Lang(ar)", "<pdfuaid:part>1", "داعش يضاعف وتيرة هجماته"]
    {
        assert!(pdf.contains(mark), "{mark} is missing");
    }
    assert!(!pdf.contains("CreationDate") && !pdf.contains("CreateDate"), "a report knows no clock");
}

#[test]
fn resolution_template_and_fonts_are_those_asked_for() {
    let folder = copied("run-seed");
    let width = |dpi| {
        write(folder.path(), &ReportOptions { dpi, ..quick() }).unwrap();
        let png = fs::read(folder.path().join("report-01.png")).unwrap();
        u32::from_be_bytes(png[16..20].try_into().unwrap())
    };
    assert_eq!((width(36.0), width(72.0)), (298, 595), "A4 is 595.3 points wide");

    let own = TempDir::new().unwrap();
    let template = own.path().join("own.typ");
    fs::write(
        &template,
        "#let d = json(\"data.json\")\n#set document(title: d.title)\n#set text(font: d.families)\n= Our desk\n",
    )
    .unwrap();
    fs::write(own.path().join("face.ttf"), dejavu::serif::regular()).unwrap();
    let options = ReportOptions { template: Some(template), font_dir: Some(own.path().into()), ..quick() };
    let files = write(folder.path(), &options).unwrap();
    assert_eq!(names(&folder, &files).iter().filter(|name| name.starts_with("report-")).count(), 1);
    let pdf = fs::read(folder.path().join("report.pdf")).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("DejaVuSerif"));
    assert!(read(&folder, "charts/wahdat-alrasd-161-over-time.svg").contains("'DejaVu Serif', 'Mizan Sans'"));
}

#[test]
fn an_article_without_claims_says_so() {
    let mut tables = Tables::default();
    tables.article("quiet", "ar", Some(Date::constant(2024, 5, 2)), "مقال بلا أرقام");
    let folder = tables.written();
    let files = names(&folder, &write(folder.path(), &quick()).unwrap());
    assert!(files.iter().all(|name| !name.starts_with("charts/")), "{files:?}");
    let html = read(&folder, "index.html");
    assert!(html.contains("لا ادعاءات رقمية"));
    assert!(html.contains("<a href=\"report.pdf\"") && html.contains("<a href=\"claims.csv\""));
    assert_eq!(read(&folder, "claimreview.jsonl"), "");
}

/// Fifty claims in one article, of every outcome.
fn fifty_claims(language: &str) -> Tables {
    let mut tables = Tables::default();
    tables.article("fifty", language, Some(Date::constant(2024, 5, 2)), "Fifty numbers");
    let sentence = ["The monitor counted ", " attacks in the year, in a sentence of middling length."];
    for index in 0..50 {
        let outcome = Outcome::ALL[[0, 0, 3, 0, 1, 3, 0, 2, 3, 0][index as usize % 10]];
        tables.claim("fifty", 100 + 200 * index, f64::from(11 + 7 * index), sentence, outcome);
    }
    tables
}

#[test]
fn fifty_claims_are_all_told_those_that_do_not_hold_first() {
    let folder = fifty_claims("en").written();
    write(folder.path(), &quick()).unwrap();
    let html = read(&folder, "index.html");
    for index in 0..50 {
        assert!(html.contains(&format!(": {}<", 11 + 7 * index)), "claim {index}");
    }
    let card = |outcome: &str| html.find(&format!("class=\"card {outcome}\"")).unwrap();
    assert!(card("discrepancy") < card("misleading") && card("misleading") < card("agrees"));
}

/// Several articles, one number of which two tell differently.
fn batch() -> Tables {
    let mut tables = Tables::default();
    let arabic = ["وأحصى المرصد ", " هجومًا في سوريا خلال العام."];
    let english = ["The monitor counted ", " attacks in Syria over the year."];
    for index in 0..12u32 {
        let id = format!("article-{index:02}");
        let (language, sentence) = if index % 3 == 2 { ("en", english) } else { ("ar", arabic) };
        let title = if language == "en" { "Attacks counted" } else { "حصيلة جديدة للهجمات" };
        let published = Date::constant(2024, 1 + (index % 5) as i8, 10);
        tables.article(&id, language, (index != 7).then_some(published), &format!("{title} {index}"));
        for claim in 0..3u32 {
            let flagged = index % 3 != 1;
            let outcome = Outcome::ALL[[0, 3, if flagged { 1 } else { 3 }, 0, if flagged { 2 } else { 0 }]
                [(index + claim) as usize % 5]];
            let value = f64::from(20 + 13 * index + claim);
            let id = tables.claim(&id, 100 + claim * 300, value, sentence, outcome);
            if claim == 0 && index < 4 {
                tables.clusters.push(ClusterRow {
                    cluster_id: "attacks-sy-2023".into(),
                    claim_id: id.as_str().into(),
                    agreement: if index == 3 { "differs" } else { "same" }.into(),
                    note: String::new(),
                });
            }
        }
    }
    tables
}

#[test]
fn several_articles_give_an_overview_and_pages_for_those_asked_for() {
    let folder = batch().written();
    let written = |pages| {
        let files = write(folder.path(), &ReportOptions { pages, ..quick() }).unwrap();
        (files.len(), read(&folder, "index.html"))
    };
    let (all, html) = written(Pages::All);
    assert_eq!(html.matches("<article ").count(), 12);
    let (flagged, html) = written(Pages::Flagged);
    assert!((1..12).contains(&html.matches("<article ").count()));
    let (none, html) = written(Pages::None);
    assert_eq!(html.matches("<article ").count(), 0);
    assert!(all > flagged && flagged > none);
    assert_eq!(html.matches("<tr data-outcome=").count(), 36, "every claim stands in the table");
    let left = fs::read_dir(folder.path().join("charts")).unwrap().count();
    assert_eq!(left, 4, "charts of an earlier report are gone: by month and across outlets are left");
}

#[test]
fn a_browser_fills_the_filter_and_the_page_stands_without_it() {
    let folder = batch().written();
    write(folder.path(), &ReportOptions { pages: Pages::None, ..quick() }).unwrap();
    assert!(read(&folder, "index.html").contains("<div id=\"filter\" hidden"), "only the script shows it");
    let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"];
    let page = format!("file://{}", folder.path().join("index.html").display());
    let Ok(output) = Command::new("chromium").args(arguments).arg(page).output() else {
        eprintln!("skipped: there is no chromium");
        return;
    };
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("<option value=\"discrepancy\">"), "{page}");
    assert!(!page.contains("<div id=\"filter\" hidden"));
}

#[test]
fn a_persons_decision_is_told_and_wins() {
    let mut tables = Tables::default();
    tables.article("decided", "en", None, "Decided");
    let id = tables.claim("decided", 100, 61.0, ["Some ", " attacks."], Outcome::Discrepancy);
    tables.overrides.push(OverrideRow {
        claim_id: id.as_str().into(),
        outcome: Outcome::Agrees,
        who: "the desk".into(),
        when: Some(Date::constant(2024, 9, 1)),
        note: "The series was revised.".into(),
    });
    let folder = tables.written();
    write(folder.path(), &quick()).unwrap();
    let html = read(&folder, "index.html");
    assert!(html.contains("Decided by the desk on 1 September 2024: agrees. The series was revised."));
    assert!(html.contains("class=\"card agrees\""));
    let review: serde_json::Value = serde_json::from_str(&read(&folder, "claimreview.jsonl")).unwrap();
    assert_eq!(review["reviewRating"]["ratingValue"], 5);
    assert_eq!(review["author"]["name"], "the desk");
}

#[test]
fn the_language_asked_for_is_that_of_labels_while_quotes_keep_theirs() {
    let folder = copied("run-seed");
    write(folder.path(), &ReportOptions { language: Some("en".into()), ..quick() }).unwrap();
    let html = read(&folder, "index.html");
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"));
    assert!(html.contains("What the text says") && html.contains("داخل العراق وسوريا"));
}

#[test]
fn what_cannot_be_used_is_an_error_that_names_it() {
    let empty = TempDir::new().unwrap();
    let message = |folder: &Path, options: &ReportOptions| write(folder, options).unwrap_err().to_string();
    assert!(message(empty.path(), &quick()).contains("articles.csv: is missing"));

    let folder = copied("run-seed");
    let in_danish = ReportOptions { language: Some("da".into()), ..quick() };
    assert!(message(folder.path(), &in_danish).contains("no lexicon for `da`"));
    let without_fonts = ReportOptions { font_dir: Some(empty.path().into()), ..quick() };
    assert!(message(folder.path(), &without_fonts).contains("no TrueType or OpenType font"));
    let template = empty.path().join("broken.typ");
    fs::write(&template, "= Title\n#nothing").unwrap();
    let with_template = ReportOptions { template: Some(template), ..quick() };
    assert!(message(folder.path(), &with_template).contains(":2: unknown variable: nothing"));

    let checks = read(&folder, "checks.csv");
    fs::write(folder.path().join("checks.csv"), checks.lines().next().unwrap()).unwrap();
    assert!(message(folder.path(), &quick()).contains("claim `wahdat-alrasd#75` has no row"));
    assert!(!folder.path().join("report.pdf").exists(), "nothing is written before everything is made");
}
