//! `misrule init pack`: what it writes holds, is clean, and takes nobody's file.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn misrule(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("misrule-start-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exit status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_started_pack_holds_and_is_clean() {
    let folder = folder("clean");
    for (arguments, file) in [
        (vec!["init", "pack"], "my-rules/my-rules.rule"),
        (vec!["init", "pack", "harbour"], "harbour/harbour.rule"),
        (vec!["init", "pack", "harbour", "deep/er"], "deep/er/harbour.rule"),
    ] {
        let (status, out, said) = told(&misrule(&folder, &arguments));
        assert_eq!((status, out.as_str()), (0, ""), "{said}");
        assert!(said.contains(&format!("`misrule test {file}`")), "{said}");
        let (status, out, said) = told(&misrule(&folder, &["test", file]));
        assert_eq!((status, out.as_str()), (0, ""), "{said}");
        assert!(said.starts_with("3 tests passed."), "{said}");
        let (status, out, _) = told(&misrule(&folder, &["lint", file]));
        assert_eq!((status, out.as_str()), (0, ""));
        let (status, _, said) = told(&misrule(&folder, &["fmt", "--check", file]));
        assert_eq!(status, 0, "{said}");
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let expects = |verdict: &str| text.contains(&format!("  expect {verdict} "));
        assert!(["violated", "satisfied", "undetermined"].into_iter().all(expects), "{text}");
    }
}

#[test]
fn a_started_pack_finds_something_in_a_plan() {
    let folder = folder("finds");
    told(&misrule(&folder, &["init", "pack", "town"]));
    let plan = r#"{ "format": "regional/plan/1", "id": "p", "title": "P",
        "region": { "code": "x", "name": "X", "level": "county" },
        "measures": [ { "id": "road", "title": "The road", "start": 2026, "end": 2040 } ] }"#;
    std::fs::write(folder.join("plan.json"), plan).unwrap();
    let arguments = ["check", "plan.json", "--rules", "town", "--select", "town/*"];
    let (status, out, said) = told(&misrule(&folder, &arguments));
    assert_eq!(status, 0, "{said}");
    assert!(out.contains("The road takes 14 years, where 5 are the most"), "{out}{said}");
    let (_, out, _) = told(&misrule(&folder, &[arguments.as_slice(), &["--lang", "zh"]].concat()));
    assert!(out.contains("The road历时14年，最长为5年"), "{out}");
}

#[test]
fn what_is_there_is_left_as_it_is() {
    let folder = folder("there");
    std::fs::create_dir_all(folder.join("town")).unwrap();
    std::fs::write(folder.join("town/town.rule"), "mine").unwrap();
    let (status, _, said) = told(&misrule(&folder, &["init", "pack", "town"]));
    assert_eq!(status, 2);
    assert!(said.contains("cannot write `town/town.rule`: it is there already"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.join("town/town.rule")).unwrap(), "mine");
}

#[test]
fn a_name_that_is_none_is_answered() {
    let folder = folder("names");
    for (name, why) in [
        ("regional", "`regional` is a pack that comes with the tool"),
        ("../up", "cannot be the name of a pack"),
        ("two words", "cannot be the name of a pack"),
    ] {
        let (status, _, said) = told(&misrule(&folder, &["init", "pack", name]));
        assert_eq!(status, 2);
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}
