//! The JSON report: a contract with machines. Numbers that come from a plan or a rule are texts,
//! so that no reader rounds them.

use serde::Serialize;

use crate::assess::{
    Amount, At, Citation, Finding, FindingLabel, Found, MarginText, Missing, Note, PlanReport,
    Totals, parameter_text,
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
    plans: [(); 0],
    packs: Vec<Pack<'a>>,
    parameters: Vec<Parameter<'a>>,
    changes: Vec<Change<'a>>,
    summary: Summary,
    findings: [(); 0],
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

/// What stands around the plans and the findings of a report: JSON text, two spaces a level, with a
/// line break at its end.
pub(super) fn json_frame(totals: &Totals, provenance: &Provenance) -> [String; 3] {
    let program = provenance.program;
    let report = Report {
        version: VERSION,
        tool: Tool::of(provenance),
        plans: [],
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
                    .unwrap_or_else(|| parameter_text(program, parameter, totals.language)),
                set_by: parameter.set_by.as_deref(),
                checked_on: parameter.checked_on.as_deref(),
            })
            .collect(),
        changes: totals
            .changes
            .iter()
            .map(|change| Change {
                kind: change.kind.as_str(),
                name: &change.name,
                by: &change.by,
                because: &change.because,
            })
            .collect(),
        summary: summary(totals),
        findings: [],
    };
    let text = pretty(&report) + "\n";
    // No text in it can hold a line break, so that these are the two lists and nothing else.
    let (before, rest) = text.split_once(PLANS).unwrap_or((&text, ""));
    let (between, after) = rest.split_once(FINDINGS).unwrap_or((rest, ""));
    let list = |before: &str, name: &str| before.to_owned() + name.trim_end_matches("[]");
    [list(before, PLANS), list(between, FINDINGS), after.to_owned()]
}

const PLANS: &str = "\n  \"plans\": []";
const FINDINGS: &str = "\n  \"findings\": []";

fn pretty(value: &impl Serialize) -> String {
    // Nothing in the report can fail to be written: all its keys are texts.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    plain_json(&text).into_owned()
}

/// The members of a list of the report, without its brackets.
fn members<T: Serialize>(all: Vec<T>) -> String {
    #[derive(Serialize)]
    struct Inside<T> {
        all: Vec<T>,
    }
    let text = pretty(&Inside { all });
    let inside = text.strip_prefix("{\n  \"all\": [\n");
    let inside = inside.and_then(|text| text.strip_suffix("\n  ]\n}"));
    inside.unwrap_or_default().to_owned()
}

pub(super) fn json_plans(found: &Found, sources: &Sources) -> String {
    let plans = found.plans.iter().chain(&found.portfolio);
    members(plans.map(|plan| head(plan, sources)).collect())
}

pub(super) fn json_faults(faults: &[Diagnostic], found: &Found, sources: &Sources) -> String {
    members(faults.iter().map(|fault| fault_entry(fault, found, sources)).collect())
}

pub(super) fn json_findings(found: &Found, sources: &Sources) -> String {
    members(found.findings.iter().map(|finding| entry(finding, found, sources)).collect())
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

fn summary(totals: &Totals) -> Summary {
    Summary {
        plans: totals.plans,
        rules: RuleCounts {
            verdicts: counts(&totals.rules.verdicts),
            no_subjects: totals.rules.no_subjects,
            not_run: totals.rules.not_run,
            disabled: totals.rules_disabled(),
        },
        subjects: counts(&totals.subjects),
    }
}

/// The report writes every verdict as one word.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not_applicable",
        verdict => verdict.as_str(),
    }
}

fn entry<'a>(finding: &'a Finding, found: &'a Found, sources: &'a Sources) -> Entry<'a> {
    let plan = found.plan_of(finding);
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
fn fault_entry<'a>(fault: &'a Diagnostic, found: &'a Found, sources: &'a Sources) -> Entry<'a> {
    let (from, to) = ends(fault.place(), sources);
    let file = fault.place().map(|span| span.file);
    let plan = found.plans.iter().chain(&found.portfolio);
    let plan = plan.into_iter().find(|plan| Some(plan.file) == file);
    Entry {
        rule: fault.code.as_str(),
        verdict: "fault",
        severity: fault.severity.as_str(),
        message: fault.message.pick(found.language).to_owned(),
        help: fault.help.as_ref().map(|help| help.pick(found.language)),
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
