//! The bundled data set: the facts about Islamic State in Iraq and Syria.

use super::{ask, number, said, slice};
use mizan::claim::{Period, Unit};
use mizan::dataset::Datasets;
use mizan::lexicon::ids::Ids;

fn bundled() -> Datasets {
    Datasets::embedded(&Ids::embedded())
}

#[test]
fn the_seed_articles_153_finds_centcom_and_nothing_else() {
    let datasets = bundled();
    let claim = slice("attack", "Islamic State", "", "IQ SY", Period::half(2024, 1));
    let expected = [
        ("centcom-attacks", "153"),
        ("ap-official-attacks", "no: period"),
        ("mei-attacks-syria", "part 551 of 182 days, places"),
        ("mei-attacks-iraq", "part 35 of 182 days, places"),
        ("sohr-attacks", "part approx 262 of 182 days, places"),
        ("iswn-attacks-reported", "no: places"),
        ("lead-ig-militia-attacks", "no: actor"),
        ("ucdp-deaths", "no: measure"),
        ("centcom-operations", "no: measure"),
        ("oir-attack-change", "no: unit"),
    ];
    for (series, answer) in expected {
        assert_eq!(ask(&datasets, series, &claim), answer, "{series}");
    }
}

#[test]
fn the_seed_articles_121_finds_ap_and_nothing_else() {
    let datasets = bundled();
    let claim = slice("attack", "Islamic State", "", "IQ SY", Period::year(2023));
    let expected = [
        ("ap-official-attacks", "121"),
        ("centcom-attacks", "no: period"),
        ("mei-attacks-syria", "no: places"),
        ("mei-attacks-iraq", "part 122 of 365 days, places"),
        ("sohr-attacks", "part approx 336 of 365 days, places"),
        ("ucdp-deaths", "no: measure"),
    ];
    for (series, answer) in expected {
        assert_eq!(ask(&datasets, series, &claim), answer, "{series}");
    }
}

#[test]
fn the_nearest_slice_is_shown_beside_the_reason() {
    let datasets = bundled();
    let claim = slice("attack", "Islamic State", "", "IQ SY", Period::half(2024, 1));
    let nearest = |series: &str| {
        let index = datasets.series().iter().position(|known| known.name == series).unwrap();
        datasets
            .nearest(index, &claim)
            .map(|(slice, figure)| format!("{} | {}", number(&figure), slice.words()))
    };
    let expected = [
        ("ap-official-attacks", "121 | attack by Islamic State in IQ SY 2023-01-01..2023-12-31"),
        ("mei-attacks-syria", "551 | attack by Islamic State in SY 2024-01-01..2024-06-30"),
        ("sohr-attacks", "approx 262 | attack by Islamic State in SY 2024-01-01..2024-06-30"),
        (
            "lead-ig-militia-attacks",
            "at_least 134 | attack by Iran-backed militias against United States in IQ SY 2023-10-01..2023-12-31",
        ),
    ];
    for (series, answer) in expected {
        assert_eq!(nearest(series).as_deref(), Some(answer), "{series}");
    }
}

#[test]
fn totals_that_overlap_are_tiled_or_subtracted_never_added_twice() {
    let datasets = bundled();
    let operations = |places: &str, period: Period| {
        let slice = slice("operation", "US-led coalition", "Islamic State", places, period);
        ask(&datasets, "centcom-operations", &slice)
    };
    assert_eq!(operations("IQ SY", Period::half(2024, 1)), "196", "a row of its own");
    assert_eq!(operations("IQ SY", Period::quarter(2024, 2)), "102", "the half without its first quarter");
    assert_eq!(operations("IQ", Period::quarter(2024, 2)), "71");
    assert_eq!(operations("IQ SY", Period::months(2023, 1, 2)), "91", "two months");
    assert_eq!(operations("SY", Period::month(2023, 2)), "15");
    assert_eq!(operations("IQ SY", Period::year(2023)), "part 232 of 181 days, coverage");
    assert_eq!(operations("LB", Period::year(2023)), "no: places");
    assert_eq!(operations("IQ SY", Period::year(2021)), "no: period");
    assert_eq!(operations("IQ IR", Period::half(2024, 1)), "part 137 of 182 days, places");
}

#[test]
fn a_hedged_part_hedges_the_sum() {
    let datasets = bundled();
    let killed = slice("killed", "US-led coalition", "Islamic State", "IQ SY", Period::year(2022));
    assert_eq!(ask(&datasets, "centcom-killed", &killed), "at_least 686");
}

#[test]
fn actors_go_by_other_names_and_a_role_is_not_its_opposite() {
    let datasets = bundled();
    let half = Period::half(2024, 1);
    let operations = |actor: &str, target: &str| {
        ask(&datasets, "centcom-operations", &slice("operation", actor, target, "IQ SY", half))
    };
    assert_eq!(operations("US CENTCOM", "Islamic State"), "196");
    assert_eq!(operations("United States", "Islamic State"), "196");
    assert_eq!(operations("Islamic State", ""), "no: actor");
    assert_eq!(operations("", "Islamic State"), "no: actor", "an empty actor asks for a count of all");
    assert_eq!(operations("US-led coalition", ""), "no: target");
}

#[test]
fn a_level_is_read_near_its_date_and_never_summed_over_time() {
    let datasets = bundled();
    let troops =
        |period| ask(&datasets, "politico-troops", &slice("troops", "United States", "", "IQ", period));
    assert_eq!(troops(Period::month(2024, 10)), "approx 2500");
    assert_eq!(troops(Period::year(2023)), "no: period");
    assert_eq!(troops(Period::year(2025)), "no: period");
}

#[test]
fn percents_answer_percents_only() {
    let datasets = bundled();
    let index = datasets.series().iter().position(|series| series.name == "oir-attack-change").unwrap();
    let weeks = Period::span("2023-01-01".parse().unwrap(), "2023-04-07".parse().unwrap());
    let change = slice("attack", "Islamic State", "", "IQ", weeks);
    assert_eq!(said(datasets.answer(index, &change)), "no: unit");
    assert_eq!(said(datasets.answer_in(index, &change, Unit::Percent)), "-68");
}

#[test]
fn neighbours_are_what_would_make_a_number_true() {
    let datasets = bundled();
    let index = datasets.series().iter().position(|series| series.name == "centcom-killed").unwrap();
    let claim = slice("killed", "US-led coalition", "Islamic State", "SY", Period::half(2024, 1));
    let near = datasets.neighbours(index, &claim);
    let with =
        |value: f64| near.iter().find(|(_, figure)| figure.value == value).map(|(near, _)| near.to_string());
    assert_eq!(
        with(466.0).as_deref(),
        Some("killed by US-led coalition against Islamic State in SY 2022-01-01..2022-12-31")
    );
    assert_eq!(with(14.0), None, "the slice itself is not its neighbour");
}
