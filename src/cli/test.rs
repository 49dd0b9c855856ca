//! `misrule test`.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;

use super::load::{self, Loaded, RuleArgs};
use super::{Exit, Terminal};
use crate::base::Said;
use crate::packs::Origin;
use crate::report;
use crate::testing::{self, CaseResult, Suite};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Run only the tests whose name holds this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How tests that fail are written [default: full on a terminal, else concise]
    #[arg(long, value_name = "FORMAT", value_enum)]
    output_format: Option<Format>,
    /// Write them to a file
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Leave out the rules that come with the tool, but for packs that a `use` names
    #[arg(long)]
    no_default_rules: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, with the steps by which the verdict came about
    Full,
    /// A line a failure
    Concise,
    /// All tests, for machines
    Json,
    /// All tests, for build servers
    Junit,
}

#[allow(clippy::disallowed_methods, reason = "the clock is read in cli/ only")]
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
    let asked = loaded.tests.iter().filter(|case| given(&case.pack) && wanted(&case.name));
    let suite = Suite::new(&loaded.program, &loaded.packs, &loaded.sources, asked.collect());
    if suite.is_empty() {
        terminal.complain(said!(
            "misrule: no test was found; a test is an item `test NAME …`\n",
            "misrule：没有找到测试；测试是以 `test NAME …` 开头的条目\n"
        ));
        return Exit::Unusable;
    }
    let start = Instant::now();
    let results = testing::run(&loaded.program, &suite, terminal.language, &|| start.elapsed());
    let written = write(args, &results, &loaded, terminal);
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    terminal.say(summary(results.len() - failed, failed));
    written.max(if failed == 0 { Exit::Clean } else { Exit::Findings })
}

fn summary(passed: usize, failed: usize) -> Said {
    let passed = Said::counted(passed, "test passed", "tests passed", "个测试通过");
    let fell = Said::counted(failed, "test failed", "tests failed", "个测试未通过");
    match failed {
        0 => said!("{passed}.\n", "{passed}。\n"; passed),
        _ => said!("{fell}, {passed}.\n", "{fell}，{passed}。\n"; fell, passed),
    }
}

fn write(args: &Args, results: &[CaseResult], loaded: &Loaded, terminal: &Terminal) -> Exit {
    let to_terminal = terminal.stdout_is_terminal && args.output_file.is_none();
    let sources = &loaded.sources;
    let usual = if to_terminal { Format::Full } else { Format::Concise };
    let text = match args.output_format.unwrap_or(usual) {
        Format::Full => {
            let style = terminal.style(usize::MAX, args.output_file.is_some());
            report::tests_full(results, sources, &style)
        }
        Format::Concise => report::tests_concise(results, sources, terminal.language),
        Format::Json => report::tests_json(results, sources, terminal.language),
        Format::Junit => report::tests_junit(results, sources, terminal.language),
    };
    terminal.deliver_to(args.output_file.as_deref(), &text)
}
