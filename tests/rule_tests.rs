//! `misrule test`: the rulebook's own tests hold, and a test that does not is told as it is.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

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
