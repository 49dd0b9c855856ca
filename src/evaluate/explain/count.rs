//! How often each condition of a rule is true, false and unknown.

use super::Explainer;
use super::bound_alike;
use super::place::Spot;
use crate::base::Truth;
use crate::evaluate::outcome::Subject;
use crate::facts::Facts;
use crate::program::{Condition, Exception, ExprId, ExprKind, Program, RuleId, Step, parts};

/// How often a condition was true, false and unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub times_true: u64,
    pub times_false: u64,
    pub times_unknown: u64,
}

impl Counts {
    fn add(&mut self, truth: Truth) {
        match truth {
            Truth::True => self.times_true += 1,
            Truth::False => self.times_false += 1,
            Truth::Unknown => self.times_unknown += 1,
        }
    }

    pub fn of(&self, truth: Truth) -> u64 {
        match truth {
            Truth::True => self.times_true,
            Truth::False => self.times_false,
            Truth::Unknown => self.times_unknown,
        }
    }

    pub fn merge(&mut self, other: Counts) {
        self.times_true += other.times_true;
        self.times_false += other.times_false;
        self.times_unknown += other.times_unknown;
    }
}

/// Counts the truths of some conditions of a rule over subjects. A condition counts where the
/// verdict may hang on it: not behind a `where` or `when` that is false, an exception not where the
/// demand holds, what is asked of a member not where the member is not meant.
pub fn count(
    program: &Program,
    facts: &Facts,
    rule: RuleId,
    subjects: &[Subject],
    conditions: &[Condition],
) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); conditions.len()];
    let Some(rule) = program.rule(rule) else { return counts };
    let mut left: Vec<&Subject> = subjects.iter().filter(|one| !one.too_large).collect();
    while let Some(first) = left.first().copied() {
        let (group, rest): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|one| bound_alike(first, one));
        let mut tally = Tally { conditions, counts: &mut counts };
        let mut explainer = Explainer::new(program, facts, rule, &group);
        for row in 0..group.len() {
            explainer.tally(row, &mut tally);
        }
        left = rest;
    }
    counts
}

struct Tally<'c> {
    conditions: &'c [Condition],
    counts: &'c mut [Counts],
}

impl Tally<'_> {
    fn add(&mut self, expr: ExprId, truth: Truth) {
        let at = self.conditions.iter().position(|condition| condition.expr == expr);
        if let Some(counts) = at.and_then(|at| self.counts.get_mut(at)) {
            counts.add(truth);
        }
    }
}

impl Explainer<'_> {
    fn tally(&mut self, row: usize, tally: &mut Tally) {
        let rule = self.rule;
        for step in &rule.steps {
            let condition = match step {
                Step::Let(_) => None,
                Step::When(condition) => Some(*condition),
                Step::For { generator, filter } => {
                    if !self.at.variables.contains(&generator.var) && self.at.open_at.is_none() {
                        return;
                    }
                    *filter
                }
            };
            if condition.and_then(|it| self.tally_one(row, it, tally)) == Some(Truth::False) {
                return;
            }
        }
        if self.tally_one(row, rule.demand.condition, tally) != Some(Truth::True) {
            self.tally_exceptions(row, &rule.exceptions, tally);
        }
    }

    fn tally_exceptions(&mut self, row: usize, exceptions: &[Exception], tally: &mut Tally) {
        for exception in exceptions {
            let holds = self.tally_one(row, exception.condition, tally);
            if holds != Some(Truth::False) {
                self.tally_exceptions(row, &exception.exceptions, tally);
            }
        }
    }

    /// Counts a condition and its parts; none where it reads a member that is not there.
    fn tally_one(&mut self, row: usize, condition: ExprId, tally: &mut Tally) -> Option<Truth> {
        if !self.can_be_read(condition) {
            return None;
        }
        let spot = self.spot(row, condition);
        let truth = self.eval.truths(spot.frame, spot.expr).get(row);
        let mut waiting = vec![spot];
        while let Some(spot) = waiting.pop() {
            let spot = self.eval.at_home(spot);
            tally.add(spot.expr, self.eval.truths(spot.frame, spot.expr).get(spot.row));
            waiting.extend(self.parts_at(spot));
        }
        Some(truth)
    }

    fn parts_at(&mut self, spot: Spot) -> Vec<Spot> {
        match self.eval.kind(spot.expr) {
            Some(ExprKind::Not(inner)) => self.parts_at(Spot { expr: *inner, ..spot }),
            Some(ExprKind::Quantified { filter, body, .. }) => {
                let Some(inner) = self.eval.inner(spot) else { return Vec::new() };
                let filters = filter.map(|filter| self.eval.truths(inner.frame, filter));
                let mut found = Vec::new();
                for row in inner.rows {
                    let on = |expr| Spot { frame: inner.frame, row, expr };
                    found.extend(filter.map(on));
                    let meant = filters.as_ref().map(|filters| filters.get(row));
                    if meant != Some(Truth::False) {
                        found.push(on(*body));
                    }
                }
                found
            }
            _ => {
                let parts = parts(self.eval.program, spot.expr);
                parts.into_iter().map(|expr| Spot { expr, ..spot }).collect()
            }
        }
    }
}
