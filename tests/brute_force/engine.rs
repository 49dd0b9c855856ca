//! The real engine: rule text and plan text in, verdicts out.

use misrule::base::{Sources, Span};
use misrule::diagnostic::Severity;
use misrule::evaluate::{self, Bound, Verdict, Want};
use misrule::facts::{Builder, Facts, Root, Scope};
use misrule::packs::{Packs, RuleFile};
use misrule::program::{Program, RuleId};
use misrule::read::Reader;
use misrule::{declare, typecheck};

use crate::judge::Subject;
use crate::plan::Plan;
use crate::toy::{MODEL, TREE};

/// Loads rules over the toy model. Every rule must load: what is generated is well typed.
pub fn load(rules: &str) -> Program {
    let file = RuleFile { name: "toy.rule".into(), text: format!("{MODEL}\n{rules}") };
    let (packs, sources, mut told) =
        Packs::load(vec![file], false, &|_, name| (name == "tree.csv").then(|| TREE.to_owned()));
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, &[]);
    told.extend(more);
    let errors: Vec<String> = told
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| format!("{} {:?}", place(one.place(), &sources), one.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    program
}

fn place(span: Option<Span>, sources: &Sources) -> String {
    span.map_or_else(String::new, |span| {
        let at = sources.line_column(span);
        format!("{}:{} `{}`", at.line, at.column, sources.slice(span))
    })
}

/// Reads plans; those without what cannot be read must be without error.
pub fn read(program: &Program, plans: &[Plan], faults: bool) -> Facts {
    let reader = Reader::new(&program.model, &program.layout);
    let mut builder = Builder::new(&program.model, &program.layout);
    let mut sources = Sources::new();
    for (at, plan) in plans.iter().enumerate() {
        let text = plan.json(&format!("p{at}"));
        let file = sources.add(format!("{at}.json"), text.as_str());
        let reading = reader.read(&mut builder, Root::Plan, &text, file);
        assert!(reading.row.is_some(), "not read: {text}\n{:?}", reading.diagnostics);
        let errors = reading.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        // A reference that leads nowhere is one as well.
        assert!(
            faults || errors.count() == 0 || text.contains("\"z\"") || text.contains("\"h"),
            "{text}\n{:?}",
            reading.diagnostics
        );
    }
    builder.finish(&program.model, Scope::Open)
}

/// The verdicts of a rule's subjects, by plan.
pub fn verdicts(
    program: &Program,
    facts: &Facts,
    rule: usize,
    plans: &[Plan],
) -> Vec<Vec<(Subject, Verdict)>> {
    let rule = RuleId(u32::try_from(rule).unwrap());
    let outcome = evaluate::run(program, facts, rule, Want::Everything);
    // Records of one plan stand together, in the order of plans.
    let before: Vec<usize> = plans
        .iter()
        .scan(0, |so_far, plan| {
            let before = *so_far;
            *so_far += plan.items.sure;
            Some(before)
        })
        .collect();
    let mut verdicts = vec![Vec::new(); plans.len()];
    for (subject, verdict) in outcome.subjects {
        assert!(!subject.too_large);
        let plan = subject.plan.unwrap() as usize;
        let row = |bound: &Bound| match bound {
            Bound::Row(row) => *row as usize - before[plan],
            Bound::Id(_) => unreachable!("loops are over records"),
        };
        let bound = subject.bindings.iter().map(|(_, bound)| row(bound)).collect();
        verdicts[plan].push((Subject { bound, open: subject.open_at.is_some() }, verdict));
    }
    for (tally, listed) in outcome.tallies.iter().zip(&verdicts) {
        let count = |of| u32::try_from(listed.iter().filter(|(_, v)| *v == of).count()).unwrap();
        assert_eq!(tally.violated, count(Verdict::Violated));
        assert_eq!(tally.satisfied, count(Verdict::Satisfied));
        assert_eq!(tally.undetermined, count(Verdict::Undetermined));
    }
    verdicts
}
