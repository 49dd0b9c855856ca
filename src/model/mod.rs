//! What a plan is, declared in the language: records, vocabularies, classifications, units.
//!
//! This room holds the types and what is made from them; it never reads a plan.

mod classification;
mod record;
mod vocabulary;

pub use classification::{Classification, CodeId, CodeRow, Level, SchemeId};
pub use record::{DefaultValue, Field, FieldId, FieldType, Record, RecordId, RecordRole};
pub use vocabulary::{VocabId, Vocabulary, Word, WordId};

use crate::quantity::UnitTable;

/// Everything a pack and the packs it uses declare about plans.
#[derive(Debug, Clone)]
pub struct Model {
    pub units: UnitTable,
    pub schemes: Vec<Classification>,
    /// Named vocabularies and the inline ones of fields (`one of {…}`).
    pub vocabularies: Vec<Vocabulary>,
    pub records: Vec<Record>,
    /// The record that `is the plan`.
    pub plan: Option<RecordId>,
    /// The record that `is the portfolio`.
    pub portfolio: Option<RecordId>,
}

impl Model {
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    pub fn field(&self, record: RecordId, field: FieldId) -> Option<&Field> {
        self.record(record).and_then(|record| record.fields.get(field.0 as usize))
    }

    pub fn vocabulary(&self, id: VocabId) -> Option<&Vocabulary> {
        self.vocabularies.get(id.0 as usize)
    }

    pub fn scheme(&self, id: SchemeId) -> Option<&Classification> {
        self.schemes.get(id.0 as usize)
    }

    pub fn scheme_named(&self, name: &str) -> Option<SchemeId> {
        let at = self.schemes.iter().position(|scheme| scheme.name == name)?;
        Some(SchemeId(u16::try_from(at).ok()?))
    }

    /// The scheme and the row of a code.
    pub fn code(&self, code: CodeId) -> Option<(&Classification, &CodeRow)> {
        let scheme = self.schemes.iter().find(|scheme| scheme.contains(code))?;
        Some((scheme, scheme.row(code)?))
    }

    /// A code as people write it: `isic:24`.
    pub fn code_text(&self, code: CodeId) -> String {
        self.code(code).map_or_else(String::new, |(s, row)| format!("{}:{}", s.name, row.code))
    }
}
