//! What is said of rule files, as JSON for machines.

use serde::Serialize;

use super::json::{Pack, Provenance, Tool, VERSION, ends};
use crate::base::{Language, Sources, Span, plain_json};
use crate::diagnostic::{Diagnostic, Severity};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool<'a>,
    packs: Vec<Pack<'a>>,
    summary: Summary,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Summary {
    rules: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    notes: Vec<&'a str>,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    /// All places but the first.
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// Everything said of rule files as JSON text, two spaces a level, with a line break at its end.
pub fn faults_json(
    all: &[Diagnostic],
    sources: &Sources,
    provenance: &Provenance,
    language: Language,
) -> String {
    let count = |severity| all.iter().filter(|it| it.severity == severity).count();
    let report = Report {
        version: VERSION,
        tool: Tool::of(provenance),
        packs: provenance.program.packs.iter().map(Pack::of).collect(),
        summary: Summary {
            rules: provenance.program.rules.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        },
        diagnostics: all.iter().map(|it| entry(it, sources, language)).collect(),
    };
    // Nothing in the report can fail to be written: all its keys are texts.
    serde_json::to_string_pretty(&report)
        .map_or_else(|_| String::new(), |text| plain_json(&text).into_owned() + "\n")
}

fn entry<'a>(fault: &'a Diagnostic, sources: &'a Sources, language: Language) -> Entry<'a> {
    let place = |span: Option<Span>| {
        let (start, end) = ends(span, sources);
        Place {
            file: span.map(|span| sources.name(span.file)),
            line: start.map(|at| at.line),
            column: start.map(|at| at.column),
            end_line: end.map(|at| at.line),
            end_column: end.map(|at| at.column),
        }
    };
    let labels = fault.labels.iter().skip(1);
    Entry {
        code: fault.code.as_str(),
        severity: fault.severity.as_str(),
        message: fault.message.pick(language),
        notes: fault.notes.iter().map(|note| note.pick(language)).collect(),
        help: fault.help.as_ref().map(|help| help.pick(language)),
        place: place(fault.place()),
        labels: labels
            .map(|label| Label { text: label.text.pick(language), place: place(Some(label.span)) })
            .collect(),
    }
}
