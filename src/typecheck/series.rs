//! Series: values by year.

use super::checker::Checker;
use super::describe::type_words;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ArithOp, ExprId, ExprKind, SeriesPoint, Type};
use crate::quantity::{Number, Unit};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// `baseline of s`, `last of s`
    pub(super) fn point(
        &mut self,
        operand: &'a ast::Expr,
        at: SeriesPoint,
        word: &str,
        span: Span,
    ) -> ExprId {
        let series = self.expr(operand, None);
        let Some(ty) = self.point_type(series, operand.span, word) else {
            return self.error(span);
        };
        self.push(ExprKind::Point { series, at }, ty, span)
    }

    /// `s at 2025`
    pub(super) fn at_year(
        &mut self,
        base: &'a ast::Expr,
        year: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let series = self.expr(base, None);
        if matches!(self.arena.kind(series), ExprKind::Parameter(_)) {
            return self.not_supported(span, "the value of a parameter at a year");
        }
        let ty = self.point_type(series, base.span, "at");
        let at = self.expr(year, Some(&Type::Year));
        let at = self.fit(at, &Type::Year, year.span, "what stands after `at`");
        match ty {
            Some(ty) if !self.is_error(at) => {
                self.push(ExprKind::Point { series, at: SeriesPoint::At(at) }, ty, span)
            }
            _ => self.error(span),
        }
    }

    /// The type of a value of a series; `None`, reported, for anything else.
    fn point_type(&mut self, series: ExprId, place: Span, word: &str) -> Option<Type> {
        let ty = self.ty(series);
        match &ty {
            Type::Error => None,
            Type::Series(unit) => Some(Type::Number(unit.clone())),
            Type::SeriesOfAny => Some(Type::NumberOfAny),
            Type::Number(_) | Type::NumberOfAny | Type::Year | Type::Date => {
                let words = type_words(self.model, &ty);
                let message = format!("`{word}` is asked of a series, and this is {words}");
                let help = format!("it has one value: leave out `{word}`");
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(place).with_help(help));
                None
            }
            _ => {
                let words = type_words(self.model, &ty);
                let message = format!("`{word}` is asked of a series, and this is {words}");
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(place));
                None
            }
        }
    }

    /// `change of s`: target less baseline.
    pub(super) fn change(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let series = self.expr(operand, None);
        let Some(ty) = self.point_type(series, operand.span, "change of") else {
            return self.error(span);
        };
        let Some(unit) = self.known_unit(&ty, operand.span) else { return self.error(span) };
        let target = ExprKind::Point { series, at: SeriesPoint::Target };
        let left = self.push(target, ty.clone(), span);
        let baseline = ExprKind::Point { series, at: SeriesPoint::Baseline };
        let right = self.push(baseline, ty, span);
        let difference = match unit {
            Unit::Percent => Unit::PercentagePoint,
            unit => unit,
        };
        let factor = Number::ONE;
        let kind = ExprKind::Arith { op: ArithOp::Subtract, left, right, factor };
        self.push(kind, Type::Number(difference), span)
    }

    /// The unit of a figure; where it is not known or there is no figure that is reported.
    pub(super) fn known_unit(&mut self, ty: &Type, place: Span) -> Option<Unit> {
        match ty {
            Type::Number(unit) => Some(unit.clone()),
            Type::Error => None,
            Type::NumberOfAny | Type::SeriesOfAny => {
                self.unit_not_known(place);
                None
            }
            ty => {
                let words = type_words(self.model, ty);
                let help = match ty {
                    Type::Series(_) => "say which value: `baseline of`, `target of`, `at YEAR`",
                    Type::List(_) | Type::Set(_) => "count or add up its members: `count of …`",
                    Type::Breakdown { .. } => "name a part, `b[k]`, or take `total of b`",
                    _ => "only figures are computed with",
                };
                let message = format!("a figure belongs here, and this is {words}");
                self.fail(Diagnostic::error(Code::WrongKind, message).at(place).with_help(help));
                None
            }
        }
    }

    pub(super) fn unit_not_known(&mut self, place: Span) -> ExprId {
        self.fail(
            Diagnostic::error(
                Code::UnitMismatch,
                "the unit of this figure depends on a word that is not known here",
            )
            .at(place)
            .with_help(
                "name the word, as in `plan.indicators[WORD].series`, or ask only `is stated`, \
                 `is rising`, `is falling`",
            ),
        )
    }

    /// `x if missing v`
    pub(super) fn if_missing(
        &mut self,
        value: &'a ast::Expr,
        default: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let value_id = self.expr(value, None);
        let ty = self.ty(value_id);
        match &ty {
            Type::Error => return self.error(span),
            Type::NumberOfAny => return self.unit_not_known(value.span),
            Type::Truth
            | Type::Text
            | Type::Number(_)
            | Type::Year
            | Type::Date
            | Type::Word(_)
            | Type::Code(_) => {}
            Type::Record(_)
            | Type::List(_)
            | Type::Set(_)
            | Type::Series(_)
            | Type::SeriesOfAny
            | Type::Breakdown { .. } => {
                let words = type_words(self.model, &ty);
                let message =
                    format!("`if missing` stands after a single value, and this is {words}");
                return self.fail(Diagnostic::error(Code::WrongKind, message).at(value.span));
            }
        }
        let default_id = self.expr(default, Some(&ty));
        let default_id = self.fit(default_id, &ty, default.span, "the value before `if missing`");
        if self.is_error(default_id) {
            return self.error(span);
        }
        self.push(ExprKind::IfMissing { value: value_id, default: default_id }, ty, span)
    }
}
