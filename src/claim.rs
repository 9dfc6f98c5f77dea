//! Claims: a quantity of a measure, by an actor, against a target, in places, over a period.

mod actor;
mod attribution;
mod comparison;
mod counted;
mod digits;
mod extract;
mod number;
mod origin;
mod period;
mod place;
mod quantity;
mod reading;
mod scan;
mod sentence;
mod timing;
mod when;

pub use extract::{Extracted, Extractor};

pub use period::{Grain, Period, PeriodBasis, shifted};
pub use quantity::{Bound, Quantity, Unit, trailing_step};

pub use crate::article::ArticleId;
pub use crate::lexicon::ids::{ActorId, MeasureId, PlaceId};
use crate::{codes, id_type, table};
use jiff::civil::Date;

id_type! {
    /// `ARTICLE#START`, or `ARTICLE#tSTART` in a title.
    ClaimId
}

codes! {
    /// The part of an article that an offset counts in.
    pub enum Part {
        Title = "title",
        Text = "text",
    }
}

codes! {
    /// By which rule events were counted.
    pub enum Counting {
        /// As claimed by the actor.
        Claimed = "claimed",
        /// As reported, by media or witnesses.
        Reported = "reported",
        /// As verified by whoever counts.
        Verified = "verified",
    }
}

codes! {
    /// How a claim stands to the one it is compared to, or which way it moves.
    pub enum Relation {
        /// Compared, without a direction ("against 121").
        Compared = "compared",
        /// Larger, risen.
        More = "more",
        /// Smaller, fallen.
        Less = "less",
        /// The value is the ratio to the other.
        Ratio = "ratio",
        /// The value is the change in percent, upwards.
        PercentMore = "percent_more",
        /// The value is the change in percent, downwards.
        PercentLess = "percent_less",
        /// This claim is a part of the other ("59 of them in Syria").
        PartOf = "part_of",
        /// Unchanged.
        Same = "same",
    }
}

table! {
    /// A row of `claims.csv`.
    pub struct ClaimRow in "claims", "a numeric claim" {
        claim_id: ClaimId = "article id, #, start; #t and start in titles",
        article_id: ArticleId = "the article",
        part: Part = "title or text",
        start: u32 = "first code point of the number expression",
        end: u32 = "code point after its last",
        value: Option<f64> = "nominal value in base units; empty for a trend without a number",
        low: Option<f64> = "lower end of a range",
        high: Option<f64> = "upper end of a range",
        bound: Option<Bound> = "the hedge",
        unit: Option<Unit> = "what the number is a number of, in kind",
        currency: Option<String> = "ISO 4217, for money",
        measure: MeasureId = "what is counted",
        actor: Option<ActorId> = "who did it",
        target: Option<ActorId> = "against whom",
        places: Vec<PlaceId> = "where",
        period_start: Option<Date> = "first day",
        period_end: Option<Date> = "last day",
        grain: Option<Grain> = "the calendar unit that the period is one of",
        period_basis: PeriodBasis = "how the period is known",
        counting: Option<Counting> = "by which rule it was counted, where the text says so",
        compared_to: Option<ClaimId> = "the claim it is compared to",
        relation: Option<Relation> = "how it stands to that claim, or which way it moves",
        derivation: String = "how the slots were read",
        attribution: String = "who says so",
        text: String = "the number expression as written",
        quote_start: u32 = "first code point of the quote",
        quote: String = "the sentence",
    }
}

impl ClaimRow {
    /// The quantity, where the claim has a value.
    ///
    /// Its step comes from the number as written where that is digits, else from the value's trailing zeros.
    pub fn quantity(&self) -> Option<Quantity> {
        let value = self.value?;
        Some(Quantity {
            value,
            low: self.low.unwrap_or(value),
            high: self.high.unwrap_or(value),
            bound: self.bound.unwrap_or(Bound::Exact),
            unit: self.unit.unwrap_or(Unit::Count),
            step: quantity::written_step(&self.text, value),
        })
    }

    /// Whether the number is by how much something rose or fell ("12 more than in May"): no count of its own.
    pub fn is_difference(&self) -> bool {
        self.value.is_some()
            && self.compared_to.is_none()
            && matches!(self.relation, Some(Relation::More | Relation::Less))
    }

    /// The period, where it is known.
    pub fn period(&self) -> Option<Period> {
        let (start, end) = (self.period_start?, self.period_end?);
        Some(Period {
            grain: self.grain.unwrap_or(Period::span(start, end).grain),
            ..Period::span(start, end)
        })
    }
}

table! {
    /// A row of `skipped.csv`.
    pub struct SkippedRow in "skipped", "a numeral that is no claim" {
        article_id: ArticleId = "the article",
        part: Part = "title or text",
        start: u32 = "first code point",
        end: u32 = "code point after the last",
        value: Option<f64> = "its value, where it has one",
        reason: SkipReason = "why it is no claim",
        text: String = "the numeral as written",
    }
}

codes! {
    /// Why a numeral is no claim.
    pub enum SkipReason {
        Period = "period",
        Date = "date",
        Time = "time",
        Age = "age",
        Duration = "duration",
        Ordinal = "ordinal",
        /// How many a rate is per.
        Rate = "rate",
        Plan = "plan",
        Negated = "negated",
        Name = "name",
        Idiom = "idiom",
        Repeat = "repeat",
        Phone = "phone",
        Score = "score",
        List = "list",
        Vague = "vague",
        /// Nothing beside it says what it counts.
        NoMeasure = "no_measure",
    }
}

codes! {
    /// What a row of `mentions` is.
    pub enum MentionKind {
        Quantity = "quantity",
        Period = "period",
    }
}

table! {
    /// A row of what `mizan mentions` writes: a quantity or period as read, before claims are made.
    pub struct MentionRow in "mentions", "a quantity or period as read" {
        article_id: ArticleId = "the article",
        kind: MentionKind = "quantity or period",
        start: u32 = "first code point",
        end: u32 = "code point after the last",
        value: Option<f64> = "nominal value",
        low: Option<f64> = "lower end",
        high: Option<f64> = "upper end",
        bound: Option<Bound> = "the hedge",
        unit: Option<Unit> = "the unit",
        period_start: Option<Date> = "first day",
        period_end: Option<Date> = "last day",
        grain: Option<Grain> = "the calendar unit",
        text: String = "as written",
    }
}
