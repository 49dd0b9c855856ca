//! Quantifiers over lists that are complete, open, or hold members that may not be meant.

use crate::world::{told, truths};

const SOME: &str = "some i in plan.items: i.x > 1";
const EVERY: &str = "every i in plan.items: i.x > 1";
const NO: &str = "no i in plan.items: i.x > 1";

fn items(xs: &[&str]) -> String {
    let items: Vec<String> = xs
        .iter()
        .enumerate()
        .map(|(at, x)| match *x {
            "?" => format!("{{\"id\": \"i{at}\"}}"),
            x => format!("{{\"id\": \"i{at}\", \"x\": {x}}}"),
        })
        .collect();
    format!("\"items\": [{}]", items.join(", "))
}

#[test]
fn some_every_no() {
    let all = [SOME, EVERY, NO];
    assert_eq!(truths(&all, &items(&["2", "3"])), "TTF");
    assert_eq!(truths(&all, &items(&["2", "1"])), "TFF");
    assert_eq!(truths(&all, &items(&["1", "1"])), "FFT");
    assert_eq!(truths(&all, &items(&["2", "?"])), "TUF");
    assert_eq!(truths(&all, &items(&["1", "?"])), "UFU");
    assert_eq!(truths(&all, &items(&[])), "FTT");
    assert_eq!(truths(&all, ""), "UUU");
    // A member that cannot be read opens the list.
    assert_eq!(truths(&all, r#""items": [{"id": "a", "x": 2}, null]"#), "TUF");
    assert_eq!(truths(&all, r#""items": [{"id": "a", "x": 1}, null]"#), "UFU");
}

#[test]
fn counted() {
    let all = [
        "at least 2 i in plan.items: i.x > 1",
        "at most 1 i in plan.items: i.x > 1",
        "exactly 1 i in plan.items: i.x > 1",
    ];
    assert_eq!(truths(&all, &items(&["2", "3"])), "TFF");
    assert_eq!(truths(&all, &items(&["2", "1"])), "FTT");
    assert_eq!(truths(&all, &items(&["2", "?"])), "UUU");
    assert_eq!(truths(&all, &items(&["2", "2", "?"])), "TFF");
    assert_eq!(truths(&all, &items(&["1", "1"])), "FTF");
    assert_eq!(truths(&all, ""), "UUU");
}

#[test]
fn a_where_that_is_unknown_makes_a_member_unsure() {
    let all = [
        "some i in plan.items where i.flag: i.x > 1",
        "every i in plan.items where i.flag: i.x > 1",
        "no i in plan.items where i.flag: i.x > 1",
    ];
    let one = |members: &str| format!("\"items\": [{{\"id\": \"i\"{members}}}]");
    assert_eq!(truths(&all, &one(r#", "flag": true, "x": 2"#)), "TTF");
    assert_eq!(truths(&all, &one(r#", "flag": false, "x": 1"#)), "FTT");
    assert_eq!(truths(&all, &one(r#", "x": 2"#)), "UTU");
    assert_eq!(truths(&all, &one(r#", "x": 1"#)), "FUT");
}

#[test]
fn nested() {
    let members = r#""items": [
        {"id": "a", "x": 1, "subs": [{"id": "s", "x": 1}]},
        {"id": "b", "x": 2, "subs": []},
        {"id": "c", "x": 2, "subs": [{"id": "s", "x": 5}, {"id": "t"}]}]"#;
    let all = [
        "some i in plan.items: every s in i.subs: s.x = i.x",
        "every i in plan.items: some s in i.subs: s.x >= i.x",
        "some i in plan.items where i.id = \"c\": every s in i.subs: s.x > 1",
        "every i in plan.items: some j in plan.items: i.x < j.x or j.x = 2",
    ];
    assert_eq!(truths(&all, members), "TFUT");
}

#[test]
fn each_pair_once() {
    let told = told(
        "  for pair i, j in plan.items\n  must i.x != j.x\n  otherwise \"no\"",
        &items(&["1", "2", "2", "?"]),
    );
    let verdict = |one: &String| one.split(':').next().unwrap().to_owned();
    let verdicts: Vec<String> = told.iter().map(verdict).collect();
    let (s, u, v) = ("satisfied", "undetermined", "violated");
    assert_eq!(verdicts, [s, s, u, v, u, u]);
}

#[test]
fn lists_that_are_made() {
    let members = r#""items": [{"id": "a", "kind": "a", "x": 1}, {"id": "b", "kind": "b"}, {"id": "c"}],
        "tags": ["a"]"#;
    let rules = [
        "count of (set of i.kind for i in plan.items) >= 2",
        "count of (set of i.kind for i in plan.items) <= 3",
        "count of (set of i.kind for i in plan.items) = 2",
        "(set of i.kind for i in plan.items where i.id = \"a\") includes a",
        "(set of i.kind for i in plan.items where i.id = \"a\") includes b",
    ];
    assert_eq!(truths(&rules, members), "TTUTF");
}
