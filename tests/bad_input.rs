//! Texts that no newspaper prints: nothing panics, nothing is lost, and time grows with length.

use mizan::article::{Article, ReadOptions, Reading, read};
use mizan::claim::{Extracted, Extractor};
use mizan::lexicon::ids::Ids;

/// Long enough that work growing with the square of the length would not end.
const LONG: usize = 10_000_000;

fn extract(language: &str, text: String) -> Extracted {
    let article = Article::of_text("text", language, None, &text);
    Extractor::new(&Ids::embedded()).unwrap().extract(&article).unwrap()
}

/// Long enough too, for what takes the longest to read.
const SHORTER: usize = 1_000_000;

fn repeated(word: &str) -> String {
    word.repeat(LONG / word.len())
}

fn repeated_less(word: &str) -> String {
    word.repeat(SHORTER / word.len())
}

#[test]
fn an_empty_text_has_nothing() {
    for language in mizan::lexicon::languages() {
        assert_eq!(extract(language, String::new()), Extracted::default());
    }
}

#[test]
fn spaces_have_nothing() {
    assert_eq!(extract("ar", repeated(" ")), Extracted::default());
    assert_eq!(extract("en", repeated("\n")), Extracted::default());
}

#[test]
fn a_run_of_digits_is_one_numeral() {
    let extracted = extract("ar", repeated("7"));
    assert_eq!((extracted.claims.len(), extracted.skipped.len()), (0, 1));
    assert_eq!(extracted.skipped[0].end as usize, LONG);
}

#[test]
fn digits_with_separators_are_accounted_for() {
    let extracted = extract("en", repeated("1,"));
    assert_eq!(extracted.skipped.len() + extracted.claims.len(), 1);
}

#[test]
fn separate_digits_are_accounted_for() {
    let text = repeated_less("12 ");
    let numerals = text.split_whitespace().count();
    let extracted = extract("en", text);
    assert_eq!(extracted.skipped.len() + extracted.claims.len(), numerals);
}

#[test]
fn one_number_word_again_and_again_is_accounted_for() {
    let accounted_for = |language: &str, text: String, word: &str| {
        let extracted = extract(language, text);
        assert!(!extracted.skipped.is_empty() || !extracted.claims.is_empty(), "{word}");
    };
    accounted_for("ar", repeated("ثلاثة "), "ثلاثة");
    for (language, word) in
        [("ar", "مليون "), ("ar", "عشرون و"), ("en", "three "), ("en", "million "), ("en", "a hundred and ")]
    {
        accounted_for(language, repeated_less(word), word);
    }
}

#[test]
fn one_claim_again_and_again_in_one_sentence_is_read() {
    let extracted = extract("ar", repeated_less("قُتل 12 شخصًا في العراق و"));
    assert!(extracted.claims.len() > 10_000);
}

#[test]
fn marks_alone_have_nothing() {
    for text in [
        "\u{64b}\u{64e}\u{651}",
        "\u{202e}\u{202d}\u{200f}",
        "\u{200d}\u{200c}\u{feff}",
        "\u{640}",
        "\u{301}\u{308}",
    ] {
        for language in mizan::lexicon::languages() {
            assert_eq!(extract(language, text.to_owned()), Extracted::default(), "{text:?}");
            assert_eq!(extract(language, repeated(text)), Extracted::default(), "{text:?}");
        }
    }
}

#[test]
fn overrides_and_joiners_around_a_number_change_nothing() {
    for text in ["قُتل \u{202e}12\u{202c} شخصًا", "قُتل\u{200d} 1\u{200d}2 شخصًا", "قُتل \u{2067}12\u{2069} شخصًا"]
    {
        let extracted = extract("ar", text.to_owned());
        assert_eq!(
            extracted.claims.iter().map(|claim| claim.value).collect::<Vec<_>>(),
            [Some(12.0)],
            "{text:?}"
        );
    }
}

#[test]
fn unpaired_surrogates_in_json_do_not_stop_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.jsonl");
    let lines = [
        r#"{"id":"a","lang":"en","text":"A bomb killed 12 people \ud800 in Iraq."}"#,
        r#"{"id":"b","lang":"en","text":"A bomb killed 13 people in Iraq."}"#,
    ];
    std::fs::write(&path, lines.join("\n")).unwrap();
    let readings: Vec<Reading> = read(&[path], ReadOptions::default()).unwrap().collect();
    let texts: Vec<String> = readings
        .iter()
        .filter_map(|reading| match reading {
            Reading::Article(read) => Some(read.article.text.clone()),
            _ => None,
        })
        .collect();
    assert!(texts.iter().any(|text| text.contains("13 people")), "{readings:?}");
    let extractor = Extractor::new(&Ids::embedded()).unwrap();
    for reading in &readings {
        if let Reading::Article(read) = reading {
            assert_eq!(extractor.extract(&read.article).unwrap().claims.len(), 1);
        }
    }
}
