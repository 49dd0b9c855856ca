//! What is written out: quantities, dates, sets.

use super::checker::{Checker, fits};
use super::describe::type_words;
use crate::base::Span;
use crate::declare;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Type};
use crate::quantity::Number;
use crate::syntax::ast::{self, Quantity};

impl<'a> Checker<'a> {
    /// A number, perhaps with a unit. Where a year is expected four digits are one; 0 is zero of
    /// whatever is expected.
    pub(super) fn quantity(
        &mut self,
        quantity: &Quantity,
        span: Span,
        expected: Option<&Type>,
    ) -> ExprId {
        let (number, unit) = match declare::quantity(&self.model.units, quantity) {
            Ok(made) => made,
            Err(diagnostic) => {
                match &quantity.unit {
                    Some(unit) => self.bad_unit(unit, diagnostic),
                    None => self.report(diagnostic),
                }
                return self.error(span);
            }
        };
        let bare = quantity.scale.is_none() && quantity.unit.is_none();
        let ty = match expected {
            Some(Type::Year) if bare && is_year(&quantity.number.text) => Type::Year,
            Some(Type::Number(unit)) if bare && number.is_zero() => Type::Number(unit.clone()),
            _ => Type::Number(unit),
        };
        self.push(ExprKind::Number(number), ty, span)
    }

    /// Days since 1970-01-01.
    pub(super) fn date(&mut self, text: &str, span: Span) -> ExprId {
        match days_of(text) {
            Some(days) => self.push(ExprKind::Number(Number::from_i64(days)), Type::Date, span),
            None => self.fail(
                Diagnostic::error(
                    Code::BadNumber,
                    said!("`{text}` is not a day of the calendar", "日历上没有 `{text}`"),
                )
                .at(span),
            ),
        }
    }

    /// `{a, b}`: a bare word in it is a word of what is expected.
    pub(super) fn set(
        &mut self,
        members: &'a [ast::Expr],
        span: Span,
        expected: Option<&Type>,
    ) -> ExprId {
        let mut member_type = expected.and_then(Type::member).cloned();
        let mut ids = Vec::new();
        let mut faulty = false;
        for member in members {
            let id = self.set_member(member, member_type.as_ref());
            let id = match &member_type {
                Some(ty) => {
                    self.fit(id, ty, member.span, said!("a member of the set", "集合的成员"))
                }
                None => {
                    member_type = Some(self.ty(id)).filter(|ty| *ty != Type::Error);
                    id
                }
            };
            faulty |= self.is_error(id);
            ids.push(id);
        }
        let Some(ty) = member_type.filter(|_| !faulty) else {
            return match faulty || matches!(expected, Some(Type::Error)) {
                true => self.error(span),
                false => self.fail(
                    Diagnostic::error(
                        Code::WrongKind,
                        said!("what this set holds is not known here", "此处不知道集合中是什么"),
                    )
                    .at(span)
                    .with_help(said!(
                        "a set stands after `is one of`, or is the value of a parameter",
                        "集合写在 `is one of` 之后，或作为参数的值"
                    )),
                ),
            };
        };
        self.push(ExprKind::SetOf(ids), Type::Set(Box::new(ty)), span)
    }

    fn set_member(&mut self, member: &'a ast::Expr, expected: Option<&Type>) -> ExprId {
        let ast::ExprKind::Name(name) = &member.kind else {
            let id = self.expr(member, expected);
            return self.single(id, member.span);
        };
        match expected {
            Some(Type::Word(vocabulary)) => self.word(*vocabulary, name),
            Some(Type::Error) => self.error(member.span),
            Some(ty) => {
                let words = type_words(self.model, ty);
                let message = said!(
                    "a bare word in `{{…}}` is a word of a vocabulary, and {words} belongs here",
                    "`{{…}}` 中的词是词表中的词，此处应为{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(name.span))
            }
            None => {
                let word = name.as_str();
                let message = said!(
                    "of which vocabulary `{word}` is a word is not known here",
                    "此处不知道 `{word}` 属于哪个词表"
                );
                self.fail(Diagnostic::error(Code::NoSuchWord, message).at(name.span).with_help(
                    said!(
                        "write the words after `is one of`: `x is one of {{a, b}}`",
                        "请把词写在 `is one of` 之后：`x is one of {{a, b}}`"
                    ),
                ))
            }
        }
    }

    /// A value that a set can hold.
    fn single(&mut self, id: ExprId, span: Span) -> ExprId {
        match self.ty(id) {
            Type::Error
            | Type::Text
            | Type::Number(_)
            | Type::Year
            | Type::Date
            | Type::Word(_)
            | Type::Code(_) => id,
            ty => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "a set holds words, codes, texts and numbers, and this is {words}",
                    "集合的成员是词、代码、文本和数，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(span))
            }
        }
    }

    /// The two sides of a comparison, a sum or a difference: the side that can say of itself what
    /// it is tells the other.
    pub(super) fn sides(&mut self, left: &'a ast::Expr, right: &'a ast::Expr) -> (ExprId, ExprId) {
        if self.needs_telling(left) && !self.needs_telling(right) {
            let second = self.expr(right, None);
            let ty = self.ty(second);
            (self.expr(left, Some(&ty)), second)
        } else {
            let first = self.expr(left, None);
            let ty = self.ty(first);
            (first, self.expr(right, Some(&ty)))
        }
    }

    /// Whether an expression takes its meaning from its place.
    fn needs_telling(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ast::ExprKind::Name(name) => !self.is_value(name),
            ast::ExprKind::Quantity(quantity) => quantity.unit.is_none(),
            ast::ExprKind::Negate(value) => self.needs_telling(value),
            ast::ExprKind::Set(_) => true,
            _ => false,
        }
    }

    /// What a `let`, a hole or an argument holds may be anything that has a value of its own.
    pub(super) fn has_member(&self, list: &Type, member: &Type) -> bool {
        list.member().is_some_and(|of| fits(member, of) || fits(of, member))
    }
}

/// Four digits, as years are written.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Days from 1970-01-01 to a day written `YYYY-MM-DD`.
pub(super) fn days_of(text: &str) -> Option<i64> {
    let day: jiff::civil::Date = text.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = epoch.until(day).ok()?.get_days();
    Some(i64::from(days))
}
