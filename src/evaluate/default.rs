//! `x if missing v`: a value in place of one that a plan leaves out.
//!
//! The default counts where `x is missing` is true; of what is worked out, where one of the values
//! that it is worked out from is. It never hides that there is nothing to work out: a division by
//! zero stays one. Where it is not known whether a plan leaves something out (it is withheld, or
//! cannot be read), the value may be either.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, Ids, Rows};
use super::frame::FrameId;
use super::number::Numbers;
use super::truths::Truths;
use crate::base::{Bits, Truth};
use crate::facts::ABSENT;
use crate::program::{ArithOp, ExprId, ExprKind, SeriesPoint};
use crate::quantity::Number;

impl<'a> Eval<'a> {
    pub(super) fn if_missing(
        &mut self,
        frame: FrameId,
        id: ExprId,
        value: ExprId,
        default: ExprId,
    ) -> Column<'a> {
        let missing = self.default_counts(frame, id);
        let (given, default) = (self.eval(frame, value), self.eval(frame, default));
        let rows = self.frame(frame).rows;
        if !missing.maybe().any() {
            return given;
        }
        let ids = |a: &Ids, b: &Ids, unknown: u32| {
            let one = |row| match missing.get(row) {
                Truth::False => a.get(row),
                Truth::True => b.get(row),
                Truth::Unknown if a.get(row) == b.get(row) => a.get(row),
                Truth::Unknown => unknown,
            };
            Ids::Each((0..rows).map(one).collect::<Vec<_>>().into())
        };
        match (&given, &default) {
            (Column::Numbers(a), Column::Numbers(b)) => {
                Column::Numbers(either_of(&missing, a, b, rows))
            }
            (Column::Truths(a), Column::Truths(b)) => {
                Column::Truths(Truths::from_fn(rows, |row| match missing.get(row) {
                    Truth::False => a.get(row),
                    Truth::True => b.get(row),
                    Truth::Unknown if a.get(row) == b.get(row) => a.get(row),
                    Truth::Unknown => Truth::Unknown,
                }))
            }
            (Column::Ids(a), Column::Ids(b)) => Column::Ids(ids(a, b, ABSENT)),
            (Column::Rows(a), Column::Rows(b)) => {
                let left_out = self.facts.table(a.table).map_or(ABSENT, |table| table.left_out);
                Column::Rows(Rows { table: a.table, at: ids(&a.at, &b.at, left_out) })
            }
            _ => given,
        }
    }

    /// Where the default of an `if missing` stands in the place of its value.
    pub(super) fn default_counts(&mut self, frame: FrameId, id: ExprId) -> Truths {
        let program = self.program;
        let rows = self.frame(frame).rows;
        let Some(ExprKind::IfMissing { value, .. }) = program.expr(id).map(|expr| &expr.kind)
        else {
            return Truths::all(Truth::False, rows);
        };
        let silence = self.silence(frame, *value);
        match silence.beyond {
            Some(beyond) => silence.missing.and(&Truths::known(beyond.negated())),
            None => silence.missing,
        }
    }

    /// What a plan is silent on of the values that an expression is worked out from.
    fn silence(&mut self, frame: FrameId, id: ExprId) -> Silence {
        let program = self.program;
        let rows = self.frame(frame).rows;
        let none = Silence { missing: Truths::all(Truth::False, rows), beyond: None };
        let Some(kind) = program.expr(id).map(|expr| &expr.kind) else { return none };
        match kind {
            ExprKind::Field { .. } | ExprKind::Keyed { .. } | ExprKind::Point { .. } => {
                Silence { missing: self.is_stated(frame, id).negated(), beyond: None }
            }
            ExprKind::AnnualGrowth(series) => {
                let ends = [SeriesPoint::Baseline, SeriesPoint::Target];
                let [baseline, target] = ends.map(|at| self.point_stated(frame, *series, at));
                let missing = baseline.and(&target).negated();
                let found = self.series(frame, *series);
                let beyond = Bits::from_fn(rows, |row| {
                    self.years_of_growth(&found, row) == Some(None)
                        || self.grows_from_nothing(frame, &found, row)
                });
                self.silence_of(frame, id, Silence { missing, beyond: Some(beyond) })
            }
            ExprKind::IfMissing { value, default } => {
                let (value, default) = (self.silence(frame, *value), self.silence(frame, *default));
                let both = value.missing.and(&default.missing);
                Silence { missing: both, ..value.with(default) }
            }
            ExprKind::Scale { .. }
            | ExprKind::Arith { .. }
            | ExprKind::Negate(_)
            | ExprKind::Abs(_)
            | ExprKind::Square { .. }
            | ExprKind::Sqrt { .. }
            | ExprKind::YearOf(_)
            | ExprKind::Ancestor { .. }
            | ExprKind::Lift { .. } => {
                let operands = kind.operands();
                let of: Vec<Silence> =
                    operands.iter().map(|operand| self.silence(frame, *operand)).collect();
                let mut all = of.into_iter().fold(none, Silence::with);
                if let ExprKind::Arith { op, left, right, .. } = kind {
                    let clash = self.currencies_clash(frame, &[*left, *right]);
                    all = all.beyond(clash.as_deref().cloned());
                    if *op == ArithOp::Divide {
                        let divisor = self.numbers(frame, *right);
                        let is_zero =
                            |row| divisor.value(row).as_ref().is_some_and(Number::is_zero);
                        all = all.beyond(Some(Bits::from_fn(rows, is_zero)));
                    }
                }
                self.silence_of(frame, id, all)
            }
            _ => none,
        }
    }

    /// Adds the rows where an expression has no value though nothing that it reads is left out.
    fn silence_of(&mut self, frame: FrameId, id: ExprId, silence: Silence) -> Silence {
        let Column::Numbers(numbers) = self.eval(frame, id) else { return silence };
        let rows = self.frame(frame).rows;
        let lost = numbers.undefined.map(|undefined| {
            Bits::from_fn(rows, |row| undefined.get(row) && silence.missing.never().get(row))
        });
        silence.beyond(lost)
    }
}

/// By row, what a plan is silent on.
struct Silence {
    /// Something is left out.
    missing: Truths,
    /// There is no value, whatever the plan would state.
    beyond: Option<Bits>,
}

impl Silence {
    fn beyond(self, more: Option<Bits>) -> Silence {
        let beyond = match (self.beyond, more) {
            (Some(a), Some(b)) => Some(a.or(&b)),
            (one, other) => one.or(other),
        };
        Silence { beyond, ..self }
    }

    fn with(self, other: Silence) -> Silence {
        let missing = self.missing.or(&other.missing);
        Silence { missing, ..self.beyond(other.beyond) }
    }
}

/// The default where it counts, the value where it does not, and the range of both where that is
/// not known.
fn either_of<'a>(missing: &Truths, a: &Numbers<'a>, b: &Numbers<'a>, rows: usize) -> Numbers<'a> {
    let mut lost = Bits::zeros(rows);
    let mut ranges = Vec::with_capacity(rows);
    for row in 0..rows {
        let (range, undefined) = match missing.get(row) {
            Truth::False => (a.range(row), a.is_undefined(row)),
            Truth::True => (b.range(row), b.is_undefined(row)),
            Truth::Unknown => {
                (a.range(row).hull(&b.range(row)), a.is_undefined(row) || b.is_undefined(row))
            }
        };
        ranges.push(range);
        lost.set(row, undefined);
    }
    Numbers::exact(ranges, lost.any().then(|| Rc::new(lost)))
}
