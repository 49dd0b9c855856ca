//! Whole processes: what a person waits for, and how much memory it takes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::generate::{self, Size};
use crate::json::Json;
use crate::table::{Table, millis, ratio};
use crate::timing::median;
use crate::whole;

/// What is measured, beside what always is.
#[derive(Clone, Debug, clap::Args)]
pub struct Extent {
    /// The binary to measure; left out, it is built
    #[arg(long)]
    pub misrule: Option<PathBuf>,
    /// Rounds for a plan, in which everybody takes a turn
    #[arg(long, default_value_t = 21)]
    pub rounds: usize,
    /// 100,000 plans too: some 2 GB in the folder for temporary files
    #[arg(long)]
    pub huge: bool,
}

/// A command, and what it took each time.
struct Process {
    name: String,
    command: Command,
    wall: Vec<f64>,
    cpu: Vec<f64>,
    peak: u64,
}

impl Process {
    fn new(name: &str, program: &Path, arguments: &[&str]) -> Process {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Process { name: name.into(), command, wall: Vec::new(), cpu: Vec::new(), peak: 0 }
    }

    /// Runs once; an error where it ends in any way but with findings or without.
    fn turn(&mut self) -> Result<(), String> {
        let start = Instant::now();
        let ended = self.command.spawn().and_then(|child| child.wait4());
        let ended = ended.map_err(|error| format!("{:?}: {error}", self.command))?;
        self.wall.push(start.elapsed().as_secs_f64());
        if !matches!(ended.status.code(), Some(0 | 1)) {
            return Err(format!("{:?} ended with {}", self.command, ended.status));
        }
        self.cpu.push((ended.rusage.utime + ended.rusage.stime).as_secs_f64());
        self.peak = self.peak.max(ended.rusage.maxrss);
        Ok(())
    }
}

/// Everybody takes a turn in each round; then one table, beside the first.
fn run(processes: &mut [Process], rounds: usize) -> Result<(), String> {
    for _ in 0..rounds {
        for process in processes.iter_mut() {
            process.turn()?;
        }
    }
    let beside = format!("beside `{}`", processes[0].name);
    let mut table =
        Table::new(&["process", "elapsed ms", &beside, "processor ms", "peak memory MiB"]);
    let first = processes[0].wall.clone();
    for process in processes {
        let ratios = process.wall.iter().zip(&first).map(|(own, first)| own / first);
        table.row([
            process.name.clone(),
            millis(median(process.wall.iter().copied())),
            ratio(median(ratios)),
            millis(median(process.cpu.iter().copied())),
            format!("{:.1}", process.peak as f64 / 1_048_576.0),
        ]);
    }
    table.print();
    Ok(())
}

/// The programs that are measured.
struct Programs {
    misrule: PathBuf,
    parse_only: PathBuf,
    rules: PathBuf,
}

pub fn all(extent: &Extent) -> Result<(), String> {
    let misrule = match &extent.misrule {
        Some(path) => path.clone(),
        None => built("../Cargo.toml", "misrule")?,
    };
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/bench.rule").into();
    let programs = Programs { misrule, parse_only: built("Cargo.toml", "parse_only")?, rules };
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    one(&programs, folder.path(), extent.rounds)?;
    many(&programs, folder.path(), 1_000, 5)?;
    many(&programs, folder.path(), 10_000, 3)?;
    if extent.huge {
        many(&programs, folder.path(), 100_000, 1)?;
    }
    large(&programs, folder.path())
}

/// Builds a binary as cargo does and says where it lies.
pub fn built(manifest: &str, name: &str) -> Result<PathBuf, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest);
    let output = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--message-format=json", "--bin", name])
        .arg("--manifest-path")
        .arg(&manifest)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let executable = messages.lines().rev().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_it = message["target"]["name"] == name;
        message["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
    });
    executable.ok_or_else(|| format!("`{name}` of {} was not built", manifest.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// One plan: mostly what it takes to start.
fn one(programs: &Programs, folder: &Path, rounds: usize) -> Result<(), String> {
    let texts = [
        ("a plan of the bench", generate::plan(0).pretty()),
        ("a whole plan", whole::plan(&whole::shapes(), 0).pretty()),
    ];
    for (title, text) in texts {
        println!("## One plan: {title}, {} bytes\n", text.len());
        let path = folder.join("one.json");
        write(&path, &text)?;
        let (path, rules) = (path.to_string_lossy(), programs.rules.to_string_lossy());
        let twenty = ["check", &path, "--no-default-rules", "--rules", &rules];
        let mut processes = [
            Process::new("parse_only", &programs.parse_only, &[&path]),
            Process::new("true", Path::new("true"), &[]),
            Process::new("misrule check, packs that ship", &programs.misrule, &["check", &path]),
            Process::new("misrule check, twenty rules", &programs.misrule, &twenty),
        ];
        run(&mut processes, rounds)?;
    }
    Ok(())
}

/// A folder of plans, one thread and two.
fn many(programs: &Programs, folder: &Path, plans: usize, rounds: usize) -> Result<(), String> {
    let folder = folder.join(plans.to_string());
    std::fs::create_dir(&folder).map_err(|error| error.to_string())?;
    let mut bytes = 0;
    for number in 0..plans {
        let text = generate::plan(number).pretty();
        bytes += text.len();
        write(&folder.join(format!("{number}.json")), &text)?;
    }
    println!("## {plans} plans in a folder, {} MB, the twenty rules\n", bytes / 1_000_000);
    {
        let (path, rules) = (folder.to_string_lossy(), programs.rules.to_string_lossy());
        let check = |jobs| ["check", &path, "--no-default-rules", "--rules", &rules, "-j", jobs];
        let mut processes = [
            Process::new("parse_only", &programs.parse_only, &[&path]),
            Process::new("misrule check -j 1", &programs.misrule, &check("1")),
            Process::new("misrule check -j 2", &programs.misrule, &check("2")),
        ];
        run(&mut processes, rounds)?;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())
}

/// One plan of some 100 MB on one line, with ten thousand findings; and halves of it.
fn large(programs: &Programs, folder: &Path) -> Result<(), String> {
    for factor in [2_450, 4_900, 9_800] {
        let mut plan = generate::plan_of(0, Size::USUAL.times(factor));
        let findings = 10_000 * factor / 9_800;
        for measure in plan.at("measures").items().iter_mut().take(findings) {
            measure
                .set("end", 2031 + i64::from(measure.get("start") == Some(&Json::Integer(2026))));
        }
        let text = plan.minified();
        println!("## One plan of {} MB on one line, {findings} findings\n", text.len() / 1_000_000);
        let path = folder.join("large.json");
        write(&path, &text)?;
        let (path, rules) = (path.to_string_lossy(), programs.rules.to_string_lossy());
        let check = ["check", &path, "--no-default-rules", "--rules", &rules, "-j", "1"];
        let mut processes = [
            Process::new("parse_only", &programs.parse_only, &[&path]),
            Process::new("misrule check -j 1", &programs.misrule, &check),
        ];
        run(&mut processes, 3)?;
    }
    Ok(())
}
