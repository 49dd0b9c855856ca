//! The derivation of one subject's verdict: the steps of its rule with their truth, and the values
//! that each of them read, as a tree.

use super::Explainer;
use super::place::Spot;
use super::values::plain_number;
use crate::base::Truth;
use crate::evaluate::Eval;
use crate::evaluate::column::Column;
use crate::evaluate::derivation::{Derivation, Derived, Given, Step};
use crate::evaluate::frame::FrameId;
use crate::evaluate::outcome::{Location, Reading, Subject, Value, Verdict};
use crate::facts::Facts;
use crate::program::{
    Exception, Expr, ExprId, ExprKind, Generator, Program, Quantifier, RuleId, Step as RuleStep,
    VarId, Variable,
};

/// Members of one list that are gone into.
const MOST_MEMBERS: usize = 5;
/// Steps of one derivation.
const MOST_STEPS: usize = 400;
/// Values that one condition is shown to read.
const MOST_VALUES: usize = 6;

/// How a rule comes to its verdict on a subject; `None` where the program has no such rule.
///
/// What is not looked at is left out: what follows a `where` or `when` that is false, and the
/// exceptions of a demand that holds. A subject of which there is too much to look at has no steps.
pub fn derive(
    program: &Program,
    facts: &Facts,
    rule: RuleId,
    subject: &Subject,
) -> Option<Derivation> {
    let rule = program.rule(rule)?;
    let mut one = Explainer::new(program, facts, rule, &[subject]);
    let [applies, holds, excepted] = one.parts.each_ref().map(|part| part.get(0));
    let verdict = match subject.too_large {
        true => Verdict::Undetermined,
        false => Verdict::of(applies, holds, excepted),
    };
    let mut tree = Tree { left: MOST_STEPS, variables: &rule.variables };
    let steps = if subject.too_large { Vec::new() } else { one.steps(subject, &mut tree) };
    if one.eval.is_too_large() {
        return Some(Derivation { verdict, steps: Vec::new() });
    }
    Some(Derivation { verdict, steps })
}

/// A tree in the making.
struct Tree<'r> {
    /// Steps it may yet get.
    left: usize,
    /// Of the rule.
    variables: &'r [Variable],
}

impl Tree<'_> {
    fn take(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}

impl Explainer<'_> {
    fn steps(&mut self, subject: &Subject, tree: &mut Tree) -> Vec<Derived> {
        let rule = self.rule;
        let mut steps = Vec::new();
        for (index, step) in rule.steps.iter().enumerate() {
            let (what, condition) = match step {
                RuleStep::Let(_) => continue,
                RuleStep::When(condition) => (Step::When, Some(*condition)),
                RuleStep::For { generator, filter } => {
                    let bound = self.at.variables.contains(&generator.var);
                    if !bound && subject.open_at.is_none() {
                        // The rule was found not to apply before this step.
                        return steps;
                    }
                    let mut step = Derived::new(Step::For(index), None);
                    if bound {
                        let variables = std::iter::once(generator.var).chain(generator.pair);
                        step.given = variables
                            .filter_map(|var| self.eval.given(self.at.frame, 0, var, tree))
                            .collect();
                    }
                    steps.push(step);
                    (Step::Where, *filter)
                }
            };
            let Some(condition) = condition else { continue };
            steps.push(self.part(what, condition, tree));
            if steps.last().is_some_and(|step| step.truth == Some(Truth::False)) {
                return steps;
            }
        }
        let demand = self.part(Step::Demand, rule.demand.condition, tree);
        let holds = demand.truth == Some(Truth::True);
        steps.push(demand);
        if !holds {
            steps.extend(rule.exceptions.iter().map(|exception| self.exempt(exception, tree)));
        }
        steps
    }

    /// A condition of the rule itself, unknown where it reads a member that is not there.
    fn part(&mut self, what: Step, condition: ExprId, tree: &mut Tree) -> Derived {
        if self.can_be_read(condition) {
            let spot = self.spot(0, condition);
            Derived { what, ..self.eval.derived(spot, tree, true) }
        } else {
            Derived { expr: Some(condition), ..Derived::new(what, Some(Truth::Unknown)) }
        }
    }

    fn exempt(&mut self, exception: &Exception, tree: &mut Tree) -> Derived {
        let condition = self.part(Step::When, exception.condition, tree);
        let truth = match self.can_be_read(exception.condition) {
            true => self.eval.exception(&self.at, exception).get(0),
            false => Truth::Unknown,
        };
        let mut parts = vec![condition];
        parts.extend(exception.exceptions.iter().map(|inner| self.exempt(inner, tree)));
        let what = Step::Exception(exception.name.clone());
        Derived { parts, ..Derived::new(what, Some(truth)) }
    }
}

impl<'a> Eval<'a> {
    /// A condition with its truth, what it read and its parts. `decides` says that the truth
    /// around it hangs on it: only then are members of lists gone into.
    fn derived(&mut self, spot: Spot, tree: &mut Tree, decides: bool) -> Derived {
        let spot = self.at_home(spot);
        let truth = self.truths(spot.frame, spot.expr).get(spot.row);
        let mut made =
            Derived { expr: Some(spot.expr), ..Derived::new(Step::Condition, Some(truth)) };
        if !tree.take() {
            return made;
        }
        let on = |expr: ExprId| Spot { expr, ..spot };
        match self.kind(spot.expr) {
            Some(ExprKind::And(of) | ExprKind::Or(of)) => {
                for operand in of {
                    let operand = on(*operand);
                    let alike = self.truths(spot.frame, operand.expr).get(spot.row) == truth;
                    made.parts.push(self.derived(operand, tree, decides && alike));
                }
            }
            Some(ExprKind::CountOf { of, .. }) => {
                made.parts = of.iter().map(|one| self.derived(on(*one), tree, decides)).collect();
            }
            Some(ExprKind::Not(operand)) => {
                let operand = self.derived(on(*operand), tree, decides);
                if operand.parts.is_empty() {
                    (made.read, made.more) = (operand.read, operand.more);
                } else {
                    made.parts.push(operand);
                }
            }
            Some(ExprKind::Quantified { quantifier, generator, filter, body }) => {
                if decides {
                    let list = (generator, *filter, *body);
                    self.derived_members(spot, *quantifier, list, tree, &mut made);
                }
                if made.parts.is_empty() {
                    self.read_by(on(generator.list), &mut made.read);
                }
            }
            // Its value is the truth itself.
            Some(ExprKind::Field { .. } | ExprKind::Keyed { .. } | ExprKind::Var(_)) => {}
            Some(ExprKind::Reaches { from, to, .. }) => {
                self.read_by(on(*from), &mut made.read);
                self.read_by(on(*to), &mut made.read);
                if let Some(value) = self.path_value(spot) {
                    made.read.push(Reading { expr: spot.expr, value, location: None, year: None });
                }
            }
            Some(kind) => {
                for operand in kind.operands() {
                    self.read_by(on(operand), &mut made.read);
                }
            }
            None => {}
        }
        made
    }

    /// The members that decided a quantifier, or else the first there are.
    fn derived_members(
        &mut self,
        spot: Spot,
        quantifier: Quantifier,
        (generator, filter, body): (&Generator, Option<ExprId>, ExprId),
        tree: &mut Tree,
        made: &mut Derived,
    ) {
        let Some(inner) = self.inner(spot) else { return };
        let truth = made.truth;
        let filters = filter.map(|filter| self.truths(inner.frame, filter));
        let bodies = self.truths(inner.frame, body);
        let of = |row: usize| {
            let filter = filters.as_ref().map_or(Truth::True, |filters| filters.get(row));
            (filter, bodies.get(row))
        };
        let decides = |row: &usize| match (quantifier, of(*row)) {
            (_, (Truth::False, _)) => false,
            (Quantifier::Some | Quantifier::No, (filter, body)) => {
                let holds = filter.and(body);
                let decided =
                    if quantifier == Quantifier::Some { truth } else { truth.map(|it| !it) };
                match decided {
                    // That no member holds is seen on each of them.
                    Some(Truth::False) => true,
                    decided => Some(holds) == decided,
                }
            }
            (Quantifier::Every, (filter, body)) => match truth {
                Some(Truth::True) => true,
                decided => Some(!(filter.and(!body))) == decided,
            },
            (Quantifier::Counted(..), _) => true,
        };
        let (mut chosen, others): (Vec<usize>, Vec<usize>) =
            inner.rows.iter().copied().partition(decides);
        if chosen.is_empty() {
            chosen = others;
        }
        made.more = inner.rows.len() - chosen.len().min(MOST_MEMBERS);
        for row in chosen.into_iter().take(MOST_MEMBERS) {
            if !tree.take() {
                return;
            }
            let member = self.derived_member(inner.frame, row, generator, (filter, body), tree);
            made.parts.push(member);
        }
    }

    fn derived_member(
        &mut self,
        frame: FrameId,
        row: usize,
        generator: &Generator,
        (filter, body): (Option<ExprId>, ExprId),
        tree: &mut Tree,
    ) -> Derived {
        let mut truth = self.truths(frame, body).get(row);
        let mut parts = Vec::new();
        let on = |expr: ExprId| Spot { frame, row, expr };
        if let Some(filter) = filter {
            let condition = Derived { what: Step::Where, ..self.derived(on(filter), tree, true) };
            let meant = condition.truth;
            parts.push(condition);
            if meant == Some(Truth::False) {
                truth = Truth::False;
            }
        }
        if parts.last().is_none_or(|part| part.truth != Some(Truth::False)) {
            parts.push(self.derived(on(body), tree, true));
        }
        let variables = std::iter::once(generator.var).chain(generator.pair);
        let given = variables.filter_map(|var| self.given(frame, row, var, tree)).collect();
        Derived { given, parts, ..Derived::new(Step::Member, Some(truth)) }
    }

    /// What a variable stands for on a row.
    fn given(&self, frame: FrameId, row: usize, var: VarId, tree: &Tree) -> Option<Given> {
        let ty = &tree.variables.get(usize::from(var.0))?.ty;
        let value = match self.variable(frame, var)? {
            Column::Rows(rows) => Value::Record { table: rows.table, row: rows.at.get(row) },
            Column::Ids(ids) => {
                self.id_value(ty, ids.get(row)).unwrap_or(Value::Unknown(Vec::new()))
            }
            Column::Numbers(numbers) => plain_number(ty, numbers.range(row)),
            Column::Truths(truths) => Value::Truth(truths.get(row)),
            Column::List(_) | Column::Series(_) | Column::Breakdown(_) | Column::Graphs(_) => {
                return None;
            }
        };
        let location = match value {
            Value::Record { table, row } => Some(Location::Row { table, row }),
            _ => None,
        };
        Some(Given { var, value, location })
    }

    /// The values that an operand of a condition has or reads: what was named or aggregated, and
    /// what stands in the plan.
    fn read_by(&mut self, spot: Spot, read: &mut Vec<Reading>) {
        let mut waiting = vec![spot];
        while let Some(spot) = waiting.pop() {
            if read.len() >= MOST_VALUES {
                return;
            }
            let Some(expr) = self.program.expr(spot.expr) else { continue };
            if !is_shown(expr) {
                let operands = expr.kind.operands().into_iter().rev();
                waiting.extend(operands.map(|expr| Spot { expr, ..spot }));
            } else if read.iter().all(|known| known.expr != spot.expr) {
                let reading = self.reading(spot);
                read.push(reading);
            }
        }
    }
}

/// Whether a value is shown as it is, and not taken apart: what was named by a `let`, a parameter
/// or a define, what was taken of a whole list, and what stands in the plan.
fn is_shown(expr: &Expr) -> bool {
    expr.named.is_some()
        || matches!(
            expr.kind,
            ExprKind::Aggregate { .. }
                | ExprKind::Part { .. }
                | ExprKind::ReachOf { .. }
                | ExprKind::Field { .. }
                | ExprKind::Point { .. }
                | ExprKind::Keyed { .. }
                | ExprKind::Parameter(_)
                | ExprKind::Var(_)
        )
}
