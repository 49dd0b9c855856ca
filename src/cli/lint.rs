//! `misrule lint`: what keeps rule files from loading.

use std::path::PathBuf;

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::diagnostic::Severity;
use crate::report;

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Leave out the rules that come with the tool, but for packs that a `use` names
    #[arg(long)]
    no_default_rules: bool,
    /// A line a mistake
    #[arg(long)]
    concise: bool,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let rules = RuleArgs {
        rules: args.paths.clone(),
        no_default_rules: args.no_default_rules,
        set: Vec::new(),
    };
    let loaded = match load::load(&rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let (faults, sources) = (&loaded.diagnostics, &loaded.sources);
    let text = match args.concise || !terminal.stdout_is_terminal {
        true => faults.iter().map(|fault| report::concise_diagnostic(fault, sources)).collect(),
        false => report::diagnostics(faults, sources, &terminal.style(usize::MAX, false)),
    };
    let written = terminal.deliver(&text);
    let number = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    terminal.say(&format!(
        "Read {}: {}, {}.\n",
        report::count(loaded.program.rules.len(), "rule", "rules"),
        report::count(errors, "error", "errors"),
        report::count(warnings, "warning", "warnings"),
    ));
    written.max(if errors > 0 { Exit::Findings } else { Exit::Clean })
}
