//! Numbers: their text, by the grammar.

use super::{Scanner, advice};

/// The length of the number that bytes start with; `None` where they start with none.
fn length(bytes: &[u8]) -> Option<usize> {
    let byte = |at: usize| bytes.get(at).copied();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
    };
    let start = usize::from(byte(0) == Some(b'-'));
    let mut at = match byte(start)? {
        b'0' => start + 1,
        b'1'..=b'9' => digits(start),
        _ => return None,
    };
    if byte(at) == Some(b'.') {
        let end = digits(at + 1);
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    if let Some(b'e' | b'E') = byte(at) {
        let sign = usize::from(matches!(byte(at + 1), Some(b'+' | b'-')));
        let end = digits(at + 1 + sign);
        if end == at + 1 + sign {
            return None;
        }
        at = end;
    }
    Some(at)
}

/// The length of a number and a unit behind it, as in `12 %`; `None` where no unit follows.
fn length_with_unit(text: &str, number: usize) -> Option<usize> {
    let unit = text.get(number..)?.trim_start_matches(' ');
    if !unit.starts_with(|c: char| c == '%' || c.is_alphabetic()) {
        return None;
    }
    let from = text.len() - unit.len();
    let unit = unit.get(..unit.find(|c: char| ",:{}[]\"\n\r".contains(c)).unwrap_or(unit.len()))?;
    Some(from + unit.trim_end().len())
}

/// A number without an exponent and of few digits, as nearly all are: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct ShortNumber {
    pub(in crate::read) digits: i64,
    pub(in crate::read) scale: u8,
    /// Its bytes.
    pub(in crate::read) length: usize,
}

/// Digits that fit `i64` whatever they are.
const FEW_DIGITS: usize = 18;

/// The short number that bytes start with, by the grammar; `None` where there is none, or more
/// than a short one.
pub(in crate::read) fn short(bytes: &[u8]) -> Option<ShortNumber> {
    let negative = bytes.first() == Some(&b'-');
    let start = usize::from(negative);
    let (mut digits, mut at, mut point) = (0i64, start, None);
    let most = start + FEW_DIGITS + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => digits = digits.wrapping_mul(10).wrapping_add(i64::from(byte - b'0')),
            b'.' if point.is_none() && at > start => point = Some(at),
            b'.' | b'e' | b'E' => return None,
            _ => break,
        }
        at += 1;
        if at > most {
            return None;
        }
    }
    let scale = point.map_or(0, |point| at - point - 1);
    let ends_in_point = point.is_some() && scale == 0;
    let whole = point.unwrap_or(at) - start;
    let leading_zero = bytes.get(start) == Some(&b'0') && whole > 1;
    if whole == 0 || ends_in_point || leading_zero || whole + scale > FEW_DIGITS {
        return None;
    }
    let digits = if negative { -digits } else { digits };
    Some(ShortNumber { digits, scale: u8::try_from(scale).ok()?, length: at })
}

impl<'t> Scanner<'t> {
    /// The short number that begins at the place the scanner is at, and where it ends, if what
    /// follows it is not a unit or anything else out of order. Nothing is stepped over.
    #[inline]
    pub(in crate::read) fn plain_number(&self) -> Option<(ShortNumber, usize)> {
        let number = short(self.text.as_bytes().get(self.at..)?)?;
        let end = self.at + number.length;
        let next = self.byte(self.behind_white(end))?;
        matches!(next, b',' | b'}' | b']').then_some((number, end))
    }

    /// Reads the number that begins here: its text. `None`, and a fault, where it is none.
    pub(in crate::read) fn number(&mut self) -> Option<&'t str> {
        self.peek();
        let start = self.at;
        let rest = self.rest();
        let number = length(rest.as_bytes());
        let with_unit = number.and_then(|number| length_with_unit(rest, number));
        if let (Some(number), None) = (number, with_unit)
            && rest.as_bytes().get(number).is_none_or(|byte| advice::ends_a_token(*byte))
        {
            self.at = start + number;
            return rest.get(..number);
        }
        let end = with_unit.map_or_else(|| self.token_end(start), |length| start + length);
        let token = self.slice(start, end);
        self.at = end;
        self.faults.breach(|faults| advice::no_number(token).at(faults.span(start, end)));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{length, short};

    #[test]
    fn a_short_number_is_one_by_the_grammar() {
        let numbers = ["0", "-0", "27.7", "-12.50", "0.000001", "999999999999999999", "1e5", "1E"];
        let others = ["", "-", "01", ".5", "1.", "1.2.3", "-.5", "--1", "00", "1-2", "5 %", "5%"];
        let long = ["9999999999999999999", "0.1234567890123456789", "123456789.123456789"];
        for text in numbers.iter().chain(&others).chain(&long) {
            let Some(found) = short(text.as_bytes()) else { continue };
            assert_eq!(length(text.as_bytes()), Some(found.length), "{text}");
            let read = crate::quantity::Number::parse_decimal(&text[..found.length]).unwrap();
            let made = crate::quantity::Number::from_digits(found.digits.into(), found.scale);
            assert_eq!(made, read, "{text}");
        }
        let kept = |text: &&&str| short(text.as_bytes()).is_some();
        assert_eq!(numbers.iter().filter(kept).count(), 6);
        assert_eq!(others.iter().filter(kept).count(), 3);
    }

    #[test]
    fn the_grammar_of_numbers() {
        for number in ["0", "-0", "10", "1.5", "0.0", "1e5", "1E+5", "-1.25e-10"] {
            assert_eq!(length(number.as_bytes()), Some(number.len()), "{number}");
        }
        for (text, expected) in [("01", Some(1)), ("1.5.2", Some(3)), ("1,2", Some(1))] {
            assert_eq!(length(text.as_bytes()), expected, "{text}");
        }
        for none in ["", "-", "+1", ".5", "1.", "1e", "1e+", "e5", "NaN"] {
            assert_eq!(length(none.as_bytes()), None, "{none}");
        }
    }
}
