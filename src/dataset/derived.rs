//! Figures made of figures: each part of a period with its mean, minimum and maximum, the share of a whole, the
//! rate per head of a population.

use super::{Answer, Datasets, Figure, Slice};
use crate::claim::{Period, PlaceId, Unit, shifted};
use crate::codes;
use jiff::ToSpan;

codes! {
    /// The parts that a period is cut into.
    pub enum Each {
        Day = "day",
        Month = "month",
        Quarter = "quarter",
        Half = "half",
        Year = "year",
    }
}

/// A series' figures for each part of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Each part with its figure, in order; never empty.
    pub parts: Vec<(Period, Figure)>,
    /// The mean of the parts' figures.
    pub mean: f64,
    /// The lowest of them.
    pub minimum: f64,
    /// The highest.
    pub maximum: f64,
}

/// A number made of two figures, with the bounds that their estimates leave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// From the best estimates.
    pub value: f64,
    /// From the low estimate above and the high one below.
    pub low: f64,
    /// From the high estimate above and the low one below.
    pub high: f64,
}

/// A measure of people living somewhere.
const POPULATION: &str = "population";

impl Datasets {
    /// The figures of the slice's period cut into equal parts; none where the period is not made of whole parts
    /// or the series does not answer for one of them.
    ///
    /// ```
    /// use mizan::claim::Period;
    /// use mizan::dataset::{Datasets, Each, Slice};
    /// use mizan::lexicon::ids::Ids;
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("attacks.csv");
    /// std::fs::write(&file, "country,year,attacks\nIraq,2022,10\nIraq,2023,20\n")?;
    /// let (datasets, errors) = Datasets::load(&file, &Ids::embedded());
    /// let slice = Slice::parse("attack in IQ 2022..2023", &Ids::embedded())?;
    /// let spread = datasets.spread(0, &slice, Each::Year).unwrap();
    /// assert_eq!((spread.mean, spread.minimum, spread.maximum), (15.0, 10.0, 20.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn spread(&self, series: usize, slice: &Slice, each: Each) -> Option<Spread> {
        let unit = self.series.get(series)?.unit;
        let figure = |period| match self.answer_in(series, &Slice { period, ..slice.clone() }, unit) {
            Answer::Figure(figure) => Some((period, figure)),
            Answer::Partial(_) | Answer::No(_) => None,
        };
        let parts: Vec<(Period, Figure)> =
            parts(slice.period, each)?.into_iter().map(figure).collect::<Option<_>>()?;
        let values = || parts.iter().map(|(_, figure)| figure.value);
        Some(Spread {
            mean: values().sum::<f64>() / parts.len() as f64,
            minimum: values().fold(f64::INFINITY, f64::min),
            maximum: values().fold(f64::NEG_INFINITY, f64::max),
            parts,
        })
    }

    /// The slice's figure as a share, in percent, of the same series' figure for more places; none where either is
    /// not there in full, or the whole is 0.
    pub fn share(&self, series: usize, slice: &Slice, of: &[PlaceId]) -> Option<Ratio> {
        let unit = self.series.get(series)?.unit;
        let whole = Slice { places: of.to_vec(), ..slice.clone() };
        ratio(&self.whole_figure(series, slice, unit)?, &self.whole_figure(series, &whole, unit)?, 100.0)
    }

    /// The slice's figure for each `per` people who live in its places at the period's end, with the series that
    /// counts them; none where no series loaded does.
    pub fn rate(&self, series: usize, slice: &Slice, per: f64) -> Option<(Ratio, usize)> {
        let unit = self.series.get(series)?.unit;
        let figure = self.whole_figure(series, slice, unit)?;
        let living = Slice { measure: POPULATION.into(), actor: None, target: None, ..slice.clone() };
        (0..self.series.len()).find_map(|population| {
            let people = self.whole_figure(population, &living, Unit::Count)?;
            Some((ratio(&figure, &people, per)?, population))
        })
    }

    fn whole_figure(&self, series: usize, slice: &Slice, unit: Unit) -> Option<Figure> {
        match self.answer_in(series, slice, unit) {
            Answer::Figure(figure) => Some(figure),
            Answer::Partial(_) | Answer::No(_) => None,
        }
    }
}

fn ratio(above: &Figure, below: &Figure, times: f64) -> Option<Ratio> {
    (below.low > 0.0).then(|| Ratio {
        value: above.value * times / below.value,
        low: above.low * times / below.high,
        high: above.high * times / below.low,
    })
}

/// The period cut into whole parts; none where they do not fill it.
fn parts(period: Period, each: Each) -> Option<Vec<Period>> {
    let months = match each {
        Each::Day => 0,
        Each::Month => 1,
        Each::Quarter => 3,
        Each::Half => 6,
        Each::Year => 12,
    };
    let step = if months == 0 { 1.day() } else { months.months() };
    let aligned = months == 0
        || (period.whole_months().is_some_and(|whole| whole % months == 0)
            && i32::from(period.start.month() - 1) % months == 0);
    aligned.then(|| {
        std::iter::successors(Some(period.start), |start| Some(shifted(*start, step)))
            .take_while(|start| *start <= period.end)
            .map(|start| Period::span(start, shifted(shifted(start, step), (-1).days())))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(period: Period, each: Each) -> Option<Vec<String>> {
        Some(parts(period, each)?.iter().map(Period::to_string).collect())
    }

    #[test]
    fn a_period_is_cut_into_whole_parts_only() {
        let half = Period::half(2024, 1);
        assert_eq!(cut(half, Each::Quarter).unwrap(), ["2024-01-01..2024-03-31", "2024-04-01..2024-06-30"]);
        assert_eq!(cut(half, Each::Month).unwrap().len(), 6);
        assert_eq!(cut(half, Each::Day).unwrap().len(), 182);
        assert_eq!(cut(half, Each::Year), None);
        assert_eq!(cut(Period::months(2024, 2, 3), Each::Quarter), None, "it begins inside a quarter");
    }
}
