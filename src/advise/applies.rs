//! Conditions that come out the same whatever a plan says: rules that never apply, demands that
//! nothing fails or nothing meets, exceptions that never hold, parts that decide nothing.

use super::Desk;
use super::keys::{all_below, conditions_of};
use super::logic::{Goal, Logic};
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Exception, ExprId, ExprKind, Rule, Step, Type};

impl<'a> Desk<'a> {
    pub(super) fn decided(&mut self, logic: &mut Logic<'a>) {
        let program = self.rules.program;
        let mut advice = Vec::new();
        for rule in self.given_rules() {
            let conditions = conditions_of(rule);
            let applies: Vec<Goal> = conditions.iter().map(|one| (*one, true)).collect();
            let demand = rule.demand.condition;
            let mut told: Vec<ExprId> = Vec::new();
            if !logic.possible(&applies) {
                told.extend(&conditions);
                advice.push(never_applies(logic, rule, &conditions));
            } else {
                let with = |value: bool| [applies.as_slice(), &[(demand, value)]].concat();
                if !logic.possible(&with(false)) {
                    told.push(demand);
                    advice.push(always_true(logic, rule));
                } else if !logic.possible(&with(true)) {
                    told.push(demand);
                    advice.push(
                        Diagnostic::warning(
                            Code::NeverMet,
                            said!("no plan can meet this demand", "没有规划能够满足此要求"),
                        )
                        .at(rule.demand.span)
                        .with_help(CORRECT.said()),
                    );
                }
                for exception in &rule.exceptions {
                    never_holds(logic, &applies, exception, &mut told, &mut advice);
                }
            }
            let roots = conditions.iter().chain([&demand]).copied();
            let roots = roots.chain(exceptions_of(rule).map(|it| it.condition));
            let lets = rule.steps.iter().filter_map(|step| match step {
                Step::Let(named) => Some(named.value),
                _ => None,
            });
            let below: Vec<ExprId> = roots.chain(lets).collect();
            for id in all_below(program, below) {
                self.parts_of(logic, rule, id, &told, &mut advice);
            }
        }
        self.advice.extend(advice);
    }

    /// The operands of an `and` or `or`, and the conditions of quantifiers and aggregates, that
    /// are written in the rule or its exceptions and are decided by themselves.
    fn parts_of(
        &self,
        logic: &mut Logic<'a>,
        rule: &Rule,
        id: ExprId,
        told: &[ExprId],
        advice: &mut Vec<Diagnostic>,
    ) {
        let Some(expr) = self.rules.program.expr(id).filter(|_| !told.contains(&id)) else {
            return;
        };
        let parts: Vec<ExprId> = match &expr.kind {
            ExprKind::And(of) | ExprKind::Or(of) => of.clone(),
            ExprKind::Quantified { filter, body, .. } => {
                filter.iter().copied().chain([*body]).collect()
            }
            ExprKind::Aggregate { filter, part, .. } => {
                filter.iter().chain(part).copied().collect()
            }
            _ => return,
        };
        for part in parts.into_iter().filter(|part| !told.contains(part)) {
            let Some(of) = self.rules.program.expr(part) else { continue };
            // `is between` is two comparisons in one place; what a define says is its own affair.
            let is_own = of.ty == Type::Truth && of.span != expr.span && self.is_in(rule, of.span);
            if !is_own {
                continue;
            }
            let message = if !logic.possible(&[(part, true)]) {
                said!("this is never true, whatever a plan says", "无论规划如何填写，此处永不成立")
            } else if !logic.possible(&[(part, false)]) {
                said!("this is never false, whatever a plan says", "无论规划如何填写，此处永不为假")
            } else {
                continue;
            };
            advice.push(
                Diagnostic::warning(Code::DecidedPart, message)
                    .at(of.span)
                    .with_help(CORRECT.said()),
            );
        }
    }

    /// Whether a place is in a rule or one of its exceptions.
    fn is_in(&self, rule: &Rule, place: Span) -> bool {
        let mut items = std::iter::once(rule.span).chain(exceptions_of(rule).map(|it| it.span));
        items.any(|item| holds(item, place))
    }
}

pub(super) fn holds(item: Span, place: Span) -> bool {
    item.file == place.file && item.start <= place.start && place.end <= item.end
}

/// All exceptions below a rule, those to exceptions included.
fn exceptions_of(rule: &Rule) -> impl Iterator<Item = &Exception> {
    let mut waiting: Vec<&Exception> = rule.exceptions.iter().collect();
    std::iter::from_fn(move || {
        let next = waiting.pop()?;
        waiting.extend(&next.exceptions);
        Some(next)
    })
}

struct Advised {
    en: &'static str,
    zh: &'static str,
}

const CORRECT: Advised = Advised {
    en: "correct the word or the limit that is not meant, or take the condition out",
    zh: "改正写错的词语或限值，或删去此条件",
};

impl Advised {
    fn said(&self) -> Said {
        Said::new(self.en, self.zh)
    }
}

fn never_applies(logic: &mut Logic, rule: &Rule, conditions: &[ExprId]) -> Diagnostic {
    let alone = conditions.iter().copied().find(|one| !logic.possible(&[(*one, true)]));
    let place = |id: ExprId| logic.program.expr(id).map(|expr| expr.span);
    let name = &rule.name;
    match alone.and_then(place) {
        Some(span) => Diagnostic::warning(
            Code::NeverApplies,
            said!(
                "`{name}` can never apply: this is never true",
                "`{name}` 永远不会适用：此条件永不成立"
            ),
        )
        .at(span),
        None => {
            let message = said!(
                "`{name}` can never apply: its conditions are never true together",
                "`{name}` 永远不会适用：其各项条件不可能同时成立"
            );
            let spans: Vec<Span> = conditions.iter().copied().filter_map(place).collect();
            spans.into_iter().fold(Diagnostic::warning(Code::NeverApplies, message), Diagnostic::at)
        }
    }
    .with_help(CORRECT.said())
}

fn always_true(logic: &mut Logic, rule: &Rule) -> Diagnostic {
    let message = said!("no plan can fail this demand", "没有规划会违反此要求");
    let diagnostic = Diagnostic::warning(Code::AlwaysTrue, message).at(rule.demand.span);
    let outcomes = logic.outcomes(rule.demand.condition);
    // A list left out may hold subjects of which nothing is known.
    let has_subjects = rule.steps.iter().any(|step| matches!(step, Step::For { .. }));
    let diagnostic = match outcomes.can_fail || outcomes.can_be_open || has_subjects {
        true => diagnostic.with_note(said!(
            "where the rule applies, what a plan states meets it; what it leaves out stays undetermined",
            "在规则适用之处，规划写明的内容必然满足此要求；未写明的则无法判定"
        )),
        false => diagnostic.with_note(said!(
            "even a plan that says nothing meets it",
            "即使规划什么也不写，也满足此要求"
        )),
    };
    diagnostic.with_help(CORRECT.said())
}

fn never_holds(
    logic: &mut Logic,
    applies: &[Goal],
    exception: &Exception,
    told: &mut Vec<ExprId>,
    advice: &mut Vec<Diagnostic>,
) {
    let with = [applies, &[(exception.condition, true)]].concat();
    if logic.possible(&with) {
        for below in &exception.exceptions {
            never_holds(logic, &with, below, told, advice);
        }
        return;
    }
    told.push(exception.condition);
    let place = logic.program.expr(exception.condition).map_or(exception.span, |expr| expr.span);
    let name = &exception.name;
    advice.push(
        Diagnostic::warning(
            Code::ExceptionNeverHolds,
            said!(
                "the exception `{name}` never holds where its rule applies",
                "例外 `{name}` 在其规则适用之处永不成立"
            ),
        )
        .at(place)
        .with_help(CORRECT.said()),
    );
}
