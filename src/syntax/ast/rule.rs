//! Rules and what alters them.

use super::{Expr, Generator, Name, QualifiedName, Template, Text};
use crate::base::{Span, Spanned};

/// `rule NAME …`, `portfolio rule NAME …`
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub scope: RuleScope,
    pub name: Name,
    pub body: RuleBody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleScope {
    /// Runs once for each plan.
    Plan,
    /// Runs once for the portfolio.
    Portfolio,
}

/// What stands after a rule's name.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleBody {
    pub title: Text,
    /// What the rule asks of a plan, in plain words.
    pub asks: Option<Text>,
    pub implements: Vec<QualifiedName>,
    /// `stricter because "…"`
    pub stricter: Option<Text>,
    pub formerly: Option<Name>,
    pub in_force: Option<InForce>,
    /// In order, since each sees the names of those before it.
    pub clauses: Vec<Clause>,
    pub demand: Demand,
    pub otherwise: Option<Template>,
    pub help: Option<Template>,
    /// Paths; the first is the place.
    pub show: Vec<Expr>,
    /// What the rule does not see, and where it may find fault with a good plan.
    pub limits: Option<Text>,
}

/// `in force from YEAR to YEAR`
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    pub span: Span,
    pub from: Spanned<i32>,
    pub to: Option<Spanned<i32>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    For(Box<ForClause>),
    Let(Box<LetClause>),
    When(Expr),
}

/// `for x in E where C`
#[derive(Clone, Debug, PartialEq)]
pub struct ForClause {
    pub span: Span,
    pub generator: Generator,
    pub condition: Option<Expr>,
}

/// `let NAME = value`
#[derive(Clone, Debug, PartialEq)]
pub struct LetClause {
    pub span: Span,
    pub name: Name,
    pub value: Expr,
}

/// `must C`, `should not C`, …
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    pub span: Span,
    pub modal: Spanned<Modal>,
    /// Without the `not` of `must not`.
    pub condition: Expr,
}

/// The word of a demand, and the strength of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    Must,
    MustNot,
    Should,
    ShouldNot,
    Could,
}

/// `exception NAME to RULE-OR-EXCEPTION when C because "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    pub name: Name,
    pub to: QualifiedName,
    pub title: Option<Text>,
    pub implements: Vec<QualifiedName>,
    pub in_force: Option<InForce>,
    pub when: Expr,
    pub because: Text,
}

/// `replace rule PACK/NAME …`
#[derive(Clone, Debug, PartialEq)]
pub struct Replace {
    pub scope: RuleScope,
    pub target: QualifiedName,
    pub body: RuleBody,
}

/// `disable PACK/NAME because "…"`
#[derive(Clone, Debug, PartialEq)]
pub struct Disable {
    pub target: QualifiedName,
    pub because: Text,
}
