//! Mizan weighs the numbers in news articles.
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
