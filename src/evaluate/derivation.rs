//! A derivation: how a rule comes to its verdict on a subject, as a tree. Data only.

use super::outcome::{Location, Reading, Value, Verdict};
use crate::base::Truth;
use crate::program::{ExprId, VarId};

/// The steps by which a subject has its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    pub verdict: Verdict,
    /// `for`, `where`, `when`, the demand and the exceptions, as far as they were looked at. Empty
    /// where there was too much to look at.
    pub steps: Vec<Derived>,
}

/// What a step of a derivation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A `for`: its index in [`Rule::steps`](crate::program::Rule::steps).
    For(usize),
    Where,
    When,
    Demand,
    /// An exception, by its name.
    Exception(String),
    /// A condition inside another.
    Condition,
    /// A member that a quantifier looked at.
    Member,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    pub what: Step,
    /// The condition; none for a `for`, an exception and a member.
    pub expr: Option<ExprId>,
    /// None for a `for`.
    pub truth: Option<Truth>,
    /// What the variables of a `for` or of a member stand for; none where a `for` stands for the
    /// members that a list might have.
    pub given: Vec<Given>,
    /// The values that the condition read by itself.
    pub read: Vec<Reading>,
    pub parts: Vec<Derived>,
    /// Members that are not among the parts.
    pub more: usize,
}

impl Derived {
    pub(super) fn new(what: Step, truth: Option<Truth>) -> Derived {
        Derived {
            what,
            expr: None,
            truth,
            given: Vec::new(),
            read: Vec::new(),
            parts: Vec::new(),
            more: 0,
        }
    }
}

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub var: VarId,
    pub value: Value,
    /// Of a record.
    pub location: Option<Location>,
}
