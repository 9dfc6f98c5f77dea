//! Mizan weighs the numbers in news articles.
pub mod article;
pub mod check;
pub mod claim;
pub mod dataset;
pub mod error;
pub mod lexicon;
#[cfg(feature = "report")]
pub mod report;
pub mod table;
