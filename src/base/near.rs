//! The name that was likely meant.

use strsim::damerau_levenshtein;

use super::Said;

/// What a misspelt name is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nearest<'a> {
    /// One name is near enough to ask "did you mean".
    One(&'a str),
    /// None is near.
    None,
}

/// The candidate nearest to `given`, where it is near enough to be a slip: at most one edit in
/// three characters (case folded). A word of one or two characters, as Chinese words often are,
/// is never near another; list what there is instead.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Nearest<'a> {
    let folded = given.to_lowercase();
    let length = folded.chars().count();
    let reach = if length < 3 { 0 } else { (length / 3).max(1) };
    let letters = Letters::of(&folded);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let far = candidate.chars().count().abs_diff(length) > reach;
        if far || letters.as_ref().is_some_and(|it| it.part(candidate, reach)) {
            continue;
        }
        let distance = damerau_levenshtein(&folded, &candidate.to_lowercase());
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map_or(Nearest::None, |(_, name)| Nearest::One(name))
}

/// How often each letter stands in a word of ASCII. Most names are told apart by their letters
/// alone, which is far cheaper than counting edits.
struct Letters {
    length: usize,
    counts: [i16; 128],
}

impl Letters {
    fn of(word: &str) -> Option<Letters> {
        let mut counts = [0; 128];
        for byte in word.bytes() {
            *counts.get_mut(usize::from(byte))? += 1;
        }
        Some(Letters { length: word.len(), counts })
    }

    /// Whether a name has so many letters that the word lacks, or lacks so many that it has, that
    /// more than `reach` edits part them: an edit mends one letter of each at most.
    fn part(&self, name: &str, reach: usize) -> bool {
        let mut counts = self.counts;
        let mut lacking = 0;
        for byte in name.bytes() {
            let Some(count) = counts.get_mut(usize::from(byte.to_ascii_lowercase())) else {
                return false;
            };
            *count -= 1;
            lacking += usize::from(*count < 0);
        }
        lacking > reach || self.length + lacking > name.len() + reach
    }
}

/// The question that a misspelt name is answered with.
pub fn did_you_mean(name: &str) -> Said {
    said!("did you mean `{name}`?", "是否指 `{name}`？")
}

/// What to write in the place of what stands there.
pub fn write(instead: &str) -> Said {
    said!("write `{instead}`", "请写 `{instead}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let words = ["close", "phase_out", "upgrade"];
        assert_eq!(nearest("phase_otu", words), Nearest::One("phase_out"));
        assert_eq!(nearest("Close", words), Nearest::One("close"));
        assert_eq!(nearest("abolish", words), Nearest::None);
        assert_eq!(nearest("关停", ["关闭", "升级"]), Nearest::None);
    }

    proptest::proptest! {
        #[test]
        fn letters_part_only_what_edits_part(given in "[a-dA-Dé关]{0,9}", name in "[a-dA-Dé关]{0,9}") {
            let folded = given.to_lowercase();
            let edits = damerau_levenshtein(&folded, &name.to_lowercase());
            for reach in 0..4 {
                let parted = Letters::of(&folded).is_some_and(|it| it.part(&name, reach));
                proptest::prop_assert!(!parted || edits > reach, "{given} {name} {reach}");
            }
        }
    }
}
