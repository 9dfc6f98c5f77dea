//! `mizan datasets query`: a question in the words of `evidence.csv`, put to every series of its measure.

use crate::claim::{ActorId, MeasureId, Period, PlaceId};
use crate::cli::arguments::ReferenceFolder;
use crate::cli::summary::Columns;
use crate::cli::{Completion, notices, print};
use crate::dataset::{Answer, Figure, Slice};
use crate::error::{Error, Result};
use crate::lexicon::ids::Ids;
use clap::Args;
use jiff::civil::Date;

#[derive(Debug, Args)]
pub(super) struct Query {
    /// MEASURE [by ACTOR] [against ACTOR] in PLACES PERIOD: "attack by Islamic State in IQ SY 2024-01..2024-06"
    question: String,
    #[command(flatten)]
    reference: ReferenceFolder,
}

impl Query {
    pub(super) fn run(&self) -> Result<Completion> {
        let ids = Ids::embedded();
        let slice = read_slice(&self.question, &ids)?;
        let (datasets, errors) = self.reference.load(&ids)?;
        notices::of_batch(&[], &errors);
        let mut columns = Columns::default();
        columns.row(["series", "figure", "low", "high", "days", "rows", ""].map(str::to_owned));
        let mut answered = false;
        for (index, series) in datasets.series().iter().enumerate() {
            if series.measure != slice.measure {
                continue;
            }
            let name = format!("{}/{}", series.dataset, series.name);
            match datasets.answer(index, &slice) {
                Answer::Figure(figure) => {
                    answered = true;
                    columns.row(row(name, &figure, String::new()));
                }
                Answer::Partial(figure) => {
                    answered = true;
                    let missing = figure.missing.map(|reason| format!("covers only part: {reason}"));
                    columns.row(row(name, &figure, missing.unwrap_or_default()));
                }
                Answer::No(reason) => match datasets.nearest(index, &slice) {
                    Some((near, figure)) => {
                        columns.row(row(name, &figure, format!("not this {reason}, but {near}")));
                    }
                    None => columns.row([name, format!("no: {reason}")]),
                },
            }
        }
        print(&format!("{slice}\n{}", columns.text()))?;
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

/// Reads a slice as [`Slice`] writes itself; places may also go by their English names, and a period may be a
/// year, a month or a day, or two of them joined by `..`.
fn read_slice(question: &str, ids: &Ids) -> Result<Slice> {
    let bad = |what: String| {
        Error::new(what).hint("write: attack by Islamic State in IQ SY 2024-01-01..2024-06-30")
    };
    let words: Vec<&str> = question.split_whitespace().collect();
    let [measure, parts @ .., period] = words.as_slice() else {
        return Err(bad(format!("`{question}` is no question")));
    };
    let period = read_period(period).ok_or_else(|| bad(format!("`{period}` is no period")))?;
    let measure = MeasureId::from(*measure);
    if ids.measure(&measure).is_none() && !measure.as_str().starts_with("other:") {
        return Err(Error::new(format!("there is no measure `{measure}`")).hint(format!(
            "measures: {}",
            ids.measures.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(", ")
        )));
    }
    let mut slice = Slice { measure, actor: None, target: None, places: Vec::new(), period };
    let mut rest = parts;
    while let [keyword, after @ ..] = rest {
        let length = after.iter().position(|word| ["by", "against", "in"].contains(word));
        let (value, next) = after.split_at(length.unwrap_or(after.len()));
        match *keyword {
            "by" => slice.actor = Some(actor(value, ids)?),
            "against" => slice.target = Some(actor(value, ids)?),
            "in" => slice.places = places(value, ids)?,
            _ => return Err(bad(format!("`{keyword}` is not understood"))),
        }
        rest = next;
    }
    Ok(slice)
}

fn actor(words: &[&str], ids: &Ids) -> Result<ActorId> {
    let name = words.join(" ");
    let row = ids.actors.iter().find(|row| row.id.as_str().eq_ignore_ascii_case(&name));
    row.map(|row| row.id.clone()).ok_or_else(|| {
        Error::new(format!("there is no actor `{name}`")).hint("the ids are the first column of actors.csv")
    })
}

/// The places that the words name, the longest names first.
fn places(words: &[&str], ids: &Ids) -> Result<Vec<PlaceId>> {
    let known = |name: &str| {
        ids.places.iter().find(|row| row.id.as_str() == name || row.name.eq_ignore_ascii_case(name))
    };
    let mut places = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let found =
            (1..=rest.len()).rev().find_map(|length| Some((length, known(&rest[..length].join(" "))?)));
        let Some((length, row)) = found else {
            return Err(Error::new(format!("there is no place `{}`", rest.join(" ")))
                .hint("write ISO 3166 codes such as IQ, IQ-NI, or English names"));
        };
        places.push(row.id.clone());
        rest = &rest[length..];
    }
    places.sort();
    places.dedup();
    Ok(places)
}

fn read_period(text: &str) -> Option<Period> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (calendar_unit(first)?, calendar_unit(last)?);
    (first.start <= last.end).then(|| Period::span(first.start, last.end))
}

/// A year, a month or a day.
fn calendar_unit(text: &str) -> Option<Period> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => Some(Period::year(year.parse().ok()?)),
        [year, month] => {
            let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
            Some(Period::month(year.parse().ok()?, month))
        }
        _ => text.parse::<Date>().ok().map(Period::day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_read_as_it_is_written() {
        let ids = Ids::embedded();
        let written = "attack by Islamic State in IQ SY 2024-01-01..2024-06-30";
        assert_eq!(read_slice(written, &ids).map(|slice| slice.to_string()), Ok(written.to_owned()));
        let short = "attack by islamic state in Syria Iraq 2024-01..2024-06";
        assert_eq!(read_slice(short, &ids).map(|slice| slice.to_string()), Ok(written.to_owned()));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let ids = Ids::embedded();
        for (question, what) in [
            ("attack", "`attack` is no question"),
            ("attack in IQ 2024-13", "`2024-13` is no period"),
            ("nothing in IQ 2024", "there is no measure `nothing`"),
            ("attack by nobody in IQ 2024", "there is no actor `nobody`"),
            ("attack in Nowhere 2024", "there is no place `Nowhere`"),
            ("attack from IQ 2024", "`from` is not understood"),
        ] {
            assert_eq!(read_slice(question, &ids).map_err(|error| error.what), Err(what.to_owned()));
        }
    }
}
