//! Parameters: named thresholds that say where they come from.

use serde::{Deserialize, Serialize};

use super::Type;
use crate::base::{Span, Texts};
use crate::model::{CodeId, WordId};
use crate::quantity::{Number, Range};

/// Index into [`Program::parameters`](super::Program::parameters).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParameterId(pub u16);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parameter {
    pub name: String,
    pub pack: String,
    pub text: Texts,
    pub doc: String,
    pub ty: Type,
    /// Whole numbers only.
    pub integer: bool,
    pub range: Option<Range>,
    /// Its value; of one with values by year the first of these.
    pub value: ParameterValue,
    /// Values from a year on, the years in order; empty where one value holds in all years.
    pub by_year: Vec<(i32, ParameterValue)>,
    /// The later pack that gives it its value.
    pub set_by: Option<String>,
    /// Whether a user set it and to what text, for reports.
    pub overridden: Option<String>,
    pub because: Option<Texts>,
    /// When somebody last held it against its source, as written (`2026-11-24`).
    pub checked_on: Option<String>,
    pub span: Span,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ParameterValue {
    Truth(bool),
    /// In the unit of the parameter's type; years too.
    Number(Number),
    Text(String),
    Word(WordId),
    Code(CodeId),
    Words(Vec<WordId>),
    Codes(Vec<CodeId>),
    Texts(Vec<String>),
    Numbers(Vec<Number>),
}
