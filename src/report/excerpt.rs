//! The lines of a text that a finding shows, safe to print: control characters made visible,
//! long lines cut to the part that matters, every label moved along.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::base::{SourceText, visible};

/// Stands for what a cut line leaves out.
const CUT: &str = "…";
/// How much of a cut line is kept before its first label, in columns.
const LEAD: usize = 24;
/// Columns that the number of a line takes beside its digits.
const GUTTER: usize = 4;
/// Columns of the mark before the text of a label.
const MARK: usize = 4;
/// Lines are cut to no less than this.
const LEAST_COLUMNS: usize = 20;
/// A tab is shown as so many spaces.
const TAB: &str = "    ";

/// A label's place in an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// Bytes of the excerpt.
    Shown(Range<usize>),
    /// On a cut line, outside of what is kept.
    Cut,
}

/// The lines around some spans of one text.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    /// Line and column people are told, for the span that begins at this byte of the excerpt.
    columns: Vec<(usize, usize)>,
}

/// A line of the excerpt.
#[derive(Debug)]
struct Line {
    /// Counted from 1 in the text it comes from.
    number: usize,
    /// Bytes of the excerpt, line break left out.
    bytes: Range<usize>,
}

impl Excerpt {
    /// The lines of `spans` and one around each, cut so that with their numbers they fit into
    /// `width` columns and the first span of a line is kept. Gives the place of every span in the
    /// excerpt.
    pub(super) fn new(
        source: &SourceText,
        spans: &[Range<usize>],
        width: usize,
    ) -> (Excerpt, Vec<Placed>) {
        let spans: Vec<Range<usize>> = spans.iter().map(|span| fitted(source, span)).collect();
        let mut numbers: Vec<usize> = spans
            .iter()
            .map(|span| source.line_column(span.start).line)
            .flat_map(|line| line.saturating_sub(1).max(1)..=(line + 1).min(source.line_count()))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let digits = numbers.last().map_or(1, |last| last.to_string().len());
        let columns = width.saturating_sub(digits + GUTTER).max(LEAST_COLUMNS);
        let mut excerpt = Excerpt {
            name: visible(source.name()).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            columns: Vec::new(),
        };
        let mut placed = vec![Placed::Cut; spans.len()];
        for number in numbers {
            let line = source.line_range(number);
            let on_line: Vec<usize> = (0..spans.len())
                .filter(|at| spans.get(*at).is_some_and(|span| begins_on(&line, span.start)))
                .collect();
            let first = on_line.first().and_then(|at| spans.get(*at));
            let first = first.map(|span| span.start - line.start..span.end - line.start);
            let text = source.text().get(line.clone()).unwrap_or("");
            let shown = ShownLine::new(text, first, columns);
            let base = excerpt.text.len();
            excerpt.text.push_str(&shown.text);
            let bytes = base..excerpt.text.len();
            excerpt.text.push('\n');
            excerpt.lines.push(Line { number, bytes });
            for at in on_line {
                let (Some(span), Some(place)) = (spans.get(at), placed.get_mut(at)) else {
                    continue;
                };
                if let Some(within) = shown.map(span.start - line.start..span.end - line.start) {
                    let start = base + within.start;
                    *place = Placed::Shown(start..base + within.end);
                    excerpt.columns.push((start, source.line_column(span.start).column));
                }
            }
        }
        (excerpt, placed)
    }

    /// The columns left for the text of a label: its mark hangs from the middle of the label.
    pub(super) fn room(&self, label: &Range<usize>, width: usize) -> usize {
        let digits = self.lines.last().map_or(1, |line| line.number.to_string().len());
        let line = self.lines.iter().find(|line| begins_on(&line.bytes, label.start));
        let start = line.map_or(0, |line| line.bytes.start);
        let columns = |range: Range<usize>| columns_of(self.text.get(range).unwrap_or(""));
        let middle = columns(start..label.start) + columns(label.clone()) / 2;
        width.saturating_sub(digits + GUTTER + middle + MARK)
    }
}

fn begins_on(line: &Range<usize>, offset: usize) -> bool {
    line.start <= offset && offset <= line.end
}

/// A span inside the text, on one line, never empty where there is anything to mark: a span over
/// several lines is cut to the first, one at the end of a line takes the character before it.
fn fitted(source: &SourceText, span: &Range<usize>) -> Range<usize> {
    let text = source.text();
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start.min(text.len()));
    let line = source.line_range(source.line_column(start).line);
    let start = start.min(line.end);
    let end = boundary(span.end.min(line.end).max(start));
    if start < end {
        return start..end;
    }
    let after = |at: usize| text.get(at..line.end).and_then(|rest| rest.chars().next());
    let before = |at: usize| text.get(line.start..at).and_then(|rest| rest.chars().next_back());
    match (after(start), before(start)) {
        (Some(next), _) => start..start + next.len_utf8(),
        (None, Some(last)) => start - last.len_utf8()..start,
        (None, None) => start..start,
    }
}

/// One line as it is shown, and where each of its bytes went.
struct ShownLine {
    text: String,
    /// For each character kept: its first byte in the line and in `text`. Ends with the end of
    /// what is kept.
    moved: Vec<(usize, usize)>,
}

impl ShownLine {
    fn new(line: &str, first_label: Option<Range<usize>>, columns: usize) -> ShownLine {
        // No character has more bytes than this; a whole plan may be one line.
        let certainly = |bytes: usize| bytes > 4 * columns;
        let too_long = certainly(line.len()) || columns_of(line) > columns;
        let fits =
            |end: usize| !certainly(end) && columns_of(line.get(..end).unwrap_or("")) < columns;
        let from = match first_label {
            Some(label) if too_long && !fits(label.end) => start_of_window(line, label.start),
            _ => 0,
        };
        let mut shown = ShownLine { text: String::new(), moved: Vec::new() };
        let mut used = 0;
        if from > 0 {
            shown.text.push_str(CUT);
            used = 1;
        }
        let kept = line.get(from..).unwrap_or("");
        for (at, c) in kept.char_indices().map(|(at, c)| (from + at, c)) {
            let wide = columns_of_char(c);
            let last = at + c.len_utf8() == line.len();
            if too_long && used + wide + usize::from(!last) > columns {
                shown.moved.push((at, shown.text.len()));
                shown.text.push_str(CUT);
                return shown;
            }
            shown.moved.push((at, shown.text.len()));
            match c {
                '\t' => shown.text.push_str(TAB),
                _ => shown.text.push_str(&visible(c.encode_utf8(&mut [0; 4]))),
            }
            used += wide;
        }
        shown.moved.push((line.len(), shown.text.len()));
        shown
    }

    /// Where a range of the line went; `None` where its start is not kept.
    fn map(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (first, _) = self.moved.first()?;
        let (last, end) = *self.moved.last()?;
        if range.start < *first || (range.start >= last && range.start < range.end) {
            return None;
        }
        let place = |at: usize| {
            let found = self.moved.partition_point(|(from, _)| *from < at);
            self.moved.get(found).map_or(end, |(_, to)| *to)
        };
        Some(place(range.start)..place(range.end))
    }
}

/// The byte at which a cut line begins, so that some of it stands before its first label.
fn start_of_window(line: &str, label: usize) -> usize {
    let mut columns = 0;
    let before = line.get(..label).unwrap_or("");
    let kept = before.char_indices().rev().find(|(_, c)| {
        columns += columns_of_char(*c);
        columns > LEAD
    });
    kept.map_or(0, |(at, c)| at + c.len_utf8())
}

fn columns_of(text: &str) -> usize {
    text.chars().map(columns_of_char).sum()
}

fn columns_of_char(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        _ => c.width().unwrap_or(1),
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line_at = |offset: usize| {
            self.lines.partition_point(|line| line.bytes.start <= offset).saturating_sub(1)
        };
        let number = |at: usize| self.lines.get(at).map_or(0, |line| line.number);
        let (mut first, mut last) = (line_at(span.offset()), line_at(span.offset() + span.len()));
        for _ in 0..before {
            if first > 0 && number(first - 1) + 1 == number(first) {
                first -= 1;
            }
        }
        for _ in 0..after {
            if last + 1 < self.lines.len() && number(last) + 1 == number(last + 1) {
                last += 1;
            }
        }
        let (Some(from), Some(to)) = (self.lines.get(first), self.lines.get(last)) else {
            return Err(MietteError::OutOfBounds);
        };
        let bytes = from.bytes.start..to.bytes.end + 1;
        let data = self.text.get(bytes.clone()).ok_or(MietteError::OutOfBounds)?;
        // Asked without context, this is the place that the head of the excerpt names.
        let column = match (before, after) {
            (0, 0) => self.columns.iter().find(|(at, _)| *at == span.offset()),
            _ => None,
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (bytes.start, bytes.len()).into(),
            from.number.saturating_sub(1),
            column.map_or(0, |(_, column)| column.saturating_sub(1)),
            last - first + 1,
        )))
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;

    fn shown(text: &str, spans: &[Range<usize>], columns: usize) -> Vec<String> {
        let (excerpt, placed) = Excerpt::new(&SourceText::new("a", text), spans, columns);
        let marked = placed.iter().map(|place| match place {
            Placed::Shown(range) => excerpt.text[range.clone()].to_owned(),
            Placed::Cut => "(cut)".to_owned(),
        });
        marked
            .chain(excerpt.lines.iter().map(|line| excerpt.text[line.bytes.clone()].to_owned()))
            .collect()
    }

    #[test]
    fn a_label_keeps_its_text_when_a_long_line_is_cut() {
        let long = format!("{}\"coverage\": \"all\", {}", "中".repeat(5000), "x".repeat(90_000));
        let at = long.find("\"all\"").unwrap();
        let lines = shown(&long, &[at..at + 5, 3..6], 60);
        assert_eq!(lines[..2], ["\"all\"", "(cut)"], "{}", lines[2]);
        assert!(lines[2].starts_with('…') && lines[2].ends_with('…'));
        assert!(columns_of(&lines[2]) <= 60);
    }

    #[test]
    fn hidden_characters_are_seen_and_spans_move_along() {
        let text = "\t\u{1b}[31m\u{202e}key\": 1\r\nnext";
        let at = text.find("key").unwrap();
        let lines = shown(text, &[at..at + 3], 60);
        assert_eq!(lines, ["key", "    ␛[31m\u{fffd}key\": 1", "next"]);
    }

    #[test]
    fn spans_at_the_end_or_beyond_mark_something() {
        assert_eq!(shown("ab\n{", &[4..4], 60), ["{", "ab", "{"]);
        assert_eq!(shown("ab\n{", &[900..950], 60)[0], "{");
        assert_eq!(shown("中", &[1..2], 60)[0], "中");
        assert_eq!(shown("", &[0..3], 60), ["", ""]);
        assert_eq!(shown("{\n 1\n}", &[0..6], 60)[0], "{");
    }
}
