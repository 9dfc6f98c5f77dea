//! Known layouts: descriptors of files as their publishers lay them out, recognised by the header.
//!
//! A layout is a descriptor in `data/layouts/` with the property `recognise`: the columns by which a file is
//! known. A file may have more columns, and lack others that the descriptor names.

use super::descriptor::Descriptor;
use super::file::CsvText;

/// The layouts, embedded. Adding one is one file and one line here.
const LAYOUTS: &[(&str, &str)] = &[];

/// The cells of a file's first line.
pub(super) fn header(csv: &CsvText<'_>) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(csv.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.text.as_ref());
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|cell| super::plan::cell_text(cell).to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The layout that knows the most of the header's columns by heart.
pub(super) fn of_header(header: &[String]) -> Option<Descriptor> {
    let has = |column: &String| header.iter().any(|name| name.eq_ignore_ascii_case(column));
    embedded()
        .filter(|layout| !layout.recognise.is_empty() && layout.recognise.iter().all(has))
        .max_by_key(|layout| layout.recognise.len())
}

/// Every layout.
fn embedded() -> impl Iterator<Item = Descriptor> {
    LAYOUTS.iter().map(|(_, json)| Descriptor::parse(json).0)
}
