//! Claims by month of publication, each column stacked by outcome.

use super::Chart;
use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width};
use super::frame::{Frame, Key};
use super::scale::ValueScale;
use crate::check::Outcome;
use crate::error::Result;
use crate::report::wording::Wording;
use plotters::style::RGBColor;

const PLOT_START: i32 = MARGIN + 90;
const PLOT_END: i32 = WIDTH - MARGIN;
const PLOT_HEIGHT: i32 = 280;
const AXIS_HEIGHT: i32 = 80;
const HEAD_ROOM: i32 = 30;

/// A month and how many of its claims came to each outcome, in the order of [`Outcome::ALL`].
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct MonthTally {
    pub month: String,
    pub claims: [usize; 4],
}

fn ink(outcome: Outcome) -> RGBColor {
    match outcome {
        Outcome::Agrees => RGBColor(27, 122, 104),
        Outcome::Discrepancy => RGBColor(176, 42, 36),
        Outcome::Misleading => RGBColor(214, 146, 30),
        Outcome::NotCheckable => RGBColor(172, 180, 190),
    }
}

/// The least room between two names.
const NAMES_APART: i32 = 16;

/// Draws the months in the order given, where there are two or more.
pub(in crate::report) fn by_month(wording: Wording<'_>, months: &[MonthTally]) -> Result<Option<Chart>> {
    if months.len() < 2 {
        return Ok(None);
    }
    let legend = Outcome::ALL
        .iter()
        .map(|outcome| (Key::Field(ink(*outcome)), wording.code("outcome", outcome.code())))
        .collect();
    let title = wording.text("chart.months_title");
    let total = |month: &MonthTally| month.claims.iter().sum::<usize>();
    let told = months.iter().map(|month| format!("{}: {}", month.month, total(month))).collect();
    let frame = Frame { title, subtitle: String::new(), legend, source: String::new(), told };
    let most = months.iter().map(total).max().unwrap_or_default() as f64;
    let plot_height = HEAD_ROOM + PLOT_HEIGHT + AXIS_HEIGHT;
    let chart = frame.chart("by-month", wording, plot_height, |canvas, _, bottom| {
        let axis = bottom - AXIS_HEIGHT;
        let scale = ValueScale::new(axis, axis - PLOT_HEIGHT, most);
        for tick in scale.ticks() {
            let y = scale.at(tick);
            canvas.line(&[(PLOT_START, y), (PLOT_END, y)], colour::HAIRLINE, 2)?;
            canvas.text((PLOT_START - 20, y), &wording.number(tick), Type::SMALL, Align::End)?;
        }
        draw_columns(canvas, months, &scale, axis)?;
        canvas.line(&[(PLOT_START, axis), (PLOT_END, axis)], colour::FAINT, 2)
    });
    chart.map(Some)
}

/// A column for each month, as many of their names below as have room beside the last: the end of an axis is read
/// first, and the column of what has no date is the last.
fn draw_columns(canvas: &Canvas<'_>, months: &[MonthTally], scale: &ValueScale, axis: i32) -> Result<()> {
    let slot = (PLOT_END - PLOT_START) / months.len() as i32;
    let half = (slot * 3 / 10).clamp(4, 90);
    let middle_of = |index: usize| PLOT_START + slot * index as i32 + slot / 2;
    let reach_of = |month: &MonthTally| text_width(&month.month, Type::SMALL) / 2;
    let last = months.len() - 1;
    let (mut free_from, free_to) = (i32::MIN, middle_of(last) - reach_of(&months[last]) - NAMES_APART);
    for (index, month) in months.iter().enumerate() {
        let middle = middle_of(index);
        let mut below = 0;
        for (outcome, count) in Outcome::ALL.iter().zip(month.claims) {
            let (bottom, top) = (scale.at(f64::from(below)), scale.at(f64::from(below) + count as f64));
            if count > 0 {
                canvas.fill((middle - half, top), (middle + half, bottom - 2), ink(*outcome))?;
            }
            below += u32::try_from(count).unwrap_or(u32::MAX - below);
        }
        let reach = reach_of(month);
        if index == last || (middle - reach > free_from && middle + reach <= free_to) {
            canvas.text((middle, axis + 40), &month.month, Type::SMALL, Align::Middle)?;
            free_from = middle + reach + NAMES_APART;
        }
    }
    Ok(())
}
