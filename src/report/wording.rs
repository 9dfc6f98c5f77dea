//! How reports put tables into words: numbers, periods, places, names, in the report's language.

use super::query::SliceWords;
use super::run::ClaimRecord;
use crate::check::{EvidenceRow, Outcome};
use crate::claim::{Bound, ClaimRow, Grain, MeasureId, Period, PlaceId, Unit};
use crate::lexicon::Labels;
use jiff::civil::Date;

/// Isolates: what stands between one of them and its end keeps its own order.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

/// Phrases in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'a> {
    pub labels: &'a Labels,
}

impl<'a> Wording<'a> {
    /// Phrases made of these labels.
    pub fn new(labels: &'a Labels) -> Self {
        Wording { labels }
    }

    /// The label below a key.
    pub fn text(&self, key: &'a str) -> String {
        self.labels.text(key).to_owned()
    }

    /// The name of a code of one of the enumerations: `outcome.agrees`, `reason.places`.
    pub fn code(&self, kind: &str, code: &str) -> String {
        self.labels.name(kind, code)
    }

    /// A number in digits.
    pub fn number(&self, value: f64) -> String {
        let text = self.labels.number(value);
        if value < 0.0 { left_to_right(&text) } else { text }
    }

    /// A number of countable things, the noun in the right form; `noun` is the value of `counted` rows.
    pub fn counted(&self, count: usize, noun: &str) -> String {
        self.labels.counted(count as f64, &MeasureId::from(noun))
    }

    /// The claim in few words: its number with its noun, or its own text where it has no value.
    pub fn claim(&self, claim: &ClaimRow) -> String {
        let Some(value) = claim.value else { return shown(&claim.text) };
        let amount = match claim.unit.unwrap_or(Unit::Count) {
            Unit::Count => self.labels.counted(value, &claim.measure),
            unit => {
                let currency = claim.currency.as_deref().unwrap_or_default();
                let values = [("value", self.number(value)), ("currency", currency.to_owned())];
                self.fill(&format!("unit.{unit}"), &values)
            }
        };
        match claim.bound.unwrap_or(Bound::Exact) {
            Bound::Exact => amount,
            Bound::Range => match (claim.low, claim.high) {
                (Some(low), Some(high)) if low < high => {
                    let noun = self.labels.counted(high, &claim.measure);
                    self.fill("bound.range", &[("low", self.number(low)), ("high", noun)])
                }
                _ => amount,
            },
            bound => self.fill(&format!("bound.{bound}"), &[("amount", amount)]),
        }
    }

    /// A claim's number alone, for charts; its text where it has none.
    pub fn claim_value(&self, claim: &ClaimRow) -> String {
        claim.value.map_or_else(|| shown(&claim.text), |value| self.number(value))
    }

    /// A value with its estimates where they differ: `4,025 (3,971–4,248)`.
    pub fn estimate(&self, value: f64, low: f64, high: f64) -> String {
        if low >= high {
            return self.number(value);
        }
        let values = [("value", self.number(value)), ("low", self.number(low)), ("high", self.number(high))];
        self.fill("estimate", &values)
    }

    /// A calendar day.
    pub fn date(&self, date: Date) -> String {
        let values =
            [("day", date.day().to_string()), ("month", self.month(date)), ("year", date.year().to_string())];
        self.fill("period.day", &values)
    }

    /// The name of the month a day is in.
    pub fn month(&self, date: Date) -> String {
        self.labels.text(&format!("month.{}", date.month())).to_owned()
    }

    /// A month with its year.
    pub fn month_of_year(&self, date: Date) -> String {
        self.fill("period.month", &[("month", self.month(date)), ("year", date.year().to_string())])
    }

    /// A period: a year, a month, from month to month, or from day to day.
    pub fn period(&self, period: &Period) -> String {
        let (start, end) = (period.start, period.end);
        let years = [("year", start.year().to_string()), ("last_year", end.year().to_string())];
        let months = [("month", self.month(start)), ("last_month", self.month(end))];
        let values: Vec<(&str, String)> = years.into_iter().chain(months).collect();
        match (period.whole_months(), period.grain) {
            (_, Grain::Day) => self.date(start),
            (Some(1), _) => self.fill("period.month", &values),
            (Some(12), Grain::Year) => self.fill("period.year", &values),
            (Some(_), _) if start.year() == end.year() => self.fill("period.months", &values),
            (Some(_), _) => self.fill("period.months_across", &values),
            (None, _) => self.fill("period.days", &[("first", self.date(start)), ("last", self.date(end))]),
        }
    }

    /// How long a period is, in months where it consists of whole ones, else in days.
    pub fn length(&self, period: &Period) -> String {
        match period.whole_months() {
            Some(months) => self.counted(months.unsigned_abs() as usize, "duration.month"),
            None => self.counted(period.days().unsigned_abs() as usize, "duration.day"),
        }
    }

    /// Places, joined as the language joins a list.
    pub fn places(&self, places: &[PlaceId]) -> String {
        self.list(&places.iter().map(|place| self.code("place", place.as_str())).collect::<Vec<_>>())
    }

    /// Several names, joined as the language joins them.
    pub fn list(&self, items: &[String]) -> String {
        joined(items, self.labels.text("list.between"), self.labels.text("list.last"))
    }

    /// Several clauses, joined as the language joins them.
    pub fn clauses(&self, clauses: &[String]) -> String {
        joined(clauses, self.labels.text("clauses.between"), self.labels.text("clauses.last"))
    }

    /// What the series behind evidence was asked for, or has nearest: measure, places, period.
    pub fn slice(&self, slice: &SliceWords) -> String {
        let mut parts = vec![self.code("measure", &slice.measure)];
        if !slice.places.is_empty() {
            parts.push(self.places(&slice.places));
        }
        parts.extend(slice.period.map(|period| self.period(&period)));
        parts.join(self.labels.text("list.separator"))
    }

    /// Whether a series can be set against the claim, and why not where it cannot.
    pub fn comparability(&self, evidence: &EvidenceRow) -> String {
        match evidence.reason {
            None => self.code("comparable", evidence.comparable.code()),
            Some(reason) => {
                let values = [
                    ("comparable", self.code("comparable", evidence.comparable.code())),
                    ("reason", self.code("reason", reason.code())),
                ];
                self.fill("comparable.because", &values)
            }
        }
    }

    /// How far the claim is from a figure: nothing, or the difference with its sign and the ratio.
    pub fn difference(&self, evidence: &EvidenceRow) -> String {
        match (evidence.difference, evidence.ratio) {
            (Some(0.0), _) => self.text("difference.none"),
            (Some(difference), ratio) => {
                let sign = if difference > 0.0 { "+" } else { "" };
                let times = ratio.map(|ratio| format!(" (×{})", self.labels.number(ratio)));
                let times = times.unwrap_or_default();
                left_to_right(&format!("{sign}{}{times}", self.labels.number(difference)))
            }
            (None, _) => String::new(),
        }
    }

    /// How many claims came to each outcome, in one sentence.
    pub fn tally(&self, claims: &[ClaimRecord<'_>]) -> String {
        if claims.is_empty() {
            return self.text("summary.none");
        }
        let of = |outcome| claims.iter().filter(|claim| claim.outcome() == outcome).count();
        let parts: Vec<String> = Outcome::ALL
            .iter()
            .filter(|outcome| of(**outcome) > 0)
            .map(|outcome| self.counted(of(*outcome), &format!("summary.{outcome}")))
            .collect();
        let values = [("numbers", self.counted(claims.len(), "number")), ("tally", self.clauses(&parts))];
        self.fill("summary.tally", &values)
    }

    /// The label with its places filled.
    pub fn fill(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.labels.fill(key, &values)
    }
}

fn joined(items: &[String], between: &str, last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => format!("{}{last}{end}", before.join(between)),
    }
}

/// A name in its own direction, whatever stands around it.
pub(super) fn isolated(name: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}")
}

/// Keeps the order of a run of digits, signs and Latin inside a line that runs from right to left.
pub(super) fn left_to_right(text: &str) -> String {
    format!("{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}")
}

/// A text as it may be shown: letter for letter, but without characters that are no part of what is read:
/// controls, and the marks that override, embed or isolate direction and would reorder what stands around.
pub(super) fn shown(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            _ if c.is_control() => None,
            _ => Some(c),
        })
        .collect()
}

/// The letter that stands for an outcome, beside its colour and shape: that of its codes.
pub(super) fn letter(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agrees => "A",
        Outcome::Discrepancy => "D",
        Outcome::Misleading => "M",
        Outcome::NotCheckable => "N",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_of_direction_and_controls_are_left_out_and_everything_else_stays() {
        assert_eq!(
            shown("a\u{202E}321\u{202C} \u{2067}ب\u{2069}\u{0}\n#import \u{200F}"),
            "a321 ب #import \u{200F}"
        );
    }

    #[test]
    fn a_period_is_named_by_the_calendar_unit_it_is() {
        let labels = Labels::embedded("en");
        let wording = Wording::new(&labels);
        let cases = [
            (Period::year(2023), "2023"),
            (Period::half(2024, 1), "January–June 2024"),
            (Period::month(2024, 2), "February 2024"),
            (Period::months(2023, 11, 4), "November 2023 – February 2024"),
            (Period::day(Date::constant(2024, 7, 16)), "16 July 2024"),
            (
                Period::span(Date::constant(2024, 1, 1), Date::constant(2024, 4, 5)),
                "1 January 2024 – 5 April 2024",
            ),
        ];
        for (period, expected) in cases {
            assert_eq!(wording.period(&period), expected);
        }
    }
}
