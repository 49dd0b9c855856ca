//! What a plan is, declared in the language: records, vocabularies, classifications, units.
//!
//! This room holds the types and what is made from them; it never reads a plan.

mod classification;
mod describe;
mod record;
mod schema;
mod vocabulary;

pub use classification::{Classification, CodeId, CodeRow, Codes, Level, SchemeId};
pub use record::{DefaultValue, Field, FieldId, FieldType, Record, RecordId, RecordRole};
pub use vocabulary::{VocabId, Vocabulary, Word, WordId};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::base::in_order;
use crate::quantity::UnitTable;

/// Everything the packs of a load declare about plans.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
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
    /// What a plan file says in `format`: `PACK/plan/MAJOR`, of the pack that declares the plan's
    /// record and the first number of that pack's version.
    pub plan_format: Option<String>,
    /// What a manifest says in `format`: `PACK/portfolio/MAJOR`.
    pub portfolio_format: Option<String>,
    /// Names whose declaration has a mistake, fields as `Record.field`: what reads them is not
    /// wrong for that.
    #[serde(with = "in_order")]
    pub faulty: FxHashSet<String>,
}

impl Model {
    /// Whether a unit, vocabulary, classification or record is missing here only because its
    /// declaration has a mistake.
    pub fn is_faulty(&self, name: &str) -> bool {
        self.faulty.contains(name)
    }

    /// The same of a record's field.
    pub fn is_faulty_field(&self, record: &str, field: &str) -> bool {
        self.faulty.contains(&format!("{record}.{field}"))
    }

    pub fn record_named(&self, name: &str) -> Option<(RecordId, &Record)> {
        (0..).map(RecordId).zip(&self.records).find(|(_, record)| record.name == name)
    }

    /// A vocabulary that has a name of its own.
    pub fn vocabulary_named(&self, name: &str) -> Option<(VocabId, &Vocabulary)> {
        let mut all = (0..).map(VocabId).zip(&self.vocabularies);
        all.find(|(_, vocabulary)| !vocabulary.inline && vocabulary.name == name)
    }

    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    pub fn field(&self, record: RecordId, field: FieldId) -> Option<&Field> {
        self.record(record).and_then(|record| record.fields.get(field.0 as usize))
    }

    /// The names of the fields on a path from a record, one inside the other.
    pub fn path_names(&self, mut record: RecordId, path: &[FieldId]) -> Vec<&str> {
        let mut names = Vec::new();
        for at in path {
            let Some(field) = self.field(record, *at) else { break };
            names.push(field.name.as_str());
            let FieldType::Record(inner) = field.ty else { break };
            record = inner;
        }
        names
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
