//! Changes of rules that no test notices: under each rule, or a line each.

use super::super::style::{Paint, Style};
use super::super::wrap::{cut, width, wrap};
use super::coverage::right;
use crate::base::{Language, Said, Sources, Span, visible};
use crate::testing::{Mutation, RuleMutation, Score};

/// Columns of a place inside a file.
const PLACE: usize = 10;

/// Under each rule the changes that no test notices, argued ones with their reason; then comments
/// that argue nothing, and a line a rule.
pub fn mutation_full(mutation: &Mutation, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let heading = said!("Changes that no test notices", "没有测试察觉的改动");
    let mut out = format!("{}\n\n", style.paint(Paint::Heading, heading.pick(language)));
    let has_some = |it: &&RuleMutation| !it.unnoticed.is_empty() || !it.argued.is_empty();
    for rule in mutation.rules.iter().filter(|it| it.tests > 0).filter(has_some) {
        out.push_str(&unnoticed(rule, sources, style));
        out.push('\n');
    }
    for place in &mutation.stale {
        let (file, line) = (sources.name(place.file), sources.line_column(*place).line);
        let said = stale();
        let text = format!("{}:{line}  {}", visible(file), said.pick(language));
        for text in wrap(&text, style.width.saturating_sub(2)) {
            out.push_str(&format!("  {text}\n"));
        }
        out.push('\n');
    }
    out.push_str(&overview(mutation, style));
    out
}

fn unnoticed(rule: &RuleMutation, sources: &Sources, style: &Style) -> String {
    let (file, line) = (sources.name(rule.span.file), sources.line_column(rule.span).line);
    let head = format!("{}  {}:{line}", rule.rule, visible(file));
    let mut out = format!("  {}\n", cut(&head, style.width.saturating_sub(2)));
    let open = rule.unnoticed.iter().map(|change| (change, None));
    let argued = rule.argued.iter().map(|it| (&it.change, Some(it.because.as_str())));
    let mut changes: Vec<_> = open.chain(argued).collect();
    changes.sort_by_key(|(change, _)| (change.span.file, change.span.start));
    for (change, because) in changes {
        let at = sources.line_column(change.span);
        let mut place = format!("{}:{}", at.line, at.column);
        let what = match because {
            Some(because) => change.what.map(|what| format!("{what}: {because}")),
            None => change.what.clone(),
        };
        let what = visible(what.pick(style.language)).into_owned();
        // What a define or another pack says stands in another file.
        let what = match change.span.file == rule.span.file {
            true => what,
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

fn stale() -> Said {
    said!(
        "a change is argued here, and none on the line below goes unnoticed: take the comment out",
        "此处为改动作了说明，而下一行的改动均被察觉：请删去此注释"
    )
}

/// A line for each change that no test notices, or comment that argues none; one for a rule that
/// has no test at all.
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
    for at in &mutation.stale {
        out.push_str(&format!("{}: {}\n", place(*at), stale().pick(language)));
    }
    out
}

/// What is said at the end of a run.
pub fn mutation_summary(mutation: &Mutation) -> Said {
    let Score { noticed, of } = mutation.score();
    let percent = mutation.score().percent();
    let score = said!(
        "Mutation score {percent} %: tests notice {noticed} of {of} changes",
        "变异得分 {percent}%：{of}处改动中，测试察觉了{noticed}处"
    );
    match mutation.argued() {
        0 => said!("{score}.\n", "{score}。\n"; score),
        argued => {
            let more = Said::counted(argued, "more is", "more are", "处");
            said!(
                "{score}; {more} argued to make no difference.\n",
                "{score}；另有{more}经说明不影响结果。\n"; score, more
            )
        }
    }
}
