//! What is said of a test that does not hold.

use super::compare::Failure;
use crate::diagnostic::{Code, Diagnostic};

/// Subjects or paths named in a message before the rest is counted.
const MOST_NAMED: usize = 5;

impl Failure {
    /// The failure of the test `name` as a diagnostic at its place in the rule file.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        match self {
            Failure::NoPlan { span, why } => {
                Diagnostic::error(Code::TestPlan, format!("`{name}` has no plan: {why}")).at(*span)
            }
            Failure::FaultyPlan { span, messages } => {
                let message = format!("the plan of `{name}` has faults");
                let fault = Diagnostic::error(Code::TestPlan, message).at(*span);
                messages.iter().fold(fault, Diagnostic::with_note)
            }
            Failure::NoPortfolio { span } => Diagnostic::error(
                Code::TestPlan,
                format!("`{name}` expects a portfolio rule to run and gives no portfolio"),
            )
            .at(*span)
            .with_help("add `portfolio { … }` behind the plans"),
            Failure::Verdict { span, rule, expected, got, said } => {
                let got = match got {
                    Some(verdict) => format!("is {}", verdict.as_str()),
                    None => "finds nothing to run on".to_owned(),
                };
                let message = format!("`{name}` does not hold: `{rule}` {got}");
                let failed = Diagnostic::error(Code::TestFailed, message)
                    .label(*span, format!("expected {}", expected.as_str()));
                said.iter().fold(failed, Diagnostic::with_note)
            }
            Failure::NoSuchPlace { span, place, subjects } => {
                let message = format!("`{name}` does not hold: no subject stands at `{place}`");
                let failed = Diagnostic::error(Code::TestFailed, message).at(*span);
                if subjects.is_empty() {
                    failed.with_note("the rule finds nothing to run on")
                } else {
                    failed.with_note(format!("subjects are {}", named(subjects)))
                }
            }
            Failure::NotMissing { span, path, missing } => {
                let message = format!("`{name}` does not hold: nothing waits for `{path}`");
                let failed = Diagnostic::error(Code::TestFailed, message).at(*span);
                match missing.is_empty() {
                    true => failed.with_note("nothing is missing"),
                    false => failed.with_note(format!("what is missing: {}", named(missing))),
                }
            }
        }
    }
}

fn named(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(MOST_NAMED).map(String::as_str).collect();
    match all.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
