//! What a run of digits with separators says.

/// A run of digits as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Digits {
    /// A number, with how many digits stand after its decimal mark.
    Number { value: f64, decimals: i32 },
    /// Three numbers between full stops, as a date is written.
    Triple(u32, u32, u32),
}

/// What an ambiguous separator (one, with three digits after it) means in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeparatorUse {
    Thousand,
    Decimal,
}

/// Digits that a whole number in 53 bits can have.
const PLAIN_DIGITS: usize = 15;

/// Reads a run of digits and single separators, as the tokens have it.
///
/// The digits' grouping decides what a separator is: groups of three after the first are thousands, anything
/// else after the last separator is a decimal part. Only one group of three is ambiguous; there
/// `single_group` says what the language means by that separator.
pub(super) fn read_digits(written: &str, single_group: impl Fn(char) -> SeparatorUse) -> Digits {
    if written.len() <= PLAIN_DIGITS && written.bytes().all(|c| c.is_ascii_digit()) {
        let value = written.bytes().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
        return Digits::Number { value: value as f64, decimals: 0 };
    }
    let mut parts: Vec<(Option<char>, String)> = vec![(None, String::new())];
    for c in written.chars() {
        match crate::text::digit(c) {
            Some(digit) => {
                if let Some((_, digits)) = parts.last_mut() {
                    digits.push(char::from(b'0' + digit));
                }
            }
            None if crate::text::is_ignorable(c) => {}
            None => parts.push((Some(c), String::new())),
        }
    }
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    let first = parts[0].1.as_str();
    match parts.as_slice() {
        [_] => Digits::Number { value: number(first), decimals: 0 },
        [_, (Some('.'), second), (Some('.'), third)]
            if first.len() <= 2 && second.len() <= 2 && third.len() != 3 =>
        {
            let part = |text: &str| text.parse().unwrap_or(0);
            Digits::Triple(part(first), part(second), part(third))
        }
        [_, middle @ .., (last_separator, last)] => {
            let grouped = |digits: &str| digits.len() == 3;
            let whole_is_grouped =
                (1..=3).contains(&first.len()) && middle.iter().all(|(_, digits)| grouped(digits));
            let same = middle.iter().all(|(separator, _)| separator == last_separator);
            let ambiguous = middle.is_empty() && grouped(last);
            let separator = last_separator.unwrap_or('.');
            let thousands = whole_is_grouped
                && grouped(last)
                && same
                && !(first.starts_with('0'))
                && (!ambiguous || single_group(separator) == SeparatorUse::Thousand);
            let joined: String = parts.iter().map(|(_, digits)| digits.as_str()).collect();
            if thousands || (same && middle.len() > 1) {
                return Digits::Number { value: number(&joined), decimals: 0 };
            }
            let whole: String = parts[..parts.len() - 1].iter().map(|(_, digits)| digits.as_str()).collect();
            Digits::Number { value: number(&format!("{whole}.{last}")), decimals: last.len() as i32 }
        }
        [] => Digits::Number { value: 0.0, decimals: 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(written: &str) -> Digits {
        read_digits(written, |mark| if mark == '.' { SeparatorUse::Decimal } else { SeparatorUse::Thousand })
    }

    #[test]
    fn grouping_decides_what_a_separator_is() {
        for (written, value, decimals) in [
            ("153", 153.0, 0),
            ("2,500", 2500.0, 0),
            ("39,14", 39.14, 2),
            ("1.5", 1.5, 1),
            ("1,234,567", 1_234_567.0, 0),
            ("1.234.567", 1_234_567.0, 0),
            ("1,234.5", 1234.5, 1),
            ("٨٬٢٣٤", 8234.0, 0),
            ("٣٩٫١٤", 39.14, 2),
            ("0,500", 0.5, 3),
        ] {
            assert_eq!(english(written), Digits::Number { value, decimals }, "{written}");
        }
    }

    #[test]
    fn three_short_groups_between_full_stops_are_a_date() {
        assert_eq!(english("12.05.2024"), Digits::Triple(12, 5, 2024));
    }
}
