//! Bounds and approximations in the text of a quantity: `20 %以上`, `at least 20 %`, `约 20 %`.

use std::ops::Range as Bytes;

/// What stands before a number, those that begin like another behind it.
const BEFORE: &[&str] = &[
    "at least",
    "at most",
    "no less than",
    "not less than",
    "no more than",
    "not more than",
    "more than",
    "less than",
    "fewer than",
    "up to",
    "over",
    "above",
    "under",
    "below",
    "about",
    "around",
    "approximately",
    "approx.",
    "approx",
    "roughly",
    "nearly",
    "almost",
    "circa",
    "ca.",
    "c.",
    "minimum",
    "maximum",
    "min.",
    "max.",
    ">=",
    "<=",
    ">",
    "<",
    "≥",
    "≤",
    "≧",
    "≦",
    "＞",
    "＜",
    "~",
    "～",
    "≈",
    "±",
    "大约",
    "约为",
    "约",
    "将近",
    "接近",
    "近",
    "不低于",
    "不少于",
    "不小于",
    "不高于",
    "不超过",
    "不多于",
    "不大于",
    "超过",
    "高于",
    "大于",
    "多于",
    "低于",
    "小于",
    "少于",
    "至少",
    "至多",
    "最多",
    "最少",
    "逾",
    "超",
];

/// What stands behind a number and its unit.
const BEHIND: &[&str] = &[
    "or more",
    "or less",
    "or above",
    "or below",
    "or so",
    "and more",
    "and above",
    "at least",
    "at most",
    "+",
    "以上",
    "以下",
    "以内",
    "之内",
    "及以上",
    "左右",
    "上下",
];

/// The words that make a bound or an approximation of a quantity, and the quantity without them.
pub(super) fn bound(text: &str) -> Option<(Bytes<usize>, &str)> {
    let start = text.len() - text.trim_start().len();
    let body = text.trim();
    before(body, start).or_else(|| behind(body, start))
}

fn before(body: &str, start: usize) -> Option<(Bytes<usize>, &str)> {
    let word = BEFORE.iter().find(|word| {
        let head = body.get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word))
    })?;
    let rest = body.get(word.len()..)?;
    // `under5` is no word.
    if word.ends_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    is_number(rest).then(|| (start..start + word.len(), rest.trim()))
}

fn behind(body: &str, start: usize) -> Option<(Bytes<usize>, &str)> {
    let ends = |word: &&&str| {
        let at = body.len().checked_sub(word.len());
        at.and_then(|at| body.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    };
    // The longest, so that nothing of a word stays with the unit.
    let word = BEHIND.iter().filter(ends).max_by_key(|word| word.len())?;
    let at = body.len() - word.len();
    let rest = body.get(..at)?.trim_end();
    is_number(rest).then(|| (start + at..start + body.len(), rest))
}

fn is_number(text: &str) -> bool {
    text.trim_start().trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
}
