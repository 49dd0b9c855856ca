//! What stands between words.

use super::Words;

/// How a file is spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Spaces and line ends of every kind, blank lines and comments.
    Wild,
    /// Spaces and line ends alone, one blank line between items.
    Plain,
}

/// A file of these items, spaced as a tape says.
pub fn spaced(items: &[Words], tape: &[u8], spacing: Spacing) -> String {
    let mut tape = tape.iter().copied().map(usize::from);
    let mut text = String::new();
    let mut comments = 0;
    for words in items {
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                // A minus between two values has a space behind it.
                let before = &words[number - 1];
                let close = before != "-" && (is_mark(before) || is_mark(word));
                between(&mut text, tape.next().unwrap_or(0), close, spacing, &mut comments);
            }
            text.push_str(word);
        }
        match (spacing, tape.next().unwrap_or(0) % 10) {
            (Spacing::Plain, _) => text.push_str("\n\n"),
            (_, 1) => text.push_str("\r\n"),
            (_, 2) => text.push_str("\n\n\n\n"),
            (_, 3) => comment(&mut text, "\n  ", "// of the item", "\n", &mut comments),
            (_, 4) => comment(&mut text, "\n\n", "///documentation", "\n", &mut comments),
            (_, 5) => comment(&mut text, "\n", "// of the next", "\n", &mut comments),
            (_, 6) => comment(&mut text, "\n\n", "// alone", "\n\n", &mut comments),
            (_, 7) => {
                comment(&mut text, "\t", "// beside", "\n", &mut comments);
                comment(&mut text, "  ", "/// no documentation", "\r\n", &mut comments);
                comment(&mut text, "", "//// above", "\n", &mut comments);
                comment(&mut text, "    ", "/// nor this", "\n", &mut comments);
            }
            (_, 8) => text.push_str("\n\t\n"),
            (_, _) => text.push('\n'),
        }
    }
    text
}

/// Marks that need no space on either side. A colon does: `x:y` is a code.
fn is_mark(word: &str) -> bool {
    matches!(word, "(" | ")" | "{" | "}" | "[" | "]" | "," | "." | "?")
}

fn between(text: &mut String, choice: usize, close: bool, spacing: Spacing, comments: &mut usize) {
    let choice = choice % if spacing == Spacing::Plain { 12 } else { 24 };
    match choice {
        1 | 2 => text.push_str("\n  "),
        3 => text.push_str("  \t "),
        4 => text.push_str("\r\n\t"),
        5..=8 if close => {}
        16 => text.push_str("\n\n   "),
        17 => text.push_str(" \n  \n\n  "),
        18 => comment(text, " ", "// beside", "\n  ", comments),
        19 => comment(text, "\n    ", "// above \"", "\n  ", comments),
        20 => comment(text, "\n\n  ", "/// apart {", "\n\n  ", comments),
        21 => {
            comment(text, "  ", "// beside", "\n", comments);
            comment(text, "", "// in column 1", "\r\n", comments);
            text.push(' ');
        }
        22 => comment(text, "\n", "///", "\n ", comments),
        23 => comment(
            text,
            " ",
            "// 一段很长的说明，说明这一条为什么这样写，以及它与原文哪一句相对应",
            "  \n ",
            comments,
        ),
        _ => text.push(' '),
    }
}

/// A comment with a number of its own.
fn comment(text: &mut String, before: &str, words: &str, after: &str, comments: &mut usize) {
    *comments += 1;
    text.push_str(before);
    text.push_str(&format!("{words} {comments}"));
    text.push_str(after);
}
