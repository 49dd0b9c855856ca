//! A scanner of JSON text that is strict about the grammar and goes on after a breach of it.
//!
//! It makes no tree: whoever drives it says what is read next. What it accepts without a fault is
//! JSON by RFC 8259, nested no deeper than [`DEPTH`]; tests hold it to `serde_json` in that. Where
//! the grammar is broken it says so at the place, in words, and carries on with what was likely
//! meant, so that one slip does not hide the rest of the plan.

mod advice;
mod items;
pub(super) mod number;
#[cfg(test)]
mod tests;
mod text;

use super::faults::Faults;
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};

/// How deep lists and records may be nested.
pub const DEPTH: usize = 128;

/// What begins at the place the scanner has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Text,
    Number,
    True,
    False,
    Null,
    /// Nothing that begins a value.
    Other,
}

impl Kind {
    /// In the words of a message, after "and": what stands here.
    pub(super) fn words(self) -> Said {
        match self {
            Kind::Object => said!("a record `{{ … }}`", "记录 `{{ … }}`"),
            Kind::Array => said!("a list `[ … ]`", "列表 `[ … ]`"),
            Kind::Text => said!("a text", "文本"),
            Kind::Number => said!("a number", "数字"),
            Kind::True => Said::alike("`true`"),
            Kind::False => Said::alike("`false`"),
            Kind::Null => Said::alike("`null`"),
            Kind::Other => said!("something else", "其他内容"),
        }
    }
}

/// How far the members of a list or record have been read.
#[derive(Debug, Default)]
pub(super) struct Items {
    any: bool,
    /// The place of a comma that no member has followed yet.
    comma: Option<usize>,
    /// Something in it could not be read as a member.
    pub(super) damaged: bool,
}

/// A place in JSON text.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Bytes of the mark that `peek` found last: more than one for a full-width one.
    width: usize,
    /// The brackets that are open, and where.
    open: Vec<(u8, usize)>,
    /// The rest of the text is not read: it ends too early, or is nested too deep.
    pub(super) lost: bool,
    /// The last text had no closing quote, so that the comma after it is inside it.
    unclosed: bool,
    pub(super) faults: Faults,
}

impl<'t> Scanner<'t> {
    /// A scanner at the start of a text, behind its byte order mark where it has one.
    pub(super) fn new(text: &'t str, faults: Faults) -> Scanner<'t> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Scanner { text, at, width: 1, open: Vec::new(), lost: false, unclosed: false, faults }
    }

    /// A scanner of the same text at `at` that notes no faults.
    pub(super) fn scout(&self, at: usize) -> Scanner<'t> {
        let mut faults = Faults::new(self.faults.span(0, 0).file);
        faults.set_quiet(true);
        let Scanner { text, .. } = *self;
        Scanner { text, at, width: 1, open: Vec::new(), lost: false, unclosed: false, faults }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The whole text.
    pub(super) fn whole(&self) -> &'t str {
        self.text
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Skips white space and gives the byte that comes next; `None` at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.at = self.behind_white(self.at);
        match self.byte(self.at)? {
            byte @ (b'"' | b'0'..=b':' | b'A'..0x80) => {
                self.width = 1;
                Some(byte)
            }
            _ => self.peek_with_care(),
        }
    }

    /// Where the white space that begins at a place ends.
    #[inline]
    fn behind_white(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte(at) {
            at += 1;
        }
        at
    }

    /// The same where it may be that a comment or a full-width mark comes next.
    fn peek_with_care(&mut self) -> Option<u8> {
        loop {
            self.at = self.behind_white(self.at);
            match self.byte(self.at)? {
                b'/' | b'#' if self.comment() => {}
                byte @ 0..0x80 => {
                    self.width = 1;
                    return Some(byte);
                }
                _ => match self.wide() {
                    Some(b' ') => {}
                    mark => return mark,
                },
            }
        }
    }

    /// Steps over the mark that `peek` gave.
    fn bump(&mut self) {
        if self.width > 1 {
            let (at, end) = (self.at, self.at + self.width);
            let mark = self.slice(at, end);
            self.faults.breach(|faults| advice::full_width(mark).at(faults.span(at, end)));
        }
        self.at += self.width;
        self.width = 1;
    }

    /// What kind of value comes next.
    #[inline]
    pub(super) fn kind(&mut self) -> Kind {
        match self.peek() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"' | b'\'') => Kind::Text,
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => Kind::Number,
            Some(b't') if self.is_word("true") => Kind::True,
            Some(b'f') if self.is_word("false") => Kind::False,
            Some(b'n') if self.is_word("null") => Kind::Null,
            _ => Kind::Other,
        }
    }

    fn is_word(&self, word: &str) -> bool {
        self.rest().strip_prefix(word).is_some_and(|rest| match rest.as_bytes().first() {
            None => true,
            Some(byte) => advice::ends_a_token(*byte),
        })
    }

    /// Steps over `true`, `false` or `null`.
    pub(super) fn word(&mut self, kind: Kind) {
        self.at += match kind {
            Kind::True | Kind::Null => 4,
            Kind::False => 5,
            Kind::Object | Kind::Array | Kind::Text | Kind::Number | Kind::Other => 0,
        };
    }

    /// Whether the record that begins here opens with a key, given with its quotes.
    pub(super) fn opens_with(&self, key: &str) -> bool {
        let inside = self.rest().strip_prefix('{').unwrap_or("");
        inside.trim_start_matches([' ', '\n', '\t', '\r']).starts_with(key)
    }

    /// Reads over any value, holding it to the grammar.
    pub(super) fn skip(&mut self) {
        match self.kind() {
            Kind::Object => {
                let mut items = Items::default();
                if self.enter() {
                    while self.next_field(&mut items, None).is_some() {
                        self.skip();
                    }
                }
            }
            Kind::Array => {
                let mut items = Items::default();
                if self.enter() {
                    while self.next_member(&mut items) {
                        self.skip();
                    }
                }
            }
            Kind::Text => {
                self.text();
            }
            Kind::Number => {
                self.number();
            }
            kind @ (Kind::True | Kind::False | Kind::Null) => self.word(kind),
            Kind::Other => self.not_a_value(),
        }
    }

    /// Reads over a value without noting faults. False, and nothing read, where the text ends or
    /// cannot be followed before the value does.
    pub(super) fn skip_quietly(&mut self) -> bool {
        let (at, open) = (self.at, self.open.len());
        let quiet = self.faults.set_quiet(true);
        self.skip();
        self.faults.set_quiet(quiet);
        self.open.truncate(open);
        let whole = !self.lost;
        if !whole {
            self.lost = false;
            self.at = at;
        }
        whole
    }

    /// Goes back to a value that was read over, and gives the place to return to.
    pub(super) fn go_to(&mut self, at: usize) -> usize {
        std::mem::replace(&mut self.at, at)
    }

    /// Gives up the rest of the text.
    fn lose(&mut self) {
        self.lost = true;
        self.at = self.text.len();
    }

    /// Says that nothing may stand behind the value that is the whole text.
    pub(super) fn end(&mut self) {
        if self.lost {
            return;
        }
        if self.peek().is_some() {
            let at = self.at;
            let end = self.token_end(at);
            self.faults.breach(|faults| {
                Diagnostic::error(
                    Code::NotJson,
                    said!("text stands after the end of the plan", "规划结束之后还有内容"),
                )
                .at(faults.span(at, end))
                .with_help(said!(
                    "a plan is one record `{{ … }}`: remove what follows, or a `}}` too many",
                    "规划是一个记录 `{{ … }}`：请删去其后的内容，或多余的 `}}`"
                ))
            });
        }
    }
}
