//! Periods in words: dates, months, years, parts of years, and what is counted from the day of publication.

mod calendar;
mod clock;
mod dates;
mod joined;
mod parts;
mod ranges;
mod relative;

use super::number::{Form, NUMBER_KINDS, number_at};
use super::period::{Grain, Period, PeriodBasis, shifted};
use super::sentence::Sentence;
use super::timing::starts::{self, Starts};
use crate::lexicon::{Kind, Kinds, Prefixes};
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// In how many digits a year is written.
const YEAR_DIGITS: usize = 4;

/// What periods are counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchor {
    /// The publication date.
    pub published: Option<Date>,
    /// The month with which the fiscal year begins in the country that the sentence is about.
    pub fiscal_year: Option<i8>,
    /// The days on which the wars began that the country's news counts from.
    pub wars: [Option<Date>; 3],
    /// The year that the text itself puts the news in, where it has no publication date.
    pub year: Option<i16>,
    /// The last year spoken of in this sentence or the paragraph.
    pub spoken: Option<i16>,
    /// The last period spoken of.
    pub last: Option<Period>,
    /// The last one that is not only when somebody spoke.
    pub event: Option<Period>,
    /// The last period spoken of in this sentence.
    pub here: Option<Period>,
    /// The last days that the text has named with their year.
    pub dated: [Option<Date>; 4],
    /// The beginnings that the text counts from.
    pub starts: Starts,
}

impl Anchor {
    /// The day on which the last war of the country began, from which its news counts.
    fn last_war(&self) -> Option<Date> {
        self.wars.into_iter().flatten().filter(|war| self.published.is_some_and(|date| *war <= date)).max()
    }

    /// The day on which a war began that is told without its year: "since October 7".
    fn war_began_on(&self, day: Date) -> Option<Date> {
        let began = |war: &Date| (war.month(), war.day()) == (day.month(), day.day()) && *war <= day;
        self.wars.into_iter().flatten().filter(began).max()
    }

    /// Takes note of a period that was spoken of.
    pub fn note(&mut self, when: &When, told: bool) {
        let Some(period) = when.period else { return };
        self.last = Some(period);
        self.event = self.event.filter(|_| told).or(Some(period));
        if when.names_year {
            self.spoken = Some(period.end.year());
            if period.grain == Grain::Day {
                self.dated.rotate_right(1);
                self.dated[0] = Some(period.start);
            }
        }
    }

    /// The period that a unit of time is counted from: days from any day spoken of, months and years from what was
    /// told of, not from the day on which somebody told it.
    fn counted_from(&self, unit: TimeUnit) -> Option<Period> {
        match unit {
            TimeUnit::Day | TimeUnit::Week | TimeUnit::Hour => self.last,
            _ => self.event,
        }
    }

    /// The day of that month and number that the text has named with its year.
    fn day_spoken_of(&self, month: i8, day: i8) -> Option<Date> {
        self.dated.iter().flatten().find(|date| date.month() == month && date.day() == day).copied()
    }

    /// The year of the news and how it is known.
    fn current_year(&self) -> Option<(i16, PeriodBasis)> {
        self.published
            .map(|date| (date.year(), PeriodBasis::Relative))
            .or(self.year.map(|year| (year, PeriodBasis::Context)))
    }

    /// The year that "the year" means here.
    fn year_in_force(&self) -> Option<(i16, PeriodBasis)> {
        self.spoken.map(|year| (year, PeriodBasis::Context)).or(self.current_year())
    }

    /// The year that "the previous year" comes after: that of the period last spoken of in this sentence.
    fn year_spoken_of(&self) -> Option<(i16, PeriodBasis)> {
        self.here.map(|period| (period.end.year(), PeriodBasis::Context)).or(self.year_in_force())
    }
}

/// A period as read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// The items it takes.
    pub items: Range<usize>,
    /// The days; none where the text leaves them open.
    pub period: Option<Period>,
    /// How it is known.
    pub basis: PeriodBasis,
    /// Whether the text itself names the year.
    pub names_year: bool,
    /// Whether it lies ahead of the news.
    pub future: bool,
    /// Whether it is no period but a stretch of time, or a time of day.
    pub shape: Shape,
    /// Whether it tells of the day without quite naming it ("after Friday prayers").
    pub loose: bool,
    /// The day that "five years ago" counts back to.
    pub since: Option<Date>,
}

/// What sort of time expression it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Period,
    Duration,
    Clock,
}

/// The units of time that make periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeUnit {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Hour,
    Weekend,
    Fiscal,
    Period,
    Other,
}

/// The kinds of words with which a period may begin, beside numbers and what opens a range.
pub(super) const TIME_KINDS: Kinds = Kinds::of(&[
    Kind::Month,
    Kind::HijriMonth,
    Kind::Weekday,
    Kind::TimeUnit,
    Kind::Relative,
    Kind::RelativeDay,
    Kind::NamedDay,
    Kind::Ago,
    Kind::PartOfPeriod,
    Kind::NamedPart,
    Kind::Season,
    Kind::Ordinal,
    Kind::Then,
]);

/// What the value of a day begins with that each year has.
const EACH_YEAR: &str = "--";

/// Reads periods in one sentence.
pub(super) struct PeriodReader<'s, 'a> {
    pub sentence: &'s Sentence<'a>,
    pub anchor: Anchor,
}

impl PeriodReader<'_, '_> {
    /// Reads the longest time expression that begins at an item.
    pub fn read(&self, at: usize) -> Option<When> {
        let mut found = self
            .since(at)
            .or_else(|| self.year_to_date(at))
            .map(|since| self.ended(since))
            .or_else(|| self.plain(at).map(|plain| self.open_before(plain)))
            .or_else(|| self.clock(at))
            .or_else(|| self.duration(at))?;
        if let Some(published) = self.anchor.published
            && let Some(period) = found.period.as_mut()
            && self.is_running(at)
        {
            period.end = period.end.min(published.max(period.start));
        }
        if let Some(period) = found.period
            && self.anchor.published.is_some_and(|published| period.start > published)
        {
            found.future = true;
        }
        found.future |= self.is_deadline(at);
        Some(found)
    }

    /// Whether the period at an item is that by which something is planned: "is due to leave by December".
    fn is_deadline(&self, at: usize) -> bool {
        let s = self.sentence;
        let by = |at: usize| s.senses(at, Kind::Preposition).any(|word| &*word.value == "deadline");
        let plan = |at: usize| s.is(at, Kind::Plan) || s.prefixes(at).has(Prefixes::FUTURE);
        at > 0 && by(at - 1) && (at.saturating_sub(8)..at).any(plan)
    }

    /// Whether the period at an item is still running: "so far in 2020".
    fn is_running(&self, at: usize) -> bool {
        at > 0 && self.sentence.senses(at - 1, Kind::During).any(|sense| &*sense.value == "so_far")
    }

    /// "since the start of the year and until 7 July": the end that is named stands in place of the day of
    /// publication.
    fn ended(&self, mut found: When) -> When {
        let s = self.sentence;
        let until = found.items.end + usize::from(s.is(found.items.end, Kind::And));
        if !s.is(until, Kind::Until) {
            return found;
        }
        let end = self.plain(until + 1);
        if let (Some(period), Some(end)) = (found.period, end)
            && let Some(last) = end.period.filter(|last| last.end >= period.start)
        {
            found.period = Some(Period::span(period.start, last.end));
            found.items.end = end.items.end;
        }
        found
    }

    /// A period without "since" before it, with those that are joined to it.
    fn plain(&self, at: usize) -> Option<When> {
        let open = self.sentence.is(at, Kind::RangeOpen);
        if !(self.may_begin(at) || open && self.may_begin(at + 1)) {
            return None;
        }
        let mut found = self
            .numeric_date(at)
            .or_else(|| self.named_day(at))
            .or_else(|| self.years_of_fiscal_year(at))
            .or_else(|| self.days_of_month(at))
            .or_else(|| self.range(at))
            .or_else(|| self.date(at))
            .or_else(|| self.day_of_this_month(at))
            .or_else(|| self.hijri_date(at))
            .or_else(|| self.hijri_month(at))
            .or_else(|| self.first_units_of_year(at))
            .or_else(|| self.part_of_month(at))
            .or_else(|| self.units_up_to(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.numbered_week(at))
            .or_else(|| self.fiscal_year(at))
            .or_else(|| self.weekend(at))
            .or_else(|| self.season(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.spoken_of(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year_range(at))
            .or_else(|| self.year(at))?;
        // "Last year, 2023", العام الماضي 2023: the year is said twice.
        if let Some(period) = found.period.filter(|period| period.grain == Grain::Year && !found.names_year)
            && let Some((year, end)) = self.year_digits(found.items.end, true)
            && year == period.start.year()
        {
            found.items.end = end;
            found.names_year = true;
            found.basis = PeriodBasis::Stated;
        }
        self.join(&mut found);
        Some(found)
    }

    /// Whether a period without "since" or a word that opens a range may begin at an item.
    fn may_begin(&self, at: usize) -> bool {
        const BEGINNINGS: Kinds = TIME_KINDS.and(NUMBER_KINDS);
        self.sentence.is_digits(at) || self.sentence.is_any(at, BEGINNINGS)
    }

    /// "until March": the beginning is left open.
    fn open_before(&self, mut found: When) -> When {
        let s = self.sentence;
        let start = found.items.start;
        let until = start > 0 && s.is(start - 1, Kind::Until) && !s.is(start - 1, Kind::RangeTo);
        if until && !s.is(start, Kind::RangeOpen) {
            (found.period, found.basis) = (None, PeriodBasis::None);
        }
        found
    }

    fn stated(&self, items: Range<usize>, period: Period) -> When {
        When {
            items,
            period: Some(period),
            basis: PeriodBasis::Stated,
            names_year: true,
            future: false,
            shape: Shape::Period,
            since: None,
            loose: false,
        }
    }

    fn known(&self, items: Range<usize>, period: Option<Period>, basis: PeriodBasis) -> When {
        let basis = if period.is_some() { basis } else { PeriodBasis::None };
        When {
            items,
            period,
            basis,
            names_year: false,
            future: false,
            shape: Shape::Period,
            since: None,
            loose: false,
        }
    }

    /// The value of a small whole number, as a day or a count.
    fn small(&self, at: usize, high: f64) -> Option<(i64, usize)> {
        let s = self.sentence;
        if let Some(ordinal) =
            s.sense(at, Kind::Ordinal).filter(|sense| sense.low >= 1.0 && sense.low <= high)
        {
            return Some((ordinal.low as i64, at + 1));
        }
        let number = number_at(s, at)?;
        let whole = number.form == Form::Plain && number.value.fract() == 0.0 && !number.weak;
        let mut end = number.items.end;
        if number.digits && s.is(end, Kind::Ordinal) && !s.spaced(end) {
            end += 1;
        }
        (whole && number.value >= 1.0 && number.value <= high).then_some((number.value as i64, end))
    }

    fn unit(&self, at: usize) -> Option<TimeUnit> {
        Some(match &*self.sentence.sense(at, Kind::TimeUnit)?.value {
            "day" | "night" => TimeUnit::Day,
            "week" => TimeUnit::Week,
            "month" => TimeUnit::Month,
            "quarter" => TimeUnit::Quarter,
            "half" => TimeUnit::Half,
            "year" => TimeUnit::Year,
            "decade" => TimeUnit::Decade,
            "hour" => TimeUnit::Hour,
            "weekend" => TimeUnit::Weekend,
            "fiscal" => TimeUnit::Fiscal,
            "period" => TimeUnit::Period,
            _ => TimeUnit::Other,
        })
    }

    /// Whether a date in digits begins at the item.
    pub fn is_numeric_date(&self, at: usize) -> bool {
        self.numeric_date(at).is_some()
    }

    /// Whether the item is a word for a month, not the name of one.
    pub fn is_month_word(&self, at: usize) -> bool {
        self.unit(at) == Some(TimeUnit::Month)
    }

    /// "since March", منذ عام 2011: up to the day of publication. Where the text does not say since which day
    /// ("since the war began"), the period is open.
    fn since(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        if !s.is(at, Kind::Since) {
            return None;
        }
        let bare = at > 0
            && s.lexicon.head_last()
            && (at + 1 == s.len() || matches!(s.mark(at + 1), Some('.' | ',' | ';')));
        if bare || s.senses(at, Kind::Since).any(|sense| &*sense.value == "then") {
            let spoken = self.anchor.last.map(|last| last.start);
            let period = spoken.zip(self.anchor.published).filter(|(start, published)| start <= published);
            let period = period.map(|(start, published)| Period::span(start, published));
            return Some(self.known(at..at + 1, period, PeriodBasis::Inferred));
        }
        let mut next = at + 1;
        while s.is(next, Kind::Definite) || s.is(next, Kind::In) {
            next += 1;
        }
        // "since the start of the war four months ago": the date may stand behind an event's name.
        let from = (next..(next + 14).min(s.len()))
            .take_while(|at| *at == next || s.mark(*at).is_none_or(|mark| matches!(mark, '-' | '\'' | '’')))
            .find_map(|at| self.plain(at));
        let Some(from) = from else {
            let told = self.anchor.starts.since(s, at + 1).map(|start| (start, PeriodBasis::Context));
            let war = || starts::names_war(s, at + 1).then(|| self.anchor.last_war()).flatten();
            let start = told.or_else(|| Some((war()?, PeriodBasis::Inferred)));
            let start = start.filter(|(start, _)| self.anchor.published.is_some_and(|date| *start <= date));
            let basis = start.map_or(PeriodBasis::Context, |(_, basis)| basis);
            let period = start.zip(self.anchor.published);
            let period = period.map(|((start, _), published)| Period::span(start, published));
            return Some(self.known(at..at + 1, period, basis));
        };
        let ends = from.items.clone().skip(1).find(|at| s.is(*at, Kind::Until));
        if let Some((until, period)) = ends.zip(from.period) {
            // "Since October 7 until 18 January 2025": the year is that of the end.
            let year = |at: usize| s.is_digits(at) && s.written(at..at + 1).chars().count() == YEAR_DIGITS;
            let war = self.anchor.war_began_on(period.start).filter(|_| !(next..until).any(year));
            let period = war.map_or(period, |began| Period::span(began, period.end));
            return Some(When { items: at..from.items.end, period: Some(period), ..from });
        }
        let middle = (at + 1..from.items.start)
            .any(|at| s.senses(at, Kind::During).any(|sense| &*sense.value == "mid"));
        let first = from.period.map(|period| match period.grain {
            Grain::Month if middle => shifted(period.start, 14.days()),
            Grain::Year if middle => shifted(period.start, 6.months()),
            _ => period.start,
        });
        let part = (at + 1..from.items.start)
            .rev()
            .find(|at| !s.is_any(*at, Kinds::of(&[Kind::Definite, Kind::Of])));
        let ended = part.is_some_and(|at| s.senses(at, Kind::During).any(|sense| &*sense.value == "end"));
        let first = if ended { from.period.map(|period| period.end) } else { first };
        let war = from.period.filter(|day| day.grain == Grain::Day && !from.names_year);
        let first = war.and_then(|day| self.anchor.war_began_on(day.start)).or(first);
        let start = from.since.or(first);
        if let Some((start, until)) = start.zip(self.until(from.items.end))
            && let Some(last) = until.period.filter(|last| start <= last.end)
        {
            let period = Some(Period::span(start, last.end));
            return Some(When { items: at..until.items.end, period, since: None, ..until });
        }
        let (Some(start), Some(published)) = (start, self.anchor.published) else {
            return Some(When { items: at..from.items.end, period: None, basis: PeriodBasis::None, ..from });
        };
        Some(When {
            items: at..from.items.end,
            period: (start <= published).then(|| Period::span(start, published)),
            since: None,
            ..from
        })
    }

    /// An event that is known by its day: "the October 7 attack".
    fn named_day(&self, at: usize) -> Option<When> {
        let value = &self.sentence.sense(at, Kind::NamedDay)?.value;
        match value.strip_prefix(EACH_YEAR) {
            Some(day) => self.day_of_each_year(at, day),
            None => Some(self.stated(at..at + 1, Period::day(value.parse().ok()?))),
        }
    }

    /// A day that each year has ("Christmas Day"): that of the year behind it, else the last one before the news.
    fn day_of_each_year(&self, at: usize, month_and_day: &str) -> Option<When> {
        let (month, day) = month_and_day.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        let of_year = |year: i16| Date::new(year, month, day).ok();
        if let Some((year, basis, named, end)) = self.year_after(at + 1) {
            let period = of_year(year).map(Period::day);
            return Some(When { names_year: named, ..self.known(at..end, period, basis) });
        }
        let (year, basis) = self.anchor.current_year()?;
        let ahead = |day: &Date| self.anchor.published.is_some_and(|published| *day > published);
        let found = of_year(year).filter(|day| !ahead(day)).or_else(|| of_year(year - 1));
        Some(self.known(at..at + 1, found.map(Period::day), basis))
    }

    /// Up to when what began before lasted: "until 19 April", وحتى نهاية آذار.
    fn until(&self, at: usize) -> Option<When> {
        let s = self.sentence;
        let opens = at + usize::from(s.is(at, Kind::And));
        if !s.is(opens, Kind::Until) {
            return None;
        }
        let small = Kinds::of(&[Kind::During, Kind::Definite, Kind::In]);
        let mut next = opens + 1;
        while s.is_any(next, small) {
            next += 1;
        }
        self.date(next).or_else(|| self.month(next)).or_else(|| self.year(next))
    }

    /// From the first day of the year up to publication, or up to the day said: "since the start of the year until
    /// 19 April 2023" began in that year.
    fn year_to_date(&self, at: usize) -> Option<When> {
        self.sentence.sense(at, Kind::YearToDate)?;
        if let Some(until) = self.until(at + 1) {
            let period = until.period.map(|last| Period::span(Period::year(last.end.year()).start, last.end));
            return Some(When { items: at..until.items.end, period, ..until });
        }
        let period = self.anchor.published.map(|date| Period::span(Period::year(date.year()).start, date));
        Some(self.known(at..at + 1, period, PeriodBasis::Relative))
    }
}
