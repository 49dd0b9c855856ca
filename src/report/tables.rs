//! The two tables that close a report: what is not decided and why, and the scorecard.

use super::style::{Paint, Style};
use super::summary::count;
use super::wrap::{width, wrap};
use crate::assess::{AspectScore, Assessment, Gap};
use crate::base::visible;

/// Lines of missing evidence that are shown unless more is asked for.
const MOST_GAPS: usize = 10;
/// Names of rules that a line of missing evidence gives.
const MOST_NAMES: usize = 3;

/// Undetermined verdicts by the evidence they wait for, the piece that most wait for first.
/// Empty where everything was decided.
pub(super) fn undecided(assessment: &Assessment, style: &Style) -> String {
    let total: usize = assessment.gaps.iter().map(|gap| gap.verdicts).sum();
    if total == 0 {
        return String::new();
    }
    let most = if style.verbose { usize::MAX } else { MOST_GAPS };
    // A table that leaves out one line only might as well show it.
    let shown = if assessment.gaps.len() <= most.saturating_add(1) { usize::MAX } else { most };
    let mut rows: Vec<[String; 3]> =
        assessment.gaps.iter().take(shown).map(|gap| row(gap, style)).collect();
    let rest = assessment.gaps.get(rows.len()..).unwrap_or(&[]);
    if !rest.is_empty() {
        let verdicts: usize = rest.iter().map(|gap| gap.verdicts).sum();
        let rules = count(verdicts, "rule", "rules");
        rows.push([format!("{} others", rest.len()), rules, String::new()]);
    }
    let heading = format!("Not decided: {}", count(total, "rule", "rules"));
    let mut out = format!("{}\n\n", style.paint(Paint::Heading, &heading));
    out.push_str(&drawn(&rows, style));
    if !rest.is_empty() {
        out.push_str("\n  misrule check -v        lists all of these\n");
        out.push_str("  --output-format concise gives the place of each, a line a rule\n");
    }
    out.push('\n');
    out
}

fn row(gap: &Gap, style: &Style) -> [String; 3] {
    let sentence = match gap.path.is_empty() {
        true => gap.waiting.why.clone(),
        false => format!("{} {}", gap.path, gap.waiting.why),
    };
    let mut rules = count(gap.verdicts, "rule", "rules");
    if gap.plans > 1 {
        rules.push_str(&format!(" in {} plans", gap.plans));
    }
    let most = if style.verbose { usize::MAX } else { MOST_NAMES };
    let names = gap.rules.iter().take(most).map(|name| short(name));
    let mut names = names.collect::<Vec<_>>().join(", ");
    if gap.rules.len() > most {
        names.push_str(", …");
    }
    [visible(&sentence).into_owned(), rules, names]
}

fn short(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or(rule)
}

/// Three columns: the first takes at most half the width, the last what is left; both wrap.
fn drawn(rows: &[[String; 3]], style: &Style) -> String {
    let widest = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|text| width(text)).max().unwrap_or(0)
    };
    let first = widest(0).min(style.width.saturating_sub(2) / 2);
    let second = widest(1);
    let room = style.width.saturating_sub(2 + first + 2 + second + 2);
    let mut out = String::new();
    for [sentence, number, names] in rows {
        let (left, right) = (wrap(sentence, first), wrap(names, room.max(16)));
        for at in 0..left.len().max(right.len()) {
            let text = |cells: &[String]| cells.get(at).cloned().unwrap_or_default();
            let (left, right) = (text(&left), text(&right));
            let number = if at == 0 { number.as_str() } else { "" };
            let line = format!(
                "  {left}{}  {}{number}  {}",
                " ".repeat(first.saturating_sub(width(&left))),
                " ".repeat(second.saturating_sub(width(number))),
                style.paint(Paint::Faint, &right),
            );
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// How the rules of each aspect came out. What is not decided is shown, never averaged away.
pub(super) fn scorecard(scores: &[AspectScore], style: &Style) -> String {
    const HEADS: [&str; 4] = ["satisfied", "violated", "undetermined", "decided"];
    let asked: Vec<&AspectScore> = scores.iter().filter(|score| score.asked() > 0).collect();
    if asked.is_empty() {
        return String::new();
    }
    let name = |score: &AspectScore| match score.title.is_empty() {
        true => "other".to_owned(),
        false => visible(&score.title).into_owned(),
    };
    let longest = asked.iter().map(|score| width(&name(score))).max().unwrap_or(0).max(12);
    let heads = HEADS.map(|head| format!("  {}", style.paint(Paint::Faint, head))).concat();
    let mut out = format!("  {}{heads}\n", " ".repeat(longest));
    for score in asked {
        let verdicts = &score.verdicts;
        let decided =
            score.decided_percent().map_or_else(String::new, |share| format!("{share} %"));
        let cells = [
            (verdicts.satisfied.to_string(), Paint::Good),
            (verdicts.violated.to_string(), Paint::Bad),
            (verdicts.undetermined.to_string(), Paint::Unsure),
            (decided, Paint::Heading),
        ];
        let name = name(score);
        out.push_str(&format!("  {name}{}", " ".repeat(longest - width(&name))));
        for ((text, paint), head) in cells.iter().zip(HEADS) {
            let gap = " ".repeat(2 + head.len() - width(text));
            let text = if text == "0" { text.clone() } else { style.paint(*paint, text) };
            out.push_str(&format!("{gap}{text}"));
        }
        out.push('\n');
    }
    out
}
