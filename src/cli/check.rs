//! `misrule check`.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;

use super::checking::{self, Failed, Outcome, Setting};
use super::in_order::all_cores;
use super::load::{self, Loaded, RuleArgs};
use super::{Exit, Terminal, plans};
use crate::assess::{Assessment, Choice, Found, Level, NoSuchRule, Selection, Threshold, Totals};
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Program, RuleId};
use crate::report::{self, Form, Provenance};

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
    let (mut outcome, loaded) = match checked(args, terminal) {
        Ok(checked) => checked,
        Err(stopped) => {
            if args.output_format == Some(Format::Json) {
                write_faults(args, stopped, terminal);
            }
            return Exit::Unusable;
        }
    };
    load::complain_of(&outcome.unread, terminal);
    let any_plan = outcome.totals.plans > 0;
    if !any_plan {
        terminal.show(&outcome.complaints);
        terminal.complain(to_complain(&checking::no_plan()));
    }
    let written = match any_plan || args.output_format == Some(Format::Json) {
        true => {
            let file = args.output_file.as_deref();
            terminal.deliver_by(file, &mut |out| outcome.report.write_to(out))
        }
        false => Exit::Clean,
    };
    match any_plan {
        true => {
            terminal.say(report::summary(&outcome.totals, start.elapsed(), terminal.verbose));
            if outcome.skipped > 0 {
                terminal.say(skipped(&outcome, &loaded));
            }
            written.max(exit(args, &outcome, terminal))
        }
        false => {
            if outcome.skipped > 0 {
                terminal.complain(skipped(&outcome, &loaded));
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
            terminal.complain(to_complain(&why));
            Diagnostic::error(Code::NothingChecked, why)
        };
        Stopped { loaded: None, faults: why.into_iter().map(fault).collect() }
    }

    fn of(self, loaded: Loaded) -> Stopped {
        Stopped { loaded: Some(Box::new(loaded)), ..self }
    }
}

fn to_complain(why: &Said) -> Said {
    said!("misrule: {why}\n", "misrule：{why}\n"; why)
}

/// A report for machines that says why there are no verdicts in it.
fn write_faults(args: &Args, Stopped { loaded, faults }: Stopped, terminal: &Terminal) {
    let none = || {
        let args = RuleArgs { no_default_rules: true, ..RuleArgs::default() };
        load::load_rules(&args, terminal)
    };
    let Some(loaded) = loaded.or_else(|| none().ok().map(Box::new)) else { return };
    let language = terminal.language;
    let found = Found { language, diagnostics: faults, ..Found::default() };
    let totals = Totals { language, ..Totals::default() };
    let form = form(args, &loaded, terminal);
    let text = report::whole(&form, &Assessment { found, totals }, &loaded.sources);
    terminal.deliver_to(args.output_file.as_deref(), &text);
}

fn checked(args: &Args, terminal: &Terminal) -> Result<(Outcome, Loaded), Stopped> {
    let loaded = load::load_rules(&args.rules, terminal).map_err(|_| {
        let why = said!("the rules cannot be read", "无法读取规则");
        Stopped { loaded: None, faults: vec![Diagnostic::error(Code::NothingChecked, why)] }
    })?;
    if loaded.has_errors() {
        load::complain_of_rules(&loaded.diagnostics, &loaded.sources, terminal);
        let faults = loaded.diagnostics.clone();
        return Err(Stopped { loaded: Some(Box::new(loaded)), faults });
    }
    match run_all(args, &loaded, terminal) {
        Ok(outcome) => Ok((outcome, loaded)),
        Err(stopped) => Err(stopped.of(loaded)),
    }
}

fn run_all(args: &Args, loaded: &Loaded, terminal: &Terminal) -> Result<Outcome, Stopped> {
    let selection = selected(args, loaded, terminal)?;
    let setting = Setting {
        program: &loaded.program,
        sources: &loaded.sources,
        selection: &selection,
        language: terminal.language,
        everything: args.show_satisfied,
        form: form(args, loaded, terminal),
        error_style: terminal.error_style(),
    };
    let items = plans::list(&args.paths, &args.stdin_filename);
    let threads = args.jobs.unwrap_or_else(all_cores);
    checking::check(&setting, &items, args.portfolio, threads).map_err(|failed| {
        if let Failed::TwoPortfolios { unread, .. } = &failed {
            load::complain_of(unread, terminal);
        }
        Stopped::because([why_failed(&failed)], terminal)
    })
}

/// The rules that are to be run, one at least.
fn selected(args: &Args, loaded: &Loaded, terminal: &Terminal) -> Result<Selection, Stopped> {
    let choice = Choice {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        level: args.level.clone(),
    };
    let selection = Selection::new(&loaded.program, &choice)
        .map_err(|unknown| Stopped::because(unknown.iter().map(no_such_rule), terminal))?;
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
        return Err(Stopped::because([why], terminal));
    }
    Ok(selection)
}

fn form<'a>(args: &Args, loaded: &'a Loaded, terminal: &Terminal) -> Form<'a> {
    let to_terminal = terminal.stdout_is_terminal && args.output_file.is_none();
    let default = if to_terminal { Format::Full } else { Format::Concise };
    match args.output_format.unwrap_or(default) {
        Format::Full => {
            Form::Full(terminal.style(args.max_diagnostics, args.output_file.is_some()))
        }
        Format::Concise => Form::Concise,
        Format::Json => Form::Json(Provenance {
            tool_version: env!("CARGO_PKG_VERSION"),
            language: super::version::LANGUAGE,
            program: &loaded.program,
        }),
    }
}

/// A number of threads: one at least.
fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a number of threads is 1 or more".to_owned()),
    }
}

fn why_failed(failed: &Failed) -> Said {
    match failed {
        Failed::NoRoom(error) => said!(
            "cannot keep what was found in a temporary file: {error}",
            "无法把结果存入临时文件：{error}"
        ),
        Failed::TwoPortfolios { first, second, .. } => said!(
            "two portfolios at once: `{first}` and `{second}`; check them one by one",
            "同时给出了两个规划集 `{first}` 与 `{second}`；请逐个检查"
        ),
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

fn skipped(outcome: &Outcome, loaded: &Loaded) -> Said {
    let files = Said::counted(outcome.skipped, "JSON file", "JSON files", "个JSON文件");
    let format = loaded.program.model.plan_format.as_deref().unwrap_or("");
    said!(
        "Skipped {files} without `\"format\": \"{format}\"`.\n",
        "跳过了{files}：没有写明 `\"format\": \"{format}\"`。\n";
        files
    )
}

/// How the run ends: what could not be read outweighs what was found.
fn exit(args: &Args, outcome: &Outcome, terminal: &Terminal) -> Exit {
    let totals = &outcome.totals;
    let not_run = totals.rules.not_run as usize == totals.rules_selected;
    if not_run {
        terminal.complain(said!(
            "misrule: only portfolio rules were asked for, and no portfolio was given \
             (--portfolio, or a manifest)\n",
            "misrule：只选了规划集规则，却没有给出规划集（用 --portfolio，或给出清单文件）\n"
        ));
    }
    if not_run || !outcome.unread.is_empty() || outcome.faulty > 0 || totals.no_plan > 0 {
        Exit::Unusable
    } else if args.fail_on.is_met(totals) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}
