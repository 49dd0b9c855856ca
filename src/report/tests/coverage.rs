//! Which conditions of rules the tests show true, false and unknown: a table a rule, or a line for
//! each truth that is never shown.

use super::super::style::{Paint, Style};
use super::super::wrap::{cut, width};
use crate::base::{Language, Said, Sources, Truth, visible};
use crate::program::Role;
use crate::testing::{ConditionCoverage, Coverage, RuleCoverage, Share};

const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];
/// Columns of a count.
const COUNT: usize = 9;

/// A table for each rule of which something is never shown, or of every rule; then a line a rule.
pub fn coverage_full(coverage: &Coverage, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let heading = said!("Coverage of conditions", "条件覆盖情况");
    let mut out = format!("{}\n\n", style.paint(Paint::Heading, heading.pick(language)));
    for rule in &coverage.rules {
        let whole = rule.share();
        if rule.tests > 0 && (whole.seen < whole.of || style.verbose) {
            out.push_str(&table(rule, sources, style));
            out.push('\n');
        }
    }
    out.push_str(&overview(coverage, style));
    out
}

/// `file:line: name`, then a line a condition.
fn table(rule: &RuleCoverage, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let file = sources.name(rule.span.file);
    let line = sources.line_column(rule.span).line;
    let head = format!("{}  {}:{line}", rule.rule, visible(file));
    let texts = style.width.saturating_sub(8 + COUNT * TRUTHS.len());
    let heads = TRUTHS.map(|truth| right(name(truth).pick(language), COUNT)).concat();
    let mut out = format!("  {}\n", cut(&head, style.width.saturating_sub(2)));
    let blank = " ".repeat(8 + texts);
    out.push_str(&format!("{blank}{}\n", style.paint(Paint::Faint, &heads)));
    for condition in &rule.conditions {
        // A define stands elsewhere: its file is named.
        let at = sources.line_column(condition.span);
        let place = match condition.span.file == rule.span.file {
            true => format!("{}", at.line),
            false => "·".to_owned(),
        };
        let text = format!("{}{}", "  ".repeat(condition.depth), text(condition));
        let text = cut(&visible(&text), texts.saturating_sub(1));
        let gap = " ".repeat(texts.saturating_sub(width(&text)));
        let counts = TRUTHS.map(|truth| count(condition, truth, style)).concat();
        let place = style.paint(Paint::Faint, &right(&place, 6));
        out.push_str(format!("{place}  {text}{gap}{counts}").trim_end());
        out.push('\n');
    }
    out
}

fn count(condition: &ConditionCoverage, truth: Truth, style: &Style) -> String {
    let number = condition.counts.of(truth);
    let (text, paint) = match (number, condition.can_be(truth)) {
        (0, false) => ("–".to_owned(), Paint::Faint),
        (0, true) => (style.language.pick("never", "从未").to_owned(), Paint::Bad),
        (number, _) => return right(&number.to_string(), COUNT),
    };
    let gap = " ".repeat(COUNT.saturating_sub(width(&text)));
    gap + &style.paint(paint, &text)
}

/// A line a rule: its tests, and how much of it they show.
fn overview(coverage: &Coverage, style: &Style) -> String {
    let language = style.language;
    let names = coverage.rules.iter().map(|rule| width(&rule.rule));
    let longest = names.max().unwrap_or(0).min(style.width.saturating_sub(36));
    let heads = [
        right(language.pick("tests", "测试"), 8),
        right(language.pick("shown", "已显示"), 12),
        right("", 8),
    ];
    let mut out = format!(
        "  {}{}\n",
        " ".repeat(longest),
        style.paint(Paint::Faint, heads.concat().trim_end())
    );
    for rule in &coverage.rules {
        let name = cut(&rule.rule, longest);
        let gap = " ".repeat(longest.saturating_sub(width(&name)));
        out.push_str(&format!("  {name}{gap}{}\n", share(rule.tests, rule.share(), style)));
    }
    out + "\n"
}

fn share(tests: usize, share: Share, style: &Style) -> String {
    let percent = share.percent();
    let paint = match (tests, percent) {
        (0, _) => Paint::Bad,
        (_, 100) => Paint::Good,
        _ => Paint::Unsure,
    };
    let shown = right(&format!("{} / {}", share.seen, share.of), 12);
    let percent = style.paint(paint, &right(&format!("{percent} %"), 8));
    format!("{}{shown}{percent}", right(&tests.to_string(), 8))
}

/// A line for each truth that is never shown.
pub fn coverage_concise(coverage: &Coverage, sources: &Sources, language: Language) -> String {
    let mut out = String::new();
    for rule in &coverage.rules {
        let place = |span| {
            let at = sources.line_column(span);
            format!("{}:{}:{}", visible(sources.name(span.file)), at.line, at.column)
        };
        if rule.tests == 0 {
            let none = said!("has no test", "没有测试");
            out.push_str(&format!(
                "{}: {}: {}\n",
                place(rule.span),
                rule.rule,
                none.pick(language)
            ));
            continue;
        }
        for condition in &rule.conditions {
            let never: Vec<Said> = condition.never().map(name).collect();
            if never.is_empty() {
                continue;
            }
            let (text, name) = (visible(&text(condition)).into_owned(), &rule.rule);
            let never = Said::join(&never, (", ", "、"));
            let said =
                said!("{name}: never {never}: {text}", "{name}：从未为{never}：{text}"; never);
            out.push_str(&format!("{}: {}\n", place(condition.span), said.pick(language)));
        }
    }
    out
}

/// What is said at the end of a run.
pub fn coverage_summary(share: Share) -> Said {
    let Share { seen, of } = share;
    let percent = share.percent();
    said!(
        "Coverage {percent} %: {seen} of {of} truths of conditions are shown by tests.\n",
        "覆盖率 {percent}%：条件的{of}种真值中，测试显示了{seen}种。\n"
    )
}

fn text(condition: &ConditionCoverage) -> String {
    let word = match condition.role {
        Role::Where => "where ",
        Role::When => "when ",
        Role::Demand => "demand ",
        Role::Exception => "exception ",
        Role::Part => "",
    };
    format!("{word}{}", condition.text)
}

pub(super) fn name(truth: Truth) -> Said {
    super::super::derivation::truth_name(truth)
}

pub(super) fn right(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + text
}
