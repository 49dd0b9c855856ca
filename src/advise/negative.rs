//! Demands that say what must not be, where saying what must be is as short.

use super::Desk;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Comparison, Expr, ExprKind, IsTest, Modal, Quantifier};

impl<'a> Desk<'a> {
    pub(super) fn negative_demands(&mut self) {
        let mut advice = Vec::new();
        for rule in self.given_rules() {
            let Some(body) = self.body_of(rule.span) else { continue };
            let (modal, negated) = match body.demand.modal.value {
                Modal::Must => ("must", false),
                Modal::MustNot => ("must", true),
                Modal::Should => ("should", false),
                Modal::ShouldNot => ("should", true),
                Modal::Could => ("could", false),
            };
            let condition = &body.demand.condition;
            let positive = match (&condition.kind, negated) {
                (_, true) => self.opposite(condition),
                (ExprKind::Not(of), false) => self.opposite(of),
                (ExprKind::Is { operand, negated: true, test }, false) => match test.value {
                    IsTest::Missing => Some(format!("{} is stated", self.written(operand.span))),
                    _ => None,
                },
                _ => None,
            };
            if let Some(positive) = positive {
                advice.push(
                    Diagnostic::warning(
                        Code::NegativeDemand,
                        said!(
                            "this demand reads better the other way round",
                            "此要求从正面表述更易读"
                        ),
                    )
                    .at(body.demand.span)
                    .with_help(said!("write `{modal} {positive}`", "请写 `{modal} {positive}`")),
                );
            }
        }
        self.advice.extend(advice);
    }

    /// What is written where a place is, on one line.
    fn written(&self, place: Span) -> String {
        let text = self.rules.sources.slice(place);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The opposite of a condition, where it is no longer than the condition with `not`.
    fn opposite(&self, condition: &Expr) -> Option<String> {
        match &condition.kind {
            ExprKind::Not(of) => Some(self.written(of.span)),
            ExprKind::Compare { operator, left, right } => {
                let operator = match operator.value {
                    Comparison::Less => ">=",
                    Comparison::LessOrEqual => ">",
                    Comparison::Greater => "<=",
                    Comparison::GreaterOrEqual => "<",
                    Comparison::NotEqual => "=",
                    Comparison::Equal
                    | Comparison::Within
                    | Comparison::Includes
                    | Comparison::Contains => return None,
                };
                Some(format!("{} {operator} {}", self.written(left.span), self.written(right.span)))
            }
            ExprKind::Is { operand, negated, test } => {
                let operand = self.written(operand.span);
                let tested = self.written(test.span);
                match (&test.value, negated) {
                    (IsTest::Missing, false) => Some(format!("{operand} is stated")),
                    (IsTest::Missing, true) => Some(format!("{operand} is missing")),
                    (_, true) => Some(format!("{operand} is {tested}")),
                    (_, false) => None,
                }
            }
            ExprKind::Quantified { quantifier, generator, condition: filter, body } => {
                let list = match filter {
                    Some(filter) => {
                        format!(
                            "{} where {}",
                            self.written(generator.span),
                            self.written(filter.span)
                        )
                    }
                    None => self.written(generator.span),
                };
                let body = self.written(body.span);
                match quantifier.value {
                    Quantifier::No => Some(format!("some {list}: {body}")),
                    Quantifier::Some => Some(format!("no {list}: {body}")),
                    Quantifier::Every
                    | Quantifier::AtLeast(_)
                    | Quantifier::AtMost(_)
                    | Quantifier::Exactly(_) => None,
                }
            }
            _ => None,
        }
    }
}
