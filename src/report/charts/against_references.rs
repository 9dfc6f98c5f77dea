//! A claim beside the references: every figure on one axis, the claim as a band across all of them.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use super::frame::{Frame, Key, VALUE_AXIS, draw_value_axis};
use super::scale::ValueScale;
use super::{Chart, Subject};
use crate::check::{Comparable, EvidenceRow};
use crate::claim::{Bound, Quantity};
use crate::error::Result;
use crate::report::query::SliceWords;

const GUTTER: i32 = 640;
const PLOT_START: i32 = MARGIN + GUTTER;
const PLOT_END: i32 = WIDTH - MARGIN - 170;
const ROW: i32 = 94;
const GROUP_HEAD: i32 = 76;
const MOST_ROWS: usize = 8;
/// A figure that cannot be compared does not stretch the axis further than this many times the claim.
const MOST_TIMES_THE_CLAIM: f64 = 6.0;

/// Draws the claim beside the figures that the series have, where there are any.
pub(super) fn draw(subject: &Subject<'_>) -> Result<Option<Chart>> {
    let Some(quantity) = subject.claim.row.quantity() else { return Ok(None) };
    if subject.is_shown_beside_another() && !subject.claim.is_flagged() {
        return Ok(None);
    }
    // What counts something else, or in another unit, has no place on the same axis.
    let with_figures =
        || subject.claim.evidence.iter().filter(|row| row.figure.is_some() && subject.claim.is_near(row));
    let of_kind = |comparable: bool| -> Vec<&EvidenceRow> {
        let rows = with_figures().filter(|row| (row.comparable != Comparable::No) == comparable);
        rows.take(MOST_ROWS).collect()
    };
    let (comparable, incomparable) = (of_kind(true), of_kind(false));
    match (comparable.len(), incomparable.is_empty()) {
        (0, true) => return Ok(None),
        // Two equal numbers need no picture.
        (1, true) if !subject.wording.differs(comparable[0]) => return Ok(None),
        _ => {}
    }
    let scale = ValueScale::new(PLOT_START, PLOT_END, largest(&quantity, &comparable, &incomparable));
    let stand_on_it = incomparable.iter().filter(|row| row.figure.is_some_and(|value| scale.holds(value)));
    // Arrows that point beyond the axis show nothing.
    if comparable.is_empty() && stand_on_it.count() * 2 < incomparable.len() {
        return Ok(None);
    }
    let frame = frame(subject, &comparable, &incomparable);
    let group_head = if incomparable.is_empty() { 0 } else { GROUP_HEAD };
    let rows = comparable.len() + incomparable.len() + 1;
    let plot_height = ROW * rows as i32 + group_head + VALUE_AXIS;
    let plot = Plot { subject, scale, claimed: &quantity };
    let chart = frame.chart("against-references", subject.wording, plot_height, |canvas, top, bottom| {
        let axis = bottom - VALUE_AXIS;
        plot.draw_claim_band(canvas, top + ROW / 2, axis)?;
        draw_value_axis(canvas, subject.wording, &plot.scale, top, axis)?;
        let x = plot.scale.at(quantity.value);
        canvas.dashed_line((x, top + ROW / 2), (x, axis), colour::CLAIM)?;
        let mut y = top + ROW / 2;
        plot.draw_claim_row(canvas, y)?;
        for row in &comparable {
            y += ROW;
            plot.draw_reference(canvas, row, y)?;
        }
        if !incomparable.is_empty() {
            let head = y + ROW / 2 + GROUP_HEAD / 2;
            canvas.line(&[(MARGIN, head - 36), (WIDTH - MARGIN, head - 36)], colour::HAIRLINE, 2)?;
            let words = subject.wording.text("chart.incomparable");
            canvas.text((MARGIN, head + 4), &words, Type { bold: true, ..Type::SMALL }, Align::Start)?;
            y += GROUP_HEAD;
        }
        for row in &incomparable {
            y += ROW;
            plot.draw_reference(canvas, row, y)?;
        }
        Ok(())
    });
    chart.map(Some)
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
        let source = subject.counted_by(row);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let claim = wording.claim(subject.claim.row);
    let title = wording.fill("chart.against_title", &[("claim", claim)]);
    let mut frame = Frame::of(subject, title, &sources);
    if let Some(period) = subject.claim.row.period() {
        let values = [("before", frame.subtitle), ("period", wording.period(&period))];
        frame.subtitle = wording.fill("chart.subtitle_period", &values);
    }
    frame.told = [comparable, incomparable].concat().iter().map(|row| told(subject, row)).collect();
    frame.legend.push((Key::Field(colour::CLAIM), wording.text("chart.claimed")));
    if !comparable.is_empty() {
        frame.legend.push((Key::Disc(colour::INK), wording.code("comparable", Comparable::Yes.code())));
    }
    if !incomparable.is_empty() {
        frame.legend.push((Key::Ring(colour::REFERENCE), wording.code("comparable", Comparable::No.code())));
    }
    frame
}

/// What is drawn between the frame's edges.
struct Plot<'a> {
    subject: &'a Subject<'a>,
    scale: ValueScale,
    claimed: &'a Quantity,
}

impl Plot<'_> {
    /// The claim's interval across all rows; a hedge that is open upwards reaches to the axis' end.
    fn draw_claim_band(&self, canvas: &Canvas<'_>, top: i32, bottom: i32) -> Result<()> {
        const BAND: plotters::style::RGBColor = plotters::style::RGBColor(226, 236, 245);
        let (scale, claimed) = (&self.scale, self.claimed);
        let (low, high) = match claimed.bound {
            Bound::AtLeast | Bound::MoreThan => (scale.at(claimed.value), PLOT_END),
            Bound::AtMost | Bound::LessThan => (PLOT_START, scale.at(claimed.value)),
            _ => (scale.at(claimed.low), scale.at(claimed.high)),
        };
        canvas.fill((low.min(high - 4), top), (high.max(low + 4), bottom), BAND)
    }

    fn draw_claim_row(&self, canvas: &Canvas<'_>, y: i32) -> Result<()> {
        let set = Type { bold: true, ..Type::BODY }.coloured(colour::CLAIM);
        let wording = self.subject.wording;
        canvas.text((MARGIN, y), &wording.text("chart.article_row"), set, Align::Start)?;
        let x = self.scale.at(self.claimed.value);
        canvas.fill((x - 16, y - 16), (x + 16, y + 16), colour::CLAIM)?;
        let value = wording.amount(self.subject.claim.row.unit, self.claimed.value);
        canvas.text((x + 30, y), &value, Type::VALUE.coloured(colour::CLAIM), Align::Start)
    }

    fn draw_reference(&self, canvas: &Canvas<'_>, row: &EvidenceRow, y: i32) -> Result<()> {
        let comparable = row.comparable != Comparable::No;
        let ink = if comparable { colour::INK } else { colour::MUTED };
        let room = GUTTER - 40;
        let counted_by = self.subject.counted_by(row);
        let roomy = Type { bold: comparable, ..Type::BODY };
        let fits = text_width(&counted_by, roomy) <= room;
        let name = Type { size: if fits { roomy.size } else { Type::SMALL.size }, ..roomy }.coloured(ink);
        canvas.lines((MARGIN, y - 18), &wrapped(&counted_by, name, room, 1), name, Align::Start)?;
        if let Some(counting) = self.subject.counting(row) {
            let after = text_width(&counted_by, name) + 22;
            if after + text_width(&counting, Type::SMALL) <= room {
                canvas.text((MARGIN + after, y - 16), &counting, Type::SMALL, Align::Start)?;
            }
        }
        let slice = wrapped(&self.slice(row), Type::SMALL, room, 1);
        canvas.lines((MARGIN, y + 22), &slice, Type::SMALL, Align::Start)?;

        let value = row.figure.unwrap_or_default();
        let (low, high) = (row.low.unwrap_or(value), row.high.unwrap_or(value));
        let label = self.subject.estimate(row);
        let set = Type { bold: comparable, ..Type::BODY }.coloured(ink);
        let scale = &self.scale;
        if !scale.holds(value) {
            let end = PLOT_END;
            canvas.line(&[(end - 72, y), (end - 8, y)], ink, 4)?;
            canvas.line(&[(end - 26, y - 13), (end - 8, y), (end - 26, y + 13)], ink, 4)?;
            return canvas.text_on_paper((end - 92, y), &label, set, Align::End);
        }
        let x = scale.at(value);
        if high > low {
            canvas.line(&[(scale.at(low), y), (scale.at(high), y)], ink, 6)?;
        }
        canvas.disc((x, y), 14, if comparable { ink } else { colour::REFERENCE }, comparable)?;
        match self.side_of_label(text_width(&label, set), scale.at(low).min(x), scale.at(high).max(x)) {
            (x, align) if comparable => canvas.text_on_paper((x, y), &label, set, align),
            (x, align) => canvas.text((x, y), &label, set, align),
        }
    }

    /// Where a value's label stands: after its mark, or before it where it would run off the sheet or through
    /// the claim's line.
    fn side_of_label(&self, width: i32, from: i32, to: i32) -> (i32, Align) {
        const GAP: i32 = 30;
        let claimed = self.scale.at(self.claimed.value);
        let crosses = |start: i32, end: i32| start - 8 < claimed && claimed < end + 8;
        let after = (to + GAP, to + GAP + width);
        let before = (from - GAP - width, from - GAP);
        let after_fits = after.1 <= WIDTH - MARGIN / 2;
        let before_fits = before.0 >= PLOT_START + 8;
        if before_fits && (!after_fits || (crosses(after.0, after.1) && !crosses(before.0, before.1))) {
            (before.1, Align::End)
        } else {
            (after.0, Align::Start)
        }
    }

    /// Where and when a series counted, and what, where that is not what the claim counts.
    fn slice(&self, row: &EvidenceRow) -> String {
        let wording = self.subject.wording;
        let slice = SliceWords::read(&row.query);
        if slice.measure == self.subject.claim.row.measure.as_str() {
            wording.where_and_when(&slice)
        } else {
            wording.slice(&slice)
        }
    }
}

fn told(subject: &Subject<'_>, row: &EvidenceRow) -> String {
    let comparability = subject.wording.comparability(row);
    format!("{}: {} ({comparability})", subject.counted_by(row), subject.estimate(row))
}
