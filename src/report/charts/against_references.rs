//! A claim beside the references: every figure on one axis, the claim as a band across all of them.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use super::frame::{Frame, Key};
use super::scale::ValueScale;
use super::{Chart, Subject};
use crate::check::{Comparable, EvidenceRow};
use crate::claim::{Bound, Quantity};
use crate::error::Result;
use crate::report::query::SliceWords;

const GUTTER: i32 = 640;
const PLOT_START: i32 = MARGIN + GUTTER;
const PLOT_END: i32 = WIDTH - MARGIN - 170;
const ROW: i32 = 98;
const GROUP_HEAD: i32 = 76;
const AXIS_HEIGHT: i32 = 72;
const MOST_ROWS: usize = 8;
/// A figure that cannot be compared does not stretch the axis further than this many times the claim.
const MOST_TIMES_THE_CLAIM: f64 = 6.0;

/// Draws the claim beside the figures that the series have, where there are any.
pub(super) fn draw(subject: &Subject<'_>) -> Result<Option<Chart>> {
    let Some(quantity) = subject.claim.row.quantity() else { return Ok(None) };
    if subject.is_shown_beside_another() && !subject.claim.is_flagged() {
        return Ok(None);
    }
    let with_figures = || subject.claim.evidence.iter().filter(|row| row.figure.is_some());
    let of_kind = |comparable: bool| -> Vec<&EvidenceRow> {
        let rows = with_figures().filter(|row| (row.comparable != Comparable::No) == comparable);
        rows.take(MOST_ROWS).collect()
    };
    let (comparable, incomparable) = (of_kind(true), of_kind(false));
    if comparable.is_empty() && incomparable.is_empty() {
        return Ok(None);
    }
    let scale = ValueScale::new(PLOT_START, PLOT_END, largest(&quantity, &comparable, &incomparable));
    let frame = frame(subject, &comparable, &incomparable);
    let group_head = if incomparable.is_empty() { 0 } else { GROUP_HEAD };
    let rows = comparable.len() + incomparable.len() + 1;
    let plot_height = ROW * rows as i32 + group_head;
    let height = frame.head_height() + plot_height + AXIS_HEIGHT + frame.foot_height();

    let mut svg = String::new();
    let canvas = Canvas::new(&mut svg, height, subject.wording.labels.right_to_left())?;
    frame.draw(&canvas, height)?;
    let top = frame.head_height();
    let axis = top + plot_height;
    draw_claim_band(&canvas, &scale, &quantity, top + ROW / 2, axis)?;
    draw_value_axis(&canvas, subject, &scale, top, axis)?;
    let mut y = top + ROW / 2;
    draw_claim_row(&canvas, subject, &scale, &quantity, y)?;
    for row in &comparable {
        y += ROW;
        draw_reference(&canvas, subject, &scale, row, y)?;
    }
    if !incomparable.is_empty() {
        let head = y + ROW / 2 + GROUP_HEAD / 2;
        canvas.line(&[(MARGIN, head - 36), (WIDTH - MARGIN, head - 36)], colour::HAIRLINE, 2)?;
        let words = subject.wording.text("chart.incomparable");
        canvas.text((MARGIN, head + 4), &words, Type { bold: true, ..Type::SMALL }, Align::Start)?;
        y += GROUP_HEAD;
        for row in &incomparable {
            y += ROW;
            draw_reference(&canvas, subject, &scale, row, y)?;
        }
    }
    canvas.finish()?;
    Ok(Some(Chart {
        name: "against-references".to_owned(),
        description: description(subject, &frame, &[comparable, incomparable].concat()),
        svg,
    }))
}

/// The largest value that the axis must hold.
fn largest(quantity: &Quantity, comparable: &[&EvidenceRow], incomparable: &[&EvidenceRow]) -> f64 {
    let high = |row: &&EvidenceRow| row.high.or(row.figure).unwrap_or_default();
    let claimed = quantity.high.max(quantity.value);
    let compared = comparable.iter().map(high).fold(claimed, f64::max);
    let most = compared * MOST_TIMES_THE_CLAIM;
    incomparable.iter().map(high).filter(|value| *value <= most).fold(compared, f64::max)
}

fn frame(subject: &Subject<'_>, comparable: &[&EvidenceRow], incomparable: &[&EvidenceRow]) -> Frame {
    let wording = subject.wording;
    let mut sources: Vec<String> = Vec::new();
    for row in comparable.iter().chain(incomparable) {
        let source = subject.package.counted_by(&row.dataset, &row.series);
        if !sources.iter().any(|known| known == source) {
            sources.push(source.to_owned());
        }
    }
    let claim = wording.claim(subject.claim.row);
    let title = wording.fill("chart.against_title", &[("claim", claim)]);
    let mut frame = Frame::of(subject, title, &sources);
    if let Some(period) = subject.claim.row.period() {
        let values = [("before", frame.subtitle), ("period", wording.period(&period))];
        frame.subtitle = wording.fill("chart.subtitle_period", &values);
    }
    frame.legend.push((Key::Field(colour::CLAIM), wording.text("chart.claimed")));
    if !comparable.is_empty() {
        frame.legend.push((Key::Disc(colour::INK), wording.code("comparable", Comparable::Yes.code())));
    }
    if !incomparable.is_empty() {
        frame.legend.push((Key::Ring(colour::REFERENCE), wording.code("comparable", Comparable::No.code())));
    }
    frame
}

/// The claim's interval across all rows; a hedge that is open upwards reaches to the axis' end.
fn draw_claim_band(
    canvas: &Canvas<'_>,
    scale: &ValueScale,
    quantity: &Quantity,
    top: i32,
    bottom: i32,
) -> Result<()> {
    const BAND: plotters::style::RGBColor = plotters::style::RGBColor(226, 236, 245);
    let (low, high) = match quantity.bound {
        Bound::AtLeast | Bound::MoreThan => (scale.at(quantity.value), PLOT_END),
        Bound::AtMost | Bound::LessThan => (PLOT_START, scale.at(quantity.value)),
        _ => (scale.at(quantity.low), scale.at(quantity.high)),
    };
    canvas.fill((low.min(high - 4), top), (high.max(low + 4), bottom), BAND)?;
    let x = scale.at(quantity.value);
    canvas.dashed_line((x, top), (x, bottom), colour::CLAIM)
}

fn draw_value_axis(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    scale: &ValueScale,
    top: i32,
    axis: i32,
) -> Result<()> {
    for tick in scale.ticks() {
        let x = scale.at(tick);
        canvas.line(&[(x, top), (x, axis)], colour::HAIRLINE, 2)?;
        canvas.text((x, axis + 36), &subject.wording.number(tick), Type::SMALL, Align::Middle)?;
    }
    canvas.line(&[(PLOT_START, axis), (PLOT_END, axis)], colour::FAINT, 2)
}

fn draw_claim_row(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    scale: &ValueScale,
    quantity: &Quantity,
    y: i32,
) -> Result<()> {
    let set = Type { bold: true, ..Type::BODY }.coloured(colour::CLAIM);
    canvas.text((MARGIN, y), &subject.wording.text("chart.article_row"), set, Align::Start)?;
    let x = scale.at(quantity.value);
    canvas.fill((x - 16, y - 16), (x + 16, y + 16), colour::CLAIM)?;
    let value = subject.wording.number(quantity.value);
    canvas.text((x + 30, y), &value, Type::VALUE.coloured(colour::CLAIM), Align::Start)
}

fn draw_reference(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    scale: &ValueScale,
    row: &EvidenceRow,
    y: i32,
) -> Result<()> {
    let wording = subject.wording;
    let value = row.figure.unwrap_or_default();
    let (low, high) = (row.low.unwrap_or(value), row.high.unwrap_or(value));
    let comparable = row.comparable != Comparable::No;
    let ink = if comparable { colour::INK } else { colour::MUTED };
    let room = GUTTER - 40;
    let name = wrapped(subject.package.counted_by(&row.dataset, &row.series), Type::BODY, room, 1);
    canvas.lines(
        (MARGIN, y - 20),
        &name,
        Type { bold: comparable, ..Type::BODY }.coloured(ink),
        Align::Start,
    )?;
    let slice = wrapped(&wording.slice(&SliceWords::read(&row.query)), Type::SMALL, room, 1);
    canvas.lines((MARGIN, y + 24), &slice, Type::SMALL, Align::Start)?;

    let label = wording.estimate(value, low, high);
    let set = Type { bold: comparable, ..Type::BODY }.coloured(ink);
    if !scale.holds(value) {
        let end = PLOT_END;
        canvas.line(&[(end - 26, y - 14), (end - 8, y), (end - 26, y + 14)], ink, 4)?;
        return canvas.text_on_paper((end - 44, y), &label, set, Align::End);
    }
    let x = scale.at(value);
    if high > low {
        canvas.line(&[(scale.at(low), y), (scale.at(high), y)], ink, 6)?;
    }
    canvas.disc((x, y), 14, if comparable { ink } else { colour::REFERENCE }, comparable)?;
    let after = scale.at(high).max(x) + 30;
    if after + text_width(&label, set) <= WIDTH - MARGIN / 2 {
        canvas.text_on_paper((after, y), &label, set, Align::Start)
    } else {
        canvas.text_on_paper((scale.at(low).min(x) - 30, y), &label, set, Align::End)
    }
}

fn description(subject: &Subject<'_>, frame: &Frame, rows: &[&EvidenceRow]) -> String {
    let wording = subject.wording;
    let mut parts = vec![frame.title.clone()];
    for row in rows {
        let value = row.figure.unwrap_or_default();
        let figure = wording.estimate(value, row.low.unwrap_or(value), row.high.unwrap_or(value));
        let counted_by = subject.package.counted_by(&row.dataset, &row.series);
        parts.push(format!("{counted_by}: {figure} ({})", wording.comparability(row)));
    }
    parts.join(". ")
}
