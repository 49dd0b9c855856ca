//! `cargo run --release --manifest-path bench/Cargo.toml`: the figures of `docs/performance.md`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use misrule::evaluate::Verdict;
use misrule_bench::engine::{self, BATCH, Engine};
use misrule_bench::json::Json;
use misrule_bench::table::{Table, micros, ratio};
use misrule_bench::timing::{Contender, medians};
use misrule_bench::{agree, floor, generate, whole};

#[derive(Parser)]
#[command(about = "What checking costs beside reading")]
struct Args {
    /// Plans of the twenty rules
    #[arg(long, default_value_t = 1_000, global = true)]
    plans: usize,
    /// Whole plans, for all packs that come with the tool
    #[arg(long, default_value_t = 200, global = true)]
    whole: usize,
    /// Rounds in which everybody takes a turn
    #[arg(long, default_value_t = 11, global = true)]
    rounds: usize,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Read and evaluate in one process, beside serde_json and hand-written rules
    Table,
    /// Write the plans to a folder
    Write { folder: std::path::PathBuf },
}

fn main() -> ExitCode {
    let args = Args::parse();
    // One thread, whatever the machine has.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let done = match pool {
        Ok(pool) => pool.install(|| run(&args)),
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    match args.what.as_ref().unwrap_or(&What::Table) {
        What::Table => {
            twenty(args)?;
            all_packs(args)
        }
        What::Write { folder } => write(args, folder),
    }
}

fn write(args: &Args, folder: &std::path::Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for number in 0..args.plans {
        let path = folder.join(format!("plan-{number}.json"));
        std::fs::write(path, generate::plan(number).pretty()).map_err(|error| error.to_string())?;
    }
    let shapes = whole::shapes();
    for number in 0..args.whole {
        let path = folder.join(format!("whole-{number}.json"));
        let text = whole::plan(&shapes, number).pretty();
        std::fs::write(path, text).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The ways plans are written, by which figures differ.
const WAYS: [&str; 4] = ["pretty", "minified", "keys shuffled", "with gaps"];

fn written(way: &str, number: usize) -> String {
    match way {
        "minified" => generate::plan(number).minified(),
        "keys shuffled" => generate::shuffled(number).pretty(),
        "with gaps" => generate::with_gaps(number).pretty(),
        _ => generate::plan(number).pretty(),
    }
}

fn value(texts: &[String]) -> usize {
    let parsed = texts.iter().map(|text| serde_json::from_str::<serde_json::Value>(text));
    parsed.filter(Result::is_ok).count()
}

fn structs(texts: &[String]) -> usize {
    texts.iter().map(|text| floor::check(text).map_or(0, |found| found.len())).sum()
}

/// The contenders that every table has: reading, evaluating, and all of it.
fn ours<'a>(engine: &'a Engine, facts: &'a [misrule::facts::Facts]) -> Vec<Contender<'a>> {
    vec![
        Contender::new("misrule: read", || engine.read(BATCH)),
        Contender::new("misrule: evaluate", || facts.iter().map(|it| engine.evaluate(it)).sum()),
        Contender::new("misrule: read + evaluate, in batches", || engine.read_and_evaluate(BATCH)),
        Contender::new("misrule: read + evaluate, one plan at a time", || {
            engine.read_and_evaluate(1)
        }),
        Contender::new("misrule: to findings, in batches", || engine.check_all().findings.len()),
        Contender::new("misrule: to findings, one plan at a time", || engine.check_each()),
    ]
}

fn twenty(args: &Args) -> Result<(), String> {
    let mut full = Vec::new();
    let mut columns = Vec::new();
    let mut names = Vec::new();
    for way in WAYS {
        let texts: Vec<String> = (0..args.plans).map(|number| written(way, number)).collect();
        let engine = Engine::twenty()?.with_plans(&texts);
        let assessment = engine.check_all();
        if let Some(fault) = assessment.diagnostics.first() {
            return Err(format!("a plan is at fault: {fault:?}"));
        }
        let found = engine::found(&assessment, Verdict::Violated);
        let undecided = engine::found(&assessment, Verdict::Undetermined);
        if way == "with gaps" {
            agree::gaps_only_hide(&full, &found, &undecided)?;
        } else {
            agree::same(&found, &agree::floor(&texts)?, "the floor")?;
            if let Some((plan, it)) = undecided.first() {
                return Err(format!("plan {plan}: {} is undecided", generate::RULES[it.rule]));
            }
            agree::all_fire(&found, args.plans)?;
            full = found.clone();
        }
        let bytes = texts.iter().map(String::len).sum::<usize>();
        println!(
            "{way}: {} plans of {} bytes on average, {} violated, {} undetermined",
            texts.len(),
            bytes / texts.len(),
            found.len(),
            undecided.len()
        );
        let facts = engine.facts(BATCH);
        let mut contenders = vec![Contender::new("serde_json: Value", || value(&texts))];
        if way != "with gaps" {
            contenders.push(Contender::new("hand-written Rust", || structs(&texts)));
        }
        contenders.extend(ours(&engine, &facts));
        let taken = medians(&mut contenders, args.rounds);
        if names.is_empty() {
            names = contenders.iter().map(|it| it.name.clone()).collect();
        }
        let by_name = contenders.iter().map(|it| it.name.clone()).zip(taken);
        columns.push(by_name.collect::<Vec<_>>());
    }
    println!("\n## {} plans, the twenty rules of the bench, one thread\n", args.plans);
    print(args.plans, &names, &WAYS, &columns);
    Ok(())
}

fn print(plans: usize, names: &[String], ways: &[&str], columns: &[Vec<(String, f64)>]) {
    let head: Vec<String> = std::iter::once("µs a plan (ratio to Value)".to_owned())
        .chain(ways.iter().map(|way| (*way).to_owned()))
        .collect();
    let mut table = Table::new(&head.iter().map(String::as_str).collect::<Vec<_>>());
    for name in names {
        let cells = columns.iter().map(|column| {
            let taken = column.iter().find(|(own, _)| own == name);
            taken.map_or_else(String::new, |(_, taken)| {
                format!("{} ({})", micros(taken / plans as f64), ratio(taken / column[0].1))
            })
        });
        table.row(std::iter::once(name.clone()).chain(cells));
    }
    table.print();
}

fn all_packs(args: &Args) -> Result<(), String> {
    let shapes = whole::shapes();
    let ways: [(&str, fn(&Json) -> String, fn(&[Json; 2], usize) -> Json); 3] = [
        ("pretty", Json::pretty, whole::plan),
        ("minified", Json::minified, whole::plan),
        ("with gaps", Json::pretty, whole::with_gaps),
    ];
    let mut columns = Vec::new();
    let mut names = Vec::new();
    let mut rules = 0;
    for (way, write, plan) in ways {
        let texts: Vec<String> =
            (0..args.whole).map(|number| write(&plan(&shapes, number))).collect();
        let engine = Engine::embedded()?.with_plans(&texts);
        rules = engine.rules();
        let assessment = engine.check_all();
        let of = |verdict| assessment.findings.iter().filter(|it| it.verdict == verdict).count();
        println!(
            "{way}: {} whole plans of {} bytes on average, {} violated, {} undetermined, {} faults of the plans",
            texts.len(),
            texts.iter().map(String::len).sum::<usize>() / texts.len(),
            of(Verdict::Violated),
            of(Verdict::Undetermined),
            assessment.diagnostics.len(),
        );
        let facts = engine.facts(BATCH);
        let mut contenders = vec![Contender::new("serde_json: Value", || value(&texts))];
        contenders.extend(ours(&engine, &facts));
        let taken = medians(&mut contenders, args.rounds);
        names = contenders.iter().map(|it| it.name.clone()).collect();
        columns.push(names.iter().cloned().zip(taken).collect::<Vec<_>>());
    }
    println!("\n## {} whole plans, the {rules} rules that ship, one thread\n", args.whole);
    print(args.whole, &names, &ways.map(|(way, _, _)| way), &columns);
    Ok(())
}
