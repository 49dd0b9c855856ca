//! Literals: numbers with units, codes, dates, texts.

use super::expr::word_expr;
use super::{Builder, Cursor, Node};
use crate::base::Spanned;
use crate::syntax::ast::{
    CodeLiteral, Expr, ExprKind, Number, Quantity, Scale, UnitExpr, UnitFactor,
};
use crate::syntax::grammar::Rule;

/// What each scale word multiplies by, as a power of ten.
const SCALES: &[(&str, u32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("百", 2),
    ("千", 3),
    ("万", 4),
    ("百万", 6),
    ("千万", 7),
    ("亿", 8),
    ("十亿", 9),
    ("百亿", 10),
    ("千亿", 11),
    ("万亿", 12),
    ("亿亿", 16),
];

impl Builder<'_> {
    pub(super) fn literal(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::name | Rule::any_word => return Some(word_expr(self.name(&pair))),
            Rule::date => ExprKind::Date(pair.as_str().to_owned()),
            Rule::boolean => ExprKind::Boolean(Cursor::of(pair).peek() == Some(Rule::kw_true)),
            Rule::string => ExprKind::Text(self.string(&pair).value),
            Rule::code => ExprKind::Code(self.code(&pair)?),
            Rule::number | Rule::year => {
                ExprKind::Quantity(Quantity { number: self.number(&pair), scale: None, unit: None })
            }
            Rule::quantity | Rule::field_quantity => ExprKind::Quantity(self.quantity(pair)?),
            Rule::set => return self.primary(pair),
            _ => return None,
        };
        Some(Expr { span, kind })
    }

    /// A literal that may have a sign before it, as in ranges, defaults and parameters.
    pub(super) fn signed_literal(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let sign = parts.take(Rule::negative);
        let literal = parts.part()?;
        let value = self.literal(literal)?;
        Some(match sign {
            Some(sign) => Expr {
                span: self.span(&sign).to(value.span),
                kind: ExprKind::Negate(Box::new(value)),
            },
            None => value,
        })
    }

    fn code(&self, pair: &Node<'_>) -> Option<CodeLiteral> {
        let span = self.span(pair);
        let (scheme, code) = pair.as_str().split_once(':')?;
        let mut scheme_span = span;
        scheme_span.end = span.start + u32::try_from(scheme.len()).ok()?;
        let mut code_span = span;
        code_span.start = scheme_span.end + 1;
        Some(CodeLiteral {
            scheme: self.name_of(scheme, scheme_span),
            code: self.name_of(code, code_span),
        })
    }

    pub(super) fn number(&self, pair: &Node<'_>) -> Number {
        Number { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    pub(super) fn quantity(&self, pair: Node<'_>) -> Option<Quantity> {
        let mut parts = Cursor::of(pair);
        let number = self.number(&parts.take(Rule::number)?);
        let scale = self.scale_if(&mut parts)?;
        let unit = match parts.take(Rule::unit_expr) {
            Some(unit) => Some(self.unit_expr(unit)?),
            None => None,
        };
        Some(Quantity { number, scale, unit })
    }

    pub(super) fn scale_if(&self, parts: &mut Cursor<'_>) -> Option<Option<Spanned<Scale>>> {
        let Some(pair) = parts.take(Rule::scale) else { return Some(None) };
        let (_, exponent) = SCALES.iter().find(|(word, _)| *word == pair.as_str())?;
        Some(Some(Spanned::new(Scale { exponent: *exponent }, self.span(&pair))))
    }

    pub(super) fn unit_expr(&self, pair: Node<'_>) -> Option<UnitExpr> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let first = self.name(&parts.take(Rule::unit_name)?);
        let mut per = Vec::new();
        for factor in parts.all(Rule::unit_factor) {
            let span = self.span(&factor);
            let mut parts = Cursor::of(factor);
            let number = parts.take(Rule::number).map(|number| self.number(&number));
            let scale = self.scale_if(&mut parts)?;
            let unit = self.name(&parts.take(Rule::unit_name)?);
            per.push(UnitFactor { span, number, scale, unit });
        }
        Some(UnitExpr { span, first, per })
    }
}
