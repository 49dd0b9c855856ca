//! The invented province: each planted fault is found by its rule at its place and nothing else
//! is, and its corrected twin is clean. The faults are those of the tables in
//! `examples/invented/README.md`, which this test holds to the plans.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::process::Command;

use misrule::packs::Packs;
use misrule::{declare, typecheck};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/invented");

/// A row of the tables.
struct Fault {
    rule: String,
    places: Vec<String>,
}

/// The faults in one plan, and those between plans.
fn tables() -> [Vec<Fault>; 2] {
    let text = std::fs::read_to_string(format!("{FOLDER}/README.md")).unwrap();
    let table = |heading: &str| {
        let from = text.find(heading).unwrap_or_else(|| panic!("no heading {heading}"));
        let rows = text[from..].lines().skip(1).skip_while(|line| !line.starts_with("| ---"));
        let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
        let faults: Vec<Fault> = rows.map(fault).collect();
        assert!(!faults.is_empty());
        faults
    };
    [table("## Faults in one plan"), table("## Faults between plans")]
}

/// What stands in backticks in the cells of the rule and of the place.
fn fault(row: &str) -> Fault {
    let cells: Vec<&str> = row.split('|').collect();
    let quoted =
        |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    Fault { rule: quoted(cells[2]).remove(0), places: quoted(cells[3]) }
}

/// The findings on a file of the folder, violated and undetermined.
fn findings(file: &str) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(["check", "--output-format", "json", file])
        .current_dir(FOLDER)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    report["findings"].as_array().unwrap().clone()
}

fn rule_of(finding: &Value) -> &str {
    finding["rule"].as_str().unwrap().rsplit('/').next().unwrap()
}

/// Whether a finding speaks of a place: by its subject, its place or one of its labels.
fn speaks_of(finding: &Value, place: &str) -> bool {
    let labels = finding["labels"].as_array().unwrap().iter().map(|label| &label["path"]);
    let paths = labels.chain([&finding["path"], &finding["subject"]]);
    // A place in a portfolio begins with its plan; `isic:27` is the key of a division.
    let mut paths = paths.filter_map(Value::as_str);
    paths.any(|path| path.starts_with(place) || path.ends_with(place))
        || finding["message"].as_str().unwrap().contains(place)
}

fn assert_found(faults: &[&Fault], findings: &[Value]) {
    let violated: Vec<&Value> = findings.iter().filter(|f| f["verdict"] == "violated").collect();
    for fault in faults {
        let of_rule: Vec<&&Value> = violated.iter().filter(|f| rule_of(f) == fault.rule).collect();
        assert!(!of_rule.is_empty(), "`{}` finds nothing", fault.rule);
        for place in &fault.places {
            assert!(
                of_rule.iter().any(|finding| speaks_of(finding, place)),
                "`{}` does not point at `{place}`: {of_rule:#?}",
                fault.rule
            );
        }
        assert_eq!(of_rule.len(), 1, "`{}` finds more than its fault", fault.rule);
    }
    for finding in violated {
        let planted = faults.iter().any(|fault| fault.rule == rule_of(finding));
        assert!(planted, "not planted: {finding:#}");
    }
}

/// Found only beside the other plans: alone, another plan might make up for it.
const NEEDS_THE_OTHERS: &str = "arable-land-kept-or-compensated";

#[test]
fn each_fault_in_one_plan_is_found_by_its_rule_at_its_place() {
    let [alone, _] = tables();
    let alone: Vec<&Fault> = alone.iter().filter(|fault| fault.rule != NEEDS_THE_OTHERS).collect();
    let found = findings("linhai.json");
    assert_found(&alone, &found);
    let undetermined: Vec<&str> =
        found.iter().filter(|f| f["verdict"] == "undetermined").map(rule_of).collect();
    assert_eq!(undetermined, [NEEDS_THE_OTHERS]);
}

#[test]
fn each_fault_between_plans_is_found() {
    let [alone, between] = tables();
    let all: Vec<&Fault> = alone.iter().chain(&between).collect();
    assert_found(&all, &findings("portfolio.json"));
}

#[test]
fn the_corrected_twins_are_clean() {
    assert_eq!(findings("linhai-corrected.json"), Vec::<Value>::new());
    assert_eq!(findings("portfolio-corrected.json"), Vec::<Value>::new());
}

#[test]
fn every_rule_has_its_fault() {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = declare::build(&packs, &sources);
    let (program, _, _) = typecheck::compile(&packs, model, &[]);
    let rules: BTreeSet<String> = program
        .rules
        .iter()
        .filter(|rule| rule.pack == "sheng2023")
        .map(|rule| rule.name.clone())
        .collect();
    let planted: BTreeSet<String> =
        tables().into_iter().flatten().map(|fault| fault.rule).collect();
    assert_eq!(rules, planted);
}
