//! How fast reference data is read and answers, beside DuckDB where its Python package is installed
//! (`MIZAN_PYTHON`, else `python3`). Run with `cargo bench --bench dataset`.

use mizan::claim::Period;
use mizan::dataset::{Answer, Datasets, Slice};
use mizan::lexicon::ids::Ids;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Country names with Gleditsch and Ward's numbers, as event files have them.
const COUNTRIES: &[(&str, u32)] = &[
    ("Syria", 652),
    ("Iraq", 645),
    ("Afghanistan", 700),
    ("Yemen (North Yemen)", 678),
    ("Ukraine", 369),
    ("Mexico", 70),
    ("Somalia", 520),
    ("Nigeria", 475),
];

const SIDES: &[&str] = &[
    "IS",
    "Government of Syria",
    "Government of Iraq",
    "Syrian insurgents",
    "SDF",
    "HTS",
    "Government of Turkey",
    "Taleban",
    "Al-Shabaab",
    "Government of Ukraine",
];

/// A small generator, so that the files are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn date(&mut self) -> String {
        format!("{}-{:02}-{:02}", 1989 + self.roll(36), 1 + self.roll(12), 1 + self.roll(28))
    }
}

/// Writes an event file in the layout of UCDP's, with as much text to pass over.
fn write_events(path: &Path, rows: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(
        out,
        "id,year,type_of_violence,dyad_name,side_a,side_b,source_article,adm_1,country,country_id,date_prec,\
         date_start,date_end,best,high,low"
    )?;
    let mut dice = Dice(1);
    let text = "A newspaper says, with a comma and a date, that there was fighting near a town. ".repeat(6);
    for id in 0..rows {
        let (country, number) = COUNTRIES[dice.roll(COUNTRIES.len())];
        let (a, b) = (SIDES[dice.roll(SIDES.len())], SIDES[dice.roll(SIDES.len())]);
        let day = dice.date();
        let best = dice.roll(12);
        writeln!(
            out,
            "{id},{},{},{a} - {b},{a},{b},\"{text}{id}\",Province {},{country},{number},1,{day},{day},{best},{},{}",
            &day[..4],
            1 + dice.roll(3),
            dice.roll(15),
            best + dice.roll(5),
            best / 2
        )?;
    }
    out.flush()
}

/// Writes a narrow event file.
fn write_narrow(path: &Path, rows: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "date,country,event,killed")?;
    let mut dice = Dice(2);
    for id in 0..rows {
        let (country, _) = COUNTRIES[dice.roll(COUNTRIES.len())];
        writeln!(out, "{},{country},e{id},{}", dice.date(), dice.roll(30))?;
    }
    out.flush()
}

/// Seconds that DuckDB takes to read and group the file; none where it is not installed.
fn duckdb(path: &Path, query: &str) -> Option<f64> {
    let script = "import sys, time, duckdb\nstart = time.time()\n\
                  duckdb.sql(sys.argv[2].replace('FILE', sys.argv[1])).fetchall()\nprint(time.time() - start)";
    let python = std::env::var("MIZAN_PYTHON").unwrap_or("python3".to_owned());
    let output = Command::new(python).args(["-c", script]).arg(path).arg(query).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The most memory that the process has had, in MB; none where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

fn load(path: &Path, ids: &Ids) -> (Datasets, f64) {
    let start = Instant::now();
    let (datasets, errors) = Datasets::load(path, ids);
    assert_eq!(errors, []);
    (datasets, start.elapsed().as_secs_f64())
}

fn report(what: &str, ours: f64, theirs: Option<f64>) {
    match theirs {
        Some(theirs) => println!("{what}: {ours:.2} s, DuckDB {theirs:.2} s, ratio {:.2}", ours / theirs),
        None => println!("{what}: {ours:.2} s (DuckDB is not installed)"),
    }
}

fn main() -> std::io::Result<()> {
    let ids = Ids::embedded();
    // The narrow file is read in a process of its own, so that the peak is its own.
    if let Some(path) = std::env::args().skip_while(|word| word != "--narrow").nth(1) {
        let (datasets, seconds) = load(Path::new(&path), &ids);
        println!("{} {seconds} {}", datasets.sets()[0].rows, peak_memory().unwrap_or(0));
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let wide = folder.path().join("events.csv");
    write_events(&wide, 400_000)?;
    println!("400,000 events, {} MB", std::fs::metadata(&wide)?.len() >> 20);
    let (datasets, seconds) = load(&wide, &ids);
    let grouped = "SELECT date_start, country, side_a, count(*), sum(best), sum(low), sum(high) \
                   FROM read_csv('FILE') GROUP BY ALL";
    report("read, normalise and index", seconds, duckdb(&wide, grouped));

    let slice = |period: Period| Slice {
        measure: "organized-violence-deaths".into(),
        actor: Some("Islamic State".into()),
        target: None,
        places: vec!["IQ".into(), "SY".into()],
        period,
    };
    let series =
        datasets.series().iter().position(|series| series.measure == slice(Period::year(2017)).measure);
    let series = series.unwrap_or_default();
    let slices: Vec<Slice> =
        (0..432).map(|month| slice(Period::months(1989, 1 + month as i8 % 12, 1 + month % 24))).collect();
    let (start, mut figures, mut sum) = (Instant::now(), 0_u64, 0.0);
    while figures < 2_000_000 {
        for slice in &slices {
            if let Answer::Figure(figure) | Answer::Partial(figure) = datasets.answer(series, slice) {
                sum += figure.value;
            }
            figures += 1;
        }
    }
    let rate = figures as f64 / start.elapsed().as_secs_f64();
    println!("figures: {rate:.0} a second on one thread (checksum {sum})");

    let narrow = folder.path().join("attacks.csv");
    write_narrow(&narrow, 5_000_000)?;
    let output = Command::new(std::env::current_exe()?).arg("--narrow").arg(&narrow).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if let [rows, seconds, memory] = numbers.as_slice() {
        report(
            &format!("{rows} narrow rows, peak {memory} MB"),
            *seconds,
            duckdb(&narrow, "SELECT date, country, count(*), sum(killed) FROM read_csv('FILE') GROUP BY ALL"),
        );
    }
    Ok(())
}
