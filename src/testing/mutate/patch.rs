//! One place of a program changed, and put back.

use crate::program::{
    Exception, ExprId, ExprKind, ParameterId, ParameterValue, Program, Rule, RuleId, Step,
};

/// What is changed.
#[derive(Clone, Debug)]
pub(super) enum Patch {
    /// An expression becomes another.
    Expr(ExprId, ExprKind),
    Parameter(ParameterId, ParameterValue),
    /// A step of a rule loses its condition.
    Step(RuleId, usize),
    /// A rule loses an exception: its index, below that of the exception it is one to.
    Exception(RuleId, Vec<usize>),
}

/// What was there before.
pub(super) enum Before {
    Expr(ExprId, ExprKind),
    Parameter(ParameterId, ParameterValue),
    Rule(RuleId, Box<Rule>),
}

impl Patch {
    /// Changes the program; none where it has no such place.
    pub(super) fn apply(&self, program: &mut Program) -> Option<Before> {
        match self {
            Patch::Expr(id, kind) => {
                let expr = program.exprs.get_mut(id.0 as usize)?;
                Some(Before::Expr(*id, std::mem::replace(&mut expr.kind, kind.clone())))
            }
            Patch::Parameter(id, value) => {
                let parameter = program.parameters.get_mut(usize::from(id.0))?;
                let before = std::mem::replace(&mut parameter.value, value.clone());
                Some(Before::Parameter(*id, before))
            }
            Patch::Step(id, at) => {
                let rule = program.rules.get_mut(id.0 as usize)?;
                let before = Box::new(rule.clone());
                match rule.steps.get_mut(*at)? {
                    Step::For { filter, .. } => *filter = None,
                    Step::When(_) => {
                        rule.steps.remove(*at);
                    }
                    Step::Let(_) => return None,
                }
                Some(Before::Rule(*id, before))
            }
            Patch::Exception(id, path) => {
                let rule = program.rules.get_mut(id.0 as usize)?;
                let before = Box::new(rule.clone());
                remove(&mut rule.exceptions, path)?;
                Some(Before::Rule(*id, before))
            }
        }
    }
}

fn remove(exceptions: &mut Vec<Exception>, path: &[usize]) -> Option<()> {
    let (at, below) = path.split_first()?;
    if below.is_empty() {
        (*at < exceptions.len()).then(|| exceptions.remove(*at)).map(|_| ())
    } else {
        remove(&mut exceptions.get_mut(*at)?.exceptions, below)
    }
}

impl Before {
    pub(super) fn restore(self, program: &mut Program) {
        match self {
            Before::Expr(id, kind) => {
                if let Some(expr) = program.exprs.get_mut(id.0 as usize) {
                    expr.kind = kind;
                }
            }
            Before::Parameter(id, value) => {
                if let Some(parameter) = program.parameters.get_mut(usize::from(id.0)) {
                    parameter.value = value;
                }
            }
            Before::Rule(id, rule) => {
                if let Some(place) = program.rules.get_mut(id.0 as usize) {
                    *place = *rule;
                }
            }
        }
    }
}
