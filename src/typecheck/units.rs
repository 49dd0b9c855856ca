//! Units as they are written, and conversions with `as`.

use super::checker::Checker;
use super::describe::{meant, type_words, unit_words};
use super::items::with_help;
use crate::base::{Span, Spanned};
use crate::declare;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Type};
use crate::quantity::{Number, Scale, ScaledUnit, Unit};
use crate::syntax::ast::{self, UnitExpr};

impl<'a> Checker<'a> {
    /// The unit of a unit expression; `None` where it makes none, which is reported.
    pub(super) fn unit(
        &mut self,
        unit: &UnitExpr,
        scale: Option<&Spanned<ast::Scale>>,
    ) -> Option<ScaledUnit> {
        let outer = scale.and_then(scale_of);
        if unit.single().is_some_and(|name| name.as_str() == "number") {
            return Some(ScaledUnit { scale: outer, unit: Unit::Number });
        }
        let made = match declare::resolve_unit(&self.model.units, unit) {
            Ok(made) => made,
            Err(diagnostic) => {
                self.bad_unit(unit, diagnostic);
                return None;
            }
        };
        let scale = match (outer, made.scale) {
            (Some(outer), Some(inner)) => match outer.times(inner) {
                Some(both) => Some(both),
                None => {
                    let message =
                        said!("two scale words make no scale here", "两个数量级词在此不能连用");
                    self.report(Diagnostic::error(Code::BadUnit, message).at(unit.span));
                    return None;
                }
            },
            (outer, inner) => outer.or(inner),
        };
        Some(ScaledUnit { scale, unit: made.unit })
    }

    /// Reports a unit that is none, unless its declaration could not be read.
    pub(super) fn bad_unit(&mut self, unit: &UnitExpr, diagnostic: Diagnostic) {
        let mut words = unit.per.iter().map(|factor| &factor.unit).chain([&unit.first]);
        let unsure = words.any(|name| {
            self.model.is_faulty(name.as_str())
                || self.packs.may_declare(self.here.pack, name.as_str())
        });
        if !unsure {
            self.report(diagnostic);
        }
    }

    /// `E as UNIT` and `c as SCHEME`. The unit is what the value is to be shown in, its scale
    /// included; the value itself is without scale.
    pub(super) fn conversion(
        &mut self,
        value: &'a ast::Expr,
        scale: Option<&Spanned<ast::Scale>>,
        unit: &'a UnitExpr,
        span: Span,
    ) -> (ExprId, Option<ScaledUnit>) {
        let id = self.expr(value, None);
        let ty = self.ty(id);
        match &ty {
            Type::Error => (id, None),
            Type::Code(from) => (self.lift(id, *from, unit, span), None),
            Type::Number(from) => {
                let Some(shown) = self.unit(unit, scale) else { return (self.error(span), None) };
                match self.model.units.convert_factor(from, &shown.unit) {
                    Some(factor) => {
                        (self.scaled(id, &factor, shown.unit.clone(), span), Some(shown))
                    }
                    None => (self.no_conversion(value.span, unit.span, from, &shown.unit), None),
                }
            }
            _ => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "`as` converts figures and codes, and this is {words}",
                    "`as` 转换数和代码，此处却是{words}";
                    words
                );
                (self.fail(Diagnostic::error(Code::WrongKind, message).at(value.span)), None)
            }
        }
    }

    fn no_conversion(&mut self, value: Span, written: Span, from: &Unit, to: &Unit) -> ExprId {
        let same = self.model.units.same_dimension(from, to);
        let (from_words, to_words) = (unit_words(self.model, from), unit_words(self.model, to));
        let message = match (from, to) {
            (Unit::Number, _) => {
                said!(
                    "a plain number cannot be read as {to}",
                    "无单位的数不能转换为{to}";
                    to = to_words
                )
            }
            (_, Unit::Number) => said!(
                "a figure in {from} cannot be read as a number",
                "以{from}计的数不能转换为无单位的数";
                from = &from_words
            ),
            _ => said!(
                "a figure in {from} cannot be read as {to}",
                "以{from}计的数不能转换为{to}";
                from = &from_words, to = to_words
            ),
        };
        let mut diagnostic =
            Diagnostic::error(Code::UnitMismatch, message).at(written).label(value, from_words);
        if same {
            diagnostic = diagnostic.with_note(said!(
                "currencies, and units declared without a factor, are never converted",
                "币种以及没有换算系数的单位从不换算"
            ));
        }
        self.fail(diagnostic)
    }

    /// Multiplies by the factor of a conversion; a number written out is converted at once.
    pub(super) fn scaled(
        &mut self,
        value: ExprId,
        factor: &Number,
        unit: Unit,
        span: Span,
    ) -> ExprId {
        if *self.arena.ty(value) == Type::Number(unit.clone()) && *factor == Number::ONE {
            return value;
        }
        let kind = match self.arena.kind(value) {
            ExprKind::Number(number) => ExprKind::Number(number.mul(factor)),
            _ => ExprKind::Scale { value, factor: factor.clone() },
        };
        self.push(kind, Type::Number(unit), span)
    }

    /// Names of classifications in scope.
    pub(super) fn scheme_names(&self) -> Vec<String> {
        let seen = self.model.schemes.iter().filter(|scheme| self.sees(&scheme.pack));
        seen.map(|scheme| scheme.name.clone()).collect()
    }

    pub(super) fn no_such_scheme(&mut self, name: &ast::Name) -> ExprId {
        let word = name.as_str();
        if self.model.is_faulty(word) || self.packs.may_declare(self.here.pack, word) {
            return self.error(name.span);
        }
        let names = self.scheme_names();
        let help = meant(word, names.iter().map(String::as_str), said!("there are", "现有："));
        let message = said!("there is no classification `{word}`", "没有分类 `{word}`");
        self.fail(with_help(Diagnostic::error(Code::NoSuchCode, message).at(name.span), help))
    }
}

/// The scale of a scale word; `None` for a power of ten that has no word, which no text writes.
fn scale_of(scale: &Spanned<ast::Scale>) -> Option<Scale> {
    let one = ast::Number { text: "1".to_owned(), span: scale.span };
    let factor = declare::number(&one, Some(scale)).ok()?;
    Scale::words().filter_map(Scale::from_word).find(|scale| scale.factor() == factor)
}
