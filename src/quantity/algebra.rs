//! What comes of computing with units.
//!
//! Values are kept in the number of their own unit (`30 %` is 30), so every result unit comes
//! with the exact factor that the raw result is multiplied by.

use super::number::Number;
use super::table::{UnitTable, hundredth};
use super::unit::{Atom, DimensionId, Measure, Per, Unit};
use crate::base::Said;

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

impl UnitError {
    /// Why, in one line.
    pub fn said(self) -> Said {
        match self {
            UnitError::NumberLike => said!(
                "numbers, percentages and percentage points are not mixed without a conversion",
                "数值、百分比与百分点不经换算不能混用"
            ),
            UnitError::Dimensions => {
                said!("the two sides measure different things", "两边衡量的不是同一种量")
            }
            UnitError::NeverConverts => {
                said!("these units are never converted into each other", "这些单位之间从不换算")
            }
            UnitError::PointsLessPercent => said!(
                "a percentage is not taken from percentage points",
                "不能从百分点中减去百分比"
            ),
            UnitError::Product => said!(
                "two quantities are multiplied only where one is per the other",
                "两个量只有在一个以另一个为分母时才能相乘"
            ),
            UnitError::Quotient => said!("this quotient has no unit", "这个商没有单位"),
            UnitError::Square => {
                said!("the square of a quantity has no unit", "一个量的平方没有单位")
            }
            UnitError::Root => {
                said!("a root is taken of numbers and percentages only", "只能对数值和百分比开方")
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::examples::table;

    /// The unit of a text such as `1 tce per 10 thousand CNY`.
    fn unit(table: &UnitTable, text: &str) -> Unit {
        match text {
            "number" => Unit::Number,
            _ => table.parse_quantity(&format!("1 {text}")).unwrap().unit,
        }
    }

    fn number(text: &str) -> Number {
        let (num, den) = text.split_once('/').unwrap_or((text, "1"));
        let read = |text| Number::parse_decimal(text).unwrap();
        read(num).div(&read(den)).unwrap()
    }

    type Expected = Result<(&'static str, &'static str), UnitError>;

    #[test]
    fn sums_and_differences() {
        use UnitError::{Dimensions, NeverConverts, NumberLike, PointsLessPercent};
        let table = table();
        let cases: [(&str, &str, Expected, Expected); 14] = [
            // left, right, left + right, left − right, each with the factor on the right
            ("number", "number", Ok(("number", "1")), Ok(("number", "1"))),
            ("%", "%", Ok(("%", "1")), Ok(("percentage_point", "1"))),
            ("%", "percentage_point", Ok(("%", "1")), Ok(("%", "1"))),
            ("percentage_point", "%", Ok(("%", "1")), Err(PointsLessPercent)),
            (
                "percentage_point",
                "percentage_point",
                Ok(("percentage_point", "1")),
                Ok(("percentage_point", "1")),
            ),
            ("number", "%", Err(NumberLike), Err(NumberLike)),
            ("number", "permille", Err(NumberLike), Err(NumberLike)),
            ("mu", "hectare", Ok(("mu", "15")), Ok(("mu", "15"))),
            ("t", "tce", Err(Dimensions), Err(Dimensions)),
            ("number", "t", Err(Dimensions), Err(Dimensions)),
            ("CNY", "EUR", Err(NeverConverts), Err(NeverConverts)),
            ("CNY", "money", Err(NeverConverts), Err(NeverConverts)),
            ("money", "money", Ok(("money", "1")), Ok(("money", "1"))),
            (
                "tce per CNY",
                "tce per 10 thousand CNY",
                Ok(("tce per CNY", "0.0001")),
                Ok(("tce per CNY", "0.0001")),
            ),
        ];
        for (left, right, sum, difference) in cases {
            let (a, b) = (unit(&table, left), unit(&table, right));
            let expected = |case: Expected| {
                case.map(|(of, factor)| Aligned {
                    unit: unit(&table, of),
                    right_factor: number(factor),
                })
            };
            assert_eq!(table.add(&a, &b), expected(sum), "{left} + {right}");
            assert_eq!(table.sub(&a, &b), expected(difference), "{left} - {right}");
        }
    }

    fn check(
        op: impl Fn(&UnitTable, &Unit, &Unit) -> Result<Product, UnitError>,
        cases: &[(&str, &str, Expected)],
    ) {
        let table = table();
        for (left, right, expected) in cases {
            let result = op(&table, &unit(&table, left), &unit(&table, right));
            let expected = expected
                .map(|(of, factor)| Product { unit: unit(&table, of), factor: number(factor) });
            assert_eq!(result, expected, "{left} and {right}");
        }
    }

    #[test]
    fn products() {
        use UnitError::Product;
        let cases: &[(&str, &str, Expected)] = &[
            ("number", "number", Ok(("number", "1"))),
            ("%", "%", Ok(("%", "0.01"))),
            ("%", "number", Ok(("number", "0.01"))),
            ("%", "hectare", Ok(("hectare", "0.01"))),
            ("hectare", "%", Ok(("hectare", "0.01"))),
            ("number", "hectare", Ok(("hectare", "1"))),
            ("number", "percentage_point", Ok(("percentage_point", "1"))),
            ("permille", "hectare", Ok(("hectare", "0.001"))),
            ("permille", "permille", Ok(("number", "0.000001"))),
            ("tce per 10 thousand CNY", "CNY", Ok(("tce", "0.0001"))),
            ("CNY", "tce per 10 thousand CNY", Ok(("tce", "0.0001"))),
            ("tce per hectare", "mu", Ok(("tce", "1/15"))),
            ("tce per CNY per person", "person", Ok(("tce per CNY", "1"))),
            ("tce per person", "person per day", Ok(("tce per day", "1"))),
            ("% per day", "day", Ok(("%", "1"))),
            ("tce per money", "money", Ok(("tce", "1"))),
            ("tce per money", "CNY", Err(Product)),
            ("tce per CNY", "EUR", Err(Product)),
            ("hectare", "hectare", Err(Product)),
            ("hectare", "tce", Err(Product)),
            ("hectare", "percentage_point", Err(Product)),
            ("percentage_point", "percentage_point", Err(Product)),
        ];
        check(UnitTable::mul, cases);
    }

    #[test]
    fn quotients() {
        use UnitError::{NeverConverts, NumberLike, Quotient};
        check(
            UnitTable::div,
            &[
                ("number", "number", Ok(("number", "1"))),
                ("%", "number", Ok(("%", "1"))),
                ("number", "%", Ok(("number", "100"))),
                ("%", "%", Ok(("number", "1"))),
                ("percentage_point", "percentage_point", Ok(("number", "1"))),
                ("percentage_point", "%", Err(NumberLike)),
                ("number", "percentage_point", Err(NumberLike)),
                ("hectare", "%", Ok(("hectare", "100"))),
                ("hectare", "number", Ok(("hectare", "1"))),
                ("hectare", "mu", Ok(("number", "15"))),
                ("tce", "CNY", Ok(("tce per CNY", "1"))),
                ("%", "day", Ok(("% per day", "1"))),
                ("tce per day", "CNY", Ok(("tce per CNY per day", "1"))),
                ("tce", "tce per 10 thousand CNY", Ok(("CNY", "10000"))),
                ("tce per CNY", "tce per 10 thousand CNY", Ok(("number", "10000"))),
                ("tce per day", "CNY per day", Ok(("tce per CNY", "1"))),
                ("tce", "CNY per day", Err(Quotient)),
                ("number", "hectare", Err(Quotient)),
                ("hectare", "percentage_point", Err(Quotient)),
                ("CNY", "EUR", Err(NeverConverts)),
                ("CNY", "money", Err(NeverConverts)),
            ],
        );
    }

    #[test]
    fn squares_and_roots() {
        let table = table();
        let percent = Unit::Percent;
        // (30 %)² = 9 %, and its root is 30 % again.
        let square = table.square(&percent).unwrap();
        let nine = number("30").mul(&number("30")).mul(&square.factor);
        assert_eq!((square.unit, &nine), (Unit::Percent, &number("9")));
        let root = table.sqrt(&percent).unwrap();
        assert_eq!((root.unit, nine.mul(&root.factor)), (Unit::Percent, number("900")));
        assert_eq!(table.square(&Unit::money()), Err(UnitError::Square));
        assert_eq!(table.sqrt(&Unit::PercentagePoint), Err(UnitError::Root));
    }

    #[test]
    fn conversions() {
        let table = table();
        let factor = |from, to| table.convert_factor(&unit(&table, from), &unit(&table, to));
        assert_eq!(factor("number", "%"), Some(number("100")));
        assert_eq!(factor("%", "percentage_point"), Some(number("1")));
        assert_eq!(factor("permille", "%"), Some(number("0.1")));
        assert_eq!(factor("mu", "hectare"), Number::fraction(1, 15));
        assert_eq!(factor("tce per mu", "tce per hectare"), Some(number("15")));
        assert_eq!(factor("CNY", "EUR"), None);
        assert_eq!(factor("tce", "t"), None);
        let million = number("1000000");
        let mu = number("1800").mul(&million).mul(&factor("mu", "hectare").unwrap());
        assert_eq!(mu, number("120").mul(&million));
    }

    #[test]
    fn money_becomes_the_currency_of_the_plan() {
        let table = table();
        let euro = table.currency("EUR").unwrap();
        let intensity = unit(&table, "tce per 10 thousand money");
        assert!(intensity.has_money());
        let own = intensity.with_currency(euro);
        assert_eq!(own, unit(&table, "tce per 10 thousand EUR"));
        assert!(!own.has_money() && table.same_dimension(&own, &intensity));
        assert_eq!(table.currency("mu"), None);
        assert_eq!(table.currencies().count(), 2);
    }

    #[test]
    fn a_unit_is_never_negative_if_all_in_it_are_so_declared() {
        let table = table();
        let never = |text| table.never_negative(&unit(&table, text));
        assert!(never("hectare") && never("tce per person"));
        assert!(!never("CNY") && !never("tce per CNY") && !never("number") && !never("%"));
    }
}
