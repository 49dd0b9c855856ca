//! Reading and evaluating in one process, beside `serde_json` and the same rules of others.

use misrule::evaluate::Verdict;
use misrule::facts::Facts;

use crate::engine::{self, BATCH, Engine};
use crate::json::Json;
use crate::rego::Rego;
use crate::table::{Table, micros, ratio};
use crate::timing::{Contender, Taken, rounds};
use crate::{agree, floor, generate, whole};

/// How much is measured.
#[derive(Clone, Debug, clap::Args)]
pub struct Extent {
    /// Plans of the twenty rules
    #[arg(long, default_value_t = 1_000)]
    pub plans: usize,
    /// Whole plans, for all packs that come with the tool
    #[arg(long, default_value_t = 200)]
    pub whole: usize,
    /// Rounds in which everybody takes a turn
    #[arg(long, default_value_t = 11)]
    pub rounds: usize,
    /// Only those whose name has this in it, and without a table: for a profiler
    #[arg(long)]
    pub only: Option<String>,
}

/// The ways a plan is written, by which figures differ.
const WAYS: [&str; 4] = ["pretty", "minified", "keys shuffled", "with gaps"];

fn written(way: &str, number: usize) -> String {
    match way {
        "minified" => generate::plan(number).minified(),
        "keys shuffled" => generate::shuffled(number).pretty(),
        "with gaps" => generate::with_gaps(number).pretty(),
        _ => generate::plan(number).pretty(),
    }
}

/// Parses texts as `serde_json` values.
pub fn value(texts: &[String]) -> usize {
    let parsed = texts.iter().map(|text| serde_json::from_str::<serde_json::Value>(text));
    parsed.filter(Result::is_ok).count()
}

fn structs(texts: &[String]) -> usize {
    texts.iter().map(|text| floor::check(text).map_or(0, |found| found.len())).sum()
}

/// What every table has of Misrule: reading, evaluating, and all of it.
fn ours<'a>(engine: &'a Engine, facts: &'a [Facts]) -> Vec<Contender<'a>> {
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

/// The table of the twenty rules; an error where the findings do not agree.
pub fn twenty(extent: &Extent) -> Result<(), String> {
    let mut full = Vec::new();
    let mut columns = Vec::new();
    for way in WAYS {
        let texts: Vec<String> = (0..extent.plans).map(|number| written(way, number)).collect();
        let engine = Engine::twenty()?.with_plans(&texts);
        let has_gaps = way == "with gaps";
        let assessment = engine.check_all();
        if let Some(fault) = assessment.found.diagnostics.first() {
            return Err(format!("a plan is at fault: {fault:?}"));
        }
        let found = engine::found(&assessment, Verdict::Violated);
        let undecided = engine::found(&assessment, Verdict::Undetermined);
        if has_gaps {
            agree::gaps_only_hide(&full, &found, &undecided)?;
        } else {
            agree::same(&found, &agree::told(&texts, floor::check)?, "the hand-written floor")?;
            let mut rego = Rego::new()?;
            agree::same(&found, &agree::told(&texts, |text| rego.check(text))?, "Rego")?;
            if let Some((plan, it)) = undecided.first() {
                return Err(format!("plan {plan}: {} is undecided", generate::RULES[it.rule]));
            }
            agree::all_fire(&found, extent.plans)?;
            full.clone_from(&found);
        }
        println!(
            "{way}: {} plans of {} bytes on average, {} violated, {} undetermined",
            texts.len(),
            average(&texts),
            found.len(),
            undecided.len()
        );
        let facts = engine.facts(BATCH);
        let mut contenders = vec![Contender::new("serde_json: Value", || value(&texts))];
        contenders.extend(ours(&engine, &facts));
        if !has_gaps {
            contenders.push(Contender::new("hand-written Rust", || structs(&texts)));
            // One plan in ten: it takes its time.
            let some: Vec<&String> = texts.iter().step_by(10).collect();
            let part = some.len() as f64 / texts.len() as f64;
            let mut rego = Rego::new()?;
            let turn = move || some.iter().map(|text| rego.count(text).unwrap_or(0)).sum();
            contenders.push(Contender::new("regorus", turn).part(part));
        }
        columns.push(measured(contenders, extent));
    }
    let title = format!("{} plans, the twenty rules of the bench, one thread", extent.plans);
    print(&title, extent.plans, &WAYS, &columns);
    Ok(())
}

/// The table of all packs that come with the tool, on whole plans.
pub fn all_packs(extent: &Extent) -> Result<(), String> {
    type Make = fn(&[Json; 2], usize) -> Json;
    let shapes = whole::shapes();
    let ways: [(&str, fn(&Json) -> String, Make); 3] = [
        ("pretty", Json::pretty, whole::plan),
        ("minified", Json::minified, whole::plan),
        ("with gaps", Json::pretty, whole::with_gaps),
    ];
    let mut columns = Vec::new();
    let mut rules = 0;
    for (way, write, plan) in ways {
        let numbers = 0..extent.whole;
        let texts: Vec<String> = numbers.map(|number| write(&plan(&shapes, number))).collect();
        let engine = Engine::embedded()?.with_plans(&texts);
        rules = engine.rules();
        let assessment = engine.check_all();
        let of = |verdict| assessment.found.findings.iter().filter(|it| it.verdict == verdict).count();
        println!(
            "{way}: {} whole plans of {} bytes on average, {} violated, {} undetermined, \
             {} faults of plans",
            texts.len(),
            average(&texts),
            of(Verdict::Violated),
            of(Verdict::Undetermined),
            assessment.found.diagnostics.len(),
        );
        let facts = engine.facts(BATCH);
        let mut contenders = vec![Contender::new("serde_json: Value", || value(&texts))];
        contenders.extend(ours(&engine, &facts));
        columns.push(measured(contenders, extent));
    }
    let title = format!("{} whole plans, the {rules} rules that ship, one thread", extent.whole);
    print(&title, extent.whole, &ways.map(|(way, _, _)| way), &columns);
    Ok(())
}

fn average(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum::<usize>() / texts.len().max(1)
}

fn measured(mut contenders: Vec<Contender>, extent: &Extent) -> Vec<Taken> {
    if let Some(only) = &extent.only {
        contenders.retain(|it| it.name.contains(only));
    }
    rounds(&mut contenders, extent.rounds)
}

fn print(title: &str, plans: usize, ways: &[&str], columns: &[Vec<Taken>]) {
    println!("\n## {title}\n");
    let head: Vec<&str> =
        std::iter::once("µs a plan (beside Value)").chain(ways.iter().copied()).collect();
    let mut table = Table::new(&head);
    for first in &columns[0] {
        let cells = columns.iter().map(|column| {
            let taken = column.iter().find(|it| it.name == first.name);
            taken.map_or_else(String::new, |it| {
                format!("{} ({})", micros(it.seconds / plans as f64), ratio(it.ratio))
            })
        });
        table.row(std::iter::once(first.name.clone()).chain(cells));
    }
    table.print();
}
