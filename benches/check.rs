//! How fast claims are weighed, on one thread, against a set of 400,000 events: claims that agree, and claims that
//! differ, each with at least 200 neighbouring slices tried. What was looked up before a round is forgotten; the
//! words of reports are ready. Run with `cargo bench --bench check`.

use divan::Bencher;
use divan::counter::ItemsCount;
use mizan::article::Article;
use mizan::check::{ArticleFacts, CheckOptions, Checker};
use mizan::claim::{ClaimRow, Extractor, Period};
use mizan::dataset::{Answer, Datasets, Slice};
use mizan::lexicon::ids::Ids;
use std::fmt::Write as _;
use std::sync::LazyLock;

const EVENTS: usize = 400_000;
const PLACES: [(&str, &str); 6] =
    [("IQ", "Iraq"), ("SY", "Syria"), ("ML", "Mali"), ("NE", "Niger"), ("SO", "Somalia"), ("YE", "Yemen")];
const YEARS: i16 = 10;
const FIRST_YEAR: i16 = 2014;
/// Claims weighed in one round.
const CLAIMS: usize = 360;
/// The least slices tried for a claim that differs.
const SLICES: u64 = 200;

struct Stage {
    ids: Ids,
    datasets: Datasets,
    agreeing: Vec<ClaimRow>,
    differing: Vec<ClaimRow>,
}

static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let ids = Ids::embedded();
    let datasets = events(&ids);
    let extractor = Extractor::new(&ids).expect("the embedded lexicons can be read");
    let claims = |places: usize, told: &dyn Fn(f64) -> f64| {
        (0..CLAIMS).map(|index| claim(&extractor, &datasets, index, places, told)).collect()
    };
    let agreeing = claims(1, &|figure| figure);
    let differing = claims(5, &|figure| (figure * 1.37).round() * 10.0 + 7.0);
    Stage { ids, datasets, agreeing, differing }
});

fn events(ids: &Ids) -> Datasets {
    let mut csv = "day,place,actor\n".to_owned();
    let mut state = 1_u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    for _ in 0..EVENTS {
        let (year, month, day) =
            (i64::from(FIRST_YEAR) + below(YEARS as u64) as i64, below(12) + 1, below(28) + 1);
        let place = PLACES[below(PLACES.len() as u64) as usize].0;
        writeln!(csv, "{year}-{month:02}-{day:02},{place},Islamic State").expect("a String takes everything");
    }
    let descriptor = r#"{ "name": "events", "resources": [{ "name": "rows", "path": "rows.csv",
        "schema": { "fields": [{ "name": "day", "role": "date" }, { "name": "place", "role": "place", "codes": "id" },
        { "name": "actor", "role": "actor" }] },
        "series": [{ "name": "attacks", "measure": "attack", "countRows": true, "rowKind": "event", "source": "ACLED",
        "coverage": "observed_years" }] }] }"#;
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("rows.csv"), csv).expect("it can be written");
    std::fs::write(folder.path().join("datapackage.json"), descriptor).expect("it can be written");
    let (datasets, errors) = Datasets::load(folder.path(), ids);
    assert!(errors.is_empty(), "{errors:?}");
    datasets
}

/// A claim on a month and so many places, with what `told` makes of the figure.
fn claim(
    extractor: &Extractor,
    datasets: &Datasets,
    index: usize,
    places: usize,
    told: &dyn Fn(f64) -> f64,
) -> ClaimRow {
    let named: Vec<(&str, &str)> = (0..places).map(|more| PLACES[(index + more) % PLACES.len()]).collect();
    let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
    let name = match &names[..] {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        names => names.concat(),
    };
    let mut ids: Vec<_> = named.iter().map(|(id, _)| (*id).into()).collect();
    ids.sort();
    // Not so near the ends of the data that the years around were missing.
    let (year, month) = (FIRST_YEAR + 3 + (index / 7) as i16 % (YEARS - 5), (index % 12) as i8 + 1);
    let period = Period::month(year, month);
    let slice = Slice {
        measure: "attack".into(),
        actor: Some("Islamic State".into()),
        target: None,
        places: ids,
        period,
    };
    let Answer::Figure(figure) = datasets.answer(0, &slice) else { panic!("no figure for {slice}") };
    let number = told(figure.value);
    let text = format!(
        "According to ACLED, Islamic State carried out {number} attacks in {name} from {} to {}.",
        period.start.strftime("%-d %B %Y"),
        period.end.strftime("%-d %B %Y"),
    );
    let article = Article::of_text("bench", "en", None, &text);
    let claims = extractor.extract(&article).expect("English can be read").claims;
    let found = claims.into_iter().find(|claim| claim.value == Some(number));
    found.unwrap_or_else(|| panic!("no claim in `{}`", article.text))
}

fn weigh(bencher: Bencher<'_, '_>, claims: &[ClaimRow], code: char) {
    let stage = &*STAGE;
    let facts = ArticleFacts { language: "en".into(), published: None };
    // Of something that no series counts: it makes the language's words ready.
    let other = ClaimRow { measure: "other:bench".into(), ..claims[0].clone() };
    // A copy of the data sets remembers nothing.
    let afresh = || {
        let datasets: &'static Datasets = Box::leak(Box::new(stage.datasets.clone()));
        let checker = Checker::new(&stage.ids, datasets, CheckOptions::default());
        checker.check(&facts, std::slice::from_ref(&other));
        checker
    };
    let checker = afresh();
    for claim in claims {
        let checked = checker.check(&facts, std::slice::from_ref(claim));
        assert!(checked.checks[0].code.starts_with(code), "{:?}", checked.checks);
        let tried = checked.findings[0].slices_tried;
        assert!(code == 'A' || tried >= Some(SLICES), "{tried:?} slices tried");
    }
    bencher.counter(ItemsCount::new(claims.len())).with_inputs(afresh).bench_local_refs(|checker| {
        for claim in claims {
            divan::black_box(checker.check(&facts, std::slice::from_ref(claim)));
        }
    });
}

/// Claims that a series has.
#[divan::bench]
fn agreeing(bencher: Bencher<'_, '_>) {
    weigh(bencher, &STAGE.agreeing, 'A');
}

/// Claims that no slice nearby has, so that all are tried.
#[divan::bench]
fn differing(bencher: Bencher<'_, '_>) {
    weigh(bencher, &STAGE.differing, 'D');
}

fn main() {
    divan::main();
}
