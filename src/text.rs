//! Text as the readers see it: spans in code points, tokens, and folding that takes away what spelling varies.
//!
//! Folding drops diacritics, tatweel and bidirectional marks, unifies the forms of alef, ya and ta marbuta,
//! writes every digit as `0`-`9`, lowers case and strips accents. It works token by token, so that every
//! token keeps its place in the text as written.

mod letters;
mod lines;

use letters::{Class, Letters};
pub use lines::breaks_inside_paragraphs;

/// A stretch of a text in Unicode code points, end exclusive.
///
/// ```
/// use mizan::text::Span;
/// assert_eq!(Span { start: 4, end: 9 }.slice("في ١٥٣ هجومًا"), "٥٣ هج");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

impl Span {
    /// The code points of `text` that the span covers, fewer where the text is shorter.
    pub fn slice(self, text: &str) -> &str {
        let byte = |point: u32| text.char_indices().nth(point as usize).map_or(text.len(), |(byte, _)| byte);
        let start = byte(self.start);
        &text[start..byte(self.end).max(start)]
    }
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters with their marks.
    Word,
    /// Digits, with the separators that stand between them.
    Digits,
    /// One character of punctuation or a symbol.
    Punctuation(char),
    /// A line break.
    Break,
}

/// A token and its place, in bytes and in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// What it is made of.
    pub kind: TokenKind,
    /// First byte.
    pub start_byte: u32,
    /// Byte after the last.
    pub end_byte: u32,
    /// Place in code points.
    pub span: Span,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// Whether the character has no width and no meaning for reading: bidirectional marks, joiners, tatweel,
/// Arabic vowel marks, soft hyphens.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}'
        | '\u{00ad}' | '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06dc}'
        | '\u{06df}'..='\u{06e4}' | '\u{06e7}' | '\u{06e8}' | '\u{06ea}'..='\u{06ed}')
}

/// The value of a digit in any of the three sets that Arabic and Latin texts mix.
///
/// ```
/// use mizan::text::digit;
/// assert_eq!([digit('7'), digit('٧'), digit('۷'), digit('x')], [Some(7), Some(7), Some(7), None]);
/// ```
pub fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some((c as u32 - zero as u32) as u8)
}

/// Whether the character may stand between the digits of one number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '٬' | '٫' | '،' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// The folded form of a text.
///
/// ```
/// use mizan::text::fold;
/// assert_eq!(fold("هُجومًا"), fold("هجـــوما"));
/// assert_eq!(fold("إصابة"), "اصابه");
/// assert_eq!(fold("Côte"), "cote");
/// assert_eq!(fold("ﬁrst oﬃcers"), "first officers");
/// assert_eq!(fold("ﻻ\u{fbc8}"), "لا\u{fbc8}", "a form without a letter of its own stays");
/// ```
pub fn fold(text: &str) -> String {
    let letters = Letters::get();
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| letters.fold_into(c, &mut folded));
    folded
}

/// Cuts a text into tokens, from first to last, and gives each with its folded form.
pub fn scan(text: &str, mut token: impl FnMut(RawToken, &str)) {
    let mut folded = String::with_capacity(64);
    let letters = Letters::get();
    let mut chars = Cursor { rest: text.chars(), text, point: 0 };
    let mut spaced = true;
    loop {
        let start_byte = chars.byte();
        if let Some(word) = chars.word_as_folded() {
            let raw = RawToken {
                kind: TokenKind::Word,
                start_byte: start_byte as u32,
                end_byte: chars.byte() as u32,
                span: Span { start: chars.point - word.len() as u32, end: chars.point },
                spaced,
                capital: false,
            };
            token(raw, word);
            spaced = false;
            continue;
        }
        let Some(c) = chars.next() else { break };
        if c == ' ' {
            spaced = true;
            continue;
        }
        let class = letters.class(c);
        if class.has(Class::IGNORABLE) {
            continue;
        }
        let start = chars.point - 1;
        folded.clear();
        let kind = if class.has(Class::ALPHABETIC) {
            letters.fold_into(c, &mut folded);
            chars.letters(letters, &mut folded);
            TokenKind::Word
        } else if c == '\n' || c == '\r' || c == '\u{2029}' {
            TokenKind::Break
        } else if class.has(Class::SPACE) {
            spaced = true;
            continue;
        } else if let Some(value) = digit(c) {
            folded.push(char::from(b'0' + value));
            chars.digits(&mut folded);
            TokenKind::Digits
        } else {
            letters.fold_into(c, &mut folded);
            TokenKind::Punctuation(c)
        };
        token(
            RawToken {
                kind,
                start_byte: start_byte as u32,
                end_byte: chars.byte() as u32,
                span: Span { start, end: chars.point },
                spaced,
                capital: class.has(Class::CAPITAL),
            },
            &folded,
        );
        spaced = kind == TokenKind::Break;
    }
}

/// A place in a text, in bytes and code points.
struct Cursor<'a> {
    rest: std::str::Chars<'a>,
    text: &'a str,
    point: u32,
}

impl<'a> Cursor<'a> {
    /// Takes a word of small letters without accents, which is written as it is folded.
    #[inline]
    fn word_as_folded(&mut self) -> Option<&'a str> {
        let rest = self.rest.as_str();
        let bytes = rest.as_bytes();
        if !bytes.first()?.is_ascii_lowercase() {
            return None;
        }
        let length = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        if bytes.get(length).is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_uppercase()) {
            return None;
        }
        let (word, after) = rest.split_at(length);
        (self.rest, self.point) = (after.chars(), self.point + length as u32);
        Some(word)
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.point += u32::from(next.is_some());
        next
    }

    fn byte(&self) -> usize {
        self.text.len() - self.rest.as_str().len()
    }

    /// Takes the letters that follow without a mark, each of which folds to one letter, and tells whether what
    /// stands behind them may belong to the word too.
    fn plain_letters(&mut self, letters: &Letters, folded: &mut String) -> bool {
        let rest = self.rest.as_str();
        let bytes = rest.as_bytes();
        let (mut at, mut points) = (0, 0);
        let more = loop {
            let ascii = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if ascii > 0 {
                let from = folded.len();
                folded.push_str(&rest[at..at + ascii]);
                folded[from..].make_ascii_lowercase();
                at += ascii;
                points += ascii as u32;
            }
            match bytes[at..] {
                [] => break false,
                [first, ..] if first.is_ascii() => break false,
                [first, second, ..] => match letters.plain_of_two_bytes(first, second) {
                    Some(letter) => folded.push(letter),
                    None => break true,
                },
                [_] => break true,
            }
            at += 2;
            points += 1;
        };
        (self.rest, self.point) = (rest[at..].chars(), self.point + points);
        more
    }

    /// Takes the letters and marks that follow; marks at the end stay outside.
    fn letters(&mut self, letters: &Letters, folded: &mut String) {
        if !self.plain_letters(letters, folded) {
            return;
        }
        let mut ahead = self.rest.clone();
        let mut points = 0;
        while let Some(c) = ahead.next() {
            points += 1;
            let class = letters.class(c);
            let mark = class.has(Class::MARK);
            if !mark && !class.has(Class::ALPHABETIC) {
                if class.has(Class::IGNORABLE) {
                    continue;
                }
                break;
            }
            if !mark {
                letters.fold_into(c, folded);
            }
            (self.rest, self.point, points) = (ahead.clone(), self.point + points, 0);
        }
    }

    /// Takes the digits that follow, with single separators between them.
    fn digits(&mut self, folded: &mut String) {
        let mut ahead = self.rest.clone();
        let (mut points, mut separator) = (0, None);
        while let Some(c) = ahead.next() {
            points += 1;
            if let Some(value) = digit(c) {
                folded.extend(separator.take());
                folded.push(char::from(b'0' + value));
                (self.rest, self.point, points) = (ahead.clone(), self.point + points, 0);
            } else if is_separator(c) && separator.is_none() {
                separator = Some(c);
            } else if !is_ignorable(c) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(String, Span)> {
        let mut all = Vec::new();
        scan(text, |token, folded| all.push((folded.to_owned(), token.span)));
        all
    }

    #[test]
    fn digits_glued_to_letters_are_cut() {
        let words: Vec<String> = tokens("$132million و350ألف").into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["$", "132", "million", "و", "350", "الف"]);
    }

    #[test]
    fn bidi_marks_inside_a_number_do_not_cut_it() {
        assert_eq!(tokens("1\u{200f}2\u{200e}3"), [("123".to_owned(), Span { start: 0, end: 5 })]);
    }

    #[test]
    fn a_full_stop_after_a_number_is_not_part_of_it() {
        let words: Vec<String> = tokens("in 2,500.").into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["in", "2,500", "."]);
    }
}
