//! `misrule lint`: its advice, what is allowed, what it ends with; and the packs that come with
//! the tool are clean.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::path::PathBuf;
use std::process::{Command, Output};

const SAMPLE: &str = "tests/advice/sample.rule";

fn misrule(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A file of the name in a folder of its own.
fn file(name: &str, text: &str) -> String {
    let folder = std::env::temp_dir().join(format!("misrule-advice-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path: PathBuf = folder.join("own.rule");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A rule on measures, with lines put into it.
fn rule(above: &str, inside: &str) -> String {
    format!(
        "pack own \"Own\"\n\nuse regional\n\n{above}rule dated\n  \"Measures are dated\"\n  \
         for m in plan.measures\n{inside}  should m.end is stated\n  otherwise \"{{m.title}}\"\n\n\
         test nothing-said\n  plan {{ }}\n  expect undetermined dated\n\n\
         test dated\n  plan {{ \"measures\": [ {{ \"id\": \"a\", \"title\": \"A\", \"end\": 2030 }} ] }}\n  \
         expect satisfied dated\n\n\
         test undated\n  plan {{ \"measures\": [ {{ \"id\": \"a\", \"title\": \"A\" }} ] }}\n  \
         expect violated dated\n"
    )
}

/// The codes of the advice on a file, without `advice/`.
fn advised(name: &str, text: &str, more: &[&str]) -> Vec<String> {
    let path = file(name, text);
    let mut arguments = vec!["lint", path.as_str(), "--output-format", "json"];
    arguments.extend(more);
    let output = misrule(&arguments);
    let report: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let all = report["diagnostics"].as_array().unwrap();
    let codes = all.iter().map(|it| it["code"].as_str().unwrap());
    codes.map(|code| code.strip_prefix("advice/").unwrap_or(code).to_owned()).collect()
}

#[test]
fn the_packs_that_come_with_the_tool_are_clean() {
    let output = misrule(&["lint", "rules"]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""));
    let said = err(&output);
    assert!(said.ends_with("rules: 0 errors, 0 warnings.\n"), "{said}");
}

#[test]
fn every_advice_is_worded_in_both_languages() {
    let output = misrule(&["lint", SAMPLE]);
    assert_eq!(code(&output), 1);
    insta::assert_snapshot!("sample_en", out(&output));
    let output = misrule(&["lint", SAMPLE, "--lang", "zh"]);
    insta::assert_snapshot!("sample_zh", out(&output));
}

#[test]
fn advice_is_drawn_with_what_to_do() {
    let chosen = "never-applies,always-true,partial-message,reads-plans";
    let output = misrule(&["lint", SAMPLE, "--output-format", "full", "--select", chosen]);
    insta::assert_snapshot!("drawn", out(&output));
}

#[test]
fn advice_is_chosen_by_code() {
    let only = |arguments: &[&str]| {
        let output = misrule(&[&["lint", SAMPLE], arguments].concat());
        let text = out(&output);
        let mut codes: Vec<String> =
            text.lines().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect();
        codes.dedup();
        (code(&output), codes)
    };
    let (status, codes) = only(&["--select", "unused-let,advice/reads-plans"]);
    assert_eq!((status, codes.len()), (1, 2), "{codes:?}");
    let (status, codes) = only(&["--select", "unused-let", "--ignore", "unused-let"]);
    assert_eq!((status, codes.len()), (0, 0), "{codes:?}");
    let output = misrule(&["lint", SAMPLE, "--select", "unused-lett"]);
    assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    assert!(err(&output).contains("did you mean `unused-let`?"), "{}", err(&output));
}

#[test]
fn what_fails_a_run_can_be_said() {
    let status = |arguments: &[&str]| code(&misrule(&[&["lint", SAMPLE], arguments].concat()));
    assert_eq!(status(&[]), 1);
    assert_eq!(status(&["--fail-on", "error"]), 0);
    assert_eq!(status(&["--fail-on", "never"]), 0);
    let faulty = file("faulty", "pack own \"Own\"\n\nuse nothing\n");
    assert_eq!(code(&misrule(&["lint", &faulty])), 1);
    assert_eq!(code(&misrule(&["lint", &faulty, "--fail-on", "never"])), 0);
    assert_eq!(code(&misrule(&["lint", "no/such/folder"])), 2);
}

#[test]
fn rules_with_errors_are_given_no_advice() {
    let text =
        rule("", "  let unused = 1\n") + "\nrule faulty\n  \"F\"\n  must x\n  otherwise \"\"\n";
    assert_eq!(advised("errors", &text, &[]), ["rules/unknown-name"]);
}

#[test]
fn an_allowance_stands_above_its_item_in_it_or_at_the_head_of_the_file() {
    let presence = |above: &str, inside: &str| advised("allow", &rule(above, inside), &[]);
    let why = "// allow presence-only: because saying is the matter";
    assert_eq!(presence("", ""), ["presence-only"]);
    for (above, inside) in [
        (format!("{why}\n"), String::new()),
        (format!("{why}\n/// Documented.\n"), String::new()),
        (String::new(), format!("  {why}\n")),
        (String::new(), format!("{why}\n")),
    ] {
        assert_eq!(presence(&above, &inside), [""; 0], "{above}{inside}");
    }
    let whole = format!("{why}\n{}", rule("", ""));
    assert_eq!(advised("whole", &whole, &[]), [""; 0]);
    // At another item, at none, or twice the one is of no use.
    let apart = format!("{why}\n\n");
    assert_eq!(presence(&apart, ""), ["unused-allowance", "presence-only"]);
    let behind = rule("", "") + "  " + why + "\n";
    assert_eq!(advised("behind", &behind, &[]), ["presence-only", "unused-allowance"]);
}

#[test]
fn an_allowance_is_held_to_what_it_says() {
    let presence = |line: &str| advised("held", &rule("", line), &[]);
    assert_eq!(presence("  // allow presence-only\n"), ["no-reason", "presence-only"]);
    assert_eq!(
        presence("  // allow presense-only: because so\n"),
        ["unknown-allowance", "presence-only"]
    );
    assert_eq!(
        presence("  // allow presence-only, unused-let: because so\n"),
        ["unused-allowance"]
    );
    // Whether a change goes unnoticed is for `misrule test` to say, why it does is for the author.
    assert_eq!(presence("  // allow surviving-mutant: because so\n"), ["presence-only"]);
    assert_eq!(presence("  // allow surviving-mutant\n"), ["no-reason", "presence-only"]);
    let slip = file("slip", &rule("", "  // allow surviving-mutants: because so\n"));
    let told = out(&misrule(&["lint", &slip, "--select", "unknown-allowance"]));
    assert!(told.contains("did you mean `surviving-mutant`?"), "{told}");
    // What is not looked for is neither used nor unused.
    let text = rule("", "  // allow unused-let: because so\n");
    assert_eq!(advised("apart", &text, &["--select", "presence-only"]), ["presence-only"]);
    assert_eq!(advised("ignored", &text, &["--ignore", "unused-let,presence-only"]), [""; 0]);
}

/// Five provisions of a charter, above which `at_source` stands at the source.
fn charter(at_source: &str, at_first: &str) -> String {
    let mut text = rule(&format!("{at_source}source charter\n  title \"Charter\"\n\n"), "");
    for (number, above) in (1..=5).zip([at_first, "", "", "", ""]) {
        text.push_str(&format!(
            "\n{above}provision {number}\n  in charter at \"{number}\"\n  says \"S{number}\"\n  \
             strength should\n  aspect foundation\n"
        ));
    }
    text
}

#[test]
fn provisions_without_a_rule_are_told_once_for_a_source() {
    let choice = ["--select", "provision-without-rule,unused-allowance"];
    let told = |name: &str, text: &str| {
        let path = file(name, text);
        let output = misrule(&[&["lint", path.as_str()], &choice[..]].concat());
        let told: Vec<String> = out(&output).lines().map(str::to_owned).collect();
        let place = |line: &String| line.strip_prefix(&path).unwrap().to_owned();
        told.iter().map(place).collect::<Vec<_>>()
    };
    let said = |all: &[String]| {
        all.iter().map(|it| it.split(" (").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let bare = charter("", "");
    let whole = "warning advice/provision-without-rule: no rule answers to 5 of the 5 provisions of `charter`";
    assert_eq!(said(&told("five", &bare)), [format!(":5:8: {whole}: `1`, `2`, `3` and 2 more")]);
    let one = bare.replace("  for m", "  implements 2, 3, 4, 5\n  for m");
    assert_eq!(
        said(&told("one", &one)),
        [
            ":5:8: warning advice/provision-without-rule: no rule answers to the provision `1` of `charter`"
        ]
    );
    let none = one.replace("implements 2", "implements 1, 2");
    assert_eq!(told("none", &none), [""; 0]);

    let why = "// allow provision-without-rule: because they are still to come\n";
    assert_eq!(advised("source-allowed", &charter(why, ""), &choice), [""; 0]);
    // At a provision, it is of no use: a source is told of as a whole.
    let apart = advised("provision-allowed", &charter("", why), &choice);
    assert_eq!(apart, ["provision-without-rule", "unused-allowance"]);

    // The source of another pack has no place here: the first of its provisions has.
    let theirs = "pack own \"Own\"\n\nuse sheng2023\n\n\
                  provision 1-x\n  in paper at \"1\"\n  says \"x\"\n  strength should\n  aspect green\n";
    let told = told("theirs", theirs);
    assert!(told[0].starts_with(":5:11: warning advice/provision-without-rule"), "{told:?}");
    assert!(told[0].contains("the provision `1-x` of `paper`"), "{told:?}");
    assert_eq!(told.len(), 1);
    let theirs = theirs.replace("provision 1-x", &format!("{why}provision 1-x"));
    assert_eq!(advised("theirs-allowed", &theirs, &choice), [""; 0]);
}

#[test]
fn a_name_that_another_pack_gives_too_is_used_where_it_is_seen() {
    // The rulebook that comes with the tool calls a `traditional` of its own.
    let own = "define traditional(i: Industry) = i.location_quotient < 1\n\n";
    assert_eq!(advised("seen", &rule(own, ""), &["--ignore", "presence-only"]), ["unused-define"]);
}

#[test]
fn the_report_for_machines_names_every_place() {
    let output =
        misrule(&["lint", SAMPLE, "--output-format", "json", "--select", "partial-message"]);
    let report: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["summary"]["warnings"], 1);
    let found = &report["diagnostics"][0];
    assert_eq!(found["code"], "advice/partial-message");
    assert_eq!((&found["file"], &found["severity"]), (&SAMPLE.into(), &"warning".into()));
    let line = |place: &serde_json::Value| {
        let number = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        std::fs::read_to_string(SAMPLE).unwrap().lines().nth(number - 1).unwrap().to_owned()
    };
    assert!(line(found).contains("otherwise \"{m.title} begins"), "{found}");
    assert!(line(&found["labels"][0]).contains("m.end is stated"), "{found}");
}
