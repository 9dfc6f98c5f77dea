//! Periods in running text: a phrase beside the days it means.

use crate::corpus::reading::{claim, rows};
use mizan::article::Article;
use mizan::claim::{Extractor, MentionKind, PeriodBasis};
use mizan::lexicon::ids::Ids;

/// The first period in a text that was published on 20 July 2024.
fn period(language: &str, text: &str) -> String {
    first_period(language, Some("2024-07-20"), text)
}

fn first_period(language: &str, published: Option<&str>, text: &str) -> String {
    let published = published.map(|date| date.parse().unwrap());
    let article = Article::of_text("text", language, published, text);
    let extracted = Extractor::new(&Ids::embedded()).unwrap().extract(&article).unwrap();
    let found = extracted.mentions.iter().find(|mention| mention.kind == MentionKind::Period).unwrap();
    format!("{}..{}", found.period_start.unwrap(), found.period_end.unwrap())
}

fn check(language: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(period(language, text), *expected, "{text}");
    }
}

#[test]
fn a_range_of_months_is_one_period_english() {
    check(
        "en",
        &[
            ("153 attacks from January to June 2024.", "2024-01-01..2024-06-30"),
            ("153 attacks between January and June 2024.", "2024-01-01..2024-06-30"),
            ("153 attacks in January-March 2024.", "2024-01-01..2024-03-31"),
            ("153 attacks from January through June.", "2024-01-01..2024-06-30"),
            ("153 attacks from November 2023 to February 2024.", "2023-11-01..2024-02-29"),
            ("153 attacks from November to February 2024.", "2023-11-01..2024-02-29"),
        ],
    );
}

#[test]
fn a_range_of_months_is_one_period_arabic() {
    check(
        "ar",
        &[
            ("153 هجوما من كانون الثاني إلى حزيران 2024.", "2024-01-01..2024-06-30"),
            ("153 هجوما بين يناير ويونيو 2024.", "2024-01-01..2024-06-30"),
            ("153 هجوما من يناير حتى مارس 2024.", "2024-01-01..2024-03-31"),
        ],
    );
}

#[test]
fn a_range_in_a_text_without_date_takes_the_year_that_its_other_end_names() {
    let cases = [
        ("en", "153 attacks from January to June 2024.", "2024-01-01..2024-06-30"),
        ("en", "12 attacks from 5 May to 8 June 2024.", "2024-05-05..2024-06-08"),
        ("en", "12 attacks from November to January 2024.", "2023-11-01..2024-01-31"),
        ("en", "12 attacks between January 2024 and June.", "2024-01-01..2024-06-30"),
        ("ar", "153 هجوما من كانون الثاني إلى حزيران 2024.", "2024-01-01..2024-06-30"),
    ];
    for (language, text, expected) in cases {
        assert_eq!(first_period(language, None, text), expected, "{text}");
    }
}

#[test]
fn a_range_of_days_is_one_period() {
    check(
        "en",
        &[
            ("12 attacks from 29 August to 4 November 2023.", "2023-08-29..2023-11-04"),
            ("12 attacks between May 5 and May 8, 2024.", "2024-05-05..2024-05-08"),
        ],
    );
    check("ar", &[("12 هجوما من 5 مايو إلى 8 مايو 2024.", "2024-05-05..2024-05-08")]);
}

#[test]
fn two_months_side_by_side_are_no_range() {
    check("en", &[("12 attacks in January 2024 and June 2024.", "2024-01-01..2024-01-31")]);
    check("ar", &[("12 هجوما في يناير 2024 ويونيو 2024.", "2024-01-01..2024-01-31")]);
}

/// `language,published,value,period,basis,text`: the period of the claim with that value, `-` for none; the
/// basis `unsaid` allows a period that the news is inferred to be about.
#[test]
fn a_claim_is_about_the_period_of_its_own_clause() {
    let mut wrong = Vec::new();
    for [language, published, value, period, basis, text] in rows(include_str!("corpus/periods.csv")) {
        let published = Some(published.as_str()).filter(|date| *date != "-");
        let read = match claim(&language, published, &text, value.parse().unwrap()).map(|read| read.row) {
            Some(row) if basis == "unsaid" && row.period_basis == PeriodBasis::Inferred => {
                "- unsaid".to_owned()
            }
            Some(row) if basis == "unsaid" && row.period().is_none() => "- unsaid".to_owned(),
            Some(row) => {
                let period = row.period().map_or("-".to_owned(), |period| period.to_string());
                format!("{period} {}", row.period_basis)
            }
            None => "no claim".to_owned(),
        };
        let expected = format!("{period} {basis}");
        if read != expected {
            wrong.push(format!("{value}: {read} for {expected} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
