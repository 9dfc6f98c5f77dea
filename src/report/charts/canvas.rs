//! A sheet to draw a chart on, in reading direction: x runs from the side where reading starts.
//!
//! plotters writes the SVG. It neither shapes nor orders text, so that is left to whoever shows the picture;
//! two habits of such engines are met here: each text with right-to-left letters stands in an isolate, which
//! gives it its own base direction and keeps its vertical shift on the whole of it.

use super::joined::joined;
use crate::error::{Error, Result};
use crate::report::fonts::{TEXT_BOLD, TEXT_FAMILY, TEXT_REGULAR};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};
use std::sync::Once;

/// Width of every chart in its own units, also the width in pixels of its PNG.
pub(super) const WIDTH: i32 = 1800;
/// Space that is left free at each side.
pub(super) const MARGIN: i32 = 60;

/// The colours: ink on paper, one accent for the text, one for the references.
pub(super) mod colour {
    use plotters::style::RGBColor;
    pub const PAPER: RGBColor = RGBColor(255, 255, 255);
    pub const INK: RGBColor = RGBColor(27, 36, 48);
    pub const MUTED: RGBColor = RGBColor(95, 105, 118);
    pub const FAINT: RGBColor = RGBColor(150, 158, 168);
    pub const HAIRLINE: RGBColor = RGBColor(221, 225, 230);
    pub const CLAIM: RGBColor = RGBColor(22, 78, 122);
    pub const REFERENCE: RGBColor = RGBColor(146, 163, 181);
    pub const REFERENCE_FILL: RGBColor = RGBColor(220, 227, 234);
    pub const PACE: RGBColor = RGBColor(176, 106, 0);
    pub const PACE_FILL: RGBColor = RGBColor(253, 244, 228);
}

/// Where a text stands against its point, in reading direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub size: i32,
    pub bold: bool,
    pub colour: RGBColor,
}

impl Type {
    pub const TITLE: Type = Type { size: 54, bold: true, colour: colour::INK };
    pub const BODY: Type = Type { size: 39, bold: false, colour: colour::INK };
    pub const VALUE: Type = Type { size: 44, bold: true, colour: colour::INK };
    pub const SMALL: Type = Type { size: 34, bold: false, colour: colour::MUTED };

    pub fn coloured(self, colour: RGBColor) -> Type {
        Type { colour, ..self }
    }
}

/// A sheet of [`WIDTH`] by some height.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    right_to_left: bool,
}

impl<'a> Canvas<'a> {
    /// An empty sheet; what is drawn is appended to `svg` when the sheet is [finished](Canvas::finish).
    pub fn new(svg: &'a mut String, height: i32, right_to_left: bool) -> Result<Self> {
        register_fonts();
        let area = SVGBackend::with_string(svg, (WIDTH as u32, height.max(1) as u32)).into_drawing_area();
        area.fill(&colour::PAPER).map_err(drawing_error)?;
        Ok(Canvas { area, right_to_left })
    }

    /// Ends the drawing.
    pub fn finish(self) -> Result<()> {
        self.area.present().map_err(drawing_error)
    }

    /// The sheet's x for an x in reading direction.
    fn x(&self, x: i32) -> i32 {
        if self.right_to_left { WIDTH - x } else { x }
    }

    /// A filled rectangle between two corners.
    pub fn fill(&self, (x0, y0): (i32, i32), (x1, y1): (i32, i32), colour: RGBColor) -> Result<()> {
        let corners = [(self.x(x0), y0), (self.x(x1), y1)];
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(drawing_error)
    }

    /// A line through points.
    pub fn line(&self, points: &[(i32, i32)], colour: RGBColor, width: u32) -> Result<()> {
        let points: Vec<_> = points.iter().map(|(x, y)| (self.x(*x), *y)).collect();
        self.area.draw(&PathElement::new(points, colour.stroke_width(width))).map_err(drawing_error)
    }

    /// The outline of a bar in dashes: sides and top, between its upper first corner and its lower last one.
    pub fn dashed_bar(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Result<()> {
        let corners = [(from.0, to.1), from, (to.0, from.1), to];
        for side in corners.windows(2) {
            self.dashed_line(side[0], side[1], colour)?;
        }
        Ok(())
    }

    /// A horizontal or vertical line in dashes.
    pub fn dashed_line(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Result<()> {
        const DASH: i32 = 14;
        const GAP: i32 = 10;
        let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        let direction = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
        let at = |distance: i32| (from.0 + direction.0 * distance, from.1 + direction.1 * distance);
        for start in (0..length).step_by((DASH + GAP) as usize) {
            self.line(&[at(start), at((start + DASH).min(length))], colour, 4)?;
        }
        Ok(())
    }

    /// A disc, filled or as a ring.
    pub fn disc(&self, (x, y): (i32, i32), radius: i32, colour: RGBColor, filled: bool) -> Result<()> {
        let style = if filled { colour.filled() } else { colour.stroke_width(4) };
        if !filled {
            let paper = Circle::new((self.x(x), y), radius, colour::PAPER.filled());
            self.area.draw(&paper).map_err(drawing_error)?;
        }
        self.area.draw(&Circle::new((self.x(x), y), radius, style)).map_err(drawing_error)
    }

    /// A line of text whose middle stands at a height.
    pub fn text(&self, (x, y): (i32, i32), text: &str, set: Type, align: Align) -> Result<()> {
        let horizontal = match (align, self.right_to_left) {
            (Align::Middle, _) => HPos::Center,
            (Align::Start, false) | (Align::End, true) => HPos::Left,
            (Align::End, false) | (Align::Start, true) => HPos::Right,
        };
        let style = style(set).pos(Pos::new(horizontal, VPos::Center));
        let isolated = isolated(text, self.right_to_left);
        // The middle of small letters stands at the point; capitals and digits reach further up than that.
        let y = y + set.size / 11;
        self.area.draw(&Text::new(isolated, (self.x(x), y), style)).map_err(drawing_error)
    }

    /// A text on a field of paper, so that no line runs through it.
    pub fn text_on_paper(&self, (x, y): (i32, i32), text: &str, set: Type, align: Align) -> Result<()> {
        let width = text_width(text, set);
        let from = match align {
            Align::Start => x,
            Align::Middle => x - width / 2,
            Align::End => x - width,
        };
        let half = set.size * 3 / 5;
        self.fill((from - 6, y - half), (from + width + 6, y + half), colour::PAPER)?;
        self.text((x, y), text, set, align)
    }

    /// Lines of text below each other, the first one's middle at a height; gives the height below them.
    pub fn lines(&self, (x, y): (i32, i32), lines: &[String], set: Type, align: Align) -> Result<i32> {
        let leading = set.size * 7 / 5;
        for (index, line) in lines.iter().enumerate() {
            self.text((x, y + leading * index as i32), line, set, align)?;
        }
        Ok(y + leading * lines.len() as i32)
    }
}

/// The height of the embedded face's lines, in sizes; plotters measures by that height.
const LINE_HEIGHT_OF_FACE: f64 = 1.5;

/// How wide a text is, in the embedded face.
pub(super) fn text_width(text: &str, set: Type) -> i32 {
    register_fonts();
    let height = f64::from(set.size) * LINE_HEIGHT_OF_FACE;
    let font: FontDesc<'static> = (TEXT_FAMILY, height, weight(set)).into();
    font.box_size(&joined(text)).map_or(0, |(width, _)| width as i32)
}

/// Whether a character is a letter that is written from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{05FF}' | '\u{0620}'..='\u{065F}' | '\u{066E}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFC}')
}

/// The text with spaces that do not break: its words stay in one line.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{00A0}")
}

/// The text in lines no wider than `width`, at most `most` of them, the last one cut with an ellipsis.
pub(super) fn wrapped(text: &str, set: Type, width: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if text_width(&longer, set) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        if (cut && index == last) || text_width(line, set) > width {
            *line = ellipsized(line, set, width);
        }
    }
    lines
}

fn ellipsized(line: &str, set: Type, width: i32) -> String {
    let mut kept: Vec<char> = line.chars().collect();
    loop {
        let text: String = kept.iter().chain(&['…']).collect();
        if text_width(&text, set) <= width || kept.pop().is_none() {
            return text;
        }
    }
}

fn weight(set: Type) -> FontStyle {
    if set.bold { FontStyle::Bold } else { FontStyle::Normal }
}

fn style(set: Type) -> TextStyle<'static> {
    // plotters writes a size 1.24 times smaller than it is told.
    let font: FontDesc<'static> = (TEXT_FAMILY, f64::from(set.size) * 1.24, weight(set)).into();
    TextStyle { color: set.colour.to_backend_color(), ..TextStyle::from(font) }
}

/// The text in an isolate of its own: in the chart's direction where it has letters of both directions.
fn isolated(text: &str, right_to_left: bool) -> String {
    const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
    const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
    const POP_ISOLATE: char = '\u{2069}';
    match (right_to_left, text.chars().any(runs_left)) {
        (true, true) => format!("{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}"),
        (true, false) | (false, true) => format!("{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"),
        (false, false) => text.to_owned(),
    }
}

fn register_fonts() {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        for family in [TEXT_FAMILY, "sans-serif"] {
            // Both are the embedded fonts; a font that cannot be read shows as a failing `text_width`.
            let _ = register_font(family, FontStyle::Normal, TEXT_REGULAR);
            let _ = register_font(family, FontStyle::Bold, TEXT_BOLD);
        }
    });
}

fn drawing_error<E: std::error::Error + Send + Sync>(cause: DrawingAreaErrorKind<E>) -> Error {
    Error::new(format!("a chart cannot be drawn: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fonts::Fonts;
    use resvg::usvg;

    /// The width at which the rasteriser sets a text.
    fn set_width(text: &str, size: i32) -> f32 {
        let fonts = Fonts::load(None).unwrap();
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='100'><text x='1000' y='50' \
             font-family='{TEXT_FAMILY}' font-size='{size}'>{text}</text></svg>"
        );
        let options = usvg::Options { fontdb: fonts.database.clone(), ..usvg::Options::default() };
        usvg::Tree::from_str(&svg, &options).unwrap().root().layer_bounding_box().width()
    }

    #[test]
    fn texts_are_measured_as_wide_as_they_are_set() {
        for text in ["المرصد السوري لحقوق الإنسان", "153 هجومًا في 6 أشهر", "Middle East Institute", "1,234.5"]
        {
            let (measured, set) = (text_width(text, Type::BODY) as f32, set_width(text, Type::BODY.size));
            assert!((measured / set - 1.0).abs() < 0.05, "{text}: {measured} for {set}");
        }
    }
}
