//! Rules changed in one place at a time: which changes does no test notice?
//!
//! A change is laid over the typed program and taken back; nothing is loaded again, and the plans
//! of the tests stay as they were read. A test notices where an expectation about a rule that was
//! changed no longer holds.

mod argued;
mod change;
mod make;
mod patch;

use std::collections::BTreeSet;

use super::compare::Judge;
use super::parallel;
use super::suite::{Suite, names};
use crate::base::{FileId, Language, Said, Sources, Span};
use crate::program::{Program, RuleId};
use argued::Arguments;
use make::{Mutant, mutants};

/// What the tests notice of changes, by rule, in the order of the program.
#[derive(Clone, Debug, Default)]
pub struct Mutation {
    pub rules: Vec<RuleMutation>,
    /// Comments that argue a change, on a line none of whose changes goes unnoticed.
    pub stale: Vec<Span>,
}

/// What the tests notice of the changes of one rule. A change of a define or a parameter is
/// counted with the first rule that reads it, and tried with the tests of all that do.
#[derive(Clone, Debug)]
pub struct RuleMutation {
    /// By its full name.
    pub rule: String,
    pub span: Span,
    /// Tests that name it.
    pub tests: usize,
    /// Changes tried.
    pub tried: usize,
    /// Changes that no test noticed, in the order of the text.
    pub unnoticed: Vec<Unnoticed>,
    /// Those of which a comment says why they make no difference.
    pub argued: Vec<Argued>,
}

/// A change that no test noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnoticed {
    pub span: Span,
    /// What was changed: `` `<` to `<=` ``.
    pub what: Said,
}

/// A change that no test noticed, and why none can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argued {
    pub change: Unnoticed,
    /// What the comment above it says.
    pub because: String,
}

/// Changes noticed, of those that make a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub noticed: usize,
    pub of: usize,
}

impl Score {
    /// In whole percent, rounded down, so that 100 means all.
    pub fn percent(self) -> usize {
        (self.noticed * 100).checked_div(self.of).unwrap_or(100)
    }
}

impl RuleMutation {
    pub fn score(&self) -> Score {
        let of = self.tried - self.argued.len();
        Score { noticed: of - self.unnoticed.len(), of }
    }
}

impl Mutation {
    /// How many changes are argued to make no difference.
    pub fn argued(&self) -> usize {
        self.rules.iter().map(|rule| rule.argued.len()).sum()
    }

    pub fn score(&self) -> Score {
        self.rules.iter().map(RuleMutation::score).fold(Score::default(), |all, one| Score {
            noticed: all.noticed + one.noticed,
            of: all.of + one.of,
        })
    }
}

/// Tries every change of some rules on the tests that name them. All tests hold beforehand.
/// `are_all` says that nothing is left out that is to be asked about: neither rules nor tests.
pub fn mutate(
    program: &Program,
    suite: &Suite,
    sources: &Sources,
    rules: &[RuleId],
    are_all: bool,
) -> Mutation {
    let mutants = mutants(program, sources, rules);
    let noticed = parallel::each_with(
        &mutants,
        || program.clone(),
        |program, mutant| is_noticed(program, suite, mutant),
    );
    let files: BTreeSet<FileId> = mutants.iter().map(|it| it.span.file).collect();
    let mut arguments = Arguments::new(sources, files.into_iter());
    let mut found = Mutation::default();
    for id in rules {
        let Some(rule) = program.rule(*id) else { continue };
        let (mut unnoticed, mut argued, mut tried) = (Vec::new(), Vec::new(), 0);
        let own = mutants.iter().zip(&noticed).filter(|(it, _)| it.rules.first() == Some(id));
        for (mutant, is_noticed) in own {
            tried += 1;
            let because = arguments.about(mutant.span, *is_noticed);
            let change = Unnoticed { span: mutant.span, what: mutant.what.clone() };
            match because {
                Some(because) => argued.push(Argued { change, because: because.to_owned() }),
                None if !is_noticed => unnoticed.push(change),
                None => {}
            }
        }
        found.rules.push(RuleMutation {
            rule: rule.full_name(),
            span: rule.name_span,
            tests: suite.number_of_tests(*id),
            tried,
            unnoticed,
            argued,
        });
    }
    found.stale = arguments.stale(are_all);
    found
}

fn is_noticed(program: &mut Program, suite: &Suite, mutant: &Mutant) -> bool {
    let before: Vec<_> = mutant.patches.iter().filter_map(|patch| patch.apply(program)).collect();
    let noticed = suite.batches.iter().any(|batch| {
        let mut held = batch.held.iter().filter(|held| {
            let case = suite.case(held);
            case.is_some_and(|case| mutant.rules.iter().any(|rule| names(case, *rule)))
        });
        let mut judge = Judge::new(program, suite, batch, Language::En);
        held.any(|held| !judge.holds(held, &mutant.rules))
    });
    before.into_iter().rev().for_each(|before| before.restore(program));
    noticed
}
