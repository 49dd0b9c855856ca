//! `x if missing v`: where the default counts, and what it never hides.

use misrule::facts::Scope;

use crate::world::{plan, told, truth, truths, world};

#[test]
fn the_default_counts_where_the_value_is_missing() {
    let all =
        ["plan.x if missing 3 = 3", "plan.x if missing 3 = 1", "(plan.x if missing 3) + 1 = 4"];
    assert_eq!(truths(&all, ""), "TFT");
    assert_eq!(truths(&all, r#""x": null"#), "TFT");
    assert_eq!(truths(&all, r#""x": "n/a""#), "TFT");
    assert_eq!(truths(&all, r#""x": {"absent": "unknown"}"#), "TFT");
    assert_eq!(truths(&all, r#""x": 1"#), "FTF");
}

#[test]
fn what_may_or_may_not_be_there_is_either() {
    for gap in [r#"{"absent": "withheld"}"#, r#"{"absent": "not applicable"}"#, r#""eleven""#] {
        let members = format!(r#""z": {gap}"#);
        // The value is between 0 and 10, the default above.
        assert_eq!(truth("(plan.z if missing 12) <= 12", &members), 'T', "{gap}");
        assert_eq!(truth("(plan.z if missing 12) <= 11", &members), 'U', "{gap}");
        assert_eq!(truth("(plan.z if missing 12) < 0", &members), 'F', "{gap}");
        assert_eq!(truth("plan.flag if missing true", &format!(r#""flag": {gap}"#)), 'U');
    }
    let ghost = r#""items": [{"id": "i", "peer": "ghost"}]"#;
    assert_eq!(truth("(plan.items[\"i\"].peer.x if missing 3) = 3", ghost), 'U');
}

#[test]
fn every_kind_of_value_has_defaults() {
    let all = [
        "plan.flag if missing true",
        "not (plan.flag if missing true)",
        "(plan.note if missing \"-\") = \"-\"",
        "(plan.kind if missing b) is b",
        "(plan.day if missing 2026-01-31) > 2026-01-30",
        "(plan.base if missing 2020) = 2020",
        "(plan.code if missing left:A1) within left:A",
        "(plan.part if missing 3 %) = 3 %",
        "(plan.items[\"i\"].peer if missing plan.items[\"i\"]) = plan.items[\"i\"]",
        "(plan.items[\"i\"].peer if missing plan.items[\"i\"]).x = 4",
        "(plan.items[\"ghost\"].x if missing 4) = 4",
        "(plan.trend at 2020 if missing 5 %) = 5 %",
        "(last of plan.trend if missing 5 %) = 5 %",
    ];
    assert_eq!(truths(&all, r#""items": [{"id": "i", "x": 4}]"#), "TFTTTTTTTTTTT");
    let given = r#""flag": false, "note": "n", "kind": "c", "day": "2026-01-01", "base": 2021,
        "code": "left:B", "part": 4, "trend": {"2020": 6},
        "items": [{"id": "i", "x": 4, "peer": "j"}, {"id": "j", "x": 5}, {"id": "ghost", "x": 1}]"#;
    assert_eq!(truths(&all, given), "FTFFFFFFFFFFF");
}

#[test]
fn a_point_of_a_series_of_a_member_that_a_list_lacks_is_missing() {
    let all = [
        "(baseline of plan.goals[share].series if missing 5 %) = 5 %",
        "(target of plan.goals[share].series if missing 5 %) = 5 %",
        "(annual growth of plan.goals[share].series if missing 5 %) = 5 %",
        "(last of plan.goals[share].series if missing 5 %) = 5 %",
        "baseline of plan.goals[share].series is missing",
    ];
    let years = r#""base": 2020, "last": 2025"#;
    for goals in ["", r#", "goals": []"#, r#", "goals": [{"id": "share"}]"#] {
        assert_eq!(truths(&all, &format!("{years}{goals}")), "TTTTT", "{goals}");
    }
    let given = r#", "goals": [{"id": "share", "series": {"2020": 6, "2025": 7}}]"#;
    assert_eq!(truths(&all, &format!("{years}{given}")), "FFFFF");
    // One that cannot be read may be this one; that of one that is withheld is not left out.
    let unread = r#", "goals": [5]"#;
    assert_eq!(truths(&all, &format!("{years}{unread}")), "UUUUU");
    let withheld = r#", "goals": [{"id": "share", "series": {"absent": "withheld"}}]"#;
    assert_eq!(truths(&all, &format!("{years}{withheld}")), "UUUUU");
}

#[test]
fn what_is_worked_out_is_missing_where_a_part_of_it_is() {
    let quotient = ["(plan.x / plan.y if missing 7) = 7", "(plan.x / plan.y if missing 7) = 2"];
    assert_eq!(truths(&quotient, r#""x": 4, "y": 2"#), "FT");
    for members in ["", r#""x": 4"#, r#""y": 2"#] {
        assert_eq!(truths(&quotient, members), "TF", "{members}");
    }
    // Sure to have no value, whatever else were said.
    assert_eq!(truths(&quotient, r#""x": 4, "y": 0"#), "UU");
    assert_eq!(truths(&quotient, r#""y": 0"#), "UU");
    assert_eq!(
        truths(&["(1 + plan.x / plan.y * plan.z if missing 7) = 7"], r#""x": 1, "y": 0"#),
        "U"
    );
    assert_eq!(truth("(sqrt(plan.x) if missing 7) = 7", r#""x": -4"#), 'U');
    assert_eq!(truth("(sqrt(plan.x) if missing 7) = 7", ""), 'T');
    assert_eq!(truth("(sqrt(plan.x) if missing 7) = 2", r#""x": 4"#), 'T');
    // A part that is withheld leaves it open.
    let withheld = r#""x": 4, "y": {"absent": "withheld"}"#;
    assert_eq!(truths(&quotient, withheld), "UU");
    let nested = ["((plan.x if missing plan.y) / 2 if missing 7) = 7"];
    assert_eq!(truths(&nested, ""), "T");
    assert_eq!(truths(&nested, r#""y": 4"#), "F");
    assert_eq!(truths(&nested, r#""y": {"absent": "withheld"}"#), "U");
}

#[test]
fn a_default_within_an_aggregate() {
    let items = r#""items": [{"id": "i", "x": 4}, {"id": "j"}, {"id": "k", "x": 0}]"#;
    assert_eq!(truth("(sum of (m.x if missing 10) for m in plan.items) = 14", items), 'T');
    assert_eq!(truth("(mean of (m.x if missing 2) for m in plan.items) = 2", items), 'T');
    assert_eq!(truth("some m in plan.items: (m.x if missing 9) = 9", items), 'T');
}

#[test]
fn a_verdict_that_rests_on_a_default_says_so() {
    let rules = "rule r\n  \"r\"\n  for i in plan.items\n  must (i.x if missing 3) > 2\n  \
                 otherwise \"no\"\n";
    let items = r#""items": [{"id": "i", "x": 4}, {"id": "j"}, {"id": "k", "x": 1}]"#;
    let world = world(rules, &[&plan(items)], Scope::Open);
    let outcome = world.run("r");
    let subjects: Vec<_> = outcome.subjects.iter().map(|(one, _)| one.clone()).collect();
    let assumed: Vec<Vec<String>> = world
        .explain("r", &subjects)
        .iter()
        .map(|one| one.assumed.iter().map(|at| world.path(at)).collect())
        .collect();
    assert_eq!(assumed, [vec![], vec!["items[j].x".to_owned()], vec![]]);
    let of = |must: &str, members: &str| {
        told(&format!("  must {must}\n  otherwise \"no\""), members).concat()
    };
    // A violation names what the plan could state to be judged by that.
    let sum = "(plan.x if missing 3) + (plan.y if missing 4) > 9";
    assert_eq!(of(sum, r#""y": 1"#), "violated: missing x, at x, at y");
    assert_eq!(of(sum, r#""y": {"absent": "withheld"}"#), "undetermined: Withheld y");
    assert_eq!(
        of("(plan.x / plan.y if missing 7) = 7", r#""y": 0"#),
        "undetermined: DivisionByZero, missing x"
    );
    // The default is not known either: each of them would settle it.
    assert_eq!(of("(plan.x if missing plan.y) > 3", ""), "undetermined: missing x, missing y");
}
