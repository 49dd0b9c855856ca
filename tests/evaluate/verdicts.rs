//! Steps, the table of verdicts, exceptions.

use misrule::facts::Scope;

use crate::world::{plan, told, world};

#[test]
fn the_table_of_verdicts() {
    // W, M and X are read from flag, x and y: 1 is true, 0 false, else unknown.
    let rules = "rule r\n  \"r\"\n  when plan.z = 1\n  must plan.x = 1\n  otherwise \"no\"\n\n\
        exception e to r\n  when plan.y = 1\n  because \"it may be\"\n";
    let table = [
        // W, M, X, verdict
        ("0", "0", "0", "not applicable"),
        ("0", "?", "1", "not applicable"),
        ("1", "1", "0", "satisfied"),
        ("?", "1", "?", "satisfied"),
        ("1", "0", "1", "excepted"),
        ("?", "?", "1", "excepted"),
        ("1", "0", "0", "violated"),
        ("1", "0", "?", "undetermined: missing y"),
        ("1", "?", "0", "undetermined: missing x"),
        ("1", "?", "?", "undetermined: missing x, missing y"),
        ("?", "0", "0", "undetermined: missing z"),
        ("?", "?", "0", "undetermined: missing z, missing x"),
        ("?", "?", "?", "undetermined: missing z, missing x, missing y"),
    ];
    for (w, m, x, expected) in table {
        let stated = [("z", w), ("x", m), ("y", x)];
        let members: Vec<String> = stated
            .iter()
            .filter(|(_, value)| *value != "?")
            .map(|(name, value)| format!("\"{name}\": {value}"))
            .collect();
        let world = world(rules, &[&plan(&members.join(", "))], Scope::Open);
        let told = world.told_of("r");
        let expected = if expected == "violated" { "violated: at x" } else { expected };
        assert_eq!(told[0].trim_end_matches(": "), expected, "{w} {m} {x}");
    }
}

#[test]
fn exceptions_may_be_excepted() {
    let rules = "rule r\n  \"r\"\n  must plan.x = 1\n  otherwise \"no\"\n\n\
        exception e to r\n  when plan.y = 1\n  because \"it may be\"\n\n\
        exception f to e\n  when plan.z = 1\n  because \"but not so\"\n";
    let verdict = |members: &str| world(rules, &[&plan(members)], Scope::Open).verdicts("r")[0];
    assert_eq!(verdict(r#""x": 0, "y": 1, "z": 0"#), "excepted");
    assert_eq!(verdict(r#""x": 0, "y": 1, "z": 1"#), "violated");
    assert_eq!(verdict(r#""x": 0, "y": 1"#), "undetermined");
    assert_eq!(verdict(r#""x": 0, "y": 0"#), "violated");
}

#[test]
fn a_list_left_out_is_one_subject_that_is_not_known() {
    let rule =
        "  for i in plan.items where i.flag\n  for s in i.subs\n  must s.x > 1\n  otherwise \"no\"";
    assert_eq!(told(rule, ""), ["undetermined: open items"]);
    assert_eq!(told(rule, r#""items": []"#), [""; 0]);
    assert_eq!(
        told(rule, r#""items": [{"id": "a", "flag": true}, {"id": "b", "flag": false}]"#),
        ["undetermined: open items[a].subs", "not applicable: "]
    );
    assert_eq!(
        told(
            rule,
            r#""items": [{"id": "a", "flag": true, "subs": [{"id": "s", "x": 0}, 7]}, null]"#
        ),
        [
            "violated: at items[a].subs[s].x",
            "undetermined: Malformed items[a].subs",
            "undetermined: Malformed items",
        ]
    );
}

#[test]
fn what_does_not_hang_on_the_members_decides_without_them() {
    let rule = "  for i in plan.items\n  when plan.x = 1\n  must i.x > 1\n  otherwise \"no\"";
    assert_eq!(told(rule, r#""x": 0"#), ["not applicable: "]);
    let rule = "  for i in plan.items\n  must i.x > 1 or plan.x = 1\n  otherwise \"no\"";
    assert_eq!(told(rule, r#""x": 1"#)[0].split(':').next(), Some("undetermined"));
}

#[test]
fn must_not_and_clauses() {
    let rule = "  must not plan.x = 1\n  otherwise \"no\"";
    assert_eq!(told(rule, r#""x": 1"#), ["violated: at x"]);
    assert_eq!(told(rule, r#""x": 2"#), ["satisfied: "]);
    let rule = "  must all of (plan.x = 1 otherwise \"first\", plan.y = 1 otherwise \"second\")";
    assert_eq!(told(rule, r#""x": 1, "y": 2"#), ["violated: at y"]);
    assert_eq!(told(rule, r#""x": 1"#), ["undetermined: missing y"]);
}
