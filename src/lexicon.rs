//! Lexicons: a language is one CSV file.

pub mod ids;
