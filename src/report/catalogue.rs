//! Rules without plans: the list of all, and the page of one.

use super::lines::lines;
use super::names::severity_name;
use super::style::{Paint, Style};
use super::wrap::{width, wrap};
use crate::assess::parameter_text;
use crate::base::{Language, Said, Sources, visible};
use crate::program::{Disabled, ExprKind, InForce, Parameter, Program, Rule, Scope};

/// Every rule: pack by pack, a line each with its name, severity, aspect, provisions and title.
pub fn rules(program: &Program, language: Language, style: &Style) -> String {
    let mut out = String::new();
    for pack in &program.packs {
        let rules: Vec<&Rule> = program.rules.iter().filter(|it| it.pack == pack.name).collect();
        if rules.is_empty() {
            continue;
        }
        let heading = format!("{}  {}", pack.name, visible(pack.title.pick(language)));
        out.push_str(&format!("{}\n\n", style.paint(Paint::Heading, &heading)));
        let widest = |cell: &dyn Fn(&Rule) -> String| {
            rules.iter().map(|rule| width(&cell(rule))).max().unwrap_or(0)
        };
        let cells: [&dyn Fn(&Rule) -> String; 4] =
            [&|rule| rule.name.clone(), &|rule| severity(rule, language), &aspect, &|rule| {
                provisions(rule, program)
            }];
        let widths = cells.map(|cell| widest(cell));
        for rule in rules {
            let padded = cells.iter().zip(widths).map(|(cell, columns)| {
                let text = cell(rule);
                let gap = " ".repeat(columns - width(&text));
                format!("{text}{gap}  ")
            });
            out.push_str(&format!("  {}", padded.collect::<String>()));
            out.truncate(out.trim_end().len());
            out.push('\n');
            let title = visible(rule.title.pick(language));
            for line in wrap(&title, style.width.saturating_sub(6)) {
                out.push_str(&format!("      {}\n", style.paint(Paint::Faint, &line)));
            }
            for note in notes(rule) {
                for line in wrap(&visible(note.pick(language)), style.width.saturating_sub(6)) {
                    out.push_str(&format!("      {line}\n"));
                }
            }
        }
        out.push('\n');
    }
    out
}

/// What packs change in a rule, and when it is asked.
fn notes(rule: &Rule) -> Vec<Said> {
    let mut notes = Vec::new();
    notes.extend(rule.in_force.as_ref().map(|years| {
        let years = years_said(years);
        said!("in force {years}", "施行期：{years}"; years)
    }));
    notes.extend(rule.replaced_by.as_ref().map(|by| said!("replaced by {by}", "由{by}替换")));
    notes.extend(rule.disabled.iter().map(disabled_said));
    notes.extend(rule.disabled_exceptions.iter().map(|disabled| {
        let (name, disabled) = (&disabled.name, disabled_said(disabled));
        said!("exception {name} {disabled}", "例外{name}{disabled}"; disabled)
    }));
    notes
}

fn disabled_said(disabled: &Disabled) -> Said {
    let by = &disabled.by;
    let because =
        Said::new(disabled.because.pick(Language::En), disabled.because.pick(Language::Zh));
    said!("disabled by {by}: {because}", "由{by}停用：{because}"; because)
}

/// `from 2021 to 2025`, of the last years of plans.
fn years_said(years: &InForce) -> Said {
    let from = years.from;
    match years.to {
        Some(to) => said!("from {from} to {to}", "{from}年至{to}年"),
        None => said!("from {from}", "{from}年起"),
    }
}

fn severity(rule: &Rule, language: Language) -> String {
    let severity = severity_name(rule.severity());
    let said = match rule.scope {
        Scope::Plan => severity,
        Scope::Portfolio => said!("{severity} (portfolio)", "{severity}（规划集）"; severity),
    };
    said.pick(language).to_owned()
}

fn aspect(rule: &Rule) -> String {
    rule.aspect.clone().unwrap_or_default()
}

fn provisions(rule: &Rule, program: &Program) -> String {
    let ids = rule.provisions.iter().filter_map(|id| program.provision(*id));
    ids.map(|provision| provision.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// All there is to know of a rule: what it asks, of whom it comes, its thresholds, its text.
pub fn page(
    rule: &Rule,
    program: &Program,
    sources: &Sources,
    language: Language,
    style: &Style,
) -> String {
    let name = style.paint(Paint::Heading, &rule.full_name());
    let strength = rule.demand.strength.as_str();
    let mut out = format!("{name}  {} ({strength})\n\n", severity(rule, language));
    let mut paragraph = |text: &str| {
        for line in wrap(&visible(text), style.width.saturating_sub(2)) {
            out.push_str(&format!("  {line}\n"));
        }
        out.push('\n');
    };
    paragraph(rule.title.pick(language));
    if !rule.doc.is_empty() {
        // The lines of a comment are no lines of a page.
        rule.doc.split("\n\n").for_each(|part| paragraph(&part.replace('\n', " ")));
    }
    let mut named = standing(rule, language);
    for provision in rule.provisions.iter().filter_map(|id| program.provision(*id)) {
        let source = program.source(provision.source);
        let source = source.map_or_else(String::new, |source| source.citation(language));
        let says = provision.says.pick(language);
        let at = provision.at.pick(language);
        let line = said!("{source}, {at}: {says}", "{source}，{at}：{says}");
        named.push((language.pick("Provision", "依据"), line.pick(language).to_owned()));
    }
    named
        .extend(rule.aspect.iter().map(|aspect| (language.pick("Aspect", "方面"), aspect.clone())));
    for parameter in parameters(rule, program) {
        named.push((
            language.pick("Parameter", "参数"),
            parameter_line(parameter, program, language),
        ));
    }
    for exception in &rule.exceptions {
        let because = exception.because.pick(language);
        let line = [exception.name.as_str(), language.pick(": ", "："), because].concat();
        named.push((language.pick("Exception", "例外"), line));
    }
    for disabled in &rule.disabled_exceptions {
        let (name, said) = (&disabled.name, disabled_said(disabled));
        let line = said!("{name}, {said}", "{name}，{said}"; said);
        named.push((language.pick("Exception", "例外"), line.pick(language).to_owned()));
    }
    let at = sources.line_column(rule.name_span);
    named.push((
        language.pick("File", "文件"),
        format!("{}:{}", sources.name(rule.span.file), at.line),
    ));
    let named: Vec<_> =
        named.into_iter().map(|(name, text)| (name, visible(&text).into_owned())).collect();
    out.push_str(&lines(&named, style));
    out.push('\n');
    for line in sources.slice(rule.span).trim_end().lines() {
        out.push_str(format!("  {}", visible(line)).trim_end());
        out.push('\n');
    }
    out
}

/// What a rule was called before, when it is asked, and what packs change in it.
fn standing(rule: &Rule, language: Language) -> Vec<(&'static str, String)> {
    let text = |said: Said| said.pick(language).to_owned();
    let mut named: Vec<(&str, String)> = Vec::new();
    named.extend(
        rule.disabled
            .iter()
            .map(|disabled| (language.pick("Status", "状态"), text(disabled_said(disabled)))),
    );
    named.extend(rule.replaced_by.iter().map(|by| {
        (language.pick("Status", "状态"), text(said!("replaced by {by}", "由{by}替换")))
    }));
    named.extend(rule.former_name().map(|old| (language.pick("Formerly", "旧名"), old)));
    named.extend(rule.in_force.iter().map(|years| {
        let years = years_said(years);
        let line = said!(
            "{years}, by the plan's last year",
            "{years}（按规划末年）";
            years
        );
        (language.pick("In force", "施行期"), text(line))
    }));
    named.extend(
        rule.stricter
            .iter()
            .map(|because| (language.pick("Stricter", "更严"), because.pick(language).to_owned())),
    );
    named
}

/// The parameters that the rule's own text reads.
fn parameters<'a>(rule: &Rule, program: &'a Program) -> Vec<&'a Parameter> {
    let inside = program.exprs.iter().filter(|expr| {
        let (whole, part) = (rule.span, expr.span);
        part.file == whole.file && whole.start <= part.start && part.end <= whole.end
    });
    let mut ids: Vec<_> = inside
        .filter_map(|expr| match expr.kind {
            ExprKind::Parameter(id) | ExprKind::ParameterAt { parameter: id, .. } => Some(id),
            _ => None,
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    // What other packs' tests read of it is no part of it.
    ids.into_iter().filter_map(|id| program.parameters.get(usize::from(id.0))).collect()
}

fn parameter_line(parameter: &Parameter, program: &Program, language: Language) -> String {
    let value = parameter_text(program, parameter, language);
    let mut line = format!("{} = {value}", parameter.name);
    if let Some(by) = &parameter.set_by {
        line.push_str(said!(" (set by {by})", "（由{by}设定）").pick(language));
    }
    if let Some(because) = &parameter.because {
        line.push_str(language.pick(": ", "："));
        line.push_str(because.pick(language));
    }
    if let Some(date) = &parameter.checked_on {
        line.push_str(said!(" (checked on {date})", "（核对于{date}）").pick(language));
    }
    line
}
