//! Publication dates as files, pages and exports write them.

use jiff::civil::Date;

/// Day and month by name, where the order of the figures cannot mislead.
const WITH_MONTH_NAMES: &[&str] = &["%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%A, %B %d, %Y"];

/// Reads a publication date; the day is the one written, whatever the time zone beside it.
///
/// `2024-07-17`, `2024/07/17`, `20240717` with or without a time after it, `17 July 2024`, `July 17, 2024`
/// and the dates of e-mail and feeds. `07/08/2024` is none: nobody can tell its day from its month.
pub(super) fn published(written: &str) -> Option<Date> {
    let written = written.trim();
    year_first(written)
        .or_else(|| {
            let feed = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
            feed.parse_zoned_datetime(written).ok().map(|moment| moment.datetime().date())
        })
        .or_else(|| WITH_MONTH_NAMES.iter().find_map(|format| Date::strptime(format, written).ok()))
}

fn year_first(written: &str) -> Option<Date> {
    let digits: String = written.chars().take(10).filter(char::is_ascii_digit).collect();
    let shape: String = written.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let followed_by_digit = |at: usize| written.chars().nth(at).is_some_and(|c| c.is_ascii_digit());
    let well_formed = match shape.as_str() {
        "0000-00-00" | "0000/00/00" | "0000.00.00" => !followed_by_digit(10),
        _ => shape.starts_with("00000000") && !followed_by_digit(8),
    };
    if !well_formed {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_usual_form_gives_the_day_as_written() {
        for written in [
            "2024-07-17",
            " 2024-07-17 ",
            "2024-07-17T23:59:59+03:00",
            "2024-07-17 10:00:00",
            "2024/07/17",
            "20240717",
            "20240717T101500Z",
            "Wed, 17 Jul 2024 22:10:00 +0300",
            "17 July 2024",
            "17 Jul 2024",
            "July 17, 2024",
        ] {
            assert_eq!(published(written), Some(date(2024, 7, 17)), "{written}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        for written in ["07/08/2024", "", "yesterday", "2024-13-01", "2024-02-30", "2024", "123456789"] {
            assert_eq!(published(written), None, "{written}");
        }
    }
}
