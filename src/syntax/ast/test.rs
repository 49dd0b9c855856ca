//! Tests of rules.

use super::{Json, Name, QualifiedName, Text};
use crate::base::{Span, Spanned};

/// `test NAME "text"`, then what is given, then what is expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub name: Name,
    pub text: Option<Text>,
    /// At least one.
    pub given: Vec<Given>,
    /// At least one.
    pub expectations: Vec<Expectation>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `plan {…}` or `plan "FILE"`, perhaps `changed by {…}`
    Plan { span: Span, text: PlanText, patch: Option<Json> },
    /// `portfolio {…}`
    Portfolio(Json),
    /// `as of YEAR`
    AsOf(Spanned<i32>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum PlanText {
    /// The name of a file beside the rule file.
    File(Spanned<String>),
    Inline(Json),
}

/// `expect VERDICT RULE at "PLACE" missing "PATH"`
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    pub span: Span,
    pub verdict: Spanned<Verdict>,
    pub rule: QualifiedName,
    pub at: Option<Spanned<String>>,
    pub missing: Option<Spanned<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    NotApplicable,
    Satisfied,
    Violated,
    Undetermined,
    Excepted,
}
