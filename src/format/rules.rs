//! Rules, what alters them, and tests: a clause a line.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Writer, indent};
use crate::syntax::written::{Form, Node};

impl<'a> Writer<'a> {
    /// A head, then every clause on a line of its own.
    pub(super) fn rule(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[Form::rule_body]));
        let clauses = parts.next().map(|body| &body.parts[..]);
        self.clauses(head, clauses.unwrap_or_default())
    }

    /// `exception NAME to RULE`, `disable RULE`, and their clauses.
    pub(super) fn alteration(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[
            Form::text,
            Form::implements,
            Form::in_force,
            Form::when_clause,
            Form::because,
        ]));
        self.clauses(head, parts.rest())
    }

    /// A head, and below it a line for each clause.
    pub(super) fn clauses(&mut self, mut doc: Doc<'a>, clauses: &[Node]) -> Doc<'a> {
        for clause in clauses {
            let line = self.new_line();
            doc = doc.append(line).append(self.clause(clause));
        }
        doc
    }

    pub(super) fn clause(&mut self, node: &Node) -> Doc<'a> {
        let Some(form) = node.form else { return self.node(node) };
        match form {
            Form::text => self.stacked_text(node),
            Form::stricter => self.stricter(node),
            Form::asks | Form::because | Form::otherwise | Form::help | Form::limits => {
                self.message(node)
            }
            Form::demand => self.demand(node),
            Form::let_clause => self.definition(node),
            Form::implements | Form::show => self.names(node),
            _ => self.node(node),
        }
    }

    /// A word and its text: `otherwise "…"`.
    pub(super) fn message(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let word = self.words(parts.until(&[Form::text]));
        let text = self.maybe(parts.next(), Self::stacked_text);
        word.append(self.arena.space()).append(text)
    }

    /// `stricter because "…"`, `partly checkable because "…"`, `not checkable because "…"`
    pub(super) fn stricter(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let word = self.words(parts.until(&[Form::because]));
        let because = self.maybe(parts.next(), Self::message);
        word.append(self.arena.space()).append(because)
    }

    /// What is asked. Where it is a list of conditions, each has a line.
    fn demand(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let modal = self.words(parts.until(&[Form::expression])).append(self.arena.space());
        match parts.next().map(|expression| &expression.parts[..]) {
            Some([list]) if list.is(Form::listed) => modal.append(self.listed(list, true)),
            Some(condition) => modal.append(self.flat(condition)),
            None => modal,
        }
    }

    /// `let n = VALUE`
    fn definition(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[Form::mark_equals]));
        let line = self.line();
        head.append(indent(line.append(self.words(parts.rest())))).group()
    }

    /// A word, and names or generators with commas between them.
    pub(super) fn names(&mut self, node: &Node) -> Doc<'a> {
        let mut doc = self.nil();
        for (number, part) in node.parts.iter().enumerate() {
            let gap = match number {
                _ if part.is(Form::mark_comma) => self.nil(),
                0 => self.nil(),
                1 => self.arena.space(),
                _ => self.line(),
            };
            doc = doc.append(indent(gap.append(self.node(part))).group());
        }
        doc
    }

    /// What is given, then what is expected.
    pub(super) fn test(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.words(parts.until(&[Form::text, Form::given]));
        if let Some(text) = parts.take(Form::text) {
            let line = self.new_line();
            doc = doc.append(line).append(self.stacked_text(text));
        }
        let mut is_first = true;
        for part in parts.rest() {
            let line = if is_first { self.new_line() } else { self.new_entry() };
            let part = match part.parts.first() {
                Some(given) if given.is(Form::given_plan) => self.given_plan(given),
                _ => self.node(part),
            };
            doc = doc.append(line).append(part);
            is_first = false;
        }
        doc
    }

    /// `plan "good.json" changed by {…}`; behind a plan written out the change may begin a line.
    fn given_plan(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let is_inline = node.part(Form::object).is_some();
        let mut doc = self.words(parts.until(&[Form::changed_by]));
        if let Some(change) = parts.next() {
            let made = if is_inline {
                let line = self.line();
                indent(line.append(self.node(change)))
            } else {
                let space = self.arena.space();
                space.append(self.node(change))
            };
            doc = doc.append(made.group());
        }
        doc
    }
}
