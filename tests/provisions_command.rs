//! `misrule provisions`, from outside: which provisions rules answer to, in every format.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// Two sources. Of the first, one provision is covered by a rule and one through it; one is
/// covered by an exception, one in part, one by a disabled rule only, one by nothing, and two
/// cannot be checked. Two are what two others say together: of the one, both parts are answered,
/// and it is said once more; of the other, one part is not. Texts try to break out of where they are written.
const TOWN: &str = r##"pack town "Town"

use prelude

vocabulary aspect { green "green", security "security" }

record Plan key id is the plan from first to last
  format: text
  id: text
  first?: year
  last?: year
  trees?: integer

source paper
  title "Of trees"
  author "Oak"
  year 2020

source law
  title "=cmd() | <b>Law</b>"
  short "[Law](u)"

provision 1-b
  in paper at "1"
  says "There are trees"
  strength must
  aspect green

provision 1-aa
  in paper at "1, a note"
  says "Trees there are"
  strength should
  aspect green
  same as 1-b

provision 1-c
  in paper at "1"
  says "A small town may have fewer"
  strength could
  aspect green

provision 2-a
  in paper at "2"
  says "Trees are loved"
  strength should
  aspect green
  partly checkable because "love is seen in numbers only"

provision 10-a
  in paper at "10"
  says "Trees are counted"
  strength should
  aspect green

provision 2-b
  in paper at "2"
  says "Trees are felled by rule"
  strength should not
  aspect security

provision 11-a
  in paper at "11"
  says "Trees are there and loved"
  strength should
  aspect green
  same as 1-aa, 2-a

provision 11-b
  in paper at "11"
  says "Trees are there, and counted"
  strength should
  aspect green
  same as 1-b, 10-a

provision 12
  in paper at "12"
  says "Trees are there and loved, once more"
  strength should
  aspect green
  same as 11-a

provision L1
  in law at "`1` | 2"
  says "*All* <script>is</script> well|"
  strength should
  aspect security
  not checkable because "=1+1 is not in plans"

provision L2
  in law at "2"
  says "So it is"
  strength should
  aspect security
  same as L1

rule trees
  "There are trees"
  implements 1-b
  must plan.trees > 9
  otherwise "{plan.trees} trees"

rule loved
  "Trees are loved"
  implements 2-a
  should plan.trees > 99
  otherwise "{plan.trees} trees"

rule counted
  "Trees are counted"
  implements 10-a
  should plan.trees is stated
  otherwise "Nobody counted"

exception small to trees
  implements 1-c
  when plan.trees > 5
  because "it is a small town"

test some
  plan { "trees": 7 }
  expect excepted trees
  expect violated loved

test many
  plan { "trees": 100 }
  expect satisfied trees
"##;

const LATER: &str =
    "pack later \"Later\"\n\nuse town\n\ndisable counted\n  because \"nobody asked\"\n";

fn provisions(args: &[&str]) -> Output {
    misrule("provisions", args)
}

fn misrule(command: &str, args: &[&str]) -> Output {
    // Written once: a file that one test writes anew, the program that another runs reads half.
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("provisions");
        let rules = folder.join("rules");
        std::fs::create_dir_all(&rules).unwrap();
        for (name, text) in [("town.rule", TOWN), ("later.rule", LATER)] {
            std::fs::write(rules.join(name), text).unwrap();
        }
        folder
    });
    let folder = &*FOLDER;
    let mut run = Command::new(env!("CARGO_BIN_EXE_misrule"));
    run.current_dir(folder).args([command, "--no-default-rules", "--rules", "rules"]);
    for name in ["NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        run.env_remove(name);
    }
    run.args(args).output().unwrap()
}

fn out(args: &[&str]) -> String {
    let output = provisions(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_says_what_answers_to_each() {
    insta::assert_snapshot!("table", out(&[]));
    insta::assert_snapshot!("table_in_chinese", out(&["--lang", "zh"]));
    let counted = String::from_utf8(provisions(&[]).stderr).unwrap();
    assert_eq!(counted, "11 provisions: 3 covered, 3 partly, 3 not yet, 2 not checkable.\n");
}

/// The page of a provision names those that say it together, and of what it is a part itself.
#[test]
fn a_page_tells_of_what_is_said_together() {
    let page = |args: &[&str]| String::from_utf8(misrule("explain", args).stdout).unwrap();
    let has = |page: &str, name: &str, text: &str| {
        let line = page.lines().find(|line| line.contains(text));
        assert!(line.is_some_and(|it| it.trim_start().starts_with(name)), "{name} {text}: {page}");
    };
    has(&page(&["11-a"]), "Same as", "town/1-aa and town/2-a together");
    has(&page(&["11-a", "--lang", "zh"]), "等同于", "town/1-aa与town/2-a合起来");
    has(&page(&["2-a"]), "Part of", "town/11-a");
    has(&page(&["2-a", "--lang", "zh"]), "属于", "town/11-a");
}

#[test]
fn a_status_selects() {
    let some = out(&["--status", "not-yet,partly", "--output-format", "csv"]);
    let ids: Vec<&str> = some.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids, ["2-a", "2-b", "10-a", "11-a", "11-b", "12"]);
}

#[test]
fn files_hold_what_plans_and_papers_try_to_break_out_of() {
    insta::assert_snapshot!("csv", out(&["--output-format", "csv"]));
    insta::assert_snapshot!("markdown", out(&["--output-format", "markdown"]));
    insta::assert_snapshot!("json", out(&["--output-format", "json", "--status", "partly"]));
}

/// Of the packs that come with the tool no provision is without a status, and none that rules
/// answer to is without a test.
#[test]
fn every_provision_of_the_paper_has_a_status() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_misrule"));
    let output = command.args(["provisions", "--output-format", "json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["provisions"].as_array().unwrap();
    assert_eq!(rows.iter().filter(|row| row["pack"] == "sheng2023").count(), 193);
    for row in rows {
        let names = |of: &str| row[of].as_array().unwrap().len();
        let answered = names("rules") + names("exceptions") > 0;
        assert_eq!(answered, row["tests"].as_u64().unwrap() > 0, "{row}");
        let reason = !row["why"].is_null();
        match row["status"].as_str().unwrap() {
            "covered" => assert!(answered && !reason, "{row}"),
            "partly" => assert!(answered && reason, "{row}"),
            "not yet" => assert!(!answered, "{row}"),
            "not checkable" => assert!(!answered && reason, "{row}"),
            other => panic!("{other}"),
        }
    }
}
