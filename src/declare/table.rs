//! Reading the table of a classification: CSV with the columns code, level, parent, `title_LANG`
//! and those that refer to other schemes.

use crate::base::{FileId, Span, Texts};
use crate::diagnostic::{Code, Diagnostic};

/// A row as the file gives it.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) level: String,
    /// Empty for a code at the top.
    pub(super) parent: String,
    pub(super) title: Texts,
    /// For each column asked for, the code it gives; empty where it gives none.
    pub(super) refers: Vec<String>,
    pub(super) span: Span,
}

/// Where the columns stand.
struct Columns {
    code: usize,
    level: usize,
    parent: usize,
    /// Language tag and column; an empty tag for `title`.
    titles: Vec<(String, usize)>,
    refers: Vec<Option<usize>>,
    count: usize,
}

/// Reads the rows that are whole; `name` is the file's, for messages. Nothing is read where the
/// columns a classification needs are not there.
pub(super) fn read(
    text: &str,
    file: FileId,
    name: &str,
    refers: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => {
            header.iter().map(|name| name.trim_matches([' ', '\u{feff}']).into()).collect()
        }
        Err(_) => Vec::new(),
    };
    let Some(columns) = columns(&header, row_span(text, file, 0), name, refers, diagnostics) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        // The text is UTF-8 and rows may have any length: nothing is left that csv could refuse.
        let Ok(record) = record else { continue };
        let start = record.position().map_or(0, csv::Position::byte);
        let span = row_span(text, file, usize::try_from(start).unwrap_or(usize::MAX));
        if record.len() != columns.count {
            let (found, wanted) = (record.len(), columns.count);
            let message = said!(
                "`{name}`: a row of {found} columns where the head has {wanted}",
                "`{name}`：表头有{wanted}列，此行有{found}列"
            );
            diagnostics.push(Diagnostic::error(Code::BadTable, message).at(span).with_help(said!(
                "put a text that holds a comma in quotes",
                "含逗号的文本要加引号"
            )));
            continue;
        }
        let cell = |at: usize| record.get(at).unwrap_or("").trim();
        if let Some(empty) = [("code", columns.code), ("level", columns.level)]
            .into_iter()
            .find_map(|(what, at)| cell(at).is_empty().then_some(what))
        {
            let message = said!("`{name}`: a row without a {empty}", "`{name}`：此行没有 {empty}");
            diagnostics.push(Diagnostic::error(Code::BadTable, message).at(span));
            continue;
        }
        let refers = columns.refers.iter().map(|at| at.map_or("", cell).to_owned());
        rows.push(Row {
            code: cell(columns.code).to_owned(),
            level: cell(columns.level).to_owned(),
            parent: cell(columns.parent).to_owned(),
            title: title(columns.titles.iter().map(|(tag, at)| (tag.as_str(), cell(*at)))),
            refers: refers.collect(),
            span,
        });
    }
    rows
}

/// The titles of a code: English first, else the file's first language.
fn title<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Texts {
    let all: Vec<(&str, &str)> = cells.filter(|(_, text)| !text.is_empty()).collect();
    let first = all.iter().find(|(tag, _)| matches!(*tag, "en" | "")).or(all.first());
    let Some((first_tag, first)) = first else { return Texts::default() };
    let is_plain = matches!(*first_tag, "en" | "");
    let others = all.iter().filter(|(tag, _)| !(is_plain && tag == first_tag));
    let others = others.map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect();
    Texts { first: (*first).to_owned(), others }
}

/// The line that a byte stands in, from that byte on.
fn row_span(text: &str, file: FileId, start: usize) -> Span {
    let line = text.get(start..).unwrap_or("");
    let length = line.find(['\n', '\r']).unwrap_or(line.len());
    Span::new(file, start.min(text.len()), start.saturating_add(length))
}

fn columns(
    header: &[String],
    span: Span,
    name: &str,
    refers: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Columns> {
    let find = |wanted: &str| header.iter().position(|column| column == wanted);
    let (code, level, parent) = (find("code"), find("level"), find("parent"));
    let titles: Vec<(String, usize)> = header
        .iter()
        .enumerate()
        .filter_map(|(at, column)| {
            let rest = column.strip_prefix("title")?;
            let tag = if rest.is_empty() { rest } else { rest.strip_prefix('_')? };
            Some((tag.to_owned(), at))
        })
        .collect();
    let referring: Vec<Option<usize>> = refers.iter().map(|column| find(column)).collect();
    let needed = [("code", code), ("level", level), ("parent", parent)];
    let needed = needed.into_iter().chain([("title_en", titles.first().map(|(_, at)| *at))]);
    let asked = refers.iter().copied().zip(referring.iter().copied());
    let missing: Vec<&str> =
        needed.chain(asked).filter_map(|(column, at)| at.is_none().then_some(column)).collect();
    for column in &missing {
        diagnostics.push(
            Diagnostic::error(
                Code::BadTable,
                said!("`{name}` has no column `{column}`", "`{name}` 没有列 `{column}`"),
            )
            .at(span)
            .with_help(said!(
                "the first row names the columns: code, level, parent, title_en",
                "第一行是列名：code、level、parent、title_en"
            )),
        );
    }
    Some(Columns {
        code: code?,
        level: level?,
        parent: parent?,
        titles,
        refers: referring,
        count: header.len(),
    })
}
