//! What the real plans get: findings on public data, gaps and all. The plans themselves are held to
//! their tables by `examples_made.rs`.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn check(path: &str) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(["check", path, "--output-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let report = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (output.status.code(), report)
}

fn of<'a>(report: &'a Value, key: &str, value: &str) -> Vec<&'a Value> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding[key] == value).collect()
}

#[test]
fn a_code_that_nace_does_not_have_is_an_error_at_its_place() {
    let (status, report) = check("examples/czech/portfolio.json");
    assert_eq!(status, Some(1));
    let faults = of(&report, "verdict", "fault");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(faults[0]["rule"], "plan/unknown-code");
    assert_eq!(faults[0]["file"], "examples/czech/cz080-moravskoslezsky-kraj.json");
    assert!(faults[0]["message"].as_str().unwrap().contains("`34`"));
}

#[test]
fn regions_that_name_no_codes_keep_a_verdict_open_and_are_named() {
    let (_, report) = check("examples/czech/portfolio.json");
    let open: Vec<&Value> = of(&report, "rule", "sheng2023/priorities-differ")
        .into_iter()
        .filter(|finding| finding["verdict"] == "undetermined")
        .collect();
    assert!(!open.is_empty());
    for finding in open {
        let missing = finding["missing"].as_array().unwrap();
        let regions: BTreeSet<&str> = missing
            .iter()
            .filter(|it| it["why"] == "is not stated")
            .filter_map(|it| it["path"].as_str())
            .filter_map(|path| path.strip_prefix("plans[")?.split_once(']').map(|(id, _)| id))
            .collect();
        // Praha, Ústecký, Olomoucký and Zlínský kraj name no codes at all.
        for region in ["cz010", "cz042", "cz071", "cz072"] {
            assert!(regions.contains(region), "{region} is not in {regions:?}");
        }
    }
}

#[test]
fn regions_that_want_to_lead_in_too_much_are_found() {
    let (_, report) = check("examples/czech/portfolio.json");
    let many = of(&report, "rule", "sheng2023/few-priorities");
    let plans: Vec<&str> = many.iter().map(|finding| finding["plan"].as_str().unwrap()).collect();
    assert_eq!(plans, ["cz042", "cz072", "cz080"]);
    let margins: Vec<&Value> = many.iter().map(|finding| &finding["margin"]["value"]).collect();
    assert_eq!(margins, ["14", "9", "10"]);
}

#[test]
fn nothing_is_held_against_plans_that_say_little() {
    for path in ["examples/germany/portfolio.json", "examples/china"] {
        let (_, report) = check(path);
        assert_eq!(of(&report, "verdict", "violated"), Vec::<&Value>::new(), "{path}");
        assert!(of(&report, "verdict", "undetermined").len() > 20, "{path}");
    }
}
