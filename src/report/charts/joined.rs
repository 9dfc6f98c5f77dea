//! Arabic letters as they join, for measuring: a letter alone is up to twice as wide as inside a word.
//!
//! Only widths are taken from these forms; pictures keep the letters themselves, and whoever shows the
//! picture joins them.

/// The letters from U+0621 on, each with its number of forms (alone, after a letter, before one, between
/// two), as the forms stand from U+FE80 on; zero where no letter stands.
const FORMS: [u8; 42] = [
    1, 2, 2, 2, 2, 4, 2, 4, 2, 4, 4, 4, 4, 4, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 4, 4, 4,
    4, 4, 4, 4, 2, 2, 4,
];
const FIRST_LETTER: u32 = 0x0621;
const FIRST_FORM: u32 = 0xFE80;
const TATWEEL: char = '\u{0640}';

/// The text with each Arabic letter in its joined form and without vowel marks: as wide as it will be set.
pub(super) fn joined(text: &str) -> String {
    let letters: Vec<char> =
        text.chars().filter(|c| !matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}')).collect();
    let joins_next = |index: usize| letters.get(index).is_some_and(|c| *c == TATWEEL || forms(*c) == Some(4));
    let joins_before = |index: usize| {
        letters.get(index).is_some_and(|c| *c == TATWEEL || forms(*c).is_some_and(|forms| forms > 1))
    };
    let form = |index: usize| {
        let after = index > 0 && joins_next(index - 1) && joins_before(index);
        let before = joins_next(index) && joins_before(index + 1);
        form_of(letters[index], u32::from(after) + 2 * u32::from(before))
    };
    (0..letters.len()).map(form).collect()
}

fn forms(letter: char) -> Option<u8> {
    let index = u32::from(letter).checked_sub(FIRST_LETTER)?;
    FORMS.get(index as usize).copied().filter(|forms| *forms > 0)
}

/// The form of a letter: 0 alone, 1 after a letter, 2 before one, 3 between two.
fn form_of(letter: char, form: u32) -> char {
    let Some(forms) = forms(letter) else { return letter };
    let earlier = &FORMS[..(u32::from(letter) - FIRST_LETTER) as usize];
    let first = FIRST_FORM + earlier.iter().map(|forms| u32::from(*forms)).sum::<u32>();
    char::from_u32(first + form.min(u32::from(forms) - 1)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn letters_take_the_form_that_their_neighbours_give_them() {
        let cases = [
            ("ب", "\u{FE8F}"),
            ("بيب", "\u{FE91}\u{FEF4}\u{FE90}"),
            ("دار", "\u{FEA9}\u{FE8D}\u{FEAD}"),
            ("هجومًا 153", "\u{FEEB}\u{FEA0}\u{FEEE}\u{FEE3}\u{FE8E} 153"),
            ("ي", "\u{FEF1}"),
        ];
        for (text, expected) in cases {
            assert_eq!(joined(text), expected, "{text}");
        }
    }
}
