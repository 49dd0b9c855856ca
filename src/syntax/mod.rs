//! Rule text becomes a tree with a place on every node.
//!
//! A file is split into items at column 1 (`split`); each item is scanned for slips that can be
//! seen in its tokens (`scan`), read by the grammar in `grammar/misrule.pest`, and built into a
//! tree (`build`). Where the grammar fails, `complain` says so in the author's words.

pub mod allowance;
pub mod ast;
mod build;
mod complain;
mod grammar;
mod scan;
mod split;
#[cfg(test)]
mod tests;
pub mod written;

use pest::Parser;

use crate::base::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic};
use build::Builder;
use complain::Complaint;
use grammar::{Grammar, Rule};
use split::Chunk;

/// How deeply a tree may be nested. Deeper text is refused, so that the rooms behind can walk a
/// tree by recursion.
pub const MAX_DEPTH: usize = 128;

/// The largest rule file that is read, in bytes.
pub const MAX_FILE_SIZE: usize = 1 << 20;

/// A rule file as read: the items that could be built, and everything that is wrong.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub file: ast::File,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the text of a rule file. An item with a mistake is left out of the tree, unless the
/// mistake leaves no doubt of what was meant; it hides no other item and no other item's mistakes.
pub fn parse_file(file: FileId, text: &str) -> Parsed {
    parse_items(file, text, |_| true)
}

/// Reads the text of a rule file, but passes over its tests: nothing is said of what is in them.
pub fn parse_untested(file: FileId, text: &str) -> Parsed {
    parse_items(file, text, |word| word != TEST)
}

/// The word that a test begins with.
pub const TEST: &str = "test";

/// Reads the items that begin with a word that is wanted.
fn parse_items(file: FileId, text: &str, wanted: impl Fn(&str) -> bool) -> Parsed {
    let mut diagnostics = Vec::new();
    if text.len() > MAX_FILE_SIZE {
        diagnostics.push(
            Diagnostic::error(
                Code::TooLarge,
                said!("the rule file is larger than 1 MB", "规则文件大于1 MB"),
            )
            .at(Span::new(file, 0, 0))
            .with_help(said!(
                "part it into several files of one folder that name the same pack",
                "请拆成同一文件夹中属于同一规则包的若干文件"
            )),
        );
        return Parsed { file: ast::File { items: Vec::new() }, diagnostics };
    }
    // Bytes that were no text were replaced before the file came here.
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        let message = said!("the rule file is not UTF-8 text", "规则文件不是 UTF-8 文本");
        diagnostics.push(
            Diagnostic::error(Code::NotUtf8, message)
                .at(Span::new(file, at, at + char::REPLACEMENT_CHARACTER.len_utf8()))
                .with_note(said!(
                    "texts saved as GBK, Big5 or Windows-1252 look like this",
                    "以 GBK、Big5 或 Windows-1252 保存的文本就是这样",
                ))
                .with_help(said!(
                    "save it again with the encoding UTF-8",
                    "请用 UTF-8 编码重新保存",
                )),
        );
        return Parsed { file: ast::File { items: Vec::new() }, diagnostics };
    }
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let chunks = split::split(file, text, mark, &mut diagnostics);
    let chunks = chunks.into_iter().filter(|chunk| wanted(chunk.word));
    let items = chunks.filter_map(|chunk| item(file, chunk, &mut diagnostics)).collect();
    diagnostics.sort_by_key(Diagnostic::place);
    Parsed { file: ast::File { items }, diagnostics }
}

fn item(file: FileId, chunk: Chunk<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<ast::Item> {
    let base = chunk.start;
    let reported = diagnostics.len();
    let scan = scan::scan(file, base, chunk.text, diagnostics);
    if !scan.readable {
        return None;
    }
    match Grammar::parse(Rule::entry, &scan.text) {
        Ok(mut pairs) => {
            let pair = pairs.next()?;
            Builder::new(file, base, &scan.text, &scan.tokens, diagnostics).item(chunk, pair)
        }
        Err(error) => {
            let complaint = Complaint::new(file, base, &scan.text, &scan.tokens, &error);
            let complaint = complaint.diagnostic();
            // A slip that is put right may still stand where nothing belongs: once is enough.
            let mut slips = diagnostics.iter().skip(reported).filter_map(Diagnostic::place);
            let place = complaint.place();
            if !slips.any(|slip| place.is_some_and(|place| slip.start == place.start)) {
                diagnostics.push(complaint);
            }
            None
        }
    }
}
