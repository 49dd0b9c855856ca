//! Codes: within, levels, correspondences.

use misrule::evaluate::{Location, Reason};
use misrule::facts::{Scope, TableId};

use crate::world::{told, truths, world};

#[test]
fn within_and_levels() {
    let all = [
        "plan.code within left:A",
        "plan.code within left:A1",
        "plan.code within left:B",
        "plan.code within {left:B, left:A1}",
        "plan.code = left:A11",
        "plan.code.division = left:A1",
        "plan.code.class = left:A11",
    ];
    assert_eq!(truths(&all, r#""code": "left:A11""#), "TTFTTTT");
    assert_eq!(truths(&all, r#""code": "left:A2""#), "TFFFFFU");
    assert_eq!(truths(&all, ""), "UUUUUUU");
}

#[test]
fn codes_of_another_scheme_are_lifted() {
    let all = ["plan.code within left:A", "plan.code within left:A1", "plan.code within left:B"];
    assert_eq!(truths(&all, r#""code": "right:P1""#), "TTF");
    assert_eq!(truths(&all, r#""code": "right:Q""#), "UUU");
    let rule = |condition: &str| format!("  must {condition}\n  otherwise \"no\"");
    assert_eq!(
        told(&rule("plan.code within left:A"), r#""code": "right:Q""#),
        ["undetermined: no correspondence code"]
    );
    assert_eq!(
        told(&rule("(plan.code as left).class = left:A11"), r#""code": "right:P1""#),
        ["undetermined: too coarse code"]
    );
}

#[test]
fn what_is_coded_too_coarsely_may_be_within_or_not() {
    let all = [
        "plan.code within left:A",
        "plan.code within left:A1",
        "plan.code within {left:B1, left:A11}",
        "plan.code within left:B",
    ];
    assert_eq!(truths(&all, r#""code": "left:A""#), "TUUF");
    assert_eq!(truths(&all, r#""code": "right:P""#), "TUUF");
    assert_eq!(
        told(
            "  must plan.code within {left:B1, left:A11}\n  otherwise \"no\"",
            r#""code": "left:A""#
        ),
        ["undetermined: too coarse code"]
    );
}

#[test]
fn levels_are_lists() {
    let members = r#""items": [{"id": "a", "code": "left:A11"}, {"id": "b", "code": "left:A2"}]"#;
    let all = [
        "every d in left.division: some i in plan.items: i.code within d",
        "some d in left.section: every i in plan.items: i.code within d",
    ];
    assert_eq!(truths(&all, members), "FT");
}

#[test]
fn a_code_that_is_computed_is_placed_at_its_own_plan() {
    let rules = "rule r\n  \"r\"\n  for c in (set of i.code for i in plan.items)\n  must c within left:A\n  otherwise \"no\"\n";
    let items = |code: &str| format!(r#""items": [{{"id": "a", "code": "{code}"}}]"#);
    let plans = [items("left:A1"), items("right:Q")];
    let plans =
        [format!(r#"{{"id": "p", {}}}"#, plans[0]), format!(r#"{{"id": "q", {}}}"#, plans[1])];
    let world = world(rules, &[&plans[0], &plans[1]], Scope::Open);
    let told = world.run("r");
    let subjects: Vec<_> = told.subjects.iter().map(|(one, _)| one.clone()).collect();
    let explained = world.explain("r", &subjects);
    let plan = Location::Row { table: TableId(0), row: 1 };
    assert_eq!(explained[1].reasons, [Reason::NoCorrespondence(plan)]);
}
