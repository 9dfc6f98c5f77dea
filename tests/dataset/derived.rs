//! Figures made of figures: by parts of the period, as a share, per head.

use super::{file, loaded};
use mizan::dataset::{Datasets, Each, Slice};
use mizan::lexicon::ids::Ids;

fn monthly() -> Datasets {
    file(
        "killed.csv",
        "country,from,to,killed\nIraq,2022-01-01,2022-01-31,4\nIraq,2022-02-01,2022-02-28,8\n\
         Syria,2022-01-01,2022-01-31,12\nSyria,2022-02-01,2022-02-28,0\n",
    )
}

fn slice(question: &str) -> Slice {
    Slice::parse(question, &Ids::embedded()).unwrap()
}

#[test]
fn a_period_is_told_month_by_month_with_mean_minimum_and_maximum() {
    let spread = monthly().spread(0, &slice("killed in IQ 2022-01..2022-02"), Each::Month).unwrap();
    let values: Vec<f64> = spread.parts.iter().map(|(_, figure)| figure.value).collect();
    assert_eq!(values, [4.0, 8.0]);
    assert_eq!((spread.mean, spread.minimum, spread.maximum), (6.0, 4.0, 8.0));
}

#[test]
fn a_month_without_a_figure_leaves_no_mean() {
    assert_eq!(monthly().spread(0, &slice("killed in IQ 2022-01..2022-03"), Each::Month), None);
}

#[test]
fn a_share_is_of_the_same_series_and_period() {
    let datasets = monthly();
    let share = |question: &str| {
        datasets.share(0, &slice(question), &datasets.places("IQ SY").unwrap()).map(|share| share.value)
    };
    assert_eq!(share("killed in IQ 2022-01"), Some(25.0));
    assert_eq!(share("killed in IQ 2022-02"), Some(100.0));
    assert_eq!(share("killed in IQ 2022-03"), None);
}

#[test]
fn a_rate_needs_a_series_of_the_people_who_live_there() {
    let (_folder, datasets, errors) = loaded(&[
        ("killed.csv", b"country,year,killed\nIraq,2022,90\nYemen,2022,7\n"),
        ("people.csv", b"country,year,population\nIraq,2022,45000000\n"),
    ]);
    assert_eq!(errors, []);
    let killed = datasets.series().iter().position(|series| series.measure.as_str() == "killed").unwrap();
    let rate = |question| datasets.rate(killed, &slice(question), 100_000.0).map(|(rate, _)| rate.value);
    assert_eq!(rate("killed in IQ 2022"), Some(0.2));
    assert_eq!(rate("killed in YE 2022"), None);
}
