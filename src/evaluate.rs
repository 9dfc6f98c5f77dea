//! Measuring extraction against articles whose claims a person annotated.
//!
//! A gold file is JSON Lines: one article a line, with `article_id`, `lang`, `published`, `text` and `claims`,
//! each claim with `start`, `end` (code points), `value`, `modifier`, `unit`, `measure`, `places`, `actor` and
//! `period`. A claim is found where its number expression overlaps one of ours; each of ours serves once. An actor
//! is right if it is, or is part of, whom the annotated name means in one of the lexicons: "Rapid Support Forces"
//! is `RSF`, and an army is its state's.

use crate::article::Article;
use crate::claim::{ActorId, ClaimRow, Extractor, MeasureId, Part, PeriodBasis};
use crate::error::{Error, Result};
use crate::lexicon::Kind;
use crate::lexicon::ids::{ActorKind, Ids};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// An article of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldArticle {
    /// The article's id.
    pub article_id: String,
    /// ISO 639-1 code.
    pub lang: String,
    /// Publication date.
    pub published: Option<Date>,
    /// The text.
    pub text: String,
    /// Its claims.
    pub claims: Vec<GoldClaim>,
}

/// A claim as a person annotated it.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldClaim {
    /// First code point of the number expression.
    pub start: u32,
    /// Code point after its last.
    pub end: u32,
    /// Nominal value in base units.
    pub value: f64,
    /// The hedge.
    pub modifier: String,
    /// The unit's kind.
    pub unit: String,
    /// What is counted.
    pub measure: Option<String>,
    /// Countries.
    pub places: Vec<String>,
    /// Who did it.
    pub actor: Option<String>,
    /// When.
    pub period: Option<GoldPeriod>,
}

/// A closed interval of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct GoldPeriod {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were right.
    pub right: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += u32::from(right);
        self.of += 1;
    }

    /// The share that was right; 1 of nothing.
    pub fn rate(self) -> f64 {
        if self.of == 0 { 1.0 } else { f64::from(self.right) / f64::from(self.of) }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({}/{})", self.rate(), self.right, self.of)
    }
}

/// What an evaluation found.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// Claims in the gold.
    pub gold: u32,
    /// Claims that were read.
    pub read: u32,
    /// Claims of the gold that were found.
    pub found: u32,
    /// Of these, how many with the right value.
    pub value: Share,
    /// Of these, the hedge.
    pub bound: Share,
    /// Of these, the measure, where the gold's is one of the listed ones.
    pub measure: Share,
    /// Of these, the countries.
    pub places: Share,
    /// Of these, the period, none where the gold has none.
    pub period: Share,
    /// Of these, the period where the gold has one.
    pub stated_period: Share,
    /// Of these, the actor where the gold has one.
    pub actor: Share,
    /// Of these, no actor where the gold has none.
    pub no_actor: Share,
    /// What was missed or misread, the worse first.
    pub misses: Vec<Miss>,
}

/// Something missed or misread, with its context.
#[derive(Debug, Clone)]
pub struct Miss {
    /// The article.
    pub article_id: String,
    /// What went wrong: the slot (`missed` and `no claim in the gold` for whole claims), a colon, and how.
    pub what: String,
    /// The text around it, the number in brackets.
    pub context: String,
    /// How bad: the worse first.
    pub weight: u32,
}

impl Miss {
    /// The slot that was misread: `value`, `bound`, `measure`, `places`, `period`, `actor`.
    ///
    /// ```
    /// use mizan::evaluate::Miss;
    /// let what = "actor: none for Israel".to_owned();
    /// let miss = Miss { article_id: "a".into(), what, context: String::new(), weight: 1 };
    /// assert_eq!(miss.slot(), "actor");
    /// ```
    pub fn slot(&self) -> &str {
        self.what.split(':').next().unwrap_or("")
    }
}

impl Evaluation {
    /// Precision, recall and F1 of finding claims.
    pub fn detection(&self) -> [f64; 3] {
        scores(self.found, self.read, self.gold)
    }

    /// Precision, recall and F1 of finding claims with the right value.
    pub fn values(&self) -> [f64; 3] {
        scores(self.value.right, self.read, self.gold)
    }
}

fn scores(right: u32, read: u32, gold: u32) -> [f64; 3] {
    let share = |of: u32| if of == 0 { 1.0 } else { f64::from(right) / f64::from(of) };
    let (precision, recall) = (share(read), share(gold));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    [precision, recall, f1]
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "claims: {} in the gold, {} read, {} found", self.gold, self.read, self.found)?;
        for (name, [precision, recall, f1]) in [("detection", self.detection()), ("values", self.values())] {
            writeln!(f, "{name:<22} precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")?;
        }
        for (name, share) in [
            ("value", self.value),
            ("bound", self.bound),
            ("measure (listed)", self.measure),
            ("places", self.places),
            ("period", self.period),
            ("period where stated", self.stated_period),
            ("actor where stated", self.actor),
            ("no actor where none", self.no_actor),
        ] {
            writeln!(f, "{name:<22} {share}")?;
        }
        Ok(())
    }
}

/// Reads a gold file.
pub fn read_gold(path: &Path) -> Result<Vec<GoldArticle>> {
    let text = std::fs::read_to_string(path).map_err(|cause| Error::read(path, &cause))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|cause| {
                Error::new(format!("is no annotated article: {cause}"))
                    .at(path)
                    .line(index as u64 + 1)
                    .hint("see `mizan evaluate --help` for the format")
            })
        })
        .collect()
}

/// Extracts the claims of the gold's articles and compares them with the annotation.
pub fn evaluate(gold: &[GoldArticle], extractor: &Extractor, ids: &Ids) -> Result<Evaluation> {
    let mut evaluation = Evaluation::default();
    for article in gold {
        let id = article.article_id.as_str();
        let extracted =
            extractor.extract(&Article::of_text(id, &article.lang, article.published, &article.text))?;
        let claims: Vec<&ClaimRow> = extracted
            .claims
            .iter()
            .filter(|claim| claim.part == Part::Text && claim.value.is_some())
            .collect();
        evaluation.add(article, &claims, extractor, ids);
    }
    evaluation.misses.sort_by_key(|miss| std::cmp::Reverse(miss.weight));
    Ok(evaluation)
}

/// Whom an annotated name means: the id itself, an actor that a lexicon calls so, the state of a place.
fn actors_named(name: &str, extractor: &Extractor, ids: &Ids) -> Vec<ActorId> {
    let of_state = |place: &str| ids.actor_of_country(place, ActorKind::State).map(|row| row.id.clone());
    let mut named: Vec<ActorId> = Vec::new();
    for lexicon in crate::lexicon::languages().filter_map(|language| extractor.lexicon(language)) {
        for sense in lexicon.senses_of(name) {
            match sense.kind {
                Kind::Actor => named.push(sense.value.as_ref().into()),
                Kind::Place => named.extend(of_state(&sense.value)),
                _ => {}
            }
        }
    }
    named.extend(
        ids.actors.iter().map(|row| &row.id).find(|id| id.as_str().eq_ignore_ascii_case(name)).cloned(),
    );
    named
}

impl Evaluation {
    fn add(&mut self, article: &GoldArticle, claims: &[&ClaimRow], extractor: &Extractor, ids: &Ids) {
        let mut used = vec![false; claims.len()];
        self.gold += article.claims.len() as u32;
        self.read += claims.len() as u32;
        for gold in &article.claims {
            let overlap = |claim: &&ClaimRow| claim.start < gold.end && gold.start < claim.end;
            let match_at = (0..claims.len()).find(|at| !used[*at] && overlap(&claims[*at]));
            let Some(at) = match_at else {
                self.miss(
                    article,
                    gold.start,
                    gold.end,
                    3,
                    format!("missed: {} {:?}", gold.value, gold.measure),
                );
                continue;
            };
            used[at] = true;
            self.found += 1;
            self.compare(article, gold, claims[at], extractor, ids);
        }
        for (claim, _) in claims.iter().zip(&used).filter(|(_, used)| !**used) {
            let what = format!("no claim in the gold: {:?} {}", claim.value, claim.measure);
            self.miss(article, claim.start, claim.end, 3, what);
        }
    }

    fn compare(
        &mut self,
        article: &GoldArticle,
        gold: &GoldClaim,
        claim: &ClaimRow,
        extractor: &Extractor,
        ids: &Ids,
    ) {
        let mut differs = |right: bool, weight: u32, what: String| {
            if !right {
                self.misses.push(Miss {
                    article_id: article.article_id.clone(),
                    what,
                    context: context(&article.text, gold.start, gold.end),
                    weight,
                });
            }
            right
        };
        let value = claim.value.unwrap_or(f64::NAN);
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0);
        let half = gold.unit == "ratio" && close(value, gold.value * 100.0);
        let half = half || (gold.unit == "percent" && close(value * 100.0, gold.value));
        // A third is 0.333 or 0.3333, as one likes to write it.
        let part = gold.unit == "ratio" && (value - gold.value).abs() < 1e-3;
        let right = close(value, gold.value) || half || part;
        self.value.count(differs(right, 2, format!("value: {} for {}", value, gold.value)));
        let bound = claim.bound.map_or("", |bound| bound.code());
        self.bound.count(differs(bound == gold.modifier, 1, format!("bound: {bound} for {}", gold.modifier)));
        if let Some(measure) = gold.measure.as_deref().filter(|measure| !measure.starts_with("other:")) {
            // A gold may name one measure by two words: "house/building".
            let named = |id: &MeasureId| measure.split('/').any(|word| word == id.as_str());
            let right = ids.measure_tree.ancestors(&claim.measure).any(named);
            self.measure.count(differs(right, 1, format!("measure: {} for {measure}", claim.measure)));
        }
        let mut places: Vec<&str> =
            claim.places.iter().map(|id| ids.country_of(id).unwrap_or(id).as_str()).collect();
        places.sort_unstable();
        places.dedup();
        let mut wanted: Vec<&str> = gold.places.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        self.places.count(differs(places == wanted, 1, format!("places: {places:?} for {wanted:?}")));
        let period = claim
            .period()
            .filter(|_| gold.period.is_some() || claim.period_basis != PeriodBasis::Inferred)
            .map(|period| GoldPeriod { start: period.start, end: period.end });
        let shown = |period: Option<GoldPeriod>| {
            period.map_or("none".to_owned(), |period| format!("{}..{}", period.start, period.end))
        };
        let what = format!("period: {} for {}", shown(period), shown(gold.period));
        let right = differs(period == gold.period, 1, what);
        self.period.count(right);
        if gold.period.is_some() {
            self.stated_period.count(right);
        }
        let read = claim.actor.as_ref().map_or("none", |id| id.as_str());
        if let Some(actor) = &gold.actor {
            let named = actors_named(actor, extractor, ids);
            let right = claim
                .actor
                .as_ref()
                .is_some_and(|id| named.iter().any(|named| ids.actor_tree.contains(named, id)));
            self.actor.count(differs(right, 1, format!("actor: {read} for {actor}")));
        } else {
            self.no_actor.count(differs(claim.actor.is_none(), 1, format!("actor: {read} for none")));
        }
    }

    fn miss(&mut self, article: &GoldArticle, start: u32, end: u32, weight: u32, what: String) {
        let context = context(&article.text, start, end);
        self.misses.push(Miss { article_id: article.article_id.clone(), what, context, weight });
    }
}

/// The text around a span, on one line.
fn context(text: &str, start: u32, end: u32) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = ((start as usize).min(chars.len()), (end as usize).min(chars.len()));
    let around = |from: usize, to: usize| chars[from..to].iter().collect::<String>().replace('\n', " ");
    format!(
        "{}[{}]{}",
        around(start.saturating_sub(120), start),
        around(start, end),
        around(end, (end + 80).min(chars.len()))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_golds_actor_may_be_called_by_any_of_its_names() {
        let ids = Ids::embedded();
        let extractor = Extractor::new(&ids).unwrap();
        let means = |name: &str, id: &str| actors_named(name, &extractor, &ids).contains(&id.into());
        assert!(means("Rapid Support Forces", "RSF"));
        assert!(means("rsf", "RSF"));
        assert!(means("قوات الدعم السريع", "RSF"));
        assert!(means("Democratic Republic of Congo", "DR Congo"));
        assert!(actors_named("a man from nowhere", &extractor, &ids).is_empty());
    }
}
