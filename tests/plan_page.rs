//! What a plan states, for those who write one: every word of the model has its meaning in both
//! languages, and the pages that say so are made from the model, with examples that are read.
//! `UPDATE_PLAN=1 cargo test --test plan_page` writes them anew.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use misrule::base::{Language, Texts};
use misrule::declare::build;
use misrule::model::{FieldType, Model, RecordId};
use misrule::packs::Packs;
use serde_json::Value;

/// The pack whose record is the plan.
const PACK: &str = "regional";

/// What is said of, its page and the file its examples are taken from.
const PAGES: [(&str, &str, &str); 2] = [
    ("plan", "docs/plan.md", "docs/plan/plan.json"),
    ("portfolio", "docs/portfolio.md", "docs/plan/portfolio.json"),
];

/// Lines of an example beyond which it is no short one.
const MOST_LINES: usize = 45;

fn model() -> Model {
    let (packs, sources, _) = Packs::load(Vec::new(), true, &|_, _| None);
    build(&packs, &sources).0
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn misrule(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

#[test]
fn every_field_and_word_says_what_it_means_in_both_languages() {
    let model = model();
    let mut texts: Vec<(String, &Texts)> = Vec::new();
    for record in model.records.iter().filter(|record| record.pack == PACK) {
        texts.push((record.name.clone(), &record.text));
        let fields = record.fields.iter();
        texts.extend(fields.map(|it| (format!("{}.{}", record.name, it.name), &it.text)));
    }
    for words in model.vocabularies.iter().filter(|words| words.pack == PACK) {
        if !words.inline {
            texts.push((words.name.clone(), &words.text));
        }
        let all = words.words.iter();
        texts.extend(all.map(|it| (format!("{}: {}", words.name, it.name), &it.text)));
    }
    assert!(texts.len() > 500, "the model was not found");
    let is_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let wrong: Vec<String> = texts
        .into_iter()
        .filter(|(_, text)| {
            let (en, zh) = (text.pick(Language::En).trim(), text.pick(Language::Zh).trim());
            en.is_empty() || zh.is_empty() || en == zh || is_han(en)
        })
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "without a text in English and one in Chinese: {}", wrong.join(", "));
}

#[test]
fn the_pages_are_made_from_the_model() {
    let update = std::env::var_os("UPDATE_PLAN").is_some();
    for (what, page, example) in PAGES {
        let made = misrule(&["schema", what, "--output-format", "markdown", "--example", example]);
        if update {
            fs::write(root().join(page), &made).unwrap();
        }
        let hint = "UPDATE_PLAN=1 cargo test --test plan_page brings it up to date";
        assert!(read(page) == made, "{page}: {hint}");
    }
}

#[test]
fn the_examples_are_read_without_a_fault() {
    for (_, _, example) in PAGES {
        let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
            .args(["check", example, "--output-format", "json"])
            .current_dir(root())
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["summary"]["plans"], 1, "{example} was not read");
        let faults = report["findings"].as_array().unwrap();
        let faults: Vec<&Value> = faults.iter().filter(|it| it["verdict"] == "fault").collect();
        assert!(faults.is_empty(), "{example}: {faults:#?}");
    }
}

#[test]
fn the_examples_show_every_field_and_are_short() {
    let model = model();
    let mut shown: BTreeSet<(RecordId, String)> = BTreeSet::new();
    for (_, _, example) in PAGES {
        let value: Value = serde_json::from_str(&read(example)).unwrap();
        let root = if value.get("plans").is_some() { model.portfolio } else { model.plan };
        walk(&model, root.unwrap(), &value, &mut shown);
    }
    let mut unseen = Vec::new();
    for (id, record) in (0..).map(RecordId).zip(&model.records) {
        let fields = record.fields.iter().filter(|it| !shown.contains(&(id, it.name.clone())));
        unseen.extend(fields.map(|it| format!("{}.{}", record.name, it.name)));
    }
    assert!(unseen.is_empty(), "no example shows {}", unseen.join(", "));
    for (_, page, _) in PAGES {
        let text = read(page);
        let blocks: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
        assert!(blocks.len() > 1, "{page} has no examples");
        for block in blocks {
            assert!(block.lines().count() <= MOST_LINES, "{page}: too long:\n{block}");
        }
    }
}

#[test]
fn what_a_pack_adds_stands_on_the_page() {
    let rules = "examples/smart/rules";
    let page = misrule(&["schema", "plan", "--output-format", "markdown", "--rules", rules]);
    for added in [
        "| `foreign_partners` | a list of records ForeignPartner | the partners it is done with, by name and country · 境外伙伴 (added by `smart`) |",
        "### Record DiscoveryRound\n",
        "[`mandates-last`](rules/mandates-last.md)",
        "| `in_transition` | an industry in transition · 转型中的产业 (added by `smart`) |",
    ] {
        assert!(page.contains(added), "{added}");
    }
    assert!(!page.contains("```"), "there is no example where none was given");
}

const READERS: &str = "pack readers \"Readers\"\n\nuse regional\n\n\
    define due(m: Milestone) = m.due\n\n\
    rule the-whole \"Whole\"\n  must plan.milestones is stated\n  otherwise \"no\"\n\n\
    rule a-member \"Member\"\n  for m in plan.milestones\n  must due(m) > 2026\n  otherwise \"no\"\n\n\
    rule a-key \"Key\"\n  must plan.indicators[days_to_found_a_firm].series is falling\n  otherwise \"no\"\n";

#[test]
fn a_rule_stands_where_it_reads() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plan-page");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("readers.rule"), READERS).unwrap();
    let rules = folder.to_str().unwrap();
    let page = misrule(&["schema", "plan", "--output-format", "markdown", "--rules", rules]);
    let line = |start: &str, part: &str| -> &str {
        let after = &page[page.find(&format!("{start}\n")).unwrap()..];
        after.lines().find(|line| line.starts_with(part)).unwrap_or("")
    };
    let link = |rule: &str| format!("[`{rule}`](rules/{rule}.md)");
    let (whole, member, key) = (link("the-whole"), link("a-member"), link("a-key"));
    // Of a list that a rule goes through, only what it reads of the members.
    let read = line("## milestones", "Read as a whole by");
    assert!(read.contains(&whole) && !read.contains(&member), "{read}");
    let read = line("### Record Milestone", "| `due`");
    assert!(read.contains(&member) && !read.contains(&whole), "{read}");
    // Of a list in which it looks for one key, the word of that key; never the key's own field.
    let read = line("### Words of indicator", "| `days_to_found_a_firm`");
    assert!(read.contains(&key) && !read.contains(&whole), "{read}");
    let read = line("### Record Indicator", "| `id`");
    assert!(read.ends_with("|  |"), "{read}");
    let explained = misrule(&["explain", "Milestone", "--lang", "en", "--rules", rules]);
    assert!(explained.contains("a year; by when\n             read by a-member\n"), "{explained}");
}

#[test]
fn an_example_that_cannot_be_shown_is_said_to_be_none() {
    let failed = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_misrule"))
            .args(["schema", "plan", "--lang", "en"])
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(
        failed(&["--example", "docs/plan/plan.json"]),
        "misrule: `--example` is for `--output-format markdown`\n"
    );
    let markdown = ["--output-format", "markdown", "--example"];
    let said = failed(&[&markdown[..], &["docs/plan.md"]].concat());
    assert!(said.starts_with("misrule: `docs/plan.md` is no JSON object: "), "{said}");
    assert_eq!(
        failed(&[&markdown[..], &["docs/none.json"]].concat()),
        "misrule: cannot read `docs/none.json`: there is no such file or folder\n"
    );
}

/// The fields that a value states, of its record and of those in it.
fn walk(model: &Model, id: RecordId, value: &Value, shown: &mut BTreeSet<(RecordId, String)>) {
    let record = model.record(id).unwrap();
    for (name, value) in value.as_object().unwrap() {
        let Some((_, field)) = record.field_named(name) else { continue };
        shown.insert((id, name.clone()));
        match &field.ty {
            FieldType::Record(inner) => walk(model, *inner, value, shown),
            FieldType::List(member) => {
                let FieldType::Record(inner) = **member else { continue };
                let members = value.as_array().unwrap();
                members.iter().for_each(|member| walk(model, inner, member, shown));
            }
            _ => {}
        }
    }
}
