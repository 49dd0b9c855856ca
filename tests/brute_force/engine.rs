//! The real engine: rule text and plan text in, verdicts out.

use misrule::base::{Sources, Span};
use misrule::diagnostic::Severity;
use misrule::evaluate::{self, Bound, Location, Reason, Verdict, Want};
use misrule::facts::{Builder, Cell, Facts, Paths, Root, Scope};
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
    let before = rows_before(plans);
    let mut verdicts = vec![Vec::new(); plans.len()];
    for (subject, verdict) in outcome.subjects {
        assert!(!subject.too_large);
        let plan = subject.plan.unwrap() as usize;
        verdicts[plan].push((subject_of(&subject, before[plan]), verdict));
    }
    for (tally, listed) in outcome.tallies.iter().zip(&verdicts) {
        let count = |of| u32::try_from(listed.iter().filter(|(_, v)| *v == of).count()).unwrap();
        assert_eq!(tally.violated, count(Verdict::Violated));
        assert_eq!(tally.satisfied, count(Verdict::Satisfied));
        assert_eq!(tally.undetermined, count(Verdict::Undetermined));
    }
    verdicts
}

/// Records of one plan stand together, in the order of plans: how many items are before each.
fn rows_before(plans: &[Plan]) -> Vec<usize> {
    plans
        .iter()
        .scan(0, |so_far, plan| {
            let before = *so_far;
            *so_far += plan.items.sure;
            Some(before)
        })
        .collect()
}

fn subject_of(subject: &evaluate::Subject, before: usize) -> Subject {
    let row = |bound: &Bound| match bound {
        Bound::Row(row) => *row as usize - before,
        Bound::Id(_) => unreachable!("loops are over records"),
    };
    let bound = subject.bindings.iter().map(|(_, bound)| row(bound)).collect();
    Subject { bound, open: subject.open_at.is_some() }
}

/// Plan, subject, and what is named as missing of each undetermined subject that binds all loops;
/// no path for what cannot be computed.
pub fn reasons(
    program: &Program,
    facts: &Facts,
    rule: usize,
    plans: &[Plan],
) -> Vec<(usize, Subject, Vec<Option<String>>)> {
    let rule = RuleId(u32::try_from(rule).unwrap());
    let outcome = evaluate::run(program, facts, rule, Want::Findings);
    let open: Vec<evaluate::Subject> = outcome
        .subjects
        .into_iter()
        .filter(|(subject, verdict)| *verdict == Verdict::Undetermined && subject.open_at.is_none())
        .map(|(subject, _)| subject)
        .collect();
    let before = rows_before(plans);
    let paths = Paths::new(facts, &program.model, &program.layout);
    let path = |location: &Location| match *location {
        Location::Row { table, row } => Some(paths.row(table, row).to_string()),
        Location::Field { table, row, field } => {
            Some(paths.field(Cell::new(table, row, field)).to_string())
        }
        Location::Year { table, row, field, year } => {
            Some(paths.year(Cell::new(table, row, field), year).to_string())
        }
        _ => None,
    };
    evaluate::explain(program, facts, rule, &open)
        .into_iter()
        .zip(&open)
        .map(|(explanation, subject)| {
            let plan = subject.plan.unwrap() as usize;
            let reasons = explanation.reasons.iter().map(|reason| match reason {
                Reason::Missing(at) | Reason::Gap(at, _) | Reason::Open(at) => path(at),
                _ => None,
            });
            (plan, subject_of(subject, before[plan]), reasons.collect())
        })
        .collect()
}
