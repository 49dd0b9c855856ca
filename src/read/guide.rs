//! What the reader needs of a model again and again, looked up once.

use crate::facts::{Cell, Layout, TableId};
use crate::model::{FieldId, Model, RecordId};

/// A model prepared for reading.
#[derive(Debug)]
pub(super) struct Guide {
    records: Vec<RecordGuide>,
}

#[derive(Debug)]
pub(super) struct RecordGuide {
    pub(super) table: TableId,
    pub(super) fields: Vec<FieldGuide>,
    /// Fields that must be there.
    pub(super) must: Vec<FieldId>,
    pub(super) with_default: Vec<FieldId>,
}

#[derive(Debug)]
pub(super) struct FieldGuide {
    /// The name and a closing quote: how a key begins behind its opening quote.
    pub(super) key: Box<[u8]>,
    /// The table of members, points or records that the field leads to.
    pub(super) child: Option<TableId>,
}

impl Guide {
    pub(super) fn new(model: &Model, layout: &Layout) -> Guide {
        let ids = (0..).map(RecordId);
        let records = ids.zip(&model.records).map(|(id, record)| {
            let fields = || (0..).map(FieldId).zip(&record.fields);
            let guides = fields().map(|(at, field)| FieldGuide {
                key: format!("{}\"", field.name).into_bytes().into_boxed_slice(),
                child: layout.of_field(id, at),
            });
            let must = fields().filter(|(_, field)| !field.optional && field.default.is_none());
            let with_default = fields().filter(|(_, field)| field.default.is_some());
            RecordGuide {
                table: layout.of_record(id),
                fields: guides.collect(),
                must: must.map(|(at, _)| at).collect(),
                with_default: with_default.map(|(at, _)| at).collect(),
            }
        });
        Guide { records: records.collect() }
    }

    pub(super) fn record(&self, id: RecordId) -> Option<&RecordGuide> {
        self.records.get(usize::from(id.0))
    }

    /// The table that a field of a row of records leads to.
    pub(super) fn child(&self, at: Cell) -> Option<TableId> {
        let record = self.records.get(at.table.0 as usize)?;
        record.fields.get(usize::from(at.field))?.child
    }
}
