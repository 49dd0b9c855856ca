//! Random rules and plans.

use misrule::packs::RuleFile;
use serde_json::Value;

use crate::draw;
use crate::plan;
use crate::random::Random;
use crate::relations::{self, texts};
use crate::toy::{MODEL, TREE};
use crate::world::{World, assert_same, load};
use crate::write;

struct Drawn {
    files: Vec<RuleFile>,
    plans: Vec<Value>,
}

fn companion(_: &str, name: &str) -> Option<String> {
    (name == "tree.csv").then(|| TREE.to_owned())
}

impl Drawn {
    fn load(&self) -> World {
        load(&self.files, false, &companion, &[])
    }
}

/// Rules that name no member by its key where `keyed` is false.
fn drawn(random: &mut Random, rules: usize, plans: usize, keyed: bool) -> Drawn {
    let mut texts = Vec::new();
    while texts.len() < rules {
        let text = write::rule(&format!("r{}", texts.len()), &draw::rule(random));
        if keyed || !text.text.contains("plan.items[") {
            texts.push(text.text);
        }
    }
    let file = RuleFile { name: "toy.rule".into(), text: format!("{MODEL}\n{}", texts.join("\n")) };
    let plans = (0..plans).map(|at| {
        let plan = plan::plan(random, false).json(&format!("p{at}"));
        serde_json::from_str(&plan).unwrap()
    });
    Drawn { plans: plans.collect(), files: vec![file] }
}

#[test]
fn order_changes_nothing() {
    let mut random = Random(11);
    let drawn = drawn(&mut random, 60, 40, true);
    relations::order_changes_nothing(&drawn.load(), &drawn.plans, false, &mut random);
}

#[test]
fn names_of_keys_change_nothing_else() {
    let drawn = drawn(&mut Random(12), 60, 40, false);
    relations::names_of_keys_change_nothing_else(&drawn.load(), &drawn.plans);
}

/// More plans than one batch takes.
#[test]
fn other_plans_change_nothing() {
    let drawn = drawn(&mut Random(13), 30, 150, true);
    relations::other_plans_change_nothing(&drawn.load(), &drawn.plans);
}

#[test]
fn evidence_overturns_nothing() {
    let mut random = Random(14);
    let drawn = drawn(&mut random, 60, 40, true);
    let world = drawn.load();
    for percent in [3, 10, 30] {
        let decided =
            relations::evidence_overturns_nothing(&world, &drawn.plans, percent, &mut random);
        assert!(decided > 500, "only {decided} decided");
    }
}

#[test]
fn files_are_nothing_but_places_of_items() {
    let drawn = drawn(&mut Random(15), 60, 40, true);
    let plans = texts(&drawn.plans);
    let before = drawn.load().check(&plans, false);
    let mut halves: Vec<RuleFile> = drawn.files.iter().flat_map(relations::split).collect();
    halves.reverse();
    let after = load(&halves, false, &companion, &[]).check(&plans, false);
    assert_same(&before, &after, "splitting the file");
}
