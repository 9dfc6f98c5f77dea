//! Mizan weighs the numbers in news articles: every numeric claim becomes a row of a table, is set against
//! reference data and against the article itself, and gets one outcome with its reason and its evidence.
//!
//! # The pipeline
//!
//! ```text
//! articles ──read──▶ Article ──extract──▶ claims.csv ──check──▶ evidence.csv, findings.csv, checks.csv ──report──▶ PDF, PNG, SVG, ...
//!                                         skipped.csv                ▲
//!                                datasets ──load──▶ series ──────────┘
//! ```
//!
//! | stage | module | in | out |
//! |---|---|---|---|
//! | read | [`article`] | text, HTML, Markdown, JSON Lines, CSV | an [`Article`](article::Article) |
//! | extract | [`claim`], with the words of [`lexicon`] | an article | its claims, and each other numeral with the reason why it is none |
//! | load | [`dataset`] | CSV files and their descriptors | series that answer for a measure, actor, places and period |
//! | check | [`check`] | claims and series | evidence, findings, and one outcome for each claim |
//! | report | `report` | the tables of a run, nothing else | pages, charts, HTML, ClaimReview |
//!
//! Each arrow is a subcommand of [`cli`], each boundary a [`table`](mod@table) that a person can open, correct and feed back.
//! [`text`] lies below them all: spans in code points, and the folding that lets one lemma stand for every spelling.
//! [`evaluate`] measures extraction on articles that people annotated.
//!
//! ```
//! use mizan::article::Article;
//! use mizan::check::{ArticleFacts, CheckOptions, Checker};
//! use mizan::claim::Extractor;
//! use mizan::dataset::Datasets;
//! use mizan::lexicon::ids::Ids;
//!
//! let ids = Ids::embedded();
//! let article = Article::of_text("a", "en", None, "IS claimed 153 attacks in Iraq and Syria from January to June 2024.");
//! let claims = Extractor::new(&ids)?.extract(&article)?.claims;
//!
//! let datasets = Datasets::embedded(&ids);
//! let checker = Checker::new(&ids, &datasets, CheckOptions::default());
//! let facts = ArticleFacts { language: "en".into(), published: None };
//! let checked = checker.check(&facts, &claims);
//! assert_eq!(checked.checks[0].code, "A001");
//! # Ok::<(), mizan::error::Error>(())
//! ```
//!
//! # What holds everywhere
//!
//! - Same input, same bytes: no clock, locale, hash order or thread order reaches an output.
//! - Nothing is dropped in silence: a numeral is in a claim or a skipped row, a claim has one headline, a bad input
//!   is a row of `errors.csv`.
//! - Text is data: what an article says reaches documents, charts and tables as values, never as markup.
//! - Languages ([`lexicon`]), data sets ([`dataset`]) and rules ([`check`]) are added as data; the modules say how.
pub mod article;
pub mod check;
pub mod claim;
pub mod cli;
pub mod dataset;
pub mod error;
pub mod evaluate;
pub mod lexicon;
#[cfg(feature = "report")]
pub mod report;
pub mod table;
pub mod text;
