//! Batches from outside: the same bytes with any number of threads, in shards, and after a kill at any moment;
//! damage of every kind; the worker.

use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Articles of every kind: claims that agree and that do not, duplicates, trends, another language, broken lines.
fn crawl(articles: usize) -> String {
    let mut lines = String::new();
    for n in 0..articles {
        let year = 2015 + n % 10;
        let text = match n % 6 {
            0 => format!("أعلن تنظيم داعش مسؤوليته عن {} هجوما في العراق وسوريا خلال عام {year}.", 20 + n),
            1 => format!("The group claimed {} attacks in Iraq and Syria from January to June {year}.", 50 + n % 200),
            2 => format!("Some {n},500 people were displaced from the city in {year}, the ministry said."),
            3 => "IS carried out 153 attacks in Iraq and Syria in the first half of 2024, against 121 in all of 2023."
                .to_owned(),
            4 => format!("قُتل {} شخصًا وأصيب {} آخرون في هجوم على سوق في الموصل يوم الأحد.", 3 + n % 9, 5 + n),
            _ => format!("Attacks rose again in {year}; {} of them were claimed.", 7 + n),
        };
        let day = 1 + n % 28;
        let _ = match n % 41 {
            17 => writeln!(lines, "{{broken {n}"),
            23 => writeln!(lines, r#"{{"id": "ru-{n}", "lang": "ru", "text": "Погибли {n} человек."}}"#),
            _ => writeln!(
                lines,
                r#"{{"id": "a{n}", "published": "2024-08-{day:02}", "title": "Report {n}", "text": "{text}"}}"#
            ),
        };
    }
    lines
}

/// A folder with a crawl of so many articles in a file.
fn folder_with_crawl(articles: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("crawl.jsonl"), crawl(articles)).unwrap();
    folder
}

fn mizan(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("mizan"));
    command.current_dir(folder).args(arguments);
    command
}

fn ended(folder: &Path, arguments: &[&str]) -> Output {
    mizan(folder, arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files below a folder with their contents.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
                found.insert(name, Vec::new());
            } else {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Fails where the folders differ, and says in what.
fn assert_same(one: &Path, other: &Path, what: &str) {
    let (one, other) = (contents(one), contents(other));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other), "{what}");
    for (name, content) in &one {
        assert!(content == &other[name], "{what}: {name} differs");
    }
}

/// How many parts a run has finished so far.
fn parts(out: &Path) -> usize {
    let Ok(entries) = fs::read_dir(out.join("parts")) else { return 0 };
    entries
        .filter(|entry| {
            entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|end| end == "part"))
        })
        .count()
}

/// Waits until a run has finished so many parts, or has ended.
fn wait_for_parts(run: &mut Child, out: &Path, wanted: usize) {
    let patience = Instant::now() + Duration::from_secs(120);
    while parts(out) < wanted && run.try_wait().unwrap().is_none() {
        assert!(Instant::now() < patience, "no part appears");
        std::thread::sleep(Duration::from_millis(2));
    }
}

const RUN: &[&str] = &["run", "crawl.jsonl", "--tables-only", "--quiet", "--out"];

fn run_into(folder: &Path, out: &str, more: &[&str]) -> Output {
    ended(folder, &[RUN, &[out], more].concat())
}

#[test]
fn one_two_and_eight_threads_write_the_same_bytes() {
    let folder = folder_with_crawl(330);
    for jobs in ["1", "2", "8"] {
        let run = run_into(folder.path(), jobs, &["--jobs", jobs]);
        assert_eq!(run.status.code(), Some(3), "{}", told(&run));
        assert_same(&folder.path().join("1"), &folder.path().join(jobs), jobs);
    }
    let files = contents(&folder.path().join("1"));
    let rows = |name: &str| String::from_utf8_lossy(&files[name]).lines().count();
    assert!(!files.contains_key("parts"));
    assert!(rows("articles.csv") > 250 && rows("claims.csv") > 150 && rows("evidence.csv") > 150);
    assert!(rows("clusters.csv") > 2, "several articles tell the same");
    let errors = String::from_utf8_lossy(&files["errors.csv"]).into_owned();
    assert_eq!(errors.matches("the JSON is malformed").count(), 8);
    assert_eq!(errors.matches("its language is given as `ru`").count(), 8);
}

#[test]
fn shards_merge_to_what_one_run_writes() {
    let folder = folder_with_crawl(260);
    assert_eq!(run_into(folder.path(), "whole", &[]).status.code(), Some(3));
    for of in [1, 2, 3, 7] {
        let mut merge = vec!["merge".to_owned()];
        // The last first: the order in which they are named does not count.
        for number in (1..=of).rev() {
            let (shard, out) = (format!("{number}/{of}"), format!("shard-{number}-of-{of}"));
            let run = run_into(folder.path(), &out, &["--shard", &shard]);
            assert!(matches!(run.status.code(), Some(0 | 3)), "{}", told(&run));
            merge.push(out);
        }
        let out = format!("merged-{of}");
        merge.extend(["--tables-only", "--quiet", "--out"].map(str::to_owned));
        merge.push(out.clone());
        let merge: Vec<&str> = merge.iter().map(String::as_str).collect();
        let merged = ended(folder.path(), &merge);
        assert_eq!(merged.status.code(), Some(3), "{}", told(&merged));
        assert_same(&folder.path().join("whole"), &folder.path().join(out), &format!("{of} shards"));
    }
    for (arguments, message) in [
        (&["merge", "shard-1-of-2"][..], "shard 2/2 is missing"),
        (&["merge", "shard-1-of-2", "shard-2-of-3"], "are of different runs"),
        (&["merge", "shard-1-of-2", "shard-2-of-2", "shard-2-of-2"], "shard 2/2 is named twice"),
        (&["merge", "whole"], "whole: there is no finished shard"),
    ] {
        let wrong = ended(folder.path(), &[arguments, &["--out", "wrong"]].concat());
        assert_eq!(wrong.status.code(), Some(2));
        assert!(told(&wrong).contains(message), "{}", told(&wrong));
        assert!(!folder.path().join("wrong").exists());
    }
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let folder = folder_with_crawl(200);
    assert_eq!(run_into(folder.path(), "whole", &[]).status.code(), Some(3));
    let chunks = 20;
    // Kills at chosen numbers of parts and, after them, at moments that differ from machine to machine.
    let mut random = 12_345_u64;
    for round in 0..6 {
        let out = format!("killed-{round}");
        let place = folder.path().join(&out);
        for resumed in 0..3 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let more: &[&str] = if resumed == 0 { &["--jobs", "2"] } else { &["--resume", "--jobs", "2"] };
            let mut run = mizan(folder.path(), &[RUN, &[out.as_str()], more].concat())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            wait_for_parts(&mut run, &place, usize::try_from(random >> 33).unwrap() % chunks);
            std::thread::sleep(Duration::from_micros((random >> 20) % 20_000));
            run.kill().unwrap();
            run.wait().unwrap();
        }
        let last = run_into(folder.path(), &out, &["--resume"]);
        assert_eq!(last.status.code(), Some(3), "{}", told(&last));
        assert_same(&folder.path().join("whole"), &place, &format!("round {round}"));
    }
}

/// Runs, and kills the run when it has finished some parts.
fn begun(folder: &Path, out: &str) {
    let mut run =
        mizan(folder, &[RUN, &[out, "--jobs", "1"]].concat()).stderr(Stdio::null()).spawn().unwrap();
    wait_for_parts(&mut run, &folder.join(out), 12);
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(parts(&folder.join(out)) >= 12, "it was killed while it worked");
}

#[test]
fn what_changed_since_is_made_again() {
    let folder = folder_with_crawl(300);
    let path = folder.path();
    fs::create_dir(path.join("my-data")).unwrap();
    let table =
        |count: u32| format!("country,year,attacks\nIraq,2020,{count}\nIraq,2021,77\nSyria,2020,80\n");
    fs::write(path.join("my-data/counts.csv"), table(20)).unwrap();

    // Options.
    begun(path, "out");
    let other = run_into(path, "other", &["--published", "2020-01-01"]);
    let resumed = run_into(path, "out", &["--resume", "--published", "2020-01-01"]);
    assert_eq!((other.status.code(), resumed.status.code()), (Some(3), Some(3)));
    assert_same(&path.join("other"), &path.join("out"), "other options");

    // The articles: one of the first chunk has another text, so that what followed is no duplicate of it.
    begun(path, "changed");
    let lines = crawl(300).replace(r#""id": "a3","#, r#""id": "a3", "source": "other","#);
    let lines = lines.replacen("The group claimed 51 attacks", "The group claimed 52 attacks", 1);
    fs::write(path.join("crawl.jsonl"), lines).unwrap();
    assert_eq!(run_into(path, "fresh", &[]).status.code(), Some(3));
    assert_eq!(run_into(path, "changed", &["--resume"]).status.code(), Some(3));
    assert_same(&path.join("fresh"), &path.join("changed"), "other articles");

    // The data sets.
    let data = |out: &str, more: &[&str]| run_into(path, out, &[&["--data", "my-data"], more].concat());
    let mut run =
        mizan(path, &[RUN, &["data", "--data", "my-data"]].concat()).stderr(Stdio::null()).spawn().unwrap();
    wait_for_parts(&mut run, &path.join("data"), 12);
    run.kill().unwrap();
    run.wait().unwrap();
    fs::write(path.join("my-data/counts.csv"), table(21)).unwrap();
    assert_eq!(data("data-fresh", &[]).status.code(), data("data", &["--resume"]).status.code());
    assert_same(&path.join("data-fresh"), &path.join("data"), "other data");
}

#[test]
fn a_part_that_is_damaged_is_made_again() {
    let folder = folder_with_crawl(300);
    let path = folder.path();
    assert_eq!(run_into(path, "whole", &[]).status.code(), Some(3));
    begun(path, "out");
    let part = |number: usize| path.join(format!("out/parts/{number:07}.part"));
    let mut content = fs::read(part(0)).unwrap();
    let last = content.len() - 2;
    content[last] ^= 0xff;
    fs::write(part(0), content).unwrap();
    let content = fs::read(part(1)).unwrap();
    fs::write(part(1), &content[..content.len() / 2]).unwrap();
    fs::write(part(2), "").unwrap();
    assert_eq!(run_into(path, "out", &["--resume"]).status.code(), Some(3));
    assert_same(&path.join("whole"), &path.join("out"), "damaged parts");
}

#[test]
fn a_run_killed_while_its_tables_got_their_names_goes_on() {
    let folder = folder_with_crawl(300);
    let path = folder.path();
    assert_eq!(run_into(path, "whole", &[]).status.code(), Some(3));
    begun(path, "out");
    for name in ["articles.csv", "claims.csv"] {
        fs::copy(path.join("whole").join(name), path.join("out").join(name)).unwrap();
    }
    fs::create_dir(path.join("out/.mizan-killed")).unwrap();
    fs::write(path.join("out/.mizan-killed/file"), "half").unwrap();
    assert_eq!(run_into(path, "out", &["--resume"]).status.code(), Some(3));
    assert_same(&path.join("whole"), &path.join("out"), "killed at the end");
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_cleanly_and_keeps_what_is_done() {
    let folder = folder_with_crawl(600);
    let path = folder.path();
    let mut run = mizan(path, &["run", "crawl.jsonl", "--tables-only", "--out", "out"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_parts(&mut run, &path.join("out"), 3);
    let interrupt = Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = run.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", told(&output));
    assert!(told(&output).contains("articles are done and kept (go on with the same command and --resume)"));
    assert!(parts(&path.join("out")) >= 3 && !path.join("out/claims.csv").exists());
    assert_eq!(run_into(path, "out", &["--resume"]).status.code(), Some(3));
    assert_eq!(run_into(path, "whole", &[]).status.code(), Some(3));
    assert_same(&path.join("whole"), &path.join("out"), "stopped and resumed");
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_no_half_written_table() {
    let folder = folder_with_crawl(300);
    let path = folder.path();
    assert_eq!(run_into(path, "whole", &[]).status.code(), Some(3));
    // A limit on the size of files fails writes as a full disk does: first the parts', then the tables'.
    for blocks in [8, 64, 200] {
        let program = cargo_bin!("mizan");
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{}' run crawl.jsonl --tables-only --quiet --out full",
            program.display()
        );
        let run = Command::new("sh").current_dir(path).args(["-c", &script]).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{}", told(&run));
        assert!(
            told(&run).starts_with("error: full") && told(&run).contains("cannot be written"),
            "{}",
            told(&run)
        );
        let left: Vec<String> =
            contents(&path.join("full")).into_keys().filter(|name| !name.starts_with("parts")).collect();
        assert_eq!(left, [""; 0], "{blocks}");
        assert!(fs::read_dir(path.join("full/parts")).unwrap().all(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.ends_with(".part") || name == "lock"
        }));
    }
    assert_eq!(run_into(path, "full", &["--resume"]).status.code(), Some(3));
    assert_same(&path.join("whole"), &path.join("full"), "room again");
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = folder_with_crawl(6);
    let path = folder.path();
    for (name, content) in [
        ("data/datapackage.json", r#"{"name": "my-data", "resources": []}"#),
        ("claims/claims.csv", "my own table\n"),
        ("odd/datapackage.json", "not JSON"),
        ("photos/parts/wheel.png", "x"),
    ] {
        let place = path.join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, content).unwrap();
        let out = name.split('/').next().unwrap();
        let before = contents(&path.join(out));
        let run = run_into(path, out, &[]);
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(told(&run).contains("holds something else"), "{}", told(&run));
        assert!(contents(&path.join(out)) == before, "{name}");
    }
    // What no run writes may lie beside it.
    fs::create_dir(path.join("notes")).unwrap();
    fs::write(path.join("notes/notes.txt"), "mine").unwrap();
    assert_eq!(run_into(path, "notes", &[]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(path.join("notes/notes.txt")).unwrap(), "mine");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_one_clear_error() {
    let folder = folder_with_crawl(6);
    let run = run_into(folder.path(), "/proc/mizan", &[]);
    assert_eq!(run.status.code(), Some(2));
    assert!(told(&run).starts_with("error: /proc/mizan: cannot be written"), "{}", told(&run));
    let mut mentions = mizan(folder.path(), &["mentions", "crawl.jsonl"]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = mentions.stdout(full).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(told(&run).contains("cannot be written: No space left on device"), "{}", told(&run));
}

#[test]
fn two_runs_at_once_do_not_write_into_one_folder() {
    let folder = folder_with_crawl(3000);
    let path = folder.path();
    let mut first = mizan(path, &[RUN, &["out"]].concat()).stderr(Stdio::null()).spawn().unwrap();
    wait_for_parts(&mut first, &path.join("out"), 1);
    let second = run_into(path, "out", &[]);
    assert_eq!(second.status.code(), Some(2));
    assert!(told(&second).contains("another run is writing here"), "{}", told(&second));
    first.kill().unwrap();
    first.wait().unwrap();
}

#[test]
fn many_small_files_are_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..2000 {
        let place = folder.path().join(format!("news/{:02}/{n}.txt", n % 20));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, format!("In {} there were {n} attacks in Iraq.", 2000 + n % 25)).unwrap();
    }
    let run = ended(folder.path(), &["extract", "news", "-o", "out", "--quiet"]);
    assert_eq!(run.status.code(), Some(0), "{}", told(&run));
    let articles = fs::read_to_string(folder.path().join("out/articles.csv")).unwrap();
    assert_eq!(articles.lines().count(), 2001);
}

#[test]
fn the_worker_answers_every_line_in_order_and_as_a_run_does() {
    let folder = folder_with_crawl(150);
    let path = folder.path();
    assert_eq!(run_into(path, "whole", &[]).status.code(), Some(3));
    let output =
        mizan(path, &["worker"]).stdin(fs::File::open(path.join("crawl.jsonl")).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let answers: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 150);
    assert!(answers[17]["article"].is_null());
    assert!(answers[17]["errors"][0]["what"].as_str().unwrap().contains("malformed"));
    assert_eq!(answers[18]["article"]["article_id"], "a18");
    assert_eq!(answers[1]["claims"][0]["value"], 51);
    // The run leaves duplicates out; what it has, the worker gives too.
    let checks = fs::read_to_string(path.join("whole/checks.csv")).unwrap();
    let ours: Vec<String> = answers
        .iter()
        .flat_map(|answer| answer["checks"].as_array().unwrap())
        .map(|check| {
            format!(
                "{},{},{}",
                check["claim_id"].as_str().unwrap(),
                check["outcome"].as_str().unwrap(),
                check["code"].as_str().unwrap()
            )
        })
        .collect();
    let theirs: Vec<&str> = checks.lines().skip(1).collect();
    assert!(theirs.len() > 100);
    assert!(theirs.iter().all(|check| ours.iter().any(|own| check.starts_with(&format!("{own},")))));
}

#[test]
fn the_worker_answers_a_line_before_the_next_comes() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker =
        mizan(folder.path(), &["worker"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = worker.stdin.take().unwrap();
    let mut answers = BufReader::new(worker.stdout.take().unwrap()).lines();
    for line in [
        r#"{"id": "one", "text": "Twelve people were killed in Mosul."}"#,
        "nonsense",
        r#"{"id": "three", "text": ""}"#,
    ] {
        writeln!(input, "{line}\n").unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["article"].is_null(), !line.contains("Mosul"));
        assert_eq!(answer["errors"].as_array().unwrap().is_empty(), line.contains("Mosul"), "{answer}");
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(worker.wait().unwrap().success());
}
