//! The command line: one file per command with its arguments and its `run`. Files, the
//! environment, the clock and the terminal live here; what a command computes is a call that a
//! user of the library can make.

mod check;
mod checking;
mod completions;
mod exit;
mod explain;
mod files;
mod fmt;
mod in_order;
mod init;
mod language;
mod lint;
mod load;
mod output;
mod plans;
mod provisions;
mod rules;
mod schema;
mod spool;
mod test;
mod version;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use exit::Exit;
pub use output::{ColorChoice, Terminal};

/// Checks regional industrial plans against rules made from policy papers.
#[derive(Parser, Debug)]
#[command(name = "misrule", version, about, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Start with `misrule init plan > plan.json` and `misrule check plan.json`.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    terminal: output::TerminalArgs,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Check plans against rules
    Check(Box<check::Args>),
    /// Check rule files: what keeps them from loading, and advice about the rules
    Lint(lint::Args),
    /// Format rule files
    Fmt(fmt::Args),
    /// List the rules
    Rules(rules::Args),
    /// List the provisions, with the rules and tests that answer to each
    Provisions(provisions::Args),
    /// Show all there is to know of a rule, a provision, a parameter, a record, an error code, …
    Explain(explain::Args),
    /// Print the JSON Schema of plan files
    Schema(schema::Args),
    /// A start with notes: a plan to print, a pack to write
    Init(init::Args),
    /// Run the tests in rule files
    Test(test::Args),
    /// Print a script that completes commands and flags in a shell
    Completions(completions::Args),
    /// Print the version of the tool and of the rules that come with it
    Version,
}

/// Runs the command line of the process.
pub fn main() -> ExitCode {
    exit::report_panics();
    let cli = Cli::parse();
    let terminal = Terminal::new(&cli.terminal);
    let exit = match cli.command {
        Command::Check(args) => check::run(&args, &terminal),
        Command::Lint(args) => lint::run(&args, &terminal),
        Command::Fmt(args) => fmt::run(&args, &terminal),
        Command::Rules(args) => rules::run(&args, &terminal),
        Command::Provisions(args) => provisions::run(&args, &terminal),
        Command::Explain(args) => explain::run(&args, &terminal),
        Command::Schema(args) => schema::run(&args, &terminal),
        Command::Init(args) => init::run(&args, &terminal),
        Command::Test(args) => test::run(&args, &terminal),
        Command::Completions(args) => completions::run(&args, &terminal),
        Command::Version => version::run(&terminal),
    };
    exit.into()
}

/// The command line as clap knows it.
fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
