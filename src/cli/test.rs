//! `misrule test`.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;

use super::load::{self, RuleArgs, Tests, Whole};
use super::{Exit, Terminal};
use crate::assess::fits;
use crate::base::Said;
use crate::packs::Origin;
use crate::program::RuleId;
use crate::report::{self, Rulebook};
use crate::testing::{self, CaseResult, Coverage, Suite};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Run only the tests whose name holds this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Say which conditions of rules no test shows true, false or unknown
    #[arg(long)]
    coverage: bool,
    /// Fail where tests show less than this share of what conditions can be, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    coverage_threshold: Option<usize>,
    /// Change the rules in one place at a time, and say which changes no test notices
    #[arg(long)]
    mutate: bool,
    /// Fail where tests notice less than this share of the changes, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    mutation_threshold: Option<usize>,
    /// For coverage and changes, look at these rules only: a name, `pack/name`, `pack/*`, `aspect:green`
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
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

fn percent(text: &str) -> Result<usize, String> {
    let number = text.trim().trim_end_matches('%').trim().parse().ok();
    number
        .filter(|number| *number <= 100)
        .ok_or_else(|| "write a whole number from 0 to 100".to_owned())
}

#[allow(clippy::disallowed_methods, reason = "the clock is read in cli/ only")]
pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let rules = RuleArgs {
        rules: args.paths.clone(),
        no_default_rules: args.no_default_rules,
        set: Vec::new(),
    };
    let loaded = match load::load_whole(&rules, Tests::OfGiven, terminal) {
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
    let asked = match rules_asked(args, &loaded, &suite, &given) {
        Ok(asked) => asked,
        Err(unknown) => {
            terminal.complain(said!(
                "misrule: no rule with a test fits `{unknown}`\n",
                "misrule：没有带测试的规则与 `{unknown}` 相符\n"
            ));
            return Exit::Unusable;
        }
    };
    let start = Instant::now();
    let program = &loaded.program;
    let results = testing::run(program, &suite, terminal.language, &|| start.elapsed());
    let coverage = (args.coverage || args.coverage_threshold.is_some())
        .then(|| testing::coverage(program, &suite, &loaded.sources, &asked));
    let failed = results.iter().filter(|result| !result.failures.is_empty()).count();
    let mut sound = failed == 0;
    let are_all = args.select.is_empty() && args.filter.is_none();
    // A test that fails anyhow notices nothing.
    let mutation = ((args.mutate || args.mutation_threshold.is_some()) && sound)
        .then(|| testing::mutate(program, &suite, &loaded.sources, &asked, are_all));
    let found = Rulebook { coverage: coverage.as_ref(), mutation: mutation.as_ref() };
    let written = write(args, &results, found, &loaded, terminal);
    terminal.say(summary(results.len() - failed, failed));
    if let Some(share) = coverage.as_ref().map(Coverage::share) {
        terminal.say(report::coverage_summary(share));
        let least = args.coverage_threshold.unwrap_or(0);
        sound &= share.seen * 100 >= share.of * least;
    }
    if let Some(mutation) = &mutation {
        terminal.say(report::mutation_summary(mutation));
        let score = mutation.score();
        let least = args.mutation_threshold.unwrap_or(0);
        sound &= score.noticed * 100 >= score.of * least;
    } else if args.mutate || args.mutation_threshold.is_some() {
        terminal.say(said!(
            "Rules are changed once all tests hold.\n",
            "所有测试都通过之后，才会改动规则。\n"
        ));
    }
    written.max(if sound { Exit::Clean } else { Exit::Findings })
}

/// The rules whose tests are looked at: of the packs given, those that `--select` fits; where tests
/// are chosen by name, those that these tests name. `Err` is a pattern that fits none.
fn rules_asked(
    args: &Args,
    loaded: &Whole,
    suite: &Suite,
    given: &dyn Fn(&str) -> bool,
) -> Result<Vec<RuleId>, String> {
    let numbered = (0..).map(RuleId).zip(&loaded.program.rules);
    let in_reach = numbered.filter(|(id, rule)| {
        given(&rule.pack) && (args.filter.is_none() || suite.number_of_tests(*id) > 0)
    });
    let in_reach: Vec<_> = in_reach.collect();
    let unknown = args.select.iter().find(|it| !in_reach.iter().any(|(_, rule)| fits(it, rule)));
    if let Some(unknown) = unknown {
        return Err(unknown.clone());
    }
    let wanted =
        |rule| args.select.is_empty() || args.select.iter().any(|pattern| fits(pattern, rule));
    Ok(in_reach.into_iter().filter(|(_, rule)| wanted(rule)).map(|(id, _)| id).collect())
}

fn summary(passed: usize, failed: usize) -> Said {
    let passed = Said::counted(passed, "test passed", "tests passed", "个测试通过");
    let fell = Said::counted(failed, "test failed", "tests failed", "个测试未通过");
    match failed {
        0 => said!("{passed}.\n", "{passed}。\n"; passed),
        _ => said!("{fell}, {passed}.\n", "{fell}，{passed}。\n"; fell, passed),
    }
}

fn write(
    args: &Args,
    results: &[CaseResult],
    found: Rulebook,
    loaded: &Whole,
    terminal: &Terminal,
) -> Exit {
    let to_terminal = terminal.stdout_is_terminal && args.output_file.is_none();
    let (sources, language) = (&loaded.sources, terminal.language);
    let usual = if to_terminal { Format::Full } else { Format::Concise };
    let text = match args.output_format.unwrap_or(usual) {
        Format::Full => {
            let style = terminal.style(usize::MAX, args.output_file.is_some());
            let mut text = report::tests_full(results, sources, &style);
            text.extend(found.coverage.map(|it| report::coverage_full(it, sources, &style)));
            text.extend(found.mutation.map(|it| report::mutation_full(it, sources, &style)));
            text
        }
        Format::Concise => {
            let mut text = report::tests_concise(results, sources, language);
            text.extend(found.coverage.map(|it| report::coverage_concise(it, sources, language)));
            text.extend(found.mutation.map(|it| report::mutation_concise(it, sources, language)));
            text
        }
        Format::Json => report::tests_json(results, found, sources, language),
        Format::Junit => report::tests_junit(results, sources, language),
    };
    terminal.deliver_to(args.output_file.as_deref(), &text)
}
