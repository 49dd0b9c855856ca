//! `some`, `every`, `no`, `at least n`; `all of`, `any of`.

use super::checker::Checker;
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Quantifier, Quota, Type};
use crate::quantity::Unit;
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
            Listing::AtLeast(number) => self.whole(number).map(|n| counted(Quota::AtLeast, n)),
            Listing::AtMost(number) => self.whole(number).map(|n| counted(Quota::AtMost, n)),
            Listing::Exactly(number) => self.whole(number).map(|n| counted(Quota::Exactly, n)),
        };
        match kind.filter(|_| !faulty) {
            Some(kind) => self.push(kind, Type::Truth, span),
            None => self.error(span),
        }
    }
}
