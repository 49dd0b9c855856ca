//! The report a person reads: every violation drawn in its place, what is not decided grouped by
//! the evidence it waits for, the scorecard.

use super::concise::concise_finding;
use super::draw::{Drawing, diagnostics, draw, visible_lines};
use super::lines::lines;
use super::style::{Paint, Style};
use super::summary::count;
use super::tables::{scorecard, undecided};
use super::wrap::{width, wrap};
use crate::assess::{Assessment, Citation, Finding, Note};
use crate::base::{Sources, Span, visible};
use crate::diagnostic::Severity;
use crate::evaluate::Verdict;

/// Names of the lines under a finding.
mod name {
    pub const PLAN: &str = "Plan";
    pub const MISSING: &str = "Missing";
    pub const VALUES: &str = "Values";
    pub const PROVISION: &str = "Provision";
    pub const SETTLE: &str = "Settle";
    pub const RULE: &str = "Rule";
    pub const FILE: &str = "File";
}

/// Begins the first line of a verdict that waits for evidence.
const NOT_DECIDED: &str = "Not decided";

/// The whole report but its last line, which is [`summary`](super::summary)'s.
pub fn full(assessment: &Assessment, sources: &Sources, style: &Style) -> String {
    let mut out = diagnostics(&assessment.diagnostics, sources, style);
    let violated: Vec<&Finding> = assessment.violated().collect();
    for finding in violated.iter().take(style.max_diagnostics) {
        out.push_str(&drawn(finding, assessment, sources, style));
        out.push('\n');
    }
    let hidden = violated.len().saturating_sub(style.max_diagnostics);
    if hidden > 0 {
        let more = count(hidden, "violation is", "violations are");
        out.push_str(&format!("{more} not shown; --max-diagnostics NUMBER shows more\n\n"));
    }
    if style.verbose {
        let open = assessment.findings.iter().filter(|it| it.verdict == Verdict::Undetermined);
        for finding in open {
            out.push_str(&drawn(finding, assessment, sources, style));
            out.push('\n');
        }
    }
    out.push_str(&undecided(assessment, style));
    out.push_str(&others(assessment, style));
    out.push_str(&scorecard(&assessment.scorecard, style));
    out
}

/// One finding: what is wrong, where, the values behind it, the source, what would settle it.
fn drawn(finding: &Finding, assessment: &Assessment, sources: &Sources, style: &Style) -> String {
    let labels: Vec<(Span, &str)> = finding
        .labels
        .iter()
        .filter_map(|label| label.at.span.map(|span| (span, label.text.as_str())))
        .collect();
    let place = finding.place.span.map(|span| vec![(span, "")]);
    let labels = if labels.is_empty() { place.unwrap_or_default() } else { labels };
    let (severity, message) = match finding.verdict {
        Verdict::Violated => (finding.severity, finding.message.clone()),
        _ => (Severity::Note, format!("{NOT_DECIDED}: {}", finding.message)),
    };
    let drawing = draw(
        &Drawing {
            severity,
            message: &message,
            labels: &labels,
            help: None,
            fallback: &|| concise_finding(finding, 0, assessment, sources),
        },
        sources,
        style,
    );
    let mut named: Vec<(&str, String)> = drawing.elsewhere;
    if let Some(plan) = finding.plan.and_then(|at| assessment.plans.get(at))
        && labels.is_empty()
    {
        named.push((name::FILE, sources.name(plan.file).to_owned()));
    }
    named.extend(finding.note.as_ref().map(|note| (name::PLAN, noted(note))));
    let missing: Vec<String> = finding.missing.iter().map(|missing| missing.sentence()).collect();
    named.push((name::MISSING, some_of(missing, style).join("\n")));
    named.push((name::VALUES, finding.values.join("\n")));
    let provisions: Vec<String> = finding.provisions.iter().map(cited).collect();
    named.push((name::PROVISION, provisions.join("\n")));
    named.push((name::SETTLE, finding.help.clone().unwrap_or_default()));
    named.push((name::RULE, format!("{} ({})", finding.rule, finding.strength)));
    named.retain(|(_, text)| !text.is_empty());
    let named: Vec<(&str, String)> =
        named.into_iter().map(|(name, text)| (name, visible_lines(&text))).collect();
    let mut out = drawing.text + &lines(&named, style);
    if style.verbose && finding.verdict == Verdict::Violated {
        out.push_str(&rule_text(finding.rule_span, sources, style));
    }
    out
}

/// Places of missing evidence that a finding lists.
const MOST_MISSING: usize = 5;

fn some_of(mut texts: Vec<String>, style: &Style) -> Vec<String> {
    let rest = texts.len().saturating_sub(MOST_MISSING);
    if rest > 1 && !style.verbose {
        texts.truncate(MOST_MISSING);
        texts.push(format!("and {rest} more"));
    }
    texts
}

/// `p. 31, "Structural adjustment"`, then the quotation.
fn noted(note: &Note) -> String {
    let page = note.page.as_ref().map(|page| match page.parse::<u32>() {
        Ok(number) => format!("p. {number}"),
        Err(_) => page.clone(),
    });
    let section = note.section.as_ref().map(|section| format!("\"{section}\""));
    let parts: Vec<String> = note.document.clone().into_iter().chain(page).chain(section).collect();
    let quote = note.quote.as_ref().map(|quote| format!("\n“{quote}”")).unwrap_or_default();
    (parts.join(", ") + &quote).trim_start().to_owned()
}

/// `Sheng 2023, 3.1 para. 3, third: old industries are treated case by case`.
fn cited(citation: &Citation) -> String {
    let place: Vec<&str> = [citation.source.as_str(), citation.at.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    match citation.says.is_empty() {
        true => place.join(", "),
        false => format!("{}: {}", place.join(", "), citation.says),
    }
}

/// The rule as it is written, as a block. A line that is too long goes on further in.
fn rule_text(span: Span, sources: &Sources, style: &Style) -> String {
    let mut out = String::new();
    for line in sources.slice(span).trim_end().lines() {
        let line = visible(line);
        let mut indent = line.len() - line.trim_start().len();
        let first = indent;
        for part in wrap(&line, style.width.saturating_sub(indent + 8)) {
            let part = format!("  ┆ {}{part}", " ".repeat(indent));
            out.push_str(&style.paint(Paint::Faint, part.trim_end()));
            out.push('\n');
            indent = first + 4;
        }
    }
    out
}

/// Verdicts that are neither violated nor undetermined, where they were asked for: a line each.
fn others(assessment: &Assessment, style: &Style) -> String {
    let mut out = String::new();
    for finding in &assessment.findings {
        let paint = match finding.verdict {
            Verdict::Violated | Verdict::Undetermined => continue,
            Verdict::Satisfied => Paint::Good,
            Verdict::NotApplicable | Verdict::Excepted => Paint::Faint,
        };
        let verdict = style.paint(paint, finding.verdict.as_str());
        let plan = finding.plan.and_then(|at| assessment.plans.get(at));
        let place = match (plan, finding.subject.path.as_str()) {
            (Some(plan), "") => plan.id.clone(),
            (Some(plan), path) => format!("{} {path}", plan.id),
            (None, path) => path.to_owned(),
        };
        let why = match (&finding.exception, finding.assumed.as_slice()) {
            (Some((name, because)), _) => format!(" ({name}: {because})"),
            (None, []) => String::new(),
            (None, assumed) => format!(" (assumed: {})", assumed.join(", ")),
        };
        let text = format!("{}  {}{}", finding.rule, visible(&place), visible(&why));
        let indent = width(finding.verdict.as_str()) + 4;
        let mut before = format!("  {verdict}  ");
        for line in wrap(&text, style.width.saturating_sub(indent)) {
            out.push_str(&format!("{before}{line}\n"));
            before = " ".repeat(indent);
        }
    }
    if out.is_empty() { out } else { out + "\n" }
}
