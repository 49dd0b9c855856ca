//! What a provision says and which rules answer to it, and what a parameter is, as pages for
//! whoever asks after a verdict.

use super::lines::lines;
use super::style::{Paint, Style};
use super::wrap::wrap;
use crate::assess::parameter_text;
use crate::base::{Language, Sources, visible};
use crate::program::{
    Checkable, Exception, ExprKind, Parameter, Program, Provision, ProvisionId, Rule,
};

/// A provision: what its source says, how strongly, and what answers to it.
pub fn provision_page(
    id: ProvisionId,
    program: &Program,
    sources: &Sources,
    language: Language,
    style: &Style,
) -> String {
    let Some(provision) = program.provision(id) else { return String::new() };
    let name = format!("{}/{}", provision.pack, provision.id);
    let mut out = heading(&name, language.pick("provision", "条款"), style);
    out.push_str(&paragraph(provision.says.pick(language), style));
    let source =
        program.source(provision.source).map_or_else(String::new, |it| it.citation(language));
    let mut named: Vec<(&str, String)> = vec![
        (language.pick("Source", "出处"), cited(&source, provision.at.pick(language), language)),
        (language.pick("Strength", "强度"), provision.strength.as_str().to_owned()),
        (language.pick("Aspect", "方面"), provision.aspect.clone()),
    ];
    let checked = match &provision.checkable {
        Checkable::Wholly => None,
        Checkable::Partly(because) => {
            let because = because.pick(language);
            Some(said!("plans show it in part: {because}", "规划只能体现一部分：{because}"))
        }
        Checkable::Not(because) => {
            let because = because.pick(language);
            Some(said!("no plan can show it: {because}", "规划无法体现：{because}"))
        }
    };
    named.extend(
        checked.map(|line| (language.pick("Checked", "检查"), line.pick(language).to_owned())),
    );
    for same in same_as(id, program) {
        named.push((language.pick("Same as", "等同于"), full_name(same)));
    }
    let answers = program.rules.iter().filter(|rule| rule.provisions.contains(&id));
    for rule in answers {
        let line = match &rule.disabled {
            None => rule.full_name(),
            Some(disabled) => {
                let (rule, by) = (rule.full_name(), &disabled.by);
                let line = said!("{rule} (disabled by {by})", "{rule}（由{by}停用）");
                line.pick(language).to_owned()
            }
        };
        named.push((language.pick("Rule", "规则"), line));
    }
    for rule in &program.rules {
        let exceptions = exceptions_of(&rule.exceptions, id);
        named.extend(exceptions.into_iter().map(|exception| {
            let (exception, rule) =
                (format!("{}/{}", exception.pack, exception.name), rule.full_name());
            let line = said!("{exception} to {rule}", "{exception}（对{rule}）");
            (language.pick("Exception", "例外"), line.pick(language).to_owned())
        }));
    }
    named.push((language.pick("File", "文件"), place(provision.span, sources)));
    out.push_str(&visible_lines(named, style));
    out
}

/// A parameter: its value, where that comes from, and the rules that read it.
pub fn parameter_page(
    at: usize,
    program: &Program,
    sources: &Sources,
    language: Language,
    style: &Style,
) -> String {
    let Some(parameter) = program.parameters.get(at) else { return String::new() };
    let name = format!("{}/{}", parameter.pack, parameter.name);
    let mut out = heading(&name, language.pick("parameter", "参数"), style);
    out.push_str(&paragraph(parameter.text.pick(language), style));
    out.push_str(&paragraph(&parameter.doc.replace('\n', " "), style));
    let value = parameter_text(program, parameter, language);
    let mut named: Vec<(&str, String)> = vec![(language.pick("Value", "取值"), value)];
    if let Some(by) = set_by(parameter, language) {
        named.push((language.pick("Set by", "设定者"), by));
    }
    if let Some(because) = &parameter.because {
        named.push((language.pick("Because", "理由"), because.pick(language).to_owned()));
    }
    named.extend(
        parameter
            .checked_on
            .iter()
            .map(|date| (language.pick("Checked on", "核对日期"), date.clone())),
    );
    for rule in program.rules.iter().filter(|rule| reads(rule, at, program)) {
        named.push((language.pick("Rule", "规则"), rule.full_name()));
    }
    named.push((language.pick("File", "文件"), place(parameter.span, sources)));
    out.push_str(&visible_lines(named, style));
    out
}

/// Who gives a parameter a value that its declaration does not.
fn set_by(parameter: &Parameter, language: Language) -> Option<String> {
    match (&parameter.overridden, &parameter.set_by) {
        (Some(_), _) => Some(language.pick("for this run", "本次运行指定").to_owned()),
        (None, by) => by.clone(),
    }
}

/// Whether a rule's own text reads a parameter.
fn reads(rule: &Rule, at: usize, program: &Program) -> bool {
    program.exprs.iter().any(|expr| {
        let (whole, part) = (rule.span, expr.span);
        let inside = part.file == whole.file && whole.start <= part.start && part.end <= whole.end;
        let read = match expr.kind {
            ExprKind::Parameter(id) | ExprKind::ParameterAt { parameter: id, .. } => Some(id),
            _ => None,
        };
        inside && read.is_some_and(|id| usize::from(id.0) == at)
    })
}

/// Provisions that say the same as one, in either direction.
fn same_as(id: ProvisionId, program: &Program) -> Vec<&Provision> {
    let own = program.provision(id).and_then(|it| it.same_as);
    let others = (0..).map(ProvisionId).zip(&program.provisions);
    others
        .filter(|(other, it)| own == Some(*other) || it.same_as == Some(id))
        .map(|(_, provision)| provision)
        .collect()
}

fn exceptions_of(exceptions: &[Exception], id: ProvisionId) -> Vec<&Exception> {
    let mut found = Vec::new();
    for exception in exceptions {
        if exception.provisions.contains(&id) {
            found.push(exception);
        }
        found.extend(exceptions_of(&exception.exceptions, id));
    }
    found
}

fn full_name(provision: &Provision) -> String {
    format!("{}/{}", provision.pack, provision.id)
}

fn cited(source: &str, at: &str, language: Language) -> String {
    said!("{source}, {at}", "{source}，{at}").pick(language).to_owned()
}

fn place(span: crate::base::Span, sources: &Sources) -> String {
    format!("{}:{}", sources.name(span.file), sources.line_column(span).line)
}

fn heading(name: &str, kind: &str, style: &Style) -> String {
    format!("{}  {kind}\n\n", style.paint(Paint::Heading, name))
}

fn paragraph(text: &str, style: &Style) -> String {
    if text.is_empty() {
        return String::new();
    }
    let wrapped = wrap(&visible(text), style.width.saturating_sub(2));
    let wrapped: String = wrapped.iter().map(|line| format!("  {line}\n")).collect();
    wrapped + "\n"
}

fn visible_lines(named: Vec<(&str, String)>, style: &Style) -> String {
    let named: Vec<_> =
        named.into_iter().map(|(name, text)| (name, visible(&text).into_owned())).collect();
    lines(&named, style)
}
