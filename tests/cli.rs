//! The command line from outside: exit codes, streams, which files are taken.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const RULES: &str = "tests/findings/town.rule";
const LINHAI: &str = "tests/findings/linhai.json";
const CLEAN: &str = r#"{ "format": "town/plan/1", "id": "clean", "title": "Clean", "base": 2025,
  "last": 2030, "measures": [], "clean": { "2025": 20, "2030": 40 }, "budget": 50 }"#;

fn misrule(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// `check` with the rules of a town and nothing else.
fn check(args: &[&str]) -> Output {
    let mut all = vec!["check", "-r", RULES, "--no-default-rules"];
    all.extend(args);
    misrule(&all).output().unwrap()
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

fn portfolio(plans: &str) -> String {
    format!(r#"{{ "format": "town/portfolio/1", "id": "delta", "plans": {plans} }}"#)
}

#[test]
fn findings_go_to_one_stream_and_the_last_line_to_the_other() {
    let output = check(&[LINHAI]);
    assert_eq!(code(&output), 1);
    assert_eq!(out(&output).lines().count(), 4);
    let last = err(&output);
    assert!(last.starts_with("Checked 1 plan against 5 rules in "), "{last}");
    assert!(
        last.ends_with(
            " ms: 1 error, 1 warning, 1 note, 1 undetermined, 1 portfolio rule not run.\n"
        )
    );
    let quiet = check(&[LINHAI, "-q"]);
    assert_eq!((code(&quiet), err(&quiet).as_str()), (1, ""));
}

#[test]
fn the_threshold_decides_on_the_exit_status() {
    let expected = [("error", 1), ("warning,undetermined", 1), ("never", 0), ("sometimes", 2)];
    for (threshold, status) in expected {
        assert_eq!(code(&check(&[LINHAI, "--fail-on", threshold])), status, "{threshold}");
    }
    let only =
        |select, threshold| code(&check(&[LINHAI, "--select", select, "--fail-on", threshold]));
    assert_eq!(only("no-blanket-closure", "error"), 0);
    assert_eq!(only("no-blanket-closure", "warning"), 1);
    assert_eq!(only("few-measures", "warning"), 0);
    assert_eq!(only("few-measures", "note"), 1);
    let raised = ["--select", "few-measures", "--level", "town/*=error"];
    assert_eq!(code(&check(&[&[LINHAI], &raised[..]].concat())), 1);
}

#[test]
fn a_clean_plan_is_a_success_and_an_undecided_one_says_so() {
    let folder = folder("clean");
    let clean = file(&folder, "clean.json", CLEAN);
    let output = check(&[&clean]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""), "{}", out(&output));
    assert!(err(&output).contains("no violation found"), "{}", err(&output));
    let open = file(&folder, "open.json", &CLEAN.replace(r#", "budget": 50"#, ""));
    let output = check(&[&open]);
    assert_eq!(code(&output), 0);
    let last = err(&output);
    assert!(last.starts_with("No violation found; 1 rule could not be decided."), "{last}");
    assert_eq!(code(&check(&[&open, "--fail-on", "undetermined"])), 1);
    let output = check(&[&open, "--select", "budget-and-reserve"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("check/nothing-decided"), "{}", out(&output));
}

#[test]
fn what_does_not_apply_has_not_looked_at_a_plan() {
    let folder = folder("inapplicable");
    let open =
        r#"{ "format": "town/plan/1", "id": "x", "title": "X", "base": 2025, "last": 2030 }"#;
    let rules = file(
        &folder,
        "more.rule",
        "pack more \"More\"\n\nuse town\n\nrule a-budget-is-enough\n  \"There is enough\"\n  \
         when plan.budget is stated\n  must plan.budget > 10\n  otherwise \"too little\"\n",
    );
    let check = |plans: &[&str], select: &str| {
        let rules = ["-r", &rules, "--select", select, "--output-format", "full"];
        check(&[plans, &rules[..]].concat())
    };
    let first = file(&folder, "a.json", open);
    let output = check(&[&first], "more/*");
    assert_eq!((code(&output), out(&output).contains("none of")), (0, false), "{}", out(&output));
    let output = check(&[&first], "more/*,budget-and-reserve,clean-energy-rises");
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("none of the 2 rules that apply"), "{}", out(&output));
    // Said of many plans, it is said once.
    let ids: Vec<String> = (1..=22).map(|number| format!("x{number}")).collect();
    let plans: Vec<String> = ids
        .iter()
        .map(|id| {
            file(&folder, &format!("{id}.json"), &open.replace("\"x\"", &format!("\"{id}\"")))
        })
        .collect();
    let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
    let output = check(&plans, "budget-and-reserve");
    let text = out(&output);
    assert_eq!(code(&output), 1, "{text}");
    assert_eq!(text.matches("could be decided").count(), 1, "{text}");
    assert!(text.contains("on 22 plans none of the rules that apply could be decided"), "{text}");
    assert!(text.contains("x1, x2, x3") && text.contains("and 2 more"), "{text}");
    let output = check(&plans[..2], "budget-and-reserve");
    assert!(out(&output).contains("Note      x1, x2\n"), "{}", out(&output));
    assert!(
        err(&output).contains(": nothing decided on 2 plans, 2 undetermined"),
        "{}",
        err(&output)
    );
}

#[test]
fn parameters_are_set_from_outside() {
    let few = ["--select", "few-measures", "--fail-on", "note"];
    assert_eq!(code(&check(&[&[LINHAI], &few[..], &["--set", "most_measures=3"]].concat())), 0);
    assert_eq!(code(&check(&[&[LINHAI], &few[..], &["--set", "most_measures=1"]].concat())), 1);
    let output = check(&[LINHAI, "--set", "most_measure=1"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("most_measures"), "{}", err(&output));
    assert_eq!(code(&check(&[LINHAI, "--set", "most_measures"])), 2);
}

#[test]
fn a_rule_that_is_not_there_is_wrong_use() {
    for flag in ["--select", "--ignore"] {
        let output = check(&[LINHAI, flag, "few-measure"]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("did you mean `few-measures`?"), "{}", err(&output));
    }
    assert_eq!(code(&check(&[LINHAI, "--level", "few-measure=note"])), 2);
    assert_eq!(code(&check(&[LINHAI, "--level", "few-measures=fatal"])), 2);
    assert_eq!(code(&check(&[LINHAI, "--ignore", "town/*"])), 2);
    assert_eq!(code(&check(&[LINHAI, "--level", "*=off"])), 2);
    assert_eq!(code(&check(&[LINHAI, "--no-such-flag"])), 2);
}

#[test]
fn folders_give_their_plans_and_count_the_rest() {
    let folder = folder("folders");
    file(&folder, "a/clean.json", CLEAN);
    file(&folder, "b/other.json", r#"{ "some": "settings" }"#);
    file(&folder, ".hidden/clean.json", CLEAN);
    file(&folder, "notes.txt", "not looked at");
    let path = folder.to_str().unwrap();
    let output = check(&[path]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("Checked 1 plan "), "{}", err(&output));
    assert!(err(&output).contains("Skipped 1 JSON file "), "{}", err(&output));
    file(&folder, "c/broken.json", r#"{ "format": "town/plan/1", "#);
    let output = check(&[path]);
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(err(&output).contains("Checked 2 plans "), "{}", err(&output));
    assert!(out(&output).contains("broken.json:1:"), "{}", out(&output));
}

/// What is decided of one subject is something, though the rule waits for evidence on another.
#[test]
fn a_verdict_on_one_subject_is_something_decided() {
    let plan = r#"{ "format": "regional/plan/1", "id": "p", "title": "P",
      "region": { "code": "p", "name": "P", "level": "province",
                  "endowments": [{ "id": "port", "kind": "port", "what": "A deep harbour" }] },
      "industries": [{ "id": "ships", "name": "Ships", "roles": ["pillar"] }],
      "priorities": [{ "id": "a", "title": "Ships", "industries": ["ships"], "endowments": ["port"] },
                     { "id": "b", "title": "Boats", "industries": ["ships"] }] }"#;
    let path = file(&folder("one_subject"), "plan.json", plan);
    let arguments =
        ["check", &path, "--select", "priorities-rest-on-strengths", "--show-satisfied"];
    let output = misrule(&arguments).output().unwrap();
    let told = out(&output);
    assert!(told.contains("satisfied sheng2023/priorities-rest-on-strengths"), "{told}");
    assert!(told.contains("undetermined sheng2023/priorities-rest-on-strengths"), "{told}");
    assert!(!told.contains("nothing-decided"), "{told}");
    assert_eq!(code(&output), 0, "{told}");
}

#[test]
fn nothing_checked_is_no_success() {
    let folder = folder("nothing");
    let path = folder.to_str().unwrap();
    assert_eq!(code(&check(&[path])), 2);
    file(&folder, "other.json", "{}");
    assert_eq!(code(&check(&[path])), 2);
    assert_eq!(code(&check(&["no/such/file.json"])), 2);
    assert_eq!(code(&check(&[LINHAI, "--select", "towns-share-measures"])), 2);
    assert_eq!(code(&misrule(&["check", "-r", "no/such.rule", LINHAI]).output().unwrap()), 2);
}

#[test]
fn what_cannot_be_read_outweighs_what_was_found_and_hides_nothing() {
    let folder = folder("unreadable");
    let utf16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = folder.join("utf16.json");
    std::fs::write(&path, utf16).unwrap();
    let output = check(&[path.to_str().unwrap(), LINHAI, "no/such/file.json"]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).contains("UTF-8"), "{}", out(&output));
    assert!(out(&output).contains("town/no-blanket-closure"), "{}", out(&output));
    assert!(err(&output).contains("no/such/file.json"), "{}", err(&output));
}

#[test]
fn standard_input_has_a_name() {
    let mut command = misrule(&[
        "check",
        "-",
        "--stdin-filename",
        "draft.json",
        "-r",
        RULES,
        "--no-default-rules",
    ]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(LINHAI).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(out(&output).starts_with("draft.json:16:19: warning town/no-blanket-closure: "));
}

#[test]
fn a_manifest_brings_its_plans_and_its_rules() {
    let folder = folder("portfolio");
    file(&folder, "plans/a.json", CLEAN);
    file(&folder, "plans/b.json", &CLEAN.replace("\"clean\", \"title\"", "\"b\", \"title\""));
    let manifest = file(&folder, "towns.json", &portfolio(r#"["plans/a.json", "plans/b.json"]"#));
    let output = check(&[&manifest, "--fail-on", "warning"]);
    assert!(err(&output).contains("Checked 2 plans "), "{}{}", err(&output), out(&output));
    assert!(!err(&output).contains("not run"), "{}", err(&output));
    // The same plans without it, and with it found in the folder.
    let path = folder.join("plans");
    let output = check(&[path.to_str().unwrap()]);
    assert!(err(&output).contains("1 portfolio rule not run"), "{}", err(&output));
    let output = check(&[path.to_str().unwrap(), "--portfolio", "--fail-on", "warning"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("only 2 towns"), "{}", out(&output));
    let lacking = file(&folder, "lacking.json", &portfolio(r#"["plans/a.json", "gone.json"]"#));
    let output = check(&[&lacking]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).contains("the plan `gone.json` cannot be read"), "{}", out(&output));
    assert_eq!(code(&check(&[&manifest, &lacking])), 2);
}

/// `set/../plans/a.json` is shown as `plans/a.json`, but behind a link the file would be another's.
#[test]
fn a_plan_beside_the_folder_of_its_manifest_is_shown_by_its_short_path() {
    let folder = folder("beside");
    let bad = CLEAN.replace("2025,", "\"soon\",");
    let plan = file(&folder, "plans/a.json", &bad);
    let manifest = file(&folder, "set/towns.json", &portfolio(r#"["../plans/a.json"]"#));
    let told = out(&check(&[&manifest]));
    assert!(told.starts_with(&format!("{plan}:")), "{told}");
    #[cfg(unix)]
    {
        file(&folder, "elsewhere/plans/a.json", &bad);
        file(&folder, "elsewhere/set/towns.json", &portfolio(r#"["../plans/a.json"]"#));
        std::os::unix::fs::symlink(folder.join("elsewhere/set"), folder.join("link")).unwrap();
        let manifest = folder.join("link/towns.json");
        let told = out(&check(&[manifest.to_str().unwrap()]));
        let kept = folder.join("link/../plans/a.json");
        assert!(told.starts_with(&format!("{}:", kept.display())), "{told}");
    }
}

#[test]
fn reports_go_where_they_are_sent() {
    let folder = folder("sent");
    let path = folder.join("report.json");
    let output = check(&[LINHAI, "--output-format", "json", "-o", path.to_str().unwrap()]);
    assert_eq!((code(&output), out(&output).as_str()), (1, ""));
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 4);
    let into = folder.join("no/such/folder.json");
    assert_eq!(code(&check(&[LINHAI, "-o", into.to_str().unwrap()])), 2);
}

#[test]
fn what_is_found_does_not_depend_on_threads() {
    let run = |jobs| {
        let plans = "examples/czech";
        let args = ["check", plans, "--output-format", "json", "-j", jobs];
        out(&misrule(&args).output().unwrap())
    };
    let one = run("1");
    assert!(one.contains("few-priorities"));
    assert_eq!(one, run("4"));
}

#[test]
fn colour_is_asked_for() {
    let full = [LINHAI, "--output-format", "full"];
    let coloured = |output: Output| out(&output).contains('\u{1b}');
    assert!(!coloured(check(&full)));
    assert!(coloured(check(&[&full[..], &["--color", "always"]].concat())));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let binary = env!("CARGO_BIN_EXE_misrule");
    let script = format!("{binary} rules | head -n 1; echo ${{PIPESTATUS[0]}}");
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(out(&output).ends_with("\n0\n"), "{}", out(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn the_start_is_a_plan_with_something_to_find() {
    let folder = folder("start");
    let start = out(&misrule(&["init", "plan"]).output().unwrap());
    let path = file(&folder, "plan.json", &start);
    let output = misrule(&["check", &path]).output().unwrap();
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains("sheng2023/no-blanket-closure"), "{}", out(&output));
    assert!(!out(&output).contains(" plan/"), "{}", out(&output));
    // What the finding asks for settles it.
    let better = start.replace(
        r#""coverage": "all","#,
        r#""coverage": "by_criteria", "criteria": ["energy use above the national norm"],"#,
    );
    let path = file(&folder, "better.json", &better);
    let output = misrule(&["check", &path]).output().unwrap();
    assert!(!out(&output).contains("sheng2023/no-blanket-closure"), "{}", out(&output));
}

#[test]
fn rules_are_listed_and_explained() {
    let list = out(&misrule(&["rules"]).output().unwrap());
    assert!(list.contains("few-priorities"), "{list}");
    for name in ["few-priorities", "sheng2023/few-priorities"] {
        let page = out(&misrule(&["explain", name]).output().unwrap());
        assert!(page.contains("priority_limit = 8") && page.contains("3.4 para. 2"), "{page}");
    }
    let page = out(&misrule(&["explain", "plan/unknown-field"]).output().unwrap());
    assert!(
        page.starts_with("plan/unknown-field\n\n  The model") && page.contains("  Mended\n"),
        "{page}"
    );
    let output = misrule(&["explain", "few-prioritis"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean `few-priorities`?"), "{}", err(&output));
}

/// The faults of a JSON report, which is there whatever the run ends with.
fn faults(args: &[&str]) -> Vec<String> {
    let output = misrule(&[&["check", "--output-format", "json"], args].concat()).output().unwrap();
    assert_eq!(code(&output), 2, "{args:?}: {}", out(&output));
    let report: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let all = report["findings"].as_array().unwrap().iter();
    let faults = all.filter(|it| it["verdict"] == "fault" && it["severity"] == "error");
    faults.map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_no_plan_ends_with_2_and_a_report() {
    let folder = folder("no-plan");
    let plans = [
        ("empty.json", "", "plan/empty"),
        ("list.json", "[]", "plan/not-a-plan"),
        ("other.json", "{ \"colour\": 1 }", "plan/not-a-plan"),
        ("broken.json", "{ \"id\": ", "plan/not-json"),
    ];
    for (name, text, expected) in plans {
        let path = file(&folder, name, text);
        let faults = faults(&[&path]);
        assert!(faults.iter().any(|it| it == expected), "{name}: {faults:?}");
    }
    let plan = file(&folder, "plan.json", &out(&misrule(&["init", "plan"]).output().unwrap()));
    let rules = file(&folder, "bad.rule", "pack bad \"Bad\"\nrule x\n");
    let absent = folder.join("absent.json");
    let absent = absent.to_str().unwrap();
    assert_eq!(faults(&[absent]), ["check/nothing-checked", "check/nothing-checked"]);
    assert_eq!(faults(&[&plan, absent]), ["check/nothing-checked"]);
    assert_eq!(faults(&[&plan, "--select", "no-such-rule"]), ["check/nothing-checked"]);
    assert_eq!(faults(&[&plan, "--rules", absent]), ["check/nothing-checked"]);
    assert!(faults(&[&plan, "--rules", &rules]).iter().all(|it| it.starts_with("syntax/")));
}

/// The same numbers stand in the head of the page of a pack and in what a check ran.
#[test]
fn rules_that_were_not_run_are_not_counted_as_asked() {
    let folder = folder("counted");
    let plan = file(&folder, "plan.json", &out(&misrule(&["init", "plan"]).output().unwrap()));
    let said = err(&misrule(&["check", &plan]).output().unwrap());
    let number = |before: &str, after: &str| -> usize {
        let end = said.find(after).unwrap_or_else(|| panic!("{said}"));
        said[..end].rsplit(before).next().unwrap().trim().parse().unwrap()
    };
    let (run, not_run) = (number("against", " rules in"), number(",", " portfolio rules not run"));
    let list = out(&misrule(&["rules"]).output().unwrap());
    let all = list.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   ")).count();
    let between = list.matches("(portfolio)").count();
    assert_eq!((run, not_run), (all - between, between), "{said}");
}

#[test]
fn the_start_is_the_same_plan_in_chinese() {
    let folder = folder("start-zh");
    let starts = ["en", "zh"].map(|lang| {
        let start = out(&misrule(&["init", "plan", "--lang", lang]).output().unwrap());
        let path = file(&folder, &format!("{lang}.json"), &start);
        let report = misrule(&["check", &path, "--output-format", "json"]).output().unwrap();
        let report: serde_json::Value = serde_json::from_str(&out(&report)).unwrap();
        let of = |name: &str| -> Vec<String> {
            let all = report["findings"].as_array().unwrap().iter();
            all.map(|it| it[name].as_str().unwrap_or_default().to_owned()).collect()
        };
        (start, of("rule"), of("verdict"), of("pointer"))
    });
    let [english, chinese] = starts;
    assert_eq!((&english.1, &english.2, &english.3), (&chinese.1, &chinese.2, &chinese.3));
    assert!(chinese.0.contains("机床") && !chinese.0.contains("Machine"), "{}", chinese.0);
}

#[test]
fn lists_of_rules_name_aspects_in_the_readers_language() {
    let list = out(&misrule(&["rules", "--lang", "zh"]).output().unwrap());
    assert!(list.contains("绿色化") && !list.contains(" green "), "{list}");
    let page = out(&misrule(&["explain", "few-priorities", "--lang", "zh"]).output().unwrap());
    assert!(!page.contains("(should") && !page.contains("(must"), "{page}");
}

#[test]
fn companion_plans_are_held_to_what_json_is() {
    let folder = folder("companions");
    let rules = "pack mine \"Mine\"\nuse regional\n\nrule dated\n  \"Measures end\"\n  \
        for m in plan.measures\n  must m.end is stated\n  otherwise \"{m.title} has no end\"\n\n\
        test companion\n  plan \"plan.json\"\n  expect satisfied dated\n";
    let rules = file(&folder, "mine.rule", rules);
    let told = |plan: &str| {
        file(&folder, "plan.json", plan);
        let output = misrule(&["test", &rules]).output().unwrap();
        (code(&output), out(&output) + &err(&output))
    };
    let measures = r#""measures": [ { "id": "a", "title": "A", "end": 2030 } ]"#;
    let (status, said) = told(&format!("{{ {measures} }}"));
    assert_eq!(status, 0, "{said}");
    let (status, said) = told(&format!("{{ \"measures\": [], {measures} }}"));
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("the field `measures` stands twice in one record"), "{said}");
    let (status, said) = told("{ \"measures\": [ }");
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("it breaks at line 1, column 17 of its text"), "{said}");
    let (_, said) = told("{ \"measures\": [");
    assert!(said.contains("before all of it is closed"), "{said}");
    // A folder is no file, and neither is what is no text.
    std::fs::remove_file(folder.join("plan.json")).unwrap();
    std::fs::create_dir(folder.join("plan.json")).unwrap();
    let output = misrule(&["test", &rules]).output().unwrap();
    assert!(err(&output).contains("no file `plan.json` can be read"), "{}", err(&output));
}

#[test]
fn a_pack_has_a_page_of_what_it_holds() {
    let page = |args: &[&str]| out(&misrule(&[&["explain"], args].concat()).output().unwrap());
    let english = page(&["sheng2023"]);
    assert!(english.starts_with("sheng2023  pack\n"), "{english}");
    for part in ["Uses        regional", "Sheng 2023", "few-priorities", "priority_limit = 8"] {
        assert!(english.contains(part), "{part}: {english}");
    }
    // The counts are those of the lists.
    let provisions = out(&misrule(&["provisions", "--output-format", "json"]).output().unwrap());
    let provisions: serde_json::Value = serde_json::from_str(&provisions).unwrap();
    let count = provisions["provisions"].as_array().unwrap().len();
    let has = |name: &str, text: String| {
        let mut lines = english.lines().map(str::trim_start);
        assert!(lines.any(|it| it.starts_with(name) && it.contains(&text)), "{text}: {english}");
    };
    has("Provisions", count.to_string());
    let list = out(&misrule(&["rules"]).output().unwrap());
    let own = list.split("\n\nsheng2023  ").nth(1).unwrap();
    let rules = own.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   ")).count();
    has("Rules", format!("{rules}, "));
    let chinese = page(&["sheng2023", "--lang", "zh"]);
    assert!(chinese.starts_with("sheng2023  规则包\n"), "{chinese}");
    assert!(chinese.contains("其中") && !chinese.contains("of them"), "{chinese}");
    let markdown = page(&["sheng2023", "--output-format", "markdown"]);
    assert!(markdown.contains("- [`few-priorities`](few-priorities.md): "), "{markdown}");
    // A pack that has no rules says what it declares.
    assert!(page(&["regional"]).contains("Measure"));
    assert!(page(&["prelude"]).starts_with("prelude  pack\n"));
}

#[test]
fn an_unknown_provision_points_at_the_list_of_all() {
    let output = misrule(&["explain", "9.9-z"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("`misrule provisions` lists"), "{}", err(&output));
}

#[test]
fn rule_files_are_checked_without_plans() {
    let folder = folder("lint");
    let good = std::fs::read_to_string(RULES).unwrap();
    let path = file(
        &folder,
        "town.rule",
        &good.replace("no-blanket-closure\n  when", "no-blanket\n  when"),
    );
    let output = misrule(&["lint", &path, "--no-default-rules"]).output().unwrap();
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("town.rule:"), "{}", out(&output));
    let output = misrule(&["lint", RULES, "--no-default-rules", "--fail-on", "error"]).output();
    assert_eq!(code(&output.unwrap()), 0);
    // Rules that do not load check no plan.
    let output = misrule(&["check", "-r", &path, "--no-default-rules", LINHAI]).output().unwrap();
    assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    assert!(err(&output).contains("do not load"), "{}", err(&output));
}

#[test]
fn the_rest_prints_what_it_says() {
    let printed = [
        (vec!["version"], "pack sheng2023 1.0 ("),
        (vec!["--version"], "misrule "),
        (vec!["schema", "plan"], "$schema"),
        (vec!["schema", "portfolio"], "$schema"),
        (vec!["completions", "bash"], "_misrule"),
        (vec!["--help"], "check"),
    ];
    for (args, text) in printed {
        let output = misrule(&args).output().unwrap();
        assert_eq!(code(&output), 0, "{args:?}");
        assert!(out(&output).contains(text), "{args:?}");
    }
    assert_eq!(code(&misrule(&[]).output().unwrap()), 2);
}

#[test]
fn records_and_vocabularies_are_explained() {
    let output = misrule(&["explain", "measure_action"]).output().unwrap();
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("phase_out    phases it out"), "{}", out(&output));
    let output = misrule(&["explain", "regional/Restriction"]).output().unwrap();
    assert!(out(&output).contains("must be stated"), "{}", out(&output));
    let output = misrule(&["explain", "Mesure"]).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean `Measure`?"), "{}", err(&output));
}

#[test]
fn a_model_that_is_not_used_is_named() {
    let folder = folder("nouse");
    let path = file(
        &folder,
        "nouse.rule",
        "pack nouse \"N\"\n\ndefine d(p: Plan) = count of p.measures\n",
    );
    let output = misrule(&["lint", &path]).output().unwrap();
    let text = out(&output);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("write `use regional` below the head of the pack"), "{text}");
}

#[test]
fn a_file_of_another_format_is_read_and_said_to_be_one() {
    let folder = folder("format");
    let plan = std::fs::read_to_string("examples/invented/linhai.json").unwrap();
    let path = file(&folder, "old.json", &plan.replace("regional/plan/1", "regional/plan/9"));
    let output = misrule(&["check", &path, "--select", "few-priorities"]).output().unwrap();
    let text = out(&output);
    assert_eq!(code(&output), 1);
    assert!(text.contains("plan/other-format: `regional/plan/9`"), "{text}");
    assert!(text.contains("sheng2023/few-priorities"), "{text}");
}

#[test]
fn what_cannot_be_read_to_its_end_is_not_said_to_lack_what_may_stand_behind() {
    let folder = folder("broken");
    let path = file(&folder, "broken.json", "{ \"format\": \"regional/plan/1\", \"id\": “x” }");
    let output = misrule(&["check", &path, "--select", "few-priorities"]).output().unwrap();
    let text = out(&output);
    assert_eq!(code(&output), 2);
    assert!(text.contains("plan/not-json"), "{text}");
    assert!(!text.contains("must state") && !text.contains("nothing-decided"), "{text}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = std::env::temp_dir().join(format!("misrule-threads-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/china/cn-14fyp.json");
    let text = std::fs::read_to_string(path).unwrap();
    // More than one batch.
    for at in 0..70 {
        let plan = text.replacen("\"cn-14fyp\"", &format!("\"plan-{at}\""), 1);
        std::fs::write(folder.join(format!("{at}.json")), plan).unwrap();
    }
    let with = |jobs: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
            .args(["check", ".", "--output-format", "json", "--jobs", jobs])
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.stdout.len() > 100_000);
        output.stdout
    };
    assert!(with("1") == with("3"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn no_threads_are_no_way_to_check() {
    for jobs in ["0", "-1", "many"] {
        let output = misrule(&["check", "-", &format!("--jobs={jobs}")]).output().unwrap();
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains("1 or more"), "{}", err(&output));
    }
}

#[test]
fn a_plan_that_stands_in_a_portfolio_twice_is_not_counted_in_silence() {
    let folder = folder("twice");
    let (first, second) = (file(&folder, "a.json", CLEAN), file(&folder, "copy.json", CLEAN));
    let output = check(&[&first, &second, "--portfolio", "--output-format", "concise"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(
        out(&output).contains("error check/plan-twice: the plan `clean` stands in the portfolio")
    );
    // Two drafts side by side are no portfolio.
    let output = check(&[&first, &second]);
    assert_eq!(code(&output), 0, "{}", out(&output));
}

/// A pipe in a folder is read for ever by whoever opens it.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_passed_over() {
    let folder = folder("pipe");
    file(&folder, "a.json", CLEAN);
    let made = Command::new("mkfifo").arg(folder.join("b.json")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let mut child = misrule(&["check", "-r", RULES, "--no-default-rules"])
        .arg(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let waiting = std::time::Instant::now();
    let ended = loop {
        match child.try_wait().unwrap() {
            Some(status) => break Some(status),
            None if waiting.elapsed().as_secs() > 60 => break None,
            None => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    };
    if ended.is_none() {
        child.kill().unwrap();
    }
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
}
