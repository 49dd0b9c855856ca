//! Runs rules over plans.

use std::borrow::Cow;
use std::collections::HashMap;

use super::assessment::{Assessment, Found, PlanReport, RuleTally, merge_tally};
use super::evidence::Evidence;
use super::fingerprint::sha256;
use super::gaps::Wait;
use super::make::Maker;
use super::select::Selection;
use super::show::text_field;
use super::totals::{Counts, Totalling};
use crate::base::{FileId, Language, Sources, Span};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evaluate::{self, MOST_LISTED, Subject, Tally, Verdict, Want};
use crate::facts::{Root, Scope as PlansKnown};
use crate::program::{Program, Rule, RuleId, Scope};
use crate::read::Reader;

/// Plans of one batch: enough that a rule's work is on columns, few enough to stay in the cache.
pub const MOST_TOGETHER: usize = 64;

/// The plans that are checked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portfolio {
    /// Each plan for itself: portfolio rules are not run.
    None,
    /// The plans given are all there are.
    Whole,
    /// The manifest says for which regions there must be plans.
    Manifest(FileId),
}

/// What is to be checked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// A program without load errors.
    pub program: &'a Program,
    /// Holds the texts of the plans and of the manifest.
    pub sources: &'a Sources,
    pub plans: &'a [FileId],
    pub portfolio: Portfolio,
    pub selection: &'a Selection,
    pub language: Language,
    /// Findings for satisfied, not applicable and excepted subjects too.
    pub everything: bool,
}

/// What came of checking one batch.
#[derive(Debug, Default)]
pub struct Part {
    pub found: Found,
    pub counts: Counts,
}

/// Checks plans against rules.
pub fn check(request: &Request) -> Assessment {
    let program = request.program;
    let reader = Reader::new(&program.model, &program.layout);
    let requests: Vec<Request> = match request.portfolio {
        Portfolio::None => {
            let batches = request.plans.chunks(MOST_TOGETHER);
            batches.map(|plans| Request { plans, ..*request }).collect()
        }
        // A rule over one plan may look at the others: they are all in one set of tables.
        Portfolio::Whole | Portfolio::Manifest(_) => vec![*request],
    };
    let parts: Vec<Part> = match requests.as_slice() {
        // No threads for what one does.
        [only] => vec![part(only, &reader)],
        #[cfg(feature = "cli")]
        several => {
            use rayon::prelude::*;
            several.par_iter().map(|request| part(request, &reader)).collect()
        }
        #[cfg(not(feature = "cli"))]
        several => several.iter().map(|request| part(request, &reader)).collect(),
    };
    let mut totals = Totalling::new(request);
    let mut found = Found { language: request.language, ..Found::default() };
    for mut part in parts {
        let before = found.plans.len();
        for finding in &mut part.found.findings {
            finding.plan = finding.plan.map(|plan| plan + before);
        }
        found.plans.extend(part.found.plans);
        found.portfolio = part.found.portfolio.or(found.portfolio);
        found.diagnostics.extend(part.found.diagnostics);
        found.findings.extend(part.found.findings);
        totals.add(part.counts);
    }
    Assessment { found, totals: totals.finish() }
}

/// Checks the plans of a request together: at most [`MOST_TOGETHER`] at a time, unless they are a
/// portfolio.
pub fn part(request: &Request, reader: &Reader) -> Part {
    Batch { request, reader }.run()
}

/// A plan that stands in a portfolio twice would be counted twice.
fn counted_twice(sources: &Sources, plans: &[PlanReport]) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, &PlanReport> = HashMap::new();
    let mut told = Vec::new();
    for plan in plans.iter().filter(|plan| !plan.id.is_empty()) {
        let Some(earlier) = first.insert(&plan.id, plan) else { continue };
        let (id, name) = (&plan.id, sources.name(earlier.file));
        let message = said!(
            "the plan `{id}` stands in the portfolio twice",
            "规划 `{id}` 在规划集中出现两次"
        );
        told.push(
            Diagnostic::error(Code::PlanTwice, message)
                .at(Span::new(plan.file, 0, 1))
                .with_note(said!("it is `{name}` too", "`{name}` 也是它"))
                .with_help(said!(
                    "leave one of the files out, or give each plan an id of its own",
                    "请去掉其中一个文件，或为每份规划取各自的 id"
                )),
        );
    }
    told
}

#[derive(Clone, Copy)]
struct Batch<'a> {
    request: &'a Request<'a>,
    reader: &'a Reader<'a>,
}

impl Batch<'_> {
    fn run(&self) -> Part {
        let mut part = Part::default();
        part.found.language = self.request.language;
        let read = self.read(&mut part);
        let program = self.request.program;
        let plans = self.request.plans.iter().enumerate();
        part.found.plans = plans.map(|(at, file)| self.head(at, *file, &read)).collect();
        let portfolio_id = read.portfolio_id().to_owned();
        let has_portfolio = self.request.portfolio != Portfolio::None;
        if has_portfolio {
            let head = self.portfolio_head(&portfolio_id, &read, &part.found.plans);
            part.found.portfolio = Some(head);
        }
        let Request { sources, language, .. } = *self.request;
        let maker = Maker::new(program, self.reader, sources, language, &read);
        for (id, severity) in &self.request.selection.rules {
            let Some(rule) = program.rule(*id) else { continue };
            if rule.scope == Scope::Portfolio && !has_portfolio {
                continue;
            }
            self.rule(*id, rule, *severity, &maker, &mut part);
        }
        let found = &mut part.found;
        // Rules ran one after the other, each over all plans; a reader goes plan by plan.
        found.findings.sort_by_key(|finding| finding.plan.map_or(usize::MAX, |plan| plan));
        let undecided: Vec<Diagnostic> =
            found.plans.iter().filter_map(|plan| undecided(plan, found, self.request)).collect();
        found.diagnostics.extend(undecided);
        if has_portfolio {
            found.diagnostics.extend(counted_twice(sources, &found.plans));
        }
        part.counts.count(&part.found);
        part
    }

    fn read(&self, part: &mut Part) -> Evidence {
        let Request { program, sources, plans, portfolio, .. } = self.request;
        let mut builder = program.tables();
        let (mut indices, mut files) = (Vec::new(), Vec::new());
        let manifest = match *portfolio {
            Portfolio::Manifest(file) => {
                let text = sources.text(file);
                let reading = self.reader.read(&mut builder, Root::Manifest, text, file);
                part.counts.no_plan += usize::from(!reading.is_json || reading.row.is_none());
                part.found.diagnostics.extend(reading.diagnostics);
                reading.row.map(|_| file)
            }
            Portfolio::None | Portfolio::Whole => None,
        };
        for (index, file) in plans.iter().enumerate() {
            let reading = self.reader.read(&mut builder, Root::Plan, sources.text(*file), *file);
            part.counts.no_plan += usize::from(!reading.is_json || reading.row.is_none());
            part.found.diagnostics.extend(reading.diagnostics);
            if reading.row.is_some() {
                indices.push(index);
                files.push(*file);
            }
        }
        let known = match portfolio {
            Portfolio::None => PlansKnown::Open,
            Portfolio::Whole => PlansKnown::Whole,
            Portfolio::Manifest(_) => PlansKnown::Manifest,
        };
        let facts = builder.finish(&program.model, known);
        Evidence { facts, indices, files, manifest }
    }

    fn head(&self, index: usize, file: FileId, read: &Evidence) -> PlanReport {
        let row = read.indices.iter().position(|at| *at == index);
        let row = row.and_then(|row| Some((u32::try_from(row).ok()?, read.facts.plans.get(row)?)));
        let program = self.request.program;
        PlanReport {
            file,
            id: row.map_or_else(String::new, |(_, plan)| plan.id.clone()),
            region: row
                .and_then(|(row, _)| text_field(program, &read.facts, row, "region", "code"))
                .unwrap_or_default(),
            last_year: row.and_then(|(_, plan)| plan.last_year),
            sha256: sha256(self.request.sources.text(file)),
            rules: RuleTally::default(),
            subjects: Tally::default(),
        }
    }

    fn portfolio_head(&self, id: &str, read: &Evidence, plans: &[PlanReport]) -> PlanReport {
        let file = read.manifest.or_else(|| plans.first().map(|plan| plan.file));
        PlanReport {
            file: file.unwrap_or(FileId(u32::MAX)),
            id: id.to_owned(),
            region: String::new(),
            last_year: None,
            sha256: read
                .manifest
                .map_or_else(String::new, |file| sha256(self.request.sources.text(file))),
            rules: RuleTally::default(),
            subjects: Tally::default(),
        }
    }

    /// Runs one rule on the batch, counts its verdicts and makes its findings.
    fn rule(&self, id: RuleId, rule: &Rule, severity: Severity, maker: &Maker, part: &mut Part) {
        let program = self.request.program;
        let want = if self.request.everything { Want::Everything } else { Want::Findings };
        let outcome = evaluate::run(program, maker.facts, id, want);
        for (row, tally) in outcome.tallies.iter().enumerate() {
            let head = match rule.scope {
                Scope::Portfolio => part.found.portfolio.as_mut(),
                Scope::Plan => {
                    let index = maker.plans.get(row).copied();
                    index.and_then(|index| part.found.plans.get_mut(index))
                }
            };
            if let Some(head) = head {
                head.rules.add(tally);
                merge_tally(&mut head.subjects, tally);
                part.found.diagnostics.extend(left_off(rule, tally, want, head.file));
            }
            part.counts.scores.push((id, *tally));
        }
        let subjects: Vec<Subject> =
            outcome.subjects.iter().map(|(subject, _)| subject.clone()).collect();
        if subjects.is_empty() {
            return;
        }
        let explanations = evaluate::explain(program, maker.facts, id, &subjects);
        for ((subject, verdict), explanation) in outcome.subjects.iter().zip(&explanations) {
            let made = maker.make(rule, severity, subject, *verdict, explanation);
            if *verdict == Verdict::Undetermined {
                let plan = made.finding.plan;
                part.counts.waits.extend(made.waiting.into_iter().map(|(waiting, path)| Wait {
                    waiting,
                    path,
                    rule: id,
                    plan,
                }));
            }
            part.found.findings.push(made.finding);
        }
    }
}

/// Says that a rule has more subjects of a verdict than are listed.
fn left_off(rule: &Rule, tally: &Tally, want: Want, file: FileId) -> Option<Diagnostic> {
    let others = match want {
        Want::Findings => [0; 3],
        Want::Everything => [tally.satisfied, tally.not_applicable, tally.excepted],
    };
    let most = [tally.violated, tally.undetermined].into_iter().chain(others).max()?;
    if most <= MOST_LISTED {
        return None;
    }
    let name = rule.full_name();
    let message = said!(
        "rule `{name}` has {most} findings of one kind here: the first {MOST_LISTED} are listed",
        "规则 `{name}` 在此有{most}处同类结果：只列出前{MOST_LISTED}处"
    );
    Some(Diagnostic::note(Code::FindingsLeftOff, message).at(Span::new(file, 0, 1)))
}

/// A plan on which nothing could be decided, not even of one subject, is itself at fault, unless it is one that could not be
/// read to its end, of which enough has been said. A rule that does not speak of the plan has not
/// looked at it: a plan is not checked by what does not apply.
fn undecided(plan: &PlanReport, found: &Found, request: &Request) -> Option<Diagnostic> {
    let is_broken = |fault: &Diagnostic| {
        fault.code == Code::NotJson && fault.place().is_some_and(|at| at.file == plan.file)
    };
    if found.diagnostics.iter().any(is_broken) {
        return None;
    }
    let rules = plan.rules.verdicts;
    let subjects = &plan.subjects;
    let decided = rules.satisfied + rules.violated + rules.excepted;
    let of_subjects = subjects.satisfied + subjects.violated + subjects.excepted;
    if rules.undetermined == 0 || decided > 0 || of_subjects > 0 {
        return None;
    }
    let name: Cow<str> = match plan.id.as_str() {
        "" => request.sources.name(plan.file).into(),
        id => format!("`{id}`").into(),
    };
    let message = match rules.undetermined {
        1 => said!(
            "the only rule asked of plan {name} could not be decided",
            "对规划 {name} 提出的唯一规则无法判定"
        ),
        all => said!(
            "none of the {all} rules that apply to plan {name} could be decided",
            "适用于规划 {name} 的{all}条规则都无法判定"
        ),
    };
    let help = said!(
        "the list of what is not decided says which evidence is missing",
        "未判定的清单说明缺少哪些依据"
    );
    let span = Span::new(plan.file, 0, 1);
    Some(Diagnostic::error(Code::NothingDecided, message).at(span).with_help(help))
}
