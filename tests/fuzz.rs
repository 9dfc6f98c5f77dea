//! The fuzzing entries on the stable toolchain: the inputs once found, then mutations of seeds.
//!
//! `MIZAN_FUZZ_CASES` says how many mutations; see fuzz/README.md.

#[path = "../fuzz/entries.rs"]
mod entries;

use std::fs;
use std::path::Path;

/// A small generator, so that a case that fails fails again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Pieces that readers look out for.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"'",
    b",",
    b"\n",
    b"\r\n",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"---\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff",
    b"-1",
    b"0",
    b"1e309",
    b"99999999999999999999",
    b"0.0000001",
    b"NaN",
    b"2024-02-30",
    b"9999-12-31",
    b"-9999-01-01",
    b"\\ud83d",
    b"\\u0000",
    b"Content-Length: ",
    b"#panic(\"x\")",
    b"$x$",
    b"*_`@<a>",
    b"=1+1",
    "قُتل ".as_bytes(),
    "٪".as_bytes(),
    "١٢٣".as_bytes(),
    "،".as_bytes(),
    "\u{200f}".as_bytes(),
    "\u{202e}".as_bytes(),
    "ألف".as_bytes(),
    "مليون".as_bytes(),
    "مئتان".as_bytes(),
    " و".as_bytes(),
    "بين".as_bytes(),
    "نصف".as_bytes(),
    b" percent",
    b" million",
    b" half of ",
    b" between ",
    b"-",
    "–".as_bytes(),
    "½".as_bytes(),
    "e\u{301}".as_bytes(),
];

fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(24)).min(bytes.len());
        match dice.roll(6) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].iter().copied())),
            2 => drop(bytes.splice(at..end, PIECES[dice.roll(PIECES.len())].iter().copied())),
            3 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
            4 => {
                let other = &seeds[dice.roll(seeds.len())];
                let from = dice.roll(other.len() + 1);
                let to = (from + dice.roll(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// Runs an entry over the inputs once found, the seeds, and so many mutations.
fn fuzz(target: &str, seeds: &[Vec<u8>], usual: usize, entry: fn(&[u8])) {
    let found = Path::new("tests/fuzz").join(target);
    if found.is_dir() {
        for file in fs::read_dir(found).unwrap() {
            entry(&fs::read(file.unwrap().path()).unwrap());
        }
    }
    seeds.iter().for_each(|seed| entry(seed));
    let cases = std::env::var("MIZAN_FUZZ_CASES").map_or(usual, |cases| cases.parse().unwrap());
    let mut dice = Dice(target.len() as u64);
    for case in 0..cases {
        let bytes = mutated(seeds, &mut dice);
        if let Err(panic) = std::panic::catch_unwind(|| entry(&bytes)) {
            let place = std::env::temp_dir().join(format!("mizan-{target}-{case}"));
            fs::write(&place, &bytes).unwrap();
            eprintln!("{target}: case {case} fails, its input is {}", place.display());
            std::panic::resume_unwind(panic);
        }
    }
}

fn sample_articles() -> Vec<String> {
    let mut places: Vec<_> =
        fs::read_dir("data/articles").unwrap().map(|entry| entry.unwrap().path()).collect();
    places.sort();
    places.iter().map(|place| fs::read_to_string(place).unwrap()).collect()
}

#[test]
fn articles() {
    let line =
        r#"{"id": "a", "title": "T", "published": "2024-07-17", "text": "Twelve were killed \ud83d\ude00"}"#;
    let warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nContent-Type: \
                application/http\r\nContent-Length: 130\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\
                Transfer-Encoding: chunked\r\n\r\n2f\r\n<html><p>The city was calm all day.</p></html>\r\n0\r\n\r\n\r\n\r\n";
    let contents: [&str; 9] = [
        "title: A\ndate: 2024-07-17\n\nTwelve people were killed.",
        "<html lang=\"ar\"><head><meta charset=\"utf-8\"><title>T</title></head><body><article><p>قالت الشرطة إن 12 شخصا قتلوا</p></article></body></html>",
        "---\ntitle: A\n---\n# B\n\n**12** [killed](https://example.org/) > a",
        line,
        "[{\"text\": \"One.\"}, {\"text\": [\"Two.\", \"Three.\"]}]",
        "id,title,text\n1,\"A, b\",\"One \"\"two\"\"\"\n",
        "id\ttext\n1\tOne\n",
        warc,
        "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n",
    ];
    let seeds: Vec<Vec<u8>> = contents
        .iter()
        .enumerate()
        .map(|(format, content)| [&[format as u8], content.as_bytes()].concat())
        .collect();
    fuzz("articles", &seeds, 300, entries::articles);
}

#[test]
fn extraction() {
    let seeds: Vec<Vec<u8>> = sample_articles()
        .iter()
        .enumerate()
        .map(|(index, text)| [&[index as u8], text.as_bytes()].concat())
        .collect();
    fuzz("extraction", &seeds, 300, entries::extraction);
}

#[test]
fn datasets() {
    let descriptor = fs::read_to_string("data/isis-attacks/datapackage.json").unwrap();
    let table = fs::read_to_string("data/isis-attacks/figures.csv").unwrap();
    let descriptor = descriptor.replace("figures.csv", "data.csv");
    let beginning: Vec<&str> = table.lines().take(12).collect();
    let seeds = [
        format!("{descriptor}\n---\n{}", beginning.join("\n")).into_bytes(),
        b"country,year,attacks\nIraq,2020,20\nSyria,2021,7\n".to_vec(),
        b"event_id_cnty,event_date,event_type,country,fatalities\nIRQ1,2024-01-03,Battles,Iraq,3\n".to_vec(),
    ];
    fuzz("datasets", &seeds, 60, entries::datasets);
}

#[test]
fn claims() {
    let header = "claim_id,article_id,part,start,end,value,low,high,bound,unit,currency,measure,actor,target,places,\
                  period_start,period_end,grain,period_basis,counting,compared_to,relation,derivation,attribution,text,\
                  quote_start,quote";
    let rows = "a#1,a,text,1,4,153,,,exact,count,,attack,Islamic State,,IQ SY,2024-01-01,2024-06-30,half,stated,claimed,\
                a#9,compared,,,153,0,\"153, against 121\"\na#9,a,text,9,12,121,100,150,range,count,,attack,Islamic State,,IQ \
                SY,2023-01-01,2023-12-31,year,context,,,,,,121,0,q\n";
    fuzz("claims", &[format!("{header}\n{rows}").into_bytes()], 300, entries::claims);
}

#[test]
fn report() {
    let seeds = [
        "#panic(\"x\") $..$ *bold* #read(\"/etc/passwd\") ] = <label> @ref",
        "</svg><script>",
        "قُتل ١٢ (\"3\")",
    ];
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    fuzz("report", &seeds, 3, entries::report);
}
