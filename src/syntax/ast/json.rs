//! The JSON of tests, kept as written.

use crate::base::{Span, Spanned};

/// A JSON value. Its span covers its text exactly, so that the text can be read again as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    pub span: Span,
    pub kind: JsonKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    Null,
    Boolean(bool),
    /// The number's exact text.
    Number(String),
    /// Escapes resolved.
    Text(String),
    Array(Vec<Json>),
    /// In order, repeated keys included.
    Object(Vec<JsonMember>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct JsonMember {
    /// Escapes resolved; the span includes the quotes.
    pub key: Spanned<String>,
    pub value: Json,
}
