//! The pages of one article: head, passages, a card for each claim that was weighed, a line for the others.

use super::charts::{self, Chart, Subject};
use super::document::{
    ArticlePage, Card, Direction, Fact, Figure, FindingLine, Glance, Lead, Line, Mark, Passage, Segment,
    counts, tally, words,
};
use super::package::Package;
use super::references;
use super::run::{ArticleRecord, ClaimRecord, counts_the_same};
use super::wording::{Wording, isolated, left_to_right, letter, shown};
use crate::article::ArticleRow;
use crate::check::{Comparable, EvidenceRow, FindingRow, Outcome};
use crate::claim::{ClaimRow, Part};
use crate::error::Result;
use std::collections::BTreeMap;

/// How many claims that hold are told in full; the others get a line each.
const MOST_CARDS_THAT_AGREE: usize = 4;
/// How many claims are told in full at most.
const MOST_CARDS: usize = 12;
/// Below so many cards, claims that only have figures that are not comparable have cards too.
const FEW_CARDS: usize = 2;
/// How many of them have charts.
const MOST_CARDS_WITH_CHARTS: usize = 4;
/// How many sentences are shown before the claims.
const MOST_PASSAGES: usize = 6;
/// How many of them, if no claim in them is flagged.
const MOST_PASSAGES_THAT_PASS: usize = 4;
/// How many claims stand in the table at a glance.
const MOST_GLANCES: usize = 12;
/// How many other findings stand below the lead.
const MOST_NOTES: usize = 3;
/// How many words of the text stand for a missing title.
const WORDS_OF_A_TITLE: usize = 9;

/// Builds the pages of an article, and the charts that stand on them, in `wording`'s language.
pub(super) fn article_page(
    article: &ArticleRecord<'_>,
    anchor: &str,
    wording: Wording<'_>,
    package: &Package,
) -> Result<(ArticlePage, Vec<Chart>)> {
    let mut all_charts = Vec::new();
    let mut cards = Vec::new();
    let mut lines = Vec::new();
    let in_full = told_in_full(article, MOST_CARDS);
    let has_charts = told_in_full(article, MOST_CARDS_WITH_CHARTS);
    for (index, claim) in article.claims.iter().enumerate() {
        if !in_full[index] {
            lines.push(line(claim, index + 1, wording));
            continue;
        }
        let subject = Subject { claim, others: &article.claims, wording, package };
        let mut charts = if has_charts[index] { charts::of_claim(&subject)? } else { Vec::new() };
        for chart in &mut charts {
            chart.name = format!("{}-{}", file_stem(claim.row.claim_id.as_str()), chart.name);
        }
        cards.push(card(claim, index + 1, anchor, wording, package, charts.iter().map(figure).collect()));
        all_charts.append(&mut charts);
    }
    cards.sort_by_key(|(rank, _)| *rank);
    let mut cards: Vec<Card> = cards.into_iter().map(|(_, card)| card).collect();
    let chart = cards.iter_mut().find(|card| !card.charts.is_empty()).map(|card| card.charts.remove(0));
    let labels = wording.labels;
    let card_of = |number: usize| in_full[number - 1].then(|| card_anchor(anchor, number));
    let (passages, more_passages) = passages(&article.claims, &card_of, wording);
    let glance = |(index, claim)| glance(claim, index + 1, wording, package);
    let page = ArticlePage {
        anchor: anchor.to_owned(),
        language: labels.language().to_owned(),
        direction: if labels.right_to_left() { Direction::Rtl } else { Direction::Ltr },
        words: words(wording),
        title: title(article),
        facts: head_facts(article.row, wording, package),
        tally: tally(counts(article.claims.iter().map(ClaimRecord::outcome)), wording),
        summary: wording.tally(&article.claims),
        lead: lead(article, wording),
        passages,
        more_passages,
        chart,
        glance: first_to_see(article).into_iter().map(glance).collect(),
        more_claims: more_claims(article.claims.len(), wording),
        cards,
        lines,
        skipped: skipped(article, wording),
    };
    Ok((page, all_charts))
}

fn glance(claim: &ClaimRecord<'_>, number: usize, wording: Wording<'_>, package: &Package) -> Glance {
    let check = claim.check;
    let comparable = claim.evidence.iter().filter(|row| row.comparable != Comparable::No);
    let rests_on = |row: &&EvidenceRow| row.dataset == check.dataset && row.series == check.series;
    let reference = comparable.min_by_key(|row| (!rests_on(row), row.comparable)).map(|row| {
        let source = wording.counted_by(package, &row.dataset, &row.series);
        let values = [("source", isolated(&source)), ("figure", references::figure(row, wording, package))];
        wording.fill("fact.reference", &values)
    });
    Glance {
        number,
        mark: Mark::of(claim.outcome(), wording),
        claim: wording.claim(claim.row),
        period: claim.row.period().map(|period| wording.period(&period)).unwrap_or_default(),
        reference: reference.unwrap_or_default(),
    }
}

/// The most material claims, as many as the table at a glance has rows, in the order of the text.
fn first_to_see<'a>(article: &'a ArticleRecord<'a>) -> Vec<(usize, &'a ClaimRecord<'a>)> {
    let mut claims: Vec<_> = article.claims.iter().enumerate().collect();
    claims.sort_by_key(|(_, claim)| claim.rank());
    claims.truncate(MOST_GLANCES);
    claims.sort_by_key(|(index, _)| *index);
    claims
}

fn more_claims(claims: usize, wording: Wording<'_>) -> Option<String> {
    let more = claims.checked_sub(MOST_GLANCES).filter(|more| *more > 0)?;
    Some(wording.fill("report.more_claims", &[("count", wording.number(more as f64))]))
}

/// The article's title, else the first words of its first claim's sentence, else its id.
pub(super) fn title(article: &ArticleRecord<'_>) -> String {
    let title = shown(article.row.title.trim());
    if !title.is_empty() {
        return title;
    }
    let quote = article.claims.first().map(|claim| shown(&claim.row.quote)).unwrap_or_default();
    let mut words: Vec<&str> = quote.split_whitespace().collect();
    if words.is_empty() {
        return article.row.article_id.to_string();
    }
    let cut = words.len() > WORDS_OF_A_TITLE;
    words.truncate(WORDS_OF_A_TITLE);
    format!("{}{}", words.join(" "), if cut { "…" } else { "" })
}

/// A chart as the pages name it.
pub(super) fn figure(chart: &Chart) -> Figure {
    Figure { path: format!("charts/{}", chart.name), description: chart.description.clone() }
}

/// Letters and digits of an id, with hyphens for everything between: what a file may be called.
pub(super) fn file_stem(id: &str) -> String {
    let kept = id.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    kept.split_whitespace().collect::<Vec<_>>().join("-")
}

/// The anchor of a claim's card on its article's page.
pub(super) fn card_anchor(article_anchor: &str, number: usize) -> String {
    format!("{article_anchor}-claim-{number}")
}

/// Which claims have a card: all that do not hold, some that do, and those not checkable that have figures to
/// look at.
pub(super) fn has_card(article: &ArticleRecord<'_>) -> Vec<bool> {
    told_in_full(article, MOST_CARDS)
}

/// The claims that come first when no more than `most` are told in full.
fn told_in_full(article: &ArticleRecord<'_>, most: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..article.claims.len()).collect();
    order.sort_by_key(|index| article.claims[*index].rank());
    let mut told = vec![false; article.claims.len()];
    let (mut cards, mut agreeing) = (0, 0);
    for index in order {
        let claim = &article.claims[index];
        let comparable = claim.evidence.iter().any(|row| row.comparable != Comparable::No);
        let figures = || claim.evidence.iter().any(|row| row.figure.is_some() && claim.is_near(row));
        let near = claim.row.value.is_some() && figures();
        let wanted = match claim.outcome() {
            Outcome::Discrepancy | Outcome::Misleading => true,
            Outcome::Agrees => agreeing < MOST_CARDS_THAT_AGREE,
            Outcome::NotCheckable => comparable || claim.decision.is_some() || (near && cards < FEW_CARDS),
        };
        if wanted && cards < most {
            told[index] = true;
            cards += 1;
            agreeing += usize::from(claim.outcome() == Outcome::Agrees);
        }
    }
    told
}

fn head_facts(row: &ArticleRow, wording: Wording<'_>, package: &Package) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &'static str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { name: wording.text(key), value });
        }
    };
    let origin = package.origin(&row.article_id);
    add("report.source", origin.map(|origin| wording.quoted(&origin.source)).unwrap_or_default());
    let basis = wording.code("published_basis", row.published_basis.code());
    add(
        "report.published",
        match row.published {
            Some(date) => {
                let values = [("date", wording.date(date)), ("basis", basis)];
                wording.fill("fact.published", &values)
            }
            None => basis,
        },
    );
    let url = origin.map(|origin| origin.url.as_str()).filter(|url| !url.is_empty());
    let (key, place) = url.map_or(("report.file", row.path.as_str()), |url| ("report.url", url));
    let direct = if wording.labels.right_to_left() { left_to_right(&shown(place)) } else { shown(place) };
    add(key, direct);
    facts
}

/// The first of the most material claims that is flagged, in its headline's sentence.
fn lead(article: &ArticleRecord<'_>, wording: Wording<'_>) -> Option<Lead> {
    let flagged = article.claims.iter().filter(|claim| claim.is_flagged());
    let claim = flagged.min_by_key(|claim| claim.rank())?;
    let explanation = wording.quoted(&claim.check.explanation);
    let decision = decision(claim, wording);
    let others = in_order(claim).into_iter().filter(|finding| finding.code != claim.check.code);
    let weighed = [Outcome::Agrees, Outcome::NotCheckable].map(letter);
    let framing = others.filter(|finding| !weighed.iter().any(|letter| finding.code.starts_with(letter)));
    let told = framing.take(MOST_NOTES).map(|finding| wording.quoted(&finding.explanation));
    let mut notes: Vec<String> = told.collect();
    let text = match decision {
        None => explanation,
        Some(decision) => {
            notes.insert(0, explanation);
            decision
        }
    };
    (!text.is_empty()).then(|| Lead { mark: Mark::of(claim.outcome(), wording), text, notes })
}

/// The sentences that hold claims, in the order of the text, each claim's number marked in them: those to show
/// first, and the others.
fn passages(
    claims: &[ClaimRecord<'_>],
    card_of: &dyn Fn(usize) -> Option<String>,
    wording: Wording<'_>,
) -> (Vec<Passage>, Vec<Passage>) {
    let mut quotes: BTreeMap<(bool, u32), Vec<(usize, &ClaimRecord<'_>)>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let key = (claim.row.part == Part::Text, claim.row.quote_start);
        quotes.entry(key).or_default().push((index + 1, claim));
    }
    quotes.retain(|_, claims| !claims[0].1.row.quote.is_empty());
    let is_flagged =
        |claims: &[(usize, &ClaimRecord<'_>)]| claims.iter().any(|(_, claim)| claim.is_flagged());
    let flagged = quotes.values().filter(|claims| is_flagged(claims)).count();
    let mut room_for_flagged = MOST_PASSAGES;
    let mut room_for_others = MOST_PASSAGES_THAT_PASS.saturating_sub(flagged);
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for ((in_text, _), claims) in quotes {
        let room = if is_flagged(&claims) { &mut room_for_flagged } else { &mut room_for_others };
        let passages = if *room > 0 { &mut first } else { &mut others };
        *room = room.saturating_sub(1);
        passages.push(Passage {
            part: (!in_text).then(|| wording.text("report.title_part")),
            direction: Direction::of(&claims[0].1.row.quote),
            segments: segments(&claims, card_of, wording),
        });
    }
    (first, others)
}

/// Cuts a quote at the numbers of its claims; a number inside another one's stretch is not marked twice.
fn segments(
    claims: &[(usize, &ClaimRecord<'_>)],
    card_of: &dyn Fn(usize) -> Option<String>,
    wording: Wording<'_>,
) -> Vec<Segment> {
    let quote: Vec<char> = claims[0].1.row.quote.chars().collect();
    let mut marked: Vec<(usize, usize, usize, Mark)> = claims
        .iter()
        .filter_map(|(number, claim)| {
            let (start, end) = span_in_quote(claim.row, quote.len())?;
            Some((start, end, *number, Mark::of(claim.outcome(), wording)))
        })
        .collect();
    marked.sort_by_key(|(start, end, number, _)| (*start, *end, *number));
    let text = |from: usize, to: usize| shown(&quote[from..to].iter().collect::<String>());
    let plain = |text: String| Segment { text, mark: None, anchor: None };
    let mut segments = Vec::new();
    let mut done = 0;
    for (start, end, number, mark) in marked {
        if start < done {
            continue;
        }
        if start > done {
            segments.push(plain(text(done, start)));
        }
        segments.push(Segment { text: text(start, end), mark: Some(mark), anchor: card_of(number) });
        done = end;
    }
    if done < quote.len() {
        segments.push(plain(text(done, quote.len())));
    }
    segments
}

/// Where the number stands in its quote, if it does.
fn span_in_quote(claim: &ClaimRow, quote_length: usize) -> Option<(usize, usize)> {
    let start = claim.start.checked_sub(claim.quote_start)? as usize;
    let end = claim.end.checked_sub(claim.quote_start)? as usize;
    (start < end && end <= quote_length).then_some((start, end))
}

fn card(
    claim: &ClaimRecord<'_>,
    number: usize,
    article_anchor: &str,
    wording: Wording<'_>,
    package: &Package,
    charts: Vec<Figure>,
) -> ((u8, crate::check::Severity, usize), Card) {
    let rank = claim.rank();
    let same = claim.evidence.iter().filter(|row| counts_the_same(row));
    let first = same.min_by_key(|row| (row.comparable, !claim.is_thereabouts(row)));
    let card = Card {
        anchor: card_anchor(article_anchor, number),
        number,
        mark: Mark::of(claim.outcome(), wording),
        code: claim.check.code.clone(),
        claim: wording.claim(claim.row),
        decision: decision(claim, wording),
        facts: claim_facts(claim, wording),
        findings: findings(claim, wording),
        references: references::references(claim, wording, package),
        query: first.map(|row| row.query.to_string()),
        charts,
    };
    ((rank.0, rank.1, number), card)
}

fn decision(claim: &ClaimRecord<'_>, wording: Wording<'_>) -> Option<String> {
    let decision = claim.decision?;
    let mut values =
        vec![("who", shown(&decision.who)), ("outcome", wording.code("outcome", decision.outcome.code()))];
    let sentence = match decision.when {
        Some(date) => {
            values.push(("date", wording.date(date)));
            wording.fill("report.decision_dated", &values)
        }
        None => wording.fill("report.decision", &values),
    };
    let note = shown(&decision.note);
    Some(if note.is_empty() { sentence } else { format!("{sentence}. {note}") })
}

/// What the article says, slot by slot.
fn claim_facts(claim: &ClaimRecord<'_>, wording: Wording<'_>) -> Vec<Fact> {
    let row = claim.row;
    let mut facts = Vec::new();
    let mut add = |key: &'static str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { name: wording.text(key), value });
        }
    };
    let name = |kind: &str, id: Option<&str>| id.map(|id| shown(&wording.code(kind, id))).unwrap_or_default();
    add("fact.measure", name("measure", Some(row.measure.as_str())));
    add("fact.actor", name("actor", row.actor.as_ref().map(|actor| actor.as_str())));
    add("fact.target", name("actor", row.target.as_ref().map(|actor| actor.as_str())));
    add("fact.places", wording.places(&row.places));
    let basis = wording.code("period_basis", row.period_basis.code());
    add(
        "fact.period",
        match row.period() {
            Some(period) => {
                let length = wording.length(&period);
                let values = [("period", wording.period(&period)), ("length", length), ("basis", basis)];
                wording.fill("fact.period_basis", &values)
            }
            None => basis,
        },
    );
    add("fact.counting", name("counting", row.counting.map(crate::claim::Counting::code)));
    add("fact.attribution", wording.quoted(&wording.code("actor", &row.attribution)));
    if let Some(other) = claim.compared_to {
        let value = wording.claim(other);
        let value = match other.period() {
            Some(period) => {
                wording.fill("fact.compared_value", &[("claim", value), ("period", wording.period(&period))])
            }
            None => value,
        };
        add("fact.compared_to", value);
    }
    facts
}

/// The findings, the headline first, then by weight and code.
fn in_order<'a>(claim: &ClaimRecord<'a>) -> Vec<&'a FindingRow> {
    let mut findings: Vec<&FindingRow> = claim.findings.iter().collect();
    findings
        .sort_by_key(|finding| (finding.code != claim.check.code, finding.severity, finding.code.clone()));
    findings
}

fn findings(claim: &ClaimRecord<'_>, wording: Wording<'_>) -> Vec<FindingLine> {
    in_order(claim)
        .into_iter()
        .map(|finding| FindingLine {
            code: finding.code.clone(),
            severity: finding.severity.code(),
            severity_name: wording.code("severity", finding.severity.code()),
            text: wording.quoted(&finding.explanation),
            tried: finding.slices_tried.map(|count| {
                let count = wording.counted(count as usize, "slice");
                wording.fill("report.tried", &[("count", count)])
            }),
        })
        .collect()
}

fn line(claim: &ClaimRecord<'_>, number: usize, wording: Wording<'_>) -> Line {
    let decision = decision(claim, wording);
    Line {
        number,
        mark: Mark::of(claim.outcome(), wording),
        code: claim.check.code.clone(),
        claim: wording.claim(claim.row),
        text: decision.unwrap_or_else(|| wording.quoted(&claim.check.explanation)),
    }
}

/// The numerals that are no claims, by reason.
fn skipped(article: &ArticleRecord<'_>, wording: Wording<'_>) -> Vec<Fact> {
    let mut by_reason: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for row in article.skipped {
        let texts = by_reason.entry(row.reason).or_default();
        let text = shown(&row.text);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let separator = wording.text("list.separator");
    by_reason
        .into_iter()
        .map(|(reason, texts)| Fact {
            name: wording.code("skip", reason.code()),
            value: texts.join(&separator),
        })
        .collect()
}
