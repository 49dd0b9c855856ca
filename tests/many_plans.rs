//! More plans than are checked together: what is told does not hang on where one batch ends.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const LINHAI: &str = include_str!("findings/linhai.json");
/// More than two batches.
const PLANS: usize = 150;

fn check(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings/town.rule");
    command.args(["check", "--no-default-rules", "--lang", "en", "-r", rules]);
    command.args(args).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder of a test's own, with plans of different ids and one file that is none.
fn plans(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for at in 0..PLANS {
        let plan = LINHAI.replace("\"id\": \"linhai\"", &format!("\"id\": \"town-{at}\""));
        assert_ne!(plan, LINHAI);
        std::fs::write(folder.join(format!("p{at:03}.json")), plan).unwrap();
    }
    std::fs::write(folder.join("p075-broken.json"), b"\xff\xff\xff").unwrap();
    folder
}

#[test]
fn every_number_of_threads_tells_the_same_in_the_order_of_the_plans() {
    let folder = plans("many-plans-threads");
    for format in ["concise", "json", "full"] {
        let told = |jobs: &str| check(&folder, &[".", "--output-format", format, "-j", jobs]);
        let (one, four) = (told("1"), told("4"));
        assert!(one.stdout == four.stdout, "{format}");
        assert_eq!((one.status.code(), four.status.code()), (Some(2), Some(2)));
    }
    let report = text(&check(&folder, &[".", "--output-format", "json"]).stdout);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let plans = report["plans"].as_array().unwrap();
    assert_eq!(plans.len(), PLANS);
    assert!(plans.iter().enumerate().all(|(at, plan)| plan["id"] == format!("town-{at}")));
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings[0]["file"], "./p075-broken.json");
    let of_rules: Vec<&str> = findings.iter().filter_map(|it| it["plan"].as_str()).collect();
    assert!(of_rules.len() > PLANS && of_rules.is_sorted_by_key(|plan| plan.len()));
    // Every plan lacks the same: one line for all of them, and each of them counted.
    let full = text(&check(&folder, &[".", "--output-format", "full"]).stdout);
    let open = full.lines().find(|line| line.starts_with("Not decided")).unwrap();
    assert!(open.ends_with(&format!("in {PLANS} plans")), "{open}");
    assert!(full.contains("not shown; --max-diagnostics"));
    let shown = full.lines().filter(|line| line.starts_with("  Rule ")).count();
    assert_eq!(shown, 100);
}

#[test]
fn the_manifest_of_a_portfolio_may_come_last() {
    let folder = plans("many-plans-manifest");
    std::fs::remove_file(folder.join("p075-broken.json")).unwrap();
    let apart = check(&folder, &["."]);
    assert!(text(&apart.stderr).contains("1 portfolio rule not run"), "{apart:?}");
    let listed: Vec<String> = (0..PLANS).map(|at| format!("\"p{at:03}.json\"")).collect();
    let manifest = format!(
        r#"{{ "format": "town/portfolio/1", "id": "delta", "plans": [{}] }}"#,
        listed.join(", ")
    );
    std::fs::write(folder.join("z.json"), manifest).unwrap();
    let together = check(&folder, &["."]);
    let said = text(&together.stderr);
    assert!(said.contains(&format!("Checked {PLANS} plans")), "{said}");
    assert!(!said.contains("not run"), "{said}");
}

#[test]
fn a_report_takes_the_place_of_the_one_before_it_when_it_is_complete() {
    let folder = plans("many-plans-file");
    let reports = folder.join("reports");
    std::fs::create_dir(&reports).unwrap();
    let args = [".", "--output-format", "json"];
    let printed = check(&folder, &args).stdout;
    let report = reports.join("report.out");
    std::fs::write(&report, "an older report").unwrap();
    let name = report.to_str().unwrap();
    assert!(check(&folder, &[&args[..], &["-o", name]].concat()).stdout.is_empty());
    assert!(std::fs::read(&report).unwrap() == printed);
    assert_eq!(std::fs::read_dir(&reports).unwrap().count(), 1);
}

#[test]
#[cfg(unix)]
fn a_report_follows_links_and_leaves_devices_alone() {
    let folder = plans("many-plans-link");
    let (real, link) = (folder.join("real.out"), folder.join("link.out"));
    std::fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    check(&folder, &["p000.json", "-o", link.to_str().unwrap()]);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(!std::fs::read(&real).unwrap().is_empty());
    let output = check(&folder, &["p000.json", "-o", "/dev/stdout"]);
    assert_eq!(output.stdout, std::fs::read(&real).unwrap());
}
