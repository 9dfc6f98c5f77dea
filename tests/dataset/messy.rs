//! Files as people have them: separators, encodings, dates, numbers and names of every tradition.

use super::{asked, file, loaded, repairs, said};
use mizan::dataset::{Datasets, Slice};
use mizan::lexicon::ids::Ids;

/// A descriptor for a table of killed by place and day or year.
fn described(fields: &str, series: &str, more: &str) -> String {
    format!(
        r#"{{ "name": "counts", "resources": [ {{ "name": "t", "path": "t.csv"{more},
            "schema": {{ "fields": [{fields}], "missingValues": ["", "NA", "-9"] }},
            "series": [{series}] }} ] }}"#
    )
}

const TOTALS: &str = r#"{ "name": "killed", "measure": "killed", "rowKind": "period_total" }"#;

fn load(descriptor: &str, content: &[u8]) -> Datasets {
    let (_folder, datasets, errors) =
        loaded(&[("set/datapackage.json", descriptor.as_bytes()), ("set/t.csv", content)]);
    assert_eq!(errors, []);
    datasets
}

#[test]
fn separators_marks_and_line_ends_do_not_matter() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "year", "role": "year" },
        { "name": "dead", "role": "value" }"#;
    let descriptor = described(fields, TOTALS, "");
    for content in [
        "country,year,dead\nIraq,2020,12\n",
        "\u{feff}country;year;dead\r\nIraq;2020;12\r\n",
        "country\tyear\tdead\nIraq\t2020\t12",
        "\"country\",\"year\",\"dead\"\n\"Iraq\",\"2020\",\"12\"\n",
        "COUNTRY,Year,DEAD\n Iraq , 2020 , 12 \n",
    ] {
        let datasets = load(&descriptor, content.as_bytes());
        assert_eq!(asked(&datasets, "killed in IQ 2020"), "killed: 12", "{content:?}");
    }
}

#[test]
fn encodings_are_found_or_said() {
    let fields = r#"{ "name": "البلد", "role": "place" }, { "name": "السنة", "role": "year" },
        { "name": "القتلى", "role": "value" }"#;
    let text = "البلد,السنة,القتلى\nالعراق,2020,12\nسوريا,2020,30\nاليمن,2020,7\n";
    let (arabic, _, _) = encoding_rs::WINDOWS_1256.encode(text);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let found = described(fields, TOTALS, "");
    let said = described(fields, TOTALS, r#", "encoding": "windows-1256""#);
    for (descriptor, content) in
        [(&found, text.as_bytes()), (&found, &arabic), (&said, &arabic), (&found, &utf16)]
    {
        let datasets = load(descriptor, content);
        assert_eq!(asked(&datasets, "killed in SY 2020"), "killed: 30");
    }
    assert_eq!(repairs(&load(&said, &arabic)), ["converted from windows-1256 x1"]);
}

#[test]
fn numbers_and_what_stands_for_none() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "year", "role": "year" },
        { "name": "dead", "role": "value", "decimalChar": "," }"#;
    let datasets = load(
        &described(fields, TOTALS, ""),
        "country;year;dead\nIraq;2018;1.234,5\nIraq;2019;NA\nIraq;2020;-9\nIraq;2021;\nIraq;2022;many\n"
            .as_bytes(),
    );
    assert_eq!(asked(&datasets, "killed in IQ 2018"), "killed: 1234.5");
    assert_eq!(asked(&datasets, "killed in IQ 2020"), "killed: no: period", "no data is not zero");
    assert_eq!(repairs(&datasets), ["`dead` is empty: no data x3", "`dead` holds no number: no data x1"]);
}

#[test]
fn dates_of_every_writing_but_no_guess_between_day_and_month() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "when", "role": "date" }"#;
    let series = r#"{ "name": "attacks", "measure": "attack", "rowKind": "event", "countRows": true,
        "coverage": "observed_years" }"#;
    let content = "country,when\nIraq,2022-01-05\nIraq,05 January 2022\nIraq,05-Jan-22\nIraq,05.01.2022\n\
        Iraq,2022-01-05 10:30:00\nIraq,2022-01\nIraq,2022\nIraq,01/05/2022\nIraq,soon\n";
    let datasets = load(&described(fields, series, ""), content.as_bytes());
    assert_eq!(asked(&datasets, "attack in IQ 2022-01-05"), "attacks: 5 (5-7)");
    assert_eq!(asked(&datasets, "attack in IQ 2022"), "attacks: 7");
    assert_eq!(repairs(&datasets), ["rows without a date that can be read, left out x2"]);
    let said = fields.replace("\"date\" }", "\"date\", \"format\": \"%m/%d/%Y\" }");
    let datasets = load(&described(&said, series, ""), b"country,when\nIraq,01/05/2022\n");
    assert_eq!(asked(&datasets, "attack in IQ 2022-01-05"), "attacks: 1");
}

#[test]
fn countries_go_by_names_of_other_traditions_and_by_codes() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "year", "role": "year" },
        { "name": "dead", "role": "value" }"#;
    let descriptor = described(fields, TOTALS, "");
    for (name, place) in [
        ("Yemen (North Yemen)", "YE"),
        ("Syrian Arab Republic", "SY"),
        ("DR Congo (Zaire)", "CD"),
        ("Bosnia-Herzegovina", "BA"),
        ("Russia (Soviet Union)", "RU"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Myanmar (Burma)", "MM"),
        ("الجمهورية العربية السورية", "SY"),
        ("العراق", "IQ"),
        ("IRQ", "IQ"),
        ("IQ", "IQ"),
        ("TÜRKİYE", "TR"),
    ] {
        let content = format!("country,year,dead\n{name},2020,5\n");
        let datasets = load(&descriptor, content.as_bytes());
        assert_eq!(asked(&datasets, &format!("killed in {place} 2020")), "killed: 5", "{name}");
    }
    for (codes, number, place) in
        [("iso_number", "760", "SY"), ("gleditsch_ward", "652", "SY"), ("iso_number", "368", "IQ")]
    {
        let fields =
            fields.replace("\"role\": \"place\"", &format!("\"role\": \"place\", \"codes\": \"{codes}\""));
        let datasets =
            load(&described(&fields, TOTALS, ""), format!("country,year,dead\n{number},2020,5\n").as_bytes());
        assert_eq!(asked(&datasets, &format!("killed in {place} 2020")), "killed: 5", "{codes} {number}");
    }
}

#[test]
fn ragged_rows_and_repeats_are_counted_never_silent() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "year", "role": "year" },
        { "name": "dead", "role": "value" }"#;
    let content = "country,year,dead,dead\nIraq,2019,5,1\nIraq,2020\nIraq,2021,7,1,extra\nIraq,2022,8,1,\n\
        Atlantis,2022,1,1\nIraq,2019,5,1\nIraq,2022,9,1\n";
    let datasets = load(&described(fields, TOTALS, ""), content.as_bytes());
    assert_eq!(asked(&datasets, "killed in IQ 2019"), "killed: 5");
    assert_eq!(asked(&datasets, "killed in IQ 2020"), "killed: no: period");
    assert_eq!(asked(&datasets, "killed in IQ 2022"), "killed: 8 (8-9)");
    assert_eq!(
        repairs(&datasets),
        [
            "a column's name stands twice: the first is used x1",
            "rows with too few cells, left out x1",
            "rows with too many cells, left out x1",
            "rows of places that are not known, left out x1",
            "figures given twice, used once x1",
            "figures that contradict each other: made a range x1",
        ]
    );
    let ragged = &datasets.sets()[0].repairs[1];
    assert_eq!((ragged.example.as_str(), ragged.line), ("Iraq,2020", 3));
}

#[test]
fn the_figure_published_last_answers_and_the_others_are_kept() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "year", "role": "year" },
        { "name": "dead", "role": "value" }, { "name": "out", "role": "published" }"#;
    let content = "country,year,dead,out\nIraq,2020,10,2021-01\nIraq,2020,12,2022-03-05\n";
    let datasets = load(&described(fields, TOTALS, ""), content.as_bytes());
    let slice = Slice::parse("killed in IQ 2020", &Ids::embedded()).unwrap();
    assert_eq!(said(datasets.answer(0, &slice)), "12");
    let earlier: Vec<String> = datasets
        .earlier(0, &slice)
        .iter()
        .map(|figure| format!("{} {:?}", figure.value, figure.published))
        .collect();
    assert_eq!(earlier, ["10 Some(2021-01-31)"]);
}

#[test]
fn an_event_in_two_files_counts_once() {
    let descriptor = r#"{ "name": "split", "resources": [ { "name": "t", "path": ["a.csv", "b.csv"],
        "schema": { "fields": [ { "name": "id", "role": "id" }, { "name": "country", "role": "place" },
            { "name": "date", "role": "date" } ] },
        "series": [ { "name": "attacks", "measure": "attack", "rowKind": "event", "countRows": true,
            "coverage": "observed_days" } ] } ] }"#;
    let (_folder, datasets, errors) = loaded(&[
        ("datapackage.json", descriptor.as_bytes()),
        ("a.csv", b"id,country,date\n1,IQ,2020-01-01\n2,IQ,2020-01-05\n"),
        ("b.csv", b"date,id,country\n2020-01-05,2,IQ\n2020-01-09,3,IQ\n"),
    ]);
    assert_eq!(errors, []);
    assert_eq!(asked(&datasets, "attack in IQ 2020-01-01..2020-01-09"), "attacks: 3");
    assert_eq!(repairs(&datasets), ["rows that repeat another's id, left out x1"]);
}

#[test]
fn events_by_provinces_are_events_by_the_whole() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "date", "role": "date" },
        { "name": "by", "role": "actor" }"#;
    let series = r#"{ "name": "attacks", "measure": "attack", "rowKind": "event", "countRows": true,
        "coverage": "observed_days" }"#;
    let content =
        "country,date,by\nEG,2020-01-01,Islamic State Sinai\nIQ,2020-01-02,Daesh\nIQ,2020-01-03,PKK\n";
    let datasets = load(&described(fields, series, ""), content.as_bytes());
    let cases = [
        ("attack by Islamic State in EG IQ 2020-01-01..2020-01-03", "attacks: 2"),
        ("attack by Islamic State Sinai in EG IQ 2020-01-01..2020-01-03", "attacks: 1"),
        ("attack in EG IQ 2020-01-01..2020-01-03", "attacks: 3"),
    ];
    for (question, expected) in cases {
        assert_eq!(asked(&datasets, question), expected, "{question}");
    }
}

#[test]
fn a_table_with_nothing_said_of_coverage_gives_lower_bounds() {
    let fields = r#"{ "name": "country", "role": "place" }, { "name": "date", "role": "date" }"#;
    let series = r#"{ "name": "attacks", "measure": "attack", "rowKind": "event", "countRows": true }"#;
    let datasets = load(&described(fields, series, ""), b"country,date\nIQ,2020-01-01\nIQ,2020-01-05\n");
    assert_eq!(
        asked(&datasets, "attack in IQ 2020-01-01..2020-01-05"),
        "attacks: part 2 of 5 days, coverage"
    );
}

#[test]
fn own_tables_and_runs_beside_data_are_passed_over() {
    let (_folder, datasets, errors) = loaded(&[
        ("measures.csv", b"id,parent,flow,part,related\nattack,,flow,act,\n"),
        ("lexicons/en.csv", b"kind,value,features,form\n"),
        ("attacks.csv", b"country,year,attacks\nIraq,2020,5\n"),
    ]);
    assert_eq!((errors, datasets.sets().len()), (vec![], 1));
    let (_folder, datasets, errors) = loaded(&[
        ("run/datapackage.json", br#"{ "name": "run", "resources": [], "mizan": {} }"#),
        ("run/claims.csv", b"claim_id,article_id\n1,2\n"),
    ]);
    assert_eq!((errors, datasets.sets().len()), (vec![], 0));
    let _ = file("attacks.csv", "country,year,attacks\nIraq,2020,5\n");
}
