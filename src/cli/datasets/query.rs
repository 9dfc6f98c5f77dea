//! `mizan datasets query`: a question in the words of `evidence.csv`, put to every series of its measure.

use crate::cli::arguments::ReferenceFolder;
use crate::cli::summary::Columns;
use crate::cli::{Completion, notices, print};
use crate::dataset::{Answer, Figure};
use crate::error::Result;
use crate::lexicon::ids::Ids;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Query {
    /// MEASURE [by or involving ACTOR] [against ACTOR] in PLACES PERIOD: "attack by Islamic State in IQ SY 2024-01..2024-06"
    question: String,
    /// Also prints, for each figure, the query over the CSV that gives it in DuckDB
    #[arg(long)]
    sql: bool,
    #[command(flatten)]
    reference: ReferenceFolder,
}

impl Query {
    pub(super) fn run(&self) -> Result<Completion> {
        let (datasets, errors) = self.reference.load(&Ids::embedded())?;
        notices::of_batch(&[], &errors);
        let answers = datasets.query(&self.question)?;
        let mut columns = Columns::default();
        columns.row(["series", "figure", "low", "high", "days", "rows", ""].map(str::to_owned));
        for answered in &answers {
            let name = datasets
                .series()
                .get(answered.series)
                .map_or_else(String::new, |series| format!("{}/{}", series.dataset, series.name));
            match answered.answer {
                Answer::Figure(figure) => columns.row(row(name, &figure, String::new())),
                Answer::Partial(figure) => {
                    let missing = figure.missing.map(|reason| format!("covers only part: {reason}"));
                    columns.row(row(name, &figure, missing.unwrap_or_default()));
                }
                Answer::No(reason) => match datasets.nearest(answered.series, &answered.slice) {
                    Some((near, figure)) => {
                        columns.row(row(name, &figure, format!("not this {reason}, but {near}")));
                    }
                    None => columns.row([name, format!("no: {reason}")]),
                },
            }
        }
        let question = answers.first().map(|answered| answered.slice.to_string()).unwrap_or_default();
        print(&format!("{question}\n{}", columns.text()))?;
        if self.sql {
            for answered in &answers {
                let series = datasets.series().get(answered.series);
                if let (Some(series), Some(sql)) = (series, &answered.sql) {
                    print(&format!("\n-- {}/{}\n{sql}\n", series.dataset, series.name))?;
                }
            }
        }
        let answered = answers.iter().any(|answered| !matches!(answered.answer, Answer::No(_)));
        Ok(if answered { Completion::Complete } else { Completion::Nothing })
    }
}

fn row(name: String, figure: &Figure, note: String) -> [String; 7] {
    [
        name,
        figure.value.to_string(),
        figure.low.to_string(),
        figure.high.to_string(),
        figure.days_covered.to_string(),
        figure.rows.to_string(),
        note,
    ]
}
