//! Forms in general: words with spaces between them, and which marks stand close to their words.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Writer, indent};
use crate::syntax::written::{Form, Node};

/// Whether nothing stands between a part and the one before it.
fn is_close(part: &Node) -> bool {
    let Some(form) = part.form else { return true };
    matches!(
        form,
        Form::mark_comma
            | Form::mark_colon
            | Form::colon
            | Form::optional
            | Form::field_suffix
            | Form::index
            | Form::params
            | Form::mark_close_square
    )
}

/// Whether nothing stands between a part and the one behind it.
fn holds_close(part: &Node, next: &Node) -> bool {
    match part.form {
        None | Some(Form::mark_open_square) => true,
        Some(Form::negative) => !next.is(Form::negative),
        Some(_) => false,
    }
}

/// Before these a line may break.
fn may_break(part: &Node) -> bool {
    let Some(form) = part.form else { return false };
    matches!(
        form,
        Form::conversion
            | Form::expect_at
            | Form::expect_missing
            | Form::factor
            | Form::kw_by
            | Form::kw_never_negative
            | Form::of_dimension
            | Form::period
            | Form::range
            | Form::refers
            | Form::role
            | Form::shown_as
            | Form::where_clause
    )
}

impl<'a> Writer<'a> {
    /// A form or a token.
    pub(super) fn node(&mut self, node: &Node) -> Doc<'a> {
        if node.parts.is_empty() {
            return self.token();
        }
        let Some(form) = node.form else { return self.token() };
        match form {
            Form::expression | Form::operand | Form::of | Form::is_one_of | Form::shown => {
                self.flat(&node.parts)
            }
            Form::value => self.value(node),
            Form::set | Form::call | Form::group | Form::params | Form::words => self.list(node),
            Form::object | Form::array => self.json_list(node),
            Form::listed => self.listed(node, false),
            Form::listed_item => self.listed_item(node),
            Form::quantified => self.quantified(node),
            Form::is_between => self.between(node),
            Form::generators => self.names(node),
            Form::text => self.inline_text(node),
            Form::field => self.field(node),
            _ => self.words(&node.parts),
        }
    }

    /// A part that the grammar promises. Nothing, should it break its promise.
    pub(super) fn maybe(
        &mut self,
        part: Option<&Node>,
        make: fn(&mut Self, &Node) -> Doc<'a>,
    ) -> Doc<'a> {
        match part {
            Some(part) => make(self, part),
            None => self.nil(),
        }
    }

    /// Parts one after the other, on one line as far as it goes.
    pub(super) fn words(&mut self, parts: &[Node]) -> Doc<'a> {
        let mut doc = self.nil();
        let mut before: Option<&Node> = None;
        for part in parts {
            let close = before.is_none_or(|before| holds_close(before, part)) || is_close(part);
            if close {
                doc = doc.append(self.node(part));
            } else if may_break(part) {
                let line = self.line();
                doc = doc.append(indent(line.append(self.node(part))).group());
            } else {
                doc = doc.append(self.arena.space()).append(self.node(part));
            }
            before = Some(part);
        }
        doc
    }

    /// A text and its translations, as many on a line as it holds.
    pub(super) fn inline_text(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.maybe(parts.next(), Self::node);
        while let Some(translation) = parts.next() {
            let line = self.line();
            doc = doc.append(indent(line.append(self.words(&translation.parts))).group());
        }
        doc
    }

    /// A text and its translations, one below the other.
    pub(super) fn stacked_text(&mut self, node: &Node) -> Doc<'a> {
        indent(self.head_text(node))
    }

    /// A text in the first line of an item, its translations as clauses of the item.
    pub(super) fn head_text(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.maybe(parts.next(), Self::node);
        while let Some(translation) = parts.next() {
            let line = self.new_line();
            doc = doc.append(line).append(self.words(&translation.parts));
        }
        doc
    }

    /// What may stand on a new line, where the one before it is full.
    pub(super) fn behind(&mut self, make: impl FnOnce(&mut Self) -> Doc<'a>) -> Doc<'a> {
        let line = self.line();
        line.append(make(self)).group()
    }
}
