//! The two tables that close a report: what is not decided and why, and the scorecard.

use std::collections::HashSet;

use super::style::{Paint, Style};
use super::wrap::{width, wrap};
use crate::assess::{AspectScore, Gap, Totals};
use crate::base::{Language, Said, visible};
use crate::evaluate::Verdict;

/// Lines of missing evidence that are shown unless more is asked for.
const MOST_GAPS: usize = 10;
/// Names of rules that a line of missing evidence gives.
const MOST_NAMES: usize = 3;
/// Names stand beside what is missing where there is this much room for them.
const LEAST_NAMES: usize = 32;

/// A line of missing evidence: what is missing, how many rules wait for it, their names.
struct Row {
    sentence: String,
    rules: String,
    names: String,
}

/// Undetermined verdicts by the evidence they wait for, the piece that most wait for first.
/// Empty where everything was decided.
pub(super) fn undecided(totals: &Totals, style: &Style) -> String {
    let gaps = &totals.gaps;
    if gaps.is_empty() {
        return String::new();
    }
    let most = if style.verbose { usize::MAX } else { MOST_GAPS };
    // A table that leaves out one line only might as well show it.
    let shown = if gaps.len() <= most.saturating_add(1) { usize::MAX } else { most };
    let several = totals.plans > 1;
    let language = style.language;
    let mut rows: Vec<Row> = gaps.iter().take(shown).map(|gap| row(gap, several, style)).collect();
    let rest = gaps.get(rows.len()..).unwrap_or(&[]);
    let others = rest.len();
    if others > 0 {
        rows.push(Row {
            sentence: said!("{others} others", "另有{others}项").pick(language).to_owned(),
            rules: rules_in(rest, plans_from(rest), several, language),
            names: String::new(),
        });
    }
    let rules = rules_in(gaps, plans_from(gaps), several, language);
    let heading = said!("Not decided for want of evidence: {rules}", "因缺少依据未能判定：{rules}");
    let mut out = format!("{}\n\n", style.paint(Paint::Heading, heading.pick(language)));
    out.push_str(&drawn(&rows, style));
    if !rest.is_empty() {
        out.push_str(language.pick(
            "\n  misrule check -v                 lists all of these\n  \
             --output-format concise          gives the place of each\n",
            "\n  misrule check -v                 列出全部\n  \
             --output-format concise          给出每处位置\n",
        ));
    }
    out.push('\n');
    out
}

/// `7 rules`, or with several plans `7 rules in 14 plans`: each rule and each plan once.
fn rules_in(gaps: &[Gap], plans: usize, several: bool, language: Language) -> String {
    let rules: HashSet<&String> = gaps.iter().flat_map(|gap| &gap.rules).collect();
    let no_plans = plans == 0;
    let rules = Said::counted(rules.len(), "rule", "rules", "条规则");
    let plans = Said::counted(plans, "plan", "plans", "份规划");
    let rules = match several && !no_plans {
        true => said!("{rules} in {plans}", "{rules}，涉及{plans}"; rules, plans),
        false => rules,
    };
    rules.pick(language).to_owned()
}

/// How many plans the last pieces of all are missing in.
fn plans_from(gaps: &[Gap]) -> usize {
    gaps.first().map_or(0, |first| first.plans_from_here)
}

fn row(gap: &Gap, several: bool, style: &Style) -> Row {
    let sentence = match gap.path.is_empty() {
        true => gap.waiting.why.clone(),
        false => format!("{} {}", gap.path, gap.waiting.why),
    };
    let most = if style.verbose { usize::MAX } else { MOST_NAMES };
    let names = gap.rules.iter().take(most).map(|name| short(name));
    let mut names = names.collect::<Vec<_>>().join(", ");
    if gap.rules.len() > most {
        names.push_str(", …");
    }
    let rules = rules_in(std::slice::from_ref(gap), gap.plans, several, style.language);
    Row { sentence: visible(&sentence).into_owned(), rules, names }
}

fn short(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or(rule)
}

/// Three columns, or, where the last would be too narrow for a name, the names underneath.
fn drawn(rows: &[Row], style: &Style) -> String {
    let widest =
        |text: fn(&Row) -> &String| rows.iter().map(|row| width(text(row))).max().unwrap_or(0);
    let second = widest(|row| &row.rules);
    let first = widest(|row| &row.sentence).min(style.width.saturating_sub(2 + 2 + second));
    let room = style.width.saturating_sub(2 + first + 2 + second + 2);
    let beside = room >= LEAST_NAMES;
    let names_at = if beside { 2 + first + 2 + second + 2 } else { 6 };
    let mut out = String::new();
    for row in rows {
        let mut left = wrap(&row.sentence, first.max(1)).into_iter();
        let mut names = wrap(&row.names, style.width.saturating_sub(names_at).max(1)).into_iter();
        let sentence = left.next().unwrap_or_default();
        let gap = " ".repeat(first.saturating_sub(width(&sentence)));
        let indent = " ".repeat(second.saturating_sub(width(&row.rules)));
        let beside = if beside { names.next() } else { None };
        let beside = style.paint(Paint::Faint, &beside.unwrap_or_default());
        push_line(&mut out, &format!("  {sentence}{gap}  {indent}{}  {beside}", row.rules));
        left.for_each(|line| push_line(&mut out, &format!("  {line}")));
        for line in names.filter(|line| !line.is_empty()) {
            let line = style.paint(Paint::Faint, &line);
            push_line(&mut out, &format!("{}{line}", " ".repeat(names_at)));
        }
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// How the rules of each aspect came out. What is not decided is shown, never averaged away.
pub(super) fn scorecard(scores: &[AspectScore], style: &Style) -> String {
    let language = style.language;
    let named = |verdict: Verdict| verdict.said().pick(language).to_owned();
    let heads = [
        named(Verdict::Satisfied),
        named(Verdict::Violated),
        named(Verdict::Undetermined),
        language.pick("decided", "判定率").to_owned(),
    ];
    let asked: Vec<&AspectScore> = scores.iter().filter(|score| score.asked() > 0).collect();
    if asked.is_empty() {
        return String::new();
    }
    let name = |score: &AspectScore| match score.title.is_empty() {
        true => language.pick("other", "其他").to_owned(),
        false => visible(&score.title).into_owned(),
    };
    let longest = asked.iter().map(|score| width(&name(score))).max().unwrap_or(0).max(12);
    let line = heads.each_ref().map(|head| format!("  {}", style.paint(Paint::Faint, head)));
    let mut out = format!("  {}{}\n", " ".repeat(longest), line.concat());
    for score in asked {
        let verdicts = &score.verdicts;
        let decided = score.decided_percent().map_or_else(String::new, |share| match share {
            // A little is not nothing.
            0 if verdicts.satisfied + verdicts.violated > 0 => "< 1 %".to_owned(),
            share => format!("{share} %"),
        });
        let cells = [
            (verdicts.satisfied.to_string(), Paint::Good),
            (verdicts.violated.to_string(), Paint::Bad),
            (verdicts.undetermined.to_string(), Paint::Unsure),
            (decided, Paint::Heading),
        ];
        let name = name(score);
        out.push_str(&format!("  {name}{}", " ".repeat(longest - width(&name))));
        for ((text, paint), head) in cells.iter().zip(&heads) {
            let gap = " ".repeat((2 + width(head)).saturating_sub(width(text)));
            let text = if text == "0" { text.clone() } else { style.paint(*paint, text) };
            out.push_str(&format!("{gap}{text}"));
        }
        out.push('\n');
    }
    out
}
