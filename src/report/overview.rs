//! The first page of a report on several articles: tallies, the most material findings, what cannot be
//! checked and why, disagreement across articles, and the list of articles.

use super::article_page::{card_anchor, figure, file_stem, title};
use super::charts::{self, Chart, MonthTally, Telling};
use super::document::{
    ArticleLine, ClaimLine, ClusterLine, CountRow, CountTable, Fact, Mark, Overview, OverviewFinding, counts,
    tally,
};
use super::run::{ArticleRecord, ClaimRecord, Run};
use super::wording::{Wording, shown};
use crate::check::{ClusterRow, Comparable, Outcome};
use crate::claim::ClaimId;
use crate::error::Result;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const MOST_FINDINGS: usize = 30;
const MOST_ARTICLES: usize = 60;
const MOST_ROWS: usize = 12;
const MOST_CLUSTERS: usize = 8;

/// An article of the report, the anchor of its pages where it has some, and which claims have a card there.
pub(super) struct Place<'a> {
    pub article: &'a ArticleRecord<'a>,
    pub anchor: Option<String>,
    pub cards: Vec<bool>,
}

impl Place<'_> {
    /// Where a claim is told: its card, else its article's page.
    pub fn of_claim(&self, index: usize) -> Option<String> {
        let anchor = self.anchor.as_ref()?;
        Some(if self.cards[index] { card_anchor(anchor, index + 1) } else { anchor.clone() })
    }
}

/// Builds the overview, and the charts that stand on it.
pub(super) fn overview(
    run: &Run,
    places: &[Place<'_>],
    rule_title: &dyn Fn(&str) -> String,
    wording: Wording<'_>,
) -> Result<(Overview, Vec<Chart>)> {
    let claims: Vec<ClaimRecord<'_>> =
        places.iter().flat_map(|place| place.article.claims.iter().copied()).collect();
    let articles = wording.counted(places.len(), "article");
    let (clusters, mut charts) = clusters(run, places, wording)?;
    if let Some(mut chart) = charts::by_month(wording, &months(places, wording))? {
        chart.name = "overview-by-month".to_owned();
        charts.insert(0, chart);
    }
    let (findings, found) = findings(places, wording);
    let (lines, listed) = article_lines(places, wording);
    let rest = |all: usize, shown: usize| {
        let count = wording.number((all - shown) as f64);
        let values = [("file", "index.html".to_owned()), ("count", count)];
        (all > shown).then(|| wording.fill("batch.more", &values))
    };
    let overview = Overview {
        title: wording.fill("batch.title", &[("articles", articles)]),
        summary: batch_summary(&claims, places.len(), wording),
        tally: tally(counts(claims.iter().map(ClaimRecord::outcome)), wording),
        pages_note: pages_note(places, wording),
        more_findings: rest(found, findings.len()),
        findings,
        counts: count_tables(run, places, &claims, rule_title, wording),
        uncheckable: uncheckable(&claims, rule_title, wording),
        charts: charts.iter().map(figure).collect(),
        clusters,
        more_articles: rest(listed, lines.len()),
        articles: lines,
    };
    Ok((overview, charts))
}

/// Says how many of the flagged articles have pages, where some do and some do not.
fn pages_note(places: &[Place<'_>], wording: Wording<'_>) -> Option<String> {
    let flagged = || places.iter().filter(|place| place.article.is_flagged());
    let (all, with_pages) = (flagged().count(), flagged().filter(|place| place.anchor.is_some()).count());
    let values = [("all", wording.number(all as f64)), ("shown", wording.number(with_pages as f64))];
    (0 < with_pages && with_pages < all).then(|| wording.fill("batch.pages_note", &values))
}

/// Every claim of the run in a line, in the order of the tables.
pub(super) fn claim_rows(run: &Run, places: &[Place<'_>], wording: Wording<'_>) -> Vec<ClaimLine> {
    let mut rows = Vec::new();
    for place in places {
        let article = title(place.article);
        for (index, claim) in place.article.claims.iter().enumerate() {
            let check = claim.check;
            rows.push(ClaimLine {
                mark: Mark::of(claim.outcome(), wording),
                code: check.code.clone(),
                claim: wording.claim(claim.row),
                text: wording.quoted(&check.explanation),
                article: article.clone(),
                reference: wording.counted_by(&run.package, &check.dataset, &check.series),
                anchor: place.of_claim(index),
            });
        }
    }
    rows
}

fn batch_summary(claims: &[ClaimRecord<'_>], articles: usize, wording: Wording<'_>) -> String {
    let of = |outcome: &Outcome| claims.iter().filter(|claim| claim.outcome() == *outcome).count();
    let parts: Vec<String> = Outcome::ALL
        .iter()
        .filter(|outcome| of(outcome) > 0)
        .map(|outcome| wording.counted(of(outcome), &format!("summary.{outcome}")))
        .collect();
    let values = [
        ("articles", wording.counted(articles, "article")),
        ("numbers", wording.counted(claims.len(), "number")),
        ("tally", wording.clauses(&parts)),
    ];
    wording.fill(if parts.is_empty() { "summary.batch_none" } else { "summary.batch" }, &values)
}

/// The flagged claims, the most material first, and how many there are of them in all.
fn findings(places: &[Place<'_>], wording: Wording<'_>) -> (Vec<OverviewFinding>, usize) {
    let mut flagged: Vec<(&Place<'_>, usize, &ClaimRecord<'_>)> = Vec::new();
    for place in places {
        let claims = place.article.claims.iter().enumerate();
        flagged.extend(
            claims.filter(|(_, claim)| claim.is_flagged()).map(|(index, claim)| (place, index, claim)),
        );
    }
    flagged.sort_by_key(|(_, _, claim)| (claim.rank(), claim.check.code.clone()));
    let all = flagged.len();
    let lines = flagged.into_iter().take(MOST_FINDINGS).map(|(place, index, claim)| OverviewFinding {
        mark: Mark::of(claim.outcome(), wording),
        code: claim.check.code.clone(),
        claim: wording.claim(claim.row),
        text: wording.quoted(&claim.check.explanation),
        article: wording.quoted(&title(place.article)),
        anchor: place.of_claim(index),
    });
    (lines.collect(), all)
}

/// Claims by rule, by reference, by publisher and by month of publication.
fn count_tables(
    run: &Run,
    places: &[Place<'_>],
    claims: &[ClaimRecord<'_>],
    rule_title: &dyn Fn(&str) -> String,
    wording: Wording<'_>,
) -> Vec<CountTable> {
    let table = |heading: &str, name_column: &str, rows: Vec<CountRow>| CountTable {
        heading: wording.text(heading),
        name_column: wording.text(name_column),
        rows,
    };
    let by_rule = counted(claims.iter().map(|claim| {
        let code = claim.check.code.as_str();
        let title = rule_title(code);
        let name = if title.is_empty() { code.to_owned() } else { format!("{code} {title}") };
        (name, claim.outcome())
    }));
    let by_reference = counted(claims.iter().map(|claim| {
        let check = claim.check;
        let name = match &*check.series {
            "" => wording.text("batch.no_reference"),
            series => wording.counted_by(&run.package, &check.dataset, series),
        };
        (name, claim.outcome())
    }));
    let publisher = |place: &Place<'_>| {
        let origin = run.package.origin(&place.article.row.article_id);
        origin.map(|origin| shown(&origin.source)).filter(|source| !source.is_empty())
    };
    let by_publisher = counted(places.iter().flat_map(|place| {
        let name = publisher(place);
        place.article.claims.iter().filter_map(move |claim| Some((name.clone()?, claim.outcome())))
    }));
    let tables = [
        table("batch.by_rule", "column.rule", by_rule),
        table("batch.by_source", "column.reference", by_reference),
        table("batch.by_publisher", "report.source", by_publisher),
        table("batch.by_month", "column.month", month_rows(places, wording)),
    ];
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The most frequent first, those equally frequent by name.
fn counted(names: impl Iterator<Item = (String, Outcome)>) -> Vec<CountRow> {
    let mut outcomes: BTreeMap<String, Vec<Outcome>> = BTreeMap::new();
    for (name, outcome) in names {
        outcomes.entry(name).or_default().push(outcome);
    }
    let row = |(name, outcomes): (String, Vec<Outcome>)| CountRow {
        name,
        total: outcomes.len(),
        counts: counts(outcomes.into_iter()),
    };
    let mut rows: Vec<CountRow> = outcomes.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    rows.truncate(MOST_ROWS);
    rows
}

/// Claims by year and month of publication, in order; the undated ones last.
fn tallies_by_month(places: &[Place<'_>]) -> BTreeMap<(bool, i16, i8), [usize; 4]> {
    let mut months: BTreeMap<(bool, i16, i8), [usize; 4]> = BTreeMap::new();
    for place in places {
        let published = place.article.row.published;
        let key = published.map_or((true, 0, 0), |date| (false, date.year(), date.month()));
        let tally = months.entry(key).or_default();
        for (sum, count) in
            tally.iter_mut().zip(counts(place.article.claims.iter().map(ClaimRecord::outcome)))
        {
            *sum += count;
        }
    }
    months
}

fn month_name((undated, year, month): (bool, i16, i8), wording: Wording<'_>) -> String {
    if undated {
        return wording.text("chart.undated");
    }
    let name = wording.labels.text(&format!("month.{month}")).to_owned();
    wording.fill("period.month", &[("month", name), ("year", year.to_string())])
}

fn month_rows(places: &[Place<'_>], wording: Wording<'_>) -> Vec<CountRow> {
    let row = |(key, counts): (_, [usize; 4])| CountRow {
        name: month_name(key, wording),
        total: counts.iter().sum(),
        counts,
    };
    let mut rows: Vec<CountRow> = tallies_by_month(places).into_iter().map(row).collect();
    let surplus = rows.len().saturating_sub(MOST_ROWS);
    rows.drain(..surplus);
    rows
}

fn months(places: &[Place<'_>], wording: Wording<'_>) -> Vec<MonthTally> {
    let month = |(key, claims)| MonthTally { month: month_name(key, wording), claims };
    tallies_by_month(places).into_iter().map(month).collect()
}

/// Why claims cannot be checked: what kept the series away, and where there is none, the rule.
fn uncheckable(
    claims: &[ClaimRecord<'_>],
    rule_title: &dyn Fn(&str) -> String,
    wording: Wording<'_>,
) -> Vec<Fact> {
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.outcome() == Outcome::NotCheckable) {
        let away = claim.evidence.iter().filter(|row| row.comparable == Comparable::No);
        let mut reasons: Vec<_> = away.filter_map(|row| row.reason).collect();
        reasons.sort();
        reasons.dedup();
        if reasons.is_empty() {
            let code = claim.check.code.as_str();
            *causes.entry(format!("{code} {}", rule_title(code)).trim_end().to_owned()).or_default() += 1;
        }
        for reason in reasons {
            *causes.entry(wording.code("reason", reason.code())).or_default() += 1;
        }
    }
    let mut causes: Vec<(String, usize)> = causes.into_iter().collect();
    causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    causes.truncate(MOST_ROWS);
    let fact = |(name, count): (String, usize)| Fact { name, value: wording.number(count as f64) };
    causes.into_iter().map(fact).collect()
}

/// The claims that articles tell with different numbers.
fn clusters(run: &Run, places: &[Place<'_>], wording: Wording<'_>) -> Result<(Vec<ClusterLine>, Vec<Chart>)> {
    let mut told: FxHashMap<&ClaimId, (&Place<'_>, &ClaimRecord<'_>)> = FxHashMap::default();
    for place in places {
        told.extend(place.article.claims.iter().map(|claim| (&claim.row.claim_id, (place, claim))));
    }
    let mut rows_of: BTreeMap<&str, Vec<&ClusterRow>> = BTreeMap::new();
    for row in &run.clusters {
        rows_of.entry(row.cluster_id.as_str()).or_default().push(row);
    }
    let (mut lines, mut charts) = (Vec::new(), Vec::new());
    let differing = rows_of.into_iter().filter(|(_, rows)| rows.iter().any(|row| !is_same(row)));
    for (cluster_id, rows) in differing.take(MOST_CLUSTERS) {
        let members: Vec<_> = rows.iter().filter_map(|row| Some((*row, *told.get(&row.claim_id)?))).collect();
        let Some((_, (_, first))) = members.iter().find(|(row, _)| is_same(row)).or(members.first()) else {
            continue;
        };
        let claim = wording.claim(first.row);
        let telling = |(row, (place, claim)): &(&ClusterRow, (&Place<'_>, &ClaimRecord<'_>))| {
            Some(Telling {
                article: title(place.article),
                when: place.article.row.published.map(|date| wording.date(date)).unwrap_or_default(),
                value: claim.row.value?,
                same: is_same(row),
            })
        };
        let tellings: Vec<Telling> = members.iter().filter_map(telling).collect();
        if let Some(mut chart) = charts::across_outlets(wording, &claim, &tellings)? {
            chart.name = format!("overview-{}-across-outlets", file_stem(cluster_id));
            charts.push(chart);
        }
        let fact = |telling: &Telling| Fact {
            name: wording.quoted(&telling.article),
            value: wording.number(telling.value),
        };
        lines.push(ClusterLine { claim, tellings: tellings.iter().map(fact).collect() });
    }
    Ok((lines, charts))
}

fn is_same(row: &ClusterRow) -> bool {
    row.agreement == "same"
}

/// The articles, flagged ones first, and how many there are in all.
fn article_lines(places: &[Place<'_>], wording: Wording<'_>) -> (Vec<ArticleLine>, usize) {
    let mut order: Vec<&Place<'_>> = places.iter().collect();
    order.sort_by_key(|place| !place.article.is_flagged());
    let lines = order.into_iter().take(MOST_ARTICLES).map(|place| ArticleLine {
        title: wording.quoted(&title(place.article)),
        date: place.article.row.published.map(|date| wording.date(date)).unwrap_or_default(),
        counts: counts(place.article.claims.iter().map(ClaimRecord::outcome)),
        anchor: place.anchor.clone(),
    });
    (lines.collect(), places.len())
}
