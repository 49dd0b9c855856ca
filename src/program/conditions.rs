//! The conditions of a rule: what is true, false or unknown on the way to a verdict.

use super::{Exception, ExprId, ExprKind, Program, Rule, Step};

/// What a condition is in its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Where,
    When,
    Demand,
    Exception,
    /// A part of another condition: an operand, or what is asked of each member of a list.
    Part,
}

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub role: Role,
    pub expr: ExprId,
    /// How many conditions it is a part of.
    pub depth: usize,
}

/// The conditions of a rule and their parts, each once, a part behind what it is a part of. What a
/// condition is the mere opposite of, and the two ends of an `is between`, are no parts.
pub fn conditions(program: &Program, rule: &Rule) -> Vec<Condition> {
    let mut found = Vec::new();
    for step in &rule.steps {
        match step {
            Step::For { filter, .. } => {
                filter.iter().for_each(|filter| add(program, Role::Where, *filter, &mut found));
            }
            Step::When(condition) => add(program, Role::When, *condition, &mut found),
            Step::Let(_) => {}
        }
    }
    add(program, Role::Demand, rule.demand.condition, &mut found);
    of_exceptions(program, &rule.exceptions, &mut found);
    found
}

fn of_exceptions(program: &Program, exceptions: &[Exception], found: &mut Vec<Condition>) {
    for exception in exceptions {
        add(program, Role::Exception, exception.condition, found);
        of_exceptions(program, &exception.exceptions, found);
    }
}

fn add(program: &Program, role: Role, expr: ExprId, found: &mut Vec<Condition>) {
    let mut waiting = vec![Condition { role, expr, depth: 0 }];
    while let Some(condition) = waiting.pop() {
        if found.iter().any(|known| known.expr == condition.expr) {
            continue;
        }
        let parts = parts(program, condition.expr).into_iter().rev();
        let depth = condition.depth + 1;
        waiting.extend(parts.map(|expr| Condition { role: Role::Part, expr, depth }));
        found.push(condition);
    }
}

/// The conditions that a condition is made of, and those it asks of each member of a list.
pub fn parts(program: &Program, condition: ExprId) -> Vec<ExprId> {
    let Some(expr) = program.expr(condition) else { return Vec::new() };
    let of = match &expr.kind {
        ExprKind::And(of) | ExprKind::Or(of) | ExprKind::CountOf { of, .. } => of.clone(),
        ExprKind::Not(inner) => return parts(program, *inner),
        ExprKind::Quantified { filter, body, .. } => {
            filter.iter().copied().chain([*body]).collect()
        }
        _ => Vec::new(),
    };
    let is_whole = |id: &ExprId| program.expr(*id).is_some_and(|part| part.span == expr.span);
    if of.iter().all(is_whole) { Vec::new() } else { of }
}
