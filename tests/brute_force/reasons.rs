//! What an undetermined verdict says is missing is missing, and is enough: with all that is named
//! filled in, the verdict is decided, or something else is named.

use std::collections::BTreeMap;

use misrule::evaluate::Verdict;

use crate::judge::Subject;
use crate::plan::{HEAD, NONE, Plan, STATED, Written};
use crate::random::Random;
use crate::toy::{Field, YEARS};
use crate::{Draw, drawn, engine};

/// A place of a plan that has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Cell(usize),
    /// The series of a record.
    Series(usize),
}

/// Where each gap of a plan stands, as a finding would say it.
fn gaps(plan: &Plan) -> BTreeMap<String, Gap> {
    let mut found = BTreeMap::new();
    let lists = [(&plan.items, "items"), (&plan.links, "links"), (&plan.marks, "marks")];
    let members = lists.iter().flat_map(|(list, name)| {
        list.members[..list.sure].iter().map(move |member| (*member, Some(*name)))
    });
    for (record, list) in std::iter::once((HEAD, None)).chain(members) {
        let known = &plan.records[record];
        let before = list.map_or_else(String::new, |list| format!("{list}[{}].", known.key));
        for cell in known.cells.iter().flatten().filter(|cell| plan.gaps.contains(cell)) {
            let field = plan.cells[*cell].field;
            let year = Field::SERIES.iter().position(|point| *point == field);
            let path = match year {
                Some(at) => format!("{before}s[{}]", YEARS[at]),
                None => format!("{before}{}", field.word()),
            };
            found.insert(path, Gap::Cell(*cell));
        }
        if known.cells[Field::S0 as usize].is_some() && known.series != Written::Value(0) {
            found.insert(format!("{before}s"), Gap::Series(record));
        }
    }
    for (list, name) in lists.iter().filter(|(list, _)| !list.is_closed()) {
        found.insert((*name).to_owned(), Gap::Cell(list.length));
    }
    found
}

/// Fills a gap by any of its choices; a list by what is written of it, and no more.
fn fill(plan: &mut Plan, gap: Gap, random: &mut Random) {
    match gap {
        Gap::Series(record) => {
            plan.records[record].series = Written::Value(0);
            for field in Field::SERIES {
                let cell = plan.records[record].cells[field as usize].unwrap();
                plan.cells[cell].written = Written::Out;
            }
        }
        Gap::Cell(cell) => {
            let list = match plan.cells[cell].field {
                Field::Items => Some(&mut plan.items),
                Field::Links => Some(&mut plan.links),
                Field::Marks => Some(&mut plan.marks),
                _ => None,
            };
            if let Some(list) = list {
                list.close();
                plan.cells[cell].written = Written::Value(0);
                return;
            }
            let held = &mut plan.cells[cell];
            let values: Vec<u16> = held.choices.iter().map(|choice| choice & 0xff).collect();
            // A reference to what may be there is one to what is not, once the list is closed.
            let value = u8::try_from(random.pick(&values)).unwrap();
            held.written = match value {
                NONE => Written::Null,
                value => Written::Value(value),
            };
            held.choices = vec![u16::from(value) | STATED];
        }
    }
}

#[test]
fn what_is_named_as_missing_is_enough() {
    let draw =
        Draw { seed: 5, exact: false, faults: true, rules: 48, plans: 48, rounds: 1, most: 1 };
    let mut random = Random(9);
    let (mut asked, mut decided) = (0, 0);
    let drawn = drawn(draw, 0);
    let program = engine::load(&drawn.text());
    let facts = engine::read(&program, &drawn.plans, true);
    for rule in 0..drawn.rules.len() {
        let mut cases = Vec::new();
        for (at, subject, reasons) in engine::reasons(&program, &facts, rule, &drawn.plans) {
            let told = || format!("{}\n{}", drawn.texts[rule].text, drawn.plans[at].json("p"));
            assert!(!reasons.is_empty(), "undetermined for no reason: {subject:?}\n{}", told());
            let known = gaps(&drawn.plans[at]);
            // What cannot be computed, and what a reference or key leads nowhere for, no value
            // fills.
            let named: Option<Vec<(String, Gap)>> = reasons
                .iter()
                .map(|path| Some((path.clone()?, *known.get(path.as_ref()?)?)))
                .collect();
            let Some(named) = named else { continue };
            let mut plan = drawn.plans[at].clone();
            for (_, gap) in &named {
                fill(&mut plan, *gap, &mut random);
            }
            cases.push((at, subject, named, plan));
        }
        let plans: Vec<Plan> = cases.iter().map(|(_, _, _, plan)| plan.clone()).collect();
        let facts = engine::read(&program, &plans, true);
        let verdicts = engine::verdicts(&program, &facts, rule, &plans);
        let reasons = engine::reasons(&program, &facts, rule, &plans);
        for (row, (at, subject, named, plan)) in cases.iter().enumerate() {
            asked += 1;
            let is_it = |(one, _): &&(Subject, Verdict)| one == subject;
            let now = verdicts[row].iter().find(is_it).map(|(_, verdict)| *verdict);
            if now != Some(Verdict::Undetermined) {
                decided += 1;
                continue;
            }
            let is_new =
                |path: &Option<String>| !named.iter().any(|(old, _)| Some(old) == path.as_ref());
            let now = reasons.iter().find(|(of, one, _)| *of == row && one == subject);
            assert!(
                now.is_some_and(|(_, _, reasons)| reasons.iter().any(is_new)),
                "{subject:?} is open for {named:?}, and still is with that filled in\n{}\n{}\n{}",
                drawn.texts[rule].text,
                drawn.plans[*at].json("p"),
                plan.json("p"),
            );
        }
    }
    assert!(asked > 300 && decided * 2 > asked, "{decided} of {asked} decided");
}
