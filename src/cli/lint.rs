//! `misrule lint`: what keeps rule files from loading.

use std::path::PathBuf;

use clap::ValueEnum;

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::base::Said;
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
    /// How mistakes are written [default: full on a terminal, else concise]
    #[arg(long, value_name = "FORMAT", value_enum)]
    output_format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, with excerpts of the rules
    Full,
    /// A line a mistake
    Concise,
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
    let usual = if terminal.stdout_is_terminal { Format::Full } else { Format::Concise };
    let text = match args.output_format.unwrap_or(usual) {
        Format::Concise => faults
            .iter()
            .map(|fault| report::concise_diagnostic(fault, sources, terminal.language))
            .collect(),
        Format::Full => report::diagnostics(faults, sources, &terminal.style(usize::MAX, false)),
    };
    let written = terminal.deliver(&text);
    let number = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    terminal.say(said!(
        "Read {rules}: {errors}, {warnings}.\n",
        "读取了{rules}：{errors}、{warnings}。\n";
        rules = Said::counted(loaded.program.rules.len(), "rule", "rules", "条规则"),
        errors = Said::counted(errors, "error", "errors", "处错误"),
        warnings = Said::counted(warnings, "warning", "warnings", "处警告"),
    ));
    written.max(if errors > 0 { Exit::Findings } else { Exit::Clean })
}
