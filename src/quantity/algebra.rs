//! What comes of computing with units.
//!
//! Values are kept in the number of their own unit (`30 %` is 30), so every result unit comes
//! with the exact factor that the raw result is multiplied by.

use std::fmt;

use super::number::Number;
use super::table::{UnitTable, hundredth};
use super::unit::{Atom, DimensionId, Measure, Per, Unit};

/// A sum, difference or comparison: both operands in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The unit of a sum or difference. The left operand's own in a comparison.
    pub unit: Unit,
    /// What the right operand is multiplied by before the operation.
    pub right_factor: Number,
}

/// A product, quotient or square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub unit: Unit,
    /// What the raw product or quotient is multiplied by.
    pub factor: Number,
}

/// Why an operation on units has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitError {
    /// A number, a percentage or percentage points meet one another.
    NumberLike,
    /// The operands measure different things.
    Dimensions,
    /// One dimension, but units that never convert: two currencies, current and constant prices.
    NeverConverts,
    /// Percentage points less a percentage.
    PointsLessPercent,
    /// The product of two quantities neither of which is per the other.
    Product,
    /// A number per quantity, or a quotient that would have a product in it.
    Quotient,
    /// The square of a quantity.
    Square,
    /// The root of anything but a number or a percentage.
    Root,
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            UnitError::NumberLike => {
                "numbers, percentages and percentage points are not mixed without a conversion"
            }
            UnitError::Dimensions => "the two sides measure different things",
            UnitError::NeverConverts => "these units are never converted into each other",
            UnitError::PointsLessPercent => "a percentage is not taken from percentage points",
            UnitError::Product => "two quantities are multiplied only where one is per the other",
            UnitError::Quotient => "this quotient has no unit",
            UnitError::Square => "the square of a quantity has no unit",
            UnitError::Root => "a root is taken of numbers and percentages only",
        })
    }
}

/// A unit brought to roots: its size, and the roots above and below the line, in order.
struct Reduced {
    factor: Number,
    above: Vec<Atom>,
    below: Vec<Atom>,
}

/// One factor of a product of units, as it was written.
#[derive(Clone)]
struct Factor {
    atom: Atom,
    count: Number,
    root: Option<Atom>,
}

impl UnitTable {
    fn size(&self, per: &Per) -> Number {
        self.factor_of(per.atom).mul(&per.count)
    }

    /// How many roots, or ones, one of the unit is.
    fn size_of(&self, unit: &Unit) -> Number {
        match unit {
            Unit::Number => Number::ONE,
            Unit::Percent | Unit::PercentagePoint => hundredth(),
            Unit::Measure(Measure { top, per }) => {
                let below = per.iter().fold(Number::ONE, |size, per| size.mul(&self.size(per)));
                let top = self.factor_of(*top);
                top.div(&below).unwrap_or(top)
            }
        }
    }

    fn reduced(&self, unit: &Unit) -> Reduced {
        let factor = self.size_of(unit);
        let (above, mut below) = match unit {
            Unit::Number | Unit::Percent | Unit::PercentagePoint => (Vec::new(), Vec::new()),
            Unit::Measure(Measure { top, per }) => (
                self.root_of(*top).into_iter().collect(),
                per.iter().filter_map(|per| self.root_of(per.atom)).collect::<Vec<_>>(),
            ),
        };
        below.sort_unstable();
        Reduced { factor, above, below }
    }

    /// The dimensions above and below the line, in order.
    fn dimensions(&self, unit: &Unit) -> (Vec<DimensionId>, Vec<DimensionId>) {
        let reduced = self.reduced(unit);
        let of = |atoms: &[Atom]| {
            let mut of: Vec<_> = atoms.iter().filter_map(|atom| self.dimension_of(*atom)).collect();
            of.sort_unstable();
            of
        };
        (of(&reduced.above), of(&reduced.below))
    }

    /// Whether both measure the same thing, though they may not convert (two currencies). A
    /// number, a percentage and percentage points are three different things.
    pub fn same_dimension(&self, a: &Unit, b: &Unit) -> bool {
        self.kind(a) == self.kind(b) && self.dimensions(a) == self.dimensions(b)
    }

    /// Which number-like unit stands above the line, where one does.
    fn kind(&self, unit: &Unit) -> Option<Atom> {
        match unit {
            Unit::Number => None,
            Unit::Percent => Some(Atom::Percent),
            Unit::PercentagePoint => Some(Atom::PercentagePoint),
            Unit::Measure(measure) => Some(measure.top).filter(|top| self.root_of(*top).is_none()),
        }
    }

    /// What a number of `from` is multiplied by to be a number of `to`, where `as` allows it:
    /// between number, percentage and percentage points, and between units of one root.
    pub fn convert_factor(&self, from: &Unit, to: &Unit) -> Option<Number> {
        if from == to {
            return Some(Number::ONE);
        }
        let (from, to) = (self.reduced(from), self.reduced(to));
        if from.above != to.above || from.below != to.below {
            return None;
        }
        from.factor.div(&to.factor)
    }

    /// The factor that brings the right side of a comparison to the unit of the left. Unlike
    /// [`UnitTable::convert_factor`] this keeps number, percentage and percentage points apart.
    pub fn compare(&self, left: &Unit, right: &Unit) -> Result<Aligned, UnitError> {
        if self.kind(left) != self.kind(right) && self.dimensions(left) == self.dimensions(right) {
            return Err(UnitError::NumberLike);
        }
        if !self.same_dimension(left, right) {
            return Err(UnitError::Dimensions);
        }
        let right_factor = self.convert_factor(right, left).ok_or(UnitError::NeverConverts)?;
        Ok(Aligned { unit: left.clone(), right_factor })
    }

    /// `left + right`: the left unit; a percentage and percentage points make a percentage.
    pub fn add(&self, left: &Unit, right: &Unit) -> Result<Aligned, UnitError> {
        match (left, right) {
            (Unit::Percent, Unit::PercentagePoint) | (Unit::PercentagePoint, Unit::Percent) => {
                Ok(Aligned { unit: Unit::Percent, right_factor: Number::ONE })
            }
            _ => self.compare(left, right),
        }
    }

    /// `left − right`: the left unit; two percentages differ by percentage points.
    pub fn sub(&self, left: &Unit, right: &Unit) -> Result<Aligned, UnitError> {
        let unit = match (left, right) {
            (Unit::Percent, Unit::Percent) => Unit::PercentagePoint,
            (Unit::Percent, Unit::PercentagePoint) => Unit::Percent,
            (Unit::PercentagePoint, Unit::Percent) => return Err(UnitError::PointsLessPercent),
            _ => return self.compare(left, right),
        };
        Ok(Aligned { unit, right_factor: Number::ONE })
    }

    /// `left × right`. A number or a percentage times anything is that thing, a percentage times
    /// a number is a number; of two quantities one must be per the other.
    pub fn mul(&self, left: &Unit, right: &Unit) -> Result<Product, UnitError> {
        let product = |unit: &Unit, factor| Ok(Product { unit: unit.clone(), factor });
        match (left, right) {
            (Unit::Number, Unit::Percent) | (Unit::Percent, Unit::Number) => {
                product(&Unit::Number, hundredth())
            }
            (Unit::Number, other) | (other, Unit::Number) => product(other, Number::ONE),
            (Unit::Percent, other) | (other, Unit::Percent) => product(other, hundredth()),
            (Unit::PercentagePoint, _) | (_, Unit::PercentagePoint) => Err(UnitError::Product),
            (Unit::Measure(a), Unit::Measure(b)) => {
                let (mut above, mut below) = self.factors(a);
                let (other_above, other_below) = self.factors(b);
                above.extend(other_above);
                below.extend(other_below);
                self.combined(above, below, self.size_of(left).mul(&self.size_of(right)))
                    .ok_or(UnitError::Product)
            }
        }
    }

    /// `left ÷ right`. Two quantities of one dimension make a number, of two dimensions a
    /// compound; anything divided by a number or a percentage stays what it is.
    pub fn div(&self, left: &Unit, right: &Unit) -> Result<Product, UnitError> {
        let hundred = || Number::from_i64(100);
        let number = |factor| Ok(Product { unit: Unit::Number, factor });
        match (left, right) {
            (_, Unit::Number) => Ok(Product { unit: left.clone(), factor: Number::ONE }),
            (Unit::Percent, Unit::Percent) | (Unit::PercentagePoint, Unit::PercentagePoint) => {
                number(Number::ONE)
            }
            (Unit::PercentagePoint, Unit::Percent)
            | (Unit::Percent | Unit::Number, Unit::PercentagePoint) => Err(UnitError::NumberLike),
            (_, Unit::Percent) => Ok(Product { unit: left.clone(), factor: hundred() }),
            (Unit::Measure(_), Unit::PercentagePoint) | (Unit::Number, Unit::Measure(_)) => {
                Err(UnitError::Quotient)
            }
            (Unit::Percent, Unit::Measure(b)) => self.quotient(left, Atom::Percent, &[], b, right),
            (Unit::PercentagePoint, Unit::Measure(b)) => {
                self.quotient(left, Atom::PercentagePoint, &[], b, right)
            }
            (Unit::Measure(a), Unit::Measure(b)) => self.quotient(left, a.top, &a.per, b, right),
        }
    }

    fn quotient(
        &self,
        left: &Unit,
        top: Atom,
        per: &[Per],
        divisor: &Measure,
        right: &Unit,
    ) -> Result<Product, UnitError> {
        if self.same_dimension(left, right) && self.convert_factor(left, right).is_none() {
            return Err(UnitError::NeverConverts);
        }
        let (mut above, mut below) = self.factors(&Measure { top, per: per.to_vec() });
        let (divisor_above, divisor_below) = self.factors(divisor);
        above.extend(divisor_below);
        below.extend(divisor_above);
        let size = self.size_of(left).div(&self.size_of(right)).ok_or(UnitError::Quotient)?;
        self.combined(above, below, size).ok_or(UnitError::Quotient)
    }

    /// The square of a number or of a percentage.
    pub fn square(&self, unit: &Unit) -> Result<Product, UnitError> {
        match unit {
            Unit::Number | Unit::Percent => self.mul(unit, unit),
            Unit::PercentagePoint | Unit::Measure(_) => Err(UnitError::Square),
        }
    }

    /// The root of a number or of a percentage; here the factor goes to the operand, before the
    /// root is taken.
    pub fn sqrt(&self, unit: &Unit) -> Result<Product, UnitError> {
        let factor = match unit {
            Unit::Number => Number::ONE,
            Unit::Percent => Number::from_i64(100),
            Unit::PercentagePoint | Unit::Measure(_) => return Err(UnitError::Root),
        };
        Ok(Product { unit: unit.clone(), factor })
    }

    /// Whether no quantity of the unit lies below zero: so declared of every unit in it.
    pub fn never_negative(&self, unit: &Unit) -> bool {
        let declared = |atom: Atom| self.naming(atom).is_some_and(|naming| naming.never_negative);
        match unit {
            Unit::Number => false,
            Unit::Percent => declared(Atom::Percent),
            Unit::PercentagePoint => declared(Atom::PercentagePoint),
            Unit::Measure(Measure { top, per }) => {
                declared(*top) && per.iter().all(|per| declared(per.atom))
            }
        }
    }

    fn factors(&self, measure: &Measure) -> (Vec<Factor>, Vec<Factor>) {
        let factor = |atom, count| Factor { atom, count, root: self.root_of(atom) };
        let below = measure.per.iter().map(|per| factor(per.atom, per.count.clone()));
        (vec![factor(measure.top, Number::ONE)], below.collect())
    }

    /// The unit of a product of factors above and below the line, once what stands on both sides
    /// is cancelled; `None` where that leaves a product of quantities or a bare inverse. `size`
    /// is the size of the whole in roots.
    fn combined(
        &self,
        above: Vec<Factor>,
        mut below: Vec<Factor>,
        size: Number,
    ) -> Option<Product> {
        let mut left = Vec::new();
        for factor in above {
            let twin =
                below.iter().position(|other| factor.root.is_some() && other.root == factor.root);
            match twin {
                Some(at) => {
                    below.remove(at);
                }
                None => left.push(factor),
            }
        }
        // A number-like unit stays only where nothing else is left to count.
        let measures = left.iter().filter(|factor| factor.root.is_some()).count();
        if measures > 0 {
            left.retain(|factor| factor.root.is_some());
        }
        below.retain(|factor| factor.root.is_some());
        let per = below.into_iter().map(|Factor { atom, count, .. }| Per { atom, count }).collect();
        let unit = match left.as_slice() {
            [one] => Unit::measure(one.atom, per),
            [] if per.is_empty() => Unit::Number,
            [_, _, ..] if measures == 0 && per.is_empty() => Unit::Number,
            _ => return None,
        };
        let factor = size.div(&self.size_of(&unit))?;
        Some(Product { unit, factor })
    }
}
