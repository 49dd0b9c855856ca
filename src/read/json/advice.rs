//! What is said of text that breaks the grammar of JSON, and how it is read over.

use super::Scanner;
use crate::base::{Said, visible, write};
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

fn breach(message: Said) -> Diagnostic {
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
    breach(said!(
        "the full-width `{mark}` stands where `{plain}` belongs",
        "此处应为 `{plain}`，却是全角的 `{mark}`"
    ))
    .with_help(write(plain))
}

pub(super) fn no_key(token: &str, after_a_value: bool) -> Diagnostic {
    let message = match token {
        "" => said!("the name of a field belongs here", "此处应为字段名"),
        token => {
            let token = short(token);
            said!(
                "the name of a field belongs here, not `{token}`",
                "此处应为字段名，而不是 `{token}`"
            )
        }
    };
    let help = match after_a_value {
        true => said!(
            "names stand in double quotes; a number is written without separators: 1000, not 1,000",
            "名称要加双引号；数字不写分隔符：1000，而不是 1,000"
        ),
        false => said!(
            "names stand in double quotes, as in `\"title\": \"…\"`",
            "名称要加双引号，如 `\"title\": \"…\"`"
        ),
    };
    breach(message).with_help(help)
}

pub(super) fn control_character(byte: u8) -> Diagnostic {
    let (name, escape) = match byte {
        b'\n' => (said!("a line break", "换行"), "\\n".to_owned()),
        b'\r' => (said!("a carriage return", "回车"), "\\r".to_owned()),
        b'\t' => (said!("a tab", "制表符"), "\\t".to_owned()),
        byte => (said!("a control character", "控制字符"), format!("\\u{byte:04x}")),
    };
    breach(said!("{name} stands inside a text", "文本中有{name}"; name))
        .with_help(said!("write `{escape}` for it", "请写作 `{escape}`"))
}

pub(super) fn no_escape(written: &str) -> Diagnostic {
    let written = short(written);
    breach(said!("`{written}` is not an escape", "`{written}` 不是转义")).with_help(said!(
        "the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; a backslash is \
         `\\\\`",
        "转义有 \\\" \\\\ \\/ \\b \\f \\n \\r \\t 和 \\u 加四位数字；反斜杠写作 `\\\\`"
    ))
}

pub(super) fn other_quotes(quote: char, text: &str) -> Diagnostic {
    let message = match quote {
        '\'' => said!("this text stands in single quotes", "此文本用了单引号"),
        _ => said!("this text stands in typographic quotes", "此文本用了弯引号"),
    };
    breach(message).with_help(write(&format!("\"{}\"", short(text))))
}

pub(super) fn no_number(token: &str) -> Diagnostic {
    let unsigned = token.trim_start_matches(['-', '+']);
    let digits = unsigned.trim_start_matches('0');
    let shown = short(token);
    let (message, help) = if unsigned.starts_with(['I', 'i', 'N', 'n']) {
        (not_a_number(&shown), Some(leave_out()))
    } else if token.starts_with('+') {
        (said!("`{shown}` has a plus sign", "`{shown}` 带有加号"), Some(write(unsigned)))
    } else if let Some(rest) = token.strip_prefix("-.") {
        (no_digit_before(&shown), Some(write(&format!("-0.{rest}"))))
    } else if token.starts_with('.') {
        (no_digit_before(&shown), Some(write(&format!("0{token}"))))
    } else if token.ends_with('.') {
        let message =
            said!("`{shown}` lacks a digit after its point", "`{shown}` 的小数点之后缺少数字");
        (message, Some(write(token.trim_end_matches('.'))))
    } else if token.contains(['_', '\'']) {
        let message = said!("`{shown}` has separators in it", "`{shown}` 中有分隔符");
        (message, Some(write(&token.replace(['_', '\''], ""))))
    } else if unsigned.len() > digits.len() && digits.starts_with(|c: char| c.is_ascii_digit()) {
        let help = said!(
            "write it without; a code is text and stands in quotes",
            "请去掉零；代码是文本，要加引号"
        );
        (said!("`{shown}` starts with a zero", "`{shown}` 以零开头"), Some(help))
    } else if token.starts_with(|c: char| c.is_ascii_digit()) {
        let help = said!(
            "a number with a unit is a text: `\"{shown}\"`",
            "带单位的数是文本：`\"{shown}\"`"
        );
        (not_a_number(&shown), Some(help))
    } else {
        (not_a_number(&shown), None)
    };
    let fault = breach(message);
    match help {
        Some(help) => fault.with_help(help),
        None => fault,
    }
}

fn leave_out() -> Said {
    said!("leave the field out where there is no value", "没有值时请删去该字段")
}

fn not_a_number(shown: &str) -> Said {
    said!("`{shown}` is not a number", "`{shown}` 不是数字")
}

fn no_digit_before(shown: &str) -> Said {
    said!("`{shown}` lacks the digit before its point", "`{shown}` 的小数点之前缺少数字")
}

fn no_value(token: &str) -> Diagnostic {
    let small = token.to_lowercase();
    let shown = short(token);
    let message = || breach(said!("`{shown}` is not a value", "`{shown}` 不是值"));
    match small.as_str() {
        "true" | "false" | "null" => {
            breach(said!("`{token}` is written small", "`{token}` 应为小写"))
                .with_help(write(&small))
        }
        "none" | "undefined" | "nil" | "nan" | "infinity" | "inf" => {
            message().with_help(leave_out())
        }
        "" => breach(said!("a value belongs here", "此处应有值")),
        _ => message().with_help(said!(
            "texts stand in double quotes, as in `\"steel\"`",
            "文本要加双引号，如 `\"steel\"`"
        )),
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
            breach(said!("a comment stands here, and JSON has none", "此处有注释，而JSON没有注释"))
                .at(faults.span(start, end))
                .with_help(said!(
                    "say it in a field whose name starts with `x-`: these are not read",
                    "请写入名称以 `x-` 开头的字段：这些字段不被读取"
                ))
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
                    breach(said!(
                        "the space U+{code:04X} stands between values",
                        "值之间有空格 U+{code:04X}"
                    ))
                    .at(faults.span(at, end))
                    .with_help(said!("write a plain space", "请用普通空格"))
                });
                b' '
            }
            _ => self.byte(self.at)?,
        };
        Some(mark)
    }
}
