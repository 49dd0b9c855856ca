//! Scale words: `million`, `亿`.

use serde::{Deserialize, Serialize};

use super::number::Number;

/// A power of ten that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Scale {
    power: u8,
}

/// Power, English name, Chinese name. English has one word for some only.
const NAMES: [(u8, &str, &str); 10] = [
    (2, "hundred", "百"),
    (3, "thousand", "千"),
    (4, "ten thousand", "万"),
    (6, "million", "百万"),
    (7, "ten million", "千万"),
    (8, "hundred million", "亿"),
    (9, "billion", "十亿"),
    (10, "ten billion", "百亿"),
    (11, "hundred billion", "千亿"),
    (12, "trillion", "万亿"),
];

impl From<Scale> for u8 {
    fn from(scale: Scale) -> u8 {
        scale.power
    }
}

impl TryFrom<u8> for Scale {
    type Error = &'static str;

    fn try_from(power: u8) -> Result<Scale, &'static str> {
        let named = Scale::exists(u32::from(power));
        named.then_some(Scale { power }).ok_or("a power of ten without a name")
    }
}

impl Scale {
    pub const THOUSAND: Scale = Scale { power: 3 };
    pub const TEN_THOUSAND: Scale = Scale { power: 4 };
    pub const HUNDRED_MILLION: Scale = Scale { power: 8 };
    pub const MILLION: Scale = Scale { power: 6 };
    pub const BILLION: Scale = Scale { power: 9 };
    pub const TRILLION: Scale = Scale { power: 12 };

    /// The scale of one word, as in `1.2 million`; `hundred` is none, as in the language.
    pub fn from_word(word: &str) -> Option<Scale> {
        let named = NAMES.iter().find(|(power, en, zh)| *zh == word || (*en == word && *power > 2));
        named.filter(|_| !word.contains(' ')).map(|(power, _, _)| Scale { power: *power })
    }

    /// Every word [`Scale::from_word`] knows.
    pub fn words() -> impl Iterator<Item = &'static str> {
        let both = NAMES.iter().flat_map(|(_, en, zh)| [*en, *zh]);
        both.filter(|word| Scale::from_word(word).is_some())
    }

    /// The Chinese scale words a word begins with, longest first, and what is left of the word.
    pub(super) fn prefixes(word: &str) -> impl Iterator<Item = (Scale, &str)> {
        let mut found: Vec<_> = NAMES
            .iter()
            .filter_map(|(power, _, zh)| Some((Scale { power: *power }, word.strip_prefix(zh)?)))
            .collect();
        found.sort_by_key(|(_, rest)| rest.len());
        found.into_iter()
    }

    /// `self` of `other`, as in `万 亿元`; `None` where the product has no name.
    pub fn times(self, other: Scale) -> Option<Scale> {
        let power = self.power + other.power;
        NAMES.iter().any(|(named, _, _)| *named == power).then_some(Scale { power })
    }

    /// Whether a power of ten has a name.
    pub fn exists(power: u32) -> bool {
        NAMES.iter().any(|(named, _, _)| u32::from(*named) == power)
    }

    pub fn factor(self) -> Number {
        Number::ten_to(i32::from(self.power))
    }

    pub fn english(self) -> &'static str {
        NAMES.iter().find(|(power, _, _)| *power == self.power).map_or("", |(_, en, _)| en)
    }

    pub fn chinese(self) -> &'static str {
        NAMES.iter().find(|(power, _, _)| *power == self.power).map_or("", |(_, _, zh)| zh)
    }

    /// The scale that fits a count such as ten thousand best, and what is left of the count.
    pub(super) fn split(count: &Number, wanted: impl Fn(Scale) -> bool) -> (Number, Option<Scale>) {
        let fitting = NAMES.iter().rev().map(|(power, _, _)| Scale { power: *power });
        fitting
            .filter(|scale| wanted(*scale))
            .find_map(|scale| {
                let rest = count.div(&scale.factor())?;
                rest.is_integer().then_some((rest, Some(scale)))
            })
            .unwrap_or_else(|| (count.clone(), None))
    }

    /// Whether English has one word for it.
    pub(super) fn is_one_english_word(self) -> bool {
        self.power.is_multiple_of(3)
    }

    /// Whether it is one of the steps Chinese counts by.
    pub(super) fn is_chinese_step(self) -> bool {
        self.power.is_multiple_of(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_words_are_powers_of_ten() {
        let words =
            [("thousand", 3), ("million", 6), ("万", 4), ("千万", 7), ("亿", 8), ("万亿", 12)];
        for (word, power) in words {
            assert_eq!(Scale::from_word(word).map(Scale::factor), Some(Number::ten_to(power)));
        }
        for word in ["hundred", "ten thousand", "Million", "", "元"] {
            assert_eq!(Scale::from_word(word), None, "{word}");
        }
        assert_eq!(Scale::words().count(), 14);
        assert_eq!(Scale::THOUSAND.times(Scale::MILLION), Some(Scale::BILLION));
        assert_eq!(Scale::TRILLION.times(Scale::MILLION), None);
        assert_eq!(Scale::from_word("亿").map(Scale::english), Some("hundred million"));
        assert_eq!(Scale::TRILLION.chinese(), "万亿");
    }
}
