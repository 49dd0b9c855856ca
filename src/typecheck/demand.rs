//! What a rule demands, and the messages for when it fails.

use super::checker::Checker;
use super::provisions::strength_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Clause, Demand, ExprKind, Strength, Type};
use crate::syntax::ast::{self, ExprKind as E, Listing, Modal, RuleBody};

impl<'a> Checker<'a> {
    pub(super) fn demand(&mut self, body: &'a RuleBody) -> Demand {
        let written = &body.demand;
        let strength = strength_of(written.modal.value);
        let mut clauses = Vec::new();
        if matches!(written.modal.value, Modal::MustNot | Modal::ShouldNot) {
            let condition = self.condition(&written.condition);
            let condition = match self.is_error(condition) {
                true => condition,
                false => self.push(ExprKind::Not(condition), Type::Truth, written.condition.span),
            };
            clauses.push(Clause { condition, otherwise: None });
        } else {
            self.clauses(&written.condition, None, &mut clauses);
        }
        let condition = match clauses.as_slice() {
            [only] => only.condition,
            several => {
                let all = several.iter().map(|clause| clause.condition).collect();
                self.push(ExprKind::And(all), Type::Truth, written.condition.span)
            }
        };
        let otherwise = body.otherwise.as_ref().map(|otherwise| self.template(otherwise));
        if otherwise.is_none() {
            self.without_message(body, &clauses, strength);
        }
        Demand { strength, condition, clauses, otherwise, span: written.span }
    }

    /// The items of an `all of` that is the demand, those of an `all of` among them included. An
    /// item without a message of its own has that of the list it stands in.
    fn clauses(
        &mut self,
        expr: &'a ast::Expr,
        otherwise: Option<&'a ast::Template>,
        clauses: &mut Vec<Clause>,
    ) {
        if let E::Listed { listing, items } = &expr.kind
            && listing.value == Listing::All
        {
            for item in items {
                self.clauses(&item.condition, item.otherwise.as_ref().or(otherwise), clauses);
            }
            return;
        }
        let condition = self.condition(expr);
        let otherwise = otherwise.map(|otherwise| self.template(otherwise));
        clauses.push(Clause { condition, otherwise });
    }

    /// Every way to fail has a message.
    fn without_message(&mut self, body: &RuleBody, clauses: &[Clause], strength: Strength) {
        let silent: Vec<_> = clauses.iter().filter(|clause| clause.otherwise.is_none()).collect();
        let Some(first) = silent.first() else { return };
        let strength = strength.as_str();
        let (message, span) = match silent.len() == clauses.len() {
            true => (
                said!(
                    "this `{strength}` has no message for when it fails",
                    "这个 `{strength}` 没有写明不符合时的说明"
                ),
                body.demand.span,
            ),
            false => (
                said!(
                    "this condition has no message for when it fails",
                    "这个条件没有写明不符合时的说明"
                ),
                self.span(first.condition),
            ),
        };
        self.report(Diagnostic::error(Code::MissingMessage, message).at(span).with_help(said!(
            "add `otherwise \"…\"`: what is wrong, in the words of the plan",
            "请加上 `otherwise \"…\"`：用规划的语言说明问题"
        )));
    }
}
