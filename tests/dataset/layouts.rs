//! Known layouts: files as their publishers lay them out, without a descriptor. The rows are made up.

use super::{asked, file, repairs, test_file};
use mizan::dataset::{ActorRole, Datasets, Understood};

fn layout(name: &str, layout: &str) -> Datasets {
    let datasets = file(name, &test_file(&format!("layouts/{name}")));
    assert_eq!(datasets.sets()[0].understood, Understood::Layout(layout.into()));
    datasets
}

#[test]
fn events_of_a_dyad_involve_both_parties_and_name_no_attacker() {
    let datasets = layout("ged.csv", "ucdp-ged");
    let cases = [
        ("armed-event in Syria 2017", "events: 4"),
        ("events involving Islamic State Syria 2017-01..2017-12", "events: 3"),
        ("armed-event by Syria in SY 2017", "events: 2"),
        ("armed-event by Syria against Islamic State in SY 2017", "events: 2"),
        ("armed-event by Islamic State in IQ SY 2017", "events: 4"),
        ("armed-event against Islamic State in SY 2017", "events: no: target"),
        (
            "attack by Islamic State in SY 2017",
            "measure: no series counts `attack` (counted are: armed-event, \
         civilians-killed, one-sided-deaths, organized-violence-deaths)",
        ),
        ("one-sided-deaths by Islamic State in SY 2017", "one-sided: 7"),
        ("one-sided-deaths by Syria in SY 2017", "one-sided: no: actor"),
        ("civilians-killed in SY 2017", "civilians: 11"),
        ("organized-violence-deaths in SY 2017", "deaths: 21 (18-30)"),
        ("organized-violence-deaths in Yemen 2018", "deaths: 2"),
        ("armed-event by HTS in SY 2017", "events: 1"),
        ("events involving Southern Front in SY 2017", "events: 1"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
    let role = |name: &str| datasets.series().iter().find(|series| series.name == name).unwrap().actor_role;
    assert_eq!((role("events"), role("one-sided")), (ActorRole::Involving, ActorRole::By));
}

#[test]
fn events_that_straddle_the_period_are_bounds() {
    let datasets = layout("ged.csv", "ucdp-ged");
    let cases = [
        ("armed-event in SY 2017-01", "events: 4 (3-4)"),
        ("armed-event in SY 2017-02", "events: 0 (0-1)"),
        ("organized-violence-deaths in SY 2017-01", "deaths: 21 (10-30)"),
        ("organized-violence-deaths in SY 2017-02", "deaths: 0 (0-12)"),
        ("organized-violence-deaths in IQ 2017-03-10..2017-03-20", "deaths: 0 (0-40)"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
}

#[test]
fn an_event_of_unknown_division_may_lie_in_any() {
    let datasets = layout("ged.csv", "ucdp-ged");
    assert_eq!(asked(&datasets, "armed-event in SY-HI 2017"), "events: 2 (2-3)");
    assert_eq!(asked(&datasets, "armed-event in SY-HI SY-ID 2017"), "events: 3 (3-4)");
    assert_eq!(asked(&datasets, "armed-event in SY-RA 2017"), "events: no: places");
}

#[test]
fn what_a_file_does_not_cover_is_not_zero() {
    let datasets = layout("ged.csv", "ucdp-ged");
    let cases = [
        ("armed-event in SY 2018", "events: 0"),
        ("armed-event in SY 2019", "events: no: period"),
        ("armed-event in SY 2018..2019", "events: part 0 of 365 days, coverage"),
        ("armed-event in AF 2017", "events: no: places"),
        ("armed-event in AF SY 2017", "events: part 4 of 365 days, places"),
        ("armed-event by Israel in SY 2017", "events: no: actor"),
        (
            "armed-event by Nobody in SY 2017",
            "there is no actor `Nobody` (write the id of actors.csv, or the name that the data set gives it)",
        ),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
}

#[test]
fn country_years_answer_years_and_what_they_add_up_to() {
    let datasets = layout("country-years.csv", "ucdp-organized-violence-country-year");
    assert_eq!(datasets.sets()[0].version, "25.1");
    let cases = [
        ("organized-violence-deaths in IQ 2020", "deaths: 125 (115-180)"),
        ("organized-violence-deaths in IQ 2020..2021", "deaths: 215 (205-280)"),
        ("organized-violence-deaths in IQ SY 2020", "deaths: 525 (510-700)"),
        ("organized-violence-deaths in IQ SY 2021", "deaths: part 90 (90-100) of 365 days, coverage"),
        ("organized-violence-deaths in IQ 2020-01..2020-06", "deaths: no: period"),
        ("state-based-deaths in SY 2020", "state-based-deaths: 300 (300-400)"),
        ("civilians-killed in SY 2020", "civilians: 150"),
        ("one-sided-deaths in SY 2020", "one-sided-deaths: 60 (55-70)"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
}

#[test]
fn event_types_are_series_and_repeats_of_an_id_are_left_out() {
    let datasets = layout("acled-current.csv", "acled");
    let cases = [
        ("clash by Islamic State in IQ SY 2022-01-05..2022-02-10", "clashes: 2"),
        ("airstrike by Iraq in IQ 2022-01-05..2022-02-10", "airstrikes: 1"),
        ("airstrike by Islamic State in IQ 2022-01-05..2022-02-10", "airstrikes: no: actor"),
        ("attack by Islamic State against civilians in IQ 2022-01-05..2022-02-10", "attacks-on-civilians: 1"),
        ("attack by Islamic State in IQ 2022-01-05..2022-02-10", "attacks-on-civilians: no: target"),
        ("protest in SY 2022-01-05..2022-02-10", "protests: 1"),
        ("organized-violence-deaths in IQ 2022-01-05..2022-01-31", "fatalities: 6"),
        ("protest in SY 2022", "protests: part 1 of 37 days, coverage"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
    assert_eq!(repairs(&datasets), ["rows that repeat another's id, left out x1"]);
}

#[test]
fn the_older_export_in_capitals_is_the_same_layout() {
    let datasets = layout("acled-older.csv", "acled");
    assert_eq!(asked(&datasets, "clash by Islamic State in IQ 2022-01-05..2022-01-20"), "clashes: 2");
    assert_eq!(asked(&datasets, "organized-violence-deaths in IQ 2022-01-06..2022-01-20"), "fatalities: 4");
}

#[test]
fn unknown_days_and_months_are_bounds_and_a_missing_year_is_no_zero() {
    let datasets = layout("gtd.csv", "gtd");
    let cases = [
        ("attack by Islamic State in IQ 2015", "attacks: 2"),
        ("attack in IQ 2015", "attacks: 3"),
        ("attack by Islamic State in IQ 2015-06-01..2015-06-10", "attacks: 1 (0-1)"),
        ("attack in SY 2015-03", "attacks: 0 (0-1)"),
        ("killed in IQ 2015", "killed: 6"),
        ("wounded in IQ 2015", "wounded: 13"),
        ("attack in IQ 2016", "attacks: no: period"),
        ("attack in IQ 2015..2017", "attacks: part 4 of 730 days, coverage"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
    assert_eq!(repairs(&datasets), ["`nwound` is empty: no data x1", "`nkill` is empty: no data x1"]);
}

#[test]
fn people_at_the_end_of_a_year_are_read_and_added_over_places_only() {
    let datasets = layout("unhcr.csv", "unhcr-population");
    let cases = [
        ("refugees in LB 2022", "refugees: 823"),
        ("refugees in LB 2023", "refugees: 780"),
        ("refugees in LB 2023-06", "refugees: no: period"),
        ("refugees in LB SY 2022", "refugees: 823"),
        ("refugees-by-origin in SY 2022", "refugees-by-origin: 800"),
        ("internally-displaced in SY 2022", "internally-displaced: 6500"),
        ("refugees in DE 2022", "refugees: no: places"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
    assert_eq!(repairs(&datasets), ["rows of places that are not known, left out x1"]);
}

#[test]
fn running_totals_are_differenced_and_gaps_bound_them() {
    let datasets = layout("gaza.csv", "gaza-daily");
    let cases = [
        ("killed by Israel in gaza-strip 2023-10-07..2023-10-11", "killed: 1100"),
        ("killed in gaza-strip 2023-10-07..2023-10-11", "killed: 1100"),
        ("killed in gaza-strip 2023-10-08", "killed: 138"),
        ("killed in gaza-strip 2023-10-08..2023-10-09", "killed: 138 (138-868)"),
        ("killed in gaza-strip 2023", "killed: part 1100 of 5 days, coverage"),
        ("killed by Hamas in gaza-strip 2023-10-08", "killed: no: actor"),
        ("killed in gaza-strip 2022", "killed: no: period"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
}

#[test]
fn as_reported_and_as_verified_stay_apart() {
    let datasets = layout("west-bank.csv", "west-bank-daily");
    assert_eq!(asked(&datasets, "killed in west-bank 2023-10-08"), "killed: 10 | killed-verified: 8");
    assert_eq!(
        asked(&datasets, "attack by Israeli settlers in west-bank 2023-10-07..2023-10-09"),
        "settler-attacks: 19"
    );
}

#[test]
fn a_zero_that_stands_for_not_reported_is_no_data() {
    let datasets = layout("troops.csv", "us-troops");
    assert_eq!(asked(&datasets, "troops by United States in IQ 2021"), "troops: 2500");
    assert_eq!(asked(&datasets, "troops by United States in IQ 2022"), "troops: no: period");
}

#[test]
fn a_column_a_series_and_rates_never_answer_counts() {
    let datasets = layout("owid.csv", "owid");
    let names: Vec<&str> = datasets.series().iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["deaths-in-armed-conflicts", "deaths-per-100-000"]);
    let rate = datasets.series().iter().position(|series| series.name == "deaths-per-100-000").unwrap();
    let slice =
        mizan::dataset::Slice::parse("killed in IQ 2019", &mizan::lexicon::ids::Ids::embedded()).unwrap();
    assert_eq!(super::said(datasets.answer(rate, &slice)), "no: unit");
    assert_eq!(super::said(datasets.answer(0, &slice)), "700");
}
