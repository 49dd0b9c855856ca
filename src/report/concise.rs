//! One line a finding: `file:line:column: severity rule: message [source]`.

use super::note::cited;
use super::wrap::width;
use crate::assess::{Finding, Found};
use crate::base::{Language, Said, Sources, Span, visible};
use crate::diagnostic::Diagnostic;
use crate::evaluate::Verdict;

/// Columns that the words of where a plan is taken from may fill on a line.
const LONGEST_SOURCE: usize = 60;

/// Faults of files and plans, a line each.
pub(super) fn concise_faults(
    faults: &[Diagnostic],
    sources: &Sources,
    language: Language,
) -> String {
    faults.iter().map(|fault| concise_diagnostic(fault, sources, language)).collect()
}

/// Every finding, a line each. Undetermined verdicts of one rule on one plan share a line, which
/// names the first and counts the rest.
pub(super) fn concise_findings(found: &Found, sources: &Sources) -> String {
    let mut out = String::new();
    let mut findings = found.findings.iter().peekable();
    while let Some(finding) = findings.next() {
        let mut more = 0;
        if finding.verdict == Verdict::Undetermined {
            while findings.next_if(|next| is_alike(finding, next)).is_some() {
                more += 1;
            }
        }
        out.push_str(&concise_finding(finding, more, found, sources));
    }
    out
}

fn is_alike(finding: &Finding, next: &Finding) -> bool {
    next.verdict == Verdict::Undetermined && next.rule == finding.rule && next.plan == finding.plan
}

/// A finding as a line, with the number of others it stands for.
pub(super) fn concise_finding(
    finding: &Finding,
    more: usize,
    found: &Found,
    sources: &Sources,
) -> String {
    let kind = match finding.verdict {
        Verdict::Violated => finding.severity.as_str(),
        verdict => verdict.as_str(),
    };
    let file = found.plan_of(finding).map(|plan| plan.file);
    let place = match (finding.place.span, file) {
        (Some(span), _) => place(span, sources),
        (None, Some(file)) => visible(sources.name(file)).into_owned(),
        (None, None) => String::new(),
    };
    let message = on_one_line(&finding.message, found.language);
    let mut line = format!("{place}: {kind} {}: {}", finding.rule, visible(&message));
    if more > 0 {
        let more = said!(" (and {more} more like it)", "（另有{more}处类似）");
        line.push_str(more.pick(found.language));
    }
    let cited = finding.note.as_ref().map(|note| cited(note, found.language));
    let cited = cited.filter(|cited| !cited.is_empty() && width(cited) <= LONGEST_SOURCE);
    if let Some(cited) = cited.map(|cited| visible(&cited).into_owned()) {
        line.push_str(said!(" ({cited})", "（{cited}）").pick(found.language));
    }
    if let Some(first) = finding.provisions.first() {
        line.push_str(&format!(" [{}, {}]", visible(&first.source), visible(&first.at)));
    }
    line.push('\n');
    line
}

/// The lines of a message one after the other. In English a line that begins like a sentence stands
/// behind a full stop.
fn on_one_line(message: &str, language: Language) -> String {
    let mut out = String::with_capacity(message.len());
    for line in message.lines() {
        let new_sentence = line.starts_with(char::is_uppercase);
        let between = language.pick(if new_sentence { ". " } else { "; " }, "；");
        out.push_str(if out.is_empty() { "" } else { between });
        out.push_str(line);
    }
    out
}

/// A fault of a plan or a rule file as a line.
pub fn concise_diagnostic(
    diagnostic: &Diagnostic,
    sources: &Sources,
    language: Language,
) -> String {
    let place = diagnostic.place().map_or_else(String::new, |span| place(span, sources) + ": ");
    // Where there is no advice, what is said at the place often is one.
    let label = diagnostic.labels.first().map(|label| &label.text);
    let hint = diagnostic.help.as_ref().or(label.filter(|text| !text.is_empty()));
    let hint = hint.or(diagnostic.notes.first());
    let help = hint.map_or_else(Said::default, |hint| said!(" ({hint})", "（{hint}）"; hint));
    let (severity, code) = (diagnostic.severity.as_str(), diagnostic.code.as_str());
    let (message, help) = (diagnostic.message.pick(language), help.pick(language));
    format!("{place}{severity} {code}: {}{}\n", visible(message), visible(help))
}

fn place(span: Span, sources: &Sources) -> String {
    let at = sources.line_column(span);
    format!("{}:{}:{}", visible(sources.name(span.file)), at.line, at.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_message_are_apart_as_their_language_has_it() {
        let shown = |message| on_one_line(message, Language::En);
        assert_eq!(shown("In 2025 5 %\nAt the end 6 %"), "In 2025 5 %. At the end 6 %");
        assert_eq!(shown("coal rises\nclean energy falls"), "coal rises; clean energy falls");
        assert_eq!(on_one_line("煤炭上升\n清洁能源下降", Language::Zh), "煤炭上升；清洁能源下降");
    }
}
