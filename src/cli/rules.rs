//! `misrule rules`.

use clap::ValueEnum;

use super::load::{self, RuleArgs, Tests};
use super::{Exit, Terminal};
use crate::packs::{Origin, Pack};
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
    let loaded = match load::load_sound(&args.rules, Tests::OfGiven, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let language = terminal.language;
    let style = terminal.style(usize::MAX, false);
    match args.output_format {
        Format::Full => terminal.deliver(&report::rules(&loaded.program, language, &style)),
        Format::Markdown => {
            let packs = || loaded.packs.iter().map(|(_, pack)| pack);
            let is_given = |pack: &&Pack| pack.origin != Origin::Embedded;
            let given: Vec<&Pack> = packs().filter(is_given).collect();
            let shown = if given.is_empty() { packs().collect() } else { given };
            let names: Vec<&str> = shown.iter().map(|pack| pack.name.as_str()).collect();
            let pages = Pages::new(&loaded.program, &loaded.sources);
            terminal.deliver(&report::index(&pages, &names))
        }
    }
}
