//! Lists and records: their brackets, commas and keys.

use std::borrow::Cow;

use super::{DEPTH, Items, Scanner, advice};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::names::Guess;

/// The key of a field, the scanner standing before its value.
#[derive(Debug)]
pub(in crate::read) struct Key<'t> {
    /// `None` where it is the one that was guessed.
    pub(in crate::read) text: Option<Cow<'t, str>>,
    pub(in crate::read) start: usize,
    pub(in crate::read) end: usize,
}

fn closing(bracket: u8) -> u8 {
    if bracket == b'[' { b']' } else { b'}' }
}

fn begins_a_value(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}

impl<'t> Scanner<'t> {
    /// Steps into the list or record that begins here. False where that is too deep.
    pub(in crate::read) fn enter(&mut self) -> bool {
        let at = self.at;
        let Some(bracket) = self.peek() else { return false };
        if self.open.len() >= DEPTH {
            self.faults.add(|faults| {
                let message = said!(
                    "lists and records are nested more than {DEPTH} deep",
                    "列表和记录嵌套超过{DEPTH}层"
                );
                Diagnostic::error(Code::PlanTooDeep, message)
                    .at(faults.span(at, at + 1))
                    .with_note(said!("the rest of the file is not read", "文件其余部分未读取"))
            });
            self.lose();
            return false;
        }
        self.bump();
        self.open.push((bracket, at));
        true
    }

    /// Goes to the next member of a list; false at its end, which is stepped over.
    pub(in crate::read) fn next_member(&mut self, items: &mut Items) -> bool {
        self.next_item(items)
    }

    /// Goes to the value of the next field of a record; `None` at the record's end. `guess` is
    /// the key that is likely next, with its closing quote.
    pub(in crate::read) fn next_field(
        &mut self,
        items: &mut Items,
        guess: Option<&Guess>,
    ) -> Option<Key<'t>> {
        loop {
            if !self.next_item(items) {
                return None;
            }
            let start = self.at;
            if let Some(guess) = guess
                && self.byte(start) == Some(b'"')
                && self.text.as_bytes().get(start + 1..).is_some_and(|it| guess.begins(it))
            {
                self.at = start + 1 + guess.len();
                let end = self.at;
                if self.colon(start) {
                    return Some(Key { text: None, start, end });
                }
                items.damaged = true;
                continue;
            }
            let key = self.key(items);
            let end = self.at;
            if !self.lost
                && let Some(text) = key
                && self.colon(start)
            {
                return Some(Key { text: Some(text), start, end });
            }
            items.damaged = true;
        }
    }

    /// Reads a key. `None` where none can be made out, with what stands there read over.
    fn key(&mut self, items: &mut Items) -> Option<Cow<'t, str>> {
        let start = self.at;
        match self.peek() {
            Some(b'"' | b'\'') => {
                let text = self.text();
                if text.is_none() && self.peek() == Some(b':') {
                    self.bump();
                    self.skip();
                }
                text
            }
            Some(byte) => {
                let end = self.token_end(start);
                let token = self.slice(start, end);
                let colon = self.slice(end, self.text.len()).trim_start().starts_with([':', '：']);
                if colon && !byte.is_ascii_digit() && !matches!(byte, b'{' | b'[') {
                    self.faults.breach(|faults| {
                        let message = said!(
                            "the name `{token}` is not in double quotes",
                            "名称 `{token}` 没有双引号"
                        );
                        Diagnostic::error(Code::NotJson, message)
                            .at(faults.span(start, end))
                            .with_help(said!("write `\"{token}\"`", "请写 `\"{token}\"`"))
                    });
                    self.at = end;
                    return Some(Cow::Borrowed(token));
                }
                let after = items.any && byte.is_ascii_digit();
                self.faults
                    .breach(|faults| advice::no_key(token, after).at(faults.span(start, end)));
                let quiet = self.faults.set_quiet(true);
                match self.kind() {
                    super::Kind::Other => self.at = end.max(start + 1),
                    _ => self.skip(),
                }
                self.faults.set_quiet(quiet);
                None
            }
            None => None,
        }
    }

    /// Steps over the colon after a key, and to a value. False where the field has none.
    fn colon(&mut self, key: usize) -> bool {
        let end = self.at;
        if self.byte(end) == Some(b':') {
            let value = self.behind_white(end + 1);
            if self.byte(value).is_some_and(begins_a_value) {
                self.at = value;
                self.width = 1;
                return true;
            }
        }
        if self.peek() == Some(b':') {
            self.bump();
        } else {
            let next = self.peek();
            self.faults.breach(|faults| {
                Diagnostic::error(
                    Code::NotJson,
                    said!("a `:` is missing after the name of a field", "字段名之后缺少 `:`"),
                )
                .at(faults.span(key, end))
            });
            match next {
                Some(b'=') => self.at += 1,
                None | Some(b',' | b'}' | b']') => return false,
                Some(_) => {}
            }
        }
        match self.peek() {
            None => true,
            Some(b',' | b'}' | b']') => {
                let at = self.at;
                self.faults.breach(|faults| {
                    Diagnostic::error(
                        Code::NotJson,
                        said!("a value is missing after `:`", "`:` 之后缺少值"),
                    )
                    .at(faults.span(key, at + 1))
                    .with_help(said!(
                        "write the value, or remove the field: a field left out is missing",
                        "请写出值，或删去该字段：没有写出的字段视为缺失"
                    ))
                });
                false
            }
            Some(_) => true,
        }
    }

    /// Goes to the next item where nothing is out of order: behind a comma, if it is not the first,
    /// and before what begins a value; or over the closing bracket. `None`, and nothing read, where
    /// that is not so.
    #[inline]
    fn next_item_in_order(&mut self, items: &mut Items) -> Option<bool> {
        if self.faults.too_many_breaches() {
            return None;
        }
        let mut at = self.behind_white(self.at);
        let mut byte = self.byte(at)?;
        if matches!(byte, b']' | b'}') {
            let fits = self.open.last().is_some_and(|(open, _)| closing(*open) == byte);
            if !fits || items.comma.is_some() {
                return None;
            }
            self.open.pop();
        } else {
            if items.any {
                if byte != b',' || items.comma.is_some() {
                    return None;
                }
                at = self.behind_white(at + 1);
                byte = self.byte(at)?;
            }
            if !begins_a_value(byte) || self.open.is_empty() {
                return None;
            }
            items.any = true;
        }
        let closes = matches!(byte, b']' | b'}');
        self.at = at + usize::from(closes);
        self.width = 1;
        self.unclosed = false;
        Some(!closes)
    }

    fn next_item(&mut self, items: &mut Items) -> bool {
        if let Some(goes_on) = self.next_item_in_order(items) {
            return goes_on;
        }
        if self.faults.too_many_breaches() {
            self.lose();
        }
        loop {
            let Some((bracket, opened)) = self.open.last().copied() else { return false };
            let before = self.at;
            let Some(byte) = self.peek() else {
                items.damaged = true;
                if !self.lost {
                    self.never_closed(bracket, opened);
                }
                self.open.pop();
                return false;
            };
            match byte {
                b']' | b'}' => {
                    if let Some(comma) = items.comma.take() {
                        self.trailing_comma(comma, byte);
                    }
                    if byte == closing(bracket) || self.closes_wrongly(bracket, opened, byte) {
                        self.bump();
                    } else {
                        items.damaged = true;
                    }
                    self.open.pop();
                    self.unclosed = false;
                    return false;
                }
                b',' => {
                    let at = self.at;
                    if !items.any || items.comma.is_some() {
                        self.faults.breach(|faults| {
                            Diagnostic::error(
                                Code::NotJson,
                                said!("nothing stands before this `,`", "此 `,` 之前没有内容"),
                            )
                            .at(faults.span(at, at + 1))
                            .with_help(said!("remove the comma", "请删去逗号"))
                        });
                    }
                    self.bump();
                    items.comma = Some(at);
                    items.any = true;
                }
                byte => {
                    if items.any && items.comma.is_none() && !self.unclosed {
                        if !begins_a_value(byte) {
                            items.damaged = true;
                            self.stray(bracket);
                            continue;
                        }
                        self.faults.breach(|faults| {
                            Diagnostic::error(
                                Code::NotJson,
                                said!("a `,` is missing here", "此处缺少 `,`"),
                            )
                            .at(faults.span(before, before + 1))
                        });
                    }
                    self.unclosed = false;
                    items.any = true;
                    items.comma = None;
                    return true;
                }
            }
        }
    }

    /// Something stands where a comma or the closing bracket belongs. It is read over, as far as
    /// the end of the line: what follows on it is likely out of step too, as it is behind a text
    /// whose quote is missing.
    fn stray(&mut self, bracket: u8) {
        const LONGEST_LINE: usize = 2_000;
        let at = self.at;
        let end = self.token_end(at);
        if bracket == b'[' && self.byte(at) == Some(b':') {
            return self.field_in_a_list(at);
        }
        let wanted = char::from(closing(bracket));
        let token = advice::short(self.slice(at, end));
        self.faults.breach(|faults| {
            let message = said!(
                "a `,` or `{wanted}` belongs here, and not `{token}`",
                "此处应为 `,` 或 `{wanted}`，而不是 `{token}`"
            );
            Diagnostic::error(Code::NotJson, message).at(faults.span(at, end))
        });
        let rest = self.rest();
        let line = rest.find('\n').filter(|length| *length < LONGEST_LINE);
        let Some(line) = line.and_then(|length| rest.get(..length)) else {
            self.at = end;
            return;
        };
        let trimmed = line.trim_end();
        let whole = trimmed.strip_suffix(',').unwrap_or(trimmed);
        let kept = at + if whole.ends_with(wanted) { whole.len() - 1 } else { whole.len() };
        // A line that is white to Unicode and not to JSON is nothing once it is trimmed.
        self.at = kept.max(end);
    }

    /// A colon between members of a list: the list was not closed before the next field of the
    /// record it stands in. What follows is out of step with its brackets, and is not read.
    fn field_in_a_list(&mut self, colon: usize) {
        let opened = self.open.last().map_or(colon, |(_, at)| *at);
        self.faults.breach(|faults| {
            let message = said!(
                "this `[` is not closed before the next field",
                "此 `[` 在下一个字段之前没有闭合"
            );
            let here = said!("a field stands here, inside the list", "列表里出现了字段");
            Diagnostic::error(Code::NotJson, message)
                .label(faults.span(opened, opened + 1), said!("opened here", "从此处打开"))
                .label(faults.span(colon, colon + 1), here)
                .with_note(said!("the rest of the file is not read", "文件其余部分未读取"))
                .with_help(said!("add the missing `]`", "请补上缺少的 `]`"))
        });
        self.lose();
    }

    fn trailing_comma(&mut self, at: usize, bracket: u8) {
        let bracket = char::from(bracket);
        self.faults.breach(|faults| {
            Diagnostic::error(
                Code::NotJson,
                said!(
                    "a `,` stands before the closing `{bracket}`",
                    "结尾的 `{bracket}` 之前多了 `,`"
                ),
            )
            .at(faults.span(at, at + 1))
            .with_help(said!("remove the comma", "请删去逗号"))
        });
    }

    /// Says that a bracket is closed by the other kind. True where that was likely a slip for the
    /// right one, false where the right one is missing before it.
    fn closes_wrongly(&mut self, bracket: u8, opened: usize, byte: u8) -> bool {
        let at = self.at;
        let outer_fits = self.open.iter().rev().skip(1).any(|(open, _)| closing(*open) == byte);
        // What follows tells: `, "` after a bracket that ends a value of a record.
        let mut scout = self.scout(at + 1);
        let in_record = self.open.iter().rev().nth(1).is_some_and(|(open, _)| *open == b'{');
        let goes_on = scout.peek() == Some(b',') && {
            scout.at += 1;
            scout.peek() == Some(b'"') && in_record
        };
        let slip = !outer_fits || (goes_on && byte == b'}');
        let (open, close) = (char::from(bracket), char::from(byte));
        let wanted = char::from(closing(bracket));
        self.faults.breach(|faults| {
            let fault = Diagnostic::error(
                Code::NotJson,
                said!(
                    "`{open}` is closed by `{close}`, not by `{wanted}`",
                    "`{open}` 以 `{close}` 结束，而不是 `{wanted}`"
                ),
            );
            let fault = fault.label(
                faults.span(at, at + 1),
                said!("`{wanted}` belongs here", "此处应为 `{wanted}`"),
            );
            fault.label(faults.span(opened, opened + 1), said!("opened here", "从此处开始"))
        });
        slip
    }

    fn never_closed(&mut self, bracket: u8, opened: usize) {
        let end = self.text.trim_end().len();
        let (open, wanted) = (char::from(bracket), char::from(closing(bracket)));
        self.faults.breach(|faults| {
            Diagnostic::error(
                Code::NotJson,
                said!("the text ends before `{open}` is closed", "文本结束时 `{open}` 尚未结束"),
            )
            .label(faults.span(opened, opened + 1), said!("opened here", "从此处开始"))
            .label(
                faults.span(end.saturating_sub(1), end),
                said!("the text ends here", "文本到此结束"),
            )
            .with_help(said!(
                "add the missing `{wanted}`, or see whether the file is whole",
                "请补上 `{wanted}`，或检查文件是否完整"
            ))
        });
        self.lose();
    }
}
