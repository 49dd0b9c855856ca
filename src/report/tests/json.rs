//! Tests for machines.

use serde::Serialize;

use crate::assess::{DerivationStep, DerivationText};
use crate::base::{Language, Sources, Span, Truth};
use crate::testing::{CaseResult, Failure, Told};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    summary: Summary,
    tests: Vec<Case<'a>>,
}

#[derive(Serialize)]
struct Summary {
    tests: usize,
    passed: usize,
    failed: usize,
}

#[derive(Serialize)]
struct Case<'a> {
    name: &'a str,
    text: &'a str,
    passed: bool,
    rules: &'a [String],
    seconds: f64,
    #[serde(flatten)]
    place: Place<'a>,
    failures: Vec<Failed<'a>>,
}

/// Where something stands in a rule file; lines and columns count from 1.
#[derive(Serialize)]
pub(in crate::report) struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Place<'a> {
    pub(in crate::report) fn of(span: Span, sources: &'a Sources) -> Place<'a> {
        let at = sources.line_column(span);
        Place { file: sources.name(span.file), line: at.line, column: at.column }
    }
}

#[derive(Serialize)]
struct Failed<'a> {
    code: &'static str,
    message: String,
    notes: Vec<String>,
    expected: Option<&'static str>,
    got: Option<&'static str>,
    rule: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    subjects: Vec<Subject<'a>>,
}

#[derive(Serialize)]
struct Subject<'a> {
    path: &'a str,
    message: &'a str,
    derivation: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    text: &'a str,
    truth: Option<&'static str>,
    values: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Step<'a>>,
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// All tests, those that hold too.
pub fn tests_json(results: &[CaseResult], sources: &Sources, language: Language) -> String {
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    let report = Report {
        version: 1,
        summary: Summary { tests: results.len(), passed: results.len() - failed, failed },
        tests: results.iter().map(|result| case(result, sources, language)).collect(),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn case<'a>(result: &'a CaseResult, sources: &'a Sources, language: Language) -> Case<'a> {
    Case {
        name: &result.name,
        text: result.text.pick(language),
        passed: result.failures.is_empty(),
        rules: &result.rules,
        seconds: result.took.as_secs_f64(),
        place: Place::of(result.name_span, sources),
        failures: result
            .failures
            .iter()
            .map(|failure| failed(failure, &result.name, sources, language))
            .collect(),
    }
}

fn failed<'a>(
    failure: &'a Failure,
    name: &str,
    sources: &'a Sources,
    language: Language,
) -> Failed<'a> {
    let diagnostic = failure.diagnostic(name);
    let (expected, got, rule) = match failure {
        Failure::Verdict { expected, got, rule, .. } => {
            (Some(expected.as_str()), got.map(|got| got.as_str()), Some(rule.as_str()))
        }
        Failure::NoPlan { .. }
        | Failure::FaultyPlan { .. }
        | Failure::NoPortfolio { .. }
        | Failure::NoSuchPlace { .. }
        | Failure::NotMissing { .. } => (None, None, None),
    };
    Failed {
        code: diagnostic.code.as_str(),
        message: diagnostic.message.pick(language).to_owned(),
        notes: diagnostic.notes.iter().map(|note| note.pick(language).to_owned()).collect(),
        expected,
        got,
        rule,
        place: Place::of(failure.span(), sources),
        subjects: failure.told().iter().map(subject).collect(),
    }
}

fn subject(told: &Told) -> Subject<'_> {
    Subject {
        path: &told.subject,
        message: &told.message,
        derivation: told.derivation.as_ref().map(steps).unwrap_or_default(),
    }
}

fn steps(derivation: &DerivationText) -> Vec<Step<'_>> {
    derivation.steps.iter().map(step).collect()
}

fn step(step_of: &DerivationStep) -> Step<'_> {
    Step {
        text: &step_of.text,
        truth: step_of.truth.map(truth),
        values: &step_of.values,
        parts: step_of.parts.iter().map(step).collect(),
        more: step_of.more,
    }
}

pub(in crate::report) fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::False => "false",
        Truth::Unknown => "unknown",
        Truth::True => "true",
    }
}
