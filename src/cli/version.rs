//! `misrule version`.

use super::{Exit, Terminal};
use crate::typecheck;

/// Number of the language that rule files are written in.
pub const LANGUAGE: &str = "1";

/// The packs are named with the first digits of their hash, so that two reports can be told to
/// rest on the same rules.
pub fn run(terminal: &Terminal) -> Exit {
    let mut text = format!("misrule {}\nlanguage {LANGUAGE}\n", env!("CARGO_PKG_VERSION"));
    let (program, _, _) = typecheck::embedded(&[]);
    for pack in &program.packs {
        let version = pack.version.as_deref().unwrap_or("without a version");
        let hash = pack.sha256.get(..12).unwrap_or_default();
        text.push_str(&format!("pack {} {version} ({hash})\n", pack.name));
    }
    terminal.deliver(&text)
}
