//! What can be changed in an expression: each change makes another rule that loads as well.

use crate::base::{Said, Sources};
use crate::model::{CodeId, VocabId, WordId};
use crate::program::{
    AggregateOp, ArithOp, CompareOp, Expr, ExprId, ExprKind, Program, Quantifier, SeriesPoint, Type,
};
use crate::quantity::{Number, Unit};
use crate::testing::coverage::written;

/// An expression in place of another.
pub(super) struct Change {
    pub(super) kind: ExprKind,
    /// What was done: `` `<` to `<=` ``.
    pub(super) what: Said,
}

fn change(kind: ExprKind, what: Said) -> Change {
    Change { kind, what }
}

fn to(before: &str, after: &str) -> Said {
    said!("`{before}` to `{after}`", "`{before}` 改为 `{after}`")
}

fn dropped(what: &str) -> Said {
    said!("`{what}` left out", "去掉 `{what}`")
}

/// Every change of an expression, in a fixed order.
pub(super) fn changes(program: &Program, sources: &Sources, id: ExprId) -> Vec<Change> {
    let Some(expr) = program.expr(id) else { return Vec::new() };
    let text = |id: ExprId| program.expr(id).map_or_else(String::new, |it| short(sources, it));
    match &expr.kind {
        ExprKind::Compare { op, left, right } => other_ops(*op)
            .iter()
            .map(|other| {
                let kind = ExprKind::Compare { op: *other, left: *left, right: *right };
                change(kind, to(symbol(*op), symbol(*other)))
            })
            .collect(),
        ExprKind::Same { left, right, negated } => {
            let kind = ExprKind::Same { left: *left, right: *right, negated: !negated };
            let (before, after) = match (negated, program.expr(*right).map(|it| &it.ty)) {
                (false, Some(Type::Word(_))) => ("is", "is not"),
                (true, Some(Type::Word(_))) => ("is not", "is"),
                (false, _) => ("=", "!="),
                (true, _) => ("!=", "="),
            };
            vec![change(kind, to(before, after))]
        }
        // The unit stays: of two percentages the sum is as good a number as the difference. What
        // `change of` subtracts is written in one.
        ExprKind::Arith { op, left, right, factor } => other_sum(*op)
            .filter(|_| {
                let span = |id: ExprId| program.expr(id).map(|it| it.span);
                span(*left) != span(*right)
            })
            .map(|(other, before, after)| {
                let (left, right, factor) = (*left, *right, factor.clone());
                change(ExprKind::Arith { op: other, left, right, factor }, to(before, after))
            })
            .into_iter()
            .collect(),
        ExprKind::IfMissing { value, default } => program
            .expr(*value)
            .map(|it| {
                let what = format!("if missing {}", text(*default));
                change(it.kind.clone(), dropped(&what))
            })
            .into_iter()
            .collect(),
        ExprKind::Reaches { from, to, relation } => {
            let kind = ExprKind::Reaches { from: *to, to: *from, relation: *relation };
            vec![change(kind, said!("the two ends of `reaches` swapped", "交换 `reaches` 的两端"))]
        }
        ExprKind::And(of) => {
            let mut all = vec![change(ExprKind::Or(of.clone()), to("and", "or"))];
            all.extend(without_each(of, text).map(|(of, what)| change(ExprKind::And(of), what)));
            all
        }
        ExprKind::Or(of) => {
            let mut all = vec![change(ExprKind::And(of.clone()), to("or", "and"))];
            all.extend(without_each(of, text).map(|(of, what)| change(ExprKind::Or(of), what)));
            all
        }
        ExprKind::CountOf { quota, number, of } => without_each(of, text)
            .map(|(of, what)| {
                change(ExprKind::CountOf { quota: *quota, number: *number, of }, what)
            })
            .collect(),
        // The conjunction of one condition is that condition.
        ExprKind::Not(inner) => {
            vec![change(ExprKind::And(vec![*inner]), said!("`not` left out", "去掉 `not`"))]
        }
        ExprKind::IsRising(series) => {
            vec![change(ExprKind::IsFalling(*series), to("is rising", "is falling"))]
        }
        ExprKind::IsFalling(series) => {
            vec![change(ExprKind::IsRising(*series), to("is falling", "is rising"))]
        }
        ExprKind::Point { series, at } => other_point(*at)
            .map(|(other, before, after)| {
                change(ExprKind::Point { series: *series, at: other }, to(before, after))
            })
            .into_iter()
            .collect(),
        ExprKind::Quantified { quantifier, generator, filter, body } => {
            let mut all = Vec::new();
            if let Some((other, before, after)) = other_quantifier(*quantifier) {
                let (generator, filter, body) = (generator.clone(), *filter, *body);
                let kind = ExprKind::Quantified { quantifier: other, generator, filter, body };
                all.push(change(kind, to(before, after)));
            }
            if let Some(filter) = filter {
                let (generator, body) = (generator.clone(), *body);
                let quantifier = *quantifier;
                let kind = ExprKind::Quantified { quantifier, generator, filter: None, body };
                all.push(change(kind, dropped(&format!("where {}", text(*filter)))));
            }
            all
        }
        ExprKind::Aggregate { op, generators, filter, value, part, by } => {
            let with = |op, filter| ExprKind::Aggregate {
                op,
                generators: generators.clone(),
                filter,
                value: *value,
                part: *part,
                by: *by,
            };
            let mut all = Vec::new();
            if let (Some((other, before, after)), Some(_), None) = (other_aggregate(*op), value, by)
            {
                all.push(change(with(other, *filter), to(before, after)));
            }
            if let Some(condition) = filter {
                all.push(change(with(*op, None), dropped(&format!("where {}", text(*condition)))));
            }
            all
        }
        ExprKind::SetOf(of) if of.len() > 1 => {
            without_each(of, text).map(|(of, what)| change(ExprKind::SetOf(of), what)).collect()
        }
        ExprKind::Word(word) => {
            let Type::Word(vocabulary) = expr.ty else { return Vec::new() };
            other_word(program, vocabulary, *word)
                .map(|(other, before, after)| change(ExprKind::Word(other), to(before, after)))
                .into_iter()
                .collect()
        }
        ExprKind::Code(code) => sibling(program, *code)
            .map(|other| {
                let (before, after) =
                    (program.model.code_text(*code), program.model.code_text(other));
                change(ExprKind::Code(other), to(&before, &after))
            })
            .into_iter()
            .collect(),
        ExprKind::Number(number) => moved(number, &expr.ty, &short(sources, expr))
            .into_iter()
            .map(|(number, what)| change(ExprKind::Number(number), what))
            .collect(),
        _ => Vec::new(),
    }
}

/// The most that a message shows of an expression.
const LONGEST: usize = 60;

fn short(sources: &Sources, expr: &Expr) -> String {
    let text = written(sources, expr.span);
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// A list without one of its members, for each.
fn without_each(
    of: &[ExprId],
    text: impl Fn(ExprId) -> String,
) -> impl Iterator<Item = (Vec<ExprId>, Said)> {
    // Of the two ends of an `is between` both are written alike.
    let alike =
        of.len() > 1 && of.iter().all(|one| of.first().is_some_and(|it| text(*it) == text(*one)));
    of.iter().enumerate().map(move |(at, one)| {
        let mut rest = of.to_vec();
        rest.remove(at);
        let text = text(*one);
        let what = match alike {
            true => {
                let at = at + 1;
                said!("bound {at} of `{text}` left out", "去掉 `{text}` 的第{at}个界限")
            }
            false => dropped(&text),
        };
        (rest, what)
    })
}

/// The comparison with the limit moved to the other side of it, and the one that looks the other
/// way.
fn other_ops(op: CompareOp) -> &'static [CompareOp] {
    match op {
        CompareOp::Less => &[CompareOp::LessOrEqual, CompareOp::Greater],
        CompareOp::LessOrEqual => &[CompareOp::Less, CompareOp::GreaterOrEqual],
        CompareOp::Greater => &[CompareOp::GreaterOrEqual, CompareOp::Less],
        CompareOp::GreaterOrEqual => &[CompareOp::Greater, CompareOp::LessOrEqual],
        CompareOp::Equal => &[CompareOp::NotEqual],
        CompareOp::NotEqual => &[CompareOp::Equal],
    }
}

fn symbol(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Less => "<",
        CompareOp::LessOrEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterOrEqual => ">=",
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "!=",
    }
}

fn other_sum(op: ArithOp) -> Option<(ArithOp, &'static str, &'static str)> {
    match op {
        ArithOp::Add => Some((ArithOp::Subtract, "+", "-")),
        ArithOp::Subtract => Some((ArithOp::Add, "-", "+")),
        // Of a product in the place of a quotient the unit would be another.
        ArithOp::Multiply | ArithOp::Divide => None,
    }
}

fn other_point(at: SeriesPoint) -> Option<(SeriesPoint, &'static str, &'static str)> {
    match at {
        SeriesPoint::Baseline => Some((SeriesPoint::Target, "baseline of", "target of")),
        SeriesPoint::Target => Some((SeriesPoint::Baseline, "target of", "baseline of")),
        SeriesPoint::First => Some((SeriesPoint::Last, "first of", "last of")),
        SeriesPoint::Last => Some((SeriesPoint::First, "last of", "first of")),
        // Its year is a number of its own.
        SeriesPoint::At(_) => None,
    }
}

fn other_quantifier(quantifier: Quantifier) -> Option<(Quantifier, &'static str, &'static str)> {
    match quantifier {
        Quantifier::Some => Some((Quantifier::Every, "some", "every")),
        Quantifier::Every => Some((Quantifier::Some, "every", "some")),
        Quantifier::No => Some((Quantifier::Some, "no", "some")),
        // Its number is an expression of its own.
        Quantifier::Counted(..) => None,
    }
}

/// Another aggregate of the same values, in the same unit.
fn other_aggregate(op: AggregateOp) -> Option<(AggregateOp, &'static str, &'static str)> {
    match op {
        AggregateOp::Sum => Some((AggregateOp::Max, "sum of", "max of")),
        AggregateOp::Min => Some((AggregateOp::Max, "min of", "max of")),
        AggregateOp::Max => Some((AggregateOp::Min, "max of", "min of")),
        AggregateOp::Mean => Some((AggregateOp::Max, "mean of", "max of")),
        AggregateOp::Count | AggregateOp::Share | AggregateOp::List | AggregateOp::Set => None,
    }
}

/// The next word of a vocabulary.
pub(super) fn other_word(
    program: &Program,
    vocabulary: VocabId,
    word: WordId,
) -> Option<(WordId, &str, &str)> {
    let words = &program.model.vocabulary(vocabulary)?.words;
    let before = words.get(word.0 as usize)?;
    let next = (word.0 as usize + 1) % words.len();
    let after = words.get(next).filter(|after| after.name != before.name)?;
    Some((WordId(u32::try_from(next).ok()?), &before.name, &after.name))
}

/// The next code below the same code, else the one before.
fn sibling(program: &Program, code: CodeId) -> Option<CodeId> {
    let (scheme, row) = program.model.code(code)?;
    let alike = scheme
        .codes_at(row.level)
        .filter(|other| scheme.row(*other).is_some_and(|other| other.parent == row.parent));
    let alike: Vec<CodeId> = alike.collect();
    let at = alike.iter().position(|other| *other == code)?;
    alike.get(at + 1).or_else(|| alike.get(at.checked_sub(1)?)).copied()
}

/// A limit moved to either side: whole numbers, years and dates by one, anything else by a tenth.
pub(super) fn moved(number: &Number, ty: &Type, text: &str) -> Vec<(Number, Said)> {
    let counts = match ty {
        Type::Year | Type::Date => true,
        Type::Number(unit) => *unit == Unit::Number && number.is_integer(),
        _ => false,
    };
    if counts || number.is_zero() {
        let one = Number::from_i64(1);
        let up = (number.add(&one), said!("`{text}` raised by 1", "`{text}` 调高1"));
        let down = (number.sub(&one), said!("`{text}` lowered by 1", "`{text}` 调低1"));
        // Below nothing there is mostly nothing.
        return if number.is_zero() { vec![up] } else { vec![up, down] };
    }
    let by = |tenths: i64| number.mul(&Number::from_digits(i128::from(tenths), 1));
    vec![
        (by(11), said!("`{text}` raised by 10 %", "`{text}` 调高10%")),
        (by(9), said!("`{text}` lowered by 10 %", "`{text}` 调低10%")),
    ]
}
