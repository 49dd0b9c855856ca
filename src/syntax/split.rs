//! A file is split into items before anything is parsed, so that one bad item never hides another.

use crate::base::{FileId, Nearest, Said, Span, Spanned, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};

/// One item's text: from the letter in column 1 to the end of its last line.
#[derive(Debug, PartialEq)]
pub(super) struct Chunk<'a> {
    /// Byte offset of the item in the file.
    pub start: usize,
    /// The word it begins with.
    pub word: &'a str,
    pub text: &'a str,
    pub documentation: Vec<Spanned<String>>,
}

/// The words an item may begin with.
pub(super) const ITEM_WORDS: &[&str] = &[
    "pack",
    "use",
    "source",
    "provision",
    "dimension",
    "unit",
    "classification",
    "open",
    "vocabulary",
    "extend",
    "record",
    "parameter",
    "define",
    "relation",
    "rule",
    "portfolio",
    "exception",
    "replace",
    "disable",
    "test",
];

/// Words that begin a clause: in column 1 they have lost their indentation.
const CLAUSE_WORDS: &[&str] = &[
    "version",
    "in",
    "says",
    "strength",
    "aspect",
    "same",
    "not",
    "partly",
    "asks",
    "implements",
    "stricter",
    "formerly",
    "for",
    "let",
    "when",
    "where",
    "must",
    "should",
    "could",
    "otherwise",
    "help",
    "show",
    "limits",
    "because",
    "checked",
    "plan",
    "expect",
    "title",
    "short",
    "author",
    "journal",
    "year",
    "doi",
    "zh",
    "en",
];

/// Splits a text, whose first `skip` bytes are a mark and no text.
pub(super) fn split<'a>(
    file: FileId,
    text: &'a str,
    skip: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Chunk<'a>> {
    let mut splitter = Splitter { file, text, diagnostics, chunks: Vec::new(), open: None };
    let mut documentation: Vec<Spanned<String>> = Vec::new();
    let mut start = skip;
    for line in text.get(skip..).unwrap_or("").split_inclusive('\n') {
        let kind = classify(line);
        match kind {
            Line::Documentation(said) => {
                let end = start + line.trim_end().len();
                documentation.push(Spanned::new(said.to_owned(), Span::new(file, start, end)));
            }
            Line::Item(word) => {
                splitter.item(start, word, std::mem::take(&mut documentation));
            }
            Line::Stray(first) => splitter.stray(start, line, first),
            Line::Nothing | Line::Inside => {}
        }
        if !matches!(kind, Line::Documentation(_)) {
            documentation.clear();
        }
        start += line.len();
    }
    splitter.close(text.len());
    splitter.chunks
}

#[derive(Clone, Copy)]
enum Line<'a> {
    /// Blank, or a comment in column 1.
    Nothing,
    /// Indented.
    Inside,
    /// `///` in column 1, without the marks.
    Documentation(&'a str),
    /// A word in column 1.
    Item(&'a str),
    /// Something else in column 1.
    Stray(char),
}

fn classify(line: &str) -> Line<'_> {
    let content = line.trim_end();
    if let Some(said) = content.strip_prefix("///") {
        return Line::Documentation(said.strip_prefix(' ').unwrap_or(said));
    }
    match content.chars().next() {
        None => Line::Nothing,
        Some(_) if content.starts_with("//") => Line::Nothing,
        Some(first) if first.is_whitespace() => Line::Inside,
        Some(first) if first.is_alphabetic() => {
            let end = content.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            Line::Item(content.get(..end.unwrap_or(content.len())).unwrap_or(content))
        }
        Some(first) => Line::Stray(first),
    }
}

/// The beginning of an item whose end is not found yet.
struct Open<'a> {
    start: usize,
    word: &'a str,
    documentation: Vec<Spanned<String>>,
}

struct Splitter<'a, 'd> {
    file: FileId,
    text: &'a str,
    diagnostics: &'d mut Vec<Diagnostic>,
    chunks: Vec<Chunk<'a>>,
    open: Option<Open<'a>>,
}

impl<'a> Splitter<'a, '_> {
    fn close(&mut self, end: usize) {
        if let Some(Open { start, word, documentation }) = self.open.take() {
            let text = self.text.get(start..end).unwrap_or("");
            self.chunks.push(Chunk { start, word, text, documentation });
        }
    }

    fn item(&mut self, start: usize, word: &'a str, documentation: Vec<Spanned<String>>) {
        if ITEM_WORDS.contains(&word) {
            self.close(start);
            self.open = Some(Open { start, word, documentation });
            return;
        }
        let span = Span::new(self.file, start, start + word.len());
        if self.open.is_some() && CLAUSE_WORDS.contains(&word) {
            // It stays part of the item above, where it was meant to be.
            self.diagnostics.push(
                Diagnostic::error(
                    Code::NotAnItem,
                    said!("`{word}` stands in column 1", "`{word}` 写在了第1列"),
                )
                .at(span)
                .with_help(said!(
                    "indent it: only a new item begins in column 1",
                    "请缩进：只有新条目从第1列开始"
                )),
            );
            return;
        }
        self.close(start);
        if CLAUSE_WORDS.contains(&word) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::UnknownItem,
                    said!("`{word}` begins no item", "没有以 `{word}` 开头的条目"),
                )
                .at(span)
                .with_help(said!("it belongs into an item, indented", "它应缩进写在条目之中")),
            );
            return;
        }
        let shown = visible(word);
        self.diagnostics.push(match nearest(word, ITEM_WORDS.iter().copied()) {
            Nearest::One(meant) => Diagnostic::error(
                Code::UnknownItem,
                said!(
                    "unknown item `{shown}`; did you mean `{meant}`?",
                    "未知条目 `{shown}`；是否指 `{meant}`？"
                ),
            )
            .at(span),
            Nearest::None => Diagnostic::error(
                Code::UnknownItem,
                said!("unknown item `{shown}`", "未知条目 `{shown}`"),
            )
            .at(span)
            .with_help(said!(
                "an item begins with one of {words}",
                "条目以下列之一开头：{words}";
                words = Said::new(ITEM_WORDS.join(", "), ITEM_WORDS.join("、"))
            )),
        });
    }

    /// Something else in column 1 stays part of the item above, so that it is reported once.
    fn stray(&mut self, start: usize, line: &str, first: char) {
        let length = if first == '"' { line.trim_end().len() } else { first.len_utf8() };
        let span = Span::new(self.file, start, start + length);
        let mark = first.to_string();
        let shown = visible(&mark);
        let found = match first {
            '"' => said!(
                "a text stands in column 1, where only items begin",
                "文本写在了第1列，那里只能是条目的开头"
            ),
            '}' | ']' | ')' => {
                said!("the closing `{first}` stands in column 1", "结尾的 `{first}` 写在了第1列")
            }
            _ => said!(
                "`{shown}` stands in column 1, where only items begin",
                "`{shown}` 写在了第1列，那里只能是条目的开头"
            ),
        };
        let help = match first {
            '#' | '-' | ';' | '*' => said!("a comment begins with `//`", "注释以 `//` 开头"),
            _ => said!(
                "indent it: only a new item begins in column 1",
                "请缩进：只有新条目从第1列开始"
            ),
        };
        self.diagnostics.push(Diagnostic::error(Code::NotAnItem, found).at(span).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (Vec<String>, Vec<String>) {
        let mut diagnostics = Vec::new();
        let chunks = split(FileId(0), text, 0, &mut diagnostics);
        (
            chunks.iter().map(|chunk| chunk.text.to_owned()).collect(),
            diagnostics.into_iter().map(|diagnostic| diagnostic.message.en().to_owned()).collect(),
        )
    }

    #[test]
    fn a_letter_in_column_1_begins_an_item() {
        let (chunks, messages) = pieces("use a\n\n// x\nrule b\n  \"t\"\n//y\n  must c\nuse d");
        assert_eq!(chunks, ["use a\n\n// x\n", "rule b\n  \"t\"\n//y\n  must c\n", "use d"]);
        assert!(messages.is_empty());
    }

    #[test]
    fn an_unknown_item_is_left_out_and_what_was_meant_is_named() {
        let (chunks, messages) = pieces("use a\nrul b\n  must c\nuse d\nfoo\n");
        assert_eq!(chunks, ["use a\n", "use d\n"]);
        assert_eq!(messages, ["unknown item `rul`; did you mean `rule`?", "unknown item `foo`"]);
    }

    #[test]
    fn documentation_stands_directly_above() {
        let mut diagnostics = Vec::new();
        let text = "/// lost\n\n/// One.\n///  Two.\r\nuse a\nuse b\n";
        let chunks = split(FileId(0), text, 0, &mut diagnostics);
        let said: Vec<Vec<&str>> = chunks
            .iter()
            .map(|chunk| chunk.documentation.iter().map(|line| line.value.as_str()).collect())
            .collect();
        assert_eq!(said, [vec!["One.", " Two."], vec![]]);
        let span = chunks[0].documentation[1].span;
        assert_eq!(&text[span.range()], "///  Two.");
    }

    #[test]
    fn what_lost_its_indentation_stays_with_its_item() {
        let (chunks, messages) = pieces("test t\n  plan {\n}\nmust x\n\"t\"\n# c\n");
        assert_eq!(chunks.len(), 1);
        assert_eq!(
            messages,
            [
                "the closing `}` stands in column 1",
                "`must` stands in column 1",
                "a text stands in column 1, where only items begin",
                "`#` stands in column 1, where only items begin",
            ]
        );
    }
}
