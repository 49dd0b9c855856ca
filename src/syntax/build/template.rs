//! Messages with holes.

use pest::Parser;

use super::text::inside_quotes;
use super::{Builder, Cursor, Node};
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Expr, Message, Part, Template, Translation};
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::scan::scan;

/// What may not stand in a hole, since it would not be read aloud in one breath.
const LONG: &[Rule] =
    &[Rule::quantified, Rule::listed, Rule::long_tail, Rule::members, Rule::share];

impl Builder<'_> {
    /// The template of `otherwise "…"` or `help "…"`.
    pub(super) fn template(&mut self, pair: Node<'_>) -> Option<Template> {
        let text = Cursor::of(pair).take(Rule::text)?;
        let span = self.span(&text);
        let mut parts = Cursor::of(text);
        let default = self.message(&parts.take(Rule::string)?);
        let mut translations = Vec::new();
        for translation in parts.all(Rule::translation) {
            let mut parts = Cursor::of(translation);
            let language = self.name(&parts.take(Rule::language)?);
            let text = self.message(&parts.take(Rule::string)?);
            translations.push(Translation { language, text });
        }
        self.repeated_languages(translations.iter().map(|translation| &translation.language));
        Some(Template { span, default, translations })
    }

    fn message(&mut self, pair: &Node<'_>) -> Message {
        let span = self.span(pair);
        let (content, start) = inside_quotes(pair, span);
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = content;
        while let Some(c) = rest.chars().next() {
            let at = start + content.len() - rest.len();
            let after = rest.get(c.len_utf8()..).unwrap_or("");
            rest = match c {
                '\\' => {
                    let escaped = after.chars().next();
                    plain.extend(self.escape(at, escaped));
                    after.get(escaped.map_or(0, char::len_utf8)..).unwrap_or("")
                }
                '{' => {
                    let (hole, rest) = self.hole(rest, at);
                    if let Some(hole) = hole {
                        if !plain.is_empty() {
                            parts.push(Part::Text(std::mem::take(&mut plain)));
                        }
                        parts.push(Part::Hole(hole));
                    }
                    rest
                }
                '}' => {
                    self.error(
                        Code::BadHole,
                        Span::new(self.file, at, at + 1),
                        said!("`}}` closes no hole", "`}}` 没有对应的空位"),
                        said!("write `\\}}` where a brace is meant", "若要花括号，请写 `\\}}`"),
                    );
                    after
                }
                c => {
                    plain.push(c);
                    after
                }
            };
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Message { span, parts }
    }

    /// The hole at the start of a text that stands at byte `at` of the file, and the text after it.
    fn hole<'t>(&mut self, text: &'t str, at: usize) -> (Option<Expr>, &'t str) {
        let doubled = text.strip_prefix("{{").and_then(|rest| rest.split_once("}}"));
        if let Some((inside, after)) = doubled {
            let length = text.len() - after.len();
            self.error(
                Code::BadHole,
                Span::new(self.file, at, at + length),
                said!("a hole has one brace at each end", "空位两端各用一个花括号"),
                said!("write `{{{inside}}}`", "请写 `{{{inside}}}`"),
            );
            return (None, after);
        }
        let end = text.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | '}' | '"'));
        let Some((end, '}')) = end else {
            let end = end.map_or(text.len(), |(end, _)| end);
            self.error(
                Code::BadHole,
                Span::new(self.file, at, at + text.get(..end).unwrap_or("").trim_end().len()),
                said!("a hole is not closed with `}}`", "空位没有以 `}}` 结束"),
                said!(
                    "a hole holds neither quotes nor braces; write `\\{{` where a brace is meant",
                    "空位中没有引号和花括号；若要花括号，请写 `\\{{`"
                ),
            );
            return (None, text.get(end.max(1)..).unwrap_or(""));
        };
        let (written, rest) = text.split_at_checked(end + 1).unwrap_or((text, ""));
        let span = Span::new(self.file, at, at + written.len());
        (self.hole_expression(written, span), rest)
    }

    fn hole_expression(&mut self, written: &str, span: Span) -> Option<Expr> {
        if written.trim_matches(['{', '}', ' ']).is_empty() {
            let help = said!(
                "name a value in it, such as `{{m.title}}`; `\\{{` is a brace",
                "请写明一个值，如 `{{m.title}}`；`\\{{` 是花括号"
            );
            self.error(Code::BadHole, span, said!("a hole is empty", "空位中没有内容"), help);
            return None;
        }
        let at = span.start as usize;
        let reported = self.diagnostics.len();
        let scanned = scan(self.file, at, written, self.diagnostics);
        if !scanned.readable {
            return None;
        }
        let Ok(mut pairs) = Grammar::parse(Rule::hole, &scanned.text) else {
            if self.diagnostics.len() == reported {
                self.not_a_hole(written, span);
            }
            return None;
        };
        let hole = pairs.next()?;
        if hole.clone().into_inner().flatten().any(|pair| LONG.contains(&pair.as_rule())) {
            self.not_a_hole(written, span);
            return None;
        }
        let expression = Cursor::of(hole).take(Rule::expression)?;
        let mut inner =
            Builder::new(self.file, at, &scanned.text, &scanned.tokens, self.diagnostics);
        inner.depth = self.depth + 1;
        inner.expression(expression)
    }

    fn not_a_hole(&mut self, written: &str, span: Span) {
        self.diagnostics.push(
            Diagnostic::error(
                Code::BadHole,
                said!(
                    "`{written}` is not a hole that can be filled",
                    "`{written}` 不是可以填入的空位"
                ),
            )
            .at(span)
            .with_help(said!(
                "a hole holds a short expression, such as `{{m.title}}` or `{{kept as hectare}}`; \
                 give anything longer a name with `let`",
                "空位中是短表达式，如 `{{m.title}}` 或 `{{kept as hectare}}`；更长的请用 `let` 命名"
            )),
        );
    }
}
