//! Names and texts.

use super::Expr;
use crate::base::{Span, Spanned, Texts};

/// A name or word, in Unicode normal form C.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

impl Name {
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// `rule-name` or `pack/rule-name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QualifiedName {
    pub span: Span,
    pub pack: Option<Name>,
    pub name: Name,
}

impl QualifiedName {
    /// As written: `pack/name` or `name`.
    pub fn full(&self) -> String {
        match &self.pack {
            Some(pack) => format!("{}/{}", pack.text, self.name.text),
            None => self.name.text.clone(),
        }
    }
}

/// A text and its translations, escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub span: Span,
    /// The text without a language; its span includes the quotes.
    pub default: Spanned<String>,
    pub translations: Vec<Translation<Spanned<String>>>,
}

impl Text {
    /// The text alone, without its places.
    pub fn texts(&self) -> Texts {
        let other =
            |t: &Translation<Spanned<String>>| (t.language.text.clone(), t.text.value.clone());
        let others = self.translations.iter().map(other).collect();
        Texts { first: self.default.value.clone(), others }
    }
}

/// `zh: "…"`, in a text or in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation<T> {
    /// A language tag such as `zh` or `zh-Hant`.
    pub language: Name,
    pub text: T,
}

/// A message with holes, and its translations.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub span: Span,
    pub default: Message,
    pub translations: Vec<Translation<Message>>,
}

/// One message; its span includes the quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub span: Span,
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Plain text, escapes resolved.
    Text(String),
    /// `{expr}`; `{expr as unit}` is an expression of kind `As`.
    Hole(Expr),
}
