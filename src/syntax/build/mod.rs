//! From the grammar's pairs to the tree.
//!
//! Every function returns `None` where its part cannot be built; whoever found that out has
//! reported it. The grammar holds the shape of things, so a part that is simply not there means
//! that grammar and builder disagree: [`Builder::item`] says so rather than losing the item.

mod cursor;
mod document;
mod expr;
mod literal;
mod model;
mod operand;
mod quantify;
mod rule;
mod template;
mod test;
mod text;

use pest::iterators::Pair;

use super::MAX_DEPTH;
use super::ast::{Item, ItemKind};
use super::grammar::Rule;
use super::scan::{Token, too_deep};
use super::split::Chunk;
use crate::base::{FileId, Said, Span};
use crate::diagnostic::{Code, Diagnostic};

use cursor::Cursor;

type Node<'i> = Pair<'i, Rule>;

pub(super) struct Builder<'a> {
    file: FileId,
    /// Where in the file the text begins that the pairs are of.
    base: usize,
    text: &'a str,
    tokens: &'a [Token],
    diagnostics: &'a mut Vec<Diagnostic>,
    /// How deep in a tree the node being built stands.
    depth: usize,
    /// Whether what is being built must hold for its rule to be kept: then the items of an
    /// `all of` may each have an `otherwise`.
    demanded: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        base: usize,
        text: &'a str,
        tokens: &'a [Token],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Builder { file, base, text, tokens, diagnostics, depth: 0, demanded: false }
    }

    /// The item of a chunk, from the pair of its kind.
    pub(super) fn item(&mut self, chunk: Chunk<'_>, pair: Node<'_>) -> Option<Item> {
        let span = self.span(&pair);
        let reported = self.diagnostics.len();
        let kind = self.item_kind(pair);
        if kind.is_none() && self.diagnostics.len() == reported {
            let message = said!("this item cannot be read", "此条目无法读取");
            self.diagnostics.push(Diagnostic::error(Code::Unexpected, message).at(span));
        }
        Some(Item { span, documentation: chunk.documentation, kind: kind? })
    }

    fn item_kind(&mut self, pair: Node<'_>) -> Option<ItemKind> {
        Some(match pair.as_rule() {
            Rule::pack => ItemKind::Pack(self.pack(pair)?),
            Rule::uses => ItemKind::Use(self.uses(pair)?),
            Rule::source_item => ItemKind::Source(self.source(pair)?),
            Rule::provision => ItemKind::Provision(self.provision(pair)?),
            Rule::dimension => ItemKind::Dimension(self.dimension(pair)?),
            Rule::unit => ItemKind::Unit(self.unit(pair)?),
            Rule::classification => ItemKind::Classification(self.classification(pair)?),
            Rule::vocabulary => ItemKind::Vocabulary(self.vocabulary(pair)?),
            Rule::extend => ItemKind::Extend(self.extend(pair)?),
            Rule::record => ItemKind::Record(self.record(pair)?),
            Rule::parameter => ItemKind::Parameter(self.parameter(pair)?),
            Rule::define => ItemKind::Define(self.define(pair)?),
            Rule::relation => ItemKind::Relation(self.relation(pair)?),
            Rule::rule_item => ItemKind::Rule(self.rule(pair)?),
            Rule::exception => ItemKind::Exception(self.exception(pair)?),
            Rule::replace => ItemKind::Replace(self.replace(pair)?),
            Rule::disable => ItemKind::Disable(self.disable(pair)?),
            Rule::test => ItemKind::Test(self.test(pair)?),
            _ => return None,
        })
    }

    /// The place of a pair, without the white space and comments the grammar skipped at its end.
    fn span(&self, pair: &Node<'_>) -> Span {
        let span = pair.as_span();
        self.place(span.start(), span.end())
    }

    fn place(&self, start: usize, end: usize) -> Span {
        let after = self.tokens.partition_point(|token| token.start < end);
        let last = after.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = last.map_or(end, |token| token.end.min(end).max(start));
        Span::new(self.file, self.base + start, self.base + end)
    }

    /// Builds a part deeper in the tree; `demanded` is whether what is demanded of the whole is
    /// demanded of it. Too deep, it is refused.
    fn within<T>(
        &mut self,
        levels: usize,
        demanded: bool,
        span: Span,
        build: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.depth + levels > MAX_DEPTH {
            self.diagnostics.push(too_deep(span));
            return None;
        }
        let outer = (self.depth, self.demanded);
        self.depth += levels;
        self.demanded &= demanded;
        let built = build(self);
        (self.depth, self.demanded) = outer;
        built
    }

    fn error(&mut self, code: Code, span: Span, message: Said, help: Said) {
        self.diagnostics.push(Diagnostic::error(code, message).at(span).with_help(help));
    }
}
