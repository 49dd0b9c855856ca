//! Rules and what alters them.

use super::quantify::aggregates;
use super::{Builder, Cursor, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    Clause, Demand, Disable, Exception, Expr, ExprKind, ForClause, InForce, LetClause, Modal,
    QualifiedName, Replace, Rule as AstRule, RuleBody, RuleScope, Template, Text,
};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn rule(&mut self, pair: Node<'_>) -> Option<AstRule> {
        let mut parts = Cursor::of(pair);
        let scope = scope(&mut parts);
        let name = self.name(&parts.take(Rule::kebab)?);
        let body = self.rule_body(parts.take(Rule::rule_body)?)?;
        Some(AstRule { scope, name, body })
    }

    pub(super) fn replace(&mut self, pair: Node<'_>) -> Option<Replace> {
        let mut parts = Cursor::of(pair);
        parts.word(Rule::kw_replace);
        let scope = scope(&mut parts);
        let target = self.qualified(parts.take(Rule::fullname)?)?;
        let body = self.rule_body(parts.take(Rule::rule_body)?)?;
        Some(Replace { scope, target, body })
    }

    pub(super) fn disable(&mut self, pair: Node<'_>) -> Option<Disable> {
        let mut parts = Cursor::of(pair);
        let target = self.qualified(parts.take(Rule::fullname)?)?;
        let because = self.text_in(parts.take(Rule::because)?)?;
        Some(Disable { target, because })
    }

    pub(super) fn exception(&mut self, pair: Node<'_>) -> Option<Exception> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::kebab)?);
        let to = self.qualified(parts.take(Rule::fullname)?)?;
        let title = self.text_if(&mut parts)?;
        let implements = self.implements(&mut parts)?;
        let in_force = self.in_force(&mut parts)?;
        let when = parts.take(Rule::when_clause)?;
        let when = self.expression(Cursor::of(when).take(Rule::expression)?)?;
        let because = self.text_in(parts.take(Rule::because)?)?;
        Some(Exception { name, to, title, implements, in_force, when, because })
    }

    fn rule_body(&mut self, pair: Node<'_>) -> Option<RuleBody> {
        let mut parts = Cursor::of(pair);
        let title = self.text(parts.take(Rule::text)?);
        let asks = self.clause_text(&mut parts, Rule::asks)?;
        let implements = self.implements(&mut parts);
        let stricter = match parts.take(Rule::stricter) {
            Some(stricter) => Some(self.text_in(Cursor::of(stricter).take(Rule::because)?)?),
            None => None,
        };
        let formerly = match parts.take(Rule::formerly) {
            Some(formerly) => Some(self.name(&Cursor::of(formerly).take(Rule::kebab)?)),
            None => None,
        };
        let in_force = self.in_force(&mut parts)?;
        // Every clause is built before any is given up, so that each says what is wrong with it.
        let mut clauses = Vec::new();
        while let Some(Rule::for_clause | Rule::let_clause | Rule::when_clause) = parts.peek() {
            clauses.push(self.clause(parts.next()?));
        }
        self.fors_cut_off(&clauses);
        let demand = self.demand(parts.take(Rule::demand)?);
        let otherwise = self.template_if(&mut parts, Rule::otherwise);
        let help = self.template_if(&mut parts, Rule::help);
        let mut show = Vec::new();
        if let Some(shown) = parts.take(Rule::show) {
            for path in Cursor::of(shown).all(Rule::shown) {
                show.push(self.flat(path));
            }
        }
        let limits = self.clause_text(&mut parts, Rule::limits)?;
        Some(RuleBody {
            title: title?,
            asks,
            implements: implements?,
            stricter,
            formerly,
            in_force,
            clauses: clauses.into_iter().collect::<Option<_>>()?,
            demand: demand?,
            otherwise: otherwise?,
            help: help?,
            show: show.into_iter().collect::<Option<_>>()?,
            limits,
        })
    }

    /// Refuses `let n = sum of a * b for m in E` on one line: the `for` cannot belong to the sum, which
    /// is of `a` alone, and would silently be a clause of the rule.
    fn fors_cut_off(&mut self, clauses: &[Option<Clause>]) {
        for pair in clauses.windows(2) {
            let [Some(Clause::Let(before)), Some(Clause::For(after))] = pair else { continue };
            let (value, start) = (before.value.span, after.span.start);
            let gap = (value.end as usize - self.base)..(start as usize - self.base);
            let one_line = self.text.get(gap).is_some_and(|gap| !gap.contains('\n'));
            if one_line && begins_with_aggregate(&before.value) {
                self.error(
                    Code::Unexpected,
                    value,
                    said!(
                        "this `for` does not belong to the aggregate before it",
                        "这个 `for` 不属于它之前的聚合"
                    ),
                    said!(
                        "put what is aggregated in parentheses: `sum of (a * b) for …`; a `for` of \
                         the rule itself stands on its own line",
                        "请把聚合的内容放入括号：`sum of (a * b) for …`；规则本身的 `for` 另起一行"
                    ),
                );
            }
        }
    }

    fn implements(&mut self, parts: &mut Cursor<'_>) -> Option<Vec<QualifiedName>> {
        self.full_names(parts.take(Rule::implements))
    }

    /// The names that a clause lists, where it is there.
    pub(super) fn full_names(&mut self, clause: Option<Node<'_>>) -> Option<Vec<QualifiedName>> {
        let Some(clause) = clause else { return Some(Vec::new()) };
        let names = Cursor::of(clause).all(Rule::fullname);
        names.into_iter().map(|name| self.qualified(name)).collect()
    }

    fn in_force(&mut self, parts: &mut Cursor<'_>) -> Option<Option<InForce>> {
        let Some(pair) = parts.take(Rule::in_force) else { return Some(None) };
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let from = self.year(&parts.take(Rule::year)?)?;
        let to = parts.take(Rule::year).and_then(|year| self.year(&year));
        Some(Some(InForce { span, from, to }))
    }

    /// The text of a clause such as `asks "…"`, if it stands next.
    fn clause_text(&mut self, parts: &mut Cursor<'_>, rule: Rule) -> Option<Option<Text>> {
        match parts.take(rule) {
            Some(pair) => Some(Some(self.text_in(pair)?)),
            None => Some(None),
        }
    }

    fn template_if(&mut self, parts: &mut Cursor<'_>, rule: Rule) -> Option<Option<Template>> {
        match parts.take(rule) {
            Some(pair) => Some(Some(self.template(pair)?)),
            None => Some(None),
        }
    }

    fn clause(&mut self, pair: Node<'_>) -> Option<Clause> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut parts = Cursor::of(pair);
        Some(match rule {
            Rule::for_clause => {
                let generator = self.generator(parts.take(Rule::generator)?)?;
                let condition = self.where_clause(&mut parts)?;
                Clause::For(Box::new(ForClause { span, generator, condition }))
            }
            Rule::let_clause => {
                let name = self.name(&parts.take(Rule::name)?);
                let value = self.value(parts.take(Rule::value)?)?;
                Clause::Let(Box::new(LetClause { span, name, value }))
            }
            _ => {
                let condition = self.expression(parts.take(Rule::expression)?)?;
                Clause::When(condition)
            }
        })
    }

    fn demand(&mut self, pair: Node<'_>) -> Option<Demand> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let modal = self.modal(parts.take(Rule::modal)?)?;
        let expression = parts.take(Rule::expression)?;
        let joined = expression.clone().into_inner().find(|part| part.as_rule() == Rule::logic);
        let positive = matches!(modal.value, Modal::Must | Modal::Should | Modal::Could);
        self.demanded = positive;
        let condition = self.expression(expression);
        self.demanded = false;
        let condition = condition?;
        let negative = match modal.value {
            Modal::MustNot => Some("must not"),
            Modal::ShouldNot => Some("should not"),
            Modal::Must | Modal::Should | Modal::Could => None,
        };
        if let (Some(joined), Some(said)) = (joined, negative) {
            let word = joined.as_str().trim();
            self.diagnostics.push(
                Diagnostic::error(
                    Code::Unexpected,
                    said!(
                        "`{said}` takes one condition, and `{word}` joins two",
                        "`{said}` 之后只有一个条件，`{word}` 却连接了两个"
                    ),
                )
                .at(self.span(&joined))
                .with_help(said!(
                    "put them in parentheses: `{said} (… {word} …)`",
                    "请放入括号：`{said} (… {word} …)`"
                )),
            );
        }
        Some(Demand { span, modal, condition })
    }
}

fn scope(parts: &mut Cursor<'_>) -> RuleScope {
    if parts.word(Rule::kw_portfolio) { RuleScope::Portfolio } else { RuleScope::Plan }
}

/// Whether an expression is longer than the aggregate it begins with.
fn begins_with_aggregate(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Arithmetic { left, .. } => match &left.kind {
            ExprKind::Of { function, .. } => aggregates(function.value),
            _ => begins_with_aggregate(left),
        },
        ExprKind::As { value, .. } => begins_with_aggregate(value),
        _ => false,
    }
}
