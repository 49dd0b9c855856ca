//! What is known of a number: the range it lies in (`[lo, hi]`, exact where both ends are equal).
//!
//! Every operation is sound: whatever the operands turn out to be within their ranges, the result
//! lies within the range given. How operands hang together is ignored, so a range may be wider
//! than need be, never narrower.

use crate::base::Truth;

use super::number::Number;
use super::root::square_root;

/// An end of a range. Ordered as the numbers are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Below every number.
    Below,
    At(Number),
    /// Above every number.
    Above,
}

/// A range of numbers, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// `rounds_up` tells which way the end may be moved.
    fn enclosed(self, rounds_up: bool) -> Bound {
        match self {
            Bound::At(n)
                if n.numer_bits() > LONGEST_END_BITS || n.denom_bits() > LONGEST_END_BITS =>
            {
                Bound::At(n.to_significant(ENCLOSED_DIGITS, rounds_up))
            }
            end => end,
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

    /// The square root: exact where the root is, else enclosed at 18 significant digits. What of
    /// the range lies below zero is left out; a range wholly below zero has no root.
    pub fn sqrt(&self) -> Result<Range, Undefined> {
        if self.hi.is_negative() {
            return Err(Undefined::RootOfNegative);
        }
        let lo = match &self.lo {
            Bound::At(number) if !number.is_negative() => square_root(number).0,
            _ => Number::ZERO,
        };
        let hi = match &self.hi {
            Bound::At(number) => Bound::At(square_root(number).1),
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
