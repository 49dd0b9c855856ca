//! `misrule provisions`: what the rules make of the papers they are from.

use std::path::PathBuf;

use clap::ValueEnum;

use super::load::{self, RuleArgs, Tests};
use super::{Exit, Terminal};
use crate::program::{self, RuleId, Status};
use crate::report::{self, Ledger};
use crate::testing::names;

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Show only provisions of these
    #[arg(long, value_name = "STATUS", value_enum, value_delimiter = ',')]
    status: Vec<Wanted>,
    /// How they are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    output_format: Format,
    /// Write them to a file
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// A line a provision, for spreadsheets
    Csv,
    /// A table, for documents
    Markdown,
    /// For machines
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Rules answer to it
    Covered,
    /// Rules answer to what plans can show of it
    Partly,
    /// No rule answers to it, though plans could show it
    NotYet,
    /// No plan can show it
    NotCheckable,
}

impl Wanted {
    fn is(self, status: Status) -> bool {
        self == match status {
            Status::Covered => Wanted::Covered,
            Status::Partly => Wanted::Partly,
            Status::NotYet => Wanted::NotYet,
            Status::NotCheckable => Wanted::NotCheckable,
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let loaded = match load::load_whole(&args.rules, Tests::All, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let mut standings = program::standings(&loaded.program);
    let number = |status| standings.iter().filter(|it| it.status == status).count();
    let counts = Status::ALL.map(number);
    standings.retain(|it| {
        args.status.is_empty() || args.status.iter().any(|wanted| wanted.is(it.status))
    });
    let rules = (0..).map(RuleId).zip(&loaded.program.rules);
    let number_of_tests = |id| loaded.tests.iter().filter(|test| names(test, id)).count();
    let tests: Vec<usize> = rules.map(|(id, _)| number_of_tests(id)).collect();
    let ledger = Ledger { program: &loaded.program, standings, tests: &tests, counts };
    let language = terminal.language;
    let text = match args.output_format {
        Format::Table => {
            let style = terminal.style(usize::MAX, args.output_file.is_some());
            report::provisions_table(&ledger, &style)
        }
        Format::Csv => report::provisions_csv(&ledger, language),
        Format::Markdown => report::provisions_markdown(&ledger, language),
        Format::Json => report::provisions_json(&ledger, language),
    };
    let written = terminal.deliver_to(args.output_file.as_deref(), &text);
    let summary = report::provisions_summary(counts);
    terminal.say(said!("{summary}.\n", "{summary}。\n"; summary));
    written
}
