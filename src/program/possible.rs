//! Which truths a condition can have at all, whatever a plan without faults states.
//!
//! What is said to be impossible is impossible, but where a plan has a placeholder for what it must
//! state; what is said to be possible may yet never be.

use super::{AggregateOp, ArithOp, ParameterValue, Type};
use super::{ExprId, ExprKind, Generator, Program, Quantifier, Rule, Step, VarId};
use crate::base::Truth;
use crate::model::{Field, FieldId, FieldType};

/// A set of truths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truths {
    pub can_be_true: bool,
    pub can_be_false: bool,
    pub can_be_unknown: bool,
}

impl Truths {
    const ALL: Truths = Truths { can_be_true: true, can_be_false: true, can_be_unknown: true };

    fn only(truth: bool) -> Truths {
        Truths { can_be_true: truth, can_be_false: !truth, can_be_unknown: false }
    }

    fn decided_or(unknown: bool) -> Truths {
        Truths { can_be_unknown: unknown, ..Truths::ALL }
    }

    pub fn contains(self, truth: Truth) -> bool {
        match truth {
            Truth::True => self.can_be_true,
            Truth::False => self.can_be_false,
            Truth::Unknown => self.can_be_unknown,
        }
    }

    /// What either can be.
    #[must_use]
    pub fn or(self, other: Truths) -> Truths {
        Truths {
            can_be_true: self.can_be_true || other.can_be_true,
            can_be_false: self.can_be_false || other.can_be_false,
            can_be_unknown: self.can_be_unknown || other.can_be_unknown,
        }
    }

    fn not(self) -> Truths {
        Truths { can_be_true: self.can_be_false, can_be_false: self.can_be_true, ..self }
    }

    fn all(of: &[Truths]) -> Truths {
        let others = |at: usize| {
            let others = of.iter().enumerate().filter(move |(other, _)| *other != at);
            others.map(|(_, it)| it).all(|it| it.can_be_true || it.can_be_unknown)
        };
        let unknown = of.iter().enumerate().any(|(at, it)| it.can_be_unknown && others(at));
        Truths {
            can_be_true: of.iter().all(|it| it.can_be_true),
            can_be_false: of.iter().any(|it| it.can_be_false),
            can_be_unknown: unknown,
        }
    }
}

/// Tells what can be of the conditions of one rule.
pub struct Possible<'a> {
    program: &'a Program,
    /// The list that each variable goes through.
    lists: Vec<(VarId, ExprId)>,
}

impl<'a> Possible<'a> {
    pub fn new(program: &'a Program, rule: &Rule) -> Possible<'a> {
        let mut possible = Possible { program, lists: Vec::new() };
        let mut waiting: Vec<ExprId> = Vec::new();
        for step in &rule.steps {
            match step {
                Step::For { generator, filter } => {
                    possible.bind(generator);
                    waiting.push(generator.list);
                    waiting.extend(filter);
                }
                Step::When(condition) => waiting.push(*condition),
                Step::Let(named) => waiting.push(named.value),
            }
        }
        waiting.push(rule.demand.condition);
        let mut exceptions: Vec<_> = rule.exceptions.iter().collect();
        while let Some(exception) = exceptions.pop() {
            waiting.push(exception.condition);
            exceptions.extend(&exception.exceptions);
        }
        for id in program.below(waiting) {
            match program.expr(id).map(|expr| &expr.kind) {
                Some(ExprKind::Quantified { generator, .. }) => possible.bind(generator),
                Some(ExprKind::Aggregate { generators, .. }) => {
                    generators.iter().for_each(|generator| possible.bind(generator));
                }
                _ => {}
            }
        }
        possible
    }

    fn bind(&mut self, generator: &Generator) {
        let variables = std::iter::once(generator.var).chain(generator.pair);
        self.lists.extend(variables.map(|var| (var, generator.list)));
    }

    /// Which truths a condition of the rule can have.
    pub fn truths(&self, condition: ExprId) -> Truths {
        let Some(expr) = self.program.expr(condition) else { return Truths::ALL };
        match &expr.kind {
            ExprKind::Truth(value) => Truths::only(*value),
            ExprKind::Parameter(id) => match self.program.parameter(*id).map(|it| &it.value) {
                Some(ParameterValue::Truth(value)) => Truths::only(*value),
                _ => Truths::ALL,
            },
            ExprKind::Not(inner) => self.truths(*inner).not(),
            ExprKind::And(of) => Truths::all(&self.each(of)),
            ExprKind::Or(of) => {
                let opposites: Vec<Truths> = self.each(of).into_iter().map(Truths::not).collect();
                Truths::all(&opposites).not()
            }
            ExprKind::CountOf { number, of, .. } => Truths::decided_or(
                self.may_miss(*number) || self.each(of).iter().any(|it| it.can_be_unknown),
            ),
            ExprKind::IsStated(value) => self.stated(*value),
            ExprKind::Compare { left, right, .. }
            | ExprKind::Same { left, right, .. }
            | ExprKind::IsOneOf { value: left, set: right }
            | ExprKind::Includes { list: left, member: right }
            | ExprKind::Contains { text: left, part: right } => {
                Truths::decided_or(self.may_miss(*left) || self.may_miss(*right))
            }
            ExprKind::IsEmpty(value) => Truths::decided_or(self.may_miss(*value)),
            ExprKind::Field { .. } => Truths::decided_or(self.may_miss(condition)),
            ExprKind::Quantified { quantifier, generator, filter, body } => {
                let number = match quantifier {
                    Quantifier::Counted(_, number) => self.may_miss(*number),
                    Quantifier::Some | Quantifier::Every | Quantifier::No => false,
                };
                let inner = filter.iter().chain([body]);
                let unknown = number
                    || self.may_miss(generator.list)
                    || inner.into_iter().any(|id| self.truths(*id).can_be_unknown);
                Truths::decided_or(unknown)
            }
            _ => Truths::ALL,
        }
    }

    fn each(&self, of: &[ExprId]) -> Vec<Truths> {
        of.iter().map(|id| self.truths(*id)).collect()
    }

    /// Whether a value may be other than fully known.
    fn may_miss(&self, id: ExprId) -> bool {
        let Some(expr) = self.program.expr(id) else { return true };
        match &expr.kind {
            ExprKind::Truth(_)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Word(_)
            | ExprKind::Code(_)
            | ExprKind::Plan
            | ExprKind::Var(_)
            | ExprKind::Parameter(_)
            | ExprKind::CodesAt { .. }
            | ExprKind::WordsOf(_) => false,
            ExprKind::SetOf(of) => of.iter().any(|one| self.may_miss(*one)),
            ExprKind::Field { base, field } => {
                match (self.field(*base, *field), self.is_there(*base)) {
                    (Some(declared), true) => may_be_absent(declared),
                    _ => true,
                }
            }
            ExprKind::Scale { value, .. }
            | ExprKind::Negate(value)
            | ExprKind::Abs(value)
            | ExprKind::Square { value, .. }
            | ExprKind::YearOf(value) => self.may_miss(*value),
            ExprKind::Arith { op, left, right, .. } => match op {
                ArithOp::Divide => true,
                ArithOp::Add | ArithOp::Subtract | ArithOp::Multiply => {
                    self.may_miss(*left) || self.may_miss(*right)
                }
            },
            ExprKind::Aggregate { op, generators, filter, value, part: None, by: None } => {
                let of_nothing = match op {
                    AggregateOp::Count | AggregateOp::Sum => false,
                    AggregateOp::Min
                    | AggregateOp::Max
                    | AggregateOp::Mean
                    | AggregateOp::Share
                    | AggregateOp::List
                    | AggregateOp::Set => true,
                };
                of_nothing
                    || generators.iter().any(|generator| self.may_miss(generator.list))
                    || filter.is_some_and(|filter| self.truths(filter).can_be_unknown)
                    || value.is_some_and(|value| self.may_miss(value))
            }
            _ => match expr.ty {
                Type::Truth => self.truths(id).can_be_unknown,
                _ => true,
            },
        }
    }

    /// Whether a record surely exists, with all it must have. What is referred to may not.
    fn is_there(&self, id: ExprId) -> bool {
        let Some(expr) = self.program.expr(id) else { return false };
        match &expr.kind {
            ExprKind::Plan => true,
            ExprKind::Var(var) => {
                let list = self.lists.iter().find(|(bound, _)| bound == var).map(|(_, list)| *list);
                let field = list.and_then(|list| match &self.program.expr(list)?.kind {
                    ExprKind::Field { base, field } => self.field(*base, *field),
                    _ => None,
                });
                field.is_some_and(|field| match &field.ty {
                    FieldType::List(member) => matches!(**member, FieldType::Record(_)),
                    _ => false,
                })
            }
            ExprKind::Field { base, field } => {
                let inner = self.field(*base, *field);
                let contained = |field: &Field| {
                    matches!(field.ty, FieldType::Record(_)) && !may_be_absent(field)
                };
                self.is_there(*base) && inner.is_some_and(contained)
            }
            _ => false,
        }
    }

    fn field(&self, base: ExprId, field: FieldId) -> Option<&'a Field> {
        let Type::Record(record) = self.program.expr(base)?.ty else { return None };
        self.program.model.field(record, field)
    }

    fn stated(&self, id: ExprId) -> Truths {
        let Some(ExprKind::Field { base, field }) = self.program.expr(id).map(|it| &it.kind) else {
            return Truths::ALL;
        };
        match self.field(*base, *field).filter(|_| self.is_there(*base)) {
            Some(field) if !may_be_absent(field) => match field.ty {
                // It may be there with nothing in it.
                FieldType::Text | FieldType::List(_) | FieldType::Set(_) | FieldType::Series(_) => {
                    Truths::decided_or(false)
                }
                _ if field.default.is_some() => Truths::decided_or(false),
                _ => Truths::only(true),
            },
            _ => Truths::ALL,
        }
    }
}

/// Whether a plan without faults may leave a field unknown.
fn may_be_absent(field: &Field) -> bool {
    field.optional || matches!(field.ty, FieldType::QuantityOf(_) | FieldType::Series(_))
}
