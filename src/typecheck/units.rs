//! Units as they are written, and conversions with `as`.

use super::checker::Checker;
use super::describe::{meant, type_words, unit_words};
use super::items::with_help;
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Type};
use crate::quantity::{Number, PerWords, ResolveError, Scale, ScaledUnit, Unit};
use crate::syntax::ast::{self, UnitExpr};

impl<'a> Checker<'a> {
    /// The unit of a unit expression; `None` where it makes none, which is reported.
    pub(super) fn unit(
        &mut self,
        unit: &UnitExpr,
        scale: Option<&Spanned<ast::Scale>>,
    ) -> Option<ScaledUnit> {
        let top = unit.first.as_str();
        if top == "number" && unit.per.is_empty() {
            return Some(ScaledUnit { scale: scale.and_then(scale_of), unit: Unit::Number });
        }
        let mut per = Vec::new();
        for factor in &unit.per {
            let count = match &factor.number {
                Some(number) => Some(self.number(number)?),
                None => None,
            };
            let scale = factor.scale.as_ref().and_then(scale_of);
            per.push(PerWords { count, scale, word: factor.unit.as_str() });
        }
        match self.model.units.resolve(scale.and_then(scale_of), top, per) {
            Ok(unit) => Some(unit),
            Err(error) => {
                self.bad_unit(unit, error);
                None
            }
        }
    }

    fn bad_unit(&mut self, unit: &UnitExpr, error: ResolveError) {
        let factor = error.index().checked_sub(1).and_then(|at| unit.per.get(at));
        let name = factor.map_or(&unit.first, |factor| &factor.unit);
        if self.model.is_faulty(name.as_str())
            || self.packs.may_declare(self.here.pack, name.as_str())
        {
            return;
        }
        let (message, help) = match error {
            ResolveError::Unknown(unknown) => (
                format!("`{}` is not a unit", name.as_str()),
                unknown.near.map(|near| format!("did you mean `{near}`?")),
            ),
            ResolveError::Scale { .. } => ("two scale words make no scale here".to_owned(), None),
            ResolveError::Count { .. } => {
                ("the count after `per` must be above 0".to_owned(), None)
            }
        };
        let diagnostic = Diagnostic::error(Code::NoSuchUnit, message).at(name.span);
        self.report(with_help(diagnostic, help));
    }

    /// A number as written; `None` where it is too long, which is reported.
    pub(super) fn number(&mut self, number: &ast::Number) -> Option<Number> {
        let text = number.text.replace('_', "");
        // The language allows leading zeros, which the grammar of JSON does not.
        let trimmed = text.trim_start_matches('0');
        let text = match trimmed.starts_with(|c: char| c.is_ascii_digit()) {
            true => trimmed.to_owned(),
            false => format!("0{trimmed}"),
        };
        match Number::parse_decimal(&text) {
            Ok(number) => Some(number),
            Err(error) => {
                let message = format!("`{}` is not a number: {error}", number.text);
                self.report(Diagnostic::error(Code::BadNumber, message).at(number.span));
                None
            }
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
                let message = format!("`as` converts figures and codes, and this is {words}");
                (self.fail(Diagnostic::error(Code::WrongKind, message).at(value.span)), None)
            }
        }
    }

    fn no_conversion(&mut self, value: Span, written: Span, from: &Unit, to: &Unit) -> ExprId {
        let same = self.model.units.same_dimension(from, to);
        let (from_words, to_words) = (unit_words(self.model, from), unit_words(self.model, to));
        let message = match (from, to) {
            (Unit::Number, _) => format!("a plain number cannot be read as {to_words}"),
            (_, Unit::Number) => format!("a figure in {from_words} cannot be read as a number"),
            _ => format!("a figure in {from_words} cannot be read as {to_words}"),
        };
        let mut diagnostic = Diagnostic::error(Code::UnitMismatch, message)
            .label(written, "")
            .label(value, from_words);
        if same {
            diagnostic = diagnostic
                .with_note("currencies, and units declared without a factor, are never converted");
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
        let help = meant(word, names.iter().map(String::as_str), "there are");
        let message = format!("there is no classification `{word}`");
        self.fail(with_help(Diagnostic::error(Code::NoSuchCode, message).at(name.span), help))
    }
}

/// The scale of a scale word; `None` for a power of ten that has no word, which no text writes.
pub(super) fn scale_of(scale: &Spanned<ast::Scale>) -> Option<Scale> {
    let factor = Number::ten_to(i32::try_from(scale.value.exponent).ok()?);
    Scale::words().filter_map(Scale::from_word).find(|scale| scale.factor() == factor)
}
