//! Finite exact fractions.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A finite exact fraction: what a plan writes is an exact decimal, what is computed from it an
/// exact quotient. Always in lowest terms, so that equal numbers are equal values.
///
/// 48 bytes; nothing on the heap while numerator and denominator fit `i128`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Form);

/// `Big` holds only what does not fit `Small`: one value has one form.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// In lowest terms, `den > 0`, `num` never `i128::MIN`.
    Small {
        num: i128,
        den: i128,
    },
    Big(Box<Ratio>),
}

/// In lowest terms, `den > 0`.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Ratio {
    num: BigInt,
    den: BigInt,
}

/// Ten to a power that fits `i128`.
fn power_of_ten(power: u32) -> Option<i128> {
    10i128.checked_pow(power)
}

pub(super) fn big_power_of_ten(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

/// The greatest common divisor of a numerator and a positive denominator.
fn common_divisor(num: i128, den: i128) -> i128 {
    // Most numbers of a plan fit 64 bits, where the division is many times cheaper.
    match (u64::try_from(num.unsigned_abs()), u64::try_from(den)) {
        (Ok(num), Ok(den)) => i128::from(num.gcd(&den)),
        _ => num.gcd(&den),
    }
}

impl Number {
    pub const ZERO: Number = Number(Form::Small { num: 0, den: 1 });
    pub const ONE: Number = Number(Form::Small { num: 1, den: 1 });

    pub fn from_i64(value: i64) -> Number {
        Number(Form::Small { num: i128::from(value), den: 1 })
    }

    pub fn from_i128(value: i128) -> Number {
        Number::small(value, 1)
    }

    /// `digits` with the last `scale` of them behind the point.
    pub fn from_digits(digits: i128, scale: u8) -> Number {
        match power_of_ten(u32::from(scale)) {
            Some(den) => Number::small(digits, den),
            None => Number::big(BigInt::from(digits), big_power_of_ten(u32::from(scale))),
        }
    }

    /// Ten to a power, which may be negative.
    pub(super) fn ten_to(power: i32) -> Number {
        let size = power.unsigned_abs();
        let (num, den) = match power_of_ten(size) {
            Some(whole) if power < 0 => return Number::small(1, whole),
            Some(whole) => return Number::small(whole, 1),
            None if power < 0 => (BigInt::one(), big_power_of_ten(size)),
            None => (big_power_of_ten(size), BigInt::one()),
        };
        Number::big(num, den)
    }

    /// `num / den` in lowest terms; `None` where `den` is zero.
    pub fn fraction(num: i128, den: i128) -> Option<Number> {
        match den {
            0 => None,
            1.. => Some(Number::small(num, den)),
            _ => Some(Number::big(BigInt::from(num), BigInt::from(den))),
        }
    }

    /// For `den > 0`.
    fn small(num: i128, den: i128) -> Number {
        if num == i128::MIN {
            return Number::big(BigInt::from(num), BigInt::from(den));
        }
        let (num, den) = match den {
            1 => (num, den),
            _ => {
                let divisor = common_divisor(num, den);
                (num / divisor, den / divisor)
            }
        };
        Number(Form::Small { num, den })
    }

    /// For `den` not zero.
    pub(super) fn big(num: BigInt, den: BigInt) -> Number {
        let divisor = num.gcd(&den);
        let divisor = if den.is_negative() { -divisor } else { divisor };
        let (num, den) = (num / &divisor, den / divisor);
        match (num.to_i128(), den.to_i128()) {
            (Some(num), Some(den)) if num != i128::MIN => Number(Form::Small { num, den }),
            _ => Number(Form::Big(Box::new(Ratio { num, den }))),
        }
    }

    /// Numerator and denominator in lowest terms, where both fit.
    pub(super) fn small_parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small { num, den } => Some((*num, *den)),
            Form::Big(_) => None,
        }
    }

    /// Numerator and denominator in lowest terms, the denominator above zero.
    pub(super) fn parts(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Form::Small { num, den } => (BigInt::from(*num), BigInt::from(*den)),
            Form::Big(ratio) => (ratio.num.clone(), ratio.den.clone()),
        }
    }

    /// The value as `i128` where it is a whole number that fits.
    pub fn to_i128(&self) -> Option<i128> {
        match &self.0 {
            Form::Small { num, den: 1 } => Some(*num),
            Form::Small { .. } => None,
            // `i128::MIN` alone is kept big though it fits.
            Form::Big(ratio) => ratio.den.is_one().then(|| ratio.num.to_i128()).flatten(),
        }
    }

    /// The digits of the value with `scale` of them behind the point, where that is exact and
    /// fits `i128`.
    pub fn as_digits(&self, scale: u8) -> Option<i128> {
        if let (Form::Small { num, den }, Some(power)) = (&self.0, power_of_ten(u32::from(scale))) {
            return if *den == 1 {
                num.checked_mul(power)
            } else if power % den == 0 {
                num.checked_mul(power / den)
            } else {
                None
            };
        }
        let (num, den) = self.parts();
        let (digits, rest) = (num * big_power_of_ten(u32::from(scale))).div_rem(&den);
        rest.is_zero().then(|| digits.to_i128()).flatten()
    }

    /// Digits and the least number of decimal places, where the value is a finite decimal whose
    /// digits fit `i128`.
    pub fn as_decimal(&self) -> Option<(i128, u8)> {
        let scale = u8::try_from(self.decimal_places()?).ok()?;
        Some((self.as_digits(scale)?, scale))
    }

    /// The least number of decimal places that show the value exactly; `None` where no number of
    /// them does, as for a third.
    pub fn decimal_places(&self) -> Option<u32> {
        match &self.0 {
            Form::Small { den: 1, .. } => Some(0),
            Form::Small { den, .. } => {
                let twos = den.trailing_zeros();
                let mut rest = den >> twos;
                let mut fives = 0;
                while rest % 5 == 0 {
                    rest /= 5;
                    fives += 1;
                }
                (rest == 1).then_some(twos.max(fives))
            }
            Form::Big(ratio) => {
                let twos = u32::try_from(ratio.den.trailing_zeros().unwrap_or(0)).ok()?;
                let mut rest = &ratio.den >> twos;
                let five = BigInt::from(5);
                let mut fives = 0;
                while (&rest % &five).is_zero() {
                    rest /= &five;
                    fives += 1;
                }
                rest.is_one().then_some(twos.max(fives))
            }
        }
    }

    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small { den, .. } => *den == 1,
            Form::Big(ratio) => ratio.den.is_one(),
        }
    }

    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small { num: 0, .. })
    }

    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small { num, .. } => *num < 0,
            Form::Big(ratio) => ratio.num.is_negative(),
        }
    }

    /// The greatest whole number not above the value.
    #[must_use]
    pub fn floor(&self) -> Number {
        match &self.0 {
            Form::Small { num, den } => Number::small(num.div_euclid(*den), 1),
            Form::Big(ratio) => Number::big(ratio.num.div_floor(&ratio.den), BigInt::one()),
        }
    }

    /// The length of the numerator in bits, its sign left out.
    pub fn numer_bits(&self) -> u64 {
        match &self.0 {
            Form::Small { num, .. } => u64::from(i128::BITS - num.unsigned_abs().leading_zeros()),
            Form::Big(ratio) => ratio.num.bits(),
        }
    }

    /// The length of the denominator in bits.
    pub fn denom_bits(&self) -> u64 {
        match &self.0 {
            Form::Small { den, .. } => u64::from(i128::BITS - den.leading_zeros()),
            Form::Big(ratio) => ratio.den.bits(),
        }
    }

    #[must_use]
    pub fn neg(&self) -> Number {
        match &self.0 {
            Form::Small { num, den } => Number(Form::Small { num: -num, den: *den }),
            Form::Big(ratio) => Number::big(-&ratio.num, ratio.den.clone()),
        }
    }

    #[must_use]
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    #[must_use]
    pub fn add(&self, other: &Number) -> Number {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) =
            (&self.0, &other.0)
        {
            let sum = if b == d {
                a.checked_add(*c).map(|num| (num, *b))
            } else {
                small_sum(*a, *b, *c, *d)
            };
            if let Some((num, den)) = sum {
                return Number::small(num, den);
            }
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Number::big(a * &d + c * &b, b * d)
    }

    #[must_use]
    pub fn sub(&self, other: &Number) -> Number {
        self.add(&other.neg())
    }

    #[must_use]
    pub fn mul(&self, other: &Number) -> Number {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let Some(product) = small_product(*a, *b, *c, *d)
        {
            return product;
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Number::big(a * c, b * d)
    }

    /// The quotient; `None` where `other` is zero.
    pub fn div(&self, other: &Number) -> Option<Number> {
        other.reciprocal().map(|reciprocal| self.mul(&reciprocal))
    }

    /// One divided by the value; `None` at zero.
    pub fn reciprocal(&self) -> Option<Number> {
        match &self.0 {
            Form::Small { num: 0, .. } => None,
            Form::Small { num, den } => {
                let num_sign = num.signum();
                Some(Number(Form::Small { num: num_sign * den, den: num_sign * num }))
            }
            Form::Big(ratio) => Some(Number::big(ratio.den.clone(), ratio.num.clone())),
        }
    }
}

/// `a/b + c/d` over the least common denominator, where every step fits.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<(i128, i128)> {
    let divisor = common_divisor(b, d);
    let (left, right) = (d / divisor, b / divisor);
    let num = a.checked_mul(left)?.checked_add(c.checked_mul(right)?)?;
    Some((num, b.checked_mul(left)?))
}

/// `a/b · c/d`, cancelled across before it is multiplied, so that it is in lowest terms.
fn small_product(a: i128, b: i128, c: i128, d: i128) -> Option<Number> {
    let (first, second) = match (b, d) {
        (1, 1) => (1, 1),
        _ => (common_divisor(a, d), common_divisor(c, b)),
    };
    let num = (a / first).checked_mul(c / second)?;
    let den = (b / second).checked_mul(d / first)?;
    (num != i128::MIN).then_some(Number(Form::Small { num, den }))
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) =
            (&self.0, &other.0)
        {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        (a * d).cmp(&(c * b))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::from_i64(value)
    }
}

/// As [`Display`](fmt::Display): the exact value.
impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(num: i128, den: i128) -> Number {
        Number::fraction(num, den).unwrap()
    }

    #[test]
    fn sums_are_exact() {
        let third = fraction(1, 3);
        assert_eq!(third.add(&third).add(&third), Number::ONE);
        let decimal = |text| Number::parse_decimal(text).unwrap();
        assert_eq!(decimal("0.1").add(&decimal("0.2")), decimal("0.3"));
    }

    #[test]
    fn forty_shares_of_a_whole_are_not_above_it() {
        let whole = Number::parse_decimal("101.00").unwrap();
        let weights: i128 = (1..=40).map(|weight| weight * weight + 7).sum();
        let shares = (1..=40).map(|weight| fraction(weight * weight + 7, weights).mul(&whole));
        let sum = shares.fold(Number::ZERO, |sum, share| sum.add(&share));
        assert_eq!(sum.cmp(&whole), Ordering::Equal);
    }

    #[test]
    fn a_number_is_small_and_stays_so_in_an_option() {
        assert!(size_of::<Number>() <= 48);
        assert_eq!(size_of::<Option<Number>>(), size_of::<Number>());
    }

    #[test]
    fn one_value_has_one_form() {
        let most = Number::from_i128(i128::MAX);
        let past = most.add(&Number::ONE);
        assert!(matches!(past.0, Form::Big(_)));
        assert_eq!(past.sub(&Number::ONE), most);
        assert!(matches!(past.sub(&Number::ONE).0, Form::Small { .. }));
        let least = Number::from_i128(i128::MIN);
        assert_eq!(least, past.neg());
        assert_eq!(least.to_i128(), Some(i128::MIN));
        assert_eq!(least.neg().to_i128(), None);
        assert_eq!(fraction(i128::MIN, i128::MIN), Number::ONE);
        assert_eq!(fraction(3, -6), fraction(-1, 2));
        assert_eq!(Number::fraction(1, 0), None);
    }

    #[test]
    fn digits_are_given_where_they_are_exact_and_fit() {
        let quarter = fraction(-1, 4);
        assert_eq!(quarter.as_decimal(), Some((-25, 2)));
        assert_eq!(quarter.as_digits(1), None);
        assert_eq!(quarter.as_digits(4), Some(-2500));
        assert_eq!(fraction(1, 3).as_decimal(), None);
        assert_eq!(fraction(1, 3).decimal_places(), None);
        assert_eq!(Number::from_digits(2770, 2).as_decimal(), Some((277, 1)));
        assert_eq!(Number::from_digits(5, 45).as_decimal(), Some((5, 45)));
        assert_eq!(Number::from_digits(5, 45).as_digits(44), None);
        assert_eq!(Number::from_i128(i128::MAX).as_digits(1), None);
        assert_eq!(Number::ten_to(40).as_digits(0), None);
        assert_eq!(Number::ten_to(40).as_decimal(), None);
        assert_eq!(Number::ten_to(-300).decimal_places(), Some(300));
        assert_eq!(Number::ten_to(-300).as_decimal(), None);
    }

    #[test]
    fn the_floor_is_below() {
        let floors = [(7, 2, 3), (-7, 2, -4), (-6, 2, -3), (0, 5, 0)];
        for (num, den, floor) in floors {
            assert_eq!(fraction(num, den).floor(), Number::from_i128(floor));
        }
        let big = Number::ten_to(-60).neg();
        assert_eq!(big.floor(), Number::from_i64(-1));
    }
}
