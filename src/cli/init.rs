//! `misrule init`.

use clap::ValueEnum;

use super::{Exit, Terminal};

/// A small plan with notes, and with something to find.
const PLAN: &str = include_str!("start.json");

#[derive(clap::Args, Debug)]
pub struct Args {
    /// What to start
    #[arg(value_enum)]
    what: Start,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Start {
    /// A small plan with notes, to be written to a file
    Plan,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    match args.what {
        Start::Plan => terminal.deliver(PLAN),
    }
}
