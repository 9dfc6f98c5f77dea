//! Stand-ins for stages that other branches bring; this file goes when they are merged.
#![allow(missing_docs, clippy::must_use_candidate, clippy::unused_self)]

use crate::check::{CheckRow, EvidenceRow, FindingRow, TimelineRow};
use crate::claim::ClaimRow;
use crate::dataset::Datasets;
use crate::lexicon::ids::Ids;
use jiff::civil::Date;

#[derive(Default)]
pub struct CheckOptions {
    pub authoritative: Vec<String>,
    pub other: (),
}

pub struct ArticleFacts {
    pub language: String,
    pub published: Option<Date>,
}

#[derive(Debug, Default)]
pub struct Checked {
    pub evidence: Vec<EvidenceRow>,
    pub findings: Vec<FindingRow>,
    pub checks: Vec<CheckRow>,
    pub timeline: Vec<TimelineRow>,
}

pub struct Checker;

impl Checker {
    pub fn new(_: &Ids, _: &Datasets, _: CheckOptions) -> Self {
        Checker
    }
    pub fn check(&self, _: &ArticleFacts, _: &[ClaimRow]) -> Checked {
        Checked::default()
    }
}
