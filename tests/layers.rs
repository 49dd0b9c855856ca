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

const TOWN: &str = "pack town \"Town\"\n\nuse regional\n\n\
    source charter\n  title \"Charter\"\n  year 2026\n\n\
    provision 1\n  in charter at \"section 1\"\n  says \"Measures are dated\"\n  strength should\n  aspect foundation\n\n\
    provision 2\n  in charter at \"section 2\"\n  says \"Measures succeed\"\n  strength should\n  aspect foundation\n  same as 1\n  not checkable because \"a forecast\"\n\n\
    parameter most: integer = 1 from 2021, 2 from 2026\n  because \"a count\"\n  checked on 2026-11-24\n\n\
    rule ends\n  \"Measures have an end\"\n  implements 1\n  stricter because \"the council\"\n  formerly dated\n  in force from 2025\n\
    \x20 for m in plan.measures\n  must m.end is stated\n  otherwise \"{m.title} has no end\"\n\n\
    exception research to ends\n  when m.action is research\n  because \"open\"\n\n\
    rule few\n  \"Few measures\"\n  let n = count of plan.measures\n  must n <= most\n  otherwise \"{n} measures\"\n\n\
    test three\n  plan { \"measures\": [ { \"id\": \"a\", \"title\": \"A\", \"action\": \"close\" }, { \"id\": \"b\", \"title\": \"B\" } ] }\n  as of 2025\n\
    \x20 expect violated few\n  expect violated ends at \"measures[a]\"\n\n\
    test leave\n  plan { \"measures\": [ { \"id\": \"a\", \"title\": \"A\", \"action\": \"research\" } ] }\n  as of 2025\n  expect excepted dated\n";

const COUNTY: &str = "pack county \"County\"\n\nuse town\n\n\
    parameter most: integer = 9\n  because \"larger\"\n\n\
    replace rule town/ends\n  \"Measures have a start\"\n  for m in plan.measures\n  should m.start is stated\n  otherwise \"{m.title} has no start\"\n\n\
    disable town/research because \"research starts too\" zh: \"研究也有开始\"\n\n\
    test none-starts\n  plan { \"measures\": [ { \"id\": \"a\", \"title\": \"A\", \"action\": \"research\" } ] }\n\
    \x20 expect violated town/ends\n  expect satisfied town/few\n";

const WITHOUT: &str = "pack county \"County\"\n\nuse town\n\n\
    disable town/few because \"we count nothing\" zh: \"我们不计数\"\n";

const THREE: &str = r#"{ "format": "regional/plan/1", "id": "p", "title": "P",
  "region": { "code": "p", "name": "P", "level": "province" },
  "period": { "base_year": 2020, "first_year": 2021, "last_year": 2025 },
  "measures": [ { "id": "a", "title": "A", "action": "close" },
                { "id": "b", "title": "B", "action": "research" },
                { "id": "c", "title": "C", "end": 2024 } ] }"#;

/// A folder with the town's rules, the county's, and a plan.
fn town(name: &str, county: &str) -> [String; 3] {
    let folder = folder(name);
    let town = file(&folder, "town/town.rule", TOWN);
    [town, file(&folder, "county/county.rule", county), file(&folder, "p.json", THREE)]
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(&out(output)).unwrap()
}

#[test]
fn the_tests_of_each_pack_hold_with_what_it_sees() {
    let [town, county, _] = town("views", COUNTY);
    let output = misrule(&["test", &town, &county]);
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    assert!(err(&output).ends_with("3 tests passed.\n"), "{}", err(&output));
}

#[test]
fn a_rule_that_is_replaced_says_by_whom() {
    let [town, county, plan] = town("replaced", COUNTY);
    let rules = ["-r", &town, "-r", &county, "--no-default-rules"];
    let check = |more: &[&str]| misrule(&[&["check"], &rules[..], more, &[&plan]].concat());
    let concise = check(&[]);
    assert_eq!(concise.status.code(), Some(0), "{}", err(&concise));
    assert_eq!(out(&concise).matches("warning town/ends: ").count(), 3, "{}", out(&concise));
    let full = out(&check(&["--output-format", "full"]));
    assert!(full.contains("town/ends (should), replaced by county"), "{full}");
    let verbose = err(&check(&["-v"]));
    for line in [
        "Replaced: town/ends, by county\n",
        "Disabled: town/research, by county: research starts too\n",
        "Set: town/most = 9, by county: larger\n",
    ] {
        assert!(verbose.contains(line), "{verbose}");
    }
    let report = json(&check(&["--output-format", "json"]));
    assert_eq!(report["findings"][0]["replaced_by"], "county");
    let kinds: Vec<&str> = report["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["replaced rule", "disabled exception", "set parameter"]);
    let parameter = &report["parameters"][0];
    assert_eq!(
        (&parameter["name"], &parameter["value"], &parameter["set_by"]),
        (&"town/most".into(), &"9".into(), &"county".into())
    );

    let listed = out(&misrule(&[&["rules"], &rules[..]].concat()));
    assert!(listed.contains("replaced by county\n"), "{listed}");
    assert!(listed.contains("exception town/research disabled by county: research starts too"));
    let page = out(&misrule(&[&["explain", "town/ends"], &rules[..]].concat()));
    for part in
        ["Status    replaced by county", "Formerly  town/dated", "disabled by county: research"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_rule_that_is_disabled_is_counted_and_named() {
    let [town, county, plan] = town("disabled", WITHOUT);
    let rules = ["-r", &town, "-r", &county, "--no-default-rules"];
    let check = |more: &[&str]| misrule(&[&["check"], &rules[..], more, &[&plan]].concat());
    let plain = check(&[]);
    assert!(err(&plain).starts_with("Checked 1 plan against 1 rule in "), "{}", err(&plain));
    // The model has two portfolio rules of its own.
    assert!(err(&plain).contains(", 2 portfolio rules not run"), "{}", err(&plain));
    assert!(err(&plain).contains(", 1 rule disabled.\n"), "{}", err(&plain));
    assert!(!out(&plain).contains("town/few"));
    let verbose = err(&check(&["-v", "--lang", "zh"]));
    assert!(verbose.contains("停用：town/few，由county：我们不计数\n"), "{verbose}");
    let report = json(&check(&["--output-format", "json"]));
    assert_eq!(report["summary"]["rules"]["disabled"], 1);
    let disabled = &report["changes"][0];
    assert_eq!(
        (&disabled["kind"], &disabled["name"], &disabled["because"]),
        (&"disabled rule".into(), &"town/few".into(), &"we count nothing".into())
    );
    let only = check(&["--select", "few"]);
    assert_eq!(only.status.code(), Some(2));
    assert!(err(&only).contains("`town/few` is disabled by the pack `county`"), "{}", err(&only));
    let other = check(&["--select", "ends"]);
    assert!(!err(&other).contains("disabled"), "{}", err(&other));
}

#[test]
fn old_names_lead_to_the_rule() {
    let [town, _, plan] = town("old-names", "");
    let rules = ["-r", &town, "--no-default-rules"];
    let check = |more: &[&str]| misrule(&[&["check"], &rules[..], more, &[&plan]].concat());
    for old in ["dated", "town/dated"] {
        let output = check(&["--select", old]);
        assert!(err(&output).starts_with(&format!("`{old}` is the old name of `town/ends`.\n")));
        assert_eq!(out(&output).matches("error town/ends: ").count(), 1, "{}", out(&output));
    }
    let ignored = check(&["--ignore", "dated"]);
    assert!(!out(&ignored).contains("town/ends"), "{}", out(&ignored));
    let lower = check(&["--level", "dated=note"]);
    assert!(out(&lower).contains("note town/ends: "), "{}", out(&lower));
    let page = misrule(&[&["explain", "dated"], &rules[..]].concat());
    assert!(out(&page).starts_with("town/ends  error (must)"), "{}", out(&page));
    assert!(err(&page).contains("`dated` is the old name of `town/ends`"), "{}", err(&page));
    let report = json(&check(&["--output-format", "json", "--select", "ends"]));
    let finding = &report["findings"][0];
    let former = misrule::assess::fingerprint("town/dated", "p", &["measures[a]".to_owned()]);
    assert_eq!(finding["former_fingerprints"], serde_json::json!([former]));
    assert_ne!(finding["fingerprint"], former.as_str());
}

#[test]
fn the_year_of_a_value_is_said() {
    let [town, _, plan] = town("years", "");
    let rules = ["-r", &town, "--no-default-rules"];
    let full = misrule(
        &[&["check", "--output-format", "full", "--select", "few"], &rules[..], &[&plan]].concat(),
    );
    assert!(out(&full).contains("most at 2025 = 1 (parameter: a count)"), "{}", out(&full));
    let set = [&["check", "--output-format", "full", "--set", "most=2"], &rules[..], &[&plan]];
    let set = misrule(&set.concat());
    assert!(out(&set).contains("most = 2 (parameter, set for this run)"), "{}", out(&set));
    let page = out(&misrule(&[&["explain", "most"], &rules[..]].concat()));
    for part in ["1 from 2021, 2 from 2026", "Checked on  2026-11-24", "Rule        town/few"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let report = misrule(&[&["check", "--output-format", "json"], &rules[..], &[&plan]].concat());
    let report = json(&report);
    assert_eq!(report["plans"][0]["last_year"], 2025);
    assert_eq!(report["parameters"][0]["value"], "1 from 2021, 2 from 2026");
    let page = out(&misrule(&[&["explain", "2"], &rules[..]].concat()));
    for part in ["no plan can show it: a forecast", "Same as   town/1"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let page = out(&misrule(&[&["explain", "ends"], &rules[..]].concat()));
    for part in ["In force   from 2025, by the plan's last year", "Stricter   the council"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}
