//! Which rules run, and how grave their violations are.

use crate::base::{Nearest, nearest};
use crate::diagnostic::Severity;
use crate::program::{Program, Rule, RuleId};

/// What a rule's violations count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Severity(Severity),
    /// The rule does not run.
    Off,
}

impl Level {
    pub const NAMES: [&'static str; 4] = ["error", "warning", "note", "off"];

    pub fn from_name(name: &str) -> Option<Level> {
        match name {
            "error" => Some(Level::Severity(Severity::Error)),
            "warning" => Some(Level::Severity(Severity::Warning)),
            "note" => Some(Level::Severity(Severity::Note)),
            "off" => Some(Level::Off),
            _ => None,
        }
    }
}

/// What a person asks for. Patterns are `rule`, `pack/rule`, `pack/*` or any other with `*`, and
/// `aspect:green`.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Empty: all rules.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// The last that fits a rule counts.
    pub level: Vec<(String, Level)>,
}

/// The rules that run, in the order of the program, each with its severity.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub rules: Vec<(RuleId, Severity)>,
    /// Rules that are among those asked for, and that a pack has disabled: they do not run.
    pub disabled: Vec<RuleId>,
    /// Old names that were asked by, each with the full name of the rule now.
    pub renamed: Vec<(String, String)>,
}

/// A pattern that fits no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchRule {
    pub pattern: String,
    /// The rule or aspect that was likely meant.
    pub near: Option<String>,
}

impl Selection {
    /// All rules at the severity of their strength.
    pub fn all(program: &Program) -> Selection {
        let rules = numbered(program).map(|(id, rule)| (id, rule.severity()));
        Selection::without_disabled(program, rules.collect())
    }

    /// The rules of a choice, or every pattern in it that fits no rule.
    pub fn new(program: &Program, choice: &Choice) -> Result<Selection, Vec<NoSuchRule>> {
        let (choice, renamed) = by_new_names(program, choice);
        let levels = choice.level.iter().map(|(pattern, _)| pattern);
        let unknown: Vec<NoSuchRule> = choice
            .select
            .iter()
            .chain(&choice.ignore)
            .chain(levels)
            .filter(|pattern| !program.rules.iter().any(|rule| fits(pattern, rule)))
            .map(|pattern| no_such_rule(pattern, program))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let any = |patterns: &[String], rule| patterns.iter().any(|pattern| fits(pattern, rule));
        let chosen = numbered(program)
            .filter(|(_, rule)| choice.select.is_empty() || any(&choice.select, rule))
            .filter(|(_, rule)| !any(&choice.ignore, rule))
            .filter_map(|(id, rule)| {
                let level = choice.level.iter().rev().find(|(pattern, _)| fits(pattern, rule));
                match level.map(|(_, level)| *level) {
                    None => Some((id, rule.severity())),
                    Some(Level::Severity(severity)) => Some((id, severity)),
                    Some(Level::Off) => None,
                }
            });
        let selection = Selection::without_disabled(program, chosen.collect());
        Ok(Selection { renamed, ..selection })
    }

    fn without_disabled(program: &Program, rules: Vec<(RuleId, Severity)>) -> Selection {
        let is_disabled =
            |id: &RuleId| program.rule(*id).is_some_and(|rule| rule.disabled.is_some());
        let disabled = rules.iter().map(|(id, _)| *id).filter(is_disabled).collect();
        let rules = rules.into_iter().filter(|(id, _)| !is_disabled(id)).collect();
        Selection { rules, disabled, renamed: Vec::new() }
    }
}

/// The rule that once had a name, where no rule has it now.
pub fn renamed<'p>(name: &str, program: &'p Program) -> Option<&'p Rule> {
    if program.rules.iter().any(|rule| fits(name, rule)) {
        return None;
    }
    program.rules.iter().find(|rule| match name.contains('/') {
        true => rule.former_name().as_deref() == Some(name),
        false => rule.formerly.as_deref() == Some(name),
    })
}

/// A choice with the names that rules have now in the place of old ones, and which these are.
fn by_new_names(program: &Program, choice: &Choice) -> (Choice, Vec<(String, String)>) {
    let mut old = Vec::new();
    let mut new = |pattern: &String| match renamed(pattern, program) {
        Some(rule) => {
            let name = rule.full_name();
            if old.iter().all(|(known, _)| known != pattern) {
                old.push((pattern.clone(), name.clone()));
            }
            name
        }
        None => pattern.clone(),
    };
    let choice = Choice {
        select: choice.select.iter().map(&mut new).collect(),
        ignore: choice.ignore.iter().map(&mut new).collect(),
        level: choice.level.iter().map(|(pattern, level)| (new(pattern), *level)).collect(),
    };
    (choice, old)
}

fn numbered(program: &Program) -> impl Iterator<Item = (RuleId, &Rule)> {
    (0..).map(RuleId).zip(&program.rules)
}

const ASPECT: &str = "aspect:";

/// Whether a pattern names a rule.
pub fn fits(pattern: &str, rule: &Rule) -> bool {
    if let Some(aspect) = pattern.strip_prefix(ASPECT) {
        return rule.aspect.as_deref().is_some_and(|own| matches(aspect, own));
    }
    match pattern.contains('/') {
        true => matches(pattern, &rule.full_name()),
        false => matches(pattern, &rule.name),
    }
}

/// Whether a pattern with `*` for any characters fits a whole name.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or("");
    for part in parts {
        // The earliest place leaves most for the parts that follow.
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(last)
}

fn no_such_rule(pattern: &str, program: &Program) -> NoSuchRule {
    let names: Vec<String> = match (pattern.strip_prefix(ASPECT), pattern.contains('/')) {
        (Some(_), _) => {
            let aspects = program.rules.iter().filter_map(|rule| rule.aspect.as_ref());
            aspects.map(|aspect| format!("{ASPECT}{aspect}")).collect()
        }
        (None, true) => program.rules.iter().map(Rule::full_name).collect(),
        (None, false) => program.rules.iter().map(|rule| rule.name.clone()).collect(),
    };
    let near = match nearest(pattern, names.iter().map(String::as_str)) {
        Nearest::One(name) => Some(name.to_owned()),
        Nearest::None => None,
    };
    NoSuchRule { pattern: pattern.to_owned(), near }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        let fitting = [
            ("few-priorities", "few-priorities"),
            ("sheng2023/*", "sheng2023/few-priorities"),
            ("*", ""),
            ("*-gap-*", "no-gap-left"),
            ("a*b*a", "abba"),
            ("a**", "a"),
        ];
        for (pattern, name) in fitting {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("few", "few-priorities"), ("a*a", "a"), ("*b", "ba"), ("", "a")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
