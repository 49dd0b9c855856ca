//! Rules from files: which ones, and what is said where they do not load.

use std::path::{Path, PathBuf};

use super::files::{self, FileError};
use super::{Exit, Terminal};
use crate::base::Sources;
use crate::declare;
use crate::diagnostic::{Diagnostic, Severity};
use crate::packs::{Origin, Packs};
use crate::program::Program;
use crate::report;
use crate::typecheck::{self, TestCase};

/// Which rules there are.
#[derive(clap::Args, Debug, Default)]
pub struct RuleArgs {
    /// Rule files, or folders of them, beside the rules that come with the tool
    #[arg(short, long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Leave out the rules that come with the tool, but for packs that a `use` names
    #[arg(long)]
    pub no_default_rules: bool,
    /// Set a parameter: `--set priority_limit=10`
    #[arg(long, value_name = "PARAMETER=VALUE", value_parser = assignment)]
    pub set: Vec<(String, String)>,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write PARAMETER=VALUE, such as priority_limit=10".to_owned()),
    }
}

/// Whose tests a command has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tests {
    /// Those of the rule files given: a test that is wrong does not load.
    OfGiven,
    /// Those of the packs that come with the tool too.
    All,
}

/// Rules as they run.
pub struct Loaded {
    pub program: Program,
    pub sources: Sources,
    /// The packs that were given, by name.
    pub given: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What the rule files make, with all that is written in them.
pub struct Whole {
    pub packs: Packs,
    pub program: Program,
    pub tests: Vec<TestCase>,
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    pub fn has_errors(&self) -> bool {
        any_error(&self.diagnostics)
    }
}

impl Whole {
    pub fn has_errors(&self) -> bool {
        any_error(&self.diagnostics)
    }
}

fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|it| it.severity == Severity::Error)
}

/// Loads rules; what is wrong with them is in the result. Files that cannot be read at all end
/// the run, once each has been named.
pub fn load(args: &RuleArgs, tests: Tests, terminal: &Terminal) -> Result<Whole, Exit> {
    let mut files = Vec::new();
    let mut unread = false;
    for path in &args.rules {
        match files::rule_files(path) {
            Ok(found) => files.extend(found),
            Err(errors) => {
                unread = true;
                complain_of(&errors, terminal);
            }
        }
    }
    if unread {
        return Err(Exit::Unusable);
    }
    let load = match tests {
        Tests::All => Packs::load,
        Tests::OfGiven => Packs::load_untested,
    };
    let (packs, sources, mut diagnostics) = load(files, !args.no_default_rules, &beside);
    for (_, pack) in packs.iter().filter(|(_, it)| it.origin == Origin::InPlaceOfEmbedded) {
        let name = &pack.name;
        terminal.say(said!(
            "The pack `{name}` given stands in the place of the tool's own.\n",
            "所给规则包 `{name}` 取代了自带的同名规则包。\n"
        ));
    }
    let (model, of_model) = declare::build(&packs, &sources);
    diagnostics.extend(of_model);
    let (program, tests, of_rules) = typecheck::compile(&packs, model, &args.set);
    diagnostics.extend(of_rules);
    Ok(Whole { packs, program, tests, sources, diagnostics })
}

/// Loads rules with all that is written in them: errors are shown and end the run.
pub fn load_whole(args: &RuleArgs, tests: Tests, terminal: &Terminal) -> Result<Whole, Exit> {
    let whole = load(args, tests, terminal)?;
    if whole.has_errors() {
        complain_of_rules(&whole.diagnostics, &whole.sources, terminal);
        return Err(Exit::Unusable);
    }
    Ok(whole)
}

/// Loads rules to run them or to speak of them; what is wrong with them is in the result.
pub fn load_rules(args: &RuleArgs, terminal: &Terminal) -> Result<Loaded, Exit> {
    if args.rules.is_empty() && !args.no_default_rules {
        let (program, sources, diagnostics) = typecheck::embedded(&args.set);
        return Ok(Loaded { program, sources, given: Vec::new(), diagnostics });
    }
    let whole = load(args, Tests::OfGiven, terminal)?;
    let Whole { packs, program, sources, diagnostics, .. } = whole;
    let given = packs.iter().filter(|(_, pack)| pack.origin != Origin::Embedded);
    let given = given.map(|(_, pack)| pack.name.clone()).collect();
    Ok(Loaded { program, sources, given, diagnostics })
}

/// Loads rules that must be sound: errors are shown and end the run.
pub fn load_sound(args: &RuleArgs, terminal: &Terminal) -> Result<Loaded, Exit> {
    let loaded = load_rules(args, terminal)?;
    if loaded.has_errors() {
        complain_of_rules(&loaded.diagnostics, &loaded.sources, terminal);
        return Err(Exit::Unusable);
    }
    Ok(loaded)
}

/// Shows what is wrong with rules that do not load.
pub fn complain_of_rules(diagnostics: &[Diagnostic], sources: &Sources, terminal: &Terminal) {
    terminal.show(&report::diagnostics(diagnostics, sources, &terminal.error_style()));
    terminal.complain(said!(
        "The rules do not load; nothing was run.\n",
        "规则无法载入；没有运行任何内容。\n"
    ));
}

/// The text of a file that stands beside a rule file.
fn beside(rule_file: &str, wanted: &str) -> Option<String> {
    let path = Path::new(rule_file).parent()?.join(wanted);
    files::text(&path).ok()
}

/// Says that nothing is there to be done with a path.
pub fn complain_of(errors: &[FileError], terminal: &Terminal) {
    for error in errors {
        let why = error.said();
        terminal.complain(said!("misrule: {why}\n", "misrule：{why}\n"; why));
    }
}
