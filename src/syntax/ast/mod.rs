//! The tree of a rule file, as written: nothing is resolved, every node knows its place.
//!
//! Lists keep the order of the text. What the language makes optional is an `Option`; what a
//! clause may repeat is a `Vec`. A tree that parsing returns is never
//! deeper than [`MAX_DEPTH`](super::MAX_DEPTH), so that it can be walked by recursion.

mod document;
mod expr;
mod json;
mod model;
mod rule;
mod test;
mod text;

pub use document::{Checkable, Pack, Provision, Source, SourceField, SourceValue, Use};
pub use expr::{
    Arithmetic, Binder, CodeLiteral, Comparison, Expr, ExprKind, Function, Generator, IsTest,
    ListedItem, Listing, Number, Quantifier, Quantity, Scale, UnitExpr, UnitFactor,
};
pub use json::{Json, JsonKind, JsonMember};
pub use model::{
    Classification, Define, Dimension, Extend, ExtendKind, Field, FieldPath, Param, Parameter,
    ParameterValue, Range, Record, RecordRole, Reference, Relation, Type, TypeKind, Unit,
    UnitBasis, Vocabulary, Word,
};
pub use rule::{
    Clause, Demand, Disable, Exception, ForClause, InForce, LetClause, Modal, Replace, Rule,
    RuleBody, RuleScope,
};
pub use test::{Expectation, Given, PlanText, Test, Verdict};
pub use text::{Message, Name, Part, QualifiedName, Template, Text, Translation};

use crate::base::{Span, Spanned};

/// One rule file.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    pub items: Vec<Item>,
}

/// One item: from the letter in column 1 to its last token.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub span: Span,
    /// The `///` lines directly above, one each, without the marks and one space after them.
    pub documentation: Vec<Spanned<String>>,
    pub kind: ItemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    Pack(Pack),
    Use(Use),
    Source(Source),
    Provision(Provision),
    Dimension(Dimension),
    Unit(Unit),
    Classification(Classification),
    Vocabulary(Vocabulary),
    Extend(Extend),
    Record(Record),
    Parameter(Parameter),
    Define(Define),
    Relation(Relation),
    Rule(Rule),
    Exception(Exception),
    Replace(Replace),
    Disable(Disable),
    Test(Test),
}
