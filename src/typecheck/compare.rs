//! Comparisons: `<`, `=`, `includes`, `contains`.

use super::checker::{Checker, fits};
use super::describe::{type_words, unit_code, unit_words};
use super::items::with_help;
use crate::base::{Said, Span, Spanned, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{CompareOp, ExprId, ExprKind, Type};
use crate::quantity::{Unit, UnitError};
use crate::syntax::ast::{self, Comparison};

/// The two sides of a comparison, a sum or a difference as they are written.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) left: &'a ast::Expr,
    pub(super) right: &'a ast::Expr,
}

impl<'a> Checker<'a> {
    pub(super) fn compare(
        &mut self,
        operator: &Spanned<Comparison>,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let op = match operator.value {
            Comparison::Less => CompareOp::Less,
            Comparison::LessOrEqual => CompareOp::LessOrEqual,
            Comparison::Greater => CompareOp::Greater,
            Comparison::GreaterOrEqual => CompareOp::GreaterOrEqual,
            Comparison::Equal => CompareOp::Equal,
            Comparison::NotEqual => CompareOp::NotEqual,
            Comparison::Within => return self.within(left, right, span),
            Comparison::Includes => return self.includes(left, right, span),
            Comparison::Contains => return self.contains(left, right, span),
        };
        let (first, second) = self.sides(left, right);
        self.compared(op, first, second, Sides { left, right }, span)
    }

    pub(super) fn compared(
        &mut self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        sides: Sides<'a>,
        span: Span,
    ) -> ExprId {
        let negated = match op {
            CompareOp::Equal => Some(false),
            CompareOp::NotEqual => Some(true),
            CompareOp::Less
            | CompareOp::LessOrEqual
            | CompareOp::Greater
            | CompareOp::GreaterOrEqual => None,
        };
        match (self.ty(left), self.ty(right), negated) {
            (Type::Error, _, _) | (_, Type::Error, _) => self.error(span),
            (Type::NumberOfAny | Type::SeriesOfAny, _, _) => self.unit_not_known(sides.left.span),
            (_, Type::NumberOfAny | Type::SeriesOfAny, _) => self.unit_not_known(sides.right.span),
            (Type::Number(a), Type::Number(b), _) => match self.model.units.compare(&a, &b) {
                Ok(aligned) => {
                    let right = self.scaled(right, &aligned.right_factor, a, sides.right.span);
                    self.push(ExprKind::Compare { op, left, right }, Type::Truth, span)
                }
                Err(error) => {
                    self.unit_clash(&said!("is compared with", "对比"), error, &a, &b, sides)
                }
            },
            (Type::Year, Type::Year, _) | (Type::Date, Type::Date, _) => {
                self.push(ExprKind::Compare { op, left, right }, Type::Truth, span)
            }
            (a, b, Some(negated)) if is_nameable(&a) && (fits(&a, &b) || fits(&b, &a)) => {
                self.push(ExprKind::Same { left, right, negated }, Type::Truth, span)
            }
            (a, b, negated) => self.cannot_compare(&a, &b, negated.is_some(), sides),
        }
    }

    fn cannot_compare(&mut self, a: &Type, b: &Type, equality: bool, sides: Sides<'a>) -> ExprId {
        let (left, right) = (type_words(self.model, a), type_words(self.model, b));
        let (left, right) = (&left, &right);
        let message = match a == b {
            true if equality => said!(
                "`=` does not compare {left} with another",
                "`=` 不能比较两个{left}";
                left
            ),
            true => said!(
                "{left} is neither less nor greater than another",
                "{left}之间没有大小之分";
                left
            ),
            false => {
                said!("{left} is compared with {right}", "{left}不能与{right}比较"; left, right)
            }
        };
        let help = match (a, b) {
            (Type::Year, Type::Number(_)) | (Type::Number(_), Type::Year) => {
                Some(said!("a year is written with four digits", "年份写四位数字"))
            }
            (Type::Date, Type::Year) | (Type::Year, Type::Date) => {
                Some(said!("the year of a date is `.year`", "日期的年份写作 `.year`"))
            }
            (Type::Series(_), _) | (_, Type::Series(_)) => Some(said!(
                "say which value of the series: `baseline of`, `target of`, `at YEAR`",
                "请说明取数列的哪个值：`baseline of`、`target of`、`at YEAR`"
            )),
            (Type::List(_) | Type::Set(_), Type::Number(_))
            | (Type::Number(_), Type::List(_) | Type::Set(_)) => {
                Some(said!("count the members: `count of …`", "请数其成员：`count of …`"))
            }
            (_, Type::Set(_) | Type::List(_)) => Some(said!(
                "for one of several write `is one of {{…}}`",
                "若是几者之一，请写 `is one of {{…}}`"
            )),
            (Type::Set(_) | Type::List(_), _) => {
                Some(said!("for a member write `includes`", "若问成员，请写 `includes`"))
            }
            (Type::Code(Some(_)), Type::Code(Some(_))) => Some(said!(
                "bring one to the other's classification: `(c as SCHEME)`",
                "请把一方转换到另一方的分类：`(c as SCHEME)`"
            )),
            (Type::Code(_), Type::Number(_)) => Some(said!(
                "a code is written with its classification: `isic:24`",
                "代码要写明分类：`isic:24`"
            )),
            (Type::Code(_), Type::Text) => Some(said!(
                "a code is written without quotes: `isic:24`",
                "代码不加引号：`isic:24`"
            )),
            (Type::Word(_), Type::Text) => Some(said!(
                "a word is written without quotes, after `is`",
                "词不加引号，写在 `is` 之后"
            )),
            _ => None,
        };
        let diagnostic = Diagnostic::error(Code::WrongKind, message)
            .label(sides.left.span, left.clone())
            .label(sides.right.span, right.clone());
        self.fail(with_help(diagnostic, help))
    }

    /// Two figures whose units do not go together. `verb` says what is done with them.
    pub(super) fn unit_clash(
        &mut self,
        verb: &Said,
        error: UnitError,
        a: &Unit,
        b: &Unit,
        sides: Sides<'a>,
    ) -> ExprId {
        let name = |unit: &Unit| match unit {
            Unit::Number => said!("a plain number", "无单位的数"),
            unit => said!(
                "a figure in {unit}",
                "以{unit}计的数";
                unit = unit_words(self.model, unit)
            ),
        };
        let (left, right) = (&name(a), &name(b));
        let fix = match error {
            UnitError::NumberLike => written_in(sides.right, self, a)
                .or_else(|| written_in(sides.left, self, b))
                .or_else(|| {
                    let code = unit_code(self.model, a);
                    Some(said!("convert one side: `(…) as {code}`", "请转换一方：`(…) as {code}`"))
                }),
            UnitError::NeverConverts if a.has_money() != b.has_money() => Some(said!(
                "an amount in the plan's own currency is written with `money`, as in \
                 `5 million money`",
                "以规划所用币种计的金额用 `money` 书写，如 `5 million money`"
            )),
            UnitError::Dimensions if *a == Unit::Number || *b == Unit::Number => {
                written_in(sides.right, self, a).or_else(|| written_in(sides.left, self, b))
            }
            UnitError::Quotient if *a == Unit::Number => Some(said!(
                "a number that counts a unit stands before it: `1.5 hectare`, `(3 / 2) * 1 hectare`",
                "带单位的数写在单位之前：`1.5 hectare`，`(3 / 2) * 1 hectare`"
            )),
            UnitError::Product => Some(said!(
                "divide one by the other, or look at them one by one",
                "请相除，或分别判断"
            )),
            UnitError::PointsLessPercent => {
                Some(said!("convert first: `(…) as percent`", "请先转换：`(…) as percent`"))
            }
            _ => None,
        };
        let note = match error {
            UnitError::NumberLike | UnitError::Dimensions => None,
            other => Some(other.said()),
        };
        let diagnostic = Diagnostic::error(
            Code::UnitMismatch,
            said!("{left} {verb} {right}", "{left}不能{verb}{right}"; left, verb, right),
        )
        .label(sides.left.span, left.clone())
        .label(sides.right.span, right.clone());
        let diagnostic = match note {
            Some(note) => diagnostic.with_note(note),
            None => diagnostic,
        };
        self.fail(with_help(diagnostic, fix))
    }

    /// `list includes member`
    fn includes(&mut self, left: &'a ast::Expr, right: &'a ast::Expr, span: Span) -> ExprId {
        let list = self.expr(left, None);
        let ty = self.ty(list);
        let member = match &ty {
            Type::List(member) | Type::Set(member) => (**member).clone(),
            Type::Error => {
                self.expr(right, Some(&Type::Error));
                return self.error(span);
            }
            ty => {
                let words = type_words(self.model, ty);
                let help = match ty {
                    Type::Text => Some(said!("a text `contains` another", "文本之间用 `contains`")),
                    Type::Word(_) => Some(said!(
                        "one word `is` another: `… is WORD`",
                        "词之间用 `is`：`… is WORD`"
                    )),
                    Type::Code(_) => {
                        Some(said!("a code is `within` another", "代码之间用 `within`"))
                    }
                    _ => None,
                };
                let message = said!(
                    "`includes` is asked of a list or set, and this is {words}",
                    "`includes` 只用于列表或集合，此处却是{words}";
                    words
                );
                let diagnostic = Diagnostic::error(Code::NotAList, message).at(left.span);
                return self.fail(with_help(diagnostic, help));
            }
        };
        if let ast::ExprKind::Set(_) = &right.kind {
            return self.fail(
                Diagnostic::error(
                    Code::WrongKind,
                    said!(
                        "`includes` takes one member, and this is a set",
                        "`includes` 之后应为一个成员，此处却是集合"
                    ),
                )
                .at(right.span)
                .with_help(said!(
                    "join several with `or`: `xs includes a or xs includes b`",
                    "多个成员用 `or` 连接：`xs includes a or xs includes b`"
                )),
            );
        }
        let id = self.expr(right, Some(&member));
        let given = self.ty(id);
        if self.is_error(id) {
            return self.error(span);
        }
        if !self.has_member(&ty, &given) {
            let (list, given) = (type_words(self.model, &ty), type_words(self.model, &given));
            let message = said!(
                "{list} never includes {given}",
                "{list}不可能包含{given}";
                list = &list, given = &given
            );
            let diagnostic = Diagnostic::error(Code::WrongKind, message)
                .label(right.span, given)
                .label(left.span, list);
            return self.fail(diagnostic);
        }
        let id = match (&given, &member) {
            (Type::Number(_), Type::Number(_)) => {
                self.fit(id, &member, right.span, said!("the member", "成员"))
            }
            _ => id,
        };
        self.push(ExprKind::Includes { list, member: id }, Type::Truth, span)
    }

    /// `text contains text`
    fn contains(&mut self, left: &'a ast::Expr, right: &'a ast::Expr, span: Span) -> ExprId {
        let text = self.expr(left, None);
        let part = self.expr(right, Some(&Type::Text));
        for (id, place) in [(text, left.span), (part, right.span)] {
            match self.ty(id) {
                Type::Text => {}
                Type::Error => return self.error(span),
                ty => {
                    let words = type_words(self.model, &ty);
                    let message = said!(
                        "`contains` looks for a text in a text, and this is {words}",
                        "`contains` 在文本中查找文本，此处却是{words}";
                        words
                    );
                    let help = match ty {
                        Type::List(_) | Type::Set(_) => {
                            said!("a list `includes` a member", "列表用 `includes` 问成员")
                        }
                        _ => said!(
                            "compare words with `is`, codes with `within`",
                            "词用 `is` 比较，代码用 `within`"
                        ),
                    };
                    return self.fail(
                        Diagnostic::error(Code::WrongKind, message).at(place).with_help(help),
                    );
                }
            }
        }
        self.push(ExprKind::Contains { text, part }, Type::Truth, span)
    }
}

/// What can be the same as another without being a figure.
pub(super) fn is_nameable(ty: &Type) -> bool {
    matches!(ty, Type::Truth | Type::Text | Type::Word(_) | Type::Code(_) | Type::Record(_))
}

/// "write `30 %`", for a number that is meant in another unit.
fn written_in(expr: &ast::Expr, checker: &Checker, unit: &Unit) -> Option<Said> {
    let ast::ExprKind::Quantity(quantity) = &expr.kind else { return None };
    let number = &quantity.number.text;
    match unit {
        Unit::Number if quantity.unit.is_none() => None,
        Unit::Number => Some(said!("write `{number}` without a unit", "请写 `{number}`，不带单位")),
        unit => Some(write(&format!("{number} {}", unit_code(checker.model, unit)))),
    }
}
