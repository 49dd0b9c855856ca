//! Packs that change packs, from outside: what is added is read, described and asked for.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn misrule(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of its own for a test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const FLOODS: &str = "pack floods \"Floods\"\n\nuse regional\n\n\
    extend record Project\n  flood_risk?: one of flood_risk \"of the site\" zh: \"选址洪涝风险\"\n\n\
    vocabulary flood_risk { low, high }\n\n\
    extend vocabulary project_kind { flood_protection \"dykes\" zh: \"防洪工程\" }\n\n\
    rule dry-feet\n  \"Capacity is not built where it floods\"\n\
    \x20 for j in plan.projects where j.kind is not flood_protection\n\
    \x20 must j.flood_risk is low\n  otherwise \"{j.title} floods\"\n";

const PLAN: &str = r#"{ "format": "regional/plan/1", "id": "p", "title": "P",
  "region": { "code": "p", "name": "P", "level": "province" },
  "projects": [ { "id": "dyke", "title": "Dyke", "kind": "flood_protection" },
                { "id": "mill", "title": "Mill", "kind": "capacity", "flood_risk": "high" } ] }"#;

#[test]
fn what_a_pack_adds_is_read_described_and_asked_for() {
    let folder = folder("extend");
    let (rules, plan) = (file(&folder, "floods.rule", FLOODS), file(&folder, "p.json", PLAN));
    let without = misrule(&["check", &plan]);
    for unknown in ["error plan/unknown-word: ", "error plan/unknown-field: "] {
        assert!(out(&without).contains(unknown), "{}", out(&without));
    }
    let with = misrule(&["check", "-r", &rules, "--select", "floods/*", &plan]);
    assert_eq!(with.status.code(), Some(1), "{}", err(&with));
    assert!(out(&with).ends_with("error floods/dry-feet: Mill floods\n"), "{}", out(&with));
    assert_eq!(out(&with).lines().count(), 1, "{}", out(&with));

    let page = out(&misrule(&["explain", "Project", "-r", &rules]));
    assert!(page.contains("one of the words low, high; of the site (added by floods)"), "{page}");
    let page = out(&misrule(&["explain", "project_kind", "-r", &rules, "--lang", "zh"]));
    assert!(page.contains("防洪工程（由floods补充）"), "{page}");

    let schema = out(&misrule(&["schema", "plan", "-r", &rules]));
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert!(schema["$defs"]["Project"]["properties"]["flood_risk"].is_object());
    let kinds = schema["$defs"]["project_kind"]["enum"].as_array().unwrap();
    assert!(kinds.contains(&"flood_protection".into()));
}
