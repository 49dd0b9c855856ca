//! What packs change in the rules of packs they use, as a report says it: no rule that is taken
//! out passes in silence.

use super::parameter::parameter_text;
use super::select::Selection;
use crate::base::Language;
use crate::program::{Disabled, Program, Rule};

/// How a thing is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A rule that does not run.
    DisabledRule,
    /// An exception that does not hold.
    DisabledException,
    /// A rule in whose place another stands.
    ReplacedRule,
    /// A parameter that has another value.
    SetParameter,
}

impl ChangeKind {
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::DisabledRule => "disabled rule",
            ChangeKind::DisabledException => "disabled exception",
            ChangeKind::ReplacedRule => "replaced rule",
            ChangeKind::SetParameter => "set parameter",
        }
    }
}

/// A change that a pack makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// The full name of what is changed: `sheng2023/few-priorities`.
    pub name: String,
    /// The pack that changes it.
    pub by: String,
    /// Why, in the words of the pack; empty where it does not say.
    pub because: String,
    /// Of a parameter, the value it has.
    pub value: Option<String>,
}

/// The changes of the rules that were asked for, and of all parameters.
pub(super) fn changes(program: &Program, selection: &Selection, language: Language) -> Vec<Change> {
    let rules = |ids: &[crate::program::RuleId]| {
        ids.iter().filter_map(|id| program.rule(*id)).collect::<Vec<&Rule>>()
    };
    let out = |kind, disabled: &Disabled| Change {
        kind,
        name: disabled.name.clone(),
        by: disabled.by.clone(),
        because: disabled.because.pick(language).to_owned(),
        value: None,
    };
    let disabled = rules(&selection.disabled);
    let mut changes: Vec<Change> = disabled
        .iter()
        .filter_map(|rule| Some(out(ChangeKind::DisabledRule, rule.disabled.as_ref()?)))
        .collect();
    let run: Vec<_> = selection.rules.iter().map(|(id, _)| *id).collect();
    for rule in rules(&run) {
        changes.extend(rule.replaced_by.as_ref().map(|by| Change {
            kind: ChangeKind::ReplacedRule,
            name: rule.full_name(),
            by: by.clone(),
            because: String::new(),
            value: None,
        }));
        let exceptions = rule.disabled_exceptions.iter();
        changes.extend(exceptions.map(|it| out(ChangeKind::DisabledException, it)));
    }
    changes.extend(program.parameters.iter().filter_map(|parameter| {
        let by = parameter.set_by.clone().filter(|_| parameter.overridden.is_none())?;
        let because = parameter.because.as_ref().map_or("", |it| it.pick(language));
        Some(Change {
            kind: ChangeKind::SetParameter,
            name: format!("{}/{}", parameter.pack, parameter.name),
            by,
            because: because.to_owned(),
            value: Some(parameter_text(program, parameter, language)),
        })
    }));
    changes
}
