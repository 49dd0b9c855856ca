//! A page as Markdown. What an author wrote stands as text: none of it is markup, but for words
//! between backticks, which stay code.

use super::{Block, Entry, Page};
use crate::base::{Language, Said, Texts, visible};

/// Begins the paragraph that is in Chinese.
const CHINESE: &str = "中文：";

pub(super) fn drawn(page: &Page) -> String {
    let (_, name) = page.name.split_once('/').unwrap_or(("", &page.name));
    let kind = text(page.kind.en());
    let mut out = format!("# {}\n\n{} · {kind}\n\n", text(name), code(&page.name));
    for block in &page.blocks {
        match block {
            Block::Heading(heading) => out.push_str(&format!("## {}\n", text(heading.en()))),
            Block::Own(texts) => out.push_str(&both(texts)),
            Block::Doc(doc) => {
                let parts = doc.split("\n\n").map(|part| text(&part.replace('\n', " ")));
                out.push_str(&parts.collect::<Vec<_>>().join("\n\n"));
                out.push('\n');
            }
            Block::Said(said) => out.push_str(&format!("{}\n", text(said.en()))),
            Block::Lines { lines, file } => {
                let line = |(name, said): &(Said, Said)| {
                    format!("- {}: {}\n", text(name.en()), text(said.en()))
                };
                out.extend(lines.iter().map(line));
                // Without the line: it moves with every rule above.
                out.extend(file.iter().map(|(file, _)| format!("- File: {}\n", code(file))));
            }
            Block::Entries(entries) => out.extend(entries.iter().map(entry)),
            Block::Written { language, text } => out.push_str(&fenced(language, text)),
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// In English, and below it in Chinese where it was said in Chinese.
fn both(texts: &Texts) -> String {
    let (en, zh) = (texts.pick(Language::En), texts.pick(Language::Zh));
    match en == zh {
        true => format!("{}\n", text(en)),
        false => format!("{}\n\n{CHINESE}{}\n", text(en), text(zh)),
    }
}

fn entry(entry: &Entry) -> String {
    let name = match &entry.leads_to {
        Some(rule) => link(rule),
        None => code(entry.name.en()),
    };
    let mut lines = entry.lines.iter().map(|line| text(line.en()));
    let first = lines.next().map_or(String::new(), |first| format!(": {first}"));
    let rest: String = lines.map(|line| format!("  - {line}\n")).collect();
    format!("- {name}{first}\n{rest}")
}

/// To the page of a rule, which stands beside this one. A rule's name is letters, digits and `-`.
pub(super) fn link(rule: &str) -> String {
    format!("[{}]({}.md)", code(rule), rule)
}

/// A block that no line of the text ends.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    let lines: String = text.lines().map(|line| format!("{}\n", visible(line))).collect();
    format!("{fence}{language}\n{lines}{fence}\n")
}

/// A name as code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", visible(text).replace('`', "'"))
}

/// A text on one line, in which nothing is markup but code between two backticks.
pub(super) fn text(plain: &str) -> String {
    let plain = visible(plain);
    let mut out = String::new();
    let mut parts = plain.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        // A backtick that none closes, or that closes at once, is itself.
        match is_code && parts.peek().is_some() && !part.is_empty() {
            true => out.push_str(&format!("`{part}`")),
            false => {
                if is_code {
                    out.push_str("\\`");
                }
                escape(part, &mut out);
                if is_code && parts.peek().is_some() {
                    out.push_str("\\`");
                }
            }
        }
        is_code = !is_code;
    }
    begun_plainly(out)
}

/// What may be markup behind a backslash.
fn escape(plain: &str, out: &mut String) {
    for c in plain.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// No text begins a heading, a list or a rule.
fn begun_plainly(text: String) -> String {
    let marked = text.starts_with(['#', '-', '+', '=']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut behind = text.get(digits..).unwrap_or_default().chars();
    let listed = digits > 0
        && matches!(behind.next(), Some('.' | ')'))
        && behind.next().is_none_or(char::is_whitespace);
    match (marked, listed) {
        (true, _) => format!("\\{text}"),
        (_, true) => {
            let (number, rest) = text.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_an_author_is_markup() {
        assert_eq!(
            text("a <b> & [c](d) *e* f_g | ~h~"),
            r"a \<b\> \& \[c\](d) \*e\* f\_g \| \~h\~"
        );
        assert_eq!(text("# no heading"), r"\# no heading");
        assert_eq!(text("- no list"), r"\- no list");
        assert_eq!(text("12. no list"), r"12\. no list");
        assert_eq!(text("2.2 is a number"), "2.2 is a number");
        assert_eq!(text("two\nlines\u{1b}[31m"), "two␊lines␛\\[31m");
    }

    #[test]
    fn code_between_backticks_stays_code() {
        assert_eq!(text("say `a_b` or `c`"), "say `a_b` or `c`");
        assert_eq!(text("say `a_b, *c*"), r"say \`a\_b, \*c\*");
        assert_eq!(text("say `` twice"), r"say \`\` twice");
        assert_eq!(text("`a` and `b_"), r"`a` and \`b\_");
    }

    #[test]
    fn no_line_ends_a_block() {
        assert_eq!(fenced("rule", "a\n```\nb"), "````rule\na\n```\nb\n````\n");
    }
}
