//! The relations, for any rules and plans.

use std::collections::{BTreeMap, BTreeSet};

use misrule::packs::RuleFile;
use serde_json::Value;

use crate::change::{self, RENAMED, written};
use crate::random::Random;
use crate::world::{Seen, World, assert_same};

pub fn texts(plans: &[Value]) -> Vec<String> {
    plans.iter().map(Value::to_string).collect()
}

/// What hangs on an order on purpose, put in the order of the alphabet: a list is quoted as the plan
/// gives it, and of members that fail alike, and of what is missing, the first is named and
/// pointed at.
fn without_order(seen: &Seen) -> Seen {
    let sorted = |text: &String| {
        let mut words: Vec<&str> = text.split([',', ' ']).collect();
        words.sort_unstable();
        // A list that is cut off quotes other members.
        match text.contains(" more") {
            true => String::new(),
            false => words.join(" "),
        }
    };
    let mut labels: Vec<String> = seen.labels.iter().map(sorted).collect();
    labels.sort();
    let is_open = seen.verdict == "undetermined";
    let has_one_place = seen.verdict == "violated" && seen.labels.len() < 2;
    // Of edges that lead to one end, as of members, the first is pointed at.
    if seen.verdict == "violated" && !has_one_place {
        labels.clear();
    }
    Seen {
        labels,
        values: seen.values.iter().filter(|_| has_one_place).map(sorted).collect(),
        margin: seen.margin.clone().filter(|_| has_one_place),
        message: if is_open { String::new() } else { sorted(&seen.message) },
        place: if has_one_place { seen.place.clone() } else { String::new() },
        ..seen.clone()
    }
}

/// Lists, the keys of objects and plans in another order.
pub fn order_changes_nothing(world: &World, plans: &[Value], together: bool, random: &mut Random) {
    let seen = |plans: &[String]| {
        let mut seen: Vec<Seen> = world.check(plans, together).iter().map(without_order).collect();
        seen.sort();
        seen
    };
    let mut other = plans.to_vec();
    for plan in &mut other {
        change::shuffle_lists(&world.program.model, plan, random);
    }
    let mut other: Vec<String> = other.iter().map(|plan| written(plan, random)).collect();
    change::shuffle(&mut other, random);
    assert_same(&seen(&texts(plans)), &seen(&other), "another order");
}

/// Every key another word.
pub fn names_of_keys_change_nothing_else(world: &World, plans: &[Value]) {
    let before = world.check(&texts(plans), false);
    let mut other = plans.to_vec();
    for plan in &mut other {
        change::rename_keys(&world.program.model, plan);
    }
    let after = world.check(&texts(&other), false);
    let plain = |seen: &Seen| {
        let text = |text: &String| text.replace(RENAMED, "");
        let texts = |texts: &[String]| texts.iter().map(text).collect();
        let mut missing: Vec<String> = texts(&seen.missing);
        missing.sort();
        Seen {
            subjects: texts(&seen.subjects),
            message: text(&seen.message),
            help: seen.help.as_ref().map(text),
            place: text(&seen.place),
            labels: texts(&seen.labels),
            missing,
            values: texts(&seen.values),
            // Made from the keys.
            fingerprint: String::new(),
            ..seen.clone()
        }
    };
    let mut before: Vec<Seen> = before.iter().map(plain).collect();
    let mut after: Vec<Seen> = after.iter().map(plain).collect();
    before.sort();
    after.sort();
    assert_same(&before, &after, "renaming the keys");
}

/// A plan checked alone, and among others.
pub fn other_plans_change_nothing(world: &World, plans: &[Value]) {
    let together = world.check(&texts(plans), false);
    let mut alone: Vec<Seen> =
        plans.iter().flat_map(|plan| world.check(&[plan.to_string()], false)).collect();
    alone.sort();
    assert_same(&alone, &together, "a batch");
}

/// What a verdict may become where evidence is added. A rule whose demand holds is satisfied though
/// it is open whether it applies, and a finding is excepted though it is open whether there is one:
/// more evidence may say so, and never makes a finding of either, nor another of a finding.
fn may_become(verdict: &str) -> &[&str] {
    match verdict {
        "violated" => &["violated"],
        "not applicable" => &["not applicable"],
        "satisfied" => &["satisfied", "not applicable"],
        "excepted" => &["excepted", "satisfied", "not applicable"],
        other => panic!("`{other}` is not decided"),
    }
}

/// Of a share the reference leaves aside that its whole may turn out to be nothing.
fn is_share_of_nothing(seen: &Seen) -> bool {
    seen.missing.iter().any(|why| why.ends_with("there is nothing to take it of"))
        && seen.values.iter().any(|value| value.starts_with("share of "))
}

/// A verdict that is decided with some evidence withheld stands with all of it. Gives how many were
/// decided with less evidence than all.
pub fn evidence_overturns_nothing(
    world: &World,
    plans: &[Value],
    percent: usize,
    random: &mut Random,
) -> usize {
    let mut poorer = plans.to_vec();
    for plan in &mut poorer {
        change::withhold(&world.program.model, plan, percent, random);
    }
    let all = world.check(&texts(plans), false);
    type Key<'a> = (&'a str, &'a str, &'a [String]);
    let verdicts: BTreeMap<Key, &Seen> = all
        .iter()
        .map(|seen| ((seen.plan.as_str(), seen.rule.as_str(), seen.subjects.as_slice()), seen))
        .collect();
    let some = world.check(&texts(&poorer), false);
    let mut decided = 0;
    let is_open = |seen: &Seen| seen.subjects.iter().any(|path| path.contains("[?]"));
    for seen in some.iter().filter(|seen| seen.verdict != "undetermined" && !is_open(seen)) {
        // Where the rule does not apply to a member, it has no subjects within.
        let subjects = (0..=seen.subjects.len()).rev().map(|end| &seen.subjects[..end]);
        let with_all = subjects
            .filter_map(|subjects| verdicts.get(&(&seen.plan, &seen.rule, subjects)))
            .next()
            .unwrap_or_else(|| panic!("no such subject with all the evidence: {seen:#?}"));
        assert!(
            may_become(seen.verdict).contains(&with_all.verdict) || is_share_of_nothing(with_all),
            "{seen:#?}\nwith all the evidence {with_all:#?}"
        );
        decided += 1;
    }
    // A rule without a finding has none with all the evidence, whatever the lists hold then.
    let has_finding = |seen: &&Seen| ["violated", "undetermined"].contains(&seen.verdict);
    let names = |seen: &mut dyn Iterator<Item = &Seen>| -> BTreeSet<(String, String)> {
        let found = seen.filter(has_finding);
        found.map(|seen| (seen.plan.clone(), seen.rule.clone())).collect()
    };
    let before = names(&mut some.iter());
    let after = names(&mut all.iter().filter(|seen| !is_share_of_nothing(seen)));
    if let Some(new) = after.difference(&before).next() {
        panic!(
            "a finding with all the evidence, and none with less: {new:?}\n{}\n{}",
            texts(&poorer).join("\n"),
            texts(plans).join("\n")
        );
    }
    decided
}

/// A rule file in two, at an item in its middle, each with the head of the pack.
pub fn split(file: &RuleFile) -> Vec<RuleFile> {
    let mut items: Vec<String> = Vec::new();
    for line in file.text.lines() {
        // What documents an item stands before it.
        let documents = items
            .last()
            .is_some_and(|item| item.lines().all(|line| line.starts_with("//") || line.is_empty()));
        let begins = line.starts_with(|first: char| first.is_alphabetic())
            || line.starts_with("//") && !documents;
        match items.last_mut() {
            Some(last) if !begins || documents => *last += &format!("\n{line}"),
            _ => items.push(line.to_owned()),
        }
    }
    let is_head = |item: &String| {
        let words = item.lines().filter(|line| !line.starts_with("//"));
        words.clone().any(|line| line.starts_with("pack ") || line.starts_with("use "))
    };
    let (heads, rest): (Vec<String>, Vec<String>) = items.into_iter().partition(is_head);
    // The version of a pack stands once.
    let head = |text: &String| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("version "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let bare: Vec<String> = heads.iter().map(head).collect();
    let (first, second) = rest.split_at(rest.len() / 2);
    [(heads, first, "one"), (bare, second, "two")]
        .into_iter()
        .map(|(heads, items, name)| RuleFile {
            name: file.name.replace(".rule", &format!("-{name}.rule")),
            text: heads.iter().chain(items).map(|item| format!("{item}\n")).collect(),
        })
        .collect()
}
