//! How fast a batch runs: generated articles through the program as it is built for release, with the time, the
//! memory, and whether every number of threads wrote the same bytes.
//!
//! `cargo bench --bench batch` takes 2,000 articles; `cargo bench --bench batch -- 70000` the number asked for;
//! `cargo bench --bench batch -- 70000 crawl.jsonl` writes the articles to a file and measures nothing. They carry
//! as many numbers as news does; with `dense` for the last argument, as many as a bulletin of figures.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The mean size of an article's text, in bytes.
const MEAN_SIZE: usize = 2450;

/// Of this many articles one is English.
const ENGLISH_EVERY: usize = 10;

/// Of a hundred sentences, how many carry numbers: 4 claims an article, where annotated news has 3 to 4.
const WITH_NUMBERS: usize = 16;
/// The same of articles that are little but numbers: 10 claims an article.
const WITH_NUMBERS_IF_DENSE: usize = 40;

/// A small generator, so that the articles are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

/// A language's sentences and what fills their gaps: {n} a number, {y} a year, {m} a month, {p} a place, {a} an
/// actor, {h} a hedge.
struct Language {
    sentences: &'static [&'static str],
    plain: &'static [&'static str],
    months: &'static [&'static str],
    places: &'static [&'static str],
    actors: &'static [&'static str],
    hedges: &'static [&'static str],
    headlines: &'static [&'static str],
}

const ARABIC: Language = Language {
    sentences: &[
        "أعلن {a} مسؤوليته عن {h} {n} هجوما في {p} خلال {m} {y}.",
        "وقالت الشرطة إن {n} شخصا قتلوا وأصيب {n} آخرون بجروح في انفجار سيارة مفخخة في {p}.",
        "ونفذت القوات {n} عملية أمنية في {p} منذ بداية عام {y}، واعتقلت {n} مشتبها بهم.",
        "وذكرت الأمم المتحدة أن عدد النازحين في {p} بلغ {h} {n} ألف نازح حتى نهاية {m} {y}.",
        "وارتفعت الهجمات في {p} بنسبة {n} في المئة مقارنة بعام {y}.",
        "وأحصى المرصد {n} قتيلا بينهم {n} مدنيا في {p} خلال النصف الأول من عام {y}.",
        "وشن الطيران {n} غارة جوية على مواقع في {p} أسفرت عن مقتل {n} مسلحا.",
        "وسجلت المنظمة {n} هجوما في {p} خلال الأشهر الستة الأولى من العام، مقابل {n} هجوما في العام السابق.",
        "وأفرجت السلطات عن {n} معتقلا في {m} الماضي، بحسب بيان وزارة العدل.",
        "وبلغت كلفة إعادة الإعمار في {p} {n} مليون دولار وفق تقديرات البنك الدولي لعام {y}.",
    ],
    plain: &[
        "وقال شهود عيان إن الطرق المؤدية إلى المدينة أغلقت أمام حركة السير، فيما انتشرت قوات الأمن في الأحياء القريبة.",
        "وأضاف المتحدث أن التحقيق لا يزال جاريا لمعرفة ملابسات الحادث، وأن النتائج ستعلن فور الانتهاء منه.",
        "وتشهد المنطقة توترا متصاعدا منذ أسابيع، وسط دعوات محلية ودولية إلى ضبط النفس وتغليب الحوار.",
        "ولم تعلن أي جهة مسؤوليتها عن الحادث حتى ساعة إعداد هذا التقرير.",
        "وطالب وجهاء المدينة الحكومة بتعزيز الإجراءات الأمنية وحماية الأسواق والمدارس والمستشفيات.",
        "وفي سياق متصل، عقد مجلس المحافظة اجتماعا طارئا لبحث الأوضاع الإنسانية واحتياجات الأسر المتضررة.",
        "ويرى مراقبون أن الأرقام المعلنة لا تعكس بالضرورة حجم ما يجري على الأرض، بسبب صعوبة الوصول إلى المناطق النائية.",
    ],
    months: &[
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    places: &[
        "العراق",
        "سوريا",
        "الموصل",
        "دير الزور",
        "حلب",
        "العراق وسوريا",
        "كركوك",
        "الأنبار",
        "إدلب",
        "اليمن",
        "غزة",
        "ديالى",
    ],
    actors: &["تنظيم داعش", "التنظيم", "الجيش", "التحالف الدولي", "الفصائل المسلحة", "الحوثيون"],
    hedges: &["نحو", "أكثر من", "ما لا يقل عن", "قرابة", ""],
    headlines: &[
        "هجمات جديدة في {p}",
        "حصيلة {m} {y} في {p}",
        "{n} قتيلا في {p}",
        "تصاعد العنف في {p} منذ {m}",
    ],
};

const ENGLISH: Language = Language {
    sentences: &[
        "{a} claimed {h} {n} attacks in {p} in {m} {y}.",
        "Police said {n} people were killed and {n} others wounded when a car bomb went off in {p}.",
        "Security forces carried out {n} operations in {p} since the start of {y} and detained {n} suspects.",
        "The United Nations said {h} {n},000 people were displaced in {p} by the end of {m} {y}.",
        "Attacks in {p} rose by {n} percent compared with {y}.",
        "The observatory counted {n} deaths, {n} of them civilians, in {p} in the first half of {y}.",
        "Warplanes launched {n} airstrikes on positions in {p}, killing {n} fighters.",
        "The group recorded {n} attacks in {p} in the first six months of the year, against {n} in the year before.",
    ],
    plain: &[
        "Witnesses said roads into the city were closed to traffic while troops spread through nearby districts.",
        "The spokesman said the investigation was still under way and its results would be published when it ended.",
        "Tension has been rising in the area for weeks amid calls for restraint at home and abroad.",
        "No group had claimed responsibility by the time this report was prepared.",
        "Observers say the published figures do not necessarily show what happens on the ground, since remote areas \
         are hard to reach.",
    ],
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    places: &[
        "Iraq",
        "Syria",
        "Mosul",
        "Deir ez-Zor",
        "Aleppo",
        "Iraq and Syria",
        "Kirkuk",
        "Anbar",
        "Idlib",
        "Yemen",
        "Gaza",
    ],
    actors: &["Islamic State", "The group", "The army", "The coalition", "Armed factions", "The Houthis"],
    hedges: &["about", "more than", "at least", "nearly", "some"],
    headlines: &["New attacks in {p}", "{p}: the figures for {m} {y}", "{n} killed in {p}"],
};

impl Language {
    fn filled(&self, pattern: &str, dice: &mut Dice) -> String {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (gap, after) = after.split_once('}').unwrap_or((after, ""));
            match gap {
                "n" => {
                    let most = if dice.roll(3) == 0 { 4000 } else { 300 };
                    filled.push_str(&(2 + dice.roll(most)).to_string());
                }
                "y" => filled.push_str(&(2014 + dice.roll(11)).to_string()),
                "m" => filled.push_str(dice.pick(self.months)),
                "p" => filled.push_str(dice.pick(self.places)),
                "a" => filled.push_str(dice.pick(self.actors)),
                _ => filled.push_str(dice.pick(self.hedges)),
            }
            rest = after;
        }
        filled + rest
    }

    fn article(&self, with_numbers: usize, dice: &mut Dice) -> (String, String) {
        let title = self.filled(dice.pick(self.headlines), dice);
        let size = MEAN_SIZE / 2 + dice.roll(MEAN_SIZE);
        let mut text = String::new();
        let mut sentences = 0;
        while text.len() < size {
            let sentences_of = if dice.roll(100) < with_numbers { self.sentences } else { self.plain };
            let pattern = dice.pick(sentences_of);
            text.push_str(&self.filled(pattern, dice));
            sentences += 1;
            text.push_str(if sentences % 4 == 0 { "\n\n" } else { " " });
        }
        (title, text)
    }
}

/// Writes the articles as JSON Lines.
fn write_articles(path: &Path, articles: usize, with_numbers: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut dice = Dice(7);
    for number in 0..articles {
        let (code, language) = if number % ENGLISH_EVERY == 9 { ("en", &ENGLISH) } else { ("ar", &ARABIC) };
        let (title, text) = language.article(with_numbers, &mut dice);
        let article = serde_json::json!({
            "id": format!("a{number}"),
            "published": format!("{}-{:02}-{:02}", 2023 + dice.roll(2), 1 + dice.roll(12), 1 + dice.roll(28)),
            "lang": code,
            "source": "generated",
            "title": title,
            "text": text,
        });
        writeln!(out, "{article}")?;
    }
    out.flush()
}

/// What a run of the program took.
struct Taken {
    seconds: f64,
    /// The time of the processors, where the system tells.
    processor: Option<f64>,
    /// The most memory at one time, where the system tells.
    megabytes: Option<u64>,
}

fn taken(arguments: &[&str], input: Option<&Path>, output: Stdio) -> std::io::Result<Taken> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    command.args(arguments).stdout(output).stderr(Stdio::inherit());
    if let Some(input) = input {
        command.stdin(File::open(input)?);
    }
    let start = Instant::now();
    let mut run = command.spawn()?;
    let (status, stat) = (format!("/proc/{}/status", run.id()), format!("/proc/{}/stat", run.id()));
    let (mut megabytes, mut processor) = (None, None);
    while run.try_wait()?.is_none() {
        processor = processor_seconds(&fs::read_to_string(&stat).unwrap_or_default()).or(processor);
        let told = fs::read_to_string(&status).unwrap_or_default();
        let most = told
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok());
        megabytes = most.map(|kilobytes| kilobytes / 1024).or(megabytes);
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(Taken { seconds: start.elapsed().as_secs_f64(), processor, megabytes })
}

/// The time of the processors that `/proc/PID/stat` tells, in hundredths of seconds behind the program's name.
fn processor_seconds(stat: &str) -> Option<f64> {
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let hundredths = |at: usize| -> Option<f64> { fields.get(at)?.parse().ok() };
    Some((hundredths(11)? + hundredths(12)?) / 100.0).filter(|seconds| *seconds > 0.0)
}

fn tell(what: &str, articles: usize, taken: &Taken) {
    let memory = taken.megabytes.map(|megabytes| format!("{megabytes} MB")).unwrap_or_default();
    let processor =
        taken.processor.map(|seconds| format!("{seconds:.2} s of processors")).unwrap_or_default();
    println!(
        "{what:<34} {:>8.2} s {:>10.0} articles/s {memory:>9} {processor:>24}",
        taken.seconds,
        articles as f64 / taken.seconds
    );
}

/// The files of a folder with their contents.
fn contents(folder: &Path) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        found.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(found)
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let dense = arguments.last().is_some_and(|last| last == "dense");
    let with_numbers = if dense { WITH_NUMBERS_IF_DENSE } else { WITH_NUMBERS };
    let arguments = &arguments[..arguments.len() - usize::from(dense)];
    let articles = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(2000);
    if let Some(file) = arguments.get(1) {
        return write_articles(Path::new(file), articles, with_numbers);
    }
    let folder = tempfile::tempdir()?;
    let crawl = folder.path().join("crawl.jsonl");
    write_articles(&crawl, articles, with_numbers)?;
    println!("{articles} articles, {:.1} MB", fs::metadata(&crawl)?.len() as f64 / 1e6);
    let crawl_name = crawl.to_string_lossy();

    let mut first: Option<BTreeMap<String, Vec<u8>>> = None;
    let mut one_thread = None;
    for jobs in ["1", "2", "8", "1", "2", "8"] {
        let out = folder.path().join("out");
        let run =
            ["run", &crawl_name, "--tables-only", "--quiet", "--jobs", jobs, "--out", &out.to_string_lossy()];
        let run = taken(&run, None, Stdio::null())?;
        tell(&format!("run, {jobs} threads"), articles, &run);
        if jobs == "1" {
            one_thread = Some(run.seconds);
        }
        let found = contents(&out)?;
        match &first {
            None => first = Some(found),
            Some(first) => {
                println!("{:<34} {}", "  the same bytes", if *first == found { "yes" } else { "NO" })
            }
        }
        fs::remove_dir_all(&out)?;
    }
    let worker = taken(&["worker", "--jobs", "1"], Some(&crawl), Stdio::null())?;
    tell("worker, 1 thread", articles, &worker);
    if let Some(run) = one_thread {
        println!("{:<34} {:>8.2}", "worker's speed by run's", run / worker.seconds);
    }

    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    let start = Instant::now();
    let mut run = command.args(["worker"]).stdin(File::open(&crawl)?).stdout(Stdio::piped()).spawn()?;
    if let Some(out) = &mut run.stdout {
        out.read_exact(&mut [0])?;
    }
    println!("{:<34} {:>8.0} ms", "start to first row", start.elapsed().as_secs_f64() * 1e3);
    run.kill()?;
    run.wait()?;
    Ok(())
}
