//! One claim across articles: who tells which number.

use super::Chart;
use super::canvas::{Align, MARGIN, Type, WIDTH, colour, wrapped};
use super::frame::{Frame, Key, VALUE_AXIS, draw_value_axis};
use super::scale::ValueScale;
use crate::error::Result;
use crate::report::wording::Wording;

const GUTTER: i32 = 760;
const PLOT_START: i32 = MARGIN + GUTTER;
const PLOT_END: i32 = WIDTH - MARGIN - 150;
const ROW: i32 = 92;
const MOST_ROWS: usize = 14;

/// A number as one article tells it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Telling {
    pub article: String,
    pub when: String,
    pub value: f64,
    /// Whether it is the number that most tell.
    pub same: bool,
}

/// Draws the tellings of one claim, in the order given.
pub(in crate::report) fn across_outlets(
    wording: Wording<'_>,
    claim: &str,
    tellings: &[Telling],
) -> Result<Option<Chart>> {
    if tellings.len() < 2 {
        return Ok(None);
    }
    let tellings = &tellings[..tellings.len().min(MOST_ROWS)];
    let title = wording.fill("chart.outlets_title", &[("claim", claim.to_owned())]);
    let legend = vec![
        (Key::Disc(colour::CLAIM), wording.text("cluster.same")),
        (Key::Disc(colour::PACE), wording.text("cluster.differs")),
    ];
    let told = |telling: &Telling| format!("{}: {}", telling.article, wording.number(telling.value));
    let told = tellings.iter().map(told).collect();
    let frame = Frame { title, subtitle: String::new(), legend, source: String::new(), told };
    let most = tellings.iter().map(|telling| telling.value).fold(0.0, f64::max);
    let scale = ValueScale::new(PLOT_START, PLOT_END, most);
    let plot_height = ROW * tellings.len() as i32 + VALUE_AXIS;
    let chart = frame.chart("across-outlets", wording, plot_height, |canvas, top, bottom| {
        draw_value_axis(canvas, wording, &scale, top, bottom - VALUE_AXIS)?;
        for (index, telling) in tellings.iter().enumerate() {
            let y = top + ROW * index as i32 + ROW / 2;
            let article = wrapped(&telling.article, Type::BODY, GUTTER - 30, 1);
            canvas.lines((MARGIN, y - 18), &article, Type::BODY, Align::Start)?;
            canvas.text((MARGIN, y + 22), &telling.when, Type::SMALL, Align::Start)?;
            let (x, ink) = (scale.at(telling.value), if telling.same { colour::CLAIM } else { colour::PACE });
            canvas.line(&[(PLOT_START, y), (x, y)], ink, 3)?;
            canvas.disc((x, y), 15, ink, true)?;
            let value = wording.number(telling.value);
            canvas.text((x + 30, y), &value, Type::VALUE.coloured(ink), Align::Start)?;
        }
        Ok(())
    });
    chart.map(Some)
}
