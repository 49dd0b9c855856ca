//! A derivation as a small tree: the steps on the left, their truth, the values read.

use super::style::{Paint, Style};
use super::wrap::{width, wrap};
use crate::assess::{DerivationStep, DerivationText};
use crate::base::{Language, Said, Truth, visible};

/// The steps take no more than this share of the width, in hundredths.
const MOST_STEPS: usize = 55;
/// Columns between two columns.
const GAP: usize = 2;
/// Columns before the tree.
const INDENT: usize = 2;
/// Lines of values that a step may take.
const MOST_LINES: usize = 3;

/// Draws the steps by which a subject has its verdict.
pub fn derivation(derivation: &DerivationText, style: &Style) -> String {
    let language = style.language;
    if derivation.steps.is_empty() {
        let nothing = said!("there is too much to look at", "数量过多，无法逐一查看");
        return format!("{}{}\n", " ".repeat(INDENT), nothing.pick(language));
    }
    let mut rows = Vec::new();
    for step in &derivation.steps {
        add(step, "", "", language, &mut rows);
    }
    let most = style.width * MOST_STEPS / 100;
    let widest = rows.iter().map(|row| width(&row.before) + width(&row.text)).max().unwrap_or(0);
    let steps = widest.min(most);
    let truths =
        Truth::ALL.iter().map(|it| width(truth_name(*it).pick(language))).max().unwrap_or(0);
    let mut out = String::new();
    for row in &rows {
        draw(row, steps, truths, style, &mut out);
    }
    out
}

/// What is drawn of a step.
struct Row {
    /// Branches before the first line, and before those that follow.
    before: String,
    behind: String,
    text: String,
    truth: Option<Truth>,
    values: String,
}

fn add(step: &DerivationStep, before: &str, behind: &str, language: Language, rows: &mut Vec<Row>) {
    let values: Vec<String> = step.values.iter().map(|it| visible(it).into_owned()).collect();
    rows.push(Row {
        before: before.to_owned(),
        behind: behind.to_owned(),
        text: visible(&step.text).into_owned(),
        truth: step.truth,
        values: values.join(language.pick("; ", "；")),
    });
    let last = step.parts.len() - usize::from(step.more == 0 && !step.parts.is_empty());
    for (at, part) in step.parts.iter().enumerate() {
        let (own, inner) = if at == last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let (before, inner) = (format!("{behind}{own}"), format!("{behind}{inner}"));
        add(part, &before, &inner, language, rows);
    }
    if step.more > 0 {
        let more = step.more;
        let text = match step.parts.is_empty() {
            true => said!("{more} in the list", "列表中有{more}项"),
            false => said!("and {more} more", "另有{more}项"),
        };
        rows.push(Row {
            before: format!("{behind}└ "),
            behind: format!("{behind}  "),
            text: text.pick(language).to_owned(),
            truth: None,
            values: String::new(),
        });
    }
}

fn draw(row: &Row, steps: usize, truths: usize, style: &Style, out: &mut String) {
    let room = steps.saturating_sub(width(&row.before)).max(8);
    let mut texts = wrap(&row.text, room).into_iter();
    let values_at = INDENT + steps + GAP + truths + GAP;
    let mut values = wrap(&row.values, style.width.saturating_sub(values_at).max(16));
    if values.len() > MOST_LINES {
        values.truncate(MOST_LINES);
        if let Some(last) = values.last_mut() {
            last.push('…');
        }
    }
    let mut values = values.into_iter();
    let mut truth = row.truth;
    let mut before = row.before.as_str();
    loop {
        let (text, value) = (texts.next(), values.next());
        if text.is_none() && value.is_none() {
            return;
        }
        let text = text.unwrap_or_default();
        let gap = steps.saturating_sub(width(before) + width(&text));
        let name = truth.map_or_else(Said::default, truth_name);
        let name = name.pick(style.language);
        let pad = " ".repeat(truths - width(name));
        let painted = truth.map_or_else(String::new, |it| style.paint(paint(it), name));
        let branch = style.paint(Paint::Faint, before);
        let value = value.unwrap_or_default();
        let line = format!(
            "{}{branch}{text}{}{painted}{pad}{}{value}",
            " ".repeat(INDENT),
            " ".repeat(gap + GAP),
            " ".repeat(GAP)
        );
        out.push_str(line.trim_end());
        out.push('\n');
        truth = None;
        before = &row.behind;
    }
}

pub(super) fn truth_name(truth: Truth) -> Said {
    match truth {
        Truth::False => said!("false", "否"),
        Truth::Unknown => said!("unknown", "未知"),
        Truth::True => said!("true", "是"),
    }
}

fn paint(truth: Truth) -> Paint {
    match truth {
        Truth::False => Paint::Bad,
        Truth::Unknown => Paint::Unsure,
        Truth::True => Paint::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Verdict;

    fn step(text: &str, truth: Option<Truth>, values: &[&str]) -> DerivationStep {
        DerivationStep {
            text: text.to_owned(),
            truth,
            values: values.iter().map(|it| (*it).to_owned()).collect(),
            span: None,
            parts: Vec::new(),
            more: 0,
        }
    }

    fn sample() -> DerivationText {
        let member = DerivationStep {
            parts: vec![step("other.kept", Some(Truth::Unknown), &["other.kept (not stated)"])],
            ..step("other", Some(Truth::Unknown), &["links[printing-garments]"])
        };
        let some = DerivationStep {
            parts: vec![member],
            more: 2,
            ..step(
                "some other in plan.links where other.input = l.input",
                Some(Truth::Unknown),
                &[],
            )
        };
        let demand = DerivationStep {
            parts: vec![
                step(
                    "l.alternatives is stated",
                    Some(Truth::False),
                    &["l.alternatives (not stated)"],
                ),
                some,
                step(
                    "退出之后仍有供给来源",
                    Some(Truth::False),
                    &["m.end = 2027", "l.start = 2026"],
                ),
            ],
            ..step("must any of (…)", Some(Truth::Unknown), &[])
        };
        DerivationText {
            rule: "a/b".to_owned(),
            verdict: Verdict::Undetermined,
            subject: "links[dyeing-garments]".to_owned(),
            steps: vec![
                step("for l in plan.links", None, &["links[dyeing-garments]"]),
                step("where l.critical", Some(Truth::True), &[]),
                demand,
            ],
        }
    }

    #[test]
    fn a_tree_fits_its_width() {
        let narrow = Style { width: 60, language: Language::Zh, ..Style::plain() };
        for style in [Style::plain(), narrow] {
            let drawn = derivation(&sample(), &style);
            assert!(drawn.lines().all(|line| width(line) <= style.width), "{drawn}");
        }
        insta::assert_snapshot!(derivation(&sample(), &Style::plain()));
    }

    #[test]
    fn only_the_truths_and_branches_are_coloured() {
        let style = Style { color: true, ..Style::plain() };
        let drawn = derivation(&sample(), &style);
        let bare = drawn.replace("\u{1b}[0m", "");
        let bare = ["2", "31", "32", "33"]
            .iter()
            .fold(bare, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        assert_eq!(bare, derivation(&sample(), &Style::plain()));
    }
}
