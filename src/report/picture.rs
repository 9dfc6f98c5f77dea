//! Pictures as PNG files of modest size: pages and charts have few colours, so that a palette holds them.

use crate::error::{Error, Result};
use resvg::tiny_skia::Pixmap;
use rustc_hash::FxHashMap;

/// Colours that a palette can hold.
const MOST_COLOURS: usize = 256;

/// Red, green and blue.
type Colour = [u8; 3];

/// An opaque picture as a PNG file with a palette.
///
/// Where there are more colours than a palette holds, the rarest (shades at the edges of letters) are drawn in
/// the nearest of the frequent ones.
pub(super) fn png(pixmap: &Pixmap) -> Result<Vec<u8>> {
    let colours: Vec<Colour> =
        pixmap.data().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let (palette, entry_of) = palette(&colours);
    let entries: Vec<u8> = colours.iter().map(|colour| entry_of[colour]).collect();
    let failed = |cause: png::EncodingError| Error::new(format!("a picture cannot be written: {cause}"));

    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&entries)).map_err(failed)?;
    Ok(file)
}

/// The most frequent colours, and each colour's entry among them.
fn palette(colours: &[Colour]) -> (Vec<Colour>, FxHashMap<Colour, u8>) {
    let mut counts: FxHashMap<Colour, usize> = FxHashMap::default();
    for run in colours.chunk_by(|one, other| one == other) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
    by_count.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let palette: Vec<Colour> = by_count.iter().take(MOST_COLOURS).map(|(colour, _)| *colour).collect();
    let nearest = |colour: &Colour| {
        let nearest = (0..=u8::MAX).zip(&palette).min_by_key(|(_, known)| distance(colour, known));
        nearest.map_or(0, |(entry, _)| entry)
    };
    let frequent = (0..=u8::MAX).zip(&palette).map(|(entry, colour)| (*colour, entry));
    let rare = by_count.iter().skip(palette.len()).map(|(colour, _)| (*colour, nearest(colour)));
    let entry_of = frequent.chain(rare).collect();
    (palette, entry_of)
}

/// How far apart two colours are.
fn distance(one: &Colour, other: &Colour) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::Color;

    #[test]
    fn few_colours_stay_as_they_are_and_many_become_the_nearest_frequent_one() {
        let few = [[255, 255, 255], [0, 0, 0], [255, 255, 255]];
        let (colours, entry_of) = palette(&few);
        assert_eq!(colours, [[255, 255, 255], [0, 0, 0]]);
        assert_eq!((entry_of[&[255, 255, 255]], entry_of[&[0, 0, 0]]), (0, 1));

        let mut many: Vec<Colour> = (0..=255).flat_map(|grey| [[grey; 3], [grey; 3]]).collect();
        many.push([100, 101, 100]);
        let (colours, entry_of) = palette(&many);
        assert_eq!(colours.len(), MOST_COLOURS);
        assert_eq!(colours[usize::from(entry_of[&[100, 101, 100]])], [100; 3]);
    }

    #[test]
    fn a_picture_comes_back_from_its_file() {
        let mut pixmap = Pixmap::new(3, 2).unwrap();
        pixmap.fill(Color::from_rgba8(22, 78, 122, 255));
        let read = Pixmap::decode_png(&png(&pixmap).unwrap()).unwrap();
        assert_eq!(read, pixmap);
    }
}
