//! Numbers as they are kept in a file.

use std::str::FromStr;

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::Number;

/// Numerator and denominator.
#[derive(Serialize, Deserialize)]
enum Kept {
    Small(i128, i128),
    /// In decimal digits.
    Big(String, String),
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (num, den) = self.parts();
        let kept = match (num.to_i128(), den.to_i128()) {
            (Some(num), Some(den)) => Kept::Small(num, den),
            _ => Kept::Big(num.to_string(), den.to_string()),
        };
        kept.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        let number = match Kept::deserialize(deserializer)? {
            Kept::Small(num, den) => Number::fraction(num, den),
            Kept::Big(num, den) => {
                let read = |digits: &str| BigInt::from_str(digits).ok();
                let den = read(&den).filter(|den| !den.is_zero());
                read(&num).zip(den).map(|(num, den)| Number::big(num, den))
            }
        };
        number.ok_or_else(|| D::Error::custom("not a fraction"))
    }
}
