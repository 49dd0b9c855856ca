//! Codes: within, levels, correspondences.

use crate::world::{told, truths};

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
fn levels_are_lists() {
    let members = r#""items": [{"id": "a", "code": "left:A11"}, {"id": "b", "code": "left:A2"}]"#;
    let all = [
        "every d in left.division: some i in plan.items: i.code within d",
        "some d in left.section: every i in plan.items: i.code within d",
    ];
    assert_eq!(truths(&all, members), "FT");
}
