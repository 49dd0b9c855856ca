//! A rule file as its author wrote it: every token and every comment, and the grammar's own tree
//! over them. The tree of [`ast`](super::ast) says what a file means; this one says how it is
//! spelt, so that a formatter can move what stands between tokens and nothing else.

use std::borrow::Cow;
use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::split;
use crate::base::FileId;

/// A form of the language, by its name in the grammar.
pub type Form = Rule;

/// The items of a file, in order.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    pub items: Vec<Item<'a>>,
    /// What stands below the last item.
    pub below: Vec<Comment<'a>>,
}

#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Documentation and other comments between the item before and this one.
    pub above: Vec<Comment<'a>>,
    /// Whether a blank line stands between them and the item's first word.
    pub blank: bool,
    pub tokens: Vec<Token<'a>>,
    pub root: Node,
    /// The comment on the line of the item's last token.
    pub beside: Option<Comment<'a>>,
}

#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// As written; within words such as `not applicable` there is one space.
    pub text: Cow<'a, str>,
    /// What stands between the token before and this one.
    pub comments: Vec<Comment<'a>>,
    /// Whether a blank line stands directly before it.
    pub blank: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'a> {
    /// From its `//` on, without white space at its end.
    pub text: &'a str,
    /// What stands before it.
    pub stands: Stands,
    /// Whether a blank line stands before it.
    pub blank: bool,
}

/// Where on its line a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In column 1.
    First,
    /// Behind white space alone.
    Indented,
    /// Behind a token.
    Beside,
}

/// A form, and the forms and tokens in it.
#[derive(Clone, Debug)]
pub struct Node {
    /// None for a mark that has no name in the grammar, such as the point of `m.title`.
    pub form: Option<Form>,
    /// The tokens it covers, by number in the item.
    pub tokens: Range<usize>,
    /// None for a token.
    pub parts: Vec<Node>,
}

impl Node {
    pub fn is(&self, form: Form) -> bool {
        self.form == Some(form)
    }

    /// The first part of this form.
    pub fn part(&self, form: Form) -> Option<&Node> {
        self.parts.iter().find(|part| part.is(form))
    }
}

/// Reads a text in which [`parse_file`](super::parse_file) finds no error. None where it has one.
pub fn read(text: &str) -> Option<Written<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut diagnostics = Vec::new();
    let chunks = split::split(FileId(0), text, 0, &mut diagnostics);
    if !diagnostics.is_empty() {
        return None;
    }
    let mut reader = Reader { text, at: 0, tokens: Vec::new(), comments: Vec::new(), blank: false };
    let mut items: Vec<Item<'_>> = Vec::new();
    for chunk in chunks {
        reader.pass(chunk.start, &mut Vec::new())?;
        let (above, blank) = reader.gap(&mut items);
        let pair = Grammar::parse(Rule::entry, chunk.text).ok()?.next()?;
        let root = reader.node(pair, chunk.start)?;
        items.push(Item {
            above,
            blank,
            tokens: std::mem::take(&mut reader.tokens),
            root,
            beside: None,
        });
    }
    reader.pass(text.len(), &mut Vec::new())?;
    let (below, _) = reader.gap(&mut items);
    Some(Written { items, below })
}

struct Reader<'a> {
    text: &'a str,
    /// How far the text is read.
    at: usize,
    /// Of the item being read.
    tokens: Vec<Token<'a>>,
    /// Since the last token.
    comments: Vec<Comment<'a>>,
    /// Whether a blank line has been passed since the last token or comment.
    blank: bool,
}

impl<'a> Reader<'a> {
    /// What has been passed since the last item; the comment on that item's own line is given to it.
    fn gap(&mut self, items: &mut [Item<'a>]) -> (Vec<Comment<'a>>, bool) {
        let mut passed = std::mem::take(&mut self.comments);
        let beside = passed.first().copied().filter(|first| first.stands == Stands::Beside);
        if let (Some(beside), Some(item)) = (beside, items.last_mut()) {
            passed.remove(0);
            item.beside = Some(beside);
        }
        (passed, std::mem::take(&mut self.blank))
    }

    /// Reads a pair of an item that begins at byte `base`.
    fn node(&mut self, pair: Pair<'_, Rule>, base: usize) -> Option<Node> {
        let (form, span) = (pair.as_rule(), pair.as_span());
        let (start, end) = (base + span.start(), base + span.end());
        let first = self.tokens.len();
        let mut parts = Vec::new();
        // A full name is written without white space: it is one token.
        let mut inner = pair.into_inner().filter(|_| form != Rule::fullname).peekable();
        if inner.peek().is_none() {
            self.token(start, end)?;
        } else {
            for part in inner {
                self.pass(base + part.as_span().start(), &mut parts)?;
                parts.push(self.node(part, base)?);
            }
            self.pass(end, &mut parts)?;
        }
        Some(Node { form: Some(form), tokens: first..self.tokens.len(), parts })
    }

    /// Passes over white space and comments; other text is marks without a name.
    fn pass(&mut self, end: usize, parts: &mut Vec<Node>) -> Option<()> {
        while self.at < end {
            let rest = self.text.get(self.at..end)?;
            let space = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            let (space, rest) = rest.split_at_checked(space)?;
            self.blank |= space.matches('\n').count() > 1;
            self.at += space.len();
            if rest.starts_with("//") {
                let line = rest.lines().next()?;
                let comment = Comment {
                    text: line.trim_end(),
                    stands: self.stands(),
                    blank: std::mem::take(&mut self.blank),
                };
                self.comments.push(comment);
                self.at += line.len();
            } else if let Some(mark) = rest.chars().next() {
                let first = self.tokens.len();
                self.token(self.at, self.at + mark.len_utf8())?;
                parts.push(Node { form: None, tokens: first..first + 1, parts: Vec::new() });
            }
        }
        Some(())
    }

    /// Where a comment stands that begins where the text is read to.
    fn stands(&self) -> Stands {
        let before = self.text.get(..self.at).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        if line.is_empty() {
            Stands::First
        } else if line.trim().is_empty() {
            Stands::Indented
        } else {
            Stands::Beside
        }
    }

    fn token(&mut self, start: usize, end: usize) -> Option<()> {
        let written = self.text.get(start..end)?.trim_end();
        let gaps = |c: char| c.is_ascii_whitespace();
        let text = if written.starts_with('"') || !written.contains(gaps) {
            Cow::Borrowed(written)
        } else {
            Cow::Owned(written.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        };
        self.tokens.push(Token {
            text,
            comments: std::mem::take(&mut self.comments),
            blank: std::mem::take(&mut self.blank),
        });
        self.at = end;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(comments: &[Comment<'a>]) -> Vec<&'a str> {
        comments.iter().map(|comment| comment.text).collect()
    }

    #[test]
    fn every_token_and_comment_is_there() {
        let text = "// top\n\nuse a // beside\n  // in\n/// doc\nrule b // one\n  \"t // no\"\n\n  // two\n  must not  c .d >= isic:24\n// end";
        let written = read(text).unwrap();
        let [first, second] = &written.items[..] else { panic!("{written:?}") };
        assert_eq!(texts(&first.above), ["// top"]);
        assert!(first.blank && !second.blank);
        assert_eq!(first.beside.unwrap().text, "// beside");
        assert_eq!(texts(&second.above), ["// in", "/// doc"]);
        assert_eq!(second.above[0].stands, Stands::Indented);
        assert_eq!(second.above[1].stands, Stands::First);
        let tokens: Vec<&str> = second.tokens.iter().map(|token| &*token.text).collect();
        let expected = ["rule", "b", "\"t // no\"", "must not", "c", ".", "d", ">=", "isic:24"];
        assert_eq!(tokens, expected);
        assert_eq!(texts(&second.tokens[2].comments), ["// one"]);
        assert_eq!(texts(&second.tokens[3].comments), ["// two"]);
        assert!(second.tokens[3].comments[0].blank);
        assert_eq!(texts(&written.below), ["// end"]);
    }

    #[test]
    fn a_text_with_a_mistake_is_not_read() {
        assert!(read("rul a\n").is_none());
        assert!(read("rule a\n  must\n").is_none());
    }
}
