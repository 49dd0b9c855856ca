//! `annual growth of`: the compound rate from baseline to target.

use crate::world::{told, truth, truths};

fn trend(base: i32, last: i32, points: &str) -> String {
    format!(r#""base": {base}, "last": {last}, "trend": {{{points}}}"#)
}

#[test]
fn the_rate_is_exact_where_the_root_is() {
    // 1.1^3 = 1.331, and 1.5^2 = 2.25.
    let all = ["annual growth of plan.trend = 10 %", "annual growth of plan.trend = 50 %"];
    assert_eq!(truths(&all, &trend(2020, 2023, r#""2020": 10, "2021": 99, "2023": 13.31"#)), "TF");
    assert_eq!(truths(&all, &trend(2020, 2022, r#""2020": 0.4, "2022": 0.9"#)), "FT");
    let still = "annual growth of plan.trend = 0 %";
    assert_eq!(truth(still, &trend(2020, 2030, r#""2020": 7, "2030": 7"#)), 'T');
    let gone = "annual growth of plan.trend = -100 %";
    assert_eq!(truth(gone, &trend(2020, 2030, r#""2020": 7, "2030": 0"#)), 'T');
}

#[test]
fn a_rate_between_two_numbers_decides_what_is_not_inside() {
    // The cube root of 2 is 1.259921049894873164…
    let members = trend(2020, 2023, r#""2020": 1, "2023": 2"#);
    let rate = |op: &str, limit: &str| {
        truth(&format!("annual growth of plan.trend {op} {limit}"), &members)
    };
    assert_eq!(rate(">", "25.9921049894873 %"), 'T');
    assert_eq!(rate("<", "25.9921049894874 %"), 'T');
    assert_eq!(rate(">", "25.99210498948731642 %"), 'U');
    assert_eq!(rate("=", "26 %"), 'F');
}

#[test]
fn ends_that_are_not_known_give_ranges() {
    let rate = |members: &str| {
        truths(
            &[
                "annual growth of plan.goals[heads].series >= -100 %",
                "annual growth of plan.goals[heads].series > 4 %",
            ],
            members,
        )
    };
    let goal = |base: i32, points: &str| {
        format!(
            r#""base": {base}, "last": 2025, "goals": [{{"id": "heads", "series": {{{points}}}}}]"#
        )
    };
    // Heads are never negative: the rate is no less than to nothing.
    assert_eq!(rate(&goal(2020, r#""2020": 5"#)), "TU");
    // From what may be nothing there is no rate.
    assert_eq!(rate(&goal(2020, r#""2025": 5"#)), "UU");
    assert_eq!(rate(&goal(2020, r#""2020": 5, "2025": 7"#)), "TT");
}

#[test]
fn no_rate_from_nothing_to_less_than_nothing_or_over_no_years() {
    let of = |members: &str| {
        told("  must annual growth of plan.trend > 3 %\n  otherwise \"no\"", members).concat()
    };
    let nothing = "undetermined: GrowthOfNothing";
    assert_eq!(of(&trend(2020, 2025, r#""2020": 0, "2025": 7"#)), nothing);
    assert_eq!(of(&trend(2020, 2025, r#""2020": -3, "2025": 7"#)), nothing);
    assert_eq!(of(&trend(2020, 2025, r#""2020": 3, "2025": -7"#)), nothing);
    let no_years = "undetermined: GrowthOverNoYears";
    assert_eq!(of(&trend(2025, 2025, r#""2025": 7"#)), no_years);
    assert_eq!(of(&trend(2030, 2025, r#""2025": 7, "2030": 8"#)), no_years);
    assert_eq!(of(&trend(1025, 2025, r#""1025": 7, "2025": 8"#)), no_years);
    assert_eq!(of(&trend(2020, 2025, r#""2025": 7"#)), "undetermined: missing trend[2020]");
    assert_eq!(
        of(&trend(2020, 2025, r#""2021": 7"#)),
        "undetermined: missing trend[2020], missing trend[2025]"
    );
    assert_eq!(
        of(r#""last": 2025, "trend": {"2020": 1, "2025": 2}"#),
        "undetermined: missing base"
    );
    assert_eq!(of(r#""base": 2020, "last": 2025"#), "undetermined: missing trend");
    assert_eq!(
        of(&trend(2020, 2025, r#""2020": 3, "2025": "seven""#)),
        "undetermined: Malformed trend[2025]"
    );
    assert_eq!(of(&trend(2020, 2025, r#""2020": 3, "2025": 4"#)), "satisfied: ");
}

#[test]
fn a_default_for_a_rate() {
    let rate = "(annual growth of plan.trend if missing 3 %) = 3 %";
    assert_eq!(truth(rate, &trend(2020, 2025, r#""2020": 3"#)), 'T');
    assert_eq!(truth(rate, &trend(2020, 2025, r#""2025": -3"#)), 'U');
    assert_eq!(truth(rate, &trend(2025, 2025, "")), 'U');
    assert_eq!(truth(rate, &trend(2020, 2025, r#""2020": 3, "2025": 3"#)), 'F');
}
