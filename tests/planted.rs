//! The invented province: each planted fault is found by its rule at its place and nothing else
//! is, and its corrected twin is clean. The faults are those of the tables in
//! `examples/invented/README.md`, which this test holds to the plans.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::process::Command;

use misrule::model::{FieldType, Model, RecordId};
use misrule::packs::Packs;
use misrule::program::Program;
use misrule::{declare, typecheck};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/invented");

/// A row of the tables.
struct Fault {
    rule: String,
    places: Vec<String>,
}

/// The tables of the README.
struct Tables {
    /// Faults in one plan.
    alone: Vec<Fault>,
    /// What cannot be had without one of those.
    with_them: Vec<Fault>,
    /// Faults between plans.
    between: Vec<Fault>,
    /// Faults of the model's own rules.
    twice: Vec<Fault>,
}

fn tables() -> Tables {
    let text = std::fs::read_to_string(format!("{FOLDER}/README.md")).unwrap();
    let table = |heading: &str| {
        let from = text.find(heading).unwrap_or_else(|| panic!("no heading {heading}"));
        let rows = text[from..].lines().skip(1).skip_while(|line| !line.starts_with("| ---"));
        let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
        let faults: Vec<Fault> = rows.map(fault).collect();
        assert!(!faults.is_empty());
        faults
    };
    Tables {
        alone: table("## Faults in one plan"),
        with_them: table("## What comes with them"),
        between: table("## Faults between plans"),
        twice: table("## A region counted twice"),
    }
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
    findings_of("*", file)
}

fn findings_of(rules: &str, file: &str) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    command.args(["check", "--output-format", "json", file]).current_dir(FOLDER);
    if rules != "*" {
        command.args(["--select", rules]);
    }
    let output = command.output().unwrap();
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
        path.strip_prefix(place).is_some_and(|rest| matches!(rest.get(..1), None | Some("." | "[")))
    })
}

/// Each rule is violated as often as it has faults, and each fault is found in the plan or manifest
/// `of`, at each of its places (at the whole where it has none).
fn assert_found(of: &str, faults: &[&Fault], findings: &[Value]) {
    for fault in faults {
        let found: Vec<&Value> =
            findings.iter().filter(|finding| rule_of(finding) == fault.rule).collect();
        let wanted = faults.iter().filter(|other| other.rule == fault.rule).count();
        assert_eq!(found.len(), wanted, "`{}`: {found:#?}", fault.rule);
        for finding in &found {
            assert_eq!(finding["verdict"], "violated", "{finding:#}");
            assert_eq!(finding["plan"], of, "{finding:#}");
        }
        let there = |finding: &&Value| match fault.places.as_slice() {
            [] => finding["path"] == "",
            places => places.iter().all(|place| is_at(finding, place)),
        };
        let here = found.iter().filter(|finding| there(finding)).count();
        assert_eq!(here, 1, "`{}` at {:?}: {found:#?}", fault.rule, fault.places);
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

/// What the neighbours leave out. They are there for the rules between plans, and small: with all
/// of this they would be as long as Linhai's, and say the same again.
const NOT_STATED_BY_THE_NEIGHBOURS: &[&str] = &[
    "basics",
    "clusters",
    "energy",
    "food.grain_demand",
    "food.grain_output",
    "food.grain_yield",
    "food.grains",
    "food.high_standard_farmland",
    "food.sown_area",
    "indicators[emerging_share]",
    "indicators[firms_share_of_rd]",
    "indicators[rd_intensity]",
    "indicators[rd_spending]",
    "indicators[value_added_rate]",
    "industries.output",
    "innovation",
    "measures.innovation",
    "projects.choke_points",
    "talent",
];

/// A path without the keys of the list it begins with, but for an indicator's.
fn part(path: &str) -> String {
    match path.split_once('[') {
        Some((list, rest)) if list != "indicators" => {
            let after = rest.split_once(']').map_or("", |(_, after)| after);
            format!("{list}{after}")
        }
        _ => path.to_owned(),
    }
}

/// A neighbour's verdict is open only for what it leaves out.
fn assert_open_for_what_is_left_out(finding: &Value) {
    assert_eq!(finding["verdict"], "undetermined", "{finding:#}");
    let missing = finding["missing"].as_array().unwrap();
    assert!(!missing.is_empty(), "{finding:#}");
    for path in missing.iter().map(|missing| part(missing["path"].as_str().unwrap())) {
        let left_out = NOT_STATED_BY_THE_NEIGHBOURS.iter().any(|&left_out| {
            path.strip_prefix(left_out).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        assert!(left_out, "{path}: {finding:#}");
    }
}

/// What is not said of the neighbours themselves, but of Linhai or of all together.
fn but_of_the_neighbours(findings: Vec<Value>) -> Vec<Value> {
    let (neighbours, rest): (Vec<Value>, Vec<Value>) =
        findings.into_iter().partition(|f| f["plan"] == "hexi" || f["plan"] == "yuanshan");
    neighbours.iter().for_each(assert_open_for_what_is_left_out);
    rest
}

#[test]
fn each_fault_in_one_plan_is_found_by_its_rule_at_its_place() {
    let Tables { alone, with_them, .. } = tables();
    let (beside, alone): (Vec<&Fault>, Vec<&Fault>) =
        alone.iter().chain(&with_them).partition(|fault| fault.rule == NEEDS_THE_OTHERS);
    let (open, violated): (Vec<Value>, Vec<Value>) =
        findings("linhai.json").into_iter().partition(|f| f["verdict"] == "undetermined");
    assert_found("linhai", &alone, &violated);
    assert_nothing_else(&alone, &violated);
    assert_nothing_else(&beside, &open);
    assert_eq!(open.len(), 1);
}

#[test]
fn each_fault_between_plans_is_found() {
    let Tables { alone, with_them, between, .. } = tables();
    let (alone, between): (Vec<&Fault>, Vec<&Fault>) =
        (alone.iter().chain(&with_them).collect(), between.iter().collect());
    let found = but_of_the_neighbours(findings("portfolio.json"));
    assert_found("linhai", &alone, &found);
    assert_found("donglu", &between, &found);
    assert_nothing_else(&[alone, between].concat(), &found);
}

#[test]
fn a_region_that_is_counted_twice_is_found() {
    let tables = tables();
    let twice: Vec<&Fault> = tables.twice.iter().collect();
    let found = findings_of("regional/*", "counted-twice.json");
    assert_found("linhai-and-parts", &twice, &found);
    assert_nothing_else(&twice, &found);
    let mended = findings_of("regional/*", "counted-twice-corrected.json");
    assert_eq!(mended, Vec::<Value>::new());
}

/// Their faults are between the plans: each neighbour alone has none.
#[test]
fn nothing_is_wrong_with_the_neighbours_alone() {
    for file in ["hexi.json", "hexi-corrected.json", "yuanshan.json", "yuanshan-corrected.json"] {
        findings(file).iter().for_each(assert_open_for_what_is_left_out);
    }
}

/// Nothing is violated and nothing undetermined.
#[test]
fn the_corrected_twins_are_clean() {
    assert_eq!(findings("linhai-corrected.json"), Vec::<Value>::new());
    let together = but_of_the_neighbours(findings("portfolio-corrected.json"));
    assert_eq!(together, Vec::<Value>::new());
}

fn program() -> Program {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, _) = declare::build(&packs, &sources);
    let (program, _, _) = typecheck::compile(&packs, model, &[]);
    program
}

#[test]
fn every_rule_has_its_fault() {
    let program = program();
    let rules: BTreeSet<&str> = program
        .rules
        .iter()
        .filter(|rule| ["sheng2023", "regional"].contains(&rule.pack.as_str()))
        .map(|rule| rule.name.as_str())
        .collect();
    let Tables { alone, between, twice, .. } = tables();
    let planted: BTreeSet<&str> =
        [&alone, &between, &twice].into_iter().flatten().map(|fault| fault.rule.as_str()).collect();
    assert_eq!(rules, planted);
}

/// The fields of a record and of those within it that a value states, as `Record.field`.
fn note_stated(model: &Model, id: RecordId, value: &Value, stated: &mut BTreeSet<String>) {
    let record = model.record(id).unwrap();
    for (name, value) in value.as_object().unwrap() {
        let Some((_, field)) = record.field_named(name) else { continue };
        if value.as_array().is_none_or(|list| !list.is_empty()) {
            stated.insert(format!("{}.{name}", record.name));
        }
        match &field.ty {
            FieldType::Record(of) => note_stated(model, *of, value, stated),
            FieldType::List(member) => {
                if let FieldType::Record(of) = **member {
                    let members = value.as_array().unwrap();
                    members.iter().for_each(|member| note_stated(model, of, member, stated));
                }
            }
            _ => {}
        }
    }
}

/// The invented plans show the whole model: each part of it, and each of its fields.
#[test]
fn every_field_of_the_model_is_stated_somewhere() {
    let model = program().model;
    let mut stated = BTreeSet::new();
    for entry in std::fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let portfolio = value["format"] == "regional/portfolio/1";
        let (root, _) = model.record_named(if portfolio { "Portfolio" } else { "Plan" }).unwrap();
        note_stated(&model, root, &value, &mut stated);
    }
    let silent: Vec<String> = model
        .records
        .iter()
        .filter(|record| record.pack == "regional")
        .flat_map(|record| record.fields.iter().map(|it| format!("{}.{}", record.name, it.name)))
        .filter(|field| !stated.contains(field))
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}
