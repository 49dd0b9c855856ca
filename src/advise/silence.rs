//! What a condition comes out as for a plan that says nothing but what it cannot leave out, with
//! the model's defaults and without.

use rustc_hash::FxHashMap;

use super::logic::Logic;
use super::outcome::ranges_compared;
use crate::base::Truth;
use crate::model::{DefaultValue, FieldId, WordId};
use crate::program::{CompareOp, ExprId, ExprKind, ParameterValue, Quota};
use crate::quantity::{Number, Range};

/// A plan that is silent, read with or without the model's defaults.
pub(super) struct Silence<'l, 'a> {
    logic: &'l mut Logic<'a>,
    with_defaults: bool,
    known: FxHashMap<ExprId, Truth>,
}

impl<'l, 'a> Silence<'l, 'a> {
    pub(super) fn new(logic: &'l mut Logic<'a>, with_defaults: bool) -> Self {
        Silence { logic, with_defaults, known: FxHashMap::default() }
    }

    pub(super) fn truth(&mut self, id: ExprId) -> Truth {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let made = self.work_out(id);
        self.known.insert(id, made);
        made
    }

    fn work_out(&mut self, id: ExprId) -> Truth {
        match self.logic.kind(id) {
            Some(ExprKind::Truth(value)) => Truth::from_bool(*value),
            Some(ExprKind::Not(of)) => !self.truth(*of),
            Some(ExprKind::And(of)) => {
                of.iter().fold(Truth::True, |all, one| all.and(self.truth(*one)))
            }
            Some(ExprKind::Or(of)) => {
                of.iter().fold(Truth::False, |any, one| any.or(self.truth(*one)))
            }
            Some(ExprKind::CountOf { quota, number, of }) => self.count_of(*quota, *number, of),
            Some(ExprKind::Field { base, field }) => match self.default(*base, *field) {
                Some(DefaultValue::Boolean(value)) => Truth::from_bool(*value),
                _ => Truth::Unknown,
            },
            Some(ExprKind::Parameter(parameter)) => {
                match self.logic.program.parameter(*parameter).map(|it| &it.value) {
                    Some(ParameterValue::Truth(value)) => Truth::from_bool(*value),
                    _ => Truth::Unknown,
                }
            }
            Some(ExprKind::IsStated(of)) => self.is_stated(*of),
            Some(ExprKind::Same { left, right, negated }) => {
                match (self.word(*left), self.word(*right)) {
                    (Some(left), Some(right)) => Truth::from_bool((left == right) != *negated),
                    _ => Truth::Unknown,
                }
            }
            Some(ExprKind::IsOneOf { value, set }) => match (self.word(*value), self.words(*set)) {
                (Some(word), Some(words)) => Truth::from_bool(words.contains(&word)),
                _ => Truth::Unknown,
            },
            Some(ExprKind::Includes { list, member }) => {
                match (self.words(*list), self.word(*member)) {
                    (Some(words), Some(word)) => Truth::from_bool(words.contains(&word)),
                    _ => Truth::Unknown,
                }
            }
            Some(ExprKind::Compare { op, left, right }) => {
                match (self.figure(*left), self.figure(*right)) {
                    (Some(left), Some(right)) => ranges_compared(*op, &left, &right),
                    _ => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }

    fn count_of(&mut self, quota: Quota, number: ExprId, of: &[ExprId]) -> Truth {
        let Some(number) = self.figure(number) else { return Truth::Unknown };
        let truths: Vec<Truth> = of.iter().map(|one| self.truth(*one)).collect();
        let count = |truth: Truth| {
            let count = truths.iter().filter(|one| **one == truth).count();
            Number::from(i64::try_from(count).unwrap_or(i64::MAX))
        };
        let sure = count(Truth::True);
        let most = sure.add(&count(Truth::Unknown));
        let range = Range::at_least(sure).intersect(&Range::at_most(most));
        let Some(range) = range else { return Truth::Unknown };
        let op = match quota {
            Quota::AtLeast => CompareOp::GreaterOrEqual,
            Quota::AtMost => CompareOp::LessOrEqual,
            Quota::Exactly => CompareOp::Equal,
        };
        ranges_compared(op, &range, &number)
    }

    fn is_stated(&mut self, of: ExprId) -> Truth {
        match self.logic.kind(of) {
            Some(ExprKind::Field { base, field }) if self.logic.is_there(*base) => {
                Truth::from_bool(self.default(*base, *field).is_some())
            }
            _ => Truth::Unknown,
        }
    }

    /// What a record that says nothing of a field is taken to say of it.
    fn default(&self, base: ExprId, field: FieldId) -> Option<&'a DefaultValue> {
        let there = self.with_defaults && self.logic.is_there(base);
        self.logic.field(base, field).filter(|_| there)?.default.as_ref()
    }

    fn word(&self, id: ExprId) -> Option<WordId> {
        match self.logic.kind(id)? {
            ExprKind::Field { base, field } => match self.default(*base, *field)? {
                DefaultValue::Word(word) => Some(*word),
                _ => None,
            },
            _ => self.logic.word(id),
        }
    }

    fn words(&self, id: ExprId) -> Option<Vec<WordId>> {
        match self.logic.kind(id)? {
            ExprKind::Field { base, field } => match self.default(*base, *field)? {
                DefaultValue::Words(words) => Some(words.clone()),
                DefaultValue::Empty => Some(Vec::new()),
                _ => None,
            },
            ExprKind::SetOf(members) => {
                members.iter().map(|member| self.logic.word(*member)).collect()
            }
            ExprKind::Parameter(parameter) => {
                match &self.logic.program.parameter(*parameter)?.value {
                    ParameterValue::Words(words) => Some(words.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A figure that is known, or is known to lie somewhere, of a plan that says nothing.
    fn figure(&mut self, id: ExprId) -> Option<Range> {
        match self.logic.kind(id)? {
            ExprKind::Field { base, field } => match self.default(*base, *field) {
                Some(DefaultValue::Number(number)) => Some(Range::exact(number.clone())),
                _ => self.bounded(id),
            },
            ExprKind::Parameter(parameter) => {
                match &self.logic.program.parameter(*parameter)?.value {
                    ParameterValue::Number(number) => Some(Range::exact(number.clone())),
                    _ => None,
                }
            }
            ExprKind::Scale { value, factor } => {
                Some(self.figure(*value)?.mul(&Range::exact(factor.clone())))
            }
            ExprKind::Negate(of) => Some(self.figure(*of)?.neg()),
            _ => self.bounded(id),
        }
    }

    fn bounded(&mut self, id: ExprId) -> Option<Range> {
        let extent = self.logic.extent(id);
        extent.firm.then_some(extent.range)
    }
}
