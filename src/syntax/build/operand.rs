//! What stands between operators.

use super::expr::word_expr;
use super::{Builder, Cursor, Node};
use crate::base::{Nearest, Said, Span, Spanned, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Expr, ExprKind, Function};
use crate::syntax::grammar::Rule;

const FUNCTIONS: &[(&str, Function)] = &[
    ("count", Function::Count),
    ("sum", Function::Sum),
    ("mean", Function::Mean),
    ("min", Function::Min),
    ("max", Function::Max),
    ("list", Function::List),
    ("set", Function::Set),
    ("baseline", Function::Baseline),
    ("target", Function::Target),
    ("first", Function::First),
    ("last", Function::Last),
    ("years", Function::Years),
    ("change", Function::Change),
    ("total", Function::Total),
    ("keys", Function::Keys),
    ("annual growth", Function::AnnualGrowth),
];

/// `sum of count of xs`: the functions, outermost first, and what the last one is of.
pub(super) struct Applied {
    pub span: Span,
    pub functions: Vec<Spanned<Function>>,
    pub operand: Expr,
}

impl Applied {
    /// All but the first `keep` functions applied to the operand.
    pub(super) fn apply(mut self, keep: usize) -> (Vec<Spanned<Function>>, Expr) {
        let inner = self.functions.split_off(keep.min(self.functions.len()));
        let operand = inner.into_iter().rev().fold(self.operand, |operand, function| Expr {
            span: function.span.to(operand.span),
            kind: ExprKind::Of { function, operand: Box::new(operand) },
        });
        (self.functions, operand)
    }
}

impl Builder<'_> {
    pub(super) fn primary(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::name => return Some(word_expr(self.name(&pair))),
            Rule::of => return Some(self.applied(pair)?.apply(0).1),
            Rule::group => {
                let value = Cursor::of(pair).take(Rule::value)?;
                let value = self.within(1, true, span, |builder| builder.value(value))?;
                return Some(Expr { span, kind: value.kind });
            }
            Rule::call => {
                let mut parts = Cursor::of(pair);
                let name = self.name(&parts.take(Rule::name)?);
                let mut arguments = Vec::new();
                for value in parts.all(Rule::value) {
                    arguments.push(self.within(1, false, span, |builder| builder.value(value))?);
                }
                ExprKind::Call { name, arguments }
            }
            Rule::reach => {
                let mut parts = Cursor::of(pair);
                let from = Box::new(self.flat(parts.take(Rule::operand)?)?);
                let relation = Box::new(self.flat(parts.take(Rule::operand)?)?);
                ExprKind::Reach { from, relation }
            }
            Rule::set => {
                let mut members = Vec::new();
                for member in Cursor::of(pair).all(Rule::set_member) {
                    members.push(self.set_member(member)?);
                }
                ExprKind::Set(members)
            }
            _ => return self.literal(pair),
        };
        Some(Expr { span, kind })
    }

    fn set_member(&mut self, pair: Node<'_>) -> Option<Expr> {
        let member = Cursor::of(pair).next()?;
        match member.as_rule() {
            Rule::any_word => Some(word_expr(self.name(&member))),
            Rule::operand => self.flat(member),
            _ => self.literal(member),
        }
    }

    pub(super) fn applied(&mut self, pair: Node<'_>) -> Option<Applied> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let mut functions = Vec::new();
        for function in parts.all(Rule::function) {
            functions.push(self.function(function)?);
        }
        let suffixes = parts.clone();
        let levels = functions.len() + count(suffixes);
        let operand = self.within(levels, false, span, |builder| builder.signed(&mut parts))?;
        Some(Applied { span, functions, operand })
    }

    pub(super) fn function(&mut self, pair: Node<'_>) -> Option<Spanned<Function>> {
        let name = Cursor::of(pair).next()?;
        let span = self.span(&name);
        let words: Vec<&str> = name.as_str().split_whitespace().collect();
        let written = words.join(" ");
        if let Some((_, function)) = FUNCTIONS.iter().find(|(said, _)| *said == written) {
            return Some(Spanned::new(*function, span));
        }
        let said = || FUNCTIONS.iter().map(|(said, _)| *said).chain(["share"]);
        let names: Vec<_> = said().collect();
        let error = Diagnostic::error(
            Code::Unexpected,
            match nearest(&written, said()) {
                Nearest::One(meant) => {
                    said!(
                        "unknown aggregate `{written} of`; did you mean `{meant} of`?",
                        "未知聚合 `{written} of`；是否指 `{meant} of`？"
                    )
                }
                Nearest::None => {
                    said!("unknown aggregate `{written} of`", "未知聚合 `{written} of`")
                }
            },
        )
        .at(span)
        .with_help(said!(
            "before `of` stands one of {all}",
            "`of` 之前应为下列之一：{all}";
            all = Said::new(names.join(", "), names.join("、"))
        ));
        self.diagnostics.push(error);
        None
    }
}

fn count(mut parts: Cursor<'_>) -> usize {
    std::iter::from_fn(|| parts.part()).count()
}
