//! The page of a code, laid out for a terminal.

use super::style::{Paint, Style};
use super::wrap::wrap;
use crate::base::{Language, visible};

/// Begins the paragraph of a page that is in Chinese.
const CHINESE: &str = "中文：";

/// Headings of pages, and what they are called in Chinese.
const HEADINGS: &[(&str, &str)] = &[("Example", "示例"), ("Mended", "改正"), ("See also", "另见")];

/// A page of `docs/codes/` as plain text: paragraphs at the width of `style`, examples as they
/// are written, further in. Of the paragraphs that say what the code means, one is in Chinese;
/// it is shown where the style says so, and the others where it does not.
pub fn code_page(markdown: &str, style: &Style) -> String {
    let mut page = Page { style, out: String::new() };
    let mut paragraph = String::new();
    let mut in_example = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            page.paragraph(&std::mem::take(&mut paragraph));
            if in_example {
                page.out.push('\n');
            }
            in_example = !in_example;
        } else if in_example {
            page.example(line);
        } else if let Some((level, heading)) = heading(line) {
            page.paragraph(&std::mem::take(&mut paragraph));
            page.heading(level, heading);
        } else if line.is_empty() || line.starts_with("- ") {
            page.paragraph(&std::mem::take(&mut paragraph));
            paragraph.push_str(line);
        } else {
            // Chinese lines join without a space.
            let han = paragraph.chars().next_back().is_some_and(|last| !last.is_ascii());
            if !paragraph.is_empty() && !han {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    page.paragraph(&paragraph);
    let end = page.out.trim_end().len();
    page.out.truncate(end);
    page.out + "\n"
}

/// How deep a heading is, and what it says.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    (level > 0).then(|| (level, text.trim()))
}

struct Page<'a> {
    style: &'a Style,
    out: String,
}

impl Page<'_> {
    fn heading(&mut self, level: usize, text: &str) {
        let named = HEADINGS.iter().find(|(english, _)| *english == text);
        let text =
            named.map_or(text, |(english, chinese)| self.style.language.pick(english, chinese));
        let indent = if level == 1 { "" } else { "  " };
        let text = self.style.paint(Paint::Heading, text);
        self.out.push_str(&format!("{indent}{text}\n\n"));
    }

    fn paragraph(&mut self, text: &str) {
        let (text, is_listed) = text.strip_prefix("- ").map_or((text, false), |it| (it, true));
        let (first, rest) = if is_listed { ("  - ", "    ") } else { ("  ", "  ") };
        let shown = match (text.strip_prefix(CHINESE), self.style.language) {
            (Some(chinese), Language::Zh) => chinese,
            (Some(_), Language::En) => return,
            (None, Language::Zh) if self.is_meaning() => return,
            (None, _) => text,
        };
        if shown.is_empty() {
            return;
        }
        let mut indent = first;
        for line in wrap(&visible(shown), self.style.width.saturating_sub(first.len())) {
            self.out.push_str(&format!("{indent}{line}\n"));
            indent = rest;
        }
        if !is_listed {
            self.out.push('\n');
        }
    }

    /// Whether what comes next says what the code means: only the title stands before it.
    fn is_meaning(&self) -> bool {
        self.out.trim_end().lines().count() == 1
    }

    fn example(&mut self, line: &str) {
        let line = visible(line);
        let line = self.style.paint(Paint::Name, &line);
        self.out.push_str(format!("    {line}").trim_end());
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# plan/x

One short paragraph
that says what it means.

中文：一段说明。

## Example

`a.rule`:

```rule
rule r \"R\"

  must x
```

## See also

- plan/y
- plan/z
";

    #[test]
    fn a_page_is_wrapped_and_its_examples_are_not() {
        let style = Style { width: 24, ..Style::plain() };
        let expected = "plan/x

  One short paragraph
  that says what it
  means.

  Example

  `a.rule`:

    rule r \"R\"

      must x

  See also

  - plan/y
  - plan/z
";
        assert_eq!(code_page(PAGE, &style), expected);
    }

    #[test]
    fn in_chinese_only_the_chinese_paragraph_is_shown() {
        let style = Style { language: Language::Zh, ..Style::plain() };
        let page = code_page(PAGE, &style);
        assert!(page.starts_with("plan/x\n\n  一段说明。\n\n  示例\n"), "{page}");
    }

    #[test]
    fn colour_marks_headings_and_examples() {
        let style = Style { color: true, ..Style::plain() };
        let page = code_page(PAGE, &style);
        assert!(page.contains("  \u{1b}[1mExample\u{1b}[0m\n"), "{page}");
        assert!(page.contains("    \u{1b}[36m  must x\u{1b}[0m\n"), "{page}");
    }
}
