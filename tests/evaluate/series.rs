//! Series and keyed lists.

use crate::world::{told, truths};

const YEARS: &str = r#""base": 2020, "last": 2025"#;

#[test]
fn points_and_direction() {
    let all = [
        "baseline of plan.trend = 10 %",
        "target of plan.trend = 12 %",
        "change of plan.trend = 2 pp",
        "plan.trend is rising",
        "plan.trend is falling",
        "plan.trend at 2022 = 11 %",
        "plan.trend at (plan.base + 2) = 11 %",
        "last of plan.trend = 13 %",
        "first of plan.trend = 9 %",
        "plan.trend at 2023 is stated",
        "plan.trend at 2022 is stated",
        "plan.trend at 2023 > 0 %",
    ];
    let members = format!(
        r#"{YEARS}, "trend": {{"2019": 9, "2020": 10, "2022": 11, "2025": 12, "2026": 13}}"#
    );
    assert_eq!(truths(&all, &members), "TTTTFTTTTFTU");
    let flat = format!(r#"{YEARS}, "trend": {{"2020": 10, "2025": 10}}"#);
    assert_eq!(truths(&all[3..5], &flat), "FF");
    assert_eq!(truths(&all[..5], YEARS), "UUUUU");
    assert_eq!(truths(&all[..5], r#""trend": {"2020": 10, "2025": 12}"#), "UUUUU");
}

#[test]
fn what_has_no_years_has_no_first_value() {
    let all = ["first of plan.level >= 0", "last of plan.level >= 0", "plan.level at 2021 >= 0"];
    assert_eq!(truths(&all, r#""level": {"2020": 1}"#), "TTT");
    assert_eq!(truths(&all, r#""level": {}"#), "UUT");
    assert_eq!(truths(&all, ""), "UUT");
    assert_eq!(
        told("  must first of plan.level >= 0\n  otherwise \"no\"", r#""level": {}"#),
        ["undetermined: missing level"]
    );
}

#[test]
fn what_is_missing_is_named() {
    let rule = "  must plan.trend is rising\n  otherwise \"no\"";
    let half = format!(r#"{YEARS}, "trend": {{"2020": 10}}"#);
    assert_eq!(told(rule, &half), ["undetermined: missing trend[2025]"]);
    assert_eq!(told(rule, YEARS), ["undetermined: missing trend"]);
    assert_eq!(
        told(rule, r#""base": 2020, "trend": {"2020": 10}"#),
        ["undetermined: missing last"]
    );
}

#[test]
fn members_by_key() {
    let all = [
        "target of plan.goals[share].series = 30 %",
        "plan.goals[share].series is rising",
        "plan.goals[share].series is stated",
        "plan.goals[heads].series is stated",
        "plan.goals[heads].series is rising",
        "plan.goals[share] is stated",
        "plan.goals[heads] is missing",
    ];
    let members =
        format!(r#"{YEARS}, "goals": [{{"id": "share", "series": {{"2020": 29, "2025": 30}}}}]"#);
    assert_eq!(truths(&all, &members), "TTTFUTT");
    assert_eq!(truths(&all, YEARS), "UUFFUFT");
    let broken = format!(
        r#"{YEARS}, "goals": [{{"id": "share", "series": {{"2020": 29, "2025": 30}}}}, null]"#
    );
    assert_eq!(truths(&all[2..4], &broken), "TU");
}

#[test]
fn a_key_that_is_lacking_is_named() {
    let rule = "  must plan.goals[heads].series is rising\n  otherwise \"no\"";
    let told_of = told(rule, &format!(r#"{YEARS}, "goals": []"#));
    assert_eq!(told_of, ["undetermined: missing goals[Id(2)].series"]);
}
