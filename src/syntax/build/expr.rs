//! Expressions: the grammar's flat sequence of operands and operators becomes a tree.
//!
//! The functions stand in the order of precedence, loosest first.

use super::{Builder, Cursor, Node};
use crate::base::{Span, Spanned};
use crate::diagnostic::Code;
use crate::syntax::ast::{Arithmetic, Comparison, Expr, ExprKind, IsTest, Name};
use crate::syntax::grammar::Rule;
use crate::syntax::scan::TokenKind;

impl Builder<'_> {
    pub(super) fn expression(&mut self, pair: Node<'_>) -> Option<Expr> {
        self.flat(pair)
    }

    /// The expression a pair holds as a flat sequence.
    pub(super) fn flat(&mut self, pair: Node<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        self.sequence(Cursor::of(pair), span)
    }

    /// An expression that is the whole of a sequence.
    pub(super) fn sequence(&mut self, parts: Cursor<'_>, span: Span) -> Option<Expr> {
        let (levels, or) = measure(parts.clone());
        self.within(levels, !or, span, |builder| {
            let mut parts = parts;
            builder.or(&mut parts)
        })
    }

    fn or(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let first = self.and(parts)?;
        self.joined(parts, Rule::kw_or, first, Builder::and, ExprKind::Or)
    }

    fn and(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let first = self.not(parts)?;
        self.joined(parts, Rule::kw_and, first, Builder::not, ExprKind::And)
    }

    fn joined(
        &mut self,
        parts: &mut Cursor<'_>,
        word: Rule,
        first: Expr,
        operand: impl Fn(&mut Self, &mut Cursor<'_>) -> Option<Expr>,
        kind: fn(Vec<Expr>) -> ExprKind,
    ) -> Option<Expr> {
        let mut operands = vec![first];
        while parts.logic() == Some(word) {
            parts.next();
            operands.push(operand(self, parts)?);
        }
        if operands.len() == 1 {
            return operands.pop();
        }
        let first = operands.first()?.span;
        let span = first.to(operands.last()?.span);
        Some(Expr { span, kind: kind(operands) })
    }

    fn not(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let mut negations = Vec::new();
        while let Some(negation) = parts.take(Rule::negation) {
            negations.push(self.span(&negation));
        }
        let outer = self.demanded;
        self.demanded &= negations.is_empty();
        let operand = match parts.peek() {
            Some(Rule::quantified) => self.quantified(parts.next()?),
            Some(Rule::listed) => self.listed(parts.next()?),
            _ => self.comparison(parts),
        };
        self.demanded = outer;
        let mut expr = operand?;
        for negation in negations.into_iter().rev() {
            expr = Expr { span: negation.to(expr.span), kind: ExprKind::Not(Box::new(expr)) };
        }
        Some(expr)
    }

    fn comparison(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let mut left = self.operand_of(parts)?;
        let mut compared = false;
        while let Some(tail @ (Rule::is_test | Rule::comparison | Rule::reaches)) = parts.peek() {
            let pair = parts.next()?;
            let place = self.span(&pair);
            if compared {
                self.compared_again(place);
                return None;
            }
            compared = true;
            left = match tail {
                Rule::is_test => self.is_test(left, pair)?,
                Rule::reaches => self.reaches(left, pair)?,
                _ => {
                    let operator = Spanned::new(comparison_named(pair.as_str().trim())?, place);
                    let right = self.operand_of(parts)?;
                    let span = left.span.to(right.span);
                    let (left, right) = (Box::new(left), Box::new(right));
                    Expr { span, kind: ExprKind::Compare { operator, left, right } }
                }
            };
        }
        Some(left)
    }

    /// Says that a comparison goes on at this place, or what was meant where the word before it was
    /// taken for a unit although it begins a line.
    fn compared_again(&mut self, place: Span) {
        let at = (place.start as usize).saturating_sub(self.base);
        let read = self.tokens.partition_point(|token| token.start < at);
        let word = read.checked_sub(1).and_then(|index| self.tokens.get(index));
        let number = read.checked_sub(2).and_then(|index| self.tokens.get(index));
        let parted = number.zip(word).filter(|(number, word)| {
            number.kind == TokenKind::Number
                && self.text.get(number.end..word.start).is_some_and(|gap| gap.contains('\n'))
        });
        if let Some((number, word)) = parted {
            let (first, second) = (number.text(self.text), word.text(self.text));
            let span = self.place(number.start, number.end);
            let message = said!(
                "`,` or `and` is missing between `{first}` and `{second}`",
                "`{first}` 与 `{second}` 之间缺少 `,` 或 `and`"
            );
            let help = said!(
                "the parts of a list have commas between them, conditions `and` or `or`",
                "列表各项之间用逗号，条件之间用 `and` 或 `or`"
            );
            self.error(Code::Unexpected, span, message, help);
            return;
        }
        let help = said!(
            "join two comparisons with `and`, as in `1 < a and a < 5`",
            "请用 `and` 连接两个比较，如 `1 < a and a < 5`"
        );
        let message = said!("a comparison is compared again", "比较的结果又被比较");
        self.error(Code::Unexpected, place, message, help);
    }

    fn is_test(&mut self, operand: Expr, pair: Node<'_>) -> Option<Expr> {
        let place = self.span(&pair);
        let mut parts = Cursor::of(pair);
        parts.word(Rule::kw_is);
        let negated = parts.word(Rule::kw_not);
        let found = parts.next()?;
        let test_span = self.span(&found);
        let test = match found.as_rule() {
            Rule::kw_stated => IsTest::Stated,
            Rule::kw_missing => IsTest::Missing,
            Rule::kw_empty => IsTest::Empty,
            Rule::kw_rising => IsTest::Rising,
            Rule::kw_falling => IsTest::Falling,
            Rule::is_word => IsTest::Word(self.name(&found)),
            Rule::is_one_of => IsTest::OneOf(Box::new(self.flat(found)?)),
            Rule::is_between => {
                let mut ends = Cursor::of(found);
                let low = self.flat(ends.take(Rule::operand)?)?;
                let high = self.flat(ends.take(Rule::operand)?)?;
                IsTest::Between(Box::new(low), Box::new(high))
            }
            _ => return None,
        };
        let span = operand.span.to(place);
        let operand = Box::new(operand);
        let test = Spanned::new(test, test_span);
        Some(Expr { span, kind: ExprKind::Is { operand, negated, test } })
    }

    fn reaches(&mut self, from: Expr, pair: Node<'_>) -> Option<Expr> {
        let span = from.span.to(self.span(&pair));
        let mut parts = Cursor::of(pair);
        let to = self.flat(parts.take(Rule::operand)?)?;
        let relation = self.flat(parts.take(Rule::operand)?)?;
        let (from, to, relation) = (Box::new(from), Box::new(to), Box::new(relation));
        Some(Expr { span, kind: ExprKind::Reaches { from, to, relation } })
    }

    fn operand_of(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let value = self.converted(parts)?;
        if parts.take(Rule::if_missing).is_none() {
            return Some(value);
        }
        let default = self.converted(parts)?;
        let span = value.span.to(default.span);
        let (value, default) = (Box::new(value), Box::new(default));
        Some(Expr { span, kind: ExprKind::IfMissing { value, default } })
    }

    fn converted(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let value = self.sum(parts)?;
        let Some(conversion) = parts.take(Rule::conversion) else { return Some(value) };
        let span = value.span.to(self.span(&conversion));
        let mut parts = Cursor::of(conversion);
        let scale = self.scale_if(&mut parts)?;
        let unit = self.unit_expr(parts.take(Rule::unit_expr)?)?;
        Some(Expr { span, kind: ExprKind::As { value: Box::new(value), scale, unit } })
    }

    fn sum(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let mut left = self.product(parts)?;
        while let Some(operator) = parts.arithmetic(&[Arithmetic::Add, Arithmetic::Subtract]) {
            let span = self.span(&parts.next()?);
            let right = self.product(parts)?;
            left = arithmetic(Spanned::new(operator, span), left, right);
        }
        Some(left)
    }

    fn product(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let mut left = self.signed(parts)?;
        while let Some(operator) = parts.arithmetic(&[Arithmetic::Multiply, Arithmetic::Divide]) {
            let span = self.span(&parts.next()?);
            let right = self.signed(parts)?;
            left = arithmetic(Spanned::new(operator, span), left, right);
        }
        Some(left)
    }

    pub(super) fn signed(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let mut signs = Vec::new();
        while let Some(sign) = parts.take(Rule::negative) {
            signs.push(self.span(&sign));
        }
        let mut expr = self.path(parts)?;
        for sign in signs.into_iter().rev() {
            expr = Expr { span: sign.to(expr.span), kind: ExprKind::Negate(Box::new(expr)) };
        }
        Some(expr)
    }

    fn path(&mut self, parts: &mut Cursor<'_>) -> Option<Expr> {
        let first = parts.part()?;
        let mut expr = self.primary(first)?;
        while let Some(suffix @ (Rule::field_suffix | Rule::index | Rule::at_year)) = parts.peek() {
            let pair = parts.next()?;
            let span = expr.span.to(self.span(&pair));
            let base = Box::new(expr);
            let mut inside = Cursor::of(pair);
            let kind = match suffix {
                Rule::field_suffix => {
                    ExprKind::Field { base, field: self.name(&inside.take(Rule::any_word)?) }
                }
                Rule::index => {
                    let key = match inside.take(Rule::any_word) {
                        Some(word) => word_expr(self.name(&word)),
                        None => self.flat(inside.take(Rule::operand)?)?,
                    };
                    ExprKind::Index { base, key: Box::new(key) }
                }
                _ => ExprKind::At { base, year: Box::new(self.path(&mut inside)?) },
            };
            expr = Expr { span, kind };
        }
        Some(expr)
    }
}

impl Cursor<'_> {
    /// The word of the next pair, where it joins conditions.
    fn logic(&self) -> Option<Rule> {
        let mut ahead = self.clone();
        let next = ahead.next().filter(|pair| pair.as_rule() == Rule::logic)?;
        Cursor::of(next).peek()
    }

    /// The operator of the next pair, where it is one of these.
    fn arithmetic(&self, wanted: &[Arithmetic]) -> Option<Arithmetic> {
        let mut ahead = self.clone();
        let next = ahead.next().filter(|pair| pair.as_rule() == Rule::arithmetic)?;
        let found = match next.as_str() {
            "+" => Arithmetic::Add,
            "-" => Arithmetic::Subtract,
            "*" => Arithmetic::Multiply,
            _ => Arithmetic::Divide,
        };
        wanted.contains(&found).then_some(found)
    }
}

/// A word alone.
pub(super) fn word_expr(name: Name) -> Expr {
    Expr { span: name.span, kind: ExprKind::Name(name) }
}

fn arithmetic(operator: Spanned<Arithmetic>, left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    Expr { span, kind: ExprKind::Arithmetic { operator, left, right } }
}

fn comparison_named(written: &str) -> Option<Comparison> {
    Some(match written {
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        "=" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "within" => Comparison::Within,
        "includes" => Comparison::Includes,
        "contains" => Comparison::Contains,
        _ => return None,
    })
}

/// How many levels of tree a sequence makes at most, and whether an `or` joins it. Conditions that
/// `and` and `or` join stand side by side, so the longest of them counts; within one, every
/// operator and suffix may be a level.
fn measure(mut parts: Cursor<'_>) -> (usize, bool) {
    let (mut longest, mut current, mut or) = (0, 0, false);
    while let Some(pair) = parts.next() {
        match pair.as_rule() {
            Rule::logic => {
                or |= Cursor::of(pair).peek() == Some(Rule::kw_or);
                longest = longest.max(current);
                current = 0;
            }
            Rule::arithmetic
            | Rule::negation
            | Rule::negative
            | Rule::field_suffix
            | Rule::index
            | Rule::at_year => current += 1,
            _ => {}
        }
    }
    (longest.max(current) + 1, or)
}
