//! What cutting and folding need to know of characters, worked out once for the scripts that texts are in.

use super::is_ignorable;
use std::sync::LazyLock;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// Code points below this are looked up: Latin, Greek, Cyrillic, Hebrew, Arabic.
const KNOWN: usize = 0x700;

/// What a character is, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class(u8);

impl Class {
    /// A letter.
    pub const ALPHABETIC: Class = Class(1);
    /// Without width or meaning.
    pub const IGNORABLE: Class = Class(2);
    /// Belongs to the letter before it: vowel marks, tatweel, accents.
    pub const MARK: Class = Class(4);
    /// White space.
    pub const SPACE: Class = Class(8);
    /// A capital letter.
    pub const CAPITAL: Class = Class(16);

    /// Whether the character is that too.
    pub fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    fn of(c: char) -> Self {
        let mark = is_combining_mark(c) || matches!(c, '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}');
        let is = |class: Class, holds: bool| if holds { class.0 } else { 0 };
        Class(
            is(Class::ALPHABETIC, c.is_alphabetic() && !mark && !is_ignorable(c))
                | is(Class::IGNORABLE, is_ignorable(c))
                | is(Class::MARK, mark)
                | is(Class::SPACE, c.is_whitespace())
                | is(Class::CAPITAL, c.is_uppercase()),
        )
    }
}

/// The classes and folded forms of the known characters.
pub(super) struct Letters {
    /// The folded form is zero where it is not one character.
    known: Vec<(char, Class)>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let known = (0..KNOWN as u32).map(|point| {
        let c = char::from_u32(point).unwrap_or_default();
        let mut folded = String::new();
        fold_slowly(c, &mut folded);
        let mut parts = folded.chars();
        let single = parts.next().filter(|_| parts.next().is_none());
        (single.unwrap_or_default(), Class::of(c))
    });
    Letters { known: known.collect() }
});

impl Letters {
    pub fn get() -> &'static Letters {
        &LETTERS
    }

    /// What the character is.
    #[inline]
    pub fn class(&self, c: char) -> Class {
        self.known.get(c as usize).map_or_else(|| Class::of(c), |(_, class)| *class)
    }

    /// The folded form of a letter that is written in two bytes, is no mark, and folds to one letter.
    #[inline]
    pub fn plain_of_two_bytes(&self, first: u8, second: u8) -> Option<char> {
        let point = usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f);
        let (folded, class) = self.known.get(point).filter(|_| first & 0xe0 == 0xc0)?;
        (class.has(Class::ALPHABETIC) && !class.has(Class::MARK) && *folded != '\0').then_some(*folded)
    }

    /// Appends the folded form of a character.
    #[inline]
    pub fn fold_into(&self, c: char, out: &mut String) {
        match self.known.get(c as usize) {
            Some((folded, _)) if *folded != '\0' => out.push(*folded),
            _ => fold_slowly(c, out),
        }
    }
}

fn fold_slowly(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_ignorable(c) {
        return;
    }
    let folded = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ۀ' | 'ە' => 'ه',
        'ک' => 'ك',
        'گ' => 'غ',
        '’' | 'ʼ' => '\'',
        '\u{0600}'..='\u{06ff}' => c,
        '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            // Some of these stand for nothing else, and decompose to themselves.
            decompose_compatible(c, |part| if part == c { out.push(c) } else { fold_slowly(part, out) });
            return;
        }
        _ => {
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    out.extend(part.to_lowercase());
                }
            });
            return;
        }
    };
    out.push(folded);
}
