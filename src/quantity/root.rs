//! Rounding to significant digits, and roots: the two places where an exact number gives way to an
//! enclosure.

use num_bigint::BigInt;
use num_integer::{Integer, Roots};
use num_traits::One;

use super::number::{Number, big_power_of_ten};

/// Significant digits of a root that is not exact.
const ROOT_DIGITS: i64 = 18;

impl Number {
    /// The power of ten of the first significant digit: 0 for 7, 2 for 150, −1 for 0.3. `None`
    /// for zero.
    pub(super) fn magnitude(&self) -> Option<i64> {
        if self.is_zero() {
            return None;
        }
        let size = self.abs();
        // 2^b is about 10^(0.30103 b); the guess is off by one at most and set right below.
        let bits =
            i64::try_from(size.numer_bits()).ok()? - i64::try_from(size.denom_bits()).ok()?;
        let mut guess = i32::try_from((bits - 1) * 30_103 / 100_000).ok()?;
        while size < Number::ten_to(guess) {
            guess -= 1;
        }
        while size >= Number::ten_to(guess + 1) {
            guess += 1;
        }
        Some(i64::from(guess))
    }

    /// The greatest whole number not above `self · 10^places`.
    pub(super) fn scaled_floor(&self, places: i64) -> BigInt {
        let power = u32::try_from(places.unsigned_abs()).unwrap_or(u32::MAX);
        let (num, den) = self.parts();
        if places >= 0 {
            (num * big_power_of_ten(power)).div_floor(&den)
        } else {
            num.div_floor(&(den * big_power_of_ten(power)))
        }
    }

    /// `whole / 10^places`.
    pub(super) fn from_scaled(whole: BigInt, places: i64) -> Number {
        let power = big_power_of_ten(u32::try_from(places.unsigned_abs()).unwrap_or(u32::MAX));
        if places >= 0 {
            Number::big(whole, power)
        } else {
            Number::big(whole * power, BigInt::one())
        }
    }

    /// The nearest number of at most `digits` significant digits that is not below (`up`) or not
    /// above the value.
    pub(super) fn to_significant(&self, digits: u32, up: bool) -> Number {
        let Some(magnitude) = self.magnitude() else { return Number::ZERO };
        let places = i64::from(digits) - 1 - magnitude;
        let floor = Number::from_scaled(self.scaled_floor(places), places);
        if !up || floor == *self {
            return floor;
        }
        Number::from_scaled(self.scaled_floor(places) + 1, places)
    }
}

/// The root of a degree from 1 on of a number that is not negative, between two numbers: equal
/// where the root is a fraction, else neighbours at 18 significant digits.
pub(super) fn root(number: &Number, degree: u32) -> (Number, Number) {
    let Some(magnitude) = number.magnitude() else { return (Number::ZERO, Number::ZERO) };
    if let Some(root) = exact_root(number, degree) {
        return (root.clone(), root);
    }
    let degrees = i64::from(degree);
    let places = ROOT_DIGITS - 1 - magnitude.div_euclid(degrees);
    // The floor of the root of a floor is the floor of the root.
    let below = number.scaled_floor(degrees * places).nth_root(degree);
    (Number::from_scaled(below.clone(), places), Number::from_scaled(below + 1, places))
}

/// The root where it is a fraction.
fn exact_root(number: &Number, degree: u32) -> Option<Number> {
    // Of what fits, without numbers on the heap.
    if let Some((num, den)) = number.small_parts() {
        let (num_root, den_root) = (num.nth_root(degree), den.nth_root(degree));
        let is_exact =
            num_root.checked_pow(degree) == Some(num) && den_root.checked_pow(degree) == Some(den);
        return is_exact.then(|| Number::fraction(num_root, den_root))?;
    }
    let (num, den) = number.parts();
    let (num_root, den_root) = (num.nth_root(degree), den.nth_root(degree));
    let is_exact = num_root.pow(degree) == num && den_root.pow(degree) == den;
    is_exact.then(|| Number::big(num_root, den_root))
}
