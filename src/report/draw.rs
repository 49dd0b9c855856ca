//! Diagnostics drawn with miette: the only file that knows it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::concise::concise_diagnostic;
use super::excerpt::{Excerpt, Placed};
use super::lines::lines;
use super::more::more;
use super::style::Style;
use super::wrap::{width, wrap};
use crate::base::{Language, Sources, Span, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// A label's text has its own lines from this width on; where less is left beside the excerpt it
/// is said underneath.
const LEAST_LABEL: usize = 16;
const MOST_LABEL: usize = 48;

/// The lines under a drawing.
#[derive(Clone, Copy)]
enum Beside {
    /// Another place of the same file, for which the drawing has no room.
    Also,
    /// A place of another file.
    See,
    Note,
    Help,
}

impl Beside {
    fn name(self, language: Language) -> &'static str {
        match self {
            Beside::Also => language.pick("Also", "另见"),
            Beside::See => language.pick("See", "参见"),
            Beside::Note => language.pick("Note", "说明"),
            Beside::Help => language.pick("Help", "建议"),
        }
    }
}

/// What is drawn.
pub(super) struct Drawing<'a> {
    pub severity: Severity,
    pub message: &'a str,
    /// The first is the place. Those that stand in another file are listed underneath.
    pub labels: &'a [(Span, &'a str)],
    pub help: Option<&'a str>,
    /// Drawn instead, should the library fail: it must never take the report down with it.
    pub fallback: &'a dyn Fn() -> String,
}

/// A drawing, and the named lines for labels that found no room in it.
pub(super) struct Drawn {
    pub text: String,
    pub elsewhere: Vec<(&'static str, String)>,
}

/// What the reader or the loader says, one under the other.
pub fn diagnostics(all: &[Diagnostic], sources: &Sources, style: &Style) -> String {
    let drawn = all.iter().map(|diagnostic| draw_one(diagnostic, sources, style) + "\n");
    drawn.collect::<String>() + &more(all.iter().map(|it| it.code), style)
}

/// A diagnostic with its notes.
pub(super) fn draw_one(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let language = style.language;
    let labels: Vec<(Span, &str)> =
        diagnostic.labels.iter().map(|label| (label.span, label.text.pick(language))).collect();
    let help = diagnostic.help.as_ref().map(|help| help.pick(language));
    // The library's own `help:` is English; elsewhere advice is a line like the others.
    let drawn_help = language == Language::En;
    let drawn = draw(
        &Drawing {
            severity: diagnostic.severity,
            message: diagnostic.message.pick(language),
            labels: &labels,
            help: help.filter(|_| drawn_help),
            fallback: &|| concise_diagnostic(diagnostic, sources, language),
        },
        sources,
        style,
    );
    let notes = diagnostic.notes.iter();
    let notes =
        notes.map(|note| (Beside::Note.name(language), visible(note.pick(language)).into_owned()));
    let advice = help.filter(|_| !drawn_help);
    let advice = advice.map(|help| (Beside::Help.name(language), visible(help).into_owned()));
    let named: Vec<(&str, String)> =
        drawn.elsewhere.into_iter().chain(notes).chain(advice).collect();
    drawn.text + &lines(&named, style)
}

pub(super) fn draw(drawing: &Drawing, sources: &Sources, style: &Style) -> Drawn {
    let (diagnostic, elsewhere) = prepared(drawing, sources, style);
    // miette panics on what it did not foresee; a finding is then said in one line.
    let text = catch_unwind(AssertUnwindSafe(|| rendered(&diagnostic, style)))
        .ok()
        .flatten()
        .unwrap_or_else(drawing.fallback);
    Drawn { text, elsewhere }
}

fn rendered(diagnostic: &Prepared, style: &Style) -> Option<String> {
    let theme = match style.color {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_links(false)
        .with_context_lines(1)
        .without_syntax_highlighting();
    let mut text = String::new();
    handler.render_report(&mut text, diagnostic).ok()?;
    // Lines of the source are padded by nobody; what ends in spaces is miette's gutter.
    let trimmed = text.lines().map(|line| line.trim_end().to_owned() + "\n");
    Some(trimmed.collect())
}

fn prepared(
    drawing: &Drawing,
    sources: &Sources,
    style: &Style,
) -> (Prepared, Vec<(&'static str, String)>) {
    let mut elsewhere = Vec::new();
    let also = Beside::Also.name(style.language);
    let see = Beside::See.name(style.language);
    let place = drawing.labels.first().map(|(span, _)| span.file);
    let source = place.and_then(|file| sources.get(file));
    let here: Vec<&(Span, &str)> =
        drawing.labels.iter().filter(|(span, _)| Some(span.file) == place).collect();
    let (mut excerpt, mut labels) = (None, Vec::new());
    if let Some(source) = source {
        let spans: Vec<_> = here.iter().map(|(span, _)| span.range()).collect();
        let (made, placed) = Excerpt::new(source, &spans, style.width);
        let mut drawn: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, ((span, text), placed)) in here.iter().zip(placed).enumerate() {
            let overlaps = |range: &std::ops::Range<usize>| {
                drawn.iter().any(|other| range.start < other.end && other.start < range.end)
            };
            match placed {
                // One underline cannot be drawn inside another.
                Placed::Shown(range) if overlaps(&range) => {
                    if !text.is_empty() {
                        elsewhere.push((also, pointer(*span, text, sources)));
                    }
                }
                Placed::Shown(range) => {
                    drawn.push(range.clone());
                    let room = made.room(&range, style.width);
                    let text = match text.is_empty() || room >= LEAST_LABEL {
                        true => label_text(text, room),
                        false => {
                            elsewhere.push((also, pointer(*span, text, sources)));
                            None
                        }
                    };
                    let span = (range.start, range.len());
                    labels.push(match at {
                        0 => LabeledSpan::new_primary_with_span(text, span),
                        _ => LabeledSpan::new_with_span(text, span),
                    });
                }
                Placed::Cut => elsewhere.push((also, pointer(*span, text, sources))),
            }
        }
        excerpt = Some(made);
    }
    let others = drawing.labels.iter().filter(|(span, _)| Some(span.file) != place);
    elsewhere.extend(others.map(|(span, text)| (see, pointer(*span, text, sources))));
    let prepared = Prepared {
        message: visible_lines(drawing.message),
        severity: drawing.severity,
        help: drawing.help.map(|help| visible(help).into_owned()),
        excerpt,
        labels,
    };
    (prepared, elsewhere)
}

/// A text of several lines, each made safe to print.
pub(super) fn visible_lines(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// `other.rule:3:4 declared here`.
fn pointer(span: Span, text: &str, sources: &Sources) -> String {
    let at = sources.line_column(span);
    let place = format!("{}:{}:{}", visible(sources.name(span.file)), at.line, at.column);
    if text.is_empty() { place } else { format!("{place} {}", visible(text)) }
}

/// Wrapped, since miette wraps messages but not labels.
fn label_text(text: &str, room: usize) -> Option<String> {
    let text = visible(text);
    let room = room.min(MOST_LABEL);
    let wrapped = if width(&text) > room { wrap(&text, room).join("\n") } else { text.into() };
    (!wrapped.is_empty()).then_some(wrapped)
}

/// A drawing as miette asks for it.
#[derive(Debug)]
struct Prepared {
    message: String,
    severity: Severity,
    help: Option<String>,
    excerpt: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Prepared {}

impl miette::Diagnostic for Prepared {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.labels.iter().cloned();
        (!self.labels.is_empty()).then(|| Box::new(labels) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_inside_another_is_listed_under_the_drawing() {
        let text = format!("{{ \"series\": {{ \"2025\": 1, \"x\": \"{}\" }} }}", "y".repeat(90));
        let mut sources = Sources::new();
        let file = sources.add("plan.json", text.as_str());
        let (outer, inner) = (Span::new(file, 12, text.len() - 2), Span::new(file, 22, 23));
        let labels = [(outer, "the whole series"), (inner, "its first point")];
        let drawing = Drawing {
            severity: Severity::Warning,
            message: "a message",
            labels: &labels,
            help: None,
            fallback: &String::new,
        };
        let drawn = draw(&drawing, &sources, &Style::plain());
        assert!(drawn.text.lines().all(|line| width(line) <= 80), "{}", drawn.text);
        assert!(drawn.text.contains("the whole series") && !drawn.text.contains("first point"));
        assert_eq!(drawn.elsewhere, [("Also", "plan.json:1:23 its first point".to_owned())]);
    }
}
