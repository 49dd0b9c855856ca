//! Long forms: aggregates, quantifiers, lists of conditions.

use super::operand::Applied;
use super::{Builder, Cursor, Node};
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    Binder, Expr, ExprKind, Function, Generator, ListedItem, Listing, Quantifier,
};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    /// What may stand alone: the whole of a `let`, a define, an argument or a parenthesis.
    pub(super) fn value(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        match parts.peek()? {
            Rule::share => {
                self.within(1, false, span, |builder| builder.share(parts.next()?, span))
            }
            Rule::members => {
                self.within(1, false, span, |builder| builder.members(parts.next()?, span))
            }
            Rule::of => {
                let mut ahead = parts.clone();
                let of = ahead.next()?;
                match ahead.take(Rule::long_tail) {
                    Some(tail) => {
                        self.within(1, false, span, |builder| builder.aggregate(of, tail, span))
                    }
                    None => self.sequence(parts, span),
                }
            }
            _ => self.sequence(parts, span),
        }
    }

    fn aggregate(&mut self, of: Node<'_>, tail: Node<'_>, span: Span) -> Option<Expr> {
        let applied: Applied = self.applied(of)?;
        let place = applied.span;
        let (functions, value) = applied.apply(1);
        let function = functions.into_iter().next()?;
        if !aggregates(function.value) {
            self.error(
                Code::Unexpected,
                place,
                said!(
                    "this is no aggregate, so no `for` belongs to it",
                    "这不是聚合，没有属于它的 `for`"
                ),
                said!(
                    "put it in parentheses to end it, or use `sum`, `count`, `mean`, `min`, `max`, \
                     `list` or `set`",
                    "请用括号结束它，或用 `sum`、`count`、`mean`、`min`、`max`、`list`、`set`"
                ),
            );
            return None;
        }
        let mut parts = Cursor::of(tail);
        let generators = self.generators(parts.take(Rule::generators)?)?;
        let condition = self.where_clause(&mut parts)?.map(Box::new);
        let by = self.by(&mut parts)?;
        let value = Box::new(value);
        Some(Expr {
            span,
            kind: ExprKind::Aggregate { function, value, generators, condition, by },
        })
    }

    fn members(&mut self, pair: Node<'_>, span: Span) -> Option<Expr> {
        let mut parts = Cursor::of(pair);
        let function = self.function(parts.take(Rule::function)?)?;
        let generator = self.member_generator(&mut parts)?;
        let condition = self.where_clause(&mut parts)?.map(Box::new);
        let by = self.by(&mut parts)?;
        if !matches!(function.value, Function::Count | Function::List | Function::Set) {
            let Binder::One(name) = &generator.binder else { return None };
            let variable = &name.text;
            self.error(
                Code::Unexpected,
                function.span.to(name.span),
                said!(
                    "only `count`, `list` and `set` take the members themselves",
                    "只有 `count`、`list`、`set` 取成员本身"
                ),
                said!(
                    "say what of each: `sum of {variable}.… for {variable} in …`",
                    "请说明取每个成员的什么：`sum of {variable}.… for {variable} in …`"
                ),
            );
            return None;
        }
        let generator = Box::new(generator);
        Some(Expr { span, kind: ExprKind::Members { function, generator, condition, by } })
    }

    fn share(&mut self, pair: Node<'_>, span: Span) -> Option<Expr> {
        let mut parts = Cursor::of(pair);
        let value = Box::new(self.flat(parts.take(Rule::operand)?)?);
        let generators = self.generators(parts.take(Rule::generators)?)?;
        let condition = self.condition_before_colon(&mut parts)?.map(Box::new);
        let part = Box::new(self.expression(parts.take_after_colon()?)?);
        Some(Expr { span, kind: ExprKind::Share { value, generators, condition, part } })
    }

    pub(super) fn quantified(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        self.within(1, false, span, |builder| {
            let mut parts = Cursor::of(pair);
            let quantifier = builder.quantifier(parts.take(Rule::quantifier)?)?;
            let generator = Box::new(builder.member_generator(&mut parts)?);
            let condition = builder.condition_before_colon(&mut parts)?.map(Box::new);
            let body = parts.take_after_colon()?;
            builder.one_quantifier(&body);
            let body = Box::new(builder.expression(body)?);
            Some(Expr {
                span,
                kind: ExprKind::Quantified { quantifier, generator, condition, body },
            })
        })
    }

    fn quantifier(&mut self, pair: Node<'_>) -> Option<Spanned<Quantifier>> {
        let span = self.span(&pair);
        let word = Cursor::of(pair).next()?;
        let quantifier = match word.as_rule() {
            Rule::kw_some => Quantifier::Some,
            Rule::kw_every => Quantifier::Every,
            Rule::kw_no => Quantifier::No,
            _ => {
                let (word, bound) = self.bound(word)?;
                match word {
                    Rule::kw_at_least => Quantifier::AtLeast(bound),
                    Rule::kw_at_most => Quantifier::AtMost(bound),
                    _ => Quantifier::Exactly(bound),
                }
            }
        };
        Some(Spanned::new(quantifier, span))
    }

    fn listing(&mut self, pair: Node<'_>) -> Option<Spanned<Listing>> {
        let span = self.span(&pair);
        let word = Cursor::of(pair).next()?;
        let listing = match word.as_rule() {
            Rule::kw_all => Listing::All,
            Rule::kw_any => Listing::Any,
            _ => {
                let (word, bound) = self.bound(word)?;
                match word {
                    Rule::kw_at_least => Listing::AtLeast(bound),
                    Rule::kw_at_most => Listing::AtMost(bound),
                    _ => Listing::Exactly(bound),
                }
            }
        };
        Some(Spanned::new(listing, span))
    }

    /// `at least n`: its word and its number.
    fn bound(&mut self, pair: Node<'_>) -> Option<(Rule, Box<Expr>)> {
        let mut parts = Cursor::of(pair);
        let word = parts.next()?.as_rule();
        let first = parts.clone().part()?;
        let span = self.span(&first);
        let expr = self.sequence(parts, span)?;
        Some((word, Box::new(expr)))
    }

    pub(super) fn listed(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let listing = self.listing(parts.take(Rule::listing)?)?;
        let all = matches!(listing.value, Listing::All);
        self.within(1, all, span, |builder| {
            let items: Vec<Option<ListedItem>> = parts
                .all(Rule::listed_item)
                .into_iter()
                .map(|item| builder.listed_item(item))
                .collect();
            let items = items.into_iter().collect::<Option<Vec<_>>>()?;
            Some(Expr { span, kind: ExprKind::Listed { listing, items } })
        })
    }

    fn listed_item(&mut self, pair: Node<'_>) -> Option<ListedItem> {
        let mut parts = Cursor::of(pair);
        let condition = self.expression(parts.take(Rule::expression)?);
        let otherwise = match parts.take(Rule::otherwise) {
            Some(pair) => {
                if !self.demanded {
                    self.error(
                        Code::Unexpected,
                        self.span(&pair),
                        said!(
                            "this `otherwise` belongs to a condition that is not demanded by itself",
                            "这个 `otherwise` 所属的条件本身不是要求"
                        ),
                        said!(
                            "only an item of a demanded `all of (…)` has its own `otherwise`; \
                             move it after the demand",
                            "只有作为要求的 `all of (…)` 的各项才有自己的 `otherwise`；请移到要求之后"
                        ),
                    );
                }
                Some(self.template(pair)?)
            }
            None => None,
        };
        Some(ListedItem { condition: condition?, otherwise })
    }

    pub(super) fn generators(&mut self, pair: Node<'_>) -> Option<Vec<Generator>> {
        let generators = Cursor::of(pair).all(Rule::generator);
        generators.into_iter().map(|generator| self.generator(generator)).collect()
    }

    /// `x in E`, `pair p, q in E`
    pub(super) fn generator(&mut self, pair: Node<'_>) -> Option<Generator> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let binder = match parts.take(Rule::pair) {
            Some(pair) => {
                let mut names = Cursor::of(pair);
                let first = self.name(&names.take(Rule::name)?);
                Binder::Pair(first, self.name(&names.take(Rule::name)?))
            }
            None => Binder::One(self.name(&parts.take(Rule::name)?)),
        };
        let source = self.source_of(parts.take(Rule::from)?)?;
        Some(Generator { span, binder, source })
    }

    /// The generator of a form whose `x in E` stands among its own parts.
    fn member_generator(&mut self, parts: &mut Cursor<'_>) -> Option<Generator> {
        let name = self.name(&parts.take(Rule::name)?);
        let source = self.source_of(parts.take(Rule::from)?)?;
        Some(Generator { span: name.span.to(source.span), binder: Binder::One(name), source })
    }

    fn source_of(&mut self, pair: Node<'_>) -> Option<Expr> {
        let source = self.flat(pair)?;
        if matches!(source.kind, ExprKind::Set(_)) {
            self.error(
                Code::Unexpected,
                source.span,
                said!(
                    "`in` takes a list or a named set, not a set written out",
                    "`in` 之后应为列表或有名称的集合，不能直接写出集合"
                ),
                said!(
                    "give the set a name with `parameter`, or use a vocabulary's name",
                    "请用 `parameter` 为集合命名，或用词表的名称"
                ),
            );
        }
        Some(source)
    }

    pub(super) fn where_clause(&mut self, parts: &mut Cursor<'_>) -> Option<Option<Expr>> {
        match parts.take(Rule::where_clause) {
            Some(pair) => Some(Some(self.where_condition(pair)?)),
            None => Some(None),
        }
    }

    fn where_condition(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let condition = Cursor::of(pair).take(Rule::expression)?;
        self.within(1, false, span, |builder| builder.expression(condition))
    }

    /// A `where` that a colon follows.
    fn condition_before_colon(&mut self, parts: &mut Cursor<'_>) -> Option<Option<Expr>> {
        let Some(pair) = parts.take(Rule::where_clause) else { return Some(None) };
        if let Some(condition) = Cursor::of(pair.clone()).take(Rule::expression) {
            self.one_quantifier(&condition);
        }
        Some(Some(self.where_condition(pair)?))
    }

    fn by(&mut self, parts: &mut Cursor<'_>) -> Option<Option<Box<Expr>>> {
        match parts.take(Rule::by) {
            Some(by) => Some(Some(Box::new(self.flat(by)?))),
            None => Some(None),
        }
    }

    /// Refuses `P and some x in …` in a quantifier: nobody could tell where each one ends.
    fn one_quantifier(&mut self, expression: &Node<'_>) {
        let mut parts = Cursor::of(expression.clone());
        let Some(first) = parts.next() else { return };
        if first.as_rule() == Rule::quantified {
            return;
        }
        while let Some(part) = parts.next() {
            if part.as_rule() == Rule::quantified {
                let span = self.span(&part);
                let head = part.as_str().split(':').next().unwrap_or("").trim();
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::Unexpected,
                        said!(
                            "a second quantifier follows `and` or `or` inside a quantifier",
                            "量词之内，`and` 或 `or` 之后又有量词"
                        ),
                    )
                    .at(span)
                    .with_help(said!(
                        "put it in parentheses: `({head}: …)`",
                        "请放入括号：`({head}: …)`"
                    )),
                );
            }
        }
    }
}

impl<'i> Cursor<'i> {
    /// The expression after the colon.
    fn take_after_colon(&mut self) -> Option<Node<'i>> {
        self.take(Rule::colon)?;
        self.take(Rule::expression)
    }
}

/// Whether a function makes one value of many members.
pub(super) fn aggregates(function: Function) -> bool {
    match function {
        Function::Count
        | Function::Sum
        | Function::Mean
        | Function::Min
        | Function::Max
        | Function::List
        | Function::Set
        | Function::Share => true,
        Function::Baseline
        | Function::Target
        | Function::First
        | Function::Last
        | Function::Years
        | Function::Change
        | Function::AnnualGrowth
        | Function::Total
        | Function::Keys => false,
    }
}
