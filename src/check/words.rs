//! Figures, periods, places and sources in the words of explanations.

use crate::claim::{ActorId, Bound, ClaimRow, MeasureId, Period, PlaceId, Relation, Unit};
use crate::dataset::{Figure, Reason, Series, Slice};
use crate::lexicon::Labels;
use jiff::civil::Date;

/// Puts what findings name into the words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    labels: &'a Labels,
}

impl<'a> Words<'a> {
    /// Words in the language of these labels.
    pub fn new(labels: &'a Labels) -> Self {
        Words { labels }
    }

    pub(super) fn number(self, value: f64) -> String {
        self.labels.number(value)
    }

    /// What a claim says, with its hedge: "more than 150 attacks"; a trend and a multiple are quoted.
    pub fn claim(self, claim: &ClaimRow) -> String {
        let Some(quantity) = claim.quantity().filter(|quantity| quantity.unit != Unit::Ratio) else {
            return claim.text.clone();
        };
        let amount = |value| self.amount(value, claim.unit, claim.currency.as_deref(), &claim.measure);
        match quantity.bound {
            Bound::Range => self.labels.fill(
                "bound.range",
                &[("low", &self.number(quantity.low)), ("high", &amount(quantity.high))],
            ),
            bound => self.hedged(bound, &amount(quantity.value)),
        }
    }

    /// A figure with its noun and its source's hedge.
    pub(super) fn figure(self, figure: &Figure, series: &Series) -> String {
        self.hedged(figure.bound, &self.amount(figure.value, Some(series.unit), None, &series.measure))
    }

    /// A bare number with its noun.
    pub(super) fn counted(self, value: f64, measure: &MeasureId) -> String {
        self.labels.counted(value, measure)
    }

    fn hedged(self, bound: Bound, amount: &str) -> String {
        match bound {
            Bound::Exact | Bound::Range => amount.to_owned(),
            Bound::Approx => self.labels.fill("bound.approx", &[("amount", amount)]),
            Bound::AtLeast => self.labels.fill("bound.at_least", &[("amount", amount)]),
            Bound::MoreThan => self.labels.fill("bound.more_than", &[("amount", amount)]),
            Bound::AtMost => self.labels.fill("bound.at_most", &[("amount", amount)]),
            Bound::LessThan => self.labels.fill("bound.less_than", &[("amount", amount)]),
        }
    }

    fn amount(self, value: f64, unit: Option<Unit>, currency: Option<&str>, measure: &MeasureId) -> String {
        let key = match unit.unwrap_or(Unit::Count) {
            Unit::Count => return self.counted(value, measure),
            Unit::Percent => "unit.percent",
            Unit::PercentagePoint => "unit.percentage_point",
            Unit::Ratio => "unit.ratio",
            Unit::Money => "unit.money",
            Unit::Other => "unit.other",
        };
        let number = self.number(value);
        self.labels.fill(key, &[("value", &number), ("currency", currency.unwrap_or_default())])
    }

    /// A change as the text states it: a percentage with its sign and hedge.
    pub(super) fn stated_change(self, claim: &ClaimRow) -> String {
        match (claim.quantity(), direction(claim.relation)) {
            (Some(quantity), Some(sign))
                if quantity.unit == Unit::Percent && quantity.bound != Bound::Range =>
            {
                self.hedged(quantity.bound, &self.change(sign * quantity.value))
            }
            _ => self.claim(claim),
        }
    }

    /// How much something changed: in percent with its sign, or as a multiple.
    pub(super) fn amount_of_change(self, change: f64, unit: Unit) -> String {
        match unit {
            Unit::Ratio => self.labels.fill("change.ratio", &[("value", &self.number(change))]),
            _ => self.change(change),
        }
    }

    /// A change in percent with its sign.
    pub(super) fn change(self, percent: f64) -> String {
        let sign = if percent > 0.0 { "+" } else { "" };
        self.labels.fill("unit.percent", &[("value", &format!("{sign}{}", self.number(percent)))])
    }

    pub(super) fn period(self, period: &Period) -> String {
        self.labels.period(period.start, period.end)
    }

    pub(super) fn day(self, day: Date) -> String {
        self.labels.day(day)
    }

    /// Why a series cannot be set against a claim.
    pub(super) fn reason(self, reason: Reason) -> String {
        self.labels.name("reason", reason.code())
    }

    pub(super) fn length(self, period: &Period) -> String {
        self.labels.length(period.start, period.end)
    }

    pub(super) fn places(self, places: &[PlaceId]) -> String {
        let names: Vec<String> =
            places.iter().map(|place| self.labels.name("place", place.as_str())).collect();
        self.labels.list(&names)
    }

    pub(super) fn actor(self, actor: &ActorId) -> String {
        self.labels.name("actor", actor.as_str())
    }

    pub(super) fn measure(self, measure: &MeasureId) -> String {
        self.labels.name("measure", measure.as_str())
    }

    /// Who counted, in the language where it has a name for it.
    pub(super) fn source(self, series: &Series) -> String {
        let own = series.source_names.get(self.labels.language());
        own.cloned().unwrap_or_else(|| self.source_name(&series.source))
    }

    /// The name of a source in the language, where it has one.
    pub fn source_name(self, source: &str) -> String {
        let key = format!("source.{source}");
        match self.labels.text(&key) {
            unknown if unknown == key => self.labels.name("actor", source),
            name => name.to_owned(),
        }
    }

    /// What was counted by whom and against whom: "153 attacks by Islamic State".
    pub(super) fn deeds(self, figure: &Figure, series: &Series, slice: &Slice) -> String {
        let mut words = self.figure(figure, series);
        if let Some(actor) = &slice.actor {
            words = self.labels.fill("deeds.by", &[("what", &words), ("actor", &self.actor(actor))]);
        }
        if let Some(target) = &slice.target {
            words = self.labels.fill("deeds.against", &[("what", &words), ("target", &self.actor(target))]);
        }
        words
    }

    /// The claim with its doer and target.
    pub(super) fn told(self, claim: &ClaimRow) -> String {
        let mut words = self.claim(claim);
        if let Some(actor) = &claim.actor {
            words = self.labels.fill("deeds.by", &[("what", &words), ("actor", &self.actor(actor))]);
        }
        if let Some(target) = &claim.target {
            words = self.labels.fill("deeds.against", &[("what", &words), ("target", &self.actor(target))]);
        }
        words
    }

    /// How something was counted; empty where it is not said.
    pub(super) fn counting(self, series: &Series) -> String {
        series.counting.map_or_else(String::new, |counting| {
            self.labels
                .text(match counting {
                    crate::claim::Counting::Claimed => "counting.claimed",
                    crate::claim::Counting::Reported => "counting.reported",
                    crate::claim::Counting::Verified => "counting.verified",
                })
                .to_owned()
        })
    }

    /// Who counted and how: "US Central Command (as claimed by the actor)".
    pub(super) fn basis(self, series: &Series) -> String {
        let source = self.source(series);
        match self.counting(series) {
            counting if counting.is_empty() => source,
            counting => self.labels.fill("basis", &[("source", &source), ("counting", &counting)]),
        }
    }

    /// A list of things, joined as the language does.
    pub(super) fn list(self, items: &[String]) -> String {
        self.labels.list(items)
    }
}

/// The sign that a relation gives to a change.
pub(super) fn direction(relation: Option<Relation>) -> Option<f64> {
    match relation {
        Some(Relation::More | Relation::PercentMore) => Some(1.0),
        Some(Relation::Less | Relation::PercentLess) => Some(-1.0),
        _ => None,
    }
}
