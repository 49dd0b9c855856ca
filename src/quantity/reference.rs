//! Numbers, ranges and roots against plain big-integer fractions, and against points drawn from
//! the ranges.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use crate::base::Truth;

use super::{Bound, Number, Range};

/// A fraction as it comes, never reduced.
type Plain = (BigInt, BigInt);

fn is(number: &Number, (num, den): Plain) -> bool {
    let (own_num, own_den) = number.parts();
    let lowest = own_num.gcd(&own_den).is_one() && own_den.is_positive();
    let same = Number::big(num.clone(), den.clone());
    lowest && own_num * den == num * own_den && same == *number && hash(&same) == hash(number)
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// Whole numbers of every size the representation tells apart.
fn whole() -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => -12i128..=12,
        2 => any::<i64>().prop_map(i128::from),
        1 => any::<i128>(),
        1 => (0u32..38, -9i128..=9).prop_map(|(power, digit)| digit * 10i128.pow(power)),
        1 => prop::sample::select(vec![i128::MIN, i128::MIN + 1, i128::MAX, i128::MAX - 1]),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    let fraction = (whole(), whole())
        .prop_filter_map("a denominator of zero", |(num, den)| Number::fraction(num, den));
    let decimal = (any::<i64>(), 0u8..60)
        .prop_map(|(digits, scale)| Number::from_digits(i128::from(digits), scale));
    let sum = (whole(), whole(), -60i32..60).prop_map(|(a, b, power)| {
        Number::from_i128(a).mul(&Number::ten_to(power)).add(&Number::from_i128(b))
    });
    prop_oneof![4 => fraction, 2 => decimal, 1 => sum]
}

fn bound(infinite: Bound) -> impl Strategy<Value = Bound> {
    prop_oneof![5 => number().prop_map(Bound::At), 1 => Just(infinite)]
}

/// A range and a number inside it.
fn range_and_point() -> impl Strategy<Value = (Range, Number)> {
    let any = (bound(Bound::Below), bound(Bound::Above), number(), 0u8..=4);
    let any = any.prop_map(|(lo, hi, other, quarters)| {
        let (lo, hi) = match (lo, hi) {
            (Bound::At(lo), Bound::At(hi)) if lo > hi => (Bound::At(hi), Bound::At(lo)),
            ends => ends,
        };
        let point = match (&lo, &hi) {
            (Bound::At(lo), Bound::At(hi)) => {
                let part = Number::fraction(i128::from(quarters), 4).unwrap();
                lo.add(&hi.sub(lo).mul(&part))
            }
            (Bound::At(end), _) => end.add(&other.abs()),
            (_, Bound::At(end)) => end.sub(&other.abs()),
            _ => other,
        };
        (Range::new(lo, hi).unwrap(), point)
    });
    let exact = number().prop_map(|number| (Range::exact(number.clone()), number));
    prop_oneof![3 => any, 1 => exact]
}

fn sound(claim: Truth, fact: bool) -> bool {
    claim == Truth::Unknown || claim == Truth::from_bool(fact)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arithmetic_is_that_of_fractions(x in number(), y in number()) {
        let ((a, b), (c, d)) = (x.parts(), y.parts());
        prop_assert!(is(&x.add(&y), (&a * &d + &c * &b, &b * &d)));
        prop_assert!(is(&x.sub(&y), (&a * &d - &c * &b, &b * &d)));
        prop_assert!(is(&x.mul(&y), (&a * &c, &b * &d)));
        match x.div(&y) {
            Some(quotient) => prop_assert!(is(&quotient, (&a * &d, &b * &c))),
            None => prop_assert!(c.is_zero()),
        }
        prop_assert_eq!(x.cmp(&y), (&a * &d).cmp(&(&c * &b)));
        prop_assert_eq!(x == y, x.cmp(&y) == Ordering::Equal);
        prop_assert!(is(&x.neg(), (-&a, b.clone())));
        prop_assert!(is(&x.abs(), (a.abs(), b.clone())));
        prop_assert!(is(&x.floor(), (a.div_floor(&b), BigInt::one())));
        prop_assert_eq!(x.is_integer(), b.is_one());
        prop_assert_eq!((x.numer_bits(), x.denom_bits()), (a.bits(), b.bits()));
    }

    #[test]
    fn digits_come_back(x in number(), scale in 0u8..50) {
        if let Some((digits, scale)) = x.as_decimal() {
            prop_assert_eq!(&Number::from_digits(digits, scale), &x);
            prop_assert!(scale == 0 || digits % 10 != 0);
        }
        if let Some(digits) = x.as_digits(scale) {
            prop_assert_eq!(&Number::from_digits(digits, scale), &x);
        } else {
            let (num, den) = x.parts();
            let shifted = num * BigInt::from(10).pow(u32::from(scale));
            let (digits, rest) = shifted.div_rem(&den);
            prop_assert!(!rest.is_zero() || i128::try_from(digits).is_err());
        }
    }

    #[test]
    fn rounding_encloses(x in number(), digits in 1u32..40) {
        let (lo, hi) = (x.to_significant(digits, false), x.to_significant(digits, true));
        prop_assert!(lo <= x && x <= hi);
        if let Some(magnitude) = x.magnitude() {
            let power = i32::try_from(magnitude).unwrap();
            prop_assert!(Number::ten_to(power) <= x.abs() && x.abs() < Number::ten_to(power + 1));
            let step = Number::ten_to(power + 1 - i32::try_from(digits).unwrap());
            prop_assert!(hi.sub(&lo) <= step);
            prop_assert!(lo.div(&step).unwrap().is_integer());
        }
    }

    #[test]
    fn roots_enclose(x in number()) {
        let square = x.mul(&x);
        let root = Range::exact(square).sqrt().unwrap();
        prop_assert_eq!(root, Range::exact(x.abs()));
        let size = x.abs();
        let root = Range::exact(size.clone()).sqrt().unwrap();
        let (lo, hi) = (root.lo().number().unwrap(), root.hi().number().unwrap());
        prop_assert!(lo.mul(lo) <= size && size <= hi.mul(hi));
        // Neighbours at 18 significant digits.
        prop_assert!(hi.sub(lo).mul(&Number::ten_to(17)) <= *hi);
    }

    #[test]
    fn ranges_hold_what_comes_of_their_points(
        (r, x) in range_and_point(),
        (s, y) in range_and_point(),
    ) {
        prop_assert!(r.contains(&x) && s.contains(&y));
        prop_assert!(r.add(&s).contains(&x.add(&y)));
        prop_assert!(r.sub(&s).contains(&x.sub(&y)));
        prop_assert!(r.mul(&s).contains(&x.mul(&y)));
        match (r.div(&s), x.div(&y)) {
            (Ok(quotient), Some(point)) => prop_assert!(quotient.contains(&point)),
            (Ok(quotient), None) => prop_assert!(quotient.is_unbounded()),
            (Err(_), point) => prop_assert!(s.is_exact() && point.is_none()),
        }
        prop_assert!(r.neg().contains(&x.neg()));
        prop_assert!(r.abs().contains(&x.abs()));
        prop_assert!(r.square().contains(&x.mul(&x)));
        prop_assert!(r.hull(&s).contains(&x) && r.hull(&s).contains(&y));
        match r.intersect(&s) {
            Some(both) => prop_assert_eq!(both.contains(&x), s.contains(&x)),
            None => prop_assert!(!s.contains(&x) && !r.contains(&y)),
        }
        prop_assert!(sound(r.less(&s), x < y));
        prop_assert!(sound(r.less_or_equal(&s), x <= y));
        prop_assert!(sound(r.equal(&s), x == y));
        prop_assert_eq!(r.less(&s), !s.less_or_equal(&r));
        if let Ok(root) = r.abs().sqrt() {
            let root_of_point = Range::exact(x.abs()).sqrt().unwrap();
            prop_assert!(root.intersect(&root_of_point).is_some());
        }
        if r.is_exact() && s.is_exact() {
            prop_assert!(r.add(&s).is_exact() && r.mul(&s).is_exact());
            prop_assert!(r.less(&s).is_known() && r.equal(&s).is_known());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn roots_of_every_degree_enclose(x in number(), degree in 1u32..=100) {
        let size = x.abs();
        let root = Range::exact(size.clone()).root(degree).unwrap();
        let (lo, hi) = (root.lo().number().unwrap(), root.hi().number().unwrap());
        let (num, den) = size.parts();
        let ((a, b), (c, d)) = (lo.parts(), hi.parts());
        prop_assert!(a.pow(degree) * &den <= &num * b.pow(degree));
        prop_assert!(&num * d.pow(degree) <= c.pow(degree) * &den);
        // Neighbours at 18 significant digits.
        prop_assert!(hi.sub(lo).mul(&Number::ten_to(17)) <= *hi);
    }

    #[test]
    fn roots_of_powers_are_exact(num in 0i128..10_000, den in 1i128..10_000, degree in 1u32..=100) {
        let base = Number::fraction(num, den).unwrap();
        let (num, den) = base.parts();
        let power = Number::big(num.pow(degree), den.pow(degree));
        prop_assert_eq!(Range::exact(power).root(degree), Ok(Range::exact(base)));
    }
}
