//! One layout for rule files.
//!
//! What is laid out is the file as written (`syntax::written`): the tokens stay as they are and in
//! their order, but for commas behind the last of a list, so a layout cannot change what a file
//! says. The layout hangs on the tokens and the comments alone, never on where the author broke
//! lines; of blank lines, those between items and between the entries of a list are kept, one at
//! a time.
//!
//! A comment between two tokens goes to the next place where a line may break, and breaks it
//! there. Read again, it stands before the same token: that makes a layout of a layout the same.

mod declarations;
mod document;
mod expressions;
mod file;
mod forms;
mod lists;
mod rules;
#[cfg(test)]
mod tests;
mod writer;

use crate::base::FileId;
use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::{self, written};

/// The width lines keep to, in columns of a terminal: a Chinese character takes two. A text, a
/// comment or a path of names that is longer stays whole.
pub const WIDTH: usize = 100;

/// How far the inner stands to the right of the outer.
const INDENT: isize = 2;

/// Lays out a rule file.
///
/// # Errors
///
/// The mistakes in a text that cannot be read; `file` is the one they are placed in.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut mistakes = syntax::parse_file(file, text).diagnostics;
    mistakes.retain(|it| it.severity == Severity::Error);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    written::read(text).map(|written| file::lay_out(&written)).ok_or(mistakes)
}
