//! `some`, `every`, `no`, `at least n`; `all of`, `any of`.

use super::checker::Checker;
use crate::base::{Said, Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Quantifier, Quota, Type};
use crate::quantity::{Number, Unit};
use crate::syntax::ast::{self, ListedItem, Listing};

impl<'a> Checker<'a> {
    /// `some x in E where C: P`
    pub(super) fn quantified(
        &mut self,
        quantifier: &'a Spanned<ast::Quantifier>,
        generator: &'a ast::Generator,
        condition: Option<&'a ast::Expr>,
        body: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let counted =
            |quota, number: Option<ExprId>| number.map(|number| Quantifier::Counted(quota, number));
        let quantifier = match &quantifier.value {
            ast::Quantifier::Some => Some(Quantifier::Some),
            ast::Quantifier::Every => Some(Quantifier::Every),
            ast::Quantifier::No => Some(Quantifier::No),
            ast::Quantifier::AtLeast(number) => counted(Quota::AtLeast, self.whole(number)),
            ast::Quantifier::AtMost(number) => counted(Quota::AtMost, self.whole(number)),
            ast::Quantifier::Exactly(number) => counted(Quota::Exactly, self.whole(number)),
        };
        let mark = self.here.scope.mark();
        let generator = self.generator(generator);
        let filter = condition.map(|condition| self.condition(condition));
        let body = self.condition(body);
        self.here.scope.release(mark);
        let faulty = self.is_error(body) || filter.is_some_and(|filter| self.is_error(filter));
        match (quantifier, generator) {
            (Some(quantifier), Some(generator)) if !faulty => {
                let kind = ExprKind::Quantified { quantifier, generator, filter, body };
                self.push(kind, Type::Truth, span)
            }
            _ => self.error(span),
        }
    }

    /// The number of `at least n`; `None` where it is none, which is reported.
    fn whole(&mut self, number: &'a ast::Expr) -> Option<ExprId> {
        let id = self.expr(number, None);
        let id = self.fit(
            id,
            &Type::Number(Unit::Number),
            number.span,
            said!("how many are wanted", "所要的个数"),
        );
        if let ExprKind::Number(n) = self.arena.kind(id)
            && !n.is_integer()
        {
            let message = said!("how many are wanted is a whole number", "所要的个数应为整数");
            self.fail(Diagnostic::error(Code::WrongKind, message).at(number.span));
            return None;
        }
        (!self.is_error(id)).then_some(id)
    }

    /// `all of (P, Q)`, `any of (…)`. Items with messages are clauses of a demand and do not come
    /// here; a message elsewhere was reported when it was read.
    pub(super) fn listed(
        &mut self,
        listing: &'a Spanned<Listing>,
        items: &'a [ListedItem],
        span: Span,
    ) -> ExprId {
        let of: Vec<ExprId> = items.iter().map(|item| self.condition(&item.condition)).collect();
        let faulty = of.iter().any(|id| self.is_error(*id));
        let counted = |quota, number| ExprKind::CountOf { quota, number, of: of.clone() };
        let kind = match &listing.value {
            Listing::All => Some(ExprKind::And(of)),
            Listing::Any => Some(ExprKind::Or(of)),
            Listing::AtLeast(number) => {
                self.how_many(number, Quota::AtLeast, &of).map(|n| counted(Quota::AtLeast, n))
            }
            Listing::AtMost(number) => {
                self.how_many(number, Quota::AtMost, &of).map(|n| counted(Quota::AtMost, n))
            }
            Listing::Exactly(number) => {
                self.how_many(number, Quota::Exactly, &of).map(|n| counted(Quota::Exactly, n))
            }
        };
        match kind.filter(|_| !faulty) {
            Some(kind) => self.push(kind, Type::Truth, span),
            None => self.error(span),
        }
    }

    /// The number of `at least n of (P, Q)`; `None` where no plan could change whether that many
    /// of the conditions hold, which is reported.
    fn how_many(&mut self, number: &'a ast::Expr, quota: Quota, of: &[ExprId]) -> Option<ExprId> {
        let id = self.whole(number)?;
        let ExprKind::Number(n) = self.arena.kind(id) else { return Some(id) };
        let listed = Number::from(i64::try_from(of.len()).unwrap_or(i64::MAX));
        let (none, more) = (n.is_zero() || n.is_negative(), *n > listed);
        let never = n.is_negative() || more;
        let (is_never, is_always) = match quota {
            Quota::AtLeast => (more, none),
            Quota::AtMost => (n.is_negative(), *n >= listed),
            Quota::Exactly => (never, false),
        };
        if !is_never && !is_always {
            return Some(id);
        }
        let conditions = Said::counted(of.len(), "condition stands", "conditions stand", "个条件");
        let message = match is_never {
            true => said!(
                "this can never hold: {conditions} here",
                "这不可能成立：这里列出{conditions}"; conditions
            ),
            false => said!(
                "this always holds: {conditions} here",
                "这必然成立：这里列出{conditions}"; conditions
            ),
        };
        let help = said!(
            "ask for a number of them that a plan can meet and can miss",
            "请写规划可能达到、也可能达不到的个数"
        );
        self.fail(Diagnostic::error(Code::WrongKind, message).at(number.span).with_help(help));
        None
    }
}
