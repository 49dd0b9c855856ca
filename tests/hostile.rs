//! Input that is made to hurt: every check ends, nothing falls over, and what is too much is said.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A plan with so many industries.
fn plan(id: &str, industries: usize) -> String {
    let industries: Vec<String> =
        (0..industries).map(|at| format!(r#"{{"id":"i{at}","name":"Industry {at}"}}"#)).collect();
    format!(
        r#"{{"format":"regional/plan/1","id":"{id}","title":"T","region":{{"code":"X","name":"X","level":"zone"}},"industries":[{}]}}"#,
        industries.join(",")
    )
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("misrule-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn misrule(arguments: &[&str], input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A reader that has seen enough may close the pipe.
    let _ = process.stdin.take().unwrap().write_all(input);
    process.wait_with_output().unwrap()
}

const LOOPS: &str = "pack loops \"Loops\"\n\nuse regional\n\nrule three-deep\n  \"Three deep\"\n  for a in plan.industries\n  for b in plan.industries\n  for c in plan.industries\n  must a.id != \"none\" or b.id != \"none\" or c.id != \"none\"\n  otherwise \"no\"\n";

#[test]
fn loops_that_multiply_are_given_up_and_say_so() {
    let folder = Folder::new("loops");
    let rules = folder.write("loops.rule", LOOPS);
    let (large, small) = (
        folder.write("large.json", plan("large", 900)),
        folder.write("small.json", plan("small", 4)),
    );
    let output = misrule(
        &["check", &large, &small, "-r", &rules, "--select", "loops/*", "--output-format", "json"],
        b"",
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let undetermined: Vec<_> =
        findings.iter().filter(|finding| finding["verdict"] == "undetermined").collect();
    assert_eq!(undetermined.len(), 1, "{findings:#?}");
    assert_eq!(undetermined[0]["plan"], "large");
    let why = undetermined[0]["missing"][0]["why"].as_str().unwrap();
    assert!(why.contains("too many combinations"), "{why}");
    // The small plan beside it is decided.
    assert_eq!(report["summary"]["rules"]["satisfied"], 1);
}

#[test]
fn damaged_examples_end_without_a_panic() {
    let root = env!("CARGO_MANIFEST_DIR");
    let text = std::fs::read(format!("{root}/examples/invented/linhai.json")).unwrap();
    let mut state = 7u64;
    let mut next = |end: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    for round in 0..25 {
        let mut damaged = text.clone();
        for _ in 0..1 + next(6) {
            let at = next(damaged.len());
            match next(4) {
                0 => damaged[at] = b"{}[]\",:0\\\xff\x00"[next(11)],
                1 => damaged.truncate(at.max(1)),
                2 => drop(damaged.drain(at..(at + 40).min(text.len()).min(damaged.len()))),
                _ => damaged.insert(at, b"{[\"9-e"[next(6)]),
            }
            if damaged.is_empty() {
                damaged.push(b'{');
            }
        }
        let output = misrule(&["check", "-", "--output-format", "json"], &damaged);
        let status = output.status.code().unwrap();
        assert!([0, 1, 2].contains(&status), "round {round}: {status}");
        let text = String::from_utf8(output.stdout).unwrap();
        // Bytes that are no text are said on standard error, and there is nothing to report on.
        let said = String::from_utf8(output.stderr).unwrap();
        if status == 2 && text.is_empty() {
            assert!(said.contains("UTF-8"), "round {round}: {said}");
            continue;
        }
        serde_json::from_str::<serde_json::Value>(&text)
            .unwrap_or_else(|error| panic!("round {round}: {error}: {text}{said}"));
    }
}

#[test]
fn deep_nesting_and_vast_numbers_are_faults_at_their_place() {
    let deep = format!("{{\"id\": {}", "[".repeat(200_000));
    let vast = r#"{"format":"regional/plan/1","id":"v","title":"V","region":{"code":"X","name":"X","level":"zone"},
      "industries":[{"id":"a","name":"A","location_quotient":1e999999999},{"id":"b","name":"B","location_quotient":1e300}]}"#;
    for (input, said) in [(deep.as_str(), "nested"), (vast, "plan/")] {
        let output = misrule(&["check", "-", "--output-format", "concise"], input.as_bytes());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(said), "{text}");
        assert_ne!(output.status.code(), Some(101));
    }
}

#[test]
fn very_many_findings_are_counted_and_the_first_are_listed() {
    let folder = Folder::new("many");
    let rule = "pack many \"Many\"\n\nuse regional\n\nrule pairs\n  \"Pairs\"\n  for a in plan.industries\n  for b in plan.industries\n  must a.id = \"none\" and b.id = \"none\"\n  otherwise \"no\"\n";
    let rules = folder.write("many.rule", rule);
    let plan = folder.write("plan.json", plan("plan", 101));
    let output = misrule(
        &["check", &plan, "-r", &rules, "--select", "many/*", "--output-format", "json"],
        b"",
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["subjects"]["violated"], 10_201);
    assert_eq!(report["findings"].as_array().unwrap().len(), 10_001);
    let said = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["rule"] == "check/findings-left-off");
    assert_eq!(
        said.unwrap()["message"],
        "rule `many/pairs` has 10201 findings of one kind here: the first 10000 are listed"
    );
}
