//! All tests as one program, so that the library is linked once: `cargo test corpus` runs those of one file.

mod actors;
mod article;
mod articles;
mod bad_input;
mod batch;
mod cli;
mod corpus;
mod dataset;
mod fuzz;
mod periods;
mod places;
mod properties;
mod report;
mod rules;
mod seed;
mod simulation;
mod tidy;
mod truths;
