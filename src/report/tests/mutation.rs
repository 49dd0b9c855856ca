//! Changes of rules that no test notices: under each rule, or a line each.

use super::super::style::{Paint, Style};
use super::super::wrap::{cut, width, wrap};
use super::coverage::right;
use crate::base::{Language, Said, Sources, Span, visible};
use crate::testing::{Mutation, RuleMutation, Score};

/// Columns of a place inside a file.
const PLACE: usize = 10;

/// Under each rule the changes that no test notices; then a line a rule.
pub fn mutation_full(mutation: &Mutation, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let heading = said!("Changes that no test notices", "没有测试察觉的改动");
    let mut out = format!("{}\n\n", style.paint(Paint::Heading, heading.pick(language)));
    for rule in mutation.rules.iter().filter(|it| it.tests > 0 && !it.unnoticed.is_empty()) {
        out.push_str(&unnoticed(rule, sources, style));
        out.push('\n');
    }
    out.push_str(&overview(mutation, style));
    out
}

fn unnoticed(rule: &RuleMutation, sources: &Sources, style: &Style) -> String {
    let (file, line) = (sources.name(rule.span.file), sources.line_column(rule.span).line);
    let head = format!("{}  {}:{line}", rule.rule, visible(file));
    let mut out = format!("  {}\n", cut(&head, style.width.saturating_sub(2)));
    for change in &rule.unnoticed {
        let at = sources.line_column(change.span);
        let mut place = format!("{}:{}", at.line, at.column);
        let what = visible(change.what.pick(style.language));
        // What a define or another pack says stands in another file.
        let what = match change.span.file == rule.span.file {
            true => what.into_owned(),
            false => format!("{what}  {}", visible(sources.name(change.span.file))),
        };
        for text in wrap(&what, style.width.saturating_sub(PLACE + 2)) {
            let gap = " ".repeat(PLACE.saturating_sub(width(&place)));
            out.push_str(format!("{gap}{}  {text}", style.paint(Paint::Faint, &place)).trim_end());
            out.push('\n');
            place.clear();
        }
    }
    out
}

fn overview(mutation: &Mutation, style: &Style) -> String {
    let language = style.language;
    let names = mutation.rules.iter().map(|rule| width(&rule.rule));
    let longest = names.max().unwrap_or(0).min(style.width.saturating_sub(36));
    let heads =
        right(language.pick("tests", "测试"), 8) + &right(language.pick("noticed", "已察觉"), 12);
    let mut out = format!("  {}{}\n", " ".repeat(longest), style.paint(Paint::Faint, &heads));
    for rule in mutation.rules.iter().filter(|rule| rule.tried > 0) {
        let name = cut(&rule.rule, longest);
        let gap = " ".repeat(longest.saturating_sub(width(&name)));
        let Score { noticed, of } = rule.score();
        let percent = rule.score().percent();
        let paint = match (rule.tests, percent) {
            (0, _) => Paint::Bad,
            (_, 100) => Paint::Good,
            _ => Paint::Unsure,
        };
        out.push_str(&format!(
            "  {name}{gap}{}{}{}\n",
            right(&rule.tests.to_string(), 8),
            right(&format!("{noticed} / {of}"), 12),
            style.paint(paint, &right(&format!("{percent} %"), 8))
        ));
    }
    out + "\n"
}

/// A line for each change that no test notices; one for a rule that has no test at all.
pub fn mutation_concise(mutation: &Mutation, sources: &Sources, language: Language) -> String {
    let place = |span: Span| {
        let at = sources.line_column(span);
        format!("{}:{}:{}", visible(sources.name(span.file)), at.line, at.column)
    };
    let mut out = String::new();
    for rule in &mutation.rules {
        let name = &rule.rule;
        if rule.tests == 0 && rule.tried > 0 {
            let changes = Said::counted(rule.tried, "change", "changes", "处改动");
            let said = said!(
                "{name}: has no test to notice {changes}",
                "{name}：没有测试，{changes}无从察觉"; changes
            );
            out.push_str(&format!("{}: {}\n", place(rule.span), said.pick(language)));
            continue;
        }
        for change in &rule.unnoticed {
            let what = change.what.map(|what| visible(what).into_owned());
            let said = said!("{name}: no test notices {what}", "{name}：没有测试察觉 {what}"; what);
            out.push_str(&format!("{}: {}\n", place(change.span), said.pick(language)));
        }
    }
    out
}

/// What is said at the end of a run.
pub fn mutation_summary(score: Score) -> Said {
    let Score { noticed, of } = score;
    let percent = score.percent();
    said!(
        "Mutation score {percent} %: tests notice {noticed} of {of} changes.\n",
        "变异得分 {percent}%：{of}处改动中，测试察觉了{noticed}处。\n"
    )
}
