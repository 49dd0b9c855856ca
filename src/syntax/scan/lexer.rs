//! Cuts an item into tokens.

use pest::unicode::{XID_CONTINUE, XID_START};

use super::marks::{closing_quote, foreign_operator, half_width};
use crate::base::{FileId, Span, usual, visible};
use crate::diagnostic::{Code, Diagnostic};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum TokenKind {
    /// A word, or words joined by `-`.
    Word,
    Number,
    /// A text with its quotes.
    Text,
    Mark,
}

/// A token: bytes of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub(in crate::syntax) fn text(self, item: &str) -> &str {
        item.get(self.start..self.end).unwrap_or("").trim_end()
    }
}

pub(super) struct Lexer<'a, 'd> {
    file: FileId,
    base: usize,
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The innermost brackets that are open.
    open: Vec<u8>,
    /// What is put in place of slips: start, text of the same length.
    repairs: Vec<(usize, String)>,
    readable: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a, 'd> Lexer<'a, 'd> {
    pub(super) fn new(
        file: FileId,
        base: usize,
        text: &'a str,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Lexer {
            file,
            base,
            text,
            at: 0,
            tokens: Vec::new(),
            open: Vec::new(),
            repairs: Vec::new(),
            readable: true,
            diagnostics,
        }
    }

    /// The tokens, the text with the repairs made, and whether the grammar should read it.
    pub(super) fn finish(self) -> (Vec<Token>, String, bool) {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (start, repair) in &self.repairs {
            text.push_str(self.text.get(from..*start).unwrap_or(""));
            text.push_str(repair);
            from = start + repair.len();
        }
        text.push_str(self.text.get(from..).unwrap_or(""));
        (self.tokens, text, self.readable)
    }

    pub(super) fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let rest = self.rest();
            if first.is_ascii_whitespace() {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if first == '#' {
                self.foreign_comment();
            } else if first == '"' {
                self.quoted();
            } else if first.is_ascii_digit() {
                self.number();
            } else if XID_START(first) || first == '_' {
                let length = word_length(rest);
                self.token(TokenKind::Word, length);
            } else {
                self.mark(first);
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn span(&self, length: usize) -> Span {
        Span::new(self.file, self.base + self.at, self.base + self.at + length)
    }

    fn token(&mut self, kind: TokenKind, length: usize) {
        self.tokens.push(Token { kind, start: self.at, end: self.at + length });
        self.at += length;
    }

    fn repair(&mut self, length: usize, with: &str) {
        let mut text = with.to_owned();
        text.extend(std::iter::repeat_n(' ', length.saturating_sub(with.len())));
        self.repairs.push((self.at, text));
    }

    fn quoted(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or("");
        let mut escaped = false;
        for (at, c) in line.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return self.token(TokenKind::Text, at + 1),
                _ => {}
            }
        }
        let length = line.trim_end().len();
        // Where the next line has an odd quote, it closes this text: both lines are one mistake.
        let next = self.rest().get(line.len() + 1..).and_then(|rest| rest.split('\n').next());
        let closing =
            next.filter(|next| next.matches('"').count() % 2 == 1).and_then(|next| next.find('"'));
        let help = match closing {
            Some(_) => said!(
                "a text stands on one line: join the two lines",
                "文本只占一行：请把两行连成一行"
            ),
            None => said!(
                "end it with `\"`; a text stands on one line, and `\\\"` is a quote in it",
                "请以 `\"` 结尾；文本只占一行，其中的引号写作 `\\\"`"
            ),
        };
        self.diagnostics.push(
            Diagnostic::error(
                Code::UnclosedText,
                said!("a text is not closed on its line", "文本在本行没有结束"),
            )
            .at(self.span(length))
            .with_help(help),
        );
        self.readable = false;
        let end = self.at + line.len();
        self.token(TokenKind::Text, length);
        if let Some(closing) = closing {
            self.at = end + closing + 2;
        }
    }

    fn number(&mut self) {
        let rest = self.rest();
        if let Some(length) = misspelt_date(rest) {
            let found = rest.get(..length).unwrap_or("");
            self.diagnostics.push(
                Diagnostic::error(
                    Code::BadNumber,
                    said!("`{found}` is not a date", "`{found}` 不是日期"),
                )
                .at(self.span(length))
                .with_help(said!(
                    "a date is year, month and day with all digits: `2025-06-30`",
                    "日期写年、月、日，位数写全：`2025-06-30`"
                )),
            );
            self.readable = false;
            return self.token(TokenKind::Number, length);
        }
        let digits =
            |text: &str| text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'_').count();
        let mut length = digits(rest);
        // In braces and square brackets a comma parts members.
        if !matches!(self.open.last(), Some(b'{' | b'[')) && length <= 3 {
            let grouped = length + thousands(rest.get(length..).unwrap_or(""));
            if grouped > length {
                let found = rest.get(..grouped).unwrap_or("");
                let meant = found.replace(',', "_");
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::BadNumber,
                        said!("`{found}` groups digits by commas", "`{found}` 用逗号分隔数字"),
                    )
                    .at(self.span(grouped))
                    .with_help(said!("write `{meant}`", "请写 `{meant}`")),
                );
                self.repair(grouped, &meant);
                length = grouped;
            }
        }
        let after = rest.get(length..).unwrap_or("");
        if let Some(fraction) = after.strip_prefix('.') {
            let places = digits(fraction);
            if places > 0 {
                length += 1 + places;
            }
        }
        // A code or an id may begin with digits (`2.2-e`, `01T03`).
        length += word_tail_length(rest.get(length..).unwrap_or(""));
        self.token(TokenKind::Number, length);
    }

    /// `# …`: said, and passed over to the end of its line. One in column 1 was said already,
    /// where the file was split into items.
    fn foreign_comment(&mut self) {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        if !self
            .text
            .get(..self.at)
            .is_none_or(|before| before.is_empty() || before.ends_with('\n'))
        {
            let message = said!("`#` is not a mark of the language", "`#` 不是规则语言的符号");
            self.diagnostics.push(
                Diagnostic::error(Code::Unexpected, message)
                    .at(self.span(1))
                    .with_help(said!("a comment begins with `//`", "注释以 `//` 开头")),
            );
        }
        self.repair(length, "");
        self.at += length;
    }

    fn mark(&mut self, first: char) {
        let rest = self.rest();
        if let Some(meant) = half_width(first) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::FullWidthMark,
                    said!("`{first}` is not a mark of the language", "`{first}` 不是语言的符号"),
                )
                .at(self.span(first.len_utf8()))
                .with_help(said!("write `{meant}`", "请写 `{meant}`")),
            );
            self.repair(first.len_utf8(), meant);
            self.readable &= meant.len() <= first.len_utf8();
            self.bracket(meant);
            return self.token(TokenKind::Mark, first.len_utf8());
        }
        if let Some(closing) = closing_quote(first) {
            return self.foreign_quotes(first, closing);
        }
        if let Some((found, meant, repair)) = foreign_operator(rest) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::Unexpected,
                    said!("`{found}` is not a mark of the language", "`{found}` 不是语言的符号"),
                )
                .at(self.span(found.len()))
                .with_help(if found == ";" {
                    said!(
                        "leave it out: clauses need no mark between them, lists have `,`",
                        "请删去：子句之间不用符号，列表用 `,`"
                    )
                } else {
                    said!("write `{meant}`", "请写 `{meant}`")
                }),
            );
            match repair {
                Some(repair) => self.repair(found.len(), repair),
                None => self.readable = false,
            }
            return self.token(TokenKind::Mark, found.len());
        }
        if first == '.'
            && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
            && !self.after_value()
        {
            let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
            let found = rest.get(..=digits).unwrap_or("");
            self.diagnostics.push(
                Diagnostic::error(
                    Code::BadNumber,
                    said!(
                        "`{found}` lacks the digit before its point",
                        "`{found}` 的小数点之前缺少数字"
                    ),
                )
                .at(self.span(found.len()))
                .with_help(said!("write `0{found}`", "请写 `0{found}`")),
            );
            self.repair(1, " ");
            return self.token(TokenKind::Number, found.len());
        }
        if ["<=", ">=", "!="].iter().any(|mark| rest.starts_with(mark)) {
            return self.token(TokenKind::Mark, 2);
        }
        if !first.is_ascii() || first.is_ascii_control() || "!$@\\^~|".contains(first) {
            let mark = first.to_string();
            let shown = visible(&mark);
            let blank = first.is_whitespace() || first == '\u{feff}';
            let mut diagnostic = Diagnostic::error(
                Code::Unexpected,
                said!("`{shown}` is not a mark of the language", "`{shown}` 不是语言的符号"),
            )
            .at(self.span(first.len_utf8()));
            diagnostic.help = match first {
                '!' => Some(said!(
                    "write `not`, or `!=` between two values",
                    "请写 `not`；两个值之间写 `!=`"
                )),
                '|' => Some(said!("write `or`", "请写 `or`")),
                '０'..='９' => Some(said!("write digits as `0` to `9`", "数字请写 `0` 至 `9`")),
                _ if usual(&mark).is_some() => usual(&mark).map(|unit| {
                    said!(
                        "a unit stands behind its number: `5 million {unit}`",
                        "单位写在数字之后：`5 million {unit}`"
                    )
                }),
                _ if blank => Some(said!("write a plain space", "请用普通空格")),
                _ => None,
            };
            self.diagnostics.push(diagnostic);
            self.repair(first.len_utf8(), "");
            self.readable &= blank;
            self.at += first.len_utf8();
            return;
        }
        let mark = rest.get(..1).unwrap_or("");
        self.bracket(mark);
        self.token(TokenKind::Mark, 1);
    }

    fn bracket(&mut self, mark: &str) {
        match mark.as_bytes() {
            [opening @ (b'(' | b'[' | b'{')] => self.open.push(*opening),
            b")" | b"]" | b"}" => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Whether the token before touches this place, and ends a value.
    fn after_value(&self) -> bool {
        self.tokens.last().is_some_and(|last| {
            last.end == self.at
                && (last.kind != TokenKind::Mark || matches!(last.text(self.text), ")" | "]"))
        })
    }

    fn foreign_quotes(&mut self, first: char, closing: &[char]) {
        let line = self.rest().split('\n').next().unwrap_or("");
        let inside = line.get(first.len_utf8()..).unwrap_or("");
        let close = inside.char_indices().find(|(_, c)| closing.contains(c));
        let length = close.map_or(first.len_utf8(), |(at, c)| first.len_utf8() + at + c.len_utf8());
        let found = match close {
            Some((_, close)) => said!(
                "`{first}…{close}` are not the quotes of the language",
                "`{first}…{close}` 不是语言的引号"
            ),
            None => said!("`{first}` is not the quote of the language", "`{first}` 不是语言的引号"),
        };
        self.diagnostics.push(
            Diagnostic::error(Code::FullWidthMark, found).at(self.span(length)).with_help(said!(
                "write a text between `\"` and `\"`",
                "请把文本写在 `\"` 与 `\"` 之间"
            )),
        );
        match close {
            Some((at, close)) => {
                // Quotes inside would end the text early: what is kept only has to be a text.
                let content = inside.get(..at).unwrap_or("").replace(['"', '\\'], "'");
                let gap = " ".repeat(first.len_utf8() + close.len_utf8() - 2);
                self.repairs.push((self.at, format!("\"{content}{gap}\"")));
            }
            None => self.readable = false,
        }
        self.token(TokenKind::Text, length);
    }
}

/// The length of a word at the start of a text, with what is joined to it by `-`.
fn word_length(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    first + word_tail_length(text.get(first..).unwrap_or(""))
}

fn word_tail_length(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = c == '-' && chars.peek().is_some_and(|(_, next)| XID_CONTINUE(*next));
        if !(XID_CONTINUE(c) || joins) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// The length of `,000,000` at the start of a text: groups of exactly three digits.
fn thousands(text: &str) -> usize {
    let mut length = 0;
    while let Some(group) = text.get(length..).and_then(|rest| rest.strip_prefix(',')) {
        if group.bytes().take_while(u8::is_ascii_digit).count() != 3 {
            break;
        }
        length += 4;
    }
    length
}

/// The length of something like `2025-6-3` that is meant as a date and is none.
fn misspelt_date(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits(text);
    let month_text = text.get(year..)?.strip_prefix('-')?;
    let month = digits(month_text);
    let day_text = month_text.get(month..)?.strip_prefix('-')?;
    let day = digits(day_text);
    let ends = day_text.get(day..)?.chars().next().is_none_or(|c| !XID_CONTINUE(c) && c != '-');
    let meant = year == 4 && (1..=2).contains(&month) && (1..=2).contains(&day) && ends;
    (meant && (month, day) != (2, 2)).then_some(year + month + day + 2)
}
