//! Reports: a run's tables as PDF, PNG, SVG, HTML and ClaimReview.
//!
//! The pipeline: `run` reads the tables; `article_page` and `overview` phrase them, in the report's
//! language, into one `document`, drawing `charts` on the way; `typesetting` sets the document as PDF
//! and pictures, `html` as a page, `claim_review` as lines for machines. Nothing is decided here: every
//! outcome and every figure is that of a table, so a picture cannot disagree with a number.

mod appendix;
mod article_page;
mod charts;
mod claim_review;
mod document;
mod files;
mod fonts;
mod html;
mod overview;
mod package;
mod picture;
mod query;
mod references;
mod run;
mod typesetting;
mod wording;

use crate::error::{Error, Result};
use crate::lexicon::{Labels, languages};
use crate::{check, codes};
use charts::Chart;
use document::{ArticlePage, Direction, Document, FileNote};
use files::ReportFiles;
use fonts::Fonts;
use overview::Place;
use rayon::prelude::*;
use run::{ArticleRecord, ClaimRecord, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use typst_layout::PagedDocument;
use wording::Wording;

codes! {
    /// Which articles of several get pages of their own.
    pub enum Pages {
        /// Those with a claim that does not hold or misleads, the most material ones where they are many.
        Flagged = "flagged",
        All = "all",
        None = "none",
    }
}

/// How a report is made.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// The report's language (ISO 639-1); none: each article's own, and the most frequent for what is about all.
    pub language: Option<String>,
    /// Which articles of several get pages.
    pub pages: Pages,
    /// Resolution of the pictures of pages, in dots per inch.
    pub dpi: f64,
    /// A folder of TrueType or OpenType fonts to set texts in, before the embedded ones.
    pub font_dir: Option<PathBuf>,
    /// A Typst template to use in place of the embedded one; it reads the same `data.json`.
    pub template: Option<PathBuf>,
    /// Gives the Markdown page of a rule, by code and language; the appendix quotes its beginning.
    pub rule_page: fn(&str, &str) -> Option<String>,
}

impl Default for ReportOptions {
    fn default() -> Self {
        ReportOptions {
            language: None,
            pages: Pages::Flagged,
            dpi: 144.0,
            font_dir: None,
            template: None,
            rule_page: |code, language| check::page(code).map(|page| page.markdown(language)),
        }
    }
}

const CHARTS: &str = "charts";
/// How many charts are drawn as pictures before they are written.
const CHARTS_AT_ONCE: usize = 16;
/// How many flagged articles get pages.
const MOST_FLAGGED: usize = 60;

/// Makes the report of the run in a folder, inside it, and gives the files written.
///
/// It writes `report.pdf`, `report-01.png` and so on for its pages, every chart as SVG and PNG below
/// `charts/`, `index.html` and `claimreview.jsonl`; pages and charts of an earlier report go.
///
/// # Errors
/// A table that is missing or cannot be read, a language without a lexicon, fonts or a template that cannot
/// be used, a file that cannot be written. No file has its place before all are made.
pub fn write(run_dir: &Path, options: &ReportOptions) -> Result<Vec<PathBuf>> {
    check_options(options)?;
    let run = Run::read(run_dir)?;
    let fonts = Fonts::load(options.font_dir.as_deref())?;
    let template = match &options.template {
        None => typesetting::TEMPLATE.to_owned(),
        Some(path) => fs::read_to_string(path).map_err(|cause| Error::read(path, &cause))?,
    };
    let articles = run.articles();
    let language = report_language(&articles, options);
    let labels = labels_by_language(&articles, &language);
    let (document, charts) = compose(&run, &articles, &fonts, &language, &labels, options)?;

    let pages = set_pages(&document, &charts, &fonts, template)?;
    let mut files = ReportFiles::staged_in(run_dir)?;
    files.add("report.pdf".to_owned(), &typesetting::pdf(&pages)?)?;
    let digits = pages.pages().len().to_string().len().max(2);
    typesetting::draw_pages(&pages, options.dpi, |number, picture| {
        files.add(format!("report-{number:0digits$}.png"), picture)
    })?;
    drop(pages);
    for some in charts.chunks(CHARTS_AT_ONCE) {
        let drawn: Vec<Vec<u8>> =
            some.par_iter().map(|chart| chart.png(&fonts, 1.0)).collect::<Result<_>>()?;
        for (chart, png) in some.iter().zip(drawn) {
            files.add(format!("{CHARTS}/{}.svg", chart.name), chart.svg.as_bytes())?;
            files.add(format!("{CHARTS}/{}.png", chart.name), &png)?;
        }
    }
    files.add("index.html".to_owned(), html::page(&document, &charts).as_bytes())?;
    let claim_reviews = claim_review_lines(&run, &articles, &labels, options);
    files.add("claimreview.jsonl".to_owned(), claim_reviews.as_bytes())?;
    files.place()
}

/// Sets the document as pages.
fn set_pages(
    document: &Document,
    charts: &[Chart],
    fonts: &Fonts,
    template: String,
) -> Result<PagedDocument> {
    let mut press = typesetting::Press::new(fonts, template)?;
    let json = serde_json::to_vec(document)
        .map_err(|cause| Error::new(format!("the report's content cannot be written as JSON: {cause}")))?;
    press.add("data.json", json)?;
    for chart in charts {
        press.add(&format!("{CHARTS}/{}.svg", chart.name), chart.svg.clone().into_bytes())?;
    }
    press.pages()
}

fn check_options(options: &ReportOptions) -> Result<()> {
    if let Some(language) = &options.language
        && !languages().any(|known| known == language)
    {
        let known = languages().collect::<Vec<_>>().join(", ");
        return Err(Error::new(format!("there is no lexicon for `{language}`"))
            .hint(format!("reports can be written in {known}")));
    }
    if !(18.0..=1200.0).contains(&options.dpi) {
        return Err(Error::new(format!("`{}` dots per inch cannot be drawn", options.dpi))
            .hint("give a number from 18 to 1200; 144 is the default"));
    }
    Ok(())
}

/// Phrases the tables and draws the charts.
fn compose(
    run: &Run,
    articles: &[ArticleRecord<'_>],
    fonts: &Fonts,
    language: &str,
    labels: &LabelsByLanguage,
    options: &ReportOptions,
) -> Result<(Document, Vec<Chart>)> {
    let places = places(articles, options.pages);

    let made: Vec<(ArticlePage, Vec<Chart>)> = places
        .par_iter()
        .filter_map(|place| Some((place, place.anchor.as_ref()?)))
        .map(|(place, anchor)| {
            let wording = Wording::new(labels_of(place.article, labels, options));
            article_page::article_page(place.article, anchor, wording, &run.package)
        })
        .collect::<Result<_>>()?;
    let (pages, drawn): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    let mut charts: Vec<Chart> = drawn.into_iter().flatten().collect();

    let wording = Wording::new(&labels[language]);
    let rule_page = |code: &str| (options.rule_page)(code, language);
    let rule_title = |code: &str| {
        let note = rule_page(code).and_then(|page| appendix::rule_note(code, &page));
        note.map(|note| note.title).unwrap_or_default()
    };
    let overview = if articles.len() == 1 {
        None
    } else {
        let (overview, mut drawn) = overview::overview(run, &places, &rule_title, wording)?;
        charts.append(&mut drawn);
        Some(overview)
    };
    charts.iter_mut().for_each(|chart| chart.finish(fonts));

    let version = run.package.version.as_deref().unwrap_or(env!("CARGO_PKG_VERSION"));
    let program = format!("{} {version}", env!("CARGO_PKG_NAME"));
    let all: Vec<&ArticleRecord<'_>> = articles.iter().collect();
    let title = match (&overview, pages.first()) {
        (Some(overview), _) => overview.title.clone(),
        (None, Some(page)) => page.title.clone(),
        (None, None) => wording.text("report.name"),
    };
    let document = Document {
        title,
        direction: if wording.labels.right_to_left() { Direction::Rtl } else { Direction::Ltr },
        families: fonts.families.clone(),
        mono_families: fonts.mono_families.clone(),
        words: document::words(wording),
        claims: overview::claim_rows(run, &places, wording),
        files: file_notes(run, !charts.is_empty(), wording),
        appendix: appendix::appendix(run, &all, &rule_page, &program, wording),
        program,
        overview,
        articles: pages,
        language: language.to_owned(),
    };
    Ok((document, charts))
}

/// What each file of the folder is: the report's own, and the tables that it was made from.
fn file_notes(run: &Run, has_charts: bool, wording: Wording<'_>) -> Vec<FileNote> {
    let mut files =
        vec![("report.pdf", "html.files_report"), ("claimreview.jsonl", "html.files_claim_review")];
    if has_charts {
        files.insert(1, (CHARTS, "html.files_charts"));
    }
    if run.package.version.is_some() {
        files.push(("datapackage.json", "html.files_package"));
    }
    let note =
        |(path, key): (&str, &'static str)| FileNote { path: path.to_owned(), meaning: wording.text(key) };
    let table = |name: &&str| FileNote { path: format!("{name}.csv"), meaning: wording.code("table", name) };
    files.into_iter().map(note).chain(run.tables.iter().map(table)).collect()
}

/// The language of what is about all articles: the option's, else that of most articles.
fn report_language(articles: &[ArticleRecord<'_>], options: &ReportOptions) -> String {
    if let Some(language) = &options.language {
        return language.clone();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        *counts.entry(&article.row.language).or_default() += 1;
    }
    let known = |language: &str| languages().any(|known| known == language);
    let most =
        counts.into_iter().filter(|(language, _)| known(language)).rev().max_by_key(|(_, count)| *count);
    let first = languages().next().unwrap_or_default();
    most.map_or(first, |(language, _)| language).to_owned()
}

/// Labels by ISO 639-1 code.
type LabelsByLanguage = BTreeMap<String, Labels>;

/// The labels of the report's language and of every article's.
fn labels_by_language(articles: &[ArticleRecord<'_>], language: &str) -> LabelsByLanguage {
    let mut occurring: BTreeSet<&str> =
        articles.iter().map(|article| article.row.language.as_str()).collect();
    occurring.insert(language);
    occurring.into_iter().map(|code| (code.to_owned(), Labels::embedded(code))).collect()
}

/// The labels of an article's own pages; an article in a language without a lexicon has English ones.
fn labels_of<'a>(
    article: &ArticleRecord<'_>,
    labels: &'a LabelsByLanguage,
    options: &ReportOptions,
) -> &'a Labels {
    &labels[options.language.as_ref().unwrap_or(&article.row.language)]
}

/// Which articles get pages, and which of their claims a card.
fn places<'a>(articles: &'a [ArticleRecord<'a>], pages: Pages) -> Vec<Place<'a>> {
    let mut flagged: Vec<usize> = (0..articles.len()).filter(|index| articles[*index].is_flagged()).collect();
    flagged.sort_by_key(|index| articles[*index].claims.iter().map(ClaimRecord::rank).min());
    flagged.truncate(MOST_FLAGGED);
    let has_pages = |index: usize| match pages {
        _ if articles.len() == 1 => true,
        Pages::All => true,
        Pages::Flagged => flagged.contains(&index),
        Pages::None => false,
    };
    let place = |(index, article)| Place {
        anchor: has_pages(index).then(|| format!("article-{}", index + 1)),
        cards: article_page::has_card(article),
        article,
    };
    articles.iter().enumerate().map(place).collect()
}

fn claim_review_lines(
    run: &Run,
    articles: &[ArticleRecord<'_>],
    labels: &LabelsByLanguage,
    options: &ReportOptions,
) -> String {
    let mut lines = String::new();
    for article in articles {
        for line in claim_review::claim_reviews(run, article, labels_of(article, labels, options)) {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    lines
}
