//! The invariants that the design words as absences, and the order in which modules may know each other.
//!
//! Each test reads the source as text. Comments and unit tests do not count.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules by rank: each may use those of its own and of lower rank. `dataset` is for `check` alone, `cli` and
/// `evaluate` stand above all.
const ORDER: &[(&str, u32)] = &[
    ("error", 0),
    ("table", 0),
    ("text", 1),
    ("lexicon", 2),
    ("article", 3),
    ("claim", 4),
    ("dataset", 5),
    ("check", 6),
    ("report", 7),
    ("evaluate", 8),
    ("cli", 9),
];

/// Lines that a source file may have.
const LONGEST_FILE: usize = 520;

/// A line of code: where it stands and what it says.
struct Line {
    path: PathBuf,
    number: usize,
    code: String,
}

impl Line {
    /// The top module that the line belongs to.
    fn module(&self) -> String {
        let part = self.path.components().nth(1).expect("paths begin with src");
        part.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    }

    fn is_in(&self, modules: &[&str]) -> bool {
        modules.contains(&self.module().as_str())
    }
}

/// Every file below a folder, in order of names.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(Path::new("src"), &mut found);
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    found
}

/// The lines of `src` without comments and without the tests at the files' ends.
fn code() -> Vec<Line> {
    let mut lines = Vec::new();
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
        for (index, line) in code.lines().enumerate() {
            let code =
                if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap() };
            lines.push(Line { path: path.clone(), number: index + 1, code: code.to_owned() });
        }
    }
    lines
}

/// Fails with every line that is wrong.
fn none(what: &str, wrong: impl Fn(&Line) -> bool) {
    let found: Vec<String> = code()
        .iter()
        .filter(|line| wrong(line))
        .map(|line| format!("{}:{}: {}", line.path.display(), line.number, line.code.trim()))
        .collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

fn contains_any(line: &Line, words: &[&str]) -> bool {
    words.iter().any(|word| line.code.contains(word))
}

#[test]
fn text_claim_and_check_neither_read_nor_write_nor_look_at_the_clock() {
    let outside = [
        "std::fs",
        "File::",
        "std::env",
        "std::net",
        "std::process",
        "std::io",
        "SystemTime",
        "Instant",
        "Zoned::now",
        "Timestamp::now",
        "println!",
        "eprintln!",
        "print!(",
        "dbg!",
    ];
    none("I/O, clock or environment", |line| {
        line.is_in(&["text", "claim", "check"]) && contains_any(line, &outside)
    });
}

#[test]
fn languages_are_data() {
    let names = ["\"ar\"", "\"en\"", "\"fr\"", "Arabic", "English", "French", "match lang", "match language"];
    none("a language by name", |line| line.is_in(&["claim", "check"]) && contains_any(line, &names));
}

#[test]
fn words_of_a_language_stand_in_lexicons() {
    none("letters of a language other than the code's", |line| {
        line.is_in(&["claim", "check", "dataset", "report"])
            && line.code.chars().any(|c| matches!(c, '\u{621}'..='\u{64a}'))
    });
}

#[test]
fn datasets_are_data() {
    let names = ["CENTCOM", "UCDP", "ACLED", "SOHR", "UNHCR", "GTD"];
    none("a data set by name", |line| {
        !line.path.starts_with("src/dataset/layouts") && contains_any(line, &names)
    });
}

#[test]
fn columns_are_named_in_their_tables_only() {
    let names = [
        "\"claim_id\"",
        "\"period_start\"",
        "\"period_end\"",
        "\"period_basis\"",
        "\"compared_to\"",
        "\"quote_start\"",
        "\"days_covered\"",
        "\"other_claim\"",
        "\"slices_tried\"",
        "\"published_basis\"",
        "\"duplicate_of\"",
    ];
    // A column's codes have labels whose keys begin with its name: `code("period_basis", ...)`.
    none("a column by name", |line| contains_any(line, &names) && !line.code.contains(".code(\""));
}

#[test]
fn reports_compute_no_verdict() {
    none("checking inside report", |line| {
        line.is_in(&["report"]) && contains_any(line, &["Checker", "crate::dataset"])
    });
}

#[test]
fn nothing_gives_up_outside_tests() {
    let words = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("];
    none("unwrap, expect or panic", |line| contains_any(line, &words));
}

#[test]
fn modules_know_only_those_below_them() {
    let rank = |module: &str| ORDER.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank);
    none("against the order of modules", |line| {
        if line.is_in(&["lib", "main"]) {
            return false;
        }
        let own = line.module();
        let own_rank = rank(&own).unwrap_or_else(|| panic!("give `{own}` a rank in ORDER"));
        line.code.split("crate::").skip(1).any(|used| {
            let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let only_for_check = name == "dataset" && !["dataset", "check", "cli"].contains(&own.as_str());
            only_for_check || rank(&name).is_some_and(|used_rank| used_rank > own_rank)
        })
    });
}

#[test]
fn names_say_what_lives_inside() {
    let vague = ["util", "utils", "helper", "helpers", "common", "misc", "stuff"];
    for path in sources() {
        let name = path.file_stem().unwrap().to_string_lossy();
        assert!(!vague.contains(&name.as_ref()), "{} says nothing", path.display());
    }
}

#[test]
fn files_are_short() {
    for path in sources() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
    }
}

#[test]
fn nothing_is_left_for_later_and_no_machine_is_named() {
    let mut found = Vec::new();
    for folder in ["src", "data", "tests", ".ci"] {
        if Path::new(folder).is_dir() {
            files(Path::new(folder), &mut found);
        }
    }
    found.extend(["README.md", "CHANGELOG.md", "Cargo.toml"].map(PathBuf::from));
    found.retain(|path| path != Path::new("tests/tidy.rs"));
    let around = Path::new(env!("CARGO_MANIFEST_DIR")).parent().filter(|folder| folder.parent().is_some());
    let here = around.map(|folder| format!("{}/", folder.display()));
    let unwanted: Vec<&str> =
        ["TODO", "FIXME", "/home/", "/root/"].into_iter().chain(here.as_deref()).collect();
    for path in found {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in &unwanted {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}
