//! Findings must agree, rule by rule and place by place, or there are no figures.

use std::collections::BTreeSet;

use crate::engine::Found;
use crate::floor::Violation;
use crate::generate::RULES;

/// What somebody finds in all plans.
pub fn told<E: std::fmt::Display>(
    texts: &[String],
    mut check: impl FnMut(&str) -> Result<Vec<Violation>, E>,
) -> Result<Vec<Found>, String> {
    let mut all = Vec::new();
    for (plan, text) in texts.iter().enumerate() {
        let found = check(text).map_err(|error| format!("plan {plan}: {error}"))?;
        all.extend(found.into_iter().map(|violation| (plan, violation)));
    }
    all.sort();
    Ok(all)
}

/// An error where one found what the other did not.
pub fn same(ours: &[Found], theirs: &[Found], who: &str) -> Result<(), String> {
    let (ours, theirs) = (BTreeSet::from_iter(ours), BTreeSet::from_iter(theirs));
    let say = |(plan, violation): &&Found| {
        format!("  plan {plan}: {} at `{}`", RULES[violation.rule], violation.subject)
    };
    let only_ours: Vec<String> = ours.difference(&theirs).take(10).map(say).collect();
    let only_theirs: Vec<String> = theirs.difference(&ours).take(10).map(say).collect();
    if only_ours.is_empty() && only_theirs.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the findings do not agree.\nOnly Misrule finds:\n{}\nOnly {who} finds:\n{}",
        only_ours.join("\n"),
        only_theirs.join("\n")
    ))
}

/// An error where a rule fires nowhere, or on every plan.
pub fn all_fire(found: &[Found], plans: usize) -> Result<(), String> {
    for (rule, name) in RULES.iter().enumerate() {
        let on: BTreeSet<usize> =
            found.iter().filter(|(_, it)| it.rule == rule).map(|(plan, _)| *plan).collect();
        if on.is_empty() || on.len() == plans {
            return Err(format!("`{name}` fires on {} of {plans} plans", on.len()));
        }
    }
    Ok(())
}

/// Plans with gaps may not turn round what the same plans say in full: a violation in spite of
/// gaps is one without them, and one without them is not lost but undecided. The rule that asks
/// whether something is stated is apart: leaving out is what it looks for.
pub fn gaps_only_hide(full: &[Found], gapped: &[Found], undecided: &[Found]) -> Result<(), String> {
    let counts = |found: &&Found| RULES[found.1.rule] != "criteria-are-given";
    let full_set: BTreeSet<&Found> = full.iter().collect();
    if let Some((plan, it)) = gapped.iter().filter(counts).find(|it| !full_set.contains(it)) {
        let rule = RULES[it.rule];
        return Err(format!("plan {plan} with gaps: {rule} at `{}` is new", it.subject));
    }
    let told: BTreeSet<&Found> = gapped.iter().chain(undecided).collect();
    if let Some((plan, it)) = full.iter().filter(counts).find(|it| !told.contains(it)) {
        let rule = RULES[it.rule];
        return Err(format!("plan {plan} with gaps: {rule} at `{}` is lost", it.subject));
    }
    Ok(())
}
