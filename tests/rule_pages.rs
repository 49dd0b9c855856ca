//! The pages of the rules that come with the tool are made from these rules, and this holds them to
//! that. `UPDATE_RULES=1 cargo test --test rule_pages` writes them anew.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use misrule::base::{Language, Sources, Texts};
use misrule::evaluate::Verdict;
use misrule::packs::{Packs, RuleFile};
use misrule::program::{Program, Rule, RuleId};
use misrule::report::{self, Page, Pages, Style, width};
use misrule::testing::{Example, examples};
use misrule::typecheck::TestCase;
use misrule::{declare, typecheck};

/// The packs that come with the tool.
const PACKS: &[&str] = &["prelude", "regional", "sheng2023"];

/// A pack with something for every part of a page.
const TOWN: &str = r#"pack town "Rules of a town"
  zh: "镇规则"

use regional

source charter
  title "Charter"
  year 2026

/// Held against 2.
provision 1
  in charter at "section 1, first"
  says "What is closed is closed by criteria"
    zh: "关停须有标准"
  strength should
  aspect integrity
  partly checkable because "whether they are followed shows later"
    zh: "是否执行要以后才知道"

provision 2
  in charter at "section 2"
  says "Plants are told apart"
  strength must
  aspect integrity
  same as 1

parameter least: integer from 1 "criteria that a closure needs"
  zh: "关停所需标准数"
  = 2
  because "section 1 of the charter"
    zh: "章程第1条"
  checked on 2026-11-24

define well_put(m: Measure) "whether a measure has criteria enough"
  = count of m.criteria >= least

/// For those who change this rule.
///
/// A second paragraph.
rule closed-by-criteria
  "A closure has criteria"
    zh: "关停有标准"
  asks "Each closure of a plan gives two criteria or more."
    zh: "规划的每项关停给出两条以上标准。"
  implements 1
  stricter because "the council asked for it"
    zh: "理事会要求"
  in force from 2020
  for m in plan.measures where m.action is close
  must well_put(m) or plan.indicators[energy_intensity].series is stated
  otherwise "{m.title} has {count of m.criteria} criteria"
    zh: "{m.title}只有{count of m.criteria}条标准"
  help "Say by what `criteria` {m.title} is closed."
    zh: "写明{m.title}按何种 `criteria` 关停。"
  limits "What the criteria are worth is not judged. A silent plan is undetermined."
    zh: "不评判标准的内容；未写明的为未定。"

exception dangers to closed-by-criteria
  when m.grounds includes safety
  because "A danger is ended at once"
    zh: "有危险的立即关停"

exception old-dangers to dangers
  when m.start is stated and m.start < 2010
  because "It had time"
    zh: "已有时间"

rule plants-are-told-apart
  "Closures say which plants they reach"
  implements 2
  for m in plan.measures where m.action is close
  must m.coverage is stated
  otherwise "{m.title} does not say which plants it reaches"

test none
  "No criterion at all" zh: "没有标准"
  plan "town.json" changed by { "measures": { "mill": { "criteria": [] } } }
  as of 2025
  expect violated closed-by-criteria at "measures[mill]"
  expect violated plants-are-told-apart

test two
  plan "town.json"
  as of 2025
  expect satisfied closed-by-criteria at "measures[mill]"

test unsaid
  plan { "measures": [ { "id": "mill", "title": "The mill", "action": "close", "grounds": ["market"] } ] }
  as of 2025
  expect undetermined closed-by-criteria missing "measures[mill].criteria"
"#;

const TOWN_PLAN: &str = r#"{
  "issued_by": "the council",
  "measures": [
    { "id": "mill", "title": "The mill", "action": "close", "criteria": ["noise", "age"], "grounds": ["market"], "budget": 1 }
  ],
  "indicators": [ { "id": "rd_intensity", "series": { "2025": "2 %" } } ],
  "currency": "CNY"
}"#;

struct Loaded {
    packs: Packs,
    sources: Sources,
    program: Program,
    tests: Vec<TestCase>,
}

static LOADED: LazyLock<Loaded> = LazyLock::new(|| {
    let (packs, sources, told) = Packs::load(Vec::new(), true, &|_, _| None);
    assert!(told.is_empty());
    let (model, told) = declare::build(&packs, &sources);
    assert!(told.is_empty());
    let (program, tests, told) = typecheck::compile(&packs, model, &[]);
    assert!(told.is_empty());
    Loaded { packs, sources, program, tests }
});

fn loaded(text: &str) -> Loaded {
    let file = RuleFile { name: "town/town.rule".to_owned(), text: text.to_owned() };
    let beside = |_: &str, name: &str| (name == "town.json").then(|| TOWN_PLAN.to_owned());
    let (packs, sources, told) = Packs::load(vec![file], false, &beside);
    assert!(told.is_empty(), "{told:?}");
    let (model, told) = declare::build(&packs, &sources);
    assert!(told.is_empty(), "{told:?}");
    let (program, tests, told) = typecheck::compile(&packs, model, &[]);
    assert!(told.is_empty(), "{told:?}");
    Loaded { packs, sources, program, tests }
}

impl Loaded {
    fn page(&self, name: &str) -> Page {
        let at = self.program.rules.iter().position(|rule| rule.name == name).unwrap();
        let id = RuleId(u32::try_from(at).unwrap());
        let examples = examples(&self.program, &self.packs, &self.sources, &self.tests, id);
        Pages::new(&self.program, &self.sources).rule(id, &examples).unwrap()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// Each rule that comes with the tool, with the tests that show its verdicts and its page.
static RULES: LazyLock<Vec<(&Rule, Vec<Example>, Page)>> = LazyLock::new(|| {
    let Loaded { packs, sources, program, tests } = &*LOADED;
    let pages = Pages::new(program, sources);
    let rules = (0..).map(RuleId).zip(&program.rules);
    rules
        .map(|(id, rule)| {
            let examples = examples(program, packs, sources, tests, id);
            let page = pages.rule(id, &examples).unwrap();
            (rule, examples, page)
        })
        .collect()
});

/// Every page by the name of its file, made anew.
fn made() -> BTreeMap<String, String> {
    let pages = Pages::new(&LOADED.program, &LOADED.sources);
    let mut made = BTreeMap::from([("README.md".to_owned(), report::index(&pages, PACKS))]);
    for (rule, _, page) in RULES.iter() {
        let twin = made.insert(format!("{}.md", rule.name), page.markdown());
        assert!(twin.is_none(), "two rules are called {}", rule.name);
    }
    made
}

/// A line of Markdown without what stands as code between two backticks.
fn without_code(line: &str) -> String {
    let unescaped = line.replace("\\`", "");
    let parts: Vec<&str> = unescaped.split('`').collect();
    assert!(parts.len() % 2 == 1, "a backtick is open: {line}");
    parts.into_iter().step_by(2).collect::<Vec<_>>().join("`")
}

#[test]
fn the_pages_are_up_to_date() {
    let made = made();
    let is_page = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    let there: Vec<PathBuf> =
        fs::read_dir(folder()).map_or(Vec::new(), |all| all.map(|it| it.unwrap().path()).collect());
    let gone = there
        .iter()
        .filter(|path| is_page(path))
        .filter(|path| !made.contains_key(path.file_name().unwrap().to_str().unwrap()));
    let gone: Vec<&PathBuf> = gone.collect();
    if std::env::var_os("UPDATE_RULES").is_some() {
        fs::create_dir_all(folder()).unwrap();
        gone.iter().for_each(|path| fs::remove_file(path).unwrap());
        made.iter().for_each(|(name, text)| fs::write(folder().join(name), text).unwrap());
        return;
    }
    assert!(gone.is_empty(), "pages of no rule: {gone:?}; {HINT}");
    for (name, text) in &made {
        let page = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(page == *text, "docs/rules/{name} is not as the rules are; {HINT}");
    }
}

const HINT: &str = "`UPDATE_RULES=1 cargo test --test rule_pages` writes the pages anew";

/// Every `[…](NAME.md)` of a page leads to a page.
#[test]
fn the_pages_lead_to_each_other() {
    let made = made();
    for (name, text) in &made {
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            assert!(made.contains_key(target), "{name}: {target}");
        }
    }
    let index = &made["README.md"];
    for name in made.keys().filter(|name| *name != "README.md") {
        assert!(index.contains(&format!("]({name})")), "the index lacks {name}");
    }
}

#[test]
fn a_page_has_every_part() {
    let town = loaded(TOWN);
    let page = town.page("closed-by-criteria");
    insta::assert_snapshot!(page.terminal(&Style::plain()));
    insta::assert_snapshot!(page.terminal(&Style { language: Language::Zh, ..Style::plain() }));
    insta::assert_snapshot!(page.markdown());
    insta::assert_snapshot!(report::index(&Pages::new(&town.program, &town.sources), &["town"]));
}

/// No line of a page is wider than the terminal, in either language.
#[test]
fn the_pages_fit_a_terminal() {
    for (_, _, page) in RULES.iter() {
        for language in [Language::En, Language::Zh] {
            let drawn = page.terminal(&Style { language, ..Style::plain() });
            let wide = drawn.lines().find(|line| width(line) > 80);
            assert_eq!(wide, None);
        }
    }
}

/// A pack may come from anyone: what it says is text on a page, and nothing else.
#[test]
fn no_text_of_a_pack_breaks_out_of_its_page() {
    let bad = "\u{1b}[31m</p><script>alert(1)</script> [x](javascript:alert(1)) ![y](z) | `a";
    let text = TOWN
        .replace("\"A closure has criteria\"", &format!("\"# {bad}\""))
        .replace("Each closure of a plan", &format!("``` {bad}"))
        .replace("\"section 1 of the charter\"", &format!("\"{bad}\""))
        .replace("What the criteria are worth", bad)
        .replace("{m.title} is closed", &format!("{bad} {{m.title}}"))
        .replace("A danger is ended at once", bad)
        .replace("\"No criterion at all\"", "\"```\"")
        .replace("/// A second paragraph.", &format!("/// ```\n/// {bad}"))
        .replace("What is closed is closed by criteria", bad);
    let page = loaded(&text).page("closed-by-criteria");
    let drawn = page.terminal(&Style::plain());
    assert!(!drawn.contains('\u{1b}') && drawn.contains('␛'), "{drawn}");
    let markdown = page.markdown();
    assert!(!markdown.contains('\u{1b}'));
    // What stands outside blocks and code is escaped; a block ends where it began, and nowhere else.
    let mut fence: Option<String> = None;
    for line in markdown.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                let line = without_code(line);
                for mark in ["<script", "](javascript", "![", "# \\"] {
                    let at = line.find(mark).map(|at| &line[..at]);
                    assert!(at.is_none_or(|before| before.ends_with('\\')), "{mark}: {line}");
                }
            }
        }
    }
    assert_eq!(fence, None, "{markdown}");
    let headings: Vec<&str> = markdown.lines().filter(|line| line.starts_with('#')).collect();
    let plain = loaded(TOWN).page("closed-by-criteria").markdown();
    assert_eq!(headings, plain.lines().filter(|line| line.starts_with('#')).collect::<Vec<_>>());
}

/// What a page of the rulebook never leaves out.
#[test]
fn every_rule_of_the_paper_has_a_whole_page() {
    let mut lacking = Vec::new();
    for (rule, examples, _) in RULES.iter().filter(|(rule, ..)| rule.pack == "sheng2023") {
        let mut lacks = |what: &str, has: bool| {
            if !has {
                lacking.push(format!("{}: {what}", rule.name));
            }
        };
        let help = rule.help.as_ref().map(|help| {
            let tags = help.others.iter().map(|(tag, _)| tag.as_str());
            (!help.first.pieces.is_empty(), tags.collect::<Vec<_>>())
        });
        let texts = [
            ("title", Some(says(&rule.title))),
            ("asks", rule.asks.as_ref().map(says)),
            ("help", help),
            ("limits", rule.limits.as_ref().map(says)),
        ];
        for (what, text) in texts {
            lacks(what, text.as_ref().is_some_and(|(english, _)| *english));
            lacks(
                &format!("{what} in Chinese"),
                text.is_some_and(|(_, tags)| tags.contains(&"zh")),
            );
        }
        for verdict in [Verdict::Violated, Verdict::Satisfied, Verdict::Undetermined] {
            let is_shown = examples.iter().any(|example| example.verdict == verdict);
            lacks(&format!("a test that is {}", verdict.said().en()), is_shown);
        }
        for example in examples.iter().filter(|it| it.verdict != Verdict::Satisfied) {
            lacks(&format!("what is said of {}", example.test), !example.says.is_empty());
        }
        lacks("a provision", !rule.provisions.is_empty());
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    assert!(RULES.iter().filter(|(rule, ..)| rule.pack == "sheng2023").count() > 60);
}

/// Whether a text says something, and the languages that it is translated into.
fn says(texts: &Texts) -> (bool, Vec<&str>) {
    let tags = texts.others.iter().filter(|(_, text)| !text.is_empty());
    (!texts.first.is_empty(), tags.map(|(tag, _)| tag.as_str()).collect())
}
