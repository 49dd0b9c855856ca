//! Which table holds what: derived from the model alone.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{FieldId, FieldType, Model, RecordId};

/// Index into [`Facts::tables`](super::Facts::tables).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq)]
pub enum TableKind {
    /// Records of a type; a column per field.
    Records(RecordId),
    /// Members of a list or set of texts, words, codes or references: one column, `VALUE`.
    Members { record: RecordId, field: FieldId, member: FieldType },
    /// Points of a series: the columns `YEAR` and `VALUE`, in order of years.
    Points { record: RecordId, field: FieldId, value: FieldType },
}

/// The tables of a model. Record tables come first, numbered like the model's records. A copy
/// costs nothing: every batch of plans has one.
#[derive(Clone, Debug)]
pub struct Layout {
    pub tables: Arc<[TableKind]>,
    children: Arc<FxHashMap<(RecordId, FieldId), TableId>>,
}

impl Layout {
    /// The column of a members table, and that of the values of a points table.
    pub const VALUE: usize = 0;
    /// The column of the years of a points table.
    pub const YEAR: usize = 1;

    pub fn new(model: &Model) -> Layout {
        let ids = (0..).map(RecordId);
        let mut tables: Vec<TableKind> =
            ids.clone().zip(&model.records).map(|(id, _)| TableKind::Records(id)).collect();
        let mut children = FxHashMap::default();
        for (record, declared) in ids.zip(&model.records) {
            for (field, declaration) in (0..).map(FieldId).zip(&declared.fields) {
                let kind = match &declaration.ty {
                    FieldType::List(member) | FieldType::Set(member) => match **member {
                        FieldType::Record(of) => {
                            children.insert((record, field), TableId(u32::from(of.0)));
                            continue;
                        }
                        ref member => TableKind::Members { record, field, member: member.clone() },
                    },
                    FieldType::Series(value) => {
                        TableKind::Points { record, field, value: (**value).clone() }
                    }
                    FieldType::Record(of) | FieldType::Ref { record: of, .. } => {
                        children.insert((record, field), TableId(u32::from(of.0)));
                        continue;
                    }
                    FieldType::Text
                    | FieldType::Boolean
                    | FieldType::Number { .. }
                    | FieldType::QuantityOf(_)
                    | FieldType::Year
                    | FieldType::Date
                    | FieldType::Word(_)
                    | FieldType::Code(_) => continue,
                };
                let id = TableId(u32::try_from(tables.len()).unwrap_or(u32::MAX));
                tables.push(kind);
                children.insert((record, field), id);
            }
        }
        Layout { tables: tables.into(), children: Arc::new(children) }
    }

    pub fn of_record(&self, record: RecordId) -> TableId {
        TableId(u32::from(record.0))
    }

    /// The table that a list, set, series, record or reference field leads to.
    pub fn of_field(&self, record: RecordId, field: FieldId) -> Option<TableId> {
        self.children.get(&(record, field)).copied()
    }

    /// The table that the values of a column of references or nested records are rows of.
    pub fn target(&self, model: &Model, table: TableId, column: usize) -> Option<TableId> {
        let ty = match self.kind(table)? {
            TableKind::Records(record) => &model.record(*record)?.fields.get(column)?.ty,
            TableKind::Members { member, .. } if column == Layout::VALUE => member,
            TableKind::Members { .. } | TableKind::Points { .. } => return None,
        };
        match ty {
            FieldType::Ref { record, .. } | FieldType::Record(record) => {
                Some(self.of_record(*record))
            }
            _ => None,
        }
    }

    /// Whether a column holds references that lead to no record where they are left out.
    pub fn is_or_none(&self, model: &Model, table: TableId, column: usize) -> bool {
        let Some(TableKind::Records(record)) = self.kind(table) else { return false };
        let field = model.record(*record).and_then(|record| record.fields.get(column));
        field.is_some_and(|field| matches!(field.ty, FieldType::Ref { or_none: true, .. }))
    }

    pub fn kind(&self, table: TableId) -> Option<&TableKind> {
        self.tables.get(table.0 as usize)
    }
}
