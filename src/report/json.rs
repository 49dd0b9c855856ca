//! The JSON report: a contract with machines. Numbers that come from a plan or a rule are texts,
//! so that no reader rounds them.

use serde::Serialize;

use crate::assess::{
    Amount, Assessment, At, Citation, Finding, FindingLabel, MarginText, Missing, Note, PlanReport,
    parameter_text,
};
use crate::base::{LineColumn, Sources, Span, plain_json};
use crate::diagnostic::Diagnostic;
use crate::evaluate::{Tally, Verdict};
use crate::program::{PackInfo, Program};

/// Number of the report's form.
pub(super) const VERSION: u32 = 1;
/// Labels of a finding; a further one says how many there are.
const MOST_LABELS: usize = 5;

/// What checked, for the head of the report.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    pub tool_version: &'a str,
    pub language: &'a str,
    pub program: &'a Program,
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool<'a>,
    plans: Vec<Plan<'a>>,
    packs: Vec<Pack<'a>>,
    parameters: Vec<Parameter<'a>>,
    changes: Vec<Change<'a>>,
    summary: Summary,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
pub(super) struct Tool<'a> {
    name: &'static str,
    version: &'a str,
    language: &'a str,
}

#[derive(Serialize)]
struct Plan<'a> {
    file: &'a str,
    id: &'a str,
    region: &'a str,
    /// The year that values by year are read at.
    last_year: Option<i32>,
    sha256: &'a str,
}

#[derive(Serialize)]
pub(super) struct Pack<'a> {
    name: &'a str,
    version: Option<&'a str>,
    sha256: &'a str,
}

impl<'a> Tool<'a> {
    pub(super) fn of(provenance: &Provenance<'a>) -> Tool<'a> {
        let Provenance { tool_version: version, language, .. } = provenance;
        Tool { name: "misrule", version, language }
    }
}

impl<'a> Pack<'a> {
    pub(super) fn of(pack: &'a PackInfo) -> Pack<'a> {
        Pack { name: &pack.name, version: pack.version.as_deref(), sha256: &pack.sha256 }
    }
}

/// A parameter that was set, for this run or by a pack, or that has values by year.
#[derive(Serialize)]
struct Parameter<'a> {
    name: String,
    value: String,
    set_by: Option<&'a str>,
    checked_on: Option<&'a str>,
}

/// What a pack changes in the packs it uses.
#[derive(Serialize)]
struct Change<'a> {
    kind: &'static str,
    name: &'a str,
    by: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct Summary {
    plans: usize,
    rules: RuleCounts,
    subjects: Counts,
}

#[derive(Serialize)]
struct Counts {
    satisfied: u32,
    violated: u32,
    undetermined: u32,
    not_applicable: u32,
    excepted: u32,
}

#[derive(Serialize)]
struct RuleCounts {
    #[serde(flatten)]
    verdicts: Counts,
    no_subjects: u32,
    not_run: u32,
    disabled: usize,
}

#[derive(Serialize, Default)]
struct Entry<'a> {
    rule: &'a str,
    verdict: &'static str,
    severity: &'static str,
    message: String,
    help: Option<&'a str>,
    aspect: Option<&'a str>,
    provisions: Vec<Provision<'a>>,
    plan: Option<&'a str>,
    file: Option<&'a str>,
    subject: &'a str,
    pointer: &'a str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    labels: Vec<Label<'a>>,
    missing: Vec<Gap<'a>>,
    margin: Option<Margin<'a>>,
    assumed: &'a [String],
    /// Where the plan says that its words are from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<PlanSource<'a>>,
    known: Option<&'static str>,
    replaced_by: Option<&'a str>,
    fingerprint: Option<&'a str>,
    former_fingerprints: &'a [String],
}

/// What the record says in `source`, part by part.
#[derive(Serialize)]
struct PlanSource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
}

fn plan_source(note: &Note) -> PlanSource<'_> {
    PlanSource {
        document: note.document.as_deref(),
        page: note.page.as_deref(),
        section: note.section.as_deref(),
        quote: note.quote.as_deref(),
        sheet: note.sheet.as_deref(),
        cell: note.cell.as_deref(),
    }
}

#[derive(Serialize)]
struct Provision<'a> {
    id: &'a str,
    at: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct Label<'a> {
    path: &'a str,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct Gap<'a> {
    path: &'a str,
    pointer: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Margin<'a> {
    value: End<'a>,
    limit: End<'a>,
    difference: End<'a>,
    unit: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum End<'a> {
    Exact(&'a str),
    Between { from: Option<&'a str>, to: Option<&'a str> },
}

/// The report as JSON text, two spaces a level, with a line break at its end.
pub fn json(assessment: &Assessment, sources: &Sources, provenance: &Provenance) -> String {
    let plans = assessment.plans.iter().chain(&assessment.portfolio);
    let faults = assessment.diagnostics.iter().map(|fault| fault_entry(fault, assessment, sources));
    let findings = assessment.findings.iter().map(|finding| entry(finding, assessment, sources));
    let program = provenance.program;
    let report = Report {
        version: VERSION,
        tool: Tool::of(provenance),
        plans: plans.map(|plan| head(plan, sources)).collect(),
        packs: program.packs.iter().map(Pack::of).collect(),
        parameters: program
            .parameters
            .iter()
            .filter(|it| it.overridden.is_some() || it.set_by.is_some() || !it.by_year.is_empty())
            .map(|parameter| Parameter {
                name: format!("{}/{}", parameter.pack, parameter.name),
                value: parameter
                    .overridden
                    .clone()
                    .unwrap_or_else(|| parameter_text(program, parameter, assessment.language)),
                set_by: parameter.set_by.as_deref(),
                checked_on: parameter.checked_on.as_deref(),
            })
            .collect(),
        changes: assessment
            .changes
            .iter()
            .map(|change| Change {
                kind: change.kind.as_str(),
                name: &change.name,
                by: &change.by,
                because: &change.because,
            })
            .collect(),
        summary: summary(assessment),
        findings: faults.chain(findings).collect(),
    };
    // Nothing in the report can fail to be written: all its keys are texts.
    serde_json::to_string_pretty(&report)
        .map_or_else(|_| String::new(), |text| plain_json(&text).into_owned() + "\n")
}

fn head<'a>(plan: &'a PlanReport, sources: &'a Sources) -> Plan<'a> {
    Plan {
        file: sources.name(plan.file),
        id: &plan.id,
        region: &plan.region,
        last_year: plan.last_year,
        sha256: &plan.sha256,
    }
}

fn counts(tally: &Tally) -> Counts {
    Counts {
        satisfied: tally.satisfied,
        violated: tally.violated,
        undetermined: tally.undetermined,
        not_applicable: tally.not_applicable,
        excepted: tally.excepted,
    }
}

fn summary(assessment: &Assessment) -> Summary {
    let rules = assessment.rules();
    Summary {
        plans: assessment.plans.len(),
        rules: RuleCounts {
            verdicts: counts(&rules.verdicts),
            no_subjects: rules.no_subjects,
            not_run: rules.not_run,
            disabled: assessment.rules_disabled(),
        },
        subjects: counts(&assessment.subjects()),
    }
}

/// The report writes every verdict as one word.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not_applicable",
        verdict => verdict.as_str(),
    }
}

fn entry<'a>(finding: &'a Finding, assessment: &'a Assessment, sources: &'a Sources) -> Entry<'a> {
    let plan = finding.plan.and_then(|at| assessment.plans.get(at));
    let plan = plan.or(assessment.portfolio.as_ref());
    let mut labels: Vec<Label> =
        finding.labels.iter().take(MOST_LABELS).map(|it| label(it, sources)).collect();
    let more = finding.labels.len().saturating_sub(MOST_LABELS);
    if more > 0 {
        let text = format!("and {more} more").into();
        labels.push(Label { path: "", pointer: "", line: None, column: None, text });
    }
    let (from, to) = ends(finding.place.span, sources);
    Entry {
        rule: &finding.rule,
        verdict: verdict(finding.verdict),
        severity: finding.severity.as_str(),
        message: finding.message.clone(),
        help: finding.help.as_deref(),
        aspect: finding.aspect.as_deref(),
        provisions: finding.provisions.iter().map(provision).collect(),
        plan: plan.map(|plan| plan.id.as_str()),
        file: plan.map(|plan| sources.name(plan.file)),
        subject: &finding.subject.path,
        pointer: &finding.place.pointer,
        path: &finding.place.path,
        line: from.map(|at| at.line),
        column: from.map(|at| at.column),
        end_line: to.map(|at| at.line),
        end_column: to.map(|at| at.column),
        labels,
        missing: finding.missing.iter().map(gap).collect(),
        margin: finding.margin.as_ref().map(margin),
        assumed: &finding.assumed,
        source: finding.note.as_ref().map(plan_source),
        known: None,
        replaced_by: finding.replaced_by.as_deref(),
        fingerprint: Some(&finding.fingerprint),
        former_fingerprints: &finding.former_fingerprints,
    }
}

/// A fault of a plan: under the reader's code, in the place of a rule.
fn fault_entry<'a>(
    fault: &'a Diagnostic,
    assessment: &'a Assessment,
    sources: &'a Sources,
) -> Entry<'a> {
    let (from, to) = ends(fault.place(), sources);
    let file = fault.place().map(|span| span.file);
    let plan = assessment.plans.iter().chain(&assessment.portfolio);
    let plan = plan.into_iter().find(|plan| Some(plan.file) == file);
    Entry {
        rule: fault.code.as_str(),
        verdict: "fault",
        severity: fault.severity.as_str(),
        message: fault.message.pick(assessment.language).to_owned(),
        help: fault.help.as_ref().map(|help| help.pick(assessment.language)),
        plan: plan.map(|plan| plan.id.as_str()),
        file: file.map(|file| sources.name(file)),
        line: from.map(|at| at.line),
        column: from.map(|at| at.column),
        end_line: to.map(|at| at.line),
        end_column: to.map(|at| at.column),
        ..Entry::default()
    }
}

pub(super) fn ends(
    span: Option<Span>,
    sources: &Sources,
) -> (Option<LineColumn>, Option<LineColumn>) {
    let at = |span: Span| sources.line_column(span);
    (span.map(at), span.map(|span| at(span.end_point())))
}

fn provision(citation: &Citation) -> Provision<'_> {
    Provision { id: &citation.id, at: &citation.at, source: &citation.source }
}

fn label<'a>(label: &'a FindingLabel, sources: &Sources) -> Label<'a> {
    let At { path, pointer, span, .. } = &label.at;
    let at = span.map(|span| sources.line_column(span));
    Label {
        path,
        pointer,
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
        text: label.text.as_str().into(),
    }
}

fn gap(missing: &Missing) -> Gap<'_> {
    let (path, pointer) =
        missing.at.as_ref().map_or(("", ""), |at| (at.path.as_str(), at.pointer.as_str()));
    Gap { path, pointer, why: &missing.why }
}

fn margin(margin: &MarginText) -> Margin<'_> {
    Margin {
        value: end(&margin.value),
        limit: end(&margin.limit),
        difference: end(&margin.difference),
        unit: &margin.unit,
    }
}

fn end(amount: &Amount) -> End<'_> {
    match amount {
        Amount::Exact(number) => End::Exact(number),
        Amount::Between { from, to } => End::Between { from: from.as_deref(), to: to.as_deref() },
    }
}
