//! Scale words: `million`, `亿`.

use super::number::Number;

/// A power of ten that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Scale {
    pub const THOUSAND: Scale = Scale { power: 3 };
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

    pub fn factor(self) -> Number {
        Number::ten_to(i32::from(self.power))
    }

    pub fn english(self) -> &'static str {
        NAMES.iter().find(|(power, _, _)| *power == self.power).map_or("", |(_, en, _)| en)
    }

    pub fn chinese(self) -> &'static str {
        NAMES.iter().find(|(power, _, _)| *power == self.power).map_or("", |(_, _, zh)| zh)
    }
}
