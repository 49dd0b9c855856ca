//! What an expression can be.

use serde::{Deserialize, Serialize};

use crate::model::{RecordId, SchemeId, VocabId};
use crate::quantity::Unit;

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Type {
    /// An expression that an error was reported of: it fits everywhere and silences what follows.
    Error,
    Truth,
    Text,
    /// A number in a unit, plain numbers included.
    Number(Unit),
    Year,
    Date,
    Word(VocabId),
    /// A code, of one scheme or of any.
    Code(Option<SchemeId>),
    Record(RecordId),
    /// Members in order; may hold one twice.
    List(Box<Type>),
    /// Members without order, none twice.
    Set(Box<Type>),
    /// Numbers of a unit by year.
    Series(Unit),
    /// A series whose unit depends on the word in another field: nothing but presence and
    /// direction can be asked of it.
    SeriesOfAny,
    /// A single number whose unit depends on the word in another field.
    NumberOfAny,
    /// Numbers of a unit by a key.
    Breakdown {
        key: Box<Type>,
        unit: Unit,
    },
    /// Edges between values of a type.
    Relation(Box<Type>),
}

impl Type {
    /// The type of the members of a list or set.
    pub fn member(&self) -> Option<&Type> {
        match self {
            Type::List(member) | Type::Set(member) => Some(member),
            _ => None,
        }
    }
}
