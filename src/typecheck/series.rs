//! Series: values by year.

use rustc_hash::FxHashSet;

use super::checker::Checker;
use super::describe::type_words;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldType, Model, RecordId};
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
        if matches!(at, SeriesPoint::Baseline | SeriesPoint::Target) && !self.of_plan(series) {
            return self.no_period(word, operand);
        }
        self.push(ExprKind::Point { series, at }, ty, span)
    }

    /// Whether a series stands in a plan, and not in the manifest, which has no base year and no
    /// last year.
    pub(super) fn of_plan(&self, series: ExprId) -> bool {
        let ExprKind::Field { base, .. } = self.arena.kind(series) else { return true };
        match self.arena.ty(*base) {
            Type::Record(record) => self.in_plans.contains(record),
            _ => true,
        }
    }

    pub(super) fn no_period(&mut self, word: &str, operand: &ast::Expr) -> ExprId {
        let message = said!(
            "`{word}` needs the years of a plan, and the manifest has none",
            "`{word}` 需要规划的年份，清单中没有"
        );
        self.fail(Diagnostic::error(Code::CannotAsk, message).at(operand.span).with_help(said!(
            "say which value: `first of`, `last of` or `at YEAR`",
            "请说明取哪个值：`first of`、`last of` 或 `at YEAR`"
        )))
    }

    /// `s at 2025`
    pub(super) fn at_year(
        &mut self,
        base: &'a ast::Expr,
        year: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        if let ast::ExprKind::Name(name) = &base.kind
            && let Some(at) = self.parameter_meant(name)
        {
            return self.parameter_at(at, name, year, span);
        }
        let series = self.expr(base, None);
        let ty = self.point_type(series, base.span, "at");
        let at = self.expr(year, Some(&Type::Year));
        let at = self.fit(
            at,
            &Type::Year,
            year.span,
            said!("what stands after `at`", "`at` 之后的内容"),
        );
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
                let message = said!(
                    "`{word}` is asked of a series, and this is {words}",
                    "`{word}` 只用于数列，此处却是{words}";
                    words
                );
                let help = match word {
                    "change of" | "annual growth of" | "years of" => said!(
                        "it has one value: only a series goes from one year to another",
                        "它只有一个值：只有数列才逐年变化",
                    ),
                    _ => said!(
                        "it has one value: leave out `{word}`",
                        "它只有一个值：请删去 `{word}`"
                    ),
                };
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(place).with_help(help));
                None
            }
            _ => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "`{word}` is asked of a series, and this is {words}",
                    "`{word}` 只用于数列，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(place));
                None
            }
        }
    }

    /// `years of s`: those it states.
    pub(super) fn years(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let series = self.expr(operand, None);
        match self.point_type(series, operand.span, "years of") {
            Some(_) => {
                let ty = Type::Set(Box::new(Type::Year));
                self.push(ExprKind::YearsOf(series), ty, span)
            }
            None => self.error(span),
        }
    }

    /// `change of s`: target less baseline.
    pub(super) fn change(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let series = self.expr(operand, None);
        let Some(ty) = self.point_type(series, operand.span, "change of") else {
            return self.error(span);
        };
        let Some(unit) = self.known_unit(&ty, operand.span) else { return self.error(span) };
        if !self.of_plan(series) {
            return self.no_period("change of", operand);
        }
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

    /// `annual growth of s`: the compound rate from baseline to target, in percent.
    pub(super) fn annual_growth(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let word = "annual growth of";
        let series = self.expr(operand, None);
        let Some(ty) = self.point_type(series, operand.span, word) else {
            return self.error(span);
        };
        if self.known_unit(&ty, operand.span).is_none() {
            return self.error(span);
        }
        if !self.of_plan(series) {
            return self.no_period(word, operand);
        }
        self.push(ExprKind::AnnualGrowth(series), Type::Number(Unit::Percent), span)
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
                    Type::Series(_) => said!(
                        "say which value: `baseline of`, `target of`, `at YEAR`",
                        "请说明取哪个值：`baseline of`、`target of`、`at YEAR`"
                    ),
                    Type::List(_) | Type::Set(_) => said!(
                        "count or add up its members: `count of …`",
                        "请对其成员计数或求和：`count of …`"
                    ),
                    Type::Breakdown { .. } => said!(
                        "name a part, `b[k]`, or take `total of b`",
                        "请指明一组 `b[k]`，或取 `total of b`"
                    ),
                    Type::Record(_) => said!(
                        "say which of its figures: `sum of x.FIELD for x in LIST`",
                        "请指明其中哪个数：`sum of x.FIELD for x in LIST`"
                    ),
                    _ => said!("only figures are computed with", "只有数才能参与计算"),
                };
                let message = said!(
                    "a figure belongs here, and this is {words}",
                    "此处应为数，却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(place).with_help(help));
                None
            }
        }
    }

    pub(super) fn unit_not_known(&mut self, place: Span) -> ExprId {
        self.fail(
            Diagnostic::error(
                Code::UnitMismatch,
                said!(
                    "the unit of this figure depends on a word that is not known here",
                    "此数的单位取决于此处不知道的词"
                ),
            )
            .at(place)
            .with_help(said!(
                "name the word, as in `plan.indicators[WORD].series`, or ask only `is stated`, \
                 `is rising`, `is falling`",
                "请指明该词，如 `plan.indicators[WORD].series`，或只问 `is stated`、`is rising`、\
                 `is falling`"
            )),
        )
    }
}

/// The records that a plan is made of.
pub(super) fn records_of_plans(model: &Model) -> FxHashSet<RecordId> {
    let mut found = FxHashSet::default();
    let mut waiting: Vec<RecordId> = model.plan.into_iter().collect();
    while let Some(id) = waiting.pop() {
        if !found.insert(id) {
            continue;
        }
        let fields = model.record(id).map_or(&[][..], |record| &record.fields);
        waiting.extend(fields.iter().filter_map(|field| record_in(&field.ty)));
    }
    found
}

fn record_in(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Record(record) | FieldType::Ref { record, .. } => Some(*record),
        FieldType::List(member) | FieldType::Set(member) => record_in(member),
        FieldType::Text
        | FieldType::Boolean
        | FieldType::Number { .. }
        | FieldType::QuantityOf(_)
        | FieldType::Year
        | FieldType::Date
        | FieldType::Word(_)
        | FieldType::Code(_)
        | FieldType::Series(_) => None,
    }
}
