//! A parameter that is moved past the margin of a finding changes its verdict exactly there.

use std::collections::BTreeMap;

use misrule::packs::RuleFile;

use crate::draw::{self, Scope};
use crate::random::Random;
use crate::toy::{MODEL, TREE};
use crate::world::{Margin, Seen, World, load};
use crate::{plan, write};

/// Places behind the point of what is moved: further than any value that is drawn.
const PLACES: u32 = 9;

/// A decimal in billionths; none for a fraction that is no such decimal.
fn billionths(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    let places = PLACES.checked_sub(u32::try_from(part.len()).ok()?)?;
    Some(digits * 10i128.pow(places))
}

fn written(billionths: i128) -> String {
    let unit = 10i128.pow(PLACES);
    let sign = if billionths < 0 { "-" } else { "" };
    let size = billionths.abs();
    format!("{sign}{}.{:09}", size / unit, size % unit)
}

/// Loads rules with parameters set.
type Load<'a> = dyn Fn(&[(String, String)]) -> World + 'a;

/// Sets each parameter, and gives the verdict of the finding of each fingerprint.
fn verdicts(load: &Load, plans: &[String], set: &[(String, String)]) -> BTreeMap<String, Seen> {
    let seen = load(set).check(plans, false);
    seen.into_iter().map(|seen| (seen.fingerprint.clone(), seen)).collect()
}

/// Moves the parameter of each finding to the value it is compared with, by a billionth short of
/// it and past it. `name` gives the parameter that a rule compares with. Gives how many there were.
fn flip(load: &Load, plans: &[String], findings: &[(&Seen, &str, &Margin)]) -> usize {
    let (mut short, mut past, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for (seen, name, margin) in findings {
        let ends = [&margin.value, &margin.limit].map(|end| billionths(end.as_deref()?));
        let [Some(value), Some(limit)] = ends else { continue };
        let away = if value > limit { 1 } else { -1 };
        let unit = if margin.unit.is_empty() { String::new() } else { format!(" {}", margin.unit) };
        let set = |to: i128| ((*name).to_owned(), format!("{}{unit}", written(to)));
        short.push(set(value - away));
        past.push(set(value + away));
        moved.push((*seen, value == limit));
    }
    let [short, past] = [short, past].map(|set| verdicts(load, plans, &set));
    for (seen, is_equal) in &moved {
        let told = |of: &BTreeMap<String, Seen>| of[&seen.fingerprint].verdict;
        // What fails at equality fails on one side, and which of the two is for the operator to say.
        let fails = [told(&short), told(&past)].map(|verdict| verdict == "violated");
        match is_equal {
            true => assert!(fails.contains(&false), "{seen:#?}\n{:#?}", past[&seen.fingerprint]),
            false => assert_eq!(
                fails,
                [true, false],
                "{seen:#?}\nshort of it {:#?}\npast it {:#?}",
                short[&seen.fingerprint],
                past[&seen.fingerprint]
            ),
        }
    }
    moved.len()
}

/// Each rule compares a random term with a parameter of its own.
#[test]
fn random_rules_flip_at_their_margin() {
    let mut flipped = 0;
    for seed in 0..6 {
        let mut random = Random(21 + seed);
        let rules = (0..60).map(|at| {
            let term = draw::term(&mut random, &Scope { plan: true, ..Scope::default() }, 2);
            let text = write::term(&format!("r{at}"), &term);
            let (op, limit) = (["<", "<=", ">", ">="][random.below(4)], random.below(4));
            format!(
                "parameter limit{at}: number = {limit}\n  because \"an example\"\n\n\
                 rule r{at}\n  \"a rule\"\n  must {text} {op} limit{at}\n  otherwise \"no\"\n"
            )
        });
        let text = format!("{MODEL}\n{}", rules.collect::<Vec<_>>().join("\n"));
        let files = [RuleFile { name: "toy.rule".to_owned(), text }];
        let tree = |_: &str, name: &str| (name == "tree.csv").then(|| TREE.to_owned());
        let load = |set: &[(String, String)]| load(&files, false, &tree, set);
        let plans = [plan::plan(&mut random, false).json("p")];
        let before = load(&[]).check(&plans, false);
        let named: Vec<(&Seen, String, &Margin)> = before
            .iter()
            .filter(|seen| seen.verdict == "violated")
            .filter_map(|seen| {
                let number = seen.rule.strip_prefix("toy/r")?;
                Some((seen, format!("limit{number}"), seen.margin.as_ref()?))
            })
            .collect();
        let findings: Vec<_> =
            named.iter().map(|(seen, name, margin)| (*seen, name.as_str(), *margin)).collect();
        flipped += flip(&load, &plans, &findings);
    }
    assert!(flipped > 60, "only {flipped} parameters were moved");
}

/// Parameters of the rulebook, and plans that break the rules which compare with them.
#[test]
fn the_rulebook_flips_at_its_margins() {
    const BROKEN: &[(&str, &str, &str)] =
        &[("priority_limit", "sheng2023/few-priorities", r#"{ "priorities": [PRIORITIES] }"#)];
    let priorities: Vec<String> =
        (0..11).map(|at| format!(r#"{{ "id": "a{at}", "title": "A{at}" }}"#)).collect();
    let load = |set: &[(String, String)]| load(&[], true, &|_, _| None, set);
    for (name, rule, parts) in BROKEN {
        let parts = parts.replace("PRIORITIES", &priorities.join(", "));
        let head = r#"{ "format": "regional/plan/1", "id": "p", "title": "P", "region": { "code": "XX", "name": "X", "level": "province" }, "#;
        let plans = [parts.replacen("{ ", head, 1)];
        let seen = load(&[]).check(&plans, false);
        let found = seen.iter().find(|seen| seen.rule == *rule).unwrap();
        let margin = found.margin.as_ref().unwrap();
        assert_eq!(found.verdict, "violated");
        // A whole number: one short of the value it still fails, at the value it holds.
        let value: i64 = margin.value.as_ref().unwrap().parse().unwrap();
        for (to, verdict) in [(value - 1, "violated"), (value, "satisfied")] {
            let set = [((*name).to_owned(), to.to_string())];
            assert_eq!(verdicts(&load, &plans, &set)[&found.fingerprint].verdict, verdict);
        }
    }
}
