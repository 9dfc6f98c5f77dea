//! Bytes to text: UTF-8 where they are, else the encoding they declare or look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text as decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// Without a byte order mark.
    pub text: String,
    /// The encoding's name, as the Encoding Standard has it.
    pub encoding: &'static str,
    /// Whether bytes that the encoding does not have became U+FFFD.
    pub replaced: bool,
}

/// Decodes bytes; `declared` is the label that the document gives itself, as HTML does.
///
/// Mostly valid UTF-8 stays UTF-8, its bad bytes replaced: a page with one broken letter is not windows-1252.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        None => utf16_without_mark(bytes)
            .or_else(|| declared.and_then(|label| Encoding::for_label(label.as_bytes())))
            .filter(|encoding| *encoding != UTF_8)
            .unwrap_or_else(|| guessed(bytes)),
    };
    let (text, replaced) = encoding.decode_with_bom_removal(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// Whether letters beyond ASCII that are valid UTF-8 outnumber the byte sequences that are not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return utf16_without_mark(bytes).is_none();
    }
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    (invalid == 0 || valid > invalid) && utf16_without_mark(bytes).is_none()
}

/// UTF-16 whose byte order mark is missing: nearly every second byte is the high byte of a Latin or Arabic
/// letter.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const ENOUGH: usize = 8;
    let sample = &bytes[..bytes.len().min(4096)];
    memchr::memchr2(0x00, 0x06, sample)?;
    let high_bytes = |offset: usize| {
        sample.iter().skip(offset).step_by(2).filter(|byte| matches!(byte, 0x00 | 0x06)).count()
    };
    let pairs = sample.len() / 2;
    let nearly_all = |count: usize| pairs >= ENOUGH && count * 10 >= pairs * 9;
    match (nearly_all(high_bytes(0)), nearly_all(high_bytes(1))) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str =
        "أعلن التنظيم مسؤوليته عن الهجوم الذي وقع في المدينة، وقال إن الهجوم أسفر عن قتلى وجرحى";

    #[test]
    fn utf8_with_and_without_mark() {
        for bytes in [ARABIC.as_bytes().to_vec(), ["\u{feff}".as_bytes(), ARABIC.as_bytes()].concat()] {
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), (ARABIC, "UTF-8", false));
        }
    }

    #[test]
    fn arabic_of_old_pages_is_recognised() {
        for name in ["windows-1256", "ISO-8859-6"] {
            let written = ARABIC.replace('،', ",");
            let (bytes, _, lost) = Encoding::for_label(name.as_bytes()).unwrap().encode(&written);
            assert!(!lost);
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.text.as_str(), decoded.replaced), (written.as_str(), false), "{name}");
        }
    }

    #[test]
    fn declared_encoding_decides_where_utf8_does_not_hold() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("café – 12 € naïve");
        assert_eq!(decode(&bytes, Some("windows-1252")).text, "café – 12 € naïve");
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let little: Vec<u8> = ARABIC.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = ARABIC.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None).text, ARABIC);
        assert_eq!(decode(&big, None).text, ARABIC);
        assert_eq!(decode(&[&[0xff, 0xfe], little.as_slice()].concat(), None).text, ARABIC);
    }

    #[test]
    fn one_bad_byte_in_utf8_is_replaced_and_told() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        bytes.insert(8, 0xff);
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", true));
        assert_eq!(decoded.text.matches('\u{fffd}').count(), 1);
    }
}
