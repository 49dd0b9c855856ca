//! Parameters: their types, ranges and values.

use super::checker::Checker;
use super::context::Home;
use super::items::Declared;
use super::types::Admits;
use crate::base::{Said, Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Parameter, ParameterValue, Type};
use crate::quantity::{Bound, Number, Range};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn check_parameters(&mut self) {
        let items = self.items;
        for found in &items.parameters.entries {
            self.enter(found.pack, Home::Literal, found.span);
            self.free_of_the_language(found.name);
            let made = self.check_parameter(found);
            self.parameters.push(made);
        }
        let names = items.parameters.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(names, said!("a parameter", "参数"));
        self.layer_parameters();
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
        let integer = admits == Admits::Integer;
        let mut values = Vec::new();
        for written in &declared.values {
            let (name, span) = (found.name.as_str(), written.value.span);
            let id = self.expr(&written.value, Some(&ty));
            let id = self.fit(id, &ty, span, said!("`{name}`", "`{name}` "));
            let kept = self.constant(id, &ty)?;
            if let Some(message) = fault(&kept, integer, range.as_ref(), name) {
                self.report(Diagnostic::error(Code::ParameterOutOfRange, message).at(span));
            }
            values.push((written.from.as_ref(), kept));
        }
        let by_year = self.by_year(found, &values)?;
        let value = values.into_iter().next().map(|(_, value)| value)?;
        Some(Parameter {
            name: found.name.text.clone(),
            pack: self.packs.name(found.pack).to_owned(),
            text: declared.text.as_ref().map(|text| text.texts()).unwrap_or_default(),
            doc: found.doc.clone(),
            ty,
            integer,
            range,
            value,
            by_year,
            set_by: None,
            overridden: None,
            because: declared.because.as_ref().map(|text| text.texts()),
            checked_on: declared.checked_on.as_ref().map(|date| date.value.clone()),
            span: found.span,
        })
    }

    /// The values of a parameter that has several, by year; `None` where the years are not said as
    /// they must be, which is reported.
    fn by_year(
        &mut self,
        found: &Declared<'a, ast::Parameter>,
        values: &[(Option<&Spanned<i32>>, ParameterValue)],
    ) -> Option<Vec<(i32, ParameterValue)>> {
        if let [(None, _)] = values {
            return Some(Vec::new());
        }
        let mut by_year: Vec<(i32, ParameterValue)> = Vec::new();
        let mut earlier: Option<Span> = None;
        for (written, (from, value)) in found.item.values.iter().zip(values) {
            let Some(from) = from else {
                let message = said!(
                    "it is not said from which year this value holds",
                    "未说明该值自哪一年起适用",
                );
                self.report(
                    Diagnostic::error(Code::BadYears, message).at(written.value.span).with_help(
                        said!(
                            "write `… from YEAR` behind each value",
                            "请在每个值后写 `… from 年份`"
                        ),
                    ),
                );
                return None;
            };
            let before = by_year.last().map(|(year, _)| *year);
            if let (Some(before), Some(earlier)) = (before, earlier)
                && before >= from.value
            {
                let year = from.value;
                let message = said!(
                    "the years of `{name}` are not in order: {year} stands behind {before}",
                    "`{name}` 的年份顺序不对：{year}年排在{before}年之后";
                    name = Said::alike(found.name.as_str())
                );
                self.report(
                    Diagnostic::error(Code::BadYears, message)
                        .at(from.span)
                        .label(earlier, said!("the value before it", "前一个值"))
                        .with_help(said!("begin with the earliest", "请从最早的年份写起")),
                );
                return None;
            }
            earlier = Some(from.span);
            by_year.push((from.value, value.clone()));
        }
        Some(by_year)
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
        | Type::Breakdown { .. }
        | Type::Relation(_) => false,
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
