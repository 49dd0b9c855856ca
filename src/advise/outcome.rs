//! What a condition can come out as, whatever plans say: worked out from the ends of figures, as
//! the model declares them. Parameters count as whatever may be set, not as what is.
//!
//! Everything here errs to one side: an outcome that is ruled out is surely impossible.

use super::logic::Logic;
use crate::base::Truth;
use crate::model::{FieldType, WordId};
use crate::program::{AggregateOp, ArithOp, CompareOp, ExprId, ExprKind, Quantifier, Quota, Type};
use crate::quantity::{Number, Range};

/// The outcomes that are not ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcomes {
    pub(super) can_hold: bool,
    pub(super) can_fail: bool,
    pub(super) can_be_open: bool,
}

impl Outcomes {
    const ANY: Outcomes = Outcomes { can_hold: true, can_fail: true, can_be_open: true };

    fn only(value: bool) -> Outcomes {
        Outcomes { can_hold: value, can_fail: !value, can_be_open: false }
    }

    pub(super) fn allow(self, wanted: bool) -> bool {
        if wanted { self.can_hold } else { self.can_fail }
    }

    fn negated(self) -> Outcomes {
        Outcomes { can_hold: self.can_fail, can_fail: self.can_hold, ..self }
    }

    fn all(of: impl Iterator<Item = Outcomes> + Clone) -> Outcomes {
        Outcomes {
            can_hold: of.clone().all(|one| one.can_hold),
            can_fail: of.clone().any(|one| one.can_fail),
            can_be_open: of.clone().any(|one| one.can_be_open)
                && of.clone().all(|one| one.can_hold || one.can_be_open),
        }
    }
}

/// Where a figure lies in every plan that states it.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    pub(super) range: Range,
    /// What is left out is known to lie there too, and it can be computed: a comparison that the
    /// range decides is decided even of a plan that says nothing.
    pub(super) firm: bool,
}

impl Extent {
    fn anything() -> Extent {
        Extent { range: Range::unbounded(), firm: false }
    }

    fn within(range: Range) -> Extent {
        Extent { range, firm: false }
    }

    fn is_from_zero(&self) -> bool {
        Range::exact(Number::ZERO).less_or_equal(&self.range) == Truth::True
    }
}

impl Logic<'_> {
    /// What a condition can come out as, each part taken by itself.
    pub(super) fn outcomes(&mut self, id: ExprId) -> Outcomes {
        if let Some(known) = self.outcomes.get(&id) {
            return *known;
        }
        let made = self.work_out(id);
        self.outcomes.insert(id, made);
        made
    }

    fn work_out(&mut self, id: ExprId) -> Outcomes {
        let program = self.program;
        let Some(expr) = program.expr(id) else { return Outcomes::ANY };
        match &expr.kind {
            ExprKind::Truth(value) => Outcomes::only(*value),
            ExprKind::Not(of) => self.outcomes(*of).negated(),
            ExprKind::And(of) => {
                let of: Vec<Outcomes> = of.iter().map(|one| self.outcomes(*one)).collect();
                Outcomes::all(of.iter().copied())
            }
            ExprKind::Or(of) => {
                let of: Vec<Outcomes> = of.iter().map(|one| self.outcomes(*one)).collect();
                Outcomes::all(of.iter().map(|one| one.negated())).negated()
            }
            ExprKind::Compare { op, left, right } => {
                let (left, right) = (self.extent(*left), self.extent(*right));
                compared(*op, &left, &right)
            }
            ExprKind::IsOneOf { value, set } => self.one_of(*value, *set),
            ExprKind::Quantified { quantifier, filter, body, .. } => {
                let filter = filter.map(|filter| self.outcomes(filter));
                let body = self.outcomes(*body);
                match quantifier {
                    Quantifier::Some => some(filter, body),
                    Quantifier::No => some(filter, body).negated(),
                    Quantifier::Every => some(filter, body.negated()).negated(),
                    Quantifier::Counted(quota, number) => self.counted(*quota, *number),
                }
            }
            _ => Outcomes::ANY,
        }
    }

    /// `at least 0` of anything holds.
    fn counted(&mut self, quota: Quota, number: ExprId) -> Outcomes {
        let none = self.extent(number).range.less_or_equal(&Range::exact(Number::ZERO));
        match (quota, none) {
            (Quota::AtLeast, Truth::True) => Outcomes::only(true),
            _ => Outcomes::ANY,
        }
    }

    fn one_of(&self, value: ExprId, set: ExprId) -> Outcomes {
        let Some(ExprKind::SetOf(members)) = self.kind(set) else { return Outcomes::ANY };
        let words: Vec<WordId> = members.iter().filter_map(|one| self.word(*one)).collect();
        let all = self.closed_words(value).is_some_and(|count| {
            (0..count).all(|word| words.iter().any(|one| one.0 as usize == word))
        });
        Outcomes { can_hold: !members.is_empty(), can_fail: !all, can_be_open: true }
    }

    pub(super) fn extent(&mut self, id: ExprId) -> Extent {
        if let Some(known) = self.extents.get(&id) {
            return known.clone();
        }
        let made = self.reach(id);
        self.extents.insert(id, made.clone());
        made
    }

    fn reach(&mut self, id: ExprId) -> Extent {
        let program = self.program;
        let Some(expr) = program.expr(id) else { return Extent::anything() };
        match &expr.kind {
            ExprKind::Number(number) => Extent { range: Range::exact(number.clone()), firm: true },
            ExprKind::Parameter(parameter) => {
                let declared = program.parameter(*parameter).and_then(|it| it.range.clone());
                declared.map_or_else(Extent::anything, Extent::within)
            }
            ExprKind::Field { base, field } => self.declared(*base, *field),
            ExprKind::Point { series, .. } => match program.expr(*series).map(|it| &it.kind) {
                Some(ExprKind::Field { base, field }) => self.declared(*base, *field),
                _ => Extent::anything(),
            },
            ExprKind::Scale { value, factor } => {
                let value = self.extent(*value);
                Extent { range: value.range.mul(&Range::exact(factor.clone())), ..value }
            }
            ExprKind::Negate(of) => {
                let of = self.extent(*of);
                Extent { range: of.range.neg(), ..of }
            }
            ExprKind::Abs(of) => {
                let of = self.extent(*of);
                Extent { range: of.range.abs(), ..of }
            }
            ExprKind::Square { value, factor } => {
                let value = self.extent(*value);
                let range = value.range.square().mul(&Range::exact(factor.clone()));
                Extent { range, ..value }
            }
            ExprKind::Sqrt { .. } => Extent::within(Range::at_least(Number::ZERO)),
            ExprKind::Arith { op, left, right, factor } => {
                let (left, right) = (self.extent(*left), self.extent(*right));
                arithmetic(*op, &left, &right, factor)
            }
            ExprKind::IfMissing { value, default } => {
                let (value, default) = (self.extent(*value), self.extent(*default));
                Extent::within(value.range.hull(&default.range))
            }
            ExprKind::Aggregate { op, value, by: None, .. } => {
                let value = value.map(|value| self.extent(value));
                aggregate(*op, value.as_ref())
            }
            _ => Extent::anything(),
        }
    }

    /// A figure of a record lies in the range of its field: a plan that states another is told so,
    /// and what it states is not known. A year is a year of the calendar.
    fn declared(&self, base: ExprId, field: crate::model::FieldId) -> Extent {
        let Some(field) = self.field(base, field) else { return Extent::anything() };
        match (&field.range, &field.ty) {
            (Some(range), _) => Extent { range: range.clone(), firm: self.is_there(base) },
            (None, FieldType::Year) => {
                let years = Range::at_least(Number::from(1000));
                let years = years.intersect(&Range::at_most(Number::from(9999)));
                years.map_or_else(Extent::anything, Extent::within)
            }
            (None, _) => Extent::anything(),
        }
    }

    /// How many words a value can be, where its vocabulary is not open.
    pub(super) fn closed_words(&self, value: ExprId) -> Option<usize> {
        let Type::Word(id) = self.program.expr(value)?.ty else { return None };
        let vocabulary = self.program.model.vocabulary(id)?;
        (!vocabulary.open).then_some(vocabulary.words.len())
    }
}

fn compared(op: CompareOp, left: &Extent, right: &Extent) -> Outcomes {
    let decided = match ranges_compared(op, &left.range, &right.range) {
        Truth::True => Outcomes::only(true),
        Truth::False => Outcomes::only(false),
        Truth::Unknown => return Outcomes::ANY,
    };
    Outcomes { can_be_open: !(left.firm && right.firm), ..decided }
}

pub(super) fn ranges_compared(op: CompareOp, left: &Range, right: &Range) -> Truth {
    match op {
        CompareOp::Less => left.less(right),
        CompareOp::LessOrEqual => left.less_or_equal(right),
        CompareOp::Greater => right.less(left),
        CompareOp::GreaterOrEqual => right.less_or_equal(left),
        CompareOp::Equal => left.equal(right),
        CompareOp::NotEqual => !left.equal(right),
    }
}

/// Of no member there is no telling, so that failing is never ruled out.
fn some(filter: Option<Outcomes>, body: Outcomes) -> Outcomes {
    let can_hold = body.can_hold && filter.is_none_or(|filter| filter.can_hold);
    Outcomes { can_hold, ..Outcomes::ANY }
}

fn arithmetic(op: ArithOp, left: &Extent, right: &Extent, factor: &Number) -> Extent {
    let (a, b) = (&left.range, &right.range);
    let range = match op {
        ArithOp::Add => a.add(b),
        ArithOp::Subtract => a.sub(b),
        ArithOp::Multiply => a.mul(b),
        ArithOp::Divide => match a.div(b) {
            Ok(range) => range,
            // It has no value in any plan.
            Err(_) => return Extent::anything(),
        },
    };
    let firm = left.firm && right.firm && op != ArithOp::Divide;
    Extent { range: range.mul(&Range::exact(factor.clone())), firm }
}

fn aggregate(op: AggregateOp, value: Option<&Extent>) -> Extent {
    let from_zero = || Range::at_least(Number::ZERO);
    let never_negative = value.is_some_and(Extent::is_from_zero);
    match op {
        AggregateOp::Count => Extent { range: from_zero(), firm: true },
        AggregateOp::Sum if never_negative => Extent::within(from_zero()),
        AggregateOp::Share if never_negative => {
            let whole = from_zero().intersect(&Range::at_most(Number::from(100)));
            whole.map_or_else(Extent::anything, Extent::within)
        }
        AggregateOp::Min | AggregateOp::Max | AggregateOp::Mean => {
            value.map_or_else(Extent::anything, |value| Extent::within(value.range.clone()))
        }
        AggregateOp::Sum | AggregateOp::Share | AggregateOp::List | AggregateOp::Set => {
            Extent::anything()
        }
    }
}
