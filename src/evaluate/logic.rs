//! `and`, `or` and counted conditions, in strong Kleene logic.

use super::Eval;
use super::column::Column;
use super::compare::compare_numbers;
use super::frame::FrameId;
use super::number::Numbers;
use super::truths::Truths;
use crate::base::Truth;
use crate::program::{CompareOp, ExprId, ExprKind, Quota};

impl<'a> Eval<'a> {
    pub(super) fn and(&mut self, frame: FrameId, operands: &[ExprId]) -> Column<'a> {
        self.fold(frame, operands, Truth::True, Truths::and)
    }

    pub(super) fn or(&mut self, frame: FrameId, operands: &[ExprId]) -> Column<'a> {
        self.fold(frame, operands, Truth::False, Truths::or)
    }

    fn fold(
        &mut self,
        frame: FrameId,
        operands: &[ExprId],
        of_none: Truth,
        op: impl Fn(&Truths, &Truths) -> Truths,
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        Column::Truths(self.combined(frame, Truths::all(of_none, rows), operands, of_none, op))
    }

    /// Truths and conditions, all of them.
    pub(super) fn all_of(
        &mut self,
        frame: FrameId,
        so_far: Truths,
        conditions: &[ExprId],
    ) -> Truths {
        self.combined(frame, so_far, conditions, Truth::True, Truths::and)
    }

    fn combined(
        &mut self,
        frame: FrameId,
        mut result: Truths,
        operands: &[ExprId],
        of_none: Truth,
        op: impl Fn(&Truths, &Truths) -> Truths,
    ) -> Truths {
        if !self.narrows {
            for operand in operands {
                result = op(&result, &self.truths(frame, *operand));
            }
            return result;
        }
        let rows = self.frame(frame).rows;
        let is_dear = |operand: &&ExprId| self.is_dear(frame, **operand);
        let (dear, cheap): (Vec<&ExprId>, Vec<&ExprId>) = operands.iter().partition(is_dear);
        // Where no operand has decided the result yet.
        let undecided = |result: &Truths| match of_none {
            Truth::True => result.maybe(),
            Truth::False | Truth::Unknown => result.sure().negated(),
        };
        for operand in cheap.into_iter().chain(dear) {
            let left = undecided(&result);
            let next = match left.count() {
                0 if rows > 0 => break,
                few if few * 2 <= rows && self.is_dear(frame, *operand) => {
                    let inner = self.narrowed(frame, &left);
                    self.truths(inner, *operand).spread(&left)
                }
                _ => self.truths(frame, *operand),
            };
            result = op(&result, &next);
        }
        result
    }

    /// The operands of an `and`, and of those that are one.
    pub(super) fn conjuncts(&self, id: ExprId, found: &mut Vec<ExprId>) {
        match self.program.expr(id).map(|expr| &expr.kind) {
            Some(ExprKind::And(operands)) => {
                operands.iter().for_each(|operand| self.conjuncts(*operand, found));
            }
            _ => found.push(id),
        }
    }

    /// `at least n of (…)`.
    pub(super) fn count_of(
        &mut self,
        frame: FrameId,
        quota: Quota,
        number: ExprId,
        of: &[ExprId],
    ) -> Column<'a> {
        let rows = self.frame(frame).rows;
        let (mut least, mut most) = (vec![0; rows], vec![0; rows]);
        for condition in of {
            let truths = self.truths(frame, *condition);
            for (row, (least, most)) in least.iter_mut().zip(&mut most).enumerate() {
                *least += i64::from(truths.sure().get(row));
                *most += i64::from(!truths.never().get(row));
            }
        }
        let count = Numbers::fixed(0, least, Some(most));
        let number = self.numbers(frame, number);
        Column::Truths(compare_numbers(quota_op(quota), &count, &number, rows))
    }
}

/// What a count is to the number it is held against.
pub(super) fn quota_op(quota: Quota) -> CompareOp {
    match quota {
        Quota::AtLeast => CompareOp::GreaterOrEqual,
        Quota::AtMost => CompareOp::LessOrEqual,
        Quota::Exactly => CompareOp::Equal,
    }
}
