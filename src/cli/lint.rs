//! `misrule lint`: what keeps rule files from loading, and advice about rules that load.
//!
//! What is wrong with rules is what this command was asked for, so rules that do not load are
//! findings here (exit status 1), as plans with errors are findings of `check`. Of the commands
//! that need rules for something else, rules that do not load leave nothing to do (2).

use std::path::PathBuf;

use clap::ValueEnum;

use super::load::{self, RuleArgs, Tests, Whole};
use super::{Exit, Terminal};
use crate::advise::{self, Choice};
use crate::base::Said;
use crate::diagnostic::{Diagnostic, Severity};
use crate::packs::Origin;
use crate::report::{self, Provenance};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Give only this advice, by code: `presence-only`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave this advice out
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// What makes the run fail, at or above: advice is a warning
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "warning")]
    fail_on: FailOn,
    /// How it is written [default: full on a terminal, else concise]
    #[arg(long, value_name = "FORMAT", value_enum)]
    output_format: Option<Format>,
    /// Leave out the rules that come with the tool, but for packs that a `use` names
    #[arg(long)]
    no_default_rules: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, with excerpts of the rules
    Full,
    /// A line a mistake
    Concise,
    /// For machines
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Rules that do not load
    Error,
    /// Advice too
    Warning,
    /// Nothing that can be read
    Never,
}

impl FailOn {
    fn is_met(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Never => false,
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let choice = match Choice::new(&args.select, &args.ignore) {
        Ok(choice) => choice,
        Err(unknown) => {
            for it in unknown {
                let name = it.name;
                terminal.complain(said!(
                    "misrule: there is no advice `{name}`; {hint}\n",
                    "misrule：没有名为 `{name}` 的建议；{hint}\n";
                    hint = it.hint,
                ));
            }
            return Exit::Unusable;
        }
    };
    let rules = RuleArgs {
        rules: args.paths.clone(),
        no_default_rules: args.no_default_rules,
        set: Vec::new(),
    };
    let mut loaded = match load::load(&rules, Tests::OfGiven, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    // What does not hold together is not looked into further.
    if !loaded.has_errors() {
        let advice = advise::advise(loaded.for_advice(), &choice);
        loaded.diagnostics.extend(advice);
    }
    let written = terminal.deliver(&drawn(args, &loaded, terminal));
    terminal.say(summary(&loaded.diagnostics, loaded.rules_given()));
    let fails = loaded.diagnostics.iter().any(|fault| args.fail_on.is_met(fault.severity));
    written.max(if fails { Exit::Findings } else { Exit::Clean })
}

impl Whole {
    /// How many rules stand in the files that were named, and not in the tool's own packs.
    fn rules_given(&self) -> usize {
        let given = |pack: &str| {
            self.packs.named(pack).is_some_and(|(_, pack)| pack.origin != Origin::Embedded)
        };
        self.program.rules.iter().filter(|rule| given(&rule.pack)).count()
    }

    fn for_advice(&self) -> advise::Rules<'_> {
        let Whole { packs, program, tests, sources, .. } = self;
        advise::Rules { packs, program, tests, sources }
    }
}

fn drawn(args: &Args, loaded: &Whole, terminal: &Terminal) -> String {
    let (faults, sources) = (&loaded.diagnostics, &loaded.sources);
    let usual = if terminal.stdout_is_terminal { Format::Full } else { Format::Concise };
    match args.output_format.unwrap_or(usual) {
        Format::Concise => faults
            .iter()
            .map(|fault| report::concise_diagnostic(fault, sources, terminal.language))
            .collect(),
        Format::Full => report::diagnostics(faults, sources, &terminal.style(usize::MAX, false)),
        Format::Json => {
            let provenance = Provenance {
                tool_version: env!("CARGO_PKG_VERSION"),
                language: super::version::LANGUAGE,
                program: &loaded.program,
            };
            report::faults_json(faults, sources, &provenance, terminal.language)
        }
    }
}

fn summary(faults: &[Diagnostic], rules: usize) -> Said {
    let number = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    said!(
        "Read {rules}: {errors}, {warnings}.\n",
        "读取了{rules}：{errors}、{warnings}。\n";
        rules = Said::counted(rules, "rule", "rules", "条规则"),
        errors = Said::counted(errors, "error", "errors", "处错误"),
        warnings = Said::counted(warnings, "warning", "warnings", "处警告"),
    )
}
