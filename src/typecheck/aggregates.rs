//! Aggregates and breakdowns: `count of xs`, `sum of V for x in E where C by K`.

use super::checker::Checker;
use super::describe::type_words;
use super::items::with_help;
use crate::base::{Span, Spanned, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{AggregateOp, ExprId, ExprKind, Generator, SeriesPoint, Type};
use crate::quantity::Unit;
use crate::syntax::ast::{self, Function};

impl<'a> Checker<'a> {
    /// `AGG of X` without a `for`, and the functions of series and breakdowns.
    pub(super) fn short_of(
        &mut self,
        function: &Spanned<Function>,
        operand: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let op = match function.value {
            Function::Count => AggregateOp::Count,
            Function::Sum => AggregateOp::Sum,
            Function::Mean => AggregateOp::Mean,
            Function::Min => AggregateOp::Min,
            Function::Max => AggregateOp::Max,
            Function::List => AggregateOp::List,
            Function::Set => AggregateOp::Set,
            Function::Baseline => {
                return self.point(operand, SeriesPoint::Baseline, "baseline of", span);
            }
            Function::Target => return self.point(operand, SeriesPoint::Target, "target of", span),
            Function::First => return self.point(operand, SeriesPoint::First, "first of", span),
            Function::Last => return self.point(operand, SeriesPoint::Last, "last of", span),
            Function::Change => return self.change(operand, span),
            Function::Total => return self.total(operand, span),
            Function::Keys => return self.keys(operand, span),
            Function::Years => return self.years(operand, span),
            Function::AnnualGrowth => return self.annual_growth(operand, span),
            Function::Share => {
                return self.fail(
                    Diagnostic::error(
                        Code::WrongCall,
                        said!("a share is of something, in a whole", "占比是某部分在整体中的份额"),
                    )
                    .at(span)
                    .with_help(write("share of x.AMOUNT for x in LIST: CONDITION")),
                );
            }
        };
        let list = self.expr(operand, None);
        let member = match self.ty(list) {
            Type::Error => return self.error(span),
            Type::List(member) | Type::Set(member) => *member,
            ty => return self.nothing_to_count(&ty, operand),
        };
        let generator = self.nameless(list, &member, operand);
        if op == AggregateOp::Count {
            return self.aggregated(op, vec![generator], [None; 4], span, operand.span);
        }
        let value = self.value_of(&generator, member);
        self.aggregated(op, vec![generator], [None, Some(value), None, None], span, operand.span)
    }

    fn nothing_to_count(&mut self, ty: &Type, operand: &ast::Expr) -> ExprId {
        let words = type_words(self.model, ty);
        let help = match ty {
            Type::Breakdown { .. } => Some(said!(
                "of a breakdown there are `keys of` and `total of`",
                "对分组汇总可用 `keys of` 和 `total of`"
            )),
            Type::Series(_) | Type::SeriesOfAny => Some(said!(
                "of a series there are `baseline of`, `target of`, `first of`, `last of`",
                "对数列可用 `baseline of`、`target of`、`first of`、`last of`"
            )),
            Type::Number(_) => Some(said!(
                "for a value of each member write `… of x.FIELD for x in LIST`",
                "若取每个成员的值，请写 `… of x.FIELD for x in LIST`"
            )),
            _ => None,
        };
        let message =
            said!("a list belongs here, and this is {words}", "此处应为列表，却是{words}"; words);
        let diagnostic = Diagnostic::error(Code::NotAList, message).at(operand.span);
        self.fail(with_help(diagnostic, help))
    }

    /// `AGG of V for x in E, y in x.F where C by K`
    pub(super) fn aggregate(
        &mut self,
        function: &Spanned<Function>,
        value: &'a ast::Expr,
        written: &'a [ast::Generator],
        condition: Option<&'a ast::Expr>,
        by: Option<&'a ast::Expr>,
        span: Span,
    ) -> ExprId {
        let mark = self.here.scope.mark();
        let generators = self.generators(written);
        let filter = condition.map(|condition| self.condition(condition));
        let of = self.expr(value, None);
        let key = by.map(|by| self.expr(by, None));
        self.here.scope.release(mark);
        let readers: Vec<ExprId> = [filter, Some(of), key].into_iter().flatten().collect();
        let Some(generators) = generators else { return self.error(span) };
        if self.unused(written, &generators, &readers)
            || readers.iter().any(|reader| self.is_error(*reader))
        {
            return self.error(span);
        }
        let Some(op) = self.aggregate_op(function) else { return self.error(span) };
        let of = match (op, self.ty(of)) {
            (AggregateOp::Count, Type::List(_) | Type::Set(_)) => {
                return self.fail(
                    Diagnostic::error(
                        Code::WrongKind,
                        said!(
                            "this counts lists, not what is in them",
                            "这里数的是列表，而不是其中的成员"
                        ),
                    )
                    .at(value.span)
                    .with_help(said!(
                        "bind the members too: `count of y for x in …, y in x.LIST`",
                        "请也绑定成员：`count of y for x in …, y in x.LIST`"
                    )),
                );
            }
            (AggregateOp::Count, _) => None,
            _ => Some(of),
        };
        self.aggregated(op, generators, [filter, of, None, key], span, value.span)
    }

    /// The function of a long form; `None`, reported, for what has none.
    fn aggregate_op(&mut self, function: &Spanned<Function>) -> Option<AggregateOp> {
        match function.value {
            Function::Count => Some(AggregateOp::Count),
            Function::Sum => Some(AggregateOp::Sum),
            Function::Mean => Some(AggregateOp::Mean),
            Function::Min => Some(AggregateOp::Min),
            Function::Max => Some(AggregateOp::Max),
            Function::List => Some(AggregateOp::List),
            Function::Set => Some(AggregateOp::Set),
            Function::Share
            | Function::Baseline
            | Function::Target
            | Function::First
            | Function::Last
            | Function::Years
            | Function::Change
            | Function::AnnualGrowth
            | Function::Total
            | Function::Keys => {
                self.report(
                    Diagnostic::error(Code::WrongCall, said!(
                        "this goes through no list",
                        "此函数不遍历列表"
                    ))
                        .at(function.span)
                        .with_help(said!(
                            "count, sum, mean, min, max, list and set do: `list of (…) for x in …`",
                            "遍历列表的有 count、sum、mean、min、max、list、set：`list of (…) for x in …`"
                        )),
                );
                None
            }
        }
    }

    /// `count | list | set of m in E where C by K`
    pub(super) fn members(
        &mut self,
        function: &Spanned<Function>,
        generator: &'a ast::Generator,
        condition: Option<&'a ast::Expr>,
        by: Option<&'a ast::Expr>,
        span: Span,
    ) -> ExprId {
        let mark = self.here.scope.mark();
        let bound = self.generator(generator);
        let filter = condition.map(|condition| self.condition(condition));
        let key = by.map(|by| self.expr(by, None));
        self.here.scope.release(mark);
        let (Some(bound), Some(op)) = (bound, self.aggregate_op(function)) else {
            return self.error(span);
        };
        let readers = [filter, key].into_iter().flatten();
        if readers.into_iter().any(|reader| self.is_error(reader)) {
            return self.error(span);
        }
        let member = self.ty(bound.list).member().cloned().unwrap_or(Type::Error);
        let value = match op {
            AggregateOp::Count => None,
            _ => Some(self.value_of(&bound, member)),
        };
        self.aggregated(op, vec![bound], [filter, value, None, key], span, generator.span)
    }

    /// `share of V for x in E where D: C`
    pub(super) fn share(
        &mut self,
        value: &'a ast::Expr,
        written: &'a [ast::Generator],
        condition: Option<&'a ast::Expr>,
        part: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let mark = self.here.scope.mark();
        let generators = self.generators(written);
        let filter = condition.map(|condition| self.condition(condition));
        let of = self.expr(value, None);
        let part = self.condition(part);
        self.here.scope.release(mark);
        let readers: Vec<ExprId> = [filter, Some(of), Some(part)].into_iter().flatten().collect();
        let Some(generators) = generators else { return self.error(span) };
        if self.unused(written, &generators, &readers)
            || readers.iter().any(|reader| self.is_error(*reader))
        {
            return self.error(span);
        }
        let parts = [filter, Some(of), Some(part), None];
        self.aggregated(AggregateOp::Share, generators, parts, span, value.span)
    }

    /// Types an aggregate whose parts (filter, value, part of a share, key) are without fault.
    fn aggregated(
        &mut self,
        op: AggregateOp,
        generators: Vec<Generator>,
        [filter, value, part, by]: [Option<ExprId>; 4],
        span: Span,
        place: Span,
    ) -> ExprId {
        let of = value.map_or(Type::Error, |value| self.ty(value));
        let ty = match op {
            AggregateOp::Count => Type::Number(Unit::Number),
            AggregateOp::Min | AggregateOp::Max if matches!(of, Type::Year | Type::Date) => of,
            AggregateOp::Sum | AggregateOp::Mean | AggregateOp::Min | AggregateOp::Max => {
                match self.known_unit(&of, place) {
                    Some(unit) => Type::Number(unit),
                    None => return self.error(span),
                }
            }
            AggregateOp::Share => match self.known_unit(&of, place) {
                Some(_) => Type::Number(Unit::Percent),
                None => return self.error(span),
            },
            AggregateOp::List | AggregateOp::Set => match self.listable(&of, place) {
                true if op == AggregateOp::List => Type::List(Box::new(of)),
                true => Type::Set(Box::new(of)),
                false => return self.error(span),
            },
        };
        let ty = match by {
            None => ty,
            Some(key) => match self.breakdown(ty, key, place) {
                Some(ty) => ty,
                None => return self.error(span),
            },
        };
        let kind = ExprKind::Aggregate { op, generators, filter, value, part, by };
        self.push(kind, ty, span)
    }

    fn listable(&mut self, of: &Type, place: Span) -> bool {
        match of {
            Type::Error => false,
            Type::Text
            | Type::Number(_)
            | Type::Year
            | Type::Date
            | Type::Word(_)
            | Type::Code(_)
            | Type::Record(_) => true,
            Type::Truth
            | Type::List(_)
            | Type::Set(_)
            | Type::Series(_)
            | Type::SeriesOfAny
            | Type::NumberOfAny
            | Type::Breakdown { .. }
            | Type::Relation(_) => {
                let words = type_words(self.model, of);
                let message = said!(
                    "a list holds single values, and this is {words}",
                    "列表的成员是单个值，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(place));
                false
            }
        }
    }

    /// What an aggregate with `by` is.
    fn breakdown(&mut self, ty: Type, key: ExprId, place: Span) -> Option<Type> {
        let key_type = self.ty(key);
        let span = self.span(key);
        match (&ty, &key_type) {
            (_, Type::Error) => None,
            (
                Type::Number(unit),
                Type::Word(_) | Type::Code(_) | Type::Text | Type::Record(_) | Type::Year,
            ) => Some(Type::Breakdown { key: Box::new(key_type), unit: unit.clone() }),
            (Type::Number(_), other) => {
                let words = type_words(self.model, other);
                let message = said!(
                    "`by` takes a word, a code, a text, a year or a record, and this is {words}",
                    "`by` 之后应为词、代码、文本、年份或记录，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(span));
                None
            }
            (other, _) => {
                let words = type_words(self.model, other);
                let message = said!(
                    "a breakdown is of figures, and this is {words}",
                    "分组汇总的对象是数，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::WrongKind, message).at(place).with_help(said!(
                    "`by` follows `sum`, `count`, `mean`, `min` and `max`",
                    "`by` 用于 `sum`、`count`、`mean`、`min`、`max`"
                )));
                None
            }
        }
    }

    fn total(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let id = self.expr(operand, None);
        match self.ty(id) {
            Type::Error => self.error(span),
            Type::Breakdown { unit, .. } => {
                self.push(ExprKind::TotalOf(id), Type::Number(unit), span)
            }
            ty => self.no_breakdown("total of", &ty, operand),
        }
    }

    fn keys(&mut self, operand: &'a ast::Expr, span: Span) -> ExprId {
        let id = self.expr(operand, None);
        match self.ty(id) {
            Type::Error => self.error(span),
            Type::Breakdown { key, .. } => self.push(ExprKind::KeysOf(id), Type::Set(key), span),
            ty => self.no_breakdown("keys of", &ty, operand),
        }
    }

    fn no_breakdown(&mut self, word: &str, ty: &Type, operand: &ast::Expr) -> ExprId {
        let words = type_words(self.model, ty);
        let message = said!(
            "`{word}` is asked of a breakdown, and this is {words}",
            "`{word}` 只用于分组汇总，此处却是{words}";
            words
        );
        let help = match ty {
            Type::List(_) | Type::Set(_) => said!(
                "to add up a list write `sum of x.FIELD for x in …`",
                "若对列表求和，请写 `sum of x.FIELD for x in …`"
            ),
            _ => said!(
                "a breakdown is an aggregate with `by`: `sum of … for … by KEY`",
                "分组汇总是带 `by` 的聚合：`sum of … for … by KEY`"
            ),
        };
        self.fail(Diagnostic::error(Code::CannotAsk, message).at(operand.span).with_help(help))
    }
}
