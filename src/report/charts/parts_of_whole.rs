//! Parts of a whole: the claim as one bar, below it the numbers that the text calls its parts, end to end.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use super::frame::{Frame, Key};
use super::scale::ValueScale;
use super::{Chart, Subject};
use crate::claim::{ClaimRow, Relation};
use crate::error::Result;
use plotters::style::RGBColor;

const BAR: i32 = 90;
const ROW: i32 = 170;
const AXIS_HEIGHT: i32 = 72;
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
    let scale = ValueScale::new(MARGIN, WIDTH - MARGIN - 40, sum.max(value));
    let height = frame.head_height() + 2 * ROW + AXIS_HEIGHT + frame.foot_height();

    let mut svg = String::new();
    let canvas = Canvas::new(&mut svg, height, wording.labels.right_to_left())?;
    frame.draw(&canvas, height)?;
    let top = frame.head_height() + 20;
    canvas.fill((scale.at(0.0), top), (scale.at(value), top + BAR), colour::CLAIM)?;
    let paper = Type::VALUE.coloured(colour::PAPER);
    canvas.text((scale.at(0.0) + 24, top + BAR / 2), &wording.claim(whole), paper, Align::Start)?;

    let top = top + ROW - 30;
    let mut before = 0.0;
    for (index, (row, part)) in parts.iter().enumerate() {
        let (from, to) = (scale.at(before), scale.at(before + part));
        canvas.fill((from + 2, top), (to - 2, top + BAR), PARTS[index % PARTS.len()])?;
        let number = wording.number(*part);
        if text_width(&number, Type::VALUE) < to - from {
            canvas.text(((from + to) / 2, top + BAR / 2), &number, Type::VALUE, Align::Middle)?;
        }
        let label = part_label(subject, row);
        let label = wrapped(&label, Type::SMALL, (to - from - 10).max(0), 1);
        if label.iter().all(|line| line.chars().count() > 2) {
            canvas.lines(((from + to) / 2, top + BAR + 30), &label, Type::SMALL, Align::Middle)?;
        }
        before += part;
    }
    if sum < value {
        let (from, to) = (scale.at(sum), scale.at(value));
        canvas.dashed_bar((from + 2, top), (to - 2, top + BAR), colour::PACE)?;
        let label = format!("{} {}", wording.number(value - sum), wording.text("chart.remainder"));
        let set = Type::SMALL.coloured(colour::PACE);
        let half = text_width(&label, set) / 2;
        let middle = ((from + to) / 2).clamp(MARGIN + half, (WIDTH - MARGIN - half).max(MARGIN + half));
        canvas.text((middle, top + BAR + 30), &label, set, Align::Middle)?;
    }
    let axis = height - frame.foot_height() - AXIS_HEIGHT;
    canvas.line(&[(scale.at(0.0), axis), (scale.at(f64::MAX), axis)], colour::FAINT, 2)?;
    for tick in scale.ticks() {
        canvas.text((scale.at(tick), axis + 36), &wording.number(tick), Type::SMALL, Align::Middle)?;
    }
    canvas.finish()?;
    let described: Vec<String> = parts.iter().map(|(row, _)| wording.claim(row)).collect();
    let description = format!("{}. {}", frame.title, wording.list(&described));
    Ok(Some(Chart { name: "parts-of-whole".to_owned(), description, svg }))
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
