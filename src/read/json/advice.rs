//! What is said of text that breaks the grammar of JSON, and how it is read over.

use super::Scanner;
use crate::base::visible;
use crate::diagnostic::{Code, Diagnostic};

/// Whether a byte cannot be part of a number or a word.
pub(super) fn ends_a_token(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\n' | b'\t' | b'\r' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b'/'
    )
}

/// The part of a token that a message has room for.
pub(super) fn short(token: &str) -> String {
    let start: String = token.chars().take(30).collect();
    let dots = if start.len() < token.len() { "…" } else { "" };
    format!("{}{dots}", visible(&start))
}

fn breach(message: String) -> Diagnostic {
    Diagnostic::error(Code::NotJson, message)
}

pub(super) fn full_width(mark: &str) -> Diagnostic {
    let plain = match mark {
        "，" => ",",
        "：" => ":",
        "｛" => "{",
        "｝" => "}",
        "［" | "【" => "[",
        "］" | "】" => "]",
        _ => "\"",
    };
    breach(format!("the full-width `{mark}` stands where `{plain}` belongs"))
        .with_help(format!("write `{plain}`"))
}

pub(super) fn no_key(token: &str, after_a_value: bool) -> Diagnostic {
    let message = match token {
        "" => "the name of a field belongs here".to_owned(),
        token => format!("the name of a field belongs here, not `{}`", short(token)),
    };
    let help = if after_a_value {
        "names stand in double quotes; a number is written without separators: 1000, not 1,000"
    } else {
        "names stand in double quotes, as in `\"title\": \"…\"`"
    };
    breach(message).with_help(help)
}

pub(super) fn control_character(byte: u8) -> Diagnostic {
    let (name, escape) = match byte {
        b'\n' => ("a line break", "\\n".to_owned()),
        b'\r' => ("a carriage return", "\\r".to_owned()),
        b'\t' => ("a tab", "\\t".to_owned()),
        byte => ("a control character", format!("\\u{byte:04x}")),
    };
    breach(format!("{name} stands inside a text")).with_help(format!("write `{escape}` for it"))
}

pub(super) fn no_escape(written: &str) -> Diagnostic {
    breach(format!("`{}` is not an escape", short(written)))
        .with_help("the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; a backslash is `\\\\`")
}

pub(super) fn other_quotes(quote: char, text: &str) -> Diagnostic {
    let kind = if quote == '\'' { "single" } else { "typographic" };
    breach(format!("this text stands in {kind} quotes"))
        .with_help(format!("write `\"{}\"`", short(text)))
}

pub(super) fn no_number(token: &str) -> Diagnostic {
    let unsigned = token.trim_start_matches(['-', '+']);
    let digits = unsigned.trim_start_matches('0');
    let (message, help) = if unsigned.starts_with(['I', 'i', 'N', 'n']) {
        ("is not a number", Some("leave the field out where there is no value".to_owned()))
    } else if token.starts_with('+') {
        ("has a plus sign", Some(format!("write `{unsigned}`")))
    } else if let Some(rest) = token.strip_prefix("-.") {
        ("lacks the digit before its point", Some(format!("write `-0.{rest}`")))
    } else if token.starts_with('.') {
        ("lacks the digit before its point", Some(format!("write `0{token}`")))
    } else if token.ends_with('.') {
        ("lacks a digit after its point", Some(format!("write `{}`", token.trim_end_matches('.'))))
    } else if token.contains(['_', '\'']) {
        ("has separators in it", Some(format!("write `{}`", token.replace(['_', '\''], ""))))
    } else if unsigned.len() > digits.len() && digits.starts_with(|c: char| c.is_ascii_digit()) {
        ("starts with a zero", Some("write it without; a code is text and stands in quotes".into()))
    } else if token.starts_with(|c: char| c.is_ascii_digit()) {
        ("is not a number", Some(format!("a number with a unit is a text: `\"{}\"`", short(token))))
    } else {
        ("is not a number", None)
    };
    let fault = breach(format!("`{}` {message}", short(token)));
    match help {
        Some(help) => fault.with_help(help),
        None => fault,
    }
}

fn no_value(token: &str) -> Diagnostic {
    let small = token.to_lowercase();
    match small.as_str() {
        "true" | "false" | "null" => {
            breach(format!("`{token}` is written small")).with_help(format!("write `{small}`"))
        }
        "none" | "undefined" | "nil" | "nan" | "infinity" | "inf" => {
            breach(format!("`{}` is not a value", short(token)))
                .with_help("leave the field out where there is no value")
        }
        "" => breach("a value belongs here".to_owned()),
        _ => breach(format!("`{}` is not a value", short(token)))
            .with_help("texts stand in double quotes, as in `\"steel\"`"),
    }
}

impl<'t> Scanner<'t> {
    /// Where the word or number that begins at a place ends; behind one character at least,
    /// where that is none that only a bracket or comma can be.
    pub(super) fn token_end(&self, at: usize) -> usize {
        let rest = self.slice(at, self.text.len());
        let length = rest.bytes().position(ends_a_token).unwrap_or(rest.len());
        let first = rest.chars().next().map_or(0, char::len_utf8);
        at + if length == 0 { first } else { length }
    }

    /// Says that no value begins here, and reads over what does. Brackets and commas that end
    /// what is around stay.
    pub(in crate::read) fn not_a_value(&mut self) {
        let start = self.at;
        let Some(byte) = self.peek() else { return };
        if matches!(byte, b',' | b'}' | b']') {
            self.faults.breach(|faults| no_value("").at(faults.span(start, start + 1)));
            return;
        }
        let end = self.token_end(start);
        let token = self.slice(start, end);
        self.at = end;
        self.width = 1;
        self.faults.breach(|faults| no_value(token).at(faults.span(start, end)));
    }

    /// Steps over the comment that begins here, and says that it is one. False where it is none.
    pub(super) fn comment(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let line = || rest.find('\n').unwrap_or(rest.len());
        let length = if rest.starts_with("//") || rest.starts_with('#') {
            line()
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            return false;
        };
        self.at = start + length;
        let end = self.at;
        self.faults.breach(|faults| {
            breach("a comment stands here, and JSON has none".to_owned())
                .at(faults.span(start, end))
                .with_help("say it in a field whose name starts with `x-`: these are not read")
        });
        true
    }

    /// What a character beyond ASCII stands for: the plain mark it was typed for, or a space,
    /// which is stepped over; otherwise its own first byte.
    pub(super) fn wide(&mut self) -> Option<u8> {
        let c = self.rest().chars().next()?;
        self.width = c.len_utf8();
        let mark = match c {
            '，' => b',',
            '：' => b':',
            '“' | '”' => b'"',
            '｛' => b'{',
            '｝' => b'}',
            '［' | '【' => b'[',
            '］' | '】' => b']',
            c if c.is_whitespace() || c == '\u{feff}' => {
                let (at, end) = (self.at, self.at + self.width);
                self.at = end;
                let code = u32::from(c);
                self.faults.breach(|faults| {
                    breach(format!("the space U+{code:04X} stands between values"))
                        .at(faults.span(at, end))
                        .with_help("write a plain space")
                });
                b' '
            }
            _ => self.byte(self.at)?,
        };
        Some(mark)
    }
}
