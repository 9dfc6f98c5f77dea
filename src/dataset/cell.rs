//! Cells of reference files: numbers and dates as people write them, read in one way only or not at all.

use jiff::civil::Date;

/// A number, with thousands grouped or not, in Western or Arabic digits.
///
/// The decimal point is the column's; the other of comma and full stop may group thousands. What could be
/// either ("1,5" where the point is a full stop) is no number.
pub(super) fn number(text: &str, decimal: char) -> Option<f64> {
    let text = text.trim();
    if let Ok(value) = text.parse::<f64>()
        && decimal == '.'
    {
        return value.is_finite().then_some(value);
    }
    let group = if decimal == '.' { ',' } else { '.' };
    let mut plain = String::with_capacity(text.len());
    let mut grouped: Option<usize> = None;
    let mut after_decimal = false;
    for c in text.chars() {
        let is_group = c == group || matches!(c, '٬' | ' ' | '\u{a0}' | '\u{202f}' | '\'');
        if let Some(digit) = crate::text::digit(c) {
            plain.push(char::from(b'0' + digit));
            grouped = grouped.map(|count| count + 1);
        } else if (c == decimal || c == '٫') && !after_decimal {
            if grouped.is_some_and(|count| count != 3) {
                return None;
            }
            (after_decimal, grouped) = (true, None);
            plain.push('.');
        } else if is_group && !after_decimal && !plain.is_empty() {
            if grouped.is_some_and(|count| count != 3) {
                return None;
            }
            grouped = Some(0);
        } else if matches!(c, '-' | '+' | '−') && plain.is_empty() {
            plain.push(if c == '+' { '+' } else { '-' });
        } else {
            return None;
        }
    }
    if grouped.is_some_and(|count| count != 3) {
        return None;
    }
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateForm {
    /// `2024-01-31`, also with `/`, and with a time after it.
    Day,
    /// `2024-01`.
    Month,
    /// `2024`.
    Year,
    /// Otherwise, in the letters of strptime.
    Format(&'static str),
}

/// The ways to write a day with the month's name, or with full stops, that can be read in one way only.
const FORMATS: &[&str] = &[
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d-%B-%Y",
    "%d.%m.%Y",
    "%d %b %y",
];

/// The days that a date cell can mean: one, or all of a month or year.
///
/// Without a format these are read: `2024-01-31` (also with `/`, and with a time after it), `2024-01`,
/// `2024`, `31.01.2024`, and dates with the month's name. `01/02/2024` needs a format.
pub(super) fn date(text: &str, format: Option<&str>) -> Option<(Date, Date)> {
    match format {
        Some(format) => Date::strptime(format, text.trim()).ok().map(|day| (day, day)),
        None => dated(text).map(|(_, days)| days),
    }
}

/// A date cell's days, and how they are written.
pub(super) fn dated(text: &str) -> Option<(DateForm, (Date, Date))> {
    let text = text.trim();
    year_first(text).or_else(|| {
        let mut read = FORMATS.iter().map(|format| (format, Date::strptime(format, text)));
        read.find_map(|(format, day)| day.ok().map(|day| (DateForm::Format(format), (day, day))))
    })
}

/// `2024`, `2024-01`, `2024-01-31`, the last also followed by a time.
fn year_first(text: &str) -> Option<(DateForm, (Date, Date))> {
    let day_part = text.split(['T', ' ']).next()?;
    let mut parts = day_part.split(['-', '/']);
    let year: i16 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let mut small = || parts.next().map(|part| part.parse::<i8>().ok().filter(|number| *number > 0));
    let (month, day) = (small(), small());
    if parts.next().is_some() || day_part.len() != text.len() && day.is_none() {
        return None;
    }
    let form = match (month, day) {
        (None, _) => DateForm::Year,
        (_, None) => DateForm::Month,
        _ => DateForm::Day,
    };
    Some((form, calendar(year, month.unwrap_or(Some(0))?, day.unwrap_or(Some(0))?)?))
}

/// The days of a year, month and day of which the last two may be 0: not known.
pub(super) fn calendar(year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
    if month <= 0 {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    let first = Date::new(year, month, 1).ok()?;
    if day <= 0 {
        return Some((first, first.last_of_month()));
    }
    Date::new(year, month, day).ok().map(|day| (day, day))
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i32 {
    // Counting by 400-year eras from 1 March, so that leap days come last (Hinnant's `days_from_civil`).
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a number of days since 1970-01-01.
pub(super) fn date_of(number: i32) -> Date {
    crate::claim::shifted(
        Date::constant(1970, 1, 1),
        jiff::Span::new().days(number.clamp(-700_000, 2_900_000)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_one_way_only() {
        let cases = [
            ("12", '.', Some(12.0)),
            (" 1,234,567.5 ", '.', Some(1_234_567.5)),
            ("1.234.567,5", ',', Some(1_234_567.5)),
            ("1 234", '.', Some(1234.0)),
            ("١٬٢٣٤٫٥", '.', Some(1234.5)),
            ("-9", '.', Some(-9.0)),
            ("−68", '.', Some(-68.0)),
            ("1,5", '.', None),
            ("12,34", '.', None),
            ("1,5", ',', Some(1.5)),
            (",", '.', None),
            ("", '.', None),
            ("NA", '.', None),
            ("inf", '.', None),
            ("12 killed", '.', None),
        ];
        for (text, decimal, expected) in cases {
            assert_eq!(number(text, decimal), expected, "{text:?} with {decimal:?}");
        }
    }

    #[test]
    fn dates_are_read_in_one_way_only() {
        let cases = [
            ("2024-01-31", None, "2024-01-31 2024-01-31"),
            ("2024/01/31", None, "2024-01-31 2024-01-31"),
            ("1989-05-17 00:00:00.000", None, "1989-05-17 1989-05-17"),
            ("2024-02", None, "2024-02-01 2024-02-29"),
            ("2024", None, "2024-01-01 2024-12-31"),
            ("05-Jan-22", None, "2022-01-05 2022-01-05"),
            ("05 January 2022", None, "2022-01-05 2022-01-05"),
            ("31.01.2024", None, "2024-01-31 2024-01-31"),
            ("01/02/2024", None, "none"),
            ("01/02/2024", Some("%d/%m/%Y"), "2024-02-01 2024-02-01"),
            ("2024-13-01", None, "none"),
            ("2024-00-00", None, "none"),
            ("20240131", None, "none"),
            ("", None, "none"),
        ];
        for (text, format, expected) in cases {
            let found = date(text, format).map_or("none".to_owned(), |(from, to)| format!("{from} {to}"));
            assert_eq!(found, expected, "{text:?} as {format:?}");
        }
        assert_eq!(
            calendar(2015, 6, 0).map(|(from, to)| format!("{from} {to}")),
            Some("2015-06-01 2015-06-30".into())
        );
    }

    #[test]
    fn day_numbers_and_dates_are_inverse() {
        for number in [-690_000, -1, 0, 59, 60, 11_016, 19_782, 20_000, 100_000] {
            assert_eq!(day_number(date_of(number)), number);
        }
        assert_eq!(day_number(Date::constant(2024, 2, 29)), 19_782);
    }
}
