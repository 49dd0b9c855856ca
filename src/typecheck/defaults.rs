//! `x if missing v`: a value in place of one that a plan leaves out.

use super::checker::Checker;
use super::describe::type_words;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Type};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn if_missing(
        &mut self,
        operand: &'a ast::Expr,
        written: &'a ast::Expr,
        span: Span,
        expected: Option<&Type>,
    ) -> ExprId {
        let value = self.expr(operand, expected);
        let ty = self.ty(value);
        let default = self.expr(written, Some(&ty));
        if ty == Type::Error || self.is_error(default) {
            return self.error(span);
        }
        if ty == Type::NumberOfAny {
            return self.unit_not_known(operand.span);
        }
        if !is_single(&ty) {
            return self.no_single_default(&ty, operand);
        }
        if let Err((what, help)) = self.can_be_missing(value) {
            let message = said!(
                "only what a plan can leave out has a default",
                "只有规划可以不写的内容才能设默认值",
            );
            let diagnostic = Diagnostic::error(Code::CannotAsk, message).label(operand.span, what);
            return self.fail(diagnostic.with_help(help));
        }
        let default = self.fit(
            default,
            &ty,
            written.span,
            said!("what stands after `if missing`", "`if missing` 之后的值"),
        );
        if self.is_error(default) {
            return self.error(span);
        }
        self.push(ExprKind::IfMissing { value, default }, ty, span)
    }

    fn no_single_default(&mut self, ty: &Type, operand: &ast::Expr) -> ExprId {
        let help = match ty {
            Type::Series(_) | Type::SeriesOfAny => Some(said!(
                "say which value: `target of s if missing …`, `s at YEAR if missing …`",
                "写明取哪个值：`target of s if missing …`、`s at YEAR if missing …`",
            )),
            Type::List(_) | Type::Set(_) => Some(said!(
                "ask whether it is stated, or give each member's value a default: `sum of (x.FIELD \
                 if missing 0) for x in …`",
                "询问是否写明，或为每个成员的值设默认值：`sum of (x.FIELD if missing 0) for x in …`",
            )),
            _ => None,
        };
        let words = type_words(self.model, ty);
        let message = said!(
            "`if missing` gives a default to one value, and this is {words}",
            "`if missing` 只为单个值设默认值，而这是{words}";
            words
        );
        let diagnostic = Diagnostic::error(Code::CannotAsk, message).at(operand.span);
        self.fail(match help {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        })
    }

    /// Whether a plan can leave out what a value is, or is worked out from; else what it is, and
    /// what to do.
    fn can_be_missing(&self, id: ExprId) -> Result<(), (Said, Said)> {
        let kind = self.arena.kind(id);
        match kind {
            ExprKind::Field { .. }
            | ExprKind::Keyed { .. }
            | ExprKind::Point { .. }
            | ExprKind::AnnualGrowth(_) => Ok(()),
            ExprKind::Scale { .. }
            | ExprKind::Arith { .. }
            | ExprKind::Negate(_)
            | ExprKind::Abs(_)
            | ExprKind::Square { .. }
            | ExprKind::Sqrt { .. }
            | ExprKind::YearOf(_)
            | ExprKind::Ancestor { .. }
            | ExprKind::Lift { .. } => {
                let of = kind.operands().into_iter().map(|operand| self.can_be_missing(operand));
                of.reduce(|one, other| one.or_else(|first| other.map_err(|_| first)))
                    .unwrap_or(Ok(()))
            }
            ExprKind::Parameter(_) => Err((
                said!("a parameter always has a value", "参数总有值"),
                said!("leave `if missing …` out", "去掉 `if missing …`"),
            )),
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Word(_)
            | ExprKind::Code(_)
            | ExprKind::Truth(_) => Err((
                said!("the rule itself says this", "这是规则自己写的值"),
                said!("leave `if missing …` out", "去掉 `if missing …`"),
            )),
            ExprKind::Var(_) | ExprKind::Plan | ExprKind::Portfolio => Err((
                said!("it stands for something that is there", "它代表已有的内容"),
                said!(
                    "give a field of it a default: `x.FIELD if missing …`",
                    "为它的字段设默认值：`x.FIELD if missing …`"
                ),
            )),
            ExprKind::IfMissing { default, .. } if self.can_be_missing(*default).is_ok() => Ok(()),
            ExprKind::IfMissing { .. } => Err((
                said!("it has a default already", "它已有默认值"),
                said!(
                    "give the default a default: `x if missing (y if missing …)`",
                    "为默认值再设默认值：`x if missing (y if missing …)`"
                ),
            )),
            _ => Err((
                said!(
                    "this is worked out from many values, or asked of them",
                    "这是由多个值计算或判断得出的"
                ),
                said!(
                    "give each value that is read a default: `sum of (x.FIELD if missing 0) for x in …`",
                    "为读取的每个值设默认值：`sum of (x.FIELD if missing 0) for x in …`",
                ),
            )),
        }
    }
}

fn is_single(ty: &Type) -> bool {
    match ty {
        Type::Error
        | Type::Truth
        | Type::Text
        | Type::Number(_)
        | Type::NumberOfAny
        | Type::Year
        | Type::Date
        | Type::Word(_)
        | Type::Code(_)
        | Type::Record(_) => true,
        Type::List(_)
        | Type::Set(_)
        | Type::Series(_)
        | Type::SeriesOfAny
        | Type::Breakdown { .. }
        | Type::Relation(_) => false,
    }
}
