//! `misrule rules`.

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::report;

#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    rules: RuleArgs,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_sound(&args.rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let language = terminal.language;
    let style = terminal.style(usize::MAX, false);
    terminal.deliver(&report::rules(&loaded.program, language, &style))
}
