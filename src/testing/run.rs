//! Runs the tests of a suite.

use std::time::Duration;

use super::compare::Judge;
use super::failure::Failure;
use super::parallel;
use super::suite::Suite;
use crate::base::{Language, Span, Texts};
use crate::program::Program;

/// What came of one test.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// `pack/test-name`.
    pub name: String,
    pub text: Texts,
    pub name_span: Span,
    /// The rules it speaks of, by full name.
    pub rules: Vec<String>,
    /// Empty where the test holds.
    pub failures: Vec<Failure>,
    /// How long it took. The first test of several that share their plans' tables pays for the
    /// rules that are run on all of them at once.
    pub took: Duration,
}

/// What tells how much time has gone by.
pub type Clock<'a> = &'a (dyn Fn() -> Duration + Sync);

/// Runs all tests, and tells what does not hold in a language.
pub fn run(program: &Program, suite: &Suite, language: Language, clock: Clock) -> Vec<CaseResult> {
    let of_batches = parallel::each(&suite.batches, |batch| {
        let mut judge = Judge::new(program, suite, batch, language);
        let results = batch.held.iter().filter_map(|held| {
            let case = suite.case(held)?;
            let mut rules: Vec<String> = Vec::new();
            for expected in &case.expectations {
                let rule = program.rule(expected.rule).map(|rule| rule.full_name());
                rules.extend(rule.filter(|rule| !rules.contains(rule)));
            }
            let start = clock();
            let failures = judge.failures(held);
            Some(CaseResult {
                name: format!("{}/{}", case.pack, case.name),
                text: case.text.clone(),
                name_span: case.name_span,
                rules,
                failures,
                took: clock().saturating_sub(start),
            })
        });
        results.collect::<Vec<_>>()
    });
    of_batches.into_iter().flatten().collect()
}
