//! Tests of rules, with the rules that they name found.

use crate::base::{Span, Spanned, Texts};
use crate::program::RuleId;
use crate::syntax::ast::{Json, Verdict};

/// One `test` of a pack.
#[derive(Clone, Debug)]
pub struct TestCase {
    pub name: String,
    pub pack: String,
    pub text: Texts,
    /// In the order of the text; none where only a portfolio is given.
    pub plans: Vec<PlanGiven>,
    /// The manifest of the portfolio.
    pub portfolio: Option<Json>,
    /// The year that is taken to be the last of each plan, whatever the plan states.
    pub as_of: Option<i32>,
    /// At least one.
    pub expectations: Vec<Expected>,
    /// The whole item.
    pub span: Span,
    pub name_span: Span,
}

/// A plan that a test gives.
#[derive(Clone, Debug)]
pub struct PlanGiven {
    pub text: PlanSource,
    /// What `changed by` lays over it.
    pub patch: Option<Json>,
    pub span: Span,
}

/// Where a test's plan is written.
#[derive(Clone, Debug)]
pub enum PlanSource {
    /// In the test. Its span covers the JSON text exactly.
    Inline(Json),
    /// In a file beside the rule file, by the name given.
    Companion(Spanned<String>),
}

/// A verdict that a test expects.
#[derive(Clone, Debug)]
pub struct Expected {
    pub verdict: Verdict,
    pub rule: RuleId,
    /// A subject, or a place inside it: `measures[close-dyeing]`.
    pub at: Option<Spanned<String>>,
    /// The path of something that the verdict waits for.
    pub missing: Option<Spanned<String>>,
    pub span: Span,
}
