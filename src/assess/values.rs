//! The values behind a verdict: a line each, and the distance from the limit.

use super::finding::{Amount, MarginText};
use super::message::limit_of;
use super::show::Show;
use crate::base::Sources;
use crate::evaluate::{Explanation, Margin, Reading, Value};
use crate::program::{CompareOp, Expr, ExprKind};
use crate::quantity::{Bound, Range, ScaledUnit, Unit};

/// An expression longer than this is called by its name, where it has one.
const LONGEST_SOURCE: usize = 48;

/// `count of plan.priorities = 11`, `priority_limit = 8 (parameter: …)`, then `3 too many`.
pub(super) fn value_lines(
    explanation: &Explanation,
    show: &Show,
    sources: &Sources,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // The last line of what the margin is about, which says the distance.
    let mut own = None;
    let margin = explanation.margin.as_ref();
    for reading in &explanation.values {
        let Some(expr) = show.program.expr(reading.expr) else { continue };
        let text = line(reading, expr, margin, show, sources);
        if repeats_itself(reading, &text) {
            continue;
        }
        let at = add(text, &mut lines);
        if margin.is_some_and(|it| [it.left, it.right].contains(&reading.expr)) {
            own = own.max(Some(at));
        }
    }
    if let Some(margin) = margin {
        own = own.max(compared(margin, explanation, show, sources, &mut lines));
    }
    if let Some(distance) = margin.and_then(|margin| distance(margin, show)) {
        match own.and_then(|at| lines.get_mut(at)) {
            Some(line) => {
                line.push_str(show.language.pick(": ", "："));
                line.push_str(&distance);
            }
            None => lines.push(distance),
        }
    }
    lines
}

/// Whether a line names a record by the field it stands in: `plan.food = food` says nothing.
fn repeats_itself(reading: &Reading, line: &str) -> bool {
    let is_record = matches!(reading.value, Value::Record { .. });
    let sides = line.split_once(" = ").filter(|_| is_record);
    sides.is_some_and(|(name, value)| name.rsplit('.').next() == Some(value))
}

/// Adds a line that is not there yet, and says where it stands.
fn add(line: String, lines: &mut Vec<String>) -> usize {
    if let Some(at) = lines.iter().position(|known| *known == line) {
        return at;
    }
    lines.push(line);
    lines.len() - 1
}

/// The sides of the comparison that the margin is of, where they are not among the values already
/// and are no numbers that the rule itself states. Gives the place of the last.
fn compared(
    margin: &Margin,
    explanation: &Explanation,
    show: &Show,
    sources: &Sources,
    lines: &mut Vec<String>,
) -> Option<usize> {
    let mut last = None;
    for (side, range) in [(margin.left, &margin.value), (margin.right, &margin.limit)] {
        let known = explanation.values.iter().any(|reading| reading.expr == side);
        let Some(expr) = show.program.expr(side).filter(|_| !known) else { continue };
        if matches!(expr.kind, ExprKind::Number(_) | ExprKind::Scale { .. }) {
            continue;
        }
        let unit = ScaledUnit::from(margin.unit.clone());
        let value = show.number(range, unit, limit_of(side, margin));
        last = last.max(Some(add(format!("{} = {value}", name_of(expr, sources)), lines)));
    }
    last
}

/// A value with its name before it; a number is shown on the true side of what it was compared
/// with.
pub(super) fn line(
    reading: &Reading,
    expr: &Expr,
    margin: Option<&Margin>,
    show: &Show,
    sources: &Sources,
) -> String {
    let limit = margin.and_then(|margin| limit_of(reading.expr, margin));
    let value = match (&reading.value, limit) {
        (Value::Number(range, unit), limit) => {
            show.number(range, ScaledUnit::from(unit.clone()), limit)
        }
        (other, _) => show.value(other, None, None),
    };
    if let ExprKind::Parameter(id) | ExprKind::ParameterAt { parameter: id, .. } = expr.kind
        && let Some(parameter) = show.program.parameter(id)
    {
        // Why it is what it is, in short: up to the first semicolon. `explain` gives it whole.
        let because = parameter.because.as_ref().map_or("", |text| text.pick(show.language));
        let because = because.split([';', '；']).next().unwrap_or("").trim();
        let set = parameter.overridden.is_some();
        let by = parameter.set_by.as_deref();
        let note = show.words().parameter(set, by, if set { "" } else { because });
        let year = reading.year.filter(|_| !set);
        let at = year.map_or_else(String::new, |year| format!(" at {year}"));
        return format!("{}{at} = {value}{note}", parameter.name);
    }
    let joined = match reading.value {
        Value::Path { .. } => show.language.pick(": ", "："),
        _ => " = ",
    };
    format!("{}{joined}{value}", name_of(expr, sources))
}

/// An expression as it is written, on one line, else the name it was given.
pub(super) fn name_of(expr: &Expr, sources: &Sources) -> String {
    let written = sources.slice(expr.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let written = without_parentheses(&written).to_owned();
    match &expr.named {
        Some(name) if written.is_empty() || written.chars().count() > LONGEST_SOURCE => {
            name.clone()
        }
        _ => written,
    }
}

/// `(count of xs)` as `count of xs`; `(a) / (b)` as it is.
fn without_parentheses(text: &str) -> &str {
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return text;
    };
    let mut depth = 0usize;
    for c in inner.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return text,
            ')' => depth -= 1,
            _ => {}
        }
    }
    inner
}

fn distance(margin: &Margin, show: &Show) -> Option<String> {
    let difference = margin.difference.exact_value()?;
    if difference.is_zero() || !margin.failed {
        return None;
    }
    let text = show.number(&margin.difference, ScaledUnit::from(difference_unit(margin)), None);
    let counts = margin.unit == Unit::Number && difference.is_integer();
    Some(match margin.op {
        CompareOp::Less | CompareOp::LessOrEqual => show.words().too_much(&text, counts),
        CompareOp::Greater | CompareOp::GreaterOrEqual => show.words().short(&text),
        CompareOp::Equal => show.words().apart(&text),
        CompareOp::NotEqual => return None,
    })
}

/// The difference of percentages is in percentage points.
fn difference_unit(margin: &Margin) -> Unit {
    match margin.unit {
        Unit::Percent => Unit::PercentagePoint,
        ref unit => unit.clone(),
    }
}

/// The margin for machines: exact, the unit apart.
pub(super) fn margin_text(margin: &Margin, show: &Show) -> MarginText {
    MarginText {
        value: amount(&margin.value),
        limit: amount(&margin.limit),
        difference: amount(&margin.difference),
        unit: show.unit(&margin.unit),
    }
}

fn amount(range: &Range) -> Amount {
    let end = |bound: &Bound| bound.number().map(ToString::to_string);
    match range.exact_value() {
        Some(number) => Amount::Exact(number.to_string()),
        None => Amount::Between { from: end(range.lo()), to: end(range.hi()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parentheses_around_the_whole_are_taken_off() {
        assert_eq!(without_parentheses("(count of xs)"), "count of xs");
        assert_eq!(without_parentheses("(a) / (b)"), "(a) / (b)");
        assert_eq!(without_parentheses("((a) / (b))"), "(a) / (b)");
    }
}
