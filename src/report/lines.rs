//! Named lines under a finding, their texts aligned and wrapped.

use super::style::{Paint, Style};
use super::wrap::{width, wrap};

/// Text begins this far from the left, or two columns behind the longest name.
const LEAST_INDENT: usize = 12;

/// Draws `(name, text)` pairs: two spaces, the name, the text in a column of its own.
pub fn lines(named: &[(&str, String)], style: &Style) -> String {
    let longest = named.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let indent = LEAST_INDENT.max(longest + 4);
    let room = style.width.saturating_sub(indent).max(20);
    let mut out = String::new();
    for (name, text) in named {
        let mut name = *name;
        if text.is_empty() {
            out.push_str(&format!("  {}\n", style.paint(Paint::Name, name)));
        }
        for line in text.lines().flat_map(|line| wrap(line, room)) {
            let gap = " ".repeat(indent.saturating_sub(2 + width(name)));
            let line = format!("  {}{gap}{line}", style.paint(Paint::Name, name));
            out.push_str(line.trim_end());
            out.push('\n');
            name = "";
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_line_up_whatever_the_script() {
        let style = Style { width: 30, ..Style::plain() };
        let named = [
            ("Plan", "p. 31".to_owned()),
            ("依据", "传统产业升级应分类施策，不搞一刀切".to_owned()),
            ("Values", "a = 1\nb = 2".to_owned()),
        ];
        let expected = "  Plan      p. 31
  依据      传统产业升级应分类施
            策，不搞一刀切
  Values    a = 1
            b = 2
";
        assert_eq!(lines(&named, &style), expected);
    }
}
