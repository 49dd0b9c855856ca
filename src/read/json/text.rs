//! Texts: `"…"` with its escapes.

use std::borrow::Cow;

use super::{Scanner, advice};
use crate::diagnostic::{Code, Diagnostic};

/// Whether a byte ends the run of plain characters in a text.
fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// How many bytes from the start are plain: no quote, backslash or control character. Eight at a
/// time: a byte is special where subtracting sets its high bit.
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    let (words, _) = bytes.as_chunks::<8>();
    let mut run = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let below = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found =
            zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | below;
        if found != 0 {
            // A borrow can mark bytes above a special one falsely, never below it.
            return run + (found.trailing_zeros() / 8) as usize;
        }
        run += 8;
    }
    let tail = bytes.get(run..).unwrap_or(&[]);
    run + tail.iter().position(|byte| is_special(*byte)).unwrap_or(tail.len())
}

impl<'t> Scanner<'t> {
    /// The text that begins at the place the scanner is at, and where it ends, if it is one without
    /// escapes and faults. Nothing is stepped over.
    #[inline]
    pub(in crate::read) fn plain_text(&self) -> Option<(&'t str, usize)> {
        let start = self.at + 1;
        if self.byte(self.at) != Some(b'"') {
            return None;
        }
        let end = start + plain_run(self.text.as_bytes().get(start..)?);
        (self.byte(end) == Some(b'"')).then(|| (self.slice(start, end), end + 1))
    }

    /// Reads the text that begins here. `None` where something in it is at fault and it is not
    /// known what it says.
    pub(in crate::read) fn text(&mut self) -> Option<Cow<'t, str>> {
        self.peek();
        let opened = self.at;
        if self.byte(opened) != Some(b'"') {
            return self.quoted_otherwise(opened);
        }
        let start = opened + 1;
        let run = plain_run(self.text.as_bytes().get(start..).unwrap_or(&[]));
        let end = start + run;
        self.at = end;
        if self.byte(end) == Some(b'"') {
            self.at = end + 1;
            return Some(Cow::Borrowed(self.slice(start, end)));
        }
        self.text_with_more(opened, self.slice(start, end).to_owned())
    }

    /// The text goes on with an escape or a control character, or has no end.
    fn text_with_more(&mut self, opened: usize, mut text: String) -> Option<Cow<'t, str>> {
        let mut sound = true;
        loop {
            if self.faults.too_many_breaches() {
                self.lose();
                return None;
            }
            let run = plain_run(self.text.as_bytes().get(self.at..).unwrap_or(&[]));
            text.push_str(self.slice(self.at, self.at + run));
            self.at += run;
            let at = self.at;
            match self.byte(at) {
                Some(b'"') => {
                    self.at += 1;
                    return sound.then_some(Cow::Owned(text));
                }
                Some(b'\\') => match self.escape() {
                    Some(c) => text.push(c),
                    None => sound = false,
                },
                Some(b'\n' | b'\r') if self.ends_at_line(at) => {
                    self.unclosed_text(opened, at);
                    return None;
                }
                Some(byte) => {
                    sound = false;
                    self.at += 1;
                    self.faults.breach(|faults| {
                        advice::control_character(byte).at(faults.span(at, at + 1))
                    });
                }
                None => {
                    self.unclosed_text(opened, at);
                    self.lose();
                    return None;
                }
            }
        }
    }

    /// Whether a text that meets the end of its line at `at` was meant to end there: the next
    /// quote does not look like a closing one.
    fn ends_at_line(&self, at: usize) -> bool {
        let rest = self.slice(at, self.text.len());
        let Some(quote) = rest.find('"') else { return true };
        let after = rest.get(quote + 1..).unwrap_or("").trim_start();
        !after.starts_with([',', '}', ']'])
    }

    fn unclosed_text(&mut self, opened: usize, end: usize) {
        self.unclosed = true;
        self.faults.breach(|faults| {
            Diagnostic::error(
                Code::NotJson,
                said!("this text has no closing `\"` on its line", "此文本在本行没有结尾的 `\"`"),
            )
            .at(faults.span(opened, end))
            .with_help(said!(
                "close it with `\"`; a line break in a text is written `\\n`",
                "请以 `\"` 结尾；文本中的换行写作 `\\n`"
            ))
        });
    }

    /// Reads the escape that begins here; `None`, and a fault, where it is none.
    fn escape(&mut self) -> Option<char> {
        let at = self.at;
        let letter = self.slice(at + 1, self.text.len()).chars().next();
        self.at += 1 + letter.map_or(0, char::len_utf8);
        let plain = match letter {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode_escape(at),
            // The line's end is not part of the escape: it may be the text's end too.
            Some('\n' | '\r') => {
                self.at = at + 1;
                return self.no_escape(at, "\\");
            }
            Some(_) | None => return self.no_escape(at, self.slice(at, self.at)),
        };
        Some(plain)
    }

    fn no_escape(&mut self, at: usize, written: &str) -> Option<char> {
        let end = self.at;
        self.faults.breach(|faults| advice::no_escape(written).at(faults.span(at, end)));
        None
    }

    fn unicode_escape(&mut self, at: usize) -> Option<char> {
        let Some(first) = self.four_digits() else {
            let end = self.at;
            self.faults.breach(|faults| {
                Diagnostic::error(
                    Code::NotJson,
                    said!(
                        "four hexadecimal digits belong after `\\u`",
                        "`\\u` 之后应有四个十六进制数字"
                    ),
                )
                .at(faults.span(at, end))
            });
            return None;
        };
        if let Some(c) = char::from_u32(first) {
            return Some(c);
        }
        let half = self.at;
        if first < 0xdc00 && self.rest().starts_with("\\u") {
            self.at += 2;
            if let Some(second @ 0xdc00..=0xdfff) = self.four_digits() {
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.at = half;
        }
        let written = self.slice(at, half);
        self.faults.breach(|faults| {
            Diagnostic::error(
                Code::NotJson,
                said!("`{written}` is half a character", "`{written}` 只是半个字符"),
            )
            .at(faults.span(at, half))
            .with_note(said!(
                "characters beyond U+FFFF are written as a pair of escapes",
                "U+FFFF 以外的字符要写成一对转义"
            ))
            .with_help(said!("write the character itself", "请直接写该字符"))
        });
        None
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A text in single or typographic quotes: said, and read.
    fn quoted_otherwise(&mut self, opened: usize) -> Option<Cow<'t, str>> {
        let rest = self.rest();
        let quote = rest.chars().next()?;
        let closing = match quote {
            '“' | '”' => '”',
            other => other,
        };
        let inside = opened + quote.len_utf8();
        let line = self.slice(inside, self.text.len());
        let line = line.get(..line.find(['\n', '\r']).unwrap_or(line.len())).unwrap_or("");
        self.width = 1;
        let Some(length) = line.find([closing, '"']).filter(|_| line.contains(closing)) else {
            self.at = inside + line.len();
            self.unclosed_text(opened, self.at);
            return None;
        };
        let text = line.get(..length).unwrap_or("");
        let mark = line.get(length..).and_then(|rest| rest.chars().next()).unwrap_or(closing);
        self.at = inside + length + mark.len_utf8();
        let end = self.at;
        self.faults.breach(|faults| advice::other_quotes(quote, text).at(faults.span(opened, end)));
        Some(Cow::Borrowed(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_run_ends_at_the_first_special_byte() {
        let plain = "aé中文z\u{7f}~ ";
        for length in 0..40 {
            let text: String = plain.chars().cycle().take(length).collect();
            assert_eq!(plain_run(text.as_bytes()), text.len());
            for special in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                let text = format!("{text}{special}\"中\n\\");
                let expected = text.bytes().position(is_special).unwrap();
                assert_eq!(plain_run(text.as_bytes()), expected, "{text:?}");
            }
        }
    }
}
