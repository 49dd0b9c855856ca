//! `misrule version`.

use super::{Exit, Terminal};

/// Number of the language that rule files are written in.
pub const LANGUAGE: &str = "1";

pub fn run(terminal: &Terminal) -> Exit {
    let version = env!("CARGO_PKG_VERSION");
    terminal.deliver(&format!("misrule {version}\nlanguage {LANGUAGE}\n"))
}
