//! How a row of the corpus says what must be read, and whether that was read.

use mizan::claim::{Bound, ClaimRow, SkippedRow, Unit};
use mizan::text::Span;

mizan::table! {
    /// A row of the corpus.
    pub struct Row in "corpus", "a phrase and what must be read from it" {
        idea: String = "what the row is about",
        published: Option<jiff::civil::Date> = "publication date, where the reading depends on it",
        expected: String = "what must be read, in the order of the marks",
        text: String = "the phrase, each number expression in square brackets",
    }
}

/// A text without its marks, and where they stood.
pub struct Marked {
    pub text: String,
    pub spans: Vec<Span>,
}

impl Marked {
    pub fn of(written: &str) -> Self {
        let (mut text, mut spans, mut start, mut point) = (String::new(), Vec::new(), 0, 0);
        for c in written.chars() {
            match c {
                '[' => start = point,
                ']' => spans.push(Span { start, end: point }),
                _ => {
                    text.push(c);
                    point += 1;
                }
            }
        }
        Marked { text, spans }
    }
}

/// What was read at one place.
pub enum Found<'a> {
    Claim(&'a ClaimRow),
    Skipped(&'a SkippedRow),
}

impl Found<'_> {
    pub fn start(&self) -> u32 {
        match self {
            Found::Claim(row) => row.start,
            Found::Skipped(row) => row.start,
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Found::Claim(row) => &row.text,
            Found::Skipped(row) => &row.text,
        }
    }

    /// As an expectation would say it, with every slot.
    pub fn told(&self) -> String {
        match self {
            Found::Skipped(row) => format!("-{} {:?} ", row.reason, row.value),
            Found::Claim(row) => {
                let slots: Vec<String> = SLOTS
                    .iter()
                    .map(|(name, slot)| (name, slot(row)))
                    .filter(|(_, value)| value != "-")
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                format!("{} {} {} ", quantity(row), row.measure, slots.join(" "))
            }
        }
    }
}

fn sign(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact | Bound::Range => "",
        Bound::Approx => "~",
        Bound::AtLeast => ">=",
        Bound::MoreThan => ">",
        Bound::AtMost => "<=",
        Bound::LessThan => "<",
    }
}

fn shown(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}

/// The quantity of a claim as expectations write it.
fn quantity(row: &ClaimRow) -> String {
    let Some(value) = row.value else {
        return row.relation.map_or("", |relation| relation.code()).to_owned();
    };
    let number = match (row.low, row.high) {
        (Some(low), Some(high)) if low == value => format!("{}..{}", shown(low), shown(high)),
        (Some(low), Some(high)) => format!("{}({}..{})", shown(value), shown(low), shown(high)),
        _ => shown(value),
    };
    let unit = match row.unit {
        Some(Unit::Percent) => "%",
        Some(Unit::PercentagePoint) => "pp",
        Some(Unit::Ratio) => "x",
        _ => "",
    };
    format!("{}{number}{unit}", sign(row.bound.unwrap_or(Bound::Exact)))
}

type Slot = fn(&ClaimRow) -> String;

/// The slots that an expectation may name, as text; `-` where the claim leaves one open.
const SLOTS: &[(&str, Slot)] = &[
    ("unit", |row| row.unit.map_or("-".to_owned(), |unit| unit.to_string())),
    ("currency", |row| row.currency.clone().unwrap_or("-".to_owned())),
    ("actor", |row| row.actor.as_ref().map_or("-".to_owned(), |id| id.as_str().replace(' ', "_"))),
    ("target", |row| row.target.as_ref().map_or("-".to_owned(), |id| id.as_str().replace(' ', "_"))),
    ("places", |row| {
        let places: Vec<&str> = row.places.iter().map(|id| id.as_str()).collect();
        if places.is_empty() { "-".to_owned() } else { places.join(",") }
    }),
    ("period", |row| row.period().map_or("-".to_owned(), |period| period.to_string())),
    ("counting", |row| row.counting.map_or("-".to_owned(), |counting| counting.to_string())),
    ("relation", |row| row.relation.map_or("-".to_owned(), |relation| relation.to_string())),
    ("attribution", |row| {
        if row.attribution.is_empty() { "-".to_owned() } else { row.attribution.replace(' ', "_") }
    }),
];

/// What must be read at one place.
pub enum Expected {
    Claim { quantity: String, measure: String, slots: Vec<(Slot, String)> },
    Skipped { reason: String, value: Option<String> },
}

/// Reads an expectation: readings between semicolons, in the order of the text.
pub fn expected(written: &str) -> Result<Vec<Expected>, String> {
    written.split(';').map(str::trim).filter(|reading| !reading.is_empty()).map(reading).collect()
}

fn reading(written: &str) -> Result<Expected, String> {
    let mut words = written.split_whitespace();
    let first = words.next().unwrap_or_default();
    if let Some(reason) = first.strip_prefix('-') {
        return Ok(Expected::Skipped { reason: reason.to_owned(), value: words.next().map(str::to_owned) });
    }
    let measure = words.next().ok_or_else(|| format!("`{written}` names no measure"))?.to_owned();
    let slots = words
        .map(|word| {
            let (name, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is no slot=value"))?;
            let slot = SLOTS.iter().find(|(known, _)| *known == name);
            let (_, slot) = slot.ok_or_else(|| format!("`{name}` is no slot"))?;
            Ok((*slot, value.to_owned()))
        })
        .collect::<Result<_, String>>()?;
    Ok(Expected::Claim { quantity: first.to_owned(), measure, slots })
}

/// Whether what was found is what was expected, where it was expected.
pub fn matches(expected: &Expected, span: Span, found: &Found) -> bool {
    match (expected, found) {
        (Expected::Claim { quantity: wanted, measure, slots }, Found::Claim(row)) => {
            let measured = row.measure.as_str() == measure
                || (measure == "other" && row.measure.as_str().starts_with("other:"));
            (row.start, row.end) == (span.start, span.end)
                && quantity(row) == *wanted
                && measured
                && slots.iter().all(|(slot, wanted)| slot(row) == *wanted)
        }
        (Expected::Skipped { reason, value }, Found::Skipped(row)) => {
            row.start < span.end
                && span.start < row.end
                && row.reason.code() == reason
                && value.as_ref().is_none_or(|value| row.value.map(shown).as_ref() == Some(value))
        }
        _ => false,
    }
}
