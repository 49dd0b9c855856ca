//! Which conditions of rules the tests show true, false and unknown.

use rustc_hash::FxHashMap;

use super::compare::Judge;
use super::parallel;
use super::suite::{Held, Suite, names};
use crate::base::{Language, Sources, Span, Truth};
use crate::evaluate::{Counts, Subject, count};
use crate::program::{Condition, Possible, Program, Role, RuleId, Truths, conditions};

/// What the tests show of some rules, in the order of the program.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub rules: Vec<RuleCoverage>,
}

/// What the tests that name a rule show of it.
#[derive(Clone, Debug)]
pub struct RuleCoverage {
    /// By its full name.
    pub rule: String,
    pub span: Span,
    /// Tests that name it.
    pub tests: usize,
    pub conditions: Vec<ConditionCoverage>,
}

/// How often a condition of a rule was true, false and unknown, over all subjects of its tests.
#[derive(Clone, Debug)]
pub struct ConditionCoverage {
    /// As it is written, on one line.
    pub text: String,
    pub span: Span,
    pub role: Role,
    /// How many conditions it is a part of.
    pub depth: usize,
    pub counts: Counts,
    can: Truths,
}

impl ConditionCoverage {
    /// Whether a plan can make it so.
    pub fn can_be(&self, truth: Truth) -> bool {
        self.can.contains(truth) || self.counts.of(truth) > 0
    }

    /// The truths that it can have, and never has.
    pub fn never(&self) -> impl Iterator<Item = Truth> + '_ {
        let order = [Truth::True, Truth::False, Truth::Unknown];
        order.into_iter().filter(|truth| self.can_be(*truth) && self.counts.of(*truth) == 0)
    }
}

/// Truths of conditions that were seen, of those that can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub seen: usize,
    pub of: usize,
}

impl Share {
    /// In whole percent, rounded down, so that 100 means all; of nothing all is seen.
    pub fn percent(self) -> usize {
        (self.seen * 100).checked_div(self.of).unwrap_or(100)
    }

    #[must_use]
    fn with(self, other: Share) -> Share {
        Share { seen: self.seen + other.seen, of: self.of + other.of }
    }
}

impl RuleCoverage {
    pub fn share(&self) -> Share {
        let of = self.conditions.iter().map(|it| {
            let of = Truth::ALL.into_iter().filter(|truth| it.can_be(*truth)).count();
            Share { seen: of - it.never().count(), of }
        });
        of.fold(Share::default(), Share::with)
    }
}

impl Coverage {
    pub fn share(&self) -> Share {
        self.rules.iter().map(RuleCoverage::share).fold(Share::default(), Share::with)
    }
}

/// Counts, for some rules, over the subjects of all tests of a suite that name them. `sources`
/// holds the texts of the rules.
pub fn coverage(program: &Program, suite: &Suite, sources: &Sources, rules: &[RuleId]) -> Coverage {
    let asked: Vec<(RuleId, Vec<Condition>)> = rules
        .iter()
        .filter_map(|id| Some((*id, conditions(program, program.rule(*id)?))))
        .collect();
    let of_batches = parallel::each(&suite.batches, |batch| {
        let mut judge = Judge::new(program, suite, batch, Language::En);
        let mut found: FxHashMap<RuleId, (usize, Vec<Counts>)> = FxHashMap::default();
        for (rule, conditions) in &asked {
            let names_it = |held: &&Held| {
                held.fault.is_none() && suite.case(held).is_some_and(|case| names(case, *rule))
            };
            let held: Vec<_> = batch.held.iter().filter(names_it).collect();
            if held.is_empty() {
                continue;
            }
            let outcome = judge.outcome(*rule);
            let is_of = |subject: &Subject| match subject.plan {
                Some(plan) => held.iter().any(|held| held.plans.contains(&plan)),
                None => true,
            };
            let subjects: Vec<Subject> = outcome
                .subjects
                .iter()
                .map(|(subject, _)| subject)
                .filter(|subject| is_of(subject))
                .cloned()
                .collect();
            let counts = count(program, &batch.evidence.facts, *rule, &subjects, conditions);
            found.insert(*rule, (held.len(), counts));
        }
        found
    });
    let rules = asked.iter().filter_map(|(id, conditions)| {
        let rule = program.rule(*id)?;
        let mut tests = 0;
        let mut counts = vec![Counts::default(); conditions.len()];
        for (more, of_batch) in of_batches.iter().filter_map(|found| found.get(id)) {
            tests += more;
            counts.iter_mut().zip(of_batch).for_each(|(all, more)| all.merge(*more));
        }
        let possible = Possible::new(program, rule);
        let counted = conditions.iter().zip(counts);
        let counted =
            counted.filter_map(|(it, counts)| covered(program, sources, it, counts, &possible));
        Some(RuleCoverage {
            rule: rule.full_name(),
            span: rule.name_span,
            tests,
            conditions: merged(counted.collect()),
        })
    });
    Coverage { rules: rules.collect() }
}

fn covered(
    program: &Program,
    sources: &Sources,
    condition: &Condition,
    counts: Counts,
    possible: &Possible,
) -> Option<ConditionCoverage> {
    let expr = program.expr(condition.expr)?;
    Some(ConditionCoverage {
        text: written(sources, expr.span),
        span: expr.span,
        role: condition.role,
        depth: condition.depth,
        counts,
        can: possible.truths(condition.expr),
    })
}

/// A define that is written out several times in a rule stands at one place.
fn merged(all: Vec<ConditionCoverage>) -> Vec<ConditionCoverage> {
    let mut merged: Vec<ConditionCoverage> = Vec::new();
    for one in all {
        match merged.iter_mut().find(|known| known.span == one.span) {
            Some(known) => {
                known.counts.merge(one.counts);
                known.can = known.can.or(one.can);
            }
            None => merged.push(one),
        }
    }
    merged
}

/// What stands at a place, on one line.
pub(super) fn written(sources: &Sources, span: Span) -> String {
    sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::Packs;
    use crate::{declare, typecheck};

    /// What is said to be impossible is never seen, whatever the tests of the rulebook do.
    #[test]
    fn what_cannot_be_is_never_seen() {
        let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
        let (model, _) = declare::build(&packs, &sources);
        let (program, tests, _) = typecheck::compile(&packs, model, &[]);
        let suite = Suite::new(&program, &packs, &sources, tests.iter().collect());
        let rules: Vec<RuleId> = (0..).map(RuleId).zip(&program.rules).map(|(id, _)| id).collect();
        let coverage = coverage(&program, &suite, &sources, &rules);
        let mut excluded = 0;
        for rule in &coverage.rules {
            for condition in &rule.conditions {
                for truth in Truth::ALL.into_iter().filter(|it| !condition.can.contains(*it)) {
                    excluded += 1;
                    assert_eq!(condition.counts.of(truth), 0, "{condition:?} {truth:?}");
                }
            }
        }
        assert!(excluded > 0, "nothing was excluded");
        let share = coverage.share();
        assert!(share.seen > 0 && share.seen < share.of, "{share:?}");
    }
}
