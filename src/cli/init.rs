//! `misrule init`: a start with notes in it.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Exit, Terminal, files};
use crate::base::{FileId, Said};
use crate::packs::EMBEDDED;
use crate::syntax::{self, ast::ItemKind};

/// A small plan with notes, and with something to find.
const PLAN: &str = include_str!("start.json");

/// The same plan in Chinese.
const PLAN_ZH: &str = include_str!("start-zh.json");

/// A small pack with notes, whose tests hold and of which there is no advice.
const PACK: &str = include_str!("start.rule");

/// What the pack is called there, and unless another name is given.
const PACK_NAME: &str = "my-rules";

#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to start
    #[command(subcommand)]
    what: Start,
}

#[derive(Subcommand, Debug)]
enum Start {
    /// Print a small plan with notes, to be written to a file
    Plan,
    /// Write a rule file with notes: a provision, a rule, and tests that fail and pass it
    Pack {
        /// What the pack is called
        #[arg(default_value = PACK_NAME)]
        name: String,
        /// The folder to write to [default: one of the pack's name]
        folder: Option<PathBuf>,
    },
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    match &args.what {
        Start::Plan => terminal.deliver(terminal.language.pick(PLAN, PLAN_ZH)),
        Start::Pack { name, folder } => {
            let folder = folder.clone().unwrap_or_else(|| PathBuf::from(name));
            match pack(name, folder) {
                Ok(path) => {
                    terminal.say(said!(
                        "Wrote {path}. Next: `misrule test {path}`, `misrule lint {path}`, \
                         `misrule check PLAN --rules {path}`.\n",
                        "已写入 {path}。接下来可运行：`misrule test {path}`、`misrule lint {path}`、\
                         `misrule check PLAN --rules {path}`。\n"
                    ));
                    Exit::Clean
                }
                Err(why) => {
                    terminal.complain(said!("misrule: {why}\n", "misrule：{why}\n"; why));
                    Exit::Unusable
                }
            }
        }
    }
}

/// Writes the pack to a file of its name, which must not be there yet, and gives its path.
fn pack(name: &str, folder: PathBuf) -> Result<String, Said> {
    if EMBEDDED.iter().any(|file| file.name.split('/').nth(1) == Some(name)) {
        return Err(said!(
            "`{name}` is a pack that comes with the tool; choose another name",
            "`{name}` 是工具自带的规则包；请另取名称"
        ));
    }
    if !is_pack_name(name) {
        return Err(said!(
            "`{name}` cannot be the name of a pack; one is written like `{PACK_NAME}`",
            "`{name}` 不能用作规则包名称；名称形如 `{PACK_NAME}`"
        ));
    }
    let path = folder.join(format!("{name}.rule"));
    let text = PACK.replacen(&format!("\npack {PACK_NAME} "), &format!("\npack {name} "), 1);
    files::create(&path, &text).map(|()| files::shown(&path))
}

/// Whether the language reads it as one.
fn is_pack_name(name: &str) -> bool {
    let read = syntax::parse_file(FileId(0), &format!("pack {name} \"\"\n"));
    match read.file.items.as_slice() {
        [only] => matches!(&only.kind, ItemKind::Pack(pack) if pack.name.text == name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_the_language_reads() {
        for name in ["my-rules", "town", "规则", "a2"] {
            assert!(is_pack_name(name), "{name}");
        }
        for name in ["", "my rules", "a/b", "../a", "a\nuse b", "a \"x\""] {
            assert!(!is_pack_name(name), "{name}");
        }
    }
}
