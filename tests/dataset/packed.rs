//! Compressed files are read as what they hold, found in folders, and named in descriptors.

use super::{asked, loaded};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};

const TABLE: &[u8] = b"country,year,killed\nIraq,2020,5\n";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_gzipped_table_goes_by_its_name_without_endings() {
    let (_folder, datasets, errors) = loaded(&[("counts.csv.gz", &gzipped(TABLE))]);
    assert_eq!(errors, []);
    assert_eq!(datasets.sets()[0].name, "counts");
    assert_eq!(asked(&datasets, "killed in IQ 2020"), "killed: 5");
}

#[test]
fn the_query_of_a_zipped_table_says_to_unpack_it() {
    let (folder, datasets, errors) = loaded(&[("counts.zip", &zipped("table.csv", TABLE))]);
    assert_eq!(errors, []);
    let sql = datasets.query("killed in IQ 2020").unwrap().remove(0).sql.unwrap();
    let folder = folder.path().display();
    assert!(sql.starts_with(&format!("-- first unpack {folder}/counts.zip beside itself\nSELECT")), "{sql}");
    assert!(sql.contains(&format!("'{folder}/table.csv'")), "{sql}");
}

#[test]
fn a_descriptor_names_files_split_and_compressed() {
    let descriptor = br#"{ "name": "d", "resources": [ { "name": "t", "path": ["a.csv.gz", "b.csv"],
        "schema": { "fields": [ { "name": "country", "type": "string", "role": "place" },
            { "name": "year", "type": "year", "role": "year" }, { "name": "killed", "type": "integer", "role": "value" } ] },
        "series": [ { "name": "s", "measure": "killed", "rowKind": "period_total", "source": "us" } ] } ] }"#;
    let second = b"country,year,killed\nIraq,2021,6\n";
    let (_folder, datasets, errors) =
        loaded(&[("d/datapackage.json", descriptor), ("d/a.csv.gz", &gzipped(TABLE)), ("d/b.csv", second)]);
    assert_eq!(errors, []);
    assert_eq!(asked(&datasets, "killed in IQ 2020..2021"), "s: 11");
}
