//! Comparisons, arithmetic, units.

use crate::world::{told, truth, truths};

#[test]
fn known_numbers_compare() {
    let all =
        ["plan.x < 2", "plan.x <= 1", "plan.x = 1", "plan.x != 1", "plan.x >= 2", "plan.x > 0.5"];
    assert_eq!(truths(&all, r#""x": 1"#), "TTTFFT");
    assert_eq!(truths(&all, ""), "UUUUUU");
    assert_eq!(
        truths(&["plan.x is between 1 and 2", "plan.x is between 2 and 3"], r#""x": 1"#),
        "TF"
    );
}

#[test]
fn the_declared_range_bounds_what_is_left_out() {
    let all =
        ["plan.z >= 0", "plan.z > 10", "plan.z < 5", "plan.part <= 100 %", "plan.part > 50 %"];
    assert_eq!(truths(&all, ""), "TFUTU");
    assert_eq!(truths(&["plan.z + 1 > 0", "plan.z * -1 > 0.5", "abs(plan.z - 5) <= 5"], ""), "TFT");
}

#[test]
fn what_may_have_no_value_decides_nothing() {
    // z is between 0 and 10: divided by it, not even zero is known to be zero.
    let all = ["0 / plan.z = 0", "plan.y / plan.z * 0 <= 1", "sqrt(plan.x) >= 0"];
    assert_eq!(truths(&all, r#""y": 2"#), "UUU");
    assert_eq!(truths(&all, r#""x": 4, "y": 2, "z": 5"#), "TTT");
    let means = ["(mean of i.x for i in plan.items) * 0 = 0"];
    assert_eq!(truths(&means, ""), "U");
    assert_eq!(truths(&means, r#""items": [{"id": "a"}]"#), "T");
    assert_eq!(truths(&means, r#""items": []"#), "U");
    let rule = "  must plan.y / plan.z * 0 <= 1\n  otherwise \"no\"";
    assert_eq!(told(rule, r#""y": 2"#), ["undetermined: missing z"]);
}

#[test]
fn fractions_are_exact() {
    let all = [
        "plan.x / 3 + plan.x / 3 + plan.x / 3 = 1",
        "plan.y + plan.z = 0.3",
        "plan.y * plan.z = 0.02",
        "sqrt(plan.x / 4) = 0.5",
        "square(plan.y) = 0.01",
    ];
    assert_eq!(truths(&all, r#""x": 1, "y": 0.1, "z": 0.2"#), "TTTTT");
}

#[test]
fn numbers_of_any_size_are_exact() {
    let big = r#""x": 9223372036854775806, "y": 1"#;
    let all = [
        "plan.x + plan.y + plan.y > plan.x + plan.y",
        "plan.x * plan.x > plan.x * plan.x - plan.y",
        "plan.x * 10 / 10 = plan.x",
    ];
    assert_eq!(truths(&all, big), "TTT");
}

#[test]
fn a_division_by_zero_decides_nothing() {
    let all = [
        "plan.y / plan.x > 0",
        "(plan.y / plan.x) * 0 = 0",
        "plan.y / plan.x is between 0 and 0 or plan.y = 1",
    ];
    assert_eq!(truths(&all, r#""x": 0, "y": 1"#), "UUT");
    assert_eq!(
        told("  must plan.y / plan.x > 0\n  otherwise \"no\"", r#""x": 0, "y": 1"#),
        ["undetermined: DivisionByZero"]
    );
}

#[test]
fn a_root_that_is_rounded_may_be_too_close_to_call() {
    let root = "sqrt(plan.x) = sqrt(plan.x)";
    assert_eq!(truth(root, r#""x": 2"#), 'U');
    assert_eq!(truth("sqrt(plan.x) > 1.41421356", r#""x": 2"#), 'T');
    let told = told(&format!("  must {root}\n  otherwise \"no\""), r#""x": 2"#);
    assert_eq!(told, ["undetermined: too close"]);
    assert_eq!(truth("sqrt(plan.x) > 1", r#""x": -4"#), 'U');
}

#[test]
fn percentages_and_points() {
    let all = [
        "plan.part = 25 %",
        "plan.part as number = 0.25",
        "plan.part - 20 % = 5 pp",
        "plan.part * plan.x = 1",
        "plan.part + 5 pp = 30 %",
    ];
    assert_eq!(truths(&all, r#""part": 25, "x": 4"#), "TTTTT");
}

#[test]
fn dates_have_years() {
    let all = ["plan.day.year = 2024", "plan.day > 2024-02-28", "plan.day < 2024-02-29"];
    assert_eq!(truths(&all, r#""day": "2024-02-29""#), "TTF");
    assert_eq!(truths(&all, ""), "UUU");
}
