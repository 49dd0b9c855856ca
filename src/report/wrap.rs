//! Lines broken at a width that is counted in terminal columns, so that Chinese text fits too.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text in no more than some columns, with `…` in place of what has no room.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut room = columns.saturating_sub(1);
    for c in text.chars() {
        let Some(left) = room.checked_sub(c.width().unwrap_or(0)) else { break };
        room = left;
        kept.push(c);
    }
    kept + "…"
}

/// Marks that never begin a line.
const CLOSING: &str = "，。；：、？！）》」』】”’,.;:?!)]}%";
/// Marks that never end one.
const OPENING: &str = "（《「『【“‘([{";

/// Breaks one line of text into lines of no more than `columns` columns: at spaces, between wide
/// characters, and inside a word only where it is longer than a whole line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for (piece, space_before) in pieces(text) {
        let gap = usize::from(space_before && !line.is_empty());
        if !line.is_empty() && width(&line) + gap + width(piece) > columns {
            lines.push(std::mem::take(&mut line));
        } else if gap == 1 {
            line.push(' ');
        }
        for c in piece.chars() {
            if width(&line) + c.width().unwrap_or(0) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The pieces that a line may be broken between, and whether a space stands before each.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_whitespace().flat_map(|word| {
        let mut rest = word;
        let mut first = true;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (piece, after) = rest.split_at(end_of_piece(rest));
            rest = after;
            Some((piece, std::mem::replace(&mut first, false)))
        })
    })
}

/// Where the first piece of a word ends: before or after a wide character, unless a mark would
/// be torn from what it belongs to.
fn end_of_piece(word: &str) -> usize {
    let mut chars = word.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let Some((at, next)) = chars.peek().copied() else { break };
        let wide = is_wide(c) || is_wide(next);
        if wide && !CLOSING.contains(next) && !OPENING.contains(c) {
            return at;
        }
    }
    word.len()
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_han() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("整体关停印染业，未说明标准", 10), ["整体关停印", "染业，未说", "明标准"]);
        assert_eq!(wrap("见（附件）一", 4), ["见", "（附", "件）", "一"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn what_has_no_room_is_cut() {
        assert_eq!(cut("one two", 7), "one two");
        assert_eq!(cut("one two", 5), "one …");
        assert_eq!(cut("整体关停", 6), "整体…");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-z 中文，（）]{0,60}", columns in 4usize..20) {
            let lines = wrap(&text, columns);
            for line in &lines {
                proptest::prop_assert!(width(line) <= columns, "{line:?}");
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
