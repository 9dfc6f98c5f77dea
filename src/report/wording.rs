//! How reports put tables into words: numbers, periods, places, names, in the report's language.

use super::document::Direction;
use super::package::Package;
use super::query::SliceWords;
use super::run::ClaimRecord;
use crate::check::{EvidenceRow, Outcome, Words};
use crate::claim::{ClaimRow, MeasureId, Period, PlaceId, Unit};
use crate::lexicon::Labels;
use jiff::civil::Date;

/// Isolates: what stands between one of them and its end keeps its own order.
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const ARABIC_LETTER_MARK: char = '\u{061C}';
const MINUS: &str = "\u{2212}";
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
        if value < 0.0 { left_to_right(&text.replace('-', MINUS)) } else { text }
    }

    /// A number in its unit.
    pub fn amount(&self, unit: Option<Unit>, value: f64) -> String {
        if unit != Some(Unit::Percent) {
            return self.number(value);
        }
        let number = self.labels.number(value).replace('-', MINUS);
        let percent = self.labels.fill("unit.percent", &[("value", &number)]);
        // As after an Arabic letter: the sign on the right of the digits, the percent sign on their left.
        if self.labels.right_to_left() { format!("{ARABIC_LETTER_MARK}{percent}") } else { percent }
    }

    /// A number of countable things, the noun in the right form; `noun` is the value of `counted` rows.
    pub fn counted(&self, count: usize, noun: &str) -> String {
        self.labels.counted(count as f64, &MeasureId::from(noun))
    }

    /// The claim in few words: its number with its noun, or its own text where it has no value.
    pub fn claim(&self, claim: &ClaimRow) -> String {
        shown(&Words::new(self.labels).claim(claim))
    }

    /// A claim's number alone, for charts; its text where it has none.
    pub fn claim_value(&self, claim: &ClaimRow) -> String {
        claim.value.map_or_else(|| shown(&claim.text), |value| self.number(value))
    }

    /// A value in its unit with its estimates where they differ: `4,025 (3,971–4,248)`.
    pub fn estimate(&self, unit: Option<Unit>, value: f64, low: f64, high: f64) -> String {
        if low >= high {
            return self.amount(unit, value);
        }
        let amount = |value| self.amount(unit, value);
        let values = [("value", amount(value)), ("low", amount(low)), ("high", amount(high))];
        self.fill("estimate", &values)
    }

    /// A calendar day.
    pub fn date(&self, date: Date) -> String {
        self.labels.day(date)
    }

    /// A month with its year.
    pub fn month_of_year(&self, month: Date) -> String {
        self.period(&Period::month(month.year(), month.month()))
    }

    /// A period: a year, a month, from month to month, or from day to day.
    pub fn period(&self, period: &Period) -> String {
        self.labels.period(period.start, period.end)
    }

    /// How long a period is, in months where it consists of whole ones, else in days.
    pub fn length(&self, period: &Period) -> String {
        self.labels.length(period.start, period.end)
    }

    /// Who counted a series, in the language where it has a name for it.
    pub fn counted_by(&self, package: &Package, dataset: &str, series: &str) -> String {
        let names = package.series(dataset, series).map(|note| &note.source_names);
        match names.and_then(|names| names.get(self.labels.language())) {
            Some(name) => shown(name),
            None => shown(&Words::new(self.labels).source_name(package.counted_by(dataset, series))),
        }
    }

    /// Places, joined as the language joins a list.
    pub fn places(&self, places: &[PlaceId]) -> String {
        self.list(&places.iter().map(|place| self.code("place", place.as_str())).collect::<Vec<_>>())
    }

    /// Several names, joined as the language joins them.
    pub fn list(&self, items: &[String]) -> String {
        self.labels.list(items)
    }

    /// Several clauses, joined as the language joins them.
    pub fn clauses(&self, clauses: &[String]) -> String {
        match clauses {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                let before = before.join(self.labels.text("clauses.between"));
                self.fill("clauses.last", &[("before", before), ("last", last.clone())])
            }
        }
    }

    /// What the series behind evidence was asked for, or has nearest: measure, places, period.
    pub fn slice(&self, slice: &SliceWords) -> String {
        let measure = self.code("measure", &slice.measure);
        let rest = self.where_and_when(slice);
        if rest.is_empty() { measure } else { [measure, rest].join(self.labels.text("list.separator")) }
    }

    /// The places and the period of a slice.
    pub fn where_and_when(&self, slice: &SliceWords) -> String {
        let mut parts = Vec::new();
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

    /// Whether a claim and a figure differ by as much as is written of numbers.
    pub fn differs(&self, evidence: &EvidenceRow) -> bool {
        evidence.difference.is_none_or(|difference| self.labels.number(difference) != self.labels.number(0.0))
    }

    /// How far the claim is from a figure: nothing, or the difference with its sign and the ratio.
    pub fn difference(&self, evidence: &EvidenceRow) -> String {
        let Some(difference) = evidence.difference else { return String::new() };
        if !self.differs(evidence) {
            return self.text("difference.none");
        }
        let sign = if difference > 0.0 { "+" } else { MINUS };
        let times = evidence.ratio.map(|ratio| format!(" (×{})", self.labels.number(ratio)));
        left_to_right(&format!("{sign}{}{}", self.labels.number(difference.abs()), times.unwrap_or_default()))
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

    /// A text of the article's, as it may be shown; in an isolate where it runs the other way than the report.
    pub fn quoted(&self, text: &str) -> String {
        let text = shown(text);
        let runs_left = Direction::of(&text) == Direction::Rtl;
        if text.is_empty() || runs_left == self.labels.right_to_left() { text } else { isolated(&text) }
    }

    /// The label with its places filled.
    pub fn fill(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.labels.fill(key, &values)
    }
}

/// A text in its own direction, whatever stands around it.
pub(super) fn isolated(text: &str) -> String {
    match Direction::of(text) {
        Direction::Ltr => left_to_right(text),
        Direction::Rtl => format!("{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}"),
    }
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
