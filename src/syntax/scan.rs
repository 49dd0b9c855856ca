//! The tokens of an item, and the mistakes that can be seen in them alone.
//!
//! It runs before the grammar. What it finds is reported; where the mark meant has a form of the
//! same length it is put in its place, so that the grammar can read on and find what else is wrong.

mod lexer;
mod marks;

pub(super) use lexer::{Token, TokenKind};

use crate::base::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic};

use super::MAX_DEPTH;
use lexer::Lexer;

/// An item's tokens, and its text with slips put right, byte for byte in the same places.
#[derive(Debug)]
pub(super) struct Scan {
    pub tokens: Vec<Token>,
    pub text: String,
    /// Whether the text is worth giving to the grammar.
    pub readable: bool,
}

/// Scans an item that begins at byte `base` of the file.
pub(super) fn scan(
    file: FileId,
    base: usize,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Scan {
    let mut lexer = Lexer::new(file, base, text, diagnostics);
    lexer.run();
    let (tokens, repaired, mut readable) = lexer.finish();
    readable &= brackets(file, base, &repaired, &tokens, diagnostics);
    Scan { tokens, text: repaired, readable }
}

fn closing(opening: &str) -> Option<&'static str> {
    match opening {
        "(" => Some(")"),
        "[" => Some("]"),
        "{" => Some("}"),
        _ => None,
    }
}

/// Whether all brackets match and none is nested too deeply.
fn brackets(
    file: FileId,
    base: usize,
    text: &str,
    tokens: &[Token],
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let mut open: Vec<(&Token, &str, &str)> = Vec::new();
    let place = |token: &Token| Span::new(file, base + token.start, base + token.end);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Mark) {
        let mark = token.text(text);
        if let Some(close) = closing(mark) {
            open.push((token, mark, close));
            if open.len() > MAX_DEPTH {
                diagnostics.push(too_deep(place(token)));
                return false;
            }
        } else if matches!(mark, ")" | "]" | "}") {
            match open.pop() {
                Some((_, _, close)) if close == mark => {}
                Some((opened, opening, close)) => {
                    diagnostics.push(
                        Diagnostic::error(
                            Code::UnclosedBracket,
                            said!(
                                "`{opening}` is closed by `{mark}`",
                                "`{opening}` 以 `{mark}` 结束"
                            ),
                        )
                        .at(place(token))
                        .label(place(opened), said!("opened here", "从此处开始"))
                        .with_help(said!("write `{close}`", "请写 `{close}`")),
                    );
                    return false;
                }
                None => {
                    diagnostics.push(
                        Diagnostic::error(
                            Code::UnclosedBracket,
                            said!("`{mark}` closes nothing", "`{mark}` 没有对应的开头"),
                        )
                        .at(place(token)),
                    );
                    return false;
                }
            }
        }
    }
    let Some((opened, opening, close)) = open.pop() else { return true };
    diagnostics.push(
        Diagnostic::error(
            Code::UnclosedBracket,
            said!("`{opening}` is not closed", "`{opening}` 没有结束"),
        )
        .at(place(opened))
        .with_help(said!(
            "close it with `{close}` before the item ends",
            "请在条目结束前写 `{close}`"
        )),
    );
    false
}

/// The message for text nested deeper than a tree may be.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        said!("nested deeper than {MAX_DEPTH} levels", "嵌套超过{MAX_DEPTH}层"),
    )
    .at(span)
    .with_help(said!(
        "give the inner part a name with `define` or `let`",
        "请用 `define` 或 `let` 为内层命名"
    ))
}
