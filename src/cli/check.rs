//! `misrule check`.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;

use super::load::{self, Loaded, RuleArgs};
use super::plans::{Collector, Plans};
use super::{Exit, Terminal};
use crate::assess::{
    self, Assessment, Choice, Level, NoSuchRule, Portfolio, Request, Selection, Threshold,
};
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Program, RuleId};
use crate::report::{self, Provenance};

/// Findings drawn in full unless told otherwise.
const MOST_DIAGNOSTICS: usize = 100;

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Plan files or folders of them; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// What standard input is called
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
    /// The plans given are a whole portfolio
    #[arg(long)]
    portfolio: bool,
    #[command(flatten)]
    rules: RuleArgs,
    /// Run only these rules: a name, `pack/name`, `pack/*`, `aspect:green`
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// What a rule's violations count as: error, warning, note or off
    #[arg(long, value_name = "RULE=LEVEL", value_parser = level)]
    level: Vec<(String, Level)>,
    /// What makes the run fail: error, warning, note (at or above), undetermined, or never
    #[arg(long, value_name = "LIST", default_value = "error", value_parser = threshold)]
    fail_on: Threshold,
    /// How findings are written [default: full on a terminal, else concise]
    #[arg(long, value_name = "FORMAT", value_enum)]
    output_format: Option<Format>,
    /// Write findings to a file
    #[arg(short, long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// List satisfied, excepted and inapplicable verdicts too
    #[arg(long)]
    show_satisfied: bool,
    /// Violations drawn in full before the rest is counted
    #[arg(long, value_name = "NUMBER", default_value_t = MOST_DIAGNOSTICS)]
    max_diagnostics: usize,
    /// Threads [default: one a core]
    #[arg(short, long, value_name = "NUMBER", value_parser = threads)]
    jobs: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn, with excerpts of the plans
    Full,
    /// A line a finding
    Concise,
    /// For machines
    Json,
}

fn level(text: &str) -> Result<(String, Level), String> {
    let help = || format!("write RULE=LEVEL, where LEVEL is {}", Level::NAMES.join(", "));
    let (rule, name) = text.split_once('=').ok_or_else(help)?;
    let level = Level::from_name(name.trim()).ok_or_else(help)?;
    Ok((rule.trim().to_owned(), level))
}

fn threshold(text: &str) -> Result<Threshold, String> {
    Threshold::parse(text).map_err(|word| {
        format!(
            "`{word}` is none of error, warning, note, undetermined, never (which stands alone)"
        )
    })
}

#[allow(clippy::disallowed_methods, reason = "the clock is read in cli/ only")]
pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let start = Instant::now();
    match checked(args, terminal) {
        Ok((assessment, loaded, plans)) => {
            let written = write(args, &assessment, &loaded, terminal);
            let summary = report::summary(&assessment, start.elapsed(), terminal.verbose);
            terminal.say(summary);
            if plans.skipped > 0 {
                terminal.say(skipped(&plans, &loaded));
            }
            written.max(outcome(args, &assessment, &plans, terminal))
        }
        Err(faults) => {
            if args.output_format == Some(Format::Json) {
                write_faults(args, faults, terminal);
            }
            Exit::Unusable
        }
    }
}

/// Why nothing was checked; all of it has been said on standard error.
#[derive(Default)]
struct Stopped {
    /// What the faults speak of.
    loaded: Option<Box<Loaded>>,
    faults: Vec<Diagnostic>,
}

impl Stopped {
    /// Says why, and keeps it for the report.
    fn because(why: impl IntoIterator<Item = Said>, terminal: &Terminal) -> Stopped {
        let fault = |why: Said| {
            terminal.complain(said!("misrule: {why}\n", "misrule：{why}\n"; why = why.clone()));
            Diagnostic::error(Code::NothingChecked, why)
        };
        Stopped { loaded: None, faults: why.into_iter().map(fault).collect() }
    }

    fn of(self, loaded: Loaded) -> Stopped {
        Stopped { loaded: Some(Box::new(loaded)), ..self }
    }
}

/// A report for machines that says why there are no verdicts in it.
fn write_faults(args: &Args, Stopped { loaded, faults }: Stopped, terminal: &Terminal) {
    let none = || {
        let args = RuleArgs { no_default_rules: true, ..RuleArgs::default() };
        load::load_rules(&args, terminal)
    };
    let Some(loaded) = loaded.or_else(|| none().ok().map(Box::new)) else { return };
    let assessment =
        Assessment { language: terminal.language, diagnostics: faults, ..Assessment::default() };
    write(args, &assessment, &loaded, terminal);
}

fn checked(args: &Args, terminal: &Terminal) -> Result<(Assessment, Loaded, Plans), Stopped> {
    let loaded = load::load_rules(&args.rules, terminal).map_err(|_| {
        let why = said!("the rules cannot be read", "无法读取规则");
        Stopped { loaded: None, faults: vec![Diagnostic::error(Code::NothingChecked, why)] }
    })?;
    if loaded.has_errors() {
        load::complain_of_rules(&loaded.diagnostics, &loaded.sources, terminal);
        let faults = loaded.diagnostics.clone();
        return Err(Stopped { loaded: Some(Box::new(loaded)), faults });
    }
    run_all(args, loaded, terminal)
}

fn run_all(
    args: &Args,
    mut loaded: Loaded,
    terminal: &Terminal,
) -> Result<(Assessment, Loaded, Plans), Stopped> {
    let choice = Choice {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        level: args.level.clone(),
    };
    let selection = match Selection::new(&loaded.program, &choice) {
        Ok(selection) => selection,
        Err(unknown) => {
            return Err(Stopped::because(unknown.iter().map(no_such_rule), terminal).of(loaded));
        }
    };
    for (old, now) in &selection.renamed {
        terminal
            .say(said!("`{old}` is the old name of `{now}`.\n", "`{old}` 是 `{now}` 的旧名。\n"));
    }
    if selection.rules.is_empty() {
        let why = match selection.disabled.as_slice() {
            [first, ..] => only_disabled(&loaded.program, *first),
            [] => said!(
                "no rule is left to check; see `misrule rules`",
                "没有可检查的规则；请看 `misrule rules`"
            ),
        };
        return Err(Stopped::because([why], terminal).of(loaded));
    }
    let Loaded { program, sources, .. } = &mut loaded;
    let mut plans = Collector::new(program, sources, &args.stdin_filename).collect(&args.paths);
    load::complain_of(&plans.unread, terminal);
    let portfolio = match (plans.manifests.as_slice(), args.portfolio) {
        ([], false) => Portfolio::None,
        ([], true) => Portfolio::Whole,
        ([one], _) => Portfolio::Manifest(*one),
        ([first, second, ..], _) => {
            let (first, second) = (loaded.sources.name(*first), loaded.sources.name(*second));
            let why = said!(
                "two portfolios at once: `{first}` and `{second}`; check them one by one",
                "同时给出了两个规划集 `{first}` 与 `{second}`；请逐个检查"
            );
            return Err(Stopped::because([why], terminal).of(loaded));
        }
    };
    let unread = plans.unread.iter().map(|it| Diagnostic::error(Code::NothingChecked, it.said()));
    let unread: Vec<Diagnostic> = unread.collect();
    if plans.files.is_empty() {
        let faults = std::mem::take(&mut plans.diagnostics);
        terminal.show(&report::diagnostics(&faults, &loaded.sources, &terminal.error_style()));
        let none = said!("no plan was found", "没有找到规划");
        let mut stopped = Stopped::because([none], terminal);
        if plans.skipped > 0 {
            terminal.complain(skipped(&plans, &loaded));
        }
        stopped.faults.splice(0..0, faults.into_iter().chain(unread));
        return Err(stopped.of(loaded));
    }
    let request = Request {
        program: &loaded.program,
        sources: &loaded.sources,
        plans: &plans.files,
        portfolio,
        selection: &selection,
        language: terminal.language,
        everything: args.show_satisfied,
    };
    let assessment = in_threads(args.jobs, || assess::check(&request), terminal);
    let mut assessment = match assessment {
        Ok(assessment) => assessment,
        Err(stopped) => return Err(stopped.of(loaded)),
    };
    let mut before = std::mem::take(&mut plans.diagnostics);
    // Elsewhere it stands on standard error.
    if args.output_format == Some(Format::Json) {
        before.extend(unread);
    }
    assessment.diagnostics.splice(0..0, before);
    Ok((assessment, loaded, plans))
}

/// A number of threads: one at least.
fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a number of threads is 1 or more".to_owned()),
    }
}

fn in_threads<T: Send>(
    jobs: Option<usize>,
    run: impl FnOnce() -> T + Send,
    terminal: &Terminal,
) -> Result<T, Stopped> {
    let Some(jobs) = jobs else { return Ok(run()) };
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => Ok(pool.install(run)),
        Err(error) => {
            let why =
                said!("cannot start {jobs} threads: {error}", "无法启动{jobs}个线程：{error}");
            Err(Stopped::because([why], terminal))
        }
    }
}

/// What is asked for, a pack has taken out.
fn only_disabled(program: &Program, rule: RuleId) -> Said {
    let disabled = program.rule(rule).and_then(|rule| rule.disabled.as_ref());
    let (name, by) = disabled.map_or(("", ""), |it| (it.name.as_str(), it.by.as_str()));
    said!(
        "no rule is left to check: `{name}` is disabled by the pack `{by}`",
        "没有可检查的规则：`{name}` 已被规则包 `{by}` 停用"
    )
}

fn no_such_rule(unknown: &NoSuchRule) -> Said {
    let pattern = &unknown.pattern;
    match &unknown.near {
        Some(near) => said!(
            "no rule is named `{pattern}`; did you mean `{near}`?",
            "没有名为 `{pattern}` 的规则；是否指 `{near}`？"
        ),
        None => said!(
            "no rule is named `{pattern}`; `misrule rules` lists them",
            "没有名为 `{pattern}` 的规则；`misrule rules` 列出全部"
        ),
    }
}

fn skipped(plans: &Plans, loaded: &Loaded) -> Said {
    let files = Said::counted(plans.skipped, "JSON file", "JSON files", "个JSON文件");
    let format = loaded.program.model.plan_format.as_deref().unwrap_or("");
    said!(
        "Skipped {files} without `\"format\": \"{format}\"`.\n",
        "跳过了{files}：没有写明 `\"format\": \"{format}\"`。\n";
        files
    )
}

fn write(args: &Args, assessment: &Assessment, loaded: &Loaded, terminal: &Terminal) -> Exit {
    let to_terminal = terminal.stdout_is_terminal && args.output_file.is_none();
    let default = if to_terminal { Format::Full } else { Format::Concise };
    let sources = &loaded.sources;
    let text = match args.output_format.unwrap_or(default) {
        Format::Full => {
            let style = terminal.style(args.max_diagnostics, args.output_file.is_some());
            report::full(assessment, sources, &style)
        }
        Format::Concise => report::concise(assessment, sources),
        Format::Json => {
            let provenance = Provenance {
                tool_version: env!("CARGO_PKG_VERSION"),
                language: super::version::LANGUAGE,
                program: &loaded.program,
            };
            report::json(assessment, sources, &provenance)
        }
    };
    terminal.deliver_to(args.output_file.as_deref(), &text)
}

/// How the run ends: what could not be read outweighs what was found.
fn outcome(args: &Args, assessment: &Assessment, plans: &Plans, terminal: &Terminal) -> Exit {
    let not_run = assessment.not_run as usize == assessment.rules_selected;
    if not_run {
        terminal.complain(said!(
            "misrule: only portfolio rules were asked for, and no portfolio was given \
             (--portfolio, or a manifest)\n",
            "misrule：只选了规划集规则，却没有给出规划集（用 --portfolio，或给出清单文件）\n"
        ));
    }
    if not_run || !plans.unread.is_empty() || plans.faulty > 0 || assessment.no_plan > 0 {
        Exit::Unusable
    } else if args.fail_on.is_met(assessment) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
