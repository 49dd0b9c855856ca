//! `and`, `or` and counted conditions, in strong Kleene logic.

use super::Eval;
use super::column::Column;
use super::compare::compare_numbers;
use super::frame::FrameId;
use super::number::Numbers;
use super::truths::Truths;
use crate::base::Truth;
use crate::program::{CompareOp, ExprId, Quota};

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
        let mut result: Option<Truths> = None;
        for operand in operands {
            let next = self.truths(frame, *operand);
            result = Some(result.map_or(next.clone(), |so_far| op(&so_far, &next)));
        }
        let rows = self.frame(frame).rows;
        Column::Truths(result.unwrap_or_else(|| Truths::all(of_none, rows)))
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
