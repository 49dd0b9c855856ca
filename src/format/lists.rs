//! Lists in brackets: on one line, or each member on its own with a comma behind it.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Unbroken, Writer, indent};
use crate::syntax::written::{Form, Node};

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether a space stands inside the brackets of a list on one line.
    pub spaced: bool,
    /// Whether the last member may have a comma behind it.
    pub last_comma: bool,
    /// Whether each member stands on a line of its own even where one holds all.
    pub tall: bool,
    /// Whether members stand further in than the closing bracket.
    pub indented: bool,
}

/// `{a, b}`, `f(a, b)`, `(a)`: what most lists look like.
const PLAIN: Style = Style { spaced: false, last_comma: false, tall: false, indented: true };

const OPENING: [Form; 3] = [Form::mark_open_round, Form::mark_open_brace, Form::mark_open_square];

impl<'a> Writer<'a> {
    pub(super) fn list(&mut self, node: &Node) -> Doc<'a> {
        let last_comma = node.is(Form::set) || node.is(Form::words);
        self.list_in(node, Style { last_comma, ..PLAIN })
    }

    /// The words of an item `vocabulary`. Texts of several words are read in a column.
    pub(super) fn vocabulary_words(&mut self, node: &Node) -> Doc<'a> {
        let told = node.parts.iter().filter(|word| word.part(Form::text).is_some()).count();
        // The closing brace cannot stand further out: in column 1 it would begin an item.
        let style = Style { spaced: true, last_comma: true, tall: told > 1, indented: false };
        self.list_in(node, style)
    }

    /// JSON of a test.
    pub(super) fn json_list(&mut self, node: &Node) -> Doc<'a> {
        let holds_list = |member: &Node| {
            let value = member.parts.first();
            let is_list = |value: &Node| value.is(Form::object) || value.is(Form::array);
            value.is_some_and(|value| is_list(value) && value.parts.len() > 2)
        };
        let spaced = node.is(Form::object) || node.parts.iter().any(holds_list);
        self.list_in(node, Style { spaced, ..PLAIN })
    }

    /// `all of (P, Q)`
    pub(super) fn listed(&mut self, node: &Node, tall: bool) -> Doc<'a> {
        self.list_in(node, Style { last_comma: true, tall, ..PLAIN })
    }

    /// A condition of `all of`, perhaps with its message.
    pub(super) fn listed_item(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let mut doc = self.maybe(parts.next(), Self::node);
        if let Some(otherwise) = parts.next() {
            let line = self.line();
            doc = doc.append(indent(line.append(self.message(otherwise))));
        }
        doc.group()
    }

    /// What stands before an opening bracket, and the list in it.
    fn list_in(&mut self, node: &Node, style: Style) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let before = self.words(parts.until(&OPENING));
        let gap = if node.is(Form::listed) { self.arena.space() } else { self.nil() };
        let open = self.maybe(parts.next(), Self::node);
        let mut members = self.nil();
        let mut is_first = true;
        while parts.rest().len() > 1 {
            let Some(member) = parts.next() else { break };
            let line = match (is_first, style.tall, style.spaced) {
                (true, true, _) => self.new_line(),
                (true, false, true) => self.line(),
                (true, false, false) => self.line_or_nothing(),
                (false, true, _) => self.new_entry(),
                (false, false, _) => self.entry(),
            };
            members = members.append(line).append(self.node(member));
            // The comma behind the last member is there exactly where the list is broken.
            match parts.take(Form::mark_comma) {
                Some(comma) if parts.rest().len() > 1 => members = members.append(self.node(comma)),
                Some(_) => self.skip(),
                None => {}
            }
            is_first = false;
        }
        if style.last_comma && !is_first {
            members = members.append(self.arena.text(",").flat_alt(self.arena.nil()));
        }
        let (comments, line) = self.close(match (style.tall, style.spaced && !is_first) {
            (true, _) => Unbroken::Never,
            (false, true) => Unbroken::Space,
            (false, false) => Unbroken::Nothing,
        });
        let members = members.append(comments);
        let members = if style.indented { indent(members) } else { members };
        let close = self.maybe(parts.next(), Self::node);
        before.append(gap).append(open.append(members).append(line).append(close).group())
    }
}
