//! A page for a terminal.

use super::{Block, Entry, Page};
use crate::base::{Language, Said, visible};
use crate::report::lines::lines;
use crate::report::style::{Paint, Style};
use crate::report::wrap::{width, wrap};

/// Names longer than this stand on a line of their own.
const LONGEST_NAME: usize = 26;

pub(super) fn drawn(page: &Page, style: &Style) -> String {
    let language = style.language;
    let (name, kind) = (visible(&page.name), visible(page.kind.pick(language)));
    let gap = if width(&name) + 2 + width(&kind) <= style.width { "  " } else { "\n  " };
    let mut out = format!("{}{gap}{kind}\n\n", style.paint(Paint::Heading, &name));
    for block in &page.blocks {
        let text = match block {
            Block::Heading(heading) => style.paint(Paint::Heading, heading.pick(language)) + "\n",
            Block::Own(texts) => paragraph(texts.pick(language), style),
            // The lines of a comment are no lines of a page.
            Block::Doc(doc) => doc
                .split("\n\n")
                .map(|part| paragraph(&part.replace('\n', " "), style))
                .collect::<Vec<_>>()
                .join("\n"),
            Block::Said(said) => paragraph(said.pick(language), style),
            Block::Lines { lines, file } => named(lines, file.as_ref(), style),
            Block::Entries(entries) => list(entries, style),
            Block::Written { text, .. } => written(text, style),
        };
        out.push_str(&text);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn paragraph(text: &str, style: &Style) -> String {
    let wrapped = wrap(&visible(text), style.width.saturating_sub(2));
    wrapped.iter().map(|line| format!("  {line}\n")).collect()
}

fn named(all: &[(Said, Said)], file: Option<&(String, usize)>, style: &Style) -> String {
    let language = style.language;
    let shown = |said: &Said| visible(said.pick(language)).into_owned();
    let mut all: Vec<(&str, String)> =
        all.iter().map(|(name, text)| (name.pick(language), shown(text))).collect();
    all.extend(file.map(|(file, line)| {
        (language.pick("File", "文件"), visible(&format!("{file}:{line}")).into_owned())
    }));
    lines(&all, style)
}

fn list(entries: &[Entry], style: &Style) -> String {
    let language = style.language;
    let names: Vec<String> =
        entries.iter().map(|it| visible(it.name.pick(language)).into_owned()).collect();
    let texts = entries.iter().map(|entry| text(entry, language));
    if names.iter().all(|name| width(name) <= LONGEST_NAME) {
        let all: Vec<(&str, String)> = names.iter().map(String::as_str).zip(texts).collect();
        return lines(&all, style);
    }
    let mut out = String::new();
    for (name, text) in names.iter().zip(texts) {
        for line in wrap(name, style.width.saturating_sub(2)) {
            out.push_str(&format!("  {}\n", style.paint(Paint::Name, &line)));
        }
        for line in text.lines() {
            for line in wrap(line, style.width.saturating_sub(6)) {
                out.push_str(&format!("      {line}\n"));
            }
        }
    }
    out
}

fn text(entry: &Entry, language: Language) -> String {
    let lines = entry.lines.iter().map(|line| visible(line.pick(language)));
    lines.collect::<Vec<_>>().join("\n")
}

/// As it is written; a line that is too long goes on further in.
fn written(text: &str, style: &Style) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = visible(line);
        let start = line.len() - line.trim_start().len();
        if width(&line) + 4 <= style.width {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
            continue;
        }
        let mut indent = start;
        for part in wrap(&line, style.width.saturating_sub(start + 8)) {
            out.push_str(format!("    {}{part}", " ".repeat(indent)).trim_end());
            out.push('\n');
            indent = start + 4;
        }
    }
    out
}
