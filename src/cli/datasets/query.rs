//! `mizan datasets query`: a question in the words of `evidence.csv`, put to every series of its measure.

use crate::cli::arguments::ReferenceFolder;
use crate::cli::summary::Columns;
use crate::cli::{Completion, notices, print};
use crate::dataset::{Answer, Datasets, Each, Figure, Queried, Ratio};
use crate::error::Result;
use crate::lexicon::ids::Ids;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Query {
    /// MEASURE [by or involving ACTOR] [against ACTOR] in PLACES PERIOD: "attack by Islamic State in IQ SY 2024-01..2024-06"
    question: String,
    /// Leaves out, for each figure, the query over the CSV that gives it in DuckDB
    #[arg(long)]
    no_sql: bool,
    /// Cuts the period into parts, with their mean, minimum and maximum: day, month, quarter, half or year
    #[arg(long, value_name = "PART")]
    each: Option<Each>,
    /// Gives each figure as a percentage of that for these places: "IQ SY"
    #[arg(long, value_name = "PLACES")]
    share_of: Option<String>,
    /// Gives each figure per so many people, by a series of the measure `population` among the data: 100000
    #[arg(long, value_name = "PEOPLE")]
    per: Option<f64>,
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
                        columns.row(row(name, &figure, format!("not this {reason}, but {}", near.words())));
                    }
                    None => columns.row([name, format!("no: {reason}")]),
                },
            }
        }
        let question = answers.first().map(|answered| answered.slice.to_string()).unwrap_or_default();
        print(&format!("{question}\n{}", columns.text()))?;
        self.derived(&datasets, &answers)?;
        if !self.no_sql {
            let has_figure = |answered: &&Queried| !matches!(answered.answer, Answer::No(_));
            for answered in answers.iter().filter(has_figure) {
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

impl Query {
    /// What the flags ask to be made of the figures.
    fn derived(&self, datasets: &Datasets, answers: &[Queried]) -> Result<()> {
        let name = |series: usize| {
            datasets
                .series()
                .get(series)
                .map_or_else(String::new, |series| format!("{}/{}", series.dataset, series.name))
        };
        let places = self.share_of.as_deref().map(|places| datasets.places(places)).transpose()?;
        let mut columns = Columns::default();
        for answered in answers {
            let (series, slice) = (answered.series, &answered.slice);
            if let Some(each) = self.each {
                match datasets.spread(series, slice, each) {
                    None => columns.row([name(series), format!("not for each {each} of the period")]),
                    Some(spread) => {
                        for (period, figure) in &spread.parts {
                            columns.row([name(series), period.to_string(), figure.value.to_string()]);
                        }
                        let rows =
                            [("mean", spread.mean), ("minimum", spread.minimum), ("maximum", spread.maximum)];
                        for (what, value) in rows {
                            columns.row([name(series), format!("{what} for each {each}"), short(value)]);
                        }
                    }
                }
            }
            if let Some(places) = &places {
                let share = datasets.share(series, slice, places);
                columns.row([
                    name(series),
                    "share in percent".to_owned(),
                    share.map_or_else(nothing, in_words),
                ]);
            }
            if let Some(per) = self.per {
                let (what, rate) = match datasets.rate(series, slice, per) {
                    Some((rate, population)) => {
                        (format!("per {per} people of {}", name(population)), in_words(rate))
                    }
                    None => (format!("per {per} people"), "no series has their number".to_owned()),
                };
                columns.row([name(series), what, rate]);
            }
        }
        print(&columns.text())
    }
}

fn nothing() -> String {
    "no figure of the whole".to_owned()
}

fn in_words(ratio: Ratio) -> String {
    if ratio.low == ratio.high {
        short(ratio.value)
    } else {
        format!("{} ({}-{})", short(ratio.value), short(ratio.low), short(ratio.high))
    }
}

/// At most four decimals.
fn short(value: f64) -> String {
    ((value * 1e4).round() / 1e4).to_string()
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
