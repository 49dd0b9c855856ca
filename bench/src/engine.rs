//! Misrule as its binary runs it: the same calls, on texts that are in memory.

use misrule::assess::{self, Assessment, Choice, Portfolio, Request, Selection};
use misrule::base::{FileId, Language, Sources};
use misrule::diagnostic::Severity;
use misrule::evaluate::{self, Verdict, Want};
use misrule::facts::{Facts, Root, Scope};
use misrule::packs::{Packs, RuleFile};
use misrule::program::{self, Program};
use misrule::read::Reader;
use misrule::{declare, typecheck};

use crate::floor::Violation;
use crate::generate::RULES;

/// The rules of the bench, as a file beside the tool's own.
pub const BENCH_RULES: &str = include_str!("../rules/bench.rule");

/// Plans of one batch, as `misrule check` takes them.
pub const BATCH: usize = 64;

/// A finding as the others can tell it: which plan, which rule, of which subject.
pub type Found = (usize, Violation);

/// Loaded rules, and the plans they are asked of.
pub struct Engine {
    program: Program,
    sources: Sources,
    selection: Selection,
    plans: Vec<FileId>,
}

/// What `misrule check` loads before any plan is there.
pub fn load(files: Vec<RuleFile>, embedded: bool) -> Result<(Program, Sources), String> {
    let (packs, sources, mut faults) = Packs::load_untested(files, embedded, &|_, _| None);
    let (model, of_model) = declare::build(&packs, &sources);
    faults.extend(of_model);
    let (program, _, of_rules) = typecheck::compile(&packs, model, &[]);
    faults.extend(of_rules);
    let mut errors = faults.iter().filter(|it| it.severity == Severity::Error);
    match errors.next() {
        None => Ok((program, sources)),
        Some(error) => Err(format!("the rules do not load: {error:?}")),
    }
}

impl Engine {
    /// The twenty rules of the bench.
    pub fn twenty() -> Result<Engine, String> {
        Engine::of(vec![RuleFile { name: "bench.rule".into(), text: BENCH_RULES.into() }], false)
    }

    /// All packs that come with the tool.
    pub fn embedded() -> Result<Engine, String> {
        Engine::of(Vec::new(), true)
    }

    pub fn of(files: Vec<RuleFile>, embedded: bool) -> Result<Engine, String> {
        let (program, sources) = load(files, embedded)?;
        let selection = Selection::new(&program, &Choice::default())
            .map_err(|unknown| format!("no such rules: {unknown:?}"))?;
        Ok(Engine { program, sources, selection, plans: Vec::new() })
    }

    /// The same rules with plans to check.
    pub fn with_plans<'t>(mut self, texts: impl IntoIterator<Item = &'t String>) -> Engine {
        for (at, text) in texts.into_iter().enumerate() {
            self.plans.push(self.sources.add(format!("{at}.json"), text.as_str()));
        }
        self
    }

    pub fn rules(&self) -> usize {
        self.selection.rules.len()
    }

    fn check(&self, plans: &[FileId], portfolio: Portfolio) -> Assessment {
        assess::check(&Request {
            program: &self.program,
            sources: &self.sources,
            plans,
            portfolio,
            selection: &self.selection,
            language: Language::default(),
            everything: false,
        })
    }

    /// All plans at once, to findings with their places and messages.
    pub fn check_all(&self) -> Assessment {
        self.check(&self.plans, Portfolio::None)
    }

    /// All plans at once, as a portfolio.
    pub fn check_portfolio(&self) -> Assessment {
        self.check(&self.plans, Portfolio::Whole)
    }

    /// One plan after the other, each by itself.
    pub fn check_each(&self) -> usize {
        self.plans
            .iter()
            .map(|plan| self.check(std::slice::from_ref(plan), Portfolio::None).findings.len())
            .sum()
    }

    /// Reads plans into tables, a batch at a time, and hands each batch on.
    fn batches(&self, size: usize, mut then: impl FnMut(&Facts)) {
        let reader = Reader::new(&self.program.model, &self.program.layout);
        for plans in self.plans.chunks(size) {
            let mut builder = self.program.tables();
            for file in plans {
                reader.read(&mut builder, Root::Plan, self.sources.text(*file), *file);
            }
            then(&builder.finish(&self.program.model, Scope::Open));
        }
    }

    /// Reads and keeps nothing; gives the number of plans read.
    pub fn read(&self, batch: usize) -> usize {
        let mut plans = 0;
        self.batches(batch, |facts| plans += facts.plans.len());
        plans
    }

    /// Reads once, so that evaluation can be measured alone.
    pub fn facts(&self, batch: usize) -> Vec<Facts> {
        let mut all = Vec::new();
        self.batches(batch, |facts| all.push(facts.clone()));
        all
    }

    /// Runs the rules to verdicts, without places and messages; gives how many are to be told.
    pub fn evaluate(&self, facts: &Facts) -> usize {
        let rules = self.selection.rules.iter();
        let plan_rules = rules.filter(|(id, _)| {
            self.program.rule(*id).is_some_and(|rule| rule.scope == program::Scope::Plan)
        });
        plan_rules
            .map(|(id, _)| evaluate::run(&self.program, facts, *id, Want::Findings).subjects.len())
            .sum()
    }

    /// Runs one rule, by its name, to verdicts; gives how many are to be told.
    pub fn evaluate_one(&self, name: &str, facts: &Facts) -> usize {
        let mut rules = self.selection.rules.iter().map(|(id, _)| *id);
        let rule = rules.find(|id| self.program.rule(*id).is_some_and(|it| it.name == name));
        let rule = rule.unwrap_or_else(|| panic!("no rule is named `{name}`"));
        evaluate::run(&self.program, facts, rule, Want::Findings).subjects.len()
    }

    /// Reads and runs the rules to verdicts, without places and messages.
    pub fn read_and_evaluate(&self, batch: usize) -> usize {
        let mut told = 0;
        self.batches(batch, |facts| told += self.evaluate(facts));
        told
    }
}

/// The findings of the twenty rules with a verdict, in the order of plans and rules.
pub fn found(assessment: &Assessment, verdict: Verdict) -> Vec<Found> {
    let of_verdict = assessment.found.findings.iter().filter(|it| it.verdict == verdict);
    let mut all: Vec<Found> = of_verdict
        .filter_map(|finding| {
            let name = finding.rule.strip_prefix("bench/")?;
            let rule = RULES.iter().position(|rule| *rule == name)?;
            Some((finding.plan?, Violation { rule, subject: finding.subject.path.clone() }))
        })
        .collect();
    all.sort();
    all
}
