//! The rulebook that comes with the tool, on its example plans.

use std::fs;
use std::sync::LazyLock;

use misrule::packs::RuleFile;
use serde_json::Value;

use crate::change::shuffle;
use crate::random::Random;
use crate::relations::{self, texts};
use crate::world::{World, assert_same, load};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

static WORLD: LazyLock<World> = LazyLock::new(|| load(&[], true, &|_, _| None, &[]));

/// The plans of some folders of examples.
fn plans(folders: &[&str]) -> Vec<Value> {
    let mut files = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(format!("{ROOT}/examples/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "json")
                && !path.ends_with("portfolio.json")
                && !path.to_string_lossy().contains("-corrected")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 2);
    files
        .iter()
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

#[test]
fn order_changes_nothing() {
    let mut random = Random(1);
    relations::order_changes_nothing(&WORLD, &plans(&["invented", "china"]), false, &mut random);
    relations::order_changes_nothing(&WORLD, &plans(&["invented"]), true, &mut random);
}

#[test]
fn names_of_keys_change_nothing_else() {
    relations::names_of_keys_change_nothing_else(&WORLD, &plans(&["invented", "czech"]));
}

#[test]
fn other_plans_change_nothing() {
    relations::other_plans_change_nothing(&WORLD, &plans(&["invented", "china", "czech"]));
}

#[test]
fn evidence_overturns_nothing() {
    let mut random = Random(2);
    let plans = plans(&["invented", "china"]);
    for percent in [3, 10, 30] {
        let decided = relations::evidence_overturns_nothing(&WORLD, &plans, percent, &mut random);
        assert!(decided > 100, "only {decided} decided");
    }
}

#[test]
fn files_are_nothing_but_places_of_items() {
    let mut files = Vec::new();
    for entry in fs::read_dir(format!("{ROOT}/rules/sheng2023")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "rule") {
            let name = format!("rules/sheng2023/{}", path.file_name().unwrap().to_str().unwrap());
            files.push(RuleFile { name, text: fs::read_to_string(&path).unwrap() });
        }
    }
    let plans = texts(&plans(&["invented"]));
    let before = WORLD.check(&plans, true);
    let mut halves: Vec<RuleFile> = files.iter().flat_map(relations::split).collect();
    assert_eq!(halves.len(), 2 * files.len());
    shuffle(&mut halves, &mut Random(3));
    let beside =
        |_: &str, name: &str| fs::read_to_string(format!("{ROOT}/rules/sheng2023/{name}")).ok();
    let after = load(&halves, true, &beside, &[]).check(&plans, true);
    assert_same(&before, &after, "splitting the files");
}
