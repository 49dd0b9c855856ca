//! What is said of a verdict: reasons, places, values, margins.

use misrule::evaluate::{Explanation, Value};
use misrule::facts::Scope;

use crate::world::{World, plan, told, world};

fn explained(lines: &str, members: &str) -> (World, Vec<Explanation>) {
    let world = world(&format!("rule r\n  \"r\"\n{lines}\n"), &[&plan(members)], Scope::Open);
    let subjects: Vec<_> = world.run("r").subjects.into_iter().map(|(one, _)| one).collect();
    let explained = world.explain("r", &subjects);
    (world, explained)
}

#[test]
fn reasons_reach_down_to_places() {
    let rule = |condition: &str| format!("  must {condition}\n  otherwise \"no\"");
    let told = |condition: &str, members: &str| told(&rule(condition), members).remove(0);
    assert_eq!(told("plan.head.x > 1", ""), "undetermined: missing head");
    assert_eq!(told("plan.head.x > 1", r#""head": {}"#), "undetermined: missing head.x");
    assert_eq!(told("plan.x > 1", r#""x": {"absent": "withheld"}"#), "undetermined: Withheld x");
    assert_eq!(told("plan.x > 1", r#""x": "many""#), "undetermined: Malformed x");
    let items = r#""items": [{"id": "a", "peer": "ghost"}, {"id": "b", "x": 1}]"#;
    assert_eq!(
        told("every i in plan.items: i.peer.x > 1 or i.x = 1", items),
        "undetermined: dangling items[ghost], missing items[a].x"
    );
    assert_eq!(
        told("(sum of i.x for i in plan.items) > 5", items),
        "undetermined: missing items[a].x"
    );
    assert_eq!(told("(sum of i.x for i in plan.items) > 5", ""), "undetermined: open items");
    assert_eq!(told("plan.x > 1 and plan.y > 1", r#""x": 2"#), "undetermined: missing y");
    assert_eq!(told("plan.note is stated", ""), "violated: missing note, at note");
}

#[test]
fn labels_are_what_the_failing_part_read() {
    let rule = |condition: &str| format!("  must {condition}\n  otherwise \"no\"");
    let told = |condition: &str, members: &str| told(&rule(condition), members).remove(0);
    let items = r#""items": [{"id": "a", "x": 1}, {"id": "b", "x": 3}, {"id": "c", "x": 0}]"#;
    assert_eq!(
        told("every i in plan.items: i.x > 2", items),
        "violated: at items[a].x, at items[c].x"
    );
    assert_eq!(told("no i in plan.items: i.x > 2", items), "violated: at items[b].x");
    assert_eq!(told("some i in plan.items: i.x > 5", items), "violated: at items");
    assert_eq!(told("count of plan.items <= 2", items), "violated: at items");
    assert_eq!(told("plan.x > 1 and plan.y > 1", r#""x": 2, "y": 0"#), "violated: at y");
    assert_eq!(told("plan.x > plan.y", r#""x": 2, "y": 3"#), "violated: at x, at y");
}

#[test]
fn show_names_the_labels() {
    let told = told(
        "  for i in plan.items\n  must i.x > 1\n  otherwise \"no\"\n  show i.name, i.x",
        r#""items": [{"id": "a", "x": 1}]"#,
    );
    assert_eq!(told, ["violated: at items[a].name, at items[a].x"]);
}

#[test]
fn values_margins_and_holes() {
    let (world, explained) = explained(
        "  let n = count of plan.items\n  must n <= 1\n  otherwise \"{n} items in {plan.title}\"",
        r#""items": [{"id": "a"}, {"id": "b"}, {"id": "c"}]"#,
    );
    let one = &explained[0];
    assert_eq!(one.clauses, [0]);
    let margin = one.margin.as_ref().unwrap();
    assert_eq!(margin.difference.exact_value().unwrap().to_i128(), Some(2));
    assert_eq!(one.values.len(), 1);
    let Value::Number(range, _) = &one.values[0].value else { panic!("{:?}", one.values) };
    assert_eq!(range.exact_value().unwrap().to_i128(), Some(3));
    assert_eq!(one.holes.len(), 2);
    assert_eq!(one.holes[0].value, one.values[0].value);
    let Value::Unknown(reasons) = &one.holes[1].value else { panic!("{:?}", one.holes) };
    assert_eq!(world.reason(&reasons[0]), "missing title");
}

#[test]
fn a_satisfied_verdict_says_what_it_assumes() {
    let (world, explained) =
        explained("  must plan.sure and plan.x = 1\n  otherwise \"no\"", r#""x": 1"#);
    let assumed: Vec<String> = explained[0].assumed.iter().map(|at| world.path(at)).collect();
    assert_eq!(assumed, ["sure"]);
    let (_, explained) = self::explained(
        "  must plan.sure and plan.x = 1\n  otherwise \"no\"",
        r#""x": 1, "sure": true"#,
    );
    assert!(explained[0].assumed.is_empty());
}
