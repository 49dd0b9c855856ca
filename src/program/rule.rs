//! Rules and exceptions.

use serde::{Deserialize, Serialize};

use super::{Disabled, ExprId, Generator, InForce, ProvisionId, Strength, Variable};
use crate::base::{Span, Texts};
use crate::diagnostic::Severity;
use crate::quantity::ScaledUnit;

/// Index into [`Program::rules`](super::Program::rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u32);

/// What a rule runs once for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    Plan,
    Portfolio,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub name: String,
    pub pack: String,
    pub scope: Scope,
    pub title: Texts,
    /// What it asks of a plan, in plain words.
    pub asks: Option<Texts>,
    pub doc: String,
    pub provisions: Vec<ProvisionId>,
    /// Why it asks more than its provisions do.
    pub stricter: Option<Texts>,
    /// A name it had before, in its pack.
    pub formerly: Option<String>,
    /// It is asked of plans that end in these years; the steps begin with the condition.
    pub in_force: Option<InForce>,
    /// The pack whose rule stands in its place: all but its name is written there.
    pub replaced_by: Option<String>,
    /// It does not run.
    pub disabled: Option<Disabled>,
    /// That of its first provision, as written; `None` for a rule without provisions.
    pub aspect: Option<String>,
    /// Every variable that the rule and its exceptions bind, by [`VarId`](super::VarId).
    pub variables: Vec<Variable>,
    /// `for`, `let` and `when`, as written.
    pub steps: Vec<Step>,
    pub demand: Demand,
    pub help: Option<Template>,
    /// What is pointed at, the first as the place; empty: decided by the trace.
    pub show: Vec<ExprId>,
    /// What it does not see, and where it may find fault with a good plan.
    pub limits: Option<Texts>,
    pub exceptions: Vec<Exception>,
    /// Exceptions to it, and to these, that packs take out.
    pub disabled_exceptions: Vec<Disabled>,
    /// The whole item.
    pub span: Span,
    pub name_span: Span,
}

impl Rule {
    /// `sheng2023/few-priorities`.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.pack, self.name)
    }

    /// The full name it had before: `sheng2023/not-too-many`.
    pub fn former_name(&self) -> Option<String> {
        self.formerly.as_ref().map(|old| format!("{}/{old}", self.pack))
    }

    /// `must` findings are errors, `should` warnings, `could` notes.
    pub fn severity(&self) -> Severity {
        match self.demand.strength {
            Strength::Must | Strength::MustNot => Severity::Error,
            Strength::Should | Strength::ShouldNot => Severity::Warning,
            Strength::Could => Severity::Note,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    For { generator: Generator, filter: Option<ExprId> },
    Let(NamedLet),
    When(ExprId),
}

/// A named value; uses of the name are the expression itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedLet {
    pub name: String,
    pub value: ExprId,
    pub span: Span,
}

/// What a rule asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demand {
    pub strength: Strength,
    /// What must hold: for `must not` the negation is already in it.
    pub condition: ExprId,
    /// The items of an `all of` that is the whole demand, each with its own message where it has
    /// one; else one clause, the condition.
    pub clauses: Vec<Clause>,
    /// The message of a rule whose clauses have none of their own.
    pub otherwise: Option<Template>,
    pub span: Span,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Clause {
    pub condition: ExprId,
    pub otherwise: Option<Template>,
}

/// A message with holes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Template {
    pub first: TemplateText,
    /// Language tag and text.
    pub others: Vec<(String, TemplateText)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TemplateText {
    pub pieces: Vec<Piece>,
    pub span: Span,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Piece {
    Text(String),
    /// A value; where the rule says `as UNIT` the expression is already converted to that unit
    /// (without its scale), and `unit` is what it is shown in, scale included.
    Hole {
        value: ExprId,
        unit: Option<ScaledUnit>,
        /// What stands between the braces.
        span: Span,
    },
}

/// What defeats a rule, or another exception.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exception {
    pub name: String,
    pub pack: String,
    pub provisions: Vec<ProvisionId>,
    /// It holds on plans that end in these years only; the condition has that in it.
    pub in_force: Option<InForce>,
    pub condition: ExprId,
    pub because: Texts,
    /// Exceptions to this exception.
    pub exceptions: Vec<Exception>,
    pub span: Span,
}
