//! The texts of one run, each with an index of its lines.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, Span};

/// A text and the name people know it by.
#[derive(Debug, Clone)]
pub struct SourceText {
    name: Arc<str>,
    text: Text,
    /// Byte offset at which each line starts, made when a place is first asked for.
    lines: Arc<OnceLock<Vec<u32>>>,
    /// How many characters stand before each [`STRIDE`]th byte: a file may be one long line, and
    /// columns are asked for many times.
    characters: Arc<OnceLock<Vec<u32>>>,
}

/// What comes with the program is not copied.
#[derive(Debug, Clone)]
enum Text {
    Embedded(&'static str),
    Read(Arc<str>),
}

/// Bytes between two places of which the number of characters before them is kept.
const STRIDE: usize = 1024;

/// A place as people say it: both count from 1, columns count characters (code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl SourceText {
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        SourceText::of(name.into(), Text::Read(text.into()))
    }

    fn of(name: Arc<str>, text: Text) -> Self {
        SourceText {
            name,
            text,
            lines: Arc::new(OnceLock::new()),
            characters: Arc::new(OnceLock::new()),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> &str {
        match &self.text {
            Text::Embedded(text) => text,
            Text::Read(text) => text,
        }
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let after_breaks = self.text().bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(after_breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
                .collect()
        })
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = floor_char_boundary(self.text(), offset);
        let lines = self.lines();
        let line = lines.partition_point(|start| *start as usize <= offset).max(1);
        let start = lines.get(line - 1).map_or(0, |start| *start as usize);
        let column = self.characters_before(offset).saturating_sub(self.characters_before(start));
        LineColumn { line, column: column + 1 }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text().as_bytes();
        let begin = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte as i8) >= -64).count();
        let counted = self.characters.get_or_init(|| {
            let mut before = 0;
            let strides = bytes.chunks(STRIDE).map(|chunk| {
                let here = before;
                before += u32::try_from(begin(chunk)).unwrap_or(u32::MAX);
                here
            });
            strides.collect()
        });
        let stride = offset / STRIDE;
        let rest = bytes.get(stride * STRIDE..offset).map_or(0, begin);
        counted.get(stride).map_or_else(|| begin(bytes), |before| *before as usize + rest)
    }

    /// The bytes of a line (counted from 1) without its line break.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let lines = self.lines();
        let start = lines.get(line.saturating_sub(1)).map_or(self.text().len(), |at| *at as usize);
        let end = lines.get(line).map_or(self.text().len(), |at| (*at as usize).saturating_sub(1));
        let end = end.max(start);
        let carriage = self.text().get(start..end).is_some_and(|text| text.ends_with('\r'));
        start..end - usize::from(carriage)
    }

    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// What stands at a span, empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or("")
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// All texts of one run: rule files and plans, embedded or read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceText>,
}

impl Sources {
    pub fn new() -> Self {
        Sources::default()
    }

    pub fn add(&mut self, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        self.push(SourceText::new(name, text))
    }

    /// Adds a text that comes with the program.
    pub fn add_embedded(&mut self, name: &'static str, text: &'static str) -> FileId {
        self.push(SourceText::of(name.into(), Text::Embedded(text)))
    }

    fn push(&mut self, file: SourceText) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// In the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &SourceText> {
        self.files.iter()
    }

    pub fn get(&self, id: FileId) -> Option<&SourceText> {
        self.files.get(id.0 as usize)
    }

    pub fn name(&self, id: FileId) -> &str {
        self.get(id).map_or("", SourceText::name)
    }

    pub fn text(&self, id: FileId) -> &str {
        self.get(id).map_or("", SourceText::text)
    }

    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |file| file.slice(span))
    }

    /// Line and column of a span's start.
    pub fn line_column(&self, span: Span) -> LineColumn {
        self.get(span.file)
            .map_or(LineColumn { line: 1, column: 1 }, |file| file.line_column(span.start as usize))
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = SourceText::new("a", "ab\r\n中文x\n");
        assert_eq!(text.line_column(0), LineColumn { line: 1, column: 1 });
        let x = text.text().find('x').unwrap();
        assert_eq!(text.line_column(x), LineColumn { line: 2, column: 3 });
        assert_eq!(text.line_column(999), LineColumn { line: 3, column: 1 });
        assert_eq!(&text.text()[text.line_range(1)], "ab");
        assert_eq!(&text.text()[text.line_range(2)], "中文x");
    }

    #[test]
    fn columns_of_one_long_line() {
        let text = "中a".repeat(3000);
        let source = SourceText::new("a", text.as_str());
        for (offset, _) in text.char_indices().step_by(7) {
            let column = text[..offset].chars().count() + 1;
            assert_eq!(source.line_column(offset), LineColumn { line: 1, column });
        }
        let end = LineColumn { line: 1, column: 6001 };
        assert_eq!(source.line_column(text.len()), end);
        let even = SourceText::new("a", "b".repeat(2 * STRIDE));
        assert_eq!(even.line_column(9999), LineColumn { line: 1, column: 2 * STRIDE + 1 });
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        let text = SourceText::new("a", "中文");
        assert_eq!(text.line_column(4), LineColumn { line: 1, column: 2 });
    }
}
