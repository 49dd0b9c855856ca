//! Arithmetic with units, and the functions of numbers.

use super::checker::Checker;
use super::compare::Sides;
use super::describe::type_words;
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ArithOp, ExprId, ExprKind, Type};
use crate::quantity::{Number, Unit};
use crate::syntax::ast::{self, Arithmetic};

impl<'a> Checker<'a> {
    pub(super) fn arithmetic(
        &mut self,
        operator: &Spanned<Arithmetic>,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let sides = Sides { left, right };
        match operator.value {
            Arithmetic::Add => self.sum(ArithOp::Add, sides, span),
            Arithmetic::Subtract => self.sum(ArithOp::Subtract, sides, span),
            Arithmetic::Multiply => self.product(ArithOp::Multiply, sides, span),
            Arithmetic::Divide => self.product(ArithOp::Divide, sides, span),
        }
    }

    fn sum(&mut self, op: ArithOp, sides: Sides<'a>, span: Span) -> ExprId {
        let (left, right) = self.addends(op, sides);
        let factor = Number::ONE;
        let years = (self.ty(left), self.ty(right));
        let ty = match (&years, op) {
            ((Type::Error, _) | (_, Type::Error), _) => return self.error(span),
            ((Type::Year, Type::Year), ArithOp::Subtract) => Type::Number(Unit::Number),
            ((Type::Year, Type::Number(Unit::Number)), _)
            | ((Type::Number(Unit::Number), Type::Year), ArithOp::Add) => Type::Year,
            ((Type::Year | Type::Date, _) | (_, Type::Year | Type::Date), _) => {
                let (left, right) = (&years.0, &years.1);
                let message = said!(
                    "{left} and {right} cannot be put together",
                    "{left}与{right}不能相加减";
                    left = type_words(self.model, left), right = type_words(self.model, right)
                );
                return self.fail(Diagnostic::error(Code::WrongKind, message).at(span).with_help(
                    said!(
                        "a year less a year is a number; a year and a number make a year",
                        "年份减年份得数；年份加减数得年份"
                    ),
                ));
            }
            ((a, b), _) => {
                let Some(a) = self.known_unit(a, sides.left.span) else { return self.error(span) };
                let Some(b) = self.known_unit(b, sides.right.span) else { return self.error(span) };
                let (aligned, verb) = match op {
                    ArithOp::Subtract => {
                        (self.model.units.sub(&a, &b), said!("is reduced by", "减去"))
                    }
                    _ => (self.model.units.add(&a, &b), said!("is added to", "加上")),
                };
                match aligned {
                    Ok(aligned) => {
                        let right = match aligned.right_factor == Number::ONE {
                            true => right,
                            false => self.scaled(right, &aligned.right_factor, a, sides.right.span),
                        };
                        let kind = ExprKind::Arith { op, left, right, factor };
                        return self.push(kind, Type::Number(aligned.unit), span);
                    }
                    Err(error) => return self.unit_clash(&verb, error, &a, &b, sides),
                }
            }
        };
        self.push(ExprKind::Arith { op, left, right, factor }, ty, span)
    }

    /// A number added to a year is a number, whatever its digits; one that a year is taken from,
    /// or that is taken from a year, may be a year.
    fn addends(&mut self, op: ArithOp, sides: Sides<'a>) -> (ExprId, ExprId) {
        match op {
            ArithOp::Add => {
                let left = self.expr(sides.left, None);
                match self.ty(left) {
                    Type::Year => (left, self.expr(sides.right, None)),
                    ty => {
                        let right = self.expr(sides.right, Some(&ty));
                        (left, right)
                    }
                }
            }
            _ => self.sides(sides.left, sides.right),
        }
    }

    fn product(&mut self, op: ArithOp, sides: Sides<'a>, span: Span) -> ExprId {
        let left = self.expr(sides.left, None);
        let right = self.expr(sides.right, None);
        let a = self.known_unit(&self.ty(left), sides.left.span);
        let b = self.known_unit(&self.ty(right), sides.right.span);
        let (Some(a), Some(b)) = (a, b) else { return self.error(span) };
        let (product, verb) = match op {
            ArithOp::Divide => (self.model.units.div(&a, &b), said!("is divided by", "除以")),
            _ => (self.model.units.mul(&a, &b), said!("is multiplied by", "乘以")),
        };
        match product {
            Ok(product) => {
                let kind = ExprKind::Arith { op, left, right, factor: product.factor };
                self.push(kind, Type::Number(product.unit), span)
            }
            Err(error) => self.unit_clash(&verb, error, &a, &b, sides),
        }
    }

    pub(super) fn negate(
        &mut self,
        value: &'a ast::Expr,
        span: Span,
        expected: Option<&Type>,
    ) -> ExprId {
        let id = self.expr(value, expected);
        let Some(unit) = self.known_unit(&self.ty(id), value.span) else { return self.error(span) };
        let kind = match self.arena.kind(id) {
            ExprKind::Number(number) => ExprKind::Number(number.neg()),
            _ => ExprKind::Negate(id),
        };
        self.push(kind, Type::Number(unit), span)
    }

    /// `abs(x)`, `square(x)`, `sqrt(x)`; `None` where the name is no such function.
    pub(super) fn function(
        &mut self,
        name: &'a ast::Name,
        arguments: &'a [ast::Expr],
        span: Span,
    ) -> Option<ExprId> {
        let word = name.as_str();
        if !["abs", "square", "sqrt"].contains(&word) {
            return None;
        }
        let [argument] = arguments else {
            let given = arguments.len();
            let message = said!(
                "`{word}` takes one value, and {given} are given",
                "`{word}` 需要一个值，却给了{given}个"
            );
            return Some(self.fail(Diagnostic::error(Code::WrongCall, message).at(span)));
        };
        let value = self.expr(argument, None);
        let Some(unit) = self.known_unit(&self.ty(value), argument.span) else {
            return Some(self.error(span));
        };
        let made =
            match word {
                "abs" => Ok((ExprKind::Abs(value), unit)),
                "square" => self.model.units.square(&unit).map(|product| {
                    (ExprKind::Square { value, factor: product.factor }, product.unit)
                }),
                _ => self.model.units.sqrt(&unit).map(|product| {
                    // The factor belongs below the root.
                    let value = self.scaled(value, &product.factor, unit, argument.span);
                    (ExprKind::Sqrt { value, factor: Number::ONE }, product.unit)
                }),
            };
        Some(match made {
            Ok((kind, unit)) => self.push(kind, Type::Number(unit), span),
            Err(error) => self.fail(
                Diagnostic::error(Code::UnitMismatch, error.said()).at(argument.span).with_help(said!(
                    "divide by something of the same kind first, so that a plain number is left",
                    "请先除以同类的量，使结果成为无单位的数"
                )),
            ),
        })
    }
}
