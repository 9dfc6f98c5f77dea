//! What every chart has around its picture: title, line below it, legend, source line.

use super::Subject;
use super::canvas::{Align, Canvas, MARGIN, Type, WIDTH, colour, text_width, wrapped};
use crate::error::Result;
use crate::report::wording::isolated;
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
}

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
                let names: Vec<String> = sources.iter().map(|source| isolated(source)).collect();
                wording.fill("chart.sources", &[("sources", names.join(&separator))])
            }
        };
        Frame { title, subtitle: about.join(&separator), legend: Vec::new(), source }
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

    /// The height that title, subtitle and legend take.
    pub fn head_height(&self) -> i32 {
        let subtitle = if self.subtitle.is_empty() { 0 } else { SMALL_LEADING };
        let legend = self.legend_rows().len() as i32 * (SMALL_LEADING + 10);
        MARGIN / 2 + TITLE_LEADING * self.title_lines().len() as i32 + subtitle + legend + 24
    }

    /// The height that the source line takes.
    pub fn foot_height(&self) -> i32 {
        SMALL_LEADING * self.source_lines().len() as i32 + MARGIN
    }

    /// Draws it on a sheet of a height.
    pub fn draw(&self, canvas: &Canvas<'_>, height: i32) -> Result<()> {
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
