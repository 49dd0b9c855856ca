//! Tests for machines.

use serde::Serialize;

use crate::assess::{DerivationStep, DerivationText};
use crate::base::{Language, Sources, Span, Truth, plain_json};
use crate::program::Role;
use crate::testing::{CaseResult, ConditionCoverage, Coverage, Failure, Mutation, Told, Unnoticed};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    summary: Summary,
    tests: Vec<Case<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Covered<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutation: Option<Mutated<'a>>,
}

/// How many changes of rules the tests notice.
#[derive(Serialize)]
struct Mutated<'a> {
    noticed: usize,
    of: usize,
    percent: usize,
    argued: usize,
    rules: Vec<MutatedRule<'a>>,
    /// Comments that argue a change where none goes unnoticed.
    stale: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct MutatedRule<'a> {
    rule: &'a str,
    tests: usize,
    noticed: usize,
    of: usize,
    #[serde(flatten)]
    place: Place<'a>,
    unnoticed: Vec<UnnoticedChange<'a>>,
    /// Changes that are said to make no difference.
    argued: Vec<UnnoticedChange<'a>>,
}

#[derive(Serialize)]
struct UnnoticedChange<'a> {
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
}

/// What was found of the rules by way of their tests, where that was asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rulebook<'a> {
    pub coverage: Option<&'a Coverage>,
    pub mutation: Option<&'a Mutation>,
}

/// How many truths of conditions the tests show.
#[derive(Serialize)]
struct Covered<'a> {
    seen: usize,
    of: usize,
    percent: usize,
    rules: Vec<CoveredRule<'a>>,
}

#[derive(Serialize)]
struct CoveredRule<'a> {
    rule: &'a str,
    tests: usize,
    seen: usize,
    of: usize,
    #[serde(flatten)]
    place: Place<'a>,
    conditions: Vec<CoveredCondition<'a>>,
}

#[derive(Serialize)]
struct CoveredCondition<'a> {
    text: &'a str,
    role: &'static str,
    depth: usize,
    #[serde(flatten)]
    place: Place<'a>,
    /// Null for what it cannot be.
    r#true: Option<u64>,
    r#false: Option<u64>,
    unknown: Option<u64>,
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

/// All tests, those that hold too, and what they show of the rules where that was asked.
pub fn tests_json(
    results: &[CaseResult],
    rules: Rulebook,
    sources: &Sources,
    language: Language,
) -> String {
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    let report = Report {
        version: 1,
        summary: Summary { tests: results.len(), passed: results.len() - failed, failed },
        tests: results.iter().map(|result| case(result, sources, language)).collect(),
        coverage: rules.coverage.map(|coverage| covered(coverage, sources)),
        mutation: rules.mutation.map(|mutation| mutated(mutation, sources, language)),
    };
    plain_json(&serde_json::to_string_pretty(&report).unwrap_or_default()).into_owned() + "\n"
}

fn covered<'a>(coverage: &'a Coverage, sources: &'a Sources) -> Covered<'a> {
    let share = coverage.share();
    let rules = coverage.rules.iter().map(|rule| CoveredRule {
        rule: &rule.rule,
        tests: rule.tests,
        seen: rule.share().seen,
        of: rule.share().of,
        place: Place::of(rule.span, sources),
        conditions: rule.conditions.iter().map(|it| condition(it, sources)).collect(),
    });
    let rules = rules.collect();
    Covered { seen: share.seen, of: share.of, percent: share.percent(), rules }
}

fn mutated<'a>(mutation: &'a Mutation, sources: &'a Sources, language: Language) -> Mutated<'a> {
    let score = mutation.score();
    let changed = |change: &'a Unnoticed, because| UnnoticedChange {
        what: change.what.pick(language),
        because,
        place: Place::of(change.span, sources),
    };
    let rules = mutation.rules.iter().map(|rule| MutatedRule {
        rule: &rule.rule,
        tests: rule.tests,
        noticed: rule.score().noticed,
        of: rule.score().of,
        place: Place::of(rule.span, sources),
        unnoticed: rule.unnoticed.iter().map(|it| changed(it, None)).collect(),
        argued: rule.argued.iter().map(|it| changed(&it.change, Some(&it.because))).collect(),
    });
    let rules = rules.collect();
    Mutated {
        noticed: score.noticed,
        of: score.of,
        percent: score.percent(),
        argued: mutation.argued(),
        rules,
        stale: mutation.stale.iter().map(|place| Place::of(*place, sources)).collect(),
    }
}

fn condition<'a>(of: &'a ConditionCoverage, sources: &'a Sources) -> CoveredCondition<'a> {
    let times = |truth| of.can_be(truth).then(|| of.counts.of(truth));
    CoveredCondition {
        text: &of.text,
        role: match of.role {
            Role::Where => "where",
            Role::When => "when",
            Role::Demand => "demand",
            Role::Exception => "exception",
            Role::Part => "part",
        },
        depth: of.depth,
        place: Place::of(of.span, sources),
        r#true: times(Truth::True),
        r#false: times(Truth::False),
        unknown: times(Truth::Unknown),
    }
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
