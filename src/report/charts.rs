//! Charts: drawn from a run's tables, each with its title, legend and source line in the picture.

mod across_outlets;
mod against_references;
mod by_month;
mod canvas;
mod frame;
mod joined;
mod over_time;
mod parts_of_whole;
mod scale;

use super::fonts::Fonts;
use super::package::Package;
use super::picture;
use super::references;
use super::run::ClaimRecord;
use super::wording::Wording;
use crate::check::EvidenceRow;
use crate::error::{Error, Result};
use resvg::{tiny_skia, usvg};

pub(super) use across_outlets::{Telling, across_outlets};
pub(super) use by_month::{MonthTally, by_month};

/// A chart as drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chart {
    /// File name without its ending.
    pub name: String,
    /// What the picture shows, in words, for those who do not see it.
    pub description: String,
    /// The picture.
    pub svg: String,
}

/// What every chart of a claim is drawn from.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub claim: &'a ClaimRecord<'a>,
    /// The other claims of the article.
    pub others: &'a [ClaimRecord<'a>],
    pub wording: Wording<'a>,
    pub package: &'a Package,
}

impl<'a> Subject<'a> {
    /// Who counted the series that evidence is of.
    fn counted_by(&self, evidence: &EvidenceRow) -> String {
        self.wording.counted_by(self.package, &evidence.dataset, &evidence.series)
    }

    /// By which rule a series that evidence is of was counted.
    fn counting(&self, evidence: &EvidenceRow) -> Option<String> {
        let note = self.package.series(&evidence.dataset, &evidence.series)?;
        note.counting.map(|counting| self.wording.code("counting", counting.code()))
    }

    /// The figure of evidence with its estimates, in the series' unit.
    fn estimate(&self, evidence: &EvidenceRow) -> String {
        references::figure(evidence, self.wording, self.package)
    }

    /// The evidence of the claim and of the one it is compared to.
    fn evidence_of_both(&self) -> impl Iterator<Item = &'a EvidenceRow> {
        let compared_to = self.claim.row.compared_to.as_ref();
        let other = self.others.iter().filter(move |other| Some(&other.row.claim_id) == compared_to);
        self.claim.evidence.iter().chain(other.flat_map(|other| other.evidence))
    }

    /// Whether another claim is compared to this one, so that the other's chart over time shows both.
    fn is_shown_beside_another(&self) -> bool {
        let id = &self.claim.row.claim_id;
        self.others.iter().any(|other| {
            other.row.compared_to.as_ref() == Some(id) && over_time::shows_both(other.row, self.claim.row)
        })
    }
}

/// The charts that a claim calls for, the one that shows most first.
pub(super) fn of_claim(subject: &Subject<'_>) -> Result<Vec<Chart>> {
    let charts =
        [over_time::draw(subject)?, against_references::draw(subject)?, parts_of_whole::draw(subject)?];
    Ok(charts.into_iter().flatten().collect())
}

impl Chart {
    /// The chart as a PNG picture, `scale` pixels to each unit of the drawing.
    pub fn png(&self, fonts: &Fonts, scale: f32) -> Result<Vec<u8>> {
        let error = |cause: String| Error::new(format!("chart `{}` cannot be drawn: {cause}", self.name));
        let options = usvg::Options {
            fontdb: fonts.database.clone(),
            font_family: fonts.families[0].clone(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&self.svg, &options).map_err(|cause| error(cause.to_string()))?;
        let size = tree.size();
        let pixels = |length: f32| (length * scale).ceil() as u32;
        let mut pixmap = tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height()))
            .ok_or_else(|| error("it has no size".to_owned()))?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        picture::png(&pixmap)
    }

    /// Names the fonts that the chart is set in, the preferred first, and its own direction: wherever it is
    /// shown, anchors are those of left to right, and each text brings its own.
    pub fn finish(&mut self, fonts: &Fonts) {
        self.svg = self.svg.replacen("<svg ", "<svg direction=\"ltr\" ", 1);
        let families: Vec<String> = fonts.families.iter().map(|family| format!("'{family}'")).collect();
        let named = format!("font-family=\"{}, sans-serif\"", families.join(", "));
        self.svg = self.svg.replace(&format!("font-family=\"{}\"", super::fonts::TEXT_FAMILY), &named);
    }
}
