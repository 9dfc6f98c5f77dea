//! Numbers over time: each bar is as high as its number and as wide as the period it covers.
//!
//! Six months against twelve can be seen: the text's numbers stand in the first row, beside what the claim
//! comes to at the same pace; the references stand below, on the same two scales.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use super::frame::{Frame, Key};
use super::scale::TimeScale;
use super::{Chart, Subject};
use crate::check::Comparable;
use crate::claim::{ClaimRow, Period, shifted};
use crate::error::Result;
use crate::report::query::SliceWords;
use jiff::ToSpan;

const GUTTER: i32 = 300;
const PLOT_START: i32 = MARGIN + GUTTER;
const PLOT_END: i32 = WIDTH - MARGIN - 20;
/// The height of the highest bar.
const BAR_HEIGHT: f64 = 290.0;
/// The height that the text's highest bar has at least, however high the references'.
const LEAST_CLAIM_HEIGHT: f64 = 150.0;
const HEAD_ROOM: i32 = 66;
const LINE_BELOW: i32 = 50;
const LANE_GAP: i32 = 20;
const AXIS_HEIGHT: i32 = 66;
const MOST_SERIES: usize = 5;
/// What part of the claim's number the highest bar of a series must have that cannot be set against the claim: a lower
/// one would be a line on the axis, which shows nothing.
const LEAST_SHARE: f64 = 0.01;

/// A number and the period it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bar {
    period: Period,
    value: f64,
    low: f64,
    high: f64,
}

/// A series' figures, one row of the chart.
#[derive(Debug, Clone, PartialEq)]
struct SeriesRow {
    counted_by: String,
    counts: String,
    comparable: bool,
    bars: Vec<Bar>,
}

impl SeriesRow {
    fn is_seen_beside(&self, claimed: &Bar) -> bool {
        self.bars.iter().any(|bar| bar.high >= claimed.value * LEAST_SHARE)
    }
}

/// What is drawn.
struct Picture {
    claimed: Vec<Bar>,
    pace: Option<Bar>,
    series: Vec<SeriesRow>,
}

/// Draws the claim over time, where there is more than one period to show.
pub(super) fn draw(subject: &Subject<'_>) -> Result<Option<Chart>> {
    let Some(picture) = picture(subject) else { return Ok(None) };
    let periods: Vec<Period> = picture.bars().map(|bar| bar.period).collect();
    let Some(time) = TimeScale::new(PLOT_START, PLOT_END, &periods) else { return Ok(None) };
    let frame = frame(subject, &picture);
    let scale = picture.pixels_per_unit();

    let claim_row_height = picture.article_height(scale) + HEAD_ROOM + LINE_BELOW + LANE_GAP;
    let lanes = lanes(&picture.series);
    let lanes_height: i32 = lanes.iter().map(|lane| lane_height(lane, scale)).sum();
    let plot_height = claim_row_height + lanes_height + AXIS_HEIGHT;
    let chart = frame.chart("over-time", subject.wording, plot_height, |canvas, top, bottom| {
        draw_time_axis(canvas, subject, &time, top, bottom - AXIS_HEIGHT)?;
        let mut below = top + claim_row_height;
        draw_article_row(canvas, subject, &picture, &time, below - LINE_BELOW - LANE_GAP, scale)?;
        for lane in &lanes {
            below += lane_height(lane, scale);
            draw_lane(canvas, subject, lane, &time, below, scale)?;
        }
        Ok(())
    });
    chart.map(Some)
}

fn picture(subject: &Subject<'_>) -> Option<Picture> {
    let claim = subject.claim;
    let own = bar_of(claim.row)?;
    if subject.is_shown_beside_another() {
        return None;
    }
    let mut claimed = vec![own];
    let other = claim.compared_to.and_then(bar_of);
    claimed.extend(other);
    let pace = other.zip(claim.number("pace")).map(|(other, value)| Bar {
        period: stretched(&own.period, &other.period),
        value,
        low: value,
        high: value,
    });
    let picture = Picture { claimed, pace, series: series_rows(subject, &own) };
    let first = picture.claimed[0].period;
    let differ = picture.bars().any(|bar| bar.period != first);
    differ.then_some(picture)
}

/// Whether a claim and the one it is compared to can stand in one chart.
pub(super) fn shows_both(claim: &ClaimRow, other: &ClaimRow) -> bool {
    bar_of(claim).is_some() && bar_of(other).is_some()
}

/// The period that begins where `period` does and is as long as `other`.
fn stretched(period: &Period, other: &Period) -> Period {
    let after = match other.whole_months() {
        Some(months) => shifted(period.start, months.months()),
        None => shifted(period.start, other.days().days()),
    };
    Period::span(period.start, shifted(after, (-1).days()))
}

fn bar_of(claim: &ClaimRow) -> Option<Bar> {
    let quantity = claim.quantity().filter(|quantity| quantity.value >= 0.0)?;
    let is_amount = matches!(
        quantity.unit,
        crate::claim::Unit::Count | crate::claim::Unit::Money | crate::claim::Unit::Other
    );
    let period = claim.period().filter(|_| is_amount)?;
    Some(Bar { period, value: quantity.value, low: quantity.low, high: quantity.high })
}

fn series_rows(subject: &Subject<'_>, own: &Bar) -> Vec<SeriesRow> {
    let claim = subject.claim;
    let mut rows: Vec<((&str, &str), SeriesRow)> = Vec::new();
    for figure in claim.timeline {
        let bar = Bar {
            period: Period::span(figure.period_start, figure.period_end),
            value: figure.value,
            low: figure.low,
            high: figure.high,
        };
        let key = (&*figure.dataset, &*figure.series);
        if let Some((_, row)) = rows.iter_mut().find(|(known, _)| *known == key) {
            row.bars.push(bar);
            continue;
        }
        let evidence =
            subject.evidence_of_both().filter(|row| *row.dataset == *key.0 && *row.series == *key.1);
        let evidence = evidence.min_by_key(|row| row.comparable);
        // What counts something else, elsewhere or in another unit has no place on the same scale.
        if evidence.is_some_and(|row| !claim.is_near(row)) {
            continue;
        }
        let slice = evidence.map(|evidence| SliceWords::read(&evidence.query));
        rows.push((
            key,
            SeriesRow {
                counted_by: subject.wording.counted_by(subject.package, key.0, key.1),
                counts: slice.map_or_else(String::new, |slice| {
                    subject.wording.slice(&SliceWords { period: None, ..slice })
                }),
                comparable: evidence.is_some_and(|row| row.comparable != Comparable::No),
                bars: vec![bar],
            },
        ));
    }
    let mut rows: Vec<SeriesRow> = rows.into_iter().map(|(_, row)| row).collect();
    if rows.iter().any(|row| row.comparable) {
        rows.retain(|row| row.comparable);
    } else {
        rows.retain(|row| row.is_seen_beside(own));
    }
    rows.truncate(MOST_SERIES);
    for row in &mut rows {
        row.bars.sort_by_key(|bar| bar.period);
    }
    rows
}

/// Series whose figures do not overlap in time share a lane.
fn lanes(series: &[SeriesRow]) -> Vec<Vec<&SeriesRow>> {
    let extent = |row: &SeriesRow| {
        let start = row.bars.iter().map(|bar| bar.period.start).min();
        start.zip(row.bars.iter().map(|bar| bar.period.end).max())
    };
    let overlap = |one: &SeriesRow, other: &SeriesRow| match (extent(one), extent(other)) {
        (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
        _ => false,
    };
    let mut lanes: Vec<Vec<&SeriesRow>> = Vec::new();
    for row in series {
        match lanes.iter_mut().find(|lane| lane.iter().all(|other| !overlap(row, other))) {
            Some(lane) => lane.push(row),
            None => lanes.push(vec![row]),
        }
    }
    lanes
}

/// Lines below a lane: who counted, and what, where that is not what the claim counts.
fn lines_below(lane: &[&SeriesRow]) -> i32 {
    if lane.iter().all(|row| row.comparable) { 1 } else { 2 }
}

fn lane_height(lane: &[&SeriesRow], scale: f64) -> i32 {
    let bars = highest(lane.iter().flat_map(|row| &row.bars));
    pixels(bars, scale) + HEAD_ROOM + LINE_BELOW * lines_below(lane) + LANE_GAP
}

fn highest<'a>(bars: impl Iterator<Item = &'a Bar>) -> f64 {
    bars.map(|bar| bar.high.max(bar.value)).fold(0.0, f64::max)
}

fn pixels(value: f64, scale: f64) -> i32 {
    ((value * scale).min(BAR_HEIGHT).round() as i32).max(3)
}

impl Picture {
    fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.claimed.iter().chain(&self.pace).chain(self.series.iter().flat_map(|row| &row.bars))
    }

    fn article_height(&self, scale: f64) -> i32 {
        pixels(highest(self.claimed.iter().chain(&self.pace)), scale)
    }

    /// One scale for all rows: the highest bar of all, unless that would flatten the text's own.
    fn pixels_per_unit(&self) -> f64 {
        let claimed = highest(self.claimed.iter().chain(&self.pace)).max(f64::MIN_POSITIVE);
        let all = highest(self.bars()).max(claimed);
        (BAR_HEIGHT / all).max(LEAST_CLAIM_HEIGHT / claimed)
    }
}

fn frame(subject: &Subject<'_>, picture: &Picture) -> Frame {
    let wording = subject.wording;
    let claim = subject.claim.row;
    let mut values = vec![("claim", wording.claim(claim))];
    let title = match (subject.claim.compared_to, picture.claimed.get(1)) {
        (Some(other), Some(bar)) => {
            values.push(("length", wording.length(&picture.claimed[0].period)));
            values.push(("other", wording.claim_value(other)));
            values.push(("other_length", wording.length(&bar.period)));
            wording.fill("chart.compared_title", &values)
        }
        _ => wording.fill("chart.over_time_title", &values),
    };
    let mut sources: Vec<String> = Vec::new();
    for row in &picture.series {
        if !sources.contains(&row.counted_by) {
            sources.push(row.counted_by.clone());
        }
    }
    let mut frame = Frame::of(subject, title, &sources);
    frame.told = told(subject, picture);
    frame.legend.push((Key::Field(colour::CLAIM), wording.text("chart.claimed")));
    if picture.pace.is_some() {
        frame.legend.push((Key::Dashed(colour::PACE), wording.text("chart.pace")));
    }
    if !picture.series.is_empty() {
        frame.legend.push((Key::Field(colour::REFERENCE_FILL), wording.text("chart.reference")));
    }
    let note = [("before", frame.subtitle), ("note", wording.text("chart.width_note"))];
    frame.subtitle = wording.fill("chart.subtitle_note", &note);
    frame
}

fn draw_time_axis(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    time: &TimeScale,
    top: i32,
    axis: i32,
) -> Result<()> {
    canvas.line(&[(PLOT_START, axis), (PLOT_END, axis)], colour::FAINT, 2)?;
    let mut free_from = i32::MIN;
    for tick in time.ticks() {
        let x = time.at(tick);
        canvas.line(&[(x, top), (x, axis + 12)], colour::HAIRLINE, 2)?;
        let label = match time.marks_years() {
            true => tick.year().to_string(),
            false => subject.wording.month_of_year(tick),
        };
        let half = text_width(&label, Type::SMALL) / 2;
        if x - half > free_from && x + half <= WIDTH - MARGIN / 4 {
            canvas.text((x, axis + 40), &label, Type::SMALL, Align::Middle)?;
            free_from = x + half + 44;
        }
    }
    Ok(())
}

fn draw_article_row(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    picture: &Picture,
    time: &TimeScale,
    base: i32,
    scale: f64,
) -> Result<()> {
    let wording = subject.wording;
    if let Some(pace) = &picture.pace {
        let (from, to) = time.extent(&pace.period);
        let top = base - pixels(pace.value, scale);
        canvas.fill((from, top), (to, base), colour::PACE_FILL)?;
        canvas.dashed_bar((from, top), (to, base), colour::PACE)?;
        let values = [("value", wording.number(pace.value)), ("length", wording.length(&pace.period))];
        let label = wording.fill("chart.pace_label", &values);
        let set = Type { size: 36, bold: true, colour: colour::PACE };
        draw_within_sheet(canvas, (from + to) / 2, top - 32, &label, set)?;
    }
    for bar in &picture.claimed {
        let (from, to) = wide_enough(time.extent(&bar.period));
        let top = base - pixels(bar.value, scale);
        canvas.fill((from + 2, top), (to - 2, base), colour::CLAIM)?;
        let middle = (from + to) / 2;
        draw_within_sheet(canvas, middle, top - 32, &wording.number(bar.value), Type::VALUE)?;
        let length = wording.length(&bar.period);
        draw_within_sheet(canvas, middle, base + 30, &length, Type::SMALL.coloured(colour::CLAIM))?;
    }
    canvas.line(&[(MARGIN, base), (PLOT_END, base)], colour::FAINT, 2)?;
    draw_row_name(canvas, &wording.text("chart.article_row"), base)
}

fn draw_lane(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    lane: &[&SeriesRow],
    time: &TimeScale,
    below: i32,
    scale: f64,
) -> Result<()> {
    let base = below - LINE_BELOW * lines_below(lane) - LANE_GAP;
    for row in lane {
        draw_series(canvas, subject, row, time, base, scale)?;
    }
    canvas.line(&[(MARGIN, base), (PLOT_END, base)], colour::HAIRLINE, 2)?;
    draw_row_name(canvas, &subject.wording.text("chart.references_row"), base)
}

fn draw_row_name(canvas: &Canvas<'_>, name: &str, base: i32) -> Result<()> {
    let set = Type { bold: true, ..Type::BODY };
    let lines = wrapped(name, set, GUTTER - 30, 2);
    let first = base + 20 - set.size * 7 / 5 * lines.len() as i32;
    canvas.lines((MARGIN, first), &lines, set, Align::Start)?;
    Ok(())
}

fn draw_series(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    row: &SeriesRow,
    time: &TimeScale,
    base: i32,
    scale: f64,
) -> Result<()> {
    let mut extent = (i32::MAX, i32::MIN);
    for bar in &row.bars {
        let (from, to) = wide_enough(time.extent(&bar.period));
        extent = (extent.0.min(from), extent.1.max(to));
        let top = base - pixels(bar.value, scale);
        canvas.fill((from + 2, top), (to - 2, base), colour::REFERENCE_FILL)?;
        let outline = [(from + 2, base), (from + 2, top), (to - 2, top), (to - 2, base)];
        canvas.line(&outline, colour::REFERENCE, 3)?;
        let middle = (from + to) / 2;
        if bar.high > bar.low {
            let (low, high) = (base - pixels(bar.low, scale), base - pixels(bar.high, scale));
            canvas.line(&[(middle, low), (middle, high)], colour::MUTED, 4)?;
        }
        if bar.value * scale > BAR_HEIGHT {
            let cut = base - BAR_HEIGHT as i32 / 2;
            canvas.fill((from - 4, cut - 7), (to + 4, cut + 7), colour::PAPER)?;
        }
    }
    draw_values(canvas, subject, row, time, base, scale)?;
    let middle = (extent.0 + extent.1) / 2;
    let room = (extent.1 - extent.0).max(420);
    let ink = Type::SMALL.coloured(colour::INK);
    for line in wrapped(&row.counted_by, ink, room, 1) {
        draw_within_sheet(canvas, middle, base + 28, &line, ink)?;
    }
    if !row.comparable {
        for line in wrapped(&row.counts, Type::SMALL, room, 1) {
            draw_within_sheet(canvas, middle, base + 28 + LINE_BELOW, &line, Type::SMALL)?;
        }
    }
    Ok(())
}

/// Writes the values above a series' bars: those that have room, and the highest in any case.
fn draw_values(
    canvas: &Canvas<'_>,
    subject: &Subject<'_>,
    row: &SeriesRow,
    time: &TimeScale,
    base: i32,
    scale: f64,
) -> Result<()> {
    let set = Type::BODY.coloured(colour::MUTED);
    let highest = highest_bar(&row.bars);
    let label = |bar: &Bar| subject.wording.number(bar.value);
    let room = |bar: &Bar| time.extent(&bar.period).1 - time.extent(&bar.period).0;
    let all_fit = row.bars.iter().all(|bar| text_width(&label(bar), set) + 10 <= room(bar));
    let few = row.bars.len() <= 3 && row.bars.iter().all(|bar| text_width(&label(bar), set) < 3 * room(bar));
    for bar in row.bars.iter().filter(|bar| all_fit || few || Some(*bar) == highest) {
        let (from, to) = time.extent(&bar.period);
        let top = base - pixels(bar.high.max(bar.value), scale);
        draw_within_sheet(canvas, (from + to) / 2, top - 30, &label(bar), set)?;
    }
    Ok(())
}

fn highest_bar(bars: &[Bar]) -> Option<&Bar> {
    bars.iter().max_by(|one, other| one.value.total_cmp(&other.value))
}

/// A label that is drawn around a point but never beyond the plot's sides.
fn draw_within_sheet(canvas: &Canvas<'_>, x: i32, y: i32, label: &str, set: Type) -> Result<()> {
    let half = text_width(label, set) / 2;
    let most = WIDTH - MARGIN / 2 - half;
    let x = x.clamp((PLOT_START + half).min(most), most);
    canvas.text((x, y), label, set, Align::Middle)
}

/// A bar of a day in years would vanish.
fn wide_enough((from, to): (i32, i32)) -> (i32, i32) {
    if to - from >= 6 { (from, to) } else { ((from + to) / 2 - 3, (from + to) / 2 + 3) }
}

fn told(subject: &Subject<'_>, picture: &Picture) -> Vec<String> {
    let wording = subject.wording;
    let tell = |who: &str, bar: &Bar| {
        let separator = wording.labels.text("list.separator");
        format!("{who}: {}{separator}{}", wording.number(bar.value), wording.period(&bar.period))
    };
    let article = wording.text("chart.article_row");
    let pace = wording.text("chart.pace");
    let mut told: Vec<String> = picture.claimed.iter().map(|bar| tell(&article, bar)).collect();
    told.extend(picture.pace.iter().map(|bar| tell(&pace, bar)));
    for row in &picture.series {
        told.extend(row.bars.iter().map(|bar| tell(&row.counted_by, bar)));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_a_thousand_times_smaller_is_not_seen_beside_the_claim() {
        let bar = |value: f64| Bar { period: Period::year(2018), value, low: value, high: value };
        let row = |values: &[f64]| SeriesRow {
            counted_by: String::new(),
            counts: String::new(),
            comparable: false,
            bars: values.iter().map(|value| bar(*value)).collect(),
        };
        assert!(!row(&[25.0, 149.0]).is_seen_beside(&bar(2_000_000.0)));
        assert!(row(&[25.0, 149.0]).is_seen_beside(&bar(200.0)));
        assert!(row(&[2_000_000.0]).is_seen_beside(&bar(149.0)));
    }
}
