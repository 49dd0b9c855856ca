//! `misrule test`.

use std::path::PathBuf;

use super::load::{self, RuleArgs};
use super::{Exit, Terminal};
use crate::base::Said;
use crate::diagnostic::Diagnostic;
use crate::packs::Origin;
use crate::report;
use crate::testing::{self, CaseResult};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Run only the tests whose name holds this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Leave out the rules that come with the tool, but for packs that a `use` names
    #[arg(long)]
    no_default_rules: bool,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let rules = RuleArgs {
        rules: args.paths.clone(),
        no_default_rules: args.no_default_rules,
        set: Vec::new(),
    };
    let loaded = match load::load_sound(&rules, terminal) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let given = |pack: &str| {
        loaded.packs.named(pack).is_some_and(|(_, pack)| pack.origin != Origin::Embedded)
    };
    let wanted = |name: &str| args.filter.as_ref().is_none_or(|text| name.contains(text.as_str()));
    let results: Vec<CaseResult> = loaded
        .tests
        .iter()
        .filter(|case| given(&case.pack) && wanted(&case.name))
        .map(|case| testing::run(&loaded.program, &loaded.packs, &loaded.sources, case))
        .collect();
    if results.is_empty() {
        terminal.complain(said!(
            "misrule: no test was found; a test is an item `test NAME …`\n",
            "misrule：没有找到测试；测试是以 `test NAME …` 开头的条目\n"
        ));
        return Exit::Unusable;
    }
    let failures: Vec<Diagnostic> = results
        .iter()
        .flat_map(|result| result.failures.iter().map(|failure| failure.diagnostic(&result.name)))
        .collect();
    let style = terminal.style(usize::MAX, false);
    let written = terminal.deliver(&report::diagnostics(&failures, &loaded.sources, &style));
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    let passed = results.len() - failed;
    let passed = Said::counted(passed, "test passed", "tests passed", "个测试通过");
    let failures = Said::counted(failed, "test failed", "tests failed", "个测试未通过");
    terminal.say(match failed {
        0 => said!("{passed}.\n", "{passed}。\n"; passed),
        _ => said!("{failures}, {passed}.\n", "{failures}，{passed}。\n"; failures, passed),
    });
    written.max(if failed == 0 { Exit::Clean } else { Exit::Findings })
}
