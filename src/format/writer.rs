//! Turns tokens into a document, and puts each comment where a line can end behind it.

use pretty::{Arena, DocAllocator, DocBuilder};

use super::INDENT;
use crate::syntax::written::{Comment, Form, Item, Node, Stands, Token};

/// A document of lines that may break, as the crate `pretty` has them.
pub(super) type Doc<'a> = DocBuilder<'a, Arena<'a>>;

/// What stands at a place where a line may break, where it does not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unbroken {
    Space,
    Nothing,
    /// The line always breaks.
    Never,
}

/// Writes an item, token by token. Every method that returns a document takes the tokens in it
/// from the item: documents are made in the order of the text.
pub(super) struct Writer<'a> {
    pub arena: &'a Arena<'a>,
    tokens: &'a [Token<'a>],
    /// The next token.
    next: usize,
    /// Up to which token the comments before it have been taken.
    taken: usize,
    /// Comments that have been passed, and wait for the next place where a line may break.
    waiting: Vec<Comment<'a>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(arena: &'a Arena<'a>, item: &'a Item<'a>) -> Self {
        Writer { arena, tokens: &item.tokens, next: 0, taken: 0, waiting: Vec::new() }
    }

    pub(super) fn nil(&self) -> Doc<'a> {
        self.arena.nil()
    }

    /// The next token.
    pub(super) fn token(&mut self) -> Doc<'a> {
        self.pass_comments();
        let token = self.tokens.get(self.next);
        self.next += 1;
        self.arena.text(token.map_or("", |token| &*token.text))
    }

    /// A token as written.
    pub(super) fn written(&self, node: &Node) -> &'a str {
        self.tokens.get(node.tokens.start).map_or("", |token| &*token.text)
    }

    /// Leaves the next token out.
    pub(super) fn skip(&mut self) {
        self.pass_comments();
        self.next += 1;
    }

    fn pass_comments(&mut self) {
        if let Some(token) = self.tokens.get(self.next).filter(|_| self.taken <= self.next) {
            self.waiting.extend(&token.comments);
            self.taken = self.next + 1;
        }
    }

    /// A space, or the end of the line.
    pub(super) fn line(&mut self) -> Doc<'a> {
        self.break_line(Unbroken::Space, false)
    }

    /// Nothing, or the end of the line.
    pub(super) fn line_or_nothing(&mut self) -> Doc<'a> {
        self.break_line(Unbroken::Nothing, false)
    }

    /// The end of the line.
    pub(super) fn new_line(&mut self) -> Doc<'a> {
        self.break_line(Unbroken::Never, false)
    }

    /// A space or the end of the line, before one more entry of a list: a blank line stays.
    pub(super) fn entry(&mut self) -> Doc<'a> {
        self.break_line(Unbroken::Space, true)
    }

    /// The end of the line, before one more entry of a list: a blank line stays.
    pub(super) fn new_entry(&mut self) -> Doc<'a> {
        self.break_line(Unbroken::Never, true)
    }

    /// The comments before a closing bracket, which are still in the brackets, and the end of the
    /// line.
    pub(super) fn close(&mut self, unbroken: Unbroken) -> (Doc<'a>, Doc<'a>) {
        self.break_parts(unbroken, false)
    }

    fn break_line(&mut self, unbroken: Unbroken, blank_lines: bool) -> Doc<'a> {
        let (comments, end) = self.break_parts(unbroken, blank_lines);
        comments.append(end)
    }

    /// The comments that stand before the end of the line, and that end.
    fn break_parts(&mut self, unbroken: Unbroken, blank_lines: bool) -> (Doc<'a>, Doc<'a>) {
        self.pass_comments();
        let comments = std::mem::take(&mut self.waiting);
        let blank = blank_lines && self.tokens.get(self.next).is_some_and(|next| next.blank);
        let end = self.end_of_line(blank);
        if !comments.is_empty() {
            return (self.comments(comments, blank_lines), end);
        }
        let end = match unbroken {
            Unbroken::Space => end.flat_alt(self.arena.space()),
            Unbroken::Nothing => end.flat_alt(self.arena.nil()),
            Unbroken::Never => end,
        };
        (self.nil(), end)
    }

    fn end_of_line(&self, blank: bool) -> Doc<'a> {
        let end = self.arena.hardline();
        if blank { end.append(self.arena.hardline()) } else { end }
    }

    /// Comments behind what stands on the line: the first on it, if it stood beside its token, the
    /// others each on a line of its own.
    fn comments(&self, comments: Vec<Comment<'a>>, blank_lines: bool) -> Doc<'a> {
        let mut doc = self.nil();
        for (number, comment) in comments.into_iter().enumerate() {
            let before = if number == 0 && comment.stands == Stands::Beside {
                self.arena.space()
            } else {
                self.end_of_line(blank_lines && comment.blank)
            };
            doc = doc.append(before).append(self.arena.text(comment.text));
        }
        doc
    }

    /// What is left when the last token is written: comments, with those that follow.
    pub(super) fn rest(&mut self, following: impl Iterator<Item = Comment<'a>>) -> Doc<'a> {
        let mut comments = std::mem::take(&mut self.waiting);
        comments.extend(following);
        self.comments(comments, false)
    }
}

/// A document whose lines, but for the first, stand further in.
pub(super) fn indent(doc: Doc<'_>) -> Doc<'_> {
    doc.nest(INDENT)
}

/// The parts of a form, taken one after the other.
#[derive(Clone)]
pub(super) struct Parts<'n> {
    rest: &'n [Node],
}

impl<'n> Parts<'n> {
    pub(super) fn of(node: &'n Node) -> Self {
        Parts { rest: &node.parts }
    }

    pub(super) fn rest(&self) -> &'n [Node] {
        self.rest
    }

    pub(super) fn next(&mut self) -> Option<&'n Node> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// The next part, where it is of this form.
    pub(super) fn take(&mut self, form: Form) -> Option<&'n Node> {
        self.rest.first().filter(|next| next.is(form))?;
        self.next()
    }

    /// The next part, unless it is of one of these forms.
    pub(super) fn take_unless(&mut self, forms: &[Form]) -> Option<&'n Node> {
        let next = self.rest.first()?;
        next.form.is_none_or(|form| !forms.contains(&form)).then(|| self.next()).flatten()
    }

    /// The parts before the first of one of these forms.
    pub(super) fn until(&mut self, forms: &[Form]) -> &'n [Node] {
        let found = |node: &Node| node.form.is_some_and(|form| forms.contains(&form));
        let end = self.rest.iter().position(found).unwrap_or(self.rest.len());
        let (before, rest) = self.rest.split_at(end);
        self.rest = rest;
        before
    }
}
