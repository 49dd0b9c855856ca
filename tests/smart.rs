//! A rulebook that is not the one shipped: the criteria of a regulation, on real and invented
//! plans. Its faults are those of the table in `examples/smart/README.md`, which this test holds to
//! the plan.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::{Command, Output};

use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/smart");

fn misrule(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(arguments)
        .current_dir(FOLDER)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The findings on a plan by the rules of the pack, satisfied ones too.
fn findings(plan: &str) -> Vec<Value> {
    let output = misrule(&[
        "check",
        plan,
        "--rules",
        "rules",
        "--select",
        "smart/*",
        "--show-satisfied",
        "--output-format",
        "json",
    ]);
    let text = text(&output.stdout);
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    report["findings"].as_array().unwrap().clone()
}

fn rule_of(finding: &Value) -> &str {
    let rule = finding["rule"].as_str().unwrap();
    rule.strip_prefix("smart/").unwrap_or(rule)
}

/// The rules of the pack that answer to each provision, by what findings cite.
fn rules_by_provision() -> BTreeMap<String, BTreeSet<String>> {
    let mut by_provision: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in findings("complete.json") {
        for provision in finding["provisions"].as_array().unwrap() {
            let id = provision["id"].as_str().unwrap().to_owned();
            by_provision.entry(id).or_default().insert(rule_of(&finding).to_owned());
        }
    }
    by_provision
}

fn rules_of_the_pack() -> BTreeSet<String> {
    let mut rules = BTreeSet::new();
    for entry in std::fs::read_dir(format!("{FOLDER}/rules")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        rules.extend(text.lines().filter_map(|line| line.strip_prefix("rule ")).map(str::to_owned));
    }
    rules
}

fn criteria() -> Vec<String> {
    (1..=7).map(|number| format!("1.1-{number}")).collect()
}

#[test]
fn the_pack_loads_without_advice_and_its_tests_hold() {
    let lint = misrule(&["lint", "rules"]);
    assert_eq!(lint.status.code(), Some(0), "{}", text(&lint.stdout));
    let tests = misrule(&["test", "rules"]);
    assert_eq!(tests.status.code(), Some(0), "{}", text(&tests.stdout));
    let layout = misrule(&["fmt", "--check", "rules"]);
    assert_eq!(layout.status.code(), Some(0), "{}", text(&layout.stdout));
}

/// A share of changes below which the tests of the pack have lost something.
#[test]
fn its_tests_notice_most_changes_of_its_rules() {
    let output = misrule(&["test", "rules", "--select", "smart/*", "--mutation-threshold", "95"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn each_criterion_has_its_rules() {
    let by_provision = rules_by_provision();
    assert_eq!(by_provision.keys().cloned().collect::<Vec<_>>(), criteria());
}

#[test]
fn the_complete_strategy_satisfies_every_rule() {
    let mut satisfied = BTreeSet::new();
    for finding in findings("complete.json") {
        match finding["verdict"].as_str().unwrap() {
            "satisfied" => _ = satisfied.insert(rule_of(&finding).to_owned()),
            "not_applicable" => {}
            other => panic!("{other}: {finding:#}"),
        }
    }
    assert_eq!(satisfied, rules_of_the_pack());
}

/// What stands in backticks in the cells of the rule and of the place.
fn planted() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(format!("{FOLDER}/README.md")).unwrap();
    let from = readme.find("## Faults in").unwrap();
    let rows = readme[from..].lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let cell = |row: &str, number: usize| {
        row.split('|').nth(number).unwrap().trim().trim_matches('`').to_owned()
    };
    rows.map(|row| (cell(row, 2), cell(row, 3))).collect()
}

#[test]
fn each_planted_fault_is_found_at_its_place_and_nothing_else() {
    let planted = planted();
    let all = findings("faulty.json");
    let open: Vec<&Value> = all.iter().filter(|it| it["verdict"] == "undetermined").collect();
    assert!(open.is_empty(), "{open:#?}");
    let violated: Vec<&Value> = all.iter().filter(|it| it["verdict"] == "violated").collect();
    for (rule, place) in &planted {
        let found = violated.iter().filter(|finding| rule_of(finding) == rule);
        let places: Vec<&str> = found
            .flat_map(|finding| [&finding["path"], &finding["subject"]])
            .filter_map(Value::as_str)
            .collect();
        assert!(places.iter().any(|it| it.starts_with(place)), "{rule} at {place}: {places:?}");
    }
    let named: BTreeSet<&str> = planted.iter().map(|(rule, _)| rule.as_str()).collect();
    let found: BTreeSet<&str> = violated.iter().map(|finding| rule_of(finding)).collect();
    assert_eq!(found, named);
    let of_a_criterion =
        |rules: &BTreeSet<String>| rules.iter().any(|rule| found.contains(&**rule));
    for (criterion, rules) in rules_by_provision() {
        assert!(of_a_criterion(&rules), "no fault for {criterion}");
    }
}

#[test]
fn a_reader_of_chinese_is_told_source_and_place_in_chinese() {
    let arguments = ["check", "faulty.json", "--rules", "rules", "--lang", "zh"];
    let told =
        text(&misrule(&[&arguments[..], &["--select", "smart/mandates-last"]].concat()).stdout);
    assert!(told.contains("《欧盟第2021/1060号条例》"), "{told}");
    assert!(told.contains("附件四，授权条件1.1，标准2"), "{told}");
}

/// Verdicts and what is missing, rule by rule, over the fourteen regions.
#[test]
fn what_the_czech_regions_get() {
    let mut rules: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for finding in findings("czech/portfolio.json") {
        let verdict = finding["verdict"].as_str().unwrap();
        let missing = finding["missing"].as_array().into_iter().flatten();
        let mut missing: Vec<String> =
            missing.filter_map(|it| it["path"].as_str()).map(str::to_owned).collect();
        missing.sort();
        let told = match missing.first() {
            Some(first) => format!("{verdict}, {first} first of {}", missing.len()),
            None => verdict.to_owned(),
        };
        let plans = rules.entry(rule_of(&finding).to_owned()).or_default();
        let plan = finding["plan"].as_str().unwrap_or_default().to_owned();
        plans.entry(told).or_default().insert(plan);
    }
    let mut table = String::new();
    for (rule, verdicts) in rules {
        writeln!(table, "{rule}").unwrap();
        for (verdict, plans) in verdicts {
            let plans = match plans.len() {
                14 => "all".to_owned(),
                13 => format!("all but {}", left_out(&plans)),
                _ => plans.into_iter().collect::<Vec<_>>().join(" "),
            };
            writeln!(table, "  {verdict}: {plans}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

fn left_out(plans: &BTreeSet<String>) -> String {
    let regions = ["010", "020", "031", "032", "041", "042", "051", "052", "053"];
    let regions = regions.iter().chain(&["063", "064", "071", "072", "080"]);
    let out = regions.map(|code| format!("cz{code}")).filter(|id| !plans.contains(id));
    out.collect::<Vec<_>>().join(" ")
}
