//! The logic against brute force: a verdict on a plan with gaps must be that of every way to fill
//! them, and, where the language's reference promises it, must be given whenever they all agree.
//!
//! The oracle enumerates completions of the plan and decides each by plain recursion; it shares no
//! code with the evaluator.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

mod engine;
mod generate;
mod harness;
mod oracle;
mod tables;
mod toy;

use generate::{Random, Shape};
use harness::judge;

/// Loads `rules` random rules at a time and holds each against `plans` random plans.
///
/// More than a usual run: `MISRULE_ROUNDS=2000 cargo test --release --test brute_force`.
fn hold(seed: u64, shape: Shape) {
    let asked = std::env::var("MISRULE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let rounds: usize = asked.unwrap_or(30);
    let (rules_each, plans_each) = (24, 24);
    let (mut judged, mut decided) = (0, 0);
    for round in 0..rounds {
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(round as u64));
        let rules: Vec<_> = (0..rules_each).map(|_| generate::rule(&mut random, shape)).collect();
        let plans: Vec<_> = (0..plans_each).map(|_| generate::plan(&mut random)).collect();
        let texts =
            rules.iter().enumerate().map(|(at, rule)| generate::rule_text(&format!("r{at}"), rule));
        let program = engine::load(&texts.collect::<Vec<_>>().join("\n"));
        let jsons: Vec<_> = plans.iter().map(generate::plan_json).collect();
        let verdicts = engine::verdicts(&program, &jsons);
        assert_eq!(verdicts.len(), rules.len());
        for ((at, rule), verdicts) in rules.iter().enumerate().zip(&verdicts) {
            for ((plan, json), verdict) in plans.iter().zip(&jsons).zip(verdicts) {
                let Some(judgement) = judge(rule, plan, *verdict, shape.exact) else { continue };
                judged += 1;
                decided += usize::from(*verdict != harness::Class::Undetermined);
                if let Err(fault) = judgement {
                    panic!(
                        "{fault:?}: {verdict:?}, seed {seed}, round {round}\n{}\n{json}",
                        generate::rule_text(&format!("r{at}"), rule),
                    );
                }
            }
        }
    }
    // A run that judges little, or in which all is one verdict, proves little.
    let cases = rounds * rules_each * plans_each;
    assert!(judged * 3 > cases * 2, "only {judged} of {cases} cases were judged");
    assert!(decided * 4 > judged && decided * 50 < judged * 49, "{decided} of {judged} decided");
}

#[test]
fn no_verdict_that_a_completion_denies() {
    hold(1, Shape { exact: false });
}

#[test]
fn no_doubt_where_all_completions_agree() {
    hold(2, Shape { exact: true });
}
