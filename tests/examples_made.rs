//! The committed example plans are what their tables give, byte for byte, and carry the tables'
//! figures.

#![allow(clippy::disallowed_methods, reason = "the test compares files")]
#![allow(clippy::unwrap_used, reason = "a test may say what it expects in the plainest way")]

#[path = "../examples/make/made/mod.rs"]
mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The plans of one folder, read as plain JSON; the manifest is left out.
fn plans(folder: &str) -> Vec<Value> {
    let files = made::all().unwrap().into_iter();
    let own = files.filter(|file| file.path.starts_with(&format!("examples/{folder}/")));
    let plans = own.filter(|file| !file.path.ends_with("portfolio.json"));
    plans.map(|file| serde_json::from_str(&file.text).unwrap()).collect()
}

#[test]
fn committed_examples_are_what_their_tables_give() {
    for file in made::all().unwrap() {
        let committed = std::fs::read_to_string(project().join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} differs from its table: run `cargo run --example make`",
            file.path
        );
    }
}

#[test]
fn no_other_plan_stands_among_the_made_ones() {
    let made = made::all().unwrap().into_iter().map(|file| file.path);
    let made = made.filter(|path| path.starts_with("examples/")).collect::<BTreeSet<_>>();
    let mut found = BTreeSet::new();
    for folder in ["examples/czech", "examples/germany", "examples/china", "examples/smart/czech"] {
        for entry in std::fs::read_dir(project().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            found.insert(format!("{folder}/{name}"));
        }
    }
    assert_eq!(found, made);
}

#[test]
fn a_manifest_names_each_plan_with_its_region() {
    let files = made::all().unwrap();
    let read = |path: &str| -> Value {
        let file = files.iter().find(|file| file.path == path).unwrap();
        serde_json::from_str(&file.text).unwrap()
    };
    for (folder, count) in [("examples/czech", 14), ("examples/germany", 16)] {
        let manifest = read(&format!("{folder}/portfolio.json"));
        let regions = manifest["regions"].as_array().unwrap();
        let plans = manifest["plans"].as_array().unwrap();
        assert_eq!((regions.len(), plans.len()), (count, count));
        for (region, plan) in regions.iter().zip(plans) {
            let plan = read(&format!("{folder}/{}", plan.as_str().unwrap()));
            assert_eq!(plan["region"]["code"], *region);
        }
    }
}

/// The same plans, but for what only the pack `smart` has a field for.
#[test]
fn plans_for_another_rulebook_differ_in_what_its_table_adds() {
    let plain = plans("czech");
    let extended = plans("smart/czech");
    assert!(!extended.is_empty());
    for mut plan in extended {
        let bodies = plan.as_object_mut().unwrap().remove("bodies").unwrap();
        assert!(bodies.as_array().unwrap().iter().all(|body| body["source"]["quote"].is_string()));
        assert!(plain.contains(&plan));
    }
}

/// The totals were computed from the same statistic by other programs.
#[test]
fn german_employment_adds_up_to_the_totals_computed_elsewhere() {
    let mut oracle =
        csv::Reader::from_path(project().join("tests/data/oracle_de_states_wz17_2015.csv"))
            .unwrap();
    let expected = oracle.records().map(|row| {
        let row = row.unwrap();
        (format!("DE-{}", &row[0]), row[1].parse::<u64>().unwrap())
    });
    let computed = plans("germany").into_iter().map(|plan| {
        let industries = plan["industries"].as_array().unwrap();
        assert_eq!(industries.len(), 17);
        let persons = industries.iter().map(|industry| industry["employment"]["2015"].as_u64());
        (plan["region"]["code"].as_str().unwrap().to_owned(), persons.map(Option::unwrap).sum())
    });
    assert_eq!(computed.collect::<BTreeMap<_, u64>>(), expected.collect());
}

#[test]
fn four_czech_regions_name_no_codes_and_one_names_division_34() {
    let mut silent = Vec::new();
    let mut division_34 = Vec::new();
    for plan in plans("czech") {
        let region = plan["region"]["code"].as_str().unwrap().to_owned();
        let priorities = plan["priorities"].as_array().unwrap();
        if priorities.iter().all(|priority| priority.get("codes").is_none()) {
            silent.push(region.clone());
        }
        for priority in priorities {
            let codes = priority.get("codes").and_then(Value::as_array);
            // What the annex does not say is left out: an empty list would say there are none.
            assert!(codes.is_none_or(|codes| !codes.is_empty()));
            if codes.is_some_and(|codes| codes.contains(&Value::from("34"))) {
                division_34.push(format!("{region} {}", priority["id"].as_str().unwrap()));
            }
        }
    }
    assert_eq!(silent, ["CZ010", "CZ042", "CZ071", "CZ072"]);
    assert_eq!(division_34, ["CZ080 p7"]);
}

#[test]
fn numbers_keep_the_spelling_of_their_table() {
    let files = made::all().unwrap();
    let text = |path: &str| &files.iter().find(|file| file.path == path).unwrap().text;
    let brno = text("examples/czech/cz064-jihomoravsky-kraj.json");
    assert!(brno.contains(r#""2023": "839165.0 million CZK""#));
    let karlovy_vary = text("examples/czech/cz041-karlovarsky-kraj.json");
    assert!(karlovy_vary.contains(r#""amount": { "2024": "0.0 million CZK" }"#));
    let china = text("examples/china/cn-15fyp.json");
    assert!(china.contains(r#""series": { "2025": 16.0, "2030": 22.0 }"#));
}
