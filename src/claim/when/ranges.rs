//! Periods from one month or day to another: "from January to June 2024", بين يناير ويونيو.

use super::super::period::{Grain, Period};
use super::{Anchor, PeriodReader, When};
use crate::lexicon::{Kind, Kinds, Prefixes};
use jiff::civil::Date;

impl PeriodReader<'_, '_> {
    /// A range from a month to a month, or from a day to a day. An end without a year has the other's.
    pub(super) fn range(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let open = s.is(at, Kind::RangeOpen);
        let first = self.date_or_month(at + usize::from(open))?;
        let end = first.items.end;
        let joined = s.prefixes(end).has(Prefixes::AND);
        let list = s.is(end, Kind::And) || s.is(end, Kind::Or);
        let to = s.is(end, Kind::RangeTo) || s.is(end, Kind::Until);
        let next = match (joined, to && (open || !list)) {
            (true, _) if open => end,
            (false, true) => end + 1,
            _ => return None,
        };
        // "Between January and early April" ends on a day that is not said.
        let vague = s.is(next, Kind::During) && self.date_or_month(next).is_none();
        let next = next + usize::from(vague);
        let second = self.date_or_month(next)?;
        let from = first.period.or_else(|| self.in_the_year_of(at + usize::from(open), &second))?;
        let until = second.period.or_else(|| self.in_the_year_of(next, &first))?;
        if from.grain != until.grain {
            return None;
        }
        let years = |period: Period, year: i16| period.shift_years(i32::from(year - period.start.year()));
        let (from, until) = match (self.says_year(&first), self.says_year(&second)) {
            (true, true) => (from, until),
            (true, false) => (from, later(years(until, from.start.year()), from)),
            (false, _) => (earlier(years(from, until.start.year()), until), until),
        };
        (from.start <= until.start).then(|| When {
            items: at..second.items.end,
            period: Some(Period::span(from.start, until.end)),
            names_year: first.names_year || second.names_year,
            loose: second.loose || vague,
            ..second
        })
    }

    /// Whether a day or month stands with its year, by number or counted from now: "February this year".
    fn says_year(&self, when: &When) -> bool {
        when.names_year
            || self.sentence.is_any(when.items.end - 1, Kinds::of(&[Kind::Relative, Kind::TimeUnit]))
    }

    /// Several days of one month: "5-8 May", "May 5 to 8", بين 5 و8 مايو, يومي 5 و6 مايو.
    pub(super) fn days_of_month(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let open = s.is(at, Kind::RangeOpen);
        let start = at + usize::from(open);
        let (month, days, end) = match self.month_name(start) {
            Some((month, end)) => {
                let (days, after) = self.two_days(end, open)?;
                // "On May 5 and 12 people were killed" names one day.
                let named = self.year_after(after).is_some() || s.mark(end + 1).is_some() || open;
                // "From October 7 until 18 January": the second day is another month's.
                let other_month = self.month_name(after + usize::from(s.is(after, Kind::Of))).is_some();
                if !named || other_month {
                    return None;
                }
                (month, days, after)
            }
            None => {
                let (days, after) = self.two_days(start, open)?;
                let (month, end) = self.month_name(after + usize::from(s.is(after, Kind::Of)))?;
                (month, days, end)
            }
        };
        let in_year = |year: i16| {
            let first = Date::new(year, month, days.0).ok()?;
            let last = Date::new(year, month, days.1).ok()?;
            (first <= last).then(|| Period::span(first, last))
        };
        if let Some((year, basis, named, end)) = self.year_after(end) {
            return Some(When { names_year: named, ..self.known(at..end, Some(in_year(year)?), basis) });
        }
        let (steps, end) = self.relative_word(end);
        let (last, basis) = self.nearest(steps, |year| in_year(year).map(|period| period.end))?;
        Some(self.known(at..end, in_year(last.year()), basis))
    }

    /// Two numbers of days with what joins them between: "5 to 8", 5 و8.
    fn two_days(&self, at: usize, open: bool) -> Option<((i8, i8), usize)> {
        let s = self.sentence;
        let day = |at: usize| (s.is_digits(at) || s.is(at, Kind::Ordinal)).then(|| self.small(at, 31.0))?;
        let (first, end) = day(at)?;
        let to = s.is(end, Kind::RangeTo) || s.is(end, Kind::And) || (open && s.is(end, Kind::Until));
        let next = match s.prefixes(end).has(Prefixes::AND) {
            true => end,
            false if to => end + 1,
            false => return None,
        };
        let (second, end) = day(next)?;
        Some(((first as i8, second as i8), end))
    }

    /// A day or month, its period open where neither the text nor the publication date gives its year.
    fn date_or_month(&self, at: usize) -> Option<When> {
        self.date(at)
            .or_else(|| self.month(at))
            .filter(|when| when.period.is_none_or(|period| matches!(period.grain, Grain::Day | Grain::Month)))
    }

    /// The day or month at an item, in the year that the other end of its range names.
    fn in_the_year_of(&self, at: usize, other: &When) -> Option<Period> {
        let year = other.period.filter(|_| other.names_year)?.start.year();
        let anchor = Anchor { spoken: Some(year), published: None, ..self.anchor };
        PeriodReader { sentence: self.sentence, anchor }.date_or_month(at)?.period
    }
}

/// The period, or the same of the year before where it would lie behind the other.
fn earlier(period: Period, than: Period) -> Period {
    if period.start > than.start { period.shift_years(-1) } else { period }
}

/// The period, or the same of the year after where it would lie before the other.
fn later(period: Period, than: Period) -> Period {
    if period.start < than.start { period.shift_years(1) } else { period }
}
