//! What holds for every number and every text.

mod spelling;

use mizan::article::Article;
use mizan::claim::{ClaimRow, Extracted, Extractor, MentionKind};
use mizan::lexicon::ids::Ids;
use mizan::lexicon::{Feature, Kind, Kinds};
use mizan::text::{Span, TokenKind};
use proptest::prelude::*;
use spelling::{Arabic, English, French};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(&Ids::embedded()).unwrap());

fn extract(language: &str, text: &str) -> Extracted {
    let article = Article::of_text("text", language, Some(jiff::civil::date(2024, 7, 18)), text);
    EXTRACTOR.extract(&article).unwrap()
}

/// Fails with every number that is not read as it was written, each on a line of its own.
fn all_read(language: &str, written: &[(u64, String)]) {
    let text: String = written.iter().map(|(_, line)| format!("{line}\n")).collect();
    let extracted = extract(language, &text);
    let mut quantities =
        extracted.mentions.iter().filter(|mention| mention.kind == MentionKind::Quantity).peekable();
    let (mut point, mut wrong) = (0, Vec::new());
    for (number, line) in written {
        point += line.chars().count() as u32 + 1;
        let mut read = Vec::new();
        while let Some(mention) = quantities.next_if(|mention| mention.start < point) {
            read.extend(mention.value);
        }
        if read != [*number as f64] {
            wrong.push(format!("{number}: {line}: {read:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        written.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

fn arabic(form: Arabic, number: u64) -> (u64, String) {
    let noun = if form.construct { " كتاب" } else { "" };
    (number, format!("قرأنا {}{noun}.", form.write(number)))
}

fn english(form: English, number: u64) -> (u64, String) {
    (number, format!("We read {}.", form.write(number)))
}

fn french(form: French, number: u64) -> (u64, String) {
    (number, format!("Nous avons lu {}.", form.write(number)))
}

/// Every number to two thousand, then wider and wider steps to a thousand million.
fn sample() -> impl Iterator<Item = u64> {
    let steps = std::iter::successors(Some(2001u64), |number| Some(number + number / 97 + 13));
    (2..2001).chain(steps.take_while(|number| *number <= 1_000_000_000)).chain([1_000_000, 1_000_000_000])
}

#[test]
fn arabic_integers_are_read_in_every_form() {
    for form in Arabic::all() {
        let written: Vec<_> = sample().map(|number| arabic(form, number)).collect();
        all_read("ar", &written);
    }
}

#[test]
fn english_integers_are_read_in_every_form() {
    for form in English::all() {
        let written: Vec<_> = sample().map(|number| english(form, number)).collect();
        all_read("en", &written);
    }
}

#[test]
fn french_integers_to_a_million_are_read_in_every_form() {
    for form in French::all() {
        let below: Vec<_> =
            sample().filter(|number| *number <= 1_000_000).map(|number| french(form, number)).collect();
        all_read("fr", &below);
    }
}

#[test]
fn zero_and_one_are_read() {
    let all = |write: &dyn Fn(u64) -> (u64, String)| vec![write(0), write(1)];
    for form in Arabic::all().filter(|form| !form.construct) {
        all_read("ar", &all(&|number| arabic(form, number)));
    }
    all_read("en", &all(&|number| english(English { and: true, hyphen: true, article: false }, number)));
}

/// What a claim says, without where it says it.
fn said(claims: &[ClaimRow]) -> Vec<String> {
    claims
        .iter()
        .map(|claim| {
            format!(
                "{:?} {:?} {:?} {:?} {:?} {} {:?} {:?} {:?} {:?} {:?}",
                claim.value,
                claim.low,
                claim.high,
                claim.bound,
                claim.unit,
                claim.measure,
                claim.actor,
                claim.places,
                claim.period(),
                claim.counting,
                claim.relation
            )
        })
        .collect()
}

/// The phrases of the corpus in a language, without their marks.
fn phrases(language: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(format!("tests/corpus/{language}.csv")).unwrap();
    reader.records().map(|record| record.unwrap()[3].replace(['[', ']'], "")).collect()
}

/// A sample article of each language that has one.
fn sample_articles() -> Vec<(String, String)> {
    let mut paths: Vec<_> =
        std::fs::read_dir("data/articles").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name[..2].to_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn texts() -> Vec<(String, String)> {
    let corpus = mizan::lexicon::languages()
        .flat_map(|language| phrases(language).into_iter().map(|text| (language.to_owned(), text)));
    corpus.chain(sample_articles()).collect()
}

#[test]
fn composed_and_decomposed_texts_make_the_same_claims() {
    for (language, text) in texts() {
        let composed = said(&extract(&language, &text.nfc().collect::<String>()).claims);
        let decomposed = said(&extract(&language, &text.nfd().collect::<String>()).claims);
        assert_eq!(composed, decomposed, "{text}");
    }
}

/// The text with the words of each paragraph in lines of a width, as many as there is room for.
fn cut_into_lines(text: &str, width: usize) -> String {
    let paragraphs = text.lines().map(|paragraph| {
        let (mut cut, mut room) = (String::new(), 0);
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if cut.is_empty() {
                room = width;
            } else if length < room {
                cut.push(' ');
                room -= 1;
            } else {
                cut.push('\n');
                room = width;
            }
            cut.push_str(word);
            room = room.saturating_sub(length);
        }
        cut
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_text_cut_into_lines_makes_the_same_claims() {
    for (language, file) in sample_articles() {
        let (_, text) = file.split_once("\n\n").unwrap();
        for width in [40, 48, 60] {
            let cut = cut_into_lines(text, width);
            assert_ne!(cut, text);
            assert_eq!(
                said(&extract(&language, text).claims),
                said(&extract(&language, &cut).claims),
                "{cut}"
            );
        }
    }
}

#[test]
fn letters_joined_in_print_change_no_claim() {
    for text in phrases("en") {
        let joined = text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ");
        assert_eq!(said(&extract("en", &text).claims), said(&extract("en", &joined).claims), "{joined}");
    }
}

#[test]
fn tatweel_changes_no_claim() {
    let is_arabic = |c: char| ('\u{620}'..='\u{64a}').contains(&c);
    for text in phrases("ar") {
        let mut stretched = String::new();
        for c in text.chars() {
            if is_arabic(c) && stretched.chars().next_back().is_some_and(is_arabic) {
                stretched.push('\u{640}');
            }
            stretched.push(c);
        }
        assert_eq!(said(&extract("ar", &text).claims), said(&extract("ar", &stretched).claims), "{text}");
    }
}

/// Fails where an offset does not lead back to what was read.
fn offsets_lead_back(text: &str, extracted: &Extracted) {
    let at = |start: u32, end: u32| Span { start, end }.slice(text);
    for claim in &extracted.claims {
        assert_eq!(at(claim.start, claim.end), claim.text);
        let length = claim.quote.chars().count() as u32;
        assert_eq!(at(claim.quote_start, claim.quote_start + length), claim.quote);
        assert!(claim.quote_start <= claim.start && claim.end <= claim.quote_start + length, "{claim:?}");
    }
    for skipped in &extracted.skipped {
        assert_eq!(at(skipped.start, skipped.end), skipped.text);
    }
    for mention in &extracted.mentions {
        assert_eq!(at(mention.start, mention.end), mention.text);
    }
}

/// Fails where a digit run or number word is neither in a claim nor skipped.
fn numerals_are_accounted_for(language: &str, text: &str, extracted: &Extracted) {
    let lexicon = EXTRACTOR.lexicon(language).unwrap();
    let tokens = lexicon.tokens(text);
    let numerals = Kinds::of(&[Kind::Number, Kind::Scale, Kind::Scaled, Kind::Vague]);
    let claims = extracted.claims.iter().map(|claim| (claim.start, claim.end));
    let skipped = extracted.skipped.iter().map(|skipped| (skipped.start, skipped.end));
    let spans: Vec<(u32, u32)> = claims.chain(skipped).collect();
    let mut at = 0;
    while at < tokens.len() {
        let found = lexicon.find(&tokens, at);
        let numeral = found.is_some_and(|found| {
            found.kinds.meets(numerals)
                && !found.senses.iter().any(|sense| sense.features.has(Feature::Ending))
        });
        let token = tokens[at].raw;
        // A letter such as the m of "5m" is a number only where it is glued to digits.
        let letter = token.span.end - token.span.start == 1;
        if token.kind == TokenKind::Digits || (numeral && !letter) {
            let covered = spans.iter().any(|(start, end)| *start < token.span.end && token.span.start < *end);
            assert!(covered, "`{}` in {text}", token.span.slice(text));
        }
        at += found.map_or(1, |found| found.tokens);
    }
}

#[test]
fn every_numeral_of_the_corpus_and_the_samples_is_accounted_for() {
    for (language, text) in texts() {
        let extracted = extract(&language, &text);
        offsets_lead_back(&text, &extracted);
        numerals_are_accounted_for(&language, &text, &extracted);
    }
}

/// Words, numbers and marks that readers react to, in no order.
fn jumble(language: &'static str) -> impl Strategy<Value = String> {
    let mut words: Vec<String> = phrases(language)
        .iter()
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    words.sort();
    words.dedup();
    let marks = [
        "-", "/", "(", ")", ".", ",", "،", "؛", ":", "\n", "\u{202e}", "\u{200d}", "\u{640}", "'", "%", "٪",
        "$", "2024", "0", "٣",
    ];
    words.extend(marks.map(str::to_owned));
    proptest::collection::vec(proptest::sample::select(words), 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arabic_integers_to_a_million_million_are_read(number in 2..1_000_000_000_000u64, form in 0..64usize) {
        let form = Arabic::all().nth(form).unwrap();
        all_read("ar", &[arabic(form, number)]);
    }

    #[test]
    fn english_integers_to_a_million_million_are_read(number in 2..1_000_000_000_000u64, form in 0..8usize) {
        let form = English::all().nth(form).unwrap();
        all_read("en", &[english(form, number)]);
    }

    #[test]
    fn no_text_makes_extraction_panic(text in any::<String>(), language in 0..3usize) {
        let language = ["ar", "en", "fr"][language];
        offsets_lead_back(&text, &extract(language, &text));
    }

    #[test]
    fn jumbled_arabic_is_accounted_for(text in jumble("ar")) {
        let extracted = extract("ar", &text);
        offsets_lead_back(&text, &extracted);
        numerals_are_accounted_for("ar", &text, &extracted);
    }

    #[test]
    fn jumbled_english_is_accounted_for(text in jumble("en")) {
        let extracted = extract("en", &text);
        offsets_lead_back(&text, &extracted);
        numerals_are_accounted_for("en", &text, &extracted);
    }

    #[test]
    fn jumbled_french_is_accounted_for(text in jumble("fr")) {
        let extracted = extract("fr", &text);
        offsets_lead_back(&text, &extracted);
        numerals_are_accounted_for("fr", &text, &extracted);
    }
}
