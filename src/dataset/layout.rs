//! Known layouts: descriptors of files as their publishers lay them out, recognised by the header.
//!
//! A layout is a descriptor in `data/layouts/` with the property `recognise`: the columns by which a file is
//! known. A file may have more columns, and lack others that the descriptor names.

use super::RowKind;
use super::describe::name_of;
use super::descriptor::{Descriptor, Field, Resource, Role, SeriesDescriptor};
use super::file::CsvText;
use super::guess::Words;
use crate::lexicon::ids::{Flow, Ids};

/// The layouts, embedded. Adding one is one file and one line here.
const LAYOUTS: &[&str] = &[
    include_str!("../../data/layouts/acled.json"),
    include_str!("../../data/layouts/gaza-daily.json"),
    include_str!("../../data/layouts/gtd.json"),
    include_str!("../../data/layouts/owid.json"),
    include_str!("../../data/layouts/ucdp-ged.json"),
    include_str!("../../data/layouts/ucdp-organized-violence-country-year.json"),
    include_str!("../../data/layouts/unhcr-population.json"),
    include_str!("../../data/layouts/us-troops.json"),
    include_str!("../../data/layouts/west-bank-daily.json"),
];

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
pub(super) fn of_header(header: &[String], words: &Words, ids: &Ids) -> Option<Descriptor> {
    let has = |column: &String| header.iter().any(|name| name.eq_ignore_ascii_case(column));
    let mut layout = embedded()
        .filter(|layout| !layout.recognise.is_empty() && layout.recognise.iter().all(has))
        .max_by_key(|layout| layout.recognise.len())?;
    for resource in &mut layout.resources {
        series_of_columns(resource, header, words, ids);
    }
    (layout.resources.iter().any(|resource| !resource.series.is_empty())).then_some(layout)
}

/// Puts a series of each column that no field describes in the place of the one that stands for them.
fn series_of_columns(resource: &mut Resource, header: &[String], words: &Words, ids: &Ids) {
    let Some(at) = resource.series.iter().position(|series| series.each_column) else { return };
    let template = resource.series.remove(at);
    let known: Vec<String> = resource.fields.iter().map(|field| field.name.clone()).collect();
    for column in header.iter().filter(|name| !name.is_empty() && !known.contains(name)) {
        let name = name_of(column);
        let measure = words.measure(column);
        let stock =
            measure.as_ref().and_then(|id| ids.measure(id)).is_some_and(|row| row.flow == Flow::Stock);
        resource.fields.push(Field::named(column));
        resource.series.push(SeriesDescriptor {
            title: column.clone(),
            roles: [(Role::Value, vec![column.clone()])].into(),
            measure: Some(measure.map_or_else(|| format!("other:{name}"), |id| id.as_str().to_owned())),
            unit: Some(words.unit(column)),
            row_kind: if stock { Some(RowKind::Stock) } else { template.row_kind },
            each_column: false,
            name,
            ..template.clone()
        });
    }
}

/// Every layout.
fn embedded() -> impl Iterator<Item = Descriptor> {
    LAYOUTS.iter().map(|json| Descriptor::parse(json).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_is_a_descriptor_without_a_fault() {
        for json in LAYOUTS {
            let (layout, problems) = Descriptor::parse(json);
            assert_eq!(problems, [], "{}", layout.name);
            assert!(!layout.recognise.is_empty(), "{}", layout.name);
        }
    }
}
