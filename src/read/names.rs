//! Names looked up again and again: the fields of records, the words of vocabularies.

/// The most bytes of a name that are compared as two words, without looking at its text.
const SHORT: usize = 16;

/// A name as numbers: its first and last eight bytes, which may be the same ones, and its length.
/// Two names of at most [`SHORT`] bytes are equal where these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print {
    head: u64,
    tail: u64,
    length: usize,
}

impl Print {
    #[inline]
    fn of(name: &[u8]) -> Print {
        let length = name.len();
        if let (Some(head), Some(tail)) = (name.first_chunk(), name.last_chunk()) {
            return Print {
                head: u64::from_le_bytes(*head),
                tail: u64::from_le_bytes(*tail),
                length,
            };
        }
        let whole = name.iter().fold(0, |whole, byte| whole << 8 | u64::from(*byte));
        Print { head: whole, tail: whole, length }
    }

    #[inline]
    fn hash(self) -> u64 {
        let mixed = self.head ^ self.tail.rotate_left(29) ^ self.length as u64;
        let mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }
}

/// A name that is likely to come next.
#[derive(Debug)]
pub(super) struct Guess {
    text: Box<[u8]>,
    print: Print,
}

impl Guess {
    pub(super) fn new(text: String) -> Guess {
        let text = text.into_bytes().into_boxed_slice();
        Guess { print: Print::of(&text), text }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether bytes begin with it.
    #[inline]
    pub(super) fn begins(&self, bytes: &[u8]) -> bool {
        let Some(start) = bytes.get(..self.text.len()) else { return false };
        Print::of(start) == self.print && (start.len() <= SHORT || *start == *self.text)
    }
}

/// Names with a number each.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// At least twice as many as there are names, and a power of two.
    slots: Vec<Option<Slot>>,
}

#[derive(Clone, Debug)]
struct Slot {
    print: Print,
    text: Box<str>,
    number: u32,
}

impl Names {
    /// Of two equal names the first counts.
    pub(super) fn new<'a>(names: impl ExactSizeIterator<Item = (&'a str, u32)>) -> Names {
        let mut made = Names { slots: vec![None; (2 * names.len()).next_power_of_two()] };
        for (text, number) in names {
            let print = Print::of(text.as_bytes());
            let free = made.places(print).find(|at| matches!(made.slots.get(*at), Some(None)));
            if made.find(text).is_none()
                && let Some(slot) = free.and_then(|at| made.slots.get_mut(at))
            {
                *slot = Some(Slot { print, text: text.into(), number });
            }
        }
        made
    }

    /// The slots that a name may be in, in their order.
    fn places(&self, print: Print) -> impl Iterator<Item = usize> + use<> {
        let count = self.slots.len();
        let first = usize::try_from(print.hash() & (count.wrapping_sub(1) as u64)).unwrap_or(0);
        (first..count).chain(0..first)
    }

    /// The number of a name.
    #[inline]
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let print = Print::of(name.as_bytes());
        for at in self.places(print) {
            let slot = self.slots.get(at)?.as_ref()?;
            if slot.print == print && (name.len() <= SHORT || *slot.text == *name) {
                return Some(slot.number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered<'a>(names: &'a [&str]) -> impl ExactSizeIterator<Item = (&'a str, u32)> {
        names.iter().enumerate().map(|(at, name)| (*name, u32::try_from(at).unwrap()))
    }

    #[test]
    fn names_are_found_and_others_are_not() {
        let names = [
            "",
            "a",
            "id",
            "title",
            "format",
            "currency",
            "nineteen",
            "classification",
            "exactly_sixteen_",
            "a_name_with_more_bytes",
            "a_name_xxxx_more_bytes",
            "钢铁",
            "id",
        ];
        let made = Names::new(numbered(&names));
        for name in names {
            let first = names.iter().position(|it| *it == name);
            assert_eq!(made.find(name).map(|at| at as usize), first, "{name}");
        }
        for other in ["b", "ID", "titles", "\0", "a_name_yyyy_more_bytes", "钢", "0"] {
            assert_eq!(made.find(other), None, "{other}");
        }
        assert_eq!(Names::new(numbered(&[])).find("a"), None);
        let many: Vec<String> = (0..3_000).map(|at| format!("word {at}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let made = Names::new(numbered(&many));
        assert!(many.iter().zip(0..).all(|(name, at)| made.find(name) == Some(at)));
    }

    #[test]
    fn a_guess_is_right_or_wrong() {
        for name in ["id\"", "currency\"", "exactly_sixteen\"", "a_name_with_more_bytes\""] {
            let guess = Guess::new(name.to_owned());
            assert!(guess.begins(format!("{name}: 1").as_bytes()));
            assert!(guess.begins(name.as_bytes()));
            assert!(!guess.begins(format!("x{name}").as_bytes()));
            assert!(!guess.begins(&name.as_bytes()[1..]));
        }
    }

    proptest::proptest! {
        #[test]
        fn they_are_told_apart_as_texts_are(
            names in proptest::collection::vec("[ab\0]{0,20}", 0..12), other in "[ab\0]{0,20}",
        ) {
            let texts: Vec<&str> = names.iter().map(String::as_str).collect();
            let made = Names::new(numbered(&texts));
            let found = made.find(&other).map(|at| at as usize);
            proptest::prop_assert_eq!(found, names.iter().position(|name| *name == other));
        }
    }
}
