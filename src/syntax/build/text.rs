//! Names, texts, years and dates.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Builder, Cursor, Node};
use crate::base::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Name, QualifiedName, Text, Translation};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    /// A name. The same letters may be written as one code point or as several: names are brought
    /// to one form (NFC) rather than refused, since no author sees the difference.
    pub(super) fn name(&self, pair: &Node<'_>) -> Name {
        self.name_of(pair.as_str(), self.span(pair))
    }

    pub(super) fn name_of(&self, written: &str, span: Span) -> Name {
        let text =
            if is_nfc(written) { written.to_owned() } else { written.nfc().collect::<String>() };
        Name { text, span }
    }

    pub(super) fn qualified(&self, pair: Node<'_>) -> Option<QualifiedName> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let first = self.name(&parts.take(Rule::kebab)?);
        Some(match parts.take(Rule::kebab) {
            Some(second) => QualifiedName { span, pack: Some(first), name: self.name(&second) },
            None => QualifiedName { span, pack: None, name: first },
        })
    }

    /// A text without holes.
    pub(super) fn text(&mut self, pair: Node<'_>) -> Option<Text> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let default = self.string(&parts.take(Rule::string)?);
        let mut translations = Vec::new();
        for translation in parts.all(Rule::translation) {
            let mut parts = Cursor::of(translation);
            let language = self.name(&parts.take(Rule::language)?);
            let text = self.string(&parts.take(Rule::string)?);
            translations.push(Translation { language, text });
        }
        self.repeated_languages(translations.iter().map(|translation| &translation.language));
        Some(Text { span, default, translations })
    }

    /// The text a clause such as `because "…"` holds.
    pub(super) fn text_in(&mut self, pair: Node<'_>) -> Option<Text> {
        let text = Cursor::of(pair).take(Rule::text)?;
        self.text(text)
    }

    pub(super) fn text_if(&mut self, parts: &mut Cursor<'_>) -> Option<Option<Text>> {
        match parts.take(Rule::text) {
            Some(text) => Some(Some(self.text(text)?)),
            None => Some(None),
        }
    }

    pub(super) fn repeated_languages<'n>(&mut self, languages: impl Iterator<Item = &'n Name>) {
        let mut seen: Vec<&str> = Vec::new();
        for language in languages {
            if seen.contains(&language.as_str()) {
                let name = &language.text;
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::Unexpected,
                        said!("the text in `{name}` is given twice", "`{name}` 的文本写了两次"),
                    )
                    .at(language.span)
                    .with_help(said!("keep one of them", "请只保留一个")),
                );
            }
            seen.push(language.as_str());
        }
    }

    /// A string with its escapes resolved.
    pub(super) fn string(&mut self, pair: &Node<'_>) -> Spanned<String> {
        let span = self.span(pair);
        let (content, start) = inside_quotes(pair, span);
        let mut text = String::with_capacity(content.len());
        let mut chars = content.char_indices();
        while let Some((at, c)) = chars.next() {
            match (c, c == '\\') {
                (_, true) => {
                    let escaped = chars.next().map(|(_, escaped)| escaped);
                    text.extend(self.escape(start + at, escaped));
                }
                (c, false) => text.push(c),
            }
        }
        Spanned::new(text, span)
    }

    /// The character that `\` before it stands for, at this byte of the file.
    pub(super) fn escape(&mut self, at: usize, escaped: Option<char>) -> Option<char> {
        match escaped {
            Some(c @ ('"' | '\\' | '{' | '}')) => Some(c),
            other => {
                let length = other.map_or(0, char::len_utf8);
                let span = Span::new(self.file, at, at + 1 + length);
                let found = other.map(String::from).unwrap_or_default();
                self.error(
                    Code::BadEscape,
                    span,
                    said!("`\\{found}` stands for nothing", "`\\{found}` 没有含义"),
                    said!(
                        "in a text `\\` comes before a quote, a brace or another `\\`",
                        "文本中的 `\\` 写在引号、花括号或另一个 `\\` 之前"
                    ),
                );
                other
            }
        }
    }

    pub(super) fn year(&self, pair: &Node<'_>) -> Option<Spanned<i32>> {
        let year = pair.as_str().parse().ok()?;
        Some(Spanned::new(year, self.span(pair)))
    }

    pub(super) fn date(&self, pair: &Node<'_>) -> Spanned<String> {
        Spanned::new(pair.as_str().to_owned(), self.span(pair))
    }
}

/// What stands between the quotes of a string, and at which byte of the file it begins.
pub(super) fn inside_quotes<'i>(pair: &Node<'i>, span: Span) -> (&'i str, usize) {
    let written = pair.as_str();
    (written.get(1..written.len().saturating_sub(1)).unwrap_or(""), span.start as usize + 1)
}
