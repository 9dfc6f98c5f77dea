//! ClaimReview: a schema.org object for each claim that was decided, one a line.
//!
//! Claims that cannot be checked are left out: "not checkable" is no rating.

use super::run::{ArticleRecord, ClaimRecord, Run};
use super::wording::Wording;
use crate::check::Outcome;
use crate::lexicon::Labels;
use serde_json::{Value, json};

/// The rating on schema.org's scale, the worst first; none where there is nothing to rate.
fn rating(outcome: Outcome) -> Option<u8> {
    match outcome {
        Outcome::Agrees => Some(5),
        Outcome::Misleading => Some(3),
        Outcome::Discrepancy => Some(1),
        Outcome::NotCheckable => None,
    }
}

/// The lines of `claimreview.jsonl` on an article's claims.
pub(super) fn claim_reviews(run: &Run, article: &ArticleRecord<'_>, labels: &Labels) -> Vec<String> {
    let wording = Wording::new(labels);
    let review = |claim: &ClaimRecord<'_>| {
        Some(claim_review(run, article, claim, wording, rating(claim.outcome())?).to_string())
    };
    article.claims.iter().filter_map(review).collect()
}

fn claim_review(
    run: &Run,
    article: &ArticleRecord<'_>,
    claim: &ClaimRecord<'_>,
    wording: Wording<'_>,
    rating: u8,
) -> Value {
    let row = article.row;
    let origin = run.package.origin(&row.article_id);
    let known = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(Value::from);
    let publisher = known(origin.map(|origin| origin.source.as_str()))
        .map(|name| json!({ "@type": "Organization", "name": name }));
    let said_by = known(Some(&claim.row.attribution)).map(|name| json!({ "@type": "Thing", "name": name }));
    let appearance = without_nulls(json!({
        "@type": "NewsArticle",
        "identifier": row.article_id.as_str(),
        "headline": known(Some(&row.title)),
        "url": known(origin.map(|origin| origin.url.as_str())),
        "datePublished": row.published.map(|date| date.to_string()),
        "publisher": publisher,
    }));
    let explanation = match claim.decision {
        Some(decision) if !decision.note.is_empty() => decision.note.as_str(),
        _ => claim.check.explanation.as_str(),
    };
    let reviewer = match claim.decision {
        Some(decision) if !decision.who.is_empty() => json!({ "@type": "Person", "name": decision.who }),
        _ => json!({ "@type": "SoftwareApplication", "name": "mizan" }),
    };
    without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": claim.row.claim_id.as_str(),
        "inLanguage": row.language,
        "claimReviewed": claim.row.quote,
        "author": reviewer,
        "itemReviewed": without_nulls(json!({
            "@type": "Claim",
            "name": wording.claim(claim.row),
            "author": said_by,
            "datePublished": row.published.map(|date| date.to_string()),
            "appearance": appearance,
        })),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": wording.code("outcome", claim.outcome().code()),
            "ratingExplanation": explanation,
        },
        "reviewBody": known(Some(explanation)),
    }))
}

/// The object without the members that are not known.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}
