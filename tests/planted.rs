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

/// Whether a finding is at a place: its subject or the place it points at is that, or within it.
fn is_at(finding: &Value, place: &str) -> bool {
    let mut paths = [&finding["path"], &finding["subject"]].into_iter().filter_map(Value::as_str);
    paths.any(|path| {
        path.strip_prefix(place).is_some_and(|rest| matches!(rest.get(..1), None | Some(".")))
    })
}

/// Each fault is found once, in the plan or manifest `of` at each of its places (at the whole
/// where it has none).
fn assert_found(of: &str, faults: &[&Fault], findings: &[Value]) {
    for fault in faults {
        let found: Vec<&Value> =
            findings.iter().filter(|finding| rule_of(finding) == fault.rule).collect();
        let [finding] = found.as_slice() else {
            panic!("`{}` has {} findings: {found:#?}", fault.rule, found.len());
        };
        assert_eq!(finding["verdict"], "violated", "{finding:#}");
        assert_eq!(finding["plan"], of, "{finding:#}");
        if fault.places.is_empty() {
            assert_eq!(finding["path"], "", "{finding:#}");
        }
        for place in &fault.places {
            assert!(is_at(finding, place), "not at `{place}`: {finding:#}");
        }
    }
}

fn assert_nothing_else(faults: &[&Fault], findings: &[Value]) {
    for finding in findings {
        let planted = faults.iter().any(|fault| fault.rule == rule_of(finding));
        assert!(planted, "not planted: {finding:#}");
    }
}

/// Found only beside the other plans: alone, another plan might make up for it.
const NEEDS_THE_OTHERS: &str = "arable-land-kept-or-compensated";

#[test]
fn each_fault_in_one_plan_is_found_by_its_rule_at_its_place() {
    let [alone, _] = tables();
    let (beside, alone): (Vec<&Fault>, Vec<&Fault>) =
        alone.iter().partition(|fault| fault.rule == NEEDS_THE_OTHERS);
    let (open, violated): (Vec<Value>, Vec<Value>) =
        findings("linhai.json").into_iter().partition(|f| f["verdict"] == "undetermined");
    assert_found("linhai", &alone, &violated);
    assert_nothing_else(&alone, &violated);
    assert_nothing_else(&beside, &open);
    assert_eq!(open.len(), 1);
}

#[test]
fn each_fault_between_plans_is_found() {
    let [alone, between] = tables();
    let (alone, between): (Vec<&Fault>, Vec<&Fault>) =
        (alone.iter().collect(), between.iter().collect());
    let found = findings("portfolio.json");
    assert_found("linhai", &alone, &found);
    assert_found("donglu", &between, &found);
    assert_nothing_else(&[alone, between].concat(), &found);
}

/// Its faults are between the plans: each neighbour alone has none.
#[test]
fn the_neighbours_alone_are_clean() {
    assert_eq!(findings("hexi.json"), Vec::<Value>::new());
    assert_eq!(findings("yuanshan.json"), Vec::<Value>::new());
}

/// Nothing is violated and nothing undetermined.
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
