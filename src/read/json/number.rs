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

impl<'t> Scanner<'t> {
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
    use super::length;

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
