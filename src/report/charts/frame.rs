//! What every chart has around its picture: title, line below it, legend, source line, axes.

use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, unbroken, wrapped};
use super::scale::ValueScale;
use super::{Chart, Subject};
use crate::error::Result;
use crate::report::wording::{Wording, isolated};
use plotters::style::RGBColor;

/// How an entry of a legend is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key {
    /// A filled field.
    Field(RGBColor),
    /// A field in dashes.
    Dashed(RGBColor),
    /// A disc.
    Disc(RGBColor),
    /// A ring.
    Ring(RGBColor),
}

/// Title, line below it, legend and source line.
pub(super) struct Frame {
    pub title: String,
    pub subtitle: String,
    pub legend: Vec<(Key, String)>,
    pub source: String,
    /// What the picture shows, number by number, for those who do not see it.
    pub told: Vec<String>,
}

/// The height of an axis of values with its numbers.
pub(super) const VALUE_AXIS: i32 = 76;

const TITLE_LEADING: i32 = Type::TITLE.size * 7 / 5;
const SMALL_LEADING: i32 = Type::SMALL.size * 3 / 2;
const KEY_WIDTH: i32 = 40;

impl Frame {
    /// The lines that name the claim and the sources of what is drawn beside it.
    pub fn of(subject: &Subject<'_>, title: String, sources: &[String]) -> Frame {
        let wording = subject.wording;
        let row = subject.claim.row;
        let mut about = vec![wording.code("measure", row.measure.as_str())];
        about.extend(row.actor.as_ref().map(|actor| wording.code("actor", actor.as_str())));
        if !row.places.is_empty() {
            about.push(wording.places(&row.places));
        }
        let separator = wording.text("list.separator");
        let source = match sources {
            [] => String::new(),
            _ => {
                let names: Vec<String> = sources.iter().map(|source| isolated(&unbroken(source))).collect();
                wording.fill("chart.sources", &[("sources", names.join(&separator))])
            }
        };
        Frame { title, subtitle: about.join(&separator), legend: Vec::new(), source, told: Vec::new() }
    }

    fn title_lines(&self) -> Vec<String> {
        wrapped(&self.title, Type::TITLE, WIDTH - 2 * MARGIN, 2)
    }

    fn source_lines(&self) -> Vec<String> {
        wrapped(&self.source, Type::SMALL, WIDTH - 2 * MARGIN, 2)
    }

    /// The rows of the legend, as many entries in each as fit.
    fn legend_rows(&self) -> Vec<Vec<&(Key, String)>> {
        let mut rows: Vec<Vec<&(Key, String)>> = Vec::new();
        let mut x = i32::MAX;
        for entry in &self.legend {
            let width = entry_width(entry);
            if x.saturating_add(width) > WIDTH - MARGIN {
                rows.push(Vec::new());
                x = MARGIN;
            }
            x += width;
            if let Some(row) = rows.last_mut() {
                row.push(entry);
            }
        }
        rows
    }

    /// The chart with this frame around a plot of some height; `draw` gets the sheet, the plot's upper edge and
    /// its lower one.
    pub fn chart(
        &self,
        name: &str,
        wording: Wording<'_>,
        plot_height: i32,
        draw: impl FnOnce(&Canvas<'_>, i32, i32) -> Result<()>,
    ) -> Result<Chart> {
        let top = self.head_height();
        let height = top + plot_height + self.foot_height();
        let mut svg = String::new();
        let canvas = Canvas::new(&mut svg, height, wording.labels.right_to_left())?;
        self.draw(&canvas, height)?;
        draw(&canvas, top, top + plot_height)?;
        canvas.finish()?;
        let told: Vec<&str> =
            [self.title.as_str()].into_iter().chain(self.told.iter().map(String::as_str)).collect();
        Ok(Chart { name: name.to_owned(), description: told.join(". "), svg })
    }

    /// The height that title, subtitle and legend take.
    fn head_height(&self) -> i32 {
        let subtitle = if self.subtitle.is_empty() { 0 } else { SMALL_LEADING };
        let legend = self.legend_rows().len() as i32 * (SMALL_LEADING + 10);
        MARGIN / 2 + TITLE_LEADING * self.title_lines().len() as i32 + subtitle + legend + 24
    }

    /// The height that the source line takes.
    fn foot_height(&self) -> i32 {
        SMALL_LEADING * self.source_lines().len() as i32
            + if self.source.is_empty() { MARGIN / 3 } else { MARGIN }
    }

    /// Draws it on a sheet of a height.
    fn draw(&self, canvas: &Canvas<'_>, height: i32) -> Result<()> {
        let y = MARGIN / 2 + TITLE_LEADING / 2;
        let mut y = canvas.lines((MARGIN, y), &self.title_lines(), Type::TITLE, Align::Start)?;
        if !self.subtitle.is_empty() {
            y -= 8;
            let subtitle = wrapped(&self.subtitle, Type::SMALL, WIDTH - 2 * MARGIN, 1);
            y = canvas.lines((MARGIN, y), &subtitle, Type::SMALL, Align::Start)? + 8;
        }
        for row in self.legend_rows() {
            let mut x = MARGIN;
            for entry in row {
                draw_key(canvas, entry.0, (x, y))?;
                canvas.text((x + KEY_WIDTH + 14, y), &entry.1, Type::SMALL, Align::Start)?;
                x += entry_width(entry);
            }
            y += SMALL_LEADING + 10;
        }
        let foot = height - self.foot_height() + MARGIN / 2 + SMALL_LEADING / 2;
        canvas.lines((MARGIN, foot), &self.source_lines(), Type::SMALL, Align::Start)?;
        Ok(())
    }
}

/// Draws an axis of values at a height, with lines up to `top`.
pub(super) fn draw_value_axis(
    canvas: &Canvas<'_>,
    wording: Wording<'_>,
    scale: &ValueScale,
    top: i32,
    axis: i32,
) -> Result<()> {
    let marks: Vec<(i32, String)> =
        scale.ticks().map(|tick| (scale.at(tick), wording.number(tick))).collect();
    let every = labels_apart(&marks);
    for (index, (x, number)) in marks.iter().enumerate() {
        canvas.line(&[(*x, top), (*x, axis)], colour::HAIRLINE, 2)?;
        if index % every == 0 {
            canvas.text((*x, axis + VALUE_AXIS / 2), number, Type::SMALL, Align::Middle)?;
        }
    }
    canvas.line(&[(scale.at(0.0), axis), (scale.at(f64::MAX), axis)], colour::FAINT, 2)
}

/// Every how manieth of the marks along an axis is labelled, so that no label runs into the next.
fn labels_apart(marks: &[(i32, String)]) -> usize {
    const GAP: i32 = 30;
    let widest = marks.iter().map(|(_, words)| text_width(words, Type::SMALL)).max().unwrap_or(0);
    let step = marks.windows(2).map(|pair| (pair[1].0 - pair[0].0).abs()).min().unwrap_or(widest).max(1);
    ((widest + GAP) as usize).div_ceil(step as usize).max(1)
}

fn entry_width((_, words): &(Key, String)) -> i32 {
    KEY_WIDTH + 14 + text_width(words, Type::SMALL) + 50
}

fn draw_key(canvas: &Canvas<'_>, key: Key, (x, y): (i32, i32)) -> Result<()> {
    let (from, to) = ((x, y - 14), (x + KEY_WIDTH, y + 14));
    let middle = (x + KEY_WIDTH / 2, y);
    match key {
        Key::Field(colour) => canvas.fill(from, to, colour),
        Key::Dashed(colour) => {
            canvas.fill(from, to, colour::PACE_FILL)?;
            canvas.dashed_bar(from, to, colour)
        }
        Key::Disc(colour) => canvas.disc(middle, 13, colour, true),
        Key::Ring(colour) => canvas.disc(middle, 12, colour, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_run_into_each_other_are_left_out() {
        let marks = |words: &str| -> Vec<(i32, String)> {
            (0..6).map(|index| (index * 200, words.to_owned())).collect()
        };
        assert_eq!(labels_apart(&marks("40")), 1);
        assert_eq!(labels_apart(&marks("40,000,000")), 2);
        let mirrored: Vec<_> = marks("40,000,000").into_iter().map(|(x, words)| (-x, words)).collect();
        assert_eq!(labels_apart(&mirrored), 2);
    }
}
