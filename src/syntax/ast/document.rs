//! Packs, and the documents they turn into rules.

use super::{Modal, Name, Number, QualifiedName, Text};
use crate::base::Spanned;

/// `pack NAME "title" version "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    pub name: Name,
    pub title: Text,
    pub version: Option<Spanned<String>>,
}

/// `use PACK`
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub pack: Name,
}

/// `source NAME` and its fields (`title "…"`, `year 2023`, …), in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub name: Name,
    pub fields: Vec<SourceField>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SourceField {
    pub name: Name,
    pub value: SourceValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SourceValue {
    Text(Text),
    Number(Number),
}

/// A statement of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// The source's own number, such as `2.2-e` or `t1-06`.
    pub id: Name,
    pub source: QualifiedName,
    /// Where in the source it stands.
    pub place: Text,
    /// Its paraphrase.
    pub says: Text,
    pub strength: Spanned<Modal>,
    /// A word of the vocabulary `aspect`.
    pub aspect: Name,
    /// `same as 1-a`, or `same as 1-a, 2-b` for one that says what several do together.
    pub same_as: Vec<QualifiedName>,
    pub checkable: Option<Checkable>,
}

/// How far a plan can show whether a provision is kept, where it is not the whole way, and why.
#[derive(Clone, Debug, PartialEq)]
pub enum Checkable {
    /// `partly checkable because "…"`
    Partly(Text),
    /// `not checkable because "…"`
    Not(Text),
}
