//! Why a subject has its verdict: the same evaluation on a frame of a few subjects, and what is
//! read off its columns.

mod count;
mod derive;
mod failed;
mod graphs;
mod place;
mod reasons;
mod values;

pub use count::{Counts, count};
pub use derive::derive;
use place::Spot;
use reasons::Reasons;

use super::Eval;
use super::column::{Column, Ids, Rows};
use super::frame::{Frame, FrameId};
use super::number::Numbers;
use super::outcome::{Bound, Explanation, Reading, Reason, Subject, Value, Verdict};
use super::rule::Binding;
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::{ABSENT, Facts};
use crate::program::{
    ExprId, ExprKind, Piece, Program, Rule, RuleId, Step, Template, Type, VarId, VarMask,
};

/// Subjects whose columns are kept at a time, where there is room: what is kept grows with the
/// members of every list that they look through, and what they share is looked at once for all.
const AT_ONCE: usize = 512;

/// Explains the verdicts of some subjects of a rule, in the order given. A subject that is not one
/// of [`run`](super::run)'s for the same program, facts and rule has an empty explanation.
pub fn explain(
    program: &Program,
    facts: &Facts,
    rule: RuleId,
    subjects: &[Subject],
) -> Vec<Explanation> {
    let mut explained = vec![Explanation::default(); subjects.len()];
    let Some(rule) = program.rule(rule) else { return explained };
    let mut left: Vec<usize> = (0..subjects.len()).collect();
    // Subjects that are bound alike share a frame.
    while let Some(first) = left.first().and_then(|first| subjects.get(*first)) {
        let alike = |at: &usize| subjects.get(*at).is_some_and(|other| bound_alike(first, other));
        let (group, rest): (Vec<usize>, Vec<usize>) = left.iter().copied().partition(alike);
        if first.too_large {
            for at in group {
                if let Some(explanation) = explained.get_mut(at) {
                    *explanation = too_large();
                }
            }
        } else {
            explain_alike(program, facts, rule, subjects, &group, &mut explained);
        }
        left = rest;
    }
    explained
}

/// Explains subjects that are bound alike, as many at a time as there is room for.
fn explain_alike(
    program: &Program,
    facts: &Facts,
    rule: &Rule,
    subjects: &[Subject],
    mut left: &[usize],
    explained: &mut [Explanation],
) {
    let mut at_once = AT_ONCE;
    while !left.is_empty() {
        let some = left.get(..at_once).unwrap_or(left);
        let members: Vec<&Subject> = some.iter().filter_map(|at| subjects.get(*at)).collect();
        let mut one = Explainer::new(program, facts, rule, &members);
        let mut done = 0;
        for (row, at) in some.iter().enumerate() {
            let mut explanation = one.explain(row);
            if one.eval.is_too_large() {
                if some.len() > 1 {
                    break;
                }
                explanation = too_large();
            }
            if let Some(place) = explained.get_mut(*at) {
                *place = explanation;
            }
            done += 1;
        }
        if done == 0 {
            at_once = some.len().div_ceil(4);
        }
        left = left.get(done..).unwrap_or_default();
    }
}

fn too_large() -> Explanation {
    Explanation { reasons: vec![Reason::TooLarge], ..Explanation::default() }
}

fn bound_alike(one: &Subject, other: &Subject) -> bool {
    let variables = |subject: &Subject| subject.bindings.iter().map(|(var, _)| *var).collect();
    let (a, b): (Vec<VarId>, Vec<VarId>) = (variables(one), variables(other));
    let is_alike = one.too_large == other.too_large && one.open_at == other.open_at;
    is_alike && one.plan.is_some() == other.plan.is_some() && a == b
}

/// A rule evaluated on a frame of subjects.
struct Explainer<'a> {
    eval: Eval<'a>,
    rule: &'a Rule,
    at: Binding,
    /// `for` variables that no subject binds.
    unbound: VarMask,
    /// Where and when; the demand; the exceptions.
    parts: [Truths; 3],
    /// Conditions of where and when that can be evaluated.
    conditions: Vec<ExprId>,
    /// Lists that a variable may not be a member of, with the variable.
    unsure_lists: Vec<ExprId>,
}

impl<'a> Explainer<'a> {
    fn new(
        program: &'a Program,
        facts: &'a Facts,
        rule: &'a Rule,
        subjects: &[&Subject],
    ) -> Explainer<'a> {
        let mut eval = Eval::new(program, facts, rule.scope);
        let (plans, offsets) = runs_of_plans(subjects);
        let base = eval.add_frame(Frame::base(plans.len(), Vec::new()));
        eval.plans = Ids::Each(plans.into());
        let variables: Vec<VarId> = subjects
            .first()
            .map(|first| first.bindings.iter().map(|(var, _)| *var).collect())
            .unwrap_or_default();
        let mut bindings = Vec::new();
        for (place, var) in variables.iter().enumerate() {
            let bound = |one: &&Subject| match one.bindings.get(place) {
                Some((_, Bound::Row(id) | Bound::Id(id))) => *id,
                None => ABSENT,
            };
            let ids: Vec<u32> = subjects.iter().map(bound).collect();
            let ty = rule.variables.get(usize::from(var.0)).map(|variable| &variable.ty);
            bindings.push((*var, bound_column(&eval, ty, ids)));
        }
        let rows = subjects.len();
        let frame = eval.add_frame(Frame::base(rows, bindings).under(base, offsets));
        let at = Binding {
            frame,
            applies: Truths::all(Truth::True, rows),
            variables,
            open_at: subjects.first().and_then(|first| first.open_at),
            rows: None,
        };
        let unknown = Truths::all(Truth::Unknown, rows);
        let mut explainer = Explainer {
            eval,
            rule,
            at,
            unbound: VarMask::default(),
            parts: [unknown.clone(), unknown.clone(), unknown],
            conditions: Vec::new(),
            unsure_lists: Vec::new(),
        };
        explainer.apply(frame);
        explainer
    }

    /// Evaluates the rule's parts.
    fn apply(&mut self, frame: FrameId) {
        let steps = &self.rule.steps;
        let mut decided = false;
        for (index, step) in steps.iter().enumerate() {
            let condition = match step {
                Step::Let(_) => None,
                Step::When(condition) => Some(*condition),
                Step::For { generator, filter } => {
                    if self.at.variables.contains(&generator.var) {
                        self.membership(frame, generator.var, generator.list);
                        if let Some(second) = generator.pair {
                            self.membership(frame, second, generator.list);
                        }
                    } else {
                        // The rule was found not to apply before this step.
                        decided |= self.at.open_at.is_none();
                        self.unbound = self.unbound.with(VarMask::one(generator.var));
                        let second = generator.pair.map_or(VarMask::default(), VarMask::one);
                        self.unbound = self.unbound.with(second);
                    }
                    *filter
                }
            };
            let Some(condition) = condition.filter(|condition| self.can_be_read(*condition)) else {
                continue;
            };
            if decided {
                continue;
            }
            self.conditions.push(condition);
            // Behind an open list `parts_of` adds the conditions itself.
            if self.at.open_at.is_none_or(|open_at| index < open_at) {
                let truths = self.eval.truths(frame, condition);
                self.at.applies = self.at.applies.and(&truths);
            }
        }
        self.parts = match decided {
            true => {
                let unknown = Truths::all(Truth::Unknown, self.eval.frame(frame).rows);
                [self.at.applies.clone(), unknown.clone(), unknown]
            }
            false => self.eval.parts_of(self.rule, &self.at),
        };
    }

    /// Takes into account that what a variable is bound to may not be a member of its list.
    fn membership(&mut self, frame: FrameId, var: VarId, list: ExprId) {
        let found = self.eval.list(frame, list);
        let Some(bound) = found.unsure.as_ref().and_then(|_| self.eval.variable(frame, var)) else {
            return;
        };
        let rows = self.eval.frame(frame).rows;
        let eval = &self.eval;
        let is_member = |row| eval.holds(&found, &bound, row).max(Truth::Unknown);
        self.at.applies = self.at.applies.and(&Truths::from_fn(rows, is_member));
        self.unsure_lists.push(list);
    }

    fn can_be_read(&self, id: ExprId) -> bool {
        let expr = self.eval.program.expr(id);
        expr.is_some_and(|expr| !expr.reads.intersects(self.unbound))
    }

    fn spot(&self, row: usize, expr: ExprId) -> Spot {
        Spot { frame: self.at.frame, row, expr }
    }

    fn explain(&mut self, row: usize) -> Explanation {
        let [applies, holds, excepted] = &self.parts;
        let truths = [applies.get(row), holds.get(row), excepted.get(row)];
        let verdict = Verdict::of(truths[0], truths[1], truths[2]);
        let mut explanation = Explanation::default();
        let wanted = match verdict {
            Verdict::Violated => &[Truth::False][..],
            Verdict::Undetermined => &[Truth::False, Truth::Unknown],
            Verdict::Satisfied | Verdict::Excepted | Verdict::NotApplicable => &[],
        };
        let mut failing = Vec::new();
        for (index, clause) in self.rule.demand.clauses.iter().enumerate() {
            let truth = if self.can_be_read(clause.condition) {
                self.eval.truths(self.at.frame, clause.condition).get(row)
            } else {
                Truth::Unknown
            };
            if wanted.contains(&truth) {
                explanation.clauses.push(index);
                failing.push(clause.condition);
            }
        }
        self.only_unknown_clauses(verdict, truths, row, &mut explanation.clauses, &mut failing);
        let conditions = self.undecided_conditions(row, truths);
        let spots: Vec<Spot> = conditions
            .iter()
            .chain(&failing)
            .copied()
            .filter(|id| self.can_be_read(*id))
            .map(|id| self.spot(row, id))
            .collect();
        let parts: Vec<_> = spots.iter().flat_map(|spot| self.eval.deciding(*spot)).collect();
        explanation.reasons = self.reasons(row, verdict, truths, &failing);
        explanation.labels = self.labels(row, &parts);
        explanation.values = self.eval.named_values(&parts);
        explanation.margin = self.eval.margin(&parts);
        explanation.holes = self.holes(row, &explanation);
        if verdict == Verdict::Satisfied {
            let rests_on: Vec<Spot> = self
                .conditions
                .iter()
                .chain([&self.rule.demand.condition])
                .filter(|id| self.can_be_read(**id))
                .map(|id| self.spot(row, *id))
                .collect();
            explanation.assumed = self.eval.assumed(&rests_on);
        }
        explanation.exception = self.exception(row);
        explanation
    }

    /// A clause that is false is no reason for a verdict that hangs on others being unknown.
    fn only_unknown_clauses(
        &mut self,
        verdict: Verdict,
        [applies, holds, _]: [Truth; 3],
        row: usize,
        clauses: &mut Vec<usize>,
        failing: &mut Vec<ExprId>,
    ) {
        if verdict != Verdict::Undetermined || applies != Truth::True || holds == Truth::False {
            return;
        }
        let frame = self.at.frame;
        let kept: Vec<bool> = failing
            .iter()
            .map(|id| {
                !self.can_be_read(*id) || self.eval.truths(frame, *id).get(row) == Truth::Unknown
            })
            .collect();
        let mut keep = kept.iter();
        clauses.retain(|_| keep.next().copied().unwrap_or(true));
        let mut keep = kept.iter();
        failing.retain(|_| keep.next().copied().unwrap_or(true));
    }

    /// The conditions of where and when that are not known, where that matters.
    fn undecided_conditions(&mut self, row: usize, [applies, ..]: [Truth; 3]) -> Vec<ExprId> {
        if applies != Truth::Unknown {
            return Vec::new();
        }
        let frame = self.at.frame;
        let (eval, conditions) = (&mut self.eval, &self.conditions);
        let unknown = |id: &&ExprId| eval.truths(frame, **id).get(row) == Truth::Unknown;
        conditions.iter().filter(unknown).copied().collect()
    }

    fn open_list(&self) -> Option<ExprId> {
        match self.rule.steps.get(self.at.open_at?)? {
            Step::For { generator, .. } => Some(generator.list),
            Step::Let(_) | Step::When(_) => None,
        }
    }

    fn reasons(
        &mut self,
        row: usize,
        verdict: Verdict,
        [applies, holds, excepted]: [Truth; 3],
        failing: &[ExprId],
    ) -> Vec<Reason> {
        let mut reasons = Reasons::default();
        match verdict {
            Verdict::NotApplicable | Verdict::Satisfied | Verdict::Excepted => {}
            Verdict::Violated => {
                for id in failing {
                    for part in self.eval.deciding(self.spot(row, *id)) {
                        let failed::Part::Condition(spot) = part else { continue };
                        for left_out in self.eval.defaulted(spot, false) {
                            self.eval.add_reasons(left_out, &mut reasons);
                        }
                        if let Some(ExprKind::IsStated(operand)) = self.eval.kind(spot.expr) {
                            let operand = Spot { expr: *operand, ..spot };
                            if self.eval.is_no_record(operand) {
                                let location = self.eval.location(operand);
                                location
                                    .into_iter()
                                    .for_each(|at| reasons.add(Reason::Missing(at)));
                            }
                            self.eval.add_reasons(operand, &mut reasons);
                        }
                    }
                }
            }
            Verdict::Undetermined => {
                if let Some(list) = self.open_list() {
                    self.eval.add_reasons(self.spot(row, list), &mut reasons);
                }
                if applies == Truth::Unknown {
                    let unsure = self.unsure_lists.clone();
                    for list in unsure {
                        self.eval.add_reasons(self.spot(row, list), &mut reasons);
                    }
                    for id in self.conditions.clone() {
                        self.eval.add_reasons(self.spot(row, id), &mut reasons);
                    }
                }
                let demand = self.rule.demand.condition;
                if holds == Truth::Unknown && self.can_be_read(demand) {
                    self.eval.add_reasons(self.spot(row, demand), &mut reasons);
                }
                if excepted == Truth::Unknown {
                    let rule = self.rule;
                    self.exception_reasons(row, &rule.exceptions, &mut reasons);
                }
            }
        }
        reasons.into_vec()
    }

    fn exception_reasons(
        &mut self,
        row: usize,
        exceptions: &[crate::program::Exception],
        reasons: &mut Reasons,
    ) {
        for exception in exceptions {
            if self.can_be_read(exception.condition) {
                self.eval.add_reasons(self.spot(row, exception.condition), reasons);
            }
            self.exception_reasons(row, &exception.exceptions, reasons);
        }
    }

    /// What `show` names, else what was read by the part that failed.
    fn labels(&mut self, row: usize, parts: &[failed::Part]) -> Vec<Reading> {
        let shown: Vec<ExprId> =
            self.rule.show.iter().copied().filter(|id| self.can_be_read(*id)).collect();
        if !shown.is_empty() {
            return shown.into_iter().map(|id| self.eval.reading(self.spot(row, id))).collect();
        }
        let mut labels = Vec::new();
        if let Some(list) = self.open_list() {
            labels.push(self.eval.reading(self.spot(row, list)));
        }
        labels.extend(self.eval.labels(parts));
        labels
    }

    fn holes(&mut self, row: usize, explanation: &Explanation) -> Vec<Reading> {
        let rule = self.rule;
        let clauses = explanation.clauses.iter().filter_map(|at| rule.demand.clauses.get(*at));
        let templates = clauses
            .filter_map(|clause| clause.otherwise.as_ref())
            .chain(&rule.demand.otherwise)
            .chain(&rule.help);
        let mut holes: Vec<ExprId> = Vec::new();
        for value in templates.flat_map(holes_of) {
            if !holes.contains(&value) {
                holes.push(value);
            }
        }
        let reading = |id: ExprId| {
            if self.can_be_read(id) {
                self.eval.reading(self.spot(row, id))
            } else {
                let value = Value::Unknown(explanation.reasons.clone());
                Reading { expr: id, value, location: None, year: None }
            }
        };
        holes.into_iter().map(reading).collect()
    }

    fn exception(&mut self, row: usize) -> Option<usize> {
        let rule = self.rule;
        rule.exceptions.iter().position(|exception| {
            self.can_be_read(exception.condition)
                && self.eval.exception(&self.at, exception).get(row) == Truth::True
        })
    }
}

/// The plan of each run of subjects, and where the runs begin: what reads nothing but the plan is
/// evaluated once for each.
fn runs_of_plans(subjects: &[&Subject]) -> (Vec<u32>, Vec<u32>) {
    let (mut plans, mut offsets): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for (at, subject) in (0..).zip(subjects) {
        let plan = subject.plan.unwrap_or(ABSENT);
        if plans.last() != Some(&plan) {
            plans.push(plan);
            offsets.push(at);
        }
    }
    offsets.push(u32::try_from(subjects.len()).unwrap_or(u32::MAX));
    (plans, offsets)
}

fn holes_of(template: &Template) -> impl Iterator<Item = ExprId> + '_ {
    let others = template.others.iter().map(|(_, text)| text);
    std::iter::once(&template.first).chain(others).flat_map(|text| {
        text.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole { value, .. } => Some(*value),
            Piece::Text(_) => None,
        })
    })
}

/// The column of a variable with the values that subjects give it.
fn bound_column<'a>(eval: &Eval<'a>, ty: Option<&Type>, ids: Vec<u32>) -> Column<'a> {
    match ty {
        Some(Type::Record(record)) => Column::Rows(Rows {
            table: eval.program.layout.of_record(*record),
            at: Ids::Each(ids.into()),
        }),
        Some(Type::Number(_) | Type::Year | Type::Date) => {
            let digits = ids.iter().map(|id| i64::from(id.cast_signed())).collect();
            Column::Numbers(Numbers::fixed(0, digits, None))
        }
        Some(Type::Truth) => Column::Truths(Truths::new(
            Bits::collect(ids.iter().map(|id| *id == 1)),
            Bits::collect(ids.iter().map(|id| *id == 0)),
        )),
        _ => Column::Ids(Ids::Each(ids.into())),
    }
}
