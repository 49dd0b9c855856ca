//! Why a test does not hold.

use crate::assess::DerivationText;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluate::Verdict;

/// Subjects or paths named in a message before the rest is counted.
const MOST_NAMED: usize = 5;

/// Why a test does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A plan of the test could not be made or read.
    NoPlan { span: Span, why: Said },
    /// The reader of plans found a fault that the test does not speak of.
    FaultyPlan { span: Span, messages: Vec<Said> },
    /// A portfolio rule is expected to run, and the test gives no portfolio.
    NoPortfolio { span: Span },
    /// Another verdict.
    Verdict {
        span: Span,
        rule: String,
        expected: Verdict,
        /// `None`: the rule had no subject.
        got: Option<Verdict>,
        /// How subjects came to the verdict got.
        told: Vec<Told>,
    },
    /// No subject of the rule stands at the place.
    NoSuchPlace { span: Span, place: String, subjects: Vec<String> },
    /// The verdict is right, and waits for something else.
    NotMissing { span: Span, path: String, missing: Vec<String>, told: Vec<Told> },
}

/// What a rule says of a subject, and how it comes to say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Path of the subject; empty for the plan itself.
    pub subject: String,
    pub message: String,
    pub derivation: Option<DerivationText>,
}

impl Failure {
    pub fn span(&self) -> Span {
        match self {
            Failure::NoPlan { span, .. }
            | Failure::FaultyPlan { span, .. }
            | Failure::NoPortfolio { span }
            | Failure::Verdict { span, .. }
            | Failure::NoSuchPlace { span, .. }
            | Failure::NotMissing { span, .. } => *span,
        }
    }

    /// The subjects that have another verdict, or wait for something else, than was expected.
    pub fn told(&self) -> &[Told] {
        match self {
            Failure::Verdict { told, .. } | Failure::NotMissing { told, .. } => told,
            Failure::NoPlan { .. }
            | Failure::FaultyPlan { .. }
            | Failure::NoPortfolio { .. }
            | Failure::NoSuchPlace { .. } => &[],
        }
    }

    /// The failure of the test `name` as a diagnostic at its place in the rule file.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        match self {
            Failure::NoPlan { span, why } => {
                let message = said!("`{name}` has no plan: {why}", "`{name}` 没有规划：{why}"; why);
                Diagnostic::error(Code::TestPlan, message).at(*span)
            }
            Failure::FaultyPlan { span, messages } => {
                let message = said!("the plan of `{name}` has faults", "`{name}` 的规划有错误");
                let fault = Diagnostic::error(Code::TestPlan, message).at(*span);
                messages.iter().cloned().fold(fault, Diagnostic::with_note)
            }
            Failure::NoPortfolio { span } => {
                let message = said!(
                    "`{name}` expects a portfolio rule to run and gives no portfolio",
                    "`{name}` 要求运行组合规则，却没有给出规划组合"
                );
                Diagnostic::error(Code::TestPlan, message).at(*span).with_help(said!(
                    "add `portfolio {{ … }}` behind the plans",
                    "在各规划之后加上 `portfolio {{ … }}`"
                ))
            }
            Failure::Verdict { span, rule, expected, got, .. } => {
                let message = match got {
                    Some(got) => {
                        let got = got.said();
                        said!(
                            "`{name}` does not hold: `{rule}` is {got}",
                            "`{name}` 未通过：`{rule}` 的结论是“{got}”"; got
                        )
                    }
                    None => said!(
                        "`{name}` does not hold: `{rule}` finds nothing to run on",
                        "`{name}` 未通过：`{rule}` 没有可检查的对象"
                    ),
                };
                let expected = expected.said();
                let label = said!("expected {expected}", "应为“{expected}”"; expected);
                Diagnostic::error(Code::TestFailed, message).label(*span, label)
            }
            Failure::NoSuchPlace { span, place, subjects } => {
                let message = said!(
                    "`{name}` does not hold: no subject stands at `{place}`",
                    "`{name}` 未通过：`{place}` 处没有检查对象"
                );
                let failed = Diagnostic::error(Code::TestFailed, message).at(*span);
                if subjects.is_empty() {
                    let nothing = said!("the rule finds nothing to run on", "规则没有可检查的对象");
                    return failed.with_note(nothing);
                }
                let named = named(subjects);
                failed.with_note(said!("subjects are {named}", "检查对象为：{named}"; named))
            }
            Failure::NotMissing { span, path, missing, .. } => {
                let message = said!(
                    "`{name}` does not hold: nothing waits for `{path}`",
                    "`{name}` 未通过：没有结论在等待 `{path}`"
                );
                let failed = Diagnostic::error(Code::TestFailed, message).at(*span);
                if missing.is_empty() {
                    return failed.with_note(said!("nothing is missing", "没有缺失的内容"));
                }
                let named = named(missing);
                failed.with_note(said!("what is missing: {named}", "缺失的是：{named}"; named))
            }
        }
    }
}

fn named(all: &[String]) -> Said {
    let shown: Vec<Said> = all.iter().take(MOST_NAMED).map(|it| Said::alike(it.as_str())).collect();
    let shown = Said::join(&shown, (", ", "、"));
    match all.len().saturating_sub(MOST_NAMED) {
        0 => shown,
        more => said!("{shown} and {more} more", "{shown}，另有{more}处"; shown),
    }
}
