//! Demands that ask too little, and messages that tell too little.

use rustc_hash::FxHashSet;

use super::Desk;
use super::keys::{Key, all_below, holes};
use super::logic::Logic;
use super::silence::Silence;
use crate::base::Truth;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Rule, Scope, Type};

impl<'a> Desk<'a> {
    pub(super) fn demands(&mut self, logic: &mut Logic<'a>) {
        let mut advice = Vec::new();
        for rule in self.given_rules() {
            advice.extend(presence_only(logic, rule));
            advice.extend(default_decides(logic, rule));
            advice.extend(partial_message(logic, rule));
            advice.extend(reads_plans(logic, rule));
        }
        self.advice.extend(advice);
    }
}

/// A demand all of whose conditions, those of the lists it goes through included, ask whether
/// something is said, or read a boolean.
fn presence_only(logic: &Logic, rule: &Rule) -> Option<Diagnostic> {
    let mut waiting = vec![rule.demand.condition];
    let mut asked = false;
    while let Some(id) = waiting.pop() {
        let expr = logic.program.expr(id)?;
        match &expr.kind {
            ExprKind::IsStated(_) | ExprKind::IsEmpty(_) => asked = true,
            ExprKind::Field { .. } if expr.ty == Type::Truth => asked = true,
            ExprKind::Truth(_) => {}
            ExprKind::Not(of) => waiting.push(*of),
            ExprKind::And(of) | ExprKind::Or(of) | ExprKind::CountOf { of, .. } => {
                waiting.extend(of);
            }
            ExprKind::Quantified { filter, body, .. } => {
                waiting.extend(filter.iter().chain([body]));
            }
            _ => return None,
        }
    }
    asked.then(|| {
        Diagnostic::warning(
            Code::PresenceOnly,
            said!(
                "this demand asks only whether something is said",
                "此要求只问是否写明，不问写了什么"
            ),
        )
        .at(rule.demand.span)
        .with_help(said!(
            "ask for what is said as well: a figure, a date, a word",
            "同时要求写明的内容：数值、日期或词语"
        ))
    })
}

fn default_decides(logic: &mut Logic, rule: &Rule) -> Option<Diagnostic> {
    let demand = rule.demand.condition;
    let by_default = Silence::new(logic, true).truth(demand);
    if !by_default.is_known() || Silence::new(logic, false).truth(demand).is_known() {
        return None;
    }
    let message = match by_default {
        Truth::True => {
            said!(
                "a plan that is silent meets this demand by a default",
                "规划未作说明时，仅凭默认值即满足此要求"
            )
        }
        Truth::False | Truth::Unknown => {
            said!(
                "a plan that is silent fails this demand by a default",
                "规划未作说明时，仅凭默认值即违反此要求"
            )
        }
    };
    let program = logic.program;
    let read = all_below(program, [demand]);
    let field = read.into_iter().find_map(|id| match &program.expr(id)?.kind {
        ExprKind::Field { base, field } => {
            logic.field(*base, *field).filter(|field| field.default.is_some())
        }
        _ => None,
    });
    let diagnostic = Diagnostic::warning(Code::DefaultDecides, message).at(rule.demand.span);
    Some(match field {
        Some(field) => {
            let name = &field.name;
            diagnostic.label(field.span, said!("the default", "默认值")).with_help(said!(
                "write `{name}?:` without a default: silence then stays open",
                "写作 `{name}?:`，不设默认值：未说明者则保持未定"
            ))
        }
        None => diagnostic,
    })
}

/// A message that reads something of one condition that can fail, and nothing of another.
fn partial_message(logic: &mut Logic, rule: &Rule) -> Option<Diagnostic> {
    let message = rule.demand.otherwise.as_ref()?;
    let silent = rule.demand.clauses.iter().filter(|clause| clause.otherwise.is_none());
    let mut conditions: Vec<ExprId> = silent.map(|clause| clause.condition).collect();
    let mut alone = Vec::new();
    while let Some(id) = conditions.pop() {
        match logic.kind(id) {
            Some(ExprKind::And(of)) if !is_between(logic, id) => conditions.extend(of),
            _ => alone.push(id),
        }
    }
    alone.reverse();
    let told = read_by(logic, holes(&message.first));
    let told_of: Vec<bool> =
        alone.iter().map(|id| !told.is_disjoint(&read_by(logic, [*id]))).collect();
    let untold = alone.iter().zip(&told_of).find(|(_, told)| !**told).map(|(id, _)| *id)?;
    if !told_of.contains(&true) {
        return None;
    }
    let place = logic.program.expr(untold)?.span;
    Some(
        Diagnostic::warning(
            Code::PartialMessage,
            said!(
                "this message reads nothing of one of the conditions that can fail",
                "此提示语没有提到可能不满足的一项条件"
            ),
        )
        .at(message.first.span)
        .label(place, said!("this one", "即此项"))
        .with_help(said!(
            "list the conditions in `all of (…)`, and give each its own `otherwise`",
            "用 `all of (…)` 列出各项条件，并为每项写明 `otherwise`"
        )),
    )
}

/// `x is between A and B` is two comparisons of one place.
fn is_between(logic: &Logic, id: ExprId) -> bool {
    let span = |id: ExprId| logic.program.expr(id).map(|expr| expr.span);
    match logic.kind(id) {
        Some(ExprKind::And(of)) => of.iter().all(|one| span(*one) == span(id)),
        _ => false,
    }
}

/// The fields that some expressions read, but for those that only lead to another one.
fn read_by(logic: &mut Logic, roots: impl IntoIterator<Item = ExprId>) -> FxHashSet<Key> {
    let program = logic.program;
    let read = all_below(program, roots);
    let kind = |id: ExprId| program.expr(id).map(|expr| &expr.kind);
    let leads_on: FxHashSet<ExprId> = read
        .iter()
        .filter_map(|id| match kind(*id)? {
            ExprKind::Field { base, .. } => Some(*base),
            ExprKind::Keyed { list, .. } => Some(*list),
            _ => None,
        })
        .collect();
    let fields = read.iter().filter(|id| {
        let is_field = matches!(kind(**id), Some(ExprKind::Field { .. } | ExprKind::Keyed { .. }));
        is_field && !leads_on.contains(id)
    });
    fields.map(|id| logic.keys.of(program, *id)).collect()
}

fn reads_plans(logic: &Logic, rule: &Rule) -> Option<Diagnostic> {
    if rule.scope == Scope::Portfolio {
        return None;
    }
    let program = logic.program;
    let mut roots = super::keys::conditions_of(rule);
    roots.push(rule.demand.condition);
    roots.extend(rule.steps.iter().filter_map(|step| match step {
        crate::program::Step::For { generator, .. } => Some(generator.list),
        crate::program::Step::Let(named) => Some(named.value),
        crate::program::Step::When(_) => None,
    }));
    let reads = |id: &ExprId| matches!(program.expr(*id).map(|it| &it.kind), Some(ExprKind::Plans));
    let place = all_below(program, roots).into_iter().find(reads)?;
    Some(
        Diagnostic::warning(
            Code::ReadsPlans,
            said!("a rule about one plan reads `plans`", "针对单个规划的规则读取了 `plans`"),
        )
        .at(program.expr(place)?.span)
        .with_note(said!(
            "without a portfolio `plans` holds the plan alone, and may hold others",
            "没有规划集合时，`plans` 只含该规划本身，且视为可能还有其他规划"
        ))
        .with_help(said!("write `portfolio rule`", "请写 `portfolio rule`")),
    )
}
