//! A three-valued engine of a few lines whose truth tables are data, so that a cell can be broken
//! on purpose: the judge must see every broken cell, or it proves nothing about the real engine.

use misrule::evaluate::Verdict;

use crate::formula::{Exception, Formula, Op, Rec, Rule, Term, Word};
use crate::judge::{Asked, Fault, Subject, judge};
use crate::plan::{self, HEAD, Plan, Written};
use crate::random::Random;
use crate::toy::Field;
use crate::write;

/// False, unknown, true.
const VALUES: usize = 3;

const VERDICTS: [Verdict; 5] = [
    Verdict::NotApplicable,
    Verdict::Excepted,
    Verdict::Satisfied,
    Verdict::Undetermined,
    Verdict::Violated,
];

#[derive(Clone)]
struct Tables {
    and: [[usize; VALUES]; VALUES],
    or: [[usize; VALUES]; VALUES],
    not: [usize; VALUES],
    /// By where, demand, exception.
    verdict: [[[Verdict; VALUES]; VALUES]; VALUES],
}

fn right_tables() -> Tables {
    use Verdict::{Excepted, NotApplicable, Satisfied, Undetermined, Violated};
    let unknown = [Undetermined, Undetermined, Excepted];
    Tables {
        and: [[0, 0, 0], [0, 1, 1], [0, 1, 2]],
        or: [[0, 1, 2], [1, 1, 2], [2, 2, 2]],
        not: [2, 1, 0],
        verdict: [
            [[NotApplicable; 3]; 3],
            [unknown, unknown, [Satisfied; 3]],
            [[Violated, Undetermined, Excepted], unknown, [Satisfied; 3]],
        ],
    }
}

fn value(tables: &Tables, plan: &Plan, formula: &Formula) -> usize {
    let known = |field: Field, test: &dyn Fn(u8) -> bool| {
        let cell = plan.records[HEAD].cells[field as usize].unwrap();
        match plan.cells[cell].written {
            Written::Value(value) if test(value) => 2,
            Written::Value(_) => 0,
            _ => 1,
        }
    };
    match formula {
        Formula::Flag(_) => known(Field::Flag, &|v| v == 1),
        Formula::Colour(_, Word::Is(colour), _) => known(Field::Colour, &|v| v == *colour),
        Formula::Compare(_, _, _) => known(Field::N, &|v| v == 1),
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

fn verdict(tables: &Tables, plan: &Plan, rule: &Rule) -> Verdict {
    let applies = rule.when.as_ref().map_or(2, |when| value(tables, plan, when));
    let excepted = rule.exceptions.first().map_or(0, |one| value(tables, plan, &one.when));
    tables.verdict[applies][value(tables, plan, &rule.demand)][excepted]
}

/// Rules that read each field once and, over all plans, reach every cell.
fn rules() -> Vec<Rule> {
    let flag = || Formula::Flag(Rec::Head);
    let colour = || Formula::Colour(Rec::Head, Word::Is(1), false);
    let number =
        || Formula::Compare(Term::Number(Rec::Head, Field::N), Op::Equal, Term::Literal(1));
    let plain = |demand| Rule {
        portfolio: false,
        in_force: None,
        breakdowns: Vec::new(),
        lets: Vec::new(),
        loops: Vec::new(),
        when: None,
        negated: false,
        demand,
        exceptions: Vec::new(),
    };
    vec![
        plain(Formula::And(vec![flag(), colour()])),
        plain(Formula::Or(vec![flag(), colour()])),
        plain(Formula::Not(Box::new(flag()))),
        Rule {
            when: Some(flag()),
            exceptions: vec![Exception { in_force: None, when: colour(), but: None }],
            ..plain(number())
        },
    ]
}

/// Rules and plans, drawn once, and the first fault found in them.
struct Cases {
    rules: Vec<(Rule, write::Text)>,
    plans: Vec<Plan>,
}

fn cases() -> Cases {
    let mut random = Random(7);
    let plans = std::iter::repeat_with(|| plan::plan(&mut random, false));
    let is_closed =
        |plan: &Plan| [&plan.items, &plan.links, &plan.marks].iter().all(|list| list.is_closed());
    Cases {
        rules: rules()
            .into_iter()
            .map(|rule| {
                let text = write::rule("r", &rule);
                (rule, text)
            })
            .collect(),
        plans: plans.filter(is_closed).take(400).collect(),
    }
}

fn search(cases: &Cases, tables: &Tables) -> Option<Fault> {
    for plan in &cases.plans {
        for (rule, text) in &cases.rules {
            let asked = Asked { rule, text, exact: true, most: 1_000, broken: None };
            let subject = Subject { bound: Vec::new(), open: false };
            let verdicts = [(subject, verdict(tables, plan, rule))];
            if let Err((fault, _)) = judge(&asked, plan, &verdicts, &mut Random(0)) {
                return Some(fault);
            }
        }
    }
    None
}

#[test]
fn the_right_tables_pass() {
    assert_eq!(search(&cases(), &right_tables()), None);
}

#[test]
fn every_broken_cell_is_seen() {
    let cases = cases();
    let mut broken = 0;
    let mut expect_seen = |what: String, tables: &Tables| {
        broken += 1;
        assert!(search(&cases, tables).is_some(), "{what} was broken and nothing was seen");
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
                for verdict in VERDICTS {
                    let mut tables = right_tables();
                    if tables.verdict[a][b][x] != verdict {
                        tables.verdict[a][b][x] = verdict;
                        expect_seen(
                            format!("{verdict:?} where {a}, demand {b}, exception {x}"),
                            &tables,
                        );
                    }
                }
            }
        }
    }
    assert_eq!(broken, 3 * 2 + 9 * 4 + 27 * 4);
}
