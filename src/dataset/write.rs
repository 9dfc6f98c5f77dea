//! Descriptors as JSON: what `describe --save` writes for the user to correct.

use super::descriptor::{Codes, Coverage, Descriptor, Field, Resource, Role, SeriesDescriptor};
use serde_json::{Map, Value, json};

impl Descriptor {
    /// The `datapackage.json` that says the same.
    pub fn to_json(&self) -> Value {
        let mut package = Map::new();
        put(&mut package, "name", &self.name);
        put(&mut package, "title", &self.title);
        put(&mut package, "version", &self.version);
        if !self.licence.is_empty() {
            package.insert("licenses".to_owned(), json!([{ "title": self.licence }]));
        }
        put(&mut package, "citation", &self.citation);
        let resources = self.resources.iter().map(resource).collect();
        package.insert("resources".to_owned(), Value::Array(resources));
        Value::Object(package)
    }
}

/// Text, where there is any.
fn put(object: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.is_empty() {
        object.insert(key.to_owned(), text.into());
    }
}

/// A property, where it differs from what its absence means.
fn put_if(object: &mut Map<String, Value>, key: &str, differs: bool, value: impl Into<Value>) {
    if differs {
        object.insert(key.to_owned(), value.into());
    }
}

fn resource(resource: &Resource) -> Value {
    let mut object = Map::new();
    put(&mut object, "name", &resource.name);
    let path = match resource.paths.as_slice() {
        [path] => json!(path),
        paths => json!(paths),
    };
    object.insert("path".to_owned(), path);
    put(&mut object, "encoding", resource.encoding.as_deref().unwrap_or_default());
    if let Some(delimiter) = resource.delimiter.filter(|delimiter| *delimiter != b',') {
        object.insert("dialect".to_owned(), json!({ "delimiter": char::from(delimiter).to_string() }));
    }
    let fields: Vec<Value> = resource.fields.iter().map(field).collect();
    object.insert("schema".to_owned(), json!({ "fields": fields, "missingValues": resource.missing }));
    object.insert("series".to_owned(), resource.series.iter().map(series).collect());
    Value::Object(object)
}

fn field(field: &Field) -> Value {
    let mut object = Map::new();
    put(&mut object, "name", &field.name);
    put(&mut object, "role", field.role.map_or("", Role::code));
    put_if(&mut object, "codes", field.codes != Codes::Name, field.codes.code());
    put(&mut object, "format", field.format.as_deref().unwrap_or_default());
    put_if(&mut object, "values", !field.values.is_empty(), json!(field.values));
    put_if(&mut object, "strip", !field.strip.is_empty(), json!(field.strip));
    put(&mut object, "separator", field.separator.as_deref().unwrap_or_default());
    put_if(&mut object, "decimalChar", field.decimal != '.', field.decimal.to_string());
    put_if(&mut object, "missingValues", field.missing.is_some(), json!(field.missing));
    Value::Object(object)
}

fn series(series: &SeriesDescriptor) -> Value {
    let mut object = Map::new();
    put(&mut object, "name", &series.name);
    put(&mut object, "title", &series.title);
    for (key, text) in [
        ("measure", &series.measure),
        ("actor", &series.actor),
        ("target", &series.target),
        ("place", &series.place),
        ("inclusion", &series.inclusion),
        ("source", &series.source),
    ] {
        put(&mut object, key, text.as_deref().unwrap_or_default());
    }
    put(&mut object, "rowKind", series.row_kind.map_or("", |kind| kind.code()));
    put(&mut object, "counting", series.counting.map_or("", |rule| rule.code()));
    put(&mut object, "unit", series.unit.map_or("", |unit| unit.code()));
    let filter: Map<String, Value> =
        series.filter.iter().map(|(column, cells)| (column.clone(), json!(cells))).collect();
    put_if(&mut object, "where", !filter.is_empty(), filter);
    let roles: Map<String, Value> =
        series.roles.iter().map(|(role, columns)| (role.code().to_owned(), json!(columns))).collect();
    put_if(&mut object, "roles", !roles.is_empty(), roles);
    for (key, flag) in [
        ("countRows", series.count_rows),
        ("sumRows", series.sum_rows),
        ("atEnd", series.at_end),
        ("impliedActor", series.implied_actor),
        ("authoritative", series.authoritative),
    ] {
        put_if(&mut object, key, flag, true);
    }
    put_if(&mut object, "tolerance", series.tolerance > 0, series.tolerance);
    put_if(&mut object, "alsoBy", !series.also_by.is_empty(), json!(series.also_by));
    put_if(&mut object, "sourceNames", !series.source_names.is_empty(), json!(series.source_names));
    put_if(&mut object, "toldAs", !series.told_as.is_empty(), json!(series.told_as));
    put_if(&mut object, "sourceAliases", !series.source_aliases.is_empty(), json!(series.source_aliases));
    let coverage = match series.coverage {
        Coverage::Rows => "",
        Coverage::ObservedDays => "observed_days",
        Coverage::ObservedYears => "observed_years",
    };
    put(&mut object, "coverage", coverage);
    Value::Object(object)
}
