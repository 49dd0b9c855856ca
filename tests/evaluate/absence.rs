//! What absence does to presence and to amounts.

use crate::world::{truth, truths};

#[test]
fn presence_of_a_field() {
    let stated = |members: &str| truth("plan.x is stated", members);
    assert_eq!(stated(r#""x": 1"#), 'T');
    assert_eq!(stated(""), 'F');
    assert_eq!(stated(r#""x": null"#), 'F');
    assert_eq!(stated(r#""x": "n/a""#), 'F');
    assert_eq!(stated(r#""x": {"absent": "unknown"}"#), 'F');
    assert_eq!(stated(r#""x": {"absent": "withheld"}"#), 'U');
    assert_eq!(stated(r#""x": {"absent": "not applicable"}"#), 'U');
    assert_eq!(stated(r#""x": "ten""#), 'U');
    assert_eq!(truth("plan.sure is stated", ""), 'T');
}

#[test]
fn presence_of_what_can_be_empty() {
    let all = ["plan.tags is stated", "plan.tags is missing", "plan.tags is empty"];
    assert_eq!(truths(&all, r#""tags": ["a"]"#), "TFF");
    assert_eq!(truths(&all, r#""tags": []"#), "FTT");
    assert_eq!(truths(&all, ""), "FTU");
    let items = ["plan.items is stated", "plan.items is empty"];
    assert_eq!(truths(&items, r#""items": [{"id": "i"}]"#), "TF");
    assert_eq!(truths(&items, r#""items": []"#), "FT");
    assert_eq!(truths(&items, ""), "FU");
    assert_eq!(truths(&["plan.note is stated", "plan.note is empty"], r#""note": """#), "FT");
    let trend = ["plan.trend is stated", "plan.trend is empty"];
    assert_eq!(truths(&trend, r#""trend": {"2020": 1}"#), "TF");
    assert_eq!(truths(&trend, r#""trend": {}"#), "FT");
    assert_eq!(truths(&trend, ""), "FU");
}
