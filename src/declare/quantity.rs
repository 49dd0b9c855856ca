//! Numbers and units as a rule file writes them.

use crate::base::{Spanned, did_you_mean};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Number, PerWords, ResolveError, Scale, ScaledUnit, Unit, UnitTable};
use crate::syntax::ast;

/// The exact value of a number, times the power of ten that a scale word is.
pub fn number(
    written: &ast::Number,
    scale: Option<&Spanned<ast::Scale>>,
) -> Result<Number, Diagnostic> {
    if let Some(scale) = scale
        && !Scale::exists(scale.value.exponent)
    {
        let message = said!("these scale words make no scale together", "这些数量级词不能连用");
        let help = said!(
            "the largest are `trillion` and `万亿`; write the number out",
            "最大的是 `trillion` 和 `万亿`；请把数字写出来"
        );
        return Err(Diagnostic::error(Code::BadUnit, message).at(scale.span).with_help(help));
    }
    let mut text: String = written.text.chars().filter(|c| *c != '_').collect();
    if let Some(scale) = scale {
        text.push_str(&format!("e{}", scale.value.exponent));
    }
    Number::parse_decimal(&text).map_err(|fault| {
        let (text, fault) = (&written.text, fault.said());
        let message = said!("`{text}`: {fault}", "`{text}`：{fault}"; fault);
        Diagnostic::error(Code::BadNumber, message).at(written.span)
    })
}

/// The value of a literal and the unit it is in, its scale counted in. A literal without a unit
/// is in [`Unit::Number`].
pub fn quantity(units: &UnitTable, written: &ast::Quantity) -> Result<(Number, Unit), Diagnostic> {
    let value = number(&written.number, written.scale.as_ref())?;
    let Some(unit) = &written.unit else { return Ok((value, Unit::Number)) };
    let unit = resolve_unit(units, unit)?;
    Ok((value.mul(&unit.factor()), unit.unit))
}

/// The unit that the words of a unit expression make.
pub fn resolve_unit(units: &UnitTable, written: &ast::UnitExpr) -> Result<ScaledUnit, Diagnostic> {
    let mut per = Vec::with_capacity(written.per.len());
    for factor in &written.per {
        let one = ast::Number { text: "1".to_owned(), span: factor.span };
        let count = number(factor.number.as_ref().unwrap_or(&one), factor.scale.as_ref())?;
        per.push(PerWords { count: Some(count), scale: None, word: factor.unit.as_str() });
    }
    units
        .resolve(None, written.first.as_str(), per)
        .map_err(|fault| cannot_resolve(&fault, written))
}

/// A word of a unit expression by its number: 0 for the first, then one for each `per`.
pub(super) fn word(written: &ast::UnitExpr, index: usize) -> &ast::Name {
    let below = index.checked_sub(1).and_then(|at| written.per.get(at));
    below.map_or(&written.first, |factor| &factor.unit)
}

fn cannot_resolve(fault: &ResolveError, written: &ast::UnitExpr) -> Diagnostic {
    let name = word(written, fault.index());
    let (code, message, near) = match fault {
        ResolveError::Unknown(unknown) => {
            let word = &unknown.word;
            let message = said!("`{word}` is no unit", "`{word}` 不是单位");
            (Code::UnknownName, message, unknown.near.as_ref())
        }
        ResolveError::Scale { .. } => {
            let word = &name.text;
            let message = said!(
                "the scale words before `{word}` make no scale together",
                "`{word}` 之前的数量级词不能连用"
            );
            (Code::BadUnit, message, None)
        }
        ResolveError::Count { .. } => {
            let message =
                said!("the number after `per` must be above 0", "`per` 之后的数必须大于0");
            (Code::BadUnit, message, None)
        }
    };
    let diagnostic = Diagnostic::error(code, message).at(name.span);
    match near {
        Some(near) => diagnostic.with_help(did_you_mean(near)),
        None => diagnostic,
    }
}
