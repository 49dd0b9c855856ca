//! What someone is told who writes rules or plans for the first time: each cause, what was
//! written, and all that is said of it. The snapshots are there to be read.
//!
//! In `rules.txt` and `plans.txt` a cause stands behind `==`. Rules that begin with a demand stand
//! in a rule over the measures and industries of a plan; those that do not begin with `pack`, in a
//! pack with `use regional`; `-- file NAME` begins a whole file. Of a plan its fields are written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::sync::LazyLock;

use misrule::assess::{Portfolio, Request, Selection, check};
use misrule::base::{Language, Sources};
use misrule::diagnostic::{Code, Diagnostic};
use misrule::packs::{Packs, RuleFile};
use misrule::program::Program;
use misrule::{declare, typecheck};

struct Cause {
    what: &'static str,
    written: &'static str,
}

fn causes(text: &'static str) -> Vec<Cause> {
    let causes = text.strip_prefix("== ").unwrap().split("\n== ").map(|part| {
        let (what, written) = part.split_once('\n').unwrap();
        Cause { what, written: written.trim_end() }
    });
    causes.collect()
}

struct Loaded {
    program: Program,
    sources: Sources,
    told: Vec<Diagnostic>,
}

fn load(files: Vec<RuleFile>, embedded: bool) -> Loaded {
    let (packs, sources, mut told) = Packs::load(files, embedded, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, &[]);
    told.extend(more);
    Loaded { program, sources, told }
}

/// Rules as the files they are short for, and the lines of the first that were added in front.
fn files(written: &str) -> (Vec<RuleFile>, usize) {
    let file = |name: &str, text: &str| RuleFile { name: name.to_owned(), text: text.to_owned() };
    if let Some(rest) = written.strip_prefix("-- file ") {
        let parts = rest.split("-- file ").map(|part| part.split_once('\n').unwrap());
        return (parts.map(|(name, text)| file(name, text)).collect(), 0);
    }
    if written.starts_with("pack ") {
        return (vec![file("a.rule", written)], 0);
    }
    let head = "pack first \"First rules\"\nuse regional\n";
    if let Some(text) = written.strip_prefix("-- bom\n") {
        return (vec![file("a.rule", &format!("\u{feff}{head}{text}"))], 2);
    }
    let text = match written.starts_with("must ") {
        true => format!(
            "rule r \"R\"\n  for m in plan.measures\n  for i in plan.industries\n  {written}\n  otherwise \"no\"\n"
        ),
        false => format!("{written}\n"),
    };
    let added = if written.starts_with("must ") { 5 } else { 2 };
    (vec![file("a.rule", &format!("{head}{text}"))], added)
}

/// What is said, with the place in what was written and the text that stands there.
fn said(told: &[Diagnostic], sources: &Sources, added: usize, language: Language) -> String {
    let mut out = String::new();
    for it in told {
        let place = it.place().map_or_else(String::new, |span| {
            let at = sources.line_column(span);
            let marked = sources.slice(span).lines().next().unwrap_or("");
            let line = at.line.saturating_sub(added);
            format!("{line}:{} `{marked}` ", at.column)
        });
        let (code, message) = (it.code.as_str(), it.message.pick(language));
        writeln!(out, "  {place}{code}: {message}").unwrap();
        for label in it.labels.iter().filter(|label| !label.text.is_empty()) {
            writeln!(out, "    there: {}", label.text.pick(language)).unwrap();
        }
        for note in &it.notes {
            writeln!(out, "    note: {}", note.pick(language)).unwrap();
        }
        if let Some(help) = &it.help {
            writeln!(out, "    help: {}", help.pick(language)).unwrap();
        }
    }
    out
}

/// What is wrong with the rules of a cause. Loading takes its time: each is loaded once.
fn told_of_rules() -> &'static [(Cause, Loaded, usize)] {
    static TOLD: LazyLock<Vec<(Cause, Loaded, usize)>> = LazyLock::new(|| {
        let told = causes(RULES).into_iter().map(|cause| {
            let (files, added) = files(cause.written);
            // Whole files see what comes with the tool, as on the command line.
            let loaded = load(files, cause.written.starts_with("pack "));
            (cause, loaded, added)
        });
        told.collect()
    });
    &TOLD
}

/// Every cause in rules with what is said of it.
fn shown_of_rules(language: Language) -> String {
    let said = told_of_rules().iter().map(|(cause, loaded, added)| {
        shown(cause, &said(&loaded.told, &loaded.sources, *added, language))
    });
    said.collect()
}

fn said_of_plan(cause: &Cause, language: Language) -> String {
    static MODEL: LazyLock<Loaded> = LazyLock::new(|| {
        let text = "pack first \"First rules\"\nuse regional\n".to_owned();
        load(vec![RuleFile { name: "a.rule".to_owned(), text }], false)
    });
    let region = match cause.written.contains("\"region\"") {
        true => "",
        false => " \"region\": { \"code\": \"x\", \"name\": \"X\", \"level\": \"prefecture\" },",
    };
    let text = format!(
        "{{ \"format\": \"regional/plan/1\", \"id\": \"p\", \"title\": \"P\",{region}\n{}\n}}",
        cause.written
    );
    let mut sources = MODEL.sources.clone();
    let plan = sources.add("plan.json", text);
    let assessment = check(&Request {
        program: &MODEL.program,
        sources: &sources,
        plans: &[plan],
        portfolio: Portfolio::None,
        selection: &Selection::all(&MODEL.program),
        language,
        everything: false,
    });
    let told: Vec<Diagnostic> = assessment
        .found
        .diagnostics
        .into_iter()
        .filter(|it| it.code != Code::NothingDecided)
        .collect();
    said(&told, &sources, 1, language)
}

/// Every cause in plans with what is said of it.
fn shown_of_plans(language: Language) -> String {
    causes(PLANS).iter().map(|cause| shown(cause, &said_of_plan(cause, language))).collect()
}

fn shown(cause: &Cause, said: &str) -> String {
    assert!(!said.is_empty(), "nothing is said of {}:\n{}", cause.what, cause.written);
    format!("{}\n\n{}\n\n{said}\n\n", cause.what, cause.written)
}

const RULES: &str = include_str!("rules.txt");
const PLANS: &str = include_str!("plans.txt");

#[test]
fn mistakes_in_rules() {
    insta::assert_snapshot!(shown_of_rules(Language::En));
}

#[test]
fn mistakes_in_plans() {
    insta::assert_snapshot!(shown_of_plans(Language::En));
}

/// Whether a text says something in Chinese, or is nothing but what is written in rules and plans.
fn is_chinese(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    let words = |c: char| c.is_alphabetic() && !c.is_ascii();
    outside.contains(words) || !outside.contains(|c: char| c.is_ascii_alphabetic())
}

#[test]
fn mistakes_in_rules_in_chinese() {
    let said = shown_of_rules(Language::Zh);
    insta::assert_snapshot!(said);
}

#[test]
fn mistakes_in_plans_in_chinese() {
    let said = shown_of_plans(Language::Zh);
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_said_is_said_in_chinese_too() {
    let rules = shown_of_rules(Language::Zh);
    let plans = shown_of_plans(Language::Zh);
    for line in rules.lines().chain(plans.lines()) {
        // A message stands behind its code, all else behind what it is.
        let of_code = |line: &str| {
            let code = Code::ALL.iter().map(|code| format!(" {}: ", code.as_str()));
            code.filter_map(|code| line.find(&code).map(|at| at + code.len())).next()
        };
        let kinds = ["    there: ", "    note: ", "    help: "];
        let kind = kinds.iter().find(|kind| line.starts_with(**kind)).map(|kind| kind.len());
        if let Some(text) = kind.or_else(|| of_code(line)).and_then(|at| line.get(at..)) {
            assert!(is_chinese(text), "{line}");
        }
    }
}

#[test]
fn every_cause_is_another() {
    let (rules, plans) = (causes(RULES), causes(PLANS));
    for causes in [&rules, &plans] {
        let mut names: Vec<&str> = causes.iter().map(|cause| cause.what).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "two causes have one name");
    }
    assert!(rules.len() >= 80 && plans.len() >= 30, "{} and {}", rules.len(), plans.len());
}
