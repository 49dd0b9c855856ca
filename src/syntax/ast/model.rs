//! The items that declare what a plan is, and the named values rules share.

use super::{Expr, Generator, Name, Text, UnitExpr};
use crate::base::{Span, Spanned};

/// `dimension NAME "text"`
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    pub name: Name,
    pub text: Option<Text>,
}

/// `unit NAME, NAME "text" of DIMENSION` or `… = QUANTITY`
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// At least one; `%` is a name too.
    pub names: Vec<Name>,
    pub text: Option<Text>,
    pub basis: UnitBasis,
    pub never_negative: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum UnitBasis {
    /// `of area`: a unit of its own in that dimension.
    Dimension(Name),
    /// `= 15 mu`, `= 0.01`: an expression of kind `Quantity`.
    Factor(Expr),
}

/// `classification NAME "text" from "FILE" refers to SCHEME by COLUMN`
#[derive(Clone, Debug, PartialEq)]
pub struct Classification {
    pub name: Name,
    pub text: Option<Text>,
    pub file: Spanned<String>,
    pub references: Vec<Reference>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub span: Span,
    pub scheme: Name,
    pub column: Name,
}

/// `open vocabulary NAME "text" { words }`
#[derive(Clone, Debug, PartialEq)]
pub struct Vocabulary {
    /// Where `open` stands, where it does.
    pub open: Option<Span>,
    pub name: Name,
    pub text: Option<Text>,
    pub words: Vec<Word>,
}

/// A word of a vocabulary or of `one of {…}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub span: Span,
    pub name: Name,
    pub unit: Option<UnitExpr>,
    pub text: Option<Text>,
}

/// `extend record R …` or `extend vocabulary V {…}`
#[derive(Clone, Debug, PartialEq)]
pub struct Extend {
    pub name: Name,
    pub kind: ExtendKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExtendKind {
    Record(Vec<Field>),
    Vocabulary(Vec<Word>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub name: Name,
    pub key: Option<Name>,
    pub role: Option<Spanned<RecordRole>>,
    pub shown_as: Option<FieldPath>,
    /// `from period.base_year to period.last_year`
    pub period: Option<(FieldPath, FieldPath)>,
    pub text: Option<Text>,
    pub fields: Vec<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordRole {
    /// `is the plan`
    Plan,
    /// `is the portfolio`
    Portfolio,
}

/// `period.base_year`: at least one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    pub span: Span,
    pub steps: Vec<Name>,
}

/// `name?: TYPE from A to B = DEFAULT "text"`
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub span: Span,
    pub name: Name,
    pub optional: bool,
    pub ty: Type,
    pub range: Option<Range>,
    /// A literal: quantity (may be negated), boolean, text, code, date, set or a vocabulary word
    /// (kind `Name`).
    pub default: Option<Expr>,
    pub text: Option<Text>,
}

/// `from A to B`; ends are quantities, perhaps negated.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub span: Span,
    pub from: Expr,
    pub to: Option<Expr>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    pub span: Span,
    pub kind: TypeKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// `one of {a, b}`
    Words(Vec<Word>),
    /// `one of VOCABULARY`
    OneOf(Name),
    /// `set of {a, b}`
    SetOfWords(Vec<Word>),
    /// `set of T`; `set of VOCABULARY` has the vocabulary's name as T.
    SetOf(Box<Type>),
    /// `list of T`
    ListOf(Box<Type>),
    /// `series of T`, or `series` of a parameter
    Series(Option<Box<Type>>),
    /// `quantity of FIELD`, or `quantity` of a parameter
    Quantity(Option<Name>),
    /// `breakdown` of a parameter
    Breakdown,
    /// `code of SCHEME`, or `code` of any
    Code(Option<Name>),
    /// `ref RECORD`, `ref RECORD or none`
    Ref { record: Name, or_none: bool },
    /// `word of VOCABULARY`
    WordOf(Name),
    /// A unit, a built-in type such as `text` or `integer`, or a record's name.
    Named(UnitExpr),
}

/// `parameter NAME: TYPE range "text" = value from YEAR, … because "…" checked on DATE`
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub ty: Type,
    pub range: Option<Range>,
    pub text: Option<Text>,
    /// At least one.
    pub values: Vec<ParameterValue>,
    pub because: Option<Text>,
    /// `YYYY-MM-DD`
    pub checked_on: Option<Spanned<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ParameterValue {
    /// A literal, as a field's default.
    pub value: Expr,
    pub from: Option<Spanned<i32>>,
}

/// `define NAME(params): TYPE "text" = value`
#[derive(Clone, Debug, PartialEq)]
pub struct Define {
    pub name: Name,
    pub params: Vec<Param>,
    pub ty: Option<Type>,
    pub range: Option<Range>,
    pub text: Option<Text>,
    pub value: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    pub name: Name,
    pub ty: Type,
}

/// `relation NAME(params) "text" = from A to B for … where C`, or `between A and B for …`
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub name: Name,
    pub params: Vec<Param>,
    pub text: Option<Text>,
    pub from: Expr,
    pub to: Expr,
    /// `between A and B`: every edge goes both ways.
    pub both_ways: bool,
    pub generators: Vec<Generator>,
    pub condition: Option<Expr>,
}
