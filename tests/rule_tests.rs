//! `misrule test`: the rulebook's own tests hold, and a test that does not is told as it is.

#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation
)]

use std::process::{Command, Output};

fn misrule(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap()
}

#[test]
fn the_rulebooks_tests_hold() {
    let output = misrule(&["test", "rules"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}{said}");
    let passed = said.lines().last().unwrap().split(' ').next().unwrap();
    assert!(passed.parse::<u32>().unwrap() > 100, "{said}");
}

/// The measures of regional economics that the German table (`tests/structure.rs`) does not reach.
#[test]
fn derived_measures_come_out_as_worked_by_hand() {
    let output = misrule(&["test", "tests/data/measures.rule"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}{said}");
    assert_eq!(said.lines().last(), Some("1 test passed."));
}

#[test]
fn each_way_to_fail_is_told() {
    let file = "tests/data/tests_that_fail.rule";
    let output = misrule(&["test", file, "--no-default-rules", "--output-format", "full"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().last(), Some("4 tests failed, 4 tests passed."));
}

#[test]
fn a_filter_that_fits_no_test_is_wrong_use() {
    let output = misrule(&["test", "rules", "--filter", "no-such-test-anywhere"]);
    assert_eq!(output.status.code(), Some(2));
}

const OF_A_KIND: &str = "tests/data/tests_of_a_kind.rule";

/// Standard output and the last line said.
fn told(arguments: &[&str]) -> (Option<i32>, String, String) {
    let all = [&["test", OF_A_KIND, "--no-default-rules"], arguments].concat();
    let output = misrule(&all);
    let said = String::from_utf8(output.stderr).unwrap();
    let last = said.lines().last().unwrap_or_default().to_owned();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), last)
}

#[test]
fn coverage_names_what_no_test_shows() {
    let (code, full, last) = told(&["--coverage", "--output-format", "full"]);
    assert_eq!(code, Some(0), "{full}");
    assert!(full.lines().all(|line| line.chars().count() <= 80), "{full}");
    insta::assert_snapshot!("coverage_full", full);
    let (_, concise, _) = told(&["--coverage", "--output-format", "concise"]);
    insta::assert_snapshot!("coverage_concise", concise);
    let (_, chinese, _) = told(&["--coverage", "--output-format", "full", "--lang", "zh"]);
    insta::assert_snapshot!("coverage_zh", chinese);
    assert!(last.starts_with("Coverage "), "{last}");
}

#[test]
fn a_share_of_truths_or_of_changes_can_be_asked_for() {
    let percent =
        |last: &str| -> usize { last.split(' ').find_map(|word| word.parse().ok()).unwrap() };
    for (flag, threshold) in
        [("--coverage", "--coverage-threshold"), ("--mutate", "--mutation-threshold")]
    {
        let (code, _, last) = told(&[flag]);
        assert_eq!(code, Some(0), "{last}");
        let reached = percent(&last);
        assert!((1..99).contains(&reached), "{last}");
        assert_eq!(told(&[threshold, &reached.to_string()]).0, Some(0));
        assert_eq!(told(&[threshold, &format!("{} %", reached + 1)]).0, Some(1));
        assert_eq!(told(&[threshold, "101"]).0, Some(2));
    }
}

#[test]
fn changes_that_no_test_notices_are_named() {
    let (code, full, last) = told(&["--mutate", "--output-format", "full"]);
    assert_eq!(code, Some(0), "{full}");
    assert!(full.lines().all(|line| line.chars().count() <= 80), "{full}");
    insta::assert_snapshot!("mutation_full", full);
    assert_eq!(told(&["--mutate", "--output-format", "full"]), (code, full, last));
    let (_, concise, _) = told(&["--mutate", "--output-format", "concise", "--lang", "zh"]);
    insta::assert_snapshot!("mutation_concise_zh", concise);
}

/// What `misrule test --mutate` says of changes that are argued: the output and the last line.
fn told_of_arguments(arguments: &[&str]) -> (String, String) {
    let file = "tests/data/tests_that_are_argued.rule";
    let output = misrule(&[&["test", file, "--no-default-rules", "--mutate"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stderr).unwrap();
    let last = said.lines().last().unwrap_or_default().to_owned();
    (String::from_utf8(output.stdout).unwrap(), last)
}

#[test]
fn a_change_that_makes_no_difference_is_argued_on_its_line() {
    let (concise, last) = told_of_arguments(&[]);
    insta::assert_snapshot!("argued_concise", concise);
    let score = "Mutation score 85 %: tests notice 12 of 14 changes";
    assert_eq!(last, format!("{score}; 1 more is argued to make no difference."));
    let (full, _) = told_of_arguments(&["--output-format", "full", "--lang", "zh"]);
    assert!(full.contains("no rate that a plan can write"), "{full}");
    let (json, _) = told_of_arguments(&["--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mutation = &json["mutation"];
    assert_eq!(mutation["argued"], 1);
    assert_eq!(mutation["stale"].as_array().unwrap().len(), 2);
    let doubles = &mutation["rules"][0];
    assert_eq!(doubles["noticed"], doubles["of"]);
    assert_eq!(doubles["argued"][0]["what"], "`>=` to `>`");
    assert!(doubles["argued"][0]["because"].as_str().unwrap().starts_with("no rate"));
    // Of one rule the comments at the others are not known to be of no use.
    let (one, last) = told_of_arguments(&["--select", "doubles"]);
    assert_eq!(one, "");
    assert!(last.ends_with("1 more is argued to make no difference."), "{last}");
}

#[test]
fn machines_get_coverage_and_changes_too() {
    let (_, json, _) = told(&["--coverage", "--mutate", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["passed"], 4);
    let (coverage, mutation) = (&json["coverage"], &json["mutation"]);
    assert_eq!(coverage["rules"].as_array().unwrap().len(), 4);
    assert_eq!(coverage["rules"][3]["tests"], 0);
    let first = &coverage["rules"][0]["conditions"][0];
    assert_eq!((&first["role"], &first["true"]), (&"where".into(), &2.into()));
    let unnoticed = |rule: &serde_json::Value| rule["unnoticed"].as_array().unwrap().len();
    for rule in mutation["rules"].as_array().unwrap() {
        let noticed = usize::try_from(rule["noticed"].as_u64().unwrap()).unwrap();
        assert_eq!(noticed + unnoticed(rule), rule["of"].as_u64().unwrap() as usize);
    }
}

#[test]
fn one_rule_can_be_looked_at() {
    let (_, concise, _) = told(&["--mutate", "--select", "works-follow"]);
    assert!(concise.lines().all(|line| line.contains("kinds/works-follow")), "{concise}");
    assert_eq!(told(&["--coverage", "--select", "no-such-rule"]).0, Some(2));
    let (_, filtered, _) = told(&["--coverage", "--filter", "all-in-all"]);
    assert!(filtered.lines().all(|line| line.contains("kinds/in-all")), "{filtered}");
}

#[test]
fn rules_are_changed_once_all_tests_hold() {
    let file = "tests/data/tests_that_fail.rule";
    let output = misrule(&["test", file, "--no-default-rules", "--mutate"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().last(), Some("Rules are changed once all tests hold."));
}

#[test]
fn failures_in_every_format() {
    let test = |arguments: &[&str]| {
        let file = "tests/data/tests_that_fail.rule";
        let output = misrule(&[&["test", file, "--no-default-rules"], arguments].concat());
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!("fail_concise", test(&["--output-format", "concise"]));
    insta::assert_snapshot!("fail_zh", test(&["--output-format", "full", "--lang", "zh"]));
    let json: serde_json::Value =
        serde_json::from_str(&test(&["--output-format", "json"])).unwrap();
    assert_eq!(json["summary"]["failed"], 4);
    let failed = &json["tests"][1]["failures"][1];
    assert_eq!((&failed["expected"], &failed["got"]), (&"satisfied".into(), &"violated".into()));
    assert_eq!(failed["subjects"][0]["derivation"][1]["values"][0], "g.share = 0");
    let junit = test(&["--output-format", "junit"]);
    let timeless: Vec<String> = junit
        .lines()
        .map(|line| match line.split_once(" time=\"") {
            Some((before, rest)) => format!("{before}{}", rest.split_once('"').unwrap().1),
            None => line.to_owned(),
        })
        .collect();
    insta::assert_snapshot!("fail_junit", timeless.join("\n"));
}

#[test]
fn reports_go_to_a_file() {
    let folder = std::env::temp_dir().join(format!("misrule-tests-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("junit.xml");
    let path = file.to_str().unwrap();
    let output = misrule(&[
        "test",
        OF_A_KIND,
        "--no-default-rules",
        "-q",
        "--output-format",
        "junit",
        "-o",
        path,
    ]);
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(0), 0, 0));
    let written = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(written.starts_with("<?xml") && written.contains("tests=\"4\""), "{written}");
}

/// Of what can be changed in the rules that come with the tool, their own tests notice all but
/// what is argued to make no difference, and at most one change in fifty more.
#[test]
fn the_rulebook_notices_changes_of_its_rules() {
    let output = misrule(&["test", "rules", "--mutation-threshold", "98"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}
