//! The indices of regional economics, computed by rules in the language alone, against figures
//! that other programs computed from the same table: employment of the sixteen German states by
//! section, 2015. `tests/data/SOURCES.md` says where each figure is from.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The verdicts of the rules in `rules` on the portfolio of the German states.
fn check(rules: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(["check", "examples/germany/portfolio.json", "--select", "structure/*"])
        .args(["--show-satisfied", "--output-format", "json", "--rules"])
        .arg(rules)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn count(report: &Value, verdict: &str) -> usize {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["verdict"] == verdict).count()
}

#[test]
fn the_published_figures_come_out_to_every_printed_digit() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/structure.rule");
    let report = check(&rules);
    // A rule a state: 17 location quotients, Herfindahl–Hirschman, Krugman and cosine each.
    assert_eq!(count(&report, "satisfied"), 16, "{report:#}");
    assert_eq!(count(&report, "not_applicable"), 16 * 15);
    assert_eq!(report["summary"]["rules"]["satisfied"], 16);
}

#[test]
fn a_figure_one_digit_off_is_seen() {
    let folder = std::env::temp_dir().join(format!("misrule-structure-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/structure.rule");
    let text = std::fs::read_to_string(rules).unwrap();
    // Berlin's Herfindahl–Hirschman index, in its tenth decimal.
    let wrong = text.replace(
        "between 0.08833992615 and 0.08833992625",
        "between 0.08833992625 and 0.08833992635",
    );
    assert_ne!(text, wrong);
    let file = folder.join("structure.rule");
    std::fs::write(&file, wrong).unwrap();
    let report = check(&file);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(count(&report, "violated"), 1);
    assert_eq!(count(&report, "satisfied"), 15);
    let finding = report["findings"].as_array().unwrap();
    let finding = finding.iter().find(|finding| finding["verdict"] == "violated").unwrap();
    assert_eq!(finding["rule"], "structure/structure-be");
}

#[test]
fn the_program_knows_no_index() {
    let names =
        ["herfindahl", "krugman", "location_quotient", "location quotient", "cosine", "hhi"];
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or("").to_lowercase();
                let is_test = path.components().any(|part| part.as_os_str() == "tests")
                    || path.file_name().is_some_and(|name| name == "tests.rs");
                if !is_test && names.iter().any(|name| code.contains(name)) {
                    found.push(path);
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}
