//! Places of claims in running text: `corpus/places.csv`, one idea a row.

use crate::corpus::reading::{claim, rows};

/// `language,value,places,text`: the countries of the claim with that value, `-` for none.
#[test]
fn a_claim_is_about_the_places_of_its_own_clause() {
    let mut wrong = Vec::new();
    for [language, value, places, text] in rows(include_str!("corpus/places.csv")) {
        let read = match claim(&language, Some("2024-07-20"), &text, value.parse().unwrap()) {
            Some(claim) => claim.countries(),
            None => "no claim".to_owned(),
        };
        let expected = if places == "-" { "" } else { &places };
        if read != expected {
            wrong.push(format!("{value}: `{read}` for `{expected}` in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
