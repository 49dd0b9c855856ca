//! Tests made ready: their plans read into tables, many tests to a batch.
//!
//! What a plan states hangs on the model alone, so the tables of a suite serve every version of
//! the rules.

use std::ops::Range;

use super::failure::Failure;
use super::parallel;
use super::plans::{Companions, NoPlan, Texts};
use crate::assess::Evidence;
use crate::base::{Said, Sources};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::facts::{Root, Scope};
use crate::packs::Packs;
use crate::program::{Program, RuleId};
use crate::read::Reader;
use crate::typecheck::TestCase;

/// Plans of one batch. Without a portfolio no plan hangs on another, so tests share their tables.
const BATCH: usize = 64;

/// Tests whose plans were read.
pub struct Suite<'a> {
    cases: Vec<&'a TestCase>,
    pub(super) reader: Reader<'a>,
    /// In the order of the tests, but that a test with a portfolio has a batch to itself.
    pub(super) batches: Vec<Batch>,
}

/// Tests that share their tables.
pub(super) struct Batch {
    /// The rule files, then the plans of the tests.
    pub(super) sources: Sources,
    pub(super) evidence: Evidence,
    pub(super) held: Vec<Held>,
}

/// A test in a batch.
pub(super) struct Held {
    /// Index among the tests.
    pub(super) case: usize,
    /// Its plans, as rows of the plan table.
    pub(super) plans: Range<u32>,
    /// Why it cannot be run.
    pub(super) fault: Option<Failure>,
}

impl<'a> Suite<'a> {
    /// Reads the plans of tests. `packs` and `sources` are those of the load that the program was
    /// made from.
    pub fn new(
        program: &'a Program,
        packs: &Packs,
        sources: &Sources,
        cases: Vec<&'a TestCase>,
    ) -> Suite<'a> {
        let reader = Reader::new(&program.model, &program.layout);
        let companions = Companions::default();
        let model = &program.model;
        let numbered: Vec<(usize, &TestCase)> = cases.iter().copied().enumerate().collect();
        let made = parallel::each(&numbered, |(at, case)| Made {
            case: *at,
            name: &case.name,
            texts: Texts::of(case, model, packs, sources, &companions),
            as_of: case.as_of,
            blame: case.name_span,
        });
        let batches = batched(&made);
        let batches = parallel::each(&batches, |made| read(program, &reader, sources, made));
        Suite { cases, reader, batches }
    }

    pub(super) fn case(&self, held: &Held) -> Option<&'a TestCase> {
        self.cases.get(held.case).copied()
    }

    /// Tests that expect something of a rule.
    pub fn number_of_tests(&self, rule: RuleId) -> usize {
        self.cases.iter().filter(|case| names(case, rule)).count()
    }

    pub fn len(&self) -> usize {
        self.cases.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }
}

/// Whether a test expects something of a rule.
pub fn names(case: &TestCase, rule: RuleId) -> bool {
    case.expectations.iter().any(|expected| expected.rule == rule)
}

/// A test with the texts of its plans.
struct Made<'a> {
    case: usize,
    name: &'a str,
    texts: Result<Texts, NoPlan>,
    /// What the plans' last year is taken to be.
    as_of: Option<i32>,
    /// What stands for the whole test.
    blame: crate::base::Span,
}

/// Runs of tests that are read together.
fn batched<'m, 'a>(made: &'m [Made<'a>]) -> Vec<&'m [Made<'a>]> {
    let mut plans = 0;
    let of = |one: &Made| {
        one.texts.as_ref().map_or((0, false), |it| (it.plans.len(), it.manifest.is_some()))
    };
    let mut before = false;
    made.chunk_by(|_, next| {
        let (number, portfolio) = of(next);
        plans += number;
        let together = !portfolio && !before && plans < BATCH;
        if !together {
            plans = number;
        }
        before = portfolio;
        together
    })
    .collect()
}

fn read(program: &Program, reader: &Reader, rules: &Sources, made: &[Made]) -> Batch {
    let mut sources = rules.clone();
    let mut builder = program.tables();
    let (mut files, mut held, mut manifest) = (Vec::new(), Vec::new(), None);
    let mut ends: Vec<(usize, i32)> = Vec::new();
    for one in made {
        let start = files.len();
        let mut faults = Vec::new();
        let texts = match &one.texts {
            Ok(texts) => texts,
            Err(NoPlan { span, why }) => {
                let fault = Failure::NoPlan { span: *span, why: why.clone() };
                held.push(Held { case: one.case, plans: 0..0, fault: Some(fault) });
                continue;
            }
        };
        if let Some(text) = &texts.manifest {
            let file = sources.add(format!("{} portfolio", one.name), text.as_str());
            let reading = reader.read(&mut builder, Root::Manifest, text, file);
            manifest = reading.row.map(|_| file);
            faults.extend(faults_of(&reading.diagnostics));
        }
        for (at, text) in (1..).zip(&texts.plans) {
            let file = sources.add(format!("{} plan {at}", one.name), text.as_str());
            let reading = reader.read(&mut builder, Root::Plan, text, file);
            faults.extend(faults_of(&reading.diagnostics));
            ends.extend(reading.row.and(one.as_of).map(|year| (files.len(), year)));
            files.extend(reading.row.map(|_| file));
        }
        let row = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let fault = (!faults.is_empty())
            .then_some(Failure::FaultyPlan { span: one.blame, messages: faults });
        held.push(Held { case: one.case, plans: row(start)..row(files.len()), fault });
    }
    let scope = if manifest.is_some() { Scope::Manifest } else { Scope::Open };
    let mut facts = builder.finish(&program.model, scope);
    for (row, year) in ends {
        if let Some(plan) = facts.plans.get_mut(row) {
            plan.last_year = Some(year);
        }
    }
    let indices = (0..files.len()).collect();
    Batch { sources, evidence: Evidence { facts, indices, files, manifest }, held }
}

/// A plan with faults is a mistake of the test: its verdicts would rest on something else than
/// what is written. A reference that leads nowhere is none, since what rules say of one can be
/// tested in no other way.
fn faults_of(diagnostics: &[Diagnostic]) -> impl Iterator<Item = Said> + '_ {
    diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error && it.code != Code::DanglingReference)
        .map(|error| error.message.clone())
}
