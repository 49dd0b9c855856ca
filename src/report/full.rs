//! The report a person reads: every violation drawn in its place, what is not decided grouped by
//! the evidence it waits for, the scorecard.

use super::alike::Alike;
use super::concise::concise_finding;
use super::draw::{Drawing, draw, draw_one, visible_lines};
use super::lines::lines;
use super::more::more;
use super::note::quoted;
use super::run::{PartText, Section};
use super::style::{Paint, Style};
use super::tables::{scorecard, undecided};
use super::wrap::{width, wrap};
use crate::assess::{Citation, Finding, Found, Totals};
use crate::base::{Language, Said, Sources, Span, visible};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evaluate::Verdict;

/// The lines under a finding, in order.
#[derive(Clone, Copy)]
enum Line {
    File,
    Plan,
    Missing,
    Values,
    Provision,
    Settle,
    Rule,
}

impl Line {
    fn name(self, language: Language) -> &'static str {
        match self {
            Line::File => language.pick("File", "文件"),
            Line::Plan => language.pick("Plan", "规划"),
            Line::Missing => language.pick("Missing", "缺少"),
            Line::Values => language.pick("Values", "数值"),
            Line::Provision => language.pick("Provision", "依据"),
            Line::Settle => language.pick("Settle", "补正"),
            Line::Rule => language.pick("Rule", "规则"),
        }
    }
}

/// What was found in some plans, `before` violations or more being drawn before them.
pub(super) fn full_part(
    part: &mut PartText,
    files: &[Diagnostic],
    found: &Found,
    sources: &Sources,
    style: &Style,
    before: usize,
) {
    let faults = found.diagnostics.iter().map(|fault| (Section::Faults, fault));
    for (section, fault) in files.iter().map(|fault| (Section::Files, fault)).chain(faults) {
        if let Some(fault) = part.alike.take(fault, found, sources, style) {
            part.add(section, &(draw_one(fault, sources, style) + "\n"));
            if !part.codes.contains(&fault.code) {
                part.codes.push(fault.code);
            }
        }
    }
    let drawn = |finding: &Finding| drawn(finding, found, sources, style) + "\n";
    let room = style.max_diagnostics.saturating_sub(before);
    part.violated = found.violated().count();
    part.drawn = found.violated().take(room).map(drawn).collect();
    if style.verbose {
        let open = found.findings.iter().filter(|it| it.verdict == Verdict::Undetermined);
        open.for_each(|finding| part.add(Section::Open, &drawn(finding)));
    }
    part.add(Section::Others, &others(found, style));
}

/// What is drawn of the run as a whole.
pub(super) struct TotalTexts {
    /// Behind the faults of files and plans.
    pub faults: String,
    /// Behind the violations that are shown.
    pub hidden: String,
    pub undecided: String,
    pub scorecard: String,
}

/// What is drawn of the run as a whole, `hidden` violations not being shown.
pub(super) fn drawn_totals(
    totals: &Totals,
    alike: &Alike,
    codes: &[Code],
    hidden: usize,
    style: &Style,
) -> TotalTexts {
    let codes = codes.iter().copied().chain(alike.code());
    let counted = Said::counted(hidden, "violation is", "violations are", "处违反");
    let not_shown = said!(
        "{counted} not shown; --max-diagnostics NUMBER shows more\n\n",
        "{counted}未显示；用 --max-diagnostics NUMBER 显示更多\n\n";
        counted
    );
    TotalTexts {
        faults: alike.drawn(style) + &more(codes, style),
        hidden: match hidden {
            0 => String::new(),
            _ => not_shown.pick(style.language).to_owned(),
        },
        undecided: undecided(totals, style),
        scorecard: scorecard(&totals.scorecard, style),
    }
}

/// One finding: what is wrong, where, the values behind it, the source, what would settle it.
fn drawn(finding: &Finding, found: &Found, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let labels: Vec<(Span, &str)> = finding
        .labels
        .iter()
        .filter_map(|label| label.at.span.map(|span| (span, label.text.as_str())))
        .collect();
    let place = finding.place.span.map(|span| vec![(span, "")]);
    let labels = if labels.is_empty() { place.unwrap_or_default() } else { labels };
    let (severity, message) = match finding.verdict {
        Verdict::Violated => (finding.severity, finding.message.clone()),
        _ => {
            let message = &finding.message;
            let waits = said!("Not decided: {message}", "未能判定：{message}");
            (Severity::Note, waits.pick(language).to_owned())
        }
    };
    let drawing = draw(
        &Drawing {
            severity,
            message: &message,
            labels: &labels,
            help: None,
            fallback: &|| concise_finding(finding, 0, found, sources),
        },
        sources,
        style,
    );
    let mut named: Vec<(&str, String)> = drawing.elsewhere;
    if let Some(plan) = finding.plan.and_then(|at| found.plans.get(at))
        && labels.is_empty()
    {
        named.push((Line::File.name(language), sources.name(plan.file).to_owned()));
    }
    named.extend(
        finding.note.as_ref().map(|note| (Line::Plan.name(language), quoted(note, language))),
    );
    let missing: Vec<String> = finding.missing.iter().map(|missing| missing.sentence()).collect();
    named.push((Line::Missing.name(language), some_of(missing, style).join("\n")));
    named.push((Line::Values.name(language), finding.values.join("\n")));
    let provisions: Vec<String> = finding.provisions.iter().map(|it| cited(it, language)).collect();
    named.push((Line::Provision.name(language), provisions.join("\n")));
    named.push((Line::Settle.name(language), finding.help.clone().unwrap_or_default()));
    let by = finding.replaced_by.as_ref();
    let by = by.map_or_else(Said::default, |by| said!(", replaced by {by}", "，由{by}替换"));
    let rule = format!("{} ({}){}", finding.rule, finding.strength, by.pick(language));
    named.push((Line::Rule.name(language), rule));
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
        texts.push(said!("and {rest} more", "另有{rest}处").pick(style.language).to_owned());
    }
    texts
}

/// `Sheng 2023, 3.1 para. 3, third: old industries are treated case by case`.
fn cited(citation: &Citation, language: Language) -> String {
    let comma = language.pick(", ", "，");
    let place: Vec<&str> = [citation.source.as_str(), citation.at.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    match citation.says.is_empty() {
        true => place.join(comma),
        false => [place.join(comma).as_str(), language.pick(": ", "："), &citation.says].concat(),
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
fn others(found: &Found, style: &Style) -> String {
    let mut out = String::new();
    for finding in &found.findings {
        let paint = match finding.verdict {
            Verdict::Violated | Verdict::Undetermined => continue,
            Verdict::Satisfied => Paint::Good,
            Verdict::NotApplicable | Verdict::Excepted => Paint::Faint,
        };
        let name = finding.verdict.said();
        let name = name.pick(style.language);
        let verdict = style.paint(paint, name);
        let plan = finding.plan.and_then(|at| found.plans.get(at));
        let place = match (plan, finding.subject.path.as_str()) {
            (Some(plan), "") => plan.id.clone(),
            (Some(plan), path) => format!("{} {path}", plan.id),
            (None, path) => path.to_owned(),
        };
        let why = match (&finding.exception, finding.assumed.as_slice()) {
            (Some((name, because)), _) => {
                let why = said!(" ({name}: {because})", "（{name}：{because}）");
                why.pick(style.language).to_owned()
            }
            (None, []) => String::new(),
            (None, assumed) => {
                let assumed = assumed.join(style.language.pick(", ", "、"));
                let why = said!(" (assumed: {assumed})", "（按默认值：{assumed}）");
                why.pick(style.language).to_owned()
            }
        };
        let text = format!("{}  {}{}", finding.rule, visible(&place), visible(&why));
        let indent = width(name) + 4;
        let mut before = format!("  {verdict}  ");
        for line in wrap(&text, style.width.saturating_sub(indent)) {
            out.push_str(&format!("{before}{line}\n"));
            before = " ".repeat(indent);
        }
    }
    out
}
