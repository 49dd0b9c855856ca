//! What stands after `is`.

use super::checker::Checker;
use super::compare::{Sides, is_nameable};
use super::describe::type_words;
use super::items::with_help;
use super::names::{ask_whether_stated, is_nothing};
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{CompareOp, ExprId, ExprKind, Type};
use crate::syntax::ast::{self, IsTest, Name};

impl<'a> Checker<'a> {
    pub(super) fn is_test(
        &mut self,
        operand: &'a ast::Expr,
        negated: bool,
        test: &'a Spanned<IsTest>,
        span: Span,
    ) -> ExprId {
        let value = self.expr(operand, None);
        if self.is_error(value) {
            return self.error(span);
        }
        let asked = match &test.value {
            IsTest::Stated => self.stated(value, operand, span),
            IsTest::Missing => {
                let stated = self.stated(value, operand, span);
                self.unless(stated, !negated, span)
            }
            IsTest::Empty => self.empty(value, operand, span),
            IsTest::Rising => self.moving(value, ExprKind::IsRising(value), operand, span),
            IsTest::Falling => self.moving(value, ExprKind::IsFalling(value), operand, span),
            IsTest::Word(name) => return self.is_word(value, operand, negated, name, span),
            IsTest::OneOf(set) => self.is_one_of(value, operand, set, span),
            IsTest::Between(from, to) => self.between(value, operand, (from, to), span),
        };
        match test.value {
            IsTest::Missing => asked,
            _ => self.unless(asked, negated, span),
        }
    }

    /// The opposite, where `negated`.
    fn unless(&mut self, asked: ExprId, negated: bool, span: Span) -> ExprId {
        match negated && !self.is_error(asked) {
            true => self.push(ExprKind::Not(asked), Type::Truth, span),
            false => asked,
        }
    }

    fn stated(&mut self, value: ExprId, operand: &ast::Expr, span: Span) -> ExprId {
        match self.arena.kind(value) {
            ExprKind::Field { .. } | ExprKind::Keyed { .. } | ExprKind::Point { .. } => {
                self.push(ExprKind::IsStated(value), Type::Truth, span)
            }
            kind => {
                let (what, help) = match kind {
                    ExprKind::Var(_) => (
                        said!(
                            "a variable stands for something that is there",
                            "变量代表已有的内容"
                        ),
                        said!(
                            "ask a field of it: `x.FIELD is stated`",
                            "请问其字段：`x.FIELD is stated`"
                        ),
                    ),
                    ExprKind::Plan | ExprKind::Plans | ExprKind::Portfolio => (
                        said!("it is always there", "它总是存在"),
                        said!(
                            "ask a field of it: `plan.FIELD is stated`",
                            "请问其字段：`plan.FIELD is stated`"
                        ),
                    ),
                    ExprKind::Parameter(_) => (
                        said!("a parameter always has a value", "参数总有值"),
                        said!("leave it out", "请删去"),
                    ),
                    _ => (
                        said!("this is worked out, not stated", "这是计算所得，不是写明的"),
                        said!("ask for each thing it is worked out from", "请分别问其所依据的内容"),
                    ),
                };
                self.fail(
                    Diagnostic::error(
                        Code::CannotAsk,
                        said!(
                            "only what a plan can leave out can be asked whether it is stated",
                            "只有规划可能略去的内容才能问是否写明"
                        ),
                    )
                    .label(operand.span, what)
                    .with_help(help),
                )
            }
        }
    }

    fn empty(&mut self, value: ExprId, operand: &ast::Expr, span: Span) -> ExprId {
        match self.ty(value) {
            Type::Text | Type::List(_) | Type::Set(_) | Type::Series(_) | Type::SeriesOfAny => {
                self.push(ExprKind::IsEmpty(value), Type::Truth, span)
            }
            ty => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "only lists, sets, series and texts can be empty, and this is {words}",
                    "只有列表、集合、数列和文本可以为空，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(operand.span).with_help(
                    said!(
                        "whether a plan gives it at all is `is stated`",
                        "若问规划是否写明，请用 `is stated`"
                    ),
                ))
            }
        }
    }

    fn moving(&mut self, value: ExprId, kind: ExprKind, operand: &ast::Expr, span: Span) -> ExprId {
        match self.ty(value) {
            Type::Series(_) | Type::SeriesOfAny if !self.of_plan(value) => {
                let word = match kind {
                    ExprKind::IsFalling(_) => "is falling",
                    _ => "is rising",
                };
                self.no_period(word, operand)
            }
            Type::Series(_) | Type::SeriesOfAny => self.push(kind, Type::Truth, span),
            ty => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "only a series rises or falls, and this is {words}",
                    "只有数列有升降，此处却是{words}";
                    words
                );
                self.fail(Diagnostic::error(Code::CannotAsk, message).at(operand.span))
            }
        }
    }

    /// `is WORD`: a word of the left side's vocabulary, whatever else has the name.
    fn is_word(
        &mut self,
        value: ExprId,
        operand: &ast::Expr,
        negated: bool,
        name: &Name,
        span: Span,
    ) -> ExprId {
        let ty = self.ty(value);
        if let Type::Word(vocabulary) = ty {
            let word = self.word(vocabulary, name);
            if self.is_error(word) {
                return self.error(span);
            }
            let kind = ExprKind::Same { left: value, right: word, negated };
            return self.push(kind, Type::Truth, span);
        }
        let (words, word) = (type_words(self.model, &ty), name.as_str());
        let help = match &ty {
            Type::List(member) | Type::Set(member) if matches!(**member, Type::Word(_)) => {
                Some(said!(
                    "a set has many words: write `includes {word}`",
                    "集合有多个词：请写 `includes {word}`"
                ))
            }
            Type::Truth => Some(said!(
                "a condition stands alone, or after `not`",
                "条件单独书写，或写在 `not` 之后"
            )),
            Type::Text => Some(said!(
                "a text is compared by `=`: `= \"{word}\"`",
                "文本用 `=` 比较：`= \"{word}\"`"
            )),
            Type::Code(_) => {
                Some(said!("codes are compared by `=` or `within`", "代码用 `=` 或 `within` 比较"))
            }
            Type::Record(_) => Some(said!(
                "records are compared by `=`, and asked for their fields",
                "记录用 `=` 比较，并可问其字段"
            )),
            Type::Number(_) | Type::Year | Type::Date => {
                Some(said!("figures are compared by `=`", "数用 `=` 比较"))
            }
            _ => None,
        };
        let help = if is_nothing(word) { Some(ask_whether_stated()) } else { help };
        let message = said!(
            "`is {word}` is asked of a word, and this is {words}",
            "`is {word}` 只用于词，此处却是{words}";
            words = &words
        );
        let diagnostic =
            Diagnostic::error(Code::CannotAsk, message).label(operand.span, words).at(name.span);
        self.fail(with_help(diagnostic, help))
    }

    /// `is one of {…}`, `is one of SET`
    fn is_one_of(
        &mut self,
        value: ExprId,
        operand: &ast::Expr,
        set: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let ty = self.ty(value);
        let single = is_nameable(&ty) && !matches!(ty, Type::Truth | Type::Record(_))
            || matches!(ty, Type::Number(_) | Type::Year | Type::Date);
        if !single {
            let words = type_words(self.model, &ty);
            let message = said!(
                "`is one of` is asked of a single value, and this is {words}",
                "`is one of` 只用于单个值，此处却是{words}";
                words
            );
            let diagnostic = Diagnostic::error(Code::CannotAsk, message).at(operand.span);
            let help = match ty {
                Type::List(_) | Type::Set(_) => {
                    Some(said!("ask which member it `includes`", "请用 `includes` 问其成员"))
                }
                Type::Record(_) => Some(said!(
                    "ask a list whether it `includes` the record",
                    "请用 `includes` 问列表是否含该记录"
                )),
                _ => None,
            };
            return self.fail(with_help(diagnostic, help));
        }
        if let (ast::ExprKind::Name(name), Type::Word(vocabulary)) = (&set.kind, &ty)
            && !self.is_value(name)
            && self.word_in(*vocabulary, name).is_some()
        {
            let word = name.as_str();
            let message = said!(
                "`{word}` is one word, and `is one of` takes a set",
                "`{word}` 是一个词，`is one of` 之后应为集合"
            );
            return self.fail(Diagnostic::error(Code::WrongKind, message).at(name.span).with_help(
                said!(
                    "write `is {word}`, or `is one of {{{word}, …}}`",
                    "请写 `is {word}`，或 `is one of {{{word}, …}}`"
                ),
            ));
        }
        let expected = Type::Set(Box::new(ty.clone()));
        let id = self.expr(set, Some(&expected));
        match self.ty(id) {
            Type::Error => self.error(span),
            given if self.has_member(&given, &ty) => {
                self.push(ExprKind::IsOneOf { value, set: id }, Type::Truth, span)
            }
            given => {
                let (value, given) = (type_words(self.model, &ty), type_words(self.model, &given));
                let message = said!(
                    "{value} is looked for in {given}",
                    "不能在{given}中查找{value}";
                    value = &value, given = &given
                );
                let diagnostic = Diagnostic::error(Code::WrongKind, message)
                    .label(set.span, given)
                    .label(operand.span, value);
                self.fail(diagnostic)
            }
        }
    }

    /// `is between A and B`, both ends included.
    fn between(
        &mut self,
        value: ExprId,
        operand: &'a ast::Expr,
        (from, to): (&'a ast::Expr, &'a ast::Expr),
        span: Span,
    ) -> ExprId {
        let ty = self.ty(value);
        let low = self.expr(from, Some(&ty));
        let high = self.expr(to, Some(&ty));
        let sides = |right| Sides { left: operand, right };
        let above = self.compared(CompareOp::GreaterOrEqual, value, low, sides(from), span);
        let below = self.compared(CompareOp::LessOrEqual, value, high, sides(to), span);
        match self.is_error(above) || self.is_error(below) {
            true => self.error(span),
            false => self.push(ExprKind::And(vec![above, below]), Type::Truth, span),
        }
    }
}
