//! The real engine: rule text and plan text in, verdicts out.

use misrule::base::Sources;
use misrule::diagnostic::Severity;
use misrule::evaluate::{self, Verdict, Want};
use misrule::facts::{Builder, Root, Scope};
use misrule::packs::{Packs, RuleFile};
use misrule::program::{Program, RuleId};
use misrule::read::Reader;
use misrule::{declare, typecheck};

use crate::harness::Class;
use crate::toy::MODEL;

/// Loads rules over the toy model. Every rule must load: what is generated is well typed.
pub fn load(rules: &str) -> Program {
    let file = RuleFile { name: "toy.rule".into(), text: format!("{MODEL}\n{rules}") };
    let (packs, sources, mut diagnostics) = Packs::load(vec![file], false, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    diagnostics.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, &[]);
    diagnostics.extend(more);
    let errors: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| {
            format!("{}: {}", place(diagnostic.place(), &sources), diagnostic.message.en())
        })
        .collect();
    assert!(errors.is_empty(), "{}\n{rules}", errors.join("\n"));
    program
}

fn place(span: Option<misrule::base::Span>, sources: &Sources) -> String {
    span.map_or_else(String::new, |span| {
        let at = sources.line_column(span);
        format!("{}:{} `{}`", at.line, at.column, sources.slice(span))
    })
}

/// The class of every rule's verdict on every plan: by rule, then by plan.
pub fn verdicts(program: &Program, plans: &[String]) -> Vec<Vec<Class>> {
    let reader = Reader::new(&program.model, &program.layout);
    let mut builder = Builder::new(&program.model, &program.layout);
    let mut sources = Sources::new();
    for (at, plan) in plans.iter().enumerate() {
        let file = sources.add(format!("{at}.json"), plan.as_str());
        let reading = reader.read(&mut builder, Root::Plan, plan, file);
        assert!(reading.row.is_some(), "not read: {plan}\n{:?}", reading.diagnostics);
        let errors = reading.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{plan}\n{:?}", reading.diagnostics);
    }
    let facts = builder.finish(&program.model, Scope::Open);
    (0..program.rules.len())
        .map(|rule| {
            let rule = RuleId(u32::try_from(rule).unwrap());
            let outcome = evaluate::run(program, &facts, rule, Want::Findings);
            outcome.tallies.iter().map(|tally| class(tally.worst())).collect()
        })
        .collect()
}

fn class(worst: Option<Verdict>) -> Class {
    match worst {
        Some(Verdict::Violated) => Class::Finding,
        Some(Verdict::Undetermined) => Class::Undetermined,
        None | Some(Verdict::Satisfied | Verdict::Excepted | Verdict::NotApplicable) => {
            Class::NoFinding
        }
    }
}
