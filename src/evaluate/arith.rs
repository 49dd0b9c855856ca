//! Arithmetic on columns: digits where they fit, exact ranges where not.

use std::rc::Rc;

use super::Eval;
use super::column::{Column, either};
use super::frame::FrameId;
use super::number::{ABOVE, BELOW, Ends, Fixed, Numbers, Plane, finite};
use crate::base::Bits;
use crate::program::{ArithOp, ExprId};
use crate::quantity::{Bound, Number, Range, Undefined};

impl<'a> Eval<'a> {
    pub(super) fn scale(&mut self, frame: FrameId, value: ExprId, factor: &Number) -> Column<'a> {
        let numbers = self.numbers(frame, value);
        Column::Numbers(scaled(&numbers, factor, self.frame(frame).rows))
    }

    pub(super) fn arith(
        &mut self,
        frame: FrameId,
        op: ArithOp,
        left: ExprId,
        right: ExprId,
        factor: &Number,
    ) -> Column<'a> {
        let (a, b) = (self.numbers(frame, left), self.numbers(frame, right));
        let rows = self.frame(frame).rows;
        let made = match op {
            ArithOp::Add => scaled(&add(&a, &b, rows), factor, rows),
            ArithOp::Subtract => scaled(&add(&a, &negated(&b, rows), rows), factor, rows),
            ArithOp::Multiply => scaled(&multiply(&a, &b, rows), factor, rows),
            ArithOp::Divide => divide(&a, &b, factor, rows),
        };
        let clash = self.currencies_clash(frame, &[left, right]);
        let undefined = either(made.undefined.as_ref(), clash.as_ref());
        Column::Numbers(made.with_undefined(undefined))
    }

    pub(super) fn negate(&mut self, frame: FrameId, value: ExprId) -> Column<'a> {
        let numbers = self.numbers(frame, value);
        Column::Numbers(negated(&numbers, self.frame(frame).rows))
    }

    pub(super) fn each(
        &mut self,
        frame: FrameId,
        value: ExprId,
        f: impl Fn(&Range) -> Range,
    ) -> Column<'a> {
        let numbers = self.numbers(frame, value);
        Column::Numbers(numbers.map(self.frame(frame).rows, f))
    }

    pub(super) fn sqrt(&mut self, frame: FrameId, value: ExprId, factor: &Number) -> Column<'a> {
        let numbers = self.numbers(frame, value);
        let rows = self.frame(frame).rows;
        let factor = Range::exact(factor.clone());
        // The factor goes to the operand: the root of 25 % is 50 %, which is the root of 2500.
        let root = |row| match numbers.range(row).mul(&factor) {
            // It may turn out to be negative, and then has no root.
            operand if operand.lo() < &Bound::At(Number::ZERO) => Err(Undefined::RootOfNegative),
            operand => operand.sqrt(),
        };
        Column::Numbers(partial(rows, numbers.undefined.as_ref(), root))
    }
}

/// A function of each row that has no value for some.
pub(super) fn partial<'a>(
    rows: usize,
    undefined: Option<&Rc<Bits>>,
    f: impl Fn(usize) -> Result<Range, Undefined>,
) -> Numbers<'a> {
    let mut lost = undefined.map_or_else(|| Bits::zeros(rows), |bits| (**bits).clone());
    let mut made = Vec::with_capacity(rows);
    for row in 0..rows {
        made.push(f(row).unwrap_or_else(|_| {
            lost.set(row, true);
            Range::unbounded()
        }));
    }
    Numbers::exact(made, lost.any().then(|| Rc::new(lost)))
}

pub(super) fn scaled<'a>(numbers: &Numbers<'a>, factor: &Number, rows: usize) -> Numbers<'a> {
    if *factor == Number::ONE {
        return numbers.clone();
    }
    if let Ends::Fixed(fixed) = &numbers.ends
        && let Some(fixed) = fixed.multiplied(factor)
    {
        return Numbers { ends: Ends::Fixed(fixed), undefined: numbers.undefined.clone() };
    }
    let factor = Range::exact(factor.clone());
    numbers.map(rows, |range| range.mul(&factor))
}

pub(super) fn negated<'a>(numbers: &Numbers<'a>, rows: usize) -> Numbers<'a> {
    match &numbers.ends {
        Ends::Fixed(fixed) => {
            Numbers { ends: Ends::Fixed(fixed.negated()), undefined: numbers.undefined.clone() }
        }
        Ends::One(_) | Ends::Exact(_) => numbers.map(rows, Range::neg),
    }
}

/// The ranges of both, row by row.
fn by_ranges<'a>(
    a: &Numbers<'a>,
    b: &Numbers<'a>,
    rows: usize,
    f: impl Fn(&Range, &Range) -> Range,
) -> Numbers<'a> {
    let made = (0..rows).map(|row| f(&a.range(row), &b.range(row))).collect();
    Numbers::exact(made, either(a.undefined.as_ref(), b.undefined.as_ref()))
}

fn add<'a>(a: &Numbers<'a>, b: &Numbers<'a>, rows: usize) -> Numbers<'a> {
    let fixed = match (&a.ends, &b.ends) {
        (Ends::Fixed(x), Ends::Fixed(y)) => add_fixed(x, y),
        _ => None,
    };
    match fixed {
        Some(fixed) => Numbers {
            ends: Ends::Fixed(fixed),
            undefined: either(a.undefined.as_ref(), b.undefined.as_ref()),
        },
        None => by_ranges(a, b, rows, Range::add),
    }
}

fn add_fixed<'a>(a: &Fixed<'a>, b: &Fixed<'a>) -> Option<Fixed<'a>> {
    let (a, b) = a.aligned(b)?;
    let plus = |infinite: i64| {
        move |a: i64, b: i64| match (finite(a), finite(b)) {
            (Some(a), Some(b)) => a.checked_add(b).and_then(finite),
            _ => Some(infinite),
        }
    };
    let hi = match (a.is_known(), b.is_known()) {
        (true, true) => None,
        _ => Some(a.hi().try_zip(b.hi(), plus(ABOVE))?),
    };
    Some(Fixed { scale: a.scale, lo: a.lo.try_zip(&b.lo, plus(BELOW))?, hi })
}

fn multiply<'a>(a: &Numbers<'a>, b: &Numbers<'a>, rows: usize) -> Numbers<'a> {
    let fixed = match (&a.ends, &b.ends) {
        (Ends::Fixed(x), Ends::Fixed(y)) if x.is_known() && y.is_known() => multiply_fixed(x, y),
        _ => None,
    };
    match fixed {
        Some(fixed) => Numbers {
            ends: Ends::Fixed(fixed),
            undefined: either(a.undefined.as_ref(), b.undefined.as_ref()),
        },
        None => by_ranges(a, b, rows, Range::mul),
    }
}

/// For columns that are known throughout.
fn multiply_fixed<'a>(a: &Fixed<'a>, b: &Fixed<'a>) -> Option<Fixed<'a>> {
    let scale = a.scale.checked_add(b.scale).filter(|scale| *scale <= 18)?;
    let lo: Plane = a.lo.try_zip(&b.lo, |a, b| a.checked_mul(b).and_then(finite))?;
    Some(Fixed { scale, lo, hi: None })
}

fn divide<'a>(a: &Numbers<'a>, b: &Numbers<'a>, factor: &Number, rows: usize) -> Numbers<'a> {
    let factor = Range::exact(factor.clone());
    let undefined = either(a.undefined.as_ref(), b.undefined.as_ref());
    // A divisor that may turn out to be zero leaves nothing to go on: not even that the quotient
    // times zero is zero.
    partial(rows, undefined.as_ref(), |row| match b.range(row) {
        divisor if divisor.contains(&Number::ZERO) => Err(Undefined::DivisionByZero),
        divisor => Ok(a.range(row).div(&divisor)?.mul(&factor)),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evaluate::compare::{compare_numbers, compare_two};
    use crate::program::CompareOp;

    /// A column of digits with gaps, and the same as ranges.
    fn column() -> impl Strategy<Value = (Numbers<'static>, Vec<Range>)> {
        let end = prop_oneof![
            4 => -50i64..50,
            1 => prop_oneof![Just(i64::MAX - 1), Just(i64::MIN + 2), Just(i64::MAX / 3)],
        ];
        let value = (
            end,
            prop_oneof![3 => Just(Some(0i64)), 1 => (0i64..9).prop_map(Some), 1 => Just(None)],
        );
        (0u8..3, proptest::collection::vec(value, 3)).prop_map(|(scale, values)| {
            let lo: Vec<i64> = values
                .iter()
                .map(|(lo, width)| if width.is_some() { *lo } else { BELOW })
                .collect();
            let hi: Vec<i64> = values
                .iter()
                .map(|(lo, width)| {
                    width.map_or(ABOVE, |width| lo.saturating_add(width).min(ABOVE - 1))
                })
                .collect();
            let hi = (lo != hi).then_some(hi);
            let numbers = Numbers::fixed(scale, lo, hi);
            let ranges = (0..3).map(|row| numbers.range(row)).collect();
            (numbers, ranges)
        })
    }

    proptest! {
        #[test]
        fn digits_and_ranges_agree((a, x) in column(), (b, y) in column(), factor in 1i64..2000) {
            let number = Number::fraction(i128::from(factor), 100).unwrap();
            for row in 0..3 {
                prop_assert_eq!(add(&a, &b, 3).range(row), x[row].add(&y[row]));
                prop_assert_eq!(multiply(&a, &b, 3).range(row), x[row].mul(&y[row]));
                prop_assert_eq!(negated(&a, 3).range(row), x[row].neg());
                let scaled = scaled(&a, &number, 3).range(row);
                prop_assert_eq!(scaled, x[row].mul(&Range::exact(number.clone())));
                for op in [CompareOp::Less, CompareOp::LessOrEqual, CompareOp::Greater,
                           CompareOp::GreaterOrEqual, CompareOp::Equal, CompareOp::NotEqual] {
                    let truth = compare_numbers(op, &a, &b, 3).get(row);
                    prop_assert_eq!(truth, compare_two(op, &x[row], &y[row]));
                }
            }
        }
    }

    #[test]
    fn a_division_by_zero_is_undefined_and_decides_nothing() {
        let zero = Numbers::one(Range::exact(Number::ZERO));
        let one = Numbers::one(Range::exact(Number::ONE));
        let quotient = divide(&one, &zero, &Number::ONE, 1);
        assert!(quotient.is_undefined(0));
        // Nothing times it is known either, though zero times anything is zero.
        let product = multiply(&zero, &quotient, 1);
        let truth = compare_numbers(CompareOp::Equal, &product, &zero, 1).get(0);
        assert_eq!(truth, crate::base::Truth::Unknown);
    }

    #[test]
    fn thirds_add_up_to_one() {
        let one = Numbers::one(Range::exact(Number::ONE));
        let three = Numbers::one(Range::exact(Number::from_i64(3)));
        let third = divide(&one, &three, &Number::ONE, 1);
        let sum = add(&add(&third, &third, 1), &third, 1);
        assert_eq!(sum.range(0).lo(), &Bound::At(Number::ONE));
        assert!(sum.is_known(0));
    }
}
