//! Texts that were cut into lines of one width, as mail programs and converters cut them.

/// The widest and the narrowest lines that texts are cut to, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;
/// Of fewer line ends than this none tells that a text was cut.
const FEWEST: usize = 3;
/// How many of ten line ends stand where the next word had no room, in a text that was cut.
const OF_TEN: usize = 7;

/// The bytes of the line breaks that end no paragraph, in order: where a text is cut to a width, those before a
/// word that had no room in the line. No other text has any.
///
/// ```
/// use mizan::text::breaks_inside_paragraphs;
/// let cut = "In the first half of the year the\ngroup made 153 attacks in Iraq and\nSyria, against 121 in \
///            the whole of\nthe year before.\nA new paragraph.";
/// let breaks = breaks_inside_paragraphs(cut);
/// assert_eq!(breaks.len(), 3);
/// assert!(cut[breaks[2]..].starts_with("\nthe year before"));
/// assert!(breaks_inside_paragraphs("A headline\nA line\nAnother line of a list\nThe last").is_empty());
/// ```
pub fn breaks_inside_paragraphs(text: &str) -> Vec<usize> {
    let mut lines: Vec<(usize, &str, usize)> = Vec::new();
    let mut widest = 0;
    let mut start = 0;
    for line in text.split('\n') {
        let shown = line.trim();
        // A character has at most four bytes.
        if shown.len() > 4 * WIDTHS.end() {
            return Vec::new();
        }
        let width = shown.chars().count();
        widest = widest.max(width);
        if widest > *WIDTHS.end() {
            return Vec::new();
        }
        lines.push((start + line.len(), shown, width));
        start += line.len() + 1;
    }
    let goes_on = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || "\"'«“‘(".contains(c));
    let pairs = || lines.windows(2).filter(|pair| !pair[0].1.is_empty() && goes_on(pair[1].1));
    let is_full = |pair: &&[(usize, &str, usize)]| {
        let word = pair[1].1.split_whitespace().next().map_or(0, |word| word.chars().count());
        pair[0].2 + 1 + word > widest
    };
    let (ends, full) = (pairs().count(), pairs().filter(is_full).count());
    if !WIDTHS.contains(&widest) || ends < FEWEST || full * 10 < ends * OF_TEN {
        return Vec::new();
    }
    let breaks = pairs().filter(is_full).map(|pair| pair[0].0);
    breaks.flat_map(|at| text[..at].ends_with('\r').then(|| at - 1).into_iter().chain([at])).collect()
}
