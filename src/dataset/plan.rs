//! How the rows of a file make up one series: which columns are read, which rows are let in, what they share.

use super::RowKind;
use super::descriptor::{Field, Resource, Role, SeriesDescriptor};
use super::events::CountsAll;
use crate::claim::{Counting, MeasureId, Unit};
use std::collections::BTreeMap;

/// What rows of a series have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Slots {
    pub(super) measure: MeasureId,
    pub(super) unit: Unit,
    pub(super) row_kind: RowKind,
    pub(super) counting: Option<Counting>,
    pub(super) inclusion: String,
    pub(super) source: String,
}

/// A column in use: its place in a row, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) index: usize,
    pub(super) field: &'a Field,
}

/// How rows of the present file make up one series.
pub(super) struct Plan<'a> {
    pub(super) descriptor: &'a SeriesDescriptor,
    columns: BTreeMap<Role, Vec<Column<'a>>>,
    filter: Vec<(usize, &'a [String])>,
    /// Whether a column, and not the descriptor, says one of the slots.
    varied: bool,
    pub(super) constant: Option<Slots>,
    /// The columns that say where and by whom.
    pub(super) signature: Vec<usize>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(resource: &'a Resource, descriptor: &'a SeriesDescriptor, header: &[String]) -> Self {
        let mut columns: BTreeMap<Role, Vec<Column<'a>>> = BTreeMap::new();
        for field in &resource.fields {
            if let Some(role) = field.role
                && !descriptor.roles.contains_key(&role)
                && let Some(column) = column(header, field)
            {
                columns.entry(role).or_default().push(column);
            }
        }
        for (role, names) in &descriptor.roles {
            let fields =
                names.iter().filter_map(|name| resource.fields.iter().find(|field| field.name == *name));
            columns.insert(*role, fields.filter_map(|field| column(header, field)).collect());
        }
        let filter = descriptor.filter.iter().filter_map(|(name, cells)| {
            let field = resource.fields.iter().find(|field| field.name == *name)?;
            Some((column(header, field)?.index, cells.as_slice()))
        });
        let filter = filter.collect();
        let by_whom_and_where = [Role::Place, Role::Division, Role::Party, Role::Actor, Role::Target];
        let signature = by_whom_and_where.iter().filter_map(|role| columns.get(role)).flatten();
        let signature = signature.map(|column| column.index).collect();
        let mut plan = Plan { descriptor, columns, filter, varied: false, constant: None, signature };
        plan.varied = plan.slot_column(Role::Measure, descriptor.measure.is_some())
            || plan.slot_column(Role::Unit, descriptor.unit.is_some())
            || plan.slot_column(Role::RowKind, descriptor.row_kind.is_some())
            || plan.slot_column(Role::Counting, descriptor.counting.is_some())
            || plan.slot_column(Role::Inclusion, descriptor.inclusion.is_some())
            || plan.slot_column(Role::Source, descriptor.source.is_some());
        if !plan.varied {
            plan.constant = plan.slots(&csv::ByteRecord::new(), resource).ok();
        }
        plan
    }

    fn slot_column(&self, role: Role, said: bool) -> bool {
        !said && self.one(role).is_some()
    }

    pub(super) fn one(&self, role: Role) -> Option<&Column<'a>> {
        self.columns.get(&role)?.first()
    }

    pub(super) fn all(&self, role: Role) -> &[Column<'a>] {
        self.columns.get(&role).map_or(&[], Vec::as_slice)
    }

    pub(super) fn text<'r>(
        &self,
        role: Role,
        record: &'r csv::ByteRecord,
        resource: &Resource,
    ) -> Option<&'r str> {
        let column = self.one(role)?;
        resource.said(column.field, cell_text(record.get(column.index)?))
    }

    pub(super) fn admits(&self, record: &csv::ByteRecord) -> bool {
        self.filter.iter().all(|(index, cells)| {
            record.get(*index).is_some_and(|cell| cells.iter().any(|allowed| allowed == cell_text(cell)))
        })
    }

    pub(super) fn counts_all(&self) -> CountsAll {
        counts_all(self.descriptor)
    }

    /// What the row's series is told apart by.
    pub(super) fn slots(
        &self,
        record: &csv::ByteRecord,
        resource: &Resource,
    ) -> std::result::Result<Slots, String> {
        let descriptor = self.descriptor;
        let said = |role: Role| self.text(role, record, resource);
        let measure = match (&descriptor.measure, self.one(Role::Measure)) {
            (Some(measure), _) => measure.clone(),
            (None, column) => {
                let cell = said(Role::Measure).ok_or("no measure")?;
                column.and_then(|column| column.field.values.get(cell)).cloned().unwrap_or(cell.to_owned())
            }
        };
        Ok(Slots {
            measure: MeasureId::from(measure.as_str()),
            unit: match descriptor.unit {
                Some(unit) => unit,
                None => said(Role::Unit).map_or(Ok(Unit::Count), str::parse)?,
            },
            row_kind: match descriptor.row_kind {
                Some(kind) => kind,
                None => said(Role::RowKind).ok_or("no row kind")?.parse()?,
            },
            counting: match descriptor.counting {
                Some(counting) => Some(counting),
                None => said(Role::Counting).map(str::parse).transpose()?,
            },
            inclusion: descriptor
                .inclusion
                .clone()
                .or(said(Role::Inclusion).map(str::to_owned))
                .unwrap_or_default(),
            source: descriptor.source.clone().or(said(Role::Source).map(str::to_owned)).unwrap_or_default(),
        })
    }
}

impl Resource {
    /// The cell, where it says something.
    pub(super) fn said<'r>(&self, field: &Field, cell: &'r str) -> Option<&'r str> {
        let missing = field.missing.as_ref().unwrap_or(&self.missing);
        (!cell.is_empty() && !missing.iter().any(|nothing| nothing == cell)).then_some(cell)
    }
}

pub(super) fn counts_all(descriptor: &SeriesDescriptor) -> CountsAll {
    CountsAll { actor: descriptor.actor.is_none(), target: descriptor.target.is_none() }
}

/// The column of a field; headers are compared without regard to case and surrounding space.
pub(super) fn column<'a>(header: &[String], field: &'a Field) -> Option<Column<'a>> {
    let exact = header.iter().position(|name| *name == field.name);
    let index = exact.or_else(|| header.iter().position(|name| name.eq_ignore_ascii_case(&field.name)))?;
    Some(Column { index, field })
}

/// A cell without the space around it; the file's text has been checked to be UTF-8.
pub(super) fn cell_text(cell: &[u8]) -> &str {
    std::str::from_utf8(cell.trim_ascii()).unwrap_or("")
}
