//! What a person sees of every shape of finding, from rules and plans small enough to read here.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use misrule::assess::{Assessment, Portfolio, Request, Selection, check};
use misrule::base::{Language, Sources};
use misrule::diagnostic::Severity;
use misrule::packs::{Packs, RuleFile};
use misrule::program::Program;
use misrule::report::{Form, Provenance, Style, summary, whole};
use misrule::{declare, typecheck};

const RULES: &str = include_str!("findings/town.rule");
const LINHAI: &str = include_str!("findings/linhai.json");

/// A run over plans given as file names and texts.
struct Run {
    program: Program,
    sources: Sources,
    assessment: Assessment,
}

struct Setting {
    language: Language,
    everything: bool,
    manifest: Option<&'static str>,
}

const PLAIN: Setting = Setting { language: Language::En, everything: false, manifest: None };

fn run(plans: &[(&str, &str)], setting: &Setting) -> Run {
    run_rules(RULES, plans, setting)
}

fn run_rules(rules: &str, plans: &[(&str, &str)], setting: &Setting) -> Run {
    let rules = RuleFile { name: "town.rule".into(), text: rules.into() };
    let (packs, mut sources, mut faults) = Packs::load(vec![rules], false, &|_, _| None);
    let (model, of_model) = declare::build(&packs, &sources);
    let (program, _, of_rules) = typecheck::compile(&packs, model, &[]);
    faults.extend(of_model.into_iter().chain(of_rules));
    faults.retain(|fault| fault.severity == Severity::Error);
    assert!(faults.is_empty(), "{faults:#?}");
    let files: Vec<_> = plans.iter().map(|(name, text)| sources.add(*name, *text)).collect();
    let manifest = setting.manifest.map(|text| sources.add("towns.json", text));
    let assessment = check(&Request {
        program: &program,
        sources: &sources,
        plans: &files,
        portfolio: manifest.map_or(Portfolio::None, Portfolio::Manifest),
        selection: &Selection::all(&program),
        language: setting.language,
        everything: setting.everything,
    });
    Run { program, sources, assessment }
}

impl Run {
    fn full(&self, style: &Style) -> String {
        let text = whole(&Form::Full(*style), &self.assessment, &self.sources);
        for line in text.lines() {
            let bare = strip_colour(line);
            let columns = misrule::report::width(&bare);
            assert!(columns <= style.width, "{columns} columns: {line}");
        }
        let summary = summary(&self.assessment.totals, std::time::Duration::from_millis(4), true);
        text + summary.pick(self.assessment.totals.language)
    }

    fn concise(&self) -> String {
        whole(&Form::Concise, &self.assessment, &self.sources)
    }
}

fn strip_colour(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}

#[test]
fn findings_in_full() {
    let run = run(&[("linhai.json", LINHAI)], &PLAIN);
    insta::assert_snapshot!("full", run.full(&Style::plain()));
}

#[test]
fn findings_in_colour() {
    let run = run(&[("linhai.json", LINHAI)], &PLAIN);
    let text = run.full(&Style { color: true, ..Style::plain() });
    insta::assert_snapshot!("colour", text.replace('\u{1b}', "␛"));
}

#[test]
fn findings_in_chinese_line_up() {
    let plan = LINHAI
        .replace("Dyeing and finishing", "印染")
        .replace("Close the dyeing works by 2027", "关停印染企业（2027年前）");
    let run = run(&[("临海.json", &plan)], &Setting { language: Language::Zh, ..PLAIN });
    insta::assert_snapshot!("chinese", run.full(&Style::plain()));
}

#[test]
fn findings_as_lines_and_as_json() {
    let run = run(&[("linhai.json", LINHAI)], &PLAIN);
    insta::assert_snapshot!("concise", run.concise());
    let provenance = Provenance { tool_version: "0.0.0", language: "1", program: &run.program };
    let text = whole(&Form::Json(provenance), &run.assessment, &run.sources);
    let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed["summary"]["rules"]["violated"], 3);
    // Digests change with every word of the rules.
    let digests = run.program.packs.iter().map(|pack| &pack.sha256);
    let text = digests.fold(text, |text, digest| text.replace(digest, "…"));
    insta::assert_snapshot!("json", text);
}

#[test]
fn verdicts_that_were_asked_for_are_listed() {
    let run = run(&[("linhai.json", LINHAI)], &Setting { everything: true, ..PLAIN });
    let text = run.full(&Style { width: 120, ..Style::plain() });
    let listed: Vec<&str> = text
        .lines()
        .filter(|line| {
            ["  satisfied  ", "  excepted  "].iter().any(|start| line.starts_with(start))
        })
        .collect();
    insta::assert_snapshot!("listed", listed.join("\n"));
}

#[test]
fn a_plan_that_says_little_is_told_what_would_help() {
    let plan = r#"{ "format": "town/plan/1", "id": "b", "title": "B", "base": 2025, "last": 2030,
  "measures": [
    { "id": "x", "title": "X", "action": "close" },
    { "id": "y", "title": "Y", "action": "close", "targets": ["gohst"], "coverage": "all" }
  ],
  "clean": { "2025": "n/a" } }"#;
    let run = run(&[("b.json", plan)], &PLAIN);
    insta::assert_snapshot!("little", run.full(&Style { verbose: true, ..Style::plain() }));
}

#[test]
fn a_portfolio_names_the_plans_it_lacks() {
    let manifest = r#"{
  "format": "town/portfolio/1",
  "id": "delta",
  "regions": ["A", "B"]
}"#;
    let setting = Setting { manifest: Some(manifest), ..PLAIN };
    let other = LINHAI.replace("\"linhai\"", "\"linan\"").replace("Linhai", "Linan");
    let run = run(&[("linhai.json", LINHAI), ("linan.json", &other)], &setting);
    let text = run.full(&Style::plain());
    let closing = text.find("Not decided").unwrap();
    insta::assert_snapshot!("portfolio", &text[closing..]);
    // Nothing of a finding depends on the plans beside it but the portfolio's own.
    let alone = crate::run(&[("linhai.json", LINHAI)], &PLAIN);
    let prints = |run: &Run| -> Vec<String> {
        let mine = run.assessment.found.findings.iter().filter(|finding| finding.plan == Some(0));
        mine.map(|finding| finding.fingerprint.clone()).collect()
    };
    assert_eq!(prints(&run), prints(&alone));
}

#[test]
fn a_minified_plan_is_shown_by_what_matters_in_it() {
    let filler = (0..3000).fold(String::new(), |mut text, at| {
        write!(text, r#"{{"id":"i{at}","name":"产业{at}"}},"#).unwrap();
        text
    });
    let plan: String = LINHAI.lines().map(str::trim).collect();
    let plan = plan.replace(r#""industries": ["#, &format!(r#""industries": [{filler}"#));
    assert!(plan.len() > 70_000 && !plan.contains('\n'));
    let run = run(&[("min.json", &plan)], &PLAIN);
    let text = run.full(&Style::plain());
    let first = text.split("\n\n").next().unwrap();
    insta::assert_snapshot!("minified", first);
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let plan = LINHAI.replace("Dyeing and finishing", r"\u001b[2J\u202eDyeing\u0007");
    let plan = plan.replace("the works are closed", "the\u{202e} works");
    let run = run(&[("evil\u{1b}[31m.json", &plan)], &PLAIN);
    for text in [run.full(&Style::plain()), run.concise()] {
        let hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(hidden), "{text}");
        assert!(text.contains("␛[2J"));
    }
}

#[test]
fn every_width_is_kept() {
    for width in [60, 120] {
        let run = run(&[("linhai.json", LINHAI)], &PLAIN);
        let text = run.full(&Style { width, ..Style::plain() });
        assert!(text.contains("Foundries") || text.contains("Dyeing"));
    }
}

/// A rule whose message shows one value of each kind.
const VALUES: &str = r#"
pack values "Values in words"
  version "1.0"
use prelude
record Plan key id is the plan shown as title from base to last
  format: text
  id: text
  title: text
  base: year
  last: year
  currency: one of {CNY, EUR}
  names: list of text
  none: list of text
  day: date
  share: percent
  third: number
  amount: money
  land: hectare
  kind: one of {close "closes it" zh: "关停", plain}
  parts: list of Part
  refs: list of ref Part
  code: code of isic
  bounded?: number from 3 to 5
record Part key id shown as name
  id: text
  name?: text
  size?: number
rule shown
  "Values are shown in words"
  let sizes = list of x.size for x in plan.parts
  must not plan.id is stated
  otherwise "names {plan.names}; none {plan.none}; day {plan.day}; last {plan.last}; share {plan.share}; third {plan.third / 3}; amount {plan.amount}; land {plan.land as million hectare}; kind {plan.kind}; parts {plan.parts}; refs {plan.refs}; code {plan.code}; bounded {plan.bounded}; sizes {sizes}"
"#;

#[test]
fn values_are_said_in_words() {
    let plan = r#"{ "format": "values/plan/1", "id": "v", "title": "V", "base": 2025, "last": 2030,
  "currency": "CNY", "names": ["a", "b", "c", "d", "e", "f", "g", "h"], "none": [],
  "day": "2026-02-28", "share": 27.7, "third": 1, "amount": "1.2 亿元", "land": "18 亿亩", "kind": "close",
  "parts": [{ "id": "p", "name": "Part P" }, { "id": "q" }], "refs": ["p", "ghost"],
  "code": "isic:24" }"#;
    let message = |language| {
        let setting = Setting { language, ..PLAIN };
        let run = run_rules(VALUES, &[("v.json", plan)], &setting);
        let finding = run.assessment.found.violated().next().unwrap();
        finding.message.replace("; ", "\n").replace('；', "\n")
    };
    insta::assert_snapshot!("values", message(Language::En));
    insta::assert_snapshot!("values_zh", message(Language::Zh));
}

/// Rules over two figures, 6 and 2; each with what its finding says of them.
const DISTANCES: &[(&str, &[&str])] = &[
    ("must a <= 3", &["plan.a = 6: 3 too many"]),
    ("must not (a > 3 and b > 1)", &["plan.a = 6", "plan.b = 2"]),
    ("must not a > 3", &["plan.a = 6"]),
    ("must a <= 3 and b > 1", &["plan.a = 6: 3 too many"]),
    ("must a <= 3 or b < 2", &["plan.a = 6: 3 too many", "plan.b = 2"]),
    ("must b > 4 or not (a > 3)", &["plan.b = 2: 2 short", "plan.a = 6"]),
];

#[test]
fn only_the_side_that_failed_says_its_distance() {
    let head = r#"pack small "Small"
  version "1.0"
use prelude
record Plan key id is the plan shown as title from base to last
  format: text
  id: text
  title: text
  base: year
  last: year
  a: integer
  b: integer
"#;
    let plan = r#"{ "format": "small/plan/1", "id": "s", "title": "S", "base": 2025, "last": 2030,
  "a": 6, "b": 2 }"#;
    for (demand, values) in DISTANCES {
        let rule = format!(
            "rule r\n  \"R\"\n  let a = plan.a\n  let b = plan.b\n  {demand}\n  otherwise \"no\"\n"
        );
        let run = run_rules(&format!("{head}{rule}"), &[("s.json", plan)], &PLAIN);
        let finding = run.assessment.found.violated().next().unwrap();
        assert_eq!(&finding.values, values, "{demand}");
    }
}
