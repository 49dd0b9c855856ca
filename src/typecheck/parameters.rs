//! Parameters: their types, ranges and values.

use super::checker::Checker;
use super::context::Home;
use super::items::Declared;
use super::types::Admits;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Parameter, ParameterValue, Type};
use crate::quantity::{Bound, Number, Range};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn check_parameters(&mut self) {
        let items = self.items;
        for found in &items.parameters.entries {
            self.enter(found.pack, Home::Literal, found.span);
            let made = self.check_parameter(found);
            self.parameters.push(made);
        }
        let names = items.parameters.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(names, said!("a parameter", "参数"));
    }

    fn check_parameter(&mut self, found: &Declared<'a, ast::Parameter>) -> Option<Parameter> {
        let declared = found.item;
        let admits = self.declared_type(&declared.ty)?;
        let Some(ty) = admits.one().filter(can_be_parameter) else {
            self.report(
                Diagnostic::error(
                    Code::NoSuchType,
                    said!("a parameter cannot be of this type", "参数不能是这种类型"),
                )
                .at(declared.ty.span)
                .with_help(said!(
                    "a parameter is a figure, a year, a date, a text, a word, a code, or a set",
                    "参数是数、年份、日期、文本、词、代码或集合"
                )),
            );
            return None;
        };
        let range = match &declared.range {
            Some(range) => Some(self.range(range, &ty)?),
            None => None,
        };
        let [value] = declared.values.as_slice() else {
            self.not_supported(found.name.span, "a parameter with values by year");
            return None;
        };
        if let Some(year) = &value.from {
            self.not_supported(year.span, "a value `from` a year");
            return None;
        }
        let id = self.expr(&value.value, Some(&ty));
        let name = found.name.as_str();
        let id = self.fit(id, &ty, value.value.span, said!("`{name}`", "`{name}` "));
        let kept = self.constant(id, &ty)?;
        let integer = admits == Admits::Integer;
        if let Some(message) = fault(&kept, integer, range.as_ref(), found.name.as_str()) {
            self.report(Diagnostic::error(Code::ParameterOutOfRange, message).at(value.value.span));
        }
        Some(Parameter {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            text: declared.text.as_ref().map(|text| text.texts()).unwrap_or_default(),
            doc: found.doc.clone(),
            ty,
            integer,
            range,
            value: kept,
            overridden: None,
            because: declared.because.as_ref().map(|text| text.texts()),
            checked_on: declared.checked_on.as_ref().map(|date| date.value.clone()),
            span: found.span,
        })
    }

    /// `from A to B`, in the unit of the type; `None` where an end is faulty, which is reported.
    pub(super) fn range(&mut self, range: &'a ast::Range, ty: &Type) -> Option<Range> {
        let low = self.range_end(&range.from, ty)?;
        let high = match &range.to {
            Some(to) => Bound::At(self.range_end(to, ty)?),
            None => Bound::Above,
        };
        let made = Range::new(Bound::At(low), high);
        if made.is_none() {
            let message = said!("this range begins above its end", "此范围的起点高于终点");
            self.report(Diagnostic::error(Code::ParameterOutOfRange, message).at(range.span));
        }
        made
    }

    fn range_end(&mut self, end: &'a ast::Expr, ty: &Type) -> Option<Number> {
        let id = self.expr(end, Some(ty));
        let id = self.fit(id, ty, end.span, said!("an end of this range", "此范围的一端"));
        match self.arena.kind(id) {
            ExprKind::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    /// The value of a literal; `None` for one that is faulty.
    fn constant(&mut self, id: ExprId, ty: &Type) -> Option<ParameterValue> {
        match self.arena.kind(id) {
            ExprKind::Truth(value) => Some(ParameterValue::Truth(*value)),
            ExprKind::Number(number) => Some(ParameterValue::Number(number.clone())),
            ExprKind::Text(text) => Some(ParameterValue::Text(text.clone())),
            ExprKind::Word(word) => Some(ParameterValue::Word(*word)),
            ExprKind::Code(code) => Some(ParameterValue::Code(*code)),
            ExprKind::SetOf(members) => {
                let members = members.iter().map(|member| self.arena.kind(*member));
                set_of(members.collect(), ty)
            }
            ExprKind::Error => None,
            _ => {
                let span = self.span(id);
                let message =
                    said!("the value of a parameter is written out", "参数的值应直接写出");
                self.report(Diagnostic::error(Code::WrongKind, message).at(span));
                None
            }
        }
    }

    pub(super) fn span(&self, id: ExprId) -> Span {
        self.arena.span(id).unwrap_or(self.here.item)
    }
}

fn set_of(members: Vec<&ExprKind>, ty: &Type) -> Option<ParameterValue> {
    let words = members.iter().map(|member| match member {
        ExprKind::Word(word) => Some(*word),
        _ => None,
    });
    let codes = members.iter().map(|member| match member {
        ExprKind::Code(code) => Some(*code),
        _ => None,
    });
    let texts = members.iter().map(|member| match member {
        ExprKind::Text(text) => Some(text.clone()),
        _ => None,
    });
    let numbers = members.iter().map(|member| match member {
        ExprKind::Number(number) => Some(number.clone()),
        _ => None,
    });
    match ty.member()? {
        Type::Word(_) => words.collect::<Option<_>>().map(ParameterValue::Words),
        Type::Code(_) => codes.collect::<Option<_>>().map(ParameterValue::Codes),
        Type::Text => texts.collect::<Option<_>>().map(ParameterValue::Texts),
        _ => numbers.collect::<Option<_>>().map(ParameterValue::Numbers),
    }
}

fn can_be_parameter(ty: &Type) -> bool {
    match ty {
        Type::Truth
        | Type::Text
        | Type::Number(_)
        | Type::Year
        | Type::Date
        | Type::Word(_)
        | Type::Code(_) => true,
        Type::Set(member) => can_be_parameter(member) && !matches!(**member, Type::Truth),
        Type::Error
        | Type::Record(_)
        | Type::List(_)
        | Type::Series(_)
        | Type::SeriesOfAny
        | Type::NumberOfAny
        | Type::Breakdown { .. } => false,
    }
}

/// What is wrong with a parameter's value.
pub(super) fn fault(
    value: &ParameterValue,
    integer: bool,
    range: Option<&Range>,
    name: &str,
) -> Option<Said> {
    let numbers = match value {
        ParameterValue::Number(number) => std::slice::from_ref(number),
        ParameterValue::Numbers(numbers) => numbers.as_slice(),
        ParameterValue::Truth(_)
        | ParameterValue::Text(_)
        | ParameterValue::Word(_)
        | ParameterValue::Code(_)
        | ParameterValue::Words(_)
        | ParameterValue::Codes(_)
        | ParameterValue::Texts(_) => return None,
    };
    if integer && numbers.iter().any(|number| !number.is_integer()) {
        return Some(said!("`{name}` is a whole number", "`{name}` 应为整数"));
    }
    let outside = |range: &&Range| numbers.iter().any(|number| !range.contains(number));
    range
        .filter(outside)
        .map(|_| said!("this lies outside the range of `{name}`", "此值超出 `{name}` 的范围"))
}
