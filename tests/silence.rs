//! No silent pass: a plan that says nothing satisfies nothing and violates nothing.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// A plan with its identity and nothing else.
const SILENT: &str = r#"{ "format": "regional/plan/1", "id": "silent", "title": "A silent plan",
  "region": { "code": "XX", "name": "Nowhere", "level": "province" } }"#;

/// Rules whose subject is what a plan says, so that silence itself violates them.
const RULES_ABOUT_SAYING: &[&str] = &[];

fn check(plan: &str, more: &[&str]) -> Value {
    let mut process = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(["check", "-", "--show-satisfied", "--output-format", "json"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(plan.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn verdicts<'a>(report: &'a Value, verdict: &str) -> Vec<&'a Value> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["verdict"] == verdict).collect()
}

#[test]
fn silence_passes_nothing_and_fails_nothing() {
    for more in [&[][..], &["--portfolio"][..]] {
        let report = check(SILENT, more);
        for satisfied in verdicts(&report, "satisfied") {
            let assumed = satisfied["assumed"].as_array().unwrap();
            assert!(!assumed.is_empty(), "satisfied by silence: {satisfied:#}");
        }
        for violated in verdicts(&report, "violated") {
            let rule = violated["rule"].as_str().unwrap();
            assert!(RULES_ABOUT_SAYING.contains(&rule), "violated by silence: {violated:#}");
        }
        let undetermined = verdicts(&report, "undetermined").len();
        assert!(undetermined >= 20, "only {undetermined} undetermined");
    }
}

#[test]
fn every_undetermined_verdict_names_what_is_missing() {
    let report = check(SILENT, &[]);
    for undetermined in verdicts(&report, "undetermined") {
        let missing = undetermined["missing"].as_array().unwrap();
        assert!(!missing.is_empty(), "{undetermined:#}");
    }
}
