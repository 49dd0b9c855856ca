//! How cost grows: with plans, with the rows of a list by kind of rule, with a portfolio, with
//! rules.

use misrule::packs::RuleFile;
use misrule::program::Rule;

use crate::engine::{self, BATCH, BENCH_RULES, Engine};
use crate::generate::{self, Size};
use crate::table::{Table, micros, millis, ratio};
use crate::timing::seconds;
use crate::whole;

const KINDS: &str = include_str!("../rules/growth.rule");

/// Every table of this page.
pub fn all(rounds: usize) -> Result<(), String> {
    plans(rounds)?;
    rows(rounds)?;
    portfolio(rounds)?;
    rules(rounds)
}

fn head(first: &str, factors: &[usize]) -> Table {
    let mut cells = vec![first.to_owned()];
    cells.extend(factors.iter().map(|factor| format!("×{factor}")));
    cells.push("a doubling costs".to_owned());
    Table::new(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

/// How often as much a doubling costs, over the last of them.
fn doubling(taken: &[f64]) -> String {
    match taken {
        [.., before, last] => ratio(last / before),
        _ => String::new(),
    }
}

fn plans(rounds: usize) -> Result<(), String> {
    let factors = [1, 2, 4];
    println!("## Plans: ×1 is 250, to findings\n");
    let mut table = head("milliseconds", &factors);
    let mut taken = Vec::new();
    for factor in factors {
        let texts: Vec<String> = (0..250 * factor).map(|it| generate::plan(it).pretty()).collect();
        let engine = Engine::twenty()?.with_plans(&texts);
        taken.push(seconds(rounds, || engine.check_all().findings.len()));
    }
    let cells = taken.iter().map(|it| millis(*it)).chain([doubling(&taken)]);
    table.row(std::iter::once("the twenty rules".to_owned()).chain(cells));
    table.print();
    Ok(())
}

/// The names of the rules that a text declares, in its order.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("rule "))
}

fn rows(rounds: usize) -> Result<(), String> {
    let factors = [1, 2, 4, 8];
    let base = Size::USUAL.times(32);
    println!(
        "## Rows of one plan: ×1 is {} industries, some {} measures, {} projects, {} links; \
         evaluated to verdicts\n",
        base.industries,
        base.measures + base.industries / 3,
        base.projects,
        base.links
    );
    let file = || vec![RuleFile { name: "growth.rule".into(), text: KINDS.into() }];
    let mut engines = Vec::new();
    for factor in factors {
        let text = generate::plan_of(0, base.times(factor)).minified();
        let engine = Engine::of(file(), false)?.with_plans([&text]);
        let facts = engine.facts(BATCH);
        engines.push((engine, facts));
    }
    let mut table = head("µs", &factors);
    for name in names(KINDS) {
        let taken: Vec<f64> = engines
            .iter()
            .map(|(engine, facts)| seconds(rounds, || engine.evaluate_one(name, &facts[0])))
            .collect();
        let cells = taken.iter().map(|it| micros(*it)).chain([doubling(&taken)]);
        table.row(std::iter::once(name.to_owned()).chain(cells));
    }
    table.print();
    Ok(())
}

fn portfolio(rounds: usize) -> Result<(), String> {
    let factors = [1, 2, 4];
    println!("## A portfolio of whole plans: ×1 is 25, all rules that ship, to findings\n");
    let mut table = head("milliseconds", &factors);
    let shapes = whole::shapes();
    let (mut apart, mut together) = (Vec::new(), Vec::new());
    for factor in factors {
        let texts: Vec<String> =
            (0..25 * factor).map(|number| whole::plan(&shapes, number).pretty()).collect();
        let engine = Engine::embedded()?.with_plans(&texts);
        apart.push(seconds(rounds.min(3), || engine.check_all().findings.len()));
        together.push(seconds(rounds.min(3), || engine.check_portfolio().findings.len()));
    }
    for (name, taken) in [("each for itself", apart), ("as a portfolio", together)] {
        let cells = taken.iter().map(|it| millis(*it)).chain([doubling(&taken)]);
        table.row(std::iter::once(name.to_owned()).chain(cells));
    }
    table.print();
    Ok(())
}

/// Twenty rules a file, each file with names of its own.
pub fn many_rules(number: usize) -> Vec<RuleFile> {
    let (start, rules) = BENCH_RULES.split_once("\nrule ").unwrap_or((BENCH_RULES, ""));
    let opening = start.split("\ndefine").next().unwrap_or(start);
    let file = |at: usize| {
        let opening = if at == 0 { start } else { opening };
        let mut text = format!("{opening}\n");
        for rule in rules.split("\nrule ") {
            let (name, rest) = rule.split_once('\n').unwrap_or((rule, ""));
            text.push_str(&format!("\nrule {name}-{at}\n{rest}"));
        }
        RuleFile { name: format!("many/{at}.rule"), text }
    };
    (0..number / 20).map(file).collect()
}

fn rules(rounds: usize) -> Result<(), String> {
    let numbers = [640, 1_260, 2_500, 5_000];
    println!("## Loading rules from text, without the packs that no `use` names\n");
    let mut table = Table::new(&["rules", "bytes", "milliseconds", "µs a rule more"]);
    let none = seconds(rounds, || loaded(&[]));
    let twenty = seconds(rounds, || loaded(&many_rules(20)));
    table.row(["20".into(), BENCH_RULES.len().to_string(), millis(twenty), String::new()]);
    let mut before = (20, twenty);
    for number in numbers {
        let files = many_rules(number);
        let found = loaded(&files);
        if found != files.len() * 20 {
            return Err(format!("{found} rules were loaded, and {number} written"));
        }
        let taken = seconds(rounds.min(3), || loaded(&files));
        let more = (taken - before.1) / (found - before.0) as f64;
        let bytes: usize = files.iter().map(|it| it.text.len()).sum();
        table.row([found.to_string(), bytes.to_string(), millis(taken), micros(more)]);
        before = (found, taken);
    }
    table.print();
    println!("All packs that come with the tool load in {} ms.\n", millis(none));
    Ok(())
}

/// The number of rules loaded from files; without files, of the tool's own packs.
fn loaded(files: &[RuleFile]) -> usize {
    let is_wanted = |rule: &&Rule| files.is_empty() || rule.full_name().starts_with("bench/");
    engine::load(files.to_vec(), files.is_empty())
        .map_or(0, |(program, _)| program.rules.iter().filter(is_wanted).count())
}
