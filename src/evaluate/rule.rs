//! A rule on a batch of plans: its subjects and their verdicts.

use std::ops::Range;
use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids};
use super::frame::{Frame, FrameId};
use super::outcome::{Bound, MOST_LISTED, Outcome, Subject, Tally, Verdict};
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, Facts, TableId};
use crate::program::{Exception, ExprId, Program, Rule, RuleId, Scope, Step, VarId, VarMask};

/// Which subjects an outcome lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// The violated and the undetermined.
    Findings,
    Everything,
}

/// Runs a rule on every plan of a batch, or on the portfolio. A rule that the program does not
/// have has no subjects.
///
/// A subject whose `where` or `when` is false before a later `for` is one subject that the rule
/// does not apply to: what the later `for` would bind is not looked at.
pub fn run(program: &Program, facts: &Facts, rule: RuleId, want: Want) -> Outcome {
    let Some(rule) = program.rule(rule) else { return Outcome::default() };
    let plans = match rule.scope {
        Scope::Plan => facts.table(plan_table(program)).map_or(0, |table| table.real),
        Scope::Portfolio => 1,
    };
    let mut outcome = Outcome::default();
    run_on(program, facts, rule, want, 0..plans, &mut outcome);
    outcome
}

/// Runs a rule on some plans, and adds to the outcome. Where they are too much together, each half
/// of them is for itself, so that a verdict never hangs on which plans are checked together.
fn run_on(
    program: &Program,
    facts: &Facts,
    rule: &Rule,
    want: Want,
    plans: Range<u32>,
    outcome: &mut Outcome,
) {
    let mut eval = Eval::new(program, facts, rule.scope);
    eval.narrows = true;
    let base = eval.base(&plans);
    let mut tallied = Tallied {
        outcome: Outcome { tallies: vec![Tally::default(); plans.len()], subjects: Vec::new() },
        keys: Vec::new(),
        want,
    };
    let end = eval.bind(rule, base, &mut tallied);
    let verdicts = eval.verdicts(rule, &end);
    if eval.is_too_large() {
        drop((eval, end, verdicts, tallied));
        if plans.len() > 1 {
            let middle = plans.start + (plans.end - plans.start) / 2;
            run_on(program, facts, rule, want, plans.start..middle, outcome);
            run_on(program, facts, rule, want, middle..plans.end, outcome);
        } else {
            let plan = (rule.scope == Scope::Plan).then_some(plans.start);
            outcome.add_too_large(plan);
        }
        return;
    }
    tallied.add_all(&eval, &end, verdicts);
    let Outcome { tallies, subjects } = tallied.sorted();
    outcome.tallies.extend(tallies);
    outcome.subjects.extend(subjects);
}

/// The table of plans.
pub(super) fn plan_table(program: &Program) -> TableId {
    program.model.plan.map_or(TableId(ABSENT), |plan| program.layout.of_record(plan))
}

/// A frame on which a rule's steps have been taken, up to one of them.
pub(super) struct Binding {
    pub(super) frame: FrameId,
    /// Where and when, so far.
    pub(super) applies: Truths,
    /// The variables bound by `for`, in order.
    pub(super) variables: Vec<VarId>,
    /// For subjects that stand for the members a list might have: the step of the `for`.
    pub(super) open_at: Option<usize>,
    /// The rows that are subjects.
    pub(super) rows: Option<Bits>,
}

impl<'a> Eval<'a> {
    /// The frame of some plans, or of the portfolio.
    fn base(&mut self, plans: &Range<u32>) -> FrameId {
        if self.scope == Scope::Plan {
            self.plans = Ids::From(plans.start);
        }
        self.add_frame(Frame::base(plans.len(), Vec::new()))
    }

    /// Takes a rule's steps. Subjects that are decided on the way go to `decided`.
    fn bind(&mut self, rule: &Rule, base: FrameId, decided: &mut Tallied) -> Binding {
        let mut at = Binding {
            frame: base,
            applies: Truths::all(Truth::True, self.frame(base).rows),
            variables: Vec::new(),
            open_at: None,
            rows: None,
        };
        for (index, step) in rule.steps.iter().enumerate() {
            match step {
                Step::Let(_) => {}
                Step::When(condition) => {
                    at.applies = at.applies.and(&self.truths(at.frame, *condition));
                    self.leave_inapplicable(&mut at, decided);
                }
                Step::For { generator, filter } => {
                    let never = at.applies.never();
                    if never.any() {
                        let rows = never.clone();
                        decided.add_rows(self, &at, &rows, |_| Verdict::NotApplicable);
                    }
                    let keep = at.applies.maybe();
                    let inner = self.expand(at.frame, generator, Some(&keep));
                    let members = self.frame(inner);
                    if let Some(open) = &members.open {
                        let pseudo = Binding {
                            frame: at.frame,
                            applies: at.applies.clone(),
                            variables: at.variables.clone(),
                            open_at: Some(index),
                            rows: Some((**open).clone()),
                        };
                        let verdicts = self.verdicts(rule, &pseudo);
                        decided.add_all(self, &pseudo, verdicts);
                    }
                    let applies = at.applies.gather(&members.parents()).and(&members.membership());
                    at.frame = inner;
                    at.variables.push(generator.var);
                    at.variables.extend(generator.pair);
                    at.applies = match filter {
                        Some(filter) => applies.and(&self.truths(inner, *filter)),
                        None => applies,
                    };
                    self.leave_inapplicable(&mut at, decided);
                }
            }
        }
        at
    }

    /// Goes on with the rows that a rule may apply to, where these are few.
    fn leave_inapplicable(&mut self, at: &mut Binding, decided: &mut Tallied) {
        let never = at.applies.never().clone();
        let rows = self.frame(at.frame).rows;
        if never.count() * 3 < rows || rows == 0 {
            return;
        }
        decided.add_rows(self, at, &never, |_| Verdict::NotApplicable);
        at.frame = self.narrowed(at.frame, &never.negated());
        at.applies = at.applies.gather(&self.frame(at.frame).parents());
    }

    /// Whether a part of a rule can be evaluated though some variables are not bound: else it is
    /// unknown.
    fn bound_truths(&mut self, at: &Binding, unbound: VarMask, id: ExprId) -> Truths {
        let reads = self.program.expr(id).map_or(VarMask::default(), |expr| expr.reads);
        if reads.intersects(unbound) {
            Truths::all(Truth::Unknown, self.frame(at.frame).rows)
        } else {
            self.truths(at.frame, id)
        }
    }

    /// Where and when, the demand, and the exceptions, by row. Of a subject that stands for the
    /// members a list might have, what reads such a member is not known.
    pub(super) fn parts_of(&mut self, rule: &Rule, at: &Binding) -> [Truths; 3] {
        let mut unbound = VarMask::default();
        let mut applies = at.applies.clone();
        if let Some(open_at) = at.open_at {
            for step in rule.steps.iter().skip(open_at) {
                if let Step::For { generator, .. } = step {
                    let pair = generator.pair.map_or(VarMask::default(), VarMask::one);
                    unbound = unbound.with(VarMask::one(generator.var)).with(pair);
                }
            }
            applies = applies.and(&Truths::all(Truth::Unknown, self.frame(at.frame).rows));
            for step in rule.steps.iter().skip(open_at) {
                let condition = match step {
                    Step::For { filter, .. } => *filter,
                    Step::When(condition) => Some(*condition),
                    Step::Let(_) => None,
                };
                if let Some(condition) = condition {
                    applies = applies.and(&self.bound_truths(at, unbound, condition));
                }
            }
        }
        if self.frame(at.frame).rows == 0 {
            let none = Truths::all(Truth::Unknown, 0);
            return [applies, none.clone(), none];
        }
        let holds = self.bound_truths(at, unbound, rule.demand.condition);
        let excepted = self.excepted(at, unbound, &rule.exceptions);
        [applies, holds, excepted]
    }

    fn excepted(&mut self, at: &Binding, unbound: VarMask, exceptions: &[Exception]) -> Truths {
        let mut any = Truths::all(Truth::False, self.frame(at.frame).rows);
        for exception in exceptions {
            any = any.or(&self.exception_holds(at, unbound, exception));
        }
        any
    }

    /// Whether an exception holds and is not itself excepted.
    fn exception_holds(&mut self, at: &Binding, unbound: VarMask, exception: &Exception) -> Truths {
        let defeated = self.excepted(at, unbound, &exception.exceptions);
        self.bound_truths(at, unbound, exception.condition).and(&defeated.negated())
    }

    /// The truth of one exception, where all variables are bound.
    pub(super) fn exception(&mut self, at: &Binding, exception: &Exception) -> Truths {
        self.exception_holds(at, VarMask::default(), exception)
    }

    fn verdicts(&mut self, rule: &Rule, at: &Binding) -> impl Fn(usize) -> Verdict + use<> {
        let [applies, holds, excepted] = self.parts_of(rule, at);
        move |row| Verdict::of(applies.get(row), holds.get(row), excepted.get(row))
    }

    /// The rows of the frames from the base to this one that a row stands in.
    fn ancestry(&self, frame: FrameId, row: usize) -> Vec<u32> {
        let mut path = vec![u32::try_from(row).unwrap_or(u32::MAX)];
        let mut at = self.frame(frame);
        while let Some(parent) = at.parent {
            let row = path.last().copied().unwrap_or(0);
            path.push(at.parents().get(row as usize).copied().unwrap_or(0));
            at = self.frame(parent);
        }
        path.reverse();
        path
    }

    /// What a subject's variables are bound to.
    fn subject(&self, at: &Binding, path: &[u32], row: usize) -> Subject {
        let mut frame = self.frame(at.frame);
        let mut rows = vec![(Rc::clone(&frame), row)];
        for row in path.iter().rev().skip(1) {
            let Some(parent) = frame.parent else { break };
            frame = self.frame(parent);
            rows.push((Rc::clone(&frame), *row as usize));
        }
        let bound = |var: &VarId| {
            rows.iter().find_map(|(frame, row)| {
                let column = frame.binding(*var)?;
                Some((*var, bound_to(column, *row)))
            })
        };
        let plan = path.first().map(|base| self.plans.get(*base as usize));
        Subject {
            plan: plan.filter(|plan| *plan != ABSENT),
            bindings: at.variables.iter().filter_map(bound).collect(),
            open_at: at.open_at,
            too_large: false,
        }
    }
}

fn bound_to(column: &Column, row: usize) -> Bound {
    match column {
        Column::Rows(rows) => Bound::Row(rows.at.get(row)),
        other => Bound::Id(super::path::key_of(other, row)),
    }
}

/// Verdicts as they are found.
struct Tallied {
    outcome: Outcome,
    /// Where each listed subject belongs.
    keys: Vec<Vec<u32>>,
    want: Want,
}

impl Tallied {
    fn add_all(&mut self, eval: &Eval, at: &Binding, verdict: impl Fn(usize) -> Verdict) {
        let rows = match &at.rows {
            Some(rows) => rows.clone(),
            None => Bits::ones(eval.frame(at.frame).rows),
        };
        self.add_rows(eval, at, &rows, verdict);
    }

    fn add_rows(
        &mut self,
        eval: &Eval,
        at: &Binding,
        rows: &Bits,
        verdict: impl Fn(usize) -> Verdict,
    ) {
        let bases = eval.rows_on(at.frame, FrameId(0));
        for row in rows.iter_set() {
            let verdict = verdict(row);
            let base =
                bases.as_ref().map_or(Some(row), |bases| bases.get(row).map(|base| *base as usize));
            let tally = base.and_then(|base| self.outcome.tallies.get_mut(base));
            let alike = tally.map_or(0, |tally| tally.add(verdict));
            let is_finding = matches!(verdict, Verdict::Violated | Verdict::Undetermined);
            if alike <= MOST_LISTED && (is_finding || self.want == Want::Everything) {
                let mut path = eval.ancestry(at.frame, row);
                self.outcome.subjects.push((eval.subject(at, &path, row), verdict));
                if at.open_at.is_some() {
                    // Behind the members that the list is known to have.
                    path.push(u32::MAX);
                }
                self.keys.push(path);
            }
        }
    }

    /// The outcome with its subjects in order of plans, and then of rows.
    fn sorted(self) -> Outcome {
        let Tallied { mut outcome, keys, .. } = self;
        let mut keyed: Vec<_> = keys.into_iter().zip(outcome.subjects).collect();
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        outcome.subjects = keyed.into_iter().map(|(_, subject)| subject).collect();
        outcome
    }
}
