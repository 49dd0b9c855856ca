//! Aggregates and breakdowns.

use crate::world::{told, truths};

const ITEMS: &str = r#""items": [
    {"id": "a", "kind": "a", "x": 1, "size": 4}, {"id": "b", "kind": "b", "x": 2, "size": 6},
    {"id": "c", "kind": "a", "x": 3, "size": 10}]"#;

#[test]
fn of_what_is_known() {
    let all = [
        "count of plan.items = 3",
        "(count of i in plan.items where i.x > 1) = 2",
        "(sum of i.x for i in plan.items) = 6",
        "(min of i.x for i in plan.items) = 1",
        "(max of i.x for i in plan.items) = 3",
        "(mean of i.x for i in plan.items) = 2",
        "(share of i.size for i in plan.items: i.kind is a) = 70 %",
        "(sum of s.x for i in plan.items, s in i.subs) >= 0",
    ];
    assert_eq!(truths(&all[..7], ITEMS), "TTTTTTT");
    // The list of subs is left out, and a sub may be below zero.
    assert_eq!(truths(&all[7..], ITEMS), "U");
}

#[test]
fn of_nothing() {
    let all = [
        "count of plan.items = 0",
        "(sum of i.x for i in plan.items) = 0",
        "(min of i.x for i in plan.items) < 1",
        "(mean of i.x for i in plan.items) < 1",
        "(share of i.size for i in plan.items: i.kind is a) < 1 %",
    ];
    assert_eq!(truths(&all, r#""items": []"#), "TTUUU");
    let told =
        told("  must (min of i.x for i in plan.items) < 1\n  otherwise \"no\"", r#""items": []"#);
    assert_eq!(told, ["undetermined: OfNothing"]);
}

#[test]
fn of_open_lists() {
    let all = [
        "count of plan.items >= 0",
        "count of plan.items <= 5",
        "(sum of i.size for i in plan.items) >= 0",
        "(sum of i.x for i in plan.items) >= 0",
        "(share of i.size for i in plan.items: i.kind is a) <= 100 %",
    ];
    assert_eq!(truths(&all, ""), "TUTUT");
    let open = r#""items": [{"id": "a", "size": 7, "x": 7}, null]"#;
    let all = [
        "(sum of i.size for i in plan.items) >= 7",
        "(sum of i.x for i in plan.items) >= 7",
        "(max of i.size for i in plan.items) >= 7",
        "(min of i.size for i in plan.items) <= 7",
        "(min of i.size for i in plan.items) >= 7",
        "count of plan.items >= 1",
    ];
    assert_eq!(truths(&all, open), "TUTTUT");
}

#[test]
fn of_members_that_may_not_count() {
    let members = r#""items": [{"id": "a", "size": 4, "flag": true}, {"id": "b", "size": 6}]"#;
    let all = [
        "(sum of i.size for i in plan.items where i.flag) >= 4",
        "(sum of i.size for i in plan.items where i.flag) <= 10",
        "(sum of i.size for i in plan.items where i.flag) < 10",
        "(max of i.size for i in plan.items where i.flag) >= 4",
        "(max of i.size for i in plan.items where i.flag) > 6",
        "(mean of i.size for i in plan.items where i.flag) <= 10",
        "(count of i in plan.items where i.flag) = 1",
        "(share of i.size for i in plan.items: i.flag) >= 40 %",
    ];
    assert_eq!(truths(&all, members), "TTUTFUUT");
}

#[test]
fn breakdowns_by_key() {
    let rule = |demand: &str| {
        format!(
            "  let parts = sum of i.size for i in plan.items by i.kind\n  must {demand}\n  otherwise \"no\""
        )
    };
    let verdict =
        |demand: &str, members: &str| told(&rule(demand), members)[0].chars().next().unwrap();
    for (demand, expected) in [
        ("parts[a] = 14", 's'),
        ("parts[b] = 6", 's'),
        ("parts[c] = 0", 's'),
        ("total of parts = 20", 's'),
        ("every k in keys of parts: parts[k] > 5", 's'),
        ("count of (keys of parts) = 2", 's'),
        ("some k in keys of parts: parts[k] / total of parts > 50 % as number", 's'),
        ("parts[a] < 14", 'v'),
    ] {
        assert_eq!(verdict(demand, ITEMS), expected, "{demand}");
    }
    // One item of unknown kind may belong to any.
    let unsure = r#""items": [{"id": "a", "kind": "a", "size": 4}, {"id": "b", "size": 6}]"#;
    for (demand, expected) in [
        ("parts[a] >= 4", 's'),
        ("parts[a] <= 10", 's'),
        ("parts[a] < 10", 'u'),
        ("parts[c] <= 6", 's'),
        ("parts[c] > 6", 'v'),
        ("total of parts = 10", 's'),
        ("every k in keys of parts: parts[k] >= 4", 'u'),
        ("some k in keys of parts: parts[k] >= 4", 's'),
    ] {
        assert_eq!(verdict(demand, unsure), expected, "{demand}");
    }
}

#[test]
fn means_by_key_need_members() {
    let rule = |demand: &str| {
        format!(
            "  let parts = mean of i.size for i in plan.items by i.kind\n  must {demand}\n  otherwise \"no\""
        )
    };
    assert_eq!(told(&rule("parts[a] = 7"), ITEMS), ["satisfied: "]);
    assert_eq!(told(&rule("parts[c] = 7"), ITEMS), ["undetermined: OfNothing"]);
}
