//! A world whose figures are known: what happened in each month and place, written down by made-up counters as
//! data sets of every kind of row.

use super::chance::Chance;
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;
use std::fmt::Write as _;
use std::path::Path;

pub const FIRST_YEAR: i32 = 2019;
pub const YEARS: i32 = 5;
const MONTHS: usize = 60;

/// A name in both languages; `feminine` says how Arabic verbs agree with it.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    pub id: &'static str,
    pub en: &'static str,
    pub ar: &'static str,
    pub feminine: bool,
}

const fn name(id: &'static str, en: &'static str, ar: &'static str, feminine: bool) -> Name {
    Name { id, en, ar, feminine }
}

const IRAQ: Name = name("IQ", "Iraq", "العراق", false);
const SYRIA: Name = name("SY", "Syria", "سوريا", true);
const MALI: Name = name("ML", "Mali", "مالي", true);
const NIGER: Name = name("NE", "Niger", "النيجر", true);
const SOMALIA: Name = name("SO", "Somalia", "الصومال", false);
const KENYA: Name = name("KE", "Kenya", "كينيا", true);
const LIBYA: Name = name("LY", "Libya", "ليبيا", true);
const TUNISIA: Name = name("TN", "Tunisia", "تونس", true);
const YEMEN: Name = name("YE", "Yemen", "اليمن", false);
const LEBANON: Name = name("LB", "Lebanon", "لبنان", false);
const JORDAN: Name = name("JO", "Jordan", "الأردن", false);

const ISLAMIC_STATE: Name = name("Islamic State", "Islamic State", "تنظيم داعش", false);
const SHABAAB: Name = name("Al-Shabaab", "al-Shabaab", "حركة الشباب", true);
const JNIM: Name = name("JNIM", "JNIM", "جماعة نصرة الإسلام والمسلمين", true);
const PKK: Name = name("PKK", "the PKK", "حزب العمال الكردستاني", false);
const TURKISH_ARMY: Name = name("Turkish army", "the Turkish army", "الجيش التركي", false);
const HOUTHIS: Name = name("Houthis", "the Houthis", "جماعة الحوثي", true);
const SAUDI_COALITION: Name =
    name("Saudi-led coalition", "the Saudi-led coalition", "التحالف بقيادة السعودية", false);
const IRAQI_ARMY: Name = name("Iraqi army", "the Iraqi army", "الجيش العراقي", false);

const UN: Name = name("United Nations", "the United Nations", "الأمم المتحدة", true);
const ACLED: Name = name("ACLED", "ACLED", "مشروع أكليد", false);
const UNHCR: Name = name("UNHCR", "UNHCR", "مفوضية اللاجئين", true);
const WHO: Name = name("WHO", "the World Health Organization", "منظمة الصحة العالمية", true);
/// The source of what is published by nobody but whoever did it.
const ARMY_COMMAND: Name = name("Joint Command", "the Joint Command", "القيادة المشتركة", true);

/// How a measure is put into a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Somebody did so many.
    Deed,
    /// So many people suffered it.
    Victim,
    /// So many took place.
    Thing,
    /// So many are there.
    Level,
}

/// What is counted, with its words. `ar` holds the noun after 3, 11 and 100; `ar_whole` is the verb of victims in
/// the passive, and the noun of all those that a level counts.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    pub id: &'static str,
    pub form: Form,
    pub en: &'static str,
    pub ar_whole: &'static str,
    pub ar: [&'static str; 3],
    low: f64,
    high: f64,
}

const PEOPLE: [&str; 3] = ["أشخاص", "شخصا", "شخص"];

const fn measure(
    id: &'static str,
    form: Form,
    en: &'static str,
    ar_whole: &'static str,
    ar: [&'static str; 3],
    low: f64,
    high: f64,
) -> Measure {
    Measure { id, form, en, ar_whole, ar, low, high }
}

const ATTACK: Measure = measure("attack", Form::Deed, "attacks", "", ["هجمات", "هجوما", "هجوم"], 4.0, 400.0);
const OPERATION: Measure =
    measure("operation", Form::Deed, "operations", "", ["عمليات", "عملية", "عملية"], 4.0, 300.0);
const KILLED: Measure = measure("killed", Form::Victim, "killed", "قُتل", PEOPLE, 10.0, 3000.0);
const WOUNDED: Measure = measure("wounded", Form::Victim, "wounded", "أُصيب", PEOPLE, 10.0, 5000.0);
const KIDNAPPED: Measure = measure("kidnapped", Form::Victim, "kidnapped", "خُطف", PEOPLE, 4.0, 200.0);
const DISPLACED: Measure = measure("displaced", Form::Victim, "displaced", "نزح", PEOPLE, 500.0, 90_000.0);
const PROTEST: Measure =
    measure("protest", Form::Thing, "protests", "", ["احتجاجات", "احتجاجا", "احتجاج"], 4.0, 500.0);
const CASES: Measure = measure(
    "cases",
    Form::Thing,
    "cholera cases",
    "",
    ["إصابات مؤكدة بالكوليرا", "إصابة مؤكدة بالكوليرا", "إصابة مؤكدة بالكوليرا"],
    50.0,
    9000.0,
);
const REFUGEES: Measure =
    measure("refugees", Form::Level, "refugees", "اللاجئين", ["لاجئين", "لاجئا", "لاجئ"], 20_000.0, 900_000.0);
const INTERNALLY_DISPLACED: Measure = measure(
    "internally-displaced",
    Form::Level,
    "internally displaced people",
    "النازحين داخليا",
    ["نازحين داخليا", "نازحا داخليا", "نازح داخليا"],
    90_000.0,
    900_000.0,
);
const CLASH: Measure =
    measure("clash", Form::Thing, "clashes", "", ["اشتباكات", "اشتباكا", "اشتباك"], 4.0, 400.0);

/// What a data set's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    Totals,
    Events,
    Levels,
    RunningTotals,
    /// Nobody counts it.
    None,
}

/// Something that is counted month by month in two places.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    pub measure: Measure,
    pub actor: Option<Name>,
    pub target: Option<Name>,
    pub source: Name,
    /// Whether the source decides, so that statements need not name it.
    pub authoritative: bool,
    pub rows: Rows,
    pub places: [Name; 2],
}

const fn counted(measure: Measure, places: [Name; 2]) -> Subject {
    Subject {
        measure,
        actor: None,
        target: None,
        source: UN,
        authoritative: false,
        rows: Rows::Totals,
        places,
    }
}

const fn deed(actor: Name, target: Option<Name>, source: Name, rows: Rows, places: [Name; 2]) -> Subject {
    Subject { measure: ATTACK, actor: Some(actor), target, source, authoritative: false, rows, places }
}

pub const SUBJECTS: &[Subject] = &[
    deed(ISLAMIC_STATE, None, UN, Rows::Totals, [IRAQ, SYRIA]),
    deed(SHABAAB, None, UN, Rows::Totals, [SOMALIA, KENYA]),
    counted(KILLED, [LIBYA, TUNISIA]),
    counted(WOUNDED, [LIBYA, TUNISIA]),
    counted(KIDNAPPED, [MALI, NIGER]),
    counted(PROTEST, [TUNISIA, LEBANON]),
    deed(JNIM, None, ACLED, Rows::Events, [MALI, NIGER]),
    deed(PKK, Some(TURKISH_ARMY), ACLED, Rows::Events, [IRAQ, SYRIA]),
    deed(TURKISH_ARMY, Some(PKK), ACLED, Rows::Events, [IRAQ, SYRIA]),
    deed(HOUTHIS, Some(SAUDI_COALITION), ACLED, Rows::Events, [YEMEN, SOMALIA]),
    deed(SAUDI_COALITION, Some(HOUTHIS), ACLED, Rows::Events, [YEMEN, SOMALIA]),
    Subject {
        measure: OPERATION,
        actor: Some(IRAQI_ARMY),
        target: Some(ISLAMIC_STATE),
        source: ARMY_COMMAND,
        authoritative: true,
        rows: Rows::Totals,
        places: [IRAQ, SYRIA],
    },
    Subject { source: UNHCR, ..counted(DISPLACED, [YEMEN, LIBYA]) },
    Subject { source: UNHCR, rows: Rows::Levels, ..counted(INTERNALLY_DISPLACED, [YEMEN, LIBYA]) },
    Subject { source: UNHCR, rows: Rows::Levels, ..counted(REFUGEES, [LEBANON, JORDAN]) },
    Subject { source: WHO, rows: Rows::RunningTotals, ..counted(CASES, [YEMEN, SYRIA]) },
    Subject { rows: Rows::None, ..counted(CLASH, [LIBYA, MALI]) },
];

/// A stretch of whole months, counted from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub first: usize,
    pub months: usize,
}

impl Stretch {
    pub fn year(year: usize) -> Self {
        Stretch { first: year * 12, months: 12 }
    }

    pub fn first_year(self) -> i32 {
        FIRST_YEAR + self.first as i32 / 12
    }

    pub fn first_month(self) -> usize {
        self.first % 12
    }

    /// The same stretch so many years later.
    pub fn later(self, years: i32) -> Option<Stretch> {
        let first = self.first as i32 + 12 * years;
        let stretch = Stretch { first: usize::try_from(first).ok()?, ..self };
        (stretch.first + stretch.months <= MONTHS).then_some(stretch)
    }
}

/// What happened: by subject, place and month.
pub struct World {
    cells: Vec<[Vec<f64>; 2]>,
}

impl World {
    pub fn new(chance: &mut Chance) -> World {
        let mut months = |subject: &Subject| {
            let base = chance.magnitude(subject.measure.low, subject.measure.high);
            let years: Vec<f64> = (0..YEARS).map(|_| *chance.pick(&[0.5, 0.7, 0.9, 1.1, 1.6, 2.1])).collect();
            let month = |month: usize| {
                (base * years[month / 12] * f64::from(chance.between(40, 160)) / 100.0).round().max(3.0)
            };
            (0..MONTHS).map(month).collect()
        };
        World { cells: SUBJECTS.iter().map(|subject| [months(subject), months(subject)]).collect() }
    }

    /// How many there were in one place (0 or 1), or in both.
    pub fn figure(&self, subject: usize, place: Option<usize>, stretch: Stretch) -> f64 {
        let places = place.map_or(0..2, |place| place..place + 1);
        let months = stretch.first..stretch.first + stretch.months;
        let of_place = |place: usize| -> f64 {
            let cells = &self.cells[subject][place];
            match SUBJECTS[subject].rows {
                Rows::Levels => cells[months.end - 1],
                _ => cells[months.clone()].iter().sum(),
            }
        };
        places.map(of_place).sum()
    }

    /// What had run up by a stretch's end.
    pub fn running_total(&self, subject: usize, place: usize, stretch: Stretch) -> f64 {
        self.cells[subject][place][..stretch.first + stretch.months].iter().sum()
    }

    /// Writes the data sets and loads them.
    pub fn datasets(&self, chance: &mut Chance, ids: &Ids) -> Datasets {
        let folder = tempfile::tempdir().unwrap();
        for rows in [Rows::Totals, Rows::Events, Rows::Levels, Rows::RunningTotals] {
            self.write(chance, rows, folder.path());
        }
        let (datasets, errors) = Datasets::load(folder.path(), ids);
        assert_eq!(errors, []);
        datasets
    }

    fn write(&self, chance: &mut Chance, rows: Rows, folder: &Path) {
        let mut csv = "measure,actor,target,place,start,end,value,source\n".to_owned();
        let of_rows = || SUBJECTS.iter().enumerate().filter(move |(_, subject)| subject.rows == rows);
        for (index, subject) in of_rows() {
            for (place, name) in subject.places.iter().enumerate() {
                let mut total = 0.0;
                for month in 0..MONTHS {
                    let value = self.cells[index][place][month];
                    total += value;
                    let (first, last) = (day(month, 1), day(month, length(month)));
                    let mut row = |start: &str, end: &str, value: f64| {
                        let party = |party: Option<Name>| party.map_or("", |name| name.id);
                        let (measure, place, source) = (subject.measure.id, name.id, subject.source.id);
                        let (actor, target) = (party(subject.actor), party(subject.target));
                        writeln!(csv, "{measure},{actor},{target},{place},{start},{end},{value},{source}")
                            .unwrap();
                    };
                    match rows {
                        Rows::Totals => row(&first, &last, value),
                        Rows::Events => (0..value as usize).for_each(|_| {
                            let day = day(month, chance.between(1, length(month)));
                            row(&day, &day, 1.0);
                        }),
                        Rows::Levels if month % 12 == 11 => row(&last, &last, value),
                        Rows::RunningTotals => row(&last, &last, total),
                        Rows::Levels | Rows::None => {}
                    }
                }
            }
        }
        let (name, kind) = match rows {
            Rows::Totals => ("totals", "period_total"),
            Rows::Events => ("events", "event"),
            Rows::Levels => ("levels", "stock"),
            Rows::RunningTotals => ("running-totals", "cumulative"),
            Rows::None => return,
        };
        let mut series: Vec<String> = Vec::new();
        for (_, subject) in of_rows() {
            let (source, measure) = (subject.source, subject.measure.id);
            let described = format!(
                r#"{{ "name": "{measure}-{}", "where": {{ "measure": "{measure}", "source": "{}" }},
                "rowKind": "{kind}", "countRows": {}, "coverage": "{}", "authoritative": {},
                "sourceAliases": ["{}", "{}"] }}"#,
                source.id.to_lowercase().replace(' ', "-"),
                source.id,
                rows == Rows::Events,
                if rows == Rows::Events { "observed_days" } else { "rows" },
                subject.authoritative,
                source.en.trim_start_matches("the "),
                source.ar,
            );
            if !series.contains(&described) {
                series.push(described);
            }
        }
        let descriptor = format!(
            r#"{{ "name": "{name}", "resources": [{{ "name": "rows", "path": "rows.csv",
            "schema": {{ "fields": [
                {{ "name": "measure", "role": "measure" }}, {{ "name": "actor", "role": "actor" }},
                {{ "name": "target", "role": "target" }}, {{ "name": "place", "role": "place", "codes": "id" }},
                {{ "name": "start", "role": "date_start" }}, {{ "name": "end", "role": "date_end" }},
                {{ "name": "value", "role": "value" }}, {{ "name": "source", "role": "source" }}
            ] }}, "series": [{}] }}] }}"#,
            series.join(",\n")
        );
        let folder = folder.join(name);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("rows.csv"), csv).unwrap();
        std::fs::write(folder.join("datapackage.json"), descriptor).unwrap();
    }
}

fn length(month: usize) -> i32 {
    let leap = FIRST_YEAR + month as i32 / 12 == 2020;
    match month % 12 {
        1 => 28 + i32::from(leap),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

fn day(month: usize, day: i32) -> String {
    format!("{}-{:02}-{day:02}", FIRST_YEAR + month as i32 / 12, month % 12 + 1)
}
