//! A three-valued engine of a few lines whose truth tables are data, so that a cell can be broken
//! on purpose: the harness must see every broken cell, or it proves nothing about the real one.

use crate::generate::{self, Random};
use crate::harness::{Class, Fault, judge};
use crate::toy::{Cell, Compare, Formula, Of, Plan, Rule, Term};

/// False, unknown, true.
const VALUES: usize = 3;

#[derive(Clone)]
struct Tables {
    and: [[usize; VALUES]; VALUES],
    or: [[usize; VALUES]; VALUES],
    not: [usize; VALUES],
    /// By where, demand, exception.
    verdict: [[[Class; VALUES]; VALUES]; VALUES],
}

fn right_tables() -> Tables {
    use Class::{Finding, NoFinding, Undetermined};
    Tables {
        and: [[0, 0, 0], [0, 1, 1], [0, 1, 2]],
        or: [[0, 1, 2], [1, 1, 2], [2, 2, 2]],
        not: [2, 1, 0],
        verdict: [
            [[NoFinding; 3]; 3],
            [
                [Undetermined, Undetermined, NoFinding],
                [Undetermined, Undetermined, NoFinding],
                [NoFinding; 3],
            ],
            [
                [Finding, Undetermined, NoFinding],
                [Undetermined, Undetermined, NoFinding],
                [NoFinding; 3],
            ],
        ],
    }
}

fn value(tables: &Tables, plan: &Plan, formula: &Formula) -> usize {
    let known = |cell: Cell, test: &dyn Fn(u8) -> bool| match cell {
        Cell::Known(value) if test(value) => 2,
        Cell::Known(_) => 0,
        Cell::Gap(_) | Cell::Secret(_) => 1,
    };
    match formula {
        Formula::Flag(_) => known(plan.head[0], &|v| v == 1),
        Formula::ColourIs(_, colour, _) => known(plan.head[2], &|v| v == *colour),
        Formula::Compare(_, _, _) => known(plan.head[1], &|v| v == 1),
        Formula::Not(inner) => tables.not[value(tables, plan, inner)],
        Formula::And(parts) => {
            let [a, b] = [0, 1].map(|at| value(tables, plan, &parts[at]));
            tables.and[a][b]
        }
        Formula::Or(parts) => {
            let [a, b] = [0, 1].map(|at| value(tables, plan, &parts[at]));
            tables.or[a][b]
        }
        other => unreachable!("{other:?} is not in the rules of this test"),
    }
}

fn verdict(tables: &Tables, plan: &Plan, rule: &Rule) -> Class {
    let applies = rule.filter.as_ref().map_or(2, |f| value(tables, plan, f));
    let excepted = rule.exception.as_ref().map_or(0, |f| value(tables, plan, f));
    tables.verdict[applies][value(tables, plan, &rule.demand)][excepted]
}

/// Rules that read each field once and, over all plans, reach every cell.
fn rules() -> Vec<Rule> {
    let flag = || Formula::Flag(Of::Plan);
    let colour = || Formula::ColourIs(Of::Plan, 1, false);
    let number = || Formula::Compare(Term::N(Of::Plan), Compare::Equal, Term::Literal(1));
    let plain = |demand| Rule { over_items: false, filter: None, demand, exception: None };
    vec![
        plain(Formula::And(vec![flag(), colour()])),
        plain(Formula::Or(vec![flag(), colour()])),
        plain(Formula::Not(Box::new(flag()))),
        Rule {
            over_items: false,
            filter: Some(flag()),
            demand: number(),
            exception: Some(colour()),
        },
    ]
}

/// The first fault found in some hundreds of plans.
fn search(tables: &Tables) -> Option<Fault> {
    let mut random = Random(7);
    for _ in 0..400 {
        let plan = Plan { items: Some(Vec::new()), ..generate::plan(&mut random) };
        for rule in rules() {
            if let Some(Err(fault)) = judge(&rule, &plan, verdict(tables, &plan, &rule), true) {
                return Some(fault);
            }
        }
    }
    None
}

#[test]
fn the_right_tables_pass() {
    assert_eq!(search(&right_tables()), None);
}

#[test]
fn every_broken_cell_is_seen() {
    let mut broken = 0;
    let mut expect_seen = |what: String, tables: &Tables| {
        broken += 1;
        assert!(search(tables).is_some(), "{what} was broken and nothing was seen");
    };
    for a in 0..VALUES {
        for wrong in 1..VALUES {
            let mut tables = right_tables();
            tables.not[a] = (tables.not[a] + wrong) % VALUES;
            expect_seen(format!("not {a}"), &tables);
        }
        for b in 0..VALUES {
            for wrong in 1..VALUES {
                let mut tables = right_tables();
                tables.and[a][b] = (tables.and[a][b] + wrong) % VALUES;
                expect_seen(format!("{a} and {b}"), &tables);
                let mut tables = right_tables();
                tables.or[a][b] = (tables.or[a][b] + wrong) % VALUES;
                expect_seen(format!("{a} or {b}"), &tables);
            }
            for x in 0..VALUES {
                for class in [Class::Finding, Class::NoFinding, Class::Undetermined] {
                    let mut tables = right_tables();
                    if tables.verdict[a][b][x] != class {
                        tables.verdict[a][b][x] = class;
                        expect_seen(format!("where {a}, demand {b}, exception {x}"), &tables);
                    }
                }
            }
        }
    }
    assert_eq!(broken, 3 * 2 + 9 * 4 + 27 * 2);
}
