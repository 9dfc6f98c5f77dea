//! Who did it and against whom: `corpus/actors.csv` has a text a row, with the actors and, where it is their
//! turn, the targets of its numeric claims, in order, `-` for none.

use mizan::article::{Article, PublishedBasis};
use mizan::claim::{ActorId, ClaimRow, Extractor};
use mizan::lexicon::ids::Ids;

fn claims(extractor: &Extractor, language: &str, text: &str) -> Vec<ClaimRow> {
    let article = Article {
        id: "example".into(),
        path: String::new(),
        sha256: String::new(),
        language: language.to_owned(),
        published: Some("2024-05-15".parse().unwrap()),
        published_basis: PublishedBasis::Metadata,
        source: String::new(),
        url: String::new(),
        title: String::new(),
        text: text.to_owned(),
    };
    let claims = extractor.extract(&article).unwrap().claims;
    claims.into_iter().filter(|claim| claim.value.is_some()).collect()
}

fn joined<'c>(ids: impl Iterator<Item = &'c Option<ActorId>>) -> String {
    ids.map(|id| id.as_ref().map_or("-", ActorId::as_str)).collect::<Vec<_>>().join("|")
}

#[test]
fn each_claim_of_the_corpus_has_its_actor_and_target() {
    let extractor = Extractor::new(&Ids::embedded()).unwrap();
    let mut corpus = csv::Reader::from_path("tests/corpus/actors.csv").unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in corpus.records() {
        let row = row.unwrap();
        let (language, actors, targets, text) = (&row[0], &row[1], &row[2], &row[3]);
        let claims = claims(&extractor, language, text);
        let read = joined(claims.iter().map(|claim| &claim.actor));
        if read != actors {
            wrong.push(format!("{text}\n  actors {read} for {actors}"));
        }
        let read = joined(claims.iter().map(|claim| &claim.target));
        if !targets.is_empty() && read != targets {
            wrong.push(format!("{text}\n  targets {read} for {targets}"));
        }
        rows += 1;
    }
    assert!(rows >= 200, "the corpus has only {rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_id_that_the_actors_refer_to_is_listed() {
    let ids = Ids::embedded();
    for actor in &ids.actors {
        for place in actor.country.iter().chain(&actor.seat).chain(&actor.meant_in) {
            assert!(ids.place_tree.knows(place), "{}: there is no place `{place}`", actor.id);
        }
    }
}
