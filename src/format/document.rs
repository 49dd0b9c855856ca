//! Items: which layout each has; packs, and the documents they turn into rules.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Writer};
use crate::syntax::written::{Form, Node};

impl<'a> Writer<'a> {
    /// An item.
    pub(super) fn item(&mut self, node: &Node) -> Doc<'a> {
        let Some(form) = node.form else { return self.node(node) };
        match form {
            Form::pack => self.pack(node),
            Form::source_item => self.source(node),
            Form::provision => self.provision(node),
            Form::dimension | Form::unit | Form::define | Form::parameter | Form::relation => {
                self.declaration(node)
            }
            Form::classification => self.classification(node),
            Form::vocabulary => self.vocabulary(&node.parts),
            Form::record => self.record(node),
            Form::extend => self.extend(node),
            Form::rule_item | Form::replace => self.rule(node),
            Form::exception | Form::disable => self.alteration(node),
            Form::test => self.test(node),
            _ => self.words(&node.parts),
        }
    }

    fn pack(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[Form::text])).append(self.arena.space());
        let title = self.maybe(parts.next(), Self::head_text);
        let mut doc = head.append(title);
        if !parts.rest().is_empty() {
            let line = self.new_line();
            doc = doc.append(line).append(self.words(parts.rest()));
        }
        doc
    }

    fn source(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.words(parts.until(&[Form::source_field]));
        for field in parts.rest() {
            let line = self.new_line();
            let field = match field.part(Form::text) {
                Some(_) => self.message(field),
                None => self.node(field),
            };
            doc = doc.append(line).append(field);
        }
        doc
    }

    fn provision(&mut self, node: &Node) -> Doc<'a> {
        let mut doc = self.nil();
        let mut parts = Parts::of(node);
        // Each of these begins a clause.
        let words = [
            Form::kw_in,
            Form::kw_says,
            Form::kw_strength,
            Form::kw_aspect,
            Form::same_as,
            Form::not_checkable,
            Form::partly_checkable,
        ];
        doc = doc.append(self.words(parts.until(&words)));
        while let Some(first) = parts.next() {
            let line = self.new_line();
            let first = match first.form {
                Some(Form::not_checkable | Form::partly_checkable) => self.stricter(first),
                _ => self.node(first),
            };
            doc = doc.append(line).append(first);
            let rest = parts.until(&words);
            if let [says] = rest
                && says.is(Form::says)
                && let [text] = &says.parts[..]
            {
                doc = doc.append(self.arena.space()).append(self.stacked_text(text));
            } else if !rest.is_empty() {
                doc = doc.append(self.arena.space()).append(self.words(rest));
            }
        }
        doc
    }
}
