//! Runs tests, one after another.

use super::compare::{Failure, compare};
use super::plans::{NoPlan, Texts};
use crate::assess::{Assessment, Portfolio, Request, Selection, check};
use crate::base::{Language, Sources, Span};
use crate::diagnostic::{Code, Severity};
use crate::packs::Packs;
use crate::program::{Program, Scope};
use crate::typecheck::TestCase;

/// What came of one test.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// `pack/test-name`.
    pub name: String,
    pub name_span: Span,
    /// The rules it speaks of, by full name.
    pub rules: Vec<String>,
    /// Empty where the test holds.
    pub failures: Vec<Failure>,
}

/// Runs a test. `sources` and `packs` are those of the load that the program was made from.
pub fn run(program: &Program, packs: &Packs, sources: &Sources, case: &TestCase) -> CaseResult {
    let mut rules: Vec<String> = Vec::new();
    for expected in &case.expectations {
        let rule = program.rule(expected.rule).map_or_else(String::new, |rule| rule.full_name());
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    let failures = match Texts::of(case, &program.model, packs, sources) {
        Err(NoPlan { span, why }) => vec![Failure::NoPlan { span, why }],
        Ok(texts) => hold(program, case, &texts),
    };
    CaseResult {
        name: format!("{}/{}", case.pack, case.name),
        name_span: case.name_span,
        rules,
        failures,
    }
}

fn hold(program: &Program, case: &TestCase, texts: &Texts) -> Vec<Failure> {
    let mut sources = Sources::new();
    let plans: Vec<_> = (1..)
        .zip(&texts.plans)
        .map(|(at, text)| sources.add(format!("{} plan {at}", case.name), text.as_str()))
        .collect();
    let manifest = texts
        .manifest
        .as_ref()
        .map(|text| sources.add(format!("{} portfolio", case.name), text.as_str()));
    let selection = Selection {
        rules: Selection::all(program)
            .rules
            .into_iter()
            .filter(|(id, _)| case.expectations.iter().any(|expected| expected.rule == *id))
            .collect(),
    };
    let assessment = check(&Request {
        program,
        sources: &sources,
        plans: &plans,
        portfolio: manifest.map_or(Portfolio::None, Portfolio::Manifest),
        selection: &selection,
        language: Language::En,
        everything: true,
    });
    let faults = faults_of(&assessment, case.name_span);
    if !faults.is_empty() {
        return faults;
    }
    let mut failures = Vec::new();
    for expected in &case.expectations {
        let scope = program.rule(expected.rule).map(|rule| rule.scope);
        let held = match (scope, manifest) {
            (Some(Scope::Portfolio), None) => Err(Failure::NoPortfolio { span: expected.span }),
            _ => compare(expected, program, &assessment),
        };
        failures.extend(held.err());
    }
    failures
}

/// A plan with faults is a mistake of the test: its verdicts would rest on something else than
/// what is written. A reference that leads nowhere is none, since what rules say of one can be
/// tested in no other way.
fn faults_of(assessment: &Assessment, span: Span) -> Vec<Failure> {
    let not_of_the_text = [Code::DanglingReference, Code::NothingDecided];
    let errors = assessment.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let messages: Vec<String> = errors
        .filter(|error| !not_of_the_text.contains(&error.code))
        .map(|error| error.message.en().to_owned())
        .collect();
    match messages.is_empty() {
        true => Vec::new(),
        false => vec![Failure::FaultyPlan { span, messages }],
    }
}
