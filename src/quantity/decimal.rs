//! Reading a decimal number: the grammar of JSON, to the letter.

use std::fmt;

use num_bigint::BigInt;

use super::number::Number;
use crate::base::Said;

/// Significant digits a number may be written with.
pub const MOST_DIGITS: usize = 100;

/// The greatest power of ten a number may be written with, either way.
pub const GREATEST_EXPONENT: i64 = 400;

/// Why a text is no number. Offsets are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    Empty,
    /// `+1`
    PlusSign,
    /// `007`: the offset is that of the first zero.
    LeadingZero {
        at: usize,
    },
    /// A digit belongs where there is none, as in `.5`, `1.` and `1e`.
    NoDigit {
        at: usize,
    },
    /// The number ends here and the text goes on.
    Trailing {
        at: usize,
    },
    /// More than [`MOST_DIGITS`] significant digits, or an exponent past [`GREATEST_EXPONENT`].
    TooLong,
}

impl NumberError {
    /// The byte at fault.
    pub fn at(self) -> usize {
        match self {
            NumberError::Empty | NumberError::PlusSign | NumberError::TooLong => 0,
            NumberError::LeadingZero { at }
            | NumberError::NoDigit { at }
            | NumberError::Trailing { at } => at,
        }
    }
}

impl NumberError {
    /// One line; the text at fault is for the caller to show.
    pub fn said(self) -> Said {
        match self {
            NumberError::Empty => said!("a number is missing", "缺少数字"),
            NumberError::PlusSign => {
                said!("a number is written without a plus sign", "数字不写加号")
            }
            NumberError::LeadingZero { .. } => {
                said!("a number does not start with a zero", "数字不以零开头")
            }
            NumberError::NoDigit { .. } => {
                said!("a digit is missing in the number", "数字中缺少一位")
            }
            NumberError::Trailing { .. } => {
                said!("something other than a digit stands here", "此处不是数字")
            }
            NumberError::TooLong => said!(
                "the number is too long: {MOST_DIGITS} digits and an exponent of \
                 {GREATEST_EXPONENT} are the limit",
                "数字过长：最多{MOST_DIGITS}位，指数不超过{GREATEST_EXPONENT}"
            ),
        }
    }
}

/// A number found at the start of a text.
struct Scanned<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    exponent: &'t str,
    /// Where it ends.
    end: usize,
}

/// How many bytes of the text from `at` on are digits.
fn digits_from(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn scan(text: &str) -> Result<Scanned<'_>, NumberError> {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    match byte(0) {
        None => return Err(NumberError::Empty),
        Some(b'+') => return Err(NumberError::PlusSign),
        Some(_) => {}
    }
    let negative = byte(0) == Some(b'-');
    let start = usize::from(negative);
    let mut end = start + digits_from(text, start);
    if end == start {
        return Err(NumberError::NoDigit { at: start });
    }
    if byte(start) == Some(b'0') && end > start + 1 {
        return Err(NumberError::LeadingZero { at: start });
    }
    let whole = part(start, end);
    let mut fraction = "";
    if byte(end) == Some(b'.') {
        let from = end + 1;
        end = from + digits_from(text, from);
        if end == from {
            return Err(NumberError::NoDigit { at: from });
        }
        fraction = part(from, end);
    }
    let mut exponent = "";
    if matches!(byte(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(byte(end + 1), Some(b'+' | b'-')));
        let digits = digits_from(text, end + 1 + sign);
        if digits > 0 {
            let from = end + 1;
            end = from + sign + digits;
            exponent = part(from, end);
        }
    }
    Ok(Scanned { negative, whole, fraction, exponent, end })
}

impl Scanned<'_> {
    fn value(&self) -> Result<Number, NumberError> {
        let exponent = match self.exponent {
            "" => 0,
            written => written.parse::<i64>().map_err(|_| NumberError::TooLong)?,
        };
        if exponent.abs() > GREATEST_EXPONENT {
            return Err(NumberError::TooLong);
        }
        // Zeros at the far end say nothing and cost nothing.
        let fraction = self.fraction.trim_end_matches('0');
        let whole = self.whole.trim_start_matches('0');
        let significant = match whole {
            "" => fraction.trim_start_matches('0').len(),
            _ => whole.len() + fraction.len(),
        };
        let places = i64::try_from(fraction.len()).map_err(|_| NumberError::TooLong)?;
        let longest_fraction = GREATEST_EXPONENT + MOST_DIGITS as i64;
        if significant > MOST_DIGITS || places > longest_fraction {
            return Err(NumberError::TooLong);
        }
        let digits = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0');
        let small = digits
            .clone()
            .try_fold(0i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(digit)));
        let size = match small {
            Some(size) => Number::from_i128(size),
            None => {
                let big = digits.fold(BigInt::ZERO, |value, digit| value * 10 + digit);
                Number::big(big, BigInt::from(1))
            }
        };
        let size = match i32::try_from(exponent - places) {
            Ok(0) => size,
            Ok(power) => size.mul(&Number::ten_to(power)),
            Err(_) => return Err(NumberError::TooLong),
        };
        Ok(if self.negative { size.neg() } else { size })
    }
}

impl Number {
    /// Reads a number by the grammar of JSON: no `+1`, `.5`, `1.`, `007`, `1_000`, `NaN`.
    pub fn parse_decimal(text: &str) -> Result<Number, NumberError> {
        let (number, end) = Number::parse_prefix(text)?;
        if end < text.len() { Err(NumberError::Trailing { at: end }) } else { Ok(number) }
    }

    /// The longest number the text starts with, and where it ends.
    pub(super) fn parse_prefix(text: &str) -> Result<(Number, usize), NumberError> {
        let scanned = scan(text)?;
        Ok((scanned.value()?, scanned.end))
    }
}

/// The exact value, for machines: the shortest decimal where there is one, else a fraction such
/// as `1/3`. What people read is made by [`print_number`](super::print_number).
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(places) = self.decimal_places() else {
            let (num, den) = self.parts();
            return write!(f, "{num}/{den}");
        };
        let sign = if self.is_negative() { "-" } else { "" };
        let width = places as usize + 1;
        let digits = self.abs().scaled_floor(i64::from(places)).to_string();
        let digits = format!("{digits:0>width$}");
        match digits.split_at(digits.len() + 1 - width) {
            (whole, "") => write!(f, "{sign}{whole}"),
            (whole, fraction) => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(num: i128, den: i128) -> Result<Number, NumberError> {
        Ok(Number::fraction(num, den).unwrap())
    }

    #[test]
    fn json_numbers_are_read_exactly() {
        let table = [
            ("0", fraction(0, 1)),
            ("-0", fraction(0, 1)),
            ("0.1", fraction(1, 10)),
            ("-27.70", fraction(-277, 10)),
            ("1e3", fraction(1000, 1)),
            ("1.5E-2", fraction(15, 1000)),
            ("12e+1", fraction(120, 1)),
            ("0.000", fraction(0, 1)),
        ];
        for (text, expected) in table {
            assert_eq!(Number::parse_decimal(text), expected, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_at_its_place() {
        let table = [
            ("", NumberError::Empty),
            ("+1", NumberError::PlusSign),
            (".5", NumberError::NoDigit { at: 0 }),
            ("-", NumberError::NoDigit { at: 1 }),
            ("1.", NumberError::NoDigit { at: 2 }),
            ("1.e5", NumberError::NoDigit { at: 2 }),
            ("007", NumberError::LeadingZero { at: 0 }),
            ("-01", NumberError::LeadingZero { at: 1 }),
            ("1_000", NumberError::Trailing { at: 1 }),
            ("1e", NumberError::Trailing { at: 1 }),
            ("1e+", NumberError::Trailing { at: 1 }),
            ("1 ", NumberError::Trailing { at: 1 }),
            (" 1", NumberError::NoDigit { at: 0 }),
            ("NaN", NumberError::NoDigit { at: 0 }),
            ("-Infinity", NumberError::NoDigit { at: 1 }),
            ("１", NumberError::NoDigit { at: 0 }),
        ];
        for (text, expected) in table {
            assert_eq!(Number::parse_decimal(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn length_is_limited_and_zeros_are_free() {
        let hundred = "9".repeat(MOST_DIGITS);
        assert!(Number::parse_decimal(&hundred).is_ok());
        assert_eq!(Number::parse_decimal(&format!("{hundred}9")), Err(NumberError::TooLong));
        assert!(Number::parse_decimal("1e400").is_ok());
        assert!(Number::parse_decimal("1.25e-400").is_ok());
        for text in ["1e401", "1e-401", "0e99999999999999999999999"] {
            assert_eq!(Number::parse_decimal(text), Err(NumberError::TooLong), "{text}");
        }
        let padded = format!("1.{}", "0".repeat(100_000));
        assert_eq!(Number::parse_decimal(&padded), Ok(Number::ONE));
        let tiny = format!("0.{}1", "0".repeat(100_000));
        assert_eq!(Number::parse_decimal(&tiny), Err(NumberError::TooLong));
    }

    #[test]
    fn the_exact_text_is_the_shortest() {
        let expected = [
            ("0.50", "0.5"),
            ("-0.0025", "-0.0025"),
            ("100", "100"),
            ("-12.3e3", "-12300"),
            ("0", "0"),
            ("1e30", "1000000000000000000000000000000"),
        ];
        for (text, shown) in expected {
            assert_eq!(Number::parse_decimal(text).unwrap().to_string(), shown);
        }
        assert_eq!(Number::fraction(-2, 6).unwrap().to_string(), "-1/3");
    }
}
