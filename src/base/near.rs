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
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > reach {
            continue;
        }
        let distance = damerau_levenshtein(&folded, &candidate.to_lowercase());
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map_or(Nearest::None, |(_, name)| Nearest::One(name))
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
}
