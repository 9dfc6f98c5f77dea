//! Reading a corpus of sentences: its rows, and the claim that a row is about.

use mizan::article::Article;
use mizan::claim::{ClaimRow, Extractor};
use mizan::lexicon::ids::Ids;
use std::sync::OnceLock;

/// A claim, and the ids that its places stand for.
pub struct Read {
    pub row: ClaimRow,
    ids: &'static Ids,
}

impl Read {
    /// Its countries, sorted, joined by a space.
    #[allow(dead_code)]
    pub fn countries(&self) -> String {
        let mut all: Vec<&str> =
            self.row.places.iter().map(|id| self.ids.country_of(id).unwrap_or(id).as_str()).collect();
        all.sort_unstable();
        all.dedup();
        all.join(" ")
    }
}

/// The rows of a corpus, without its header.
pub fn rows<const N: usize>(table: &str) -> Vec<[String; N]> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let records: Result<Vec<csv::StringRecord>, _> = reader.records().collect();
    let cells = |record: csv::StringRecord| {
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        <[String; N]>::try_from(cells).unwrap()
    };
    records.unwrap().into_iter().map(cells).collect()
}

/// The first claim with a value in a text.
pub fn claim(language: &str, published: Option<&str>, text: &str, value: f64) -> Option<Read> {
    static READER: OnceLock<(Ids, Extractor)> = OnceLock::new();
    let (ids, extractor) = READER.get_or_init(|| {
        let ids = Ids::embedded();
        let extractor = Extractor::new(&ids).unwrap();
        (ids, extractor)
    });
    let published = published.map(|date| date.parse().unwrap());
    let article = Article::of_text("text", language, published, text);
    let claims = extractor.extract(&article).unwrap().claims;
    claims.into_iter().find(|row| row.value == Some(value)).map(|row| Read { row, ids })
}
