//! `mizan datasets list`.

use crate::claim::Counting;
use crate::cli::arguments::ReferenceFolder;
use crate::cli::summary::Columns;
use crate::cli::{Completion, notices, print};
use crate::dataset::{Dataset, Datasets, Understood};
use crate::error::Result;
use crate::lexicon::ids::Ids;

/// Prints every data set with its series.
pub(super) fn run(reference: &ReferenceFolder) -> Result<Completion> {
    let (datasets, errors) = reference.load(&Ids::embedded())?;
    notices::of_batch(&[], &errors);
    let described: Vec<String> = datasets.sets().iter().map(|set| in_words(set, &datasets)).collect();
    print(&described.join("\n"))?;
    Ok(match (errors.is_empty(), datasets.sets().is_empty()) {
        (true, _) => Completion::Complete,
        (false, false) => Completion::Partial,
        (false, true) => Completion::Nothing,
    })
}

/// A data set: what it is, how it was understood, what was mended, and its series.
pub(super) fn in_words(set: &Dataset, datasets: &Datasets) -> String {
    let understood = match &set.understood {
        Understood::Described => "by its descriptor".to_owned(),
        Understood::Layout(layout) => format!("by its header, as {layout}"),
        Understood::Guessed => "by guessing from its columns".to_owned(),
    };
    let mut lines = vec![
        format!("{} {}: {}", set.name, set.version, set.title),
        format!("  {} rows, understood {understood}", set.rows),
    ];
    let said = [("licence", &set.licence), ("citation", &set.citation)];
    lines.extend(
        said.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("  {name}: {text}")),
    );
    lines.extend(set.files.iter().map(|(path, sha256)| format!("  sha256 {sha256}  {}", path.display())));
    lines.extend(set.repairs.iter().map(|repair| {
        let example = if repair.line > 0 {
            format!(", first in line {}: {}", repair.line, repair.example)
        } else {
            String::new()
        };
        format!("  {} times: {}{example}", repair.count, repair.what)
    }));
    format!("{}\n{}", lines.join("\n"), series(set, datasets))
}

fn series(set: &Dataset, datasets: &Datasets) -> String {
    let mut columns = Columns::default();
    let header = ["  series", "measure", "unit", "rows are", "rows", "period", "counted", "decides"];
    columns.row(header.map(str::to_owned));
    for series in datasets.series().iter().filter(|series| series.dataset == set.name) {
        columns.row([
            format!("  {}", series.name),
            series.measure.to_string(),
            series.unit.to_string(),
            series.row_kind.to_string(),
            series.rows.to_string(),
            series.extent.to_string(),
            series.counting.map(Counting::code).unwrap_or("-").to_owned(),
            if series.authoritative { "yes" } else { "-" }.to_owned(),
        ]);
    }
    columns.text()
}
