//! `misrule fmt`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::files;
use super::load::complain_of;
use super::{Exit, Terminal};
use crate::base::{Said, Sources};
use crate::packs::RuleFile;
use crate::{format, report};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// Rule files or folders of them; `-` reads standard input and writes standard output
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Change nothing: name the files that would change
    #[arg(long)]
    check: bool,
    /// Change nothing: show what would change
    #[arg(long, conflicts_with = "check")]
    diff: bool,
    /// The name of standard input in messages
    #[arg(long, value_name = "PATH", default_value = "<stdin>")]
    stdin_filename: String,
}

/// What is done with a file that is not in the layout.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Write,
    Name,
    Compare,
}

/// How many files of each kind there were.
#[derive(Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    /// The worst that came of one.
    exit: Option<Exit>,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let task = match (args.check, args.diff) {
        (_, true) => Task::Compare,
        (true, false) => Task::Name,
        (false, false) => Task::Write,
    };
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return standard_input(args, task, terminal);
    }
    let mut tally = Tally::default();
    let mut seen = HashSet::new();
    for path in &args.paths {
        let found = files::rule_files(path).unwrap_or_else(|errors| {
            complain_of(&errors, terminal);
            tally.note(Exit::Unusable);
            Vec::new()
        });
        for file in found {
            if seen.insert(files::identity(Path::new(&file.name))) {
                tally.file(&file, task, terminal);
            }
        }
    }
    tally.say(task, terminal);
    tally.exit.unwrap_or(Exit::Clean)
}

fn standard_input(args: &Args, task: Task, terminal: &Terminal) -> Exit {
    if args.paths.len() > 1 {
        terminal.complain(said!(
            "misrule: `-` stands alone: it is read from standard input\n",
            "misrule：`-` 只能单独使用，表示从标准输入读取\n"
        ));
        return Exit::Unusable;
    }
    let text = match files::standard_text() {
        Ok(text) => text,
        Err(error) => {
            complain_of(&[error], terminal);
            return Exit::Unusable;
        }
    };
    let file = RuleFile { name: args.stdin_filename.clone(), text };
    let Some(laid) = lay_out(&file, terminal) else { return Exit::Unusable };
    match task {
        Task::Write => terminal.deliver(&laid),
        Task::Name | Task::Compare => report_change(&file, &laid, task, terminal),
    }
}

impl Tally {
    fn note(&mut self, exit: Exit) {
        self.exit = self.exit.max(Some(exit));
    }

    fn file(&mut self, file: &RuleFile, task: Task, terminal: &Terminal) {
        let Some(laid) = lay_out(file, terminal) else { return self.note(Exit::Unusable) };
        if laid == file.text {
            self.unchanged += 1;
            return;
        }
        let exit = match task {
            Task::Write => match files::write(Path::new(&file.name), &laid) {
                Ok(()) => Exit::Clean,
                Err(said) => {
                    terminal.complain(said!("misrule: {said}\n", "misrule：{said}\n"; said));
                    return self.note(Exit::Unusable);
                }
            },
            Task::Name | Task::Compare => report_change(file, &laid, task, terminal),
        };
        self.changed += 1;
        self.note(exit);
    }

    fn say(&self, task: Task, terminal: &Terminal) {
        let changed = Said::counted(self.changed, "file", "files", "个文件");
        let unchanged = Said::counted(self.unchanged, "file", "files", "个文件");
        terminal.say(match task {
            Task::Write => said!(
                "{changed} formatted, {unchanged} unchanged.\n",
                "整理了{changed}，{unchanged}无需改动。\n";
                changed, unchanged
            ),
            Task::Name | Task::Compare => said!(
                "{changed} would change, {unchanged} would not.\n",
                "{changed}待整理，{unchanged}无需改动。\n";
                changed, unchanged
            ),
        });
    }
}

/// The file in the layout; none, and its mistakes shown, where it cannot be read.
fn lay_out(file: &RuleFile, terminal: &Terminal) -> Option<String> {
    let mut sources = Sources::new();
    let id = sources.add(file.name.clone(), file.text.clone());
    match format::format(id, &file.text) {
        Ok(laid) => Some(laid),
        Err(mistakes) => {
            terminal.show(&report::diagnostics(&mistakes, &sources, &terminal.error_style()));
            let name = &file.name;
            terminal.complain(said!(
                "misrule: `{name}` is left as it is, since it cannot be read\n",
                "misrule：`{name}` 无法读取，保持原样\n"
            ));
            None
        }
    }
}

/// Says what would change.
fn report_change(file: &RuleFile, laid: &str, task: Task, terminal: &Terminal) -> Exit {
    if laid == file.text {
        return Exit::Clean;
    }
    let text = if task == Task::Compare {
        let diff = TextDiff::from_lines(file.text.as_str(), laid);
        diff.unified_diff().header(&file.name, &file.name).to_string()
    } else {
        format!("{}\n", file.name)
    };
    terminal.deliver(&text).max(Exit::Findings)
}
