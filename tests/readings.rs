//! The readings of real plans in `docs/readings/` are of what the rules say today: their counts are
//! the check's, every verdict has its reading, and no reading is of a verdict that is no longer
//! given. `UPDATE_READINGS=1 cargo test --test readings` writes the counts; readings are written by
//! hand.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

const READ: [(&str, &str); 3] = [
    ("czech.md", "examples/czech/portfolio.json"),
    ("german.md", "examples/germany/portfolio.json"),
    ("china.md", "examples/china"),
];

/// What a reading can come to: of a violation, and of a pass.
const OF_VIOLATED: [&str; 3] = ["true alarm", "false alarm", "right but trivial"];
const OF_SATISFIED: [&str; 3] = ["right", "right but trivial", "hollow"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> PathBuf {
    root().join("docs/readings").join(name)
}

/// A verdict on one subject of a plan or portfolio.
struct Told {
    rule: String,
    verdict: String,
    plan: String,
    subject: String,
    /// The first evidence it waits for: where, and why it is not there.
    waits: Option<(String, String)>,
}

struct Report {
    told: Vec<Told>,
    plans: u64,
    status: i32,
}

/// Each set is checked once, whichever test asks first.
fn reports() -> impl Iterator<Item = (&'static str, &'static str, &'static Report)> {
    static REPORTS: OnceLock<[Report; 3]> = OnceLock::new();
    let reports = REPORTS.get_or_init(|| READ.map(|(_, path)| check(path)));
    READ.into_iter().zip(reports).map(|((name, path), report)| (name, path, report))
}

fn check(path: &str) -> Report {
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(["check", path, "--show-satisfied", "--lang", "en", "--output-format", "json"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told = report["findings"].as_array().unwrap().iter().map(|it| {
        let missing = it["missing"].as_array().unwrap().first();
        Told {
            rule: word(&it["rule"]).rsplit('/').next().unwrap().to_owned(),
            verdict: word(&it["verdict"]),
            plan: word(&it["plan"]),
            subject: word(&it["subject"]),
            waits: missing.map(|it| (field(&word(&it["path"])), word(&it["why"]))),
        }
    });
    let plans = report["summary"]["plans"].as_u64().unwrap();
    Report { told: told.collect(), plans, status: output.status.code().unwrap() }
}

/// The field of a plan that a path leads into: `food` of `plans[cz010].food.arable_land`.
fn field(path: &str) -> String {
    let path = match path.strip_prefix("plans[") {
        Some(rest) => rest.split_once("].").map_or("plans", |(_, rest)| rest),
        None => path,
    };
    path.split(['.', '[']).next().unwrap().to_owned()
}

/// How many subjects of each rule got each verdict; a rule that decided nothing stands in the next
/// table.
fn counts(report: &Report) -> String {
    const VERDICTS: [&str; 5] =
        ["satisfied", "violated", "excepted", "undetermined", "not_applicable"];
    let mut rules: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for told in &report.told {
        if let Some(at) = VERDICTS.iter().position(|it| *it == told.verdict) {
            rules.entry(&told.rule).or_default()[at] += 1;
        }
    }
    let sum = |at: usize| rules.values().map(|counts| counts[at]).sum::<usize>();
    let mut text = format!(
        "{} plans, {} rules, exit status {}. Verdicts, one for each subject of a rule: {} satisfied, \
         {} violated, {} excepted, {} undetermined, {} not applicable.\n\n",
        report.plans,
        rules.len(),
        report.status,
        sum(0),
        sum(1),
        sum(2),
        sum(3),
        sum(4),
    );
    let decided = rules.iter().filter(|(_, counts)| counts[..3].iter().any(|it| *it > 0));
    let rows: Vec<String> = decided
        .map(|(rule, [satisfied, violated, excepted, undetermined, _])| {
            format!("| `{rule}` | {satisfied} | {violated} | {excepted} | {undetermined} |\n")
        })
        .collect();
    match rows.is_empty() {
        true => text.push_str("No rule decided anything.\n"),
        false => {
            text.push_str("| rule | satisfied | violated | excepted | undetermined |\n");
            text.push_str("| --- | --- | --- | --- | --- |\n");
            text.push_str(&rows.concat());
        }
    }
    text
}

/// By the first evidence they wait for: the rules that could not decide.
fn open(report: &Report) -> String {
    let mut kinds: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for told in report.told.iter().filter(|it| it.verdict == "undetermined") {
        let (field, why) = told.waits.as_ref().map_or(("", ""), |(field, why)| (field, why));
        kinds.entry((field, why)).or_default().insert(&told.rule);
    }
    let mut rows: Vec<_> = kinds.into_iter().collect();
    rows.sort_by_key(|(kind, rules)| (std::cmp::Reverse(rules.len()), *kind));
    let mut text = "| waits for | rules | which |\n| --- | --- | --- |\n".to_owned();
    for ((field, why), rules) in rows {
        let names: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
        let field = if field.is_empty() { String::new() } else { format!("`{field}` ") };
        writeln!(text, "| {field}{why} | {} | {} |", rules.len(), names.join(", ")).unwrap();
    }
    text
}

/// The page with what stands between `<!-- NAME -->` and `<!-- end -->` written anew.
fn renewed(text: &str, name: &str, block: &str) -> String {
    let mark = format!("<!-- {name} -->\n");
    let (before, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("no {mark}"));
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    format!("{before}{mark}\n{block}\n<!-- end -->{after}")
}

#[test]
fn the_counts_are_those_of_the_check() {
    for (name, path, report) in reports() {
        let text = std::fs::read_to_string(page(name)).unwrap();
        assert!(text.contains(&format!("misrule check {path}")), "{name}");
        let expected = renewed(&text, "counts", &counts(report));
        let expected = renewed(&expected, "open", &open(report));
        if std::env::var_os("UPDATE_READINGS").is_some() {
            std::fs::write(page(name), &expected).unwrap();
            continue;
        }
        for (number, (is, should)) in (1..).zip(text.lines().zip(expected.lines())) {
            assert_eq!(is, should, "{name}:{number}; UPDATE_READINGS=1 brings it up to date");
        }
        assert_eq!(text, expected, "{name}: UPDATE_READINGS=1 brings it up to date");
    }
}

/// A row of a table of readings: the rule; the plans, subjects, or subjects of a plan it is of
/// (none: all that no other row names); and what it comes to.
struct Reading {
    rule: String,
    of: Vec<String>,
    comes_to: String,
}

/// The rows of the table below a heading.
fn rows<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let Some((_, section)) = text.split_once(&format!("\n## {heading}\n")) else {
        return Vec::new();
    };
    let section = section.split("\n## ").next().unwrap();
    let section = match section.split_once("<!-- end -->") {
        Some((_, written)) => written,
        None => section,
    };
    section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn readings(text: &str, heading: &str) -> Vec<Reading> {
    let read = rows(text, heading).into_iter().map(|cells| {
        assert!(cells.len() == 3 && cells[2].len() > 40, "too short a reading: {cells:?}");
        let mut quoted = quoted(cells[0]);
        let rule = quoted.remove(0);
        Reading { rule, of: quoted, comes_to: cells[1].to_owned() }
    });
    read.collect()
}

impl Told {
    fn is_called(&self, name: &str) -> bool {
        let Told { plan, subject, .. } = self;
        *name == **plan || *name == **subject || *name == format!("{plan} {subject}")
    }
}

/// The readings of a verdict: those that name it, else those of its rule at large.
fn readings_of<'a>(told: &Told, readings: &'a [Reading]) -> Vec<&'a Reading> {
    let (at_large, named): (Vec<&Reading>, Vec<&Reading>) = readings
        .iter()
        .filter(|reading| reading.rule == told.rule)
        .partition(|reading| reading.of.is_empty());
    let named: Vec<&Reading> =
        named.into_iter().filter(|it| it.of.iter().any(|name| told.is_called(name))).collect();
    if named.is_empty() { at_large } else { named }
}

#[test]
fn every_verdict_is_read_and_nothing_else_is() {
    for (name, _, report) in reports() {
        let text = std::fs::read_to_string(page(name)).unwrap();
        let kinds = [
            ("Violated", &["violated", "fault"][..], OF_VIOLATED),
            ("Satisfied", &["satisfied", "excepted"][..], OF_SATISFIED),
        ];
        for (heading, verdicts, words) in kinds {
            let readings = readings(&text, heading);
            let told = || report.told.iter().filter(|it| verdicts.contains(&it.verdict.as_str()));
            for told in told() {
                let Told { rule, plan, subject, verdict, .. } = told;
                let found = readings_of(told, &readings).len();
                assert_eq!(found, 1, "{name}: readings of `{rule}` ({verdict}) `{plan} {subject}`");
            }
            for reading in &readings {
                let Reading { rule, of, comes_to } = reading;
                assert!(words.contains(&comes_to.as_str()), "{name}: {comes_to}");
                let is_told =
                    |name: &String| told().any(|it| it.rule == *rule && it.is_called(name));
                let is_of_some = told().any(|it| {
                    readings_of(it, &readings).iter().any(|found| std::ptr::eq(*found, reading))
                });
                let stale = !is_of_some || !of.iter().all(is_told);
                assert!(!stale, "{name}: no verdict is like the reading of `{rule}` {of:?}");
            }
        }
    }
}

/// What a reader is to make of each kind of silence.
#[test]
fn every_kind_of_missing_evidence_is_spoken_of() {
    for (name, _, report) in reports() {
        let text = std::fs::read_to_string(page(name)).unwrap();
        let spoken: BTreeSet<String> =
            rows(&text, "Not decided").iter().flat_map(|cells| quoted(cells[0])).collect();
        let waits = report.told.iter().filter_map(|it| it.waits.as_ref());
        let missing: BTreeSet<String> =
            waits.map(|(field, _)| field.clone()).filter(|field| !field.is_empty()).collect();
        assert_eq!(spoken, missing, "{name}");
    }
}

#[test]
fn the_index_leads_to_each_page() {
    let index = std::fs::read_to_string(page("README.md")).unwrap();
    let pages: BTreeSet<String> = std::fs::read_dir(page(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert!(READ.iter().all(|(name, _)| pages.contains(*name)), "{pages:?}");
    for name in pages {
        assert!(index.contains(&format!("({name})")), "{name}");
    }
    for name in ["README.md", "examples/README.md"] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        assert!(text.contains("docs/readings/README.md"), "{name}");
    }
}
