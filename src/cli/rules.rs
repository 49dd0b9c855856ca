//! `misrule rules`.

use clap::ValueEnum;

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::report::{self, Pages};

#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    rules: RuleArgs,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "full")]
    output_format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Full,
    /// As Markdown: an index of the pages that `misrule explain RULE --output-format markdown`
    /// writes, by aspect and by section of the sources; of the packs given, or of all
    Markdown,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let language = terminal.language;
    let style = terminal.style(usize::MAX, false);
    match args.output_format {
        Format::Full => terminal.deliver(&report::rules(&loaded.program, language, &style)),
        Format::Markdown => {
            let all = loaded.program.packs.iter().map(|pack| &pack.name);
            let names: Vec<&str> = match loaded.given.as_slice() {
                [] => all.map(String::as_str).collect(),
                given => given.iter().map(String::as_str).collect(),
            };
            let pages = Pages::new(&loaded.program, &loaded.sources);
            terminal.deliver(&report::index(&pages, &names))
        }
    }
}
