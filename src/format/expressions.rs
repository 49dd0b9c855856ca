//! Conditions and values.
//!
//! The grammar reads an expression as a flat run of operands and operators. A run is parted at its
//! loosest operators; where it does not fit on a line, it breaks before each of them.

use pretty::DocAllocator;

use super::writer::{Doc, Parts, Writer, indent};
use crate::syntax::written::{Form, Node};

/// What binds a run together, loosest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Or,
    And,
    Compare,
    IfMissing,
    Convert,
    Sum,
    Product,
}

use Level::{And, Compare, Convert, IfMissing, Or, Product, Sum};

const LEVELS: [Level; 7] = [Or, And, Compare, IfMissing, Convert, Sum, Product];

impl<'a> Writer<'a> {
    /// A run of operands and operators.
    pub(super) fn flat(&mut self, run: &[Node]) -> Doc<'a> {
        self.run(run, &LEVELS)
    }

    fn run(&mut self, run: &[Node], levels: &[Level]) -> Doc<'a> {
        let Some((level, tighter)) = levels.split_first() else { return self.words(run) };
        if let ([negation, rest @ ..], Compare) = (run, level)
            && negation.is(Form::negation)
        {
            let not = self.node(negation).append(self.arena.space());
            return not.append(self.run(rest, levels));
        }
        let mut ends = run.iter().enumerate().filter(|(_, node)| self.joins(*level, node));
        let Some((first, _)) = ends.next() else { return self.run(run, tighter) };
        let mut starts = vec![first];
        starts.extend(ends.map(|(at, _)| at));
        let mut doc = self.run(run.get(..first).unwrap_or_default(), tighter);
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(run.len());
            let Some([operator, operand @ ..]) = run.get(*start..end) else { continue };
            let gap = if breaks_inside(operator) { self.arena.space() } else { self.line() };
            let mut joined = gap.append(self.node(operator));
            // `is stated` and `as percent` have nothing behind them.
            if !operand.is_empty() {
                joined = joined.append(self.arena.space()).append(self.run(operand, tighter));
            }
            // `as percent` goes on behind a parenthesis that has broken.
            let joined = indent(joined);
            doc = doc.append(if *level == Convert { joined.group() } else { joined });
        }
        if *level == Convert { doc } else { doc.group() }
    }

    fn joins(&self, level: Level, node: &Node) -> bool {
        let is = |form| node.is(form);
        match level {
            Or => is(Form::logic) && node.part(Form::kw_or).is_some(),
            And => is(Form::logic),
            Compare => is(Form::comparison) || is(Form::is_test) || is(Form::reaches),
            IfMissing => is(Form::if_missing),
            Convert => is(Form::conversion),
            Sum => is(Form::arithmetic) && matches!(self.written(node), "+" | "-"),
            Product => is(Form::arithmetic),
        }
    }

    /// What may be the whole of a `let`, a `define`, an argument or a parenthesis.
    pub(super) fn value(&mut self, node: &Node) -> Doc<'a> {
        match &node.parts[..] {
            [long] if long.is(Form::share) || long.is(Form::members) => self.long(&long.parts),
            [of, tail] if tail.is(Form::long_tail) => {
                let of = self.node(of);
                of.append(self.long(&tail.parts)).group()
            }
            run => self.flat(run),
        }
    }

    /// A long form, or what follows its first words: it breaks before each of its clauses.
    fn long(&mut self, parts: &[Node]) -> Doc<'a> {
        let mut doc = self.nil();
        let mut before: Option<&Node> = None;
        for part in parts {
            let gap = match (part.form, before.and_then(|before| before.form)) {
                (Some(Form::colon), _) => self.nil(),
                (Some(Form::generators | Form::where_clause | Form::by), _)
                | (_, Some(Form::colon)) => self.line(),
                (_, None) => self.nil(),
                _ => self.arena.space(),
            };
            doc = doc.append(indent(gap.append(self.node(part))));
            before = Some(part);
        }
        doc.group()
    }

    /// `some x in E where C: P`
    pub(super) fn quantified(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let head = self.words(parts.until(&[Form::colon]));
        let colon = self.maybe(parts.next(), Self::node);
        let line = self.line();
        let body = self.words(parts.rest());
        head.append(colon).append(indent(line.append(body))).group()
    }

    /// `between A and B`
    pub(super) fn between(&mut self, node: &Node) -> Doc<'a> {
        let mut parts = Parts::of(node);
        let low = self.words(parts.until(&[Form::kw_and]));
        let line = self.line();
        low.append(indent(line.append(self.words(parts.rest())))).group()
    }
}

/// Whether an operator stays on its line because it holds a list that can break.
fn breaks_inside(operator: &Node) -> bool {
    let one_of = operator.parts.iter().find_map(|part| part.part(Form::set));
    operator.is(Form::is_test) && one_of.is_some()
}
