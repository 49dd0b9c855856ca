//! The items that declare what a plan is, and the named values rules share.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Writer, indent};
use crate::syntax::written::{Form, Node};

impl<'a> Writer<'a> {
    /// A declaration that takes one line if it can. If not, what follows `=` begins another, and
    /// its text does where it must. `because` and `checked on` always do.
    pub(super) fn declaration(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let begin = [
            Form::text,
            Form::mark_equals,
            Form::factor,
            Form::of_dimension,
            Form::kw_never_negative,
            Form::because,
            Form::checked_on,
        ];
        let mut doc = self.words(parts.until(&begin));
        while let Some(first) = parts.take_unless(&[Form::because, Form::checked_on]) {
            let made = if first.is(Form::mark_equals) {
                let line = self.line();
                let equals = self.node(first).append(self.arena.space());
                line.append(equals).append(self.values(parts.until(&begin)))
            } else {
                self.behind(|writer| writer.node(first))
            };
            doc = doc.append(made);
        }
        let head = doc.group();
        self.clauses(head, parts.rest())
    }

    /// A value, several with their years, or the edges of a relation.
    fn values(&mut self, parts: &[Node]) -> Doc<'a> {
        let mut doc = self.nil();
        for (number, part) in parts.iter().enumerate() {
            let made = match number {
                0 => self.node(part),
                _ if part.is(Form::mark_comma) => self.node(part),
                _ if begins_line(part) => {
                    let line = self.line();
                    indent(line.append(self.node(part)))
                }
                _ => {
                    let space = self.arena.space();
                    space.append(self.node(part))
                }
            };
            doc = doc.append(made);
        }
        doc.group()
    }

    pub(super) fn classification(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.words(parts.until(&[Form::text, Form::kw_from]));
        if let Some(text) = parts.take(Form::text) {
            doc = doc.append(self.arena.space()).append(self.head_text(text));
        }
        let line = self.new_line();
        doc = doc.append(line).append(self.words(parts.until(&[Form::refers])));
        for reference in parts.rest() {
            let line = self.new_line();
            doc = doc.append(line).append(self.node(reference));
        }
        doc
    }

    /// `vocabulary NAME "text" {…}`, or the part of an `extend` that is like it.
    pub(super) fn vocabulary(&mut self, parts: &[Node]) -> Doc<'a> {
        let mut doc = self.nil();
        for (number, part) in parts.iter().enumerate() {
            let made = match part.form {
                Some(Form::words) => {
                    let gap = self.arena.space();
                    gap.append(self.vocabulary_words(part))
                }
                Some(Form::text) => {
                    let gap = self.line();
                    gap.append(self.node(part)).group()
                }
                _ if number == 0 => self.node(part),
                _ => {
                    let gap = self.arena.space();
                    gap.append(self.node(part))
                }
            };
            doc = doc.append(made);
        }
        doc
    }

    pub(super) fn record(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.words(parts.until(&[Form::text, Form::field]));
        if let Some(text) = parts.take(Form::text) {
            let line = self.new_line();
            doc = doc.append(line).append(self.stacked_text(text));
        }
        doc.append(self.fields(parts.rest()))
    }

    pub(super) fn extend(&mut self, node: &Node) -> Doc<'a> {
        if node.part(Form::words).is_some() {
            return self.vocabulary(&node.parts);
        }
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[Form::field]));
        head.append(self.fields(parts.rest()))
    }

    fn fields(&mut self, fields: &[Node]) -> Doc<'a> {
        let mut doc = self.nil();
        for (number, field) in fields.iter().enumerate() {
            let line = if number == 0 { self.new_line() } else { self.new_entry() };
            doc = doc.append(line).append(self.node(field));
        }
        doc
    }

    /// `name?: TYPE from A to B = DEFAULT "text"`
    pub(super) fn field(&mut self, node: &Node) -> Doc<'a> {
        let begin = [Form::mark_equals, Form::text];
        let mut parts = Parts::of(node);
        let mut doc = self.words(parts.until(&begin));
        while let Some(first) = parts.next() {
            let rest = parts.until(&begin);
            let made = self.behind(|writer| {
                let first = writer.node(first);
                match rest {
                    [] => first,
                    rest => first.append(writer.arena.space()).append(writer.words(rest)),
                }
            });
            doc = doc.append(indent(made));
        }
        doc
    }
}

/// Whether a part of what is declared begins a line, where one does not hold all.
fn begins_line(part: &Node) -> bool {
    part.is(Form::dated_value) || part.is(Form::generators) || part.is(Form::where_clause)
}
