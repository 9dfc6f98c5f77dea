//! Mizan weighs the numbers in news articles.
pub mod article;
pub mod check;
pub mod claim;
pub mod dataset;
pub mod error;
pub mod lexicon;
pub mod table;
pub mod text;
pub mod evaluate;
