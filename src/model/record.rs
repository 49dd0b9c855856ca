//! Record types: the parts a plan is made of.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{CodeId, SchemeId, VocabId, WordId};
use crate::base::{Span, Texts, in_order};
use crate::quantity::{Number, Range, Unit};

/// Index into [`Model::records`](super::Model::records).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId(pub u16);

/// Index into [`Record::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldId(pub u16);

/// What a record is to the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordRole {
    Part,
    /// The root of a plan file, with the paths of its base year and its last year.
    Plan {
        base_year: Vec<FieldId>,
        last_year: Vec<FieldId>,
    },
    /// The root of a portfolio's manifest.
    Portfolio,
}

/// A record type.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub name: String,
    /// The pack that declares it.
    pub pack: String,
    pub role: RecordRole,
    /// The field that tells the members of a list apart.
    pub key: Option<FieldId>,
    /// The path of the field that names it to people; the key where none is declared.
    pub shown_as: Option<Vec<FieldId>>,
    pub text: Texts,
    pub doc: String,
    pub fields: Vec<Field>,
    #[serde(with = "in_order")]
    pub by_name: FxHashMap<String, FieldId>,
    pub span: Span,
}

impl Record {
    pub fn field_named(&self, name: &str) -> Option<(FieldId, &Field)> {
        let id = *self.by_name.get(name)?;
        self.fields.get(id.0 as usize).map(|field| (id, field))
    }
}

/// One thing a record states.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    /// Written `name?`: unknown where it is left out.
    pub optional: bool,
    pub ty: FieldType,
    /// Bounds of a number, in the field's own unit. They check plans and bound the unknown.
    pub range: Option<Range>,
    /// What a plan that leaves it out is taken to say.
    pub default: Option<DefaultValue>,
    pub text: Texts,
    /// The pack that adds it to the record by `extend`; none where the record's own declaration
    /// has it. Rules of packs that do not use that pack do not see it.
    pub added_by: Option<String>,
    pub span: Span,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldType {
    Text,
    Boolean,
    /// A number in a unit (plain numbers are in the unit `Unit::Number`).
    Number {
        unit: Unit,
        integer: bool,
    },
    /// A number whose unit is that of the vocabulary word in another field of the record.
    QuantityOf(FieldId),
    Year,
    Date,
    Word(VocabId),
    /// A code, of one scheme or of any.
    Code(Option<SchemeId>),
    Ref {
        record: RecordId,
        /// Written `or none`: left out, it equals no record.
        or_none: bool,
    },
    /// A record that stands in this one.
    Record(RecordId),
    /// Members in order. Members are text, words, codes, references or records.
    List(Box<FieldType>),
    /// Members without order or repetition. Members are text, words or codes.
    Set(Box<FieldType>),
    /// Values by year. The member type is `Number` or `QuantityOf`.
    Series(Box<FieldType>),
}

/// A field's default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DefaultValue {
    Boolean(bool),
    /// In the field's unit. Years and whole numbers too.
    Number(Number),
    Word(WordId),
    Code(CodeId),
    Words(Vec<WordId>),
    /// `{}`: nothing in it.
    Empty,
}
