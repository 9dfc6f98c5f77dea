//! The end of a report: the rules that fired, the data sets, and how to make the report again.

use super::document::{Appendix, DatasetEntry, Direction, Fact, RuleNote};
use super::run::{ArticleRecord, Run};
use super::wording::{Wording, shown};
use std::collections::BTreeSet;

/// How many digits of a hash are printed.
const HASH_DIGITS: usize = 16;

/// Builds the appendix; `page` gives a rule's page, in Markdown.
pub(super) fn appendix(
    run: &Run,
    articles: &[&ArticleRecord<'_>],
    page: &dyn Fn(&str) -> Option<String>,
    program: &str,
    wording: Wording<'_>,
) -> Appendix {
    let findings = articles.iter().flat_map(|article| &article.claims).flat_map(|claim| claim.findings);
    let codes: BTreeSet<&str> = findings.map(|finding| finding.code.as_str()).collect();
    Appendix {
        rules: codes.into_iter().filter_map(|code| rule_note(code, &page(code)?)).collect(),
        datasets: datasets(run, wording),
        reproduce: wording.fill("report.reproduce_text", &[("program", program.to_owned())]),
        commands: commands(articles),
    }
}

/// The title and the first section of a rule's page, its Markdown read as plain text.
pub(super) fn rule_note(code: &str, page: &str) -> Option<RuleNote> {
    let mut title = String::new();
    let mut paragraphs: Vec<String> = Vec::new();
    let mut ended = true;
    for line in page.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix("# ") {
            title = plain(heading);
        } else if line.starts_with("##") || line.starts_with("```") {
            break;
        } else if line.is_empty() {
            ended = true;
        } else if ended {
            paragraphs.push(plain(line));
            ended = false;
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(' ');
            paragraph.push_str(&plain(line));
        }
    }
    let title = title.strip_prefix(code).unwrap_or(&title);
    let title = title.trim_start_matches([':', '—', '–', '-', '.', ' ']).to_owned();
    (!title.is_empty() || !paragraphs.is_empty()).then(|| RuleNote {
        code: code.to_owned(),
        title,
        paragraphs,
    })
}

/// Markdown's marks of emphasis and code taken away.
fn plain(markdown: &str) -> String {
    shown(&markdown.replace("**", "").replace('`', "")).trim_start_matches("- ").to_owned()
}

fn datasets(run: &Run, wording: Wording<'_>) -> Vec<DatasetEntry> {
    let entry = |note: &super::package::DatasetNote| {
        let hash: String = note.sha256.chars().take(HASH_DIGITS).collect();
        let facts = [
            ("report.version", note.version.clone()),
            ("report.licence", note.licence.clone()),
            ("report.hash", hash),
        ];
        let name = shown(if note.title.is_empty() { &note.name } else { &note.title });
        DatasetEntry {
            direction: Direction::of(&name),
            name,
            citation: plain(&note.citation),
            facts: facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| Fact { name: wording.text(key), value: shown(&value) })
                .collect(),
        }
    };
    run.package.datasets.iter().map(entry).collect()
}

/// The commands that repeat the run, and the report alone.
fn commands(articles: &[&ArticleRecord<'_>]) -> Vec<String> {
    let input = match articles {
        [only] => quoted(&shown(&only.row.path)),
        _ => "ARTICLES".to_owned(),
    };
    vec![format!("mizan run {input} --data DATA --out RUN"), "mizan report RUN".to_owned()]
}

/// An argument as a shell reads it back.
fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_note_is_the_pages_title_and_first_section_as_plain_text() {
        let page = "# M101: unequal periods\n\nTwo counts over **unequal** periods\nare compared.\n\n\
                    A rate is `count / months`.\n\n## Examples\n\nNot quoted.\n";
        let note = rule_note("M101", page).unwrap();
        assert_eq!(note.title, "unequal periods");
        assert_eq!(
            note.paragraphs,
            ["Two counts over unequal periods are compared.", "A rate is count / months."]
        );
    }
}
