//! When a number may be called wrong, and what it is instead.
//!
//! A discrepancy needs that no comparable series agrees and one of three grounds: the claim names the source
//! that has another figure; it names none and an authoritative series has another figure; or the number, exact
//! and unhedged, is the figure of a neighbouring slice, and too few figures were tried for that to be chance.

use super::agreement::{chance, informative_digits, taken_in};
use super::checker::Checker;
use super::evidence::{Evidence, Standing, Weighed};
use super::neighbours::{Hit, Searched, Way, search};
use super::rule::Case;
use super::slip::{Slip, slip};
use super::source::SourceName;
use crate::claim::{Period, PeriodBasis, PlaceId, Unit};
use crate::dataset::RowKind;

/// Above this a match may be chance, and makes no number wrong.
const MOST_CHANCE: f64 = 0.05;
/// Above this it does not even name the cause of a number that is wrong in any case. If every other wrong number is
/// the figure of another slice, four of five matches at this chance are none.
const MOST_CHANCE_OF_WRONG: f64 = 0.25;

/// Why a number may be called wrong, and from what it came.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refutation {
    /// The evidence, by its place, that has another figure; none where only the neighbouring slice speaks.
    pub(super) evidence: Option<usize>,
    pub(super) cause: Cause,
}

/// What the number is instead.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cause {
    /// Nothing that was found.
    Unknown,
    /// The figure of another slice.
    Slice(Hit),
    /// The right figure with a slip of the pen.
    Slip(Slip),
}

/// What was found out about a number that no comparable series has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Inquiry {
    pub(super) refutation: Option<Refutation>,
    /// A slice that has the number, where this is not the refutation's cause.
    pub(super) hint: Option<Hit>,
    /// Neighbouring slices tried.
    pub(super) slices: usize,
}

/// Looks into a number that no comparable series has.
pub(super) fn inquire(case: &Case<'_>) -> Inquiry {
    let (checker, weighed) = (case.checker(), case.own());
    let Some(quantity) = weighed.quantity.filter(|_| !weighed.has_agreement()) else {
        return Inquiry::default();
    };
    let Searched { hit, slices } = search(checker, case.article(), weighed);
    if is_unsure(case) || hit.as_ref().is_some_and(|hit| is_named_beside(case, hit)) {
        return Inquiry { refutation: None, hint: hit, slices };
    }
    let evidence = ground(checker, weighed);
    let speaks = |most: f64| hit.as_ref().is_some_and(|hit| convincing(weighed, hit, &quantity, most));
    let convincing = speaks(MOST_CHANCE);
    if evidence.is_none() {
        let alone =
            convincing && hit.as_ref().is_some_and(|hit| hit.exact && stands_alone(checker, weighed, hit));
        return match hit {
            Some(hit) if alone => Inquiry {
                refutation: Some(Refutation { evidence: None, cause: Cause::Slice(hit) }),
                hint: None,
                slices,
            },
            hint => Inquiry { refutation: None, hint, slices },
        };
    }
    let likely = speaks(MOST_CHANCE_OF_WRONG) && hit.as_ref().is_some_and(|hit| hit.exact);
    let slipped = evidence
        .and_then(|at| weighed.evidence[at].figure)
        .and_then(|figure| slip(&quantity, &figure, checker.options().tolerance));
    let (cause, hint) = match (hit, slipped) {
        (Some(hit), _) if convincing => (Cause::Slice(hit), None),
        (hint, Some(slip)) => (Cause::Slip(slip), hint),
        (Some(hit), None) if likely => (Cause::Slice(hit), None),
        (hint, None) => (Cause::Unknown, hint),
    };
    Inquiry { refutation: Some(Refutation { evidence, cause }), hint, slices }
}

/// Whether the claim may speak of something else than its slots say: its period is only inferred, or is a night that
/// touches two days; what it counts, or who did it, was spoken of before; its sentence speaks of averages, of a part, of
/// some of those who are there, or of what is only supposed; or it is a sum of money, for no series says in which
/// currency it counts.
fn is_unsure(case: &Case<'_>) -> bool {
    let own = case.own();
    matches!(own.claim.period_basis, PeriodBasis::Inferred | PeriodBasis::None)
        || own.touches_two_days()
        || own.claim.derivation.contains("before")
        || own.unit() == Unit::Money
        || case.says("rate", &[own])
        || case.says("part", &[own])
        || case.checker().is_standing(&own.claim.measure) && case.says("subset", &[own])
        || case.says("supposed", &[own])
}

/// Whether the sentence itself names the places or the period for which the number is right: then the number is
/// likely theirs, and only read as another's.
fn is_named_beside(case: &Case<'_>, hit: &Hit) -> bool {
    let own = case.own();
    let quote = SourceName::new(&own.claim.quote);
    match hit.way {
        Way::Places | Way::Elsewhere => {
            let mut others = hit.slice.places.iter().filter(|place| !own.places.contains(place)).peekable();
            let named = |place: &PlaceId| {
                case.sentence().any(|other| other.places.contains(place))
                    || quote
                        .mentions_glued(&SourceName::new(&case.words().places(std::slice::from_ref(place))))
            };
            others.peek().is_some() && others.all(named)
        }
        Way::Period => {
            let (period, own_period) = (hit.slice.period, own.period);
            let same = |other: &Period| (other.start, other.end) == (period.start, period.end);
            let year = SourceName::new(&period.start.year().to_string());
            let other_year = own_period.is_some_and(|own| own.start.year() != period.start.year());
            case.sentence().any(|other| other.period.as_ref().is_some_and(same))
                || (other_year && quote.mentions(&year))
        }
        _ => false,
    }
}

/// Whether the slice differs in one slot and is hardly a match by chance.
fn convincing(weighed: &Weighed<'_>, hit: &Hit, quantity: &crate::claim::Quantity, most: f64) -> bool {
    let counted = matches!(weighed.unit(), Unit::Count | Unit::Other);
    counted
        && hit.way != Way::Several
        && informative_digits(quantity) > 1
        && chance(hit.distinct, quantity) <= most
}

/// Whether the slice alone makes the number wrong. What people suffer or do goes by more than one word, and other
/// countries have counts of their own: these convince only beside a comparable figure of the claim's own.
fn stands_alone(checker: &Checker<'_>, weighed: &Weighed<'_>, hit: &Hit) -> bool {
    match hit.way {
        Way::Places => true,
        // Of periods that overlap, the text may have meant the other: "since January", told in July, of six months.
        Way::Period => {
            let stated = matches!(weighed.claim.period_basis, PeriodBasis::Stated | PeriodBasis::Context);
            // A level may well be the same in another year.
            let level = checker.datasets().series()[hit.series].row_kind == RowKind::Stock;
            let apart = weighed.period.is_some_and(|period| period.overlap(&hit.slice.period).is_none());
            stated && apart && !level
        }
        Way::Elsewhere | Way::Measure | Way::Level | Way::Roles | Way::RunningTotal => {
            weighed.evidence.iter().any(Evidence::differs)
        }
        Way::Several => false,
    }
}

/// The evidence that may call the number wrong: of the source that the claim names, else, where it names none,
/// of an authoritative series.
fn ground(checker: &Checker<'_>, weighed: &Weighed<'_>) -> Option<usize> {
    let refutes = |evidence: &Evidence| evidence.differs() || exceeds(checker, weighed, evidence);
    let find = |wanted: &dyn Fn(&Evidence) -> bool| {
        weighed.evidence.iter().position(|evidence| wanted(evidence) && refutes(evidence))
    };
    if weighed.attribution.is_empty() {
        find(&|evidence| checker.source(evidence.series).authoritative)
    } else {
        find(&|evidence| evidence.named)
    }
}

/// Whether a part of what is claimed is already more than the claim takes in.
fn exceeds(checker: &Checker<'_>, weighed: &Weighed<'_>, evidence: &Evidence) -> bool {
    let (Standing::Bound(_), Some(figure), Some(quantity)) =
        (evidence.standing, evidence.figure, &weighed.quantity)
    else {
        return false;
    };
    weighed.unit() == Unit::Count && figure.low > taken_in(quantity, checker.options().tolerance).high
}
