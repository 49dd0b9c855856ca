//! The logic against brute force: a verdict on a plan with gaps must be that of every way to fill
//! them, and, where the language's reference promises it, must be given whenever they all agree.
//!
//! The oracle enumerates completions of the plan and decides each by plain recursion; it shares no
//! code with the evaluator.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

mod broken;
mod draw;
mod engine;
mod exact;
mod formula;
mod judge;
mod oracle;
mod plan;
mod random;
mod reasons;
mod tables;
mod toy;
mod write;

use formula::Rule;
use judge::{Asked, Subject, judge};
use misrule::evaluate::Verdict;
use plan::Plan;
use random::Random;

/// What is drawn.
#[derive(Clone, Copy)]
struct Draw {
    seed: u64,
    exact: bool,
    faults: bool,
    rules: usize,
    plans: usize,
    rounds: usize,
    most: usize,
}

/// Cases judged, those of them that were decided, and those whose verdict had to be the very one.
#[derive(Clone, Copy, Default)]
struct Done {
    judged: usize,
    decided: usize,
    exact: usize,
}

/// Rules and plans, and what the engine says of them.
struct Drawn {
    rules: Vec<Rule>,
    texts: Vec<write::Text>,
    plans: Vec<Plan>,
    /// By rule, then by plan.
    verdicts: Vec<Vec<Verdicts>>,
}

type Verdicts = Vec<(Subject, Verdict)>;

fn all_of(texts: &[write::Text]) -> String {
    texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n")
}

impl Drawn {
    fn text(&self) -> String {
        all_of(&self.texts)
    }

    fn cases(&self) -> impl Iterator<Item = (&Rule, &write::Text, &Plan, &Verdicts)> {
        let rules = self.rules.iter().zip(&self.texts).zip(&self.verdicts);
        rules.flat_map(move |((rule, text), verdicts)| {
            let plans = self.plans.iter().zip(verdicts);
            plans.map(move |(plan, verdicts)| (rule, text, plan, verdicts))
        })
    }
}

fn random_of(draw: Draw, round: usize) -> Random {
    Random(draw.seed.wrapping_mul(1_000_003).wrapping_add(round as u64))
}

fn drawn(draw: Draw, round: usize) -> Drawn {
    let mut random = random_of(draw, round);
    let rule = if draw.exact { exact::rule } else { draw::rule };
    let rules: Vec<Rule> = (0..draw.rules).map(|_| rule(&mut random)).collect();
    let plans: Vec<Plan> = (0..draw.plans).map(|_| plan::plan(&mut random, draw.faults)).collect();
    let texts: Vec<write::Text> =
        rules.iter().enumerate().map(|(at, rule)| write::rule(&format!("r{at}"), rule)).collect();
    let program = engine::load(&all_of(&texts));
    let facts = engine::read(&program, &plans, draw.faults);
    let verdicts =
        (0..rules.len()).map(|at| engine::verdicts(&program, &facts, at, &plans)).collect();
    Drawn { rules, texts, plans, verdicts }
}

fn round(draw: Draw, round: usize) -> Done {
    let mut random = random_of(draw, round);
    let mut done = Done::default();
    for (rule, text, plan, verdicts) in drawn(draw, round).cases() {
        let asked = Asked { rule, text, exact: draw.exact, most: draw.most, broken: None };
        done.judged += 1;
        done.decided += usize::from(verdicts.iter().any(|(_, v)| *v != Verdict::Undetermined));
        match judge(&asked, plan, verdicts, &mut random) {
            Ok(exact) => done.exact += usize::from(exact),
            Err((fault, subject)) => panic!(
                "{fault:?} {subject:?}: {verdicts:?}, seed {}, round {round}\n{}\n{}",
                draw.seed,
                text.text,
                plan.json("p"),
            ),
        }
    }
    done
}

/// Rounds of random rules and plans.
///
/// More than a usual run: `MISRULE_ROUNDS=2000 cargo test --release --test brute_force`; of other
/// cases: `MISRULE_SEED=7`.
fn hold(draw: Draw) {
    let asked = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let rounds = asked("MISRULE_ROUNDS").unwrap_or(draw.rounds);
    let more = asked("MISRULE_SEED").unwrap_or(0);
    let seed = draw.seed + 100 * u64::try_from(more).unwrap();
    let mut done = Done::default();
    for at in 0..rounds {
        let one = round(Draw { seed, ..draw }, at);
        done.judged += one.judged;
        done.decided += one.decided;
        done.exact += one.exact;
    }
    // A run in which all is one verdict proves little.
    let Done { judged, decided, exact } = done;
    assert!(decided * 4 > judged && decided * 50 < judged * 49, "{decided} of {judged} decided");
    assert!(exact * 10 > judged, "only {exact} of {judged} held to the very verdict");
    println!("{judged} cases, {decided} decided, {exact} held to the very verdict");
}

#[test]
fn no_verdict_that_a_completion_denies() {
    hold(Draw { seed: 1, exact: false, faults: true, rules: 64, plans: 256, rounds: 4, most: 12 });
}

#[test]
fn no_doubt_where_all_completions_agree() {
    hold(Draw { seed: 2, exact: true, faults: true, rules: 64, plans: 256, rounds: 3, most: 256 });
}
