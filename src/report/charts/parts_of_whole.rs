//! Parts of a whole: the claim as one bar, below it the numbers that the text calls its parts, end to end.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use super::frame::{Frame, Key, VALUE_AXIS, draw_value_axis};
use super::scale::ValueScale;
use super::{Chart, Subject};
use crate::claim::{ClaimRow, Relation};
use crate::error::Result;
use plotters::style::RGBColor;

const BAR: i32 = 90;
const ROW: i32 = 170;
/// Fills of neighbouring parts, told apart in grey too.
const PARTS: [RGBColor; 3] = [RGBColor(92, 136, 172), RGBColor(150, 182, 208), RGBColor(196, 214, 229)];

/// Draws the claim over its parts, where the text gives two or more.
pub(super) fn draw(subject: &Subject<'_>) -> Result<Option<Chart>> {
    let whole = subject.claim.row;
    let Some(value) = whole.value else { return Ok(None) };
    let parts: Vec<(&ClaimRow, f64)> = subject
        .others
        .iter()
        .map(|other| other.row)
        .filter(|row| row.relation == Some(Relation::PartOf))
        .filter(|row| row.compared_to.as_ref() == Some(&whole.claim_id))
        .filter_map(|row| row.value.map(|value| (row, value)))
        .collect();
    if parts.len() < 2 {
        return Ok(None);
    }
    let wording = subject.wording;
    let sum: f64 = parts.iter().map(|(_, value)| value).sum();
    let title = wording.fill("chart.parts_title", &[("claim", wording.claim(whole))]);
    let mut frame = Frame::of(subject, title, &[]);
    frame.legend.push((Key::Field(colour::CLAIM), wording.text("chart.claimed")));
    if sum < value {
        frame.legend.push((Key::Dashed(colour::PACE), wording.text("chart.remainder")));
    }
    frame.told = parts.iter().map(|(row, _)| wording.claim(row)).collect();
    let scale = ValueScale::new(MARGIN, WIDTH - MARGIN - 40, sum.max(value));
    let chart = frame.chart("parts-of-whole", wording, 2 * ROW + VALUE_AXIS, |canvas, top, bottom| {
        let top = top + 20;
        canvas.fill((scale.at(0.0), top), (scale.at(value), top + BAR), colour::CLAIM)?;
        let paper = Type::VALUE.coloured(colour::PAPER);
        canvas.text((scale.at(0.0) + 24, top + BAR / 2), &wording.claim(whole), paper, Align::Start)?;
        let top = top + ROW - 30;
        let mut before = 0.0;
        for (index, (row, part)) in parts.iter().enumerate() {
            let extent = (scale.at(before), scale.at(before + part));
            draw_part(canvas, subject, row, *part, extent, top, PARTS[index % PARTS.len()])?;
            before += part;
        }
        if sum < value {
            draw_remainder(canvas, &wording.number(value - sum), (scale.at(sum), scale.at(value)), top)?;
        }
        draw_value_axis(canvas, wording, &scale, bottom - VALUE_AXIS, bottom - VALUE_AXIS)
    });
    chart.map(Some)
}

/// A part as a stretch of the bar, its number on it and what it is below, as there is room.
fn draw_part(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    row: &ClaimRow,
    value: f64,
    (from, to): (i32, i32),
    top: i32,
    fill: RGBColor,
) -> Result<()> {
    canvas.fill((from + 2, top), (to - 2, top + BAR), fill)?;
    let number = subject.wording.number(value);
    if text_width(&number, Type::VALUE) < to - from {
        canvas.text(((from + to) / 2, top + BAR / 2), &number, Type::VALUE, Align::Middle)?;
    }
    let label = wrapped(&part_label(subject, row), Type::SMALL, (to - from - 10).max(0), 1);
    if label.iter().all(|line| line.chars().count() > 2) {
        canvas.lines(((from + to) / 2, top + BAR + 32), &label, Type::SMALL, Align::Middle)?;
    }
    Ok(())
}

/// What the parts leave of the whole, in dashes.
fn draw_remainder(canvas: &Canvas<'_>, number: &str, (from, to): (i32, i32), top: i32) -> Result<()> {
    canvas.dashed_bar((from + 2, top), (to - 2, top + BAR), colour::PACE)?;
    let set = Type { bold: true, ..Type::BODY }.coloured(colour::PACE);
    let fits = text_width(number, set) < to - from;
    let y = if fits { top + BAR / 2 } else { top + BAR + 32 };
    canvas.text(((from + to) / 2, y), number, set, Align::Middle)
}

/// What sets a part apart from the whole: its places, else its measure, else its own words.
fn part_label(subject: &Subject<'_>, part: &ClaimRow) -> String {
    let (whole, wording) = (subject.claim.row, subject.wording);
    if !part.places.is_empty() && part.places != whole.places {
        wording.places(&part.places)
    } else if part.measure != whole.measure {
        wording.code("measure", part.measure.as_str())
    } else {
        crate::report::wording::shown(&part.text)
    }
}
