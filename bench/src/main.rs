//! `cargo run --release --manifest-path bench/Cargo.toml`: the figures of `docs/performance.md`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use misrule_bench::{generate, growth, guard, process, tables, whole};

/// What checking costs beside reading
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    table: tables::Extent,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Reading and evaluating in one process, beside `serde_json` and the same rules of others:
    /// what is done where nothing is said
    Table(tables::Extent),
    /// Whole processes: one plan, folders of plans, one large plan, and the memory they take
    Process(process::Extent),
    /// How cost grows with plans, rows, a portfolio and rules
    Growth {
        /// Rounds of each figure
        #[arg(long, default_value_t = 5)]
        rounds: usize,
    },
    /// Allocations and bytes, a plan and a finding
    Allocations,
    /// Instructions of a handful of kernels, against those recorded; takes valgrind
    Guard {
        /// Record what is counted now
        #[arg(long)]
        accept: bool,
    },
    /// Write plans to a folder
    Write {
        folder: PathBuf,
        /// Plans of the twenty rules
        #[arg(long, default_value_t = 1_000)]
        plans: usize,
        /// Whole plans
        #[arg(long, default_value_t = 100)]
        whole: usize,
    },
}

fn main() -> ExitCode {
    let args = Args::parse();
    // One thread, whatever the machine has.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let done = pool.map_err(|error| error.to_string()).and_then(|pool| {
        pool.install(|| match &args.what {
            None => table(&args.table),
            Some(What::Table(extent)) => table(extent),
            Some(What::Process(extent)) => process::all(extent),
            Some(What::Growth { rounds }) => growth::all(*rounds),
            Some(What::Allocations) => allocations(),
            Some(What::Guard { accept }) => guard::run(*accept),
            Some(What::Write { folder, plans, whole }) => write(folder, *plans, *whole),
        })
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn table(extent: &tables::Extent) -> Result<(), String> {
    tables::twenty(extent)?;
    tables::all_packs(extent)
}

fn allocations() -> Result<(), String> {
    let program = process::built("Cargo.toml", "allocations")?;
    let status = Command::new(program).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(status.to_string()) }
}

fn write(folder: &Path, plans: usize, whole: usize) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let shapes = whole::shapes();
    let plans = (0..plans).map(|it| (format!("plan-{it}.json"), generate::plan(it).pretty()));
    let whole =
        (0..whole).map(|it| (format!("whole-{it}.json"), whole::plan(&shapes, it).pretty()));
    for (name, text) in plans.chain(whole) {
        std::fs::write(folder.join(name), text).map_err(|error| error.to_string())?;
    }
    Ok(())
}
