//! Truth, words, texts, records.

use crate::world::truths;

#[test]
fn three_values_in_every_connection() {
    // flag is true, x is 1, y is not stated.
    let members = r#""flag": true, "x": 1"#;
    let (t, f, u) = ("plan.x = 1", "plan.x = 2", "plan.y = 1");
    for (op, table) in [("and", ["TFU", "FFF", "UFU"]), ("or", ["TTT", "TFU", "TUU"])] {
        for (left, expected) in [t, f, u].into_iter().zip(table) {
            let conditions: Vec<String> =
                [t, f, u].iter().map(|right| format!("({left}) {op} ({right})")).collect();
            let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
            assert_eq!(truths(&conditions, members), expected, "{left} {op}");
        }
    }
    assert_eq!(truths(&["not (plan.x = 1)", "not (plan.y = 1)"], members), "FU");
    assert_eq!(truths(&["plan.flag", "not plan.flag", "plan.sure"], members), "TFT");
    assert_eq!(truths(&["plan.flag"], ""), "U");
}

#[test]
fn words_and_texts() {
    let all = [
        "plan.kind is a",
        "plan.kind is not a",
        "plan.kind is one of {a, b}",
        "plan.kind is not one of {b, c}",
        "plan.note = \"Steel\"",
        "plan.note != \"steel\"",
        "plan.note contains \"ＳＴＥＥ\"",
    ];
    assert_eq!(truths(&all, r#""kind": "a", "note": "Steel""#), "TFTTTTT");
    assert_eq!(truths(&all, r#""kind": "c", "note": "iron""#), "FTFFFTF");
    assert_eq!(truths(&all, ""), "UUUUUUU");
}

#[test]
fn sets_hold_members() {
    let all = ["plan.tags includes a", "plan.tags includes c", "plan.names includes \"x\""];
    assert_eq!(truths(&all, r#""tags": ["a", "b"], "names": ["x", "y"]"#), "TFT");
    assert_eq!(truths(&all, r#""tags": ["a", null], "names": []"#), "TUF");
    assert_eq!(truths(&all, ""), "UUU");
}

#[test]
fn records_are_one_where_row_or_key_is() {
    let members = r#""items": [{"id": "i", "peer": "j"}, {"id": "j"}, {"id": "k", "peer": "ghost"},
        {"id": "l", "peer": "ghost"}], "focus": ["i", "ghost"]"#;
    let all = [
        "some m in plan.items: some n in plan.items: m.peer = n",
        "some m in plan.items: m.peer = m",
        "every f in plan.focus: f.name is stated",
        "plan.focus includes plan.items[\"i\"].peer",
        "some m in plan.items where m.id = \"k\": plan.focus includes m.peer",
        "some m in plan.items where m.id = \"k\": some n in plan.items where n.id = \"l\": m.peer = n.peer",
    ];
    assert_eq!(truths(&all[..3], members), "TUF");
    assert_eq!(truths(&all[4..], members), "TT");
}

#[test]
fn conditions_can_be_counted_in_lists() {
    let all = [
        "all of (plan.x > 0, plan.y > 0)",
        "any of (plan.x > 0, plan.y > 0)",
        "any of (plan.x < 0, plan.y > 0)",
        "all of (plan.x < 0, plan.y > 0)",
    ];
    assert_eq!(truths(&all, r#""x": 1"#), "UTUF");
}
