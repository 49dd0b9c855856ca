//! What is known of a number: the range it lies in (`[lo, hi]`, exact where both ends are equal).
//!
//! Every operation is sound: whatever the operands turn out to be within their ranges, the result
//! lies within the range given. How operands hang together is ignored, so a range may be wider
//! than need be, never narrower.

use serde::{Deserialize, Serialize};

use crate::base::Truth;

use super::number::Number;
use super::root::root;

/// An end of a range. Ordered as the numbers are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// Below every number.
    Below,
    At(Number),
    /// Above every number.
    Above,
}

/// A range of numbers, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Range {
    lo: Bound,
    hi: Bound,
}

/// Why an operation has no value at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undefined {
    DivisionByZero,
    RootOfNegative,
}

/// An end longer than this, in bits of its numerator or denominator, is enclosed.
const LONGEST_END_BITS: u64 = 4096;

/// Significant digits of an enclosed end.
const ENCLOSED_DIGITS: u32 = 38;

/// An enclosed end of more than this power of ten is infinite, of less than its inverse zero.
const GREATEST_MAGNITUDE: i32 = 1000;

impl Bound {
    pub fn number(&self) -> Option<&Number> {
        match self {
            Bound::At(number) => Some(number),
            Bound::Below | Bound::Above => None,
        }
    }

    fn is_negative(&self) -> bool {
        match self {
            Bound::Below => true,
            Bound::At(number) => number.is_negative(),
            Bound::Above => false,
        }
    }

    fn is_zero(&self) -> bool {
        self.number().is_some_and(Number::is_zero)
    }

    fn neg(&self) -> Bound {
        match self {
            Bound::Below => Bound::Above,
            Bound::At(number) => Bound::At(number.neg()),
            Bound::Above => Bound::Below,
        }
    }

    /// An infinite end with the sign of the operation's result.
    fn infinite(negative: bool) -> Bound {
        if negative { Bound::Below } else { Bound::Above }
    }

    /// Zero times an infinite end is zero: the end is a limit, never taken.
    fn mul(&self, other: &Bound) -> Bound {
        match (self, other) {
            (Bound::At(a), Bound::At(b)) => Bound::At(a.mul(b)),
            (a, b) if a.is_zero() || b.is_zero() => Bound::At(Number::ZERO),
            (a, b) => Bound::infinite(a.is_negative() != b.is_negative()),
        }
    }

    /// For a divisor that is not zero. Anything over an infinite end comes to zero.
    fn div(&self, divisor: &Bound) -> Bound {
        match (self, divisor) {
            (_, Bound::Below | Bound::Above) => Bound::At(Number::ZERO),
            (Bound::At(a), Bound::At(b)) => {
                a.div(b).map_or(Bound::infinite(a.is_negative()), Bound::At)
            }
            (a, b) => Bound::infinite(a.is_negative() != b.is_negative()),
        }
    }

    /// An end that is too long, moved outward to a short one; `up` is outward for an upper end.
    fn enclosed(self, up: bool) -> Bound {
        match self {
            Bound::At(n)
                if n.numer_bits() > LONGEST_END_BITS || n.denom_bits() > LONGEST_END_BITS =>
            {
                Bound::enclosing(&n, up)
            }
            end => end,
        }
    }

    /// Significant digits alone would not keep the end of a vast or tiny number short.
    fn enclosing(number: &Number, up: bool) -> Bound {
        let outermost = |power: i32| {
            let size = Number::ten_to(power);
            Bound::At(if number.is_negative() { size.neg() } else { size })
        };
        let away_from_zero = up != number.is_negative();
        let magnitude = number.magnitude().unwrap_or(0);
        let within = -i64::from(GREATEST_MAGNITUDE)..i64::from(GREATEST_MAGNITUDE);
        match (within.contains(&magnitude), magnitude < 0) {
            (true, _) => Bound::At(number.to_significant(ENCLOSED_DIGITS, up)),
            (false, true) if away_from_zero => outermost(-GREATEST_MAGNITUDE),
            (false, true) => Bound::At(Number::ZERO),
            (false, false) if away_from_zero => Bound::infinite(number.is_negative()),
            (false, false) => outermost(GREATEST_MAGNITUDE),
        }
    }
}

impl From<Number> for Range {
    fn from(number: Number) -> Range {
        Range::exact(number)
    }
}

impl Range {
    pub fn exact(number: Number) -> Range {
        Range { lo: Bound::At(number.clone()), hi: Bound::At(number) }
    }

    pub fn unbounded() -> Range {
        Range { lo: Bound::Below, hi: Bound::Above }
    }

    pub fn at_least(lo: Number) -> Range {
        Range { lo: Bound::At(lo), hi: Bound::Above }
    }

    pub fn at_most(hi: Number) -> Range {
        Range { lo: Bound::Below, hi: Bound::At(hi) }
    }

    /// The range of both ends; `None` where it would hold no number.
    pub fn new(lo: Bound, hi: Bound) -> Option<Range> {
        let holds = lo <= hi && lo != Bound::Above && hi != Bound::Below;
        holds.then_some(Range { lo, hi })
    }

    pub fn lo(&self) -> &Bound {
        &self.lo
    }

    pub fn hi(&self) -> &Bound {
        &self.hi
    }

    /// The number, where it is known.
    pub fn exact_value(&self) -> Option<&Number> {
        self.lo.number().filter(|_| self.lo == self.hi)
    }

    pub fn is_exact(&self) -> bool {
        self.exact_value().is_some()
    }

    pub fn is_unbounded(&self) -> bool {
        self.lo == Bound::Below && self.hi == Bound::Above
    }

    pub fn contains(&self, number: &Number) -> bool {
        let above = self.lo.number().is_none_or(|lo| lo <= number);
        above && self.hi.number().is_none_or(|hi| number <= hi)
    }

    /// Keeps the ends short: see [`LONGEST_END_BITS`].
    fn kept_short(self) -> Range {
        Range { lo: self.lo.enclosed(false), hi: self.hi.enclosed(true) }
    }

    /// The range an operation on single numbers makes of two ranges; ends by the number.
    fn by_exact(&self, other: &Range, op: impl Fn(&Number, &Number) -> Number) -> Option<Range> {
        let value = op(self.exact_value()?, other.exact_value()?);
        Some(Range::exact(value).kept_short())
    }

    #[must_use]
    pub fn add(&self, other: &Range) -> Range {
        if let Some(sum) = self.by_exact(other, Number::add) {
            return sum;
        }
        let end = |a: &Bound, b: &Bound, infinite: Bound| match (a.number(), b.number()) {
            (Some(a), Some(b)) => Bound::At(a.add(b)),
            _ => infinite,
        };
        let lo = end(&self.lo, &other.lo, Bound::Below);
        let hi = end(&self.hi, &other.hi, Bound::Above);
        Range { lo, hi }.kept_short()
    }

    #[must_use]
    pub fn sub(&self, other: &Range) -> Range {
        self.add(&other.neg())
    }

    #[must_use]
    pub fn mul(&self, other: &Range) -> Range {
        if let Some(product) = self.by_exact(other, Number::mul) {
            return product;
        }
        Range::spanning(self.corners(other, Bound::mul)).kept_short()
    }

    /// The quotient. A divisor that is exactly zero has none; one that may be zero says nothing.
    pub fn div(&self, divisor: &Range) -> Result<Range, Undefined> {
        if divisor.exact_value().is_some_and(Number::is_zero) {
            return Err(Undefined::DivisionByZero);
        }
        if divisor.contains(&Number::ZERO) {
            return Ok(Range::unbounded());
        }
        Ok(Range::spanning(self.corners(divisor, Bound::div)).kept_short())
    }

    fn corners(&self, other: &Range, op: impl Fn(&Bound, &Bound) -> Bound) -> [Bound; 4] {
        [
            op(&self.lo, &other.lo),
            op(&self.lo, &other.hi),
            op(&self.hi, &other.lo),
            op(&self.hi, &other.hi),
        ]
    }

    fn spanning([a, b, c, d]: [Bound; 4]) -> Range {
        let lo = (&a).min(&b).min(&c).min(&d).clone();
        let hi = a.max(b).max(c).max(d);
        Range { lo, hi }
    }

    #[must_use]
    pub fn neg(&self) -> Range {
        Range { lo: self.hi.neg(), hi: self.lo.neg() }
    }

    #[must_use]
    pub fn abs(&self) -> Range {
        if !self.lo.is_negative() {
            return self.clone();
        }
        let mirrored = self.neg();
        if self.hi.is_negative() {
            return mirrored;
        }
        Range { lo: Bound::At(Number::ZERO), hi: mirrored.hi.max(self.hi.clone()) }
    }

    #[must_use]
    pub fn square(&self) -> Range {
        let size = self.abs();
        Range { lo: size.lo.mul(&size.lo), hi: size.hi.mul(&size.hi) }.kept_short()
    }

    /// The square root: see [`Range::root`].
    pub fn sqrt(&self) -> Result<Range, Undefined> {
        self.root(2)
    }

    /// The root of a degree from 1 on: exact where the root is, else enclosed at 18 significant
    /// digits. What of the range lies below zero is left out; a range wholly below zero has no
    /// root.
    pub fn root(&self, degree: u32) -> Result<Range, Undefined> {
        if self.hi.is_negative() {
            return Err(Undefined::RootOfNegative);
        }
        if let Some(number) = self.exact_value() {
            let (lo, hi) = root(number, degree);
            return Ok(Range { lo: Bound::At(lo), hi: Bound::At(hi) });
        }
        let lo = match &self.lo {
            Bound::At(number) if !number.is_negative() => root(number, degree).0,
            _ => Number::ZERO,
        };
        let hi = match &self.hi {
            Bound::At(number) => Bound::At(root(number, degree).1),
            end => end.clone(),
        };
        Ok(Range { lo: Bound::At(lo), hi })
    }

    /// The least range that holds both.
    #[must_use]
    pub fn hull(&self, other: &Range) -> Range {
        Range { lo: (&self.lo).min(&other.lo).clone(), hi: (&self.hi).max(&other.hi).clone() }
    }

    /// What lies in both; `None` where nothing does.
    pub fn intersect(&self, other: &Range) -> Option<Range> {
        let lo = (&self.lo).max(&other.lo).clone();
        let hi = (&self.hi).min(&other.hi).clone();
        Range::new(lo, hi)
    }

    /// `self < other`.
    pub fn less(&self, other: &Range) -> Truth {
        decided(self.hi < other.lo, self.lo >= other.hi)
    }

    /// `self <= other`.
    pub fn less_or_equal(&self, other: &Range) -> Truth {
        decided(self.hi <= other.lo, self.lo > other.hi)
    }

    /// `self = other`.
    pub fn equal(&self, other: &Range) -> Truth {
        let same = self.is_exact() && self == other;
        decided(same, self.hi < other.lo || other.hi < self.lo)
    }
}

fn decided(surely: bool, surely_not: bool) -> Truth {
    match (surely, surely_not) {
        (true, _) => Truth::True,
        (false, true) => Truth::False,
        (false, false) => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse_decimal(text).unwrap()
    }

    fn exact(text: &str) -> Range {
        Range::exact(number(text))
    }

    fn between(lo: &str, hi: &str) -> Range {
        Range::new(Bound::At(number(lo)), Bound::At(number(hi))).unwrap()
    }

    #[test]
    fn a_range_that_holds_nothing_is_none() {
        assert_eq!(Range::new(Bound::At(number("2")), Bound::At(number("1"))), None);
        assert_eq!(Range::new(Bound::Above, Bound::Above), None);
        assert_eq!(Range::new(Bound::Below, Bound::Below), None);
        assert_eq!(between("1", "2").intersect(&between("3", "4")), None);
        assert_eq!(between("1", "3").intersect(&between("3", "4")), Some(exact("3")));
    }

    #[test]
    fn nothing_of_what_is_unknown_is_nothing() {
        assert_eq!(exact("0").mul(&Range::unbounded()), exact("0"));
        let up = Range::at_least(number("0"));
        assert_eq!(up.mul(&Range::at_least(number("2"))), up);
        assert_eq!(up.mul(&exact("-1")), Range::at_most(number("0")));
        assert_eq!(Range::unbounded().mul(&Range::unbounded()), Range::unbounded());
    }

    #[test]
    fn quotients() {
        assert_eq!(exact("1").div(&exact("0")), Err(Undefined::DivisionByZero));
        assert_eq!(exact("1").div(&between("0", "1")), Ok(Range::unbounded()));
        assert_eq!(exact("6").div(&between("2", "3")), Ok(between("2", "3")));
        assert_eq!(exact("6").div(&Range::at_least(number("2"))), Ok(between("0", "3")));
        let up = Range::at_least(number("1"));
        assert_eq!(up.div(&up), Ok(Range::at_least(number("0"))));
        assert_eq!(up.div(&up.neg()), Ok(Range::at_most(number("0"))));
    }

    #[test]
    fn sizes_squares_and_roots() {
        assert_eq!(between("-3", "2").abs(), between("0", "3"));
        assert_eq!(between("-3", "2").square(), between("0", "9"));
        assert_eq!(between("-3", "-2").square(), between("4", "9"));
        assert_eq!(Range::at_most(number("-2")).square(), Range::at_least(number("4")));
        assert_eq!(exact("-1").sqrt(), Err(Undefined::RootOfNegative));
        assert_eq!(between("-4", "2.25").sqrt(), Ok(between("0", "1.5")));
        assert_eq!(Range::unbounded().sqrt(), Ok(Range::at_least(number("0"))));
        assert_eq!(exact("2").sqrt(), Ok(between("1.41421356237309504", "1.41421356237309505")));
        assert_eq!(exact("1.61051").root(5), Ok(exact("1.1")));
        assert_eq!(between("0.001", "8").root(3), Ok(between("0.1", "2")));
        assert_eq!(exact("7").root(1), Ok(exact("7")));
        assert_eq!(exact("-8").root(3), Err(Undefined::RootOfNegative));
        assert_eq!(Range::at_least(number("-1")).root(4), Ok(Range::at_least(number("0"))));
        // 2^(1/12), the step of a tempered scale.
        let step = exact("2").root(12).unwrap();
        assert_eq!(step, between("1.05946309435929526", "1.05946309435929527"));
    }

    #[test]
    fn comparisons_follow_the_ends() {
        use Truth::{False, True, Unknown};
        let table = [
            // left, right, <, <=, =
            (exact("1"), exact("1"), False, True, True),
            (exact("1"), exact("2"), True, True, False),
            (between("1", "2"), exact("2"), Unknown, True, Unknown),
            (exact("2"), between("1", "2"), False, Unknown, Unknown),
            (between("1", "2"), between("1", "2"), Unknown, Unknown, Unknown),
            (between("3", "4"), between("1", "2"), False, False, False),
            (Range::unbounded(), Range::unbounded(), Unknown, Unknown, Unknown),
            (Range::at_least(number("3")), Range::at_most(number("3")), False, Unknown, Unknown),
        ];
        for (left, right, less, less_or_equal, equal) in table {
            assert_eq!(left.less(&right), less, "{left:?} < {right:?}");
            assert_eq!(left.less_or_equal(&right), less_or_equal, "{left:?} <= {right:?}");
            assert_eq!(left.equal(&right), equal, "{left:?} = {right:?}");
        }
    }

    /// Too long to be kept, and near one.
    fn long() -> Number {
        let half = Number::fraction(1, 2).unwrap();
        let mut power = Number::fraction(2, 3).unwrap();
        for _ in 0..12 {
            power = power.mul(&power);
        }
        half.add(&power)
    }

    #[test]
    fn long_ends_are_enclosed() {
        let value = long();
        assert!(value.denom_bits() > LONGEST_END_BITS);
        for value in [value.clone(), value.neg()] {
            let kept = Range::exact(value.clone()).add(&exact("0"));
            let (lo, hi) = (kept.lo().number().unwrap(), kept.hi().number().unwrap());
            assert!(*lo < value && value < *hi);
            assert_eq!(hi.sub(lo), Number::ten_to(-38));
            assert!(lo.denom_bits() < 200);
            assert_eq!(kept.equal(&Range::exact(value)), Truth::Unknown);
        }
    }

    #[test]
    fn no_chain_of_operations_makes_an_end_grow_without_end() {
        for start in ["3", "-3", "0.3", "-0.3", "1.0000001"] {
            let (mut range, mut sum) = (exact(start), exact(start));
            for _ in 0..40 {
                range = range.mul(&range);
                sum = sum.add(&range);
            }
            for end in [range.lo(), range.hi(), sum.lo(), sum.hi()] {
                if let Bound::At(number) = end {
                    assert!(number.numer_bits().max(number.denom_bits()) <= LONGEST_END_BITS);
                }
            }
            assert!(!range.is_exact());
        }
    }

    #[test]
    fn vast_and_tiny_ends_move_outward() {
        let vast = exact("1e400").square().square();
        assert_eq!(vast, Range::at_least(Number::ten_to(1000)));
        assert_eq!(vast.neg().add(&exact("0")), vast.neg());
        let minus_tiny = exact("-1e-400").mul(&exact("1e-400").square()).mul(&exact("1e-400"));
        assert_eq!(
            minus_tiny,
            Range::new(Bound::At(Number::ten_to(-1000).neg()), Bound::At(Number::ZERO)).unwrap()
        );
    }
}
