//! The program from outside: exit codes, the files it writes, and what it says about bad input.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ARTICLE: &str =
    "date: 2024-07-17\n\nThe group claimed 153 attacks in Iraq and Syria from January to June 2024.";

const PAGE: &str = "<html><body><article><p>The ministry said the road to the city was closed on Sunday after heavy \
                    rain, and that repairs would take a week. Drivers were asked to take the longer way through \
                    the hills.</p></article></body></html>";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// What a command printed and how it ended.
#[derive(Debug)]
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program in a folder.
fn mizan(folder: &Path, arguments: &[&str]) -> Ended {
    ended(cargo_bin_cmd!("mizan").current_dir(folder).args(arguments))
}

fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The files below a folder with their contents.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The program's own folder, where the sample articles are.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_run_writes_its_tables_and_describes_them() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let run = mizan(folder.path(), &["run", "a.txt", "--out", "out", "--tables-only"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("article  claims"), "{}", run.out);
    let files = contents(&folder.path().join("out"));
    for table in ["articles", "claims", "skipped", "evidence", "findings", "checks", "timeline", "errors"] {
        assert!(files.contains_key(&format!("{table}.csv")), "{table}");
    }
    let descriptor: serde_json::Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let listed: Vec<&str> = descriptor["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|resource| resource["path"].as_str().unwrap())
        .collect();
    for (name, content) in &files {
        if name != "datapackage.json" {
            let place = listed.iter().position(|listed| listed == name).unwrap_or_else(|| panic!("{name}"));
            let hash = descriptor["resources"][place]["hash"].as_str().unwrap();
            assert_eq!(hash, format!("sha256:{}", mizan::article::sha256(content)), "{name}");
        }
    }
    assert_eq!(descriptor["mizan"]["version"], env!("CARGO_PKG_VERSION"));
    let article_hash = mizan::article::sha256(ARTICLE.as_bytes());
    assert_eq!(descriptor["mizan"]["articles"][0]["sha256"], article_hash.as_str());
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let mut runs = Vec::new();
    for jobs in ["1", "2", "8"] {
        let out = tempfile::tempdir().unwrap();
        let arguments = ["run", "--tables-only", "--jobs", jobs, "--out", out.path().to_str().unwrap()];
        assert_eq!(mizan(home(), &arguments).code, 0);
        runs.push(contents(out.path()));
    }
    assert!(runs[0] == runs[1] && runs[1] == runs[2]);
}

#[test]
fn what_an_earlier_run_left_is_replaced_and_other_files_stay() {
    let folder = folder(&[("a.html", PAGE), ("b.txt", ARTICLE), ("out/overrides.csv", "claim_id\n")]);
    assert_eq!(mizan(folder.path(), &["run", "a.html", "--out", "out", "--tables-only"]).code, 0);
    let first = contents(&folder.path().join("out"));
    assert!(first.contains_key("texts/a.txt") && first.contains_key("overrides.csv"));
    assert_eq!(mizan(folder.path(), &["run", "b.txt", "--out", "out", "--tables-only"]).code, 0);
    let second = contents(&folder.path().join("out"));
    assert!(!second.contains_key("texts/a.txt") && second.contains_key("overrides.csv"));
}

#[test]
fn extract_then_check_gives_what_run_gives() {
    let folder = folder(&[("page.html", PAGE)]);
    let samples = home().join("data/articles");
    let samples = samples.to_str().unwrap();
    let run = ["run", samples, "page.html", "--out", "whole", "--tables-only"];
    assert_eq!(mizan(folder.path(), &run).code, 0);
    assert_eq!(mizan(folder.path(), &["extract", samples, "page.html", "-o", "steps"]).code, 0);
    assert_eq!(mizan(folder.path(), &["check", "steps/claims.csv"]).code, 0);
    let (whole, steps) = (contents(&folder.path().join("whole")), contents(&folder.path().join("steps")));
    assert!(whole.keys().eq(steps.keys()));
    for (name, content) in &whole {
        assert!(content == &steps[name], "{name} differs");
    }
}

#[test]
fn a_person_may_mend_the_claims_and_decide_on_them() {
    let text = "Islamic State claimed 153 attacks in Iraq and Syria from January to June 2024.";
    let folder = folder(&[("a.txt", text)]);
    assert_eq!(mizan(folder.path(), &["extract", "a.txt", "-o", "run"]).code, 0);
    let claims = folder.path().join("run/claims.csv");
    let table = fs::read_to_string(&claims).unwrap();
    let (header, row) = table.split_once('\n').unwrap();
    let row = row.trim_end();
    let (id, _) = row.split_once(',').unwrap();
    let edited = row.replace(",153,", ",154,").replace(id, "edited");
    assert_ne!(edited, row);
    // The row read is deleted, one is edited and one added.
    fs::write(&claims, format!("{header}\n{edited}\n{}\n", row.replace(id, "added"))).unwrap();
    let decisions = "claim_id,outcome,who,when,note\nedited,agrees,Huda,2024-09-01,asked the press office\n";
    fs::write(folder.path().join("run/overrides.csv"), decisions).unwrap();
    for out in ["run", "run", "other"] {
        assert_eq!(mizan(folder.path(), &["check", "run/claims.csv", "-o", out]).code, 0);
        let checks = fs::read_to_string(folder.path().join(out).join("checks.csv")).unwrap();
        let outcomes: Vec<&str> =
            checks.lines().skip(1).map(|row| &row[..row.match_indices(',').nth(1).unwrap().0]).collect();
        assert_eq!(outcomes, ["edited,not-checkable", "added,agrees"], "{checks}");
        let kept = fs::read_to_string(folder.path().join(out).join("overrides.csv")).unwrap();
        assert_eq!(kept, decisions);
    }
    fs::write(folder.path().join("run/overrides.csv"), decisions.replace("edited", "gone")).unwrap();
    assert_eq!(mizan(folder.path(), &["check", "run/claims.csv"]).code, 3);
    let errors = fs::read_to_string(folder.path().join("run/errors.csv")).unwrap();
    assert!(errors.contains("overrides.csv,gone,,decides on a claim that is not there"), "{errors}");
}

#[test]
fn the_exit_code_is_that_of_what_a_person_decided() {
    let text = "Islamic State claimed 153 attacks in Iraq and Syria from January to June 2024.";
    let folder = folder(&[("a.txt", text)]);
    let code = |arguments: &str| {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        mizan(folder.path(), &arguments).code
    };
    assert_eq!(code("run a.txt --tables-only -o run --fail-on A"), 1);
    assert_eq!(code("run a.txt --tables-only -o run --fail-on D"), 0);
    let decision = "claim_id,outcome,who,when,note\na#22,discrepancy,Huda,,the ministry withdrew it\n";
    fs::write(folder.path().join("run/overrides.csv"), decision).unwrap();
    for again in ["run a.txt --tables-only -o run", "check run/claims.csv"] {
        assert_eq!(code(&format!("{again} --fail-on A")), 0, "{again}");
        assert_eq!(code(&format!("{again} --fail-on D")), 1, "{again}");
    }
}

#[test]
fn articles_come_from_standard_input_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = cargo_bin_cmd!("mizan");
    let run = ended(command.current_dir(&folder).args(["extract", "-", "-o", "out"]).write_stdin(ARTICLE));
    assert_eq!(run.code, 0, "{}", run.err);
    let articles = fs::read_to_string(folder.path().join("out/articles.csv")).unwrap();
    assert!(articles.contains("\nstdin,-,"), "{articles}");
}

#[test]
fn one_bad_article_is_an_error_row_and_exit_code_3() {
    let folder = folder(&[("news/a.txt", ARTICLE), ("news/b.jsonl", "{broken\n")]);
    let run = mizan(folder.path(), &["run", "news", "nowhere", "--out", "out", "--tables-only"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    let errors = fs::read_to_string(folder.path().join("out/errors.csv")).unwrap();
    assert!(errors.contains("news/b.jsonl,1,1,the JSON is malformed"), "{errors}");
    assert!(errors.contains("nowhere,,,there is no such file or folder,check the path"), "{errors}");
}

#[test]
fn input_that_gives_nothing_is_one_clear_error_and_exit_code_2() {
    let folder = folder(&[
        ("empty/note", ""),
        ("blank.txt", "\n"),
        ("a.txt", ARTICLE),
        ("file", ""),
        ("broken.csv", "claim_id,article_id\nx#1\n"),
        ("other.csv", "a,b\n1,2\n"),
    ]);
    for (arguments, message) in [
        (
            &["run", "nowhere", "--out", "out"][..],
            "nowhere: there is no such file or folder (check the path)",
        ),
        (
            &["run", "empty", "--out", "out"],
            "empty: the folder holds no article (articles are files ending in",
        ),
        (&["run", "blank.txt", "--out", "out"], "blank.txt: the article has no text"),
        (&["run", "--out", "out"], "data/articles: no articles are named"),
        (&["run", "a.txt", "--out", "file"], "file: cannot be written"),
        (
            &["run", "a.txt", "--data", "nowhere", "--out", "out"],
            "nowhere: there is no such folder of data sets",
        ),
        (&["extract", "nowhere", "-o", "out"], "nowhere: there is no such file or folder"),
        (&["mentions", "nowhere"], "nowhere: there is no such file or folder"),
        (&["check", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (&["check", "empty"], "empty: this is a folder (name the table: empty/claims.csv)"),
        (&["check", "broken.csv"], "broken.csv:2: the row has 1 cells where the header has 2"),
        (&["check", "other.csv"], "other.csv:1: there is no column `claim_id`"),
        (&["report", "nowhere"], "nowhere: there is no such folder"),
        (&["report", "empty"], "empty"),
        (&["schema", "nothing"], "there is no table `nothing` (tables: articles, claims,"),
    ] {
        let run = mizan(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        let errors: Vec<&str> = run.err.lines().filter(|line| line.starts_with("error: ")).collect();
        assert!(
            errors.len() == 1 && errors[0].contains(message),
            "{arguments:?} says\n{}\nnot\n{message}",
            run.err
        );
        assert!(!folder.path().join("out").exists(), "{arguments:?} leaves a folder");
    }
}

#[test]
fn a_run_that_fails_leaves_the_last_one_as_it_was() {
    let folder = folder(&[("a.txt", ARTICLE), ("blank.txt", "")]);
    assert_eq!(mizan(folder.path(), &["run", "a.txt", "--out", "out", "--tables-only"]).code, 0);
    let before = contents(&folder.path().join("out"));
    assert_eq!(mizan(folder.path(), &["run", "blank.txt", "--out", "out"]).code, 2);
    assert!(contents(&folder.path().join("out")) == before);
}

#[test]
fn without_any_data_set_the_run_goes_on_with_a_warning() {
    let folder = folder(&[("a.txt", ARTICLE), ("empty/.keep", "")]);
    let run = mizan(folder.path(), &["run", "a.txt", "--data", "empty", "--out", "out", "--tables-only"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("warning: empty: no data set is loaded"), "{}", run.err);
    let checks = fs::read_to_string(folder.path().join("out/checks.csv")).unwrap();
    assert!(!checks.contains(",agrees,") && !checks.contains(",discrepancy,"), "{checks}");
}

#[test]
fn a_table_that_is_no_data_set_is_an_error_row_and_the_rest_is_done() {
    let folder = folder(&[("a.txt", ARTICLE), ("data/shopping.csv", "item,shop\nbread,corner\n")]);
    let run = mizan(folder.path(), &["run", "a.txt", "--data", "data", "--out", "out", "--tables-only"]);
    assert_eq!(run.code, 3, "{}", run.err);
    let errors = fs::read_to_string(folder.path().join("out/errors.csv")).unwrap();
    assert!(errors.contains("data/shopping.csv,"), "{errors}");
    let listed = mizan(folder.path(), &["datasets", "--data", "data"]);
    assert_eq!(listed.code, 2, "{}", listed.err);
}

#[test]
fn data_sets_are_listed_and_answer_questions() {
    let listed = mizan(home(), &["datasets"]);
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    assert!(listed.out.starts_with("isis-attacks "), "{}", listed.out);
    let question = "attack by Islamic State in Iraq Syria 2024-01..2024-06";
    let answer = mizan(home(), &["datasets", "query", question]);
    assert_eq!(answer.code, 0);
    let first = "attack by Islamic State in IQ SY 2024-01-01..2024-06-30\n";
    assert!(answer.out.starts_with(first) && answer.out.contains(" 153 "), "{}", answer.out);
    let unknown = mizan(home(), &["datasets", "query", "attack by nobody in IQ 2024"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.starts_with("error: there is no actor `nobody`"), "{}", unknown.err);
}

#[test]
fn bundled_data_is_valid_and_reads_from_its_folder_as_it_does_embedded() {
    assert_eq!(mizan(home(), &["datasets", "validate", "data/isis-attacks"]).code, 0);
    let from_folder = mizan(home(), &["datasets", "--data", "data"]);
    assert_eq!((from_folder.code, from_folder.err.as_str()), (0, ""));
    assert_eq!(from_folder.out, mizan(home(), &["datasets"]).out);
}

#[test]
fn every_table_has_a_schema() {
    let schema = mizan(home(), &["schema", "claims"]);
    let schema: serde_json::Value = serde_json::from_str(&schema.out).unwrap();
    assert_eq!(schema["fields"][0]["name"], "claim_id");
    assert!(mizan(home(), &["schema"]).out.contains("skipped.csv: each row is a numeral that is no claim"));
}

#[test]
fn quiet_prints_errors_only() {
    let folder = folder(&[("a.txt", ARTICLE)]);
    let run = mizan(folder.path(), &["run", "a.txt", "--out", "out", "--tables-only", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn a_code_is_explained_in_the_language_asked_for() {
    let english = mizan(home(), &["explain", "m101"]);
    assert_eq!(english.code, 0);
    assert!(english.out.starts_with("# M101 Unequal periods compared\n"), "{}", english.out);
    assert!(english.out.contains("```text en fires\n"), "the page shows examples");
    let arabic = mizan(home(), &["explain", "M101", "--lang", "ar"]);
    assert!(arabic.out.starts_with("# M101 المقارنة بين مدتين غير متساويتين\n"), "{}", arabic.out);
}

#[test]
fn an_unknown_code_is_one_clear_error_that_names_its_kin() {
    let ended = mizan(home(), &["explain", "M999"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("there is no code `M999`"), "{}", ended.err);
    assert!(ended.err.contains("M101, M102"), "{}", ended.err);
}

#[test]
fn the_rule_table_of_the_readme_is_the_list_of_codes() {
    let readme = fs::read_to_string(home().join("README.md")).unwrap();
    let table = readme.split("<!-- rules -->\n").nth(1).unwrap().split("<!-- /rules -->").next().unwrap();
    let list = mizan(home(), &["explain", "--list"]).out;
    assert_eq!(table, list, "put the output of `mizan explain --list` between the markers in README.md");
}

/// `MIZAN_UPDATE=1 cargo test committed_example` makes it anew.
#[cfg(feature = "report")]
#[test]
fn the_committed_example_is_what_the_program_makes_of_the_sample_articles() {
    let committed = home().join("reports/example");
    let made = tempfile::tempdir().unwrap();
    let made = made.path().join("example");
    assert_eq!(mizan(home(), &["run", "--quiet", "--out", &made.to_string_lossy()]).code, 0);
    if std::env::var_os("MIZAN_UPDATE").is_some() {
        let _ = fs::remove_dir_all(&committed);
        for (name, content) in contents(&made) {
            let path = committed.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    let (made, committed) = (contents(&made), contents(&committed));
    let names = made.keys().chain(committed.keys());
    let stale: Vec<&String> = names.filter(|name| made.get(*name) != committed.get(*name)).collect();
    assert!(stale.is_empty(), "not as the program makes it: {stale:?}; MIZAN_UPDATE=1 makes it anew");
}

#[test]
fn a_dry_run_lists_what_would_be_read_and_writes_nothing() {
    let (old, ..) =
        encoding_rs::WINDOWS_1256.encode("قالت الشرطة إن 12 شخصا قتلوا يوم الأحد في هجوم على سوق في المدينة");
    let folder = folder(&[
        ("news/a.txt", ARTICLE),
        ("news/c.jsonl", "{\"text\": \"One.\"}\n{broken\n"),
        ("news/d.txt", ARTICLE),
    ]);
    fs::write(folder.path().join("news/b.txt"), &old).unwrap();
    let run = mizan(folder.path(), &["run", "news", "--dry-run", "--out", "out"]);
    assert_eq!(run.code, 3, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[0],
        "path,article_id,duplicate_of,language,format,encoding,published,published_basis,characters,problem"
    );
    assert_eq!(lines[1], "news/a.txt,a,,en,text,UTF-8,2024-07-17,metadata,74,");
    assert!(lines[2].starts_with("news/b.txt,b,,ar,text,windows-1256,,unknown,"), "{}", lines[2]);
    assert_eq!(lines[3], "news/c.jsonl,c-1,,en,JSON,UTF-8,,unknown,4,");
    assert!(lines[4].starts_with("news/c.jsonl,,,,,,,,,\"line 2: 2: the JSON is malformed"), "{}", lines[4]);
    assert!(lines[5].starts_with("news/d.txt,d,a,en,"), "{}", lines[5]);
    assert!(!folder.path().join("out").exists());
    let few = mizan(folder.path(), &["run", "news", "--dry-run", "--limit", "2"]);
    assert_eq!((few.code, few.out.lines().count()), (0, 3));
}

#[test]
fn only_articles_with_an_outcome_asked_for_are_kept() {
    let samples = home().join("data/articles");
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", samples.to_str().unwrap(), "--tables-only", "--only", "D,M", "--out", "out"];
    let run = mizan(folder.path(), &run);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains(" without an outcome asked for: left out"), "{}", run.out);
    let table = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let (articles, claims, checks) = (table("articles.csv"), table("claims.csv"), table("checks.csv"));
    assert!(articles.contains("ar-unequal-periods,") && !articles.contains("ar-correct-operations,"));
    assert_eq!(claims.lines().count(), checks.lines().count());
}

#[test]
fn what_one_always_passes_stands_in_a_file() {
    let folder = folder(&[
        ("news/a.txt", ARTICLE),
        (
            "mizan.toml",
            "articles = [\"news\"]\nout = \"today\"\ntables-only = true\npublished = 2024-07-20\n",
        ),
    ]);
    let run = mizan(folder.path(), &["run", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(folder.path().join("today/checks.csv").exists());
    fs::write(folder.path().join("mizan.toml"), "colour = \"red\"\n").unwrap();
    let run = mizan(folder.path(), &["run"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.starts_with("error: mizan.toml: colour: no command has an option `colour`"),
        "{}",
        run.err
    );
}

#[test]
fn the_version_tells_what_is_inside() {
    let version = mizan(home(), &["--version"]);
    assert_eq!(version.code, 0);
    let lines: Vec<&str> = version.out.lines().collect();
    assert_eq!(lines[0], format!("mizan {}", env!("CARGO_PKG_VERSION")));
    assert!(
        lines[1].starts_with("lexicon ar: ") && version.out.contains("\ndata set isis-attacks "),
        "{}",
        version.out
    );
    assert_eq!(mizan(home(), &["-V"]).out.lines().count(), 1);
}

#[test]
fn shells_and_manuals_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = mizan(home(), &["completions", shell]);
        assert_eq!(script.code, 0);
        assert!(script.out.contains("tables-only") && script.out.contains("worker"), "{shell}");
    }
    let page = mizan(home(), &["man"]);
    assert!(page.out.contains(".TH") && page.out.contains("merge"), "{}", page.out);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(mizan(folder.path(), &["man", "--out", "man1"]).code, 0);
    let run = fs::read_to_string(folder.path().join("man1/mizan-run.1")).unwrap();
    assert!(run.contains("tables\\-only") && run.contains(".TH mizan-run"), "{run}");
}

#[test]
fn a_scheduler_reads_events_as_json() {
    let folder = folder(&[("news/a.txt", ARTICLE), ("news/b.jsonl", "{broken\n")]);
    let run = mizan(folder.path(), &["run", "news", "--tables-only", "--log", "json", "--out", "out"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    let events: Vec<serde_json::Value> =
        run.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["read", "error", "done"]);
    assert!(events[1]["message"].as_str().unwrap().starts_with("news/b.jsonl:1: 1: the JSON is malformed"));
    assert_eq!((&events[2]["articles"], &events[2]["errors"]), (&1.into(), &1.into()));
}

#[test]
fn colours_stay_away_where_they_are_not_wanted() {
    let mut command = cargo_bin_cmd!("mizan");
    let help = ended(command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").arg("--help"));
    assert!(help.code == 0 && !help.out.contains('\u{1b}'));
    let mut command = cargo_bin_cmd!("mizan");
    let wrong = ended(command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").arg("--wrong"));
    assert!(wrong.code == 2 && !wrong.err.contains('\u{1b}'), "{}", wrong.err);
}
