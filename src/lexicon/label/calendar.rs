//! Days, periods and lengths of time in words.

use super::Labels;
use jiff::ToSpan;
use jiff::civil::Date;

impl Labels {
    /// A day: `16 July 2024`.
    pub fn day(&self, day: Date) -> String {
        self.fill(
            "period.day",
            &[
                ("day", &self.number(f64::from(day.day()))),
                ("month", self.month(day)),
                ("year", &self.year(day)),
            ],
        )
    }

    /// The name of the month that a day is in.
    pub fn month(&self, day: Date) -> &str {
        const KEYS: [&str; 12] = [
            "month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8",
            "month.9", "month.10", "month.11", "month.12",
        ];
        self.text(KEYS[day.month().unsigned_abs() as usize - 1])
    }

    /// The days from `start` to `end` as a reader calls them: a year, half-year, quarter, month, stretch of
    /// months, day, or from day to day.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use mizan::lexicon::Labels;
    /// let english = Labels::embedded("en");
    /// assert_eq!(english.period(date(2023, 1, 1), date(2023, 12, 31)), "2023");
    /// assert_eq!(english.period(date(2024, 1, 1), date(2024, 6, 30)), "January–June 2024");
    /// assert_eq!(english.period(date(2024, 7, 16), date(2024, 7, 16)), "16 July 2024");
    /// ```
    pub fn period(&self, start: Date, end: Date) -> String {
        if start == end {
            return self.day(start);
        }
        let Some(months) = whole_months(start, end) else {
            return self.fill("period.days", &[("first", &self.day(start)), ("last", &self.day(end))]);
        };
        let key = match months {
            1 => "period.month",
            12 if start.month() == 1 => "period.year",
            _ if start.year() == end.year() => "period.months",
            _ => "period.months_across",
        };
        self.fill(
            key,
            &[
                ("month", self.month(start)),
                ("year", &self.year(start)),
                ("last_month", self.month(end)),
                ("last_year", &self.year(end)),
            ],
        )
    }

    /// How long the days from `start` to `end` are: in months where these are whole, else in days.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use mizan::lexicon::Labels;
    /// assert_eq!(Labels::embedded("en").length(date(2024, 1, 1), date(2024, 6, 30)), "6 months");
    /// ```
    pub fn length(&self, start: Date, end: Date) -> String {
        match whole_months(start, end) {
            Some(months) => self.counted(f64::from(months), &"duration.month".into()),
            None => self.counted(f64::from((end - start).get_days() + 1), &"duration.day".into()),
        }
    }

    /// Several things, joined as the language joins a list.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                let before = before.join(self.text("list.separator"));
                self.fill("list.last", &[("before", &before), ("last", last)])
            }
        }
    }

    /// A year is never grouped.
    fn year(&self, day: Date) -> String {
        self.in_own_digits(&day.year().to_string())
    }
}

/// How many calendar months the days are, where they are whole ones.
fn whole_months(start: Date, end: Date) -> Option<i32> {
    let next = end.saturating_add(1.days());
    (start.day() == 1 && next.day() == 1)
        .then(|| i32::from(next.year() - start.year()) * 12 + i32::from(next.month() - start.month()))
}
